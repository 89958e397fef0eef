//! The one byte form of a journal's JSON, and SHA-256 over it. Nothing here knows what an event is.
//!
//! Canonical form, which is RFC 8785 (JCS) for the values a journal holds:
//!
//! - UTF-8, no byte order mark, no white space outside strings;
//! - the members of an object in the order of their names' bytes, each name once;
//! - whole numbers only, in plain decimal digits, below 2^53 in size;
//! - in strings `"` and `\` are written `\"` and `\\`; the control characters U+0008, U+0009, U+000A, U+000C and
//!   U+000D as `\b \t \n \f \r`, the rest below U+0020 as `\u00xx` in lower case; everything else as itself.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first event of a journal names as its predecessor.
    pub const NONE: Self = Self([0; 32]);

    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Over several texts under their names: the canonical JSON object of them. This is how the hash of a checklist's
    /// rules is taken, over the checklist's file and the law, profile and tables that it was loaded with.
    pub fn of_texts(texts: &BTreeMap<String, String>) -> Self {
        Self::of(canonical_of(texts).as_bytes())
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        let halves = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let text: String = halves.filter_map(|half| DIGITS.get(usize::from(half))).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return Err(NotAHash);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high).ok_or(NotAHash)? << 4 | digit(*low).ok_or(NotAHash)?;
        }
        Ok(Self(bytes))
    }
}

const fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer, "64 lower-case hexadecimal digits")
    }
}

/// Reads a value that JSON holds as text.
pub(crate) fn text<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("expected {expected}")))
}

/// Calendar dates as `2026-03-01`.
pub(crate) mod date {
    use super::{Deserializer, Serializer};
    use crate::model::Date;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` hands a reference")]
    pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        super::text(deserializer, "a date such as 2026-03-01")
    }
}

/// The canonical form of a JSON value.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// The canonical form of anything that becomes JSON.
pub(crate) fn canonical_of<T: Serialize>(value: &T) -> String {
    canonical(&json(value))
}

#[expect(
    clippy::expect_used,
    reason = "types of this module have text keys and whole numbers, which always become JSON"
)]
pub(crate) fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("text keys and whole numbers become JSON")
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // Sorted here: whether `Map` keeps order is decided by a feature that any crate of the build may turn on.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(out, name);
                out.push(':');
                write_value(out, value);
            }
            out.push('}');
        }
    }
}

fn write_text(out: &mut String, text: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form_vectors() {
        for (written, canonical_form) in [
            ("{ \"b\": 1, \"a\": [true, null] }", r#"{"a":[true,null],"b":1}"#),
            (r#"{"z":{"y":-7,"x":{}},"ab":"","a":[]}"#, r#"{"a":[],"ab":"","z":{"x":{},"y":-7}}"#),
            (r#""h\u1ed1 \u0111\u00e0o \u0007\u000a\/""#, r#""hố đào \u0007\n/""#),
            (r#""\u2028\u007f\ud83d\ude00\"\\""#, "\"\u{2028}\u{7f}\u{1F600}\\\"\\\\\""),
            ("9007199254740991", "9007199254740991"),
        ] {
            let value: Value = serde_json::from_str(written).unwrap();
            assert_eq!(canonical(&value), canonical_form);
        }
    }

    #[test]
    fn text_is_escaped_as_json_escapes_it() {
        let every: String = (0..0x3000).filter_map(char::from_u32).collect();
        assert_eq!(canonical(&Value::String(every.clone())), serde_json::to_string(&every).unwrap());
    }

    #[test]
    fn hash_vectors() {
        for (text, hash) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ] {
            assert_eq!(Hash::of(text.as_bytes()).to_string(), hash);
            assert_eq!(hash.parse(), Ok(Hash::of(text.as_bytes())));
        }
        let texts = BTreeMap::from([("b".to_owned(), "\n".to_owned()), ("a".to_owned(), "đ".to_owned())]);
        assert_eq!(Hash::of_texts(&texts), Hash::of("{\"a\":\"đ\",\"b\":\"\\n\"}".as_bytes()));
        for wrong in ["", "E3", &"g".repeat(64), &"A".repeat(64), &"a".repeat(63), &"a".repeat(65)] {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash));
        }
    }
}
