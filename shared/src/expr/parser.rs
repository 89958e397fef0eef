//! From text to a tree with a place for every part.
//!
//! ```text
//! expression := or-chain                                          lowest first
//! or-chain   := and-chain { "or" and-chain }
//! and-chain  := negation { "and" negation }
//! negation   := "not" negation | comparison
//! comparison := sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum
//!                   | "in" tests | "between" sum "and" sum ]      at most one: `a < b < c` is refused
//! sum        := product { ("+" | "-") product }
//! product    := power { ("*" | "/") power }
//! power      := unary { "**" unary }                              from the left, as in FEEL
//! unary      := "-" unary | postfix
//! postfix    := primary { "." name | "[" expression "]" }
//! primary    := literal | name | function "(" [ expression { "," expression } ] ")" | "(" expression ")"
//!             | "[" [ expression { "," expression } ] "]" | "not" "(" expression ")"
//!             | "if" expression "then" expression "else" expression
//!             | ("some" | "every") bindings "satisfies" expression | "for" bindings "return" expression
//! bindings   := name "in" sum [ ".." sum ] { "," name "in" sum [ ".." sum ] }
//! tests      := test | "(" test { "," test } ")"
//! test       := ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | range | sum
//! range      := ("[" | "(" | "]") expression ".." sum ("]" | ")" | "[")
//! ```
//!
//! `not` takes the whole comparison after it: `not(a) = b` is `not (a = b)`, which for yes and no is the same as
//! FEEL's `(not a) = b`. `between` is read as a closed range. FEEL's `date("2026-03-01")`, `duration("P3M")` and
//! `@"…"` are read as the literals `2026-03-01` and `3 months`; its function names with spaces as ours with `_`.

mod calls;
mod mistake;
mod operand;
mod tests_of_in;

use super::ast::{ArithOp, CompareOp, Expr, ExprKind, Literal, Test};
use super::lexer::{Kind, Token, lex};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;

pub(super) use calls::quoted_literal;
pub(super) use mistake::bad_calendar;

/// How high a tree may be. Each further operand of a chain of `+ -` or `* /` counts, those of `and` and `or` do not.
pub const MAX_DEPTH: u32 = 64;
/// How deep calls of the parser may nest: enough for every tree of [`MAX_DEPTH`] as it is printed.
const MAX_NESTING: u32 = 3 * MAX_DEPTH;
/// How long an expression may be, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;

/// Parses one expression. `at` is where `text` stands in its file; when it is longer or shorter than `text` (a folded
/// or escaped scalar), every place is kept inside it and no fix is offered.
///
/// A tree is returned despite mistakes of spelling whose meaning is certain (`==`), and not otherwise.
pub fn parse(text: &str, at: Span) -> (Option<Expr>, Diagnostics) {
    run(text, at, |parser| parser.expression().map(|node| node.expr))
}

/// Parses the tests of a bracket table's key: `[1..50)`, `>= 1000`, `1, 2, [5..9]`. A lone `-` is any value, and gives
/// no tests.
pub fn parse_tests(text: &str, at: Span) -> (Option<Vec<Test>>, Diagnostics) {
    run(text, at, |parser| {
        if parser.is_symbol("-") && parser.next_is_end() {
            parser.advance();
            return Ok(Vec::new());
        }
        Ok(parser.test_list()?.tests)
    })
}

/// Parses a literal alone: `2 m`, `-5`, `"text"`, `2026-03-01`, `yes`.
pub fn parse_literal(text: &str, at: Span) -> (Option<Literal>, Diagnostics) {
    let (expr, mut diagnostics) = parse(text, at);
    match expr.map(|expr| (expr.kind, expr.span)) {
        Some((ExprKind::Literal(literal), _)) => (Some(literal), diagnostics),
        Some((_, span)) => {
            diagnostics.push(mistake::not_a_literal(span));
            (None, diagnostics)
        }
        None => (None, diagnostics),
    }
}

/// Where a text stands in its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    at: Span,
    /// Byte `n` of the text is byte `at.start + n` of the file.
    contiguous: bool,
}

impl Place {
    fn new(text: &str, at: Span) -> Self {
        Self {
            at,
            contiguous: at.end.checked_sub(at.start).is_some_and(|length| length as usize == text.len()),
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let shift =
            |byte: usize| self.at.start.saturating_add(byte as u32).min(self.at.end.max(self.at.start));
        Span::new(self.at.file, shift(start), shift(end))
    }

    /// Offers a replacement, where the place is certain enough to replace anything.
    pub(super) fn fix(
        &self,
        diagnostic: Diagnostic,
        (start, end): (usize, usize),
        replacement: &str,
    ) -> Diagnostic {
        if self.contiguous { diagnostic.fix(self.span(start, end), replacement) } else { diagnostic }
    }
}

fn run<T>(text: &str, at: Span, read: fn(&mut Parser) -> Parsed<T>) -> (Option<T>, Diagnostics) {
    let place = Place::new(text, at);
    if text.len() > MAX_LENGTH {
        return (None, Diagnostics::from_iter([mistake::too_long(at)]));
    }
    let tokens = lex(text, &place);
    let mut diagnostics = tokens.diagnostics;
    if tokens.broken {
        return (None, diagnostics);
    }
    let mut parser = Parser { text, place, tokens: tokens.list, at: 0, depth: 0, in_range_end: false };
    let result = read(&mut parser).and_then(|value| parser.end().map(|()| value));
    match result {
        Ok(value) => (Some(value), diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            (None, diagnostics)
        }
    }
}

/// The first mistake ends the parse.
type Parsed<T> = Result<T, Box<Diagnostic>>;

/// A part of the tree with its height, counted so that whoever walks the tree later needs only so much stack.
struct Node {
    expr: Expr,
    height: u32,
}

struct Parser<'a> {
    text: &'a str,
    place: Place,
    tokens: Vec<Token<'a>>,
    at: usize,
    depth: u32,
    /// At the upper end of a range `[` closes it and filters nothing.
    in_range_end: bool,
}

/// How tightly an operator binds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Power,
    Unary,
}

impl<'a> Parser<'a> {
    fn expression(&mut self) -> Parsed<Node> {
        self.level(Level::Or)
    }

    /// An expression of operators that bind at least as tightly as `level`.
    fn level(&mut self, level: Level) -> Parsed<Node> {
        self.deeper(|parser| {
            let first = parser.prefix(level)?;
            parser.operators(first, level)
        })
    }

    /// Runs `read` one level further down, unless that is too deep.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_NESTING {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn prefix(&mut self, level: Level) -> Parsed<Node> {
        if level <= Level::Not && self.is_word("not") {
            let start = self.advance();
            let operand = self.level(Level::Not)?;
            return self.node(start, operand.height, ExprKind::Not(Box::new(operand.expr)));
        }
        self.unary()
    }

    /// The operators after `first` that bind at least as tightly as `level`.
    fn operators(&mut self, first: Node, level: Level) -> Parsed<Node> {
        let mut left = first;
        // Once a looser operator was read, a tighter one can only follow inside its operand.
        loop {
            let Some((operator, binds)) = self.operator() else { return Ok(left) };
            if binds < level {
                return Ok(left);
            }
            left = match operator {
                Operator::Chain(word) => self.chain(left, word, binds)?,
                Operator::Arith(op) => {
                    self.advance();
                    let right = self.operand_above(binds)?;
                    self.join(left, right, |a, b| ExprKind::Arith(op, a, b))?
                }
                Operator::Compare(op) => {
                    let start = self.advance();
                    let right = self.operand_above(Level::Compare)?;
                    let node = self.join(left, right, |a, b| ExprKind::Compare(op, a, b))?;
                    self.refuse_second_comparison(&node, start)?;
                    node
                }
                Operator::In => {
                    let start = self.advance();
                    let node = self.in_tests(left)?;
                    self.refuse_second_comparison(&node, start)?;
                    node
                }
                Operator::Between => {
                    let start = self.advance();
                    let node = self.between(left)?;
                    self.refuse_second_comparison(&node, start)?;
                    node
                }
            };
        }
    }

    /// The right side of a left-associative operator.
    fn operand_above(&mut self, level: Level) -> Parsed<Node> {
        let tighter = match level {
            Level::Or => Level::And,
            Level::And => Level::Not,
            Level::Not | Level::Compare => Level::Sum,
            Level::Sum => Level::Product,
            Level::Product => Level::Power,
            Level::Power | Level::Unary => Level::Unary,
        };
        self.level(tighter)
    }

    /// `left and b and c`, flat.
    #[inline(never)]
    fn chain(&mut self, left: Node, word: &'static str, level: Level) -> Parsed<Node> {
        let span = left.expr.span;
        let mut height = left.height;
        let mut operands = vec![left.expr];
        while self.is_word(word) {
            self.advance();
            let operand = self.operand_above(level)?;
            height = height.max(operand.height);
            operands.push(operand.expr);
        }
        let kind = if level == Level::Or { ExprKind::Or(operands) } else { ExprKind::And(operands) };
        self.node(span, height, kind)
    }

    fn join(
        &self,
        left: Node,
        right: Node,
        kind: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
    ) -> Parsed<Node> {
        let (span, height) = (left.expr.span, left.height.max(right.height));
        self.node(span, height, kind(Box::new(left.expr), Box::new(right.expr)))
    }

    /// A node from `start` to the last token read, one higher than its highest part.
    fn node(&self, start: Span, height: u32, kind: ExprKind) -> Parsed<Node> {
        if height >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        Ok(Node { expr: Expr { kind, span: start.to(self.last_span()) }, height: height + 1 })
    }

    fn operator(&self) -> Option<(Operator, Level)> {
        Some(match self.peek() {
            Kind::Word("or") => (Operator::Chain("or"), Level::Or),
            Kind::Word("and") => (Operator::Chain("and"), Level::And),
            Kind::Word("in") => (Operator::In, Level::Compare),
            Kind::Word("between") => (Operator::Between, Level::Compare),
            Kind::Symbol("+") => (Operator::Arith(ArithOp::Add), Level::Sum),
            Kind::Symbol("-") => (Operator::Arith(ArithOp::Subtract), Level::Sum),
            Kind::Symbol("*") => (Operator::Arith(ArithOp::Multiply), Level::Product),
            Kind::Symbol("/") => (Operator::Arith(ArithOp::Divide), Level::Product),
            Kind::Symbol("**") => (Operator::Arith(ArithOp::Power), Level::Power),
            kind => (Operator::Compare(compare_op(kind)?), Level::Compare),
        })
    }

    fn peek(&self) -> &Kind<'a> {
        self.tokens.get(self.at).map_or(&Kind::End, |token| &token.kind)
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Kind::Symbol(found) if *found == symbol)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Kind::Word(found) if *found == word)
    }

    fn next_is_end(&self) -> bool {
        matches!(self.tokens.get(self.at + 1), Some(Token { kind: Kind::End, .. }) | None)
    }

    /// Goes past the current token and gives its place.
    fn advance(&mut self) -> Span {
        let span = self.here();
        if !matches!(self.peek(), Kind::End) {
            self.at += 1;
        }
        span
    }

    fn here(&self) -> Span {
        self.span_of(self.at)
    }

    fn last_span(&self) -> Span {
        self.span_of(self.at.saturating_sub(1))
    }

    fn span_of(&self, index: usize) -> Span {
        self.tokens.get(index).map_or(self.place.at, |token| self.place.span(token.start, token.end))
    }

    fn end(&self) -> Parsed<()> {
        match self.peek() {
            Kind::End => Ok(()),
            _ => Err(self.expected_operator()),
        }
    }
}

enum Operator {
    Chain(&'static str),
    Arith(ArithOp),
    Compare(CompareOp),
    In,
    Between,
}

fn compare_op(kind: &Kind) -> Option<CompareOp> {
    Some(match kind {
        Kind::Symbol("=") => CompareOp::Equal,
        Kind::Symbol("!=") => CompareOp::NotEqual,
        Kind::Symbol("<") => CompareOp::Less,
        Kind::Symbol("<=") => CompareOp::LessEqual,
        Kind::Symbol(">") => CompareOp::Greater,
        Kind::Symbol(">=") => CompareOp::GreaterEqual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
