//! Judging anew the requirements that a change can reach.

use std::collections::BTreeSet;

use super::Session;
use crate::eval::{RequirementPlace, Verdict, needs};
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::RowId;
use crate::program::{GroupId, Program, RequirementId};

impl Session {
    pub(super) fn judge_all(&mut self) {
        let all: Vec<RequirementId> = self.program.requirements.iter().map(|info| info.id).collect();
        self.judge(&all, None);
    }

    /// What is asked of each row, and what depends on the list of rows.
    pub(super) fn requirements_of(&self, group: GroupId) -> BTreeSet<RequirementId> {
        let of_list = self.program.group_requirements.get(group.index()).into_iter().flatten().copied();
        let of_rows = self.program.requirements.iter().filter(|info| info.group == Some(group));
        of_list.chain(of_rows.map(|info| info.id)).collect()
    }

    /// Judges what depends on the list of rows.
    pub(super) fn judge_list(&mut self, group: GroupId) {
        let program = self.program.clone();
        self.judge(program.group_requirements.get(group.index()).map_or(&[], Vec::as_slice), None);
    }

    /// Judges these requirements anew; those of the group of `only` in that row alone.
    pub(super) fn judge(&mut self, affected: &[RequirementId], only: Option<(RowId, GroupId)>) {
        let program = self.program.clone();
        for id in affected {
            let Some(info) = program.requirement(*id) else { continue };
            match info.group {
                None => {
                    let verdict = self.verdict_of(*id, None);
                    if let Some(slot) = self.verdicts.get_mut(id.index())
                        && *slot != verdict
                    {
                        *slot = verdict;
                        self.changes.verdicts.insert(RequirementPlace { requirement: *id, row: None });
                    }
                }
                Some(group) => {
                    let rows = match only {
                        Some((row, of)) if of == group && !crosses_rows(&program, *id, group) => {
                            self.row_at(group, row).map_or(0..0, |at| at..at + 1)
                        }
                        _ => 0..self.row_count(group),
                    };
                    for at in rows {
                        let verdict = self.verdict_of(*id, Some(at));
                        let row = self
                            .groups
                            .get_mut(group.index())
                            .and_then(|state| state.rows.get_mut(at as usize));
                        let Some(row) = row else { continue };
                        if row.verdicts.get(id) != Some(&verdict) {
                            row.verdicts.insert(*id, verdict);
                            self.changes
                                .verdicts
                                .insert(RequirementPlace { requirement: *id, row: Some(row.id) });
                        }
                    }
                }
            }
        }
    }

    pub(super) fn verdict_of(&self, id: RequirementId, row: Option<u32>) -> Verdict {
        let Some(info) = self.program.requirement(id) else { return Verdict::NotApplicable };
        if !self.in_force.get(id.index()).copied().unwrap_or(true) {
            return Verdict::NotApplicable;
        }
        match self.read(info.verdict, row) {
            Outcome::Unanswered => needs::verdict(self, info.verdict, row),
            decided => verdict_from(&decided),
        }
    }
}

/// The verdict of a decided outcome.
pub(crate) fn verdict_from(outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Known(Value::Boolean(true)) => Verdict::Pass,
        Outcome::Known(Value::Boolean(false)) => Verdict::Fail,
        Outcome::Known(_) => Verdict::Error(EvalError::BadArgument),
        Outcome::Unanswered => Verdict::Unanswered { needs: Vec::new(), exact: false },
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Error(error) => Verdict::Error(*error),
    }
}

/// Whether a requirement of a group looks at other rows than its own.
fn crosses_rows(program: &Program, requirement: RequirementId, group: GroupId) -> bool {
    program.group_requirements.get(group.index()).is_some_and(|list| list.binary_search(&requirement).is_ok())
}
