//! What rule authors and users write, as data: checklists, law, tables, answers, cases. Expressions stay text with
//! their place; only a checked program holds trees. Nothing here reads, checks or evaluates.

mod answer;
mod answers;
mod case;
mod checklist;
mod law;
mod pack;
mod requirement;
mod table;

pub use answer::{AnswerType, ChoiceOption, NotApplicable, NumberAnswer};
pub use answers::{Answer, Answers, GroupAnswers, RowAnswers, RowId};
pub use case::{Case, CaseFile, Expectation, Expected, ExpectedPenalty, ExpectedVerdict, RowExpectation};
pub use checklist::{Checklist, Definition, Group, Item, ItemKind, Section};
pub use law::{
    Confidence, Instrument, Law, Parameter, ParameterValue, PenaltyRules, SecondReading, Standing,
};
pub use pack::{Pack, Sector};
pub use requirement::{
    Amount, BoundTo, Citation, Evidence, Level, LevelWhen, Nature, PenaltyEntry, Remedy, Requirement,
    StopWork, Tier, Warn, Weight, WhenToPhotograph, Within,
};
pub use table::{Bracket, Column, ColumnType, DataRow, DataTable, LookupTable};

use crate::span::Spanned;

/// An expression of the language as the author wrote it, with its place. A YAML `all:`/`any:`/`not:` tree is kept as
/// a tree of such texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprText {
    Text(Spanned<String>),
    All(Vec<ExprText>, crate::span::Span),
    Any(Vec<ExprText>, crate::span::Span),
    Not(Box<ExprText>, crate::span::Span),
}

impl ExprText {
    pub fn span(&self) -> crate::span::Span {
        match self {
            Self::Text(text) => text.span,
            Self::All(_, span) | Self::Any(_, span) | Self::Not(_, span) => *span,
        }
    }
}

/// The name of a question, group, requirement or parameter: lower-case ASCII letters, digits and `_`.
pub type Name = Spanned<String>;

/// Bilingual text that may hold `{expression}` placeholders, with the place of each language's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTemplate {
    pub vi: Spanned<String>,
    pub en: Option<Spanned<String>>,
}

/// A civil date as written in the law, days since 0001-01-01 proleptic Gregorian are never exposed: use `jiff`.
pub type Date = jiff::civil::Date;

/// Half-open range of dates `from <= day < until`; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRange {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl DateRange {
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}
