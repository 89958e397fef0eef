//! The result of an inspection as it stands, the people in it, and the head of its minutes.

use super::finding::FindingView;
use super::mark::Totals;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultView {
    pub title: String,
    pub sub: String,
    pub totals: Totals,
    pub open_questions: usize,
    pub findings: Vec<FindingView>,
    /// Said, but no violation.
    pub warnings: Vec<String>,
    /// Rules that could not be evaluated.
    pub errors: Vec<String>,
    /// What hand-over still needs, in words.
    pub missing: Vec<String>,
}

impl ResultView {
    /// Violations, and how many of them call for stopping work.
    pub fn violations(&self) -> (usize, usize) {
        let violations = self.findings.iter().filter(|finding| !finding.advice);
        violations.fold((0, 0), |(all, stops), finding| (all + 1, stops + usize::from(finding.stop_work)))
    }
}

/// Somebody who takes part, with the signature if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// The journal's name of the role.
    pub role: String,
    pub label: String,
    pub name: String,
    pub title: String,
    /// The drawn signature's name in the media store, if it stands over the present record.
    pub signature: Option<String>,
}

/// A line of the minutes' head: `Địa chỉ`, `…`.
pub type HeadLine = (String, String);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::finding::tests::finding;

    #[test]
    fn advice_is_no_violation_even_when_it_says_stop() {
        let result = ResultView {
            findings: vec![
                FindingView { stop_work: true, ..finding("stop") },
                finding("plain"),
                FindingView { advice: true, stop_work: true, ..finding("advice") },
            ],
            ..ResultView::default()
        };
        assert_eq!(result.violations(), (2, 1));
    }
}
