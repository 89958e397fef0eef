//! What an undecided result still needs, by trying the completions that stand for all others.
//!
//! A result needs exactly the open questions for which two completions, equal but for that question, give different
//! results. A result that no answer could change is that result.
//!
//! Walking the undecided part of the graph gives every question that could matter. Where each question occurs once,
//! under conditions that can go either way, all of them do. Otherwise the completions are tried: each question's
//! answers are cut at the constants it is compared with, one answer a piece stands for all of them, and the pieces
//! are combined, part by part where parts share no question (`reach`). Where the pieces cannot be told, or are too
//! many, the walked questions are named and it is said that they may be too many.

use std::collections::BTreeMap;

use super::cone::{Cone, Open, Spot};
use super::cuts::Completions;
use super::machine::read_now;
use super::reach::Reaches;
use super::{
    GroupId, Inputs, ItemId, LocalFrame, NodeId, NodeKind, ParameterId, Program, Scope, SiteItemId, compute,
};
use crate::expr::value::Outcome;
use crate::model::Date;

/// Most completions that are tried together.
const MOST_COMPLETIONS: usize = 4096;

/// What is known of an undecided result.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// No answer can change it.
    Decided(Outcome),
    /// `exact` is false when some of these may not matter.
    Open { needs: Vec<Open>, exact: bool },
}

/// What the undecided value of a node still needs.
pub fn resolve<I: Inputs>(program: &Program, inputs: &I, node: NodeId, row: Option<u32>) -> Resolved {
    let cone = Cone::of(program, inputs, &[(node, row)]);
    let all: Vec<Open> = cone.open.iter().copied().collect();
    if cone.plain || all.is_empty() {
        let exact = !all.is_empty();
        return Resolved::Open { needs: all, exact };
    }
    // An open list of rows is not tried row by row: it always counts as needed, and so does all that its rows to come
    // could make matter.
    if all.iter().any(|open| matches!(open, Open::Rows(_))) {
        return Resolved::Open { needs: all, exact: false };
    }
    let root = (node, if program.is_global(node) { None } else { row });
    let Some((reach, exact)) = Completions::of(&cone, &[root]).and_then(|completions| {
        let reach = Reaches::of(&cone, &completions)?.reach(root)?;
        Some((reach, completions.exact))
    }) else {
        return Resolved::Open { needs: all, exact: false };
    };
    let needs: Vec<Open> = all.iter().copied().filter(|open| reach.swings.contains_key(open)).collect();
    match reach.outcomes.as_slice() {
        [only] if exact && needs.is_empty() => Resolved::Decided(only.clone()),
        _ if exact || needs.len() == all.len() => Resolved::Open { needs, exact: true },
        _ => Resolved::Open { needs: all, exact: false },
    }
}

/// Gets the outcomes of the nodes and the answers chosen; says whether to go on.
pub(crate) type See<'s> = &'s mut dyn FnMut(&[Outcome], &BTreeMap<Open, Outcome>) -> bool;

/// What several nodes come to together under every completion that stands for others: `see` gets their outcomes and
/// the answers chosen, and says whether to go on. Returns whether all completions are stood for, or nothing when
/// there are too many to try.
pub fn explore<I: Inputs>(program: &Program, inputs: &I, roots: &[Spot], see: See<'_>) -> Option<bool> {
    let cone = Cone::of(program, inputs, roots);
    let rows = cone.open.iter().any(|open| matches!(open, Open::Rows(_)));
    let trial = Trial::prepare(&cone, roots)?;
    let exact = trial.completions.exact && !rows;
    trial.run(roots, &mut |outcomes, chosen| see(outcomes, chosen));
    Some(exact)
}

/// Every completion, tried one after the other.
pub(super) struct Trial<'s, I> {
    program: &'s Program,
    inputs: &'s I,
    /// The undecided nodes in the order they are computed.
    cone: Vec<Spot>,
    pub(super) completions: Completions,
}

impl<'s, I: Inputs> Trial<'s, I> {
    /// Nothing where there are too many to try.
    fn prepare(cone: &Cone<'s, I>, roots: &[Spot]) -> Option<Self> {
        let trial = Self::over(cone, Completions::of(cone, roots)?);
        trial.completions.count().filter(|count| *count <= MOST_COMPLETIONS)?;
        Some(trial)
    }

    pub(super) fn over(cone: &Cone<'s, I>, completions: Completions) -> Self {
        let seen = cone.seen.iter().copied().collect();
        Self { program: cone.program, inputs: cone.inputs, cone: seen, completions }
    }

    /// Every completion in order, the first question's answers fastest.
    fn run(&self, roots: &[Spot], see: See<'_>) {
        let mut scratch = Scratch::of(self);
        let Some(first) = self.completions.answers.first() else { return };
        let total = self.completions.count().unwrap_or(0);
        for number in 0..total / first.len() {
            for choice in 0..first.len() {
                scratch.choose(self, 0, choice, number);
                let outcomes: Vec<Outcome> =
                    roots.iter().map(|(node, row)| read_now(self.program, &scratch, *node, *row)).collect();
                if !see(&outcomes, &scratch.chosen) {
                    return;
                }
            }
        }
    }
}

/// The inputs with other answers to the open questions.
pub(super) struct Scratch<'s, 't, I> {
    program: &'s Program,
    inputs: &'s I,
    cone: &'t [Spot],
    /// For each node of the cone the questions it depends on, as bits.
    reads: Vec<u64>,
    values: Vec<Outcome>,
    /// Nodes of the cone from here on have no value yet.
    computed: usize,
    /// The answer chosen for each question, by its place among the answers.
    choices: Vec<usize>,
    pub(super) chosen: BTreeMap<Open, Outcome>,
}

impl<'s, 't, I: Inputs> Scratch<'s, 't, I> {
    pub(super) fn of(trial: &'t Trial<'s, I>) -> Self {
        let mut scratch = Self {
            program: trial.program,
            inputs: trial.inputs,
            cone: &trial.cone,
            reads: Vec::with_capacity(trial.cone.len()),
            values: vec![Outcome::Unanswered; trial.cone.len()],
            computed: trial.cone.len(),
            choices: vec![usize::MAX; trial.completions.questions.len()],
            chosen: BTreeMap::new(),
        };
        for (id, row) in &trial.cone {
            let reads = scratch.reads_of(trial, *id, *row);
            scratch.reads.push(reads);
        }
        scratch
    }

    fn reads_of(&self, trial: &Trial<'s, I>, id: NodeId, row: Option<u32>) -> u64 {
        let Some(node) = self.program.node(id) else { return u64::MAX };
        let bit = |open: Open| {
            trial.completions.questions.iter().position(|own| *own == open).map_or(0, |at| 1_u64 << (at % 64))
        };
        match &node.kind {
            NodeKind::Answer(item) => bit(Open::Item(*item, row)),
            NodeKind::SiteAnswer(item) => bit(Open::Site(*item)),
            NodeKind::Fold { body, .. } => {
                let start = self.cone.partition_point(|own| *own < (*body, None));
                let rows =
                    self.cone.iter().zip(&self.reads).skip(start).take_while(|((id, _), _)| id == body);
                rows.fold(0, |bits, (_, reads)| bits | reads)
            }
            // What these look at is not followed: they are computed anew each time.
            NodeKind::Quantified { .. }
            | NodeKind::Comprehension { .. }
            | NodeKind::Filter { .. }
            | NodeKind::RowItem { .. } => u64::MAX,
            kind => kind.operands().into_iter().fold(0, |bits, operand| {
                let local = self.program.node(operand).is_some_and(|node| matches!(node.scope, Scope::Local));
                if local {
                    u64::MAX
                } else {
                    bits | self.place(operand, row).and_then(|at| self.reads.get(at)).copied().unwrap_or(0)
                }
            }),
        }
    }

    fn place(&self, node: NodeId, row: Option<u32>) -> Option<usize> {
        let row = if self.program.is_global(node) { None } else { row };
        self.cone.binary_search(&(node, row)).ok()
    }

    /// Takes the completion that gives question `at` its answer `choice` and all others those of `number`, and
    /// computes what that changes.
    fn choose(&mut self, trial: &Trial<'s, I>, at: usize, choice: usize, number: usize) {
        let mut rest = number;
        let mut changed = 0_u64;
        for (own, (open, answers)) in
            trial.completions.questions.iter().zip(&trial.completions.answers).enumerate()
        {
            let wanted = if own == at {
                choice
            } else {
                let wanted = rest % answers.len();
                rest /= answers.len();
                wanted
            };
            let Some(now) = self.choices.get_mut(own) else { continue };
            if *now != wanted {
                *now = wanted;
                changed |= 1 << (own % 64);
                if let Some(answer) = answers.get(wanted) {
                    self.chosen.insert(*open, answer.clone());
                }
            }
        }
        self.compute_again(changed);
    }

    /// Answers one question, or takes the answer back, and computes what that changes.
    pub(super) fn answer_one(&mut self, at: usize, open: Open, answer: Option<&Outcome>) {
        match answer {
            Some(answer) => self.chosen.insert(open, answer.clone()),
            None => self.chosen.remove(&open),
        };
        self.compute_again(1 << (at % 64));
    }

    /// Computes everything that reads one of these questions, by their bits.
    pub(super) fn compute_again(&mut self, changed: u64) {
        for at in 0..self.cone.len() {
            if self.reads.get(at).is_some_and(|reads| reads & changed == 0) {
                continue;
            }
            self.computed = at;
            let Some((id, row)) = self.cone.get(at).copied() else { break };
            let value = compute(self.program, self, id, row, &mut LocalFrame::default());
            if let Some(slot) = self.values.get_mut(at) {
                *slot = value;
            }
        }
        self.computed = self.cone.len();
    }
}

impl<I: Inputs> Inputs for Scratch<'_, '_, I> {
    fn stored(&self, node: NodeId, row: Option<u32>) -> Option<&Outcome> {
        match self.place(node, row) {
            Some(at) if at < self.computed => self.values.get(at),
            Some(_) => None,
            None => self.inputs.stored(node, row),
        }
    }

    fn answer(&self, item: ItemId, row: Option<u32>) -> Outcome {
        self.chosen.get(&Open::Item(item, row)).cloned().unwrap_or_else(|| self.inputs.answer(item, row))
    }

    fn site_answer(&self, item: SiteItemId) -> Outcome {
        self.chosen.get(&Open::Site(item)).cloned().unwrap_or_else(|| self.inputs.site_answer(item))
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome {
        self.inputs.parameter(parameter)
    }

    fn as_of(&self) -> Date {
        self.inputs.as_of()
    }

    /// The rows there are, as if they were all.
    fn rows(&self, group: GroupId) -> (u32, bool) {
        (self.inputs.rows(group).0, true)
    }

    fn fold(&self, _node: NodeId) -> Option<Outcome> {
        None
    }
}
