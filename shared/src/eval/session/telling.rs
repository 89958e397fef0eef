//! Telling a session: answers, rows, and whether a list is complete. What does not fit changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, RowState, Session};
use crate::eval::{Place, RequirementPlace};
use crate::expr::value::{Outcome, Value};
use crate::model::{Answer, Answers, GroupAnswers, RowAnswers, RowId};
use crate::program::{BadAnswer, GroupId, Program, RequirementId, SiteItemId, parse_answer};
use crate::words::Bilingual;

impl Session {
    /// Takes over a whole set of answers, which is quicker than one by one. Returns what does not fit, by its key.
    pub fn load(&mut self, answers: &Answers) -> Vec<(String, BadAnswer)> {
        let mut bad = Vec::new();
        let program = self.program.clone();
        let mut affected = BTreeSet::new();
        for (name, answer) in &answers.site {
            match self.put_site(name, Some(answer)) {
                Ok(id) => self.wait_for_site(id, &mut affected),
                Err(mistake) => bad.push((format!("site.{name}"), mistake)),
            }
        }
        for (name, answer) in &answers.answers {
            let result = match program.item_named(name) {
                Some(item) => self.put_waiting(Place { item: item.id, row: None }, answer, &mut affected),
                None => Err(unknown(name)),
            };
            if let Err(mistake) = result {
                bad.push((name.clone(), mistake));
            }
        }
        for (name, group_answers) in &answers.groups {
            let Some(group) = program.group_named(name).map(|group| group.id) else {
                bad.push((name.clone(), unknown(name)));
                continue;
            };
            for (at, row) in group_answers.rows.iter().enumerate() {
                let fresh = self.push_row(group, row.id);
                for (item_name, answer) in &row.answers {
                    let result = match program.row_item_named(group, item_name) {
                        Some(item) => self.put_waiting(
                            Place { item: item.id, row: Some(row.id) },
                            answer,
                            &mut affected,
                        ),
                        None => Err(unknown(item_name)),
                    };
                    if let Err(mistake) = result {
                        bad.push((format!("{name}[{at}].{item_name}"), mistake));
                    }
                }
                if fresh && self.computed {
                    self.take_in_row(group);
                }
            }
            self.put_complete(group, group_answers.complete);
            self.wait_for_rows(group);
            affected.extend(self.requirements_of(group));
        }
        if self.computed {
            self.settle();
            let affected: Vec<RequirementId> = affected.into_iter().collect();
            self.judge(&affected, None);
        } else {
            self.compute_all();
            self.judge_all();
        }
        bad
    }

    /// Puts an answer and lets what reads it wait.
    fn put_waiting(
        &mut self,
        place: Place,
        answer: &Answer,
        affected: &mut BTreeSet<RequirementId>,
    ) -> Result<(), BadAnswer> {
        self.put(place, Some(answer))?;
        // Before the first computation everything waits anyway.
        if self.computed {
            self.wait_for(place);
            affected.extend(self.program.item_requirements.get(place.item.index()).into_iter().flatten());
        }
        Ok(())
    }

    /// Records or takes back an answer. A text that does not fit the question changes nothing.
    pub fn set(&mut self, place: Place, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        self.put(place, answer)?;
        self.wait_for(place);
        self.settle();
        let program = self.program.clone();
        let affected = program.item_requirements.get(place.item.index()).map_or(&[][..], Vec::as_slice);
        self.judge(affected, place.row.zip(self.group_of(place.item)));
        Ok(())
    }

    pub fn set_site(&mut self, name: &str, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        let id = self.put_site(name, answer)?;
        let mut affected = BTreeSet::new();
        self.wait_for_site(id, &mut affected);
        self.settle();
        let affected: Vec<RequirementId> = affected.into_iter().collect();
        self.judge(&affected, None);
        Ok(())
    }

    /// Adds an empty row; a row that is there already stays as it is.
    pub fn add_row(&mut self, group: GroupId, row: RowId) {
        if !self.push_row(group, row) {
            return;
        }
        self.take_in_row(group);
        self.rows_changed(group);
        let affected: Vec<RequirementId> = self.requirements_of(group).into_iter().collect();
        self.judge(&affected, Some((row, group)));
    }

    pub fn remove_row(&mut self, group: GroupId, row: RowId) {
        let Some(at) = self.row_at(group, row) else { return };
        self.tally_row(group, at, false);
        if let Some(state) = self.groups.get_mut(group.index()) {
            let gone = state.rows.remove(at as usize);
            state.places = state.rows.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
            let places = gone.verdicts.keys().map(|id| RequirementPlace { requirement: *id, row: Some(row) });
            self.changes.verdicts.extend(places);
        }
        if let Some(name) = self.program.group(group).map(|info| info.name.clone())
            && let Some(answers) = self.answers.groups.get_mut(&name)
        {
            answers.rows.retain(|own| own.id != row);
        }
        self.rows_changed(group);
        self.judge_list(group);
    }

    /// Says that the list of rows is complete (or that more may come).
    pub fn set_complete(&mut self, group: GroupId, complete: bool) {
        if self.put_complete(group, complete) {
            self.rows_changed(group);
            self.judge_list(group);
        }
    }

    /// What changed since the last call.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }

    // --- keeping ---

    fn put(&mut self, place: Place, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        let program = self.program.clone();
        let info = program.item(place.item).ok_or_else(|| unknown("?"))?;
        let Some(ty) = &info.answer else {
            return Err(told(
                format!("`{}` được tính ra, không trả lời được", info.name),
                format!("`{}` is computed and takes no answer", info.name),
            ));
        };
        let outcome = match answer {
            Some(answer) => {
                parse_answer(answer, ty, info.not_applicable, &|table, key| find_row(&program, table, key))?
            }
            None => Outcome::Unanswered,
        };
        self.check_date(&outcome, ty)?;
        match (info.group, place.row) {
            (Some(group), Some(row)) => {
                let group_info = program.group(group).ok_or_else(|| unknown(&info.name))?;
                let at = group_info.items.iter().position(|item| *item == place.item);
                let row_at = self.row_at(group, row).map(|at| at as usize);
                let state = self.groups.get_mut(group.index());
                let row_state = state.zip(row_at).and_then(|(state, at)| state.rows.get_mut(at));
                let slot = row_state.zip(at).and_then(|(state, at)| state.answers.get_mut(at));
                let Some(slot) = slot else {
                    return Err(told("dòng này không còn trong nhóm", "this row is no longer in the group"));
                };
                *slot = outcome;
                let recorded = self.answers.groups.get_mut(&group_info.name);
                if let Some(own) = recorded.zip(row_at).and_then(|(group, at)| group.rows.get_mut(at)) {
                    keep(&mut own.answers, &info.name, answer);
                }
            }
            (None, None) => {
                if let Some(slot) = self.items.get_mut(place.item.index()) {
                    *slot = outcome;
                }
                keep(&mut self.answers.answers, &info.name, answer);
            }
            _ => {
                return Err(told(
                    format!("`{}` cần biết là dòng nào của nhóm", info.name),
                    format!("`{}` needs to know which row of its group", info.name),
                ));
            }
        }
        Ok(())
    }

    /// Dates may be bounded by the day of the inspection, which only the session knows.
    fn check_date(&self, outcome: &Outcome, ty: &crate::model::AnswerType) -> Result<(), BadAnswer> {
        let (Outcome::Known(Value::Date(date)), crate::program::Domain::Date { min, max }) =
            (outcome, crate::program::Domain::of(ty))
        else {
            return Ok(());
        };
        let (min, max) =
            (min.map(|min| min.day(self.context.as_of)), max.map(|max| max.day(self.context.as_of)));
        if min.is_some_and(|min| *date < min) {
            let min = min.map_or_else(String::new, |min| min.to_string());
            return Err(told(
                format!("ngày {date} trước ngày sớm nhất {min}"),
                format!("{date} is before the earliest day {min}"),
            ));
        }
        if max.is_some_and(|max| *date > max) {
            let max = max.map_or_else(String::new, |max| max.to_string());
            return Err(told(
                format!("ngày {date} sau ngày muộn nhất {max}"),
                format!("{date} is after the latest day {max}"),
            ));
        }
        Ok(())
    }

    fn put_site(&mut self, name: &str, answer: Option<&Answer>) -> Result<SiteItemId, BadAnswer> {
        let program = self.program.clone();
        let info = program.site_item_named(name).ok_or_else(|| unknown(name))?;
        let Some(ty) = &info.answer else { return Err(unknown(name)) };
        let outcome = match answer {
            Some(answer) => {
                parse_answer(answer, ty, info.not_applicable, &|table, key| find_row(&program, table, key))?
            }
            None => Outcome::Unanswered,
        };
        if let Some(slot) = self.site.get_mut(info.id.index()) {
            *slot = outcome;
        }
        keep(&mut self.answers.site, name, answer);
        Ok(info.site_id())
    }

    fn push_row(&mut self, group: GroupId, row: RowId) -> bool {
        let Some(info) = self.program.group(group) else { return false };
        let Some(state) = self.groups.get_mut(group.index()) else { return false };
        if state.places.contains_key(&row) {
            return false;
        }
        state.places.insert(row, state.rows.len() as u32);
        let count = self.program.layout.groups.get(group.index()).copied().unwrap_or(0) as usize;
        state.rows.push(RowState {
            id: row,
            answers: vec![Outcome::Unanswered; info.items.len()],
            values: vec![Outcome::Unanswered; count],
            verdicts: BTreeMap::new(),
        });
        let rows = &mut self.answers.groups.entry(info.name.clone()).or_default().rows;
        rows.push(RowAnswers { id: row, answers: BTreeMap::new() });
        true
    }

    fn put_complete(&mut self, group: GroupId, complete: bool) -> bool {
        let Some(info) = self.program.group(group) else { return false };
        let Some(state) = self.groups.get_mut(group.index()) else { return false };
        let changed = state.complete != complete;
        state.complete = complete;
        let answers: &mut GroupAnswers = self.answers.groups.entry(info.name.clone()).or_default();
        answers.complete = complete;
        changed
    }
}

fn find_row(program: &Program, table: &str, key: &str) -> Option<(u32, u32)> {
    let at = program.tables.iter().position(|facts| facts.name == table)?;
    let row = program.tables.get(at)?.by_key.get(key)?;
    Some((at as u32, *row))
}

fn keep(answers: &mut BTreeMap<String, Answer>, name: &str, answer: Option<&Answer>) {
    match answer {
        Some(answer) => match answers.get_mut(name) {
            Some(kept) => kept.clone_from(answer),
            None => {
                answers.insert(name.to_owned(), answer.clone());
            }
        },
        None => {
            answers.remove(name);
        }
    }
}

fn told(vi: impl Into<String>, en: impl Into<String>) -> BadAnswer {
    BadAnswer { message: Bilingual::new(vi, en), help: None }
}

fn unknown(name: &str) -> BadAnswer {
    told(format!("bảng kiểm không có câu hỏi `{name}`"), format!("the checklist has no question `{name}`"))
}
