use super::*;
use crate::expr::ast::Test;
use crate::expr::number::Number;
use crate::expr::parser::parse;
use crate::expr::{calendar, unit};
use crate::span::{Span, Spanned};
use proptest::prelude::*;

fn node(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("date".to_owned()),
        Just("workers_2".to_owned()),
        Just("item".to_owned()),
        Just("m".to_owned()),
        Just("years".to_owned()),
        "[a-z_][a-z0-9_]{0,6}",
    ]
    .prop_filter("keyword", |name| !crate::expr::lexer::is_keyword(name))
}

fn number() -> impl Strategy<Value = Number> {
    (-100_000_i128..100_000, prop_oneof![Just(1_i128), Just(10), Just(1000), Just(4)])
        .prop_map(|(num, den)| Number::new(num, den).unwrap())
}

fn literal() -> impl Strategy<Value = Literal> {
    let units = unit::all().map(|(id, _)| id).collect::<Vec<_>>();
    prop_oneof![
        any::<bool>().prop_map(Literal::Boolean),
        number().prop_map(Literal::Number),
        (number(), proptest::sample::select(units))
            .prop_map(|(number, unit)| Literal::Quantity(number, unit)),
        any::<String>().prop_map(Literal::Text),
        (1_i16..=9999, 1_i16..=12, 1_i16..=28)
            .prop_map(|(y, m, d)| Literal::Date(calendar::date_of(y, m, d).unwrap())),
        (0_i16..24, 0_i16..60, 0_i16..60)
            .prop_map(|(h, m, s)| Literal::Time(calendar::time_of(h, m, s).unwrap())),
        (1_i16..=28, 0_i16..24, 0_i16..60).prop_map(|(d, h, s)| {
            let date = calendar::date_of(2026, 3, d).unwrap();
            Literal::DateTime(date.to_datetime(calendar::time_of(h, 0, s).unwrap()))
        }),
        Just(Literal::AsOf),
    ]
}

fn compare_op() -> impl Strategy<Value = CompareOp> {
    use CompareOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    proptest::sample::select(vec![Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual])
}

fn arith_op() -> impl Strategy<Value = ArithOp> {
    use ArithOp::{Add, Divide, Multiply, Power, Subtract};
    proptest::sample::select(vec![Add, Subtract, Multiply, Divide, Power])
}

fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        literal().prop_map(|literal| node(ExprKind::Literal(literal))),
        name().prop_map(|name| node(ExprKind::Name(name))),
    ];
    leaf.prop_recursive(6, 48, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let spanned = || name().prop_map(|name| Spanned::new(name, Span::default()));
        let many = |from| proptest::collection::vec(inner.clone(), from..4);
        let test = prop_oneof![
            inner.clone().prop_map(Test::Value),
            (compare_op(), inner.clone()).prop_map(|(op, value)| Test::Compare(op, value)),
            (boxed(), boxed(), any::<bool>(), any::<bool>()).prop_map(|(lo, hi, lo_included, hi_included)| {
                Test::Range(Range { lo, hi, lo_included, hi_included, span: Span::default() })
            }),
        ];
        let source = prop_oneof![
            inner.clone(),
            (boxed(), boxed()).prop_map(|(from, to)| node(ExprKind::Steps { from, to })),
        ];
        let binding = (spanned(), source).prop_map(|(name, source)| Binding { name, source }).boxed();
        let bindings = || proptest::collection::vec(binding.clone(), 1..3);
        let kind = proptest::sample::select(vec![Quantifier::Some, Quantifier::Every]);
        prop_oneof![
            (boxed(), spanned()).prop_map(|(of, name)| ExprKind::Field(of, name)),
            boxed().prop_map(ExprKind::Neg),
            boxed().prop_map(ExprKind::Not),
            many(2).prop_map(ExprKind::And),
            many(2).prop_map(ExprKind::Or),
            (compare_op(), boxed(), boxed()).prop_map(|(op, a, b)| ExprKind::Compare(op, a, b)),
            (arith_op(), boxed(), boxed()).prop_map(|(op, a, b)| ExprKind::Arith(op, a, b)),
            (boxed(), boxed(), boxed()).prop_map(|(cond, then, otherwise)| ExprKind::If { cond, then, otherwise }),
            (boxed(), proptest::collection::vec(test, 1..4)).prop_map(|(subject, tests)| ExprKind::In { subject, tests }),
            (kind, bindings(), boxed()).prop_map(|(kind, bindings, body)| ExprKind::Quantified { kind, bindings, body }),
            (bindings(), boxed()).prop_map(|(bindings, body)| ExprKind::For { bindings, body }),
            (spanned(), many(0)).prop_filter_map("read as a literal", |(function, arguments)| {
                let literal = matches!(arguments.as_slice(), [Expr { kind: ExprKind::Literal(Literal::Text(_)), .. }]);
                (!literal || function.value != "date").then_some(ExprKind::Call { function, arguments })
            }),
            (many(0)).prop_map(|arguments| ExprKind::Call { function: Spanned::new("time".to_owned(), Span::default()), arguments })
                .prop_filter("read as a literal", |call| !matches!(call, ExprKind::Call { arguments, .. }
                    if matches!(arguments.as_slice(), [Expr { kind: ExprKind::Literal(Literal::Text(_)), .. }]))),
            many(0).prop_map(ExprKind::List),
            (boxed(), boxed()).prop_map(|(list, condition)| ExprKind::Filter { list, condition }),
        ]
        .prop_map(node)
    })
}

/// The tree without places, as text that shows its structure.
fn shape(expr: &Expr) -> String {
    let debug = format!("{expr:?}");
    let mut parts = debug.split("Span { file: FileId(");
    let mut shape = parts.next().unwrap().to_owned();
    for part in parts {
        shape.push_str(part.split_once('}').unwrap().1);
    }
    shape
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn printing_then_parsing_is_the_identity(expr in tree()) {
        let text = expr.to_string();
        let at = Span::new(crate::span::FileId(0), 0, text.len() as u32);
        let (again, diagnostics) = parse(&text, at);
        let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == crate::diag::Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{text}\n{errors:?}");
        prop_assert_eq!(shape(&again.unwrap()), shape(&expr), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in "\\PC*") {
        let _ = parse(&text, Span::default());
    }

    #[test]
    fn any_tokens_are_read_or_refused_and_printing_is_stable(words in proptest::collection::vec(proptest::sample::select(vec![
        "a", "b", "1", "2.5", "3 m", "\"x\"", "2026-03-01", "08:30", "(", ")", "[", "]", ",", ".", "..", "+", "-", "*", "/", "**", "=",
        "<", ">=", "and", "or", "not", "in", "between", "if", "then", "else", "some", "every", "satisfies", "for",
        "return", "yes", "as_of", "count", "date", "time", "-5", "%", "é", "'", "?", "1..", "[1..2)",
    ]), 0..12), glue in any::<bool>()) {
        let text = words.join(if glue { "" } else { " " });
        let at = Span::new(crate::span::FileId(0), 0, text.len() as u32);
        let (expr, diagnostics) = parse(&text, at);
        if let Some(expr) = expr {
            let printed = expr.to_string();
            let (again, _) = parse(&printed, Span::new(crate::span::FileId(0), 0, printed.len() as u32));
            prop_assert_eq!(again.unwrap().to_string(), printed);
        } else {
            prop_assert!(diagnostics.has_errors());
        }
        for diagnostic in diagnostics {
            prop_assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= at.end);
            prop_assert!(text.get(diagnostic.span.start as usize..diagnostic.span.end as usize).is_some());
        }
    }
}

#[test]
fn a_tree_as_high_as_allowed_reads_back() {
    for text in ["not ".repeat(62) + "a", "-".repeat(62) + "a", format!("a{}", " + (b)".repeat(62))] {
        let at = Span::new(crate::span::FileId(0), 0, text.len() as u32);
        let printed = parse(&text, at).0.unwrap().to_string();
        let (again, _) = parse(&printed, Span::new(crate::span::FileId(0), 0, printed.len() as u32));
        assert_eq!(again.unwrap().to_string(), printed);
    }
}
