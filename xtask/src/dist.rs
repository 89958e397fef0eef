//! Turns Trunk's output into the app that is deployed: the rules, a strict content security policy, the
//! service worker's list of files, and a brotli copy beside every text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::step;
use crate::workspace::{self, Workspace};

/// Finishes Trunk's folder, and only then replaces the last build.
pub fn finish(workspace: &Workspace) -> Result<()> {
    let dist = workspace.target().join("xtask/dist");
    workspace::remove_folder(&dist)?;
    copy_folder(&crate::app::trunk_dist(workspace), &dist)?;
    add_rules(workspace, &dist)?;
    secure(&dist.join("index.html"))?;
    list_files(&dist)?;
    compress(workspace, &dist)?;
    workspace::remove_folder(&workspace.dist())?;
    copy_folder(&dist, &workspace.dist())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in workspace::files_below(from)? {
        workspace::copy(&from.join(&file), &to.join(&file))?;
    }
    Ok(())
}

/// Writes the list by which the app finds its rules. It compiles the engine, so it is made beside the app.
pub fn list_rules(workspace: &Workspace) -> Result<()> {
    let mut lister = workspace.command("cargo");
    lister
        .args(["run", "--locked", "--quiet", "--package", "soat-index", "--", "rules"])
        .arg(rules_list(workspace));
    step::run(workspace, "list the rules", "the app finds its checklists by it", &mut lister)?;
    Ok(())
}

fn rules_list(workspace: &Workspace) -> PathBuf {
    workspace.target().join("xtask/rules-index.json")
}

/// The rules that the app carries, and `rules/index.json` to find them by.
fn add_rules(workspace: &Workspace, dist: &Path) -> Result<()> {
    let index = workspace::read(&rules_list(workspace))?;
    let listed: Value = serde_json::from_str(&index)?;
    let files = listed.get("files").and_then(Value::as_array).context("the list of rules has no files")?;
    for file in files.iter().filter_map(|file| file.get("path")?.as_str()) {
        workspace::copy(&workspace.path("rules").join(file), &dist.join("rules").join(file))?;
    }
    workspace::write(&dist.join("rules/index.json"), index)
}

/// Nothing is loaded from elsewhere, nothing is sent anywhere, and no script or style runs that was not there when
/// the app was built: what is inline is named by its hash.
fn secure(page: &Path) -> Result<()> {
    let html = workspace::read(page)?;
    let scripts = inline_hashes(&html, "script")?;
    let styles = inline_hashes(&html, "style")?;
    let policy = format!(
        "default-src 'self'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; \
         worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
    );
    let charset =
        html.find("<meta charset=\"utf-8\">").context("index.html does not begin with its charset")?;
    let (before, after) = html.split_at(charset);
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    ");
    workspace::write(page, format!("{before}{meta}{after}"))
}

/// ` 'sha256-…'` for every element of that name that has its content inline.
fn inline_hashes(html: &str, element: &str) -> Result<String> {
    let mut hashes = String::new();
    for after_name in html.split(&format!("<{element}")).skip(1) {
        let (attributes, rest) =
            after_name.split_once('>').with_context(|| format!("<{element}> never ends"))?;
        let (content, _) =
            rest.split_once(&format!("</{element}>")).with_context(|| format!("</{element}> is missing"))?;
        if !attributes.contains("src=") {
            write!(hashes, " '{}'", integrity(content.as_bytes()))?;
        }
    }
    Ok(hashes)
}

/// The service worker gets every file with its hash, and from these its version.
fn list_files(dist: &Path) -> Result<()> {
    let mut files = String::new();
    for file in workspace::files_below(dist)? {
        if file != "sw.js" {
            let content = std::fs::read(dist.join(&file))?;
            writeln!(files, "  [\"/{file}\", \"{}\"],", integrity(&content))?;
        }
    }
    let worker = dist.join("sw.js");
    let source = workspace::read(&worker)?;
    let mut version = workspace::hex(&Sha256::digest(format!("{source}{files}")));
    version.truncate(12);
    let source = replace_once(&source, "const FILES = [];", &format!("const FILES = [\n{files}];"))?;
    let source =
        replace_once(&source, "const VERSION = \"unbuilt\";", &format!("const VERSION = \"{version}\";"))?;
    workspace::write(&worker, source)
}

fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => bail!("expected `{from}` once in the service worker, found it {count} times"),
    }
}

const COMPRESSED: [&str; 9] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest", "yaml"];

/// Brotli copies, for web servers that send them, and for the size report. The typeface and the images are
/// compressed by nature.
fn compress(workspace: &Workspace, dist: &Path) -> Result<()> {
    let files = workspace::files_below(dist)?;
    let texts = files.iter().filter(|file| COMPRESSED.contains(&workspace::ending(file)));
    let mut brotli = workspace.command("brotli");
    brotli.current_dir(dist).args(["--best", "--lgwin=24", "--"]).args(texts);
    step::run(workspace, "compress the app", "brotli, for web servers and the size report", &mut brotli)?;
    Ok(())
}

/// A hash as browsers want it, in policies and `integrity` attributes alike.
fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_scripts_are_hashed() {
        let html = "<script src=\"/boot.js\" defer></script><script type=\"module\">a()</script>";
        assert_eq!(inline_hashes(html, "script").unwrap(), format!(" '{}'", integrity(b"a()")));
    }

    #[test]
    fn a_placeholder_that_is_gone_stops_the_build() {
        assert!(replace_once("const A = 1;", "const B = 2;", "").is_err());
    }
}
