//! Rules for inspections: those the app carries, and those a draft began with, which are kept with it by their hash.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edge::db::{Db, DbError};
use crate::edge::rules::{self, RuleFile, RulesIndex};
use soat::check;
use soat::journal::{Hash, RulesRef, SITE};
use soat::load::load_pack;
use soat::model::Pack;
use soat::program::Program;

/// Texts of rule files by path.
pub type Texts = BTreeMap<String, String>;

/// Why rules are not at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulesProblem {
    /// Never loaded, and there is no network.
    NotHere,
    /// They have errors, or are not what their hash says.
    Broken,
    Storage(DbError),
}

/// What the app carries.
pub async fn index() -> Result<RulesIndex, RulesProblem> {
    rules::index().await.ok_or(RulesProblem::NotHere)
}

/// The carried files with these paths, each as its hash says.
pub async fn carried(index: &RulesIndex, wanted: impl Fn(&str) -> bool) -> Result<Texts, RulesProblem> {
    let files: Vec<&RuleFile> = index.files.iter().filter(|file| wanted(&file.path)).collect();
    let paths = files.iter().map(|file| file.path.as_str());
    let texts = rules::texts(paths).await.ok_or(RulesProblem::NotHere)?;
    let whole = |(file, text): (&&RuleFile, &String)| Hash::of(text.as_bytes()).to_string() == file.sha256;
    if !files.iter().zip(&texts).all(whole) {
        return Err(RulesProblem::Broken);
    }
    Ok(files.into_iter().map(|file| file.path.clone()).zip(texts).collect())
}

/// Whether judging a checklist needs a file: the law, the profile, the data, and itself.
pub fn is_needed_by(path: &str, checklist: &str) -> bool {
    let sector = path.strip_suffix("/sector.yaml");
    path == "site.yaml"
        || path.starts_with("law/")
        || path.starts_with("data/")
        || path.strip_suffix(".yaml") == Some(checklist)
        || sector.is_some_and(|sector| checklist.split('/').next() == Some(sector))
}

/// A checklist that asks nothing: it holds, as definitions in the order of the introductions, whether each checklist
/// concerns the establishment.
pub fn offers(index: &RulesIndex) -> (String, String) {
    let introductions = index.files.iter().filter_map(|file| file.checklist.as_ref());
    let conditions = introductions.map(|introduction| introduction.applies.as_deref().unwrap_or("yes"));
    let mut text =
        "checklist: offers/all\nversion: 1.0.0\ntitle: { vi: offers, en: offers }\nlet:\n".to_owned();
    for (at, condition) in conditions.enumerate() {
        // JSON's strings are YAML's.
        let condition = serde_json::Value::from(condition);
        text.extend(["  ", &offer_name(at), ": ", &condition.to_string(), "\n"]);
    }
    text.push_str("sections: []\n");
    ("offers/all.yaml".to_owned(), text)
}

pub fn offer_name(at: usize) -> String {
    format!("offer_{at}")
}

pub fn pack(texts: &Texts) -> Arc<Pack> {
    let files = texts.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    Arc::new(load_pack(files).0)
}

/// The files that judging one checklist needs.
pub fn needed_by(texts: &Texts, checklist: &str) -> Texts {
    let needed = texts.iter().filter(|(path, _)| is_needed_by(path, checklist));
    needed.map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// `sha256 path` of every file: what the journal's reference to the rules is a hash of.
pub fn manifest(texts: &Texts) -> String {
    let lines: Vec<String> =
        texts.iter().map(|(path, text)| format!("{} {path}\n", Hash::of(text.as_bytes()))).collect();
    lines.concat()
}

/// The journal's reference to a checklist's rules, with what must be kept for it: the manifest and every text.
pub fn reference(texts: &Texts, checklist: &str, version: &str) -> (RulesRef, Vec<(String, String)>) {
    let needed = needed_by(texts, checklist);
    let manifest = manifest(&needed);
    let sha256 = Hash::of(manifest.as_bytes());
    let mut keep: Vec<(String, String)> =
        needed.into_values().map(|text| (Hash::of(text.as_bytes()).to_string(), text)).collect();
    keep.push((sha256.to_string(), manifest));
    (RulesRef { id: checklist.to_owned(), version: version.to_owned(), sha256 }, keep)
}

/// The programs an inspection works with, the profile's first.
pub async fn programs(db: &Db, references: &[RulesRef]) -> Result<Vec<(String, Arc<Program>)>, RulesProblem> {
    let mut programs = Vec::new();
    let mut last: Option<(Texts, Arc<Pack>)> = None;
    let mut sets = Vec::new();
    for reference in references {
        sets.push((reference.id.clone(), kept(db, reference).await?));
    }
    let all = union(sets.iter().map(|(_, texts)| texts));
    for (id, texts) in sets {
        // Usually all began together and share one pack.
        let texts = all.clone().unwrap_or(texts);
        let pack = match &last {
            Some((known, pack)) if *known == texts => pack.clone(),
            _ => pack(&texts),
        };
        if programs.is_empty() && pack.site.is_some() {
            let site = check::compile(&pack, SITE).program.ok_or(RulesProblem::Broken)?;
            programs.push((SITE.to_owned(), site));
        }
        let program = check::compile(&pack, &id).program.ok_or(RulesProblem::Broken)?;
        programs.push((id, program));
        last = Some((texts, pack));
    }
    Ok(programs)
}

/// All files together, unless two sets have different texts under one path.
fn union<'t>(sets: impl Iterator<Item = &'t Texts>) -> Option<Texts> {
    let mut all = Texts::new();
    for (path, text) in sets.flatten() {
        if all.insert(path.clone(), text.clone()).is_some_and(|before| before != *text) {
            return None;
        }
    }
    Some(all)
}

async fn kept(db: &Db, reference: &RulesRef) -> Result<Texts, RulesProblem> {
    let manifest = text_of(db, &reference.sha256.to_string()).await?;
    let mut texts = Texts::new();
    for line in manifest.lines() {
        let (sha256, path) = line.split_once(' ').ok_or(RulesProblem::Broken)?;
        texts.insert(path.to_owned(), text_of(db, sha256).await?);
    }
    Ok(texts)
}

async fn text_of(db: &Db, sha256: &str) -> Result<String, RulesProblem> {
    let text = db.rule_text(sha256).await.map_err(RulesProblem::Storage)?.ok_or(RulesProblem::NotHere)?;
    if Hash::of(text.as_bytes()).to_string() == sha256 { Ok(text) } else { Err(RulesProblem::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::rules::Introduction;

    fn texts(entries: &[(&str, &str)]) -> Texts {
        entries.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_checklist_takes_its_law_along_and_no_other_checklist() {
        let all = texts(&[
            ("site.yaml", "s"),
            ("law/instruments.yaml", "i"),
            ("construction/sector.yaml", "c"),
            ("construction/basement.yaml", "b"),
            ("construction/cranes.yaml", "n"),
            ("chemicals/sector.yaml", "x"),
        ]);
        let paths: Vec<String> = needed_by(&all, "construction/basement").into_keys().collect();
        assert_eq!(
            paths,
            ["construction/basement.yaml", "construction/sector.yaml", "law/instruments.yaml", "site.yaml"]
        );
    }

    #[test]
    fn the_profile_alone_decides_what_concerns_an_establishment() {
        let introduction = |id: &str, applies: &str| RuleFile {
            checklist: Some(Introduction {
                id: id.to_owned(),
                applies: Some(applies.to_owned()),
                ..Default::default()
            }),
            ..RuleFile::default()
        };
        let mut files: Vec<RuleFile> = Vec::new();
        let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
        for sector in std::fs::read_dir(&rules)
            .unwrap()
            .filter_map(|entry| std::fs::read_dir(entry.unwrap().path()).ok())
        {
            for file in sector {
                let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
                let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
                if let (Some(id), Some(applies)) = (value("checklist:"), value("applies:")) {
                    files.push(introduction(id, applies));
                }
            }
        }
        assert!(files.len() >= 20, "{}", files.len());
        let site = std::fs::read_to_string(rules.join("site.yaml")).unwrap();
        let index = RulesIndex { files };
        let pack = pack(&Texts::from([("site.yaml".to_owned(), site), offers(&index)]));
        let compiled = check::compile(&pack, "offers/all");
        let program = compiled.program.expect("every condition reads the profile alone");
        assert_eq!(program.definitions().count(), index.files.len());
    }

    #[test]
    fn the_reference_changes_with_any_text_it_rests_on() {
        let before = texts(&[("site.yaml", "s"), ("law/parameters.yaml", "2 m"), ("a/b.yaml", "b")]);
        let mut after = before.clone();
        after.insert("law/parameters.yaml".to_owned(), "1,5 m".to_owned());
        let hash = |texts: &Texts| reference(texts, "a/b", "1").0.sha256;
        assert_ne!(hash(&before), hash(&after));
        after.insert("c/d.yaml".to_owned(), "other".to_owned());
        after.insert("law/parameters.yaml".to_owned(), "2 m".to_owned());
        assert_eq!(hash(&before), hash(&after));
    }
}
