//! What the law demands of the site, and what follows when it does not hold.

use super::{Confidence, DateRange, ExprText, Name, SecondReading, TextTemplate};
use crate::span::{Span, Spanned};
use crate::words::Bilingual;

/// A condition that must hold, with its source and its consequences.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    pub id: Name,
    pub span: Span,
    /// Short name for lists and reports; the item's question where absent.
    pub title: Bilingual,
    pub when: Option<ExprText>,
    pub require: ExprText,
    /// True when `require` was not written but follows from a `yes_no` item.
    pub implied: bool,
    pub nature: Nature,
    pub level: Level,
    pub stop_work: StopWork,
    /// Who must fulfil it, when it is not the inspected employer.
    pub holder: BoundTo,
    pub citations: Vec<Citation>,
    /// At most one applies: the first in force whose `when` holds. They are never added together.
    pub penalties: Vec<PenaltyEntry>,
    pub finding: Option<TextTemplate>,
    pub remedy: Option<Remedy>,
    pub evidence: Evidence,
    /// Observations that are worth saying and are no violation.
    pub warnings: Vec<Warn>,
    /// A remark for the inspector, for example a limit of the source.
    pub note: Bilingual,
    pub confidence: Option<Spanned<Confidence>>,
    pub second_reading: Option<Spanned<SecondReading>>,
}

/// Law, or advice that must not look like law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    #[default]
    Law,
    /// Good practice: never a violation.
    Practice,
    /// A recommendation of the dossier or of a note in the law: never a violation.
    Advice,
}

/// The weight of a finding, heaviest first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    Critical,
    #[default]
    Major,
    Minor,
}

/// A severity, by condition: the first entry whose condition holds, or has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Level {
    pub cases: Vec<LevelWhen>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LevelWhen {
    pub when: Option<ExprText>,
    pub is: Spanned<Weight>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum StopWork {
    #[default]
    No,
    /// Stopping the area or machine is proposed when the requirement fails.
    Yes,
    When(ExprText),
}

/// Who the duty binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundTo {
    #[default]
    Employer,
    /// Chủ đầu tư.
    Owner,
    Contractor,
    Designer,
    Supervisor,
    /// Whoever provides a service or a machine.
    Provider,
    Worker,
    /// The management board or developer of an industrial zone.
    ZoneBoard,
    Authority,
}

/// An article of an instrument. It counts on the days on which the instrument, and `range` if given, is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    pub law: Name,
    /// As the law numbers it: `Điều 33 khoản 9`, `mục 2.3.3`.
    pub at: Spanned<String>,
    pub range: DateRange,
    pub confidence: Option<Spanned<Confidence>>,
}

/// One act a decree punishes. Amounts are đồng and for an individual unless they say otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct PenaltyEntry {
    pub span: Span,
    pub law: Name,
    pub at: Spanned<String>,
    pub range: DateRange,
    /// When this act, and not another entry's, is the one committed.
    pub when: Option<ExprText>,
    /// The act in words, when it is narrower than the requirement.
    pub act: Bilingual,
    /// Who is punished, when it is not the inspected establishment (for example the worker).
    pub subject: Bilingual,
    pub amount: Amount,
    pub note: Bilingual,
}

/// How much. A range is minimum and maximum, both in đồng.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The article is known, its amount was not read: shown without a figure.
    Unread,
    Individual(Spanned<[i64; 2]>),
    /// The decree states it for organisations: never doubled.
    Organisation(Spanned<[i64; 2]>),
    /// By a number (of persons, machines, kilograms).
    Tiers {
        by: ExprText,
        rows: Vec<Tier>,
    },
    /// For each person, up to a cap.
    PerPerson {
        count: ExprText,
        each: Spanned<[i64; 2]>,
        cap: Option<Spanned<i64>>,
    },
    /// A warning without a fine.
    Warning,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// A range such as `[1..10]` or `>= 301`.
    pub within: Spanned<String>,
    pub individual: Spanned<[i64; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    pub text: TextTemplate,
    pub within: Option<Within>,
}

/// The time to remedy, counted from the inspection's date.
#[derive(Clone, Debug, PartialEq)]
pub enum Within {
    /// `0 days` is at once.
    Days(Spanned<u32>),
    WorkingDays(Spanned<u32>),
    Months(Spanned<u32>),
    /// `within: expression` that yields a date.
    Until(ExprText),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub photo: WhenToPhotograph,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenToPhotograph {
    #[default]
    Never,
    OnFail,
    Always,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Warn {
    pub when: ExprText,
    pub say: TextTemplate,
}
