//! The checked form of a checklist: a graph of typed nodes in the order they are computed, and what each node means
//! on values. Only `check` builds a [`Program`], so evaluating one cannot fail and checks nothing again.

mod answer;
mod beside;
mod blank;
mod cells;
mod cone;
mod cuts;
mod domain;
mod ids;
mod inverse;
mod machine;
mod node;
mod outline;
mod reach;
mod search;
mod tally;
pub mod working_days;

pub use answer::{BadAnswer, answer_literal, parse_answer};
pub use beside::{Change, Copies};
pub use blank::{Blank, possible};
pub use cells::{Resolved, explore, resolve};
pub use cone::Open;
pub(crate) use cone::is_open;
pub use domain::{Bounds, DateBound, Domain};
pub use ids::{GroupId, ItemId, NodeId, ParameterId, RequirementId, SiteItemId, TableId};
pub(crate) use machine::read_now;
pub use machine::{Inputs, LocalFrame, and, compute, guard, not, or};
pub use node::{FoldKind, ListSource, Node, NodeKind, Scope};
pub use outline::{
    AmountPlan, BracketInfo, CitationInfo, GroupInfo, ItemInfo, PenaltyPlan, RemedyPlan, RequirementInfo,
    Segment, StopWorkPlan, Template, TierPlan, WarningPlan, WithinPlan,
};
pub use search::{Next, search};
pub(crate) use tally::Tally;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::expr::types::Type;
use crate::expr::value::{Outcome, Value};
use crate::model::{Checklist, Date, Pack};

/// A checklist that may be evaluated.
///
/// INVARIANT (operands-first): every operand of a node has a smaller id than the node, so computing nodes in the
/// order of their ids computes each once. `check::lower` upholds it by making operands before users.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) pack: Arc<Pack>,
    pub(crate) checklist: Arc<Checklist>,
    pub(crate) nodes: Vec<Node>,
    /// Nodes below this id are kept up to date with every answer; the rest serve texts and are computed when asked.
    pub(crate) eager: usize,
    /// Eager nodes that read a node, by node.
    pub(crate) users: Vec<Vec<NodeId>>,
    pub(crate) items: Vec<ItemInfo>,
    /// Items by name; groups may use the same one.
    pub(crate) item_names: BTreeMap<String, Vec<ItemId>>,
    pub(crate) site_items: Vec<ItemInfo>,
    pub(crate) groups: Vec<GroupInfo>,
    pub(crate) requirements: Vec<RequirementInfo>,
    pub(crate) parameters: Vec<ParameterInfo>,
    pub(crate) tables: Vec<TableFacts>,
    pub(crate) definitions: BTreeMap<String, NodeId>,
    /// The type of the last definition.
    pub(crate) last_type: Option<Type>,
    /// Requirements whose verdict an item's answer can change, by item.
    pub(crate) item_requirements: Vec<Vec<RequirementId>>,
    pub(crate) site_requirements: Vec<Vec<RequirementId>>,
    /// Requirements that depend on a group's list being complete, by group.
    pub(crate) group_requirements: Vec<Vec<RequirementId>>,
    /// Over `site.*`: whether the checklist concerns the establishment.
    pub(crate) applies: Option<NodeId>,
    /// Eager nodes that walk a group's rows, by group.
    pub(crate) group_users: Vec<Vec<NodeId>>,
    pub(crate) layout: Layout,
    /// Items that a node shows, hides or gives a value, by node.
    pub(crate) item_nodes: BTreeMap<NodeId, Vec<ItemId>>,
    pub(crate) brackets: Vec<BracketInfo>,
    /// The type of the operands of each comparison, for showing them.
    pub(crate) compared: BTreeMap<NodeId, Type>,
    /// Names that some expression reads.
    pub(crate) used_names: std::collections::BTreeSet<String>,
}

/// Where the value of each eager node is kept: its place among the values of its scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) slots: Vec<u32>,
    pub(crate) global: u32,
    pub(crate) groups: Vec<u32>,
    /// The nodes of each scope, in order.
    pub(crate) group_nodes: Vec<Vec<NodeId>>,
}

impl Layout {
    pub(crate) fn of(nodes: &[Node], eager: usize, groups: usize) -> Self {
        let mut layout = Self {
            slots: Vec::new(),
            global: 0,
            groups: vec![0; groups],
            group_nodes: vec![Vec::new(); groups],
        };
        for (at, node) in nodes.iter().enumerate().take(eager) {
            let slot = match node.scope {
                Scope::Global => {
                    layout.global += 1;
                    layout.global - 1
                }
                Scope::Group(group) => {
                    if let Some(list) = layout.group_nodes.get_mut(group.index()) {
                        list.push(NodeId(at as u32));
                    }
                    layout.groups.get_mut(group.index()).map_or(0, |count| {
                        *count += 1;
                        *count - 1
                    })
                }
                Scope::Local => u32::MAX,
            };
            layout.slots.push(slot);
        }
        layout
    }
}

/// A parameter a program reads, with its values as typed literals.
#[derive(Clone, Debug)]
pub struct ParameterInfo {
    pub name: String,
    pub ty: Type,
    /// In the order of `Parameter::values`.
    pub values: Vec<Value>,
}

/// The rows of a data table, typed; absent cells stay absent.
#[derive(Clone, Debug)]
pub struct TableFacts {
    pub name: String,
    pub columns: Vec<(String, Type)>,
    pub rows: Vec<Vec<Option<Value>>>,
    /// Row by the text of its key.
    pub by_key: BTreeMap<String, u32>,
}

impl Program {
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    pub fn site(&self) -> Option<&Checklist> {
        self.pack.site.as_ref()
    }

    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// Questions and computed values in the order the site is walked.
    pub fn items(&self) -> &[ItemInfo] {
        &self.items
    }

    pub fn site_items(&self) -> &[ItemInfo] {
        &self.site_items
    }

    pub fn groups(&self) -> &[GroupInfo] {
        &self.groups
    }

    /// Requirements in the author's order: those of items, then those across items.
    pub fn requirements(&self) -> &[RequirementInfo] {
        &self.requirements
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn item(&self, id: ItemId) -> Option<&ItemInfo> {
        self.items.get(id.index())
    }

    pub fn group(&self, id: GroupId) -> Option<&GroupInfo> {
        self.groups.get(id.index())
    }

    pub fn requirement(&self, id: RequirementId) -> Option<&RequirementInfo> {
        self.requirements.get(id.index())
    }

    pub fn item_named(&self, name: &str) -> Option<&ItemInfo> {
        self.item(*self.item_names.get(name)?.first()?)
    }

    /// The question of a group's rows with this name.
    pub(crate) fn row_item_named(&self, group: GroupId, name: &str) -> Option<&ItemInfo> {
        let mut same = self.item_names.get(name)?.iter().filter_map(|id| self.item(*id));
        same.find(|info| info.group == Some(group))
    }

    pub fn site_item_named(&self, name: &str) -> Option<&ItemInfo> {
        self.site_items.iter().find(|item| item.name == name)
    }

    pub fn group_named(&self, name: &str) -> Option<&GroupInfo> {
        self.groups.iter().find(|group| group.name == name)
    }

    pub fn requirement_named(&self, name: &str) -> Option<&RequirementInfo> {
        self.requirements.iter().find(|requirement| requirement.name == name)
    }

    pub fn brackets(&self) -> &[BracketInfo] {
        &self.brackets
    }

    /// Names of the checklist that some expression reads.
    pub fn used_names(&self) -> impl Iterator<Item = &str> {
        self.used_names.iter().map(String::as_str)
    }

    /// The node of each definition, by name.
    pub fn definitions(&self) -> impl Iterator<Item = (&str, NodeId)> {
        self.definitions.iter().map(|(name, node)| (name.as_str(), *node))
    }

    pub fn parameters(&self) -> &[ParameterInfo] {
        &self.parameters
    }

    pub fn tables(&self) -> &[TableFacts] {
        &self.tables
    }

    /// The type of the last definition: of the asked expression, in a program that holds one query.
    pub(crate) fn result_type(&self) -> Option<Type> {
        self.last_type.clone()
    }

    pub(crate) fn compared_type(&self, comparison: NodeId) -> Type {
        self.compared.get(&comparison).cloned().unwrap_or(Type::NUMBER)
    }

    pub(crate) fn shown_by(&self, node: NodeId) -> &[ItemId] {
        self.item_nodes.get(&node).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// Whether a node has one value, whatever the row.
    pub(crate) fn is_global(&self, id: NodeId) -> bool {
        self.node(id).is_none_or(|node| matches!(node.scope, Scope::Global))
    }

    /// The author's text behind a node.
    pub fn source(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| self.pack.sources.slice(node.span))
    }

    /// The value of a parameter on a day, and the place of that value among the parameter's values.
    pub(crate) fn parameter_on(&self, id: ParameterId, day: Date) -> (Outcome, Option<usize>) {
        let missing = (Outcome::Error(crate::expr::value::EvalError::NoParameter), None);
        let Some(info) = self.parameters.get(id.index()) else { return missing };
        let Some(parameter) = self.pack.law.parameters.get(&info.name) else { return missing };
        let place = parameter.values.iter().position(|value| value.range.contains(day));
        match place.and_then(|place| info.values.get(place)) {
            Some(value) => (Outcome::Known(value.clone()), place),
            None => missing,
        }
    }
}
