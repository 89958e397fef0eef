//! What one card of the fill page shows: its unchanging face and its changing row.

use super::finding::FindingView;
use super::mark::Mark;
use super::{Lang, date, number, words};

/// Which card: an item or a requirement of one of the inspection's checklists, in a group's row or outside of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CardId {
    pub checklist: u16,
    pub subject: Subject,
    pub row: Option<u32>,
}

/// Numbers are places in the program's items and requirements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Item(u32),
    Requirement(u32),
    /// A group's list itself: whether it is complete.
    Group(u32),
}

impl CardId {
    /// The card's name in the page, for links, labels and focus.
    pub fn anchor(self) -> String {
        let (kind, index) = match self.subject {
            Subject::Item(index) => ('i', index),
            Subject::Requirement(index) => ('r', index),
            Subject::Group(index) => ('g', index),
        };
        let row = self.row.map(|row| format!("-{row}")).unwrap_or_default();
        format!("card-{}-{kind}{index}{row}", self.checklist)
    }
}

/// A page of the fill view: one section, one row of a group, a group's list, or the requirements across all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stop {
    Section { checklist: u16, section: u32 },
    Group { checklist: u16, group: u32 },
    Row { checklist: u16, group: u32, row: u32 },
    Overall { checklist: u16 },
}

impl Stop {
    pub fn checklist(self) -> u16 {
        match self {
            Self::Section { checklist, .. }
            | Self::Group { checklist, .. }
            | Self::Row { checklist, .. }
            | Self::Overall { checklist } => checklist,
        }
    }
}

/// A line of the rail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RailLine {
    Heading(String),
    Stop { stop: Stop, title: String },
}

/// The state of a group's list, shown under its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    pub title: String,
    pub rows: usize,
    pub complete: bool,
}

/// A question that keeps something from being concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingView {
    pub card: CardId,
    pub ask: String,
    pub within: String,
}

/// What is recorded for a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    #[default]
    Nothing,
    /// The literal of the language, as journalled.
    Value(String),
    NotApplicable(String),
}

impl Recorded {
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(text) => Some(text),
            Self::Nothing | Self::NotApplicable(_) => None,
        }
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    pub fn is_na(&self) -> bool {
        matches!(self, Self::NotApplicable(_))
    }
}

/// How a question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Widget {
    YesNo,
    Number {
        unit: String,
        decimals: u8,
        min: Option<String>,
        max: Option<String>,
    },
    Date,
    Time,
    DateTime,
    Choice(Vec<OptionFace>),
    Choices(Vec<OptionFace>),
    Text {
        lines: bool,
        max: Option<u32>,
    },
    Photo,
    Signature,
    Location,
    Barcode,
    /// Rows of a data table; the id is the key.
    Lookup(Vec<OptionFace>),
    /// Shown, never asked.
    Computed,
    /// A requirement across items: a verdict with nothing to answer.
    Verdict,
}

impl Widget {
    pub fn is_question(&self) -> bool {
        !matches!(self, Self::Computed | Self::Verdict)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionFace {
    pub id: String,
    pub label: String,
}

/// Whether "not applicable" is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NaOffer {
    #[default]
    No,
    Yes,
    WithReason,
}

/// What of a card never changes while an inspection is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    pub card: CardId,
    pub ask: String,
    pub hint: String,
    /// `QCVN 18:2021/BXD, mục 2.3.3`, one per citation.
    pub basis: Vec<String>,
    pub unverified: bool,
    pub widget: Widget,
    pub na: NaOffer,
    /// A remark of the rule's author.
    pub remark: String,
    /// Good practice or advice: never a violation.
    pub advice: bool,
}

/// What of a card changes with the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub card: CardId,
    pub shown: bool,
    pub mark: Mark,
    pub recorded: Recorded,
    pub computed: Option<String>,
    pub asked_because: Option<String>,
    pub finding: Option<FindingView>,
    pub warnings: Vec<String>,
    pub note: String,
    /// Names of photographs in the media store.
    pub photos: Vec<String>,
    pub photo_wanted: bool,
    /// Why the last entry was refused.
    pub complaint: Option<String>,
    pub unsaved: bool,
}

impl Row {
    pub fn empty(card: CardId) -> Self {
        Self {
            card,
            shown: true,
            mark: Mark::Open,
            recorded: Recorded::Nothing,
            computed: None,
            asked_because: None,
            finding: None,
            warnings: Vec::new(),
            note: String::new(),
            photos: Vec::new(),
            photo_wanted: false,
            complaint: None,
            unsaved: false,
        }
    }
}

/// A recorded answer in words, for the toast and the minutes.
pub fn in_words(recorded: &Recorded, widget: &Widget, lang: Lang) -> String {
    let text = match recorded {
        Recorded::Nothing => return words::unanswered(lang).to_owned(),
        Recorded::NotApplicable(reason) if reason.is_empty() => {
            return words::not_applicable(lang).to_owned();
        }
        Recorded::NotApplicable(reason) => return format!("{}: {reason}", words::not_applicable(lang)),
        Recorded::Value(text) => text.as_str(),
    };
    match widget {
        Widget::YesNo if text == "yes" => words::yes(lang).to_owned(),
        Widget::YesNo if text == "no" => words::no(lang).to_owned(),
        Widget::Number { decimals, .. } => {
            let (digits, unit) = number::split_literal(text);
            format!("{} {unit}", number::shown(digits, lang, *decimals == 0)).trim_end().to_owned()
        }
        Widget::Date => date::literal(text, lang),
        Widget::DateTime => date::moment(text, lang),
        Widget::Choice(options) | Widget::Lookup(options) => label(options, text).to_owned(),
        Widget::Choices(options) => {
            text.split(", ").map(|id| label(options, id)).collect::<Vec<_>>().join(", ")
        }
        _ => text.to_owned(),
    }
}

fn label<'a>(options: &'a [OptionFace], id: &'a str) -> &'a str {
    options.iter().find(|option| option.id == id).map_or(id, |option| &option.label)
}

/// The literal to record when an option of a multiple choice is turned on or off; options keep their own order.
pub fn toggled(current: Option<&str>, options: &[OptionFace], id: &str, on: bool) -> Recorded {
    let chosen: Vec<&str> = current.map(|text| text.split(", ").collect()).unwrap_or_default();
    let kept: Vec<&str> = options
        .iter()
        .map(|option| option.id.as_str())
        .filter(|option| if *option == id { on } else { chosen.contains(option) })
        .collect();
    if kept.is_empty() { Recorded::Nothing } else { Recorded::Value(kept.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<OptionFace> {
        ["safe", "cracked", "leaning"]
            .map(|id| OptionFace { id: id.to_owned(), label: id.to_uppercase() })
            .to_vec()
    }

    #[test]
    fn answers_are_said_in_the_readers_words() {
        let metres = Widget::Number { unit: "m".into(), decimals: 1, min: None, max: None };
        let said = |value: &str, widget: &Widget| in_words(&Recorded::Value(value.into()), widget, Lang::Vi);
        assert_eq!(said("11.5 m", &metres), "11,5 m");
        assert_eq!(said("no", &Widget::YesNo), "Không");
        assert_eq!(said("2026-11-22", &Widget::Date), "22/11/2026");
        assert_eq!(said("cracked, safe", &Widget::Choices(options())), "CRACKED, SAFE");
        assert_eq!(
            in_words(&Recorded::NotApplicable("đã lấp".into()), &metres, Lang::Vi),
            "Không áp dụng: đã lấp"
        );
    }

    #[test]
    fn several_options_keep_the_authors_order_and_none_is_unanswered() {
        let both = toggled(Some("cracked"), &options(), "safe", true);
        assert_eq!(both, Recorded::Value("safe, cracked".into()));
        assert_eq!(toggled(Some("safe"), &options(), "safe", false), Recorded::Nothing);
    }

    #[test]
    fn every_card_has_its_own_anchor() {
        let item = CardId { checklist: 0, subject: Subject::Item(3), row: None };
        assert_eq!(item.anchor(), "card-0-i3");
        assert_eq!(CardId { row: Some(2), ..item }.anchor(), "card-0-i3-2");
        assert_eq!(CardId { subject: Subject::Requirement(3), ..item }.anchor(), "card-0-r3");
    }
}
