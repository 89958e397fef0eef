//! Where in an inspection something is recorded: a question or requirement, of a row or of the whole checklist.
//! Names are checked here once; whether a checklist knows them is for the rules to say.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash;
use crate::model::RowId;

/// The name that stands for the establishment's profile where a checklist's id is expected.
pub const SITE: &str = "site";

/// A question, or a requirement: `construction/basement:shoring_design`, `construction/basement:levels[3].oxygen`,
/// `site:workers`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    checklist: Box<str>,
    row: Option<(Box<str>, RowId)>,
    item: Box<str>,
}

/// A text that is no name: names have lower-case ASCII letters, digits and `_`; ids of checklists also `-` and `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadName {
    pub name: String,
}

impl Place {
    /// A question of the establishment's profile.
    pub fn site(item: &str) -> Result<Self, BadName> {
        Self::item(SITE, item)
    }

    pub fn item(checklist: &str, item: &str) -> Result<Self, BadName> {
        Ok(Self { checklist: checklist_id(checklist)?, row: None, item: name(item)? })
    }

    pub fn in_row(checklist: &str, group: &str, row: RowId, item: &str) -> Result<Self, BadName> {
        Ok(Self { checklist: checklist_id(checklist)?, row: Some((name(group)?, row)), item: name(item)? })
    }

    /// The checklist's id, or [`SITE`].
    pub fn checklist(&self) -> &str {
        &self.checklist
    }

    pub fn row(&self) -> Option<(&str, RowId)> {
        self.row.as_ref().map(|(group, row)| (&**group, *row))
    }

    pub fn name(&self) -> &str {
        &self.item
    }

    pub fn is_site(&self) -> bool {
        &*self.checklist == SITE
    }

    /// The same question of the row that `row` was given as elsewhere.
    pub(super) fn moved_to_row(mut self, to: RowId) -> Self {
        if let Some((_, row)) = &mut self.row {
            *row = to;
        }
        self
    }
}

pub(super) fn name(text: &str) -> Result<Box<str>, BadName> {
    checked(text, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

pub(super) fn checklist_id(text: &str) -> Result<Box<str>, BadName> {
    checked(text, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'/'))
}

fn checked(text: &str, allowed: fn(u8) -> bool) -> Result<Box<str>, BadName> {
    let good = (1..=200).contains(&text.len()) && text.bytes().all(allowed);
    if good { Ok(text.into()) } else { Err(BadName { name: text.to_owned() }) }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.checklist)?;
        if let Some((group, RowId(row))) = &self.row {
            write!(f, "{group}[{row}].")?;
        }
        f.write_str(&self.item)
    }
}

impl FromStr for Place {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName { name: text.to_owned() };
        let (checklist, rest) = text.split_once(':').ok_or_else(bad)?;
        let Some((group, rest)) = rest.split_once('[') else { return Self::item(checklist, rest) };
        let (row, item) = rest.split_once("].").ok_or_else(bad)?;
        let row = RowId(row.parse().map_err(|_| bad())?);
        let place = Self::in_row(checklist, group, row, item)?;
        // One place has one text: `[03]` and `[+3]` are refused.
        if place.to_string() == text { Ok(place) } else { Err(bad()) }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hash::text(deserializer, "a place such as construction/basement:levels[3].oxygen")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_its_text() {
        for text in [
            "site:workers",
            "construction/basement:shoring_design",
            "construction/basement:levels[3].oxygen",
            "industrial-zone/fire:exits[4294967295].width_2",
        ] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        for text in [
            "",
            ":",
            "a",
            "a:",
            ":a",
            "a:b[1]",
            "a:b[1].",
            "a:b[].c",
            "a:b[01].c",
            "a:b[+1].c",
            "a:b[-1].c",
            "A:b",
            "a:B",
            "a:b.c",
            "a:b c",
            "a:b[4294967296].c",
            "a:đ",
            "a::b",
            "../a:b",
            "a:[1].c",
        ] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }
}
