//! The licence check: every crate of `Cargo.lock` comes from crates.io and may be used under a licence that
//! `deny.toml` allows. It needs no network and no further tool; cargo-deny reads the same file.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{self, Workspace};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks every crate; the good news is a sentence, the bad news one line for each crate.
pub fn check(workspace: &Workspace) -> Result<String> {
    let allowed = allowed(&workspace::read(&workspace.path("deny.toml"))?)?;
    let output = workspace
        .command("cargo")
        .args(["metadata", "--locked", "--format-version", "1"])
        .output()
        .context("cargo metadata cannot be run")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages =
        metadata.get("packages").and_then(Value::as_array).context("cargo metadata lists no packages")?;
    let troubles: Vec<String> =
        packages.iter().filter_map(|package| trouble_with(package, &allowed)).collect();
    if troubles.is_empty() {
        Ok(format!("{} crates, each under one of {} licences", packages.len(), allowed.len()))
    } else {
        bail!("{}", troubles.join("\n"))
    }
}

fn allowed(deny: &str) -> Result<BTreeSet<String>> {
    let deny: toml::Table = toml::from_str(deny).context("deny.toml cannot be read")?;
    let list =
        deny.get("licenses").and_then(|licenses| licenses.get("allow")).and_then(toml::Value::as_array);
    let list = list.context("deny.toml has no list `licenses.allow`")?;
    Ok(list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

fn trouble_with(package: &Value, allowed: &BTreeSet<String>) -> Option<String> {
    let text = |key: &str| package.get(key).and_then(Value::as_str);
    let name = format!("{} {}", text("name").unwrap_or("?"), text("version").unwrap_or("?"));
    match (text("source"), text("license")) {
        (Some(source), _) if source != CRATES_IO => {
            Some(format!("{name} comes from {source}, not from crates.io"))
        }
        (_, None) => Some(format!("{name} names no licence")),
        (_, Some(licence)) if !satisfies(licence, allowed) => Some(format!("{name} is under `{licence}`")),
        _ => None,
    }
}

/// Whether an SPDX expression can be met with allowed licences. `AND` binds stronger than `OR`; the old `/` is `OR`.
fn satisfies(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    either(&mut words, allowed) == Some(true) && words.is_empty()
}

fn either(words: &mut &[&str], allowed: &BTreeSet<String>) -> Option<bool> {
    let mut holds = both(words, allowed)?;
    while let ["OR", rest @ ..] = words {
        *words = rest;
        holds |= both(words, allowed)?;
    }
    Some(holds)
}

fn both(words: &mut &[&str], allowed: &BTreeSet<String>) -> Option<bool> {
    let mut holds = one(words, allowed)?;
    while let ["AND", rest @ ..] = words {
        *words = rest;
        holds &= one(words, allowed)?;
    }
    Some(holds)
}

fn one(words: &mut &[&str], allowed: &BTreeSet<String>) -> Option<bool> {
    match words {
        ["(", rest @ ..] => {
            *words = rest;
            let holds = either(words, allowed)?;
            let [")", rest @ ..] = words else { return None };
            *words = rest;
            Some(holds)
        }
        [licence, "WITH", exception, rest @ ..] => {
            let whole = format!("{licence} WITH {exception}");
            *words = rest;
            Some(allowed.contains(&whole))
        }
        [licence, rest @ ..] => {
            *words = rest;
            Some(allowed.contains(*licence))
        }
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_holds_when_allowed_licences_meet_it() {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
        for (expression, holds) in [
            ("MIT", true),
            ("MIT OR GPL-3.0", true),
            ("GPL-3.0/MIT", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("GPL-3.0 OR MIT AND GPL-2.0", false),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0", true),
            ("Apache-2.0", false),
            ("(MIT", false),
            ("MIT)", false),
            ("", false),
        ] {
            assert_eq!(satisfies(expression, &allowed), holds, "{expression}");
        }
    }
}
