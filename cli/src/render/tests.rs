//! Every format on the same diagnostics, made by hand: the snapshots are the contract. The codes are invented, so that
//! no change of the code table changes a snapshot.

use soat::diag::{Diagnostic, Severity, Witness};
use soat::span::{FileId, Source, Sources, Span};
use soat::words::Lang;

use super::{Format, Notice, Page, Style};

const CAMP: &str = "checklist: construction/camp
title: { vi: Lán trại, en: Camp }
sections:
  - id: thoát_hiểm
    items:
\t  - require: lối_thoát_hiểm_markd = yes
";
const LAW: &str = "parameters:\n  deep:\n    values:\n      - { from: 2022-06-20, is: 2 m }\n";

/// The places of `texts` in the file of that number: the `nth` time that `part` stands there.
fn span(sources: &Sources, file: u16, part: &str) -> Span {
    let text = &sources.get(FileId(file)).unwrap().text;
    let start = text.find(part).unwrap() as u32;
    Span::new(FileId(file), start, start + part.len() as u32)
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add(Source::new("rules/construction/camp.yaml", CAMP));
    sources.add(Source::new("rules/law/tham số, 1.yaml", LAW));
    sources
}

fn diagnostics(sources: &Sources) -> Vec<(Diagnostic, Severity)> {
    let unknown = Diagnostic::new(
        "sample-unknown",
        span(sources, 0, "lối_thoát_hiểm_markd"),
        "không có câu hỏi nào tên `lối_thoát_hiểm_markd`",
        "no question named `lối_thoát_hiểm_markd`",
    )
    .suggest("lối_thoát_hiểm_markd", ["lối_thoát_hiểm_marked"]);
    let never = Diagnostic::new(
        "sample-never",
        span(sources, 1, "2 m"),
        "điều kiện không bao giờ đúng: 100% <các> câu \"trả lời\"",
        "the condition can never hold: 100% of <all> \"answers\"",
    )
    .witness(Witness { answers: vec![("sâu".into(), "3.5 m".into()), ("chống".into(), "no".into())] })
    .related(span(sources, 0, "checklist"), "dùng ở đây", "used here");
    let long = Diagnostic::new(
        "sample-unused",
        span(sources, 0, "sections:\n  - id: thoát_hiểm\n    items:\n"),
        "mục không có câu hỏi",
        "a section without questions",
    );
    vec![(unknown, Severity::Error), (never, Severity::Warning), (long, Severity::Note)]
}

fn written(format: Format, lang: Lang) -> String {
    let sources = sources();
    let diagnostics = diagnostics(&sources);
    let notices = diagnostics.iter().map(|(diagnostic, severity)| Notice {
        diagnostic,
        severity: *severity,
        sources: &sources,
    });
    let page = Page {
        notices: notices.collect(),
        files: vec![
            "rules/construction/camp.yaml",
            "rules/construction/clean.yaml",
            "rules/law/tham số, 1.yaml",
        ],
        lang,
        style: Style::default(),
    };
    let mut out = Vec::new();
    page.write(format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn written_clean(format: Format) -> String {
    let files = vec!["rules/construction/camp.yaml"];
    let page = Page { notices: Vec::new(), files, lang: Lang::En, style: Style::default() };
    let mut out = Vec::new();
    page.write(format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A release must not change what is expected.
fn without_version(text: &str) -> String {
    text.replace(&format!("ersion\": \"{}\"", env!("CARGO_PKG_VERSION")), "ersion\": \"(this one)\"")
}

#[test]
fn human_in_english() {
    insta::assert_snapshot!(written(Format::Human, Lang::En));
}

#[test]
fn human_in_vietnamese() {
    insta::assert_snapshot!(written(Format::Human, Lang::Vi));
}

#[test]
fn concise() {
    insta::assert_snapshot!(written(Format::Concise, Lang::En));
}

#[test]
fn json() {
    insta::assert_snapshot!(written(Format::Json, Lang::En));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(without_version(&written(Format::Sarif, Lang::En)));
}

#[test]
fn junit() {
    insta::assert_snapshot!(written(Format::Junit, Lang::En));
}

#[test]
fn github() {
    insta::assert_snapshot!(written(Format::Github, Lang::En));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(written(Format::Gitlab, Lang::En));
}

#[test]
fn nothing_to_say() {
    let formats = super::FORMATS.iter().map(|(format, _)| *format);
    let all: Vec<_> = formats.map(|format| format!("== {format:?}\n{}", written_clean(format))).collect();
    insta::assert_snapshot!(without_version(&all.concat()));
}

/// One diagnostic on `text`, of which the part between the marks `«` and `»` is underlined.
fn underlined(marked: &str) -> String {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let text = marked.replace(['«', '»'], "");
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.yaml", text));
    let span = Span::new(file, start as u32, end as u32);
    let diagnostic = Diagnostic::new("x", span, "m", "m");
    let notices = vec![Notice { diagnostic: &diagnostic, severity: Severity::Error, sources: &sources }];
    let page = Page { notices, files: vec!["a.yaml"], lang: Lang::En, style: Style::default() };
    let mut out = Vec::new();
    page.write(Format::Human, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn underline_follows_the_width_on_the_screen() {
    let decomposed = "hố đào « sâu »: nhớ".replace('ố', "o\u{302}\u{301}").replace('â', "a\u{302}");
    let texts = [
        "hố đào «sâu»: nhớ",
        &decomposed,
        "\ttab\t«here»",
        "宽的 «字» end",
        "end of line«»",
        "an «» empty place",
        "«first\nsecond\nthird\nfourth\nfifth\nsixth\nseventh\neighth» rest",
        "a: |\n  «two\n  lines\n»next",
        &format!("{}«needle»{}", "hay ".repeat(100), " straw".repeat(100)),
        &format!("{}«{}»", "hay ".repeat(100), "long ".repeat(100)),
        "\x1b[31mred\x1b[0m «x»",
    ];
    insta::assert_snapshot!(texts.iter().map(|text| underlined(text)).collect::<Vec<_>>().concat());
}

#[test]
fn a_sarif_rule_says_what_its_code_means() {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.yaml", "a"));
    let diagnostic = Diagnostic::new("yaml-syntax", Span::new(file, 0, 1), "m", "m");
    let notices = vec![Notice { diagnostic: &diagnostic, severity: Severity::Error, sources: &sources }];
    let page = Page { notices, files: vec!["a.yaml"], lang: Lang::Vi, style: Style::default() };
    let mut out = Vec::new();
    page.write(Format::Sarif, &mut out).unwrap();
    let log: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["help"]["text"], soat::codes::find("yaml-syntax").unwrap().vi);
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
}
