//! A finding as it is read out on site: what was seen, why it counts, which article, what to do, until when.

use super::card::CardId;

#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one finding, not a state")]
pub struct FindingView {
    pub card: CardId,
    pub title: String,
    /// The row it is about: `Cần trục TC-02`.
    pub within: String,
    pub because: Vec<String>,
    pub basis: Vec<BasisView>,
    /// With its deadline: `Dừng đào · hạn đến hết 23/11/2026`.
    pub remedy: Option<String>,
    pub penalty: Option<PenaltyView>,
    pub holder: Option<String>,
    pub severity: Severity,
    pub stop_work: bool,
    pub has_deadline: bool,
    /// Good practice or advice.
    pub advice: bool,
    /// What is not verified, in words.
    pub unverified: Vec<String>,
    pub remark: String,
    pub photos: Vec<String>,
    pub photo_wanted: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasisView {
    pub text: String,
    pub unverified: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenaltyView {
    pub text: String,
    pub article: String,
    pub unverified: bool,
    pub note: String,
}

/// Heaviest first, so that sorting puts what matters on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Critical,
    Major,
    Minor,
}

/// The headings of the findings page, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    StopWork,
    WithDeadline,
    Other,
    Advice,
}

impl FindingView {
    pub fn heading(&self) -> Heading {
        if self.advice {
            Heading::Advice
        } else if self.stop_work {
            Heading::StopWork
        } else if self.has_deadline {
            Heading::WithDeadline
        } else {
            Heading::Other
        }
    }
}

/// Findings under their headings, heaviest first, otherwise in the order of the checklist.
pub fn grouped(mut findings: Vec<FindingView>) -> Vec<(Heading, Vec<FindingView>)> {
    findings.sort_by_key(|finding| (finding.heading(), finding.severity));
    let mut groups: Vec<(Heading, Vec<FindingView>)> = Vec::new();
    for finding in findings {
        let heading = finding.heading();
        match groups.last_mut() {
            Some((last, members)) if *last == heading => members.push(finding),
            _ => groups.push((heading, vec![finding])),
        }
    }
    groups
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::present::card::Subject;

    pub(crate) fn finding(title: &str) -> FindingView {
        FindingView {
            card: CardId { checklist: 0, subject: Subject::Requirement(0), row: None },
            title: title.to_owned(),
            within: String::new(),
            because: Vec::new(),
            basis: Vec::new(),
            remedy: None,
            penalty: None,
            holder: None,
            severity: Severity::Major,
            stop_work: false,
            has_deadline: false,
            advice: false,
            unverified: Vec::new(),
            remark: String::new(),
            photos: Vec::new(),
            photo_wanted: false,
        }
    }

    #[test]
    fn stop_work_comes_first_and_advice_last() {
        let findings = vec![
            FindingView { advice: true, ..finding("advice") },
            FindingView { severity: Severity::Minor, has_deadline: true, ..finding("minor") },
            FindingView { has_deadline: true, ..finding("major") },
            FindingView { stop_work: true, severity: Severity::Critical, ..finding("stop") },
            finding("other"),
        ];
        let order: Vec<(Heading, Vec<String>)> = grouped(findings)
            .into_iter()
            .map(|(heading, members)| (heading, members.into_iter().map(|finding| finding.title).collect()))
            .collect();
        assert_eq!(
            order,
            [
                (Heading::StopWork, vec!["stop".to_owned()]),
                (Heading::WithDeadline, vec!["major".to_owned(), "minor".to_owned()]),
                (Heading::Other, vec!["other".to_owned()]),
                (Heading::Advice, vec!["advice".to_owned()]),
            ]
        );
    }
}
