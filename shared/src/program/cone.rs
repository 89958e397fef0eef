//! The undecided part of a graph below some results: its nodes, the open questions they rest on, and which rests on
//! which.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::{Bounds, Domain};
use super::machine::read_now;
use super::{
    FoldKind, GroupId, Inputs, ItemId, ItemInfo, ListSource, Node, NodeId, NodeKind, Program, Scope,
    SiteItemId,
};
use crate::expr::ast::CompareOp;
use crate::expr::number::Number;
use crate::expr::value::{Outcome, Value};

/// A node in one row, or outside every group.
pub(super) type Spot = (NodeId, Option<u32>);

/// An open question, in one row by its place among the group's rows; or an open list of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    Item(ItemId, Option<u32>),
    Site(SiteItemId),
    Rows(GroupId),
}

/// The undecided part of the graph below some nodes.
pub(super) struct Cone<'s, I> {
    pub(super) program: &'s Program,
    pub(super) inputs: &'s I,
    pub(super) seen: BTreeSet<Spot>,
    pub(super) open: BTreeSet<Open>,
    /// The undecided spots that a spot rests on directly.
    pub(super) rests_on: BTreeMap<Spot, Vec<Spot>>,
    /// The spot whose operands are being walked.
    walking: Option<Spot>,
    /// Conditions under which the part being walked is reached: inside it they hold.
    assumed: Vec<Spot>,
    /// The part being walked is one of several that `and`, `or` or a fold joins.
    beside: bool,
    /// Every question occurs once, under conditions that can go either way.
    pub(super) plain: bool,
}

impl<'s, I: Inputs> Cone<'s, I> {
    pub(super) fn of(program: &'s Program, inputs: &'s I, roots: &[Spot]) -> Self {
        let mut cone = Self {
            program,
            inputs,
            seen: BTreeSet::new(),
            open: BTreeSet::new(),
            rests_on: BTreeMap::new(),
            walking: None,
            assumed: Vec::new(),
            beside: false,
            plain: true,
        };
        for (node, row) in roots {
            cone.walk(*node, *row);
        }
        cone
    }

    /// The question that a spot is the plain answer of.
    pub(super) fn question_at(&self, (node, row): Spot) -> Option<Open> {
        match self.program.node(node)?.kind {
            NodeKind::Answer(item) => Some(Open::Item(item, row)),
            NodeKind::SiteAnswer(item) => Some(Open::Site(item)),
            _ => None,
        }
    }

    pub(super) fn operands_of(&self, spot: Spot) -> &[Spot] {
        self.rests_on.get(&spot).map_or(&[], Vec::as_slice)
    }

    pub(super) fn read(&self, id: NodeId, row: Option<u32>) -> Outcome {
        read_now(self.program, self.inputs, id, row)
    }

    fn walk(&mut self, id: NodeId, row: Option<u32>) {
        let program = self.program;
        let Some(node) = program.node(id) else { return };
        let row = if matches!(node.scope, Scope::Global) { None } else { row };
        if !is_open(&self.read(id, row)) {
            return;
        }
        if let Some(user) = self.walking {
            self.rests_on.entry(user).or_default().push((id, row));
        }
        if self.assumed.contains(&(id, row)) {
            // It holds, so what rests on it may be less free than it looks.
            self.plain = false;
            return;
        }
        if !self.seen.insert((id, row)) {
            self.plain = false;
            return;
        }
        let user = self.walking.replace((id, row));
        self.walk_operands(node, row);
        self.walking = user;
    }

    fn walk_operands(&mut self, node: &Node, row: Option<u32>) {
        match &node.kind {
            NodeKind::Answer(item) => self.meet(Open::Item(*item, row)),
            NodeKind::SiteAnswer(item) => self.meet(Open::Site(*item)),
            NodeKind::Guard { shown, value } => {
                // A value that is known makes no difference where not applicable would not: if it is not applicable
                // itself, or beside others of which it is one.
                let value_now = self.read(*value, row);
                self.plain &= is_open(&value_now) || (!self.beside && value_now != Outcome::NotApplicable);
                let plain = self.plain;
                self.walk(*shown, row);
                if self.is_assumed(*shown, row) {
                    self.plain = plain;
                }
                self.under(*shown, row, *value);
            }
            NodeKind::And(list) | NodeKind::Or(list) => {
                let beside = std::mem::replace(&mut self.beside, true);
                for part in list {
                    self.walk_beside(*part, row);
                }
                self.beside = beside;
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
                let beside = std::mem::replace(&mut self.beside, true);
                for at in 0..count {
                    self.walk_beside(*body, Some(at));
                }
                self.beside = beside;
                if !complete {
                    self.meet(Open::Rows(*group));
                    self.walk_row_to_come(*body);
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

    fn is_assumed(&self, id: NodeId, row: Option<u32>) -> bool {
        let row = if self.program.is_global(id) { None } else { row };
        self.assumed.contains(&(id, row))
    }

    /// Walks one of several parts. An error among them stays one whatever most of the others come to.
    fn walk_beside(&mut self, id: NodeId, row: Option<u32>) {
        self.plain &= !matches!(self.read(id, row), Outcome::Error(_));
        self.walk(id, row);
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

    /// Walks what a row that is still to come would read besides its own answers.
    fn walk_row_to_come(&mut self, id: NodeId) {
        let (program, inputs) = (self.program, self.inputs);
        let Some(node) = program.node(id) else { return };
        if matches!(node.scope, Scope::Global) {
            let before = self.open.len();
            self.walk(id, None);
            self.plain &= before == self.open.len();
            return;
        }
        for group in node.kind.groups().into_iter().filter(|group| !inputs.rows(*group).1) {
            self.meet(Open::Rows(group));
        }
        for operand in node.kind.operands() {
            self.walk_row_to_come(operand);
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
                    let (count, complete) = inputs.rows(*group);
                    for at in 0..count {
                        self.walk(*node, Some(at));
                    }
                    if !complete {
                        self.walk_row_to_come(*node);
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

/// Unanswered, or a list with something unanswered in it.
pub(crate) fn is_open(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Unanswered => true,
        Outcome::Known(Value::List(list)) => list.iter().any(is_open),
        _ => false,
    }
}

/// The question a node is the plain answer of.
pub(super) fn leaf(program: &Program, id: NodeId, row: Option<u32>) -> Option<Open> {
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
pub(super) fn question(program: &Program, open: Open) -> Option<&ItemInfo> {
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

pub(super) fn on_grid(number: Number, step: Number) -> bool {
    number.div(step).is_ok_and(Number::is_whole)
}
