//! The nodes of a program's graph.

use super::{GroupId, ItemId, NodeId, ParameterId, SiteItemId, TableId};
use crate::expr::ast::{CompareOp, Quantifier};
use crate::expr::builtins::Builtin;
use crate::expr::fields::CalendarField;
use crate::expr::ops::ArithPlan;
use crate::expr::value::{EvalError, Value};
use crate::span::Span;

/// One step of computation.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: NodeKind,
    pub scope: Scope,
    /// The author's text it stands for.
    pub span: Span,
}

/// How often a node has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Once.
    Global,
    /// Once for each row of a group.
    Group(GroupId),
    /// Inside a comprehension, for each binding of its variables; never stored.
    Local,
}

#[derive(Clone, Debug)]
pub enum NodeKind {
    Const(Value),
    Fail(EvalError),
    AsOf,
    Parameter(ParameterId),
    /// The recorded answer, whether the question is shown or not: read through a [`NodeKind::Guard`].
    Answer(ItemId),
    SiteAnswer(SiteItemId),
    /// `value` where `shown` is true, otherwise not applicable.
    Guard {
        shown: NodeId,
        value: NodeId,
    },
    Not(NodeId),
    And(Box<[NodeId]>),
    Or(Box<[NodeId]>),
    If {
        cond: NodeId,
        then: NodeId,
        otherwise: NodeId,
    },
    Compare {
        op: CompareOp,
        left: NodeId,
        right: NodeId,
    },
    Arith {
        plan: ArithPlan,
        left: NodeId,
        right: NodeId,
    },
    Neg(NodeId),
    Call {
        function: &'static Builtin,
        arguments: Box<[NodeId]>,
    },
    /// A part of a date or time.
    Part {
        field: CalendarField,
        of: NodeId,
    },
    List(Box<[NodeId]>),
    /// A column of a data table's row.
    Cell {
        row: NodeId,
        table: TableId,
        column: u32,
    },
    /// The row of a data table with this key.
    FindRow {
        table: TableId,
        key: NodeId,
    },
    /// Over all rows of a group; `body` has that group's scope.
    Fold {
        kind: FoldKind,
        group: GroupId,
        body: NodeId,
    },
    /// The number of rows compared with a constant: decided early, because rows only get more.
    RowCount {
        group: GroupId,
    },
    CountCompare {
        op: CompareOp,
        group: GroupId,
        with: i64,
    },
    /// A bound variable of a comprehension.
    Local(u32),
    /// A question of the row a local variable stands for; `node` is the guarded question in the group's scope.
    RowItem {
        row: NodeId,
        group: GroupId,
        node: NodeId,
    },
    /// `some`/`every` over lists or over several variables.
    Quantified {
        kind: Quantifier,
        bindings: Box<[(u32, ListSource)]>,
        body: NodeId,
    },
    /// `for … return`, and projections: a list.
    Comprehension {
        bindings: Box<[(u32, ListSource)]>,
        body: NodeId,
    },
    /// `list[condition]`.
    Filter {
        variable: u32,
        source: ListSource,
        condition: NodeId,
    },
    /// `list[2]`.
    Index {
        list: NodeId,
        index: NodeId,
    },
}

/// What a variable ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSource {
    Group(GroupId),
    List(NodeId),
    /// Whole numbers from the first to the second, both included.
    Steps(NodeId, NodeId),
}

/// What is made of the rows of a group. Rows whose body is not applicable are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    Every,
    Some,
    /// How many rows hold.
    CountTrue,
    Sum,
    Min,
    Max,
}

impl NodeKind {
    /// The nodes whose values this one reads, in order.
    pub fn operands(&self) -> Vec<NodeId> {
        match self {
            Self::Const(_)
            | Self::Fail(_)
            | Self::AsOf
            | Self::Parameter(_)
            | Self::Answer(_)
            | Self::SiteAnswer(_)
            | Self::RowCount { .. }
            | Self::CountCompare { .. }
            | Self::Local(_) => Vec::new(),
            Self::Guard { shown, value } => vec![*shown, *value],
            Self::Not(inner) | Self::Neg(inner) => vec![*inner],
            Self::And(list) | Self::Or(list) | Self::List(list) => list.to_vec(),
            Self::If { cond, then, otherwise } => vec![*cond, *then, *otherwise],
            Self::Compare { left, right, .. } | Self::Arith { left, right, .. } => vec![*left, *right],
            Self::Call { arguments, .. } => arguments.to_vec(),
            Self::Cell { row, .. } => vec![*row],
            Self::Part { of, .. } => vec![*of],
            Self::FindRow { key, .. } => vec![*key],
            Self::Fold { body, .. } => vec![*body],
            Self::RowItem { row, node, .. } => vec![*row, *node],
            Self::Quantified { bindings, body, .. } | Self::Comprehension { bindings, body } => {
                let mut operands: Vec<NodeId> =
                    bindings.iter().flat_map(|(_, source)| source.operands()).collect();
                operands.push(*body);
                operands
            }
            Self::Filter { source, condition, .. } => {
                let mut operands = source.operands();
                operands.push(*condition);
                operands
            }
            Self::Index { list, index } => vec![*list, *index],
        }
    }

    /// The same step on other operands.
    #[must_use]
    pub fn with_operands(&self, other: &dyn Fn(NodeId) -> NodeId) -> Self {
        let all = |list: &[NodeId]| list.iter().map(|id| other(*id)).collect::<Box<[NodeId]>>();
        let sources = |bindings: &[(u32, ListSource)]| {
            bindings.iter().map(|(variable, source)| (*variable, source.with_operands(other))).collect()
        };
        match self {
            Self::Const(_)
            | Self::Fail(_)
            | Self::AsOf
            | Self::Parameter(_)
            | Self::Answer(_)
            | Self::SiteAnswer(_)
            | Self::RowCount { .. }
            | Self::CountCompare { .. }
            | Self::Local(_) => self.clone(),
            Self::Guard { shown, value } => Self::Guard { shown: other(*shown), value: other(*value) },
            Self::Not(inner) => Self::Not(other(*inner)),
            Self::Neg(inner) => Self::Neg(other(*inner)),
            Self::And(list) => Self::And(all(list)),
            Self::Or(list) => Self::Or(all(list)),
            Self::List(list) => Self::List(all(list)),
            Self::If { cond, then, otherwise } => {
                Self::If { cond: other(*cond), then: other(*then), otherwise: other(*otherwise) }
            }
            Self::Compare { op, left, right } => {
                Self::Compare { op: *op, left: other(*left), right: other(*right) }
            }
            Self::Arith { plan, left, right } => {
                Self::Arith { plan: *plan, left: other(*left), right: other(*right) }
            }
            Self::Call { function, arguments } => Self::Call { function, arguments: all(arguments) },
            Self::Part { field, of } => Self::Part { field: *field, of: other(*of) },
            Self::Cell { row, table, column } => {
                Self::Cell { row: other(*row), table: *table, column: *column }
            }
            Self::FindRow { table, key } => Self::FindRow { table: *table, key: other(*key) },
            Self::Fold { kind, group, body } => Self::Fold { kind: *kind, group: *group, body: other(*body) },
            Self::RowItem { row, group, node } => {
                Self::RowItem { row: other(*row), group: *group, node: other(*node) }
            }
            Self::Quantified { kind, bindings, body } => {
                Self::Quantified { kind: *kind, bindings: sources(bindings), body: other(*body) }
            }
            Self::Comprehension { bindings, body } => {
                Self::Comprehension { bindings: sources(bindings), body: other(*body) }
            }
            Self::Filter { variable, source, condition } => Self::Filter {
                variable: *variable,
                source: source.with_operands(other),
                condition: other(*condition),
            },
            Self::Index { list, index } => Self::Index { list: other(*list), index: other(*index) },
        }
    }

    /// Groups whose rows this node runs over itself.
    pub fn groups(&self) -> Vec<GroupId> {
        let of = |source: &ListSource| match source {
            ListSource::Group(group) => Some(*group),
            _ => None,
        };
        match self {
            Self::Fold { group, .. } | Self::RowCount { group } | Self::CountCompare { group, .. } => {
                vec![*group]
            }
            Self::Quantified { bindings, .. } | Self::Comprehension { bindings, .. } => {
                bindings.iter().filter_map(|(_, source)| of(source)).collect()
            }
            Self::Filter { source, .. } => of(source).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl ListSource {
    fn with_operands(self, other: &dyn Fn(NodeId) -> NodeId) -> Self {
        match self {
            Self::Group(group) => Self::Group(group),
            Self::List(list) => Self::List(other(list)),
            Self::Steps(from, to) => Self::Steps(other(from), other(to)),
        }
    }

    fn operands(self) -> Vec<NodeId> {
        match self {
            Self::Group(_) => Vec::new(),
            Self::List(list) => vec![list],
            Self::Steps(from, to) => vec![from, to],
        }
    }
}
