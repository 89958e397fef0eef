//! Dates and times as the reader's language writes them.

use super::{Lang, words};
use jiff::civil::Date;

/// `22/11/2026`; English readers get the same order with the month's name: `22 Nov 2026`.
pub fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        Lang::En => format!("{} {} {:04}", date.day(), words::month_short(lang, date.month()), date.year()),
    }
}

/// A recorded date literal, or the text itself where it is none.
pub fn literal(text: &str, lang: Lang) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| day(date, lang))
}

/// `2026-03-01T10:42` and `2026-03-01 10:42` alike.
pub fn moment(text: &str, lang: Lang) -> String {
    let date = text.get(..10).unwrap_or(text);
    match text.get(11..16) {
        Some(time) => format!("{} {time}", literal(date, lang)),
        None => literal(date, lang),
    }
}

/// `hôm nay, 22/11/2026`.
pub fn relative(date: Date, today: Date, lang: Lang) -> String {
    let written = day(date, lang);
    if date == today {
        format!("{}, {written}", words::today(lang))
    } else if date.tomorrow().is_ok_and(|next| next == today) {
        format!("{}, {written}", words::yesterday(lang))
    } else {
        written
    }
}

/// Dates in JSON, as `2026-11-22`.
pub mod json {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_written_in_the_readers_order() {
        assert_eq!(day(date(2026, 3, 1), Lang::Vi), "01/03/2026");
        assert_eq!(day(date(2026, 3, 1), Lang::En), "1 Mar 2026");
        assert_eq!(literal("2026-11-22", Lang::Vi), "22/11/2026");
        assert_eq!(literal("không rõ", Lang::Vi), "không rõ");
        assert_eq!(moment("2026-11-22T08:30", Lang::Vi), "22/11/2026 08:30");
    }

    #[test]
    fn today_and_yesterday_are_said() {
        let today = date(2026, 11, 22);
        assert_eq!(relative(today, today, Lang::Vi), "hôm nay, 22/11/2026");
        assert_eq!(relative(date(2026, 11, 21), today, Lang::En), "yesterday, 21 Nov 2026");
        assert_eq!(relative(date(2026, 11, 4), today, Lang::Vi), "04/11/2026");
    }
}
