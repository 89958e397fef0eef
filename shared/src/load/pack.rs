//! A rules folder: which file is what, and what must agree between files.

use std::collections::BTreeMap;

use super::answer::duplicate_id;
use super::answers::settle_empty_lists;
use super::reader::Reader;
use super::syntax;
use super::yaml::{self, Kind, MAX_BYTES, Node};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Checklist, Name, Pack};
use crate::span::{FileId, Source, Span, Spanned};

/// Files of one pack; more than a [`FileId`] can number are refused.
const MAX_FILES: usize = 20_000;

/// What a file holds, told by its keys, or by its path when they tell nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Checklist,
    Cases,
    Instruments,
    Parameters,
    Holidays,
    Sector,
    Data,
}

/// The key that gives a file away. `cases` stands before `checklist`, since a file of cases has both.
const SIGNS: [(&str, Content); 7] = [
    ("cases", Content::Cases),
    ("checklist", Content::Checklist),
    ("instruments", Content::Instruments),
    ("parameters", Content::Parameters),
    ("holidays", Content::Holidays),
    ("sector", Content::Sector),
    ("table", Content::Data),
];

/// Reads every YAML file of a rules folder. Paths are relative to it, with forward slashes; other files, and what lies
/// in `schema/`, are passed over. The order of the files does not matter.
pub fn load_pack<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (String, T)>) -> (Pack, Diagnostics) {
    let files: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(path, bytes)| (path, bytes.into()))
        .filter(|(path, _)| is_rules_file(path))
        .collect();
    let mut loading = Loading::default();
    if files.len() > MAX_FILES {
        let (found, span) = (files.len(), Span::default());
        loading.found.push(Diagnostic::new(
            "too-large",
            span,
            format!("thư mục có {found} tệp quy tắc, nhiều nhất là {MAX_FILES}"),
            format!("the folder has {found} files of rules, at most {MAX_FILES} are read"),
        ));
    }
    for (path, bytes) in files.into_iter().take(MAX_FILES) {
        loading.file(path, bytes);
    }
    loading.finish()
}

fn is_rules_file(path: &str) -> bool {
    stem(path).is_some() && !path.starts_with("schema/") && !path.split('/').any(|part| part.starts_with('.'))
}

/// The path without `.yaml`, for YAML files.
fn stem(path: &str) -> Option<&str> {
    path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml"))
}

/// The text of a file, or why it is none together with what of it can be shown.
pub(crate) fn decode(file: FileId, bytes: Vec<u8>) -> Result<String, (String, Diagnostic)> {
    if bytes.len() > MAX_BYTES {
        return Err((String::new(), syntax::too_large(file, bytes.len())));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut readable = error.into_bytes();
        readable.truncate(valid);
        (String::from_utf8(readable).unwrap_or_default(), syntax::not_utf8(file, valid, utf16))
    })
}

#[derive(Default)]
struct Loading {
    pack: Pack,
    found: Diagnostics,
    /// Checklists that could not be read, by what their path says: cases may name them.
    unread: Vec<String>,
    /// Where each holiday year was first listed.
    years: BTreeMap<i16, FileId>,
}

impl Loading {
    fn file(&mut self, path: String, bytes: Vec<u8>) {
        let file = self.pack.sources.next_id();
        match decode(file, bytes) {
            Ok(text) => {
                let found = self.text(file, &path, &text);
                self.found.extend(found);
                self.pack.sources.add(Source::new(path, text));
            }
            Err((readable, diagnostic)) => {
                self.found.push(diagnostic);
                self.unread.extend(stem(&path).map(str::to_owned));
                self.pack.sources.add(Source::new(path, readable));
            }
        }
    }

    fn text(&mut self, file: FileId, path: &str, text: &str) -> Diagnostics {
        let mut reader = Reader::new(file, text);
        if let Some(root) = yaml::read(&mut reader) {
            self.root(&mut reader, path, &root);
        } else {
            self.unread.extend(stem(path).map(str::to_owned));
        }
        reader.finish()
    }

    fn root<'s>(&mut self, reader: &mut Reader<'s>, path: &str, root: &Node<'s>) {
        match content(path, root) {
            Some(Content::Checklist) => match reader.checklist(root) {
                Some(checklist) => self.checklist(reader, path, checklist),
                None => self.unread.extend(stem(path).map(str::to_owned)),
            },
            Some(Content::Cases) => {
                if let Some(cases) = reader.case_file(root) {
                    let place = path.strip_suffix(".cases.yaml").or_else(|| path.strip_suffix(".cases.yml"));
                    agree(reader, &cases.checklist, place.unwrap_or(path));
                    self.pack.cases.push(cases);
                }
            }
            Some(Content::Instruments) => {
                for instrument in reader.instruments(root) {
                    let id = instrument.id.clone();
                    let earlier = self.pack.law.instruments.get(&id.value).map(|other| other.id.span);
                    if first_of_name(reader, &id, earlier) {
                        self.pack.law.instruments.insert(id.value, instrument);
                    }
                }
            }
            Some(Content::Parameters) => {
                for parameter in reader.parameters(root) {
                    let name = parameter.name.clone();
                    let earlier = self.pack.law.parameters.get(&name.value).map(|other| other.name.span);
                    if first_of_name(reader, &name, earlier) {
                        self.pack.law.parameters.insert(name.value, parameter);
                    }
                }
            }
            Some(Content::Holidays) => {
                for (year, days) in reader.holidays(root) {
                    if self.years.insert(year, reader.file).is_some() {
                        reader.report(Diagnostic::new(
                            "duplicate-id",
                            reader.head(root),
                            format!("ngày nghỉ năm {year} đã có trong tệp khác"),
                            format!("the holidays of {year} are already listed in another file"),
                        ));
                    }
                    self.pack.law.holidays.entry(year).or_default().extend(days);
                }
            }
            Some(Content::Sector) => {
                if let Some(sector) = reader.sector(root) {
                    agree(reader, &sector.id, path.strip_suffix("/sector.yaml").unwrap_or(path));
                    let earlier = self.pack.sectors.get(&sector.id.value).map(|other| other.id.span);
                    if first_of_name(reader, &sector.id, earlier) {
                        self.pack.sectors.insert(sector.id.value.clone(), sector);
                    }
                }
            }
            Some(Content::Data) => {
                if let Some(table) = reader.data_table(root) {
                    agree(reader, &table.name, stem(path).and_then(|path| path.strip_prefix("data/")).unwrap_or(path));
                    let earlier = self.pack.tables.get(&table.name.value).map(|other| other.name.span);
                    if first_of_name(reader, &table.name, earlier) {
                        self.pack.tables.insert(table.name.value.clone(), table);
                    }
                }
            }
            None => reader.report(
                Diagnostic::new(
                    "unknown-file",
                    reader.head(root),
                    "không nhận ra đây là tệp gì",
                    "it cannot be told what this file is",
                )
                .help(
                    "tệp bắt đầu bằng `checklist:`, `instruments:`, `parameters:`, `holidays:`, `sector:` hoặc `table:`",
                    "a file begins with `checklist:`, `instruments:`, `parameters:`, `holidays:`, `sector:` or `table:`",
                ),
            ),
        }
    }

    fn checklist(&mut self, reader: &mut Reader<'_>, path: &str, checklist: Checklist) {
        agree(reader, &checklist.id, stem(path).unwrap_or(path));
        let id = checklist.id.clone();
        if id.value == "site" {
            only_questions(reader, &checklist);
            let earlier = self.pack.site.as_ref().map(|other| other.id.span);
            if first_of_name(reader, &id, earlier) {
                self.pack.site = Some(checklist);
            }
            return;
        }
        let earlier = self.pack.checklists.get(&id.value).map(|other| other.id.span);
        if first_of_name(reader, &id, earlier) {
            self.pack.checklists.insert(id.value, checklist);
        }
    }

    fn finish(mut self) -> (Pack, Diagnostics) {
        for days in self.pack.law.holidays.values_mut() {
            days.sort_unstable();
            days.dedup();
        }
        for cases in &mut self.pack.cases {
            let id = &cases.checklist.value;
            if let Some(checklist) = self.pack.checklists.get(id) {
                for case in &mut cases.cases {
                    settle_empty_lists(&mut case.answers, checklist);
                }
            } else if !self.unread.contains(id) {
                self.found.push(
                    Diagnostic::new(
                        "unknown-checklist",
                        cases.checklist.span,
                        format!("không có bảng kiểm nào tên `{id}`"),
                        format!("no checklist named `{id}`"),
                    )
                    .suggest(id, self.pack.checklists.keys().map(String::as_str)),
                );
            }
        }
        (self.pack, self.found.sorted())
    }
}

fn content(path: &str, root: &Node<'_>) -> Option<Content> {
    if let Kind::Mapping { entries, .. } = &root.kind
        && let Some((_, content)) =
            SIGNS.iter().find(|(key, _)| entries.iter().any(|entry| entry.key == *key))
        && !(path.contains(".cases.") && *content == Content::Checklist)
    {
        return Some(*content);
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match (folder, name) {
        (_, name) if name.contains(".cases.") => Some(Content::Cases),
        ("law", "instruments.yaml") => Some(Content::Instruments),
        ("law", "parameters.yaml") => Some(Content::Parameters),
        ("law", "holidays.yaml") => Some(Content::Holidays),
        ("data", _) => Some(Content::Data),
        (_, "sector.yaml") => Some(Content::Sector),
        ("law", _) => None,
        _ => Some(Content::Checklist),
    }
}

/// Warns when an id is not what the file's place says.
fn agree(reader: &mut Reader<'_>, id: &Name, place: &str) {
    if id.value != place {
        reader.report(
            Diagnostic::new(
                "id-not-path",
                id.span,
                format!("mã `{}` khác với chỗ của tệp, `{place}`", id.value),
                format!("the id `{}` differs from the file's place, `{place}`", id.value),
            )
            .help("sửa mã, hoặc đổi tên tệp", "change the id, or rename the file")
            .fix(id.span, place),
        );
    }
}

/// Whether the name is new in the pack; if not, that is reported.
fn first_of_name(reader: &mut Reader<'_>, id: &Spanned<String>, earlier: Option<Span>) -> bool {
    if let Some(earlier) = earlier {
        reader.report(duplicate_id(id, earlier));
    }
    earlier.is_none()
}

/// The establishment's profile asks; it requires nothing and has no groups, since checklists read `site.<name>` only.
fn only_questions(reader: &mut Reader<'_>, site: &Checklist) {
    let of_items =
        site.items().filter_map(|item| item.requirement.as_ref()).map(|requirement| requirement.id.span);
    let places = of_items
        .chain(site.requirements.iter().map(|requirement| requirement.id.span))
        .chain(site.groups.iter().map(|group| group.id.span));
    for span in places {
        reader.report(
            Diagnostic::new(
                "only-questions",
                span,
                "hồ sơ cơ sở chỉ có câu hỏi, không có yêu cầu hay nhóm lặp",
                "the establishment's profile has questions only, no requirements or groups",
            )
            .help("chuyển sang một bảng kiểm", "move it to a checklist"),
        );
    }
}
