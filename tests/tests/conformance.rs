//! Cases written from the published semantics of FEEL and CQL, as outsiders ask them: a line in, a line out. The files
//! are in `tests/conformance`; the table that sums them up is `docs/src/language/feel-and-cql.md`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::value::RawValue;
use soat::eval::{Query, QueryState, Unanswered, query};
use soat::expr::types::Type;
use soat::expr::unit::{Dimension, UnitId};
use soat::expr::value::{Outcome, Value};
use soat::model::{AnswerType, Date, NumberAnswer};
use soat::span::{Span, Spanned};
use soat::words::Lang;
use xtask::workspace::{self, Workspace};

/// A line of `soat eval --batch`, with what must come out.
#[derive(Deserialize)]
struct Case {
    id: String,
    about: String,
    expr: String,
    #[serde(default, rename = "let")]
    lets: BTreeMap<String, String>,
    #[serde(default)]
    unanswered: BTreeMap<String, String>,
    as_of: Option<String>,
    expect: Answer,
    /// Why FEEL or CQL say something else.
    differs: Option<String>,
    /// What comes out as long as the engine is wrong.
    today: Option<Answer>,
}

/// The output fields, and the code of an error.
#[derive(Deserialize)]
struct Answer {
    state: String,
    value: Box<RawValue>,
    #[serde(rename = "type")]
    kind: Option<String>,
    needs: Vec<String>,
    error: Option<String>,
}

#[test]
fn feel_cases_give_what_they_expect() -> Result<()> {
    hold("feel", 250)
}

#[test]
fn cql_cases_give_what_they_expect() -> Result<()> {
    hold("cql", 150)
}

/// FIXME: the engine is wrong in each of these. Once it is right, the case moves to the file of its language.
#[test]
fn known_wrong_cases_are_still_wrong() -> Result<()> {
    let mut changed = Vec::new();
    for case in cases("known-wrong")? {
        let (expected, got) = (case.expect.line(), asked(&case)?);
        let today = case.today.as_ref().with_context(|| format!("{} has no `today`", case.id))?.line();
        if got == expected {
            changed.push(format!("{}: `{}` is right now: move it", case.id, case.expr));
        } else if got != today {
            changed.push(format!("{}: `{}`\n  was  {today}\n  gives {got}", case.id, case.expr));
        }
    }
    ensure!(changed.is_empty(), "\n{}", changed.join("\n"));
    Ok(())
}

/// Each row of the table names cases, which say the same about agreement as the row does.
#[test]
fn the_table_agrees_with_the_cases() -> Result<()> {
    let mut differ = BTreeMap::new();
    for file in ["feel", "cql"] {
        for case in cases(file)? {
            ensure!(!case.about.is_empty(), "{} says not what it is about", case.id);
            let id = case.id.clone();
            ensure!(differ.insert(case.id, case.differs.is_some()).is_none(), "two cases are called {id}");
        }
    }
    let table = workspace::read(&Workspace::locate().path("docs/src/language/feel-and-cql.md"))?;
    let mut rows = 0;
    for row in table.lines() {
        let same = row.contains("**same");
        if !same && !row.contains("**differs") && !row.contains("**not in the language") {
            continue;
        }
        rows += 1;
        let words = row.split('`').skip(1).step_by(2);
        let named: Vec<&str> =
            words.filter(|word| word.starts_with("feel-") || word.starts_with("cql-")).collect();
        ensure!(!named.is_empty(), "no case for: {row}");
        for id in named {
            let differs = differ.get(id).with_context(|| format!("no case is called {id}"))?;
            ensure!(*differs != same, "{id} disagrees with: {row}");
        }
    }
    ensure!(rows > 0, "the table has no rows");
    Ok(())
}

fn hold(file: &str, least: usize) -> Result<()> {
    let cases = cases(file)?;
    ensure!(cases.len() >= least, "{file} has {} cases only", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let (expected, got) = (case.expect.line(), asked(case)?);
        if got != expected {
            wrong.push(format!("{}: `{}`\n  want {expected}\n  got  {got}", case.id, case.expr));
        }
    }
    ensure!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    Ok(())
}

fn cases(file: &str) -> Result<Vec<Case>> {
    let text = workspace::read(&Workspace::locate().path(&format!("tests/conformance/{file}.jsonl")))?;
    let read = |(number, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{file}.jsonl, line {}", number + 1))
    };
    text.lines().enumerate().map(read).collect()
}

/// The engine's answer to a case, as a line.
fn asked(case: &Case) -> Result<String> {
    let open = case.unanswered.iter().map(|(name, written)| {
        let answer = answer_type(written).with_context(|| case.id.clone())?;
        Ok(Unanswered { name: name.clone(), answer })
    });
    let as_of = match &case.as_of {
        Some(day) => Some(day.parse::<Date>().ok().with_context(|| format!("{}: as_of", case.id))?),
        None => None,
    };
    let outcome = query(&Query {
        expr: case.expr.clone(),
        values: case.lets.clone().into_iter().collect(),
        open: open.collect::<Result<_>>()?,
        as_of,
    });
    let state = match outcome.state {
        QueryState::Value => "value",
        QueryState::Unanswered => "unanswered",
        QueryState::NotApplicable => "not_applicable",
        QueryState::Error => "error",
    };
    let value = outcome.value.as_ref().map(|value| json(value, outcome.ty.as_ref()));
    let kind = outcome.ty.as_ref().map(type_word);
    let error = outcome.error.map(|error| error.code);
    Ok(line(state, value.as_deref(), kind.as_deref(), &outcome.needs, error.as_deref()))
}

impl Answer {
    fn line(&self) -> String {
        let value = Some(self.value.get()).filter(|value| *value != "null");
        line(&self.state, value, self.kind.as_deref(), &self.needs, self.error.as_deref())
    }
}

fn line(
    state: &str,
    value: Option<&str>,
    kind: Option<&str>,
    needs: &[String],
    error: Option<&str>,
) -> String {
    let or_null = |text: Option<&str>| text.unwrap_or("null").to_owned();
    let (value, kind, error) = (or_null(value), or_null(kind), or_null(error));
    format!("{state} {value} type {kind} needs [{}] error {error}", needs.join(", "))
}

/// `boolean`, `date`, `text`, `integer`, `number`, `number(m)`, the numbers with a closed domain if wanted.
fn answer_type(written: &str) -> Result<AnswerType> {
    let (word, domain) = match written.split_once('[') {
        Some((word, rest)) => (word, rest.strip_suffix(']').and_then(|ends| ends.split_once(".."))),
        None => (written, None),
    };
    let (word, unit) = match word.split_once('(') {
        Some((word, rest)) => (word, rest.strip_suffix(')')),
        None => (word, None),
    };
    let number = |decimals| NumberAnswer {
        unit: unit.map(spanned),
        min: domain.map(|(min, _)| spanned(min)),
        max: domain.map(|(_, max)| spanned(max)),
        decimals,
        ..NumberAnswer::default()
    };
    Ok(match word {
        "boolean" => AnswerType::YesNo,
        "date" => AnswerType::Date { min: None, max: None },
        "text" => AnswerType::Text { max: None, lines: true },
        "number" => AnswerType::Number(number(None)),
        "integer" => AnswerType::Number(number(Some(0))),
        _ => bail!("no type `{written}`"),
    })
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::default())
}

/// A value as the command line writes it.
fn json(value: &Value, ty: Option<&Type>) -> String {
    let quoted = |text: String| serde_json::Value::from(text).to_string();
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Number(number) => match ty {
            Some(Type::Number(dimension)) if *dimension != Dimension::NONE => {
                quoted(format!("{number} {}", unit_word(*dimension)))
            }
            _ => number.to_string(),
        },
        Value::Text(text) | Value::Choice(text) => quoted(text.to_string()),
        Value::Date(date) => quoted(date.to_string()),
        Value::DateTime(moment) => quoted(moment.to_string()),
        Value::Time(time) => quoted(time.to_string()),
        Value::GroupRow(_, row) | Value::TableRow(_, row) => quoted(format!("row {row}")),
        Value::List(list) => {
            let of = match ty {
                Some(Type::List(of)) => Some(&**of),
                _ => None,
            };
            let item = |item: &Outcome| match item {
                Outcome::Known(value) => json(value, of),
                _ => "null".to_owned(),
            };
            format!("[{}]", list.iter().map(item).collect::<Vec<_>>().join(","))
        }
    }
}

fn unit_word(dimension: Dimension) -> String {
    UnitId::base_of(dimension).map_or_else(|| dimension.symbol(Lang::En), |unit| unit.symbol().to_owned())
}

/// A type as the command line writes it.
fn type_word(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Number(dimension) if *dimension == Dimension::NONE => "number".to_owned(),
        Type::Number(dimension) if *dimension == Dimension::MONEY => "money".to_owned(),
        Type::Number(dimension) => format!("number({})", unit_word(*dimension)),
        Type::Text => "text".to_owned(),
        Type::Choice(options) => format!("choice({})", options.join(",")),
        Type::Date => "date".to_owned(),
        Type::DateTime => "date_time".to_owned(),
        Type::Time => "time".to_owned(),
        Type::GroupRow(name) | Type::TableRow(name) => format!("row({name})"),
        Type::List(of) => format!("list({})", type_word(of)),
        Type::Nothing => "nothing".to_owned(),
    }
}
