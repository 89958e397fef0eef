//! Worked cases: answers with the verdicts that must follow, as a rule author writes them.

use std::collections::BTreeMap;

use super::{Answers, Date, Name, Weight};
use crate::span::{FileId, Span, Spanned};

/// `<checklist>.cases.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    pub file: FileId,
    pub checklist: Name,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub name: Spanned<String>,
    pub span: Span,
    pub as_of: Spanned<Date>,
    pub answers: Answers,
    pub expect: Vec<Expectation>,
    /// What every verdict not named in `expect` must be; absent means they are not looked at.
    pub others: Option<Spanned<ExpectedVerdict>>,
}

/// What one requirement must give.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    pub requirement: Name,
    pub rows: RowExpectation,
}

/// A requirement of the whole checklist gives one verdict, a group's one for each row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowExpectation {
    One(Spanned<Expected>),
    /// In the order of the rows.
    Rows(Vec<Spanned<Expected>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedVerdict {
    Pass,
    Fail,
    Unanswered,
    NotApplicable,
    Error,
}

impl ExpectedVerdict {
    /// As authors write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unanswered => "unanswered",
            Self::NotApplicable => "not_applicable",
            Self::Error => "error",
        }
    }
}

/// The verdict, and whatever else the author wants to hold; what is absent is not looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub verdict: ExpectedVerdict,
    pub severity: Option<Weight>,
    pub stop_work: Option<bool>,
    pub penalty: Option<ExpectedPenalty>,
    pub deadline: Option<Date>,
    /// Names of the questions still needed, in any order.
    pub needs: Option<Vec<String>>,
    pub warnings: Option<u32>,
    /// Further facts by name, kept so that an unknown one is an error and never skipped.
    pub unknown: BTreeMap<String, Span>,
}

impl Expected {
    /// This verdict, and nothing else looked at.
    pub fn only(verdict: ExpectedVerdict) -> Self {
        Self {
            verdict,
            severity: None,
            stop_work: None,
            penalty: None,
            deadline: None,
            needs: None,
            warnings: None,
            unknown: BTreeMap::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedPenalty {
    /// No penalty may be shown.
    None,
    /// The article, and the range in đồng for the establishment at hand if a figure is expected.
    Entry { law: String, at: Option<String>, amount: Option<[i64; 2]> },
}
