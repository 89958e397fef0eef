//! The shape of the sources: who may use whom, what every file begins with, and what must not be in any file. Each
//! failure names the file and the line.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use xtask::workspace::{self, Workspace};

/// What everything in `shared` may use: places in a text, words in two languages, and mistakes of an author.
const GROUND: [&str; 4] = ["span", "words", "codes", "diag"];

/// `shared`, from the ground up: a module may use those named beside it. A new edge is its own commit.
const ENGINE: [(&str, &[&str]); 15] = [
    ("span", &[]),
    ("words", &[]),
    ("codes", &[]),
    ("diag", &[]),
    ("model", &[]),
    ("expr", &["model"]),
    ("load", &["model", "expr"]),
    ("program", &["model", "expr"]),
    ("check", &["model", "expr", "program"]),
    ("eval", &["model", "expr", "program", "check"]),
    ("report", &["model", "expr", "program", "eval"]),
    ("cases", &["model", "expr", "program", "check", "eval", "report"]),
    ("journal", &["model"]),
    ("package", &["model", "expr", "journal", "report"]),
    ("aggregate", &["model", "report"]),
];

/// `app`: pages read stores and place components; only `edge` touches the outside world; `present` is pure.
const APP: [(&str, &[&str]); 6] = [
    ("present", &[]),
    ("edge", &[]),
    ("components", &["present"]),
    ("state", &["present", "edge"]),
    ("pages", &["components", "present", "state"]),
    ("app", &["pages", "components", "present", "state", "edge"]),
];

#[test]
fn modules_of_the_engine_use_only_what_is_below_them() -> Result<()> {
    layers_hold("shared/src", &ENGINE, &GROUND)
}

#[test]
fn layers_of_the_app_use_only_what_is_below_them() -> Result<()> {
    layers_hold("app/src", &APP, &[])
}

fn layers_hold(folder: &str, layers: &[(&str, &[&str])], ground: &[&str]) -> Result<()> {
    let allowed: BTreeMap<&str, &[&str]> = layers.iter().copied().collect();
    let mut troubles = Vec::new();
    for (path, text) in sources(folder)? {
        let module = path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(allowed) = allowed.get(module.as_str()) else {
            troubles
                .push(format!("{folder}/{path}: `{module}` has no place among the layers in tests/tidy.rs"));
            continue;
        };
        for (line, used) in modules_used(&path, &text) {
            let used = used.as_str();
            if used != module && !allowed.contains(&used) && !ground.contains(&used) {
                troubles.push(format!("{folder}/{path}:{line}: `{module}` must not use `{used}`"));
            }
        }
    }
    troubles.dedup();
    ensure!(troubles.is_empty(), "\n{}", troubles.join("\n"));
    Ok(())
}

/// The non-test sources of a folder with the tests inside them cut off; files of tests may use what they like.
fn sources(folder: &str) -> Result<Vec<(String, String)>> {
    let root = Workspace::locate().path(folder);
    let mut sources = Vec::new();
    for path in workspace::files_below(&root)? {
        if workspace::ending(&path) == "rs" && !is_test(&path) {
            let text = workspace::read(&root.join(&path))?;
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            sources.push((path, code));
        }
    }
    Ok(sources)
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| ["tests", "tests.rs"].contains(&part))
}

/// The top-level modules that a file names, by `crate::` or by as many `super::` as lead out of its own.
fn modules_used(path: &str, text: &str) -> Vec<(usize, String)> {
    let own = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let to_root = "super::".repeat(own.split('/').count());
    let mut used = Vec::new();
    for root in ["crate::", &to_root] {
        for (at, _) in text.match_indices(root) {
            let (before, after) = text.split_at(at);
            let after = after.strip_prefix(root).unwrap_or_default();
            let is_comment = before.rsplit('\n').next().is_some_and(|line| line.contains("//"));
            let is_longer = before.ends_with(|last: char| last.is_alphanumeric() || "_$:".contains(last));
            if is_comment || is_longer {
                continue;
            }
            let line = before.matches('\n').count() + 1;
            used.extend(
                names_at(after)
                    .into_iter()
                    .filter(|name| name.starts_with(char::is_lowercase))
                    .map(|name| (line, name)),
            );
        }
    }
    used.retain(|(_, name)| !["self", "super", "crate"].contains(&name.as_str()));
    used
}

/// The first name of a path, or those of a `{…}` list.
fn names_at(text: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = text.strip_prefix('{') else { return vec![name(text)] };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ => {}
        }
        if let (0, Some(last)) = (depth, names.last_mut())
            && c != ','
        {
            last.push(c);
        }
    }
    names.iter().map(|path| name(path)).filter(|name| !name.is_empty()).collect()
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let used = |path, text| modules_used(path, text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(used("eval/mod.rs", "use crate::expr::Value;"), ["expr"]);
    assert_eq!(used("eval/mod.rs", "use crate::{expr::{a, b}, span};"), ["expr", "span"]);
    assert_eq!(used("eval/needs.rs", "use super::super::span::Span; use super::session::S;"), ["span"]);
    assert_eq!(used("diag.rs", "use super::span::Span;"), ["span"]);
    assert_eq!(used("diag.rs", "// crate::span is below us"), Vec::<String>::new());
    assert_eq!(used("diag.rs", "use other_crate::span;"), Vec::<String>::new());
}

/// Every text file that is part of the project, with its path from the root.
fn tracked() -> Result<Vec<(String, String)>> {
    let workspace = Workspace::locate();
    let listed = workspace.command("git").args(["ls-files", "-z"]).output().context("git cannot be run")?;
    ensure!(listed.status.success(), "git cannot list the files");
    let listed = String::from_utf8(listed.stdout)?;
    let paths = listed.split_terminator('\0');
    // Pictures are not text, and a file may just have been removed.
    let text_of = |path: &str| std::fs::read_to_string(workspace.path(path)).ok();
    Ok(paths.filter_map(|path| Some((path.to_owned(), text_of(path)?))).collect())
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() -> Result<()> {
    // Written in pieces, so that this file passes its own test.
    let places = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/.lib", "rary"),
    ];
    let mut troubles = Vec::new();
    for (path, text) in tracked()? {
        for (number, line) in text.lines().enumerate() {
            for place in places {
                let begins = |at: usize| {
                    !line
                        .split_at(at)
                        .0
                        .ends_with(|last: char| last.is_alphanumeric() || ".-_~".contains(last))
                };
                if line.match_indices(place).any(|(at, _)| begins(at)) {
                    troubles.push(format!("{path}:{}: {place}", number + 1));
                }
            }
        }
    }
    ensure!(troubles.is_empty(), "\n{}", troubles.join("\n"));
    Ok(())
}

#[test]
fn every_source_file_begins_with_what_it_is_for() -> Result<()> {
    let silent: Vec<String> = tracked()?
        .into_iter()
        .filter(|(path, _)| workspace::ending(path) == "rs" && !path.ends_with("/tests.rs"))
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    ensure!(silent.is_empty(), "no `//!` at the beginning of:\n{}", silent.join("\n"));
    Ok(())
}

/// From here on a file is mentioned, see `cargo test -p soat-tests -- --nocapture long`.
const LONG: usize = 500;
/// From here on it is too long.
const TOO_LONG: usize = 1500;

#[test]
fn no_source_file_is_too_long() -> Result<()> {
    let mut too_long = Vec::new();
    for (path, text) in tracked()? {
        let lines = text.lines().count();
        if workspace::ending(&path) == "rs" && lines > LONG {
            eprintln!("warning: {path} has {lines} lines");
            if lines > TOO_LONG {
                too_long.push(format!("{path} has {lines} lines"));
            }
        }
    }
    ensure!(too_long.is_empty(), "\n{}", too_long.join("\n"));
    Ok(())
}

/// Clippy denies what can panic; where a place is exempt, it must say why, and the exemption must still be needed.
#[test]
fn an_exemption_from_a_lint_is_an_expectation_with_a_reason() -> Result<()> {
    let denied =
        ["unwrap_used", "expect_used", "panic", "indexing_slicing", "string_slice", "todo", "unimplemented"];
    let mut troubles = Vec::new();
    for folder in ["shared/src", "app/src", "cli/src", "xtask/src"] {
        for (path, text) in sources(folder)? {
            for (number, line) in text.lines().enumerate() {
                let allows = line.contains("[allow(") || line.contains("![allow(");
                if allows && denied.iter().any(|lint| line.contains(&format!("clippy::{lint}"))) {
                    troubles.push(format!("{folder}/{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    ensure!(troubles.is_empty(), "write `#[expect(lint, reason = \"…\")]`:\n{}", troubles.join("\n"));
    Ok(())
}

/// ARCHITECTURE.md names its invariants by the tests that hold them: under the heading `Invariants`, every word in
/// backticks that is written as a test's name is the name of a test.
#[test]
fn every_invariant_of_the_architecture_is_a_test() -> Result<()> {
    let files = tracked()?;
    let Some((_, architecture)) = files.iter().find(|(path, _)| path == "ARCHITECTURE.md") else {
        return Ok(());
    };
    let invariants = architecture.split("\n## ").filter(|section| section.starts_with("Invariants"));
    let missing: Vec<&str> = invariants
        .flat_map(|section| section.split('`').skip(1).step_by(2))
        .filter(|name| {
            name.matches('_').count() >= 2
                && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit())
        })
        .filter(|name| {
            !files
                .iter()
                .any(|(path, text)| workspace::ending(path) == "rs" && text.contains(&format!("fn {name}(")))
        })
        .collect();
    ensure!(missing.is_empty(), "ARCHITECTURE.md names tests that do not exist: {}", missing.join(", "));
    Ok(())
}
