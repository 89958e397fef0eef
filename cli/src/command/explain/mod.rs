//! `soat explain ID`: everything behind a requirement, a question, a definition, a parameter, an article's document or
//! a code of `soat check`: what is asked, the expression as it stands, the article with its dates, the numbers of the
//! law with their source.

mod law;
mod names;
mod requirement;

use std::path::PathBuf;

use soat::codes;
use soat::diag::closest;
use soat::model::{Checklist, Date, Definition, Group, Item, Requirement};

use crate::console::{self, Console};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack::{self, LoadedPack};
use crate::render::{Ink, Style, inert, quoted};
use crate::words::pick;
use soat::span::{Sources, Span};
use soat::words::Lang;

/// Tell all about a requirement, a question, a parameter, a document, or a code of `soat check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A name such as `shoring_design`, `construction/basement#shoring_design`, `law.deep_excavation_depth`,
    /// `qcvn18-2021` or `unknown-question`.
    #[arg(value_name = "ID")]
    id: String,
    /// Files or folders to look in (default: `rules`, or the current folder).
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The day whose law applies (default: today).
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// Something with a name, and the checklist it is in.
enum Subject<'p> {
    Checklist(&'p Checklist),
    Item(&'p Checklist, Option<&'p Group>, &'p Item),
    Requirement(&'p Checklist, Option<&'p Group>, &'p Requirement),
    Definition(&'p Checklist, &'p Definition),
    Parameter(&'p soat::model::Parameter),
    Instrument(&'p soat::model::Instrument),
}

/// What is written with: the pack, its texts as shown, and the page so far.
struct Telling<'p> {
    loaded: &'p LoadedPack,
    sources: &'p Sources,
    lang: Lang,
    style: Style,
    as_of: Date,
    page: String,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(code) = codes::find(&args.id) {
        let head = format!("{}[{}]", code.severity.word(), code.id);
        let text = pick(console.lang, code.vi, code.en);
        writeln!(console.out, "{}\n\n{text}", console.style.paint(Ink::Strong, &head))?;
        return Ok(Outcome::Clean);
    }
    let as_of = console::as_of(args.as_of.as_deref())?;
    let mut known = Vec::new();
    let mut told = false;
    for files in files::find(&args.paths)? {
        let loaded = pack::load(files)?;
        let sources = loaded.shown();
        for subject in subjects(&loaded, &args.id) {
            if told {
                writeln!(console.out)?;
            }
            told = true;
            let (lang, style) = (console.lang, console.style);
            let mut telling =
                Telling { loaded: &loaded, sources: &sources, lang, style, as_of, page: String::new() };
            telling.subject(&subject);
            console.out.write_all(telling.page.as_bytes())?;
        }
        known.extend(names::all(&loaded));
    }
    if told {
        return Ok(Outcome::Clean);
    }
    let id = &args.id;
    known.extend(codes::CODES.iter().map(|code| code.id.to_owned()));
    let failure = Failure::new(format!("không có gì tên `{id}`"), format!("nothing is named `{id}`"));
    Err(match closest(id, known.iter().map(String::as_str)) {
        Some(close) => {
            failure.help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?"))
        }
        None => failure.help(
            "viết tên một yêu cầu, câu hỏi, tham số (`law.…`), văn bản, hoặc mã lỗi",
            "write the name of a requirement, a question, a parameter (`law.…`), a document, or a code",
        ),
    })
}

/// All that `id` can mean, in the order of the pack.
fn subjects<'p>(loaded: &'p LoadedPack, id: &str) -> Vec<Subject<'p>> {
    let pack = &loaded.pack;
    let (within, name) = match id.split_once('#') {
        Some((checklist, name)) => (Some(checklist), name),
        None => match id.split_once('.') {
            Some(("site", name)) => (Some("site"), name),
            _ => (None, id),
        },
    };
    let mut subjects = Vec::new();
    let checklists = pack.site.iter().chain(pack.checklists.values());
    for checklist in checklists.filter(|checklist| within.is_none_or(|within| checklist.id.value == within)) {
        if within.is_none() && checklist.id.value == name {
            subjects.push(Subject::Checklist(checklist));
        }
        subjects.extend(in_checklist(checklist, name));
    }
    if within.is_none() {
        let parameter = name.strip_prefix("law.").unwrap_or(name);
        subjects.extend(pack.law.parameters.get(parameter).map(Subject::Parameter));
        subjects.extend(pack.law.instruments.get(name).map(Subject::Instrument));
    }
    subjects
}

fn in_checklist<'p>(checklist: &'p Checklist, name: &str) -> Vec<Subject<'p>> {
    let sections = checklist.items().map(|item| (None, item));
    let groups =
        checklist.groups.iter().flat_map(|group| group.items.iter().map(move |item| (Some(group), item)));
    let mut subjects = Vec::new();
    for (group, item) in sections.chain(groups) {
        let own = item.requirement.as_ref().is_some_and(|requirement| requirement.id.value == name);
        if own || item.id.value == name {
            subjects.push(Subject::Item(checklist, group, item));
        }
    }
    let of_groups = checklist
        .groups
        .iter()
        .flat_map(|group| group.requirements.iter().map(move |one| (Some(group), one)));
    for (group, requirement) in of_groups.chain(checklist.requirements.iter().map(|one| (None, one))) {
        if requirement.id.value == name {
            subjects.push(Subject::Requirement(checklist, group, requirement));
        }
    }
    let definitions = checklist.definitions.iter().filter(|definition| definition.name.value == name);
    subjects.extend(definitions.map(|definition| Subject::Definition(checklist, definition)));
    subjects
}

impl Telling<'_> {
    fn subject(&mut self, subject: &Subject<'_>) {
        match subject {
            Subject::Checklist(checklist) => self.checklist(checklist),
            Subject::Item(checklist, group, item) => self.item(checklist, *group, item),
            Subject::Requirement(checklist, group, requirement) => {
                self.head(&requirement.id.value, &checklist.id.value, *group);
                self.line("yêu cầu", "requirement", requirement.title.get(self.lang));
                self.requirement(checklist, requirement);
            }
            Subject::Definition(checklist, definition) => {
                self.head(&definition.name.value, &checklist.id.value, None);
                self.quote("định nghĩa", "definition", definition.expr.span());
                self.behind(checklist, &[&definition.expr]);
            }
            Subject::Parameter(parameter) => {
                self.head(&format!("law.{}", parameter.name.value), parameter.title.get(self.lang), None);
                self.parameter_values(parameter);
                self.users(&parameter.name.value);
            }
            Subject::Instrument(instrument) => self.instrument(instrument),
        }
    }

    fn checklist(&mut self, checklist: &Checklist) {
        self.head(&checklist.id.value, checklist.title.get(self.lang), None);
        self.line("phiên bản", "version", &checklist.version.value);
        if !checklist.about.is_empty() {
            self.line("nội dung", "about", checklist.about.get(self.lang));
        }
        if let Some(applies) = &checklist.applies {
            self.quote("dùng khi", "for establishments where", applies.span());
        }
        for name in names::requirements(checklist) {
            self.line("yêu cầu", "requirement", &name);
        }
    }

    fn head(&mut self, name: &str, of: &str, group: Option<&Group>) {
        let group = group.map(|group| format!(" ({})", group.title.get(self.lang))).unwrap_or_default();
        let head = self.style.paint(Ink::Strong, &inert(name));
        self.write(&format!("{head} — {}\n", inert(&format!("{of}{group}"))));
    }

    fn line(&mut self, vi: &str, en: &str, text: &str) {
        let label = self.style.paint(Ink::Note, pick(self.lang, vi, en));
        self.write(&format!("{label}: {}\n", inert(text)));
    }

    /// A label, and below it the text at `span` underlined where it stands.
    fn quote(&mut self, vi: &str, en: &str, span: Span) {
        let label = self.style.paint(Ink::Note, pick(self.lang, vi, en));
        self.write(&format!("{label}\n{}", quoted(self.sources, span, self.style)));
    }

    fn write(&mut self, text: &str) {
        self.page.push_str(text);
    }
}
