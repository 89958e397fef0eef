//! What an undecided result still needs, by trying the completions that stand for all others.
//!
//! A result needs exactly the open questions for which two completions, equal but for that question, give different
//! results. A result that no answer could change is that result.
//!
//! Walking the undecided part of the graph gives every question that could matter. Where each question occurs once,
//! under conditions that can go either way, all of them do. Otherwise the completions are tried: each question's
//! answers are cut at the constants it is compared with, one answer a piece stands for all of them, and the pieces
//! are combined. Where the pieces cannot be told, or are too many, the walked questions are named and it is said
//! that they may be too many.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::domain::{Bounds, Domain};
use super::inverse;
use super::machine::read_now;
use super::{
    FoldKind, GroupId, Inputs, ItemId, ItemInfo, ListSource, LocalFrame, NodeId, NodeKind, ParameterId,
    Program, Scope, SiteItemId, compute,
};
use crate::expr::ast::CompareOp;
use crate::expr::number::Number;
use crate::expr::value::{Outcome, Value};
use crate::model::{Date, NotApplicable};

/// Most completions that are tried for one result.
const MOST_COMPLETIONS: usize = 4096;
/// A question with at most this many answers has each of them tried.
const MOST_VALUES: i64 = 40;
/// A choice of several options has each subset tried up to this many options.
const MOST_SUBSET_OPTIONS: usize = 6;

/// An open question, in one row by its place among the group's rows; or an open list of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    Item(ItemId, Option<u32>),
    Site(SiteItemId),
    Rows(GroupId),
}

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
    let tried = Trial::prepare(&cone).and_then(|trial| trial.needed(node, row));
    let has_rows = all.iter().any(|open| matches!(open, Open::Rows(_)));
    match tried {
        // An open list of rows is not tried row by row: it always counts as needed.
        Some(tried) if tried.exact && tried.needed.is_empty() && !has_rows => Resolved::Decided(tried.first),
        Some(tried) => {
            let rows = all.iter().filter(|open| matches!(open, Open::Rows(_)));
            let found: BTreeSet<Open> = tried.needed.iter().chain(rows).copied().collect();
            if tried.exact || found.len() == all.len() {
                Resolved::Open { needs: found.into_iter().collect(), exact: true }
            } else {
                Resolved::Open { needs: all, exact: false }
            }
        }
        None => Resolved::Open { needs: all, exact: false },
    }
}

/// Gets the outcomes of the nodes and the answers chosen; says whether to go on.
pub(crate) type See<'s> = &'s mut dyn FnMut(&[Outcome], &BTreeMap<Open, Outcome>) -> bool;

/// What several nodes come to together under every completion that stands for others: `see` gets their outcomes and
/// the answers chosen, and says whether to go on. Returns whether all completions are stood for, or nothing when
/// there are too many to try.
pub fn explore<I: Inputs>(
    program: &Program,
    inputs: &I,
    roots: &[(NodeId, Option<u32>)],
    see: See<'_>,
) -> Option<bool> {
    let cone = Cone::of(program, inputs, roots);
    let rows = cone.open.iter().any(|open| matches!(open, Open::Rows(_)));
    let trial = Trial::prepare(&cone)?;
    let exact = trial.exact && !rows;
    trial.run(roots, &mut |outcomes, chosen| see(outcomes, chosen));
    Some(exact)
}

/// Whether a comparison of an open question with a value can be true, and whether it can be false, where the
/// question's own bounds tell.
pub(super) fn possible(program: &Program, open: Open, op: CompareOp, value: &Value) -> Option<(bool, bool)> {
    let domain = Domain::of(question(program, open)?.answer.as_ref()?);
    let (Domain::Number(bounds), Value::Number(_)) = (&domain, value) else { return None };
    let (answers, complete) = numbers(bounds, std::slice::from_ref(value), 1);
    if !complete || answers.is_empty() {
        return None;
    }
    let holds =
        |answer: &Value| crate::expr::ops::compare(answer, value).is_some_and(|order| op.holds(order));
    Some((answers.iter().any(holds), !answers.iter().all(holds)))
}

/// The undecided part of the graph below some nodes.
struct Cone<'s, I> {
    program: &'s Program,
    inputs: &'s I,
    seen: BTreeSet<(NodeId, Option<u32>)>,
    open: BTreeSet<Open>,
    /// Conditions under which the part being walked is reached: inside it they hold.
    assumed: Vec<(NodeId, Option<u32>)>,
    /// Every question occurs once, under conditions that can go either way.
    plain: bool,
}

impl<'s, I: Inputs> Cone<'s, I> {
    fn of(program: &'s Program, inputs: &'s I, roots: &[(NodeId, Option<u32>)]) -> Self {
        let (seen, open, assumed) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        let mut cone = Self { program, inputs, seen, open, assumed, plain: true };
        for (node, row) in roots {
            cone.walk(*node, *row);
        }
        cone
    }

    fn read(&self, id: NodeId, row: Option<u32>) -> Outcome {
        read_now(self.program, self.inputs, id, row)
    }

    fn walk(&mut self, id: NodeId, row: Option<u32>) {
        let program = self.program;
        let Some(node) = program.node(id) else { return };
        let row = if matches!(node.scope, Scope::Global) { None } else { row };
        if self.assumed.contains(&(id, row)) || !self.read(id, row).is_unanswered() {
            return;
        }
        if !self.seen.insert((id, row)) {
            self.plain = false;
            return;
        }
        match &node.kind {
            NodeKind::Answer(item) => self.meet(Open::Item(*item, row)),
            NodeKind::SiteAnswer(item) => self.meet(Open::Site(*item)),
            NodeKind::Guard { shown, value } => {
                self.walk(*shown, row);
                self.under(*shown, row, *value);
            }
            NodeKind::And(list) | NodeKind::Or(list) => {
                for part in list {
                    self.walk(*part, row);
                }
            }
            NodeKind::Not(inner) => self.walk(*inner, row),
            NodeKind::Compare { op, left, right } => {
                self.plain &= self.goes_both_ways(*op, *left, *right, row);
                self.walk(*left, row);
                self.walk(*right, row);
            }
            NodeKind::Fold { kind, group, body } => {
                let (count, complete) = self.inputs.rows(*group);
                self.plain &= matches!(kind, FoldKind::Every | FoldKind::Some);
                for at in 0..count {
                    self.walk(*body, Some(at));
                }
                if !complete {
                    self.meet(Open::Rows(*group));
                }
            }
            NodeKind::RowCount { group } | NodeKind::CountCompare { group, .. } => {
                self.meet(Open::Rows(*group));
            }
            kind => {
                self.plain = false;
                self.walk_freely(kind, row);
            }
        }
    }

    /// Walks the value behind a guard, where the guard's condition holds.
    fn under(&mut self, shown: NodeId, row: Option<u32>, value: NodeId) {
        let program = self.program;
        let depth = self.assumed.len();
        self.assume(program, shown, row);
        self.walk(value, row);
        self.assumed.truncate(depth);
    }

    fn assume(&mut self, program: &Program, shown: NodeId, row: Option<u32>) {
        let Some(node) = program.node(shown) else { return };
        let row = if matches!(node.scope, Scope::Global) { None } else { row };
        self.assumed.push((shown, row));
        if let NodeKind::And(list) = &node.kind {
            for part in list {
                self.assume(program, *part, row);
            }
        }
    }

    fn meet(&mut self, open: Open) {
        self.plain &= self.open.insert(open);
    }

    /// Operands of every other kind, and all rows that a comprehension may look at.
    fn walk_freely(&mut self, kind: &NodeKind, row: Option<u32>) {
        let (program, inputs) = (self.program, self.inputs);
        let sources: Vec<ListSource> = match kind {
            NodeKind::Quantified { bindings, .. } | NodeKind::Comprehension { bindings, .. } => {
                bindings.iter().map(|(_, source)| *source).collect()
            }
            NodeKind::Filter { source, .. } => vec![*source],
            _ => Vec::new(),
        };
        for source in sources {
            if let ListSource::Group(group) = source
                && !inputs.rows(group).1
            {
                self.meet(Open::Rows(group));
            }
        }
        for operand in kind.operands() {
            let Some(node) = program.node(operand) else { continue };
            match (node.scope, &node.kind) {
                (Scope::Local, NodeKind::RowItem { row: of, group, node }) => {
                    for at in 0..inputs.rows(*group).0 {
                        self.walk(*node, Some(at));
                    }
                    if let Some(of) = program.node(*of) {
                        self.walk_freely(&of.kind, row);
                    }
                }
                (Scope::Local, inner) => self.walk_freely(inner, row),
                (Scope::Group(_), _) if matches!(kind, NodeKind::RowItem { .. }) => {}
                _ => self.walk(operand, row),
            }
        }
    }

    /// Whether a comparison of an open question with something known can be true and can be false.
    fn goes_both_ways(&self, op: CompareOp, left: NodeId, right: NodeId, row: Option<u32>) -> bool {
        let side = |own: NodeId, other: NodeId, op: CompareOp| -> Option<bool> {
            let open = leaf(self.program, own, row)?;
            let Outcome::Known(value) = self.read(other, row) else { return None };
            let answer = question(self.program, open)?.answer.as_ref()?;
            Some(both_ways(&Domain::of(answer), op, &value))
        };
        side(left, right, op).or_else(|| side(right, left, op.flipped())).unwrap_or(false)
    }
}

/// The question a node is the plain answer of.
fn leaf(program: &Program, id: NodeId, row: Option<u32>) -> Option<Open> {
    let node = program.node(id)?;
    let row = if matches!(node.scope, Scope::Global) { None } else { row };
    match &node.kind {
        NodeKind::Answer(item) => Some(Open::Item(*item, row)),
        NodeKind::SiteAnswer(item) => Some(Open::Site(*item)),
        NodeKind::Guard { value, .. } => leaf(program, *value, row),
        _ => None,
    }
}

/// The question that is open, of the checklist or of the profile.
fn question(program: &Program, open: Open) -> Option<&ItemInfo> {
    match open {
        Open::Item(item, _) => program.item(item),
        Open::Site(item) => program.site_items().get(item.index()),
        Open::Rows(_) => None,
    }
}

fn both_ways(domain: &Domain, op: CompareOp, value: &Value) -> bool {
    match (domain, value) {
        (Domain::YesNo, _) => matches!(op, CompareOp::Equal | CompareOp::NotEqual),
        (Domain::Choice(options), Value::Choice(option)) => {
            options.len() > 1 && options.iter().any(|own| **own == **option)
        }
        (Domain::Number(bounds), Value::Number(number)) => {
            let free = bounds.min.is_none() && bounds.max.is_none() && bounds.step.is_none();
            free || strictly_inside(bounds, *number)
        }
        (Domain::Date { min: None, max: None }, Value::Date(_)) => true,
        _ => false,
    }
}

/// Inside the bounds with room on both sides, and a value that can be entered.
fn strictly_inside(bounds: &Bounds, number: Number) -> bool {
    let room_below = bounds.min.is_none_or(|min| min < number);
    let room_above = bounds.max.is_none_or(|max| number < max);
    let enterable = bounds.step.is_none_or(|step| on_grid(number, step));
    room_below && room_above && enterable
}

fn on_grid(number: Number, step: Number) -> bool {
    number.div(step).is_ok_and(Number::is_whole)
}

/// Completions to try: for each open question the answers that stand for all others.
struct Trial<'s, I> {
    program: &'s Program,
    inputs: &'s I,
    /// The undecided nodes in the order they are computed.
    cone: Vec<(NodeId, Option<u32>)>,
    questions: Vec<Open>,
    answers: Vec<Vec<Outcome>>,
    exact: bool,
}

struct Tried {
    needed: BTreeSet<Open>,
    exact: bool,
    first: Outcome,
}

impl<'s, I: Inputs> Trial<'s, I> {
    fn prepare(cone: &Cone<'s, I>) -> Option<Self> {
        let (program, inputs) = (cone.program, cone.inputs);
        let questions: Vec<Open> =
            cone.open.iter().copied().filter(|open| !matches!(open, Open::Rows(_))).collect();
        let mut cuts = Cuts::default();
        for (id, row) in &cone.seen {
            cuts.note(cone, *id, *row);
        }
        let mut exact = cuts.exact;
        let mut answers = Vec::new();
        let mut combinations = 1_usize;
        for open in &questions {
            let (list, complete) = representatives(program, inputs, *open, &cuts)?;
            exact &= complete;
            combinations = combinations.checked_mul(list.len())?;
            if combinations > MOST_COMPLETIONS || list.is_empty() {
                return None;
            }
            answers.push(list);
        }
        let cone = cone.seen.iter().copied().collect();
        Some(Self { program, inputs, cone, questions, answers, exact })
    }

    /// Looks, for each question, for two completions that differ in it alone and give different results. Most
    /// questions show their weight early, so completions are taken in an order that mixes them.
    fn needed(self, node: NodeId, row: Option<u32>) -> Option<Tried> {
        let mut scratch = Scratch::of(&self);
        let mut needed = BTreeSet::new();
        let mut first = None;
        for (at, (open, answers)) in self.questions.iter().zip(&self.answers).enumerate() {
            let others = self.total() / answers.len();
            let step = mixing_step(others);
            let mut number = 0;
            for _ in 0..others {
                let mut seen: Option<Outcome> = None;
                for choice in 0..answers.len() {
                    scratch.choose(&self, at, choice, number);
                    let outcome = read_now(self.program, &scratch, node, row);
                    match &seen {
                        Some(before) if *before != outcome => {
                            needed.insert(*open);
                            break;
                        }
                        Some(_) => {}
                        None => {
                            if first.is_none() {
                                first = Some(outcome.clone());
                            }
                            seen = Some(outcome);
                        }
                    }
                }
                if needed.contains(open) {
                    break;
                }
                number = (number + step) % others;
            }
        }
        Some(Tried { needed, exact: self.exact, first: first? })
    }

    fn total(&self) -> usize {
        self.answers.iter().map(Vec::len).product()
    }

    /// Every completion in order, the first question's answers fastest.
    fn run(&self, roots: &[(NodeId, Option<u32>)], see: See<'_>) {
        let mut scratch = Scratch::of(self);
        let Some(first) = self.answers.first() else { return };
        for number in 0..self.total() / first.len() {
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

/// A step that visits all of `count` places once, far from the one before.
fn mixing_step(count: usize) -> usize {
    let coprime = |step: &usize| {
        let (mut a, mut b) = (count, *step);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a == 1
    };
    (count * 5 / 8..count).find(coprime).unwrap_or(1)
}

/// The inputs with other answers to the open questions.
struct Scratch<'s, 't, I> {
    program: &'s Program,
    inputs: &'s I,
    cone: &'t [(NodeId, Option<u32>)],
    /// For each node of the cone the questions it depends on, as bits.
    reads: Vec<u64>,
    values: Vec<Outcome>,
    /// Nodes of the cone from here on have no value yet.
    computed: usize,
    /// The answer chosen for each question, by its place among the answers.
    choices: Vec<usize>,
    chosen: BTreeMap<Open, Outcome>,
}

impl<'s, 't, I: Inputs> Scratch<'s, 't, I> {
    fn of(trial: &'t Trial<'s, I>) -> Self {
        let mut scratch = Self {
            program: trial.program,
            inputs: trial.inputs,
            cone: &trial.cone,
            reads: Vec::with_capacity(trial.cone.len()),
            values: vec![Outcome::Unanswered; trial.cone.len()],
            computed: trial.cone.len(),
            choices: vec![usize::MAX; trial.questions.len()],
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
            trial.questions.iter().position(|own| *own == open).map_or(0, |at| 1_u64 << (at % 64))
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
        let global = self.program.node(node).is_none_or(|node| matches!(node.scope, Scope::Global));
        self.cone.binary_search(&(node, if global { None } else { row })).ok()
    }

    /// Takes the completion that gives question `at` its answer `choice` and all others those of `number`, and
    /// computes what that changes.
    fn choose(&mut self, trial: &Trial<'s, I>, at: usize, choice: usize, number: usize) {
        let mut rest = number;
        let mut changed = 0_u64;
        for (own, (open, answers)) in trial.questions.iter().zip(&trial.answers).enumerate() {
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

/// Where the answers of each question are cut, and which questions are compared with each other.
#[derive(Default)]
struct Cuts {
    values: BTreeMap<Open, Vec<Value>>,
    linked: BTreeSet<Open>,
    exact: bool,
    started: bool,
}

impl Cuts {
    fn note<I: Inputs>(&mut self, cone: &Cone<'_, I>, id: NodeId, row: Option<u32>) {
        if !self.started {
            self.started = true;
            self.exact = true;
        }
        let program = cone.program;
        let Some(node) = program.node(id) else { return };
        match &node.kind {
            NodeKind::Compare { left, right, .. } => {
                let (own, other) = (cone.read(*left, row), cone.read(*right, row));
                match (own, other) {
                    (Outcome::Unanswered, Outcome::Known(value)) => self.solve(cone, *left, row, &value),
                    (Outcome::Known(value), Outcome::Unanswered) => self.solve(cone, *right, row, &value),
                    (Outcome::Unanswered, Outcome::Unanswered) => {
                        match (leaf(program, *left, row), leaf(program, *right, row)) {
                            (Some(left), Some(right)) => {
                                self.linked.extend([left, right]);
                            }
                            _ => self.exact = false,
                        }
                    }
                    _ => {}
                }
            }
            // What these do with a number is not followed.
            NodeKind::Call { .. }
            | NodeKind::Arith { .. }
            | NodeKind::Comprehension { .. }
            | NodeKind::Quantified { .. }
            | NodeKind::Filter { .. }
            | NodeKind::Index { .. }
            | NodeKind::FindRow { .. } => {}
            NodeKind::Fold { kind, .. } => {
                if matches!(kind, FoldKind::Sum | FoldKind::Min | FoldKind::Max) {
                    self.exact = false;
                }
            }
            _ => {}
        }
    }

    /// The answers at which a node takes this value.
    fn solve<I: Inputs>(&mut self, cone: &Cone<'_, I>, id: NodeId, row: Option<u32>, target: &Value) {
        if !self.invert(cone, id, row, target) {
            self.exact = false;
        }
    }

    fn invert<I: Inputs>(
        &mut self,
        cone: &Cone<'_, I>,
        id: NodeId,
        row: Option<u32>,
        target: &Value,
    ) -> bool {
        let program = cone.program;
        if let Some(open) = leaf(program, id, row) {
            self.values.entry(open).or_default().push(target.clone());
            return true;
        }
        let Some(node) = program.node(id) else { return false };
        match &node.kind {
            NodeKind::Guard { value, .. } => self.invert(cone, *value, row, target),
            NodeKind::Neg(inner) => match target {
                Value::Number(number) => self.invert(cone, *inner, row, &Value::Number(-*number)),
                _ => false,
            },
            NodeKind::If { then, otherwise, .. } => {
                // Branches that are known need no cut.
                let part = |this: &mut Self, branch: NodeId| {
                    !cone.read(branch, row).is_unanswered() || this.invert(cone, branch, row, target)
                };
                let then = part(self, *then);
                part(self, *otherwise) && then
            }
            NodeKind::Arith { plan, left, right } => match (cone.read(*left, row), cone.read(*right, row)) {
                (Outcome::Unanswered, Outcome::Known(known)) => match inverse::left(*plan, target, &known) {
                    Some(targets) => targets.iter().all(|target| self.invert(cone, *left, row, target)),
                    None => false,
                },
                (Outcome::Known(known), Outcome::Unanswered) => match inverse::right(*plan, target, &known) {
                    Some(targets) => targets.iter().all(|target| self.invert(cone, *right, row, target)),
                    None => false,
                },
                _ => false,
            },
            _ => false,
        }
    }
}

/// Answers that stand for all answers of a question, and whether they really do.
fn representatives<I: Inputs>(
    program: &Program,
    inputs: &I,
    open: Open,
    cuts: &Cuts,
) -> Option<(Vec<Outcome>, bool)> {
    let info = question(program, open)?;
    let domain = Domain::of(info.answer.as_ref()?);
    let mut own: Vec<Value> = cuts.values.get(&open).cloned().unwrap_or_default();
    let linked = cuts.linked.contains(&open);
    if linked {
        for other in &cuts.linked {
            own.extend(cuts.values.get(other).into_iter().flatten().cloned());
        }
    }
    // Questions compared with each other need room for each order of them between two cuts.
    let room = if linked { i64::try_from(cuts.linked.len()).unwrap_or(i64::MAX) } else { 1 };
    let (values, complete) = match &domain {
        Domain::YesNo => (vec![Value::Boolean(false), Value::Boolean(true)], true),
        Domain::Choice(options) => {
            (options.iter().map(|option| Value::Choice(Arc::from(option.as_str()))).collect(), true)
        }
        Domain::Choices(options) => subsets(options),
        Domain::Number(bounds) => numbers(bounds, &own, room),
        Domain::Date { min, max } => {
            let as_of = inputs.as_of();
            dates(min.map(|min| min.day(as_of)), max.map(|max| max.day(as_of)), &own, as_of, room)
        }
        Domain::Text => {
            let mut values = own;
            values.push(Value::Text(Arc::from("\u{2014}")));
            values.dedup();
            (values, true)
        }
        Domain::Lookup(table) => {
            let at = program.tables().iter().position(|facts| facts.name == *table)?;
            let rows = program.tables().get(at)?.rows.len() as u32;
            ((0..rows).map(|row| Value::TableRow(at as u32, row)).collect(), true)
        }
        Domain::Time => times(&own),
        Domain::DateTime => return None,
    };
    let mut answers: Vec<Outcome> = values.into_iter().map(Outcome::Known).collect();
    if info.not_applicable != NotApplicable::Refused {
        answers.push(Outcome::NotApplicable);
    }
    Some((answers, complete))
}

fn subsets(options: &[String]) -> (Vec<Value>, bool) {
    let option = |id: &String| Outcome::Known(Value::Choice(Arc::from(id.as_str())));
    if options.len() <= MOST_SUBSET_OPTIONS {
        let all = 0..1_u32 << options.len();
        let pick = |mask: u32| {
            let chosen = options.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0);
            Value::List(chosen.map(|(_, id)| option(id)).collect::<Vec<_>>().into())
        };
        return (all.map(pick).collect(), true);
    }
    let mut values = vec![Value::List(Arc::from(Vec::new()))];
    values.extend(options.iter().map(|id| Value::List(vec![option(id)].into())));
    values.push(Value::List(options.iter().map(option).collect::<Vec<_>>().into()));
    (values, false)
}

fn numbers(bounds: &Bounds, cuts: &[Value], room: i64) -> (Vec<Value>, bool) {
    if let (Some(min), Some(max), Some(step)) = (bounds.min, bounds.max, bounds.step)
        && let Some(count) =
            max.sub(min).and_then(|width| width.div(step)).ok().and_then(|count| count.floor().to_i64())
        && (0..=MOST_VALUES).contains(&count)
    {
        let all =
            (0..=count).filter_map(|at| step.mul(Number::whole(at)).and_then(|offset| min.add(offset)).ok());
        return (all.filter(|number| bounds.contain(*number)).map(Value::Number).collect(), true);
    }
    let mut points: BTreeSet<Number> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let anchors: Vec<Number> = points.iter().copied().chain(bounds.min).chain(bounds.max).collect();
    let anchors = if anchors.is_empty() { vec![Number::ZERO] } else { anchors };
    let mut complete = true;
    match bounds.step {
        Some(step) => {
            for anchor in &anchors {
                let Ok(units) = anchor.div(step) else { continue };
                let (low, high) = (units.floor(), units.ceiling());
                for offset in 0..=room {
                    let below = low.sub(Number::whole(offset)).and_then(|units| units.mul(step));
                    let above = high.add(Number::whole(offset)).and_then(|units| units.mul(step));
                    points.extend(below.ok().into_iter().chain(above.ok()));
                }
            }
            points.retain(|number| on_grid(*number, step));
        }
        None => {
            let sorted: Vec<Number> = anchors.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            for pair in sorted.windows(2) {
                if let [low, high] = pair {
                    for part in 1..=room {
                        let share = Number::new(i128::from(part), i128::from(room) + 1);
                        let between =
                            high.sub(*low).and_then(|gap| gap.mul(share?)).and_then(|gap| low.add(gap));
                        complete &= between.is_ok();
                        points.extend(between.ok());
                    }
                }
            }
            for offset in 1..=room {
                points.extend(sorted.first().and_then(|low| low.sub(Number::whole(offset)).ok()));
                points.extend(sorted.last().and_then(|high| high.add(Number::whole(offset)).ok()));
            }
        }
    }
    points.extend(bounds.min);
    points.extend(bounds.max);
    let values: Vec<Value> =
        points.into_iter().filter(|number| bounds.contain(*number)).map(Value::Number).collect();
    (values, complete)
}

fn dates(min: Option<Date>, max: Option<Date>, cuts: &[Value], as_of: Date, room: i64) -> (Vec<Value>, bool) {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let anchors: Vec<Date> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Value::Date(date) => Some(*date),
            _ => None,
        })
        .chain(min)
        .chain(max)
        .chain([as_of])
        .collect();
    for anchor in anchors {
        for offset in -room..=room {
            days.extend(anchor.checked_add(jiff::Span::new().days(offset)).ok());
        }
    }
    days.retain(|day| min.is_none_or(|min| min <= *day) && max.is_none_or(|max| *day <= max));
    (days.into_iter().map(Value::Date).collect(), true)
}

fn times(cuts: &[Value]) -> (Vec<Value>, bool) {
    let mut times: BTreeSet<jiff::civil::Time> =
        [jiff::civil::Time::MIN, jiff::civil::Time::MAX].into_iter().collect();
    for cut in cuts {
        if let Value::Time(time) = cut {
            times.insert(*time);
            times.extend(time.checked_add(jiff::Span::new().seconds(1)).ok());
            times.extend(time.checked_sub(jiff::Span::new().seconds(1)).ok());
        }
    }
    (times.into_iter().map(Value::Time).collect(), true)
}
