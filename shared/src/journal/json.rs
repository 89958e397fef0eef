//! The one text that a value of the journal has as JSON, written and read without anything between.
//!
//! Canonical form, which is RFC 8785 (JCS) for the values a journal holds:
//!
//! - UTF-8, no byte order mark, no white space outside strings;
//! - the members of an object in the order of their names' bytes, each name once, none left out;
//! - whole numbers only, in plain decimal digits, below 2^53 in size;
//! - in strings `"` and `\` are written `\"` and `\\`; the control characters U+0008, U+0009, U+000A, U+000C and
//!   U+000D as `\b \t \n \f \r`, the rest below U+0020 as `\u00xx` in lower case; everything else as itself.
//!
//! Written by hand rather than derived: the derived code for tagged events weighs four times as much in the browser,
//! and is slower, since the canonical order of members is not that of the types.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use serde_json::Value;

use super::hash::Hash;
use super::place::Place;
use super::stamp::Timestamp;
use crate::model::{Answer, Answers, Date, GroupAnswers, RowAnswers, RowId};
use crate::words::Lang;

pub(crate) trait Json: Sized {
    /// Adds the canonical text.
    fn write(&self, out: &mut String);

    /// Reads any text of the value; the caller compares with the canonical one. `None` where it is something else.
    fn read(value: &Value) -> Option<Self>;
}

/// The canonical text.
pub(crate) fn to_text<T: Json>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// An object in the making. Members must come in the order of their names (a test reads every kind of event back
/// through a sorting writer).
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    pub(crate) fn new(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    pub(crate) fn member<T: Json>(&mut self, name: &str, value: &T) -> &mut Self {
        value.write(self.name(name));
        self
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        write_text(self.name(name), text);
        self
    }

    pub(crate) fn end(&mut self) {
        self.out.push('}');
    }

    fn name(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        write_text(self.out, name);
        self.out.push(':');
        self.out
    }
}

/// A member that must be there.
pub(crate) fn get<T: Json>(value: &Value, name: &str) -> Option<T> {
    T::read(value.get(name)?)
}

pub(crate) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..'\u{20}' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// Gives a struct the object of its members, which are listed in the order of their names.
macro_rules! object {
    ($name:ty { $($member:ident),+ }) => {
        impl $crate::journal::json::Json for $name {
            fn write(&self, out: &mut String) {
                let mut object = $crate::journal::json::Object::new(out);
                $(object.member(stringify!($member), &self.$member);)+
                object.end();
            }

            fn read(value: &serde_json::Value) -> Option<Self> {
                Some(Self { $($member: $crate::journal::json::get(value, stringify!($member))?),+ })
            }
        }
    };
}
pub(crate) use object;

/// Gives an enum without content the words of its variants.
macro_rules! words {
    ($name:ty { $($variant:ident = $word:literal),+ }) => {
        impl $crate::journal::json::Json for $name {
            fn write(&self, out: &mut String) {
                $crate::journal::json::write_text(out, match self { $(Self::$variant => $word),+ });
            }

            fn read(value: &serde_json::Value) -> Option<Self> {
                match value.as_str()? { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words!(Lang { Vi = "vi", En = "en" });
object!(RowAnswers { answers, id });
object!(GroupAnswers { complete, rows });

impl Json for String {
    fn write(&self, out: &mut String) {
        write_text(out, self);
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Json for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Json for i64 {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Json for u64 {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }

    fn read(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Json for u32 {
    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }

    fn read(value: &Value) -> Option<Self> {
        u64::read(value)?.try_into().ok()
    }
}

impl Json for RowId {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }

    fn read(value: &Value) -> Option<Self> {
        u32::read(value).map(Self)
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn read(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for (index, value) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            value.write(out);
        }
        out.push(']');
    }

    fn read(value: &Value) -> Option<Self> {
        let mut list = Self::new();
        for value in value.as_array()? {
            list.push(T::read(value)?);
        }
        Some(list)
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn write(&self, out: &mut String) {
        let mut object = Object::new(out);
        for (name, value) in self {
            object.member(name, value);
        }
        object.end();
    }

    fn read(value: &Value) -> Option<Self> {
        let mut map = Self::new();
        for (name, value) in value.as_object()? {
            map.insert(name.clone(), T::read(value)?);
        }
        Some(map)
    }
}

impl Json for Answer {
    fn write(&self, out: &mut String) {
        let mut object = Object::new(out);
        match self {
            Self::Value(value) => object.text("value", value),
            Self::NotApplicable(reason) => object.text("not_applicable", reason),
        };
        object.end();
    }

    fn read(value: &Value) -> Option<Self> {
        match get(value, "value") {
            Some(value) => Some(Self::Value(value)),
            None => get(value, "not_applicable").map(Self::NotApplicable),
        }
    }
}

/// Without the profile, which is the inspection's and not the checklist's.
impl Json for Answers {
    fn write(&self, out: &mut String) {
        Object::new(out).member("answers", &self.answers).member("groups", &self.groups).end();
    }

    fn read(value: &Value) -> Option<Self> {
        Some(Self { answers: get(value, "answers")?, groups: get(value, "groups")?, ..Self::default() })
    }
}

/// `2026-03-01`.
impl Json for Date {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "\"{:04}-{:02}-{:02}\"", self.year(), self.month(), self.day());
    }

    fn read(value: &Value) -> Option<Self> {
        let mut parts = value.as_str()?.splitn(3, '-');
        let mut part = || parts.next().and_then(|part| part.parse::<i16>().ok());
        let (year, month, day) = (part()?, part()?, part()?);
        Self::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

fn from_text<T: FromStr>(value: &Value) -> Option<T> {
    value.as_str()?.parse().ok()
}

impl Json for Hash {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "\"{self}\"");
    }

    fn read(value: &Value) -> Option<Self> {
        from_text(value)
    }
}

impl Json for Timestamp {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "\"{self}\"");
    }

    fn read(value: &Value) -> Option<Self> {
        from_text(value)
    }
}

impl Json for Place {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "\"{self}\"");
    }

    fn read(value: &Value) -> Option<Self> {
        from_text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_json_escapes_it() {
        let every: String =
            (0..0x3000).filter_map(char::from_u32).chain(['\u{1f600}', '\u{10ffff}']).collect();
        assert_eq!(to_text(&every), serde_json::to_string(&every).unwrap());
        assert_eq!(to_text(&"hố \u{7}\n/\u{2028}\"\\".to_owned()), "\"hố \\u0007\\n/\u{2028}\\\"\\\\\"");
    }

    #[test]
    fn dates_have_one_text() {
        let date: Date = "0987-03-01".parse().unwrap();
        assert_eq!(to_text(&date), "\"0987-03-01\"");
        assert_eq!(Date::read(&Value::from("0987-03-01")), Some(date));
        for text in ["2026-02-30", "2026-13-01", "2026-1", "", "-1-1-1", "2026-03-01T00:00"] {
            let read = Date::read(&Value::from(text));
            assert!(read.is_none_or(|date| to_text(&date) != format!("\"{text}\"")), "{text}");
        }
    }

    #[test]
    fn numbers_are_whole_and_in_range() {
        assert_eq!(to_text(&vec![0_u64, 9_007_199_254_740_991]), "[0,9007199254740991]");
        assert_eq!(to_text(&-7_i64), "-7");
        for (text, read) in
            [("1", Some(1)), ("-1", None), ("1.5", None), ("4294967296", None), ("\"1\"", None)]
        {
            assert_eq!(u32::read(&serde_json::from_str(text).unwrap()), read, "{text}");
        }
    }
}
