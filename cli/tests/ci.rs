//! The ready-made checks for other people's repositories, run as scripts on good rules and on broken ones:
//! `ci/soat-check.sh` itself, and how the hooks of pre-commit, the GitHub action and the GitLab template call it.

#![expect(
    clippy::unwrap_used,
    clippy::format_push_string,
    reason = "a test fails by panicking, and its speed does not matter"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::copy;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// A repository with good rules in `rules`, and with mistakes in `broken` and `wrong cases`.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ci").join(name);
        let _ = fs::remove_dir_all(&desk);
        for (fixture, folder) in [("pack", "rules"), ("typo", "broken"), ("wrong_cases", "wrong cases")] {
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture);
            copy(&fixture, &desk.join(folder));
        }
        Self(desk)
    }

    /// Runs a script with these variables; what it wrote, and its exit code at the end.
    fn bash(&self, script: &str, variables: &[(&str, &str)]) -> String {
        let soat = Path::new(env!("CARGO_BIN_EXE_soat")).parent().unwrap().to_owned();
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([soat].into_iter().chain(std::env::split_paths(&others))).unwrap();
        let mut bash = Command::new("bash");
        // As both GitHub and GitLab run a step: the first failure ends it.
        bash.args(["-eo", "pipefail", "-c", script]).current_dir(&self.0).env_clear().env("PATH", path);
        bash.envs(variables.iter().copied()).env("ROOT", root());
        let output = bash.output().unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        text.push_str(&format!("=> {}\n", output.status.code().unwrap()));
        text
    }

    fn check(&self, arguments: &str) -> String {
        self.bash(&format!("bash \"$ROOT/ci/soat-check.sh\" {arguments}"), &[])
    }

    fn written(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }
}

const ANNOTATION: &str = "::error file=broken/camp.yaml,line=11,col=18,endLine=11,endColumn=29,\
    title=unknown-question::no question named `exits_markd`%0Adid you mean `exits_marked`?\n";

#[test]
fn good_rules_pass() {
    let repository = Repository::new("good");
    assert_eq!(repository.check(""), "5 files: nothing to mend\n3 passed, 0 failed\n=> 0\n");
    assert_eq!(repository.check("--format github rules"), "3 passed, 0 failed\n=> 0\n");
    assert_eq!(
        repository.check("--fmt --deny-warnings --lang vi -- rules"),
        "5 tệp: không có gì phải sửa\n3 đạt, 0 không đạt\n5 tệp: không có gì đổi\n=> 0\n"
    );
}

#[test]
fn broken_rules_fail_and_the_cases_still_run() {
    let repository = Repository::new("broken");
    assert_eq!(repository.check("--format github broken"), format!("{ANNOTATION}0 passed, 0 failed\n=> 1\n"));
    let both = repository.check("--format concise 'wrong cases' broken");
    assert!(
        both.contains("wrong cases/construction/pit.cases.yaml:15:13: error[unknown-question]"),
        "{both}"
    );
    assert!(both.contains("FAILED wrong cases/construction/pit.cases.yaml:3 "), "{both}");
    assert!(both.ends_with("=> 1\n"), "{both}");
}

#[test]
fn reports_are_files_that_the_platforms_read() {
    let repository = Repository::new("reports");
    let said = repository.check("--format gitlab --junit cases.xml --code-quality quality.json broken rules");
    assert!(said.starts_with("broken/camp.yaml:11:18: error[unknown-question]"), "{said}");
    let quality = repository.written("quality.json");
    assert!(quality.contains("\"check_name\": \"unknown-question\""), "{quality}");
    assert!(quality.contains("\"path\": \"broken/camp.yaml\""), "{quality}");
    assert!(
        repository.written("cases.xml").contains("<testsuites name=\"soat test\" tests=\"3\" failures=\"0\"")
    );

    assert!(repository.check("--format gitlab rules").ends_with("=> 0\n"));
    assert_eq!(repository.written("gl-code-quality-report.json"), "[]\n");
}

#[test]
fn wrong_usage_is_not_a_finding() {
    let repository = Repository::new("usage");
    let wrong = [
        ("--format xx", "soat-check: there is no format `xx`: human, concise, github or gitlab\n=> 2\n"),
        ("--nope", "soat-check: there is no option `--nope`\n=> 2\n"),
        ("--junit", "soat-check: `--junit` needs a value\n=> 2\n"),
    ];
    for (arguments, said) in wrong {
        assert_eq!(repository.check(arguments), said);
    }
    let nowhere = repository.check("nowhere");
    assert!(
        nowhere.contains("there is no file or folder `nowhere`") && nowhere.ends_with("=> 2\n"),
        "{nowhere}"
    );
}

#[test]
fn where_soat_is_missing_it_is_built_once() {
    // Stands for cargo, and "builds" by copying.
    let cargo = "#!/bin/bash\n\
        while [ $# -gt 0 ]; do case $1 in --root) root=$2 ;; --path) test -f \"$2/Cargo.toml\" || exit 9 ;; esac; shift; done\n\
        echo cargo was called >&2\n\
        mkdir -p \"$root/bin\" && cp \"$SOAT\" \"$root/bin/soat\"\n";
    let repository = Repository::new("build");
    let run = || {
        let script = "mkdir -p bin; printf %s \"$CARGO\" >bin/cargo; chmod +x bin/cargo\n\
            PATH=$PWD/bin:/usr/bin:/bin SOAT_TOOLS=\"$PWD/my tools\" bash \"$ROOT/ci/soat-check.sh\" rules";
        repository.bash(script, &[("CARGO", cargo), ("SOAT", env!("CARGO_BIN_EXE_soat"))])
    };
    let clean = "5 files: nothing to mend\n3 passed, 0 failed\n";
    assert_eq!(run(), format!("{clean}soat-check: building soat\ncargo was called\n=> 0\n"));
    assert_eq!(run(), format!("{clean}=> 0\n"));
}

#[test]
fn hooks_of_pre_commit_run_the_script() {
    let hooks = read(".pre-commit-hooks.yaml");
    let values = |key: &str| -> Vec<String> {
        hooks.lines().filter_map(|line| line.trim_start().strip_prefix(key)).map(str::to_owned).collect()
    };
    let repository = Repository::new("pre-commit");
    let (entries, arguments) = (values("entry: "), values("args: "));
    assert_eq!(entries.len(), values("language: script").len());
    assert_eq!(entries.len(), arguments.len());
    for (entry, arguments) in entries.iter().zip(arguments) {
        let arguments = arguments.trim_matches(['[', ']']).replace(',', "");
        let call = |arguments: &str| repository.bash(&format!("\"$ROOT/{entry}\" {arguments}"), &[]);
        assert!(call(&arguments).ends_with("=> 0\n"), "{arguments}");
        assert!(call(&arguments.replace("rules", "broken")).ends_with("=> 1\n"), "{arguments}");
    }
}

#[test]
fn the_action_annotates_lines_and_writes_the_cases() {
    let script = last_script(&read("action.yml"));
    let repository = Repository::new("action");
    let run = |paths, deny| {
        let root = root();
        let variables = [
            ("ACTION", root.to_str().unwrap()),
            ("SOAT_PATHS", paths),
            ("SOAT_LANG", "en"),
            ("JUNIT", "cases.xml"),
            ("DENY_WARNINGS", deny),
        ];
        repository.bash(&script, &variables)
    };
    assert_eq!(run("rules", "true"), "3 passed, 0 failed\n=> 0\n");
    assert_eq!(run("broken rules", "false"), format!("{ANNOTATION}3 passed, 0 failed\n=> 1\n"));
    assert!(repository.written("cases.xml").contains("tests=\"3\" failures=\"0\""));
}

#[test]
fn the_gitlab_template_works_in_soat_and_elsewhere() {
    let script = last_script(&read("ci/gitlab.yml"));
    let repository = Repository::new("gitlab");
    let elsewhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ci/gitlab-soat");
    let _ = fs::remove_dir_all(&elsewhere);
    copy(&root().join("ci"), &elsewhere.join("ci"));
    let commit = "cd \"$CLONE\" && git init --quiet --initial-branch main && git add . && \
        git -c user.name=a -c user.email=a@example.org commit --quiet --message ci";
    let clone = elsewhere.to_str().unwrap();
    assert_eq!(repository.bash(commit, &[("CLONE", clone), ("GIT_CONFIG_NOSYSTEM", "1")]), "=> 0\n");
    copy(&root().join("ci"), &repository.0.join("ci"));

    for soat in ["", &format!("file://{clone}")] {
        let run = |paths| {
            let variables =
                [("SOAT_REPOSITORY", soat), ("SOAT_REF", "main"), ("SOAT_PATHS", paths), ("SOAT_LANG", "en")];
            repository.bash(&script, &variables)
        };
        assert_eq!(run("rules"), "3 passed, 0 failed\n=> 0\n");
        assert_eq!(repository.written("gl-code-quality-report.json"), "[]\n");
        assert!(run("broken rules").ends_with("3 passed, 0 failed\n=> 1\n"));
        assert!(repository.written("gl-code-quality-report.json").contains("broken/camp.yaml"));
        assert!(repository.written("soat-junit.xml").contains("tests=\"3\" failures=\"0\""));
    }
}

/// The lines of the last `|` block of a YAML file, without their indentation.
fn last_script(yaml: &str) -> String {
    let lines: Vec<&str> = yaml.lines().collect();
    let at = lines.iter().rposition(|line| line.ends_with(" |")).unwrap();
    let mut block = lines.into_iter().skip(at + 1).peekable();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let depth = indent(block.peek().unwrap());
    let script = block.take_while(|line| line.is_empty() || indent(line) >= depth);
    script.flat_map(|line| [line.get(depth..).unwrap_or_default(), "\n"]).collect()
}

#[test]
fn the_guide_names_what_is_there() {
    let hooks = read(".pre-commit-hooks.yaml");
    for page in ["docs/src/vi/ci.md", "docs/src/en/ci.md"] {
        let text = read(page);
        let named = text.lines().filter_map(|line| line.trim_start().strip_prefix("- id: "));
        let missing: Vec<&str> = named.filter(|id| !hooks.contains(&format!("- id: {id}\n"))).collect();
        assert!(missing.is_empty(), "{page}: {missing:?}");
        assert!(text.contains("/ci/gitlab.yml") && root().join("ci/gitlab.yml").exists(), "{page}");
        assert!(text.contains("uses: example/soat@") && root().join("action.yml").exists(), "{page}");
    }
}
