//! From text to tokens. Everything that depends on letters and digits standing side by side is decided here: a number
//! with its unit, a bare date, a time. Spellings of other languages (`==`, `&&`, `≥`) are understood, reported with
//! the right spelling, and read on.

mod mistake;
mod number;
mod text;

use super::ast::Literal;
use super::parser::Place;
use crate::diag::{Diagnostic, Diagnostics};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    Literal(Literal),
    /// A name or a keyword.
    Word(&'a str),
    Symbol(&'static str),
    End,
}

/// A piece of the text at bytes `start..end` of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the lexer made of a text.
pub(super) struct Tokens<'a> {
    /// Always ends with [`Kind::End`].
    pub(super) list: Vec<Token<'a>>,
    pub(super) diagnostics: Diagnostics,
    /// A mistake was found whose meaning cannot be guessed, so that parsing would only add noise.
    pub(super) broken: bool,
}

macro_rules! keywords {
    ($($word:literal)*) => {
        /// Words that are part of the grammar and name nothing.
        pub const KEYWORDS: &[&str] = &[$($word),*];

        pub fn is_keyword(word: &str) -> bool {
            matches!(word, $($word)|*)
        }
    };
}

keywords! {
    "and" "or" "not" "if" "then" "else" "in" "between" "some" "every" "satisfies" "for" "return" "yes" "no" "true"
    "false" "as_of" "null"
}

/// The operator or bracket that `text` begins with, unless it is a wrong spelling such as `==`.
fn symbol(text: &str) -> Option<&'static str> {
    let mut bytes = text.bytes();
    Some(match (bytes.next()?, bytes.next()) {
        (b'(', _) => "(",
        (b')', _) => ")",
        (b'[', _) => "[",
        (b']', _) => "]",
        (b',', _) => ",",
        (b'.', Some(b'.')) => "..",
        (b'.', _) => ".",
        (b'+', _) => "+",
        (b'-', _) => "-",
        (b'*', Some(b'*')) => "**",
        (b'*', _) => "*",
        (b'/', _) => "/",
        (b'=', Some(b'=' | b'<' | b'>')) | (b'<', Some(b'>')) => return None,
        (b'=', _) => "=",
        (b'<', Some(b'=')) => "<=",
        (b'<', _) => "<",
        (b'>', Some(b'=')) => ">=",
        (b'>', _) => ">",
        (b'!', Some(b'=')) if bytes.next() != Some(b'=') => "!=",
        _ => return None,
    })
}

pub(super) fn lex<'a>(text: &'a str, place: &Place) -> Tokens<'a> {
    let mut lexer = Lexer {
        text,
        place,
        at: 0,
        list: Vec::with_capacity(text.len() / 4 + 4),
        diagnostics: Diagnostics::default(),
        broken: false,
    };
    lexer.run();
    Tokens { list: lexer.list, diagnostics: lexer.diagnostics, broken: lexer.broken }
}

struct Lexer<'a, 'p> {
    text: &'a str,
    place: &'p Place,
    at: usize,
    list: Vec<Token<'a>>,
    diagnostics: Diagnostics,
    broken: bool,
}

impl<'a> Lexer<'a, '_> {
    fn run(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let Some(first) = trimmed.chars().next() else { break };
            let second_is_digit = trimmed.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            match first {
                '0'..='9' => self.number(),
                '.' if second_is_digit => self.number(),
                '"' => self.text(),
                '@' => self.at_literal(),
                c if is_word(c) => self.word(),
                _ => self.symbol(first),
            }
        }
        let end = self.text.trim_end().len();
        self.push(Kind::End, end, end);
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, kind: Kind<'a>, start: usize, end: usize) {
        self.list.push(Token { kind, start, end });
        self.at = end;
    }

    /// Reports a mistake that is understood, and goes on.
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a mistake that makes the rest doubtful; goes on to find more like it.
    fn fail(&mut self, diagnostic: Diagnostic, end: usize) {
        self.diagnostics.push(diagnostic);
        self.broken = true;
        self.at = end;
    }

    fn word(&mut self) {
        let (start, word) = (self.at, leading_word(self.rest()));
        let end = start + word.len();
        if word.is_ascii() {
            return self.push(Kind::Word(word), start, end);
        }
        let span = self.place.span(start, end);
        match mistake::vietnamese_keyword(word) {
            Some(keyword) => {
                self.report(self.place.fix(mistake::spelling(span, word, keyword), (start, end), keyword));
                self.push(Kind::Word(keyword), start, end);
            }
            None => self.fail(mistake::name_with_accents(span, word), end),
        }
    }

    fn symbol(&mut self, first: char) {
        let (start, rest) = (self.at, self.rest());
        if let Some(symbol) = symbol(rest) {
            return self.push(Kind::Symbol(symbol), start, start + symbol.len());
        }
        if let Some((wrong, right)) = mistake::wrong_operator(rest) {
            let end = start + wrong.len();
            let diagnostic = mistake::spelling(self.place.span(start, end), wrong, right);
            let before = self.text.get(..start).unwrap_or("");
            let pad = |side: Option<char>| {
                if right.starts_with(is_word) && side.is_some_and(is_word) { " " } else { "" }
            };
            let after = rest.get(wrong.len()..).and_then(|after| after.chars().next());
            let replacement = format!("{}{right}{}", pad(before.chars().next_back()), pad(after));
            self.report(self.place.fix(diagnostic, (start, end), &replacement));
            let kind = symbol(right).map_or(Kind::Word(right), Kind::Symbol);
            return self.push(kind, start, end);
        }
        if matches!(first, '“' | '”' | '\'' | '‘' | '’' | '«') {
            return self.wrong_quote(first);
        }
        let end = start + first.len_utf8();
        self.fail(mistake::stray(self.place.span(start, end), first), end);
    }
}

/// The run of letters, digits, `_` and combining accents that `text` begins with.
fn leading_word(text: &str) -> &str {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}
