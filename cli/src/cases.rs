//! Worked cases held against the engine: what was expected, what came out, and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use soat::diag::closest;
use soat::eval::{Context, RequirementPlace, Session, Verdict, evaluate};
use soat::model::{Case, Expected, ExpectedPenalty, ExpectedVerdict, RowExpectation, Weight};
use soat::program::{Program, RequirementInfo};
use soat::report::{Finding, FineStatus, because, error_sentence, need_name, verdict_word};
use soat::span::Span;
use soat::words::Lang;

use crate::words::pick;

/// What one case came to: passed when there is no mismatch.
#[derive(Debug)]
pub(crate) struct CaseResult<'c> {
    pub case: &'c Case,
    pub mismatches: Vec<Mismatch>,
}

/// One thing that is not as the case says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// Where the case says it.
    pub span: Span,
    /// The requirement (with its row) or the answer, as people name it.
    pub subject: String,
    pub kind: MismatchKind,
    /// Why it came out so, a sentence each.
    pub because: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MismatchKind {
    /// A fact about the verdict.
    Differs { fact: &'static str, expected: String, got: String },
    /// A name that the checklist does not have, or an answer that its question does not take: told in a sentence.
    Wrong { message: String, help: Option<String> },
}

pub(crate) fn run<'c>(program: &Arc<Program>, case: &'c Case, lang: Lang) -> CaseResult<'c> {
    let (session, bad) = evaluate(program, &case.answers, Context { as_of: case.as_of.value, lang });
    let mut held = Held { session: &session, lang, mismatches: Vec::new() };
    for (key, mistake) in bad {
        let answers = &case.answers;
        // A name that is unknown is underlined itself; of an answer that does not fit, the answer is.
        let known = answers.places.get(&key).or_else(|| answers.names.get(&key));
        held.mismatches.push(Mismatch {
            span: known.copied().unwrap_or(case.name.span),
            subject: key,
            kind: MismatchKind::Wrong {
                message: mistake.message.get(lang).to_owned(),
                help: mistake.help.map(|help| help.get(lang).to_owned()),
            },
            because: Vec::new(),
        });
    }
    let mut named = BTreeSet::new();
    for expectation in &case.expect {
        let name = &expectation.requirement;
        match program.requirement_named(&name.value) {
            Some(info) => {
                named.insert(info.id);
                held.requirement(info, name.span, &expectation.rows);
            }
            None => held.unknown_requirement(program, &name.value, name.span),
        }
    }
    if let Some(others) = &case.others {
        for (place, verdict) in session.verdicts().filter(|(place, _)| !named.contains(&place.requirement)) {
            held.verdict(place, verdict, others.value, others.span);
        }
    }
    CaseResult { case, mismatches: held.mismatches }
}

struct Held<'s> {
    session: &'s Session,
    lang: Lang,
    mismatches: Vec<Mismatch>,
}

impl Held<'_> {
    fn requirement(&mut self, info: &RequirementInfo, span: Span, rows: &RowExpectation) {
        let places: Vec<RequirementPlace> = match info.group {
            None => vec![RequirementPlace { requirement: info.id, row: None }],
            Some(group) => {
                let rows = self.session.row_ids(group);
                rows.map(|row| RequirementPlace { requirement: info.id, row: Some(row) }).collect()
            }
        };
        let expected: Vec<_> = match rows {
            RowExpectation::One(one) => vec![one],
            RowExpectation::Rows(rows) => rows.iter().collect(),
        };
        if places.len() != expected.len() || info.group.is_some() != matches!(rows, RowExpectation::Rows(_)) {
            self.wrong_number(info, span, places.len());
            return;
        }
        for (place, expected) in places.into_iter().zip(expected) {
            self.expected(place, &expected.value, expected.span);
        }
    }

    fn expected(&mut self, place: RequirementPlace, expected: &Expected, span: Span) {
        let Some(verdict) = self.session.verdict(place).cloned() else { return };
        if !self.verdict(place, &verdict, expected.verdict, span) {
            return;
        }
        let finding = (verdict == Verdict::Fail).then(|| self.session.finding(place, self.lang)).flatten();
        for name in expected.unknown.keys() {
            let message = match self.lang {
                Lang::Vi => format!("kết luận không có gì tên `{name}` để so"),
                Lang::En => format!("a verdict has nothing named `{name}` to compare"),
            };
            self.wrong(place, span, message);
        }
        if let Some(severity) = expected.severity {
            let got = self.session.severity(place);
            self.differs(place, span, "severity", weight_word(severity), weight_word(got));
        }
        if let Some(stop_work) = expected.stop_work {
            let got = verdict == Verdict::Fail && self.session.stops_work(place);
            self.differs(place, span, "stop_work", yes_no(stop_work), yes_no(got));
        }
        if let Some(penalty) = &expected.penalty {
            let (expected, got) = penalties(penalty, finding.as_ref());
            self.differs(place, span, "penalty", &expected, &got);
        }
        if let Some(deadline) = expected.deadline {
            let remedy = finding.as_ref().and_then(|finding| finding.remedy.as_ref());
            let got = remedy.and_then(|remedy| remedy.deadline.clone()).unwrap_or("none".to_owned());
            self.differs(place, span, "deadline", &deadline.to_string(), &got);
        }
        if let Some(needs) = &expected.needs {
            let expected: BTreeSet<&str> = needs.iter().map(String::as_str).collect();
            self.differs(place, span, "needs", &list(&expected), &list(&self.needs(&verdict)));
        }
        if let Some(warnings) = expected.warnings {
            let got = self.session.warnings(place, self.lang).len();
            self.differs(place, span, "warnings", &warnings.to_string(), &got.to_string());
        }
    }

    /// Whether the verdict is as expected.
    fn verdict(
        &mut self,
        place: RequirementPlace,
        verdict: &Verdict,
        expected: ExpectedVerdict,
        span: Span,
    ) -> bool {
        let got = verdict_word(verdict);
        if got != expected {
            let mut because = match verdict {
                Verdict::Error(error) => vec![error_sentence(*error, self.lang)],
                Verdict::Unanswered { .. } => Vec::new(),
                _ => because(self.session, place, self.lang),
            };
            if let Verdict::Unanswered { .. } = verdict {
                let needs = list(&self.needs(verdict));
                because.push(format!("{} {needs}", pick(self.lang, "còn cần", "still needed:")));
            }
            let kind = MismatchKind::Differs {
                fact: "verdict",
                expected: verdict_text(expected).to_owned(),
                got: verdict_text(got).to_owned(),
            };
            let subject = self.subject(place);
            self.mismatches.push(Mismatch { span, subject, kind, because });
        }
        got == expected
    }

    fn needs(&self, verdict: &Verdict) -> BTreeSet<String> {
        match verdict {
            Verdict::Unanswered { needs, .. } => {
                needs.iter().map(|need| need_name(self.session, *need)).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    fn differs(
        &mut self,
        place: RequirementPlace,
        span: Span,
        fact: &'static str,
        expected: &str,
        got: &str,
    ) {
        if expected != got {
            let kind = MismatchKind::Differs { fact, expected: expected.to_owned(), got: got.to_owned() };
            let because = because(self.session, place, self.lang);
            let subject = self.subject(place);
            self.mismatches.push(Mismatch { span, subject, kind, because });
        }
    }

    fn wrong(&mut self, place: RequirementPlace, span: Span, message: String) {
        let subject = self.subject(place);
        let kind = MismatchKind::Wrong { message, help: None };
        self.mismatches.push(Mismatch { span, subject, kind, because: Vec::new() });
    }

    fn wrong_number(&mut self, info: &RequirementInfo, span: Span, rows: usize) {
        let grouped = info.group.is_some();
        let message = match (self.lang, grouped) {
            (Lang::Vi, true) => format!("yêu cầu của nhóm: cần danh sách {rows} kết luận, mỗi dòng một"),
            (Lang::En, true) => {
                format!("a requirement of a group: expected a list of {rows} verdicts, one for each row")
            }
            (Lang::Vi, false) => "yêu cầu này chỉ có một kết luận, không phải danh sách".to_owned(),
            (Lang::En, false) => "this requirement has one verdict, not a list".to_owned(),
        };
        let kind = MismatchKind::Wrong { message, help: None };
        self.mismatches.push(Mismatch { span, subject: info.name.clone(), kind, because: Vec::new() });
    }

    fn unknown_requirement(&mut self, program: &Program, name: &str, span: Span) {
        let close = closest(name, program.requirements().iter().map(|info| info.name.as_str()));
        let message = match self.lang {
            Lang::Vi => format!("không có yêu cầu nào tên `{name}`"),
            Lang::En => format!("no requirement named `{name}`"),
        };
        let help = close.map(|close| match self.lang {
            Lang::Vi => format!("có phải ý bạn là `{close}`?"),
            Lang::En => format!("did you mean `{close}`?"),
        });
        let kind = MismatchKind::Wrong { message, help };
        self.mismatches.push(Mismatch { span, subject: name.to_owned(), kind, because: Vec::new() });
    }

    /// `oxygen`, or `oxygen (B1)` in a row.
    fn subject(&self, place: RequirementPlace) -> String {
        let name =
            self.session.program().requirement(place.requirement).map_or("", |info| info.name.as_str());
        match soat::report::row_report(self.session, place, self.lang) {
            Some(row) => format!("{name} ({})", row.label),
            None => name.to_owned(),
        }
    }
}

/// What was expected and what came out, in the same words, so that they are equal exactly when nothing differs.
fn penalties(expected: &ExpectedPenalty, finding: Option<&Finding>) -> (String, String) {
    let shown = finding.and_then(|finding| finding.penalty.as_ref());
    let range = |range: [i64; 2]| format!("[{}, {}]", range[0], range[1]);
    let (law, at, amount) = match expected {
        ExpectedPenalty::None => (None, true, true),
        ExpectedPenalty::Entry { law, at, amount } => (Some(law), at.is_some(), amount.is_some()),
    };
    let got = match shown {
        None => "none".to_owned(),
        Some(shown) => {
            let mut got = shown.law.clone();
            if at {
                got = format!("{got} {}", shown.at);
            }
            if amount {
                let figure = shown.for_violator.map_or_else(|| status_text(shown.status).to_owned(), range);
                got = format!("{got} {figure}");
            }
            got
        }
    };
    let expected = match (law, expected) {
        (Some(law), ExpectedPenalty::Entry { at, amount, .. }) => {
            let at = at.as_ref().map(|at| format!(" {at}")).unwrap_or_default();
            let amount = amount.map(|amount| format!(" {}", range(amount))).unwrap_or_default();
            format!("{law}{at}{amount}")
        }
        _ => "none".to_owned(),
    };
    (expected, got)
}

const fn status_text(status: FineStatus) -> &'static str {
    match status {
        FineStatus::Shown => "shown",
        FineStatus::Unread => "unread",
        FineStatus::Unverified => "unverified",
        FineStatus::Warning => "warning",
        FineStatus::Open => "open",
    }
}

pub(crate) const fn verdict_text(verdict: ExpectedVerdict) -> &'static str {
    match verdict {
        ExpectedVerdict::Pass => "pass",
        ExpectedVerdict::Fail => "fail",
        ExpectedVerdict::Unanswered => "unanswered",
        ExpectedVerdict::NotApplicable => "not_applicable",
        ExpectedVerdict::Error => "error",
    }
}

pub(crate) const fn weight_word(weight: Weight) -> &'static str {
    match weight {
        Weight::Critical => "critical",
        Weight::Major => "major",
        Weight::Minor => "minor",
    }
}

const fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn list<T: AsRef<str>>(names: &BTreeSet<T>) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    format!("[{}]", names.join(", "))
}
