//! `cargo xtask bench`: our engine beside its peers. Builds the crate `bench`, which is no part of the workspace, and
//! runs it; what came to other results than ours ends the bench. Where there is Node.js, the peers of the browser are
//! measured too, in one V8 with our engine as WebAssembly.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::{self, Workspace};
use crate::{step, tools};

const WASM: &str = "wasm32-unknown-unknown";
/// Exact versions: a newer peer is a change of this line.
const NPM: &str = r#"{
  "private": true,
  "dependencies": { "json-logic-engine": "5.0.7", "survey-core": "3.1.1" }
}
"#;

pub fn run(workspace: &Workspace, quick: bool) -> Result<()> {
    let option: &[&str] = if quick { &["--quick"] } else { &[] };
    let mut build = cargo(workspace);
    build.args(["build", "--release", "--locked", "--bins"]);
    step::run(workspace, "build the benches", "the peers are compiled for nothing else", &mut build)?;
    let release = workspace.target().join("release");
    show(workspace.command(&text(&release.join("compare"))).args(option))?;
    show(&mut workspace.command(&text(&release.join("weigh"))))?;
    if workspace.command("node").arg("--version").output().is_ok_and(|output| output.status.success()) {
        in_v8(workspace, &release, option)
    } else {
        println!("\nwithout Node.js the peers of the browser are left out");
        Ok(())
    }
}

fn in_v8(workspace: &Workspace, release: &Path, option: &[&str]) -> Result<()> {
    tools::wasm_target(workspace)?;
    let mut build = cargo(workspace);
    build.args(["build", "--release", "--locked", "--lib", "--no-default-features", "--target", WASM]);
    step::run(workspace, "build the engine for V8", "the same conditions, as WebAssembly", &mut build)?;
    let folder = workspace.target().join("bench-npm");
    workspace::write(&folder.join("package.json"), NPM)?;
    let mut install = workspace.command("npm");
    install.current_dir(&folder).args(["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
    step::run(workspace, "install the peers of the browser", "json-logic-engine, survey-core", &mut install)?;
    let vectors = folder.join("vectors.json");
    let made = workspace.command(&text(&release.join("compare"))).arg("vectors").output()?;
    workspace::write(&vectors, made.stdout)?;
    let module: PathBuf = workspace.target().join(WASM).join("release/soat_bench.wasm");
    let mut node = workspace.command("node");
    node.arg(workspace.path("bench/peers.mjs")).arg(&vectors).arg(&module).args(option);
    show(&mut node)
}

/// Cargo on the bench's own manifest and lock file, in the build directory of everything else.
fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = workspace.command("cargo");
    cargo.current_dir(workspace.path("bench")).env("CARGO_TARGET_DIR", workspace.target());
    cargo
}

/// Runs a program whose output is the answer.
fn show(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    if !command.status()?.success() {
        bail!("`{program}` did not succeed");
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
