//! Answers that stand for all answers: each question's answers are cut at the constants it is compared with, and one
//! answer a piece stands for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cone::{Cone, Open, Spot, is_open, leaf, on_grid, question};
use super::domain::{Bounds, Domain};
use super::{FoldKind, Inputs, NodeId, NodeKind, Program, inverse};
use crate::expr::ast::CompareOp;
use crate::expr::number::Number;
use crate::expr::value::{Outcome, Value};
use crate::model::{Date, NotApplicable};

/// A question with at most this many answers has each of them tried.
const MOST_VALUES: i64 = 40;
/// A choice of several options has each subset tried up to this many options.
const MOST_SUBSET_OPTIONS: usize = 6;

/// Whether a comparison of an open question with a value can be true, and whether it can be false, where the
/// question's own bounds tell.
pub(super) fn possible(program: &Program, open: Open, op: CompareOp, value: &Value) -> Option<(bool, bool)> {
    let domain = Domain::of(question(program, open)?.answer.as_ref()?);
    let (Domain::Number(bounds), Value::Number(_)) = (&domain, value) else { return None };
    let (answers, complete) = match every_number(bounds) {
        Some(all) => (all, true),
        None => numbers(bounds, std::slice::from_ref(value), 1),
    };
    if !complete || answers.is_empty() {
        return None;
    }
    let holds =
        |answer: &Value| crate::expr::ops::compare(answer, value).is_some_and(|order| op.holds(order));
    Some((answers.iter().any(holds), !answers.iter().all(holds)))
}

/// For each open question the answers that stand for all others.
pub(super) struct Completions {
    pub(super) questions: Vec<Open>,
    pub(super) answers: Vec<Vec<Outcome>>,
    /// They really do stand for all others.
    pub(super) exact: bool,
    /// Spots that may come to more than the answers show.
    pub(super) doubtful: Vec<Spot>,
    /// Questions with answers that none stands for.
    pub(super) incomplete: BTreeSet<Open>,
}

impl Completions {
    /// Completions for what `roots` come to. Nothing where the answers of a question cannot be told.
    pub(super) fn of<I: Inputs>(cone: &Cone<'_, I>, roots: &[Spot]) -> Option<Self> {
        let completions = Self::as_far_as_known(cone, roots);
        completions.answers.iter().all(|answers| !answers.is_empty()).then_some(completions)
    }

    /// Without answers for a question whose answers cannot be told.
    pub(super) fn as_far_as_known<I: Inputs>(cone: &Cone<'_, I>, roots: &[Spot]) -> Self {
        let mut cuts = Cuts::default();
        for (id, row) in &cone.seen {
            cuts.note(cone, *id, *row);
        }
        let (mut questions, mut answers) = (Vec::new(), Vec::new());
        let (mut incomplete, mut in_pieces) = (BTreeSet::new(), BTreeSet::new());
        for open in cone.open.iter().filter(|open| !matches!(open, Open::Rows(_))) {
            let (own, stand) = representatives(cone.program, cone.inputs, *open, &cuts)
                .unwrap_or_else(|| (Vec::new(), Stand::Some));
            if stand != Stand::All {
                in_pieces.insert(*open);
            }
            if stand == Stand::Some {
                incomplete.insert(*open);
            }
            questions.push(*open);
            answers.push(own);
        }
        cuts.unfollowed.extend(roots);
        let matters = |spot: &Spot| !questions_below(cone, *spot).is_disjoint(&in_pieces);
        let doubtful: Vec<Spot> = cuts.unfollowed.into_iter().filter(matters).collect();
        let exact = doubtful.is_empty() && incomplete.is_empty();
        Self { questions, answers, exact, doubtful, incomplete }
    }

    pub(super) fn place_of(&self, open: Option<Open>) -> Option<usize> {
        self.questions.binary_search(&open?).ok()
    }

    /// How many completions there are, where they can be counted.
    pub(super) fn count(&self) -> Option<usize> {
        self.answers.iter().try_fold(1_usize, |count, answers| count.checked_mul(answers.len()))
    }
}

/// Where the answers of each question are cut, and which questions are compared with each other.
#[derive(Default)]
struct Cuts {
    values: BTreeMap<Open, Vec<Value>>,
    linked: BTreeSet<Open>,
    /// Spots of which more matters than the cuts tell: they may give something else at every answer.
    unfollowed: Vec<Spot>,
}

impl Cuts {
    fn note<I: Inputs>(&mut self, cone: &Cone<'_, I>, id: NodeId, row: Option<u32>) {
        let Some(node) = cone.program.node(id) else { return };
        match &node.kind {
            NodeKind::Compare { op, left, right } => self.compare(cone, *op, (*left, row), (*right, row)),
            NodeKind::Call { .. }
            | NodeKind::Comprehension { .. }
            | NodeKind::Quantified { .. }
            | NodeKind::Filter { .. }
            | NodeKind::Index { .. }
            | NodeKind::Part { .. }
            | NodeKind::List(_)
            | NodeKind::FindRow { .. }
            | NodeKind::Cell { .. }
            | NodeKind::Fold { kind: FoldKind::Sum | FoldKind::Min | FoldKind::Max, .. } => {
                self.unfollowed.push((id, row));
            }
            _ => {}
        }
    }

    fn compare<I: Inputs>(&mut self, cone: &Cone<'_, I>, op: CompareOp, left: Spot, right: Spot) {
        let (left_value, right_value) = (cone.read(left.0, left.1), cone.read(right.0, right.1));
        let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        match (is_open(&left_value), is_open(&right_value)) {
            (true, true) => {
                let leaves = (leaf(cone.program, left.0, left.1), leaf(cone.program, right.0, right.1));
                match leaves {
                    (Some(one), Some(other)) if equality || !is_text(cone.program, one) => {
                        self.linked.extend([one, other]);
                    }
                    _ => {
                        let one = self.meet_branches(cone, left, right, equality);
                        if !(self.meet_branches(cone, right, left, equality) || one) {
                            self.unfollowed.extend([left, right]);
                        }
                    }
                }
            }
            (true, false) => self.solve(cone, left, &right_value, equality),
            (false, true) => self.solve(cone, right, &left_value, equality),
            (false, false) => {}
        }
    }

    /// The answers at which a spot takes this value.
    fn solve<I: Inputs>(&mut self, cone: &Cone<'_, I>, spot: Spot, target: &Outcome, equality: bool) {
        // Against what is not known, every comparison gives the same.
        let Outcome::Known(target) = target else { return };
        if !self.follow(cone, spot, target, equality) {
            self.unfollowed.push(spot);
        }
    }

    /// A value held against one that is chosen among known ones, as by a bracket table: each of them is a cut.
    fn meet_branches<I: Inputs>(
        &mut self,
        cone: &Cone<'_, I>,
        own: Spot,
        chosen: Spot,
        equality: bool,
    ) -> bool {
        let mut values = Vec::new();
        let mut told = branches(cone, chosen.0, chosen.1, &mut values);
        for value in &values {
            told &= self.follow(cone, own, value, equality);
        }
        told
    }

    /// Cuts the answers at which a spot takes this value; says whether that tells all there is to tell. An order of
    /// texts is not told by the texts they are compared with.
    fn follow<I: Inputs>(&mut self, cone: &Cone<'_, I>, spot: Spot, target: &Value, equality: bool) -> bool {
        let is_ordered_text = matches!(target, Value::Text(_)) && !equality;
        !is_ordered_text && self.invert(cone, spot.0, spot.1, target)
    }

    fn invert<I: Inputs>(
        &mut self,
        cone: &Cone<'_, I>,
        id: NodeId,
        row: Option<u32>,
        target: &Value,
    ) -> bool {
        let program = cone.program;
        if let Some(open) = leaf(program, id, row) {
            self.values.entry(open).or_default().push(target.clone());
            return true;
        }
        let Some(node) = program.node(id) else { return false };
        match &node.kind {
            NodeKind::Guard { value, .. } => self.invert(cone, *value, row, target),
            NodeKind::Neg(inner) => match target {
                Value::Number(number) => self.invert(cone, *inner, row, &Value::Number(-*number)),
                _ => false,
            },
            NodeKind::If { then, otherwise, .. } => {
                // Branches that are known need no cut.
                let part = |this: &mut Self, branch: NodeId| {
                    !is_open(&cone.read(branch, row)) || this.invert(cone, branch, row, target)
                };
                let then = part(self, *then);
                part(self, *otherwise) && then
            }
            NodeKind::Arith { plan, left, right } => match (cone.read(*left, row), cone.read(*right, row)) {
                (Outcome::Unanswered, Outcome::Known(known)) => match inverse::left(*plan, target, &known) {
                    Some(targets) => targets.iter().all(|target| self.invert(cone, *left, row, target)),
                    None => false,
                },
                (Outcome::Known(known), Outcome::Unanswered) => match inverse::right(*plan, target, &known) {
                    Some(targets) => targets.iter().all(|target| self.invert(cone, *right, row, target)),
                    None => false,
                },
                _ => false,
            },
            _ => false,
        }
    }
}

/// The questions whose answers reach a spot other than through true and false.
fn questions_below<I: Inputs>(cone: &Cone<'_, I>, spot: Spot) -> BTreeSet<Open> {
    let mut waiting = vec![spot];
    let mut seen = BTreeSet::from([spot]);
    let mut questions = BTreeSet::new();
    while let Some(spot) = waiting.pop() {
        questions.extend(cone.question_at(spot));
        let decides = cone.program.node(spot.0).is_some_and(|node| {
            matches!(
                node.kind,
                NodeKind::And(_)
                    | NodeKind::Or(_)
                    | NodeKind::Not(_)
                    | NodeKind::Compare { .. }
                    | NodeKind::CountCompare { .. }
                    | NodeKind::Fold { kind: FoldKind::Every | FoldKind::Some | FoldKind::CountTrue, .. }
            )
        });
        if !decides {
            waiting.extend(cone.operands_of(spot).iter().filter(|operand| seen.insert(**operand)));
        }
    }
    questions
}

fn is_text(program: &Program, open: Open) -> bool {
    let answer = question(program, open).and_then(|info| info.answer.as_ref());
    answer.is_some_and(|answer| matches!(Domain::of(answer), Domain::Text))
}

/// The values among which a node chooses; says whether these are all.
fn branches<I: Inputs>(cone: &Cone<'_, I>, id: NodeId, row: Option<u32>, values: &mut Vec<Value>) -> bool {
    match cone.read(id, row) {
        Outcome::Known(value) => {
            if !values.contains(&value) {
                values.push(value);
            }
            return true;
        }
        Outcome::NotApplicable | Outcome::Error(_) => return true,
        Outcome::Unanswered => {}
    }
    match cone.program.node(id).map(|node| &node.kind) {
        Some(NodeKind::Guard { value, .. }) => branches(cone, *value, row, values),
        Some(NodeKind::If { then, otherwise, .. }) => {
            let then = branches(cone, *then, row, values);
            branches(cone, *otherwise, row, values) && then
        }
        Some(NodeKind::Call { function, arguments }) if matches!(function.name, "min" | "max") => {
            let mut all = true;
            for argument in arguments {
                all &= branches(cone, *argument, row, values);
            }
            all
        }
        _ => false,
    }
}

/// What representatives stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Every answer there is: they are all of them.
    All,
    /// Every answer, where nothing but the cuts tells answers apart.
    Pieces,
    /// Not every answer.
    Some,
}

/// Answers that stand for all answers of a question, and how far they do.
fn representatives<I: Inputs>(
    program: &Program,
    inputs: &I,
    open: Open,
    cuts: &Cuts,
) -> Option<(Vec<Outcome>, Stand)> {
    let info = question(program, open)?;
    let domain = Domain::of(info.answer.as_ref()?);
    let mut own: Vec<Value> = cuts.values.get(&open).cloned().unwrap_or_default();
    let linked = cuts.linked.contains(&open);
    if linked {
        for other in &cuts.linked {
            own.extend(cuts.values.get(other).into_iter().flatten().cloned());
        }
    }
    // Questions compared with each other need room for each order of them between two cuts.
    let room = if linked { i64::try_from(cuts.linked.len()).unwrap_or(i64::MAX) } else { 1 };
    let pieces =
        |(values, complete): (Vec<Value>, bool)| (values, if complete { Stand::Pieces } else { Stand::Some });
    let (values, stand) = match &domain {
        Domain::YesNo => (vec![Value::Boolean(false), Value::Boolean(true)], Stand::All),
        Domain::Choice(options) => {
            let options = options.iter().map(|option| Value::Choice(Arc::from(option.as_str())));
            (options.collect(), Stand::All)
        }
        Domain::Choices(options) => {
            let (values, complete) = subsets(options);
            (values, if complete { Stand::All } else { Stand::Some })
        }
        Domain::Number(bounds) => match every_number(bounds) {
            Some(values) => (values, Stand::All),
            None => pieces(numbers(bounds, &own, room)),
        },
        Domain::Date { min, max } => {
            let as_of = inputs.as_of();
            let (min, max) = (min.map(|min| min.day(as_of)), max.map(|max| max.day(as_of)));
            match few_days(min, max) {
                Some(days) => (days, Stand::All),
                None => pieces(dates(min, max, &own, as_of, room)),
            }
        }
        Domain::Text => (texts(own, room), Stand::Pieces),
        Domain::Lookup(table) => {
            let at = program.tables().iter().position(|facts| facts.name == *table)?;
            let rows = program.tables().get(at)?.rows.len() as u32;
            ((0..rows).map(|row| Value::TableRow(at as u32, row)).collect(), Stand::All)
        }
        Domain::Time => pieces(times(&own)),
        Domain::DateTime => return None,
    };
    let mut answers: Vec<Outcome> = values.into_iter().map(Outcome::Known).collect();
    if info.not_applicable != NotApplicable::Refused {
        answers.push(Outcome::NotApplicable);
    }
    Some((answers, stand))
}

/// The texts that matter, and as many others that equal none of them.
fn texts(cuts: Vec<Value>, others: i64) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for value in cuts {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let mut text = String::new();
    let wanted = values.len() + usize::try_from(others).unwrap_or(usize::MAX).min(MOST_SUBSET_OPTIONS);
    while values.len() < wanted {
        text.push('\u{2014}');
        let other = Value::Text(Arc::from(text.as_str()));
        if !values.contains(&other) {
            values.push(other);
        }
    }
    values
}

fn subsets(options: &[String]) -> (Vec<Value>, bool) {
    let option = |id: &String| Outcome::Known(Value::Choice(Arc::from(id.as_str())));
    if options.len() <= MOST_SUBSET_OPTIONS {
        let all = 0..1_u32 << options.len();
        let pick = |mask: u32| {
            let chosen = options.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0);
            Value::List(chosen.map(|(_, id)| option(id)).collect::<Vec<_>>().into())
        };
        return (all.map(pick).collect(), true);
    }
    let mut values = vec![Value::List(Arc::from(Vec::new()))];
    values.extend(options.iter().map(|id| Value::List(vec![option(id)].into())));
    values.push(Value::List(options.iter().map(option).collect::<Vec<_>>().into()));
    (values, false)
}

/// All answers, where they are few.
fn every_number(bounds: &Bounds) -> Option<Vec<Value>> {
    let (min, max, step) = (bounds.min?, bounds.max?, bounds.step?);
    let count = max.sub(min).and_then(|width| width.div(step)).ok()?.floor().to_i64()?;
    if !(0..=MOST_VALUES).contains(&count) {
        return None;
    }
    let all = (0..=count).map(|at| step.mul(Number::whole(at)).and_then(|offset| min.add(offset)));
    let all: Vec<Number> = all.collect::<Result<_, _>>().ok()?;
    Some(all.into_iter().filter(|number| bounds.contain(*number)).map(Value::Number).collect())
}

fn numbers(bounds: &Bounds, cuts: &[Value], room: i64) -> (Vec<Value>, bool) {
    let mut points: BTreeSet<Number> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let anchors: Vec<Number> = points.iter().copied().chain(bounds.min).chain(bounds.max).collect();
    let anchors = if anchors.is_empty() { vec![Number::ZERO] } else { anchors };
    let mut complete = true;
    match bounds.step {
        Some(step) => {
            for anchor in &anchors {
                let Ok(units) = anchor.div(step) else { continue };
                let (low, high) = (units.floor(), units.ceiling());
                for offset in 0..=room {
                    let below = low.sub(Number::whole(offset)).and_then(|units| units.mul(step));
                    let above = high.add(Number::whole(offset)).and_then(|units| units.mul(step));
                    points.extend(below.ok().into_iter().chain(above.ok()));
                }
            }
            points.retain(|number| on_grid(*number, step));
        }
        None => {
            let sorted: Vec<Number> = anchors.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            for pair in sorted.windows(2) {
                if let [low, high] = pair {
                    for part in 1..=room {
                        let share = Number::new(i128::from(part), i128::from(room) + 1);
                        let between =
                            high.sub(*low).and_then(|gap| gap.mul(share?)).and_then(|gap| low.add(gap));
                        complete &= between.is_ok();
                        points.extend(between.ok());
                    }
                }
            }
            for offset in 1..=room {
                points.extend(sorted.first().and_then(|low| low.sub(Number::whole(offset)).ok()));
                points.extend(sorted.last().and_then(|high| high.add(Number::whole(offset)).ok()));
            }
        }
    }
    points.extend(bounds.min);
    points.extend(bounds.max);
    let values: Vec<Value> =
        points.into_iter().filter(|number| bounds.contain(*number)).map(Value::Number).collect();
    (values, complete)
}

/// Every day there is, where they are few.
fn few_days(min: Option<Date>, max: Option<Date>) -> Option<Vec<Value>> {
    let (min, max) = (min?, max?);
    let days = min.series(jiff::Span::new().days(1)).take_while(|day| *day <= max);
    let few: Vec<Value> = days.take(MOST_VALUES as usize + 1).map(Value::Date).collect();
    (few.len() <= MOST_VALUES as usize).then_some(few)
}

fn dates(min: Option<Date>, max: Option<Date>, cuts: &[Value], as_of: Date, room: i64) -> (Vec<Value>, bool) {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let anchors: Vec<Date> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Value::Date(date) => Some(*date),
            _ => None,
        })
        .chain(min)
        .chain(max)
        .chain([as_of])
        .collect();
    for anchor in anchors {
        for offset in -room..=room {
            days.extend(anchor.checked_add(jiff::Span::new().days(offset)).ok());
        }
    }
    days.retain(|day| min.is_none_or(|min| min <= *day) && max.is_none_or(|max| *day <= max));
    (days.into_iter().map(Value::Date).collect(), true)
}

fn times(cuts: &[Value]) -> (Vec<Value>, bool) {
    let mut times: BTreeSet<jiff::civil::Time> =
        [jiff::civil::Time::MIN, jiff::civil::Time::MAX].into_iter().collect();
    for cut in cuts {
        if let Value::Time(time) = cut {
            times.insert(*time);
            times.extend(time.checked_add(jiff::Span::new().seconds(1)).ok());
            times.extend(time.checked_sub(jiff::Span::new().seconds(1)).ok());
        }
    }
    (times.into_iter().map(Value::Time).collect(), true)
}
