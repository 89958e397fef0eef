//! Makes checklists by chance: small enough that every completion can be tried, and of every kind of part.
//!
//! Names refer backwards only, so there are no cycles: what is made may read what was made before it. Requirements,
//! which nothing reads, are made last and may read everything.

use crate::dice::Dice;
use crate::expressions::{Maker, Scope};
use crate::model::{
    AnswerKind, Checklist, Citation, Expr, Group, Item, ItemKind, Parameter, Requirement, Section, Table,
    TableRow, Test, Ty,
};
use crate::value::{Day, Fraction, Unit};

/// The days checklists are judged on.
pub(crate) fn days() -> [Day; 5] {
    [
        Day::of(2026, 2, 27),
        Day::of(2026, 2, 28),
        Day::of(2026, 3, 1),
        Day::of(2026, 3, 2),
        Day::of(2026, 3, 31),
    ]
}

pub(crate) fn checklist(dice: &mut Dice) -> Checklist {
    let instruments = (0..=dice.roll(2)).map(|_| instrument(dice)).collect();
    let parameters = (0..dice.roll(3)).map(|_| parameter(dice)).collect();
    let mut made = Checklist { parameters, instruments, ..Checklist::default() };
    for _ in 0..dice.roll(3) {
        let kind = answer(dice);
        made.site.push(Item {
            when: None,
            kind: ItemKind::Asked { answer: kind, may_not_apply: false },
            requirement: None,
        });
    }
    let sections = 1 + dice.roll(2);
    let group_at = dice.roll(3);
    for at in 0..sections {
        if at == group_at {
            group(dice, &mut made);
        }
        section(dice, &mut made);
        extras(dice, &mut made);
    }
    if dice.once_in(3) {
        group(dice, &mut made);
    }
    requirements(dice, &mut made);
    made
}

fn instrument(dice: &mut Dice) -> (Day, Option<Day>) {
    let from = *dice.pick(&[Day::of(2020, 1, 1), Day::of(2026, 2, 28), Day::of(2026, 3, 1)]);
    let until = *dice.pick(&[None, None, Some(Day::of(2026, 3, 2)), Some(Day::of(2027, 1, 1))]);
    (from, until)
}

fn parameter(dice: &mut Dice) -> Parameter {
    let unit = *dice.pick(&[Unit::One, Unit::Metre, Unit::Days, Unit::Months]);
    let value = |dice: &mut Dice| match unit {
        Unit::Metre => Fraction::new(dice.roll(4) as i128, 10),
        _ => Fraction::whole(dice.roll(4) as i64),
    };
    let first = *dice.pick(&[Day::of(2020, 1, 1), Day::of(2026, 2, 28)]);
    let mut values = vec![(first, None, value(dice))];
    if dice.once_in(2) {
        let change = Day::of(2026, 3, 1);
        values[0].1 = Some(change);
        let until = dice.once_in(4).then_some(Day::of(2026, 3, 31));
        values.push((change, until, value(dice)));
    }
    Parameter { unit, values }
}

pub(crate) fn answer(dice: &mut Dice) -> AnswerKind {
    match dice.roll(12) {
        0..=4 => AnswerKind::YesNo,
        5 | 6 => {
            let min = *dice.pick(&[0, 0, 1, -1]);
            AnswerKind::Whole { min, max: min + 1 + dice.roll(3) as i64 }
        }
        7 => AnswerKind::Length { max: 1 + dice.roll(3) as i64 },
        8 | 9 => match dice.roll(3) {
            0 => AnswerKind::Date { min: Day::of(2026, 1, 29), max: Some(Day::of(2026, 2, 1)) },
            1 => AnswerKind::Date { min: Day::of(2026, 2, 27), max: Some(Day::of(2026, 3, 1)) },
            _ => AnswerKind::Date { min: Day::of(2026, 2, 26), max: None },
        },
        10 => AnswerKind::Choice(2 + dice.roll(2) as u8),
        _ => AnswerKind::Choices(2),
    }
}

fn maker<'m>(dice: &'m mut Dice, made: &'m Checklist) -> Maker<'m> {
    Maker { dice, made, scope: Scope::default() }
}

fn condition(dice: &mut Dice, made: &Checklist, depth: usize) -> Expr {
    maker(dice, made).truth(depth)
}

fn when(dice: &mut Dice, made: &Checklist, once_in: usize) -> Option<Expr> {
    dice.once_in(once_in).then(|| condition(dice, made, 1))
}

fn section(dice: &mut Dice, made: &mut Checklist) {
    let when = when(dice, made, 3);
    made.sections.push(Section { when, first: made.items.len() });
    for _ in 0..=dice.roll(3) {
        let item = item(dice, made, None);
        made.items.push(item);
    }
}

/// Items of a group are made while the group is still the last one and not yet to be walked.
fn item(dice: &mut Dice, made: &Checklist, own: Option<(usize, &[Item])>) -> Item {
    let mut maker = Maker { dice, made, scope: Scope::default() };
    maker.scope.own = own;
    let when = maker.dice.once_in(3).then(|| maker.truth(1));
    let kind = if maker.dice.once_in(8) {
        let ty = *maker.dice.pick(&[Ty::Truth, Ty::Number(Unit::One), Ty::Day]);
        ItemKind::Computed(ty, maker.of(ty, 1))
    } else {
        let answer = answer(maker.dice);
        ItemKind::Asked { may_not_apply: maker.dice.once_in(5), answer }
    };
    Item { when, kind, requirement: None }
}

/// Definitions and tables over what there is so far.
fn extras(dice: &mut Dice, made: &mut Checklist) {
    if dice.once_in(2) {
        let ty = *dice.pick(&[Ty::Truth, Ty::Truth, Ty::Number(Unit::One), Ty::Day, Ty::Number(Unit::Metre)]);
        let definition = maker(dice, made).of(ty, 2);
        made.definitions.push((ty, definition));
    }
    if dice.once_in(4) {
        let table = table(dice, made);
        made.tables.push(table);
    }
}

fn table(dice: &mut Dice, made: &Checklist) -> Table {
    let keys = 1 + usize::from(dice.once_in(3));
    let by = (0..keys).map(|_| maker(dice, made).of(Ty::Number(Unit::One), 1)).collect();
    let mut rows: Vec<TableRow> = (0..=dice.roll(3))
        .map(|_| TableRow {
            within: (0..keys).map(|_| (!dice.once_in(5)).then(|| cell(dice))).collect(),
            is: dice.roll(4) as i64,
        })
        .collect();
    if dice.once_in(2) {
        rows.push(TableRow { within: vec![None; keys], is: 3 });
    }
    Table { by, rows }
}

fn cell(dice: &mut Dice) -> Test {
    crate::expressions::test_of_constants(dice)
}

fn group(dice: &mut Dice, made: &mut Checklist) {
    let when = when(dice, made, 3);
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..=dice.roll(2) {
        let item = item(dice, made, Some((made.groups.len(), &items)));
        items.push(item);
    }
    made.groups.push(Group { when, items, requirements: Vec::new() });
}

fn requirements(dice: &mut Dice, made: &mut Checklist) {
    for at in 0..made.items.len() {
        if dice.once_in(2) {
            let requirement = requirement(dice, made, None, Some(&made.items[at]));
            made.items[at].requirement = Some(requirement);
        }
    }
    for group in 0..made.groups.len() {
        for at in 0..made.groups[group].items.len() {
            if dice.once_in(2) {
                let own = &made.groups[group].items;
                let requirement = requirement(dice, made, Some(group), Some(&own[at]));
                made.groups[group].items[at].requirement = Some(requirement);
            }
        }
        if dice.once_in(3) {
            let requirement = requirement(dice, made, Some(group), None);
            made.groups[group].requirements.push(requirement);
        }
    }
    for _ in 0..=dice.roll(3) {
        let requirement = requirement(dice, made, None, None);
        made.requirements.push(requirement);
    }
}

fn requirement(dice: &mut Dice, made: &Checklist, group: Option<usize>, item: Option<&Item>) -> Requirement {
    let citations: Vec<Citation> = (0..dice.roll(3))
        .map(|_| Citation {
            instrument: dice.roll(made.instruments.len()),
            from: dice.once_in(3).then_some(Day::of(2026, 2, 28)),
            until: dice.once_in(4).then_some(Day::of(2026, 3, 2)),
        })
        .collect();
    let mut maker = maker(dice, made);
    maker.scope.own = group.map(|group| (group, made.groups[group].items.as_slice()));
    // An item has one `when`, which shows it.
    let when = (item.is_none() && maker.dice.once_in(3)).then(|| maker.truth(1));
    let is_yes_no =
        item.is_some_and(|item| matches!(item.kind, ItemKind::Asked { answer: AnswerKind::YesNo, .. }));
    let implied = is_yes_no && !citations.is_empty() && maker.dice.once_in(2);
    let depth = 1 + maker.dice.roll(3);
    let require = (!implied).then(|| maker.truth(depth));
    Requirement { when, require, citations }
}
