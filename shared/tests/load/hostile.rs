//! Texts made to hurt: bombs, binaries, enormous and endless ones, and thousands of damaged ones. Each is refused with
//! few diagnostics, in bounded time and memory, and nothing panics.

use proptest::prelude::*;
use soat::diag::Diagnostic;
use soat::load::{load_answers, load_checklist, load_pack};

use crate::cases;

const MIB: usize = 1 << 20;

fn found(bytes: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    load_checklist(bytes, "hostile.yaml").1.into_iter().collect()
}

/// The codes reported, of which there must be few.
fn codes(bytes: impl Into<Vec<u8>>) -> Vec<&'static str> {
    let mut codes: Vec<_> = found(bytes).iter().map(|diagnostic| diagnostic.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_bomb_of_aliases_is_one_mistake() {
    let mut bomb = "checklist: a/b\nversion: 1\ntitle: { vi: a, en: a }\nlet:\n  a: &a lol\n".to_owned();
    for (last, next) in ('a'..'z').zip('b'..='z') {
        bomb +=
            &format!("  {next}: &{next} {{ all: [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}] }}\n");
    }
    assert_eq!(codes(bomb), ["yaml-anchor"]);
}

#[test]
fn deep_nesting_is_one_mistake() {
    for (open, many) in [("[", 200_000), ("{ a: ", 100_000), ("- ", 1_000), ("? ", 1_000), ("- - ", 500)] {
        assert_eq!(codes(open.repeat(many)), ["too-deep"], "{open}");
    }
    let block: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(codes(block), ["too-deep"]);
}

#[test]
fn a_text_of_50_mib_is_refused_unread() {
    let (pack, diagnostics) = load_checklist(vec![b'a'; 50 * MIB], "large.yaml");
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), ["too-large"]);
    assert!(pack.sources.iter().all(|(_, source)| source.text.is_empty()));
}

#[test]
fn a_binary_is_one_mistake() {
    assert_eq!(codes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".as_slice()), ["not-text"]);
    assert_eq!(codes(b"PK\x03\x04\x14\x00".as_slice()), ["not-text"]);
    assert_eq!(codes(b"checklist: a/b\0\n".as_slice()), ["not-text"]);
    assert_eq!(codes(b"checklist: a/\xe9\n".as_slice()), ["not-text"]);
}

#[test]
fn the_place_of_a_wrong_byte_is_named() {
    let found = found(b"checklist: a/b\ntitle: caf\xe9\n".as_slice());
    assert_eq!((found[0].span.start, found[0].span.end), (25, 25));
}

#[test]
fn utf_16_is_told_from_a_binary() {
    let utf16: Vec<u8> = "\u{feff}checklist: a/b".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = found(utf16);
    assert!(found[0].help.as_ref().unwrap().en.contains("UTF-16"), "{found:?}");
}

#[test]
fn more_parts_than_are_read_is_one_mistake() {
    assert_eq!(codes("- a\n".repeat(2 * MIB - 1)), ["too-large"]);
    assert_eq!(codes(format!("[{}]", "a,".repeat(4 * MIB - 2))), ["too-large"]);
}

#[test]
fn mistakes_without_number_are_cut_off() {
    let unknown: String = (0..400_000).map(|at| format!("unknown_{at}: x\n")).collect();
    let found = found(unknown);
    assert!(found.len() <= 501 && found.iter().any(|diagnostic| diagnostic.code == "too-many-mistakes"));
    let words: String = "severity: majr\n".repeat(300_000);
    assert!(codes(words).len() <= 3);
}

#[test]
fn endless_texts_of_one_sign_are_refused_soon() {
    for sign in [
        "\"", "'", "{", "\t", "-", "#", "&a ", "*a ", "!a ", "|", ">", ",", ":", "? ", "\\", "\r", "%",
        "\u{feff}", "đ", "[{",
    ] {
        let few = found(sign.repeat(8 * MIB / sign.len()));
        assert!((1..=3).contains(&few.len()), "{sign}: {few:?}");
    }
}

#[test]
fn long_keys_and_words_are_shortened_in_sentences() {
    let long = "a".repeat(MIB);
    for text in [
        format!("checklist: {long}"),
        format!("{long}: x"),
        format!("? {long}\n: x"),
        format!("checklist: a/b\nlet: {{ \"{long}\": x }}"),
    ] {
        for diagnostic in found(text) {
            assert!(diagnostic.message.en.len() < 400, "{}", diagnostic.code);
        }
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    for case in cases() {
        let wrapper = case.wrapper.as_deref();
        let files: Vec<_> = case.files.iter().map(|file| (file.path.clone(), file.text(wrapper))).collect();
        let backwards: Vec<_> = files.iter().rev().cloned().collect();
        assert_eq!(load_pack(files).1, load_pack(backwards).1, "{}", case.name);
    }
}

/// Loads a text in every way and holds what must always hold.
fn survives(text: &str) {
    let files = ["a/b.yaml", "a/b.cases.yaml", "law/instruments.yaml", "law/parameters.yaml", "data/t.yaml"];
    let (pack, diagnostics) = load_pack(files.map(|path| (path.to_owned(), text)));
    for diagnostic in diagnostics.iter() {
        let source = pack.sources.get(diagnostic.span.file).unwrap();
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(start <= end && source.text.get(start..end).is_some(), "{diagnostic:?}");
        if let Some(fix) = &diagnostic.fix {
            let (start, end) = (fix.span.start as usize, fix.span.end as usize);
            assert!(start <= end && source.text.get(start..end).is_some(), "{diagnostic:?}");
        }
    }
    let (answers, _, diagnostics) = load_answers(text, "answers.yaml");
    assert!(!diagnostics.has_errors() || answers.as_of.is_none() || text.contains("as_of"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_text_never_panics(
        which in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, "[-:{}\\[\\]'\"#&*!|>%@,? \ta1é\n\r\\\\]{0,3}"), 1..6),
    ) {
        let cases = cases();
        let case = which.get(&cases);
        let mut text: Vec<char> = case.files[0].text(case.wrapper.as_deref()).chars().collect();
        for (at, removed, inserted) in cuts {
            let start = at.index(text.len() + 1);
            let end = (start + removed).min(text.len());
            text.splice(start..end, inserted.chars());
        }
        survives(&text.into_iter().collect::<String>());
    }
}
