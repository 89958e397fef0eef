//! When and by whom: what the caller reads from clock and session and puts on every event. No clock is read here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash;
use crate::model::Date;

/// A moment of the wall clock to the millisecond, with the offset from UTC that the tablet showed:
/// `2026-03-01T08:15:02.123+07:00`, years 1 to 9999. Order is by moment, then by offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    millis: i64,
    offset_minutes: i16,
}

impl Timestamp {
    /// `None` where the local date is outside the years 1 to 9999, or the offset is 24 hours or more.
    pub fn new(millis_since_1970: i64, offset_minutes: i16) -> Option<Self> {
        let stamp = Self { millis: millis_since_1970, offset_minutes };
        (offset_minutes.unsigned_abs() < 24 * 60).then_some(())?;
        stamp.local().map(|_| stamp)
    }

    pub const fn millis(self) -> i64 {
        self.millis
    }

    pub const fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// The date that the tablet's calendar showed.
    pub fn date(self) -> Date {
        self.local().map_or(Date::ZERO, |(date, _)| date)
    }

    /// The date, and the milliseconds since its midnight, that the tablet showed.
    fn local(self) -> Option<(Date, i64)> {
        let shifted = self.millis.checked_add(i64::from(self.offset_minutes) * 60_000)?;
        Some((date_of(shifted.div_euclid(DAY_MS))?, shifted.rem_euclid(DAY_MS)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, millis) = self.local().unwrap_or((Date::ZERO, 0));
        let (sign, minutes) =
            (if self.offset_minutes < 0 { '-' } else { '+' }, self.offset_minutes.unsigned_abs());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{sign}{:02}:{:02}",
            date.year(),
            date.month(),
            date.day(),
            millis / 3_600_000,
            millis / 60_000 % 60,
            millis / 1000 % 60,
            millis % 1000,
            minutes / 60,
            minutes % 60
        )
    }
}

/// The text is not a moment in the one form that [`Timestamp`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATimestamp;

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        let part = |from: usize, to: usize| -> Result<i64, NotATimestamp> {
            text.get(from..to).and_then(|part| part.parse().ok()).ok_or(NotATimestamp)
        };
        let days = days_of(part(0, 4)?, part(5, 7)?, part(8, 10)?);
        let minutes = part(11, 13)? * 60 + part(14, 16)?;
        let millis = minutes * 60_000 + part(17, 19)? * 1000 + part(20, 23)?;
        let offset = part(24, 26)? * 60 + part(27, 29)?;
        let offset = if text.get(23..24) == Some("-") { -offset } else { offset };
        let millis = days * DAY_MS + millis - offset * 60_000;
        let offset = i16::try_from(offset).map_err(|_| NotATimestamp)?;
        let stamp = Self::new(millis, offset).ok_or(NotATimestamp)?;
        // One moment has one text: whatever else would parse (30 February, a space for the `T`, `-00:00`) is refused.
        if stamp.to_string() == text { Ok(stamp) } else { Err(NotATimestamp) }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hash::text(deserializer, "a moment such as 2026-03-01T08:15:02.123+07:00")
    }
}

const DAY_MS: i64 = 86_400_000;

/// The date so many days after 1970-01-01, in the years 1 to 9999. Years are counted from March, so that the leap
/// day is their last, in eras of 400 years that all have the same number of days.
fn date_of(days: i64) -> Option<Date> {
    let days = days.checked_add(719_468)?;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let year = year + era * 400 + i64::from(month >= 10);
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The days from 1970-01-01 to a date; for one that does not exist, the days to some other date.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// What the caller knows at the moment of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub at: Timestamp,
    /// Milliseconds since the session began, from a clock that cannot be set.
    pub monotonic: u64,
    /// One run of the app in one tab.
    pub session: String,
    /// The person at the tablet.
    pub who: String,
}

/// A clock set back by less than this is the network's small correction, and is not worth a line in the history.
const BACK_MS: i64 = 5_000;
/// While a tablet sleeps the session's clock may stand still, so the wall clock runs ahead of it every day; beyond
/// this, somebody set it.
const FORWARD_MS: i64 = 24 * 60 * 60 * 1000;

/// By how much the wall clock moved against the session's own between two stamps, if by more than a tablet does by
/// itself. Between sessions only a step back can be told from time passing. A change of time zone is no jump.
pub(super) fn clock_jump(before: (Timestamp, u64, &str), after: &Stamp) -> Option<i64> {
    let (at, monotonic, session) = before;
    let wall = after.at.millis.saturating_sub(at.millis);
    if session != after.session {
        return (wall < -BACK_MS).then_some(wall);
    }
    let passed = i64::try_from(after.monotonic.saturating_sub(monotonic)).unwrap_or(i64::MAX);
    let ahead = wall.saturating_sub(passed);
    (!(-BACK_MS..=FORWARD_MS).contains(&ahead)).then_some(ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_one_text() {
        for (millis, offset, text) in [
            (0, 0, "1970-01-01T00:00:00.000+00:00"),
            (1_772_327_702_123, 420, "2026-03-01T08:15:02.123+07:00"),
            (1_772_327_702_123, -570, "2026-02-28T15:45:02.123-09:30"),
            (-1, 0, "1969-12-31T23:59:59.999+00:00"),
        ] {
            let stamp = Timestamp::new(millis, offset).unwrap();
            assert_eq!(stamp.to_string(), text);
            assert_eq!(text.parse(), Ok(stamp));
        }
    }

    #[test]
    fn days_and_dates_are_those_of_the_calendar() {
        let mut date = Date::new(1, 1, 1).unwrap();
        let mut days = days_of(1, 1, 1);
        assert_eq!(date_of(days - 1), None);
        while let Ok(next) = date.tomorrow() {
            assert_eq!(date_of(days), Some(date));
            assert_eq!(days_of(date.year().into(), date.month().into(), date.day().into()), days);
            (date, days) = (next, days + 1);
        }
        assert_eq!(date_of(days + 1), None);
        assert_eq!((days_of(1970, 1, 1), days_of(2026, 3, 1)), (0, 20_513));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "2026-03-01",
            "2026-03-01T08:15:02.123Z",
            "2026-03-01T08:15:02.123-00:00",
            "2026-03-01 08:15:02.123+07:00",
            "2026-03-01T08:15:02+07:00",
            "2026-02-30T08:15:02.123+07:00",
            "2026-03-01T08:15:02.123+24:00",
            "2026-03-01T08:15:02.123+07:60",
            "2026-03-01T08:15:02.123+07:0",
            "2026-03-01T08:15:60.123+07:00",
            "0000-03-01T08:15:02.123+07:00",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(NotATimestamp), "{text}");
        }
        assert_eq!(Timestamp::new(i64::MAX, 0), None);
        assert_eq!(Timestamp::new(0, i16::MIN), None);
    }

    #[test]
    fn a_set_clock_is_noticed_and_a_sleeping_tablet_is_not() {
        let hour = 3_600_000;
        for (session, wall, monotonic, jump) in [
            ("s", 1_000, 1_000, None),
            ("s", 9 * hour, 1_000, None),
            ("s", -48 * hour, 2_000, Some(-48 * hour - 2_000)),
            ("s", 365 * 24 * hour, 0, Some(365 * 24 * hour)),
            ("s", -1_000, 0, None),
            ("other", 365 * 24 * hour, 0, None),
            ("other", -48 * hour, 0, Some(-48 * hour)),
        ] {
            let before = Timestamp::new(1_772_327_702_123, 420).unwrap();
            let at = Timestamp::new(before.millis() + wall, -60).unwrap();
            let monotonic = u64::try_from(monotonic).unwrap();
            let after = Stamp { at, monotonic, session: session.into(), who: String::new() };
            assert_eq!(clock_jump((before, 0, "s"), &after), jump, "{session} {wall}");
        }
    }
}
