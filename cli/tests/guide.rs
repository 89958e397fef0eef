//! The author's guide (`docs/src`) as its readers follow it: page after page, each box written into its file or typed
//! into a shell, in a folder of its own for each language.
//!
//! ```text
//! yaml file=rules/site.yaml          the whole content of a file
//! yaml file=rules/site.yaml add      what is put at its end
//! diff file=rules/site.yaml          lines with `-` go away, lines with `+` come in
//! console exit=1                     `$ command`, then what it writes; the last one ends with this code (default: 0)
//! sh                                 typed outside the practice folder: not run here
//! ```
//!
//! `BLESS=1 cargo test -p soat-cli --test guide` writes what comes out in place of what stands there; read the diff.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a test fails by panicking, and its speed does not matter"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn book() -> PathBuf {
    root().join("docs/src")
}

fn bless() -> bool {
    std::env::var_os("BLESS").is_some()
}

#[test]
fn every_step_in_vietnamese_gives_what_it_shows() {
    follow("vi");
}

#[test]
fn every_step_in_english_gives_what_it_shows() {
    follow("en");
}

fn follow(language: &str) {
    let desk = Desk::new(language);
    let mut wrong = Vec::new();
    for page in pages(language) {
        let expected = fs::read_to_string(book().join(&page)).unwrap();
        let happened = desk.follow(&page, &expected);
        if happened == expected {
            continue;
        }
        if bless() {
            fs::write(book().join(&page), happened).unwrap();
        } else {
            wrong.push(difference(&page, &expected, &happened));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pages of one language, in the order of the table of contents.
fn pages(language: &str) -> Vec<String> {
    let contents = fs::read_to_string(book().join("SUMMARY.md")).unwrap();
    links(&contents).into_iter().filter(|page| page.starts_with(&format!("{language}/"))).collect()
}

/// A practice folder beside a clone of Soát, of which the guide uses the scripts only.
struct Desk {
    practice: PathBuf,
    language: &'static str,
}

impl Desk {
    fn new(language: &str) -> Self {
        let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide").join(language);
        let _ = fs::remove_dir_all(&desk);
        let practice = desk.join("practice");
        fs::create_dir_all(&practice).unwrap();
        fs::create_dir_all(desk.join("soat/ci")).unwrap();
        fs::copy(root().join("ci/soat-check.sh"), desk.join("soat/ci/soat-check.sh")).unwrap();
        Self { practice, language: if language == "vi" { "vi_VN.UTF-8" } else { "C" } }
    }

    /// The page with the output that its commands give now.
    fn follow(&self, page: &str, text: &str) -> String {
        let mut happened = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            happened.push_str(&format!("{line}\n"));
            let Some(info) = line.strip_prefix("```") else { continue };
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let fence = Fence::read(info);
            match (fence.kind, fence.file) {
                ("yaml", Some(file)) => self.write(file, &body, fence.add),
                ("diff", Some(file)) => self.amend(page, file, &body),
                ("console", None) => {
                    let commands = body.iter().filter_map(|line| line.strip_prefix("$ ")).collect();
                    happened.push_str(&self.type_in(page, commands, fence.exit));
                }
                ("sh", None) => {}
                _ => panic!("{page}: a box of no known kind: {info}"),
            }
            if fence.kind != "console" {
                happened.push_str(&joined(body.iter().copied()));
            }
            happened.push_str("```\n");
        }
        happened
    }

    fn write(&self, file: &str, body: &[&str], add: bool) {
        let path = self.practice.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = if add { fs::read_to_string(&path).unwrap() } else { String::new() };
        fs::write(path, before + &joined(body.iter().copied())).unwrap();
    }

    fn amend(&self, page: &str, file: &str, body: &[&str]) {
        let path = self.practice.join(file);
        let side = |drop: char| {
            joined(
                body.iter()
                    .filter(|line| !line.starts_with(drop))
                    .map(|line| line.get(1..).unwrap_or_default()),
            )
        };
        // A line feed in front, so that only whole lines are found.
        let before = format!("\n{}", fs::read_to_string(&path).unwrap());
        let (old, new) = (format!("\n{}", side('+')), format!("\n{}", side('-')));
        assert_eq!(before.matches(&old).count(), 1, "{page}: these lines do not stand in {file} once:{old}");
        fs::write(path, before.replacen(&old, &new, 1).trim_start_matches('\n')).unwrap();
    }

    fn type_in(&self, page: &str, commands: Vec<&str>, exit: i32) -> String {
        let mut happened = String::new();
        let last = commands.len();
        for (at, command) in commands.into_iter().enumerate() {
            let output = self.shell(command).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
            let expected = if at + 1 == last { exit } else { 0 };
            assert_eq!(output.status.code(), Some(expected), "{page}: `{command}` wrote\n{text}");
            happened.push_str(&format!("$ {command}\n{text}"));
        }
        happened
    }

    fn shell(&self, command: &str) -> Command {
        let soat = Path::new(env!("CARGO_BIN_EXE_soat")).parent().unwrap().to_owned();
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([soat].into_iter().chain(std::env::split_paths(&others))).unwrap();
        let mut shell = Command::new("bash");
        shell.args(["-c", command]).current_dir(&self.practice).env_clear().env("PATH", path);
        // Not `LC_ALL`: bash complains about it where the machine has no Vietnamese locale.
        shell.env("LANG", self.language);
        // Git as on a machine where it was just installed, with a name set.
        shell.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", self.practice.parent().unwrap());
        for who in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{who}_NAME"), "Reader");
            shell.env(format!("GIT_{who}_EMAIL"), "reader@example.org");
        }
        shell
    }
}

/// What stands behind the three backticks that begin a box.
struct Fence<'a> {
    kind: &'a str,
    file: Option<&'a str>,
    add: bool,
    exit: i32,
}

impl<'a> Fence<'a> {
    fn read(info: &'a str) -> Self {
        let mut words = info.split(' ');
        let mut fence = Fence { kind: words.next().unwrap_or_default(), file: None, add: false, exit: 0 };
        for word in words {
            match word.split_once('=') {
                Some(("file", file)) => fence.file = Some(file),
                Some(("exit", exit)) => fence.exit = exit.parse().unwrap(),
                None if word == "add" => fence.add = true,
                _ => panic!("a box is marked `{word}`, which means nothing"),
            }
        }
        fence
    }
}

fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn difference(page: &str, expected: &str, happened: &str) -> String {
    let at = expected.lines().zip(happened.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(at).take(12).collect::<Vec<_>>().join("\n");
    format!("{page}:{}: expected\n{}\nhappened\n{}\n", at + 1, around(expected), around(happened))
}

#[test]
fn both_languages_write_the_same_files_and_type_the_same_commands() {
    let steps = |language: &str| -> Vec<String> {
        let texts = pages(language).into_iter().map(|page| fs::read_to_string(book().join(page)).unwrap());
        texts.flat_map(|text| steps(&text)).collect()
    };
    assert_eq!(steps("vi"), steps("en"));
}

/// What a reader does on this page: files as they stand, commands without what they write.
fn steps(page: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body = lines.by_ref().take_while(|line| *line != "```");
        match Fence::read(info).kind {
            // The message of a commit and the address of a clone are in the reader's language.
            "console" => steps.extend(
                body.filter(|line| line.starts_with("$ ") && !line.starts_with("$ git commit"))
                    .map(str::to_owned),
            ),
            "sh" => steps.extend(body.filter(|line| !line.starts_with("git clone")).map(str::to_owned)),
            _ => steps.push(format!("{info}\n{}", joined(body))),
        }
    }
    steps
}

#[test]
fn law_in_the_guide_is_marked_as_fiction() {
    for language in ["vi", "en"] {
        for page in pages(language) {
            let text = fs::read_to_string(book().join(&page)).unwrap();
            let numbers = text.lines().filter_map(|line| line.strip_prefix("    number: "));
            let real: Vec<&str> = numbers.filter(|number| !number.contains("hư cấu")).collect();
            assert!(real.is_empty(), "{page}: {real:?}");
        }
    }
}

#[test]
fn reference_pages_are_those_of_the_tool() {
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference");
    let _ = fs::remove_dir_all(&fresh);
    let status =
        Command::new(env!("CARGO_BIN_EXE_soat")).args(["docs", "--out"]).arg(&fresh).output().unwrap().status;
    assert!(status.success());
    let stored = book().join("reference");
    if bless() {
        let _ = fs::remove_dir_all(&stored);
    }
    for path in files_below(&fresh) {
        let text = fs::read_to_string(fresh.join(&path)).unwrap();
        if bless() {
            fs::create_dir_all(stored.join(&path).parent().unwrap()).unwrap();
            fs::write(stored.join(&path), &text).unwrap();
        }
        let is = fs::read_to_string(stored.join(&path)).unwrap_or_default();
        assert!(is == text, "docs/src/reference/{path} is not what `soat docs` writes; see `BLESS=1` above");
    }
    assert_eq!(files_below(&stored), files_below(&fresh));
}

#[test]
fn every_page_is_in_the_contents_and_every_link_leads_to_a_page() {
    let pages = files_below(&book());
    let mut reached = BTreeSet::from(["SUMMARY.md".to_owned()]);
    for page in &pages {
        let text = fs::read_to_string(book().join(page)).unwrap();
        let folder = Path::new(page).parent().unwrap();
        for link in links(&text) {
            let target = plain(&folder.join(&link));
            assert!(pages.contains(&target), "{page} leads to {link}");
            if page == "SUMMARY.md" {
                reached.insert(target);
            }
        }
    }
    assert_eq!(reached, pages);
}

/// The pages of this book that a text leads to.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let pages =
        targets.filter(|target| !target.contains("://")).map(|target| target.split('#').next().unwrap());
    pages
        .filter(|page| Path::new(page).extension().is_some_and(|ending| ending == "md"))
        .map(str::to_owned)
        .collect()
}

/// A path without `..` in it.
fn plain(path: &Path) -> String {
    let mut parts = Vec::new();
    for part in path.iter().map(|part| part.to_string_lossy().into_owned()) {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn files_below(folder: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path()).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            files.insert(name);
        }
    }
    files
}
