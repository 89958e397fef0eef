//! A small evaluator of expressions without names, for tests: the types and values of literals, operators and functions
//! put together. Short and slow; it knows no short cuts.

use super::ast::{ArithOp, CompareOp, Expr, ExprKind, Literal, Test};
use super::mistake::{Operands, TypeMistake};
use super::parser::parse;
use super::types::Type;
use super::unit::Dimension;
use super::value::{Outcome, Value};
use super::{builtins, fields, format, ops};
use crate::diag::Diagnostic;
use crate::span::{FileId, Span};
use crate::words::Lang;

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The type and outcome of an expression, or its first mistake.
pub(super) fn evaluate(text: &str) -> Result<(Type, Outcome)> {
    let (expr, diagnostics) = parse(text, Span::new(FileId(0), 0, text.len() as u32));
    match expr {
        Some(expr) => expression(text, &expr),
        None => Err(Box::new(diagnostics.into_iter().next().unwrap())),
    }
}

/// As `evaluate`, in words: a literal, `not applicable`, `error: …`, or `code: sentence | underlined | help | fixed`.
pub(super) fn shown(text: &str) -> String {
    match evaluate(text) {
        Ok((ty, Outcome::Known(value))) => format::literal(&value, &ty),
        Ok((ty, outcome)) => format::outcome(&outcome, &ty, None, Lang::En),
        Err(mistake) => {
            assert!(crate::codes::find(mistake.code).is_some(), "{}", mistake.code);
            let slice = text.get(mistake.span.start as usize..mistake.span.end as usize).unwrap();
            let help = mistake.help.map_or(String::new(), |help| format!(" | {}", help.en));
            let fixed = mistake.fix.map_or(String::new(), |fix| {
                let mut fixed = text.to_owned();
                fixed.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
                format!(" | {fixed}")
            });
            format!("{}: {} | {slice}{help}{fixed}", mistake.code, mistake.message.en)
        }
    }
}

fn expression(text: &str, expr: &Expr) -> Result<(Type, Outcome)> {
    let slice = |span: Span| text.get(span.start as usize..span.end as usize).unwrap();
    let refuse = |mistake: &TypeMistake, left: &Expr, right: &Expr| {
        let (left_text, right_text) = (slice(left.span), slice(right.span));
        Box::new(mistake.diagnostic(&Operands {
            whole: expr.span,
            left: left.span,
            right: right.span,
            left_text,
            right_text,
        }))
    };
    match &expr.kind {
        ExprKind::Literal(literal) => Ok(of_literal(literal)),
        ExprKind::Neg(operand) => {
            let (ty, value) = expression(text, operand)?;
            let ty = ops::negate_type(&ty).map_err(|mistake| refuse(&mistake, operand, operand))?;
            Ok((
                ty,
                strict(&[value], |values| {
                    ops::negate(&values[0]).map_or_else(Outcome::Error, Outcome::Known)
                }),
            ))
        }
        ExprKind::Not(operand) => {
            let (_, value) = expression(text, operand)?;
            Ok((Type::Boolean, strict(&[value], |values| Outcome::from(values[0] != Value::Boolean(true)))))
        }
        ExprKind::And(operands) | ExprKind::Or(operands) => {
            let values = operands.iter().map(|operand| expression(text, operand).map(|(_, value)| value));
            let list = Value::List(values.collect::<Result<Vec<_>>>()?.into());
            let name = if matches!(expr.kind, ExprKind::And(_)) { "all" } else { "any" };
            Ok((Type::Boolean, (builtins::find(name).unwrap().eval)(&[list])))
        }
        ExprKind::Compare(op, left, right) => {
            let ((a, x), (b, y)) = (expression(text, left)?, expression(text, right)?);
            ops::compare_type(*op, &a, &b).map_err(|mistake| refuse(&mistake, left, right))?;
            Ok((Type::Boolean, strict(&[x, y], |values| compared(*op, &values[0], &values[1]))))
        }
        ExprKind::Arith(op, left, right) => {
            let ((a, x), (b, y)) = (expression(text, left)?, expression(text, right)?);
            let planned = match (&right.kind, &a) {
                (ExprKind::Literal(Literal::Number(exponent)), Type::Number(base))
                    if *op == ArithOp::Power && *base != Dimension::NONE =>
                {
                    ops::power_type(&a, *exponent).map(|ty| (ops::ArithPlan::Power, ty))
                }
                _ => ops::plan(*op, &a, &b),
            };
            let (plan, ty) = planned.map_err(|mistake| refuse(&mistake, left, right))?;
            let compute = |values: &[Value]| {
                ops::arith(plan, &values[0], &values[1]).map_or_else(Outcome::Error, Outcome::Known)
            };
            Ok((ty, strict(&[x, y], compute)))
        }
        ExprKind::If { cond, then, otherwise } => {
            let branch = if expression(text, cond)?.1 == Outcome::TRUE { then } else { otherwise };
            expression(text, branch)
        }
        ExprKind::In { subject, tests } => {
            let (_, subject) = expression(text, subject)?;
            let mut found = Vec::new();
            for test in tests {
                found.push(passes(text, &subject, test)?);
            }
            let any = builtins::find("any").unwrap();
            Ok((Type::Boolean, (any.eval)(&[Value::List(found.into())])))
        }
        ExprKind::Field(of, name) => {
            let (ty, value) = expression(text, of)?;
            let (field, ty) = fields::find(&ty, &name.value).unwrap();
            Ok((ty, strict(&[value], |values| Outcome::Known(fields::read(field, &values[0]).unwrap()))))
        }
        ExprKind::List(elements) => {
            let elements =
                elements.iter().map(|element| expression(text, element)).collect::<Result<Vec<_>>>()?;
            let ty = elements.first().map_or(Type::Nothing, |(ty, _)| ty.clone());
            let list = elements.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
            Ok((Type::List(Box::new(ty)), Outcome::Known(Value::List(list.into()))))
        }
        ExprKind::Call { function, arguments } => {
            let values =
                arguments.iter().map(|argument| expression(text, argument)).collect::<Result<Vec<_>>>()?;
            let (types, values): (Vec<Type>, Vec<Outcome>) = values.into_iter().unzip();
            let places: Vec<_> =
                arguments.iter().map(|argument| (argument.span, slice(argument.span))).collect();
            let (builtin, ty) = builtins::resolve(&function.value, &types).map_err(|mistake| {
                Box::new(mistake.diagnostic(&function.value, function.span, expr.span, &places))
            })?;
            Ok((ty, strict(&values, builtin.eval)))
        }
        other => panic!("no closed expression: {other:?}"),
    }
}

fn of_literal(literal: &Literal) -> (Type, Outcome) {
    let (ty, value) = match literal {
        Literal::Boolean(value) => (Type::Boolean, Value::Boolean(*value)),
        Literal::Number(number) => (Type::NUMBER, Value::Number(*number)),
        Literal::Quantity(number, unit) => match unit.to_base(*number) {
            Ok(base) => (Type::Number(unit.dimension()), Value::Number(base)),
            Err(error) => return (Type::Number(unit.dimension()), Outcome::Error(error)),
        },
        Literal::Text(text) => (Type::Text, Value::Text(text.as_str().into())),
        Literal::Date(date) => (Type::Date, Value::Date(*date)),
        Literal::DateTime(moment) => (Type::DateTime, Value::DateTime(*moment)),
        Literal::Time(time) => (Type::Time, Value::Time(*time)),
        Literal::AsOf => (Type::Date, Value::Date(jiff::civil::date(2026, 3, 1))),
    };
    (ty, Outcome::Known(value))
}

fn passes(text: &str, subject: &Outcome, test: &Test) -> Result<Outcome> {
    let compare = |op: CompareOp, value: Outcome| {
        strict(&[subject.clone(), value], |values| compared(op, &values[0], &values[1]))
    };
    Ok(match test {
        Test::Value(expr) => match expression(text, expr)? {
            (Type::List(_), list) => {
                strict(&[list, subject.clone()], builtins::find("list_contains").unwrap().eval)
            }
            (_, value) => compare(CompareOp::Equal, value),
        },
        Test::Compare(op, expr) => compare(*op, expression(text, expr)?.1),
        Test::Range(range) => {
            let (lo, hi) = (expression(text, &range.lo)?.1, expression(text, &range.hi)?.1);
            let above =
                compare(if range.lo_included { CompareOp::GreaterEqual } else { CompareOp::Greater }, lo);
            let below = compare(if range.hi_included { CompareOp::LessEqual } else { CompareOp::Less }, hi);
            (builtins::find("all").unwrap().eval)(&[Value::List([above, below].into())])
        }
    })
}

fn compared(op: CompareOp, left: &Value, right: &Value) -> Outcome {
    match op {
        CompareOp::Equal => ops::equals(left, right),
        CompareOp::NotEqual => match ops::equals(left, right) {
            Outcome::Known(equal) => Outcome::from(equal != Value::Boolean(true)),
            other => other,
        },
        op => Outcome::from(op.holds(ops::compare(left, right).unwrap())),
    }
}

fn strict(outcomes: &[Outcome], compute: impl Fn(&[Value]) -> Outcome) -> Outcome {
    let mut values = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Known(value) => values.push(value.clone()),
            other => return other.clone(),
        }
    }
    compute(&values)
}
