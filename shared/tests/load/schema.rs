//! The published JSON Schemas: up to date, and of one mind with the loader about the whole corpus.

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use soat::diag::Severity;
use soat::load::{SchemaKind, schema};

use crate::{cases, corpus, load};

/// What a schema cannot see, since it knows one value at a time and not how it is spelled or what it refers to.
const BEYOND_SCHEMA: [&str; 7] = [
    "duplicate-id",
    "bad-range",
    // A date of the right form that is not in the calendar, or not of its year.
    "bad-date",
    "unknown-column",
    "unknown-checklist",
    // `1e3`, and numbers where the row's column wants none.
    "bad-number",
    // Ranges against the table's `by`.
    "bracket-count",
];

fn kind_of(path: &str, value: &Value) -> SchemaKind {
    if path.starts_with("answers.") {
        return SchemaKind::Answers;
    }
    if value["checklist"] == "site" {
        return SchemaKind::Site;
    }
    let signs = [
        ("cases", SchemaKind::Cases),
        ("instruments", SchemaKind::Instruments),
        ("parameters", SchemaKind::Parameters),
        ("holidays", SchemaKind::Holidays),
        ("sector", SchemaKind::Sector),
        ("table", SchemaKind::Data),
    ];
    signs
        .into_iter()
        .find(|(key, _)| value.get(key).is_some())
        .map_or(SchemaKind::Checklist, |(_, kind)| kind)
}

fn validator(kind: SchemaKind) -> Validator {
    jsonschema::validator_for(&schema(kind)).unwrap()
}

fn schema_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/schema")
}

#[test]
fn published_schemas_are_up_to_date() {
    for kind in SchemaKind::ALL {
        let path = schema_folder().join(format!("{}.schema.json", kind.name()));
        let text = serde_json::to_string_pretty(&schema(kind)).unwrap() + "\n";
        if std::env::var_os("SOAT_BLESS").is_some() {
            std::fs::create_dir_all(schema_folder()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{} is stale: SOAT_BLESS=1 writes it", path.display());
    }
}

#[test]
fn schemas_are_valid_schemas() {
    for kind in SchemaKind::ALL {
        assert!(jsonschema::meta::is_valid(&schema(kind)), "{}", kind.name());
    }
}

#[test]
fn schema_and_loader_agree_on_the_corpus() {
    let (mut compared, mut wrong) = ([0, 0], Vec::<String>::new());
    for case in cases() {
        let wrapper = case.wrapper.as_deref();
        for file in &case.files {
            let text = file.text(wrapper);
            let Ok(value) = serde_yaml::from_str::<Value>(&text) else { continue };
            if !file.path.ends_with("ml") && !file.path.ends_with(".json") || file.path.starts_with("schema/")
            {
                continue;
            }
            let (_, found) = load(vec![(file.path.clone(), text)]);
            let errors: Vec<_> = found
                .iter()
                .filter(|found| found.severity == Severity::Error)
                .map(|found| found.code)
                .collect();
            if errors
                .iter()
                .any(|code| code.starts_with("yaml-") || matches!(*code, "duplicate-key" | "unknown-file"))
            {
                continue;
            }
            let kind = kind_of(&file.path, &value);
            let mistakes: Vec<_> =
                validator(kind).iter_errors(&value).map(|error| error.to_string()).collect();
            // Which cells a row needs and what they hold is said by the columns.
            let rows = wrapper == Some("rows");
            let beyond = |code: &str| {
                BEYOND_SCHEMA.contains(&code) || (rows && matches!(code, "unknown-word" | "missing-key"))
            };
            let structural = errors.iter().any(|code| !beyond(code));
            let place = format!("{} / {} as {}: {errors:?} {mistakes:?}", case.suite, case.name, kind.name());
            assert!(
                !structural || !mistakes.is_empty(),
                "the schema accepts what the loader refuses: {place}"
            );
            assert!(
                !errors.is_empty() || mistakes.is_empty(),
                "the schema refuses what the loader accepts: {place}"
            );
            compared[usize::from(errors.is_empty())] += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compared[0] > 100 && compared[1] > 30, "{compared:?}");
}

#[test]
fn complete_files_satisfy_their_schemas() {
    let mut folders = vec![corpus().join("full"), Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules")];
    while let Some(at) = folders.pop() {
        for path in std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".yaml") {
                continue;
            }
            let value: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let kind = kind_of(&name, &value);
            let mistakes: Vec<_> = validator(kind)
                .iter_errors(&value)
                .map(|error| format!("{} at {}", error, error.instance_path()))
                .collect();
            assert!(mistakes.is_empty(), "{}: {mistakes:#?}", path.display());
        }
    }
}
