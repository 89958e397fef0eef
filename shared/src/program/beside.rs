//! Changed copies of parts of a program beside the original: both are seen under the same answers, so that it can be
//! told where they differ. What a session keeps up to date stays the original; the copies are computed when asked.

use std::collections::{BTreeMap, BTreeSet};

use super::{FoldKind, ItemId, ItemInfo, Node, NodeId, NodeKind, Program, Scope};
use crate::expr::types::Type;
use crate::model::{AnswerType, NotApplicable};
use crate::words::Bilingual;

/// A node that computes something else than its author wrote.
#[derive(Clone, Debug)]
pub struct Change {
    pub node: NodeId,
    /// Of the same type; its operands are nodes of the original.
    pub kind: NodeKind,
}

/// The copies that one set of changes needed: the changed nodes, and everything that rests on them.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    of: BTreeMap<NodeId, NodeId>,
}

impl Copies {
    /// The copy of a node, or the node itself where nothing of it changed.
    pub fn of(&self, node: NodeId) -> NodeId {
        self.of.get(&node).copied().unwrap_or(node)
    }

    /// What was copied, in order.
    pub fn originals(&self) -> impl Iterator<Item = NodeId> {
        self.of.keys().copied()
    }

    pub fn touch(&self, node: NodeId) -> bool {
        self.of.contains_key(&node)
    }

    pub fn contain(&self, copy: NodeId) -> bool {
        // Copies are made in order: they lie between the first and the last.
        let mut copies = self.of.values();
        let first = copies.next();
        let last = copies.next_back().or(first);
        first.is_some_and(|first| *first <= copy) && last.is_some_and(|last| copy <= *last)
    }
}

impl Program {
    /// This program with copies for each set of changes after its own nodes. Only what `roots` rest on is followed.
    ///
    /// INVARIANT (operands-first): copies are made in the order of their originals, after all originals.
    pub fn beside(&self, changes: &[Vec<Change>], roots: &[NodeId]) -> (Self, Vec<Copies>) {
        let users = self.users_below(roots);
        let mut program = self.clone();
        let mut all = Vec::with_capacity(changes.len());
        for set in changes {
            let mut copies = Copies::default();
            for original in resting_on(set, &users) {
                let Some(node) = self.nodes.get(original.index()) else { continue };
                let changed = set.iter().find(|change| change.node == original);
                let kind = changed.map_or(&node.kind, |change| &change.kind);
                let kind = kind.with_operands(&|id| copies.of(id));
                program.nodes.push(Node { kind, scope: node.scope, span: node.span });
                copies.of.insert(original, NodeId(program.nodes.len() as u32 - 1));
            }
            all.push(copies);
        }
        (program, all)
    }

    /// This program with a question of its own in place of every condition over all rows of a group. It can come to
    /// more than this program can, so what is proven never to differ in it never differs here.
    #[must_use]
    pub fn with_rows_as_questions(&self) -> Self {
        let mut program = self.clone();
        for node in &mut program.nodes {
            let over_rows = matches!(
                node.kind,
                NodeKind::Fold { kind: FoldKind::Every | FoldKind::Some, .. } | NodeKind::CountCompare { .. }
            );
            if over_rows && node.scope == Scope::Global {
                let id = ItemId(program.items.len() as u32);
                node.kind = NodeKind::Answer(id);
                program.items.push(ItemInfo {
                    id,
                    name: String::new(),
                    ask: Bilingual::default(),
                    hint: Bilingual::default(),
                    group: None,
                    section: None,
                    answer: Some(AnswerType::YesNo),
                    not_applicable: NotApplicable::Refused,
                    ty: Type::Boolean,
                    shown: NodeId(0),
                    value: NodeId(0),
                    requirement: None,
                });
            }
        }
        program
    }

    /// Every node that `roots` rest on, in order.
    pub fn below(&self, roots: &[NodeId]) -> BTreeSet<NodeId> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<NodeId> = roots.to_vec();
        while let Some(id) = open.pop() {
            if let Some(node) = self.nodes.get(id.index()).filter(|_| seen.insert(id)) {
                open.extend(node.kind.operands());
            }
        }
        seen
    }

    fn users_below(&self, roots: &[NodeId]) -> BTreeMap<NodeId, Vec<NodeId>> {
        let mut users: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for id in self.below(roots) {
            users.entry(id).or_default();
            for operand in self.nodes.get(id.index()).map(|node| node.kind.operands()).unwrap_or_default() {
                users.entry(operand).or_default().push(id);
            }
        }
        users
    }
}

fn resting_on(changes: &[Change], users: &BTreeMap<NodeId, Vec<NodeId>>) -> BTreeSet<NodeId> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<NodeId> = changes.iter().map(|change| change.node).collect();
    while let Some(id) = open.pop() {
        if let Some(own) = users.get(&id)
            && seen.insert(id)
        {
            open.extend(own);
        }
    }
    seen
}
