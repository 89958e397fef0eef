//! What a subcommand talks to: the language, the colours, standard output, and the day it is.

use std::io::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use soat::model::Date;
use soat::words::Lang;

use crate::failure::Failure;
use crate::render::Style;

/// Việt Nam keeps one time, seven hours ahead of UTC, all year.
const AHEAD_OF_UTC: Duration = Duration::from_hours(7);

pub(crate) struct Console<'a> {
    pub lang: Lang,
    pub style: Style,
    /// Standard output, buffered.
    pub out: &'a mut dyn Write,
}

/// The day whose law applies: the one given, or today in Việt Nam, whose law it is.
pub(crate) fn as_of(given: Option<&str>) -> Result<Date, Failure> {
    match given {
        Some(written) => date(written),
        None => Ok(today(SystemTime::now())),
    }
}

pub(crate) fn date(written: &str) -> Result<Date, Failure> {
    written.parse::<Date>().ok().filter(|date| date.to_string() == written).ok_or_else(|| {
        Failure::new(format!("`{written}` không phải một ngày"), format!("`{written}` is not a date"))
            .help("viết năm-tháng-ngày, ví dụ `2026-03-01`", "write year-month-day, for example `2026-03-01`")
    })
}

fn today(now: SystemTime) -> Date {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default() + AHEAD_OF_UTC;
    let days = Duration::from_secs(since.as_secs() / 86_400 * 86_400);
    Date::constant(1970, 1, 1).saturating_add(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_viet_nam() {
        let evening = UNIX_EPOCH + Duration::from_secs(1_795_453_199);
        assert_eq!(today(evening).to_string(), "2026-11-23");
        assert_eq!(today(evening + Duration::from_secs(1)).to_string(), "2026-11-24");
    }

    #[test]
    fn a_date_is_written_year_month_day() {
        assert_eq!(date("2026-03-01").unwrap().to_string(), "2026-03-01");
        for wrong in ["2026-3-1", "20260301", "2026-02-30", "01/03/2026", "", "2026-03-01T00:00"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }
}
