//! The `JUnit` report of `soat test`: a suite for each file of cases, a test for each case.

use std::fmt::Write as _;

use super::junit::escaped;

#[derive(Debug)]
pub(crate) struct Report {
    name: &'static str,
    body: String,
    tests: usize,
    failures: usize,
    errors: usize,
}

#[derive(Debug)]
pub(crate) struct Case {
    pub name: String,
    pub line: u32,
    pub failure: Option<String>,
}

impl Report {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, body: String::new(), tests: 0, failures: 0, errors: 0 }
    }

    pub(crate) fn suite(&mut self, file: &str, cases: Vec<Case>) {
        let failures = cases.iter().filter(|case| case.failure.is_some()).count();
        self.tests += cases.len();
        self.failures += failures;
        let (name, tests) = (escaped(file), cases.len());
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.body,
            r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">"#
        );
        for case in cases {
            let (title, line) = (escaped(&case.name), case.line);
            let head =
                format!(r#"    <testcase name="{title}" classname="{name}" file="{name}" line="{line}""#);
            let _ = match case.failure {
                None => writeln!(self.body, "{head}/>"),
                Some(failure) => {
                    let first = escaped(failure.lines().next().unwrap_or(""));
                    let text = failure.lines().map(escaped).collect::<Vec<_>>().join("\n");
                    writeln!(
                        self.body,
                        "{head}>\n      <failure type=\"mismatch\" message=\"{first}\">{text}</failure>\n    </testcase>"
                    )
                }
            };
        }
        self.body.push_str("  </testsuite>\n");
    }

    /// A file whose cases could not run.
    pub(crate) fn broken(&mut self, file: &str, why: &str) {
        self.tests += 1;
        self.errors += 1;
        let (name, why) = (escaped(file), escaped(why));
        let _ = writeln!(
            self.body,
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\">\n    \
             <testcase name=\"cases\" classname=\"{name}\">\n      \
             <error type=\"broken\" message=\"{why}\"/>\n    </testcase>\n  </testsuite>"
        );
    }

    pub(crate) fn text(&self) -> String {
        let Self { name, body, tests, failures, errors } = self;
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{name}\" tests=\"{tests}\" \
             failures=\"{failures}\" errors=\"{errors}\">\n{body}</testsuites>\n"
        )
    }
}
