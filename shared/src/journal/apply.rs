//! What each event does to the inspection. `apply` is the only writer: a fold is nothing but repeated `apply`, so a
//! state kept up to date and a state read back cannot differ.

use super::admit::{admit, in_place, new_checklist};
use super::event::{Began, CarriedOver, Event, EventKind, Media, RulesRef};
use super::inspection::{
    Aside, Attached, ChecklistRecord, ClockJump, HandOver, Inspection, LastEvent, Record, Signature, Status,
    Step,
};
use super::place::Place;
use super::refused::{Break, Refused, Why};
use super::target::Target;
use crate::model::{Answer, Answers, RowAnswers, RowId};
use std::collections::BTreeMap;

/// The state after the events. Hashes are not computed again: that is [`verify`](super::verify).
pub fn fold(events: &[Event]) -> Result<Inspection, Break> {
    let (first, rest) = events.split_first().ok_or(Break { at: 0, why: Why::Empty })?;
    let mut inspection = begin(first)?;
    for event in rest {
        apply(&mut inspection, event)?;
    }
    Ok(inspection)
}

/// The state after the first event.
pub(super) fn begin(event: &Event) -> Result<Inspection, Break> {
    let broken = |why| Break { at: 0, why };
    let EventKind::Began(began) = &event.what else { return Err(broken(Why::NotBegun)) };
    let began: Began = (**began).clone();
    let mut checklists = BTreeMap::new();
    for rules in &began.checklists {
        new_checklist(rules).map_err(|refused| broken(Why::Refused(refused)))?;
        let record = ChecklistRecord { rules: rules.clone(), answers: Answers::default() };
        if checklists.insert(rules.id.clone(), record).is_some() {
            let target = Target::Checklist(rules.id.clone());
            return Err(broken(Why::Refused(Refused::AlreadyThere { target })));
        }
    }
    if event.seq != 0 {
        return Err(broken(Why::Sequence { found: event.seq }));
    }
    let record = Record {
        as_of: began.as_of,
        site: BTreeMap::new(),
        checklists,
        attached: Attached::default(),
        people: BTreeMap::new(),
    };
    let mut inspection = Inspection {
        id: event.hash,
        record,
        signatures: BTreeMap::new(),
        status: Status::Open,
        handed_over: Vec::new(),
        reopened: Vec::new(),
        clock_jumps: Vec::new(),
        carried: None,
        last_place: None,
        last: LastEvent::of(event),
        last_change: 0,
        done: Vec::new(),
        undone: Vec::new(),
        aside: Aside::default(),
        last_row: BTreeMap::new(),
        sessions: BTreeMap::new(),
        joined: Vec::new(),
        app: began.app.clone(),
        began,
    };
    inspection.note_time(event);
    Ok(inspection)
}

/// Adds one event to the state, or leaves it as it was.
pub fn apply(inspection: &mut Inspection, event: &Event) -> Result<(), Break> {
    in_place(inspection, event)?;
    admit(inspection, &event.what).map_err(|refused| Break { at: event.seq, why: Why::Refused(refused) })?;
    record(inspection, event);
    Ok(())
}

/// Adds an event that was admitted.
pub(super) fn record(inspection: &mut Inspection, event: &Event) {
    take(inspection, event);
    inspection.note_time(event);
    inspection.last = LastEvent::of(event);
}

fn take(inspection: &mut Inspection, event: &Event) {
    let seq = event.seq;
    match &event.what {
        EventKind::Undone { seq: of } => undo(inspection, *of, seq),
        EventKind::Signed(signed) => {
            let signature = Signature { seq, at: event.at, signed: (**signed).clone(), renamed: false };
            inspection.signatures.insert(signed.role.clone(), signature);
        }
        EventKind::Finished {} => {
            inspection.status = Status::Finished;
            // What was concluded is not taken back step by step: it is reopened, with a reason, and changed.
            inspection.done.clear();
            inspection.undone.clear();
        }
        EventKind::Reopened { reason } => {
            inspection.status = Status::Open;
            inspection.reopened.push(reason.clone());
        }
        EventKind::HandedOver { format, sha256 } => {
            if inspection.status == Status::Finished {
                inspection.status = Status::HandedOver;
            }
            let hand_over = HandOver { seq, at: event.at, format: format.clone(), sha256: *sha256 };
            inspection.handed_over.push(hand_over);
        }
        EventKind::ClockJumped { by_ms } => inspection.clock_jumps.push(ClockJump { seq, by_ms: *by_ms }),
        EventKind::Resumed { app, .. } => inspection.app.clone_from(app),
        EventKind::CarriedOver(carried) => carry(inspection, carried, seq),
        EventKind::Joined(joined) => {
            inspection.joined.push(joined.other);
            inspection.last_change = seq;
        }
        what => {
            forward(inspection, what, seq);
            if let Some(target) = Target::of(what) {
                inspection.undone.clear();
                inspection.note_change(&target, seq);
                inspection.done.push(Step { seq, target, what: what.clone() });
            }
        }
    }
}

/// Takes a standing change back, or does one again that was taken back.
fn undo(inspection: &mut Inspection, of: u64, seq: u64) {
    let find = |steps: &[Step]| steps.iter().rposition(|step| step.seq == of);
    if let Some(index) = find(&inspection.done) {
        let step = inspection.done.remove(index);
        backward(inspection, &step.what);
        inspection.note_change(&step.target, seq);
        inspection.undone.push(Step { seq, ..step });
    } else if let Some(index) = find(&inspection.undone) {
        let step = inspection.undone.remove(index);
        forward(inspection, &step.what, seq);
        inspection.note_change(&step.target, seq);
        inspection.done.push(Step { seq, ..step });
    }
}

pub(super) fn forward(inspection: &mut Inspection, what: &EventKind, seq: u64) {
    match what {
        EventKind::Answered { place, new, .. } => inspection.set_answer(place, new.as_ref()),
        EventKind::RowAdded { checklist, group, row } => inspection.add_row(checklist, group, *row),
        EventKind::RowRemoved { checklist, group, row } => inspection.remove_row(checklist, group, *row),
        EventKind::GroupCompleted { checklist, group, complete } => {
            inspection.set_complete(checklist, group, *complete);
        }
        EventKind::MediaAdded { place, media } => inspection.add_media(place, media, seq),
        EventKind::MediaRemoved { place, media } => inspection.remove_media(place, media),
        EventKind::ChecklistAdded { rules } => inspection.add_checklist(rules),
        EventKind::ChecklistRemoved { rules } => inspection.remove_checklist(&rules.id),
        EventKind::Noted { place, new, .. } => {
            let note = (!new.is_empty()).then(|| new.clone());
            set(&mut inspection.record.attached.notes, place, note);
        }
        EventKind::PersonSet { role, new, .. } => set(&mut inspection.record.people, role, new.clone()),
        EventKind::RemedyAssigned { requirement, new, .. } => {
            set(&mut inspection.record.attached.assignments, requirement, new.clone());
        }
        EventKind::DateChanged { to, .. } => inspection.record.as_of = *to,
        EventKind::RulesMoved { to, .. } => inspection.set_rules(to),
        _ => {}
    }
}

fn backward(inspection: &mut Inspection, what: &EventKind) {
    match what {
        EventKind::Answered { place, old, .. } => inspection.set_answer(place, old.as_ref()),
        EventKind::RowAdded { checklist, group, row } => inspection.remove_row(checklist, group, *row),
        EventKind::RowRemoved { checklist, group, row } => inspection.add_row(checklist, group, *row),
        EventKind::GroupCompleted { checklist, group, complete } => {
            inspection.set_complete(checklist, group, !complete);
        }
        EventKind::MediaAdded { place, media } => inspection.remove_media(place, media),
        EventKind::MediaRemoved { place, media } => {
            let added = inspection.aside.media.remove(&(place.clone(), media.id)).unwrap_or_default();
            inspection.add_media(place, media, added);
        }
        EventKind::ChecklistAdded { rules } => inspection.remove_checklist(&rules.id),
        EventKind::ChecklistRemoved { rules } => inspection.add_checklist(rules),
        EventKind::Noted { place, old, .. } => {
            let note = (!old.is_empty()).then(|| old.clone());
            set(&mut inspection.record.attached.notes, place, note);
        }
        EventKind::PersonSet { role, old, .. } => set(&mut inspection.record.people, role, old.clone()),
        EventKind::RemedyAssigned { requirement, old, .. } => {
            set(&mut inspection.record.attached.assignments, requirement, old.clone());
        }
        EventKind::DateChanged { from, .. } => inspection.record.as_of = *from,
        EventKind::RulesMoved { from, .. } => inspection.set_rules(from),
        _ => {}
    }
}

fn carry(inspection: &mut Inspection, carried: &CarriedOver, seq: u64) {
    inspection.record.site.clone_from(&carried.site);
    for (checklist, answers) in &carried.checklists {
        for (group, rows) in &answers.groups {
            if let Some(last) = rows.rows.last() {
                inspection.last_row.insert((checklist.clone(), group.clone()), last.id);
            }
        }
        if let Some(record) = inspection.record.checklists.get_mut(checklist) {
            record.answers = Answers { site: BTreeMap::new(), ..answers.clone() };
        }
    }
    inspection.carried = Some(carried.clone());
    inspection.last_change = seq;
}

fn set<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, key: &K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key.clone(), value)),
        None => drop(map.remove(key)),
    }
}

impl Aside {
    /// Whether the row or checklist was removed and can come back.
    pub(super) fn holds(&self, target: &Target) -> bool {
        match target {
            Target::Checklist(id) => self.checklists.contains_key(id),
            Target::Row { checklist, group, row } => {
                self.rows.contains_key(&(checklist.clone(), group.clone(), *row))
            }
            _ => false,
        }
    }
}

impl Inspection {
    fn note_time(&mut self, event: &Event) {
        let span = self.sessions.entry(event.session.clone()).or_insert((event.monotonic, event.monotonic));
        span.1 = span.1.max(event.monotonic);
    }

    fn note_change(&mut self, target: &Target, seq: u64) {
        if let Target::Answer(place) | Target::Note(place) | Target::Media(place, _) = target {
            self.last_place = Some(place.clone());
        }
        match target {
            // Naming the next signatory does not unmake what others have signed; renaming a signatory does.
            Target::Person(role) => {
                if let Some(signature) = self.signatures.get_mut(role) {
                    signature.renamed = true;
                }
            }
            _ => self.last_change = seq,
        }
    }

    fn set_answer(&mut self, place: &Place, answer: Option<&Answer>) {
        let name = place.name().to_owned();
        let answers = if place.is_site() {
            Some(&mut self.record.site)
        } else {
            let checklist =
                self.record.checklists.get_mut(place.checklist()).map(|record| &mut record.answers);
            match place.row() {
                None => checklist.map(|answers| &mut answers.answers),
                Some((group, row)) => {
                    checklist.and_then(|answers| row_mut(answers, group, row)).map(|row| &mut row.answers)
                }
            }
        };
        if let Some(answers) = answers {
            set(answers, &name, answer.cloned());
        }
    }

    fn add_row(&mut self, checklist: &str, group: &str, row: RowId) {
        let key = (checklist.to_owned(), group.to_owned(), row);
        let (answers, attached) = self
            .aside
            .rows
            .remove(&key)
            .unwrap_or((RowAnswers { id: row, answers: BTreeMap::new() }, Attached::default()));
        self.record.attached.put_back(attached);
        if let Some(record) = self.record.checklists.get_mut(checklist) {
            let rows = &mut record.answers.groups.entry(group.to_owned()).or_default().rows;
            // Rows are always in the order of their numbers: new ones get the next, others return to their place.
            let place = rows.partition_point(|other| other.id < row);
            rows.insert(place, answers);
        }
        let last = self.last_row.entry((checklist.to_owned(), group.to_owned())).or_default();
        *last = (*last).max(row);
    }

    fn remove_row(&mut self, checklist: &str, group: &str, row: RowId) {
        let attached = self
            .record
            .attached
            .set_aside(|place| place.checklist() == checklist && place.row() == Some((group, row)));
        let Some(record) = self.record.checklists.get_mut(checklist) else { return };
        let Some(rows) = record.answers.groups.get_mut(group) else { return };
        if let Ok(index) = rows.rows.binary_search_by_key(&row, |row| row.id) {
            let answers = rows.rows.remove(index);
            let key = (checklist.to_owned(), group.to_owned(), row);
            self.aside.rows.insert(key, (answers, attached));
        }
        forget_empty(&mut record.answers, group);
    }

    fn set_complete(&mut self, checklist: &str, group: &str, complete: bool) {
        if let Some(record) = self.record.checklists.get_mut(checklist) {
            record.answers.groups.entry(group.to_owned()).or_default().complete = complete;
            forget_empty(&mut record.answers, group);
        }
    }

    fn add_media(&mut self, place: &Place, media: &Media, added: u64) {
        self.record.attached.media.entry(place.clone()).or_default().insert(added, media.clone());
    }

    fn remove_media(&mut self, place: &Place, media: &Media) {
        let Some(held) = self.record.attached.media.get_mut(place) else { return };
        if let Some(added) = held.iter().find(|(_, held)| held.id == media.id).map(|(added, _)| *added) {
            held.remove(&added);
            self.aside.media.insert((place.clone(), media.id), added);
        }
        if held.is_empty() {
            self.record.attached.media.remove(place);
        }
    }

    fn set_rules(&mut self, rules: &RulesRef) {
        if let Some(record) = self.record.checklists.get_mut(&rules.id) {
            record.rules = rules.clone();
        }
    }

    fn add_checklist(&mut self, rules: &RulesRef) {
        let (answers, attached) = self.aside.checklists.remove(&rules.id).unwrap_or_default();
        self.record.attached.put_back(attached);
        let record = ChecklistRecord { rules: rules.clone(), answers };
        self.record.checklists.insert(rules.id.clone(), record);
    }

    fn remove_checklist(&mut self, id: &str) {
        let attached = self.record.attached.set_aside(|place| place.checklist() == id);
        if let Some(record) = self.record.checklists.remove(id) {
            self.aside.checklists.insert(id.to_owned(), (record.answers, attached));
        }
    }
}

fn row_mut<'a>(answers: &'a mut Answers, group: &str, row: RowId) -> Option<&'a mut RowAnswers> {
    let rows = &mut answers.groups.get_mut(group)?.rows;
    let index = rows.binary_search_by_key(&row, |row| row.id).ok()?;
    rows.get_mut(index)
}

/// A group without rows that nobody called complete is as if it had never been touched.
fn forget_empty(answers: &mut Answers, group: &str) {
    if answers.groups.get(group).is_some_and(|group| group.rows.is_empty() && !group.complete) {
        answers.groups.remove(group);
    }
}

impl Attached {
    fn set_aside(&mut self, within: impl Fn(&Place) -> bool) -> Self {
        Self {
            notes: self.notes.extract_if(.., |place, _| within(place)).collect(),
            media: self.media.extract_if(.., |place, _| within(place)).collect(),
            assignments: self.assignments.extract_if(.., |place, _| within(place)).collect(),
        }
    }

    fn put_back(&mut self, mut other: Self) {
        self.notes.append(&mut other.notes);
        self.media.append(&mut other.media);
        self.assignments.append(&mut other.assignments);
    }
}
