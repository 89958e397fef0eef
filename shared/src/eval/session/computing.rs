//! Computing what an answer changes, and nothing else: nodes wait in their order, and wake those that read them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{NO_ROW, Session};
use crate::eval::Place;
use crate::expr::value::Outcome;
use crate::model::RowId;
use crate::program::{
    GroupId, Inputs, ItemId, LocalFrame, NodeId, NodeKind, Program, RequirementId, Scope, SiteItemId, Tally,
    compute,
};

impl Session {
    pub(super) fn answer_node(&self, item: ItemId) -> Option<NodeId> {
        let value = self.program.item(item)?.value;
        match &self.program.node(value)?.kind {
            NodeKind::Answer(own) if *own == item => Some(value),
            NodeKind::Guard { value, .. } => Some(*value),
            _ => None,
        }
    }

    pub(super) fn compute_all(&mut self) {
        let program = self.program.clone();
        self.computed = true;
        self.waiting.clear();
        self.folds.clear();
        for (at, node) in program.nodes.iter().enumerate().take(program.eager) {
            let id = NodeId(at as u32);
            match node.scope {
                Scope::Local => {}
                Scope::Global => {
                    if let NodeKind::Fold { group, body, .. } = &node.kind {
                        let tally = self.tally(*group, *body);
                        self.folds.insert(id, tally);
                    }
                    let value = compute(&program, self, id, None, &mut LocalFrame::default());
                    self.store(id, None, value);
                }
                Scope::Group(group) => {
                    for row in 0..self.row_count(group) {
                        let value = compute(&program, self, id, Some(row), &mut LocalFrame::default());
                        self.store(id, Some(row), value);
                    }
                }
            }
        }
    }

    pub(super) fn row_count(&self, group: GroupId) -> u32 {
        self.groups.get(group.index()).map_or(0, |state| state.rows.len() as u32)
    }

    pub(super) fn tally(&self, group: GroupId, body: NodeId) -> Tally {
        let mut tally = Tally::default();
        for row in 0..self.row_count(group) {
            if let Some(value) = self.stored(body, Some(row)) {
                tally.add(value);
            }
        }
        tally
    }

    pub(super) fn compute_row(&mut self, group: GroupId, row: u32) {
        let program = self.program.clone();
        for id in program.layout.group_nodes.get(group.index()).into_iter().flatten() {
            let value = compute(&program, self, *id, Some(row), &mut LocalFrame::default());
            self.store(*id, Some(row), value);
        }
    }

    /// Counts a row into, or out of, every fold over its group.
    pub(super) fn tally_row(&mut self, group: GroupId, row: u32, more: bool) {
        let program = self.program.clone();
        for id in program.group_users.get(group.index()).into_iter().flatten() {
            let Some(NodeKind::Fold { body, .. }) = program.node(*id).map(|node| &node.kind) else {
                continue;
            };
            let Some(value) = self.stored(*body, Some(row)).cloned() else { continue };
            if let Some(tally) = self.folds.get_mut(id) {
                if more { tally.add(&value) } else { tally.remove(&value) }
            }
        }
    }

    /// Computes the last row, which is new, and counts it in.
    pub(super) fn take_in_row(&mut self, group: GroupId) {
        let at = self.groups.get(group.index()).map_or(0, |state| state.rows.len().saturating_sub(1)) as u32;
        self.compute_row(group, at);
        self.tally_row(group, at, true);
    }

    pub(super) fn rows_changed(&mut self, group: GroupId) {
        self.wait_for_rows(group);
        self.settle();
    }

    pub(super) fn wait_for_rows(&mut self, group: GroupId) {
        let program = self.program.clone();
        for id in program.group_users.get(group.index()).into_iter().flatten() {
            self.wait_everywhere(*id);
        }
    }

    pub(super) fn wait_for(&mut self, place: Place) {
        let row = place.row.and_then(|row| self.row_place(place.item, row));
        if let Some(raw) = self.answer_node(place.item) {
            self.wait(raw, row);
        }
    }

    pub(super) fn wait_for_site(&mut self, id: SiteItemId, affected: &mut BTreeSet<RequirementId>) {
        let value = self.program.site_items.get(id.index()).map(|info| info.value);
        let node = value.and_then(|value| match self.program.node(value)?.kind {
            NodeKind::SiteAnswer(_) => Some(value),
            NodeKind::Guard { value, .. } => Some(value),
            _ => None,
        });
        if let Some(node) = node {
            self.wait(node, None);
        }
        affected.extend(self.program.site_requirements.get(id.index()).into_iter().flatten());
    }

    pub(super) fn wait(&mut self, node: NodeId, row: Option<u32>) {
        self.waiting.push(Reverse((node, row.unwrap_or(NO_ROW))));
    }

    pub(super) fn wait_everywhere(&mut self, node: NodeId) {
        match self.program.node(node).map(|node| node.scope) {
            Some(Scope::Global) => self.wait(node, None),
            Some(Scope::Group(group)) => {
                for row in 0..self.row_count(group) {
                    self.wait(node, Some(row));
                }
            }
            _ => {}
        }
    }

    /// Computes what waits, in order, and what that changes, until nothing changes any more.
    pub(super) fn settle(&mut self) {
        let program = self.program.clone();
        // Who reads a node comes after it, so what was computed does not come to wait again.
        let mut last = None;
        while let Some(Reverse((id, row))) = self.waiting.pop() {
            if last.replace((id, row)) == Some((id, row)) {
                continue;
            }
            let row = if row == NO_ROW { None } else { Some(row) };
            let value = compute(&program, self, id, row, &mut LocalFrame::default());
            let Some(slot) = self.slot(id, row).filter(|slot| **slot != value) else { continue };
            let old = std::mem::replace(slot, Outcome::Unanswered);
            self.note_item(&program, id, row);
            let users = program.users.get(id.index()).map_or(&[][..], Vec::as_slice);
            for user in users {
                self.tell(&program, *user, id, row, &old, &value);
            }
            self.store(id, row, value);
        }
    }

    /// Lets a user of a changed node know.
    pub(super) fn tell(
        &mut self,
        program: &Program,
        user: NodeId,
        changed: NodeId,
        row: Option<u32>,
        old: &Outcome,
        new: &Outcome,
    ) {
        let (Some(user_node), Some(changed_node)) = (program.node(user), program.node(changed)) else {
            return;
        };
        match (changed_node.scope, user_node.scope) {
            (Scope::Group(of), Scope::Global) => {
                if let NodeKind::Fold { group, body, .. } = &user_node.kind
                    && *group == of
                    && *body == changed
                    && let Some(tally) = self.folds.get_mut(&user)
                {
                    tally.remove(old);
                    tally.add(new);
                }
                self.wait(user, None);
            }
            (Scope::Group(of), Scope::Group(own)) if of == own && !walks(program, user, own) => {
                self.wait(user, row);
            }
            _ => self.wait_everywhere(user),
        }
    }

    pub(super) fn note_item(&mut self, program: &Program, node: NodeId, row: Option<u32>) {
        // Only the nodes that show, hide or compute an item matter to a screen; they are few, so they are looked up.
        for id in program.shown_by(node) {
            let Some(info) = program.item(*id) else { continue };
            match (info.group, row) {
                (Some(group), Some(at)) => {
                    if let Some(row) = self.row_id(group, at) {
                        self.changes.items.insert(Place { item: *id, row: Some(row) });
                    }
                }
                (Some(group), None) => {
                    let rows: Vec<RowId> = self.row_ids(group).collect();
                    self.changes
                        .items
                        .extend(rows.into_iter().map(|row| Place { item: *id, row: Some(row) }));
                }
                (None, _) => {
                    self.changes.items.insert(Place { item: *id, row: None });
                }
            }
        }
    }

    pub(super) fn store(&mut self, node: NodeId, row: Option<u32>, value: Outcome) {
        if let Some(slot) = self.slot(node, row) {
            *slot = value;
        }
    }

    pub(super) fn slot(&mut self, node: NodeId, row: Option<u32>) -> Option<&mut Outcome> {
        let slot = *self.program.layout.slots.get(node.index())? as usize;
        match (self.program.node(node).map(|node| node.scope), row) {
            (Some(Scope::Global), _) => self.values.get_mut(slot),
            (Some(Scope::Group(group)), Some(row)) => {
                let state = self.groups.get_mut(group.index());
                state
                    .and_then(|state| state.rows.get_mut(row as usize))
                    .and_then(|row| row.values.get_mut(slot))
            }
            _ => None,
        }
    }
}

/// Whether a node looks at other rows of its own group.
fn walks(program: &Program, node: NodeId, group: GroupId) -> bool {
    program.group_users.get(group.index()).is_some_and(|users| users.binary_search(&node).is_ok())
}
