//! One question to the engine, and its answer as people and programs read it.

use std::fmt::Write as _;

use serde::Serialize;
use soat::eval::{self, QueryOutcome, QueryState, Unanswered};
use soat::model::Date;
use soat::words::Lang;

use super::kind;
use super::value::{self, Literal};
use crate::console::Console;
use crate::render::{Ink, inert};
use crate::words::pick;

/// An expression with its names, as typed.
#[derive(Debug)]
pub(super) struct Query {
    pub expr: String,
    pub lets: Vec<(String, String)>,
    pub unanswered: Vec<(String, String)>,
    pub as_of: Date,
}

/// The contract: `{state, value, needs, type, error}`, in this order.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    state: &'static str,
    value: Option<Literal>,
    needs: Vec<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    error: Option<Trouble>,
    /// What to do about the error; said to people only.
    #[serde(skip)]
    help: Option<String>,
}

#[derive(Debug, Serialize)]
struct Trouble {
    code: String,
    message: String,
    /// In characters of the expression, from 1.
    column: u32,
}

impl Query {
    pub(super) fn ask(&self, lang: Lang) -> Answer {
        match self.understood() {
            Ok(query) => Answer::of(eval::query(&query), lang),
            Err((code, vi, en)) => Answer::error(code, pick(lang, &vi, &en), 1),
        }
    }

    /// The question in the engine's words, or what is wrong with its names.
    fn understood(&self) -> Result<eval::Query, (&'static str, String, String)> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in self.lets.iter().chain(&self.unanswered) {
            if !is_name(name) {
                return Err((
                    "bad-name",
                    format!("`{name}` không phải một tên"),
                    format!("`{name}` is not a name"),
                ));
            }
            if names.contains(&name.as_str()) {
                return Err((
                    "duplicate-name",
                    format!("`{name}` được nêu hai lần"),
                    format!("`{name}` is given twice"),
                ));
            }
            names.push(name);
        }
        let open = self.unanswered.iter().map(|(name, written)| match kind::parse(written) {
            Ok(answer) => Ok(Unanswered { name: name.clone(), answer }),
            Err(bad) => Err((
                "bad-type",
                format!("{name}: {}", bad.message.vi),
                format!("{name}: {}", bad.message.en),
            )),
        });
        Ok(eval::Query {
            open: open.collect::<Result<_, _>>()?,
            expr: self.expr.clone(),
            values: self.lets.clone(),
            as_of: Some(self.as_of),
        })
    }
}

/// Letters a to z of either case, digits and `_`, beginning with no digit.
pub(super) fn is_name(text: &str) -> bool {
    !text.starts_with(|letter: char| letter.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

impl Answer {
    pub(super) fn error(code: &str, message: &str, column: u32) -> Self {
        let error = Trouble { code: code.to_owned(), message: message.to_owned(), column };
        Self { state: "error", value: None, needs: Vec::new(), kind: None, error: Some(error), help: None }
    }

    fn of(outcome: QueryOutcome, lang: Lang) -> Self {
        let help = outcome.error.as_ref().and_then(|error| error.help.as_ref());
        Self {
            state: match outcome.state {
                QueryState::Value => "value",
                QueryState::Unanswered => "unanswered",
                QueryState::NotApplicable => "not_applicable",
                QueryState::Error => "error",
            },
            value: outcome.value.as_ref().map(|value| value::literal(value, outcome.ty.as_ref())),
            needs: outcome.needs,
            kind: outcome.ty.as_ref().map(value::type_word),
            help: help.map(|help| help.get(lang).to_owned()),
            error: outcome.error.map(|error| Trouble {
                message: error.message.get(lang).to_owned(),
                code: error.code,
                column: error.column,
            }),
        }
    }

    pub(super) fn is_error(&self) -> bool {
        self.error.is_some()
    }

    /// One line of JSON.
    pub(super) fn json(&self) -> String {
        // Only texts, numbers and lists of them: there is nothing that could not be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// For people: the value alone on the first line, so that it can be read by eye and by a shell.
    pub(super) fn told(&self, query: &Query, console: &Console<'_>) -> String {
        let (lang, style) = (console.lang, console.style);
        let mut told = String::new();
        // Writing to a string cannot fail.
        if let Some(error) = &self.error {
            let head = style.paint(Ink::Error, &format!("{}[{}]", pick(lang, "lỗi", "error"), error.code));
            let _ = writeln!(told, "{head}: {}", inert(&error.message));
            let (line, column) = line_of(&query.expr, error.column);
            let before: String = line.chars().take(column).collect();
            let width = unicode_width::UnicodeWidthStr::width(inert(&before).as_str());
            let _ = writeln!(told, "  | {}", inert(line));
            let _ = writeln!(told, "  | {}{}", " ".repeat(width), style.paint(Ink::Error, "^"));
            if let Some(help) = &self.help {
                let _ = writeln!(told, "  = {}: {}", pick(lang, "cách sửa", "help"), inert(help));
            }
            return told;
        }
        let state = match self.state {
            "unanswered" => pick(lang, "chưa trả lời", "unanswered"),
            _ => pick(lang, "không áp dụng", "not applicable"),
        };
        let value = self.value.as_ref().map_or(state.to_owned(), Literal::written);
        let _ = writeln!(told, "{}", style.paint(Ink::Strong, &inert(&value)));
        if let Some(kind) = &self.kind {
            let _ = writeln!(told, "{}: {kind}", pick(lang, "kiểu", "type"));
        }
        if !self.needs.is_empty() {
            let _ = writeln!(told, "{}: {}", pick(lang, "còn cần", "needs"), self.needs.join(", "));
        }
        told
    }
}

/// The line of a text that its `column`th character is in, and how many characters of the line come before it.
fn line_of(text: &str, column: u32) -> (&str, usize) {
    let mut before = column.saturating_sub(1) as usize;
    for line in text.split('\n') {
        let length = line.chars().count();
        if before <= length {
            return (line, before);
        }
        before -= length + 1;
    }
    (text.lines().last().unwrap_or(""), 0)
}
