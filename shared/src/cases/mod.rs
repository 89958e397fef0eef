//! Worked cases run against a program: what was expected, what came out, and why. Whether the cases would notice a
//! mistake (`mutants`), what they leave untried (`coverage`), and cases that are missing (`missing`).

pub mod coverage;
mod facts;
pub mod missing;
pub mod mutants;
mod proposal;
mod prove;
mod written;

pub use proposal::Proposal;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::eval::{Context, RequirementPlace, Session, Verdict, evaluate};
use crate::model::{Answer, Answers, Case, Expected, ExpectedPenalty, RowExpectation, RowId};
use crate::program::{BadAnswer, Program};
use crate::report::{because, need_name, verdict_word};
use crate::span::{Span, Spanned};
use crate::words::{Bilingual, Lang};

/// One thing that came out other than written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where the expectation stands.
    pub span: Span,
    pub requirement: String,
    /// The place of the row among the group's rows.
    pub row: Option<u32>,
    /// What is compared: `verdict`, `severity`, `stop_work`, `penalty`, `deadline`, `needs`, `warnings`.
    pub fact: &'static str,
    pub expected: String,
    pub got: String,
    /// Why it came out so, one sentence each.
    pub because: Vec<Bilingual>,
}

/// A case that was run.
#[derive(Clone, Debug)]
pub struct CaseRun {
    /// Names and answers that do not exist or do not fit; such a case proves nothing and counts as failed.
    pub diagnostics: Diagnostics,
    pub mismatches: Vec<Mismatch>,
    pub session: Session,
}

impl CaseRun {
    pub fn passed(&self) -> bool {
        self.diagnostics.is_empty() && self.mismatches.is_empty()
    }
}

/// Runs the cases of one checklist. Cases of the same day and establishment begin where the checklist is blank, and
/// only what their answers touch is judged again.
#[derive(Debug)]
pub struct Runner<'p> {
    program: &'p Arc<Program>,
    blank: Vec<Blank>,
}

#[derive(Debug)]
struct Blank {
    site: BTreeMap<String, Answer>,
    bad: Vec<(String, BadAnswer)>,
    session: Session,
}

impl<'p> Runner<'p> {
    pub fn new(program: &'p Arc<Program>) -> Self {
        Self { program, blank: Vec::new() }
    }

    pub fn run(&mut self, case: &Case) -> CaseRun {
        let (mut session, mut bad) = self.blank(case);
        let own = Answers { site: BTreeMap::new(), ..case.answers.clone() };
        bad.extend(session.load(&own));
        judged(self.program, case, session, bad)
    }

    /// The checklist for the case's day and establishment, with nothing answered.
    fn blank(&mut self, case: &Case) -> (Session, Vec<(String, BadAnswer)>) {
        let context = Context { as_of: case.as_of.value, lang: Lang::Vi };
        let site = &case.answers.site;
        let fits = |blank: &&Blank| blank.session.context() == context && blank.site == *site;
        if let Some(blank) = self.blank.iter().find(fits) {
            return (blank.session.clone(), blank.bad.clone());
        }
        let answers = Answers { site: site.clone(), ..Answers::default() };
        let (session, bad) = evaluate(self.program, &answers, context);
        self.blank.push(Blank { site: site.clone(), bad: bad.clone(), session: session.clone() });
        (session, bad)
    }
}

pub fn run(program: &Arc<Program>, case: &Case) -> CaseRun {
    Runner::new(program).run(case)
}

fn judged(program: &Arc<Program>, case: &Case, session: Session, bad: Vec<(String, BadAnswer)>) -> CaseRun {
    let mut diagnostics: Diagnostics =
        bad.iter().map(|(key, mistake)| bad_answer(program, case, key, mistake)).collect();
    let mut mismatches = Vec::new();
    let mut named = Vec::new();
    for expectation in &case.expect {
        let Some(info) = program.requirement_named(&expectation.requirement.value) else {
            diagnostics.push(unknown_requirement(program, &expectation.requirement));
            continue;
        };
        named.push(info.id);
        let place = |row: Option<RowId>| RequirementPlace { requirement: info.id, row };
        match (&expectation.rows, info.group) {
            (RowExpectation::One(expected), None) => {
                compare(&session, place(None), expected, None, &mut mismatches);
            }
            (RowExpectation::One(expected), Some(group)) => {
                let rows: Vec<RowId> = session.row_ids(group).collect();
                match rows.as_slice() {
                    [row] => compare(&session, place(Some(*row)), expected, Some(0), &mut mismatches),
                    rows => diagnostics.push(one_for_rows(
                        &expectation.requirement.value,
                        rows.len(),
                        expected.span,
                    )),
                }
            }
            (RowExpectation::Rows(list), Some(group)) => {
                let rows: Vec<RowId> = session.row_ids(group).collect();
                if rows.len() != list.len() {
                    let span = expectation.requirement.span;
                    diagnostics.push(other_row_count(
                        &expectation.requirement.value,
                        list.len(),
                        rows.len(),
                        span,
                    ));
                }
                for (at, (expected, row)) in list.iter().zip(rows).enumerate() {
                    compare(&session, place(Some(row)), expected, Some(at as u32), &mut mismatches);
                }
            }
            (RowExpectation::Rows(_), None) => {
                diagnostics.push(rows_for_one(&expectation.requirement.value, expectation.requirement.span));
            }
        }
    }
    if let Some(others) = &case.others {
        for (place, verdict) in session.verdicts().filter(|(place, _)| !named.contains(&place.requirement)) {
            let got = verdict_word(verdict);
            if got != others.value {
                let name =
                    program.requirement(place.requirement).map_or_else(String::new, |info| info.name.clone());
                let row = session.requirement_row(place);
                mismatches.push(mismatch(
                    &session,
                    place,
                    (others.span, name, row),
                    "verdict",
                    others.value.word().to_owned(),
                    got.word().to_owned(),
                ));
            }
        }
    }
    CaseRun { diagnostics: diagnostics.sorted(), mismatches, session }
}

fn compare(
    session: &Session,
    place: RequirementPlace,
    expected: &Spanned<Expected>,
    row: Option<u32>,
    mismatches: &mut Vec<Mismatch>,
) {
    let program = session.program();
    let name = program.requirement(place.requirement).map_or_else(String::new, |info| info.name.clone());
    let Some(verdict) = session.verdict(place) else { return };
    let mut note = |fact: &'static str, wanted: String, got: String| {
        if wanted != got {
            mismatches.push(mismatch(session, place, (expected.span, name.clone(), row), fact, wanted, got));
        }
    };
    let wanted = &expected.value;
    note("verdict", wanted.verdict.word().to_owned(), verdict_word(verdict).word().to_owned());
    if let Some(severity) = wanted.severity {
        note("severity", weight(severity), weight(session.severity(place)));
    }
    if let Some(stop_work) = wanted.stop_work {
        let stops = *verdict == Verdict::Fail && session.stops_work(place);
        note("stop_work", yes_no(stop_work), yes_no(stops));
    }
    if let Some(warnings) = wanted.warnings {
        note("warnings", warnings.to_string(), session.warnings(place, Lang::Vi).len().to_string());
    }
    if let Some(needs) = &wanted.needs {
        let mut wanted: Vec<String> = needs.clone();
        let mut got: Vec<String> = match verdict {
            Verdict::Unanswered { needs, .. } => needs.iter().map(|need| need_name(session, *need)).collect(),
            _ => Vec::new(),
        };
        wanted.sort();
        got.sort();
        got.dedup();
        note("needs", format!("[{}]", wanted.join(", ")), format!("[{}]", got.join(", ")));
    }
    if wanted.penalty.is_none() && wanted.deadline.is_none() {
        return;
    }
    let finding = if *verdict == Verdict::Fail { session.finding(place, Lang::Vi) } else { None };
    if let Some(deadline) = wanted.deadline {
        let got = finding.as_ref().and_then(|finding| finding.remedy.as_ref()?.deadline.clone());
        note("deadline", deadline.to_string(), got.unwrap_or_else(|| "none".to_owned()));
    }
    if let Some(penalty) = &wanted.penalty {
        let got = finding.and_then(|finding| finding.penalty);
        let (wanted, got) = match (penalty, got) {
            (ExpectedPenalty::None, None) => return,
            (ExpectedPenalty::None, Some(got)) => {
                ("none".to_owned(), penalty_words(&got.law, Some(&got.at), got.for_violator))
            }
            (ExpectedPenalty::Entry { law, at, amount }, got) => {
                let wanted = penalty_words(law, at.as_deref(), *amount);
                let got = got.map_or_else(
                    || "none".to_owned(),
                    |got| {
                        penalty_words(
                            &got.law,
                            at.as_ref().map(|_| got.at.as_str()),
                            amount.and(got.for_violator),
                        )
                    },
                );
                (wanted, got)
            }
        };
        note("penalty", wanted, got);
    }
}

fn mismatch(
    session: &Session,
    place: RequirementPlace,
    (span, requirement, row): (Span, String, Option<u32>),
    fact: &'static str,
    expected: String,
    got: String,
) -> Mismatch {
    let vi = because(session, place, Lang::Vi);
    let en = because(session, place, Lang::En);
    let because = vi.into_iter().zip(en).map(|(vi, en)| Bilingual::new(vi, en)).collect();
    Mismatch { span, requirement, row, fact, expected, got, because }
}

fn penalty_words(law: &str, at: Option<&str>, amount: Option<[i64; 2]>) -> String {
    let at = at.map_or_else(String::new, |at| format!(" {at}"));
    let amount = amount.map_or_else(String::new, |[low, high]| format!(" [{low}, {high}]"));
    format!("{law}{at}{amount}")
}

fn weight(weight: crate::model::Weight) -> String {
    format!("{weight:?}").to_lowercase()
}

fn yes_no(value: bool) -> String {
    if value { "yes".to_owned() } else { "no".to_owned() }
}

/// An answer of a case or of an answers file that no question takes, at its place.
pub fn bad_answer(program: &Program, case: &Case, key: &str, mistake: &BadAnswer) -> Diagnostic {
    let place = case.answers.places.get(key).copied().unwrap_or(case.span);
    answer_diagnostic(program, key, mistake, place, case.answers.names.get(key).copied())
}

pub fn answer_diagnostic(
    program: &Program,
    key: &str,
    mistake: &BadAnswer,
    value: Span,
    name: Option<Span>,
) -> Diagnostic {
    let own = key.rsplit('.').next().unwrap_or(key);
    let known = match key.split_once('.') {
        Some(("site", _)) => program.site_item_named(own).is_some(),
        _ => program.item_named(own).is_some() || program.group_named(own).is_some(),
    };
    if !known {
        let names: Vec<&str> = match key.split_once('.') {
            Some(("site", _)) => program.site_items().iter().map(|item| item.name.as_str()).collect(),
            _ => {
                let groups = program.groups().iter().map(|group| group.name.as_str());
                program.items().iter().map(|item| item.name.as_str()).chain(groups).collect()
            }
        };
        return Diagnostic::new(
            "unknown-question",
            name.unwrap_or(value),
            format!("không có câu hỏi nào tên `{own}`"),
            format!("no question named `{own}`"),
        )
        .suggest(own, names);
    }
    let mut diagnostic =
        Diagnostic::new("bad-answer", value, mistake.message.vi.clone(), mistake.message.en.clone());
    diagnostic.help.clone_from(&mistake.help);
    diagnostic
}

fn unknown_requirement(program: &Program, name: &crate::model::Name) -> Diagnostic {
    let known: Vec<&str> = program.requirements().iter().map(|info| info.name.as_str()).collect();
    Diagnostic::new(
        "unknown-requirement",
        name.span,
        format!("bảng kiểm không có yêu cầu `{}`", name.value),
        format!("the checklist has no requirement `{}`", name.value),
    )
    .suggest(&name.value, known)
}

fn one_for_rows(name: &str, rows: usize, span: Span) -> Diagnostic {
    Diagnostic::new(
        "rows-expected",
        span,
        format!("`{name}` có kết luận riêng cho từng dòng, ca này có {rows} dòng"),
        format!("`{name}` has a verdict for every row, and this case has {rows} rows"),
    )
    .help(
        format!("viết một danh sách: `{name}: [pass, fail]`"),
        format!("write a list: `{name}: [pass, fail]`"),
    )
}

fn other_row_count(name: &str, listed: usize, rows: usize, span: Span) -> Diagnostic {
    Diagnostic::new(
        "rows-expected",
        span,
        format!("`{name}` nêu {listed} kết luận, ca này có {rows} dòng"),
        format!("`{name}` lists {listed} verdicts, and this case has {rows} rows"),
    )
}

fn rows_for_one(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "rows-expected",
        span,
        format!("`{name}` chỉ có một kết luận, không phải danh sách"),
        format!("`{name}` has one verdict, not a list"),
    )
}
