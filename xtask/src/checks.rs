//! `cargo xtask test`: everything that CI checks, one line a step, one summary. A failed step does not keep the later
//! ones from running, unless they need what it should have made.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::tally::{self, Row};
use crate::workspace::Workspace;
use crate::{app, licences, size, step, tools};

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all checks in the order in which they are cheap.
pub fn run_all(workspace: &Workspace) -> Result<ExitCode> {
    let mut checks = Checks::new(workspace);
    println!("set-up");
    checks.step("set-up", || {
        tools::for_checks(workspace).map(|()| "everything that is needed is here".to_owned())
    });

    println!("sources");
    checks.program("format", cargo(workspace, &["fmt", "--all", "--check"]));
    let clippy = ["clippy", "--locked"];
    let deny = ["--", "-D", "warnings"];
    let native = ["--workspace", "--exclude", "soat-app", "--features", "soat-tests/browser"];
    checks.program("clippy", cargo(workspace, &[&clippy[..], &native, &deny].concat()));
    let wasm = ["--package", "soat-app", "--target", WASM];
    checks.step("wasm target", || tools::wasm_target(workspace).map(|()| WASM.to_owned()));
    checks.program("clippy for the browser", cargo(workspace, &[&clippy[..], &wasm, &deny].concat()));
    checks.step("licences", || licences::check(workspace));

    println!("tests");
    checks.program("tests", cargo(workspace, &["test", "--locked", "--workspace", "--no-fail-fast"]));
    checks.program("soat check rules", soat(workspace, &["check", "rules"]));
    checks.program("soat test rules", soat(workspace, &["test", "rules"]));

    println!("app");
    let built =
        checks.step("build for the browser", || app::build(workspace).map(|dist| dist.display().to_string()));
    if built {
        checks.step("size", || size_report(&workspace.dist()));
        checks.program("browser tests", browser_tests(workspace, &[]));
    }
    Ok(checks.conclude())
}

/// Runs the browser tests alone, on the app as it is now.
pub fn run_browser(workspace: &Workspace, filter: &[&str]) -> Result<ExitCode> {
    tools::for_checks(workspace)?;
    app::build(workspace)?;
    let mut checks = Checks::new(workspace);
    checks.program("browser tests", browser_tests(workspace, filter));
    Ok(checks.conclude())
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut cargo = workspace.command("cargo");
    cargo.args(arguments);
    cargo
}

fn soat(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut soat =
        cargo(workspace, &["run", "--locked", "--quiet", "--package", "soat-cli", "--bin", "soat", "--"]);
    soat.args(arguments);
    soat
}

/// One at a time: each test has a whole browser, and a slow machine must not decide what they find.
fn browser_tests(workspace: &Workspace, filter: &[&str]) -> Command {
    let mut test =
        cargo(workspace, &["test", "--locked", "--package", "soat-tests", "--features", "browser"]);
    test.args(["--test", "browser", "--", "--test-threads=1"]).args(filter);
    test
}

fn size_report(dist: &Path) -> Result<String> {
    let sizes = size::measure(dist)?;
    if let Some(excess) = sizes.excess() {
        bail!("{excess}\n{}", sizes.table());
    }
    Ok(sizes.table())
}

struct Checks<'a> {
    workspace: &'a Workspace,
    rows: Vec<Row>,
}

impl<'a> Checks<'a> {
    fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, rows: Vec::new() }
    }

    /// A check made by a program: what it counts is what passed and failed.
    fn program(&mut self, name: &str, mut command: Command) {
        let started = Instant::now();
        match step::observe(self.workspace, name, &mut command) {
            Ok(finished) => {
                let (passed, failed) = tally::count(&finished.output, finished.success);
                self.record(name, passed, failed, started);
                if failed > 0 {
                    println!("{}", finished.last_lines());
                }
            }
            Err(trouble) => {
                self.record(name, 0, 1, started);
                println!("{trouble:#}");
            }
        }
    }

    /// A check that this program makes itself; it counts as one.
    fn step(&mut self, name: &str, check: impl FnOnce() -> Result<String>) -> bool {
        let started = Instant::now();
        let result = check();
        let passed = result.is_ok();
        self.record(name, usize::from(passed), usize::from(!passed), started);
        match result {
            Ok(news) if news.contains('\n') => println!("{news}"),
            Ok(_) => {}
            Err(trouble) => println!("{trouble:#}"),
        }
        passed
    }

    fn record(&mut self, name: &str, passed: usize, failed: usize, started: Instant) {
        let seconds = started.elapsed().as_secs_f64();
        let mark = if failed == 0 { '✓' } else { '✗' };
        println!("  {mark} {name:<28}{passed:>6} passed{failed:>5} failed{seconds:>9.1} s");
        self.rows.push(Row { step: name.to_owned(), passed, failed, seconds });
    }

    fn conclude(self) -> ExitCode {
        println!("\n{}", tally::summary(&self.rows));
        let failed = self.rows.iter().any(|row| row.failed > 0);
        if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
