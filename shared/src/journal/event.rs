//! The events of an inspection and their one line of text each. What an event does is in `apply`; when it may happen
//! is in `admit`.

use std::collections::BTreeMap;

use super::hash::Hash;
use super::json::{Json, to_text};
use super::place::Place;
use super::stamp::Timestamp;
use super::target::Target;
use crate::model::{Answer, Answers, Date, RowId};
use crate::words::Lang;

/// The layout of events that this version writes, and the newest it reads. A new kind of event, or a new member of
/// one, raises it.
pub const FORMAT: u32 = 1;

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The layout that a reader must know to read this event.
    pub format: u32,
    /// 0, 1, 2 …
    pub seq: u64,
    pub at: Timestamp,
    /// Milliseconds since the session began; never less than the event before in the same session.
    pub monotonic: u64,
    pub session: String,
    pub who: String,
    pub what: EventKind,
    /// The hash of the event before; [`Hash::NONE`] for the first.
    pub prev: Hash,
    /// SHA-256 of the canonical JSON of all the members above.
    pub hash: Hash,
}

/// What happened. As a draft it is what the caller wants to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    Began(Box<Began>),
    Answered {
        place: Place,
        old: Option<Answer>,
        new: Option<Answer>,
    },
    RowAdded {
        checklist: String,
        group: String,
        row: RowId,
    },
    RowRemoved {
        checklist: String,
        group: String,
        row: RowId,
    },
    /// The user says that the list of rows is complete, or is not after all.
    GroupCompleted {
        checklist: String,
        group: String,
        complete: bool,
    },
    /// An empty text is no note.
    Noted {
        place: Place,
        old: String,
        new: String,
    },
    MediaAdded {
        place: Place,
        media: Media,
    },
    MediaRemoved {
        place: Place,
        media: Media,
    },
    PersonSet {
        role: String,
        old: Option<Person>,
        new: Option<Person>,
    },
    /// Who mends what a requirement found, and until when.
    RemedyAssigned {
        requirement: Place,
        old: Option<Assignment>,
        new: Option<Assignment>,
    },
    /// The date whose law applies.
    DateChanged {
        from: Date,
        to: Date,
    },
    /// A checklist removed before comes back with its answers.
    ChecklistAdded {
        rules: RulesRef,
    },
    ChecklistRemoved {
        rules: RulesRef,
    },
    /// The inspection goes on under other rules of the same checklist.
    RulesMoved {
        from: RulesRef,
        to: RulesRef,
    },
    /// The effect of event `seq` is taken back. Of an undoing: it is done again.
    Undone {
        seq: u64,
    },
    /// Signing again in the same role replaces the signature.
    Signed(Box<Signed>),
    Finished {},
    Reopened {
        reason: String,
    },
    /// A file left the tablet. Of an unfinished inspection it is a copy, and the work goes on.
    HandedOver {
        format: String,
        sha256: Hash,
    },
    /// The wall clock moved against the session's own, just before the event that follows.
    ClockJumped {
        by_ms: i64,
    },
    /// A session opened the journal to go on with it; `note` says what it found, such as a recovery after a crash.
    Resumed {
        app: String,
        note: String,
    },
    /// Answers taken over from the inspection that this one follows.
    CarriedOver(Box<CarriedOver>),
    /// What another tablet recorded in the same inspection was joined to this history.
    Joined(Box<Joined>),
}

impl EventKind {
    /// The word of the member `kind`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Began(_) => "began",
            Self::Answered { .. } => "answered",
            Self::RowAdded { .. } => "row_added",
            Self::RowRemoved { .. } => "row_removed",
            Self::GroupCompleted { .. } => "group_completed",
            Self::Noted { .. } => "noted",
            Self::MediaAdded { .. } => "media_added",
            Self::MediaRemoved { .. } => "media_removed",
            Self::PersonSet { .. } => "person_set",
            Self::RemedyAssigned { .. } => "remedy_assigned",
            Self::DateChanged { .. } => "date_changed",
            Self::ChecklistAdded { .. } => "checklist_added",
            Self::ChecklistRemoved { .. } => "checklist_removed",
            Self::RulesMoved { .. } => "rules_moved",
            Self::Undone { .. } => "undone",
            Self::Signed(_) => "signed",
            Self::Finished {} => "finished",
            Self::Reopened { .. } => "reopened",
            Self::HandedOver { .. } => "handed_over",
            Self::ClockJumped { .. } => "clock_jumped",
            Self::Resumed { .. } => "resumed",
            Self::CarriedOver(_) => "carried_over",
            Self::Joined(_) => "joined",
        }
    }
}

/// Why the inspection is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    Inspection,
    SelfAssessment,
}

/// What is known when an inspection begins. The hash of this first event is the inspection's identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Began {
    /// The name of the establishment as it is called in lists; its profile is answered as `site:…`.
    pub establishment: String,
    pub purpose: Purpose,
    /// The inspection's date, whose law applies.
    pub as_of: Date,
    pub checklists: Vec<RulesRef>,
    /// The version of the app.
    pub app: String,
    pub locale: Lang,
    pub follows: Option<Follows>,
}

/// The earlier inspection whose findings are looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// The hash of its first event.
    pub inspection: Hash,
    /// The head of its journal when this one began.
    pub head: Hash,
    pub recheck: Vec<Place>,
}

/// A checklist as it was at hand: the hash is over its rules' texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RulesRef {
    pub id: String,
    pub version: String,
    pub sha256: Hash,
}

/// A photograph, recording or drawn signature: its bytes are kept elsewhere under their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub id: Hash,
    pub mime: String,
    pub bytes: u64,
    pub taken_at: Timestamp,
    pub name: String,
    /// `10.762622,106.660172`, where the tablet knew it.
    pub location: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub owner: String,
    pub deadline: Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub role: String,
    pub name: String,
    /// The drawn signature.
    pub image: Media,
    /// The journal's head that was on the screen.
    pub over: Hash,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOver {
    pub from: Hash,
    pub site: BTreeMap<String, Answer>,
    pub checklists: BTreeMap<String, Answers>,
}

/// The other tablet's branch, verbatim, and what was made of it. The events after this one bring its changes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The head of the other tablet's journal.
    pub other: Hash,
    /// Its events after those that this journal knew already.
    pub branch: Vec<Event>,
    /// Rows that both added under one number: what the other's are called here.
    pub rows: Vec<RowRenamed>,
    pub decided: Vec<Decided>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRenamed {
    pub checklist: String,
    pub group: String,
    pub from: RowId,
    pub to: RowId,
}

/// Which branch won where both had changed the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub about: Target,
    pub taken: Branch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    Ours,
    Theirs,
}

/// A line that cannot be read. Nothing of it is lost: the caller keeps the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a later version of the app.
    NeedsNewer { format: u32, kind: String },
    /// Not JSON, or not an event.
    Malformed { why: String },
    /// An event, but not in the one form that an event has: somebody edited the text.
    NotCanonical,
    /// The last line has no end.
    Torn,
}

impl Event {
    /// The hash that the other members of the event demand.
    pub fn expected_hash(&self) -> Hash {
        Hash::of(self.unsealed().as_bytes())
    }

    /// The event as one line of `journal.jsonl`, without the line's end.
    pub fn line(&self) -> String {
        to_text(self)
    }

    /// Reads what [`Event::line`] wrote, and nothing else: an unknown member or a space more is refused, so that no
    /// byte of the history can be changed unseen.
    pub fn read(line: &str) -> Result<Self, Unreadable> {
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|error| Unreadable::Malformed { why: error.to_string() })?;
        let kind = || {
            let kind = value.pointer("/what/kind").and_then(serde_json::Value::as_str).unwrap_or_default();
            kind.chars().take(80).collect::<String>()
        };
        let format = value.get("format").and_then(serde_json::Value::as_u64).unwrap_or_default();
        if format > u64::from(FORMAT) {
            return Err(Unreadable::NeedsNewer {
                format: u32::try_from(format).unwrap_or(u32::MAX),
                kind: kind(),
            });
        }
        let event = <Self as Json>::read(&value).filter(|event| event.format == FORMAT).ok_or_else(|| {
            Unreadable::Malformed { why: format!("not an event of format {FORMAT}: `{}`", kind()) }
        })?;
        if event.line() == line { Ok(event) } else { Err(Unreadable::NotCanonical) }
    }
}

/// The whole history as `journal.jsonl`: each event's line, each ended by a line feed.
pub fn write_lines(events: &[Event]) -> String {
    let mut text = String::new();
    for event in events {
        Json::write(event, &mut text);
        text.push('\n');
    }
    text
}

/// Reads `journal.jsonl`. An error comes with the number of its line, from 1.
pub fn read_lines(text: &str) -> Result<Vec<Event>, (usize, Unreadable)> {
    let mut events = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let event = match line.strip_suffix('\n') {
            Some(line) => Event::read(line),
            None => Err(Unreadable::Torn),
        };
        events.push(event.map_err(|why| (index + 1, why))?);
    }
    Ok(events)
}
