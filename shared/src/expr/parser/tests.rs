use super::*;
use crate::span::FileId;

const FILE: FileId = FileId(0);

fn at(text: &str) -> Span {
    Span::new(FILE, 0, text.len() as u32)
}

/// The canonical text of what is read, or the mistakes as `code: sentence | underlined | fix`.
fn read(text: &str) -> String {
    let (expr, diagnostics) = parse(text, at(text));
    let mistakes: Vec<String> = diagnostics.iter().map(|diagnostic| show(diagnostic, text)).collect();
    match expr {
        Some(expr) if mistakes.is_empty() => expr.to_string(),
        _ => mistakes.join("\n"),
    }
}

fn show(diagnostic: &Diagnostic, text: &str) -> String {
    assert!(crate::codes::find(diagnostic.code).is_some(), "{}", diagnostic.code);
    for sentence in [&diagnostic.message.vi, &diagnostic.message.en] {
        assert!(!sentence.is_empty() && !sentence.ends_with('.') && !sentence.contains('\n'));
    }
    let slice = |span: Span| text.get(span.start as usize..span.end as usize).unwrap();
    let fix = diagnostic.fix.as_ref().map_or(String::new(), |fix| {
        let mut mended = text.to_owned();
        mended.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
        format!(" -> {mended}")
    });
    format!("{}: {} | {}{fix}", diagnostic.code, diagnostic.message.en, slice(diagnostic.span))
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "\n{text}");
    }
}

#[test]
fn literals() {
    check(&[
        ("12", "12"),
        (".5", "0.5"),
        ("007.50", "7.5"),
        ("-5", "-5"),
        ("3.5 m", "3.5 m"),
        ("3.5m", "3.5 m"),
        ("20%", "20 %"),
        ("85 dB(A)", "85 dBA"),
        ("2 mg/m³", "2 mg/m3"),
        ("5 m / s", "5 m / s"),
        ("10 m/speed", "10 m / speed"),
        ("3 tháng", "3 months"),
        ("5 min", "5 min"),
        ("-40 °C", "-40 degC"),
        ("1 day", "1 days"),
        ("yes", "yes"),
        ("false", "no"),
        ("as_of", "as_of"),
        (r#""a \"b\" \\ \u0041\uD83D\uDE00\U01F600""#, r#""a \"b\" \\ A😀😀""#),
        ("\"Điều 33\"", "\"Điều 33\""),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T08:30", "2026-03-01T08:30"),
        ("2026-03-01T08:30:15", "2026-03-01T08:30:15"),
        ("08:30", "08:30"),
        ("[]", "[]"),
        ("[1, 2 m, [yes]]", "[1, 2 m, [yes]]"),
    ]);
}

#[test]
fn feel_spellings_become_literals_and_names() {
    check(&[
        ("date(\"2026-03-01\")", "2026-03-01"),
        ("date and time(\"2026-03-01T08:30\")", "2026-03-01T08:30"),
        ("date and time(\"2026-03-01\")", "2026-03-01T00:00"),
        ("time(\"08:30\")", "08:30"),
        ("duration(\"P1Y6M\")", "18 months"),
        ("duration(\"PT5H\") + duration(\"-P7D\")", "5 h + -7 days"),
        ("@\"P3M\"", "3 months"),
        ("@\"2026-03-01\"", "2026-03-01"),
        ("@\"08:30\"", "08:30"),
        ("@\"2026-03-01T08:30\"", "2026-03-01T08:30"),
        ("date(2026, 3, 1)", "date(2026, 3, 1)"),
        ("date and time(d, t)", "date_and_time(d, t)"),
        ("string length(\"a\")", "string_length(\"a\")"),
        ("date and (time(x))", "date and (time(x))"),
    ]);
}

#[test]
fn dates_and_subtraction_are_told_apart_by_spaces() {
    check(&[
        ("2026-03-01 + 3 months", "2026-03-01 + 3 months"),
        ("2026 - 3 - 1", "2026 - 3 - 1"),
        ("2026-03-01-7 days", "2026-03-01 - 7 days"),
        ("x-1", "x - 1"),
        ("2026-03-01.year", "(2026-03-01).year"),
    ]);
}

#[test]
fn precedence() {
    check(&[
        ("a or b and not c = d", "a or b and not(c = d)"),
        ("(a or b) and c", "(a or b) and c"),
        ("not(a) = b", "not(a = b)"),
        ("not a and b", "not(a) and b"),
        ("not not a", "not(not(a))"),
        ("a = not(b)", "a = (not(b))"),
        ("a + b * c ** d", "a + b * c ** d"),
        ("(a + b) * c", "(a + b) * c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("a / b / c", "a / b / c"),
        ("2 ** 3 ** 2", "2 ** 3 ** 2"),
        ("2 ** (3 ** 2)", "2 ** (3 ** 2)"),
        ("-2 ** 2", "-2 ** 2"),
        ("-(2 ** 2)", "-(2 ** 2)"),
        ("-(5)", "-(5)"),
        ("--5", "--5"),
        ("-x.y", "-x.y"),
        ("a + b = c - d", "a + b = c - d"),
        ("(a = b) = c", "(a = b) = c"),
        ("a and (b and c)", "a and (b and c)"),
        ("1 + if a then b else c + d", "1 + (if a then b else c + d)"),
        ("if a then if b then 1 else 2 else 3", "if a then if b then 1 else 2 else 3"),
        ("some c in cranes satisfies c.x and c.y", "some c in cranes satisfies c.x and c.y"),
        ("(some c in cranes satisfies c.x) and y", "(some c in cranes satisfies c.x) and y"),
    ]);
}

#[test]
fn ranges_and_tests() {
    check(&[
        ("x in [1..5)", "x in [1..5)"),
        ("x in (1..5]", "x in (1..5]"),
        ("x in ]1..5[", "x in (1..5)"),
        ("x in ]a..b[c][", "unexpected-token: expected an operator such as `and`, `=`, `+`, found `c` | c"),
        ("x in ]a..(b[c])[", "x in (a..(b[c]))"),
        ("x in [1 m .. 5 m]", "x in [1 m..5 m]"),
        ("x in [0.5...75]", "x in [0.5..0.75]"),
        ("x in [1, 2, 3]", "x in [1, 2, 3]"),
        ("x in []", "x in []"),
        ("x in (1, 2)", "x in (1, 2)"),
        ("x in (a)", "x in a"),
        ("x in list", "x in list"),
        ("x in list and y", "x in list and y"),
        ("x in < 5", "x in (< 5)"),
        ("x in (< 5, >= 10, [6..7), 8)", "x in (< 5, >= 10, [6..7), 8)"),
        ("x in ((1..2], (3..4))", "x in ((1..2], (3..4))"),
        ("x in ((a + b) * 2..c)", "x in ((a + b) * 2..c)"),
        ("x in ((a + b) * 2)", "x in ((a + b) * 2)"),
        ("x in [1, 2][1]", "x in [1, 2][1]"),
        ("x between 1 and 5 and y", "x in [1..5] and y"),
        ("x + 1 between a + 1 and b * 2", "x + 1 in [a + 1..b * 2]"),
        ("for i in 1..n return i * 2", "for i in 1..n return i * 2"),
        ("every a in as, b in a.bs satisfies a.x < b.y", "every a in as, b in a.bs satisfies a.x < b.y"),
        ("cranes[item.load > 5 t][1].name", "cranes[item.load > 5 t][1].name"),
        (
            "sum(for c in chemicals return c.quantity / c.threshold) >= 1",
            "sum(for c in chemicals return c.quantity / c.threshold) >= 1",
        ),
    ]);
}

#[test]
fn tests_alone_serve_bracket_tables() {
    for (text, expected) in [
        ("[1..50)", "[1..50)"),
        (">= 1000", ">= 1000"),
        ("-", ""),
        ("-5", "-5"),
        ("1, 2, [5..9]", "1, 2, [5..9]"),
        ("(a + b) * 2", "(a + b) * 2"),
        ("(1..5]", "(1..5]"),
        ("crane", "crane"),
    ] {
        let (tests, diagnostics) = parse_tests(text, at(text));
        let shown: Vec<_> = tests.unwrap().iter().map(ToString::to_string).collect();
        assert_eq!((shown.join(", ").as_str(), diagnostics.is_empty()), (expected, true), "{text}");
    }
    for (text, expected) in [
        ("1..50", "unexpected-token: a range stands in brackets | .."),
        ("[1..50", "unclosed-bracket: `[` is not closed with `]` or `)` | ["),
        (">= 1000 m 5", "unexpected-token: expected an operator such as `and`, `=`, `+`, found `5` | 5"),
        ("", "unexpected-token: the expression is empty | "),
    ] {
        let (tests, diagnostics) = parse_tests(text, at(text));
        assert_eq!(tests, None, "{text}");
        assert_eq!(show(diagnostics.iter().next().unwrap(), text), expected);
    }
}

#[test]
fn a_literal_alone_serves_parameters_and_answers() {
    let literal = |text: &str| parse_literal(text, at(text)).0.map(|literal| literal.to_string());
    assert_eq!(literal("-1.1 m").as_deref(), Some("-1.1 m"));
    assert_eq!(literal("24 months").as_deref(), Some("24 months"));
    assert_eq!(literal("(yes)").as_deref(), Some("yes"));
    for text in ["1 + 1", "x", "[1]", "-(5)", ""] {
        assert_eq!(literal(text), None, "{text}");
    }
}

#[test]
fn spellings_of_other_languages_are_understood() {
    check(&[
        ("a == b", "wrong-spelling: `==` is spelled `=` here | == -> a = b"),
        ("a && b", "wrong-spelling: `&&` is spelled `and` here | && -> a and b"),
        ("a&&b", "wrong-spelling: `&&` is spelled `and` here | && -> a and b"),
        ("a || b", "wrong-spelling: `||` is spelled `or` here | || -> a or b"),
        ("a <> b", "wrong-spelling: `<>` is spelled `!=` here | <> -> a != b"),
        ("a ≥ 5", "wrong-spelling: `≥` is spelled `>=` here | ≥ -> a >= 5"),
        ("a => 5", "wrong-spelling: `=>` is spelled `>=` here | => -> a >= 5"),
        ("a − 5", "wrong-spelling: `−` is spelled `-` here | − -> a - 5"),
        ("a ^ 2", "wrong-spelling: `^` is spelled `**` here | ^ -> a ** 2"),
        ("!a", "wrong-spelling: `!` is spelled `not` here | ! -> not a"),
        ("a và b", "wrong-spelling: `và` is spelled `and` here | và -> a and b"),
    ]);
    let (expr, diagnostics) = parse("a == b && !c", at("a == b && !c"));
    assert_eq!(expr.unwrap().to_string(), "a = b and not(c)");
    assert_eq!(diagnostics.iter().count(), 3);
}

#[test]
fn mistakes_of_numbers_and_units() {
    check(&[
        ("x > 3 metrs", "unknown-unit: no unit named `metrs` | metrs -> x > 3 metre"),
        ("x > 3 KM", "unknown-unit: no unit named `KM` | KM -> x > 3 km"),
        ("x > 3 furlongs", "unknown-unit: no unit named `furlongs` | furlongs"),
        ("5 kg/ha", "unknown-unit: no unit named `kg/ha` | kg/ha -> 5 kg / 1 ha"),
        ("5 m^2", "unknown-unit: no unit named `m^2` | m^2 -> 5 m2"),
        (
            "1.000.000 VND",
            "bad-number: this is not how a number is written: `1.000.000` | 1.000.000 -> 1000000 VND",
        ),
        ("1_000", "bad-number: this is not how a number is written: `1_000` | 1_000 -> 1000"),
        ("1e6", "bad-number: this is not how a number is written: `1e6` | 1e6 -> 1000000"),
        ("1.5e-3", "bad-number: this is not how a number is written: `1.5e-3` | 1.5e-3 -> 0.0015"),
        (
            "x > 1,5",
            "unexpected-token: expected an operator such as `and`, `=`, `+`, found `,` | , -> x > 1.5",
        ),
        ("x > 50.000", "looks-like-thousands: the point is the decimal point, so this is `50` | 50.000"),
        ("x > 1.250", "looks-like-thousands: the point is the decimal point, so this is `1.25` | 1.250"),
        ("x > 0.500", "x > 0.5"),
        ("x > 1.255", "x > 1.255"),
        (
            "123456789012345678901234567890123456789012",
            "bad-number: the number has more than 38 digits | 123456789012345678901234567890123456789012",
        ),
        ("5.", "unexpected-token: after `.` comes a name, found the end | ."),
    ]);
}

#[test]
fn mistakes_of_dates() {
    check(&[
        ("d > 2026-02-30", "bad-date: this month has only 28 days | 2026-02-30"),
        ("d > 2026-13-01", "bad-date: there is no such month | 2026-13-01"),
        ("d > 2026-3-1", "bad-date: this is not how a date or time is written | 2026-3-1 -> d > 2026-03-01"),
        (
            "d > 01/03/2026",
            "bad-date: this is not how a date or time is written | 01/03/2026 -> d > 2026-03-01",
        ),
        (
            "d > 01-03-2026",
            "bad-date: this is not how a date or time is written | 01-03-2026 -> d > 2026-03-01",
        ),
        ("d > 2026-03-01T08:30Z", "bad-date: this is not how a date or time is written | 2026-03-01T08:30Z"),
        ("d > 2026-03-01T25:00", "bad-date: times go from 00:00 to 23:59 | 2026-03-01T25:00"),
        ("t > 8:30", "bad-date: this is not how a date or time is written | 8:30 -> t > 08:30"),
        ("t > 24:00", "bad-date: times go from 00:00 to 23:59 | 24:00"),
        ("date(\"2026-02-29\")", "bad-date: this month has only 28 days | \"2026-02-29\""),
        ("duration(\"P1DT2H\")", "bad-date: days, months and hours do not mix in one duration | \"P1DT2H\""),
        ("duration(\"3 months\")", "bad-date: this is not how a date or time is written | \"3 months\""),
        ("@\"soon\"", "bad-date: this is not how a date or time is written | @\"soon\""),
    ]);
}

#[test]
fn mistakes_of_grammar_are_underlined_where_they_are() {
    let operator = "unexpected-token: expected an operator such as `and`, `=`, `+`, found";
    check(&[
        ("", "unexpected-token: the expression is empty | "),
        ("a and", "unexpected-token: expected an expression after `and`, found the end | and"),
        ("a = )", "unexpected-token: expected a value, a name or `(`, found `)` | )"),
        ("(a and b", "unclosed-bracket: `(` is not closed with `)` | ("),
        ("[a, b)", "unclosed-bracket: `[` is not closed with `]` | ["),
        ("count(cranes", "unclosed-bracket: `(` is not closed with `)` | ("),
        ("a b", &format!("{operator} `b` | b")),
        ("a adn b", &format!("{operator} `adn` | adn -> a and b")),
        ("a AND b", &format!("{operator} `AND` | AND -> a and b")),
        ("a is b", &format!("{operator} `is` | is -> a = b")),
        ("a)", &format!("{operator} `)` | )")),
        ("x not in [1..5]", &format!("{operator} `not` | not")),
        (
            "1 < x < 5",
            "unexpected-token: two comparisons in a row: expected `and` or `or`, found `<` | < -> 1 < x and x < 5",
        ),
        (
            "a = b in c",
            "unexpected-token: two comparisons in a row: expected `and` or `or`, found `in` | in -> a = b and b in c",
        ),
        ("x in 1..5", "unexpected-token: a range stands in brackets | .."),
        ("x = [1..5]", "unexpected-token: a range stands after `in` only | [1.."),
        ("a = not b", "unexpected-token: `not` needs parentheses here | not"),
        ("if a then b", "unexpected-token: expected `else` for the `if` before, found the end | b"),
        (
            "if a than b else c",
            "unexpected-token: expected `then` for the `if` before, found `than` | than -> if a then b else c",
        ),
        (
            "some c in cranes c.x",
            "unexpected-token: expected `satisfies` for the `some` before, found `c` | c",
        ),
        (
            "some in cranes satisfies x",
            "unexpected-token: after `some` comes a name for each element, found `in` | in",
        ),
        ("a.in", "unexpected-token: after `.` comes a name, found `in` | in"),
        (
            "x = null",
            "null-not-allowed: there is no `null`: what is unanswered makes the result unanswered | null",
        ),
        (
            "độ_sâu > 5",
            "bad-name: a name has only the letters a to z, digits and `_`, found `độ_sâu` | độ_sâu",
        ),
        ("a = 'b'", "bad-text: text stands in straight double quotes `\"` | 'b' -> a = \"b\""),
        ("a = “b”", "bad-text: text stands in straight double quotes `\"` | “b” -> a = \"b\""),
        ("a = \"b", "bad-text: the text has no closing `\"` | \""),
        ("a = \"b\\q\"", "bad-text: there is no escape `\\q` in a text | \\q"),
        ("a ? b", "unexpected-token: the character `?` is not part of the expression language | ?"),
        (
            "{a: 1}",
            "unexpected-token: the character `{` is not part of the expression language | {\n\
                    unexpected-token: the character `:` is not part of the expression language | :\n\
                    unexpected-token: the character `}` is not part of the expression language | }",
        ),
    ]);
}

#[test]
fn every_part_has_its_place() {
    let text = "(a + b) * f(c.d, [1 m]) in [x..y)";
    let file = Span::new(FileId(3), 100, 100 + text.len() as u32);
    let (expr, _) = parse(text, file);
    let mut seen = Vec::new();
    let slice = |span: Span| {
        assert_eq!(span.file, FileId(3));
        text.get(span.start as usize - 100..span.end as usize - 100).unwrap().to_owned()
    };
    let expr = expr.unwrap();
    seen.push(slice(expr.span));
    if let ExprKind::In { subject, tests } = expr.kind {
        seen.push(slice(subject.span));
        if let ExprKind::Arith(_, a, b) = subject.kind {
            seen.push(slice(a.span));
            seen.push(slice(b.span));
            if let ExprKind::Call { function, arguments } = b.kind {
                seen.push(slice(function.span));
                seen.extend(arguments.iter().map(|argument| slice(argument.span)));
            }
        }
        if let [Test::Range(range)] = tests.as_slice() {
            seen.push(slice(range.span));
        }
    }
    let expected =
        [text, "(a + b) * f(c.d, [1 m])", "(a + b)", "f(c.d, [1 m])", "f", "c.d", "[1 m]", "[x..y)"];
    assert_eq!(seen, expected);
}

#[test]
fn places_in_a_folded_scalar_stay_inside_it_and_nothing_is_fixed() {
    let (_, diagnostics) = parse("a and b == c", Span::new(FILE, 10, 15));
    let diagnostic = diagnostics.iter().next().unwrap();
    assert_eq!((diagnostic.span.start, diagnostic.span.end), (15, 15));
    assert_eq!(diagnostic.fix, None);
}

#[test]
fn depth_and_length_are_bounded() {
    let nested =
        |open: &str, close: &str, count: usize| format!("{}1{}", open.repeat(count), close.repeat(count));
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("not(", ")"),
        ("-", ""),
        ("not ", ""),
        ("f(", ")"),
        ("a[", "]"),
        ("if 1 then 1 else ", ""),
        ("some x in y satisfies ", ""),
        ("x in (", ")"),
        ("1 + (", ")"),
        ("a = (b and (", "))"),
    ] {
        let text = nested(open, close, 2500);
        assert!(read(&text).starts_with("too-deep"), "{open}");
        let text = nested(open, close, 30);
        assert!(!read(&text).contains("too-deep"), "{open}");
    }
    for chain in ["+ 1 ", "* 1 ", "** 1 ", ".a", "[1]"] {
        assert!(read(&format!("a {}", chain.repeat(60))).starts_with('a'));
        assert!(read(&format!("a {}", chain.repeat(2500))).starts_with("too-deep"));
    }
    for chain in ["and 1 ", "or 1 "] {
        assert!(read(&format!("1 {}", chain.repeat(2500))).starts_with('1'));
    }
    assert!(read(&"1".repeat(MAX_LENGTH + 1)).starts_with("too-long"));
}
