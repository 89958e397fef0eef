//! A program with no answers at all: what is proven of it holds for every establishment.

use super::{GroupId, Inputs, ItemId, NodeId, NodeKind, ParameterId, Program, Scope, SiteItemId, compute};
use super::{LocalFrame, Open};
use crate::expr::ast::CompareOp;
use crate::expr::value::{Outcome, Value};
use crate::model::Date;

/// Every question open, every group with one row that stands for any, on one day of the law.
#[derive(Debug)]
pub struct Blank {
    as_of: Date,
    parameters: Vec<Outcome>,
    /// Nothing for what is inside comprehensions.
    values: Vec<Option<Outcome>>,
}

impl Blank {
    pub fn new(program: &Program, as_of: Date) -> Self {
        let parameters = (0..program.parameters().len())
            .map(|at| program.parameter_on(ParameterId(at as u32), as_of).0)
            .collect();
        let mut blank = Self { as_of, parameters, values: Vec::with_capacity(program.nodes().len()) };
        for (at, node) in program.nodes().iter().enumerate() {
            let value = match node.scope {
                Scope::Local => None,
                scope => {
                    let row = if matches!(scope, Scope::Group(_)) { Some(0) } else { None };
                    Some(compute(program, &blank, NodeId(at as u32), row, &mut LocalFrame::default()))
                }
            };
            blank.values.push(value);
        }
        blank
    }
}

impl Inputs for Blank {
    fn stored(&self, node: NodeId, _row: Option<u32>) -> Option<&Outcome> {
        self.values.get(node.index())?.as_ref()
    }

    fn answer(&self, _item: ItemId, _row: Option<u32>) -> Outcome {
        Outcome::Unanswered
    }

    fn site_answer(&self, _item: SiteItemId) -> Outcome {
        Outcome::Unanswered
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome {
        self.parameters.get(parameter.index()).cloned().unwrap_or(Outcome::Unanswered)
    }

    fn as_of(&self) -> Date {
        self.as_of
    }

    fn rows(&self, _group: GroupId) -> (u32, bool) {
        (1, false)
    }

    fn fold(&self, _node: NodeId) -> Option<Outcome> {
        None
    }
}

impl Program {
    /// The days worth looking at for some nodes: one in every stretch over which the law and the conditions on the
    /// day itself stay the same. The latest comes first.
    pub fn days_of(&self, roots: &[NodeId], today: Date) -> Vec<Date> {
        let mut days = std::collections::BTreeSet::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut open: Vec<NodeId> = roots.to_vec();
        while let Some(id) = open.pop() {
            let Some(node) = self.node(id).filter(|_| seen.insert(id)) else { continue };
            match &node.kind {
                NodeKind::Parameter(parameter) => {
                    let name = self.parameters().get(parameter.index()).map(|info| &info.name);
                    let values = name.and_then(|name| self.pack().law.parameters.get(name));
                    for value in values.into_iter().flat_map(|parameter| &parameter.values) {
                        let before = value.range.until.and_then(|until| until.yesterday().ok());
                        let Some(day) = value.range.from.or(before) else { continue };
                        days.insert(day);
                        if let Outcome::Known(Value::Date(date)) = self.parameter_on(*parameter, day).0 {
                            days.extend(around(date));
                        }
                    }
                }
                NodeKind::Compare { left, right, .. } => {
                    for (own, other) in [(left, right), (right, left)] {
                        let is_as_of =
                            self.node(*own).is_some_and(|node| matches!(node.kind, NodeKind::AsOf));
                        if let Some(NodeKind::Const(Value::Date(date))) =
                            self.node(*other).map(|node| &node.kind)
                            && is_as_of
                        {
                            days.extend(around(*date));
                        }
                    }
                }
                _ => {}
            }
            open.extend(node.kind.operands());
        }
        if days.is_empty() {
            return vec![today];
        }
        days.into_iter().rev().collect()
    }

    /// The name an author knows an open question by.
    pub fn open_name(&self, open: Open) -> String {
        match open {
            Open::Item(item, _) => self.item(item).map_or_else(String::new, |info| info.name.clone()),
            Open::Site(item) => self
                .site_items()
                .get(item.index())
                .map_or_else(String::new, |info| format!("site.{}", info.name)),
            Open::Rows(group) => self.group(group).map_or_else(String::new, |info| info.name.clone()),
        }
    }

    /// An answer to an open question as it would be written in a case.
    pub fn open_literal(&self, open: Open, answer: &Outcome) -> String {
        let info = match open {
            Open::Item(item, _) => self.item(item),
            Open::Site(item) => self.site_items().get(item.index()),
            Open::Rows(_) => None,
        };
        match (answer, info.and_then(|info| info.answer.as_ref())) {
            (Outcome::Known(Value::TableRow(table, row)), _) => {
                let facts = self.tables().get(*table as usize);
                let key = facts.and_then(|facts| facts.by_key.iter().find(|(_, at)| *at == row));
                key.map_or_else(String::new, |(key, _)| key.clone())
            }
            (Outcome::Known(value), Some(ty)) => super::answer_literal(value, ty).unwrap_or_default(),
            (Outcome::NotApplicable, _) => "not applicable".to_owned(),
            _ => String::new(),
        }
    }
}

/// What a comparison of a question with a constant can come to, for the check of ranges.
pub fn possible(program: &Program, open: Open, op: CompareOp, value: &Value) -> Option<(bool, bool)> {
    super::cuts::possible(program, open, op, value)
}

/// A day, with the days before and after it.
fn around(day: Date) -> impl Iterator<Item = Date> {
    [day.yesterday().ok(), Some(day), day.tomorrow().ok()].into_iter().flatten()
}
