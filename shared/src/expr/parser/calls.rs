//! Function calls, in our spelling and in FEEL's with spaces; calls on a quoted text that are literals in truth.

use super::{Kind, Node, Parsed, Parser, Token, bad_calendar};
use crate::diag::Diagnostic;
use crate::expr::ast::{ExprKind, Literal};
use crate::expr::builtins;
use crate::expr::calendar::{self, CalendarMistake};
use crate::expr::lexer::is_keyword;
use crate::span::{Span, Spanned};

impl Parser<'_> {
    /// A call, if one begins here: words directly before `(`.
    pub(super) fn call(&mut self) -> Parsed<Option<Node>> {
        let Kind::Word(first) = *self.peek() else { return Ok(None) };
        // Only words follow the first word of a name with spaces.
        let may_be_spaced = matches!(self.tokens.get(self.at + 1), Some(Token { kind: Kind::Word(_), .. }));
        let mut spaced_names = may_be_spaced.then(|| builtins::spaced_names(first)).into_iter().flatten();
        let spaced = spaced_names.find(|(words, _)| self.words_then_parenthesis(words));
        let (name, count) = match spaced {
            Some((words, name)) => (name.to_owned(), words.split(' ').count()),
            None if !is_keyword(first) && self.words_then_parenthesis(first) => (first.to_owned(), 1),
            None => return Ok(None),
        };
        let start = self.here();
        for _ in 0..count {
            self.advance();
        }
        let function = Spanned::new(name, start.to(self.last_span()));
        let open = self.advance();
        self.deeper(|parser| parser.nested(|parser| parser.arguments(function, open))).map(Some)
    }

    fn words_then_parenthesis(&self, words: &str) -> bool {
        let mut at = self.at;
        for word in words.split(' ') {
            let matches = self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word(word));
            if !matches {
                return false;
            }
            at += 1;
        }
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Symbol("("))
    }

    #[inline(never)]
    fn arguments(&mut self, function: Spanned<String>, open: Span) -> Parsed<Node> {
        let (arguments, height) = if self.is_symbol(")") {
            (Vec::new(), 0)
        } else {
            let first = self.expression()?;
            self.comma_separated(first)?
        };
        self.close(open, "(", ")")?;
        let start = function.span;
        if let [argument] = arguments.as_slice()
            && let ExprKind::Literal(Literal::Text(text)) = &argument.kind
            && LITERAL_CALLS.contains(&function.value.as_str())
        {
            let literal = quoted_literal(&function.value, text, argument.span)?;
            return self.node(start, 0, ExprKind::Literal(literal));
        }
        self.node(start, height, ExprKind::Call { function, arguments })
    }
}

/// Functions whose call on a quoted text is read as a literal.
const LITERAL_CALLS: [&str; 4] = ["date", "time", "date_and_time", "duration"];

/// The literal that `function` (or `@`) makes of a quoted text.
pub(in crate::expr) fn quoted_literal(function: &str, text: &str, span: Span) -> Parsed<Literal> {
    let date = || calendar::parse_date(text).map(Literal::Date);
    let time = || calendar::parse_time(text).map(Literal::Time);
    let date_time = || calendar::parse_date_time(text).map(Literal::DateTime);
    let duration = || calendar::parse_duration(text).map(|(number, unit)| Literal::Quantity(number, unit));
    let literal = match function {
        "date" => date(),
        "time" => time(),
        // As in FEEL, a date alone is its midnight.
        "date_and_time" => date_time().or_else(|mistake| {
            let date = calendar::parse_date(text).map_err(|_| mistake)?;
            Ok(Literal::DateTime(date.to_datetime(jiff::civil::Time::midnight())))
        }),
        "duration" => duration(),
        _ if text.trim_start_matches('-').starts_with('P') => duration(),
        _ if text.contains('T') => date_time(),
        _ if text.contains(':') => time(),
        _ => date(),
    };
    literal.map_err(|mistake| Box::new(in_quotes(function, bad_calendar(span, mistake), mistake)))
}

fn in_quotes(function: &str, diagnostic: Diagnostic, mistake: CalendarMistake) -> Diagnostic {
    match (function, mistake) {
        ("duration", CalendarMistake::Form) => diagnostic.help(
            "viết `P3M`, `P7D` hoặc `PT5H`; gọn hơn là `3 months`, `7 days`, `5 hours`",
            "write `P3M`, `P7D` or `PT5H`; shorter are `3 months`, `7 days`, `5 hours`",
        ),
        _ => diagnostic,
    }
}
