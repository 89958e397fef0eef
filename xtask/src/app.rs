//! Builds the app: tools, wasm, Trunk, then everything that [`crate::dist`] adds. Does nothing when the inputs are
//! those of the last build.

use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::workspace::{self, Workspace};
use crate::{dist, step, tools};

/// Everything that the built app depends on.
const INPUT_FOLDERS: [&str; 5] = ["app", "shared", "rules", "xtask/index/src", "xtask/src"];
const INPUT_FILES: [&str; 4] = ["index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];

/// Builds what has changed and returns the folder of the built app.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let stamp = workspace.target().join("xtask/app.stamp");
    let inputs = inputs(workspace)?;
    let built = workspace.dist();
    if built.join("index.html").is_file() && workspace::read(&stamp).is_ok_and(|last| last == inputs) {
        println!("  ✓ the app is built and up to date");
        return Ok(built);
    }
    install_and_compile(workspace)?;
    bundle(workspace)?;
    dist::finish(workspace)?;
    workspace::write(&stamp, inputs)?;
    Ok(built)
}

/// On the first run the tools are compiled beside the app: the app's last step uses one processor only.
fn install_and_compile(workspace: &Workspace) -> Result<()> {
    tools::wasm_target(workspace)?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| tools::for_app(workspace).and_then(|()| dist::list_rules(workspace)));
        let compiled = compile(workspace);
        tools.join().map_err(|_| anyhow!("the installation of the tools broke off"))??;
        compiled
    })
}

fn compile(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.command("cargo");
    cargo.args(["build", "--locked", "--package", "soat-app", "--bin", "soat-app"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--profile", "wasm"]);
    step::run(workspace, "compile the app", "release, small, for the browser", &mut cargo)?;
    Ok(())
}

fn bundle(workspace: &Workspace) -> Result<()> {
    // wasm-bindgen adds its snippets to those of earlier builds, and Trunk would ship them all.
    workspace::remove_folder(&workspace.target().join("wasm-bindgen"))?;
    let mut trunk = workspace.command("trunk");
    trunk.args(["build", "--config", "Trunk.toml"]).arg("--dist").arg(trunk_dist(workspace));
    step::run(workspace, "bundle the app", "trunk: wasm-bindgen, file names by content", &mut trunk)?;
    Ok(())
}

/// Where Trunk leaves its part of the app.
pub fn trunk_dist(workspace: &Workspace) -> PathBuf {
    workspace.target().join("trunk-dist")
}

/// A fingerprint of every input, by content: neither a fresh checkout nor a touched file builds again.
fn inputs(workspace: &Workspace) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for folder in INPUT_FOLDERS {
        for file in workspace::files_below(&workspace.path(folder))? {
            absorb(workspace, &format!("{folder}/{file}"), &mut hasher)?;
        }
    }
    for file in INPUT_FILES {
        absorb(workspace, file, &mut hasher)?;
    }
    let rustc = workspace.command("rustc").arg("-V").output().context("rustc cannot be run")?;
    hasher.write(&rustc.stdout);
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn absorb(workspace: &Workspace, file: &str, hasher: &mut DefaultHasher) -> Result<()> {
    let content = std::fs::read(workspace.path(file)).with_context(|| format!("cannot read {file}"))?;
    hasher.write(file.as_bytes());
    hasher.write_usize(content.len());
    hasher.write(&content);
    Ok(())
}
