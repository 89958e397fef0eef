//! What each event does to the inspection. `apply` is the only writer: a fold is nothing but repeated `apply`, so a
//! state kept up to date and a state read back cannot differ.

use super::admit::{admit, in_place, new_checklist};
use super::event::{Began, CarriedOver, Event, EventKind, Media, Person, RulesRef};
use super::inspection::{
    Aside, Attached, ChecklistRecord, ClockJump, HandOver, Inspection, LastEvent, LastRow, Record, Signature,
    Status, Step,
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
        attached: BTreeMap::new(),
        people: BTreeMap::new(),
    };
    Ok(Inspection {
        id: event.hash,
        record,
        signatures: Vec::new(),
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
        last_rows: Vec::new(),
        worked_ms: 0,
        joined: Vec::new(),
        app: began.app.clone(),
        began,
    })
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
    if inspection.last.session == event.session {
        inspection.worked_ms += event.monotonic.saturating_sub(inspection.last.monotonic);
    }
    inspection.last = LastEvent::of(event);
}

fn take(inspection: &mut Inspection, event: &Event) {
    let seq = event.seq;
    match &event.what {
        EventKind::Undone { seq: of } => undo(inspection, *of, seq),
        EventKind::Signed(signed) => {
            let signature = Signature { seq, at: event.at, signed: (**signed).clone(), renamed: false };
            match inspection.signatures.iter_mut().find(|other| other.signed.role == signed.role) {
                Some(before) => *before = signature,
                None => inspection.signatures.push(signature),
            }
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
            inspection.attach(place, |attached| attached.note.clone_from(new));
        }
        EventKind::PersonSet { role, new, .. } => inspection.set_person(role, new.as_ref()),
        EventKind::RemedyAssigned { requirement, new, .. } => {
            inspection.attach(requirement, |attached| attached.assignment.clone_from(new));
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
            let mut aside = inspection.aside.media.iter();
            if let Some(index) = aside.rposition(|(at, id, _)| at == place && *id == media.id) {
                let (.., added) = inspection.aside.media.remove(index);
                inspection.add_media(place, media, added);
            }
        }
        EventKind::ChecklistAdded { rules } => inspection.remove_checklist(&rules.id),
        EventKind::ChecklistRemoved { rules } => inspection.add_checklist(rules),
        EventKind::Noted { place, old, .. } => {
            inspection.attach(place, |attached| attached.note.clone_from(old));
        }
        EventKind::PersonSet { role, old, .. } => inspection.set_person(role, old.as_ref()),
        EventKind::RemedyAssigned { requirement, old, .. } => {
            inspection.attach(requirement, |attached| attached.assignment.clone_from(old));
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
                inspection.note_row(checklist, group, last.id);
            }
        }
        if let Some(record) = inspection.record.checklists.get_mut(checklist) {
            record.answers = Answers { site: BTreeMap::new(), ..answers.clone() };
        }
    }
    inspection.carried = Some(carried.clone());
    inspection.last_change = seq;
}

impl Aside {
    /// Whether the row or checklist was removed and can come back.
    pub(super) fn holds(&self, target: &Target) -> bool {
        match target {
            Target::Checklist(id) => self.checklists.iter().any(|(aside, ..)| aside == id),
            _ => self.rows.iter().any(|(aside, ..)| aside == target),
        }
    }
}

impl Inspection {
    fn note_change(&mut self, target: &Target, seq: u64) {
        if let Target::Answer(place) | Target::Note(place) | Target::Media(place, _) = target {
            self.last_place = Some(place.clone());
        }
        match target {
            // Naming the next signatory does not unmake what others have signed; renaming a signatory does.
            Target::Person(role) => {
                for signature in self.signatures.iter_mut().filter(|it| it.signed.role == *role) {
                    signature.renamed = true;
                }
            }
            _ => self.last_change = seq,
        }
    }

    fn note_row(&mut self, checklist: &str, group: &str, row: RowId) {
        let known = self.last_rows.iter_mut().find(|it| it.checklist == checklist && it.group == group);
        match known {
            Some(last) => last.row = last.row.max(row),
            None => {
                self.last_rows.push(LastRow {
                    checklist: checklist.to_owned(),
                    group: group.to_owned(),
                    row,
                });
            }
        }
    }

    fn set_answer(&mut self, place: &Place, answer: Option<&Answer>) {
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
        match (answers, answer) {
            (Some(answers), Some(answer)) => drop(answers.insert(place.name().to_owned(), answer.clone())),
            (Some(answers), None) => drop(answers.remove(place.name())),
            (None, _) => {}
        }
    }

    fn set_person(&mut self, role: &str, person: Option<&Person>) {
        match person {
            Some(person) => drop(self.record.people.insert(role.to_owned(), person.clone())),
            None => drop(self.record.people.remove(role)),
        }
    }

    /// Changes what hangs on a place; nothing is kept where nothing hangs.
    fn attach(&mut self, place: &Place, change: impl FnOnce(&mut Attached)) {
        let mut attached = self.record.attached.remove(place).unwrap_or_default();
        change(&mut attached);
        if attached != Attached::default() {
            self.record.attached.insert(place.clone(), attached);
        }
    }

    fn add_media(&mut self, place: &Place, media: &Media, added: u64) {
        self.attach(place, |attached| {
            let index = attached.media.partition_point(|(other, _)| *other < added);
            attached.media.insert(index, (added, media.clone()));
        });
    }

    fn remove_media(&mut self, place: &Place, media: &Media) {
        let mut removed = None;
        self.attach(place, |attached| {
            let index = attached.media.iter().position(|(_, held)| held.id == media.id);
            removed = index.map(|index| attached.media.remove(index));
        });
        if let Some((added, media)) = removed {
            self.aside.media.push((place.clone(), media.id, added));
        }
    }

    fn add_row(&mut self, checklist: &str, group: &str, row: RowId) {
        let target = Target::Row { checklist: checklist.to_owned(), group: group.to_owned(), row };
        let answers = match self.aside.rows.iter().position(|(aside, ..)| *aside == target) {
            Some(index) => {
                let (_, answers, attached) = self.aside.rows.remove(index);
                self.put_back(attached);
                answers
            }
            None => RowAnswers { id: row, answers: BTreeMap::new() },
        };
        if let Some(record) = self.record.checklists.get_mut(checklist) {
            let rows = &mut record.answers.groups.entry(group.to_owned()).or_default().rows;
            // Rows are always in the order of their numbers: new ones get the next, others return to their place.
            let place = rows.partition_point(|other| other.id < row);
            rows.insert(place, answers);
        }
        self.note_row(checklist, group, row);
    }

    fn remove_row(&mut self, checklist: &str, group: &str, row: RowId) {
        let target = Target::Row { checklist: checklist.to_owned(), group: group.to_owned(), row };
        let attached = self.take_attached(&target);
        let Some(record) = self.record.checklists.get_mut(checklist) else { return };
        let Some(rows) = record.answers.groups.get_mut(group) else { return };
        if let Ok(index) = rows.rows.binary_search_by_key(&row, |row| row.id) {
            let answers = rows.rows.remove(index);
            self.aside.rows.push((target, answers, attached));
        }
        forget_empty(&mut record.answers, group);
    }

    fn set_complete(&mut self, checklist: &str, group: &str, complete: bool) {
        if let Some(record) = self.record.checklists.get_mut(checklist) {
            record.answers.groups.entry(group.to_owned()).or_default().complete = complete;
            forget_empty(&mut record.answers, group);
        }
    }

    fn set_rules(&mut self, rules: &RulesRef) {
        if let Some(record) = self.record.checklists.get_mut(&rules.id) {
            record.rules = rules.clone();
        }
    }

    fn add_checklist(&mut self, rules: &RulesRef) {
        let mut answers = Answers::default();
        if let Some(index) = self.aside.checklists.iter().position(|(id, ..)| *id == rules.id) {
            let (_, before, attached) = self.aside.checklists.remove(index);
            self.put_back(attached);
            answers = before;
        }
        let record = ChecklistRecord { rules: rules.clone(), answers };
        self.record.checklists.insert(rules.id.clone(), record);
    }

    fn remove_checklist(&mut self, id: &str) {
        let attached = self.take_attached(&Target::Checklist(id.to_owned()));
        if let Some(record) = self.record.checklists.remove(id) {
            self.aside.checklists.push((id.to_owned(), record.answers, attached));
        }
    }

    fn take_attached(&mut self, holder: &Target) -> Vec<(Place, Attached)> {
        let within = |place: &Place| Target::Note(place.clone()).within(holder);
        self.record.attached.extract_if(.., |place, _| within(place)).collect()
    }

    fn put_back(&mut self, attached: Vec<(Place, Attached)>) {
        for (place, attached) in attached {
            self.record.attached.insert(place, attached);
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
