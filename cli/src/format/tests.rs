//! Layout as text: what is written, and below the line what it becomes.

use super::{Unformatted, formatted};

/// Each case: the text, a line `=>`, the text expected; `===` between cases.
const CASES: &str = include_str!("cases.txt");

#[test]
fn every_text_becomes_what_stands_below_it_and_stays_so() {
    for case in CASES.split("===\n") {
        let (text, expected) = case.split_once("=>\n").unwrap();
        let text = text.replace('·', " ").replace("\\r", "\r");
        let once = formatted(&text).unwrap();
        assert_eq!(once.replace(' ', "·"), expected.replace(' ', "·"), "{text}");
        assert_eq!(formatted(&once).unwrap(), once, "a second time: {text}");
    }
}

#[test]
fn what_is_not_yaml_is_left_alone() {
    assert_eq!(formatted("a: [1, 2\nb: 3\n"), Err(Unformatted::NotYaml { line: 2, column: 2 }));
    assert_eq!(formatted("a: &x 1\nb: *x\n"), Err(Unformatted::NotRules));
    assert_eq!(formatted("a: 1\n---\nb: 2\n"), Err(Unformatted::NotRules));
}

#[test]
fn shipped_rules_keep_their_layout_once_they_have_it() {
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let packs = crate::files::find(&[rules]).unwrap();
    let files = packs.iter().flat_map(|pack| &pack.files);
    for file in files {
        let once = formatted(&std::fs::read_to_string(&file.path).unwrap()).unwrap();
        assert_eq!(formatted(&once).unwrap(), once, "{}", file.name);
    }
}
