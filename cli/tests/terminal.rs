//! What depends on the terminal around the command line: colours, a reader that goes away, a file that changes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn soat(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soat"));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    command.args(arguments).current_dir(fixtures).env_clear().env("LC_ALL", "C");
    command
}

fn output(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn colours_are_for_terminals() {
    let check = ["check", "typo"];
    assert!(!output(&mut soat(&check)).contains('\x1b'), "a pipe is no terminal");
    assert!(
        output(soat(&check).args(["--color", "always"])).contains("\x1b[1;31merror[unknown-question]\x1b[0m")
    );
    assert!(!output(soat(&check).args(["--color", "never"])).contains('\x1b'));
}

#[test]
fn the_language_is_that_of_the_environment() {
    let vietnamese = |command: &mut Command| output(command).contains("1 tệp: 1 lỗi");
    assert!(!vietnamese(&mut soat(&["check", "typo"])));
    assert!(vietnamese(soat(&["check", "typo"]).env("LC_ALL", "vi_VN.UTF-8")));
    assert!(vietnamese(soat(&["check", "typo"]).env_remove("LC_ALL").env("LANG", "vi_VN")));
    assert!(!vietnamese(soat(&["check", "typo", "--lang", "en"]).env("LC_ALL", "vi_VN.UTF-8")));
    assert!(vietnamese(&mut soat(&["--lang=vi", "check", "typo"])));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = soat(&["eval", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The pipe may close under the writer: that is what is tested.
    let _ = (0..20_000).try_for_each(|_| input.write_all(b"{\"expr\": \"1\"}\n"));
    drop(input);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(errors, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_batch_answers_a_client_that_waits() {
    let mut child =
        soat(&["eval", "--batch", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..3 {
        writeln!(input, "{{\"expr\": \"{number} + 1\"}}").unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert!(answer.contains(&format!("\"value\":{}", number + 1)), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn every_shell_gets_a_completion_script() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = output(&mut soat(&["completions", shell]));
        for word in ["check", "explain", "--format"] {
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

/// Ends with the test, whatever becomes of it.
struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As editors save: whole, in one step.
fn save(path: &Path, text: &str) {
    let beside = path.with_file_name(".saving");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

#[test]
fn a_watched_file_is_checked_again_when_it_changes() {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch");
    let _ = fs::remove_dir_all(&desk);
    fs::create_dir_all(&desk).unwrap();
    let file = desk.join("camp.yaml");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/typo/camp.yaml");
    let text = fs::read_to_string(fixture).unwrap();
    save(&file, &text);

    let mut watching = soat(&["check", "--watch", "--format", "concise", "."]);
    let child = watching.current_dir(&desk).stdout(Stdio::piped()).spawn().unwrap();
    let mut watcher = Watcher(child);
    let mut lines = BufReader::new(watcher.0.stdout.take().unwrap()).lines();
    let mut next = || lines.next().unwrap().unwrap();
    assert_eq!(next(), "camp.yaml:11:18: error[unknown-question]: no question named `exits_markd`");
    assert_eq!(next(), "-- waiting for a change; Ctrl+C to stop");

    save(&file, &text.replace("exits_markd", "exits_mrked"));
    assert_eq!(next(), "camp.yaml:11:18: error[unknown-question]: no question named `exits_mrked`");
    assert_eq!(next(), "-- waiting for a change; Ctrl+C to stop");

    save(&file, &text.replace("exits_markd", "exits_marked"));
    assert_eq!(next(), "-- waiting for a change; Ctrl+C to stop");

    fs::remove_file(&file).unwrap();
    assert_eq!(next(), "error: there is no checklist under `.`");
}
