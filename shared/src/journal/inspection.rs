//! An inspection as its history makes it: what was found, who was there, where it stands. Changed only by events.

use std::collections::BTreeMap;

use super::event::{Assignment, Began, Event, EventKind, Media, Person, RulesRef, Signed};
use super::hash::Hash;
use super::place::{Place, SITE};
use super::stamp::Timestamp;
use super::target::Target;
use crate::model::{Answer, Answers, Date, GroupAnswers, RowAnswers, RowId};

/// The fold of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    pub(super) began: Began,
    /// The hash of the first event: the inspection's identity.
    pub(super) id: Hash,
    pub(super) record: Record,
    pub(super) signatures: Vec<Signature>,
    pub(super) status: Status,
    pub(super) handed_over: Vec<HandOver>,
    pub(super) reopened: Vec<String>,
    pub(super) clock_jumps: Vec<ClockJump>,
    pub(super) carried: Option<super::event::CarriedOver>,
    pub(super) last_place: Option<Place>,
    pub(super) last: LastEvent,
    /// The last event that changed what a signature covers.
    pub(super) last_change: u64,
    /// Changes that stand, in order.
    pub(super) done: Vec<Step>,
    /// Changes taken back, each under the number of the event that took it back; a new change empties it.
    pub(super) undone: Vec<Step>,
    pub(super) aside: Aside,
    pub(super) last_rows: Vec<LastRow>,
    /// By the sessions' own clocks.
    pub(super) worked_ms: u64,
    /// Heads of other tablets' journals joined to this one.
    pub(super) joined: Vec<Hash>,
    /// The version of the app that last opened the journal.
    pub(super) app: String,
}

/// What was found: everything that undo can take back, and that merging compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The date whose law applies.
    pub as_of: Date,
    /// The establishment's profile.
    pub site: BTreeMap<String, Answer>,
    pub checklists: BTreeMap<String, ChecklistRecord>,
    /// What hangs on questions and requirements besides their answers.
    pub attached: BTreeMap<Place, Attached>,
    pub people: BTreeMap<String, Person>,
}

/// One checklist's part. `answers.site` stays empty here: [`Inspection::answers`] puts the profile in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistRecord {
    pub rules: RulesRef,
    pub answers: Answers,
}

/// Note, photographs and remedy of one place; there is none where all three are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attached {
    pub note: String,
    /// With the number of the event that added each, in that order: a photograph taken back returns to its place.
    pub media: Vec<(u64, Media)>,
    pub assignment: Option<Assignment>,
}

/// What was removed, kept so that it can come back. Few things are ever here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) rows: Vec<(Target, RowAnswers, AttachedPlaces)>,
    pub(super) checklists: Vec<(String, Answers, AttachedPlaces)>,
    /// The number of the event that added a photograph since removed.
    pub(super) media: Vec<(Place, Hash, u64)>,
}

pub(super) type AttachedPlaces = Vec<(Place, Attached)>;

/// The last number given to a row of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LastRow {
    pub(super) checklist: String,
    pub(super) group: String,
    pub(super) row: RowId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Open,
    Finished,
    HandedOver,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub seq: u64,
    pub at: Timestamp,
    pub signed: Signed,
    /// The role was given to somebody else since.
    pub(super) renamed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    pub seq: u64,
    pub at: Timestamp,
    pub format: String,
    pub sha256: Hash,
}

/// The wall clock moved by `by_ms` just before event `seq + 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockJump {
    pub seq: u64,
    pub by_ms: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LastEvent {
    pub(super) seq: u64,
    pub(super) hash: Hash,
    pub(super) at: Timestamp,
    pub(super) monotonic: u64,
    pub(super) session: String,
}

/// A change, under the number of the event that last made it or took it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) seq: u64,
    pub(super) target: Target,
    pub(super) what: EventKind,
}

impl LastEvent {
    pub(super) fn of(event: &Event) -> Self {
        Self {
            seq: event.seq,
            hash: event.hash,
            at: event.at,
            monotonic: event.monotonic,
            session: event.session.clone(),
        }
    }
}

impl Inspection {
    pub fn began(&self) -> &Began {
        &self.began
    }

    /// The hash of the first event: the same on every tablet that works on this inspection.
    pub fn id(&self) -> Hash {
        self.id
    }

    pub fn record(&self) -> &Record {
        &self.record
    }

    pub fn status(&self) -> Status {
        self.status
    }

    /// The hash of the last event.
    pub fn head(&self) -> Hash {
        self.last.hash
    }

    /// The number of the last event.
    pub fn last_seq(&self) -> u64 {
        self.last.seq
    }

    /// When the last event was recorded, by the wall clock.
    pub fn last_at(&self) -> Timestamp {
        self.last.at
    }

    /// Where the user was: the place of the last answer, note or photograph.
    pub fn last_place(&self) -> Option<&Place> {
        self.last_place.as_ref()
    }

    /// The version of the app that last opened the journal.
    pub fn app(&self) -> &str {
        &self.app
    }

    pub fn clock_jumps(&self) -> &[ClockJump] {
        &self.clock_jumps
    }

    pub fn handed_over(&self) -> &[HandOver] {
        &self.handed_over
    }

    /// The reasons given, oldest first.
    pub fn reopened(&self) -> &[String] {
        &self.reopened
    }

    /// Heads of other tablets' journals that are in this one.
    pub fn joined(&self) -> &[Hash] {
        &self.joined
    }

    /// The last signature of each role, with whether it covers the record as it is now; in the order in which the
    /// roles first signed.
    pub fn signatures(&self) -> impl Iterator<Item = (&str, &Signature, bool)> {
        self.signatures.iter().map(|signature| {
            let stands = signature.seq > self.last_change && !signature.renamed;
            (signature.signed.role.as_str(), signature, stands)
        })
    }

    /// Milliseconds worked, by the sessions' own clocks: no change of the wall clock alters it.
    pub fn worked_ms(&self) -> u64 {
        self.worked_ms
    }

    pub fn answer(&self, place: &Place) -> Option<&Answer> {
        if place.is_site() {
            return self.record.site.get(place.name());
        }
        let answers = &self.record.checklists.get(place.checklist())?.answers;
        match place.row() {
            None => answers.answers.get(place.name()),
            Some((group, row)) => self.row(place.checklist(), group, row)?.answers.get(place.name()),
        }
    }

    pub fn row(&self, checklist: &str, group: &str, row: RowId) -> Option<&RowAnswers> {
        let rows = &self.group(checklist, group)?.rows;
        rows.get(rows.binary_search_by_key(&row, |row| row.id).ok()?)
    }

    pub fn group(&self, checklist: &str, group: &str) -> Option<&GroupAnswers> {
        self.record.checklists.get(checklist)?.answers.groups.get(group)
    }

    /// What evaluation reads: the checklist's answers with the establishment's profile.
    pub fn answers(&self, checklist: &str) -> Option<Answers> {
        let mut answers = self.record.checklists.get(checklist)?.answers.clone();
        answers.site.clone_from(&self.record.site);
        Some(answers)
    }

    pub fn note(&self, place: &Place) -> &str {
        self.record.attached.get(place).map_or("", |attached| &attached.note)
    }

    /// In the order added.
    pub fn media(&self, place: &Place) -> impl Iterator<Item = &Media> {
        self.record
            .attached
            .get(place)
            .into_iter()
            .flat_map(|attached| &attached.media)
            .map(|(_, media)| media)
    }

    /// Every photograph and drawn signature that a package must carry, each once, in the order of their hashes.
    pub fn all_media(&self) -> Vec<&Media> {
        let attached =
            self.record.attached.values().flat_map(|attached| &attached.media).map(|(_, media)| media);
        let drawn = self.signatures.iter().map(|signature| &signature.signed.image);
        let mut all: Vec<&Media> = Vec::new();
        for media in attached.chain(drawn) {
            if let Err(place) = all.binary_search_by(|other| other.id.cmp(&media.id)) {
                all.insert(place, media);
            }
        }
        all
    }

    pub fn assignment(&self, requirement: &Place) -> Option<&Assignment> {
        self.record.attached.get(requirement)?.assignment.as_ref()
    }

    /// Whether the answer still is the one taken over from the inspection that this one follows.
    pub fn is_carried(&self, place: &Place) -> bool {
        let Some(carried) = &self.carried else { return false };
        let before = if place.checklist() == SITE {
            carried.site.get(place.name())
        } else {
            carried.checklists.get(place.checklist()).and_then(|answers| match place.row() {
                None => answers.answers.get(place.name()),
                Some((group, id)) => {
                    let rows = &answers.groups.get(group)?.rows;
                    rows.iter().find(|row| row.id == id)?.answers.get(place.name())
                }
            })
        };
        before.is_some() && before == self.answer(place)
    }

    /// The number for a new row of a group; never one that a row had before.
    pub fn next_row(&self, checklist: &str, group: &str) -> RowId {
        RowId(self.last_row(checklist, group).map_or(1, |RowId(last)| last.saturating_add(1)))
    }

    pub(super) fn last_row(&self, checklist: &str, group: &str) -> Option<RowId> {
        let last = self.last_rows.iter().find(|last| last.checklist == checklist && last.group == group);
        last.map(|last| last.row)
    }

    /// The draft that answers a question, or takes the answer away.
    pub fn answering(&self, place: Place, new: Option<Answer>) -> EventKind {
        EventKind::Answered { old: self.answer(&place).cloned(), place, new }
    }

    pub fn noting(&self, place: Place, new: String) -> EventKind {
        EventKind::Noted { old: self.note(&place).to_owned(), place, new }
    }

    pub fn naming(&self, role: String, new: Option<Person>) -> EventKind {
        EventKind::PersonSet { old: self.record.people.get(&role).cloned(), role, new }
    }

    pub fn assigning(&self, requirement: Place, new: Option<Assignment>) -> EventKind {
        let old = self.assignment(&requirement).cloned();
        EventKind::RemedyAssigned { requirement, old, new }
    }

    /// The draft that takes back the last change that stands.
    pub fn undoing(&self) -> Option<EventKind> {
        (self.status == Status::Open)
            .then(|| self.done.last())
            .flatten()
            .map(|step| EventKind::Undone { seq: step.seq })
    }

    /// The draft that does again what was taken back last, unless something was changed since.
    pub fn redoing(&self) -> Option<EventKind> {
        let step = self.undone.last().filter(|_| self.status == Status::Open)?;
        Some(EventKind::Undone { seq: step.seq })
    }
}
