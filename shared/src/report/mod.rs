//! What is handed over: every verdict with its reasons, the findings with article, fine, remedy and deadline, as
//! data that every exporter and every screen draws from.

pub mod export;
mod finding;
mod penalty;
mod sentence;

use serde::{Deserialize, Serialize};

pub use finding::{Because, CitationShown, Finding, RemedyShown, standing};
pub use penalty::{FineStatus, PenaltyShown, Violator};
pub use sentence::{because, error_sentence, leaf_sentence, show, template_text};

use crate::eval::{Need, Progress, RequirementPlace, Session, Verdict};
use crate::model::{BoundTo, Date, ExpectedVerdict, ItemKind, Nature, Standing, Weight};
use crate::words::{Bilingual, Lang};

/// The shape of a report; a reader that knows a smaller number refuses it and says so.
pub const FORMAT: u32 = 1;

/// What the report says about the visit itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub establishment: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_code: String,
    /// `inspection` or `self_assessment`.
    pub kind: String,
    /// Who carried it out and who represented the establishment, as (role, name).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<(String, String)>,
}

/// One inspection as handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub format: u32,
    pub engine: String,
    pub lang: Lang,
    pub header: Header,
    /// The day whose law applies.
    pub as_of: String,
    pub totals: Progress,
    pub checklists: Vec<ChecklistReport>,
    /// Stop-work first, then by severity, then in the author's order. Advice stands in `advice`.
    pub findings: Vec<Finding>,
    pub advice: Vec<Finding>,
    /// Why this is not yet a conclusion; empty when every verdict is decided.
    pub missing: Vec<Missing>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChecklistReport {
    pub id: String,
    pub version: String,
    pub title: Bilingual,
    pub totals: Progress,
    pub requirements: Vec<RequirementReport>,
    pub answers: crate::model::Answers,
}

/// One requirement, in one row if it belongs to a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequirementReport {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowReport>,
    pub title: Bilingual,
    pub verdict: ExpectedVerdict,
    pub nature: NatureWord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// Names of the open questions that can change the verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub standing: Standing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    pub group: String,
    pub id: u32,
    pub label: String,
}

/// An open question, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub name: String,
    pub question: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowReport>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NatureWord {
    Law,
    Practice,
    Advice,
}

impl From<Nature> for NatureWord {
    fn from(nature: Nature) -> Self {
        match nature {
            Nature::Law => Self::Law,
            Nature::Practice => Self::Practice,
            Nature::Advice => Self::Advice,
        }
    }
}

/// The word of a verdict, as cases and files write it.
pub fn verdict_word(verdict: &Verdict) -> ExpectedVerdict {
    match verdict {
        Verdict::Pass => ExpectedVerdict::Pass,
        Verdict::Fail => ExpectedVerdict::Fail,
        Verdict::Unanswered { .. } => ExpectedVerdict::Unanswered,
        Verdict::NotApplicable => ExpectedVerdict::NotApplicable,
        Verdict::Error(_) => ExpectedVerdict::Error,
    }
}

/// The report over all checklists of one inspection.
pub fn report(header: &Header, sessions: &[&Session], lang: Lang) -> Report {
    let mut totals = Progress::default();
    let mut checklists = Vec::new();
    let mut findings = Vec::new();
    let mut missing = Vec::new();
    let mut as_of: Option<Date> = None;
    for session in sessions {
        as_of = as_of.or(Some(session.context().as_of));
        let one = checklist_report(session, lang);
        add(&mut totals, one.totals);
        checklists.push(one);
        for (place, verdict) in session.verdicts() {
            if *verdict == Verdict::Fail {
                findings.extend(session.finding(place, lang));
            }
        }
        for open in session.missing() {
            let named = missing_of(session, open, lang);
            missing.extend(named.filter(|named| !missing.contains(named)));
        }
    }
    findings.sort_by_key(|finding: &Finding| (!finding.stop_work, finding.severity));
    let (advice, findings) = findings.into_iter().partition(|finding| finding.nature != NatureWord::Law);
    Report {
        format: FORMAT,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        lang,
        header: header.clone(),
        as_of: as_of.map_or_else(String::new, |day| day.to_string()),
        totals,
        checklists,
        findings,
        advice,
        missing,
    }
}

fn add(totals: &mut Progress, more: Progress) {
    totals.pass += more.pass;
    totals.fail += more.fail;
    totals.unanswered += more.unanswered;
    totals.not_applicable += more.not_applicable;
    totals.error += more.error;
    totals.advice += more.advice;
    totals.answered_items += more.answered_items;
    totals.shown_items += more.shown_items;
}

fn checklist_report(session: &Session, lang: Lang) -> ChecklistReport {
    let program = session.program();
    let checklist = program.checklist();
    let requirements = session.verdicts().filter_map(|(place, verdict)| {
        let info = program.requirement(place.requirement)?;
        let needs = match verdict {
            Verdict::Unanswered { needs, .. } => needs.iter().map(|need| need_name(session, *need)).collect(),
            _ => Vec::new(),
        };
        let because = match verdict {
            Verdict::Pass | Verdict::Fail => because(session, place, lang),
            _ => Vec::new(),
        };
        let error = match verdict {
            Verdict::Error(error) => Some(error_sentence(*error, lang)),
            _ => None,
        };
        Some(RequirementReport {
            id: info.name.clone(),
            row: row_report(session, place, lang),
            title: info.title.clone(),
            verdict: verdict_word(verdict),
            nature: info.nature.into(),
            because,
            needs,
            error,
            standing: finding::standing(session, place),
        })
    });
    ChecklistReport {
        id: checklist.id.value.clone(),
        version: checklist.version.value.clone(),
        title: checklist.title.clone(),
        totals: session.progress(),
        requirements: requirements.collect(),
        answers: session.answers().clone(),
    }
}

/// The row a requirement was judged in, with the label people know it by.
pub fn row_report(session: &Session, place: RequirementPlace, lang: Lang) -> Option<RowReport> {
    let group = session.program().requirement(place.requirement)?.group?;
    row_named(session, group, place.row?, lang)
}

fn row_named(
    session: &Session,
    group: crate::program::GroupId,
    row: crate::model::RowId,
    lang: Lang,
) -> Option<RowReport> {
    let info = session.program().group(group)?;
    Some(RowReport { group: info.name.clone(), id: row.0, label: row_label(session, group, row, lang) })
}

/// What a row is called: the author's label where its questions are answered, otherwise its number.
pub fn row_label(
    session: &Session,
    group: crate::program::GroupId,
    row: crate::model::RowId,
    lang: Lang,
) -> String {
    let Some(info) = session.program().group(group) else { return String::new() };
    let at = session.row_at(group, row);
    if let Some(label) = &info.label {
        let text = template_text(session, label, at, lang);
        if !text.contains('…') && !text.trim().is_empty() {
            return text;
        }
    }
    format!("{} {}", info.title.get(lang), at.unwrap_or(0) + 1)
}

/// The name of what is still needed, as cases write it.
pub fn need_name(session: &Session, need: Need) -> String {
    let program = session.program();
    match need {
        Need::Question(place) => program.item(place.item).map_or_else(String::new, |info| info.name.clone()),
        Need::Site(item) => program
            .site_items()
            .get(item.index())
            .map_or_else(String::new, |info| format!("site.{}", info.name)),
        Need::Rows(group) => program.group(group).map_or_else(String::new, |info| info.name.clone()),
    }
}

fn missing_of(session: &Session, need: Need, lang: Lang) -> Option<Missing> {
    let program = session.program();
    let name = need_name(session, need);
    match need {
        Need::Question(place) => {
            let info = program.item(place.item)?;
            let row = info.group.zip(place.row).and_then(|(group, row)| row_named(session, group, row, lang));
            Some(Missing { name, question: info.ask.clone(), row })
        }
        Need::Site(item) => {
            let info = program.site_items().get(item.index())?;
            Some(Missing { name, question: info.ask.clone(), row: None })
        }
        Need::Rows(group) => {
            let title = &program.group(group)?.title;
            let question = Bilingual::new(
                format!("Danh sách “{}” đã đủ chưa?", title.vi),
                format!("Is the list \"{}\" complete?", title.get(Lang::En)),
            );
            Some(Missing { name, question, row: None })
        }
    }
}

/// The model's requirement behind a place, for what only the text knows.
pub(crate) fn written(session: &Session, place: RequirementPlace) -> Option<&crate::model::Requirement> {
    let info = session.program().requirement(place.requirement)?;
    let checklist = session.program().checklist();
    if let Some(item) = info.item {
        // Items are numbered in this very order.
        let mut items = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
        return items.nth(item.index())?.requirement.as_ref();
    }
    let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
    of_groups.chain(&checklist.requirements).find(|requirement| requirement.id.value == info.name)
}

/// Whether an item has something to show beside its question: used by screens and printouts alike.
pub fn is_computed(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Computed { .. })
}

/// Vietnamese and English words of the duty's holder.
pub fn holder_words(holder: BoundTo) -> Bilingual {
    let (vi, en) = match holder {
        BoundTo::Employer => ("Người sử dụng lao động", "The employer"),
        BoundTo::Owner => ("Chủ đầu tư", "The project owner"),
        BoundTo::Contractor => ("Nhà thầu", "The contractor"),
        BoundTo::Designer => ("Bên thiết kế", "The designer"),
        BoundTo::Supervisor => ("Bên giám sát", "The supervisor"),
        BoundTo::Provider => ("Bên cung cấp dịch vụ, thiết bị", "The provider"),
        BoundTo::Worker => ("Người lao động", "The worker"),
        BoundTo::ZoneBoard => {
            ("Ban quản lý, chủ hạ tầng khu công nghiệp", "The industrial zone's board or developer")
        }
        BoundTo::Authority => ("Cơ quan quản lý", "The authority"),
    };
    Bilingual::new(vi, en)
}

/// Words of a severity.
pub fn weight_words(weight: Weight) -> Bilingual {
    let (vi, en) = match weight {
        Weight::Critical => ("Nghiêm trọng", "Critical"),
        Weight::Major => ("Nặng", "Major"),
        Weight::Minor => ("Nhẹ", "Minor"),
    };
    Bilingual::new(vi, en)
}
