//! Parts of things: `site.workers`, `law.period`, `c.quantity`, and how often a comprehension has a value.

use super::{Lowering, Typed, wider};
use crate::check::mistakes;
use crate::check::names::{Binding as LocalName, Env, Global};
use crate::expr::ast::{Expr, ExprKind};
use crate::expr::fields;
use crate::expr::types::Type;
use crate::program::{GroupId, ItemId, ListSource, Node, NodeId, NodeKind, Scope, SiteItemId};
use crate::span::{Span, Spanned};

impl Lowering<'_> {
    pub(in crate::check) fn field(&mut self, of: &Expr, field: &Spanned<String>, env: &Env) -> Option<Typed> {
        if let ExprKind::Name(name) = &of.kind
            && env.local(name).is_none()
            && !self.globals.contains_key(name.as_str())
        {
            match name.as_str() {
                "site" => return self.site_field(field),
                "law" => {
                    let typed = self.parameter(field)?;
                    if let Some(node) = self.nodes.get_mut(typed.node.index()) {
                        node.span = of.span.to(field.span);
                    }
                    return Some(typed);
                }
                _ => {}
            }
        }
        let span = of.span.to(field.span);
        if let ExprKind::Name(name) = &of.kind
            && let Some(LocalName::Row(group)) = env.local(name)
        {
            return self.row_field(*group, field);
        }
        let base = self.expr(of, env, None)?;
        self.field_of(&base, field, span)
    }

    pub(in crate::check) fn site_field(&mut self, field: &Spanned<String>) -> Option<Typed> {
        let found = self.site.iter().position(|entry| entry.item.id.value == field.value);
        match found {
            Some(at) => self.site_item(SiteItemId(at as u32)),
            None => {
                let known: Vec<String> = self.site.iter().map(|entry| entry.item.id.value.clone()).collect();
                let diagnostic = mistakes::unknown_site_question(&field.value, field.span);
                self.report(diagnostic.suggest(&field.value, known.iter().map(String::as_str)));
                None
            }
        }
    }

    pub(in crate::check) fn group_item(&mut self, group: GroupId, field: &Spanned<String>) -> Option<ItemId> {
        let found = self
            .items
            .iter()
            .position(|entry| entry.group == Some(group) && entry.item.id.value == field.value);
        if let Some(at) = found {
            self.used_names.insert(field.value.clone());
            return Some(ItemId(at as u32));
        }
        let label =
            self.checklist.groups.get(group.index()).map_or("", |group| group.id.value.as_str()).to_owned();
        let known: Vec<String> = self
            .items
            .iter()
            .filter(|entry| entry.group == Some(group))
            .map(|entry| entry.item.id.value.clone())
            .collect();
        let diagnostic = mistakes::unknown_column(&field.value, &label, field.span);
        self.report(diagnostic.suggest(&field.value, known.iter().map(String::as_str)));
        None
    }

    /// A question of the row whose scope the expression is in.
    pub(in crate::check) fn row_field(&mut self, group: GroupId, field: &Spanned<String>) -> Option<Typed> {
        let id = self.group_item(group, field)?;
        self.item(id)
    }

    pub(in crate::check) fn field_of(
        &mut self,
        base: &Typed,
        field: &Spanned<String>,
        span: Span,
    ) -> Option<Typed> {
        match &base.ty {
            Type::GroupRow(name) => {
                let Some(Global::Group(group)) = self.globals.get(&**name).copied() else { return None };
                let id = self.group_item(group, field)?;
                let inner = self.item(id)?;
                let kind = NodeKind::RowItem { row: base.node, group, node: inner.node };
                Some(Typed { node: self.push(kind, span), ty: inner.ty })
            }
            Type::TableRow(name) => {
                let table = self.table(name, span)?;
                let facts = self.tables.get(table.index())?;
                let Some(at) = facts.columns.iter().position(|(column, _)| *column == field.value) else {
                    let known: Vec<String> = facts.columns.iter().map(|(column, _)| column.clone()).collect();
                    let diagnostic = mistakes::unknown_column(&field.value, name, field.span);
                    self.report(diagnostic.suggest(&field.value, known.iter().map(String::as_str)));
                    return None;
                };
                let ty = facts.columns.get(at)?.1.clone();
                let kind = NodeKind::Cell { row: base.node, table, column: at as u32 };
                Some(Typed { node: self.push(kind, span), ty })
            }
            Type::List(item) if matches!(**item, Type::GroupRow(_) | Type::TableRow(_)) => {
                let variable = self.fresh();
                let local =
                    Typed { node: self.push(NodeKind::Local(variable), span), ty: item.as_ref().clone() };
                let body = self.field_of(&local, field, span)?;
                let bindings: Box<[(u32, ListSource)]> = Box::new([(variable, self.source_of(base.node))]);
                let scope = self.comprehension_scope(&bindings, body.node);
                let kind = NodeKind::Comprehension { bindings, body: body.node };
                let node = self.over_shown_groups(kind, span, scope);
                Some(Typed { node, ty: Type::List(Box::new(body.ty)) })
            }
            other => {
                if let Some((field, ty)) = fields::find(other, &field.value) {
                    return Some(Typed {
                        node: self.push(NodeKind::Part { field, of: base.node }, span),
                        ty,
                    });
                }
                self.report(mistakes::no_field(&field.value, other, field.span));
                None
            }
        }
    }

    /// A list that is just a group is walked as the group, so that its being open is known. Whether the group is shown
    /// is then for the walk to say.
    pub(in crate::check) fn source_of(&self, list: NodeId) -> ListSource {
        if let Some(Node { kind: NodeKind::Guard { value, .. }, .. }) = self.nodes.get(list.index())
            && let source @ ListSource::Group(_) = self.source_of(*value)
        {
            return source;
        }
        if let Some(Node { kind: NodeKind::Comprehension { bindings, body }, .. }) =
            self.nodes.get(list.index())
            && let [(variable, ListSource::Group(group))] = bindings.as_ref()
            && matches!(self.nodes.get(body.index()).map(|node| &node.kind), Some(NodeKind::Local(own)) if own == variable)
        {
            return ListSource::Group(*group);
        }
        ListSource::List(list)
    }

    /// A comprehension is as local as what it reads besides its own variables: rows of its groups are its own.
    pub(in crate::check) fn comprehension_scope(
        &self,
        bindings: &[(u32, ListSource)],
        body: NodeId,
    ) -> Scope {
        let mut own: Vec<u32> = bindings.iter().map(|(variable, _)| *variable).collect();
        let mut scope = Scope::Global;
        for (_, source) in bindings {
            match source {
                ListSource::Group(_) => {}
                ListSource::List(list) => scope = wider(scope, self.free_scope(*list, &mut own)),
                ListSource::Steps(from, to) => {
                    scope = wider(scope, self.free_scope(*from, &mut own));
                    scope = wider(scope, self.free_scope(*to, &mut own));
                }
            }
        }
        wider(scope, self.free_scope(body, &mut own))
    }

    /// The scope of a node when the variables in `own` are bound.
    pub(in crate::check) fn free_scope(&self, id: NodeId, own: &mut Vec<u32>) -> Scope {
        let Some(node) = self.nodes.get(id.index()) else { return Scope::Global };
        if node.scope != Scope::Local {
            return node.scope;
        }
        match &node.kind {
            NodeKind::Local(variable) if own.contains(variable) => Scope::Global,
            NodeKind::Local(_) => Scope::Local,
            NodeKind::RowItem { row, .. } => self.free_scope(*row, own),
            NodeKind::Quantified { bindings, .. } | NodeKind::Comprehension { bindings, .. } => {
                let count = own.len();
                own.extend(bindings.iter().map(|(variable, _)| *variable));
                let scope = self.operands_scope(&node.kind, own);
                own.truncate(count);
                scope
            }
            NodeKind::Filter { variable, .. } => {
                own.push(*variable);
                let scope = self.operands_scope(&node.kind, own);
                own.pop();
                scope
            }
            kind => self.operands_scope(kind, own),
        }
    }

    pub(in crate::check) fn operands_scope(&self, kind: &NodeKind, own: &mut Vec<u32>) -> Scope {
        kind.operands().into_iter().fold(Scope::Global, |scope, id| wider(scope, self.free_scope(id, own)))
    }
}
