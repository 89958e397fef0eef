use super::*;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    match text.split_once('/') {
        Some((a, b)) => n(a).div(n(b)).unwrap(),
        None => text.parse().unwrap(),
    }
}

#[test]
fn text_is_read_exactly_and_written_canonically() {
    for (text, canonical) in [
        ("12", "12"),
        ("-12.50", "-12.5"),
        (".5", "0.5"),
        ("0.10", "0.1"),
        ("-0", "0"),
        ("007", "7"),
        ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        ("1.000000000000000000000000000000000000000000000000", "1"),
        ("1/3", "0.3333333333333333333333333333333333"),
        ("2/3", "0.6666666666666666666666666666666667"),
        ("-200/3", "-66.66666666666666666666666666666667"),
        ("1/3000", "0.0003333333333333333333333333333333333"),
        ("1/1024", "0.0009765625"),
        // A whole part longer than 34 digits is never cut.
        ("99999999999999999999999999999999999/7", "14285714285714285714285714285714286"),
    ] {
        assert_eq!(n(text).to_string(), canonical, "{text}");
    }
}

#[test]
fn text_that_is_no_number_is_refused() {
    for text in ["", "-", ".", "5.", "1e3", "1_000", "1,5", " 1", "+1", "--1", "1.2.3", "٣", "1/3"] {
        assert_eq!(text.parse::<Number>(), Err(NumberTextError::NotANumber), "{text}");
    }
    for text in ["170141183460469231731687303715884105728", "0.000000000000000000000000000000000000001"] {
        assert_eq!(text.parse::<Number>(), Err(NumberTextError::TooLarge), "{text}");
    }
}

#[test]
fn operations_are_exact() {
    for (shown, result) in [
        ("0.1 + 0.2 = 0.3", n("0.1").add(n("0.2"))),
        ("1/3 + 1/6 = 1/2", n("1/3").add(n("1/6"))),
        ("1/3 * 3 = 1", n("1/3").mul(n("3"))),
        ("1 / -4 = -0.25", n("1").div(n("-4"))),
        ("2 ** 10 = 1024", n("2").pow(n("10"))),
        ("2 ** -2 = 0.25", n("2").pow(n("-2"))),
        ("0 ** 0 = 1", n("0").pow(n("0"))),
        ("-1 ** odd = -1", n("-1").pow(n("99999999999999999999999999999"))),
        ("12 mod 5 = 2", n("12").modulo(n("5"))),
        ("-12 mod 5 = 3", n("-12").modulo(n("5"))),
        ("12 mod -5 = -3", n("12").modulo(n("-5"))),
        ("10.1 mod 4.5 = 1.1", n("10.1").modulo(n("4.5"))),
    ] {
        let expected = shown.rsplit("= ").next().unwrap();
        assert_eq!(result, Ok(n(expected)), "{shown}");
    }
}

#[test]
fn what_does_not_fit_is_an_error_not_an_approximation() {
    let large = n("170141183460469231731687303715884105727");
    assert_eq!(large.add(Number::ONE), Err(EvalError::NumberTooLarge));
    assert_eq!((-large).sub(Number::ONE), Err(EvalError::NumberTooLarge));
    assert_eq!(large.mul(n("2")), Err(EvalError::NumberTooLarge));
    assert_eq!(n("10").pow(n("39")), Err(EvalError::NumberTooLarge));
    assert_eq!(n("1.5").pow(large), Err(EvalError::NumberTooLarge));
    assert_eq!(n("2").pow(n("0.5")), Err(EvalError::NotWhole));
    assert_eq!(n("0").pow(n("-1")), Err(EvalError::DivisionByZero));
    assert_eq!(n("1").div(n("0")), Err(EvalError::DivisionByZero));
    assert_eq!(n("1").modulo(n("0")), Err(EvalError::DivisionByZero));
    assert_eq!(Number::new(i128::MIN, 1), Err(EvalError::NumberTooLarge));
    assert_eq!(n("1/3").round(39, Rounding::HalfEven), Err(EvalError::NumberTooLarge));
}

#[test]
fn rounding_table() {
    use Rounding::{Ceiling, Down, Floor, HalfDown, HalfEven, HalfUp, Up};
    let ways = [HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling];
    for (number, scale, expected) in [
        ("2.5", 0, ["2", "3", "2", "3", "2", "2", "3"]),
        ("3.5", 0, ["4", "4", "3", "4", "3", "3", "4"]),
        ("-2.5", 0, ["-2", "-3", "-2", "-3", "-2", "-3", "-2"]),
        ("-3.5", 0, ["-4", "-4", "-3", "-4", "-3", "-4", "-3"]),
        ("1.125", 2, ["1.12", "1.13", "1.12", "1.13", "1.12", "1.12", "1.13"]),
        ("2/3", 2, ["0.67", "0.67", "0.67", "0.67", "0.66", "0.66", "0.67"]),
        ("1250", -2, ["1200", "1300", "1200", "1300", "1200", "1200", "1300"]),
        ("1250.01", -2, ["1300", "1300", "1300", "1300", "1200", "1200", "1300"]),
        ("7", 3, ["7"; 7]),
        ("-0.4", 0, ["0", "0", "0", "-1", "0", "-1", "0"]),
    ] {
        for (way, expected) in ways.into_iter().zip(expected) {
            assert_eq!(n(number).round(scale, way), Ok(n(expected)), "{number} to {scale} {way:?}");
        }
    }
    assert_eq!(n("5").round(-200, HalfEven), Ok(Number::ZERO));
    assert_eq!(n("2.345").to_decimal(2), "2.34");
    assert_eq!(n("2").to_decimal(2), "2.00");
    assert_eq!(n("-0.001").to_decimal(1), "0.0");
}

#[test]
fn order_is_exact_even_where_products_overflow() {
    let large = "170141183460469231731687303715884105727";
    let next = "170141183460469231731687303715884105726";
    let third = n(large).div(n("3")).unwrap();
    assert!(third > n(next).div(n("3")).unwrap());
    // large / (large - 1) against (large - 1) / (large - 2): the second is greater.
    let a = Number::new(i128::MAX, i128::MAX - 1).unwrap();
    let b = Number::new(i128::MAX - 1, i128::MAX - 2).unwrap();
    assert!(a < b && -a > -b && a > Number::ONE);
    assert!(n("1/3") < n("0.3333333333333333333333333333333334"));
    assert!(n("-1/3") > n("-0.3333333333333333333333333333333334"));
}

#[test]
fn serde_keeps_fractions_exact() {
    for (text, json) in [("0.1", "\"0.1\""), ("1/3", "\"1/3\""), ("-2/7", "\"-2/7\""), ("12", "\"12\"")] {
        assert_eq!(serde_json::to_string(&n(text)).unwrap(), json);
        assert_eq!(serde_json::from_str::<Number>(json).unwrap(), n(text));
    }
    assert!(serde_json::from_str::<Number>("\"1/0\"").is_err());
    assert!(serde_json::from_str::<Number>("\"ten\"").is_err());
}

fn small() -> impl Strategy<Value = Number> {
    (-1_000_000_000_i128..1_000_000_000, prop_oneof![Just(1_i128), Just(10), Just(1000), 1_i128..100_000])
        .prop_map(|(num, den)| Number::new(num, den).unwrap())
}

fn any_size() -> impl Strategy<Value = Number> {
    (any::<i128>(), any::<i128>(), 0_u32..127, 0_u32..127).prop_filter_map("fits", |(num, den, a, b)| {
        Number::new(num >> a, (den >> b).checked_abs()?.max(1)).ok()
    })
}

proptest! {
    #[test]
    fn laws(a in small(), b in small(), c in small()) {
        prop_assert_eq!(a.add(b), b.add(a));
        prop_assert_eq!(a.mul(b), b.mul(a));
        prop_assert_eq!(a.add(b).unwrap().add(c), a.add(b.add(c).unwrap()));
        prop_assert_eq!(a.mul(b.add(c).unwrap()), a.mul(b).unwrap().add(a.mul(c).unwrap()));
        prop_assert_eq!(a.add(b).unwrap().sub(b), Ok(a));
        if !b.is_zero() {
            prop_assert_eq!(a.div(b).unwrap().mul(b), Ok(a));
            let rest = a.modulo(b).unwrap();
            prop_assert!(rest.abs() < b.abs());
            prop_assert!(a.sub(rest).unwrap().div(b).unwrap().is_whole());
        }
        prop_assert_eq!(a.cmp(&b), a.sub(b).unwrap().cmp(&Number::ZERO));
    }

    #[test]
    fn nothing_panics_and_results_are_normal(a in any_size(), b in any_size(), scale in -60_i32..60) {
        let results = [a.add(b), a.sub(b), a.mul(b), a.div(b), a.modulo(b), a.pow(b), a.pow(b.floor()),
            a.round(scale, Rounding::HalfEven), a.round(scale, Rounding::Up), Ok(a.floor()), Ok(a.ceiling())];
        for number in results.into_iter().flatten() {
            prop_assert_eq!(Number::new(number.num, number.den), Ok(number));
        }
        prop_assert!(a.floor() <= a && a <= a.ceiling());
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        let _ = (a.to_decimal(40), a.to_string());
    }

    #[test]
    fn comparing_agrees_with_subtracting(a in any_size(), b in any_size()) {
        if let Ok(difference) = a.sub(b) {
            prop_assert_eq!(a.cmp(&b), difference.cmp(&Number::ZERO));
        }
        if a.is_negative() == b.is_negative() {
            let (x, y) = if a.is_negative() { (-b, -a) } else { (a, b) };
            prop_assert_eq!(cmp_fractions(x, y), a.cmp(&b));
        }
    }

    #[test]
    fn text_comes_back(a in any_size()) {
        prop_assert_eq!(a.to_string().parse() == Ok(a), a.has_decimal_text());
        prop_assert_eq!(serde_json::from_str::<Number>(&serde_json::to_string(&a).unwrap()).unwrap(), a);
    }
}
