//! Cases written from the published semantics of FEEL and CQL, asked as outsiders ask them: `soat eval --batch` itself,
//! a line in, a line out. The files are in `tests/conformance`; the table that sums them up is
//! `docs/src/language/feel-and-cql.md`.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// What is asked of the program; the other fields of a case are ours.
const ASKED: [&str; 4] = ["expr", "let", "unanswered", "as_of"];

/// A line of `soat eval --batch`, with what must come out.
#[derive(Deserialize)]
struct Case {
    id: String,
    about: String,
    expect: Expected,
    /// Why FEEL or CQL say something else.
    differs: Option<String>,
    /// What comes out as long as the engine is wrong.
    today: Option<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    state: String,
    /// As written: a number must not lose a digit on the way to the comparison.
    value: Box<RawValue>,
    #[serde(rename = "type")]
    kind: Option<String>,
    needs: Vec<String>,
    /// The code.
    error: Option<String>,
}

/// A line that comes out.
#[derive(Deserialize)]
struct Answer {
    state: String,
    value: Box<RawValue>,
    #[serde(rename = "type")]
    kind: Option<String>,
    needs: Vec<String>,
    error: Option<Value>,
}

#[test]
fn feel_cases_give_what_they_expect() {
    hold("feel", 250);
}

#[test]
fn cql_cases_give_what_they_expect() {
    hold("cql", 150);
}

/// FIXME: the engine is wrong in each of these. Once it is right, the case moves to the file of its language.
#[test]
fn known_wrong_cases_are_still_wrong() {
    for (case, got) in answered("known-wrong") {
        assert_ne!(got, case.expect.line(), "{} is right now: move it", case.id);
        assert_eq!(got, case.today.as_ref().unwrap().line(), "{} changed", case.id);
    }
}

/// Each row of the table names cases, which say the same about agreement as the row does.
#[test]
fn the_table_agrees_with_the_cases() {
    let mut differ = BTreeMap::new();
    for (case, _) in ["feel", "cql"].into_iter().flat_map(cases) {
        assert!(!case.about.is_empty(), "{} says not what it is about", case.id);
        let other = differ.insert(case.id.clone(), case.differs.is_some());
        assert!(other.is_none(), "two cases are called {}", case.id);
    }
    let table = read("docs/src/language/feel-and-cql.md");
    let rows =
        table.lines().filter(|row| ["**same", "**differs", "**not in"].iter().any(|is| row.contains(is)));
    let mut count = 0;
    for row in rows {
        count += 1;
        let words = row.split('`').skip(1).step_by(2);
        let named: Vec<&str> =
            words.filter(|word| word.starts_with("feel-") || word.starts_with("cql-")).collect();
        assert!(!named.is_empty(), "no case for: {row}");
        for id in named {
            let differs = differ.get(id).unwrap_or_else(|| panic!("no case is called {id}"));
            assert_ne!(*differs, row.contains("**same"), "{id} disagrees with: {row}");
        }
    }
    assert!(count > 0, "the table has no rows");
}

fn hold(file: &str, least: usize) {
    let all = answered(file);
    assert!(all.len() >= least, "{file} has {} cases only", all.len());
    let wrong = all.iter().filter(|(case, got)| *got != case.expect.line());
    let wrong: Vec<String> = wrong
        .map(|(case, got)| format!("{}\n  want {}\n  got  {got}", case.id, case.expect.line()))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// The cases of a file, each with the line that asks it.
fn cases(file: &str) -> Vec<(Case, String)> {
    let one = |line: &str| {
        let whole: Map<String, Value> = serde_json::from_str(line).unwrap();
        let asked: Map<String, Value> =
            whole.into_iter().filter(|(name, _)| ASKED.contains(&name.as_str())).collect();
        (serde_json::from_str(line).unwrap(), json!(asked).to_string())
    };
    read(&format!("tests/conformance/{file}.jsonl")).lines().map(one).collect()
}

/// The cases of a file, each with what the program says, as a line.
fn answered(file: &str) -> Vec<(Case, String)> {
    let cases = cases(file);
    let mut soat = Command::new(env!("CARGO_BIN_EXE_soat"))
        .args(["eval", "--lang", "en", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = cases.iter().flat_map(|(_, line)| [line.as_str(), "\n"]).collect();
    let mut input = soat.stdin.take().unwrap();
    // Written beside the reading, so that neither waits for the other.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = soat.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), cases.len(), "one line out for each line in");
    let answers = answers.lines().map(|line| serde_json::from_str::<Answer>(line).unwrap().line());
    cases.into_iter().map(|(case, _)| case).zip(answers).collect()
}

impl Expected {
    fn line(&self) -> String {
        line(&self.state, &self.value, self.kind.as_deref(), &self.needs, self.error.as_deref())
    }
}

impl Answer {
    fn line(&self) -> String {
        let code = self.error.as_ref().and_then(|error| error["code"].as_str());
        line(&self.state, &self.value, self.kind.as_deref(), &self.needs, code)
    }
}

fn line(state: &str, value: &RawValue, kind: Option<&str>, needs: &[String], error: Option<&str>) -> String {
    let (kind, error) = (kind.unwrap_or("null"), error.unwrap_or("null"));
    format!("{state} {} type {kind} needs [{}] error {error}", value.get(), needs.join(", "))
}
