//! Installs what is missing, at pinned versions, and nothing twice: a tool of the right version on PATH is used as it
//! is. Everything comes from the ordinary registries, crates.io and Debian.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step;
use crate::workspace::{self, Workspace};

/// 0.22 needs a newer rustc.
const TRUNK: &str = "0.21.14";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What building the app needs.
pub fn for_app(workspace: &Workspace) -> Result<()> {
    wasm_target(workspace)?;
    compressors(workspace)?;
    wasm_bindgen(workspace)?;
    trunk(workspace)
}

/// What all the checks need.
pub fn for_tests(workspace: &Workspace) -> Result<()> {
    rust_components(workspace)?;
    browser(workspace)?;
    for_app(workspace)
}

/// What the checks need besides the app's tools.
pub fn for_checks(workspace: &Workspace) -> Result<()> {
    rust_components(workspace)?;
    browser(workspace)
}

/// The first line that `program arguments…` prints, if it can be run.
fn answer(workspace: &Workspace, program: &str, arguments: &[&str]) -> Option<String> {
    let output = workspace.command(program).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// The standard library for the browser.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    let sysroot = answer(workspace, "rustc", &["--print", "sysroot"]).context("rustc cannot be run")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    let mut add = workspace.command("rustup");
    add.args(["target", "add", WASM_TARGET]);
    step::run(workspace, "install the wasm target", "the app runs in the browser", &mut add)?;
    Ok(())
}

fn rust_components(workspace: &Workspace) -> Result<()> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if answer(workspace, program, &["--version"]).is_none() {
            let mut add = workspace.command("rustup");
            add.args(["component", "add", component]);
            step::run(workspace, &format!("install {component}"), "the checks call it", &mut add)?;
        }
    }
    Ok(())
}

fn trunk(workspace: &Workspace) -> Result<()> {
    if answer(workspace, "trunk", &["--version"]).is_some_and(|line| line == format!("trunk {TRUNK}")) {
        return Ok(());
    }
    let build = workspace.tools().join("build");
    let mut install = cargo_install(workspace, &build);
    if let Some(table) = smaller_entity_table(workspace, &build) {
        install.arg("--config").arg(format!("patch.crates-io.{ENTITIES}.path='{}'", table.display()));
    }
    install.args(["--locked", "--no-default-features"]).arg(format!("trunk@{TRUNK}"));
    step::run(
        workspace,
        &format!("install trunk {TRUNK}"),
        "it bundles the app; about three minutes, once",
        &mut install,
    )?;
    workspace::remove_folder(&build)
}

/// `cargo install` into our own folder, compiled for being ready soon: these tools run for a second or two.
fn cargo_install(workspace: &Workspace, build: &Path) -> Command {
    let mut install = workspace.command("cargo");
    install
        .args(["install", "--debug", "--root"])
        .arg(workspace.tools())
        .env("CARGO_TARGET_DIR", build)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
        .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
        .env("CARGO_INCREMENTAL", "0");
    install
}

const ENTITIES: &str = "minify-html-common";
const ENTITIES_VERSION: &str = "0.0.2";

/// Trunk brings an HTML minifier, which brings a generated table of 2,231 character names that rustc type-checks for
/// more than a minute. We do not minify HTML, so Trunk is built with that crate's published source and a table of
/// four names. When anything about this fails, Trunk is simply built as it is.
fn smaller_entity_table(workspace: &Workspace, build: &Path) -> Option<PathBuf> {
    let fetcher = build.join("fetch");
    let manifest = format!(
        "[package]\nname = \"fetch\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{ENTITIES} = \"={ENTITIES_VERSION}\"\n"
    );
    workspace::write(&fetcher.join("Cargo.toml"), manifest).ok()?;
    workspace::write(&fetcher.join("src/lib.rs"), "").ok()?;
    let metadata = workspace
        .command("cargo")
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(fetcher.join("Cargo.toml"))
        .output()
        .ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).ok()?;
    let package = metadata.get("packages")?.as_array()?.iter().find(|package| package["name"] == ENTITIES)?;
    let published = Path::new(package.get("manifest_path")?.as_str()?).parent()?;
    let table = build.join(ENTITIES);
    for file in workspace::files_below(published).ok()? {
        workspace::copy(&published.join(&file), &table.join(&file)).ok()?;
    }
    let all = workspace::read(&table.join("entities.json")).ok()?;
    let mut all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&all).ok()?;
    all.retain(|name, _| ["&amp;", "&lt;", "&gt;", "&quot;"].contains(&name.as_str()));
    workspace::write(&table.join("entities.json"), serde_json::to_vec(&all).ok()?).ok()?;
    Some(table)
}

/// Trunk wants the tool and the library of wasm-bindgen to be of one version, which is the one of `Cargo.lock`.
fn wasm_bindgen(workspace: &Workspace) -> Result<()> {
    let version = locked_version(workspace, "wasm-bindgen")?;
    let right = format!("wasm-bindgen {version}");
    if answer(workspace, "wasm-bindgen", &["--version"]).is_some_and(|line| line == right) {
        return Ok(());
    }
    let mut build = workspace.command("cargo");
    build.args(["build", "--locked", "--package", "soat-bindgen"]);
    step::run(
        workspace,
        &format!("build wasm-bindgen {version}"),
        "it joins the app's wasm with JavaScript; under a minute, once",
        &mut build,
    )?;
    let built = workspace.target().join("debug/soat-bindgen");
    workspace::copy(&built, &workspace.tools().join("bin/wasm-bindgen"))?;
    match answer(workspace, "wasm-bindgen", &["--version"]) {
        Some(line) if line == right => Ok(()),
        found => bail!("expected `{right}`, found {found:?}"),
    }
}

/// The version of a package in `Cargo.lock`.
pub fn locked_version(workspace: &Workspace, name: &str) -> Result<String> {
    let lock: toml::Table = toml::from_str(&workspace::read(&workspace.path("Cargo.lock"))?)?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock lists no packages")?;
    let package =
        packages.iter().find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name));
    let version = package.and_then(|package| package.get("version")).and_then(toml::Value::as_str);
    Ok(version.with_context(|| format!("Cargo.lock has no `{name}`"))?.to_owned())
}

/// Only brotli: wasm-opt is left out because rustc's own size optimisation with fat LTO leaves it nothing to do
/// (measured: half a kilobyte of 768 after brotli), and Debian's version mistakes one exported table for another.
fn compressors(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    if answer(workspace, "brotli", &["--version"]).is_none() {
        missing.push("brotli");
    }
    debian(workspace, "brotli measures and packs the app", &missing)
}

fn browser(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    for (program, package) in [("chromium", "chromium"), ("chromedriver", "chromium-driver")] {
        if answer(workspace, program, &["--version"]).is_none() {
            missing.push(package);
        }
    }
    debian(workspace, "the browser tests drive it", &missing)
}

/// Installs Debian packages, asking for the package lists only when they are too old to know them.
fn debian(workspace: &Workspace, why: &str, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let name = format!("install {}", packages.join(", "));
    let install = || {
        let mut install = as_root(workspace);
        install.args(["apt-get", "install", "--yes", "--no-install-recommends"]).args(packages);
        install
    };
    println!("  → {name}: {why}");
    let first = step::observe(workspace, &name, &mut install())?;
    if first.success {
        println!("  ✓ {name}  {:.1} s", first.seconds);
        return Ok(());
    }
    let mut update = as_root(workspace);
    update.args(["apt-get", "update"]);
    step::run(workspace, "update Debian's package lists", "they are missing or too old", &mut update)?;
    step::run(workspace, &name, why, &mut install())?;
    Ok(())
}

/// `env …`, by sudo when we are not root. Sudo must not ask, since nobody may be there to answer.
fn as_root(workspace: &Workspace) -> Command {
    let root = answer(workspace, "id", &["-u"]).is_some_and(|user| user == "0");
    let mut command = if root {
        workspace.command("env")
    } else {
        let mut sudo = workspace.command("sudo");
        sudo.args(["-n", "env"]);
        sudo
    };
    command.arg("DEBIAN_FRONTEND=noninteractive");
    command
}
