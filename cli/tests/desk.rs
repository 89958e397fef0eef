//! The command line as people use it: transcripts in `tests/transcripts/`, run on a fresh copy of `tests/fixtures/`.
//!
//! ```text
//! ## A remark.
//! $ soat check typo < standard-input.txt >> standard-output.txt
//! what is written to standard output
//! 2> what is written to standard error
//! => 1
//! ```
//!
//! `BLESS=1 cargo test -p soat-cli --test desk` writes what comes out in place of what stands there; read the diff.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test fails by panicking, and its speed does not matter"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::copy;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

#[test]
fn every_transcript_is_what_happens() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(here().join("transcripts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let expected = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let happened = happens(&expected, &desk(&name));
        if happened == expected {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, happened).unwrap();
        } else {
            wrong.push(difference(&name, &expected, &happened));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A fresh copy of the fixtures, which commands may change.
fn desk(name: &str) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk").join(name);
    let _ = fs::remove_dir_all(&desk);
    copy(&here().join("fixtures"), &desk);
    desk
}

/// The transcript with the output that its commands give now; an empty line stands before each command or its remarks.
fn happens(transcript: &str, desk: &Path) -> String {
    let mut happened = String::new();
    let mut remark = false;
    for line in transcript.lines() {
        let command = line.strip_prefix("$ ");
        if command.is_none() && !line.starts_with("##") {
            continue;
        }
        if !remark && !happened.is_empty() {
            happened.push('\n');
        }
        happened.push_str(&format!("{line}\n"));
        happened.push_str(&command.map(|command| run(command, desk)).unwrap_or_default());
        remark = command.is_none();
    }
    happened
}

fn run(command: &str, desk: &Path) -> String {
    let (command, input) = match command.split_once(" < ") {
        Some((command, input)) => (command, fs::read(desk.join(input)).unwrap()),
        None => (command, Vec::new()),
    };
    let (command, kept) = match command.split_once(" >> ") {
        Some((command, file)) => (command, Some(desk.join(file))),
        None => (command, None),
    };
    let mut words = words(command);
    let program = words.remove(0);
    if program == "cat" {
        return fs::read_to_string(desk.join(&words[0])).unwrap() + "=> 0\n";
    }
    assert_eq!(program, "soat");
    let mut child = Command::new(env!("CARGO_BIN_EXE_soat"))
        .args(words)
        .current_dir(desk)
        .env_clear()
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &input).unwrap();
    let output = child.wait_with_output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    if let Some(file) = kept {
        let before = fs::read_to_string(&file).unwrap_or_default();
        fs::write(file, before + &std::mem::take(&mut text)).unwrap();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        text.push_str(&format!("2> {line}\n"));
    }
    text.push_str(&format!("=> {}\n", output.status.code().unwrap()));
    // A release must not change what is expected.
    let version = env!("CARGO_PKG_VERSION");
    text.replace(&format!("soat {version}"), "soat (version)")
        .replace(&format!("\"engine\": \"{version}\""), "\"engine\": \"(version)\"")
}

/// Words as a shell takes them apart: quotes of both kinds, no escapes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in line.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            None if letter == '"' || letter == '\'' => {
                word.get_or_insert_default();
                quote = Some(letter);
            }
            None if letter == ' ' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn difference(name: &str, expected: &str, happened: &str) -> String {
    let at = expected.lines().zip(happened.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(at).take(12).collect::<Vec<_>>().join("\n");
    format!("{name}, line {}: expected\n{}\nhappened\n{}\n", at + 1, around(expected), around(happened))
}
