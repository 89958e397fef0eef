//! Which keys and words the format has, each with its sentence in both languages. The readers and the JSON Schemas
//! are both made from these tables, so that they cannot differ.

mod cases;
mod checklist;
mod law;
mod words;

pub(crate) use cases::*;
pub(crate) use checklist::*;
pub(crate) use law::*;
pub(crate) use words::*;

/// The keys of one kind of mapping.
#[derive(Debug)]
pub(crate) struct Keys {
    /// What it is, to finish "… has no key `x`".
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    pub(crate) parts: &'static [&'static [Key]],
}

#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

/// What may stand after a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Any scalar.
    Text,
    /// `{ vi: …, en: … }`, or one text.
    Bilingual,
    /// Bilingual text with `{expression}` placeholders.
    Template,
    Name,
    LawId,
    ChecklistId,
    Date,
    Expr,
    /// `-12.5`.
    Decimal,
    /// A whole number of these bounds.
    Whole(i64, i64),
    Truth,
    /// `[minimum, maximum]` in đồng.
    Range,
    /// Đồng.
    Money,
    Words(&'static Terms),
    Map(&'static Keys),
    List(&'static Shape),
    /// A list with at least and at most so many.
    Several(&'static Shape, usize, usize),
    OneOrMany(&'static Shape),
    Either(&'static [Shape]),
    /// A mapping from names to this.
    Named(&'static Shape),
    /// A mapping from ids of instruments to this.
    LawNamed(&'static Shape),
    /// A mapping from years to lists of dates.
    Years,
    /// The type of a question's answer.
    Answer,
    /// A row of a data table.
    DataRow,
    /// Answers by question, without groups.
    SiteAnswers,
    /// Answers by question, rows by group.
    Answers,
    /// Verdicts by requirement.
    Expect,
}

/// A word of a closed list.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) word: &'static str,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

/// A closed list of words.
#[derive(Debug)]
pub(crate) struct Terms {
    /// What each of them is, to finish "expected …".
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    pub(crate) list: &'static [Term],
}

/// A closed list of words with what each stands for.
#[derive(Debug)]
pub(crate) struct Words<T: 'static> {
    pub(crate) terms: Terms,
    values: &'static [T],
}

impl<T: Copy> Words<T> {
    pub(crate) fn find(&self, word: &str) -> Option<T> {
        let at = self.terms.list.iter().position(|term| term.word == word)?;
        self.values.get(at).copied()
    }
}

impl Keys {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.parts.iter().flat_map(|part| part.iter())
    }
}

macro_rules! need {
    ($name:literal, $shape:expr, $vi:literal, $en:literal) => {
        $crate::load::keys::Key { name: $name, required: true, shape: $shape, vi: $vi, en: $en }
    };
}

macro_rules! may {
    ($name:literal, $shape:expr, $vi:literal, $en:literal) => {
        $crate::load::keys::Key { name: $name, required: false, shape: $shape, vi: $vi, en: $en }
    };
}

pub(crate) use {may, need};

pub(crate) const FROM: Key = may!("from", Shape::Date, "có hiệu lực từ ngày", "in force from this day");
pub(crate) const UNTIL: Key = may!("until", Shape::Date, "hết hiệu lực từ ngày (không gồm ngày này)", "no longer in force on this day");
