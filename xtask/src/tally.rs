//! Counts what passed and failed, out of what the steps print, and writes the summary.

use std::fmt::Write as _;

/// One step of the checks, as the summary shows it.
#[derive(Debug, PartialEq)]
pub struct Row {
    pub step: String,
    pub passed: usize,
    pub failed: usize,
    pub seconds: f64,
}

/// Tests counted out of a program's output: the result lines of Rust's test harness, or one line `N passed, N failed`.
/// A program that counts nothing is one check; one that fails without counting a failure is one failure.
pub fn count(output: &str, success: bool) -> (usize, usize) {
    let mut passed = 0;
    let mut failed = 0;
    let mut counted = false;
    for line in output.lines() {
        let line = line.trim();
        let result = line.strip_prefix("test result:").unwrap_or(line);
        if let (Some(good), Some(bad)) = (number_before(result, "passed"), number_before(result, "failed")) {
            passed += good;
            failed += bad;
            counted = true;
        }
    }
    if !counted {
        passed = usize::from(success);
    }
    if !success && failed == 0 {
        failed = 1;
    }
    (passed, failed)
}

fn number_before(line: &str, word: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches([',', ';', '.'])).collect();
    words.windows(2).find_map(|pair| match pair {
        [number, found] if *found == word => number.parse().ok(),
        _ => None,
    })
}

/// The table of all steps and, as its last line, `N passed, N failed`.
pub fn summary(rows: &[Row]) -> String {
    let mut text = format!("{:<32}{:>8}{:>8}{:>10}\n", "summary", "passed", "failed", "seconds");
    for row in rows {
        let _ = writeln!(text, "  {:<30}{:>8}{:>8}{:>10.1}", row.step, row.passed, row.failed, row.seconds);
    }
    let passed: usize = rows.iter().map(|row| row.passed).sum();
    let failed: usize = rows.iter().map(|row| row.failed).sum();
    let _ = write!(text, "{passed} passed, {failed} failed");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_test_programs_are_added_up() {
        let output = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(count(output, false), (15, 2));
    }

    #[test]
    fn a_program_that_counts_nothing_is_one_check() {
        assert_eq!(count("all is well", true), (1, 0));
        assert_eq!(count("error: expected `;`", false), (0, 1));
    }

    #[test]
    fn a_failure_outside_the_tests_is_never_lost() {
        assert_eq!(
            count("test result: ok. 12 passed; 0 failed; 0 ignored\nerror: could not compile", false),
            (12, 1)
        );
    }

    #[test]
    fn case_files_are_counted_by_their_own_summary() {
        assert_eq!(count("basement: 25 cases\n25 passed, 0 failed", true), (25, 0));
    }

    #[test]
    fn the_last_line_of_the_summary_is_the_sum() {
        let row = |step: &str, passed, failed| Row { step: step.into(), passed, failed, seconds: 1.0 };
        let text = summary(&[row("format", 1, 0), row("tests", 40, 2)]);
        assert_eq!(text.lines().last(), Some("41 passed, 2 failed"));
    }
}
