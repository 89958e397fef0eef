//! What each node means on values: the four-state logic of the language.
//!
//! `and` (`or` is its mirror image, with true and false exchanged):
//!
//! | and            | true       | false | unanswered | not applicable | error      |
//! |----------------|------------|-------|------------|----------------|------------|
//! | true           | true       | false | unanswered | true           | error      |
//! | false          | false      | false | false      | false          | false      |
//! | unanswered     | unanswered | false | unanswered | unanswered     | unanswered |
//! | not applicable | true       | false | unanswered | not applicable | error      |
//! | error          | error      | false | unanswered | error          | error      |
//!
//! Every other operation is strict: not applicable if an operand is, otherwise unanswered if one is, otherwise an
//! error if one is. Unanswered stands above error because an answer may still make the operand not applicable:
//! answering an open question never undoes what was decided.

use std::sync::Arc;

use super::{
    FoldKind, GroupId, ItemId, ListSource, NodeId, NodeKind, ParameterId, Program, SiteItemId, Tally,
};
use crate::expr::ast::{CompareOp, Quantifier};
use crate::expr::builtins::Builtin;
use crate::expr::fields;
use crate::expr::number::Number;
use crate::expr::ops;
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::Date;

/// How many times the body of one comprehension may run; more is an error, so hostile input ends.
const MOST_STEPS: u32 = 1_000_000;

/// Where a computation reads from. A row is the place of a group's row among the group's rows.
pub trait Inputs {
    /// The value kept for a node, or nothing when it must be computed from its operands.
    fn stored(&self, node: NodeId, row: Option<u32>) -> Option<&Outcome>;
    fn answer(&self, item: ItemId, row: Option<u32>) -> Outcome;
    fn site_answer(&self, item: SiteItemId) -> Outcome;
    fn parameter(&self, parameter: ParameterId) -> Outcome;
    fn as_of(&self) -> Date;
    /// The number of rows, and whether the list is said to be complete.
    fn rows(&self, group: GroupId) -> (u32, bool);
    /// The result of a fold when it is kept up to date elsewhere.
    fn fold(&self, node: NodeId) -> Option<Outcome>;
}

/// The values of the bound variables in reach.
#[derive(Clone, Debug, Default)]
pub struct LocalFrame {
    values: Vec<Outcome>,
    steps: u32,
}

impl LocalFrame {
    fn bind(&mut self, variable: u32, value: Outcome) {
        let at = variable as usize;
        if self.values.len() <= at {
            self.values.resize(at + 1, Outcome::Unanswered);
        }
        if let Some(slot) = self.values.get_mut(at) {
            *slot = value;
        }
    }

    fn get(&self, variable: u32) -> Outcome {
        self.values.get(variable as usize).cloned().unwrap_or(Outcome::Unanswered)
    }
}

/// The value of a node from the values of its operands.
pub fn compute<I: Inputs>(
    program: &Program,
    inputs: &I,
    id: NodeId,
    row: Option<u32>,
    frame: &mut LocalFrame,
) -> Outcome {
    let Some(node) = program.node(id) else { return Outcome::Error(EvalError::BadArgument) };
    macro_rules! operand {
        ($id:expr) => {
            read(program, inputs, $id, row, frame)
        };
    }
    match &node.kind {
        NodeKind::Const(value) => Outcome::Known(value.clone()),
        NodeKind::Fail(error) => Outcome::Error(*error),
        NodeKind::AsOf => Outcome::Known(Value::Date(inputs.as_of())),
        NodeKind::Parameter(parameter) => inputs.parameter(*parameter),
        NodeKind::Answer(item) => inputs.answer(*item, row),
        NodeKind::SiteAnswer(item) => inputs.site_answer(*item),
        NodeKind::Guard { shown, value } => match hold(program, inputs, *shown, row, frame).truth() {
            Truth::True => operand!(*value),
            Truth::False => Outcome::NotApplicable,
            undecided => undecided.outcome(),
        },
        NodeKind::Not(inner) => match hold(program, inputs, *inner, row, frame).truth() {
            Truth::True => Outcome::FALSE,
            Truth::False => Outcome::TRUE,
            undecided => undecided.outcome(),
        },
        NodeKind::And(list) => {
            junction(list.iter().map(|id| hold(program, inputs, *id, row, frame).truth()), Truth::False)
        }
        NodeKind::Or(list) => {
            junction(list.iter().map(|id| hold(program, inputs, *id, row, frame).truth()), Truth::True)
        }
        NodeKind::If { cond, then, otherwise } => match hold(program, inputs, *cond, row, frame).truth() {
            Truth::True => operand!(*then),
            Truth::False => operand!(*otherwise),
            undecided => undecided.outcome(),
        },
        NodeKind::Compare { op, left, right } => {
            let left = hold(program, inputs, *left, row, frame);
            let right = hold(program, inputs, *right, row, frame);
            match (left.known(), right.known()) {
                (Some(left), Some(right)) => compare(*op, left, right),
                _ => weakest([&left.outcome(), &right.outcome()]),
            }
        }
        NodeKind::Arith { plan, left, right } => {
            strict2(operand!(*left), operand!(*right), |left, right| known(ops::arith(*plan, left, right)))
        }
        NodeKind::Neg(inner) => match operand!(*inner) {
            Outcome::Known(Value::Number(number)) => Outcome::Known(Value::Number(-number)),
            Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
            other => other,
        },
        NodeKind::Call { function, arguments } => {
            let values: Vec<Outcome> = arguments.iter().map(|id| operand!(*id)).collect();
            strict(values, |values| call(program, function, values))
        }
        NodeKind::Part { field, of } => match operand!(*of) {
            Outcome::Known(value) => {
                fields::read(*field, &value).map_or(Outcome::Error(EvalError::BadArgument), Outcome::Known)
            }
            other => other,
        },
        NodeKind::List(list) => {
            Outcome::Known(Value::List(list.iter().map(|id| operand!(*id)).collect::<Vec<_>>().into()))
        }
        NodeKind::Cell { row: table_row, table, column } => match operand!(*table_row) {
            Outcome::Known(Value::TableRow(_, at)) => cell(program, *table, at, *column),
            Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
            other => other,
        },
        NodeKind::FindRow { table, key } => match operand!(*key) {
            Outcome::Known(Value::Text(key)) => program
                .tables
                .get(table.index())
                .and_then(|facts| facts.by_key.get(&*key))
                .map_or(Outcome::Error(EvalError::NoRow), |at| Outcome::Known(Value::TableRow(table.0, *at))),
            Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
            other => other,
        },
        NodeKind::Fold { kind, group, body } => {
            if let Some(outcome) = inputs.fold(id) {
                return outcome;
            }
            let (count, complete) = inputs.rows(*group);
            let mut tally = Tally::default();
            for at in 0..count {
                tally.add(&read(program, inputs, *body, Some(at), frame));
            }
            tally.result(*kind, complete)
        }
        NodeKind::RowCount { group } => match inputs.rows(*group) {
            (count, true) => Outcome::Known(Value::Number(Number::whole(i64::from(count)))),
            (_, false) => Outcome::Unanswered,
        },
        NodeKind::CountCompare { op, group, with } => {
            let (count, complete) = inputs.rows(*group);
            count_compare(*op, i64::from(count), complete, *with)
        }
        NodeKind::Local(variable) => frame.get(*variable),
        NodeKind::RowItem { row: of, node, .. } => match operand!(*of) {
            Outcome::Known(Value::GroupRow(_, at)) => read(program, inputs, *node, Some(at), frame),
            Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
            other => other,
        },
        NodeKind::Quantified { kind, bindings, body } => {
            let mut tally = Tally::default();
            let open = for_each(program, inputs, bindings, row, frame, &mut |frame| {
                tally.add(&read(program, inputs, *body, row, frame));
                match kind {
                    Quantifier::Some => tally.yes == 0,
                    Quantifier::Every => tally.no == 0,
                }
            });
            let kind = match kind {
                Quantifier::Some => FoldKind::Some,
                Quantifier::Every => FoldKind::Every,
            };
            finish(open, |complete| tally.result(kind, complete))
        }
        NodeKind::Comprehension { bindings, body } => {
            let mut list = Vec::new();
            let open = for_each(program, inputs, bindings, row, frame, &mut |frame| {
                list.push(read(program, inputs, *body, row, frame));
                true
            });
            finish(open, |complete| {
                if complete { Outcome::Known(Value::List(list.into())) } else { Outcome::Unanswered }
            })
        }
        NodeKind::Filter { variable, source, condition } => {
            let mut kept = Vec::new();
            let mut undecided = None;
            let bindings = [(*variable, *source)];
            let open = for_each(program, inputs, &bindings, row, frame, &mut |frame| {
                match read(program, inputs, *condition, row, frame) {
                    Outcome::Known(Value::Boolean(true)) => kept.push(frame.get(*variable)),
                    Outcome::Unanswered => undecided = Some(Outcome::Unanswered),
                    error @ Outcome::Error(_) if undecided.is_none() => undecided = Some(error),
                    _ => {}
                }
                true
            });
            finish(open, |complete| match undecided {
                Some(outcome) => outcome,
                None if complete => Outcome::Known(Value::List(kept.into())),
                None => Outcome::Unanswered,
            })
        }
        NodeKind::Index { list, index } => {
            strict2(operand!(*list), operand!(*index), |list, index| match (list, index) {
                (Value::List(list), Value::Number(index)) => item_at(list, *index),
                _ => Outcome::Error(EvalError::BadArgument),
            })
        }
    }
}

/// The value of a node outside every comprehension, from store or computed now.
pub(crate) fn read_now<I: Inputs>(program: &Program, inputs: &I, id: NodeId, row: Option<u32>) -> Outcome {
    read(program, inputs, id, row, &mut LocalFrame::default())
}

/// The stored value of a node, or the computed one where none is kept.
fn read<I: Inputs>(
    program: &Program,
    inputs: &I,
    id: NodeId,
    row: Option<u32>,
    frame: &mut LocalFrame,
) -> Outcome {
    match inputs.stored(id, row) {
        Some(outcome) => outcome.clone(),
        None => compute(program, inputs, id, row, frame),
    }
}

/// A value where it is kept, or made just now: most operands are only looked at.
enum Held<'a> {
    Kept(&'a Outcome),
    Constant(&'a Value),
    Made(Outcome),
}

impl Held<'_> {
    fn known(&self) -> Option<&Value> {
        match self {
            Self::Kept(Outcome::Known(value)) | Self::Made(Outcome::Known(value)) => Some(value),
            Self::Constant(value) => Some(value),
            _ => None,
        }
    }

    fn truth(&self) -> Truth {
        match self {
            Self::Kept(outcome) => Truth::of(outcome),
            Self::Made(outcome) => Truth::of(outcome),
            Self::Constant(value) => Truth::of_value(value),
        }
    }

    fn outcome(self) -> Outcome {
        match self {
            Self::Kept(outcome) => outcome.clone(),
            Self::Constant(value) => Outcome::Known(value.clone()),
            Self::Made(outcome) => outcome,
        }
    }
}

fn hold<'a, I: Inputs>(
    program: &'a Program,
    inputs: &'a I,
    id: NodeId,
    row: Option<u32>,
    frame: &mut LocalFrame,
) -> Held<'a> {
    if let Some(outcome) = inputs.stored(id, row) {
        return Held::Kept(outcome);
    }
    match program.node(id).map(|node| &node.kind) {
        Some(NodeKind::Const(value)) => Held::Constant(value),
        _ => Held::Made(compute(program, inputs, id, row, frame)),
    }
}

/// What a condition came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    True,
    False,
    Unanswered,
    NotApplicable,
    Error(EvalError),
}

impl Truth {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Known(value) => Self::of_value(value),
            Outcome::Unanswered => Self::Unanswered,
            Outcome::NotApplicable => Self::NotApplicable,
            Outcome::Error(error) => Self::Error(*error),
        }
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Boolean(true) => Self::True,
            Value::Boolean(false) => Self::False,
            _ => Self::Error(EvalError::BadArgument),
        }
    }

    fn outcome(self) -> Outcome {
        match self {
            Self::True => Outcome::TRUE,
            Self::False => Outcome::FALSE,
            Self::Unanswered => Outcome::Unanswered,
            Self::NotApplicable => Outcome::NotApplicable,
            Self::Error(error) => Outcome::Error(error),
        }
    }
}

pub fn not(inner: Outcome) -> Outcome {
    match inner {
        Outcome::Known(Value::Boolean(value)) => (!value).into(),
        Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
        other => other,
    }
}

pub fn and(operands: impl Iterator<Item = Outcome>) -> Outcome {
    junction(operands.map(|operand| Truth::of(&operand)), Truth::False)
}

pub fn or(operands: impl Iterator<Item = Outcome>) -> Outcome {
    junction(operands.map(|operand| Truth::of(&operand)), Truth::True)
}

/// `decisive` decides alone: false for `and`, true for `or`.
fn junction(operands: impl Iterator<Item = Truth>, decisive: Truth) -> Outcome {
    let mut unanswered = false;
    let mut error = None;
    let mut applicable = false;
    for operand in operands {
        match operand {
            Truth::True | Truth::False if operand == decisive => return operand.outcome(),
            Truth::True | Truth::False => applicable = true,
            Truth::Unanswered => unanswered = true,
            Truth::NotApplicable => {}
            Truth::Error(kind) => error = error.or(Some(kind)),
        }
    }
    match error {
        _ if unanswered => Outcome::Unanswered,
        Some(kind) => Outcome::Error(kind),
        None if applicable => (decisive == Truth::False).into(),
        None => Outcome::NotApplicable,
    }
}

/// `value` where `shown` is true, otherwise not applicable.
pub fn guard(shown: Outcome, value: Outcome) -> Outcome {
    match shown {
        Outcome::Known(Value::Boolean(true)) => value,
        Outcome::Known(Value::Boolean(false)) | Outcome::NotApplicable => Outcome::NotApplicable,
        Outcome::Known(_) => Outcome::Error(EvalError::BadArgument),
        undecided => undecided,
    }
}

pub(super) fn known(result: Result<Value, EvalError>) -> Outcome {
    match result {
        Ok(value) => Outcome::Known(value),
        Err(error) => Outcome::Error(error),
    }
}

fn strict2(left: Outcome, right: Outcome, apply: impl FnOnce(&Value, &Value) -> Outcome) -> Outcome {
    match (&left, &right) {
        (Outcome::Known(left), Outcome::Known(right)) => apply(left, right),
        _ => weakest([&left, &right]),
    }
}

fn strict(operands: Vec<Outcome>, apply: impl FnOnce(&[Value]) -> Outcome) -> Outcome {
    if operands.iter().any(|operand| !matches!(operand, Outcome::Known(_))) {
        return weakest(operands.iter());
    }
    let values: Vec<Value> = operands
        .into_iter()
        .filter_map(|operand| match operand {
            Outcome::Known(value) => Some(value),
            _ => None,
        })
        .collect();
    apply(&values)
}

/// What a strict operation gives when an operand is not known.
fn weakest<'a>(operands: impl IntoIterator<Item = &'a Outcome>) -> Outcome {
    let mut result = Outcome::Error(EvalError::BadArgument);
    let mut rank = 0;
    for operand in operands {
        let own = match operand {
            Outcome::NotApplicable => 3,
            Outcome::Unanswered => 2,
            Outcome::Error(_) => 1,
            Outcome::Known(_) => 0,
        };
        if own > rank {
            rank = own;
            result = operand.clone();
        }
    }
    result
}

/// Functions see their arguments only, but for the one that needs the law's holidays.
fn call(program: &Program, function: &Builtin, values: &[Value]) -> Outcome {
    match (function.name, values) {
        ("add_working_days", [Value::Date(start), Value::Number(days)]) => {
            known(super::working_days::after(&program.pack().law, *start, *days).map(Value::Date))
        }
        _ => (function.eval)(values),
    }
}

fn compare(op: CompareOp, left: &Value, right: &Value) -> Outcome {
    match (op, left) {
        (CompareOp::Equal, Value::List(_)) => ops::equals(left, right),
        (CompareOp::NotEqual, Value::List(_)) => not(ops::equals(left, right)),
        _ => ops::compare(left, right)
            .map_or(Outcome::Error(EvalError::BadArgument), |order| op.holds(order).into()),
    }
}

/// Rows only get more: `count > 0` is true from the first row on, whatever comes.
fn count_compare(op: CompareOp, count: i64, complete: bool, with: i64) -> Outcome {
    use CompareOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    let now = op.holds(count.cmp(&with));
    let settled = match op {
        Greater | GreaterEqual => now,
        Less | LessEqual => !now,
        Equal | NotEqual => count > with,
    };
    if complete || settled { now.into() } else { Outcome::Unanswered }
}

fn cell(program: &Program, table: super::TableId, row: u32, column: u32) -> Outcome {
    program
        .tables
        .get(table.index())
        .and_then(|facts| facts.rows.get(row as usize))
        .and_then(|cells| cells.get(column as usize))
        .and_then(Clone::clone)
        .map_or(Outcome::Error(EvalError::NoFact), Outcome::Known)
}

fn item_at(list: &Arc<[Outcome]>, index: Number) -> Outcome {
    let Some(index) = index.to_i64() else { return Outcome::Error(EvalError::NotWhole) };
    let length = list.len() as i64;
    let at = if index < 0 { length + index } else { index - 1 };
    usize::try_from(at).ok().and_then(|at| list.get(at)).cloned().unwrap_or(Outcome::Error(EvalError::NoItem))
}

/// How a walk over bindings ended.
enum Walked {
    /// All was seen, and every group walked was complete.
    All,
    /// A group walked may still get rows.
    Open,
    /// A source has no list to walk.
    Undecided(Outcome),
}

fn finish(walked: Walked, result: impl FnOnce(bool) -> Outcome) -> Outcome {
    match walked {
        Walked::All => result(true),
        Walked::Open => result(false),
        Walked::Undecided(outcome) => outcome,
    }
}

/// Runs `body` for every combination of the bindings, the last one fastest, until it returns false.
fn for_each<I: Inputs>(
    program: &Program,
    inputs: &I,
    bindings: &[(u32, ListSource)],
    row: Option<u32>,
    frame: &mut LocalFrame,
    body: &mut dyn FnMut(&mut LocalFrame) -> bool,
) -> Walked {
    let mut open = false;
    let before = frame.steps;
    let ended = walk(program, inputs, bindings, row, frame, body, &mut open);
    frame.steps = before;
    match ended {
        Err(outcome) => Walked::Undecided(outcome),
        Ok(_) if open => Walked::Open,
        Ok(_) => Walked::All,
    }
}

fn walk<I: Inputs>(
    program: &Program,
    inputs: &I,
    bindings: &[(u32, ListSource)],
    row: Option<u32>,
    frame: &mut LocalFrame,
    body: &mut dyn FnMut(&mut LocalFrame) -> bool,
    open: &mut bool,
) -> Result<bool, Outcome> {
    let Some(((variable, source), rest)) = bindings.split_first() else {
        frame.steps += 1;
        if frame.steps > MOST_STEPS {
            return Err(Outcome::Error(EvalError::TooManySteps));
        }
        return Ok(body(frame));
    };
    let mut step = |frame: &mut LocalFrame, value: Outcome| {
        frame.bind(*variable, value);
        walk(program, inputs, rest, row, frame, body, open)
    };
    match source {
        ListSource::Group(group) => {
            let (count, complete) = inputs.rows(*group);
            let mut going = true;
            for at in 0..count {
                going = step(frame, Outcome::Known(Value::GroupRow(group.0, at)))?;
                if !going {
                    break;
                }
            }
            *open |= !complete;
            Ok(going)
        }
        ListSource::List(list) => match read(program, inputs, *list, row, frame) {
            Outcome::Known(Value::List(list)) => {
                for value in list.iter() {
                    if !step(frame, value.clone())? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Outcome::Known(_) => Err(Outcome::Error(EvalError::BadArgument)),
            other => Err(other),
        },
        ListSource::Steps(from, to) => {
            let (from, to) =
                (read(program, inputs, *from, row, frame), read(program, inputs, *to, row, frame));
            let (from, to) = match (&from, &to) {
                (Outcome::Known(Value::Number(from)), Outcome::Known(Value::Number(to))) => (*from, *to),
                _ => return Err(weakest([&from, &to])),
            };
            let (Some(from), Some(to)) = (from.to_i64(), to.to_i64()) else {
                return Err(Outcome::Error(EvalError::NotWhole));
            };
            let down = from > to;
            let mut at = from;
            loop {
                if !step(frame, Outcome::Known(Value::Number(Number::whole(at))))? {
                    return Ok(false);
                }
                if at == to {
                    return Ok(true);
                }
                at = if down { at - 1 } else { at + 1 };
            }
        }
    }
}
