//! The brute-force suite `tests/suites/needs`: conditions over at most four questions, with the answers given and what
//! must come of them. The files say everything an engine needs; `README.md` beside them describes the format.
//!
//! `SOAT_BLESS=1` makes the files anew from the oracle.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use soat::eval::{Context, Need, RequirementPlace, Verdict, evaluate};
use soat::model::{Answer, Answers as Recorded};
use soat::words::Lang;

use crate::brute::{Open, Truth, answers_to, open, truth};
use crate::dice::Dice;
use crate::expressions::{Maker, Scope};
use crate::judge::{Answers, Seat, World};
use crate::model::{AnswerKind, Checklist, Expr, Item, ItemKind, Requirement, Section, Source};
use crate::text;
use crate::value::{Day, State, Value};

const SEAT: Seat = Seat::Across(0);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/needs")
}

/// What a file of the suite is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Logic,
    Numbers,
    Dates,
    NotApplicable,
}

const FILES: [(&str, Subject, usize); 4] = [
    ("logic.jsonl", Subject::Logic, 700),
    ("numbers.jsonl", Subject::Numbers, 700),
    ("dates.jsonl", Subject::Dates, 600),
    ("not_applicable.jsonl", Subject::NotApplicable, 600),
];

fn answer(dice: &mut Dice, subject: Subject) -> AnswerKind {
    let first_of_march = Day::of(2026, 3, 1);
    match (subject, dice.roll(3)) {
        (Subject::Logic, _) | (_, 0) => AnswerKind::YesNo,
        (Subject::Numbers, 1) => {
            let min = dice.roll(3) as i64 - 1;
            AnswerKind::Whole { min, max: min + 1 + dice.roll(3) as i64 }
        }
        (Subject::Numbers, _) => match dice.roll(3) {
            0 => AnswerKind::Choice(3),
            1 => AnswerKind::Choices(2),
            _ => AnswerKind::Length { max: 3 },
        },
        (Subject::Dates, _) => match dice.roll(2) {
            0 => AnswerKind::Date { min: Day::of(2026, 1, 29), max: Some(Day::of(2026, 2, 1)) },
            _ => AnswerKind::Date { min: Day::of(2026, 2, 27), max: Some(first_of_march) },
        },
        (Subject::NotApplicable, 1) => AnswerKind::Whole { min: 0, max: 2 },
        (Subject::NotApplicable, _) => AnswerKind::Choice(2),
    }
}

/// A checklist with nothing but these questions and one condition.
fn made(dice: &mut Dice, subject: Subject) -> Checklist {
    let mut made = Checklist { sections: vec![Section::default()], ..Checklist::default() };
    for at in 0..=dice.roll(4) {
        let answer = answer(dice, subject);
        let may_not_apply = subject == Subject::NotApplicable && (at == 0 || dice.once_in(2));
        let kind = ItemKind::Asked { answer, may_not_apply };
        made.items.push(Item { when: None, kind, requirement: None });
    }
    let depth = 2 + dice.roll(2);
    let condition = if subject == Subject::Logic {
        logic(dice, made.items.len(), depth)
    } else {
        Maker { dice, made: &made, scope: Scope::default() }.truth(depth)
    };
    made.requirements = vec![Requirement { when: None, require: Some(condition), citations: Vec::new() }];
    made
}

/// Over yes/no questions only.
fn logic(dice: &mut Dice, questions: usize, depth: usize) -> Expr {
    if depth == 0 || dice.once_in(6) {
        return Expr::Read(Source::Item(dice.roll(questions)));
    }
    let part = |dice: &mut Dice| logic(dice, questions, depth - 1);
    match dice.roll(8) {
        0..=2 => Expr::And(vec![part(dice), part(dice)]),
        3..=5 => Expr::Or(vec![part(dice), part(dice)]),
        6 => Expr::Not(Box::new(part(dice))),
        _ => Expr::If(Box::new([part(dice), part(dice), part(dice)])),
    }
}

/// One file of the suite, line by line.
fn file(subject: Subject, lines: usize) -> String {
    let mut dice = Dice::new(2026 + subject as u64);
    let mut written = BTreeSet::new();
    let mut file = String::new();
    while written.len() < lines {
        let made = made(&mut dice, subject);
        let as_of = Day::of(2026, 3, 1);
        let nothing = Answers { items: vec![State::Unanswered; made.items.len()], ..Answers::default() };
        let blank = World { checklist: &made, answers: &nothing, as_of };
        // Most conditions should rest on most of their questions.
        let rests_on = match truth(&blank, SEAT, usize::MAX) {
            Truth::Open { strict, .. } => strict.len(),
            _ => 0,
        };
        let rich = rests_on > 0 && rests_on + 1 >= made.items.len();
        if open(&blank, SEAT).is_empty() || !(rich || dice.once_in(12)) {
            continue;
        }
        for _ in 0..3 {
            let items = made.items.iter().map(|item| given(&mut dice, item, as_of)).collect();
            let answers = Answers { items, ..Answers::default() };
            let world = World { checklist: &made, answers: &answers, as_of };
            let line = line(&world);
            if written.len() < lines && written.insert(line.clone()) {
                let _ = writeln!(file, "{line}");
            }
        }
    }
    file
}

fn given(dice: &mut Dice, item: &Item, as_of: Day) -> State {
    match &item.kind {
        ItemKind::Asked { answer, may_not_apply } if dice.once_in(3) => {
            *dice.pick(&answers_to(answer, *may_not_apply, as_of))
        }
        _ => State::Unanswered,
    }
}

fn line(world: &World<'_>) -> String {
    let condition = world.checklist.requirements[0].require.as_ref().unwrap();
    let mut questions = Vec::new();
    let mut given = Map::new();
    for (at, item) in world.checklist.items.iter().enumerate() {
        let name = format!("q{at}");
        questions.push(question(&name, item));
        match world.answers.items[at] {
            State::Unanswered => {}
            state => {
                let text = text::answer(state, &name);
                given.insert(name, text.map_or_else(|| json!({ "not_applicable": true }), Json::from));
            }
        }
    }
    let mut needs: Vec<String> = Vec::new();
    let (state, value) = match truth(world, SEAT, usize::MAX) {
        Truth::Decided(State::Known(Value::Truth(truth))) => ("value", Json::from(truth)),
        Truth::Decided(State::NotApplicable) => ("not_applicable", Json::Null),
        Truth::Decided(State::Error(_)) => ("error", Json::Null),
        Truth::Open { strict, .. } => {
            needs.extend(strict.iter().map(|open| match open {
                Open::Item(at) => format!("q{at}"),
                other => unreachable!("{other:?} is no question of the suite"),
            }));
            ("unanswered", Json::Null)
        }
        other => unreachable!("{other:?}"),
    };
    let texts = text::Names::default();
    json!({
        "as_of": world.as_of.text(),
        "condition": texts.text(condition),
        "questions": questions,
        "given": given,
        "state": state,
        "value": value,
        "needs": needs,
    })
    .to_string()
}

fn question(name: &str, item: &Item) -> Json {
    let ItemKind::Asked { answer, may_not_apply } = &item.kind else { unreachable!("{name} is asked") };
    let options = |count: u8| (0..count).map(|at| format!("{name}_o{at}")).collect::<Vec<_>>();
    let mut question = match answer {
        AnswerKind::YesNo => json!({ "type": "yes_no" }),
        AnswerKind::Whole { min, max } => {
            json!({ "type": "number", "min": min.to_string(), "max": max.to_string(), "decimals": 0 })
        }
        AnswerKind::Length { max } => {
            json!({ "type": "number", "unit": "m", "min": "0", "max": format!("0.{max}"), "decimals": 1 })
        }
        AnswerKind::Date { min, max } => {
            json!({ "type": "date", "min": min.text(), "max": max.map_or("as_of".to_owned(), Day::text) })
        }
        AnswerKind::Choice(count) => json!({ "type": "choice", "options": options(*count) }),
        AnswerKind::Choices(count) => json!({ "type": "choices", "options": options(*count) }),
    };
    question["name"] = json!(name);
    if *may_not_apply {
        question["not_applicable"] = json!(true);
    }
    question
}

/// The checklist of a line, as YAML. JSON texts are YAML texts too.
fn yaml(line: &Json) -> String {
    let mut text =
        "checklist: made/made\nversion: '1'\ntitle: { vi: M, en: M }\nsections:\n  - id: all\n    \
                    title: { vi: S, en: S }\n    items:\n"
            .to_owned();
    for question in line["questions"].as_array().unwrap() {
        let name = question["name"].as_str().unwrap();
        let part = |key: &str| question[key].as_str().map(|value| format!("{key}: {value}"));
        let ends =
            [part("unit"), part("min"), part("max")].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let answer = match question["type"].as_str().unwrap() {
            "yes_no" => "yes_no".to_owned(),
            "number" => format!("{{ number: {{ {ends}, decimals: {} }} }}", question["decimals"]),
            "date" => format!("{{ date: {{ {ends} }} }}"),
            kind => {
                let options = question["options"].as_array().unwrap().iter();
                let list: Vec<String> =
                    options.map(|id| format!("{{ id: {}, vi: O, en: O }}", id.as_str().unwrap())).collect();
                format!("{{ {kind}: [{}] }}", list.join(", "))
            }
        };
        let _ = writeln!(
            text,
            "      - id: {name}\n        ask: {{ vi: '?', en: '?' }}\n        answer: {answer}"
        );
        if question["not_applicable"] == json!(true) {
            text.push_str("        not_applicable: allowed\n");
        }
    }
    let condition = &line["condition"];
    let _ =
        writeln!(text, "requirements:\n  - id: r0\n    title: {{ vi: R, en: R }}\n    require: {condition}");
    text
}

/// What the engine says of a line, in the line's own words.
fn said(line: &Json) -> Json {
    let (pack, diagnostics) = soat::load::load_checklist(yaml(line), "made/made.yaml");
    assert!(!diagnostics.has_errors(), "{line}\n{diagnostics:?}");
    let checked = soat::check::compile(&Arc::new(pack), "made/made");
    let Some(program) = checked.program else { panic!("{line}\n{:?}", checked.diagnostics) };
    let given: BTreeMap<String, Answer> = line["given"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let not_applicable = Answer::NotApplicable(String::new());
            (name.clone(), value.as_str().map_or(not_applicable, |text| Answer::Value(text.to_owned())))
        })
        .collect();
    let as_of = line["as_of"].as_str().unwrap().parse().unwrap();
    let answers = Recorded { answers: given, ..Recorded::default() };
    let (session, bad) = evaluate(&program, &answers, Context { as_of, lang: Lang::En });
    assert!(bad.is_empty(), "{line}\n{bad:?}");
    let requirement = program.requirement_named("r0").unwrap().id;
    match session.verdict(RequirementPlace { requirement, row: None }).unwrap() {
        Verdict::Pass => json!({ "state": "value", "value": true, "needs": [] }),
        Verdict::Fail => json!({ "state": "value", "value": false, "needs": [] }),
        Verdict::NotApplicable => json!({ "state": "not_applicable", "value": null, "needs": [] }),
        Verdict::Error(_) => json!({ "state": "error", "value": null, "needs": [] }),
        Verdict::Unanswered { needs, exact } => {
            let mut names: Vec<String> = needs
                .iter()
                .map(|need| match need {
                    Need::Question(place) => program.item(place.item).unwrap().name.clone(),
                    other => panic!("{line}\n{other:?}"),
                })
                .collect();
            names.sort();
            let state = if *exact { "unanswered" } else { "unanswered, inexactly" };
            json!({ "state": state, "value": null, "needs": names })
        }
    }
}

#[test]
fn the_engine_passes_the_whole_suite_of_needs() {
    let bless = std::env::var_os("SOAT_BLESS").is_some();
    let mut lines = 0;
    let mut wrong = String::new();
    for (name, subject, count) in FILES {
        let path = folder().join(name);
        if bless {
            std::fs::write(&path, file(subject, count)).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, written) in text.lines().enumerate() {
            let line: Json = serde_json::from_str(written).unwrap();
            lines += 1;
            let said = said(&line);
            if ["state", "value", "needs"].iter().any(|key| said[*key] != line[*key]) {
                let _ = writeln!(wrong, "{name}:{}: {written}\n  {said}", at + 1);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(lines >= 2000, "only {lines} lines");
}
