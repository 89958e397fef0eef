use super::*;
use crate::expr::closed::shown;
use crate::expr::parser::parse;
use crate::span::Span;

#[test]
fn the_page_holds_every_function_and_unit() {
    for lang in [Lang::Vi, Lang::En] {
        let page = language_reference(lang);
        for builtin in builtins::BUILTINS {
            assert!(page.contains(&format!("### `{}`", builtin.name)));
        }
        for name in unit::names() {
            assert!(page.contains(&format!("`{name}`")), "{name}");
        }
        assert!(!page.contains("  \n") && page.lines().all(|line| line.len() == line.trim_end().len()));
    }
}

/// The spellings in backticks of a row, without those that are parts of speech.
fn spellings(row: &Row) -> Vec<&'static str> {
    row.0.split('`').skip(1).step_by(2).collect()
}

#[test]
fn literals_and_forms_are_as_the_parser_reads_them() {
    for row in LITERALS.iter().chain(FORMS) {
        for text in spellings(row) {
            let text = text.replace('…', "x");
            if text.starts_with(['(', '[']) && text.contains("..") {
                continue; // The other ends of a range whose first spelling shows how it is used.
            }
            assert!(parse(&text, Span::default()).0.is_some(), "{text}");
        }
    }
}

#[test]
fn results_the_page_states_are_what_comes_out() {
    for (text, expected) in [
        ("3 m + 20 cm", "3.2 m"),
        ("2 m * 3 m", "6 m2"),
        ("6 m2 / 3 m", "2 m"),
        ("2 m ** 3", "8 m3"),
        ("6 m / 3 m", "2"),
        ("2026-01-31 + 1 month", "2026-02-28"),
        ("30 degC - 25 degC", "5 delta_K"),
        ("2 ** 3 ** 2", "64"),
        ("-2 ** 2", "4"),
        ("sum([])", "0"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}
