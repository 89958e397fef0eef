//! Expressions as they stand: literals, names, operators with their types.

use super::{Lowering, Typed};
use crate::check::mistakes;
use crate::check::names::{Binding as LocalName, Env, Global};
use crate::expr::ast::{ArithOp, Expr, ExprKind, Literal};
use crate::expr::mistake::TypeMistake;
use crate::expr::types::Type;
use crate::expr::value::Value;
use crate::expr::{ops, parser};
use crate::model::ExprText;
use crate::program::{ListSource, NodeId, NodeKind, Scope};
use crate::span::{Span, Spanned};

impl Lowering<'_> {
    /// Parses and lowers what an author wrote where a value is wanted.
    pub(in crate::check) fn expression(
        &mut self,
        text: &ExprText,
        env: &Env,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        match text {
            ExprText::Text(text) => {
                let expr = self.parse(text)?;
                self.expr(&expr, env, expected)
            }
            ExprText::All(list, span) | ExprText::Any(list, span) => {
                let nodes: Vec<Option<NodeId>> = list.iter().map(|part| self.condition(part, env)).collect();
                let nodes: Option<Box<[NodeId]>> = nodes.into_iter().collect();
                let nodes = nodes?;
                let kind = match text {
                    ExprText::All(..) => NodeKind::And(nodes),
                    _ => NodeKind::Or(nodes),
                };
                Some(Typed { node: self.push(kind, *span), ty: Type::Boolean })
            }
            ExprText::Not(inner, span) => {
                let inner = self.condition(inner, env)?;
                Some(Typed { node: self.push(NodeKind::Not(inner), *span), ty: Type::Boolean })
            }
        }
    }

    /// Lowers an expression that must be true or false.
    pub(in crate::check) fn condition(&mut self, text: &ExprText, env: &Env) -> Option<NodeId> {
        let typed = self.expression(text, env, Some(&Type::Boolean))?;
        self.must_be(&Type::Boolean, &typed, text.span())
    }

    pub(in crate::check) fn must_be(&mut self, wanted: &Type, typed: &Typed, span: Span) -> Option<NodeId> {
        if wanted.accepts(&typed.ty) {
            return Some(typed.node);
        }
        let source = self.pack.sources.slice(span).to_owned();
        self.report(mistakes::type_mismatch(wanted, &typed.ty, &source, span));
        None
    }

    pub(in crate::check) fn parse(&mut self, text: &Spanned<String>) -> Option<Expr> {
        let (expr, diagnostics) = parser::parse(&text.value, text.span);
        let bad = diagnostics.has_errors();
        self.diagnostics.extend(diagnostics);
        expr.filter(|_| !bad)
    }

    pub(in crate::check) fn expr(
        &mut self,
        expr: &Expr,
        env: &Env,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Literal(literal) => Some(self.literal(literal, expr.span)),
            ExprKind::Name(name) => self.name(name, expr.span, env, expected),
            ExprKind::Field(of, field) => self.field(of, field, env),
            ExprKind::Not(inner) => {
                let inner = self.boolean(inner, env)?;
                Some(Typed { node: self.push(NodeKind::Not(inner), expr.span), ty: Type::Boolean })
            }
            ExprKind::And(list) | ExprKind::Or(list) => {
                let nodes: Vec<Option<NodeId>> = list.iter().map(|part| self.boolean(part, env)).collect();
                let nodes: Option<Box<[NodeId]>> = nodes.into_iter().collect();
                let nodes = nodes?;
                let kind = match &expr.kind {
                    ExprKind::And(_) => NodeKind::And(nodes),
                    _ => NodeKind::Or(nodes),
                };
                Some(Typed { node: self.push(kind, expr.span), ty: Type::Boolean })
            }
            ExprKind::Neg(inner) => {
                let typed = self.expr(inner, env, expected)?;
                match ops::negate_type(&typed.ty) {
                    Ok(ty) => Some(Typed { node: self.push(NodeKind::Neg(typed.node), expr.span), ty }),
                    Err(mistake) => {
                        self.type_mistake(&mistake, inner, inner, expr.span);
                        None
                    }
                }
            }
            ExprKind::Compare(op, left, right) => self.comparison(*op, left, right, expr.span, env),
            ExprKind::Arith(op, left, right) => {
                let (left_typed, right_typed) = (self.expr(left, env, None), self.expr(right, env, None));
                let (left_typed, right_typed) = (left_typed?, right_typed?);
                // A unit takes an exponent that is written out, since the type depends on it.
                let power = match (op, &right.kind) {
                    (ArithOp::Power, ExprKind::Literal(Literal::Number(exponent))) => {
                        Some(ops::power_type(&left_typed.ty, *exponent).map(|ty| (ops::ArithPlan::Power, ty)))
                    }
                    _ => None,
                };
                match power.unwrap_or_else(|| ops::plan(*op, &left_typed.ty, &right_typed.ty)) {
                    Ok((plan, ty)) => {
                        let kind = NodeKind::Arith { plan, left: left_typed.node, right: right_typed.node };
                        Some(Typed { node: self.push(kind, expr.span), ty })
                    }
                    Err(mistake) => {
                        self.type_mistake(&mistake, left, right, expr.span);
                        None
                    }
                }
            }
            ExprKind::If { cond, then, otherwise } => {
                let cond = self.boolean(cond, env);
                let then_typed = self.expr(then, env, expected);
                let other =
                    self.expr(otherwise, env, expected.or(then_typed.as_ref().map(|typed| &typed.ty)));
                let (cond, then_typed, other) = (cond?, then_typed?, other?);
                if !then_typed.ty.accepts(&other.ty) {
                    self.report(mistakes::branches_differ(&then_typed.ty, &other.ty, otherwise.span));
                    return None;
                }
                let kind = NodeKind::If { cond, then: then_typed.node, otherwise: other.node };
                let ty = if then_typed.ty == Type::Nothing { other.ty } else { then_typed.ty };
                Some(Typed { node: self.push(kind, expr.span), ty })
            }
            ExprKind::In { subject, tests } => self.membership(subject, tests, expr.span, env),
            ExprKind::Quantified { kind, bindings, body } => {
                self.quantified(*kind, bindings, body, expr.span, env)
            }
            ExprKind::For { bindings, body } => self.comprehension(bindings, body, expr.span, env),
            ExprKind::Call { function, arguments } => self.call(function, arguments, expr.span, env),
            ExprKind::List(list) => {
                let mut item_type = Type::Nothing;
                let wanted = match expected {
                    Some(Type::List(item)) => Some(item.as_ref().clone()),
                    _ => None,
                };
                let mut nodes = Vec::new();
                for item in list {
                    let hint = wanted
                        .as_ref()
                        .or(if item_type == Type::Nothing { None } else { Some(&item_type) })
                        .cloned();
                    let typed = self.expr(item, env, hint.as_ref())?;
                    if !item_type.accepts(&typed.ty) {
                        self.report(mistakes::list_mixes(&item_type, &typed.ty, item.span));
                        return None;
                    }
                    if item_type == Type::Nothing {
                        item_type = typed.ty;
                    }
                    nodes.push(typed.node);
                }
                Some(Typed {
                    node: self.push(NodeKind::List(nodes.into()), expr.span),
                    ty: Type::List(Box::new(item_type)),
                })
            }
            ExprKind::Filter { list, condition } => self.filter(list, condition, expr.span, env),
            ExprKind::Steps { from, .. } => {
                self.report(mistakes::steps_outside_for(from.span.to(expr.span)));
                None
            }
        }
    }

    pub(in crate::check) fn boolean(&mut self, expr: &Expr, env: &Env) -> Option<NodeId> {
        let typed = self.expr(expr, env, Some(&Type::Boolean))?;
        self.must_be(&Type::Boolean, &typed, expr.span)
    }

    pub(in crate::check) fn literal(&mut self, literal: &Literal, span: Span) -> Typed {
        if *literal == Literal::AsOf {
            return Typed { node: self.push(NodeKind::AsOf, span), ty: Type::Date };
        }
        match crate::check::literal::value(literal) {
            Ok((value, ty)) => Typed { node: self.constant(value, span), ty },
            Err(error) => Typed { node: self.push(NodeKind::Fail(error), span), ty: Type::Nothing },
        }
    }

    pub(in crate::check) fn name(
        &mut self,
        name: &str,
        span: Span,
        env: &Env,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        match env.local(name) {
            Some(LocalName::Row(group)) => {
                let group = *group;
                let label = self
                    .checklist
                    .groups
                    .get(group.index())
                    .map_or("", |group| group.id.value.as_str())
                    .to_owned();
                self.report(mistakes::row_as_value(name, &label, span));
                return None;
            }
            Some(LocalName::Variable(variable, ty)) => {
                let (variable, ty) = (*variable, ty.clone());
                return Some(Typed { node: self.push(NodeKind::Local(variable), span), ty });
            }
            None => {}
        }
        if let Some(typed) = self.filtered_field(name, span, env) {
            return typed;
        }
        let expected_item = match expected {
            Some(Type::List(item)) => Some(item.as_ref()),
            other => other,
        };
        if let Some(Type::Choice(options)) = expected_item
            && let Some(option) = options.iter().find(|option| &***option == name)
        {
            let value = Value::Choice(option.clone());
            let ty = Type::Choice(options.clone());
            return Some(Typed { node: self.constant(value, span), ty });
        }
        let global = self.globals.get(name).copied();
        if global.is_some() {
            self.used_names.insert(name.to_owned());
        }
        match global {
            Some(Global::Item(id)) => {
                let group = self.items.get(id.index()).and_then(|entry| entry.group);
                match group {
                    Some(group) if env.row != Some(group) => {
                        let label = self
                            .checklist
                            .groups
                            .get(group.index())
                            .map_or("", |group| group.id.value.as_str())
                            .to_owned();
                        self.report(mistakes::group_question_outside(name, &label, span));
                        None
                    }
                    _ => self.item(id),
                }
            }
            Some(Global::Definition(at)) => self.definition(at),
            Some(Global::Table(at)) => self.bracket_table(at, span, env),
            Some(Global::Group(group)) => {
                let label: std::sync::Arc<str> = name.into();
                let variable = self.fresh();
                let body = self.push(NodeKind::Local(variable), span);
                let bindings: Box<[(u32, ListSource)]> = Box::new([(variable, ListSource::Group(group))]);
                let kind = NodeKind::Comprehension { bindings, body };
                let node = self.over_shown_groups(kind, span, Scope::Global);
                Some(Typed { node, ty: Type::List(Box::new(Type::GroupRow(label))) })
            }
            None => {
                let known = self.known_names(env);
                let diagnostic = if let Some(Type::Choice(options)) = expected_item {
                    let names: Vec<&str> = options.iter().map(|option| &**option).collect();
                    mistakes::unknown_option(name, &names, span)
                        .suggest(name, names.iter().copied().chain(known.iter().map(String::as_str)))
                } else {
                    mistakes::unknown_name(name, span).suggest(name, known.iter().map(String::as_str))
                };
                self.report(diagnostic);
                None
            }
        }
    }

    /// In `cranes[operator_certified = no]` a bare name may be a question of the row that is looked at.
    #[expect(
        clippy::option_option,
        reason = "outer: not this form; inner: this form, with a mistake already told"
    )]
    pub(in crate::check) fn filtered_field(
        &mut self,
        name: &str,
        span: Span,
        env: &Env,
    ) -> Option<Option<Typed>> {
        let (variable, ty) = env.filtered.clone()?;
        let has = match &ty {
            Type::GroupRow(group) => {
                let Some(Global::Group(group)) = self.globals.get(&**group).copied() else { return None };
                self.items.iter().any(|entry| entry.group == Some(group) && entry.item.id.value == name)
            }
            Type::TableRow(table) => self.tables.iter().any(|facts| {
                *facts.name == **table && facts.columns.iter().any(|(column, _)| column == name)
            }),
            _ => false,
        };
        if !has {
            return None;
        }
        let row = Typed { node: self.push(NodeKind::Local(variable), span), ty };
        Some(self.field_of(&row, &Spanned::new(name.to_owned(), span), span))
    }

    /// Every name that may be written here, for suggestions.
    pub(in crate::check) fn known_names(&self, env: &Env) -> Vec<String> {
        let visible = |global: &Global| match global {
            Global::Item(id) => {
                let group = self.items.get(id.index()).and_then(|entry| entry.group);
                group.is_none() || group == env.row
            }
            _ => true,
        };
        let globals =
            self.globals.iter().filter(|(_, global)| visible(global)).map(|(name, _)| (*name).to_owned());
        let locals = env.locals.iter().map(|(name, _)| name.clone());
        globals.chain(locals).chain(["as_of", "site", "law", "yes", "no"].map(str::to_owned)).collect()
    }

    pub(in crate::check) fn fresh(&mut self) -> u32 {
        self.next_local += 1;
        self.next_local - 1
    }

    pub(in crate::check) fn type_mistake(
        &mut self,
        mistake: &TypeMistake,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) {
        let diagnostic = mistakes::type_mistake(mistake, left.span, right.span, span, &self.pack.sources);
        self.report(diagnostic);
    }
}
