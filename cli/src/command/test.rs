//! `soat test [PATH…]`: runs the cases beside the checklists, and shows what was expected against what came out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use soat::check::{Checked, check_pack};
use soat::diag::{Diagnostics, Severity};
use soat::model::CaseFile;
use soat::program::Program;

use crate::cases::{self, CaseResult, Mismatch, MismatchKind};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack::{self, LoadedPack};
use crate::render::{Ink, inert, xml};
use crate::watch;
use crate::words::{counted, pick};

/// Run the cases (`*.cases.yaml`) and show every verdict that is not as expected.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files or folders (default: `rules`, or the current folder).
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the results as `JUnit` XML to this file too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Run again whenever a file changes.
    #[arg(long)]
    watch: bool,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if args.watch {
        return watch::run(&args.paths, console, |console| once(args, console));
    }
    once(args, console)
}

fn once(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let (mut passed, mut failed, mut broken) = (0, 0, 0);
    let mut report = xml::Report::new("soat test");
    for files in files::find(&args.paths)? {
        let loaded = pack::load(files)?;
        let (checked, found) = check_pack(&loaded.pack);
        for cases in
            loaded.pack.cases.iter().filter(|cases| loaded.file(cases.file).is_some_and(|file| file.asked))
        {
            let suite = Suite { loaded: &loaded, cases, name: shown_name(&loaded, cases) };
            match suite.program(&checked, &found) {
                Ok(program) => {
                    let results: Vec<CaseResult<'_>> =
                        cases.cases.iter().map(|case| cases::run(&program, case, console.lang)).collect();
                    for result in &results {
                        if result.mismatches.is_empty() {
                            passed += 1;
                        } else {
                            failed += 1;
                            console.out.write_all(suite.told(result, console).as_bytes())?;
                        }
                    }
                    report.suite(suite.name, results.iter().map(|result| suite.xml(result, console)));
                }
                Err(why) => {
                    broken += 1;
                    let why = pick(console.lang, &why.vi, &why.en).to_owned();
                    let head = console.style.paint(Ink::Error, pick(console.lang, "HỎNG", "BROKEN"));
                    writeln!(console.out, "{head} {}: {why}", suite.name)?;
                    report.broken(suite.name, &why);
                }
            }
        }
    }
    summary(console, passed, failed, broken)?;
    if let Some(path) = &args.junit {
        fs::write(path, report.text()).map_err(|error| Failure::writing(path, &error))?;
    }
    Ok(Outcome::findings_if(failed + broken > 0))
}

fn summary(console: &mut Console<'_>, passed: usize, failed: usize, broken: usize) -> Result<(), Failure> {
    let lang = console.lang;
    let mut line = match lang {
        soat::words::Lang::Vi => format!("{passed} đạt, {failed} không đạt"),
        soat::words::Lang::En => format!("{passed} passed, {failed} failed"),
    };
    if broken > 0 {
        let files = counted(lang, broken, "tệp không chạy được", "file could not run", "files could not run");
        line = format!("{line}, {files}");
    }
    let ink = if failed + broken > 0 { Ink::Error } else { Ink::Good };
    writeln!(console.out, "{}", console.style.paint(ink, &line))?;
    Ok(())
}

fn shown_name<'a>(loaded: &'a LoadedPack, cases: &CaseFile) -> &'a str {
    loaded.file(cases.file).map_or("", |file| file.name.as_str())
}

/// One file of cases.
struct Suite<'a> {
    loaded: &'a LoadedPack,
    cases: &'a CaseFile,
    name: &'a str,
}

impl Suite<'_> {
    /// The program the cases run on. A file of cases with mistakes runs none: what cannot be read would be skipped.
    fn program(
        &self,
        checked: &BTreeMap<String, Checked>,
        found: &Diagnostics,
    ) -> Result<Arc<Program>, soat::words::Bilingual> {
        let all = self.loaded.found.iter().chain(found.iter());
        let own =
            all.filter(|one| one.severity == Severity::Error && one.span.file == self.cases.file).count();
        let id = &self.cases.checklist.value;
        let program = checked.get(id).and_then(|checked| checked.program.clone());
        match program {
            _ if own > 0 => Err(soat::words::Bilingual::new(
                format!("tệp tình huống có {own} lỗi; xem `soat check`"),
                format!("the file of cases has {own} errors; see `soat check`"),
            )),
            Some(program) => Ok(program),
            None => Err(soat::words::Bilingual::new(
                format!("bảng kiểm `{id}` có lỗi; xem `soat check`"),
                format!("the checklist `{id}` has errors; see `soat check`"),
            )),
        }
    }

    fn told(&self, result: &CaseResult<'_>, console: &Console<'_>) -> String {
        let (lang, style) = (console.lang, console.style);
        let head = style.paint(Ink::Error, pick(lang, "KHÔNG ĐẠT", "FAILED"));
        let line = self.line(result.case.name.span);
        let name = style.paint(Ink::Strong, &inert(&result.case.name.value));
        let mut told = format!("{head} {}:{line} {name}\n", self.name);
        for mismatch in &result.mismatches {
            for line in self.lines(mismatch, console) {
                // Writing to a string cannot fail.
                let _ = writeln!(told, "  {}", inert(&line));
            }
        }
        told
    }

    fn lines(&self, mismatch: &Mismatch, console: &Console<'_>) -> Vec<String> {
        let lang = console.lang;
        let (line, subject) = (self.line(mismatch.span), &mismatch.subject);
        let mut lines = match &mismatch.kind {
            MismatchKind::Differs { fact, expected, got } => {
                let (wanted, came) = (pick(lang, "mong đợi", "expected"), pick(lang, "nhận được", "got"));
                vec![format!("{line}: {subject}: {fact}: {wanted} {expected}, {came} {got}")]
            }
            MismatchKind::Wrong { message, help } => {
                let mut lines = vec![format!("{line}: {subject}: {message}")];
                lines.extend(
                    help.iter().map(|help| format!("    {}: {help}", pick(lang, "cách sửa", "help"))),
                );
                lines
            }
        };
        lines.extend(mismatch.because.iter().map(|why| format!("    {} {why}", pick(lang, "vì", "because"))));
        lines
    }

    fn line(&self, span: soat::span::Span) -> u32 {
        self.loaded.pack.sources.get(span.file).map_or(1, |source| source.position(span.start).line)
    }

    fn xml(&self, result: &CaseResult<'_>, console: &Console<'_>) -> xml::Case {
        let lines = result.mismatches.iter().flat_map(|mismatch| self.lines(mismatch, console));
        xml::Case {
            name: result.case.name.value.clone(),
            line: self.line(result.case.name.span),
            failure: (!result.mismatches.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n")),
        }
    }
}
