//! `soat test [PATH…]`: runs the cases beside the checklists, and shows what was expected against what came out.
//! With `--mutants`, `--coverage` and `--write-missing` the cases themselves are looked at (`study`).

mod coverage;
mod json;
mod mutants;
mod study;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use soat::cases::{self, CaseRun, Mismatch};
use soat::check::compile;
use soat::diag::{Diagnostic, Severity};
use soat::eval::RequirementPlace;
use soat::model::{Case, CaseFile};
use soat::program::Program;
use soat::report::row_report;
use soat::span::Span;
use soat::words::{Bilingual, Lang};

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack::{self, LoadedPack};
use crate::render::{Ink, inert, xml};
use crate::watch;
use crate::words::{counted, pick};

/// Run the cases (`*.cases.yaml`) and show every verdict that is not as expected.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    /// Make small mistakes in the rules, and list those that no case notices.
    #[arg(long)]
    mutants: bool,
    /// List the verdicts that no case states, and the conditions that no case shows to decide alone.
    #[arg(long)]
    coverage: bool,
    /// Write cases for the missing verdicts, as YAML to read, correct and append; nothing else is written.
    #[arg(long, conflicts_with_all = ["mutants", "coverage", "junit", "watch"])]
    write_missing: bool,
    /// Write what --mutants and --coverage found as JSON.
    #[arg(long, conflicts_with_all = ["write_missing", "watch"])]
    json: bool,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if args.write_missing {
        return study::write_missing(&args.paths, console);
    }
    if args.watch {
        return watch::run(&args.paths, console, |console| once(args, console));
    }
    once(args, console)
}

fn once(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let (mut passed, mut failed, mut broken) = (0, 0, 0);
    let mut studied = Vec::new();
    let mut report = xml::Report::new("soat test");
    for files in files::find(&args.paths)? {
        let loaded = pack::load(files)?;
        let mut programs = Programs { loaded: &loaded, made: BTreeMap::new() };
        for cases in loaded.pack.cases.iter().filter(|cases| loaded.asks_about(cases.file)) {
            let suite = Suite { loaded: &loaded, name: shown_name(&loaded, cases) };
            match programs.of(cases) {
                Ok(program) => {
                    let mut tests = Vec::new();
                    let mut runner = cases::Runner::new(&program);
                    for case in &cases.cases {
                        let run = runner.run(case);
                        let lines = suite.lines(&run, console);
                        if run.passed() {
                            passed += 1;
                        } else {
                            failed += 1;
                        }
                        if !run.passed() && !args.json {
                            console.out.write_all(suite.told(case, &lines, console).as_bytes())?;
                        }
                        tests.push(xml::Case {
                            name: case.name.value.clone(),
                            line: suite.line(case.name.span),
                            failure: (!run.passed()).then(|| lines.join("\n")),
                        });
                    }
                    report.suite(suite.name, tests);
                }
                Err(why) => {
                    broken += 1;
                    if args.json {
                        continue;
                    }
                    let why = pick(console.lang, &why.vi, &why.en).to_owned();
                    let head = console.style.paint(Ink::Error, pick(console.lang, "HỎNG", "BROKEN"));
                    writeln!(console.out, "{head} {}: {why}", suite.name)?;
                    report.broken(suite.name, &why);
                }
            }
        }
        if args.mutants || args.coverage {
            studied.extend(study::each(&mut programs, args.mutants, args.coverage));
        }
    }
    let mut missing = studied.iter().any(study::Studied::misses_something);
    if args.json {
        json::write(&studied, [passed, failed, broken], console)?;
    } else {
        summary(console, passed, failed, broken)?;
        if args.mutants {
            mutants::write(&studied, console)?;
        }
        if args.coverage {
            coverage::write(&studied, console)?;
        }
    }
    if let Some(path) = &args.junit {
        fs::write(path, report.text()).map_err(|error| Failure::writing(path, &error))?;
    }
    missing |= failed + broken > 0;
    Ok(Outcome::findings_if(missing))
}

fn summary(console: &mut Console<'_>, passed: usize, failed: usize, broken: usize) -> Result<(), Failure> {
    let lang = console.lang;
    let mut line = match lang {
        Lang::Vi => format!("{passed} đạt, {failed} không đạt"),
        Lang::En => format!("{passed} passed, {failed} failed"),
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

/// The program of each checklist, made when its cases first need it.
struct Programs<'a> {
    loaded: &'a LoadedPack,
    made: BTreeMap<String, Option<Arc<Program>>>,
}

impl Programs<'_> {
    /// The program the cases run on. A file of cases with mistakes runs none: what cannot be read would be skipped.
    fn of(&mut self, cases: &CaseFile) -> Result<Arc<Program>, Bilingual> {
        let in_file = |one: &&Diagnostic| one.severity == Severity::Error && one.span.file == cases.file;
        let own = self.loaded.found.iter().filter(in_file).count();
        if own > 0 {
            return Err(Bilingual::new(
                format!("tệp tình huống có {own} lỗi; xem `soat check`"),
                format!("the file of cases has {own} errors; see `soat check`"),
            ));
        }
        self.compiled(&cases.checklist.value)
    }

    fn compiled(&mut self, id: &str) -> Result<Arc<Program>, Bilingual> {
        let pack = &self.loaded.pack;
        let made = self.made.entry(id.to_owned()).or_insert_with(|| compile(pack, id).program);
        made.clone().ok_or_else(|| {
            Bilingual::new(
                format!("bảng kiểm `{id}` có lỗi; xem `soat check`"),
                format!("the checklist `{id}` has errors; see `soat check`"),
            )
        })
    }
}

/// One file of cases.
struct Suite<'a> {
    loaded: &'a LoadedPack,
    name: &'a str,
}

impl Suite<'_> {
    fn told(&self, case: &Case, lines: &[String], console: &Console<'_>) -> String {
        let head = console.style.paint(Ink::Error, pick(console.lang, "KHÔNG ĐẠT", "FAILED"));
        let name = console.style.paint(Ink::Strong, &inert(&case.name.value));
        let mut told = format!("{head} {}:{} {name}\n", self.name, self.line(case.name.span));
        for line in lines {
            // Writing to a string cannot fail.
            let _ = writeln!(told, "  {}", inert(line));
        }
        told
    }

    /// What is wrong with a case, each with its line in the file: expected against got, and once for each verdict why.
    fn lines(&self, run: &CaseRun, console: &Console<'_>) -> Vec<String> {
        let lang = console.lang;
        let mut lines = Vec::new();
        for diagnostic in &run.diagnostics {
            lines.push(format!("{}: {}", self.line(diagnostic.span), diagnostic.sentence(lang)));
            let help = diagnostic.help.iter();
            lines.extend(
                help.map(|help| format!("    {}: {}", pick(lang, "cách sửa", "help"), help.get(lang))),
            );
        }
        let mut told: Option<&Mismatch> = None;
        for mismatch in &run.mismatches {
            let Mismatch { fact, expected, got, .. } = mismatch;
            let (wanted, came) = (pick(lang, "mong đợi", "expected"), pick(lang, "nhận được", "got"));
            let (line, subject) = (self.line(mismatch.span), subject(run, mismatch, lang));
            lines.push(format!("{line}: {subject}: {fact}: {wanted} {expected}, {came} {got}"));
            if told.is_none_or(|told| (&told.requirement, told.row) != (&mismatch.requirement, mismatch.row))
            {
                let because = mismatch.because.iter();
                lines.extend(
                    because.map(|why| format!("    {} {}", pick(lang, "vì", "because"), why.get(lang))),
                );
            }
            told = Some(mismatch);
        }
        lines
    }

    fn line(&self, span: Span) -> u32 {
        self.loaded.pack.sources.get(span.file).map_or(1, |source| source.position(span.start).line)
    }
}

/// `oxygen`, or `oxygen (B1)` in a row.
fn subject(run: &CaseRun, mismatch: &Mismatch, lang: Lang) -> String {
    let name = &mismatch.requirement;
    let place = || {
        let info = run.session.program().requirement_named(name)?;
        let row = run.session.row_ids(info.group?).nth(mismatch.row? as usize)?;
        row_report(&run.session, RequirementPlace { requirement: info.id, row: Some(row) }, lang)
    };
    place().map_or_else(|| name.clone(), |row| format!("{name} ({})", row.label))
}
