//! `soat run CHECKLIST --answers FILE`: the report of one checklist under these answers.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use soat::cases::answer_diagnostic;
use soat::check::compile;
use soat::diag::{Diagnostic, Diagnostics, Severity};
use soat::eval::{Context, evaluate};
use soat::load::{load_answers, settle_empty_lists};
use soat::model::{Answer, Answers, Date};
use soat::report::export::exporter;
use soat::report::{Finding, FineStatus, Header, PenaltyShown, Report, report, weight_words};
use soat::span::{FileId, Sources, Span};
use soat::words::Lang;

use crate::console::{self, Console};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack;
use crate::render::{Format, Ink, Notice, Page, inert};
use crate::words::{counted, grouped, pick};

/// Judge one establishment: the report of a checklist under the answers of a file.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The checklist: its id such as construction/basement, or its file.
    #[arg(value_name = "CHECKLIST")]
    checklist: String,
    /// The answers, YAML or JSON: `site:` and `answers:` as in a case.
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// The day whose law applies (default: the file's, or today).
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// For people or for programs: human or json.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Human,
    Json,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let (loaded, id) = pack::checklist(&args.checklist)?;
    let Some(program) = compile(&loaded.pack, &id).program else {
        let failure = Failure::new(
            format!("bảng kiểm `{id}` có lỗi nên không chạy được"),
            format!("the checklist `{id}` has errors and cannot run"),
        );
        let told =
            failure.help("chạy `soat check` để xem lỗi", "run `soat check` to see them").told(console.lang);
        eprint!("{told}");
        return Ok(Outcome::Findings);
    };

    let bytes = fs::read(&args.answers).map_err(|error| Failure::reading(&args.answers, &error))?;
    let (mut file, sources, mut found) = load_answers(bytes, &files::shown(&args.answers));
    settle_empty_lists(&mut file.answers, program.checklist());
    if let Some(other) = file.checklist.as_ref().filter(|other| other.value != id) {
        found.push(Diagnostic::new(
            "unknown-checklist",
            other.span,
            format!("các câu trả lời này là của bảng kiểm `{}`, không phải `{id}`", other.value),
            format!("these answers are of the checklist `{}`, not `{id}`", other.value),
        ));
    }
    let as_of = match (&args.as_of, &file.as_of) {
        (None, Some(day)) => day.value,
        (given, _) => console::as_of(given.as_deref())?,
    };
    let (session, bad) = evaluate(&program, &file.answers, Context { as_of, lang: console.lang });
    for (key, mistake) in bad {
        let (places, names) = (&file.answers.places, &file.answers.names);
        let place = places.get(&key).copied().unwrap_or(Span::new(FileId(0), 0, 0));
        found.push(answer_diagnostic(&program, &key, &mistake, place, names.get(&key).copied()));
    }
    if found.has_errors() {
        refuse(&found, &sources, console)?;
        return Ok(Outcome::Findings);
    }
    let report = report(&header(&file.answers), &[&session], console.lang);
    match args.format {
        Form::Human => console.out.write_all(told(&report, as_of, console).as_bytes())?,
        Form::Json => {
            let json = exporter("json").map(|json| (json.write)(&report)).unwrap_or_default();
            console.out.write_all(&json)?;
        }
    }
    Ok(Outcome::Clean)
}

/// Mistakes in the answers go to standard error: standard output holds a report, or nothing.
fn refuse(found: &Diagnostics, sources: &Sources, console: &Console<'_>) -> Result<(), Failure> {
    let names = sources.iter().map(|(_, source)| source.name.as_str());
    let notices = found.iter().filter(|one| one.severity == Severity::Error).map(|diagnostic| Notice {
        diagnostic,
        severity: diagnostic.severity,
        sources,
    });
    let page =
        Page { notices: notices.collect(), files: names.collect(), lang: console.lang, style: console.style };
    page.write(Format::Human, &mut std::io::stderr().lock())?;
    Ok(())
}

fn header(answers: &Answers) -> Header {
    let said = |name: &str| match answers.site.get(name) {
        Some(Answer::Value(text)) => text.clone(),
        _ => String::new(),
    };
    Header {
        establishment: said("name"),
        address: said("address"),
        tax_code: said("tax_code"),
        kind: "self_assessment".to_owned(),
        people: Vec::new(),
    }
}

fn told(report: &Report, as_of: Date, console: &Console<'_>) -> String {
    let (lang, style) = (console.lang, console.style);
    let mut told = String::new();
    // Writing to a string cannot fail.
    for checklist in &report.checklists {
        let title = style.paint(Ink::Strong, checklist.title.get(lang));
        let _ = writeln!(told, "{title} ({} {})", checklist.id, checklist.version);
    }
    if !report.header.establishment.is_empty() {
        let _ = writeln!(told, "{}", inert(&report.header.establishment));
    }
    let _ = writeln!(told, "{} {as_of}", pick(lang, "theo pháp luật ngày", "by the law of"));
    let totals = &report.totals;
    let parts = [
        (totals.pass, "đạt", "pass"),
        (totals.fail, "không đạt", "fail"),
        (totals.unanswered, "chưa đủ câu trả lời", "unanswered"),
        (totals.not_applicable, "không áp dụng", "not applicable"),
        (totals.error, "không tính được", "error"),
    ];
    let parts: Vec<String> =
        parts.iter().map(|(count, vi, en)| format!("{count} {}", pick(lang, vi, en))).collect();
    let _ = writeln!(told, "{}", parts.join(", "));

    for (at, finding) in report.findings.iter().enumerate() {
        finding_told(&mut told, at + 1, finding, console);
    }
    if !report.advice.is_empty() {
        let _ = writeln!(
            told,
            "\n{}",
            style.paint(Ink::Strong, pick(lang, "Khuyến nghị (không phải vi phạm)", "Advice (no violation)"))
        );
        for (at, finding) in report.advice.iter().enumerate() {
            finding_told(&mut told, at + 1, finding, console);
        }
    }
    if !report.missing.is_empty() {
        let head = counted(
            lang,
            report.missing.len(),
            "câu hỏi còn thiếu",
            "question still open",
            "questions still open",
        );
        let _ = writeln!(told, "\n{}", style.paint(Ink::Strong, &head));
        for missing in &report.missing {
            let row = missing.row.as_ref().map(|row| format!(" ({})", row.label)).unwrap_or_default();
            let _ = writeln!(told, "  {}{}: {}", missing.name, inert(&row), missing.question.get(lang));
        }
    }
    told
}

fn finding_told(told: &mut String, number: usize, finding: &Finding, console: &Console<'_>) {
    let (lang, style) = (console.lang, console.style);
    let mut marks = weight_words(finding.severity).get(lang).to_owned();
    if finding.stop_work {
        marks = format!("{marks}, {}", pick(lang, "đề nghị dừng", "stop work"));
    }
    let row = finding.row.as_ref().map(|row| format!(" — {}", row.label)).unwrap_or_default();
    let _ = writeln!(
        told,
        "\n{number}. {} [{}]{}",
        style.paint(Ink::Strong, &inert(&finding.text)),
        style.paint(Ink::Error, &marks),
        inert(&row)
    );
    let mut line = |vi: &str, en: &str, text: &str| {
        let _ = writeln!(told, "   {}: {}", pick(lang, vi, en), inert(text));
    };
    for because in &finding.because {
        line("vì", "because", because);
    }
    for citation in &finding.citations {
        line("căn cứ", "article", &format!("{}, {}", citation.number, citation.at));
    }
    if let Some(penalty) = &finding.penalty {
        line("mức phạt tham khảo", "penalty for reference", &penalty_told(penalty, lang));
    }
    if let Some(remedy) = &finding.remedy {
        let until = remedy.deadline.as_ref().map(|day| format!(" ({} {day})", pick(lang, "chậm nhất", "by")));
        line("khắc phục", "remedy", &format!("{}{}", remedy.text, until.unwrap_or_default()));
    }
    for warning in &finding.warnings {
        line("lưu ý", "note", warning);
    }
    for fact in &finding.unverified {
        line("chưa kiểm chứng", "not verified", fact);
    }
}

fn penalty_told(penalty: &PenaltyShown, lang: Lang) -> String {
    let article = format!("{}, {}", penalty.number, penalty.at);
    let figure = penalty.for_violator.or(penalty.individual).map(|[least, most]| {
        format!("{}–{} {}", grouped(least, lang), grouped(most, lang), pick(lang, "đồng", "VND"))
    });
    let status = match penalty.status {
        FineStatus::Shown => figure.unwrap_or_default(),
        FineStatus::Unread => pick(lang, "chưa đọc được mức tiền", "the amount was not read").to_owned(),
        FineStatus::Unverified => {
            pick(lang, "căn cứ chưa kiểm chứng, không nêu mức tiền", "not verified, no figure").to_owned()
        }
        FineStatus::Warning => pick(lang, "cảnh cáo", "a warning").to_owned(),
        FineStatus::Open => {
            pick(lang, "chưa đủ dữ kiện để nêu mức tiền", "not enough is known for a figure").to_owned()
        }
    };
    let subject = penalty.subject.get(lang);
    let subject = if subject.is_empty() { String::new() } else { format!(" ({subject})") };
    format!("{article}: {status}{subject}")
}
