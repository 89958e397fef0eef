//! The cases of each checklist looked at as cases: would they notice a mistake, and what do they leave untried?

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use soat::cases::coverage::{self, Coverage};
use soat::cases::missing;
use soat::cases::mutants::{self, Fate, Mutant};
use soat::model::{Case, Checklist};
use soat::program::Program;
use soat::span::{Position, Sources, Span};

use super::Programs;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack;

/// What was found about the cases of one checklist.
pub(super) struct Studied {
    pub checklist: String,
    /// The checklist's file.
    pub file: String,
    sources: Sources,
    pub mutants: Option<Vec<Mutant>>,
    pub coverage: Option<Coverage>,
}

/// A place in the text of a checklist, as people name it.
pub(super) struct Place {
    pub file: String,
    pub start: Position,
    pub end: Position,
}

impl Studied {
    pub(super) fn place(&self, span: Span) -> Place {
        let nowhere = Position { line: 1, column: 1 };
        let source = self.sources.get(span.file);
        let at = |byte: u32| source.map_or(nowhere, |source| source.position(byte));
        let file = source.map_or_else(|| self.file.clone(), |source| source.name.clone());
        Place { file, start: at(span.start), end: at(span.end) }
    }

    /// Whether there is something to mend: a mutant that a known case would notice, or something untried.
    pub(super) fn misses_something(&self) -> bool {
        let alive = |mutant: &Mutant| matches!(mutant.fate, Fate::Survived(_));
        let untried = |coverage: &Coverage| {
            let ((verdicts, of_verdicts), (decisions, of_decisions)) =
                (coverage.verdicts(), coverage.decisions());
            verdicts < of_verdicts || decisions < of_decisions
        };
        self.mutants.iter().flatten().any(alive) || self.coverage.as_ref().is_some_and(untried)
    }
}

/// Every checklist that was asked about or whose cases were, by its id. One with mistakes is passed over: it was told.
pub(super) fn each(programs: &mut Programs<'_>, with_mutants: bool, with_coverage: bool) -> Vec<Studied> {
    let loaded = programs.loaded;
    let sources = loaded.shown();
    let mut studied = Vec::new();
    for (checklist, cases) in subjects(programs) {
        let Ok(program) = programs.compiled(&checklist.id.value) else { continue };
        studied.push(Studied {
            checklist: checklist.id.value.clone(),
            file: loaded.file(checklist.file).map_or_else(String::new, |file| file.name.clone()),
            sources: sources.clone(),
            mutants: with_mutants.then(|| mutants::mutants(&program, &cases)),
            coverage: with_coverage.then(|| coverage::coverage(&program, &cases)),
        });
    }
    studied
}

fn subjects<'p>(programs: &Programs<'p>) -> Vec<(&'p Checklist, Vec<&'p Case>)> {
    let loaded = programs.loaded;
    let mut cases: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for file in loaded.pack.cases.iter().filter(|cases| loaded.asks_about(cases.file)) {
        cases.entry(&file.checklist.value).or_default().extend(&file.cases);
    }
    let checklists = loaded.pack.checklists.values();
    checklists
        .filter_map(|checklist| match cases.remove(checklist.id.value.as_str()) {
            Some(cases) => Some((checklist, cases)),
            None if loaded.asks_about(checklist.file) => Some((checklist, Vec::new())),
            None => None,
        })
        .collect()
}

/// Cases for what is missing, ready to stand at the end of the file of cases.
pub(super) fn write_missing(paths: &[PathBuf], console: &mut Console<'_>) -> Result<Outcome, Failure> {
    for files in files::find(paths)? {
        let loaded = pack::load(files)?;
        let mut programs = Programs { loaded: &loaded, made: BTreeMap::new() };
        let subjects = subjects(&programs);
        let several = subjects.len() > 1;
        for (checklist, cases) in subjects {
            let id = &checklist.id.value;
            let Ok(program) = programs.compiled(id) else {
                return Err(Failure::new(
                    format!("bảng kiểm `{id}` có lỗi nên không chạy được"),
                    format!("the checklist `{id}` has errors and cannot run"),
                )
                .help("chạy `soat check` để xem lỗi", "run `soat check` to see them"));
            };
            let text = proposed(&program, &cases);
            if text.is_empty() {
                continue;
            }
            if cases.is_empty() {
                write!(console.out, "checklist: {id}\ncases:\n")?;
            } else if several {
                writeln!(console.out, "  # {id}")?;
            }
            console.out.write_all(text.as_bytes())?;
        }
    }
    Ok(Outcome::Clean)
}

fn proposed(program: &Arc<Program>, cases: &[&Case]) -> String {
    let coverage = coverage::coverage(program, cases);
    let proposals = missing::proposals(program, cases, &coverage);
    let texts: Vec<String> = proposals.iter().map(|proposal| format!("\n{}", proposal.yaml())).collect();
    texts.concat()
}
