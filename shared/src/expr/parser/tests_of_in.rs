//! What stands after `in`, and `between`: ranges, comparisons and values to test a subject by.

use super::{Kind, Level, Node, Parsed, Parser, compare_op};
use crate::expr::ast::{Expr, ExprKind, Range, Test};
use crate::span::Span;

/// Tests with the greatest height among their expressions.
pub(super) struct Tests {
    pub(super) tests: Vec<Test>,
    height: u32,
}

impl Parser<'_> {
    /// After `subject in`.
    #[inline(never)]
    pub(super) fn in_tests(&mut self, subject: Node) -> Parsed<Node> {
        let Tests { tests, height } = if self.is_symbol("(") {
            let open = self.advance();
            self.nested(|parser| parser.tests_in_parentheses(open))?
        } else {
            let (test, height) = self.deeper(|parser| parser.test(Level::Sum))?;
            Tests { tests: vec![test], height }
        };
        let start = subject.expr.span;
        let height = height.max(subject.height);
        self.node(start, height, ExprKind::In { subject: Box::new(subject.expr), tests })
    }

    /// After `subject between`.
    #[inline(never)]
    pub(super) fn between(&mut self, subject: Node) -> Parsed<Node> {
        let lo = self.level(Level::Sum)?;
        self.keyword("and", "between")?;
        let hi = self.level(Level::Sum)?;
        let (start, height) = (subject.expr.span, subject.height.max(lo.height).max(hi.height));
        let span = lo.expr.span.to(hi.expr.span);
        let range = range((lo.expr, true), (hi.expr, true), span);
        self.node(
            start,
            height,
            ExprKind::In { subject: Box::new(subject.expr), tests: vec![Test::Range(range)] },
        )
    }

    /// Tests separated by commas, without parentheses around them.
    pub(super) fn test_list(&mut self) -> Parsed<Tests> {
        let first = self.test(Level::Or)?;
        self.tests_after(first)
    }

    /// After `in (`: an open range, or tests up to `)`.
    fn tests_in_parentheses(&mut self, open: Span) -> Parsed<Tests> {
        let first = self.deeper(|parser| parser.test(Level::Or))?;
        let first = match first {
            (Test::Value(lo), height) if self.is_symbol("..") => {
                let (range, height) = self.range_after((lo, false), open, height)?;
                return Ok(Tests { tests: vec![Test::Range(range)], height });
            }
            first => first,
        };
        let tests = self.tests_after(first)?;
        self.close(open, "(", ")")?;
        Ok(tests)
    }

    fn tests_after(&mut self, (first, mut height): (Test, u32)) -> Parsed<Tests> {
        self.refuse_bare_range()?;
        let mut tests = vec![first];
        while self.is_symbol(",") {
            self.advance();
            let (test, test_height) = self.deeper(|parser| parser.test(Level::Or))?;
            self.refuse_bare_range()?;
            height = height.max(test_height);
            tests.push(test);
        }
        Ok(Tests { tests, height })
    }

    /// One test with its height. A value is an expression of operators that bind at least as tightly as `level`.
    fn test(&mut self, level: Level) -> Parsed<(Test, u32)> {
        if let Some(op) = compare_op(self.peek()) {
            self.advance();
            let node = self.level(Level::Sum)?;
            return Ok((Test::Compare(op, node.expr), node.height));
        }
        let Kind::Symbol(bracket @ ("[" | "(" | "]")) = *self.peek() else {
            let node = self.level(level)?;
            return Ok((Test::Value(node.expr), node.height));
        };
        let open = self.advance();
        if bracket == "[" && self.is_symbol("]") {
            self.advance();
            let empty = self.node(open, 0, ExprKind::List(Vec::new()))?;
            return self.value_after(empty, level);
        }
        let first = self.nested(Self::expression)?;
        if self.is_symbol("..") || bracket == "]" {
            let (range, height) = self.range_after((first.expr, bracket == "["), open, first.height)?;
            return Ok((Test::Range(range), height));
        }
        let value =
            if bracket == "[" { self.list_after(open, first)? } else { self.close_group(open, first)? };
        self.value_after(value, level)
    }

    /// The rest of a value that began with brackets.
    fn value_after(&mut self, first: Node, level: Level) -> Parsed<(Test, u32)> {
        let node = self.postfix(first)?;
        let node = self.operators(node, level)?;
        Ok((Test::Value(node.expr), node.height))
    }

    /// After the lower end of a range.
    #[inline(never)]
    fn range_after(&mut self, lo: (Expr, bool), open: Span, lo_height: u32) -> Parsed<(Range, u32)> {
        if !self.is_symbol("..") {
            return Err(
                self.unexpected("giữa hai đầu khoảng là `..`", "`..` stands between the ends of a range")
            );
        }
        self.advance();
        let outside = std::mem::replace(&mut self.in_range_end, true);
        let hi = self.level(Level::Sum);
        self.in_range_end = outside;
        let hi = hi?;
        let hi_included = match self.peek() {
            Kind::Symbol("]") => true,
            Kind::Symbol(")" | "[") => false,
            _ => return Err(self.unclosed(open, "[", "]` hoặc `)", "]` or `)")),
        };
        let close = self.advance();
        let height = lo_height.max(hi.height);
        Ok((range(lo, (hi.expr, hi_included), open.to(close)), height))
    }
}

fn range((lo, lo_included): (Expr, bool), (hi, hi_included): (Expr, bool), span: Span) -> Range {
    Range { lo: Box::new(lo), hi: Box::new(hi), lo_included, hi_included, span }
}
