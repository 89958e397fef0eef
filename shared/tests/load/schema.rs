//! The published JSON Schemas: up to date, and of one mind with the loader about the whole corpus.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

fn validator(kind: SchemaKind) -> &'static Validator {
    static VALIDATORS: LazyLock<Vec<(SchemaKind, Validator)>> = LazyLock::new(|| {
        SchemaKind::ALL.map(|kind| (kind, jsonschema::validator_for(&schema(kind)).unwrap())).into()
    });
    &VALIDATORS.iter().find(|(other, _)| *other == kind).unwrap().1
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

/// Replaces, removes or renames one part of a value, chosen by `choices`.
fn damage(value: &mut Value, choices: &mut dyn Iterator<Item = usize>, depth: usize) {
    let choice = choices.next().unwrap_or(0);
    let deeper = depth < 12 && choice % 7 != 0;
    match value {
        Value::Object(map) if deeper && !map.is_empty() => {
            let at = choices.next().unwrap_or(0) % map.len();
            let key = map.keys().nth(at).unwrap().clone();
            match choices.next().unwrap_or(0) % 12 {
                0 => drop(map.remove(&key)),
                1 => {
                    let moved = map.remove(&key).unwrap();
                    map.insert(format!("{key}s"), moved);
                }
                2 => drop(map.insert("when".to_owned(), "x".into())),
                3 => drop(map.insert("require".to_owned(), "none".into())),
                _ => damage(map.get_mut(&key).unwrap(), choices, depth + 1),
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = choices.next().unwrap_or(0) % items.len();
            match choices.next().unwrap_or(0) % 10 {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => damage(&mut items[at], choices, depth + 1),
            }
        }
        _ => {
            let replacements = serde_json::json!([
                null, "x", "", " ", "Capital", "2026-01-01", "critical", "yes", "count", 5, 0, -1, 1.5, true, [], {}, ["a"], [1, 2],
                { "vi": "a" }, { "all": ["x"] }, { "not": "x" }, { "number": { "unit": "m" } }, [[]], [{}], "12", "law-1"
            ]);
            let replacements = replacements.as_array().unwrap();
            *value = replacements[choices.next().unwrap_or(0) % replacements.len()].clone();
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 1500, failure_persistence: None, max_shrink_iters: 2000, ..Default::default() })]

    #[test]
    fn schema_and_loader_agree_on_damaged_files(
        which in 0..9_usize,
        choices in proptest::collection::vec(0..1000_usize, 40),
        wounds in 1..3_usize,
    ) {
        let files = [
            "construction/basement.yaml", "construction/basement.cases.yaml", "construction/sector.yaml", "law/instruments.yaml",
            "law/parameters.yaml", "law/holidays.yaml", "data/chemicals.yaml", "site.yaml", "answers.yaml",
        ];
        let path = files[which];
        let text = std::fs::read_to_string(corpus().join("full").join(path)).unwrap();
        let mut value: Value = serde_yaml::from_str(&text).unwrap();
        let kind = kind_of(path, &value);
        let mut choices = choices.into_iter();
        for _ in 0..wounds {
            damage(&mut value, &mut choices, 0);
        }
        if !value.is_object() || kind_of(path, &value) != kind {
            return Ok(());
        }
        let (_, found) = load(vec![(path.to_owned(), serde_json::to_string_pretty(&value).unwrap())]);
        let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).map(|found| found.code).collect();
        let mistakes: Vec<_> = validator(kind).iter_errors(&value).map(|error| error.to_string()).collect();
        let rows = kind == SchemaKind::Data;
        let beyond = |code: &str| {
            BEYOND_SCHEMA.contains(&code) || (rows && matches!(code, "unknown-word" | "missing-key")) || code == "only-questions"
        };
        let structural = errors.iter().any(|code| !beyond(code));
        proptest::prop_assert!(!structural || !mistakes.is_empty(), "accepts what the loader refuses: {found:#?}\n{value:#}");
        proptest::prop_assert!(!errors.is_empty() || mistakes.is_empty(), "refuses what the loader accepts: {mistakes:#?}\n{value:#}");
    }
}
