use super::*;
use crate::expr::closed::shown;
use crate::expr::number::Number;
use crate::expr::unit::Dimension;

#[test]
fn every_example_gives_what_it_says() {
    for builtin in BUILTINS {
        for (text, expected) in builtin.examples {
            assert_eq!(shown(text), *expected, "{text}");
        }
        assert!(!builtin.examples.is_empty() || builtin.name == "add_working_days", "{}", builtin.name);
    }
}

#[test]
fn rows_are_complete_and_names_unique() {
    let mut all: Vec<_> =
        BUILTINS.iter().flat_map(|b| std::iter::once(b.name).chain(b.aliases.iter().copied())).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    for builtin in BUILTINS {
        assert!(!builtin.vi.is_empty() && !builtin.en.is_empty() && !builtin.signatures.is_empty());
        assert_eq!(find(builtin.name).map(|found| found.name), Some(builtin.name));
    }
    assert!(spaced_names("day").any(|names| names == ("day of week", "day_of_week")));
}

#[test]
fn types_of_results() {
    let metres = || Type::Number(Dimension::LENGTH);
    let list = |ty| Type::List(Box::new(ty));
    for (name, arguments, expected) in [
        ("sum", vec![list(metres())], metres()),
        ("sum", vec![list(Type::Nothing)], Type::NUMBER),
        ("max", vec![list(Type::Date)], Type::Date),
        ("max", vec![Type::Date, Type::Date], Type::Date),
        ("mean", vec![list(Type::Number(Dimension::TEMPERATURE))], Type::Number(Dimension::TEMPERATURE)),
        ("concatenate", vec![list(Type::Nothing), list(Type::Text)], list(Type::Text)),
        ("distinct_values", vec![list(Type::Text)], list(Type::Text)),
        ("modulo", vec![metres(), metres()], metres()),
        ("days_between", vec![Type::Date, Type::Date], Type::Number(Dimension::DAY)),
        ("years and months duration", vec![Type::Date, Type::Date], Type::Number(Dimension::MONTH)),
    ] {
        assert_eq!(resolve(name, &arguments).map(|(_, ty)| ty), Ok(expected), "{name}");
    }
}

#[test]
fn wrong_calls_say_what_is_expected() {
    for (text, expected) in [
        (
            "cuont([1])",
            "unknown-function: no function named `cuont` | cuont | did you mean `count`? | count([1])",
        ),
        ("frobnicate(1)", "unknown-function: no function named `frobnicate` | frobnicate"),
        (
            "today()",
            "unknown-function: no function named `today` | today | the day whose law applies is `as_of` | as_of",
        ),
        (
            "duration(1)",
            "unknown-function: no function named `duration` | duration | write `3 months`, `7 days` or `5 hours`",
        ),
        ("count()", "wrong-argument-count: `count` takes 1 arguments, found 0 | count()"),
        ("modulo(1)", "wrong-argument-count: `modulo` takes 2 arguments, found 1 | modulo(1)"),
        ("round(1, 2, 3)", "wrong-argument-count: `round` takes 1-2 arguments, found 3 | round(1, 2, 3)"),
        ("sum()", "wrong-argument-count: `sum` takes 1+ arguments, found 0 | sum()"),
        ("count(5)", "type-mismatch: argument 1 of `count`: expected a list, found a bare number | 5"),
        (
            "sum([yes])",
            "type-mismatch: argument 1 of `sum`: expected a list of numbers, found a list, each element yes or no | [yes]",
        ),
        (
            "sum([20 degC])",
            "type-mismatch: argument 1 of `sum`: expected a list of numbers, found a list, each element a temperature (°C) | [20 degC]",
        ),
        (
            "max(1 m, 2 kg)",
            "unit-mismatch: argument 2 of `max`: expected a length (m), found a mass (kg) | 2 kg",
        ),
        (
            "round(2.5 m)",
            "unit-mismatch: argument 1 of `round`: expected a bare number, found a length (m) | 2.5 m | \
            divide by the unit, then multiply again: `round(2.5 m / 1 m) * 1 m`",
        ),
        (
            "list_contains([1], yes)",
            "type-mismatch: argument 2 of `list_contains`: expected a bare number, found yes or no | yes",
        ),
        (
            "contains(\"a\", 1)",
            "type-mismatch: argument 2 of `contains`: expected a text, found a bare number | 1",
        ),
        (
            "date(2026, \"a\", 1)",
            "type-mismatch: argument 2 of `date`: expected a bare number, found a text | \"a\"",
        ),
        ("date(yes)", "type-mismatch: argument 1 of `date`: expected a text, found yes or no | yes"),
        ("round(1, 0.5)", "error: the number must be whole"),
        ("substring(\"abc\", 1.5)", "error: the number must be whole"),
        ("date(2026, 1.5, 1)", "error: the number must be whole"),
        ("date(99999, 1, 1)", "error: no such date"),
        ("add_working_days(2026-03-01, 3 days)", "error: the holidays of this year are not listed"),
    ] {
        assert_eq!(shown(text), expected, "\n{text}");
    }
}

/// Elements: `1` and `2` numbers, `y` and `n` booleans, `?` unanswered, `-` not applicable, `!` an error.
fn elements(text: &str) -> Value {
    let element = |c: char| match c {
        'y' => Outcome::TRUE,
        'n' => Outcome::FALSE,
        '?' => Outcome::Unanswered,
        '-' => Outcome::NotApplicable,
        '!' => Outcome::Error(EvalError::NoRow),
        digit => Outcome::Known(Value::Number(Number::whole(i64::from(digit.to_digit(10).unwrap())))),
    };
    Value::List(text.chars().map(element).collect())
}

fn mark(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Known(Value::Boolean(value)) => if *value { "y" } else { "n" }.to_owned(),
        Outcome::Known(Value::Number(number)) => number.to_string(),
        Outcome::Known(Value::List(list)) => list.iter().map(mark).collect(),
        Outcome::Known(other) => format!("{other:?}"),
        Outcome::Unanswered => "?".to_owned(),
        Outcome::NotApplicable => "-".to_owned(),
        Outcome::Error(_) => "!".to_owned(),
    }
}

#[test]
fn elements_that_are_unanswered_not_applicable_or_errors() {
    for (name, list, expected) in [
        ("count", "1?-!", "4"),
        ("sum", "12", "3"),
        ("sum", "1-2", "3"),
        ("sum", "1?2", "?"),
        ("sum", "1?!", "!"),
        ("sum", "-", "0"),
        ("min", "2-1", "1"),
        ("min", "-", "-"),
        ("min", "1?", "?"),
        ("mean", "1-2", "1.5"),
        ("mean", "--", "-"),
        ("all", "yn?!", "n"),
        ("all", "y?!", "?"),
        ("all", "y!", "!"),
        ("all", "y-", "y"),
        ("any", "?y", "y"),
        ("any", "n?!", "?"),
        ("any", "n!", "!"),
        ("any", "n-", "n"),
        ("distinct_values", "121", "12"),
        ("distinct_values", "1-1", "1"),
        ("distinct_values", "1?!", "!"),
        ("distinct_values", "1?", "?"),
    ] {
        let outcome = (find(name).unwrap().eval)(&[elements(list)]);
        assert_eq!(mark(&outcome), expected, "{name} {list}");
    }
    let one = Value::Number(Number::ONE);
    for (list, contains, index) in
        [("?1", "y", "?"), ("2?", "?", "?"), ("2!", "!", "!"), ("2-", "n", ""), ("1-1", "y", "13")]
    {
        let arguments = [elements(list), one.clone()];
        assert_eq!(mark(&(find("list_contains").unwrap().eval)(&arguments)), contains, "{list}");
        assert_eq!(mark(&(find("index_of").unwrap().eval)(&arguments)), index, "{list}");
    }
}

#[test]
fn arguments_of_other_types_never_panic() {
    let values = [
        Value::Boolean(true),
        Value::Number(Number::ONE),
        Value::Text("é".into()),
        Value::Date(jiff::civil::date(2026, 3, 1)),
        elements("1?"),
        elements(""),
        Value::GroupRow(0, 0),
    ];
    for builtin in BUILTINS {
        let _ = (builtin.eval)(&[]);
        for a in &values {
            let _ = (builtin.eval)(std::slice::from_ref(a));
            for b in &values {
                let _ = (builtin.eval)(&[a.clone(), b.clone()]);
                let _ = (builtin.eval)(&[a.clone(), b.clone(), Value::Number(-Number::ONE)]);
            }
        }
    }
}
