//! `soat check [PATH…]`: what is wrong in the rules, with the place, what to do, and answers that show it.

use std::path::PathBuf;

use soat::cases;
use soat::check::check_pack;
use soat::diag::{Diagnostic, Diagnostics, Severity};
use soat::span::Sources;

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack::{self, LoadedPack};
use crate::render::{Format, Notice, Page};
use crate::watch;

/// Find what is wrong in rules: names, types, units, dates, and conditions that can never do what they say.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files or folders (default: `rules`, or the current folder).
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to write: human, concise, json, sarif, junit, github or gitlab.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: Format,
    /// Take warnings for errors.
    #[arg(long, value_name = "warnings", hide_possible_values = true)]
    deny: Option<Deny>,
    /// Check again whenever a file changes.
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    Warnings,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if args.watch {
        return watch::run(&args.paths, console, |console| once(args, console));
    }
    once(args, console)
}

fn once(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut packs = Vec::new();
    for files in files::find(&args.paths)? {
        packs.push(CheckedPack::of(pack::load(files)?));
    }
    let mut page = Page { notices: Vec::new(), files: Vec::new(), lang: console.lang, style: console.style };
    for checked in &packs {
        page.files
            .extend(checked.loaded.files.files.iter().filter(|file| file.asked).map(|file| &*file.name));
        let shown = checked.diagnostics.iter().filter(|diagnostic| checked.loaded.concerns(diagnostic));
        page.notices.extend(shown.map(|diagnostic| Notice {
            diagnostic,
            severity: severity(diagnostic, args.deny),
            sources: &checked.sources,
        }));
    }
    page.write(args.format, console.out)?;
    Ok(Outcome::findings_if(page.count(Severity::Error) > 0))
}

/// A pack with all that was found, and its texts as shown.
struct CheckedPack {
    loaded: LoadedPack,
    diagnostics: Diagnostics,
    sources: Sources,
}

impl CheckedPack {
    fn of(loaded: LoadedPack) -> Self {
        let (checked, found) = check_pack(&loaded.pack);
        let mut diagnostics = loaded.found.clone();
        diagnostics.extend(found);
        // A case that names what is not there proves nothing: that is a mistake of the text like any other.
        for cases in loaded.pack.cases.iter().filter(|cases| loaded.asks_about(cases.file)) {
            let checked = checked.get(&cases.checklist.value);
            if let Some(program) = checked.and_then(|checked| checked.program.as_ref()) {
                let runs = cases.cases.iter().map(|case| cases::run(program, case));
                runs.for_each(|run| diagnostics.extend(run.diagnostics));
            }
        }
        let diagnostics = diagnostics.sorted();
        let sources = if diagnostics.is_empty() { Sources::default() } else { loaded.shown() };
        Self { loaded, diagnostics, sources }
    }
}

fn severity(diagnostic: &Diagnostic, deny: Option<Deny>) -> Severity {
    match (diagnostic.severity, deny) {
        (Severity::Warning, Some(Deny::Warnings)) => Severity::Error,
        (severity, _) => severity,
    }
}
