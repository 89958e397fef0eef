//! Instruments and parameters with their dates and with how sure we are of them.

use std::collections::BTreeMap;

use super::{Date, DateRange, Name};
use crate::span::{Span, Spanned};
use crate::words::Bilingual;
use serde::{Deserialize, Serialize};

/// How the text behind a fact was known to whoever wrote it down, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The article's own words were read.
    TextSeen,
    /// Parts were read, the rest is from one copy or from memory.
    PartlySeen,
    /// A serious secondary source reports it.
    Secondary,
    MemoryHigh,
    /// Never the sole basis of a violation or of an amount.
    MemoryLow,
    /// Only the document's name is known.
    NameOnly,
}

/// What a second reader found when holding the fact against its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondReading {
    Ok,
    Fixed,
    SourceNotAtHand,
}

/// Whether a fact may be shown as law, or only as "not verified".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Verified,
    Unverified,
}

impl Standing {
    /// | confidence \ second reading | ok, fixed | source-not-at-hand | none |
    /// |---|---|---|---|
    /// | text-seen, partly-seen, secondary, memory-high | verified | unverified | verified |
    /// | memory-low, name-only | unverified | unverified | unverified |
    pub fn of(confidence: Option<Confidence>, reading: Option<SecondReading>) -> Self {
        let weak = matches!(confidence, Some(Confidence::MemoryLow | Confidence::NameOnly));
        if weak || reading == Some(SecondReading::SourceNotAtHand) {
            Self::Unverified
        } else {
            Self::Verified
        }
    }
}

/// A legal document.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    pub id: Name,
    /// As printed: `QCVN 18:2021/BXD`, `283/2026/NĐ-CP`.
    pub number: String,
    pub title: Bilingual,
    pub issuer: Bilingual,
    pub issued: Option<Date>,
    pub range: DateRange,
    pub replaced_by: Vec<Name>,
    pub confidence: Spanned<Confidence>,
    pub note: Bilingual,
    /// Present on decrees of sanctions.
    pub penalty: Option<PenaltyRules>,
}

/// Who pays how much under a decree of sanctions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenaltyRules {
    /// An organisation pays the individual's amount times this (2 in the decrees at hand).
    pub organisation_factor: u32,
    /// Articles whose amounts are already those of organisations, as `Điều 36 khoản 2`: never multiplied.
    pub already_organisation: Vec<String>,
    pub note: Bilingual,
}

/// A number (or date, or text) set by law, with its values by date.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub title: Bilingual,
    pub values: Vec<ParameterValue>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ParameterValue {
    pub span: Span,
    pub range: DateRange,
    /// A literal of the language: `2 m`, `24 months`, `1.1 m`.
    pub is: Spanned<String>,
    pub law: Option<Name>,
    pub at: Option<Spanned<String>>,
    pub confidence: Spanned<Confidence>,
    pub second_reading: Option<Spanned<SecondReading>>,
    pub note: Bilingual,
}

/// `rules/law/`: everything dated, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Law {
    pub instruments: BTreeMap<String, Instrument>,
    pub parameters: BTreeMap<String, Parameter>,
    /// Public holidays, from `rules/law/holidays.yaml`; working days are counted only within the listed years.
    pub holidays: BTreeMap<i16, Vec<Date>>,
}
