//! Many expressions in one process: a line in, a line out.

use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use soat::model::Date;
use soat::words::Bilingual;

use super::{Answer, Buffered, Query};
use crate::console::{self, Console};
use crate::failure::Failure;

/// One line of the input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    expr: String,
    #[serde(default, rename = "let")]
    lets: Pairs,
    #[serde(default)]
    unanswered: Pairs,
    #[serde(default)]
    as_of: Option<String>,
}

/// A JSON object as the pairs written, so that a name given twice is seen.
#[derive(Default)]
struct Pairs(Vec<(String, String)>);

pub(super) fn run(input: &mut dyn Buffered, path: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let today = console::as_of(None)?;
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).map_err(|error| Failure::reading(path, &error))? > 0 {
        let answer = answered(&line, today, console);
        writeln!(console.out, "{}", answer.json())?;
        // Whoever waits for an answer before sending the next line gets it.
        if input.is_drained() {
            console.out.flush()?;
        }
        line.clear();
    }
    Ok(())
}

fn answered(line: &[u8], today: Date, console: &Console<'_>) -> Answer {
    match query(line, today) {
        Ok(query) => query.ask(console.lang),
        Err((message, column)) => Answer::error("bad-line", message.get(console.lang), column),
    }
}

/// The question of a line, or why there is none and at which column.
fn query(line: &[u8], today: Date) -> Result<Query, (Bilingual, u32)> {
    let line: Line = serde_json::from_slice(line).map_err(|error| {
        let column = u32::try_from(error.column()).unwrap_or(u32::MAX).max(1);
        let told = error.to_string();
        let reason = told.split(" at line ").next().unwrap_or_default();
        let message = Bilingual::new(
            format!("dòng này không phải câu hỏi dạng JSON: {reason}"),
            format!("the line is not a question in JSON: {reason}"),
        );
        (message, column)
    })?;
    let as_of = match line.as_of.as_deref() {
        None => today,
        Some(written) => console::date(written).map_err(|_| {
            let message = Bilingual::new(
                format!("`as_of` không phải một ngày: `{written}`"),
                format!("`as_of` is not a date: `{written}`"),
            );
            (message, 1)
        })?,
    };
    Ok(Query { expr: line.expr, lets: line.lets.0, unanswered: line.unanswered.0, as_of })
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;

            fn expecting(&self, told: &mut fmt::Formatter<'_>) -> fmt::Result {
                told.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(0));
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
