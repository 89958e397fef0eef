//! The beginning of a follow-up: only what failed last time is asked again, the rest is taken over and said to be.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Began, CarriedOver, EventKind, Follows};
use super::inspection::Inspection;
use super::place::{Place, SITE};
use crate::model::{Answer, Answers, Date, RowId};

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
    let recheck: BTreeSet<&Place> = begun.follows.iter().flat_map(|follows| &follows.recheck).collect();
    let keep = |answers: &BTreeMap<String, Answer>, place: &dyn Fn(&str) -> Option<Place>| {
        let kept =
            answers.iter().filter(|(name, _)| place(name).is_none_or(|place| !recheck.contains(&place)));
        kept.map(|(name, answer)| (name.clone(), answer.clone())).collect()
    };
    let record = inspection.record();
    let checklists = begun.checklists.iter().filter_map(|rules| {
        let answers = &record.checklists.get(&rules.id)?.answers;
        let mut groups = answers.groups.clone();
        for (group, rows) in &mut groups {
            for row in &mut rows.rows {
                let id: RowId = row.id;
                row.answers = keep(&row.answers, &|name| Place::in_row(&rules.id, group, id, name).ok());
            }
        }
        let own = keep(&answers.answers, &|name| Place::item(&rules.id, name).ok());
        Some((rules.id.clone(), Answers { answers: own, groups, ..Answers::default() }))
    });
    EventKind::CarriedOver(Box::new(CarriedOver {
        from: inspection.head(),
        site: keep(&record.site, &|name| Place::item(SITE, name).ok()),
        checklists: checklists.collect(),
    }))
}
