//! The canonical text of a tree, with as few parentheses as reading it back needs.
//!
//! For every tree that the parser makes, parsing the printed text gives the same tree but for places. Trees made by hand
//! keep to this when their numbers have a decimal text, their names are names, `and`/`or` have two operands or more,
//! `Steps` stand only as the source of a binding, and no call is one that the parser reads as a literal
//! (`date("2026-03-01")`).

use std::fmt::{self, Write};

use super::ast::{ArithOp, CompareOp};
use super::ast::{Binding, Expr, ExprKind, Literal, Quantifier, Range, Test};
use super::parser::Level;
use jiff::civil::Time;

pub fn print(expr: &Expr) -> String {
    expr.to_string()
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Literal(literal) => write!(f, "{literal}"),
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::Field(of, name) => write!(f, "{}.{}", postfix_operand(of), name.value),
            ExprKind::Filter { list, condition } => write!(f, "{}[{condition}]", postfix_operand(list)),
            ExprKind::Neg(operand) => match &operand.kind {
                // Without parentheses it would be read as a negative literal.
                ExprKind::Literal(Literal::Number(number) | Literal::Quantity(number, _))
                    if !number.is_negative() =>
                {
                    write!(f, "-({operand})")
                }
                _ => write!(f, "-{}", At(operand, Level::Unary)),
            },
            ExprKind::Not(operand) => write!(f, "not({operand})"),
            ExprKind::And(operands) => chain(f, operands, " and ", Level::Not),
            ExprKind::Or(operands) => chain(f, operands, " or ", Level::And),
            ExprKind::Compare(op, a, b) => {
                write!(f, "{} {} {}", At(a, Level::Sum), op.symbol(), At(b, Level::Sum))
            }
            ExprKind::Arith(op, a, b) => {
                let (own, right) = levels(*op);
                write!(f, "{} {} {}", At(a, own), op.symbol(), At(b, right))
            }
            ExprKind::If { cond, then, otherwise } => write!(f, "if {cond} then {then} else {otherwise}"),
            ExprKind::In { subject, tests } => {
                write!(f, "{} in ", At(subject, Level::Sum))?;
                in_tests(f, tests)
            }
            ExprKind::Quantified { kind, bindings, body } => {
                f.write_str(if *kind == Quantifier::Some { "some " } else { "every " })?;
                separated(f, bindings)?;
                write!(f, " satisfies {body}")
            }
            ExprKind::For { bindings, body } => {
                f.write_str("for ")?;
                separated(f, bindings)?;
                write!(f, " return {body}")
            }
            ExprKind::Call { function, arguments } => {
                write!(f, "{}(", function.value)?;
                separated(f, arguments)?;
                f.write_char(')')
            }
            ExprKind::List(elements) => {
                f.write_char('[')?;
                separated(f, elements)?;
                f.write_char(']')
            }
            ExprKind::Steps { from, to } => {
                write!(f, "{}..{}", At(from, Level::Sum), At(to, Level::Sum))
            }
        }
    }
}

/// An expression where only operators that bind at least as tightly as the level may stand bare.
struct At<'a>(&'a Expr, Level);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if level_of(&self.0.kind).is_none_or(|level| level >= self.1) {
            write!(f, "{}", self.0)
        } else {
            write!(f, "({})", self.0)
        }
    }
}

/// The level of the outermost operator; nothing binds a plain operand apart.
fn level_of(kind: &ExprKind) -> Option<Level> {
    Some(match kind {
        // They reach as far to the right as they can.
        ExprKind::Or(_)
        | ExprKind::If { .. }
        | ExprKind::Quantified { .. }
        | ExprKind::For { .. }
        | ExprKind::Steps { .. } => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Not(_) => Level::Not,
        ExprKind::Compare(..) | ExprKind::In { .. } => Level::Compare,
        ExprKind::Arith(op, ..) => levels(*op).0,
        ExprKind::Neg(_) => Level::Unary,
        _ => return None,
    })
}

/// The level of an operator and that of its right side.
fn levels(op: ArithOp) -> (Level, Level) {
    match op {
        ArithOp::Add | ArithOp::Subtract => (Level::Sum, Level::Product),
        ArithOp::Multiply | ArithOp::Divide => (Level::Product, Level::Power),
        ArithOp::Power => (Level::Power, Level::Unary),
    }
}

/// What `.` and `[ ]` may follow without parentheses.
fn postfix_operand(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Name(_)
        | ExprKind::Field(..)
        | ExprKind::Filter { .. }
        | ExprKind::Call { .. }
        | ExprKind::List(_)
        | ExprKind::Literal(Literal::AsOf | Literal::Boolean(_) | Literal::Text(_)) => expr.to_string(),
        _ => format!("({expr})"),
    }
}

fn chain(f: &mut fmt::Formatter<'_>, operands: &[Expr], word: &str, level: Level) -> fmt::Result {
    let mut before = String::new();
    for (at, operand) in operands.iter().enumerate() {
        let mut text = At(operand, level).to_string();
        // `date and time(x)` is one call in FEEL's spelling.
        if ends_with_word(&before, "date") && text.starts_with("time(") {
            text = format!("({text})");
        }
        if at > 0 {
            f.write_str(word)?;
        }
        f.write_str(&text)?;
        before = text;
    }
    Ok(())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.'))
}

fn in_tests(f: &mut fmt::Formatter<'_>, tests: &[Test]) -> fmt::Result {
    match tests {
        [Test::Range(range)] => write!(f, "{range}"),
        [Test::Value(value)] => {
            let text = At(value, Level::Sum).to_string();
            if text.starts_with('(') { write!(f, "({text})") } else { f.write_str(&text) }
        }
        tests => {
            f.write_char('(')?;
            separated(f, tests)?;
            f.write_char(')')
        }
    }
}

fn separated<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            Self::Compare(op, value) => write!(f, "{} {}", op.symbol(), At(value, Level::Sum)),
            Self::Range(range) => write!(f, "{range}"),
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) =
            (if self.lo_included { '[' } else { '(' }, if self.hi_included { ']' } else { ')' });
        let hi = At(&self.hi, Level::Sum).to_string();
        // At the upper end `[` would close the range.
        let hi = if hi.contains('[') { format!("({hi})") } else { hi };
        write!(f, "{open}{}..{hi}{close}", At(&self.lo, Level::Sum))
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source: &dyn fmt::Display = match &self.source.kind {
            ExprKind::Steps { .. } => &self.source,
            _ => &At(&self.source, Level::Sum),
        };
        write!(f, "{} in {source}", self.name.value)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(true) => f.write_str("yes"),
            Self::Boolean(false) => f.write_str("no"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Quantity(number, unit) => write!(f, "{number} {}", unit.symbol()),
            Self::Text(text) => quoted(f, text),
            Self::Date(date) => write!(f, "{date}"),
            Self::DateTime(moment) => {
                write!(f, "{}T", moment.date())?;
                clock(f, moment.time())
            }
            Self::Time(time) => clock(f, *time),
            Self::AsOf => f.write_str("as_of"),
        }
    }
}

impl fmt::Display for CompareOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

fn clock(f: &mut fmt::Formatter<'_>, time: Time) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
    if time.second() == 0 { Ok(()) } else { write!(f, ":{:02}", time.second()) }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '\r' => f.write_str("\\r")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests;
