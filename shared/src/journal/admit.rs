//! Whether an event may happen in a given state. The one gate: drafts pass it before they are recorded, and read
//! histories pass it when they are folded. What it lets through, `apply` can do without failing.

use super::chain;
use super::event::{CarriedOver, EventKind, FORMAT, Media, RulesRef};
use super::inspection::{Inspection, Status};
use super::place::{self, Place, SITE};
use super::refused::{Break, CannotUndo, Refused, Why};
use super::target::Target;
use crate::model::RowId;

pub(super) fn admit(inspection: &Inspection, kind: &EventKind) -> Result<(), Refused> {
    match kind {
        EventKind::Began(_) => Err(Refused::AlreadyBegun),
        EventKind::Reopened { .. } if inspection.status == Status::Open => Err(Refused::StillOpen),
        EventKind::Reopened { .. }
        | EventKind::HandedOver { .. }
        | EventKind::ClockJumped { .. }
        | EventKind::Resumed { .. } => Ok(()),
        _ if inspection.status != Status::Open => Err(Refused::Closed),
        EventKind::Undone { seq } => undo(inspection, *seq),
        EventKind::Signed(signed) if signed.over != inspection.head() => {
            Err(Refused::SignedOtherState { signed: signed.over, head: inspection.head() })
        }
        EventKind::Finished {} | EventKind::Signed(_) => Ok(()),
        EventKind::CarriedOver(carried) => carry(inspection, carried),
        EventKind::Joined(joined) => {
            for row in &joined.rows {
                place::name(&row.group)?;
            }
            chain::verify_branch(&joined.branch, joined.other)
                .map_err(|broken| Refused::BadBranch { broken: Box::new(broken) })
        }
        _ => change(inspection, kind),
    }
}

/// A change of the record: of something that is there, from what it is, to something else.
fn change(inspection: &Inspection, kind: &EventKind) -> Result<(), Refused> {
    let Some(target) = Target::of(kind) else { return Ok(()) };
    let record = &inspection.record;
    match kind {
        EventKind::Answered { place, old, new } => {
            exists(inspection, place, &target)?;
            moves(old.as_ref(), new.as_ref(), inspection.answer(place), target)
        }
        EventKind::Noted { place, old, new } => {
            exists(inspection, place, &target)?;
            moves(old.as_str(), new.as_str(), inspection.note(place), target)
        }
        EventKind::RemedyAssigned { requirement, old, new } => {
            exists(inspection, requirement, &target)?;
            moves(old.as_ref(), new.as_ref(), inspection.assignment(requirement), target)
        }
        EventKind::PersonSet { role, old, new } => {
            moves(old.as_ref(), new.as_ref(), record.people.get(role), target)
        }
        EventKind::DateChanged { from, to } => moves(*from, *to, record.as_of, target),
        EventKind::RulesMoved { from, to } => {
            if from.id != to.id {
                return Err(Refused::Stale { target });
            }
            let present = record.checklists.get(&from.id).map(|checklist| &checklist.rules);
            moves(Some(from), Some(to), present, target)
        }
        EventKind::GroupCompleted { checklist, group, complete } => {
            is_checklist(inspection, checklist)?;
            place::name(group)?;
            let now = inspection.group(checklist, group).is_some_and(|group| group.complete);
            moves(now, *complete, now, target)
        }
        EventKind::RowAdded { checklist, group, row } => add_row(inspection, checklist, group, *row, target),
        EventKind::RowRemoved { checklist, group, row } => {
            is_checklist(inspection, checklist)?;
            there(inspection.row(checklist, group, *row).is_some(), target)
        }
        EventKind::MediaAdded { place, media } => {
            exists(inspection, place, &target)?;
            absent(has_media(inspection, place, media, |a, b| a.id == b.id), target)
        }
        EventKind::MediaRemoved { place, media } => {
            exists(inspection, place, &target)?;
            there(has_media(inspection, place, media, |a, b| a == b), target)
        }
        EventKind::ChecklistAdded { rules } => {
            new_checklist(rules)?;
            absent(record.checklists.contains_key(&rules.id), target)
        }
        EventKind::ChecklistRemoved { rules } => {
            let present =
                record.checklists.get(&rules.id).ok_or(Refused::NotThere { target: target.clone() })?;
            if present.rules == *rules { Ok(()) } else { Err(Refused::Stale { target }) }
        }
        _ => Ok(()),
    }
}

fn moves<T: PartialEq + Copy>(old: T, new: T, now: T, target: Target) -> Result<(), Refused> {
    if old != now {
        Err(Refused::Stale { target })
    } else if old == new {
        Err(Refused::NothingChanges { target })
    } else {
        Ok(())
    }
}

fn there(is: bool, target: Target) -> Result<(), Refused> {
    if is { Ok(()) } else { Err(Refused::NotThere { target }) }
}

fn absent(is: bool, target: Target) -> Result<(), Refused> {
    if is { Err(Refused::AlreadyThere { target }) } else { Ok(()) }
}

fn has_media(
    inspection: &Inspection,
    place: &Place,
    media: &Media,
    same: fn(&Media, &Media) -> bool,
) -> bool {
    inspection.media(place).any(|held| same(held, media))
}

/// A place of a checklist and row that the inspection has, or of the profile.
fn exists(inspection: &Inspection, place: &Place, target: &Target) -> Result<(), Refused> {
    match place.row() {
        Some(_) if place.is_site() => Err(Refused::NotForSite),
        None if place.is_site() => Ok(()),
        None => is_checklist(inspection, place.checklist()),
        Some((group, row)) => {
            is_checklist(inspection, place.checklist())?;
            match inspection.row(place.checklist(), group, row) {
                Some(_) => Ok(()),
                None => Err(Refused::UnknownRow { target: target.clone() }),
            }
        }
    }
}

fn is_checklist(inspection: &Inspection, checklist: &str) -> Result<(), Refused> {
    match inspection.record.checklists.get(checklist) {
        Some(_) => Ok(()),
        None if checklist == SITE => Err(Refused::NotForSite),
        None => Err(Refused::UnknownChecklist { checklist: checklist.to_owned() }),
    }
}

/// A checklist's id that may be added.
pub(super) fn new_checklist(rules: &RulesRef) -> Result<(), Refused> {
    if &*place::checklist_id(&rules.id)? == SITE { Err(Refused::NotForSite) } else { Ok(()) }
}

/// A row gets the next number, or is one that was removed and comes back.
fn add_row(
    inspection: &Inspection,
    checklist: &str,
    group: &str,
    row: RowId,
    target: Target,
) -> Result<(), Refused> {
    is_checklist(inspection, checklist)?;
    place::name(group)?;
    absent(inspection.row(checklist, group, row).is_some(), target.clone())?;
    let next = inspection.next_row(checklist, group);
    // At the very last number `next_row` repeats it.
    let fresh = row == next && inspection.last_row(checklist, group) != Some(row);
    if fresh || inspection.aside.holds(&target) { Ok(()) } else { Err(Refused::RowNumber { target }) }
}

fn undo(inspection: &Inspection, seq: u64) -> Result<(), Refused> {
    if let Some(again) = inspection.undone.iter().find(|step| step.seq == seq) {
        return change(inspection, &again.what);
    }
    let not_standing = Refused::CannotUndo { seq, why: CannotUndo::NotStanding };
    let mut later = inspection.done.iter().skip_while(|step| step.seq != seq);
    let step = later.next().ok_or(not_standing)?;
    match later.find(|later| later.target.meets(&step.target)) {
        Some(later) => {
            let why = CannotUndo::ChangedSince { by: later.seq, target: later.target.clone() };
            Err(Refused::CannotUndo { seq, why })
        }
        None => Ok(()),
    }
}

fn carry(inspection: &Inspection, carried: &CarriedOver) -> Result<(), Refused> {
    if inspection.began.follows.as_ref().map(|follows| follows.head) != Some(carried.from) {
        return Err(Refused::NotFollowed);
    }
    let record = &inspection.record;
    let empty = record.site.is_empty()
        && inspection.carried.is_none()
        && inspection.last_rows.is_empty()
        && record.checklists.values().all(|checklist| checklist.answers == crate::model::Answers::default());
    if !empty {
        return Err(Refused::NotEmpty);
    }
    for item in carried.site.keys() {
        place::name(item)?;
    }
    for (checklist, answers) in &carried.checklists {
        is_checklist(inspection, checklist)?;
        for item in answers.answers.keys().chain(answers.site.keys()) {
            place::name(item)?;
        }
        for (group, rows) in &answers.groups {
            place::name(group)?;
            for item in rows.rows.iter().flat_map(|row| row.answers.keys()) {
                place::name(item)?;
            }
            let rising = rows.rows.is_sorted_by(|a, b| a.id < b.id);
            if let Some(row) = rows.rows.first().filter(|_| !rising) {
                let target = Target::Row { checklist: checklist.clone(), group: group.clone(), row: row.id };
                return Err(Refused::RowNumber { target });
            }
        }
    }
    Ok(())
}

/// An event's place in the history, whatever it says.
pub(super) fn in_place(inspection: &Inspection, event: &super::event::Event) -> Result<(), Break> {
    let expected = inspection.last.seq + 1;
    let why = if event.format != FORMAT {
        Why::Format { format: event.format }
    } else if event.seq != expected {
        Why::Sequence { found: event.seq }
    } else if event.prev != inspection.head() {
        Why::Link
    } else {
        return Ok(());
    };
    Err(Break { at: expected, why })
}
