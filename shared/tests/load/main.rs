//! The loader against its text corpus: which mistakes are reported, and exactly which words they underline.

mod hostile;
mod schema;
mod suite;

use std::path::{Path, PathBuf};

use soat::diag::{Diagnostic, Diagnostics};
use soat::load::{load_answers, load_pack};
use soat::span::Sources;
use suite::{Case, describe, parse, print};

const OTHER_CHECKLIST: &str = "checklist: a/b\nversion: 1.0.0\ntitle: { vi: a, en: a }\n";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/load")
}

fn suites() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<_> = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let suites = paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "suite"));
    suites.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn cases() -> Vec<Case> {
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    suites().iter().flat_map(|(path, text)| parse(&name(path), text)).collect()
}

/// Loads the files of a case; cases of a checklist get the checklist they name.
fn load(files: Vec<(String, String)>) -> (Sources, Diagnostics) {
    if let [(path, text)] = files.as_slice()
        && path.starts_with("answers.")
    {
        let (_, sources, diagnostics) = load_answers(text.as_str(), path);
        return (sources, diagnostics);
    }
    let mut files = files;
    if files.iter().any(|(path, _)| path.ends_with("b.cases.yaml")) {
        files.push(("a/b.yaml".to_owned(), OTHER_CHECKLIST.to_owned()));
    }
    let (pack, diagnostics) = load_pack(files);
    (pack.sources, diagnostics)
}

fn load_case(case: &Case) -> (Sources, Diagnostics) {
    let wrapper = case.wrapper.as_deref();
    load(case.files.iter().map(|file| (file.path.clone(), file.text(wrapper))).collect())
}

#[test]
fn every_case_reports_what_stands_beside_it() {
    let bless = std::env::var_os("SOAT_BLESS").is_some();
    let mut wrong = String::new();
    for (path, text) in suites() {
        let preamble = text.find("=== ").map_or("", |start| &text[..start]);
        let mut results = Vec::new();
        for case in parse(&path.file_stem().unwrap().to_string_lossy(), &text) {
            let (sources, diagnostics) = load_case(&case);
            results.push((case, sources, diagnostics.into_iter().collect::<Vec<_>>()));
        }
        let printed = print(&results, preamble);
        if bless {
            std::fs::write(&path, &printed).unwrap();
        }
        for (case, sources, diagnostics) in &results {
            compare(case, sources, diagnostics, &mut wrong);
        }
    }
    assert!(bless || wrong.is_empty(), "{wrong}\nSOAT_BLESS=1 writes what is reported now into the corpus");
}

fn compare(case: &Case, sources: &Sources, diagnostics: &[Diagnostic], wrong: &mut String) {
    for file in &case.files {
        let mut found: Vec<(usize, String)> = diagnostics
            .iter()
            .filter_map(|diagnostic| Some((diagnostic, sources.get(diagnostic.span.file)?)))
            .filter(|(_, source)| source.name == file.path)
            .map(|(diagnostic, source)| describe(diagnostic, source, case.wrapper.as_deref()))
            .collect();
        for (line, words) in &file.expected {
            let matches = |found: &(usize, String)| {
                found.0 == *line && found.1.trim_end().starts_with(words.trim_end())
            };
            match found.iter().position(matches) {
                Some(at) => drop(found.remove(at)),
                None => {
                    *wrong += &format!("{} / {}: line {} lacks\n{words}\n", case.suite, case.name, line + 1)
                }
            }
        }
        for (line, words) in found {
            *wrong += &format!("{} / {}: line {} has also\n{words}\n", case.suite, case.name, line + 1);
        }
    }
}

#[test]
fn a_fix_mends_its_mistake() {
    for case in cases() {
        let wrapper = case.wrapper.as_deref();
        let files: Vec<_> = case.files.iter().map(|file| (file.path.clone(), file.text(wrapper))).collect();
        let (sources, diagnostics) = load(files.clone());
        for diagnostic in diagnostics.iter() {
            let Some(fix) = &diagnostic.fix else { continue };
            let path = &sources.get(fix.span.file).unwrap().name;
            let mut mended = files.clone();
            let text = &mut mended.iter_mut().find(|(name, _)| name == path).unwrap().1;
            text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
            let (_, left) = load(mended);
            let still = left
                .iter()
                .any(|other| other.code == diagnostic.code && other.span.start == diagnostic.span.start);
            assert!(!still, "{} / {}: {} is not mended by {fix:?}", case.suite, case.name, diagnostic.code);
        }
    }
}

#[test]
fn sentences_are_complete_in_both_languages() {
    for case in cases() {
        for diagnostic in load_case(&case).1 {
            assert!(soat::codes::find(diagnostic.code).is_some(), "{} is not in the table", diagnostic.code);
            let related = diagnostic.related.iter().map(|related| &related.message);
            for words in
                [Some(&diagnostic.message), diagnostic.help.as_ref()].into_iter().flatten().chain(related)
            {
                for sentence in [&words.vi, &words.en] {
                    assert!(
                        !sentence.is_empty() && !sentence.ends_with('.') && !sentence.contains('\n'),
                        "{sentence}"
                    );
                    let first = sentence.chars().next().unwrap();
                    assert!(!first.is_uppercase() || sentence.starts_with("YAML"), "{sentence}");
                }
            }
        }
    }
}

/// The words of a YAML file that say something: every scalar that is not a key, and keys chosen by the author.
fn leaves(value: &serde_json::Value, leaves: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                if key.contains(|c: char| c.is_ascii_digit()) {
                    leaves.push(key.clone());
                }
                self::leaves(value, leaves);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| self::leaves(item, leaves)),
        serde_json::Value::String(text) => leaves.push(text.clone()),
        other => leaves.push(other.to_string()),
    }
}

#[test]
fn every_field_lands_in_the_model() {
    let folder = corpus().join("full");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.file_name().unwrap() != "answers.yaml" {
                let path = entry.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
                files.push((path, std::fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    let (mut pack, found) = load_pack(files.clone());
    assert!(found.is_empty(), "{found:?}");
    pack.sources = Sources::default();
    let answers = std::fs::read_to_string(folder.join("answers.yaml")).unwrap();
    let (answer_file, _, found) = load_answers(answers.as_str(), "answers.yaml");
    assert!(found.is_empty(), "{found:?}");
    files.push(("answers.yaml".to_owned(), answers));
    let model = format!("{pack:?} {answer_file:?}").to_lowercase().replace(['_', '-'], "");
    for (path, text) in &files {
        let mut words = Vec::new();
        leaves(&serde_yaml::from_str(text).unwrap(), &mut words);
        for word in words {
            let digits = word.strip_suffix(" working days").unwrap_or(&word);
            let sought = digits.to_lowercase().replace(['_', '-'], "");
            assert!(model.contains(&sought), "{path}: `{word}` is not in the model");
        }
    }
}
