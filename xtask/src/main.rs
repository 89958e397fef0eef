//! `cargo xtask`: reads the command line and hands over to the chore.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use xtask::workspace::Workspace;
use xtask::{app, bench, checks, server, size, tools};

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--no-build]   build the app, serve it on localhost, print the address
  test                            everything that CI checks
  build                           build the app into dist/
  size                            build, then compare the sizes with the budget
  browser [NAME]                  build, then run the browser tests (whose name contains NAME)
  bench [--quick]                 the engine beside its peers: times, ratios, bytes an item
  tools                           install what is missing, nothing else";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("error: {trouble:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode> {
    let workspace = Workspace::locate();
    match arguments {
        ["serve", options @ ..] => serve(&workspace, options)?,
        ["test"] => return checks::run_all(&workspace),
        ["build"] => drop(app::build(&workspace)?),
        ["size"] => {
            let dist = app::build(&workspace)?;
            let sizes = size::measure(&dist)?;
            println!("{}", sizes.table());
            if let Some(excess) = sizes.excess() {
                bail!("{excess}");
            }
        }
        ["browser", filter @ ..] => return checks::run_browser(&workspace, filter),
        ["bench"] => bench::run(&workspace, false)?,
        ["bench", "--quick"] => bench::run(&workspace, true)?,
        ["tools"] => drop(tools::for_tests(&workspace)?),
        ["help" | "--help" | "-h"] => println!("{USAGE}"),
        _ => bail!("expected a command\n\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The port is the same every time, so that the browser finds its earlier inspections again: storage belongs to the address.
const PORT: u16 = 8080;

/// A port that can be used: the wanted one, or the first from [`PORT`] on. Known before the build takes its time.
fn free_port(wanted: Option<u16>) -> Result<u16> {
    let candidates = wanted.map_or(PORT..=PORT + 9, |wanted| wanted..=wanted);
    let mut taken = Vec::new();
    for port in candidates {
        match server::Server::probe(port) {
            Ok(()) => return Ok(port),
            Err(trouble) => taken.push(format!("{port} ({trouble})")),
        }
    }
    bail!("no port can be used: {}; choose one with `--port N`", taken.join(", "))
}

fn serve(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let mut port = None;
    let mut build = true;
    let mut rest = options;
    loop {
        match rest {
            [] => break,
            ["--no-build", more @ ..] => {
                build = false;
                rest = more;
            }
            ["--port", number, more @ ..] => {
                port = Some(number.parse().with_context(|| format!("expected a port, found `{number}`"))?);
                rest = more;
            }
            [other, ..] => bail!("`{other}` is not an option of `serve`\n\n{USAGE}"),
        }
    }
    let port = free_port(port)?;
    let dist = if build { app::build(workspace)? } else { workspace.dist() };
    let server = server::Server::start(&dist, port).context("the app cannot be served")?;
    println!("\nSoát is at {}  (Ctrl-C stops it)", server.url());
    server.wait();
    Ok(())
}
