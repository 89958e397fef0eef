//! The beginning of a follow-up: only what failed last time is asked again, the rest is taken over and said to be.

use std::collections::BTreeMap;

use super::event::{Began, CarriedOver, EventKind, Follows};
use super::inspection::Inspection;
use super::place::{Place, SITE};
use crate::model::{Date, RowId};

/// The beginning of an inspection that looks again at the questions in `recheck`. It has the checklists and rules
/// that the earlier one ended with; the caller may put newer ones in.
pub fn follow_up(inspection: &Inspection, recheck: Vec<Place>, as_of: Date, app: &str) -> Began {
    let began = inspection.began();
    Began {
        establishment: began.establishment.clone(),
        purpose: began.purpose,
        as_of,
        checklists: inspection
            .record()
            .checklists
            .values()
            .map(|checklist| checklist.rules.clone())
            .collect(),
        app: app.to_owned(),
        locale: began.locale,
        follows: Some(Follows { inspection: inspection.id(), head: inspection.head(), recheck }),
    }
}

/// The draft that takes over every answer that is not to be checked again, with all rows, for the checklists that
/// the follow-up has. It must be the first thing recorded.
pub fn carry_over(inspection: &Inspection, begun: &Began) -> EventKind {
    let recheck = begun.follows.as_ref().map_or(&[][..], |follows| &follows.recheck);
    let again = |checklist: &str, row: Option<(&str, RowId)>, name: &str| {
        recheck
            .iter()
            .any(|place| place.checklist() == checklist && place.row() == row && place.name() == name)
    };
    let record = inspection.record();
    let mut carried =
        CarriedOver { from: inspection.head(), site: record.site.clone(), checklists: BTreeMap::new() };
    carried.site.retain(|name, _| !again(SITE, None, name));
    for rules in &begun.checklists {
        let Some(checklist) = record.checklists.get(&rules.id) else { continue };
        let mut answers = checklist.answers.clone();
        answers.answers.retain(|name, _| !again(&rules.id, None, name));
        for (group, rows) in &mut answers.groups {
            for row in &mut rows.rows {
                let id = row.id;
                row.answers.retain(|name, _| !again(&rules.id, Some((group, id)), name));
            }
        }
        carried.checklists.insert(rules.id.clone(), answers);
    }
    EventKind::CarriedOver(Box::new(carried))
}
