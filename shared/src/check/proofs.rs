//! What can be proven of a program before anyone answers anything: everything each requirement and each question can
//! come to, with answers that bring it about. The lints read this.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Witness;
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::{Date, Item, Requirement};
use crate::program::{Blank, ItemInfo, NodeId, Open, Program, RequirementInfo, Scope, explore};

/// The day that stands for "now" where nothing in a rule depends on the day; proofs do not read a clock.
const ANY_DAY: Date = Date::constant(2026, 11, 1);

/// What a condition can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    True,
    False,
    NotApplicable,
    Error(EvalError),
    /// The list of rows was open: nothing is known.
    Unknown,
}

impl State {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Known(Value::Boolean(true)) => Self::True,
            Outcome::Known(Value::Boolean(false)) => Self::False,
            Outcome::Known(_) | Outcome::Unanswered => Self::Unknown,
            Outcome::NotApplicable => Self::NotApplicable,
            Outcome::Error(error) => Self::Error(*error),
        }
    }
}

/// All that a requirement can come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Reached {
    /// (applies, require), with the first completion that gives both.
    pub(super) pairs: BTreeMap<(State, State), Witness>,
    /// Every completion was stood for.
    pub(super) exact: bool,
}

impl Reached {
    pub(super) fn any(&self, wanted: impl Fn(State, State) -> bool) -> Option<&Witness> {
        self.pairs
            .iter()
            .find(|((applies, require), _)| wanted(*applies, *require))
            .map(|(_, witness)| witness)
    }
}

/// Gets the states of the nodes and the answers that bring them about; says whether to go on.
pub(super) type See<'s> = &'s mut dyn FnMut(&[State], &BTreeMap<Open, Outcome>) -> bool;

/// What the lints look at.
#[derive(Debug)]
pub(super) struct Proofs<'p> {
    pub(super) program: &'p Program,
    /// By requirement.
    pub(super) requirements: Vec<Reached>,
    /// By item: whether it can be shown and can be hidden; `require` is always true here.
    pub(super) items: Vec<Reached>,
    blanks: BTreeMap<Date, Blank>,
}

impl<'p> Proofs<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let mut proofs =
            Self { program, requirements: Vec::new(), items: Vec::new(), blanks: BTreeMap::new() };
        for info in program.requirements() {
            let reached = proofs.reach(info.applies, info.require);
            proofs.requirements.push(reached);
        }
        let mut shown: BTreeMap<NodeId, Reached> = BTreeMap::new();
        for info in program.items() {
            let reached = shown.entry(info.shown).or_insert_with(|| proofs.reach(info.shown, info.shown));
            proofs.items.push(reached.clone());
        }
        proofs
    }

    fn reach(&mut self, applies: NodeId, require: NodeId) -> Reached {
        let mut reached = Reached { pairs: BTreeMap::new(), exact: true };
        for day in self.program.days_of(&[applies, require], ANY_DAY) {
            let roots = [self.root(applies), self.root(require)];
            let (program, blank) = (self.program, self.blank(day));
            let pairs = &mut reached.pairs;
            let exact = explore(program, blank, &roots, &mut |outcomes, chosen| {
                if let [applies, require] = outcomes {
                    let key = (State::of(applies), State::of(require));
                    pairs.entry(key).or_insert_with(|| witness(program, chosen));
                }
                true
            });
            reached.exact &= exact == Some(true);
        }
        reached
    }

    pub(super) fn root(&self, node: NodeId) -> (NodeId, Option<u32>) {
        let scope = self.program.nodes().get(node.index()).map(|node| node.scope);
        (node, if matches!(scope, Some(Scope::Group(_))) { Some(0) } else { None })
    }

    pub(super) fn blank(&mut self, day: Date) -> &Blank {
        self.blanks.entry(day).or_insert_with(|| Blank::new(self.program, day))
    }

    /// Two conditions under the same completions, on the latest day that matters to either.
    pub(super) fn together(&mut self, nodes: &[NodeId], see: See<'_>) -> Option<bool> {
        let roots: Vec<_> = nodes.iter().map(|node| self.root(*node)).collect();
        let mut exact = Some(true);
        for day in self.program.days_of(nodes, ANY_DAY) {
            let program = self.program;
            let here = explore(program, self.blank(day), &roots, &mut |outcomes, chosen| {
                let states: Vec<State> = outcomes.iter().map(State::of).collect();
                see(&states, chosen)
            });
            exact = exact.zip(here).map(|(all, here)| all && here);
        }
        exact
    }

    /// The requirements with what they can come to, and what their author wrote.
    pub(super) fn each_requirement(
        &self,
    ) -> impl Iterator<Item = (&'p RequirementInfo, &'p Requirement, &Reached)> {
        let program = self.program;
        let written = super::seats(program.checklist());
        let all = program.requirements().iter().zip(&self.requirements);
        all.filter_map(move |(info, reached)| Some((info, written.get(info.id.index())?.0, reached)))
    }

    pub(super) fn each_item(&self) -> impl Iterator<Item = (&'p ItemInfo, &'p Item, &Reached)> {
        let program = self.program;
        let checklist = program.checklist();
        let items = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
        program
            .items()
            .iter()
            .zip(items)
            .zip(&self.items)
            .map(|((info, item), reached)| (info, item, reached))
    }
}

/// The answers of a completion that could be written into a case.
pub(super) fn witness(program: &Program, chosen: &BTreeMap<Open, Outcome>) -> Witness {
    let answers =
        chosen.iter().map(|(open, answer)| (program.open_name(*open), program.open_literal(*open, answer)));
    Witness { answers: answers.collect() }
}

/// The questions a condition reads, whatever the way.
pub(super) fn questions(program: &Program, root: NodeId) -> BTreeSet<Open> {
    use crate::program::NodeKind;
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let Some(node) = program.nodes().get(id.index()).filter(|_| seen.insert(id)) else { continue };
        match &node.kind {
            NodeKind::Answer(item) => {
                let row = program.item(*item).and_then(|info| info.group).map(|_| 0);
                found.insert(Open::Item(*item, row));
            }
            NodeKind::SiteAnswer(item) => {
                found.insert(Open::Site(*item));
            }
            _ => {}
        }
        open.extend(node.kind.operands());
    }
    found
}
