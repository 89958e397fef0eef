//! The engine held against itself and against brute force: truth tables, needs, one answer at a time.

use std::sync::Arc;

use soat::eval::{Context, Place, Query, QueryState, Session, Unanswered, evaluate, query};
use soat::expr::value::Value;
use soat::model::{Answer, AnswerType, NumberAnswer, RowId};
use soat::span::{Span, Spanned};
use soat::words::Lang;

/// A small generator with a fixed start, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

fn state(
    expr: &str,
    open: &[(&str, AnswerType)],
    values: &[(String, String)],
) -> (QueryState, Option<Value>, Vec<String>, bool) {
    let open =
        open.iter().map(|(name, answer)| Unanswered { name: (*name).to_owned(), answer: answer.clone() });
    let asked = Query { expr: expr.to_owned(), values: values.to_vec(), open: open.collect(), as_of: None };
    let outcome = query(&asked);
    assert!(
        outcome.error.as_ref().is_none_or(|error| error.code.contains("zero")),
        "{expr}: {:?}",
        outcome.error
    );
    (outcome.state, outcome.value, outcome.needs, outcome.exact)
}

#[test]
fn kleene_tables_are_as_documented() {
    let word = |state: QueryState, value: Option<Value>| match (state, value) {
        (QueryState::Value, Some(Value::Boolean(true))) => "true",
        (QueryState::Value, Some(Value::Boolean(false))) => "false",
        (QueryState::Unanswered, _) => "unanswered",
        (QueryState::NotApplicable, _) => "not applicable",
        (QueryState::Error, _) => "error",
        other => panic!("{other:?}"),
    };
    // `min([])` has no value: not applicable. `1 / 0` is an error. `u` is open.
    let operands = [
        ("true", "yes"),
        ("false", "no"),
        ("unanswered", "u"),
        ("not applicable", "min([]) = 1"),
        ("error", "1 / 0 = 1"),
    ];
    let and = [
        ["true", "false", "unanswered", "true", "error"],
        ["false", "false", "false", "false", "false"],
        ["unanswered", "false", "unanswered", "unanswered", "unanswered"],
        ["true", "false", "unanswered", "not applicable", "error"],
        ["error", "false", "unanswered", "error", "error"],
    ];
    for (row, (left_word, left)) in operands.iter().enumerate() {
        for (column, (right_word, right)) in operands.iter().enumerate() {
            let open = [("u", AnswerType::YesNo), ("w", AnswerType::YesNo)];
            let right = right.replace('u', "w");
            let (state, value, ..) = state(&format!("({left}) and ({right})"), &open, &[]);
            assert_eq!(word(state, value), and[row][column], "{left_word} and {right_word}");
        }
    }
}

/// Everything a question of these tests may be answered.
fn domain(answer: &AnswerType) -> Vec<String> {
    match answer {
        AnswerType::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        _ => (0..=4).map(|number| number.to_string()).collect(),
    }
}

fn small_number() -> AnswerType {
    let text = |text: &str| Some(Spanned::new(text.to_owned(), Span::default()));
    AnswerType::Number(NumberAnswer {
        min: text("0"),
        max: text("4"),
        decimals: Some(0),
        ..NumberAnswer::default()
    })
}

fn condition(dice: &mut Dice, depth: usize) -> String {
    let flags = ["a", "b"];
    let numbers = ["x", "y"];
    match dice.roll(if depth == 0 { 4 } else { 8 }) {
        0 => flags[dice.roll(2)].to_owned(),
        1 => format!(
            "{} {} {}",
            numbers[dice.roll(2)],
            ["<", "<=", "=", "!=", ">", ">="][dice.roll(6)],
            dice.roll(6)
        ),
        2 => {
            format!("{} {} {}", numbers[dice.roll(2)], ["<", "=", ">="][dice.roll(3)], numbers[dice.roll(2)])
        }
        3 => format!("{} + {} >= {}", numbers[dice.roll(2)], dice.roll(3), dice.roll(7)),
        4 | 5 => format!("({} and {})", condition(dice, depth - 1), condition(dice, depth - 1)),
        6 => format!("({} or {})", condition(dice, depth - 1), condition(dice, depth - 1)),
        _ => format!("not({})", condition(dice, depth - 1)),
    }
}

#[test]
fn needs_agree_with_brute_force() {
    let names =
        [("a", AnswerType::YesNo), ("b", AnswerType::YesNo), ("x", small_number()), ("y", small_number())];
    let mut dice = Dice(20_261_124);
    for _ in 0..400 {
        let expr = condition(&mut dice, 3);
        let domains: Vec<Vec<String>> = names.iter().map(|(_, answer)| domain(answer)).collect();
        let total: usize = domains.iter().map(Vec::len).product();
        let results: Vec<Option<Value>> = (0..total)
            .map(|number| {
                let mut rest = number;
                let values: Vec<(String, String)> = names
                    .iter()
                    .zip(&domains)
                    .map(|((name, _), domain)| {
                        let literal = domain[rest % domain.len()].clone();
                        rest /= domain.len();
                        ((*name).to_owned(), literal)
                    })
                    .collect();
                state(&expr, &[], &values).1
            })
            .collect();
        let mut wanted = Vec::new();
        let mut stride = 1;
        for ((name, _), domain) in names.iter().zip(&domains) {
            if (0..total).any(|at| (at / stride) % domain.len() > 0 && results[at] != results[at - stride]) {
                wanted.push((*name).to_owned());
            }
            stride *= domain.len();
        }
        let (state, value, mut needs, exact) = state(&expr, &names, &[]);
        needs.sort();
        assert!(exact, "{expr}");
        assert_eq!(needs, wanted, "{expr}");
        assert_eq!(state == QueryState::Unanswered, !wanted.is_empty(), "{expr}");
        if wanted.is_empty() {
            assert_eq!(value, results[0], "{expr}");
        }
    }
}

const YARD: &str = "checklist: yard/yard
version: '1'
title: { vi: Bãi, en: Yard }
let:
  deep: depth >= 2 m
sections:
  - id: pit
    title: { vi: Hố, en: Pit }
    items:
      - { id: depth, ask: { vi: Sâu?, en: Deep? }, answer: { number: { unit: m, min: 0, max: 9, decimals: 1 } } }
      - { id: shored, when: deep, ask: { vi: Chống?, en: Shored? }, answer: yes_no, require: shored = yes }
      - { id: last, ask: { vi: Lần cuối?, en: Last? }, answer: { date: { max: as_of } }, require: as_of - last <= 7 days }
groups:
  - id: cranes
    title: { vi: Cần trục, en: Cranes }
    label: '{name}'
    items:
      - { id: name, ask: { vi: Tên?, en: Name? }, answer: text }
      - { id: load, ask: { vi: Tải?, en: Load? }, answer: { number: { unit: t, min: 0, max: 50, decimals: 1 } }, require: load <= 10 t }
      - { id: checked, when: load > 1 t, ask: { vi: Kiểm?, en: Checked? }, answer: yes_no, require: checked = yes and deep }
requirements:
  - { id: total, title: { vi: Tổng, en: Total }, require: sum(for c in cranes return c.load) <= 20 t }
  - { id: one_checked, title: { vi: Một, en: One }, when: count(cranes) > 0, require: some c in cranes satisfies c.checked = yes }
  - { id: pairs, title: { vi: Cặp, en: Pairs }, require: 'every c in cranes, d in cranes satisfies c.load + d.load <= 30 t' }
";

#[test]
fn one_answer_at_a_time_agrees_with_all_at_once() {
    let (pack, diagnostics) = soat::load::load_checklist(YARD, "yard/yard.yaml");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let checked = soat::check::check(&Arc::new(pack), "yard/yard");
    let program = checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let context = Context { as_of: jiff::civil::date(2026, 11, 24), lang: Lang::En };
    let mut session = Session::new(program.clone(), context);
    let group = program.groups()[0].id;
    let mut dice = Dice(7);
    let mut next = 0;
    for step in 0..600 {
        let rows: Vec<RowId> = session.row_ids(group).collect();
        match dice.roll(10) {
            0 if rows.len() < 5 => {
                session.add_row(group, RowId(next));
                next += 1;
            }
            1 if !rows.is_empty() => session.remove_row(group, rows[dice.roll(rows.len())]),
            2 => {
                let complete = dice.roll(2) == 0;
                session.set_complete(group, complete);
            }
            _ => {
                let places = session.places();
                let place: Place = places[dice.roll(places.len())];
                let literal = match program.item(place.item).map(|item| item.name.as_str()) {
                    Some("depth") => format!("{}.5 m", dice.roll(5)),
                    Some("load") => format!("{} t", dice.roll(30)),
                    Some("last") => format!("2026-11-{:02}", 10 + dice.roll(15)),
                    Some("name") => "TC".to_owned(),
                    _ => ["yes", "no"][dice.roll(2)].to_owned(),
                };
                let answer = Answer::Value(literal);
                let answer = if dice.roll(4) == 0 { None } else { Some(&answer) };
                session.set(place, answer).unwrap_or_else(|mistake| panic!("{mistake:?}"));
            }
        }
        let (fresh, bad) = evaluate(&program, session.answers(), context);
        assert!(bad.is_empty(), "{bad:?}");
        let own: Vec<_> = session.verdicts().map(|(place, verdict)| (place, verdict.clone())).collect();
        let again: Vec<_> = fresh.verdicts().map(|(place, verdict)| (place, verdict.clone())).collect();
        assert_eq!(own, again, "step {step}, {:?}", session.answers());
        assert_eq!(session.missing(), fresh.missing(), "step {step}");
    }
}
