//! From trees to typed nodes: names are resolved, types are checked, and operands are made before their users.

use std::collections::BTreeMap;

use super::mistakes;
use super::names::{Binding as LocalName, Env, Global};
use crate::diag::{Diagnostic, Diagnostics};
use crate::expr::ast::{ArithOp, Binding, CompareOp, Expr, ExprKind, Literal, Quantifier, Range, Test};
use crate::expr::mistake::TypeMistake;
use crate::expr::types::Type;
use crate::expr::unit::UnitId;
use crate::expr::value::{EvalError, Value};
use crate::expr::{builtins, fields, ops, parser};
use crate::model::{AnswerType, Checklist, ExprText, LookupTable, Pack};
use crate::program::{
    FoldKind, GroupId, ItemId, ListSource, Node, NodeId, NodeKind, ParameterId, ParameterInfo, Scope,
    SiteItemId, TableFacts, TableId,
};
use crate::span::{Span, Spanned};

/// A lowered expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) node: NodeId,
    pub(super) ty: Type,
}

/// How far the making of something that others may refer to has come.
#[derive(Clone, Debug)]
pub(super) enum Progress {
    Waiting,
    /// Being made: meeting it again is a cycle.
    Open,
    Done(Option<Typed>),
}

/// What is known of an item before its nodes exist.
#[derive(Debug)]
pub(super) struct ItemEntry<'p> {
    pub(super) item: &'p crate::model::Item,
    pub(super) group: Option<GroupId>,
    pub(super) section: Option<usize>,
    pub(super) shown: Option<NodeId>,
    pub(super) value: Progress,
}

/// The state of lowering one checklist.
#[derive(Debug)]
pub(super) struct Lowering<'p> {
    pub(super) pack: &'p Pack,
    pub(super) checklist: &'p Checklist,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<ItemEntry<'p>>,
    pub(super) site: Vec<ItemEntry<'p>>,
    pub(super) globals: BTreeMap<&'p str, Global>,
    pub(super) definitions: Vec<Progress>,
    pub(super) group_shown: Vec<Option<NodeId>>,
    section_shown: Vec<Option<NodeId>>,
    pub(super) parameters: Vec<ParameterInfo>,
    pub(super) tables: Vec<TableFacts>,
    pub(super) diagnostics: Diagnostics,
    /// Items, definitions being made, for the message of a cycle.
    path: Vec<(String, Span)>,
    next_local: u32,
    always: Option<NodeId>,
    pub(super) used_names: std::collections::BTreeSet<String>,
    /// The type of the operands of each comparison.
    pub(super) compared: BTreeMap<NodeId, Type>,
    /// The rows of each bracket table, as lowered where it is first used.
    pub(super) brackets: Vec<crate::program::BracketInfo>,
}

impl<'p> Lowering<'p> {
    pub(super) fn new(pack: &'p Pack, checklist: &'p Checklist) -> Self {
        let entry =
            |item, group, section| ItemEntry { item, group, section, shown: None, value: Progress::Waiting };
        let mut items = Vec::new();
        for (at, section) in checklist.sections.iter().enumerate() {
            items.extend(section.items.iter().map(|item| entry(item, None, Some(at))));
        }
        for (at, group) in checklist.groups.iter().enumerate() {
            items.extend(group.items.iter().map(|item| entry(item, Some(GroupId(at as u32)), None)));
        }
        let site_list = pack.site.as_ref().filter(|site| site.id.value != checklist.id.value);
        let site =
            site_list.into_iter().flat_map(Checklist::items).map(|item| entry(item, None, None)).collect();
        let mut lowering = Self {
            pack,
            checklist,
            nodes: Vec::new(),
            items,
            site,
            globals: BTreeMap::new(),
            definitions: vec![Progress::Waiting; checklist.definitions.len()],
            group_shown: vec![None; checklist.groups.len()],
            section_shown: vec![None; checklist.sections.len()],
            parameters: Vec::new(),
            tables: Vec::new(),
            diagnostics: Diagnostics::default(),
            path: Vec::new(),
            next_local: 0,
            always: None,
            used_names: std::collections::BTreeSet::new(),
            compared: BTreeMap::new(),
            brackets: Vec::new(),
        };
        lowering.declare();
        lowering
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    // --- making nodes ---

    pub(super) fn push(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let scope = self.scope_of(&kind);
        self.push_in(kind, span, scope)
    }

    pub(super) fn push_in(&mut self, kind: NodeKind, span: Span, scope: Scope) -> NodeId {
        self.nodes.push(Node { kind, scope, span });
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(super) fn scope(&self, id: NodeId) -> Scope {
        self.nodes.get(id.index()).map_or(Scope::Global, |node| node.scope)
    }

    /// A node is as often computed as the operand that is computed most often.
    fn scope_of(&self, kind: &NodeKind) -> Scope {
        let widest = |operands: &[NodeId]| {
            operands.iter().fold(Scope::Global, |scope, id| match (scope, self.scope(*id)) {
                (Scope::Local, _) | (_, Scope::Local) => Scope::Local,
                (Scope::Global, other) => other,
                (own, _) => own,
            })
        };
        match kind {
            NodeKind::Answer(item) => match self.items.get(item.index()).and_then(|entry| entry.group) {
                Some(group) => Scope::Group(group),
                None => Scope::Global,
            },
            NodeKind::Fold { .. } => Scope::Global,
            NodeKind::Local(_) => Scope::Local,
            NodeKind::RowItem { row, .. } => self.scope(*row),
            _ => widest(&kind.operands()),
        }
    }

    pub(super) fn constant(&mut self, value: Value, span: Span) -> NodeId {
        self.push(NodeKind::Const(value), span)
    }

    /// The node that is always true.
    pub(super) fn always(&mut self) -> NodeId {
        if let Some(node) = self.always {
            return node;
        }
        let node = self.constant(Value::Boolean(true), Span::default());
        self.always = Some(node);
        node
    }

    fn is_always(&self, id: NodeId) -> bool {
        matches!(
            self.nodes.get(id.index()).map(|node| &node.kind),
            Some(NodeKind::Const(Value::Boolean(true)))
        )
    }

    pub(super) fn both(&mut self, list: &[NodeId], span: Span) -> NodeId {
        let needed: Vec<NodeId> = list.iter().copied().filter(|id| !self.is_always(*id)).collect();
        match needed.as_slice() {
            [] => self.always(),
            [one] => *one,
            _ => self.push(NodeKind::And(needed.into()), span),
        }
    }

    pub(super) fn guarded(&mut self, shown: NodeId, value: NodeId, span: Span) -> NodeId {
        if self.is_always(shown) { value } else { self.push(NodeKind::Guard { shown, value }, span) }
    }

    // --- things with names ---

    /// The value of an item, made on first use.
    pub(super) fn item(&mut self, id: ItemId) -> Option<Typed> {
        let entry = self.items.get_mut(id.index())?;
        match &entry.value {
            Progress::Done(typed) => return typed.clone(),
            Progress::Open => {
                let (name, span) = (entry.item.id.value.clone(), entry.item.id.span);
                self.cycle(&name, span);
                return None;
            }
            Progress::Waiting => {}
        }
        entry.value = Progress::Open;
        let (item, group, section) = (entry.item, entry.group, entry.section);
        self.path.push((item.id.value.clone(), item.id.span));
        let env = Env::in_group(group);
        let outer = match (group, section) {
            (Some(group), _) => self.group_shown(group),
            (None, Some(section)) => self.section_shown(section),
            (None, None) => Some(self.always()),
        };
        let own = match &item.when {
            Some(when) => self.condition(when, &env),
            None => Some(self.always()),
        };
        let shown = match (outer, own) {
            (Some(outer), Some(own)) => {
                Some(self.both(&[outer, own], item.when.as_ref().map_or(item.span, ExprText::span)))
            }
            _ => None,
        };
        let typed = match &item.kind {
            crate::model::ItemKind::Question { answer, .. } => {
                let ty = self.answer_type(&answer.value, answer.span);
                let raw = self.push(NodeKind::Answer(id), item.id.span);
                ty.zip(shown).map(|(ty, shown)| Typed { node: self.guarded(shown, raw, item.id.span), ty })
            }
            crate::model::ItemKind::Computed { expr, .. } => {
                let value = self.expression(expr, &env, None);
                value.zip(shown).map(|(value, shown)| Typed {
                    node: self.guarded(shown, value.node, item.id.span),
                    ty: value.ty,
                })
            }
        };
        // A computed item of a group whose value happens to read nothing of the row still has one value a row.
        let typed = typed.map(|typed| self.widened(typed, group, item.id.span));
        self.path.pop();
        if let Some(entry) = self.items.get_mut(id.index()) {
            entry.shown = shown;
            entry.value = Progress::Done(typed.clone());
        }
        typed
    }

    fn widened(&mut self, typed: Typed, group: Option<GroupId>, span: Span) -> Typed {
        match group {
            Some(group) if self.scope(typed.node) == Scope::Global => {
                let shown = self.always();
                let kind = NodeKind::Guard { shown, value: typed.node };
                Typed { node: self.push_in(kind, span, Scope::Group(group)), ty: typed.ty }
            }
            _ => typed,
        }
    }

    pub(super) fn group_shown(&mut self, id: GroupId) -> Option<NodeId> {
        if let Some(node) = self.group_shown.get(id.index()).copied().flatten() {
            return Some(node);
        }
        let group = self.checklist.groups.get(id.index())?;
        let node = match &group.when {
            Some(when) => self.condition(when, &Env::default())?,
            None => self.always(),
        };
        if let Some(slot) = self.group_shown.get_mut(id.index()) {
            *slot = Some(node);
        }
        Some(node)
    }

    fn section_shown(&mut self, at: usize) -> Option<NodeId> {
        if let Some(node) = self.section_shown.get(at).copied().flatten() {
            return Some(node);
        }
        let section = self.checklist.sections.get(at)?;
        let node = match &section.when {
            Some(when) => self.condition(when, &Env::default())?,
            None => self.always(),
        };
        if let Some(slot) = self.section_shown.get_mut(at) {
            *slot = Some(node);
        }
        Some(node)
    }

    fn site_item(&mut self, id: SiteItemId) -> Option<Typed> {
        let entry = self.site.get_mut(id.index())?;
        match &entry.value {
            Progress::Done(typed) => return typed.clone(),
            Progress::Open => return None,
            Progress::Waiting => {}
        }
        entry.value = Progress::Open;
        let item = entry.item;
        let typed = match &item.kind {
            crate::model::ItemKind::Question { answer, .. } => {
                let ty = self.answer_type(&answer.value, answer.span);
                let node = self.push(NodeKind::SiteAnswer(id), item.id.span);
                ty.map(|ty| Typed { node, ty })
            }
            crate::model::ItemKind::Computed { expr, .. } => self.expression(expr, &Env::site(), None),
        };
        let shown = self.always();
        if let Some(entry) = self.site.get_mut(id.index()) {
            entry.shown = Some(shown);
            entry.value = Progress::Done(typed.clone());
        }
        typed
    }

    /// Makes every question of the profile, so that a program can hold all its answers.
    pub(super) fn all_site_items(&mut self) {
        for at in 0..self.site.len() {
            self.site_item(SiteItemId(at as u32));
        }
    }

    pub(super) fn definition(&mut self, at: usize) -> Option<Typed> {
        let checklist = self.checklist;
        let definition = checklist.definitions.get(at)?;
        match self.definitions.get(at)? {
            Progress::Done(typed) => return typed.clone(),
            Progress::Open => {
                self.cycle(&definition.name.value, definition.name.span);
                return None;
            }
            Progress::Waiting => {}
        }
        if let Some(slot) = self.definitions.get_mut(at) {
            *slot = Progress::Open;
        }
        self.path.push((definition.name.value.clone(), definition.name.span));
        let typed = self.expression(&definition.expr, &Env::default(), None);
        self.path.pop();
        if let Some(slot) = self.definitions.get_mut(at) {
            *slot = Progress::Done(typed.clone());
        }
        typed
    }

    /// Names everything on the way round.
    fn cycle(&mut self, name: &str, span: Span) {
        let from = self.path.iter().position(|(other, _)| other == name).unwrap_or(0);
        let chain: Vec<(String, Span)> = self.path.iter().skip(from).cloned().collect();
        self.report(mistakes::cycle(&chain, span));
    }

    fn parameter(&mut self, name: &Spanned<String>) -> Option<Typed> {
        if let Some(at) = self.parameters.iter().position(|info| info.name == name.value) {
            let ty = self.parameters.get(at)?.ty.clone();
            let node = self.push(NodeKind::Parameter(ParameterId(at as u32)), name.span);
            return Some(Typed { node, ty });
        }
        let Some(parameter) = self.pack.law.parameters.get(&name.value) else {
            let known: Vec<&str> = self.pack.law.parameters.keys().map(String::as_str).collect();
            self.report(mistakes::unknown_parameter(&name.value, name.span).suggest(&name.value, known));
            return None;
        };
        let mut values = Vec::new();
        let mut ty: Option<Type> = None;
        for value in &parameter.values {
            // Mistakes in the parameter itself are told once, by the check of the law.
            let (literal, own) = super::literal::literal(&value.is, None).ok()?;
            if ty.as_ref().is_some_and(|ty| !ty.accepts(&own)) {
                return None;
            }
            ty = Some(own);
            values.push(literal);
        }
        let ty = ty?;
        let info = ParameterInfo { name: name.value.clone(), ty: ty.clone(), values };
        self.parameters.push(info);
        let node = self.push(NodeKind::Parameter(ParameterId(self.parameters.len() as u32 - 1)), name.span);
        Some(Typed { node, ty })
    }

    /// The data table of this name, typed on first use.
    pub(super) fn table(&mut self, name: &str, span: Span) -> Option<TableId> {
        if let Some(at) = self.tables.iter().position(|facts| facts.name == name) {
            return Some(TableId(at as u32));
        }
        let Some(table) = self.pack.tables.get(name) else {
            let known: Vec<&str> = self.pack.tables.keys().map(String::as_str).collect();
            self.report(mistakes::unknown_table(name, span).suggest(name, known));
            return None;
        };
        self.tables.push(super::facts::facts(table));
        Some(TableId(self.tables.len() as u32 - 1))
    }

    /// The type of the values a question records.
    fn answer_type(&mut self, answer: &AnswerType, span: Span) -> Option<Type> {
        Some(match answer {
            AnswerType::YesNo => Type::Boolean,
            AnswerType::Number(number) => match &number.unit {
                Some(unit) => {
                    let Some(id) = UnitId::find(&unit.value) else {
                        self.report(mistakes::unknown_unit(&unit.value, unit.span));
                        return None;
                    };
                    Type::Number(id.dimension())
                }
                None => Type::NUMBER,
            },
            AnswerType::Count(_) => Type::NUMBER,
            AnswerType::Money(_) => UnitId::find("VND").map(|vnd| Type::Number(vnd.dimension()))?,
            AnswerType::Date { .. } => Type::Date,
            AnswerType::Time => Type::Time,
            AnswerType::DateTime => Type::DateTime,
            AnswerType::Choice(options) => Type::Choice(super::literal::options(options)),
            AnswerType::Choices(options) => {
                Type::List(Box::new(Type::Choice(super::literal::options(options))))
            }
            AnswerType::Text { .. }
            | AnswerType::Photo
            | AnswerType::Signature
            | AnswerType::Location
            | AnswerType::Barcode => Type::Text,
            AnswerType::Lookup { table } => {
                self.table(&table.value, table.span.to(span))?;
                Type::TableRow(table.value.as_str().into())
            }
        })
    }

    // --- expressions ---

    /// Parses and lowers what an author wrote where a value is wanted.
    pub(super) fn expression(
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
    pub(super) fn condition(&mut self, text: &ExprText, env: &Env) -> Option<NodeId> {
        let typed = self.expression(text, env, Some(&Type::Boolean))?;
        self.must_be(&Type::Boolean, &typed, text.span())
    }

    fn must_be(&mut self, wanted: &Type, typed: &Typed, span: Span) -> Option<NodeId> {
        if wanted.accepts(&typed.ty) {
            return Some(typed.node);
        }
        let source = self.pack.sources.slice(span).to_owned();
        self.report(mistakes::type_mismatch(wanted, &typed.ty, &source, span));
        None
    }

    fn parse(&mut self, text: &Spanned<String>) -> Option<Expr> {
        let (expr, diagnostics) = parser::parse(&text.value, text.span);
        let bad = diagnostics.has_errors();
        self.diagnostics.extend(diagnostics);
        expr.filter(|_| !bad)
    }

    pub(super) fn expr(&mut self, expr: &Expr, env: &Env, expected: Option<&Type>) -> Option<Typed> {
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

    pub(super) fn boolean(&mut self, expr: &Expr, env: &Env) -> Option<NodeId> {
        let typed = self.expr(expr, env, Some(&Type::Boolean))?;
        self.must_be(&Type::Boolean, &typed, expr.span)
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Typed {
        if *literal == Literal::AsOf {
            return Typed { node: self.push(NodeKind::AsOf, span), ty: Type::Date };
        }
        match super::literal::value(literal) {
            Ok((value, ty)) => Typed { node: self.constant(value, span), ty },
            Err(error) => Typed { node: self.push(NodeKind::Fail(error), span), ty: Type::Nothing },
        }
    }

    fn name(&mut self, name: &str, span: Span, env: &Env, expected: Option<&Type>) -> Option<Typed> {
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
                let node = self.push_in(NodeKind::Comprehension { bindings, body }, span, Scope::Global);
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
    fn filtered_field(&mut self, name: &str, span: Span, env: &Env) -> Option<Option<Typed>> {
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
    fn known_names(&self, env: &Env) -> Vec<String> {
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

    pub(super) fn fresh(&mut self) -> u32 {
        self.next_local += 1;
        self.next_local - 1
    }

    fn field(&mut self, of: &Expr, field: &Spanned<String>, env: &Env) -> Option<Typed> {
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

    fn site_field(&mut self, field: &Spanned<String>) -> Option<Typed> {
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

    fn group_item(&mut self, group: GroupId, field: &Spanned<String>) -> Option<ItemId> {
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
    fn row_field(&mut self, group: GroupId, field: &Spanned<String>) -> Option<Typed> {
        let id = self.group_item(group, field)?;
        self.item(id)
    }

    fn field_of(&mut self, base: &Typed, field: &Spanned<String>, span: Span) -> Option<Typed> {
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
                let node = self.push_in(NodeKind::Comprehension { bindings, body: body.node }, span, scope);
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

    /// A list that is just a group is walked as the group, so that its being open is known.
    fn source_of(&self, list: NodeId) -> ListSource {
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
    fn comprehension_scope(&self, bindings: &[(u32, ListSource)], body: NodeId) -> Scope {
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
    fn free_scope(&self, id: NodeId, own: &mut Vec<u32>) -> Scope {
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

    fn operands_scope(&self, kind: &NodeKind, own: &mut Vec<u32>) -> Scope {
        kind.operands().into_iter().fold(Scope::Global, |scope, id| wider(scope, self.free_scope(id, own)))
    }

    fn comparison(
        &mut self,
        op: CompareOp,
        left: &Expr,
        right: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        // The side whose type is plain from itself tells the other which options it may name.
        let (left_typed, right_typed) = if self.looks_like_option(left, env) {
            let right_typed = self.expr(right, env, None);
            let hint = right_typed.as_ref().map(|typed| typed.ty.clone());
            (self.expr(left, env, hint.as_ref()), right_typed)
        } else {
            let left_typed = self.expr(left, env, None);
            let hint = left_typed.as_ref().map(|typed| typed.ty.clone());
            if left_typed.is_none() && self.looks_like_option(right, env) {
                return None;
            }
            (left_typed, self.expr(right, env, hint.as_ref()))
        };
        let (left_typed, right_typed) = (left_typed?, right_typed?);
        let text_option = self.text_as_option(&left_typed, &right_typed);
        let right_typed = text_option.unwrap_or(right_typed);
        if let Err(mistake) = ops::compare_type(op, &left_typed.ty, &right_typed.ty) {
            self.type_mistake(&mistake, left, right, span);
            return None;
        }
        if let Some(node) = self.count_compare(op, left_typed.node, right_typed.node, span) {
            return Some(Typed { node, ty: Type::Boolean });
        }
        let node = self.compare(op, &left_typed, &right_typed, span);
        Some(Typed { node, ty: Type::Boolean })
    }

    pub(super) fn compare(&mut self, op: CompareOp, left: &Typed, right: &Typed, span: Span) -> NodeId {
        let node = self.push(NodeKind::Compare { op, left: left.node, right: right.node }, span);
        let ty = if left.ty == Type::Nothing { right.ty.clone() } else { left.ty.clone() };
        self.compared.insert(node, ty);
        node
    }

    /// `"located"` compared with a choice means the option of that id.
    fn text_as_option(&mut self, left: &Typed, right: &Typed) -> Option<Typed> {
        let Type::Choice(options) = &left.ty else { return None };
        let node = self.nodes.get_mut(right.node.index())?;
        let NodeKind::Const(Value::Text(text)) = &node.kind else { return None };
        let option = options.iter().find(|option| *option == text)?.clone();
        node.kind = NodeKind::Const(Value::Choice(option));
        Some(Typed { node: right.node, ty: left.ty.clone() })
    }

    /// `count(group) > 0` and the like know early.
    fn count_compare(&mut self, op: CompareOp, left: NodeId, right: NodeId, span: Span) -> Option<NodeId> {
        let count = |id: NodeId| match self.nodes.get(id.index()).map(|node| &node.kind) {
            Some(NodeKind::RowCount { group }) => Some(*group),
            _ => None,
        };
        let whole = |id: NodeId| match self.nodes.get(id.index()).map(|node| &node.kind) {
            Some(NodeKind::Const(Value::Number(number))) => number.to_i64(),
            _ => None,
        };
        let (group, with, op) = match (count(left), whole(right), whole(left), count(right)) {
            (Some(group), Some(with), ..) => (group, with, op),
            (.., Some(with), Some(group)) => (group, with, op.flipped()),
            _ => return None,
        };
        Some(self.push(NodeKind::CountCompare { op, group, with }, span))
    }

    fn looks_like_option(&self, expr: &Expr, env: &Env) -> bool {
        matches!(&expr.kind, ExprKind::Name(name) if env.local(name).is_none() && !self.globals.contains_key(name.as_str()))
    }

    fn membership(&mut self, subject: &Expr, tests: &[Test], span: Span, env: &Env) -> Option<Typed> {
        let subject_typed = if self.looks_like_option(subject, env) {
            // `helmet in ppe`: the list tells what the option is.
            let list = match tests {
                [Test::Value(list)] => self.expr(list, env, None)?,
                _ => self.expr(subject, env, None)?,
            };
            self.expr(subject, env, Some(&list.ty))?
        } else {
            self.expr(subject, env, None)?
        };
        let mut alternatives = Vec::new();
        for test in tests {
            alternatives.push(self.test(&subject_typed, subject, test, span, env)?);
        }
        let node = match alternatives.as_slice() {
            [one] => *one,
            _ => self.push(NodeKind::Or(alternatives.into()), span),
        };
        Some(Typed { node, ty: Type::Boolean })
    }

    pub(super) fn test(
        &mut self,
        subject: &Typed,
        written: &Expr,
        test: &Test,
        span: Span,
        env: &Env,
    ) -> Option<NodeId> {
        match test {
            Test::Range(range) => self.range_test(subject, written, range, env),
            Test::Compare(op, with) => self.test_against(*op, subject, written, with, span, env),
            Test::Value(value) => {
                if let ExprKind::List(list) = &value.kind {
                    let nodes: Vec<Option<NodeId>> = list
                        .iter()
                        .map(|item| {
                            self.test_against(CompareOp::Equal, subject, written, item, item.span, env)
                        })
                        .collect();
                    let nodes: Option<Vec<NodeId>> = nodes.into_iter().collect();
                    return Some(match nodes?.as_slice() {
                        [] => self.constant(Value::Boolean(false), value.span),
                        [one] => *one,
                        many => self.push(NodeKind::Or(many.into()), value.span),
                    });
                }
                let typed = self.expr(value, env, Some(&subject.ty))?;
                match &typed.ty {
                    Type::List(item) if !matches!(subject.ty, Type::List(_)) => {
                        if !item.accepts(&subject.ty) {
                            self.report(mistakes::type_mismatch(item, &subject.ty, "", written.span));
                            return None;
                        }
                        let function = builtins::find("list_contains")?;
                        let arguments: Box<[NodeId]> = Box::new([typed.node, subject.node]);
                        Some(self.push(NodeKind::Call { function, arguments }, span))
                    }
                    _ => self.test_against(CompareOp::Equal, subject, written, value, span, env),
                }
            }
        }
    }

    fn test_against(
        &mut self,
        op: CompareOp,
        subject: &Typed,
        written: &Expr,
        with: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<NodeId> {
        let with_typed = self.expr(with, env, Some(&subject.ty))?;
        let with_typed = self.text_as_option(subject, &with_typed).unwrap_or(with_typed);
        if let Err(mistake) = ops::compare_type(op, &subject.ty, &with_typed.ty) {
            self.type_mistake(&mistake, written, with, with.span);
            return None;
        }
        if let Some(node) = self.count_compare(op, subject.node, with_typed.node, span) {
            return Some(node);
        }
        Some(self.compare(op, subject, &with_typed, span))
    }

    fn range_test(&mut self, subject: &Typed, written: &Expr, range: &Range, env: &Env) -> Option<NodeId> {
        let low_op = if range.lo_included { CompareOp::GreaterEqual } else { CompareOp::Greater };
        let high_op = if range.hi_included { CompareOp::LessEqual } else { CompareOp::Less };
        let low = self.test_against(low_op, subject, written, &range.lo, range.span, env);
        let high = self.test_against(high_op, subject, written, &range.hi, range.span, env);
        Some(self.push(NodeKind::And(Box::new([low?, high?])), range.span))
    }

    /// Where bindings walk, with the environment for what follows them.
    fn bind(&mut self, bindings: &[Binding], env: &Env) -> Option<(Vec<(u32, ListSource)>, Env)> {
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
    fn foldable(&mut self, bindings: &[Binding], body: &Expr, env: &Env) -> Option<(GroupId, Env)> {
        let [binding] = bindings else { return None };
        let ExprKind::Name(name) = &binding.source.kind else { return None };
        let Some(Global::Group(group)) = self.globals.get(name.as_str()).copied() else { return None };
        if env.local(name).is_some() || super::names::reads_outside(body, env, &binding.name.value, self) {
            return None;
        }
        self.used_names.insert(name.clone());
        let inner = Env { row: None, ..Env::default() }.with(&binding.name.value, LocalName::Row(group));
        Some((group, inner))
    }

    fn quantified(
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
        Some(Typed { node: self.push_in(kind, span, scope), ty: Type::Boolean })
    }

    pub(super) fn fold(&mut self, kind: FoldKind, group: GroupId, body: NodeId, span: Span) -> NodeId {
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

    fn comprehension(&mut self, bindings: &[Binding], body: &Expr, span: Span, env: &Env) -> Option<Typed> {
        let (walked, inner) = self.bind(bindings, env)?;
        let body_typed = self.expr(body, &inner, None)?;
        let scope = self.comprehension_scope(&walked, body_typed.node);
        let kind = NodeKind::Comprehension { bindings: walked.into(), body: body_typed.node };
        Some(Typed { node: self.push_in(kind, span, scope), ty: Type::List(Box::new(body_typed.ty)) })
    }

    fn filter(&mut self, list: &Expr, condition: &Expr, span: Span, env: &Env) -> Option<Typed> {
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
        Some(Typed { node: self.push_in(kind, span, scope), ty: Type::List(Box::new(item)) })
    }

    fn call(
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
    fn aggregate(
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

    fn type_mistake(&mut self, mistake: &TypeMistake, left: &Expr, right: &Expr, span: Span) {
        let diagnostic = mistakes::type_mistake(mistake, left.span, right.span, span, &self.pack.sources);
        self.report(diagnostic);
    }

    /// A bracket table where it is used: a chain of conditions over its keys.
    fn bracket_table(&mut self, at: usize, span: Span, env: &Env) -> Option<Typed> {
        let checklist = self.checklist;
        let table: &LookupTable = checklist.tables.get(at)?;
        if self.path.iter().any(|(name, _)| *name == table.name.value) {
            self.cycle(&table.name.value, table.name.span);
            return None;
        }
        self.path.push((table.name.value.clone(), table.name.span));
        let built = self.bracket_rows(table, env);
        self.path.pop();
        let (rows, ty) = built?;
        if !self.brackets.iter().any(|known| known.name == table.name.value) {
            let name = table.name.value.clone();
            let rows = rows.iter().map(|(within, _)| *within).collect();
            self.brackets.push(crate::program::BracketInfo { name, rows });
        }
        let mut node = self.push(NodeKind::Fail(EvalError::NoRow), span);
        for (within, is) in rows.into_iter().rev() {
            node = self.push(NodeKind::If { cond: within, then: is, otherwise: node }, span);
        }
        Some(Typed { node, ty })
    }

    fn bracket_rows(&mut self, table: &LookupTable, env: &Env) -> Option<(Vec<(NodeId, NodeId)>, Type)> {
        let mut keys = Vec::new();
        for by in &table.by {
            keys.push((self.expression(by, env, None)?, by.span()));
        }
        let mut rows = Vec::new();
        let mut ty = Type::Nothing;
        for row in &table.rows {
            let mut conditions = Vec::new();
            for ((key, by_span), within) in keys.iter().zip(&row.within) {
                if within.value.trim() == "-" {
                    continue;
                }
                let tests = self.parse_tests(within)?;
                let written = Expr { kind: ExprKind::Name(String::new()), span: *by_span };
                let mut alternatives = Vec::new();
                for test in &tests {
                    alternatives.push(self.test(key, &written, test, within.span, env)?);
                }
                conditions.push(match alternatives.as_slice() {
                    [one] => *one,
                    _ => self.push(NodeKind::Or(alternatives.into()), within.span),
                });
            }
            let condition = self.both(&conditions, table.span);
            let expr = self.parse(&row.is)?;
            let is = self.expr(&expr, env, Some(&ty))?;
            if !ty.accepts(&is.ty) {
                self.report(mistakes::branches_differ(&ty, &is.ty, row.is.span));
                return None;
            }
            if ty == Type::Nothing {
                ty = is.ty.clone();
            }
            rows.push((condition, is.node));
        }
        Some((rows, ty))
    }

    pub(super) fn parse_tests(&mut self, text: &Spanned<String>) -> Option<Vec<Test>> {
        let (tests, diagnostics) = parser::parse_tests(&text.value, text.span);
        let bad = diagnostics.has_errors();
        self.diagnostics.extend(diagnostics);
        tests.filter(|_| !bad)
    }
}

fn wider(a: Scope, b: Scope) -> Scope {
    match (a, b) {
        (Scope::Local, _) | (_, Scope::Local) => Scope::Local,
        (Scope::Global, other) => other,
        (own, _) => own,
    }
}
