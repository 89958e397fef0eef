//! Cases for the verdicts that no case states yet. What they expect is what the rules give: the author reads each one
//! and asks whether the law says so too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Runner;
use super::coverage::{Coverage, reach};
use super::proposal::Proposal;
use super::prove::{ANY_DAY, Prover, Situation};
use crate::eval::{RequirementPlace, Session};
use crate::model::{Answers, Case, Date, Expected, ExpectedVerdict, GroupAnswers, RowAnswers};
use crate::program::{Program, RequirementInfo};
use crate::report::verdict_word;

/// One case for each verdict that is missing and was found to be possible, in the order of the requirements; those
/// that are unanswered come together first.
pub fn proposals(program: &Arc<Program>, cases: &[&Case], coverage: &Coverage) -> Vec<Proposal> {
    let as_of = cases.iter().map(|case| case.as_of.value).max().unwrap_or(ANY_DAY);
    let mut prover = Prover::new(program);
    let mut names: BTreeSet<String> = cases.iter().map(|case| case.name.value.clone()).collect();
    let missing = |info: &RequirementInfo| -> Vec<ExpectedVerdict> {
        let own = coverage.requirements.iter().filter(|own| own.name == info.name);
        let missing = own.flat_map(|own| &own.verdicts).filter(|verdict| verdict.is_missing());
        missing.map(|verdict| verdict.verdict).collect()
    };
    let mut proposals = Vec::new();
    let open =
        program.requirements().iter().filter(|info| missing(info).contains(&ExpectedVerdict::Unanswered));
    proposals.extend(nothing_answered(&mut prover, &open.collect::<Vec<_>>(), as_of));
    for info in program.requirements() {
        let missing = missing(info);
        if missing.is_empty() {
            continue;
        }
        let (reached, _) = reach(&mut prover, info);
        for verdict in missing {
            let Some((day, chosen)) = reached.get(&verdict) else { continue };
            let situation = prover.situation(&[info.verdict], *day, chosen);
            let situation = situation.and_then(|situation| {
                prover.smallest(situation, &mut |session| gives(session, info) == Some(verdict))
            });
            proposals.extend(situation.map(|situation| Proposal {
                name: format!("{}: {}", info.name, verdict.word()),
                as_of: situation.as_of,
                answers: situation.answers,
                expect: vec![(info.name.clone(), Expected::only(verdict))],
            }));
        }
    }
    let mut runner = Runner::new(program);
    proposals.retain(|proposal| runner.run(&proposal.case()).passed());
    for proposal in &mut proposals {
        let own = proposal.name.clone();
        let mut number = 2;
        while !names.insert(proposal.name.clone()) {
            proposal.name = format!("{own} ({number})");
            number += 1;
        }
    }
    proposals
}

/// The case in which nothing is answered yet, every group with one empty row.
fn nothing_answered(prover: &mut Prover<'_>, open: &[&RequirementInfo], as_of: Date) -> Option<Proposal> {
    let mut answers = Answers::default();
    for group in open.iter().filter_map(|info| info.group) {
        let name = prover.program().group(group).map(|info| info.name.clone())?;
        let rows = vec![RowAnswers::default()];
        answers.groups.insert(name, GroupAnswers { rows, complete: false });
    }
    let situation = Situation { as_of, answers };
    let session = prover.session(&situation)?;
    let unanswered = open.iter().filter(|info| gives(&session, info) == Some(ExpectedVerdict::Unanswered));
    let expect: BTreeMap<usize, (String, Expected)> = unanswered
        .map(|info| (info.id.index(), (info.name.clone(), Expected::only(ExpectedVerdict::Unanswered))))
        .collect();
    (!expect.is_empty()).then(|| Proposal {
        name: "unanswered".to_owned(),
        as_of: situation.as_of,
        answers: situation.answers,
        expect: expect.into_values().collect(),
    })
}

/// The one verdict of a requirement, in the only row where it is asked of rows.
fn gives(session: &Session, info: &RequirementInfo) -> Option<ExpectedVerdict> {
    let row = match info.group {
        None => None,
        Some(group) => {
            let mut rows = session.row_ids(group);
            let only = rows.next().filter(|_| rows.next().is_none())?;
            Some(only)
        }
    };
    session.verdict(RequirementPlace { requirement: info.id, row }).map(verdict_word)
}
