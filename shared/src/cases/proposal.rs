//! A case that could be added to a file of cases, and its text.

use std::fmt::Write as _;

use crate::model::{
    Answer, Answers, Case, Date, Expectation, Expected, ExpectedPenalty, RowExpectation, Weight,
};
use crate::span::{Span, Spanned};

#[derive(Clone, Debug)]
pub struct Proposal {
    pub name: String,
    pub as_of: Date,
    pub answers: Answers,
    /// By requirement. One of a group has one row.
    pub expect: Vec<(String, Expected)>,
}

impl Proposal {
    /// The case as if it had been read from a file.
    pub fn case(&self) -> Case {
        let nowhere = Span::default();
        let expect = self.expect.iter().map(|(requirement, expected)| Expectation {
            requirement: Spanned::new(requirement.clone(), nowhere),
            rows: RowExpectation::One(Spanned::new(expected.clone(), nowhere)),
        });
        Case {
            name: Spanned::new(self.name.clone(), nowhere),
            span: nowhere,
            as_of: Spanned::new(self.as_of, nowhere),
            answers: self.answers.clone(),
            expect: expect.collect(),
            others: None,
        }
    }

    /// One entry of `cases:`, indented by two spaces.
    pub fn yaml(&self) -> String {
        let mut text = format!("  - name: {}\n    as_of: {}\n", quoted(&self.name), self.as_of);
        // Writing to a string cannot fail.
        if !self.answers.site.is_empty() {
            let site = self.answers.site.iter().map(|(name, answer)| entry(name, answer));
            let _ = writeln!(text, "    site: {{ {} }}", site.collect::<Vec<_>>().join(", "));
        }
        let mut entries: Vec<String> =
            self.answers.answers.iter().map(|(name, answer)| entry(name, answer)).collect();
        for (name, group) in &self.answers.groups {
            let rows = group.rows.iter().map(|row| {
                let cells: Vec<String> = row.answers.iter().map(|(name, cell)| entry(name, cell)).collect();
                if cells.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", cells.join(", ")) }
            });
            let rows = rows.collect::<Vec<_>>().join(", ");
            entries.push(if group.complete {
                format!("{name}: [{rows}]")
            } else {
                format!("{name}: {{ rows: [{rows}], complete: no }}")
            });
        }
        if entries.is_empty() {
            text.push_str("    answers: {}\n");
        } else {
            let _ = writeln!(text, "    answers: {{ {} }}", entries.join(", "));
        }
        let expect =
            self.expect.iter().map(|(name, expected)| format!("{name}: {}", expected_text(expected)));
        let _ = writeln!(text, "    expect: {{ {} }}", expect.collect::<Vec<_>>().join(", "));
        text
    }
}

fn entry(name: &str, answer: &Answer) -> String {
    match answer {
        Answer::Value(text) if text.is_empty() => format!("{name}: []"),
        Answer::Value(text) => format!("{name}: {}", scalar(text)),
        Answer::NotApplicable(reason) if reason.is_empty() => format!("{name}: {{ not_applicable: yes }}"),
        Answer::NotApplicable(reason) => format!("{name}: {{ not_applicable: {} }}", scalar(reason)),
    }
}

fn expected_text(expected: &Expected) -> String {
    let word = serde_json::to_value(expected.verdict).ok();
    let word = word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mut facts = vec![format!("verdict: {word}")];
    if let Some(severity) = expected.severity {
        let word = match severity {
            Weight::Critical => "critical",
            Weight::Major => "major",
            Weight::Minor => "minor",
        };
        facts.push(format!("severity: {word}"));
    }
    if let Some(stop_work) = expected.stop_work {
        facts.push(format!("stop_work: {}", if stop_work { "yes" } else { "no" }));
    }
    if let Some(warnings) = expected.warnings {
        facts.push(format!("warnings: {warnings}"));
    }
    match &expected.penalty {
        None => {}
        Some(ExpectedPenalty::None) => facts.push("penalty: none".to_owned()),
        Some(ExpectedPenalty::Entry { law, at, amount }) => {
            let at = at.as_ref().map_or_else(String::new, |at| format!(", at: {}", scalar(at)));
            let amount =
                amount.map_or_else(String::new, |[least, most]| format!(", amount: [{least}, {most}]"));
            facts.push(format!("penalty: {{ law: {law}{at}{amount} }}"));
        }
    }
    if facts.len() == 1 { word } else { format!("{{ {} }}", facts.join(", ")) }
}

/// Text that a flow mapping of YAML reads back as it is.
fn scalar(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " ._/+-²³°".contains(letter);
    let begins = text.starts_with(|letter: char| letter.is_alphanumeric());
    let is_signed = text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let units = text.strip_suffix('%').unwrap_or(text);
    if (begins || is_signed) && units.chars().all(plain) && units.trim_end() == units.trim() {
        return text.to_owned();
    }
    quoted(text)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
