//! Values and types outside the engine: literals that can be given back with `--let`, and JSON.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use soat::expr::number::Number;
use soat::expr::types::Type;
use soat::expr::unit::{Dimension, UnitId};
use soat::expr::value::{Outcome, Value};
use soat::words::Lang;

/// A value to be written. In JSON a boolean, a number or a list is just that; a number is written with all its digits;
/// everything else (quantities, dates, options, text) is the text of its literal.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Boolean(bool),
    Number(String),
    Text(String),
    /// What is told apart from text by its type only: `3.5 m`, `2026-03-01`, an option's id.
    Bare(String),
    List(Vec<Option<Literal>>),
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(digits) => match RawValue::from_string(digits.clone()) {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(digits),
            },
            Self::Text(text) | Self::Bare(text) => serializer.serialize_str(text),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl Literal {
    /// As the language writes it.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Boolean(true) => "yes".to_owned(),
            Self::Boolean(false) => "no".to_owned(),
            Self::Number(text) | Self::Bare(text) => text.clone(),
            Self::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Self::List(list) => {
                let items: Vec<String> =
                    list.iter().map(|item| item.as_ref().map_or("null".to_owned(), Self::written)).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }
}

pub(super) fn literal(value: &Value, ty: Option<&Type>) -> Literal {
    match value {
        Value::Boolean(value) => Literal::Boolean(*value),
        Value::Number(number) => match ty {
            Some(Type::Number(dimension)) if *dimension != Dimension::NONE => quantity(*number, *dimension),
            _ => Literal::Number(number.to_string()),
        },
        Value::Text(text) => Literal::Text(text.to_string()),
        Value::Choice(id) => Literal::Bare(id.to_string()),
        Value::Date(date) => Literal::Bare(date.to_string()),
        Value::DateTime(both) => Literal::Bare(both.to_string()),
        Value::Time(time) => Literal::Bare(time.to_string()),
        Value::GroupRow(_, row) | Value::TableRow(_, row) => Literal::Bare(format!("row {row}")),
        Value::List(list) => {
            let of = match ty {
                Some(Type::List(of)) => Some(&**of),
                _ => None,
            };
            let item = |outcome: &Outcome| match outcome {
                Outcome::Known(value) => Some(literal(value, of)),
                _ => None,
            };
            Literal::List(list.iter().map(item).collect())
        }
    }
}

fn quantity(number: Number, dimension: Dimension) -> Literal {
    Literal::Bare(format!("{number} {}", unit_word(dimension)))
}

fn unit_word(dimension: Dimension) -> String {
    UnitId::base_of(dimension).map_or_else(|| dimension.symbol(Lang::En), |unit| unit.symbol().to_owned())
}

/// A type as `--unanswered` takes it, where it does.
pub(super) fn type_word(ty: &Type) -> String {
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
