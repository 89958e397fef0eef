//! Programs on answers: sessions that follow one answer at a time, what is still needed, and why a verdict is so.

mod explain;
mod needs;
mod query;
mod session;

pub use explain::{Comparison, Explanation, Leaf, ParameterUse, ReadAnswer, ReadPlace};
pub(crate) use needs::undecided;
pub use query::{Query, QueryError, QueryOutcome, QueryState, Unanswered, query};
pub(crate) use session::verdict_from;
pub use session::{Changes, ItemState, Session, Visibility, evaluate};

use crate::expr::value::EvalError;
use crate::model::{Date, RowId};
use crate::program::{GroupId, ItemId, RequirementId, SiteItemId};
use crate::words::Lang;

/// What the caller knows that no answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The day whose law applies: the day of the inspection.
    pub as_of: Date,
    pub lang: Lang,
}

/// A question of the checklist, in one row if it belongs to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub item: ItemId,
    pub row: Option<RowId>,
}

/// A requirement of the checklist, in one row if it belongs to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementPlace {
    pub requirement: RequirementId,
    pub row: Option<RowId>,
}

/// Something the user could still tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    Question(Place),
    Site(SiteItemId),
    /// Whether the group's list is complete, or further rows.
    Rows(GroupId),
}

/// The verdict on one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    Fail,
    /// `needs` are exactly the open questions for which two completions, equal but for that question, give different
    /// verdicts. When `exact` is false the work had a bound and `needs` may name some too many, never too few.
    Unanswered {
        needs: Vec<Need>,
        exact: bool,
    },
    NotApplicable,
    Error(EvalError),
}

/// How many verdicts of each kind; advice and practice are counted apart, because they are no violations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    pub pass: u32,
    pub fail: u32,
    pub unanswered: u32,
    pub not_applicable: u32,
    pub error: u32,
    /// Failed advice and practice.
    pub advice: u32,
    pub answered_items: u32,
    pub shown_items: u32,
}
