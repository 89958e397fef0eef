//! What the app weighs on the network, by brotli, against the budget.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::workspace;

/// What is to be loaded before the app can be used, with every checklist, and what is to be kept for offline use.
const FIRST_LOAD_BUDGET: u64 = 250_000;
const PRECACHED_BUDGET: u64 = 600_000;
/// The app does not keep its budget yet. It must at least not grow: these only ever get smaller.
const FIRST_LOAD_LIMIT: u64 = 760_000;
const PRECACHED_LIMIT: u64 = 1_250_000;

/// The weight of each kind of file, in bytes on the network.
#[derive(Debug, Default, PartialEq)]
pub struct Sizes {
    page: u64,
    style: u64,
    script: u64,
    module: u64,
    profile: u64,
    rules: u64,
    typeface: u64,
    rest: u64,
}

/// Weighs the built app.
pub fn measure(dist: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    for file in workspace::files_below(dist)? {
        if workspace::ending(&file) == "br" {
            continue;
        }
        let compressed = dist.join(format!("{file}.br"));
        let sent = if compressed.is_file() { compressed } else { dist.join(&file) };
        sizes.add(&file, sent.metadata()?.len());
    }
    Ok(sizes)
}

impl Sizes {
    fn add(&mut self, file: &str, bytes: u64) {
        let kind = match (file.split('/').next().unwrap_or_default(), workspace::ending(file)) {
            // By these two the first page finds the checklists; the others come when they are chosen.
            ("rules", _) if matches!(file, "rules/index.json" | "rules/site.yaml") => &mut self.profile,
            ("rules", _) => &mut self.rules,
            ("fonts", _) => &mut self.typeface,
            ("sw.js", _) => &mut self.rest,
            (_, "html") => &mut self.page,
            (_, "css") => &mut self.style,
            (_, "js") => &mut self.script,
            (_, "wasm") => &mut self.module,
            _ => &mut self.rest,
        };
        *kind += bytes;
    }

    fn first_load(&self) -> u64 {
        self.page + self.style + self.script + self.module + self.profile
    }

    fn precached(&self) -> u64 {
        self.first_load() + self.rules + self.typeface + self.rest
    }

    /// The report, in kB of 1,000 bytes.
    pub fn table(&self) -> String {
        let mut table = String::from("size of the app (brotli)              kB   budget\n");
        let mut row = |name: &str, bytes: u64, limit: Option<u64>| {
            let limit = limit.map_or(String::new(), |limit| format!("{:>9}", limit / 1000));
            let _ = writeln!(table, "  {name:<32}{:>6}{limit}", kilobytes(bytes));
        };
        row("page", self.page, None);
        row("styles", self.style, None);
        row("scripts", self.script, None);
        row("wasm", self.module, None);
        row("profile and list of checklists", self.profile, None);
        row("first load", self.first_load(), None);
        row("with every checklist", self.first_load() + self.rules, Some(FIRST_LOAD_BUDGET));
        row("typeface", self.typeface, None);
        row("icons, manifest, worker", self.rest, None);
        row("kept for offline use", self.precached(), Some(PRECACHED_BUDGET));
        if self.first_load() + self.rules > FIRST_LOAD_BUDGET || self.precached() > PRECACHED_BUDGET {
            table.push_str("  over the budget; it may not grow further");
        }
        table.truncate(table.trim_end().len());
        table
    }

    /// What is too heavy, in a sentence.
    pub fn excess(&self) -> Option<String> {
        let checks = [
            ("the first load", self.first_load(), FIRST_LOAD_LIMIT),
            ("what is kept for offline use", self.precached(), PRECACHED_LIMIT),
        ];
        checks.into_iter().find(|(_, bytes, limit)| bytes > limit).map(|(what, bytes, limit)| {
            format!("{what} is {} kB, more than the {} kB it may weigh", kilobytes(bytes), limit / 1000)
        })
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_counted_once() {
        let mut sizes = Sizes::default();
        for file in
            "index.html a.css a.js a.wasm rules/site.yaml rules/x.yaml fonts/x.woff2 icons/x.png sw.js"
                .split(' ')
        {
            sizes.add(file, 1);
        }
        assert_eq!(sizes.first_load(), 5);
        assert_eq!(sizes.precached(), 9);
    }

    #[test]
    fn one_byte_over_the_limit_is_too_much() {
        let at_limit = Sizes { module: FIRST_LOAD_LIMIT, ..Sizes::default() };
        assert_eq!(at_limit.excess(), None);
        let over = Sizes { module: FIRST_LOAD_LIMIT + 1, ..Sizes::default() };
        assert_eq!(over.excess().unwrap(), "the first load is 760.0 kB, more than the 760 kB it may weigh");
    }
}
