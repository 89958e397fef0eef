//! Makes expressions by chance, well typed, over the names in reach.

use crate::dice::Dice;
use crate::model::{
    AnswerKind, Arithmetic, Checklist, Comparison, Expr, Fold, Item, ItemKind, Quantifier, Source, Test, Ty,
};
use crate::value::{Day, Fraction, Unit, Value};

#[derive(Clone, Debug, Default)]
pub(crate) struct Scope<'m> {
    /// The group whose questions may be named bare, with those made so far.
    pub(crate) own: Option<(usize, &'m [Item])>,
    /// The groups of the variables bound so far.
    pub(crate) bound: Vec<usize>,
    /// Inside a filter, whose variable is always called `item`.
    pub(crate) filtering: bool,
}

#[derive(Debug)]
pub(crate) struct Maker<'m> {
    pub(crate) dice: &'m mut Dice,
    pub(crate) made: &'m Checklist,
    pub(crate) scope: Scope<'m>,
}

const COMPARISONS: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::LessEqual,
    Comparison::Greater,
    Comparison::GreaterEqual,
];

fn whole(number: i64) -> Expr {
    Expr::Literal(Value::Number(Fraction::whole(number), Unit::One))
}

/// A cell of a table over whole numbers.
pub(crate) fn test_of_constants(dice: &mut Dice) -> Test {
    if dice.once_in(2) {
        return Test::Compare(*dice.pick(&COMPARISONS), whole(dice.roll(4) as i64));
    }
    let low = dice.roll(3) as i64;
    let high = low + 1 + dice.roll(3) as i64;
    Test::Range { low: whole(low), low_in: dice.once_in(2), high: whole(high), high_in: dice.once_in(2) }
}

impl Maker<'_> {
    pub(crate) fn of(&mut self, ty: Ty, depth: usize) -> Expr {
        match ty {
            Ty::Truth => self.truth(depth),
            Ty::Number(unit) => self.number(unit, depth),
            Ty::Day => self.day(depth),
        }
    }

    pub(crate) fn truth(&mut self, depth: usize) -> Expr {
        if depth == 0 || self.dice.once_in(4) {
            return self.leaf();
        }
        match self.dice.roll(10) {
            0..=2 => Expr::And(self.truths(depth - 1)),
            3..=5 => Expr::Or(self.truths(depth - 1)),
            6 => Expr::Not(Box::new(self.truth(depth - 1))),
            7 => {
                let parts = [self.truth(depth - 1), self.truth(depth - 1), self.truth(depth - 1)];
                Expr::If(Box::new(parts))
            }
            _ => self.over_rows(depth).unwrap_or_else(|| Expr::Or(self.truths(depth - 1))),
        }
    }

    fn truths(&mut self, depth: usize) -> Vec<Expr> {
        let count = 2 + usize::from(self.dice.once_in(3));
        (0..count).map(|_| self.truth(depth)).collect()
    }

    /// A condition without `and`, `or`, `not` around it.
    fn leaf(&mut self) -> Expr {
        for _ in 0..4 {
            let found = match self.dice.roll(9) {
                0..=3 => self.any_source(Ty::Truth),
                4 => self.chosen(),
                5 => Some(self.compared()),
                6 => self.over_rows(0),
                7 => Some(self.within()),
                _ => Some(self.compared()),
            };
            if let Some(found) = found {
                return found;
            }
        }
        Expr::Literal(Value::Truth(self.dice.once_in(2)))
    }

    fn compared(&mut self) -> Expr {
        let ty = self.comparable();
        let op = *self.dice.pick(&COMPARISONS);
        let left = self.of(ty, 1);
        let right = if self.dice.once_in(2) { self.literal(ty) } else { self.of(ty, 1) };
        Expr::Compare(op, Box::new([left, right]))
    }

    /// A type that something in reach has, mostly.
    fn comparable(&mut self) -> Ty {
        let all = [
            Ty::Number(Unit::One),
            Ty::Day,
            Ty::Number(Unit::Metre),
            Ty::Number(Unit::Days),
            Ty::Number(Unit::One),
        ];
        let first = *self.dice.pick(&all);
        let reachable =
            all.iter().find(|ty| !self.sources(|answer| type_of(answer) == Some(**ty)).is_empty());
        match reachable {
            Some(ty) if !self.dice.once_in(4) => {
                let list: Vec<Ty> = all
                    .iter()
                    .copied()
                    .filter(|ty| !self.sources(|answer| type_of(answer) == Some(*ty)).is_empty())
                    .collect();
                if list.is_empty() { *ty } else { *self.dice.pick(&list) }
            }
            _ => first,
        }
    }

    fn within(&mut self) -> Expr {
        let ty = self.comparable();
        let subject = self.of(ty, 0);
        let count = 1 + usize::from(self.dice.once_in(3));
        let tests = (0..count)
            .map(|_| {
                if self.dice.once_in(3) {
                    let op =
                        if self.dice.once_in(2) { Comparison::Equal } else { *self.dice.pick(&COMPARISONS) };
                    return Test::Compare(op, self.of(ty, 0));
                }
                let (low, high) = self.ends(ty);
                Test::Range { low, low_in: self.dice.once_in(2), high, high_in: self.dice.once_in(2) }
            })
            .collect();
        Expr::In(Box::new(subject), tests)
    }

    /// Constant ends, the lower first; now and then an end that is asked.
    fn ends(&mut self, ty: Ty) -> (Expr, Expr) {
        let (mut low, mut high) = (self.literal(ty), self.literal(ty));
        if let (Expr::Literal(left), Expr::Literal(right)) = (&low, &high)
            && above(*left, *right)
        {
            std::mem::swap(&mut low, &mut high);
        }
        if self.dice.once_in(4) { (low, self.of(ty, 0)) } else { (low, high) }
    }

    fn chosen(&mut self) -> Option<Expr> {
        let list = self.sources(|answer| matches!(answer, AnswerKind::Choice(_) | AnswerKind::Choices(_)));
        if list.is_empty() {
            return None;
        }
        let (source, answer) = self.dice.pick(&list).clone();
        Some(match answer {
            AnswerKind::Choice(count) if self.dice.once_in(3) => {
                let first = self.dice.roll(count as usize) as u8;
                let options = vec![first, (first + 1) % count];
                Expr::Chosen(source, options, true)
            }
            AnswerKind::Choice(count) => {
                let one = Expr::Chosen(source, vec![self.dice.roll(count as usize) as u8], false);
                if self.dice.once_in(4) { Expr::Not(Box::new(one)) } else { one }
            }
            AnswerKind::Choices(count) => Expr::Among(source, self.dice.roll(count as usize) as u8),
            other => unreachable!("{other:?} has no options"),
        })
    }

    /// Over the rows of a group that is already made.
    fn over_rows(&mut self, depth: usize) -> Option<Expr> {
        if self.made.groups.is_empty() || self.scope.bound.len() >= 2 {
            return None;
        }
        let depth = depth.min(2);
        let group = self.dice.roll(self.made.groups.len());
        Some(match self.dice.roll(8) {
            0..=3 => {
                let quantifier = *self.dice.pick(&[Quantifier::Some, Quantifier::Every]);
                let twice = self.scope.bound.is_empty() && self.dice.once_in(6);
                let groups =
                    if twice { vec![group, self.dice.roll(self.made.groups.len())] } else { vec![group] };
                let body = self.inside(&groups, |maker| maker.truth(depth.saturating_sub(1)));
                Expr::Quantified(quantifier, groups, Box::new(body))
            }
            4 => {
                let op = *self.dice.pick(&COMPARISONS);
                Expr::Compare(op, Box::new([Expr::Count(group), whole(self.dice.roll(4) as i64)]))
            }
            5 if !self.scope.filtering => {
                let own = self.scope.own.take();
                self.scope.filtering = true;
                let body = self.inside(&[group], |maker| maker.truth(0));
                self.scope.filtering = false;
                self.scope.own = own;
                let count = Expr::CountWhere(group, Box::new(body));
                Expr::Compare(
                    *self.dice.pick(&COMPARISONS),
                    Box::new([count, whole(self.dice.roll(3) as i64)]),
                )
            }
            _ => {
                let unit = if self.dice.once_in(4) { Unit::Metre } else { Unit::One };
                let ty = if self.dice.once_in(5) { Ty::Day } else { Ty::Number(unit) };
                let fold = if ty == Ty::Day {
                    Fold::Max
                } else {
                    *self.dice.pick(&[Fold::Sum, Fold::Sum, Fold::Min])
                };
                let body = self.inside(&[group], |maker| maker.of(ty, 1));
                let fold = Expr::Fold(fold, group, Box::new(body));
                Expr::Compare(*self.dice.pick(&COMPARISONS), Box::new([fold, self.of(ty, 0)]))
            }
        })
    }

    fn inside<T>(&mut self, groups: &[usize], make: impl FnOnce(&mut Self) -> T) -> T {
        self.scope.bound.extend(groups);
        let made = make(self);
        self.scope.bound.truncate(self.scope.bound.len() - groups.len());
        made
    }

    pub(crate) fn number(&mut self, unit: Unit, depth: usize) -> Expr {
        if unit == Unit::Days && self.dice.once_in(2) {
            let sides = [self.day(0), self.day(0)];
            return Expr::Arithmetic(Arithmetic::Subtract, Box::new(sides));
        }
        if depth > 0 && unit != Unit::Months && self.dice.once_in(3) {
            return match self.dice.roll(6) {
                0 | 1 => {
                    let op = *self.dice.pick(&[Arithmetic::Add, Arithmetic::Subtract]);
                    Expr::Arithmetic(op, Box::new([self.number(unit, 0), self.number(unit, 0)]))
                }
                2 if unit != Unit::Days => {
                    let sides = [self.number(Unit::One, 0), self.number(unit, 0)];
                    Expr::Arithmetic(Arithmetic::Multiply, Box::new(sides))
                }
                3 if unit == Unit::One => {
                    let other = *self.dice.pick(&[Unit::One, Unit::Metre]);
                    let sides = [self.number(other, 0), self.number(other, 0)];
                    Expr::Arithmetic(Arithmetic::Divide, Box::new(sides))
                }
                4 => {
                    let parts = [self.truth(0), self.number(unit, 0), self.number(unit, 0)];
                    Expr::If(Box::new(parts))
                }
                _ => {
                    let fold = *self.dice.pick(&[Fold::Sum, Fold::Min, Fold::Max]);
                    let list = vec![self.number(unit, 0), self.number(unit, 0)];
                    if self.dice.once_in(2) { Expr::Call(fold, list) } else { Expr::CallOnList(fold, list) }
                }
            };
        }
        self.any_source(Ty::Number(unit)).unwrap_or_else(|| self.literal(Ty::Number(unit)))
    }

    pub(crate) fn day(&mut self, depth: usize) -> Expr {
        if depth > 0 && self.dice.once_in(2) {
            let unit = *self.dice.pick(&[Unit::Days, Unit::Months]);
            let span = match self.parameter_of(unit) {
                Some(parameter) if self.dice.once_in(2) => parameter,
                _ => self.literal(Ty::Number(unit)),
            };
            let op = if self.dice.once_in(3) { Arithmetic::Subtract } else { Arithmetic::Add };
            return Expr::Arithmetic(op, Box::new([self.day(0), span]));
        }
        if self.dice.once_in(5) {
            return Expr::AsOf;
        }
        self.any_source(Ty::Day).unwrap_or_else(|| self.literal(Ty::Day))
    }

    fn literal(&mut self, ty: Ty) -> Expr {
        Expr::Literal(match ty {
            Ty::Truth => Value::Truth(self.dice.once_in(2)),
            Ty::Number(Unit::Metre) => {
                Value::Number(Fraction::new(self.dice.roll(5) as i128, 10), Unit::Metre)
            }
            Ty::Number(unit) => Value::Number(Fraction::whole(self.dice.roll(5) as i64), unit),
            Ty::Day => Value::Day(*self.dice.pick(&[
                Day::of(2026, 1, 30),
                Day::of(2026, 1, 31),
                Day::of(2026, 2, 28),
                Day::of(2026, 3, 1),
            ])),
        })
    }

    fn parameter_of(&mut self, unit: Unit) -> Option<Expr> {
        let all = self.made.parameters.iter().enumerate();
        let list: Vec<usize> = all.filter(|(_, own)| own.unit == unit).map(|(at, _)| at).collect();
        (!list.is_empty()).then(|| Expr::Parameter(*self.dice.pick(&list)))
    }

    /// A question, definition, table, parameter or computed value of this type.
    fn any_source(&mut self, ty: Ty) -> Option<Expr> {
        let mut all: Vec<Expr> = self
            .sources(|answer| type_of(answer) == Some(ty))
            .into_iter()
            .map(|(source, _)| Expr::Read(source))
            .collect();
        all.extend(self.computed(ty).into_iter().map(Expr::Read));
        for (at, definition) in self.made.definitions.iter().enumerate() {
            if definition.0 == ty {
                all.push(Expr::Definition(at));
            }
        }
        if ty == Ty::Number(Unit::One) {
            all.extend((0..self.made.tables.len()).map(Expr::Table));
        }
        let parameters = self.made.parameters.iter().enumerate();
        all.extend(
            parameters.filter(|(_, own)| Ty::Number(own.unit) == ty).map(|(at, _)| Expr::Parameter(at)),
        );
        (!all.is_empty()).then(|| self.dice.pick(&all).clone())
    }

    fn places(&self) -> Vec<(Source, &Item)> {
        let mut all: Vec<(Source, &Item)> = Vec::new();
        all.extend(self.made.site.iter().enumerate().map(|(at, item)| (Source::Site(at), item)));
        all.extend(self.made.items.iter().enumerate().map(|(at, item)| (Source::Item(at), item)));
        if let Some((_, items)) = self.scope.own {
            all.extend(items.iter().enumerate().map(|(at, item)| (Source::Own(at), item)));
        }
        for (variable, group) in self.scope.bound.iter().enumerate() {
            let items = self.made.groups[*group].items.iter().enumerate();
            // Those of the row at hand weigh more than the rest.
            let own: Vec<_> = items.map(|(at, item)| (Source::Of(variable, at), item)).collect();
            all.extend(own.iter().copied());
            all.extend(own);
        }
        all
    }

    fn sources(&self, fits: impl Fn(&AnswerKind) -> bool) -> Vec<(Source, AnswerKind)> {
        let asked = self.places().into_iter().filter_map(|(source, item)| match &item.kind {
            ItemKind::Asked { answer, .. } if fits(answer) => Some((source, answer.clone())),
            _ => None,
        });
        asked.collect()
    }

    fn computed(&self, ty: Ty) -> Vec<Source> {
        let computed = self.places().into_iter().filter_map(|(source, item)| match &item.kind {
            ItemKind::Computed(own, _) if *own == ty => Some(source),
            _ => None,
        });
        computed.collect()
    }
}

fn above(left: Value, right: Value) -> bool {
    match (left, right) {
        (Value::Number(left, _), Value::Number(right, _)) => left > right,
        (Value::Day(left), Value::Day(right)) => left > right,
        _ => false,
    }
}

fn type_of(answer: &AnswerKind) -> Option<Ty> {
    match answer {
        AnswerKind::YesNo => Some(Ty::Truth),
        AnswerKind::Whole { .. } => Some(Ty::Number(Unit::One)),
        AnswerKind::Length { .. } => Some(Ty::Number(Unit::Metre)),
        AnswerKind::Date { .. } => Some(Ty::Day),
        AnswerKind::Choice(_) | AnswerKind::Choices(_) => None,
    }
}
