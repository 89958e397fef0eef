//! The oracle: what an expression and a requirement come to, by a plain walk over the tree. Written from the language
//! reference and its truth table; it keeps nothing, shares nothing and takes no short cut.
//!
//! | what | comes to |
//! |---|---|
//! | `and`, `or` | the truth table of `soat::program`: false (true) decides, not applicable is left out |
//! | every other operation | not applicable if an operand is, else unanswered if one is, else an error if one is |
//! | `x in [a..b)` | `x >= a and x < b` |
//! | a condition of a section, group, item or requirement | holds when true; not applicable does not hold |
//! | a hidden question, computed value, group | not applicable |
//! | rows and elements of a list that are not applicable | left out |
//! | a list that is not complete | unanswered, unless one row decides `some` or `every` |
//! | a table | the first row whose cells hold all keys; an error where none does |
//! | a row of a table | its cells joined by `and`, but not applicable where it would hold with a cell left out |
//! | a requirement whose citations are all out of force | not applicable |

use std::cmp::Ordering;

use crate::model::{
    Arithmetic, Checklist, Comparison, Expr, Fold, Item, ItemKind, Quantifier, Requirement, Source, Test,
};
use crate::value::{Day, Fault, Fraction, State, Unit, Value};

/// What was recorded. Computed items have a place that is never read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answers {
    pub(crate) site: Vec<State>,
    pub(crate) items: Vec<State>,
    pub(crate) groups: Vec<Rows>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<State>>,
    pub(crate) complete: bool,
}

/// Where a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    Item(usize),
    Across(usize),
    RowItem { group: usize, item: usize, row: usize },
    RowAcross { group: usize, requirement: usize, row: usize },
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'w> {
    pub(crate) checklist: &'w Checklist,
    pub(crate) answers: &'w Answers,
    pub(crate) as_of: Day,
}

/// The row at hand, and the rows that variables stand for, innermost last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    pub(crate) own: Option<(usize, usize)>,
    pub(crate) bound: Vec<(usize, usize)>,
}

impl World<'_> {
    pub(crate) fn verdict(&self, seat: Seat) -> State {
        let (shown, requirement, reach) = self.seated(seat);
        if !self.in_force(requirement) {
            return State::NotApplicable;
        }
        let concerns = and([shown, self.holds(requirement.when.as_ref(), &reach)]);
        match (concerns, &requirement.require, seat) {
            (State::Known(Value::Truth(true)), Some(require), _) => self.eval(require, &reach),
            (State::Known(Value::Truth(true)), None, Seat::Item(item)) => self.item(item),
            (State::Known(Value::Truth(true)), None, Seat::RowItem { group, item, row }) => {
                self.row_item(group, item, row)
            }
            (State::Known(Value::Truth(true)), None, _) => State::TRUE,
            (concerns, ..) => guarded(concerns),
        }
    }

    fn seated(&self, seat: Seat) -> (State, &Requirement, Reach) {
        match seat {
            Seat::Item(item) => {
                let requirement = self.checklist.items[item].requirement.as_ref().unwrap();
                (self.item_shown(item), requirement, Reach::default())
            }
            Seat::Across(at) => (State::TRUE, &self.checklist.requirements[at], Reach::default()),
            Seat::RowItem { group, item, row } => {
                let requirement = self.checklist.groups[group].items[item].requirement.as_ref().unwrap();
                (self.row_item_shown(group, item, row), requirement, Reach::row(group, row))
            }
            Seat::RowAcross { group, requirement, row } => {
                let shown = self.holds(self.checklist.groups[group].when.as_ref(), &Reach::default());
                (shown, &self.checklist.groups[group].requirements[requirement], Reach::row(group, row))
            }
        }
    }

    fn in_force(&self, requirement: &Requirement) -> bool {
        let within = |from: Option<Day>, until: Option<Day>| {
            from.is_none_or(|from| from <= self.as_of) && until.is_none_or(|until| self.as_of < until)
        };
        requirement.citations.is_empty()
            || requirement.citations.iter().any(|citation| {
                let (from, until) = self.checklist.instruments[citation.instrument];
                within(Some(from), until) && within(citation.from, citation.until)
            })
    }

    /// Not applicable does not hold.
    fn holds(&self, when: Option<&Expr>, reach: &Reach) -> State {
        match when.map_or(State::TRUE, |when| self.eval(when, reach)) {
            State::NotApplicable => State::FALSE,
            other => other,
        }
    }

    pub(crate) fn item_shown(&self, at: usize) -> State {
        let section = self.checklist.sections.iter().rev().find(|section| section.first <= at);
        let outer = self.holds(section.and_then(|section| section.when.as_ref()), &Reach::default());
        and([outer, self.holds(self.checklist.items[at].when.as_ref(), &Reach::default())])
    }

    pub(crate) fn row_item_shown(&self, group: usize, item: usize, row: usize) -> State {
        let own = &self.checklist.groups[group];
        let outer = self.holds(own.when.as_ref(), &Reach::default());
        and([outer, self.holds(own.items[item].when.as_ref(), &Reach::row(group, row))])
    }

    fn item(&self, at: usize) -> State {
        match self.item_shown(at) {
            State::Known(Value::Truth(true)) => {
                self.value_of(&self.checklist.items[at], self.answers.items[at], &Reach::default())
            }
            shown => guarded(shown),
        }
    }

    fn row_item(&self, group: usize, item: usize, row: usize) -> State {
        match self.row_item_shown(group, item, row) {
            State::Known(Value::Truth(true)) => self.value_of(
                &self.checklist.groups[group].items[item],
                self.answers.groups[group].rows[row][item],
                &Reach::row(group, row),
            ),
            shown => guarded(shown),
        }
    }

    fn value_of(&self, item: &Item, answer: State, reach: &Reach) -> State {
        match &item.kind {
            ItemKind::Asked { .. } => answer,
            ItemKind::Computed(_, expr) => self.eval(expr, reach),
        }
    }

    fn read(&self, source: Source, reach: &Reach) -> State {
        match source {
            Source::Item(item) => self.item(item),
            Source::Site(at) => self.answers.site[at],
            Source::Own(item) => {
                let (group, row) = reach.own.unwrap();
                self.row_item(group, item, row)
            }
            Source::Of(variable, item) => {
                let (group, row) = reach.bound[variable];
                self.row_item(group, item, row)
            }
        }
    }

    fn parameter(&self, at: usize) -> State {
        let parameter = &self.checklist.parameters[at];
        let on = parameter
            .values
            .iter()
            .find(|(from, until, _)| *from <= self.as_of && until.is_none_or(|until| self.as_of < until));
        on.map_or(State::Error(Fault::NoParameter), |(.., value)| {
            State::Known(Value::Number(*value, parameter.unit))
        })
    }

    fn table(&self, at: usize) -> State {
        let table = &self.checklist.tables[at];
        for row in &table.rows {
            let cells = table.by.iter().zip(&row.within).filter_map(|(by, within)| {
                let key = self.eval(by, &Reach::default());
                within.as_ref().map(|test| self.test(key, test, &Reach::default()))
            });
            match all_cells(cells) {
                State::Known(Value::Truth(true)) => {
                    return State::Known(Value::Number(Fraction::whole(row.is), Unit::One));
                }
                State::Known(_) => {}
                undecided => return undecided,
            }
        }
        State::Error(Fault::NoRow)
    }

    fn test(&self, subject: State, test: &Test, reach: &Reach) -> State {
        match test {
            Test::Compare(op, with) => compare(*op, subject, self.eval(with, reach)),
            Test::Range { low, low_in, high, high_in } => {
                let above = if *low_in { Comparison::GreaterEqual } else { Comparison::Greater };
                let below = if *high_in { Comparison::LessEqual } else { Comparison::Less };
                let low = compare(above, subject, self.eval(low, reach));
                and([low, compare(below, subject, self.eval(high, reach))])
            }
        }
    }

    pub(crate) fn eval(&self, expr: &Expr, reach: &Reach) -> State {
        match expr {
            Expr::Literal(value) => State::Known(*value),
            Expr::AsOf => State::Known(Value::Day(self.as_of)),
            Expr::Read(source) => self.read(*source, reach),
            Expr::Parameter(at) => self.parameter(*at),
            Expr::Definition(at) => self.eval(&self.checklist.definitions[*at].1, &Reach::default()),
            Expr::Table(at) => self.table(*at),
            Expr::Not(inner) => not(self.eval(inner, reach)),
            Expr::And(list) => and(list.iter().map(|part| self.eval(part, reach))),
            Expr::Or(list) => or(list.iter().map(|part| self.eval(part, reach))),
            Expr::If(parts) => match self.eval(&parts[0], reach) {
                State::Known(Value::Truth(true)) => self.eval(&parts[1], reach),
                State::Known(_) => self.eval(&parts[2], reach),
                undecided => undecided,
            },
            Expr::Compare(op, sides) => {
                compare(*op, self.eval(&sides[0], reach), self.eval(&sides[1], reach))
            }
            Expr::Arithmetic(op, sides) => {
                let (left, right) = (self.eval(&sides[0], reach), self.eval(&sides[1], reach));
                strict([left, right], |[left, right]| arithmetic(*op, left, right))
            }
            Expr::In(subject, tests) => {
                let subject = self.eval(subject, reach);
                or(tests.iter().map(|test| self.test(subject, test, reach)))
            }
            Expr::Chosen(source, options, _) => {
                let subject = self.read(*source, reach);
                let equals =
                    |option: &u8| compare(Comparison::Equal, subject, State::Known(Value::Option(*option)));
                or(options.iter().map(equals))
            }
            Expr::Among(source, option) => strict([self.read(*source, reach)], |[chosen]| match chosen {
                Value::Options(bits) => (bits >> option & 1 == 1).into(),
                other => unreachable!("{other:?} has no options"),
            }),
            // Arguments are strict; the elements of a list are not.
            Expr::Call(fold, arguments) => {
                let states: Vec<State> = arguments.iter().map(|part| self.eval(part, reach)).collect();
                weakest(&states).unwrap_or_else(|| folded(*fold, states.into_iter(), true))
            }
            Expr::CallOnList(fold, list) => {
                folded(*fold, list.iter().map(|part| self.eval(part, reach)), true)
            }
            Expr::Quantified(quantifier, groups, body) => self.over(
                groups,
                reach,
                &mut |states, complete| quantified(*quantifier, states, complete),
                body,
            ),
            Expr::Count(group) => match self.group_shown(*group) {
                State::Known(Value::Truth(true)) => {
                    let rows = &self.answers.groups[*group];
                    if rows.complete { number(rows.rows.len() as i64) } else { State::Unanswered }
                }
                shown => guarded(shown),
            },
            Expr::CountWhere(group, condition) => self.over(
                &[*group],
                reach,
                &mut |states, complete| {
                    let kept = states.iter().map(|state| match state {
                        State::Known(Value::Truth(holds)) => number(i64::from(*holds)),
                        other => *other,
                    });
                    folded(Fold::Sum, kept, complete)
                },
                condition,
            ),
            Expr::Fold(fold, group, body) => self.over(
                &[*group],
                reach,
                &mut |states, complete| folded(*fold, states.iter().copied(), complete),
                body,
            ),
        }
    }

    fn group_shown(&self, group: usize) -> State {
        self.holds(self.checklist.groups[group].when.as_ref(), &Reach::default())
    }

    /// The body for every combination of rows. A group that is not shown has no rows to speak of.
    fn over(
        &self,
        groups: &[usize],
        reach: &Reach,
        finish: &mut dyn FnMut(&[State], bool) -> State,
        body: &Expr,
    ) -> State {
        match and(groups.iter().map(|group| self.group_shown(*group)).collect::<Vec<_>>()) {
            State::Known(Value::Truth(true)) => {}
            shown => return guarded(shown),
        }
        let mut complete = true;
        let mut combinations = vec![Vec::new()];
        for group in groups {
            let rows = &self.answers.groups[*group];
            complete &= rows.complete;
            combinations = combinations
                .iter()
                .flat_map(|begun: &Vec<(usize, usize)>| {
                    (0..rows.rows.len()).map(move |row| {
                        let mut more = begun.clone();
                        more.push((*group, row));
                        more
                    })
                })
                .collect();
        }
        let states: Vec<State> = combinations
            .into_iter()
            .map(|rows| {
                let mut inner = reach.clone();
                inner.bound.extend(rows);
                self.eval(body, &inner)
            })
            .collect();
        finish(&states, complete)
    }
}

impl Reach {
    pub(crate) fn row(group: usize, row: usize) -> Self {
        Self { own: Some((group, row)), bound: Vec::new() }
    }
}

fn number(number: i64) -> State {
    State::Known(Value::Number(Fraction::whole(number), Unit::One))
}

/// What stands behind a condition that is not true.
fn guarded(shown: State) -> State {
    match shown {
        State::Known(_) | State::NotApplicable => State::NotApplicable,
        undecided => undecided,
    }
}

fn not(inner: State) -> State {
    match inner {
        State::Known(Value::Truth(truth)) => (!truth).into(),
        other => other,
    }
}

pub(crate) fn and(list: impl IntoIterator<Item = State>) -> State {
    junction(list, false)
}

pub(crate) fn or(list: impl IntoIterator<Item = State>) -> State {
    junction(list, true)
}

/// `decisive` decides alone; not applicable is left out; unanswered stands above error.
fn junction(list: impl IntoIterator<Item = State>, decisive: bool) -> State {
    let list: Vec<State> = list.into_iter().collect();
    let decided = State::from(decisive);
    if list.contains(&decided) {
        return decided;
    }
    if list.contains(&State::Unanswered) {
        return State::Unanswered;
    }
    if let Some(error) = list.iter().find(|state| matches!(state, State::Error(_))) {
        return *error;
    }
    let opposite = State::from(!decisive);
    if list.contains(&opposite) { opposite } else { State::NotApplicable }
}

/// A row of a table: its cells joined by `and`, but a cell that is not applicable is not left out where the row would
/// hold without it.
fn all_cells(cells: impl Iterator<Item = State>) -> State {
    let cells: Vec<State> = cells.collect();
    if cells.is_empty() {
        return State::TRUE;
    }
    match and(cells.iter().copied()) {
        State::Known(Value::Truth(true)) if cells.contains(&State::NotApplicable) => State::NotApplicable,
        other => other,
    }
}

/// Not applicable, then unanswered, then error; nothing when all are known.
fn weakest(operands: &[State]) -> Option<State> {
    let unknown = |state: &&State| !matches!(state, State::Known(_));
    let rank = |state: &&State| match state {
        State::NotApplicable => 0,
        State::Unanswered => 1,
        _ => 2,
    };
    operands.iter().filter(unknown).min_by_key(rank).copied()
}

fn strict<const N: usize>(operands: [State; N], apply: impl FnOnce([Value; N]) -> State) -> State {
    if let Some(weakest) = weakest(&operands) {
        return weakest;
    }
    apply(operands.map(|operand| match operand {
        State::Known(value) => value,
        other => unreachable!("{other:?} is known"),
    }))
}

fn compare(op: Comparison, left: State, right: State) -> State {
    strict([left, right], |[left, right]| {
        let order = order(left, right);
        State::from(match op {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::NotEqual => order != Ordering::Equal,
            Comparison::Less => order == Ordering::Less,
            Comparison::LessEqual => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::GreaterEqual => order != Ordering::Less,
        })
    })
}

/// Options and truths are only ever asked to be equal.
fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Number(left, unit), Value::Number(right, other)) => {
            let nothing = |number: Fraction| number == Fraction::whole(0);
            assert!(unit == other || nothing(left) || nothing(right), "units never meet");
            left.cmp(&right)
        }
        (Value::Day(left), Value::Day(right)) => left.cmp(&right),
        (Value::Truth(left), Value::Truth(right)) => left.cmp(&right),
        (Value::Option(left), Value::Option(right)) => left.cmp(&right),
        (left, right) => unreachable!("{left:?} with {right:?}"),
    }
}

fn arithmetic(op: Arithmetic, left: Value, right: Value) -> State {
    let whole = |number: Fraction| number.above as i64;
    let value = match (op, left, right) {
        (Arithmetic::Add, Value::Number(left, unit), Value::Number(right, other)) => {
            Value::Number(left.add(right), if unit == Unit::One { other } else { unit })
        }
        (Arithmetic::Subtract, Value::Number(left, unit), Value::Number(right, other)) => {
            Value::Number(left.add(right.minus()), if unit == Unit::One { other } else { unit })
        }
        (Arithmetic::Multiply, Value::Number(left, unit), Value::Number(right, other)) => {
            Value::Number(left.mul(right), if unit == Unit::One { other } else { unit })
        }
        (Arithmetic::Divide, Value::Number(left, unit), Value::Number(right, other)) => {
            let unit = if unit == other { Unit::One } else { unit };
            match left.div(right) {
                Some(number) => Value::Number(number, unit),
                None => return State::Error(Fault::DivisionByZero),
            }
        }
        (Arithmetic::Add, Value::Day(day), Value::Number(number, Unit::Days)) => {
            Value::Day(day.plus_days(whole(number)))
        }
        (Arithmetic::Subtract, Value::Day(day), Value::Number(number, Unit::Days)) => {
            Value::Day(day.plus_days(-whole(number)))
        }
        (Arithmetic::Add, Value::Day(day), Value::Number(number, Unit::Months)) => {
            Value::Day(day.plus_months(whole(number)))
        }
        (Arithmetic::Subtract, Value::Day(day), Value::Number(number, Unit::Months)) => {
            Value::Day(day.plus_months(-whole(number)))
        }
        (Arithmetic::Subtract, Value::Day(left), Value::Day(right)) => {
            Value::Number(Fraction::whole(left.0 - right.0), Unit::Days)
        }
        (op, left, right) => unreachable!("{left:?} {op:?} {right:?}"),
    };
    State::Known(value)
}

fn quantified(quantifier: Quantifier, states: &[State], complete: bool) -> State {
    let decisive = State::from(quantifier == Quantifier::Some);
    if states.contains(&decisive) {
        return decisive;
    }
    if !complete || states.contains(&State::Unanswered) {
        return State::Unanswered;
    }
    let error = states.iter().find(|state| matches!(state, State::Error(_)));
    error.copied().unwrap_or(State::from(quantifier == Quantifier::Every))
}

/// Elements that are not applicable are left out; an error is an error; otherwise unanswered while one is.
fn folded(fold: Fold, states: impl Iterator<Item = State>, complete: bool) -> State {
    let states: Vec<State> = states.filter(|state| *state != State::NotApplicable).collect();
    if !complete || states.contains(&State::Unanswered) {
        return State::Unanswered;
    }
    if let Some(error) = states.iter().find(|state| matches!(state, State::Error(_))) {
        return *error;
    }
    let known: Vec<Value> = states
        .into_iter()
        .filter_map(|state| match state {
            State::Known(value) => Some(value),
            _ => None,
        })
        .collect();
    let best = match fold {
        Fold::Sum => known.into_iter().reduce(|left, right| match arithmetic(Arithmetic::Add, left, right) {
            State::Known(sum) => sum,
            other => unreachable!("{other:?}"),
        }),
        Fold::Min => known.into_iter().min_by(|left, right| order(*left, *right)),
        Fold::Max => known.into_iter().max_by(|left, right| order(*left, *right)),
    };
    match (best, fold) {
        (Some(value), _) => State::Known(value),
        // The sum of nothing is nothing of whatever is summed.
        (None, Fold::Sum) => State::Known(Value::Number(Fraction::whole(0), Unit::One)),
        (None, _) => State::NotApplicable,
    }
}
