//! Over rows and lists: quantifiers, `for`, filters, calls, and what is kept up to date row by row.

use super::{Lowering, Typed};
use crate::check::mistakes;
use crate::check::names::{Binding as LocalName, Env, Global};
use crate::expr::ast::{Binding, Expr, ExprKind, Quantifier};
use crate::expr::builtins;
use crate::expr::types::Type;
use crate::program::{FoldKind, GroupId, ListSource, NodeId, NodeKind, Scope};
use crate::span::{Span, Spanned};

impl Lowering<'_> {
    /// Where bindings walk, with the environment for what follows them.
    pub(in crate::check) fn bind(
        &mut self,
        bindings: &[Binding],
        env: &Env,
    ) -> Option<(Vec<(u32, ListSource)>, Env)> {
        let mut inner = env.clone();
        let mut walked = Vec::new();
        for binding in bindings {
            let variable = self.fresh();
            let (source, ty) = if let ExprKind::Steps { from, to } = &binding.source.kind {
                let (from_typed, to_typed) = (self.expr(from, &inner, None)?, self.expr(to, &inner, None)?);
                let from_node = self.must_be(&Type::NUMBER, &from_typed, from.span)?;
                let to_node = self.must_be(&Type::NUMBER, &to_typed, to.span)?;
                (ListSource::Steps(from_node, to_node), Type::NUMBER)
            } else {
                let typed = self.expr(&binding.source, &inner, None)?;
                let Type::List(item) = typed.ty else {
                    self.report(mistakes::not_a_list(&typed.ty, binding.source.span));
                    return None;
                };
                (self.source_of(typed.node), *item)
            };
            walked.push((variable, source));
            inner = inner.with(&binding.name.value, LocalName::Variable(variable, ty));
        }
        Some((walked, inner))
    }

    /// One variable over a whole group and a body that reads only that row and the rest of the checklist can be kept
    /// up to date row by row.
    pub(in crate::check) fn foldable(
        &mut self,
        bindings: &[Binding],
        body: &Expr,
        env: &Env,
    ) -> Option<(GroupId, Env)> {
        let [binding] = bindings else { return None };
        let ExprKind::Name(name) = &binding.source.kind else { return None };
        let Some(Global::Group(group)) = self.globals.get(name.as_str()).copied() else { return None };
        if env.local(name).is_some()
            || crate::check::names::reads_outside(body, env, &binding.name.value, self)
        {
            return None;
        }
        self.used_names.insert(name.clone());
        let inner = Env { row: None, ..Env::default() }.with(&binding.name.value, LocalName::Row(group));
        Some((group, inner))
    }

    pub(in crate::check) fn quantified(
        &mut self,
        kind: Quantifier,
        bindings: &[Binding],
        body: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        if let Some((group, inner)) = self.foldable(bindings, body, env) {
            let body_node = self.boolean(body, &inner)?;
            let kind = match kind {
                Quantifier::Some => FoldKind::Some,
                Quantifier::Every => FoldKind::Every,
            };
            return Some(Typed { node: self.fold(kind, group, body_node, span), ty: Type::Boolean });
        }
        let (walked, inner) = self.bind(bindings, env)?;
        let body_node = self.boolean(body, &inner)?;
        let scope = self.comprehension_scope(&walked, body_node);
        let kind = NodeKind::Quantified { kind, bindings: walked.into(), body: body_node };
        Some(Typed { node: self.over_shown_groups(kind, span, scope), ty: Type::Boolean })
    }

    pub(in crate::check) fn fold(
        &mut self,
        kind: FoldKind,
        group: GroupId,
        body: NodeId,
        span: Span,
    ) -> NodeId {
        let body = if self.scope(body) == Scope::Global {
            let shown = self.always();
            self.push_in(NodeKind::Guard { shown, value: body }, span, Scope::Group(group))
        } else {
            body
        };
        let fold = self.push_in(NodeKind::Fold { kind, group, body }, span, Scope::Global);
        // A group that is not shown has no rows to speak of.
        match self.group_shown(group) {
            Some(shown) => self.guarded(shown, fold, span),
            None => fold,
        }
    }

    pub(in crate::check) fn comprehension(
        &mut self,
        bindings: &[Binding],
        body: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        let (walked, inner) = self.bind(bindings, env)?;
        let body_typed = self.expr(body, &inner, None)?;
        let scope = self.comprehension_scope(&walked, body_typed.node);
        let kind = NodeKind::Comprehension { bindings: walked.into(), body: body_typed.node };
        let node = self.over_shown_groups(kind, span, scope);
        Some(Typed { node, ty: Type::List(Box::new(body_typed.ty)) })
    }

    /// Makes a node that runs over rows. A group that is not shown has no rows to speak of, so then the node has no
    /// value either.
    pub(in crate::check) fn over_shown_groups(&mut self, kind: NodeKind, span: Span, scope: Scope) -> NodeId {
        let groups = kind.groups();
        let shown: Vec<NodeId> = groups.into_iter().filter_map(|group| self.group_shown(group)).collect();
        let shown = match shown.as_slice() {
            [one] => *one,
            several => self.all_hold(several, span),
        };
        let node = self.push_in(kind, span, scope);
        self.guarded(shown, node, span)
    }

    pub(in crate::check) fn filter(
        &mut self,
        list: &Expr,
        condition: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        let list_typed = self.expr(list, env, None)?;
        let Type::List(item) = &list_typed.ty else {
            self.report(mistakes::not_a_list(&list_typed.ty, list.span));
            return None;
        };
        let item = item.as_ref().clone();
        let variable = self.fresh();
        let mut inner = env.with("item", LocalName::Variable(variable, item.clone()));
        inner.filtered = Some((variable, item.clone()));
        let condition_typed = self.expr(condition, &inner, None)?;
        if condition_typed.ty == Type::NUMBER {
            let kind = NodeKind::Index { list: list_typed.node, index: condition_typed.node };
            return Some(Typed { node: self.push(kind, span), ty: item });
        }
        let condition_node = self.must_be(&Type::Boolean, &condition_typed, condition.span)?;
        let source = self.source_of(list_typed.node);
        let scope = self.comprehension_scope(&[(variable, source)], condition_node);
        let kind = NodeKind::Filter { variable, source, condition: condition_node };
        Some(Typed { node: self.over_shown_groups(kind, span, scope), ty: Type::List(Box::new(item)) })
    }

    pub(in crate::check) fn call(
        &mut self,
        function: &Spanned<String>,
        arguments: &[Expr],
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        if let Some(typed) = self.aggregate(function, arguments, span, env) {
            return typed;
        }
        let typed: Vec<Option<Typed>> =
            arguments.iter().map(|argument| self.expr(argument, env, None)).collect();
        let typed: Option<Vec<Typed>> = typed.into_iter().collect();
        let typed = typed?;
        let types: Vec<Type> = typed.iter().map(|typed| typed.ty.clone()).collect();
        match builtins::resolve(&function.value, &types) {
            Ok((function, ty)) => {
                let arguments = typed.iter().map(|typed| typed.node).collect();
                Some(Typed { node: self.push(NodeKind::Call { function, arguments }, span), ty })
            }
            Err(mistake) => {
                let sources = &self.pack.sources;
                let places: Vec<(Span, &str)> =
                    arguments.iter().map(|argument| (argument.span, sources.slice(argument.span))).collect();
                let diagnostic = mistake.diagnostic(&function.value, function.span, span, &places);
                self.report(diagnostic);
                None
            }
        }
    }

    /// `count(group)`, `count(group[condition])`, `sum/min/max(for x in group return …)` and `sum(group.item)`, kept
    /// up to date row by row. `None` when the call is an ordinary one.
    #[expect(
        clippy::option_option,
        reason = "outer: not this form; inner: this form, with a mistake already told"
    )]
    pub(in crate::check) fn aggregate(
        &mut self,
        function: &Spanned<String>,
        arguments: &[Expr],
        span: Span,
        env: &Env,
    ) -> Option<Option<Typed>> {
        let [argument] = arguments else { return None };
        let kind = match function.value.as_str() {
            "count" => FoldKind::CountTrue,
            "sum" => FoldKind::Sum,
            "min" => FoldKind::Min,
            "max" => FoldKind::Max,
            _ => return None,
        };
        if kind == FoldKind::CountTrue {
            if let ExprKind::Name(name) = &argument.kind
                && env.local(name).is_none()
                && let Some(Global::Group(group)) = self.globals.get(name.as_str()).copied()
            {
                self.used_names.insert(name.clone());
                let count = self.push_in(NodeKind::RowCount { group }, span, Scope::Global);
                let shown = self.group_shown(group);
                let node = shown.map_or(count, |shown| self.guarded(shown, count, span));
                return Some(Some(Typed { node, ty: Type::NUMBER }));
            }
            return None;
        }
        let (group, body) = match &argument.kind {
            ExprKind::For { bindings, body } => {
                let (group, inner) = self.foldable(bindings, body, env)?;
                (group, self.expr(body, &inner, None))
            }
            ExprKind::Field(of, field) => {
                let ExprKind::Name(name) = &of.kind else { return None };
                let Some(Global::Group(group)) = self.globals.get(name.as_str()).copied() else {
                    return None;
                };
                if env.local(name).is_some() {
                    return None;
                }
                self.used_names.insert(name.clone());
                (group, self.row_field(group, field))
            }
            _ => return None,
        };
        let Some(body) = body else { return Some(None) };
        let fits = match kind {
            FoldKind::Sum => matches!(body.ty, Type::Number(_)),
            _ => matches!(body.ty, Type::Number(_) | Type::Date | Type::DateTime | Type::Time),
        };
        if !fits {
            self.report(mistakes::not_a_number(&body.ty, argument.span));
            return Some(None);
        }
        Some(Some(Typed { node: self.fold(kind, group, body.node, span), ty: body.ty }))
    }
}
