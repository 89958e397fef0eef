//! From trees to typed nodes: names are resolved, types are checked, and operands are made before their users.

mod comparing;
mod parts;
mod rows;
mod values;

use std::collections::BTreeMap;

use super::mistakes;
use super::names::{Env, Global};
use crate::diag::{Diagnostic, Diagnostics};
use crate::expr::types::Type;
use crate::expr::unit::UnitId;
use crate::expr::value::Value;
use crate::model::{AnswerType, Checklist, ExprText, Pack};
use crate::program::{
    GroupId, ItemId, Node, NodeId, NodeKind, ParameterId, ParameterInfo, Scope, SiteItemId, TableFacts,
    TableId,
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
    pub(in crate::check) fn new(pack: &'p Pack, checklist: &'p Checklist) -> Self {
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

    pub(in crate::check) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    // --- making nodes ---

    pub(in crate::check) fn push(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let scope = self.scope_of(&kind);
        self.push_in(kind, span, scope)
    }

    pub(in crate::check) fn push_in(&mut self, kind: NodeKind, span: Span, scope: Scope) -> NodeId {
        self.nodes.push(Node { kind, scope, span });
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(in crate::check) fn scope(&self, id: NodeId) -> Scope {
        self.nodes.get(id.index()).map_or(Scope::Global, |node| node.scope)
    }

    /// A node is as often computed as the operand that is computed most often.
    pub(in crate::check) fn scope_of(&self, kind: &NodeKind) -> Scope {
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

    pub(in crate::check) fn constant(&mut self, value: Value, span: Span) -> NodeId {
        self.push(NodeKind::Const(value), span)
    }

    /// The node that is always true.
    pub(in crate::check) fn always(&mut self) -> NodeId {
        if let Some(node) = self.always {
            return node;
        }
        let node = self.constant(Value::Boolean(true), Span::default());
        self.always = Some(node);
        node
    }

    pub(in crate::check) fn is_always(&self, id: NodeId) -> bool {
        matches!(
            self.nodes.get(id.index()).map(|node| &node.kind),
            Some(NodeKind::Const(Value::Boolean(true)))
        )
    }

    pub(in crate::check) fn both(&mut self, list: &[NodeId], span: Span) -> NodeId {
        let needed: Vec<NodeId> = list.iter().copied().filter(|id| !self.is_always(*id)).collect();
        match needed.as_slice() {
            [] => self.always(),
            [one] => *one,
            _ => self.push(NodeKind::And(needed.into()), span),
        }
    }

    /// Whether all conditions hold. One that is not applicable, because what it asks about is hidden, does not hold:
    /// in `and` it would be left out, and what it should show would be shown.
    pub(in crate::check) fn all_hold(&mut self, conditions: &[NodeId], span: Span) -> NodeId {
        let mut holding = Vec::with_capacity(conditions.len());
        for condition in conditions.iter().copied() {
            if self.is_always(condition) {
                continue;
            }
            let never = self.constant(Value::Boolean(false), span);
            holding.push(self.push(NodeKind::Or([condition, never].into()), span));
        }
        self.both(&holding, span)
    }

    pub(in crate::check) fn guarded(&mut self, shown: NodeId, value: NodeId, span: Span) -> NodeId {
        if self.is_always(shown) { value } else { self.push(NodeKind::Guard { shown, value }, span) }
    }

    // --- things with names ---

    /// The value of an item, made on first use.
    pub(in crate::check) fn item(&mut self, id: ItemId) -> Option<Typed> {
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
                Some(self.all_hold(&[outer, own], item.when.as_ref().map_or(item.span, ExprText::span)))
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

    pub(in crate::check) fn widened(&mut self, typed: Typed, group: Option<GroupId>, span: Span) -> Typed {
        match group {
            Some(group) if self.scope(typed.node) == Scope::Global => {
                let shown = self.always();
                let kind = NodeKind::Guard { shown, value: typed.node };
                Typed { node: self.push_in(kind, span, Scope::Group(group)), ty: typed.ty }
            }
            _ => typed,
        }
    }

    pub(in crate::check) fn group_shown(&mut self, id: GroupId) -> Option<NodeId> {
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

    pub(in crate::check) fn section_shown(&mut self, at: usize) -> Option<NodeId> {
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

    pub(in crate::check) fn site_item(&mut self, id: SiteItemId) -> Option<Typed> {
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
    pub(in crate::check) fn all_site_items(&mut self) {
        for at in 0..self.site.len() {
            self.site_item(SiteItemId(at as u32));
        }
    }

    pub(in crate::check) fn definition(&mut self, at: usize) -> Option<Typed> {
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
    pub(in crate::check) fn cycle(&mut self, name: &str, span: Span) {
        let from = self.path.iter().position(|(other, _)| other == name).unwrap_or(0);
        let chain: Vec<(String, Span)> = self.path.iter().skip(from).cloned().collect();
        self.report(mistakes::cycle(&chain, span));
    }

    pub(in crate::check) fn parameter(&mut self, name: &Spanned<String>) -> Option<Typed> {
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
    pub(in crate::check) fn table(&mut self, name: &str, span: Span) -> Option<TableId> {
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
    pub(in crate::check) fn answer_type(&mut self, answer: &AnswerType, span: Span) -> Option<Type> {
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
}

fn wider(a: Scope, b: Scope) -> Scope {
    match (a, b) {
        (Scope::Local, _) | (_, Scope::Local) => Scope::Local,
        (Scope::Global, other) => other,
        (own, _) => own,
    }
}
