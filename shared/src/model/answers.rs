//! What was recorded: answers by question name, rows of groups. The text of an answer is a literal of the language.

use std::collections::BTreeMap;

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// One recorded answer; a question without one is unanswered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The literal as entered: `yes`, `11.5 m`, `120`, `2026-03-01`, an option's id, or plain text without quotes;
    /// several options or photographs are separated by `, `.
    Value(String),
    /// "Not applicable", with the reason given (empty where none was asked).
    NotApplicable(String),
}

/// Identity of a group's row within one inspection; never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub u32);

/// One row of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAnswers {
    pub id: RowId,
    pub answers: BTreeMap<String, Answer>,
}

/// The rows of a group in the order added. Until `complete`, more rows may come and an empty list means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAnswers {
    pub rows: Vec<RowAnswers>,
    pub complete: bool,
}

/// All answers of one checklist and of the establishment's profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Answers to `rules/site.yaml`, read by checklists as `site.<name>`.
    pub site: BTreeMap<String, Answer>,
    pub answers: BTreeMap<String, Answer>,
    pub groups: BTreeMap<String, GroupAnswers>,
    /// Where each answer was written, when it came from a file: keys `site.x`, `x`, `group`, `group[0].x`.
    #[serde(skip)]
    pub places: BTreeMap<String, Span>,
    /// Where the name of each was written, by the same keys.
    #[serde(skip)]
    pub names: BTreeMap<String, Span>,
}
