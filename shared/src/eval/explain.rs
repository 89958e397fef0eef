//! Why a verdict is what it is: the leaves of its condition that decided it, the answers they read, the values of
//! the law they were held against. Data only; sentences are made in `report`.

use std::collections::BTreeSet;

use super::session::Session;
use super::{Place, RequirementPlace};
use crate::expr::ast::CompareOp;
use crate::expr::types::Type;
use crate::expr::unit::UnitId;
use crate::expr::value::{Outcome, Value};
use crate::model::{AnswerType, ParameterValue, RowId, Standing};
use crate::program::{FoldKind, GroupId, Inputs, ItemId, NodeId, NodeKind, Program, Scope};
use crate::words::Bilingual;

/// The reasons behind one verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Why the requirement concerns the site: the conditions that hold, or the ones that do not.
    pub applies: Vec<Leaf>,
    /// What decided the verdict.
    pub because: Vec<Leaf>,
}

/// One condition without `and`, `or` and `not` around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The author's text.
    pub source: String,
    /// Whether it holds.
    pub holds: Outcome,
    pub comparison: Option<Comparison>,
    pub reads: Vec<ReadAnswer>,
    pub parameters: Vec<ParameterUse>,
    /// The row it was looked at in.
    pub row: Option<(GroupId, RowId)>,
}

/// Both sides of a comparison, as values.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub op: CompareOp,
    pub left: Outcome,
    pub right: Outcome,
    /// True when the left side is more than one answer as given: a sum, a date that was moved.
    pub left_computed: bool,
    pub ty: Type,
    pub unit: Option<UnitId>,
}

/// An answer that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadAnswer {
    pub place: ReadPlace,
    pub name: String,
    pub question: Bilingual,
    pub value: Outcome,
    pub ty: Type,
    pub unit: Option<UnitId>,
    /// Labels of the options chosen.
    pub options: Vec<Bilingual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadPlace {
    Question(Place),
    Site(crate::program::SiteItemId),
}

/// A value of the law that was used.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterUse {
    pub name: String,
    pub title: Bilingual,
    pub value: Outcome,
    /// As written in the law file, with its dates and its source.
    pub version: Option<ParameterValue>,
    pub standing: Standing,
}

impl Session {
    pub fn explain(&self, place: RequirementPlace) -> Option<Explanation> {
        let info = self.program().requirement(place.requirement)?;
        let row = self.requirement_row(place);
        let mut applies = Reasons::of(self);
        applies.collect(info.applies, row);
        let mut because = Reasons::of(self);
        match self.read(info.applies, row) {
            Outcome::Known(Value::Boolean(true)) => because.collect(info.require, row),
            _ => because.collect(info.applies, row),
        }
        Some(Explanation { applies: applies.leaves, because: because.leaves })
    }

    /// Why a question is shown or hidden.
    pub fn why_shown(&self, place: Place) -> Vec<Leaf> {
        let Some(info) = self.program().item(place.item) else { return Vec::new() };
        let row = info.group.zip(place.row).and_then(|(group, row)| self.row_at(group, row));
        let mut reasons = Reasons::of(self);
        reasons.collect(info.shown, row);
        reasons.leaves
    }
}

struct Reasons<'s> {
    session: &'s Session,
    leaves: Vec<Leaf>,
    seen: BTreeSet<(NodeId, Option<u32>)>,
}

impl<'s> Reasons<'s> {
    fn of(session: &'s Session) -> Self {
        Self { session, leaves: Vec::new(), seen: BTreeSet::new() }
    }

    /// Walks to the leaves that made the node what it is: of an `and` that fails the parts that fail, of one that
    /// holds all its parts; the other way round for `or`.
    fn collect(&mut self, id: NodeId, row: Option<u32>) {
        let program = self.session.program().clone();
        let Some(node) = program.node(id) else { return };
        let row = if matches!(node.scope, Scope::Global) { None } else { row };
        if !self.seen.insert((id, row)) {
            return;
        }
        let outcome = self.session.read(id, row);
        match &node.kind {
            NodeKind::And(list) | NodeKind::Or(list) => {
                let is_constant = |part: &NodeId| {
                    program.node(*part).is_some_and(|node| matches!(node.kind, NodeKind::Const(_)))
                };
                let parts = || list.iter().copied().filter(|part| !is_constant(part));
                let same: Vec<NodeId> =
                    parts().filter(|part| self.session.read(*part, row) == outcome).collect();
                for part in if same.is_empty() { parts().collect() } else { same } {
                    self.collect(part, row);
                }
            }
            NodeKind::Not(inner) => self.collect(*inner, row),
            NodeKind::Guard { shown, value } => {
                if self.session.read(*shown, row) == Outcome::TRUE {
                    self.value(*value, row, id);
                } else {
                    self.collect(*shown, row);
                }
            }
            NodeKind::If { cond, then, otherwise } => {
                self.collect(*cond, row);
                match self.session.read(*cond, row).boolean() {
                    Some(true) => self.collect(*then, row),
                    Some(false) => self.collect(*otherwise, row),
                    None => {}
                }
            }
            NodeKind::Fold { kind: FoldKind::Every | FoldKind::Some, group, body } => {
                let (count, _) = self.session.rows(*group);
                let same: Vec<u32> =
                    (0..count).filter(|at| self.session.read(*body, Some(*at)) == outcome).collect();
                if same.is_empty() {
                    self.leaf(id, row);
                }
                for at in same {
                    self.collect(*body, Some(at));
                }
            }
            NodeKind::Const(_) => {}
            _ => self.leaf(id, row),
        }
    }

    fn value(&mut self, value: NodeId, row: Option<u32>, guard: NodeId) {
        let program = self.session.program().clone();
        match program.node(value).map(|node| &node.kind) {
            Some(NodeKind::Answer(_) | NodeKind::SiteAnswer(_)) => self.leaf(guard, row),
            _ => self.collect(value, row),
        }
    }

    fn leaf(&mut self, id: NodeId, row: Option<u32>) {
        let program = self.session.program().clone();
        let Some(node) = program.node(id) else { return };
        let mut read = Read {
            session: self.session,
            answers: Vec::new(),
            parameters: Vec::new(),
            seen: BTreeSet::new(),
        };
        read.walk(id, row);
        let comparison = match &node.kind {
            NodeKind::Compare { op, left, right } => Some(Comparison {
                op: *op,
                left: self.session.read(*left, row),
                right: self.session.read(*right, row),
                left_computed: !is_answer(&program, *left),
                ty: program.compared_type(id),
                unit: read.answers.iter().find_map(|answer| answer.unit),
            }),
            _ => None,
        };
        let group = match node.scope {
            Scope::Group(group) => row.and_then(|at| self.session.row_id(group, at)).map(|row| (group, row)),
            _ => None,
        };
        self.leaves.push(Leaf {
            source: program.source(id).to_owned(),
            holds: self.session.read(id, row),
            comparison,
            reads: read.answers,
            parameters: read.parameters,
            row: group,
        });
    }
}

fn is_answer(program: &Program, id: NodeId) -> bool {
    match program.node(id).map(|node| &node.kind) {
        Some(NodeKind::Answer(_) | NodeKind::SiteAnswer(_)) => true,
        Some(NodeKind::Guard { value, .. }) => is_answer(program, *value),
        _ => false,
    }
}

/// The answers and parameters a node reads, each once.
struct Read<'s> {
    session: &'s Session,
    answers: Vec<ReadAnswer>,
    parameters: Vec<ParameterUse>,
    seen: BTreeSet<(NodeId, Option<u32>)>,
}

/// A leaf names at most this many answers; a sum over thousands of rows is told by its value.
const MOST_ANSWERS: usize = 8;

impl Read<'_> {
    fn walk(&mut self, id: NodeId, row: Option<u32>) {
        let program = self.session.program().clone();
        let Some(node) = program.node(id) else { return };
        let row = if matches!(node.scope, Scope::Global) { None } else { row };
        if self.answers.len() >= MOST_ANSWERS || !self.seen.insert((id, row)) {
            return;
        }
        match &node.kind {
            NodeKind::Answer(item) => self.note_answer(*item, row, |session| session.answer(*item, row)),
            NodeKind::SiteAnswer(item) => {
                let Some(info) = program.site_items().get(item.index()) else { return };
                self.note(ReadPlace::Site(*item), info, self.session.site_answer(*item));
            }
            NodeKind::Parameter(parameter) => {
                let Some(info) = program.parameters().get(parameter.index()) else { return };
                let Some(law) = program.pack().law.parameters.get(&info.name) else { return };
                let (value, at) = program.parameter_on(*parameter, self.session.as_of());
                let version = at.and_then(|at| law.values.get(at)).cloned();
                let standing = version.as_ref().map_or(Standing::Unverified, |version| {
                    Standing::of(
                        Some(version.confidence.value),
                        version.second_reading.as_ref().map(|reading| reading.value),
                    )
                });
                let title = law.title.clone();
                self.parameters.push(ParameterUse {
                    name: info.name.clone(),
                    title,
                    value,
                    version,
                    standing,
                });
            }
            // A guard's condition is why a question is asked, not what was answered. One that is hidden has no answer.
            NodeKind::Guard { shown, value } => {
                let hidden = !matches!(
                    self.session.read(*shown, row),
                    Outcome::Known(Value::Boolean(true)) | Outcome::Unanswered
                );
                match program.node(*value).map(|node| &node.kind) {
                    Some(NodeKind::Answer(item)) if hidden => {
                        self.note_answer(*item, row, |_| Outcome::NotApplicable);
                    }
                    _ => self.walk(*value, row),
                }
            }
            NodeKind::Fold { group, body, .. } => {
                for at in 0..self.session.rows(*group).0 {
                    self.walk(*body, Some(at));
                }
            }
            kind => {
                for operand in kind.operands() {
                    self.walk(operand, row);
                }
            }
        }
    }

    fn note_answer(&mut self, item: ItemId, row: Option<u32>, value: impl FnOnce(&Session) -> Outcome) {
        let program = self.session.program().clone();
        let Some(info) = program.item(item) else { return };
        let row_id = info.group.zip(row).and_then(|(group, at)| self.session.row_id(group, at));
        self.note(ReadPlace::Question(Place { item, row: row_id }), info, value(self.session));
    }

    fn note(&mut self, place: ReadPlace, info: &crate::program::ItemInfo, value: Outcome) {
        let unit = match &info.answer {
            Some(AnswerType::Number(number)) => {
                number.unit.as_ref().and_then(|unit| UnitId::find(&unit.value))
            }
            Some(AnswerType::Money(_)) => UnitId::find("VND"),
            _ => None,
        };
        let options = match &info.answer {
            Some(AnswerType::Choice(options) | AnswerType::Choices(options)) => {
                let chosen = |id: &str| is_chosen(&value, id);
                options
                    .iter()
                    .filter(|option| chosen(&option.id.value))
                    .map(|option| option.label.clone())
                    .collect()
            }
            _ => Vec::new(),
        };
        let (name, question) = (info.name.clone(), info.ask.clone());
        self.answers.push(ReadAnswer { place, name, question, value, ty: info.ty.clone(), unit, options });
    }
}

fn is_chosen(value: &Outcome, id: &str) -> bool {
    match value {
        Outcome::Known(Value::Choice(own)) => &**own == id,
        Outcome::Known(Value::List(list)) => list.iter().any(|item| is_chosen(item, id)),
        _ => false,
    }
}
