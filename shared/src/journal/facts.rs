//! The record taken apart into single facts, each under what it is about, and the draft that turns one into another.
//! Two records are compared and joined fact by fact.

use std::cmp::Ordering;

use super::event::{Assignment, EventKind, Media, Person, RowRenamed, RulesRef};
use super::inspection::Record;
use super::target::Target;
use crate::model::{Answer, Date, RowId};

/// What the record says about one [`Target`]; a target that it says nothing about has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    AsOf(Date),
    /// The checklist or row is there.
    There,
    Rules(RulesRef),
    /// The list is complete.
    Complete,
    Answer(Answer),
    Note(String),
    Media(Media),
    Person(Person),
    Assignment(Assignment),
}

/// Says every fact of the record, in no particular order.
pub(super) fn each(record: &Record, say: &mut dyn FnMut(Target, Fact)) {
    say(Target::AsOf, Fact::AsOf(record.as_of));
    let place = super::place::Place::item;
    for (name, answer) in &record.site {
        if let Ok(place) = place(super::SITE, name) {
            say(Target::Answer(place), Fact::Answer(answer.clone()));
        }
    }
    for (id, checklist) in &record.checklists {
        say(Target::Checklist(id.clone()), Fact::There);
        say(Target::Rules(id.clone()), Fact::Rules(checklist.rules.clone()));
        for (name, answer) in &checklist.answers.answers {
            if let Ok(place) = place(id, name) {
                say(Target::Answer(place), Fact::Answer(answer.clone()));
            }
        }
        for (group, rows) in &checklist.answers.groups {
            if rows.complete {
                say(Target::Complete { checklist: id.clone(), group: group.clone() }, Fact::Complete);
            }
            for row in &rows.rows {
                let target = Target::Row { checklist: id.clone(), group: group.clone(), row: row.id };
                say(target, Fact::There);
                for (name, answer) in &row.answers {
                    if let Ok(place) = super::place::Place::in_row(id, group, row.id, name) {
                        say(Target::Answer(place), Fact::Answer(answer.clone()));
                    }
                }
            }
        }
    }
    for (place, attached) in &record.attached {
        if !attached.note.is_empty() {
            say(Target::Note(place.clone()), Fact::Note(attached.note.clone()));
        }
        for (_, media) in &attached.media {
            say(Target::Media(place.clone(), media.id), Fact::Media(media.clone()));
        }
        if let Some(assignment) = &attached.assignment {
            say(Target::Assignment(place.clone()), Fact::Assignment(assignment.clone()));
        }
    }
    for (role, person) in &record.people {
        say(Target::Person(role.clone()), Fact::Person(person.clone()));
    }
}

/// The drafts that make `new` of `old`. A checklist is added under `rules`, and removed from them.
pub(super) fn drafts(
    target: &Target,
    old: Option<&Fact>,
    new: Option<&Fact>,
    rules: Option<&RulesRef>,
) -> Vec<EventKind> {
    let mut drafts = Vec::new();
    match target {
        Target::AsOf => {
            if let (Some(Fact::AsOf(from)), Some(Fact::AsOf(to))) = (old, new) {
                drafts.push(EventKind::DateChanged { from: *from, to: *to });
            }
        }
        Target::Checklist(_) => drafts.extend(rules.cloned().map(|rules| match new {
            Some(_) => EventKind::ChecklistAdded { rules },
            None => EventKind::ChecklistRemoved { rules },
        })),
        Target::Rules(_) => {
            if let (Some(Fact::Rules(from)), Some(Fact::Rules(to))) = (old, new) {
                drafts.push(EventKind::RulesMoved { from: from.clone(), to: to.clone() });
            }
        }
        Target::Row { checklist, group, row } => {
            let (checklist, group, row) = (checklist.clone(), group.clone(), *row);
            drafts.push(match new {
                Some(_) => EventKind::RowAdded { checklist, group, row },
                None => EventKind::RowRemoved { checklist, group, row },
            });
        }
        Target::Complete { checklist, group } => {
            let (checklist, group) = (checklist.clone(), group.clone());
            drafts.push(EventKind::GroupCompleted { checklist, group, complete: new.is_some() });
        }
        Target::Answer(place) => {
            let answer = |fact: Option<&Fact>| match fact {
                Some(Fact::Answer(answer)) => Some(answer.clone()),
                _ => None,
            };
            drafts.push(EventKind::Answered { place: place.clone(), old: answer(old), new: answer(new) });
        }
        Target::Note(place) => {
            let note = |fact: Option<&Fact>| match fact {
                Some(Fact::Note(note)) => note.clone(),
                _ => String::new(),
            };
            drafts.push(EventKind::Noted { place: place.clone(), old: note(old), new: note(new) });
        }
        Target::Media(place, _) => {
            if let Some(Fact::Media(media)) = old {
                drafts.push(EventKind::MediaRemoved { place: place.clone(), media: media.clone() });
            }
            if let Some(Fact::Media(media)) = new {
                drafts.push(EventKind::MediaAdded { place: place.clone(), media: media.clone() });
            }
        }
        Target::Person(role) => {
            let person = |fact: Option<&Fact>| match fact {
                Some(Fact::Person(person)) => Some(person.clone()),
                _ => None,
            };
            drafts.push(EventKind::PersonSet { role: role.clone(), old: person(old), new: person(new) });
        }
        Target::Assignment(place) => {
            let assignment = |fact: Option<&Fact>| match fact {
                Some(Fact::Assignment(assignment)) => Some(assignment.clone()),
                _ => None,
            };
            drafts.push(EventKind::RemedyAssigned {
                requirement: place.clone(),
                old: assignment(old),
                new: assignment(new),
            });
        }
    }
    drafts
}

/// What the rows of one journal are called in another, in the order of checklist, group and number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowNames(Vec<RowRenamed>);

impl RowNames {
    pub(super) fn get(&self, checklist: &str, group: &str, row: RowId) -> Option<RowId> {
        let index = self.find(checklist, group, row).ok()?;
        self.0.get(index).map(|renamed| renamed.to)
    }

    pub(super) fn set(&mut self, renamed: RowRenamed) {
        match self.find(&renamed.checklist, &renamed.group, renamed.from) {
            Ok(index) => drop(self.0.get_mut(index).map(|known| known.to = renamed.to)),
            Err(index) => self.0.insert(index, renamed),
        }
    }

    fn find(&self, checklist: &str, group: &str, row: RowId) -> Result<usize, usize> {
        self.0.binary_search_by(|renamed| {
            let by_checklist: Ordering = renamed.checklist.as_str().cmp(checklist);
            by_checklist.then_with(|| renamed.group.as_str().cmp(group)).then_with(|| renamed.from.cmp(&row))
        })
    }

    pub(super) fn target(&self, target: Target) -> Target {
        let to = target.row().and_then(|(checklist, group, row)| self.get(checklist, group, row));
        let Some(to) = to else { return target };
        match target {
            Target::Row { checklist, group, .. } => Target::Row { checklist, group, row: to },
            Target::Answer(place) => Target::Answer(place.moved_to_row(to)),
            Target::Note(place) => Target::Note(place.moved_to_row(to)),
            Target::Media(place, id) => Target::Media(place.moved_to_row(to), id),
            Target::Assignment(place) => Target::Assignment(place.moved_to_row(to)),
            other => other,
        }
    }
}
