//! Literals as typed values.

use std::sync::Arc;

use super::mistakes;
use crate::diag::Diagnostics;
use crate::expr::ast::{Expr, ExprKind, Literal};
use crate::expr::parser;
use crate::expr::types::Type;
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::ChoiceOption;
use crate::span::Spanned;

/// The ids of a question's options, in the author's order.
pub(super) fn options(options: &[ChoiceOption]) -> Arc<[Arc<str>]> {
    options.iter().map(|option| Arc::from(option.id.value.as_str())).collect()
}

/// The value of a literal in base units. `as_of` is not a value until a day is known.
pub(super) fn value(literal: &Literal) -> Result<(Value, Type), EvalError> {
    Ok(match literal {
        Literal::Boolean(value) => (Value::Boolean(*value), Type::Boolean),
        Literal::Number(number) => (Value::Number(*number), Type::NUMBER),
        Literal::Quantity(number, id) => (Value::Number(id.to_base(*number)?), Type::Number(id.dimension())),
        Literal::Text(text) => (Value::Text(Arc::from(text.as_str())), Type::Text),
        Literal::Date(date) => (Value::Date(*date), Type::Date),
        Literal::DateTime(both) => (Value::DateTime(*both), Type::DateTime),
        Literal::Time(time) => (Value::Time(*time), Type::Time),
        Literal::AsOf => return Err(EvalError::BadArgument),
    })
}

/// Reads a text that must be one literal (or a list of them), such as the value of a parameter or a table's cell.
/// `expected` lets a text stand without quotes.
pub fn literal(text: &Spanned<String>, expected: Option<&Type>) -> Result<(Value, Type), Diagnostics> {
    match expected {
        Some(Type::Text) if !text.value.trim_start().starts_with('"') => {
            return Ok((Value::Text(Arc::from(text.value.as_str())), Type::Text));
        }
        Some(Type::Choice(options)) => {
            if let Some(option) = options.iter().find(|option| ***option == *text.value.trim()) {
                return Ok((Value::Choice(option.clone()), Type::Choice(options.clone())));
            }
        }
        _ => {}
    }
    let (expr, diagnostics) = parser::parse(&text.value, text.span);
    match expr {
        Some(expr) if !diagnostics.has_errors() => constant(&expr)
            .ok_or_else(|| std::iter::once(mistakes::not_a_literal(&text.value, text.span)).collect()),
        _ => Err(diagnostics),
    }
}

fn constant(expr: &Expr) -> Option<(Value, Type)> {
    match &expr.kind {
        ExprKind::Literal(literal) => value(literal).ok(),
        ExprKind::Neg(inner) => match constant(inner)? {
            (Value::Number(number), ty) => Some((Value::Number(-number), ty)),
            _ => None,
        },
        ExprKind::List(list) => {
            let mut ty = Type::Nothing;
            let mut values = Vec::new();
            for item in list {
                let (value, own) = constant(item)?;
                if !ty.accepts(&own) {
                    return None;
                }
                ty = own;
                values.push(Outcome::Known(value));
            }
            Some((Value::List(values.into()), Type::List(Box::new(ty))))
        }
        _ => None,
    }
}
