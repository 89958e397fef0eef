//! Every small mistake an author could have made in the conditions of a checklist. A change is made on the nodes of
//! the program; where one text was lowered several times, as a bracket table is, all its nodes change together.

use std::collections::BTreeMap;

use crate::cases::facts::conditions;
use crate::cases::written::{self, Constant};
use crate::expr::ast::{CompareOp, ExprKind, Literal, Quantifier};
use crate::expr::number::Number;
use crate::expr::ops::ArithPlan;
use crate::expr::types::Type;
use crate::expr::value::Value;
use crate::model::{ExprText, Item};
use crate::program::{Change, Domain, FoldKind, ItemInfo, NodeId, NodeKind, Program};
use crate::span::Span;
use crate::words::Bilingual;

/// What kind of mistake a change stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// `<` for `<=`: right everywhere but at the limit itself.
    Boundary,
    /// Another comparison.
    Comparator,
    /// `and` for `or`, `some` for `every`.
    Junction,
    /// A limit that is one step off.
    Constant,
    /// A date that is one day off.
    Date,
    /// The right number in the wrong unit.
    Unit,
    /// A part of a condition, or a whole `when`, left out.
    Dropped,
    /// `not` left out.
    Negation,
}

impl Class {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::Comparator => "comparator",
            Self::Junction => "junction",
            Self::Constant => "constant",
            Self::Date => "date",
            Self::Unit => "unit",
            Self::Dropped => "dropped",
            Self::Negation => "negation",
        }
    }

    pub fn words(self) -> Bilingual {
        let (vi, en) = match self {
            Self::Boundary => ("ranh giới", "boundary"),
            Self::Comparator => ("phép so sánh", "comparator"),
            Self::Junction => ("và/hoặc", "and/or"),
            Self::Constant => ("hằng số", "constant"),
            Self::Date => ("ngày", "date"),
            Self::Unit => ("đơn vị", "unit"),
            Self::Dropped => ("bỏ sót", "left out"),
            Self::Negation => ("phủ định", "negation"),
        };
        Bilingual::new(vi, en)
    }
}

/// One mistake: what stands at `span`, and what stands there instead; nothing where it is left out.
#[derive(Clone, Debug)]
pub(super) struct Mutation {
    pub(super) class: Class,
    pub(super) span: Span,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) changes: Vec<Change>,
}

/// In the order of the text.
pub(super) fn mutations(program: &Program) -> Vec<Mutation> {
    let roots: Vec<NodeId> = program.requirements().iter().flat_map(conditions).collect();
    let mut finder = Finder { program, found: BTreeMap::new(), options: Vec::new() };
    let below = program.below(&roots);
    for id in &below {
        finder.note_options(*id);
    }
    for id in &below {
        finder.visit(*id);
    }
    finder.whens();
    finder.found.into_values().collect()
}

struct Finder<'p> {
    program: &'p Program,
    /// By place, kind and text, so that what was lowered twice is changed once.
    found: BTreeMap<(Span, Class, String), Mutation>,
    /// Comparisons that are the members of one list of `in`.
    options: Vec<NodeId>,
}

impl Finder<'_> {
    fn add(&mut self, class: Class, span: Span, from: String, to: String, change: Change) {
        if from == to || span == Span::default() {
            return;
        }
        let key = (span, class, format!("{from} → {to}"));
        let new = Mutation { class, span, from, to, changes: Vec::new() };
        let changes = &mut self.found.entry(key).or_insert(new).changes;
        if changes.iter().all(|own| own.node != change.node) {
            changes.push(change);
        }
    }

    fn kind(&self, id: NodeId) -> Option<&NodeKind> {
        self.program.nodes().get(id.index()).map(|node| &node.kind)
    }

    fn span(&self, id: NodeId) -> Span {
        self.program.nodes().get(id.index()).map_or_else(Span::default, |node| node.span)
    }

    fn text(&self, span: Span) -> String {
        written::source(&self.program.pack().sources, span)
    }

    fn note_options(&mut self, id: NodeId) {
        if let Some(NodeKind::Or(list)) = self.kind(id)
            && written::is_options(self.program, id)
        {
            let list = list.to_vec();
            self.options.extend(list);
        }
    }

    fn visit(&mut self, id: NodeId) {
        let Some(node) = self.program.nodes().get(id.index()) else { return };
        let (kind, span) = (node.kind.clone(), node.span);
        match &kind {
            NodeKind::Compare { op, left, right } => {
                if !self.options.contains(&id) {
                    for (class, other) in others(*op, &self.program.compared_type(id)) {
                        let changed = NodeKind::Compare { op: other, left: *left, right: *right };
                        self.compared(class, id, span, *op, other, changed);
                    }
                }
                for (own, other) in [(*left, *right), (*right, *left)] {
                    self.constant(own, self.step(other));
                }
            }
            NodeKind::CountCompare { op, group, with } => {
                for (class, other) in others(*op, &Type::NUMBER) {
                    let changed = NodeKind::CountCompare { op: other, group: *group, with: *with };
                    self.compared(class, id, span, *op, other, changed);
                }
                for with in [with.saturating_sub(1), with.saturating_add(1)] {
                    let changed = NodeKind::CountCompare { op: *op, group: *group, with };
                    let to = self.with_count(span, with);
                    let from = self.text(span);
                    self.add(Class::Constant, span, from, to, Change { node: id, kind: changed });
                }
            }
            NodeKind::And(list) | NodeKind::Or(list) => self.junction(id, list, span),
            NodeKind::Not(inner) => {
                let (from, to) = (self.text(span), self.text(self.span(*inner)));
                // A copy must be a node of its own: `x and x` is x.
                let kind = NodeKind::And(Box::new([*inner]));
                self.add(Class::Negation, span, from, to, Change { node: id, kind });
            }
            NodeKind::Fold { kind: FoldKind::Every, group, body } => {
                let changed = NodeKind::Fold { kind: FoldKind::Some, group: *group, body: *body };
                self.quantifier(id, span, ("every", "some"), changed);
            }
            NodeKind::Fold { kind: FoldKind::Some, group, body } => {
                let changed = NodeKind::Fold { kind: FoldKind::Every, group: *group, body: *body };
                self.quantifier(id, span, ("some", "every"), changed);
            }
            NodeKind::Quantified { kind, bindings, body } => {
                let (words, other) = match kind {
                    Quantifier::Every => (("every", "some"), Quantifier::Some),
                    Quantifier::Some => (("some", "every"), Quantifier::Every),
                };
                let changed = NodeKind::Quantified { kind: other, bindings: bindings.clone(), body: *body };
                self.quantifier(id, span, words, changed);
            }
            NodeKind::Arith { plan, left, right } if *plan != ArithPlan::Power => {
                self.constant(*left, None);
                self.constant(*right, None);
            }
            NodeKind::If { then, otherwise, .. } => {
                self.constant(*then, None);
                self.constant(*otherwise, None);
            }
            _ => {}
        }
    }

    fn compared(
        &mut self,
        class: Class,
        node: NodeId,
        span: Span,
        op: CompareOp,
        other: CompareOp,
        kind: NodeKind,
    ) {
        let to = written::with_operator(&self.program.pack().sources, span, op, other);
        let from = self.text(span);
        self.add(class, span, from, to, Change { node, kind });
    }

    fn with_count(&self, span: Span, with: i64) -> String {
        let sources = &self.program.pack().sources;
        match written::parsed(sources, span).map(|expr| expr.kind) {
            Some(ExprKind::Compare(op, left, right)) => {
                let shown = |side: &crate::expr::ast::Expr| match side.kind {
                    ExprKind::Literal(_) => with.to_string(),
                    _ => written::source(sources, side.span),
                };
                format!("{} {} {}", shown(&left), op.symbol(), shown(&right))
            }
            _ => format!("{} ({with})", self.text(span)),
        }
    }

    fn quantifier(&mut self, node: NodeId, span: Span, (own, other): (&str, &str), kind: NodeKind) {
        let from = self.text(span);
        let to = match from.strip_prefix(own) {
            Some(rest) => format!("{other}{rest}"),
            None => format!("{from} ({own} → {other})"),
        };
        self.add(Class::Junction, span, from, to, Change { node, kind });
    }

    fn junction(&mut self, id: NodeId, list: &[NodeId], span: Span) {
        let made_of_whens = list.iter().all(|part| self.wrapped(*part).is_some());
        let is_range = written::is_range(self.program, id);
        let is_wrapper = self.wrapped(id).is_some();
        if made_of_whens || is_range || is_wrapper || list.len() < 2 {
            return;
        }
        let is_and = matches!(self.kind(id), Some(NodeKind::And(_)));
        let make =
            |list: Box<[NodeId]>, and: bool| if and { NodeKind::And(list) } else { NodeKind::Or(list) };
        let sources = &self.program.pack().sources;
        let parts = written::parts(sources, span, list.len());
        let in_table = self.program.checklist().tables.iter().any(|table| table.span == span);
        if !in_table && !written::is_options(self.program, id) {
            let (from, to) = match &parts {
                Some(parts) => {
                    let texts: Vec<String> = parts.iter().map(|part| self.text(*part)).collect();
                    (self.text(span), texts.join(if is_and { " or " } else { " and " }))
                }
                None if is_and => ("all".to_owned(), "any".to_owned()),
                None => ("any".to_owned(), "all".to_owned()),
            };
            let kind = make(list.into(), !is_and);
            self.add(Class::Junction, span, from, to, Change { node: id, kind });
        }
        for (at, part) in list.iter().enumerate() {
            let place = parts.as_ref().and_then(|parts| parts.get(at)).copied();
            let place = place.unwrap_or_else(|| self.span(*part));
            let rest: Box<[NodeId]> =
                list.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, id)| *id).collect();
            let (from, kind) = (self.text(place), make(rest, is_and));
            self.add(Class::Dropped, place, from, String::new(), Change { node: id, kind });
        }
    }

    /// The condition inside `condition or no`, which is how a `when` that must hold is lowered.
    fn wrapped(&self, id: NodeId) -> Option<NodeId> {
        let NodeKind::Or(list) = self.kind(id)? else { return None };
        let [condition, never] = list.as_ref() else { return None };
        match self.kind(*never)? {
            NodeKind::Const(Value::Boolean(false)) if self.span(*never) == self.span(id) => Some(*condition),
            _ => None,
        }
    }

    fn constant(&mut self, id: NodeId, step: Option<Number>) {
        let Some(NodeKind::Const(Value::Number(_) | Value::Date(_))) = self.kind(id) else { return };
        let span = self.span(id);
        let Some(literal) = written::literal(&self.program.pack().sources, span) else { return };
        let from = self.text(span);
        for constant in written::neighbours(&literal, step) {
            let (class, to, value) = match constant {
                Constant::Number { text, value } => (Class::Constant, text, Value::Number(value)),
                Constant::Date { text, value } => (Class::Date, text, Value::Date(value)),
            };
            let change = Change { node: id, kind: NodeKind::Const(value) };
            self.add(class, span, from.clone(), to, change);
        }
        if let (Literal::Quantity(..), Some((to, value))) = (&literal, written::other_unit(&literal)) {
            let change = Change { node: id, kind: NodeKind::Const(Value::Number(value)) };
            self.add(Class::Unit, span, from, to, change);
        }
    }

    /// The step between the answers of the question that a node is the plain answer of, in base units.
    fn step(&self, id: NodeId) -> Option<Number> {
        let info: &ItemInfo = match self.kind(id)? {
            NodeKind::Answer(item) => self.program.item(*item)?,
            NodeKind::SiteAnswer(item) => self.program.site_items().get(item.index())?,
            NodeKind::Guard { value, .. } => return self.step(*value),
            _ => return None,
        };
        match Domain::of(info.answer.as_ref()?) {
            Domain::Number(bounds) => bounds.step,
            _ => None,
        }
    }

    /// Each `when` of a section, group, item or requirement, left out.
    fn whens(&mut self) {
        let program = self.program;
        let checklist = program.checklist();
        let mut at = 0;
        for section in &checklist.sections {
            for item in &section.items {
                self.when_of_item(at, item, section.when.as_ref());
                at += 1;
            }
        }
        for group in &checklist.groups {
            for item in &group.items {
                self.when_of_item(at, item, group.when.as_ref());
                at += 1;
            }
        }
        let all = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
        let of_items = all.filter_map(|item| item.requirement.as_ref());
        let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
        let written = of_items.chain(of_groups).chain(&checklist.requirements);
        for requirement in written {
            let Some(info) = program.requirement_named(&requirement.id.value) else { continue };
            let Some(when) = &requirement.when else { continue };
            if let Some(last) = self.wrappers(info.applies).last() {
                self.when_dropped(*last, when);
            }
        }
    }

    fn when_of_item(&mut self, at: usize, item: &Item, outer: Option<&ExprText>) {
        let Some(shown) = self.program.items().get(at).map(|info| info.shown) else { return };
        let wrappers = self.wrappers(shown);
        let whens: Vec<&ExprText> = outer.into_iter().chain(item.when.as_ref()).collect();
        if wrappers.len() == whens.len() {
            for (wrapper, when) in wrappers.into_iter().zip(whens) {
                self.when_dropped(wrapper, when);
            }
        }
    }

    fn wrappers(&self, id: NodeId) -> Vec<NodeId> {
        match self.kind(id) {
            _ if self.wrapped(id).is_some() => vec![id],
            Some(NodeKind::And(list)) => {
                list.iter().copied().filter(|part| self.wrapped(*part).is_some()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn when_dropped(&mut self, wrapper: NodeId, when: &ExprText) {
        let from = format!("when: {}", self.text(when.span()));
        let change = Change { node: wrapper, kind: NodeKind::Const(Value::Boolean(true)) };
        self.add(Class::Dropped, when.span(), from, String::new(), change);
    }
}

/// What could be written for a comparison by mistake.
fn others(op: CompareOp, ty: &Type) -> Vec<(Class, CompareOp)> {
    use CompareOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    let ordered = matches!(ty, Type::Number(_) | Type::Date | Type::DateTime | Type::Time);
    match op {
        Less => vec![(Class::Boundary, LessEqual), (Class::Comparator, GreaterEqual)],
        LessEqual => vec![(Class::Boundary, Less), (Class::Comparator, Greater)],
        Greater => vec![(Class::Boundary, GreaterEqual), (Class::Comparator, LessEqual)],
        GreaterEqual => vec![(Class::Boundary, Greater), (Class::Comparator, Less)],
        Equal if ordered => {
            vec![
                (Class::Comparator, NotEqual),
                (Class::Comparator, LessEqual),
                (Class::Comparator, GreaterEqual),
            ]
        }
        Equal => vec![(Class::Comparator, NotEqual)],
        NotEqual => vec![(Class::Comparator, Equal)],
    }
}
