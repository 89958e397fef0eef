//! Which files a run is about: the YAML files under the paths given, and the rest of the packs they belong to.
//!
//! A pack is the folder that holds `law/` or `site.yaml`; a file finds its pack by walking up, no further than the
//! repository it is in. A file without a pack stands alone. Hidden folders, `node_modules` and `target` are passed over.
//! The order is that of the names, on every machine.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;

/// The files of one pack.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PackFiles {
    pub root: PathBuf,
    pub files: Vec<RuleFile>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RuleFile {
    pub path: PathBuf,
    /// As shown: relative to the folder the user stands in, with forward slashes.
    pub name: String,
    /// Relative to the root of the pack, with forward slashes.
    pub within: String,
    /// Whether the user asked about this file, or it only belongs to the same pack.
    pub asked: bool,
}

impl RuleFile {
    /// Law, data and the profile: what every checklist of the pack may need.
    pub(crate) fn serves_all(&self) -> bool {
        let within = self.within.as_str();
        within.starts_with("law/") || within.starts_with("data/") || within == "site.yaml"
    }
}

/// The packs that `paths` lie in, by root; without a path, `rules` if there is such a folder, else the current one.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<PackFiles>, Failure> {
    let here = Path::new(".");
    let here = here.canonicalize().map_err(|error| Failure::reading(here, &error))?;
    let fallback = [PathBuf::from(if Path::new("rules").is_dir() { "rules" } else { "." })];
    let paths = if paths.is_empty() { &fallback } else { paths };

    let mut asked: BTreeMap<PathBuf, Asked> = BTreeMap::new();
    for path in paths {
        let mut found = false;
        for (root, kind, file) in under(path)? {
            found = true;
            let asked = asked.entry(root).or_insert_with(|| Asked { kind, files: BTreeSet::new() });
            asked.files.insert(file);
        }
        if !found {
            let path = path.display();
            return Err(Failure::new(
                format!("không có bảng kiểm nào dưới `{path}`"),
                format!("there is no checklist under `{path}`"),
            )
            .help(
                "nêu thư mục có tệp `.yaml` của bảng kiểm, hoặc tạo một bảng kiểm bằng `soat new`",
                "name a folder with the `.yaml` files of checklists, or make one with `soat new`",
            ));
        }
    }
    asked.into_iter().map(|(root, asked)| pack(root, &asked, &here)).collect()
}

/// Where a new checklist belongs: the pack one stands in, else `rules`.
pub(crate) fn rules_folder() -> PathBuf {
    let here = Path::new(".").canonicalize().ok();
    match here.and_then(|here| root_of(&here.join("new.yaml"))) {
        Some(root) => root,
        None => PathBuf::from("rules"),
    }
}

/// What a file is called.
pub(crate) fn shown(path: &Path) -> String {
    let relative = Path::new(".").canonicalize().ok().zip(path.canonicalize().ok());
    relative.map_or_else(|| slashes(path), |(here, path)| relative_to(&here, &path))
}

/// A file asked for, with the pack that it belongs to.
type Found = (PathBuf, Kind, PathBuf);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Everything below the root belongs together.
    Pack,
    /// Only the files found belong together.
    Loose,
}

struct Asked {
    kind: Kind,
    files: BTreeSet<PathBuf>,
}

fn under(path: &Path) -> Result<Vec<Found>, Failure> {
    let unreadable = |error: io::Error| Failure::reading(path, &error);
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        let folder = path.canonicalize().map_err(unreadable)?;
        let files = walk(&folder)?.into_iter();
        return Ok(files
            .filter_map(|file| match root_of(&file) {
                Some(root) => Some((root, Kind::Pack, file)),
                None if looks_like_rules(&file) => Some((folder.clone(), Kind::Loose, file)),
                None => None,
            })
            .collect());
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(unreadable)?;
    let file = folder.join(path.file_name().unwrap_or_default());
    let (root, kind) = root_of(&file).map_or((folder, Kind::Loose), |root| (root, Kind::Pack));
    let cases = cases_of(&file).filter(|cases| cases.is_file());
    Ok(std::iter::once(file).chain(cases).map(|file| (root.clone(), kind, file)).collect())
}

fn pack(root: PathBuf, asked: &Asked, here: &Path) -> Result<PackFiles, Failure> {
    let mut members = asked.files.clone();
    match asked.kind {
        Kind::Pack => {
            let below = walk(&root)?.into_iter();
            members.extend(below.filter(|file| root_of(file).as_ref() == Some(&root)));
        }
        Kind::Loose => {
            let checklists = asked.files.iter().filter_map(|file| checklist_of(file));
            members.extend(checklists.filter(|file| file.is_file()));
        }
    }
    let mut files: Vec<RuleFile> = Vec::with_capacity(members.len());
    for path in members {
        let place = path.strip_prefix(&root).map_or_else(|_| slashes(&path), slashes);
        let said = if asked.kind == Kind::Loose { said_place(&path) } else { None };
        let within = said.filter(|said| files.iter().all(|file| file.within != *said)).unwrap_or(place);
        let name = relative_to(here, &path);
        files.push(RuleFile { name, within, asked: asked.files.contains(&path), path });
    }
    Ok(PackFiles { root, files })
}

/// Where a file that stands alone would lie in a pack, by the checklist it says it is.
fn said_place(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let said = text.lines().find_map(|line| line.strip_prefix("checklist:"))?;
    let said = said.split(" #").next()?.trim().trim_matches(['"', '\'']);
    let known = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '_');
    let cases = if checklist_of(file).is_some() { ".cases" } else { "" };
    said.chars().all(known).then(|| format!("{said}{cases}.yaml"))
}

/// The YAML files below `folder`, in the order of their names, each folder once even where links go in circles.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    walk_into(folder, &mut files, &mut BTreeSet::new())?;
    Ok(files)
}

fn walk_into(folder: &Path, files: &mut Vec<PathBuf>, seen: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::reading(folder, &error);
    if !seen.insert(folder.canonicalize().map_err(unreadable)?) {
        return Ok(());
    }
    let entries: io::Result<Vec<_>> = fs::read_dir(folder).map_err(unreadable)?.collect();
    let mut paths: Vec<_> = entries.map_err(unreadable)?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        if name.starts_with('.') || matches!(&*name, "node_modules" | "target") {
            continue;
        }
        if path.is_dir() {
            walk_into(&path, files, seen)?;
        } else if matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml")) {
            files.push(path);
        }
    }
    Ok(())
}

fn root_of(file: &Path) -> Option<PathBuf> {
    for folder in file.ancestors().skip(1) {
        if folder.join("law").is_dir() || folder.join("site.yaml").is_file() {
            return Some(folder.to_owned());
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// `camp.cases.yaml` of `camp.yaml`.
fn cases_of(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?;
    if name.strip_suffix(".cases.yaml").is_some() {
        return None;
    }
    Some(file.with_file_name(format!("{}.cases.yaml", name.strip_suffix(".yaml")?)))
}

/// `camp.yaml` of `camp.cases.yaml`.
fn checklist_of(file: &Path) -> Option<PathBuf> {
    let stem = file.file_name()?.to_str()?.strip_suffix(".cases.yaml")?;
    Some(file.with_file_name(format!("{stem}.yaml")))
}

/// Outside a pack there are other YAML files too; ours say at the top level which checklist they are, and hold
/// more than answers.
fn looks_like_rules(file: &Path) -> bool {
    let text = fs::read(file).unwrap_or_default();
    let has = |key: &str| text.split(|byte| *byte == b'\n').any(|line| line.starts_with(key.as_bytes()));
    has("checklist:") && (has("title:") || has("sections:") || has("cases:"))
}

fn relative_to(here: &Path, path: &Path) -> String {
    let common = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if !here.components().take(common).any(|part| matches!(part, Component::Normal(_))) {
        return slashes(path);
    }
    let up = here.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
