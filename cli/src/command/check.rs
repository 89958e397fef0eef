//! `soat check [PATH…]`: what is wrong in the rules, with the place, what to do, and answers that show it.

use std::path::PathBuf;

use soat::cases::answer_diagnostic;
use soat::check::check_pack;
use soat::diag::{Diagnostic, Diagnostics, Severity};
use soat::model::Case;
use soat::program::{BadAnswer, Program};
use soat::span::Sources;
use soat::words::Bilingual;

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
        for cases in loaded.pack.cases.iter().filter(|cases| loaded.asks_about(cases.file)) {
            let checked = checked.get(&cases.checklist.value);
            if let Some(program) = checked.and_then(|checked| checked.program.as_ref()) {
                let unknown = cases.cases.iter().flat_map(|case| unknown_names(program, case));
                unknown.for_each(|diagnostic| diagnostics.push(diagnostic));
            }
        }
        let diagnostics = diagnostics.sorted();
        let sources = if diagnostics.is_empty() { Sources::default() } else { loaded.shown() };
        Self { loaded, diagnostics, sources }
    }
}

/// Names in a case that the checklist does not have. That the answers fit their questions is seen when the case runs,
/// which is `soat test`.
fn unknown_names(program: &Program, case: &Case) -> Vec<Diagnostic> {
    let fits = BadAnswer { message: Bilingual::default(), help: None };
    let answers = case
        .answers
        .names
        .iter()
        .map(|(key, span)| answer_diagnostic(program, key, &fits, *span, Some(*span)));
    let mut unknown: Vec<_> = answers.filter(|answer| answer.code == "unknown-question").collect();
    let requirements = program.requirements().iter().map(|info| info.name.as_str());
    for name in case.expect.iter().map(|expectation| &expectation.requirement) {
        if program.requirement_named(&name.value).is_none() {
            let diagnostic = Diagnostic::new(
                "unknown-requirement",
                name.span,
                format!("bảng kiểm không có yêu cầu `{}`", name.value),
                format!("the checklist has no requirement `{}`", name.value),
            );
            unknown.push(diagnostic.suggest(&name.value, requirements.clone()));
        }
    }
    unknown
}

fn severity(diagnostic: &Diagnostic, deny: Option<Deny>) -> Severity {
    match (diagnostic.severity, deny) {
        (Severity::Warning, Some(Deny::Warnings)) => Severity::Error,
        (severity, _) => severity,
    }
}
