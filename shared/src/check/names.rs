//! What a name can mean: the checklist's own names, and those bound on the way into an expression.

use super::lower::Lowering;
use super::mistakes;
use crate::expr::ast::{Expr, ExprKind, Test};
use crate::expr::types::Type;
use crate::program::{GroupId, ItemId};
use crate::span::Span;

/// A name of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Global {
    Item(ItemId),
    Definition(usize),
    Table(usize),
    Group(GroupId),
}

/// A name bound by `some`, `every`, `for` or a filter.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// The row whose scope the expression is in.
    Row(GroupId),
    Variable(u32, Type),
}

/// Where an expression stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Env {
    /// The group whose questions may be named bare.
    pub(super) row: Option<GroupId>,
    pub(super) locals: Vec<(String, Binding)>,
    /// Inside a filter: the variable of the element, whose questions may be named bare.
    pub(super) filtered: Option<(u32, Type)>,
}

impl Env {
    pub(super) fn in_group(row: Option<GroupId>) -> Self {
        Self { row, ..Self::default() }
    }

    /// Expressions of the profile see no checklist.
    pub(super) fn site() -> Self {
        Self::default()
    }

    pub(super) fn local(&self, name: &str) -> Option<&Binding> {
        self.locals.iter().rev().find(|(own, _)| own == name).map(|(_, binding)| binding)
    }

    pub(super) fn with(&self, name: &str, binding: Binding) -> Self {
        let mut inner = self.clone();
        inner.locals.push((name.to_owned(), binding));
        inner
    }
}

impl Lowering<'_> {
    /// Collects the checklist's names and reports those given twice.
    pub(super) fn declare(&mut self) {
        let checklist = self.checklist;
        let mut seen: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
        let mut all: Vec<(&str, Span, Option<Global>)> = Vec::new();
        for (at, entry) in self.items.iter().enumerate() {
            all.push((&entry.item.id.value, entry.item.id.span, Some(Global::Item(ItemId(at as u32)))));
        }
        for (at, definition) in checklist.definitions.iter().enumerate() {
            all.push((&definition.name.value, definition.name.span, Some(Global::Definition(at))));
        }
        for (at, table) in checklist.tables.iter().enumerate() {
            all.push((&table.name.value, table.name.span, Some(Global::Table(at))));
        }
        for (at, group) in checklist.groups.iter().enumerate() {
            all.push((&group.id.value, group.id.span, Some(Global::Group(GroupId(at as u32)))));
        }
        let across = checklist.requirements.iter();
        let of_rows = checklist.groups.iter().flat_map(|group| &group.requirements);
        all.extend(
            across
                .chain(of_rows)
                .map(|requirement| (requirement.id.value.as_str(), requirement.id.span, None)),
        );
        let mut doubled = Vec::new();
        for (name, span, global) in all {
            if let Some(first) = seen.get(name) {
                doubled.push(mistakes::name_twice(name, *first, span));
                continue;
            }
            seen.insert(name, span);
            if ["site", "law", "as_of", "item"].contains(&name) {
                doubled.push(mistakes::reserved_name(name, span));
            }
            if let Some(global) = global {
                self.globals.insert(name, global);
            }
        }
        for diagnostic in doubled {
            self.report(diagnostic);
        }
    }
}

/// Whether `body`, whose variable is `own`, reads a bound variable or a row question from outside itself: then it
/// has no single value per row of the group it walks.
pub(super) fn reads_outside(body: &Expr, env: &Env, own: &str, lowering: &Lowering<'_>) -> bool {
    let outer_row = |name: &str| match (env.row, lowering.globals.get(name)) {
        (Some(row), Some(Global::Item(id))) => {
            lowering.items.get(id.index()).is_some_and(|entry| entry.group == Some(row))
        }
        // A bracket table may read the row it is used in.
        (Some(_), Some(Global::Table(_))) => true,
        _ => false,
    };
    let mut found = env.filtered.is_some();
    visit(body, &mut |expr| match &expr.kind {
        ExprKind::Name(name) if name != own => found |= env.local(name).is_some() || outer_row(name),
        // The variable itself as a value, as in `c != d`, is a row and not a question of it.
        _ => {}
    });
    found
}

/// Every part of an expression, outermost first.
pub(super) fn visit(expr: &Expr, see: &mut dyn FnMut(&Expr)) {
    see(expr);
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Name(_) => {}
        ExprKind::Field(inner, _) | ExprKind::Neg(inner) | ExprKind::Not(inner) => visit(inner, see),
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::List(list) => {
            for part in list {
                visit(part, see);
            }
        }
        ExprKind::Compare(_, left, right) | ExprKind::Arith(_, left, right) => {
            visit(left, see);
            visit(right, see);
        }
        ExprKind::If { cond, then, otherwise } => {
            visit(cond, see);
            visit(then, see);
            visit(otherwise, see);
        }
        ExprKind::In { subject, tests } => {
            visit(subject, see);
            for test in tests {
                match test {
                    Test::Value(value) | Test::Compare(_, value) => visit(value, see),
                    Test::Range(range) => {
                        visit(&range.lo, see);
                        visit(&range.hi, see);
                    }
                }
            }
        }
        ExprKind::Quantified { bindings, body, .. } | ExprKind::For { bindings, body } => {
            for binding in bindings {
                visit(&binding.source, see);
            }
            visit(body, see);
        }
        ExprKind::Call { arguments, .. } => {
            for argument in arguments {
                visit(argument, see);
            }
        }
        ExprKind::Filter { list, condition } => {
            visit(list, see);
            visit(condition, see);
        }
        ExprKind::Steps { from, to } => {
            visit(from, see);
            visit(to, see);
        }
    }
}
