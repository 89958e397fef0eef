//! What operators stand between: literals, names, calls, lists, `if`, `some`, `every`, `for`, and what is attached to
//! them with `.` and `[ ]`.

use super::{Kind, Level, Node, Parsed, Parser};
use crate::expr::ast::{Binding, Expr, ExprKind, Literal, Quantifier};
use crate::expr::lexer::is_keyword;
use crate::span::{Span, Spanned};

impl Parser<'_> {
    /// `-5` is the literal minus five; `-(5)` and `-x` turn a value around.
    pub(super) fn unary(&mut self) -> Parsed<Node> {
        if !self.is_symbol("-") {
            let primary = self.primary()?;
            return self.postfix(primary);
        }
        let start = self.advance();
        let negative = match self.peek() {
            Kind::Literal(Literal::Number(number)) => Some(Literal::Number(-*number)),
            Kind::Literal(Literal::Quantity(number, unit)) => Some(Literal::Quantity(-*number, *unit)),
            _ => None,
        };
        if let Some(literal) = negative {
            self.advance();
            let node = self.node(start, 0, ExprKind::Literal(literal))?;
            return self.postfix(node);
        }
        let operand = self.deeper(Self::unary)?;
        self.node(start, operand.height, ExprKind::Neg(Box::new(operand.expr)))
    }

    fn primary(&mut self) -> Parsed<Node> {
        if let Some(call) = self.call()? {
            return Ok(call);
        }
        match self.peek() {
            Kind::Literal(literal) => {
                let literal = literal.clone();
                self.leaf(ExprKind::Literal(literal))
            }
            Kind::Word("yes" | "true") => self.leaf(ExprKind::Literal(Literal::Boolean(true))),
            Kind::Word("no" | "false") => self.leaf(ExprKind::Literal(Literal::Boolean(false))),
            Kind::Word("as_of") => self.leaf(ExprKind::Literal(Literal::AsOf)),
            Kind::Word("null") => Err(self.null()),
            Kind::Word("not") => self.tight_not(),
            Kind::Word("if") => self.conditional(),
            Kind::Word("some") => self.quantified(Quantifier::Some),
            Kind::Word("every") => self.quantified(Quantifier::Every),
            Kind::Word("for") => self.iteration(),
            Kind::Word(word) if !is_keyword(word) => {
                let name = (*word).to_owned();
                self.leaf(ExprKind::Name(name))
            }
            Kind::Symbol("(") => {
                let open = self.advance();
                self.group(open)
            }
            Kind::Symbol("[") => {
                let open = self.advance();
                self.list(open)
            }
            _ => Err(self.expected_operand()),
        }
    }

    fn leaf(&mut self, kind: ExprKind) -> Parsed<Node> {
        let start = self.advance();
        self.node(start, 0, kind)
    }

    /// After `(`. The parentheses belong to the place of what they hold.
    fn group(&mut self, open: Span) -> Parsed<Node> {
        let inside = self.nested(Self::expression)?;
        self.close_group(open, inside)
    }

    pub(super) fn close_group(&mut self, open: Span, mut inside: Node) -> Parsed<Node> {
        self.refuse_range(open)?;
        let close = self.close(open, "(", ")")?;
        inside.expr.span = open.to(close);
        Ok(inside)
    }

    /// After `[`.
    #[inline(never)]
    fn list(&mut self, open: Span) -> Parsed<Node> {
        if self.is_symbol("]") {
            return self.leaf(ExprKind::List(Vec::new())).map(|node| widened(node, open));
        }
        let first = self.nested(Self::expression)?;
        self.refuse_range(open)?;
        self.list_after(open, first)
    }

    /// After `[` and the first element.
    pub(super) fn list_after(&mut self, open: Span, first: Node) -> Parsed<Node> {
        let (elements, height) = self.nested(|parser| parser.comma_separated(first))?;
        self.close(open, "[", "]")?;
        self.node(open, height, ExprKind::List(elements))
    }

    /// The elements after `first`, with the greatest height among all.
    pub(super) fn comma_separated(&mut self, first: Node) -> Parsed<(Vec<Expr>, u32)> {
        let mut height = first.height;
        let mut elements = vec![first.expr];
        while self.is_symbol(",") {
            self.advance();
            let element = self.expression()?;
            height = height.max(element.height);
            elements.push(element.expr);
        }
        Ok((elements, height))
    }

    /// Reads something between brackets, where `[` means a list or filter again.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let outside = std::mem::replace(&mut self.in_range_end, false);
        let result = read(self);
        self.in_range_end = outside;
        result
    }

    pub(super) fn postfix(&mut self, first: Node) -> Parsed<Node> {
        let mut node = first;
        loop {
            let start = node.expr.span;
            if self.is_symbol(".") {
                self.advance();
                let name = self.name("sau `.` là tên một mục", "after `.` comes a name")?;
                node = self.node(start, node.height, ExprKind::Field(Box::new(node.expr), name))?;
            } else if self.is_symbol("[") && !self.in_range_end {
                let open = self.advance();
                let condition = self.nested(Self::expression)?;
                self.refuse_range(open)?;
                self.close(open, "[", "]")?;
                let height = node.height.max(condition.height);
                let (list, condition) = (Box::new(node.expr), Box::new(condition.expr));
                node = self.node(start, height, ExprKind::Filter { list, condition })?;
            } else {
                return Ok(node);
            }
        }
    }

    /// `not( … )` where a whole comparison could not stand, as on the right of `=`.
    #[inline(never)]
    fn tight_not(&mut self) -> Parsed<Node> {
        let start = self.advance();
        if !self.is_symbol("(") {
            return Err(Self::not_without_parentheses(start));
        }
        let open = self.advance();
        let operand = self.deeper(|parser| parser.group(open))?;
        self.node(start, operand.height, ExprKind::Not(Box::new(operand.expr)))
    }

    #[inline(never)]
    fn conditional(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let cond = self.nested(Self::expression)?;
        self.keyword("then", "if")?;
        let then = self.nested(Self::expression)?;
        self.keyword("else", "if")?;
        let otherwise = self.expression()?;
        let height = cond.height.max(then.height).max(otherwise.height);
        let (cond, then, otherwise) = (Box::new(cond.expr), Box::new(then.expr), Box::new(otherwise.expr));
        self.node(start, height, ExprKind::If { cond, then, otherwise })
    }

    #[inline(never)]
    fn quantified(&mut self, kind: Quantifier) -> Parsed<Node> {
        let start = self.advance();
        let word = if kind == Quantifier::Some { "some" } else { "every" };
        let (bindings, height) = self.nested(|parser| parser.bindings(word))?;
        self.keyword("satisfies", word)?;
        let body = self.expression()?;
        let height = height.max(body.height);
        self.node(start, height, ExprKind::Quantified { kind, bindings, body: Box::new(body.expr) })
    }

    #[inline(never)]
    fn iteration(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let (bindings, height) = self.nested(|parser| parser.bindings("for"))?;
        self.keyword("return", "for")?;
        let body = self.expression()?;
        let height = height.max(body.height);
        self.node(start, height, ExprKind::For { bindings, body: Box::new(body.expr) })
    }

    #[inline(never)]
    fn bindings(&mut self, word: &'static str) -> Parsed<(Vec<Binding>, u32)> {
        let mut bindings = Vec::new();
        let mut height = 0;
        loop {
            let name = self.name(
                &format!("sau `{word}` là tên đặt cho từng phần tử"),
                &format!("after `{word}` comes a name for each element"),
            )?;
            self.keyword("in", word)?;
            let mut source = self.level(Level::Sum)?;
            if self.is_symbol("..") {
                self.advance();
                let to = self.level(Level::Sum)?;
                source = self.join(source, to, |from, to| ExprKind::Steps { from, to })?;
            }
            height = height.max(source.height);
            bindings.push(Binding { name, source: source.expr });
            if !self.is_symbol(",") {
                return Ok((bindings, height));
            }
            self.advance();
        }
    }

    pub(super) fn name(&mut self, vi: &str, en: &str) -> Parsed<Spanned<String>> {
        match self.peek() {
            Kind::Word(word) if !is_keyword(word) => {
                let name = (*word).to_owned();
                Ok(Spanned::new(name, self.advance()))
            }
            _ => Err(self.unexpected(vi, en)),
        }
    }
}

pub(super) fn widened(mut node: Node, start: Span) -> Node {
    node.expr.span = start.to(node.expr.span);
    node
}
