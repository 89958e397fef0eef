//! A change as its author would have written it: the text of a comparison, range, chain or literal with one thing
//! different.

use crate::expr::ast::{CompareOp, Expr, ExprKind, Literal};
use crate::expr::number::Number;
use crate::expr::parser;
use crate::expr::unit::{self, UnitId};
use crate::model::Date;
use crate::program::{NodeId, NodeKind, Program};
use crate::span::{Sources, Span};

/// What stands at a place, on one line.
pub(super) fn source(sources: &Sources, span: Span) -> String {
    on_one_line(sources.slice(span))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn parsed(sources: &Sources, span: Span) -> Option<Expr> {
    let (expr, diagnostics) = parser::parse(sources.slice(span), span);
    expr.filter(|_| !diagnostics.has_errors())
}

/// A comparison with another operator.
pub(super) fn with_operator(sources: &Sources, span: Span, op: CompareOp, other: CompareOp) -> String {
    let text = sources.slice(span);
    if let Some(Expr { kind: ExprKind::Compare(own, left, right), .. }) = parsed(sources, span)
        && own == op
    {
        let (left, right) = (sources.slice(left.span), sources.slice(right.span));
        return on_one_line(&format!("{left} {} {right}", other.symbol()));
    }
    if let Some(range) = with_other_end(text.trim(), op, other) {
        return on_one_line(&range);
    }
    match text.trim().strip_prefix(op.symbol()) {
        Some(rest) => on_one_line(&format!("{} {rest}", other.symbol())),
        None if other == op.negated() => format!("not({})", on_one_line(text)),
        None => format!("{} ({} → {})", on_one_line(text), op.symbol(), other.symbol()),
    }
}

/// `[1..5)` as `(1..5)`, where a boundary moved to the other side of its end.
fn with_other_end(text: &str, op: CompareOp, other: CompareOp) -> Option<String> {
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    if !matches!(first, '[' | '(' | ']') || !matches!(last, ']' | ')' | '[') || !inner.contains("..") {
        return None;
    }
    match (op, other) {
        (CompareOp::GreaterEqual, CompareOp::Greater) => Some(format!("({inner}{last}")),
        (CompareOp::Greater, CompareOp::GreaterEqual) => Some(format!("[{inner}{last}")),
        (CompareOp::LessEqual, CompareOp::Less) => Some(format!("{first}{inner})")),
        (CompareOp::Less, CompareOp::LessEqual) => Some(format!("{first}{inner}]")),
        _ => None,
    }
}

/// Whether the parts of a junction are one condition as written: the two ends of a range.
pub(super) fn is_range(program: &Program, id: NodeId) -> bool {
    let node = |id: NodeId| program.nodes().get(id.index());
    match node(id).map(|node| (&node.kind, node.span)) {
        Some((NodeKind::And(list), span)) => {
            list.iter().all(|part| node(*part).is_some_and(|part| part.span == span))
        }
        _ => false,
    }
}

/// Whether a junction is `x in [a, b]`: every part is the same question against a constant, and no `or` is written.
pub(super) fn is_options(program: &Program, id: NodeId) -> bool {
    let kind = |id: NodeId| program.nodes().get(id.index()).map(|node| &node.kind);
    let Some(NodeKind::Or(list)) = kind(id) else { return false };
    let span = program.nodes().get(id.index()).map_or_else(Span::default, |node| node.span);
    let mut subject = None;
    let same = list.iter().all(|part| match kind(*part) {
        Some(NodeKind::Compare { op: CompareOp::Equal, left, .. }) => *subject.get_or_insert(*left) == *left,
        _ => false,
    });
    same && parts(&program.pack().sources, span, list.len()).is_none()
}

/// The parts of a chain of `and` or `or`, where it is one with so many parts.
pub(super) fn parts(sources: &Sources, span: Span, count: usize) -> Option<Vec<Span>> {
    match parsed(sources, span)?.kind {
        ExprKind::And(list) | ExprKind::Or(list) if list.len() == count => {
            Some(list.iter().map(|part| part.span).collect())
        }
        _ => None,
    }
}

/// The other constants that are nearest, each with its text and its value in base units.
pub(super) enum Constant {
    Number { text: String, value: Number },
    Date { text: String, value: Date },
}

pub(super) fn neighbours(literal: &Literal, step: Option<Number>) -> Vec<Constant> {
    match literal {
        Literal::Number(number) => near(*number, None, step),
        Literal::Quantity(number, unit) => near(*number, Some(*unit), step),
        Literal::Date(date) => [date.yesterday().ok(), date.tomorrow().ok()]
            .into_iter()
            .flatten()
            .map(|value| Constant::Date { text: value.to_string(), value })
            .collect(),
        _ => Vec::new(),
    }
}

/// One step less and one more: the step of the question it is held against, or the last digit written.
fn near(number: Number, unit: Option<UnitId>, step: Option<Number>) -> Vec<Constant> {
    let base = |number: Number| match unit {
        Some(unit) => unit.to_base(number).ok(),
        None => Some(number),
    };
    let in_unit = |step: Number| match unit {
        Some(unit) => unit.from_base(step).ok()?.sub(unit.from_base(Number::ZERO).ok()?).ok(),
        None => Some(step),
    };
    let digit = || {
        let ten = 10_i128.checked_pow(number.decimals()?)?;
        Number::new(1, ten).ok()
    };
    let Some(step) = step.and_then(in_unit).filter(|step| !step.is_zero()).or_else(digit) else {
        return Vec::new();
    };
    let name = unit.map_or_else(String::new, |unit| format!(" {}", unit.symbol()));
    [number.sub(step).ok(), number.add(step).ok()]
        .into_iter()
        .flatten()
        .filter_map(|number| Some(Constant::Number { text: format!("{number}{name}"), value: base(number)? }))
        .collect()
}

/// The same number in another unit that measures the same: the slip of writing `m` for `mm`.
pub(super) fn other_unit(literal: &Literal) -> Option<(String, Number)> {
    let Literal::Quantity(number, own) = literal else { return None };
    let value = own.to_base(*number).ok()?;
    let (other, _) = unit::all().find(|(id, other)| {
        other.dimension == own.dimension()
            && other.offset == own.get().offset
            && other.factor != own.get().factor
            && id != own
    })?;
    let changed = other.to_base(*number).ok().filter(|changed| *changed != value)?;
    Some((format!("{number} {}", other.symbol()), changed))
}

/// A literal, with or without a sign.
pub(super) fn literal(sources: &Sources, span: Span) -> Option<Literal> {
    match parsed(sources, span)?.kind {
        ExprKind::Literal(literal) => Some(literal),
        _ => None,
    }
}
