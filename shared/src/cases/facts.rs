//! What a requirement gives under some answers, as its author wrote it or with changed copies of some of its nodes,
//! and what a case states of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Runner;
use crate::eval::{RequirementPlace, Session, Verdict, undecided, verdict_from};
use crate::expr::number::Number;
use crate::expr::value::{Outcome, Value};
use crate::model::{Case, Date, Expected, ExpectedPenalty, ExpectedVerdict, Nature, RowExpectation, Weight};
use crate::program::{
    AmountPlan, Copies, GroupId, Inputs, ItemId, LocalFrame, NodeId, ParameterId, Program, RequirementId,
    RequirementInfo, Scope, SiteItemId, StopWorkPlan, compute,
};
use crate::report::{need_name, verdict_word};
use crate::words::Lang;

/// The nodes that decide what a case can state of a requirement.
pub(super) fn conditions(info: &RequirementInfo) -> Vec<NodeId> {
    let mut nodes = vec![info.verdict];
    nodes.extend(info.severity.iter().filter_map(|(when, _)| *when));
    if let StopWorkPlan::When(when) = info.stop_work {
        nodes.push(when);
    }
    for penalty in &info.penalties {
        nodes.extend(penalty.when);
        match &penalty.amount {
            AmountPlan::Tiers(tiers) => nodes.extend(tiers.iter().map(|tier| tier.within)),
            AmountPlan::PerPerson { count, .. } => nodes.push(*count),
            _ => {}
        }
    }
    nodes.extend(info.warnings.iter().map(|warning| warning.when));
    nodes
}

/// What follows from a requirement besides its verdict.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Facts {
    pub(super) severity: Weight,
    pub(super) stop_work: bool,
    pub(super) penalty: Option<Penalty>,
    pub(super) warnings: usize,
}

/// Which entry applies, by its place, and what its amount is by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Penalty {
    pub(super) entry: usize,
    when: Outcome,
    amount: Outcome,
}

impl Facts {
    /// The same rules as in `report`, on values read from anywhere.
    pub(super) fn of(info: &RequirementInfo, as_of: Date, read: &dyn Fn(NodeId) -> Outcome) -> Self {
        let holds = |when: Option<NodeId>| when.is_none_or(|when| read(when) == Outcome::TRUE);
        let severity = info.severity.iter().find(|(when, _)| holds(*when));
        let law = info.nature == Nature::Law;
        let stop_work = match info.stop_work {
            StopWorkPlan::Never => false,
            StopWorkPlan::Always => true,
            StopWorkPlan::When(when) => read(when) == Outcome::TRUE,
        };
        let mut penalty = None;
        for (entry, plan) in info.penalties.iter().enumerate().filter(|_| law) {
            let when = plan.when.map_or(Outcome::TRUE, read);
            if !plan.citation.in_force(as_of) || !(when.is_unanswered() || when == Outcome::TRUE) {
                continue;
            }
            let amount = match &plan.amount {
                AmountPlan::Tiers(tiers) => {
                    let tier = tiers.iter().position(|tier| read(tier.within) == Outcome::TRUE);
                    tier.map_or(Outcome::NotApplicable, |at| {
                        Outcome::Known(Value::Number(Number::whole(at as i64)))
                    })
                }
                AmountPlan::PerPerson { count, .. } => read(*count),
                _ => Outcome::NotApplicable,
            };
            penalty = Some(Penalty { entry, when, amount });
            break;
        }
        Self {
            severity: severity.map_or(Weight::Major, |(_, weight)| *weight),
            stop_work: law && stop_work,
            penalty,
            warnings: info.warnings.iter().filter(|warning| holds(Some(warning.when))).count(),
        }
    }
}

/// One requirement in one row, with what a case states of it and what comes out.
#[derive(Debug)]
pub(super) struct Statement<'c> {
    /// The case's place in the list of cases.
    pub(super) case: usize,
    pub(super) requirement: RequirementId,
    pub(super) row: Option<u32>,
    /// Absent where the case only says what all others are.
    pub(super) expected: Option<&'c Expected>,
    pub(super) verdict: Verdict,
    facts: Facts,
}

/// What the cases that pass state, and the sessions they end in; the others prove nothing.
pub(super) struct Stated<'c> {
    pub(super) sessions: Vec<Option<Session>>,
    pub(super) statements: BTreeMap<RequirementId, Vec<Statement<'c>>>,
}

pub(super) fn stated<'c>(program: &Arc<Program>, cases: &[&'c Case]) -> Stated<'c> {
    let mut runner = Runner::new(program);
    let mut sessions = Vec::with_capacity(cases.len());
    let mut by_requirement: BTreeMap<RequirementId, Vec<Statement<'c>>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        let run = runner.run(case);
        let session = run.passed().then_some(run.session);
        for statement in session.iter().flat_map(|session| statements(case, at, session)) {
            by_requirement.entry(statement.requirement).or_default().push(statement);
        }
        sessions.push(session);
    }
    Stated { sessions, statements: by_requirement }
}

/// Everything that a case states, where it passes.
fn statements<'c>(case: &'c Case, at: usize, session: &Session) -> Vec<Statement<'c>> {
    let program = session.program();
    let mut wanted: BTreeMap<(RequirementId, Option<u32>), &'c Expected> = BTreeMap::new();
    let mut named = Vec::new();
    for expectation in &case.expect {
        let Some(info) = program.requirement_named(&expectation.requirement.value) else { continue };
        named.push(info.id);
        let row = |at: usize| info.group.map(|_| at as u32);
        match &expectation.rows {
            RowExpectation::One(expected) => {
                wanted.insert((info.id, row(0)), &expected.value);
            }
            RowExpectation::Rows(list) => {
                wanted.extend(list.iter().enumerate().map(|(at, one)| ((info.id, row(at)), &one.value)));
            }
        }
    }
    let mut statements = Vec::new();
    for (place, verdict) in session.verdicts() {
        let Some(info) = program.requirement(place.requirement) else { continue };
        let row = session.requirement_row(place);
        let expected = wanted.get(&(info.id, row)).copied();
        if expected.is_none() && (case.others.is_none() || named.contains(&info.id)) {
            continue;
        }
        let read = |node: NodeId| session.read(node, row);
        statements.push(Statement {
            case: at,
            requirement: info.id,
            row,
            expected,
            verdict: verdict.clone(),
            facts: Facts::of(info, session.context().as_of, &read),
        });
    }
    statements
}

impl Statement<'_> {
    pub(super) fn is_decided(&self) -> bool {
        !matches!(self.verdict, Verdict::Unanswered { .. })
    }

    /// Whether what is stated is no longer so with the changed copies; `needed` are the copies to compute, in order.
    pub(super) fn is_broken_by(&self, session: &Session, copies: &Copies, needed: &[NodeId]) -> bool {
        let program = session.program();
        let Some(info) = program.requirement(self.requirement) else { return false };
        let as_of = session.context().as_of;
        if !in_force(info, as_of) {
            return false;
        }
        let altered = Altered::new(session, copies, needed);
        if copies.touch(info.verdict) {
            let verdict = altered.verdict(copies.of(info.verdict), self.row);
            if verdict_word(&verdict) != verdict_word(&self.verdict) {
                return true;
            }
            if self.expected.is_some_and(|expected| expected.needs.is_some())
                && needs(session, &verdict) != needs(session, &self.verdict)
            {
                return true;
            }
        }
        let Some(expected) = self.expected else { return false };
        let facts = Facts::of(info, as_of, &|node| altered.read(copies.of(node), self.row));
        self.other_facts(expected, info, &facts)
    }

    fn other_facts(&self, expected: &Expected, info: &RequirementInfo, facts: &Facts) -> bool {
        let fails = self.verdict == Verdict::Fail;
        let entry = |penalty: &Option<Penalty>| {
            let plan = info.penalties.get(penalty.as_ref()?.entry)?;
            Some((plan.citation.law.clone(), plan.citation.at.clone()))
        };
        let penalty = match &expected.penalty {
            None => false,
            Some(ExpectedPenalty::None) => facts.penalty.is_some() != self.facts.penalty.is_some(),
            Some(ExpectedPenalty::Entry { amount: Some(_), .. }) => facts.penalty != self.facts.penalty,
            Some(ExpectedPenalty::Entry { at: Some(_), .. }) => {
                entry(&facts.penalty) != entry(&self.facts.penalty)
            }
            Some(ExpectedPenalty::Entry { .. }) => {
                entry(&facts.penalty).map(|(law, _)| law) != entry(&self.facts.penalty).map(|(law, _)| law)
            }
        };
        (expected.severity.is_some() && facts.severity != self.facts.severity)
            || (expected.warnings.is_some() && facts.warnings != self.facts.warnings)
            || (fails && expected.stop_work.is_some() && facts.stop_work != self.facts.stop_work)
            || (fails && penalty)
    }
}

/// What a case could state of a requirement that the changed copies would break; nothing where they break nothing.
pub(super) fn telling(
    session: &Session,
    info: &RequirementInfo,
    row: Option<u32>,
    copies: &Copies,
    needed: &[NodeId],
) -> Option<Expected> {
    let id = match (info.group, row) {
        (Some(group), Some(row)) => Some(session.row_id(group, row)?),
        _ => None,
    };
    let place = RequirementPlace { requirement: info.id, row: id };
    let before = session.verdict(place)?;
    let as_of = session.context().as_of;
    if !in_force(info, as_of) {
        return None;
    }
    let altered = Altered::new(session, copies, needed);
    let mut expected = Expected::only(verdict_word(before));
    if copies.touch(info.verdict) {
        let after = altered.verdict(copies.of(info.verdict), row);
        if verdict_word(&after) != verdict_word(before) {
            return Some(expected);
        }
    }
    let own = Facts::of(info, as_of, &|node| session.read(node, row));
    let other = Facts::of(info, as_of, &|node| altered.read(copies.of(node), row));
    if own.warnings != other.warnings {
        expected.warnings = Some(own.warnings as u32);
        return Some(expected);
    }
    if *before != Verdict::Fail || own == other {
        return None;
    }
    if own.severity != other.severity {
        expected.severity = Some(own.severity);
    } else if own.stop_work != other.stop_work {
        expected.stop_work = Some(own.stop_work);
    } else {
        let shown = session.finding(place, Lang::Vi)?.penalty;
        let same_entry = own.penalty.as_ref().map(|own| own.entry) == other.penalty.map(|other| other.entry);
        expected.penalty = Some(match shown {
            None => ExpectedPenalty::None,
            Some(shown) => ExpectedPenalty::Entry {
                law: shown.law,
                at: Some(shown.at),
                amount: if same_entry { Some(shown.for_violator?) } else { None },
            },
        });
    }
    Some(expected)
}

/// Whether some article of the requirement is in force: on other days it does not apply.
pub(super) fn in_force(info: &RequirementInfo, day: Date) -> bool {
    info.citations.is_empty() || info.citations.iter().any(|citation| citation.in_force(day))
}

/// Names of the questions still needed, sorted.
pub(super) fn needs(session: &Session, verdict: &Verdict) -> Vec<String> {
    let Verdict::Unanswered { needs, .. } = verdict else { return Vec::new() };
    let mut names: Vec<String> = needs.iter().map(|need| need_name(session, *need)).collect();
    names.sort();
    names.dedup();
    names
}

/// The answers of a session, seen by the changed copies.
#[derive(Debug)]
pub(super) struct Altered<'s> {
    session: &'s Session,
    copies: &'s Copies,
    values: BTreeMap<(NodeId, Option<u32>), Outcome>,
}

impl<'s> Altered<'s> {
    pub(super) fn new(session: &'s Session, copies: &'s Copies, needed: &[NodeId]) -> Self {
        let program = session.program().clone();
        let mut altered = Self { session, copies, values: BTreeMap::new() };
        for id in needed {
            let rows = match program.nodes().get(id.index()).map(|node| node.scope) {
                Some(Scope::Global) => vec![None],
                Some(Scope::Group(group)) => (0..altered.rows(group).0).map(Some).collect(),
                _ => Vec::new(),
            };
            for row in rows {
                let value = compute(&program, &altered, *id, row, &mut LocalFrame::default());
                altered.values.insert((*id, row), value);
            }
        }
        altered
    }

    pub(super) fn read(&self, node: NodeId, row: Option<u32>) -> Outcome {
        crate::program::read_now(self.program(), self, node, row)
    }

    fn verdict(&self, node: NodeId, row: Option<u32>) -> Verdict {
        match self.read(node, row) {
            Outcome::Unanswered => undecided(self.session, self, node, row),
            decided => verdict_from(&decided),
        }
    }

    fn program(&self) -> &Program {
        self.session.program()
    }
}

/// The copies that some nodes rest on, in order.
pub(super) fn copies_below(program: &Program, copies: &Copies, nodes: &[NodeId]) -> Vec<NodeId> {
    let roots: Vec<NodeId> =
        nodes.iter().filter(|node| copies.touch(**node)).map(|node| copies.of(*node)).collect();
    let mut found = std::collections::BTreeSet::new();
    let mut open = roots;
    while let Some(id) = open.pop() {
        if copies.contain(id) && found.insert(id) {
            open.extend(program.nodes().get(id.index()).map(|node| node.kind.operands()).unwrap_or_default());
        }
    }
    found.into_iter().collect()
}

impl Inputs for Altered<'_> {
    fn stored(&self, node: NodeId, row: Option<u32>) -> Option<&Outcome> {
        if !self.copies.contain(node) {
            return self.session.stored(node, row);
        }
        match self.program().nodes().get(node.index())?.scope {
            Scope::Global => self.values.get(&(node, None)),
            Scope::Group(_) => self.values.get(&(node, row)),
            Scope::Local => None,
        }
    }

    fn answer(&self, item: ItemId, row: Option<u32>) -> Outcome {
        self.session.answer(item, row)
    }

    fn site_answer(&self, item: SiteItemId) -> Outcome {
        self.session.site_answer(item)
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome {
        self.session.parameter(parameter)
    }

    fn as_of(&self) -> Date {
        self.session.as_of()
    }

    fn rows(&self, group: GroupId) -> (u32, bool) {
        self.session.rows(group)
    }

    fn fold(&self, node: NodeId) -> Option<Outcome> {
        self.session.fold(node)
    }
}

/// The word of a decided outcome, or nothing where it is not decided.
pub(super) fn outcome_word(outcome: &Outcome) -> Option<ExpectedVerdict> {
    match outcome {
        Outcome::Unanswered => None,
        decided => Some(verdict_word(&verdict_from(decided))),
    }
}
