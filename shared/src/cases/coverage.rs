//! What the cases of a checklist leave untried: verdicts that no case states, and conditions that no case shows to
//! decide a verdict on their own (modified condition/decision coverage).
//!
//! A condition is shown to decide while it is true when some case states a verdict, the condition is true there, and
//! the verdict would be another if it alone were false; and the same the other way round. What is proven never to
//! happen is not missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::{Stated, Statement, copies_below, outcome_word, stated};
use super::prove::Prover;
use super::written;
use crate::eval::Session;
use crate::expr::value::Outcome;
use crate::model::{Case, Date, ExpectedVerdict};
use crate::program::{
    Change, Copies, Next, NodeId, NodeKind, Open, Program, RequirementId, RequirementInfo, Scope,
};
use crate::report::verdict_word;
use crate::span::Span;

#[derive(Clone, Debug)]
pub struct Coverage {
    pub requirements: Vec<RequirementCoverage>,
    /// In the order of the text.
    pub conditions: Vec<ConditionCoverage>,
}

#[derive(Clone, Debug)]
pub struct RequirementCoverage {
    pub name: String,
    pub span: Span,
    /// Pass, fail, unanswered and not applicable.
    pub verdicts: Vec<VerdictCoverage>,
}

#[derive(Clone, Copy, Debug)]
pub struct VerdictCoverage {
    pub verdict: ExpectedVerdict,
    /// How many times cases state it.
    pub stated: usize,
    pub possible: Possible,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Possible {
    Yes,
    No,
    /// Too many answers to try, or rows that were not all stood for.
    Undecided,
}

#[derive(Clone, Debug)]
pub struct ConditionCoverage {
    pub span: Span,
    pub text: String,
    /// Names of the requirements that read it.
    pub requirements: Vec<String>,
    pub when_true: Decides,
    pub when_false: Decides,
}

/// Whether a condition was shown to decide alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    Shown,
    Missing,
    /// Proven never to happen.
    Never,
}

impl VerdictCoverage {
    pub fn is_missing(&self) -> bool {
        self.stated == 0 && self.possible != Possible::No
    }
}

impl Coverage {
    /// Verdicts stated, and those that can be.
    pub fn verdicts(&self) -> (usize, usize) {
        let all = || self.requirements.iter().flat_map(|requirement| &requirement.verdicts);
        let stated = all().filter(|verdict| verdict.stated > 0).count();
        (stated, stated + all().filter(|verdict| verdict.is_missing()).count())
    }

    /// Conditions shown to decide, each counted both ways, and those that can be.
    pub fn decisions(&self) -> (usize, usize) {
        let all = || self.conditions.iter().flat_map(|condition| [condition.when_true, condition.when_false]);
        let count = |wanted: Decides| all().filter(|decides| *decides == wanted).count();
        (count(Decides::Shown), count(Decides::Shown) + count(Decides::Missing))
    }
}

/// Cases that do not pass prove nothing and are passed over.
pub fn coverage(program: &Arc<Program>, cases: &[&Case]) -> Coverage {
    let leaves = leaves(program);
    let sets: Vec<Vec<Change>> = leaves
        .values()
        .map(|nodes| nodes.iter().map(|node| Change { node: *node, kind: NodeKind::Not(*node) }).collect())
        .collect();
    let roots: Vec<NodeId> = program.requirements().iter().map(|info| info.verdict).collect();
    let (beside, copies) = program.beside(&sets, &roots);
    let beside = Arc::new(beside);
    let Stated { sessions, statements: by_requirement } = stated(&beside, cases);
    let mut prover = Prover::new(&beside);
    let requirements = beside.requirements().iter();
    let requirements = requirements.map(|info| {
        let own = by_requirement.get(&info.id).map_or(&[][..], Vec::as_slice);
        verdicts(&mut prover, info, own)
    });
    let requirements = requirements.collect();
    let mut survey = Survey { program: &beside, sessions, statements: by_requirement, prover };
    let conditions = leaves.iter().zip(&copies).filter_map(|((span, nodes), copies)| {
        let node = *nodes.first()?;
        survey.condition(*span, node, copies)
    });
    Coverage { requirements, conditions: conditions.collect() }
}

fn verdicts(prover: &mut Prover<'_>, info: &RequirementInfo, own: &[Statement<'_>]) -> RequirementCoverage {
    use ExpectedVerdict::{Fail, NotApplicable, Pass, Unanswered};
    let (reached, exact) = reach(prover, info);
    let verdicts = [Pass, Fail, Unanswered, NotApplicable].into_iter().map(|verdict| {
        let stated = own.iter().filter(|statement| verdict_word(&statement.verdict) == verdict).count();
        let possible = match verdict {
            Unanswered if prover.asks(info) => Possible::Yes,
            Unanswered => Possible::No,
            verdict if reached.contains_key(&verdict) => Possible::Yes,
            _ if exact => Possible::No,
            _ => Possible::Undecided,
        };
        VerdictCoverage { verdict, stated, possible }
    });
    RequirementCoverage {
        name: info.name.clone(),
        span: prover.span(info.verdict),
        verdicts: verdicts.collect(),
    }
}

/// The verdicts a requirement can come to when everything is answered, each with answers that bring it about; and
/// whether these are all.
pub(super) fn reach(prover: &mut Prover<'_>, info: &RequirementInfo) -> (Reached, bool) {
    let mut reached = Reached::new();
    let exact = prover.each(info, &[info.verdict], &mut |day, outcomes, chosen| {
        let Some(word) = outcomes.first().and_then(outcome_word) else { return Next::Deeper };
        reached.entry(word).or_insert_with(|| (day, chosen.clone()));
        let all = [ExpectedVerdict::Pass, ExpectedVerdict::Fail, ExpectedVerdict::NotApplicable];
        if all.iter().all(|word| reached.contains_key(word)) { Next::Stop } else { Next::Skip }
    });
    (reached, exact)
}

pub(super) type Reached = BTreeMap<ExpectedVerdict, (Date, BTreeMap<Open, Outcome>)>;

struct Survey<'p, 'c> {
    program: &'p Arc<Program>,
    sessions: Vec<Option<Session>>,
    statements: BTreeMap<RequirementId, Vec<Statement<'c>>>,
    prover: Prover<'p>,
}

impl Survey<'_, '_> {
    fn condition(&mut self, span: Span, node: NodeId, copies: &Copies) -> Option<ConditionCoverage> {
        let program = self.program;
        let readers: Vec<&RequirementInfo> =
            program.requirements().iter().filter(|info| copies.touch(info.verdict)).collect();
        if readers.is_empty() {
            return None;
        }
        let mut shown = BTreeSet::new();
        for info in &readers {
            self.show(info, node, copies, &mut shown);
        }
        let mut possible = BTreeSet::new();
        if shown.len() < 2 {
            for info in &readers {
                self.can_decide(info, node, copies, &mut possible);
            }
        }
        let decides = |value: bool| match (shown.contains(&value), possible.contains(&value)) {
            (true, _) => Decides::Shown,
            (false, true) => Decides::Missing,
            (false, false) => Decides::Never,
        };
        let text = program.pack().sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(ConditionCoverage {
            span,
            text,
            requirements: readers.iter().map(|info| info.name.clone()).collect(),
            when_true: decides(true),
            when_false: decides(false),
        })
    }

    /// The values of the condition with which a case shows that it decides.
    fn show(&self, info: &RequirementInfo, node: NodeId, copies: &Copies, shown: &mut BTreeSet<bool>) {
        let needed = copies_below(self.program, copies, &[info.verdict]);
        for statement in self.statements.get(&info.id).into_iter().flatten() {
            if shown.len() == 2 {
                return;
            }
            let Some(session) = self.sessions.get(statement.case).and_then(Option::as_ref) else { continue };
            let Some(value) = session.read(node, statement.row).boolean() else { continue };
            if statement.is_decided()
                && !shown.contains(&value)
                && statement.is_broken_by(session, copies, &needed)
            {
                shown.insert(value);
            }
        }
    }

    /// The values with which it could decide; both where that cannot be told.
    fn can_decide(
        &mut self,
        info: &RequirementInfo,
        node: NodeId,
        copies: &Copies,
        found: &mut BTreeSet<bool>,
    ) {
        let roots = [node, info.verdict, copies.of(info.verdict)];
        let exact = self.prover.each(info, &roots, &mut |_, outcomes, _| {
            let [value, own, other] = outcomes else { return Next::Skip };
            match (value.boolean(), outcome_word(own), outcome_word(other)) {
                (None, ..) if !value.is_unanswered() => Next::Skip,
                (Some(value), ..) if found.contains(&value) => Next::Skip,
                (Some(value), Some(own), Some(other)) => {
                    if own != other {
                        found.insert(value);
                    }
                    if found.len() == 2 { Next::Stop } else { Next::Skip }
                }
                _ => Next::Deeper,
            }
        });
        if !exact && found.len() < 2 {
            found.extend([true, false]);
        }
    }
}

/// The conditions without `and`, `or` and `not` around them, by place.
fn leaves(program: &Program) -> BTreeMap<Span, Vec<NodeId>> {
    let mut leaves: BTreeMap<Span, Vec<NodeId>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<NodeId> = program.requirements().iter().map(|info| info.verdict).collect();
    while let Some(id) = open.pop() {
        let Some(node) = program.nodes().get(id.index()).filter(|_| seen.insert(id)) else { continue };
        match &node.kind {
            NodeKind::And(list) | NodeKind::Or(list)
                if !written::is_range(program, id) && !written::is_options(program, id) =>
            {
                open.extend(list);
            }
            NodeKind::Not(inner) => open.push(*inner),
            NodeKind::If { cond, then, otherwise } => open.extend([*cond, *then, *otherwise]),
            NodeKind::Guard { shown, value } if !is_answer(program, *value) => open.extend([*shown, *value]),
            NodeKind::Const(_) | NodeKind::Fail(_) => {}
            _ if node.scope == Scope::Local || node.span == Span::default() => {}
            _ => leaves.entry(node.span).or_default().push(id),
        }
    }
    leaves
}

fn is_answer(program: &Program, id: NodeId) -> bool {
    let kind = program.nodes().get(id.index()).map(|node| &node.kind);
    matches!(kind, Some(NodeKind::Answer(_) | NodeKind::SiteAnswer(_)))
}
