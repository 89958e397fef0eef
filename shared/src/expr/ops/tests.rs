use super::*;
use crate::expr::closed::shown;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "\n{text}");
    }
}

#[test]
fn numbers_with_units() {
    check(&[
        ("3 m = 300 cm", "yes"),
        ("3 m + 20 cm", "3.2 m"),
        ("0.1 + 0.2 = 0.3", "yes"),
        ("2 m * 3 m", "6 m2"),
        ("6 m2 / 3 m", "2 m"),
        ("6 m / 3 m", "2"),
        ("10 km / 2 h", "25 / 18 * 1 m/s"),
        ("18 km/h = 5 m/s", "yes"),
        ("1 kg * 1 m / (1 s ** 2) = 1 N", "yes"),
        ("2 m ** 3", "8 m3"),
        ("2 m ** -1 * 4 m", "2"),
        ("2 ** 0.5", "error: the number must be whole"),
        ("1 / 0", "error: division by zero"),
        ("10 ** 40", "error: the number needs more than 38 digits"),
        ("5 % > 40000 ppm", "yes"),
        ("-(3 m) < 0 m", "yes"),
        ("1 year = 12 months", "yes"),
        ("2 weeks = 14 days", "yes"),
    ]);
}

#[test]
fn temperatures_are_points_of_a_scale() {
    check(&[
        ("0 degC = 32 degF", "yes"),
        ("-5 degC < 0 degC", "yes"),
        ("30 degC - 25 degC", "5 delta_K"),
        ("30 degC - 25 degC > 4 delta_K", "yes"),
        ("30 degC + 5 delta_K = 35 degC", "yes"),
        ("30 degC - 5 delta_K = 25 degC", "yes"),
        ("2 * (30 degC - 25 degC)", "10 delta_K"),
    ]);
    let points = "points of a scale | ";
    let help = " | compare two temperatures, subtract them, or add a difference such as `5 delta_K`";
    for (text, op) in
        [("30 degC + 25 degC", "+"), ("2 * 30 degC", "*"), ("-(30 degC)", "-"), ("30 degC ** 2", "**")]
    {
        let expected =
            format!("type-mismatch: `{op}` does not apply to temperatures, which are {points}{text}{help}");
        assert_eq!(shown(text), expected);
    }
    check(&[(
        "30 degC > 5 delta_K",
        "unit-mismatch: expected a temperature (°C), found a temperature difference (ΔK) | 5 delta_K | \
         a temperature difference is written `5 delta_K`, a temperature `5 degC`",
    )]);
}

#[test]
fn dates() {
    check(&[
        ("2026-01-31 + 1 month", "2026-02-28"),
        ("2026-01-31 + 1 day", "2026-02-01"),
        ("1 month + 2026-01-31", "2026-02-28"),
        ("2026-03-31 - 1 month", "2026-02-28"),
        ("2026-03-01 - 2026-02-01", "28 days"),
        ("2026-03-01 - 2026-02-01 < 30 days", "yes"),
        ("as_of <= 2026-01-15 + 6 months", "yes"),
        ("2026-03-01T08:30 + 16 h", "2026-03-02T00:30"),
        ("2026-03-01T08:30 + 1 day", "2026-03-02T08:30"),
        ("2026-03-01T08:30 - 1 month", "2026-02-01T08:30"),
        ("2026-03-02T00:30 - 2026-03-01T08:30", "57600 s"),
        ("2026-03-02T00:30 - 2026-03-01T08:30 <= 24 h", "yes"),
        ("23:30 + 1 h", "00:30"),
        ("08:30 - 9 h", "23:30"),
        ("17:00 - 08:30", "30600 s"),
        ("2026-03-01 + 0.5 days", "error: the number must be whole"),
        ("9999-12-31 + 1 day", "error: no such date"),
        ("(2026-03-01T08:30).date = 2026-03-01", "yes"),
        ("(2026-03-01T08:30).time", "08:30"),
        ("(2026-03-01).weekday", "7"),
        ("(08:30:15).second", "15"),
        ("\"a\" + \"b\"", "\"ab\""),
    ]);
}

#[test]
fn comparisons_and_ranges() {
    check(&[
        ("1 < 2 and 2 <= 2", "yes"),
        ("\"a\" < \"b\"", "yes"),
        ("2026-03-01 >= 2026-02-28", "yes"),
        ("yes != no", "yes"),
        ("[1, 2] = [1, 2]", "yes"),
        ("[1, 2] = [1, 3]", "no"),
        ("[1] = [1, 1]", "no"),
        ("5 in [1..5)", "no"),
        ("5 in [1..5]", "yes"),
        ("1 in (1..5)", "no"),
        ("3 m in [100 cm..5 m]", "yes"),
        ("5 between 1 and 5", "yes"),
        ("5 in (< 3, > 4)", "yes"),
        ("5 in (1, 5)", "yes"),
        ("5 in [1, 2]", "no"),
        ("2026-03-01 in [2026-01-01..2027-01-01)", "yes"),
    ]);
}

#[test]
fn mistakes_say_what_to_write() {
    check(&[
        (
            "1 m > 3",
            "unit-mismatch: expected a length (m), found a bare number | 3 | did you mean `3 m`? | 1 m > 3 m",
        ),
        (
            "30 > 20 degC",
            "unit-mismatch: expected a temperature (°C), found a bare number | 30 | did you mean `30 degC`? | 30 degC > 20 degC",
        ),
        (
            "5 % < count([1])",
            "unit-mismatch: expected a proportion (%), found a bare number | count([1]) | \
             multiply by the unit: `count([1]) * 1 %`, or give the unit where it is declared",
        ),
        ("3 m > 2 kg", "unit-mismatch: expected a length (m), found a mass (kg) | 2 kg"),
        ("3 m + 2 kg", "unit-mismatch: expected a length (m), found a mass (kg) | 2 kg"),
        (
            "3 months > 90 days",
            "unit-mismatch: expected a number of months, found a number of days | 90 days | \
             `1 month`, `30 days` and `720 hours` differ: use one of them, as in `3 months` or `90 days`",
        ),
        (
            "2026-03-01 + 3",
            "type-mismatch: there is no `+` between a date and a bare number | 2026-03-01 + 3 | \
             add the unit: `3 days` or `3 months`",
        ),
        (
            "2026-03-01 + 3 h",
            "type-mismatch: there is no `+` between a date and a time span (hours, minutes) | 2026-03-01 + 3 h | \
             a date has no hours: use `days`, or a date with time",
        ),
        (
            "2026-03-01 > 2026-03-01T08:30",
            "type-mismatch: expected a date, found a date with time | 2026-03-01T08:30 | \
             take its date: `2026-03-01T08:30.date`",
        ),
        (
            "2026-03-01 + 2026-03-01",
            "type-mismatch: there is no `+` between a date and a date | 2026-03-01 + 2026-03-01",
        ),
        (
            "3 m - 2026-03-01",
            "type-mismatch: there is no `-` between a length (m) and a date | 3 m - 2026-03-01",
        ),
        (
            "yes < no",
            "type-mismatch: `<` does not apply to yes or no, which has no order | yes < no | use `=` or `!=` only",
        ),
        ("1 = yes", "type-mismatch: expected a bare number, found yes or no | yes"),
        (
            "1 = [1, 2]",
            "type-mismatch: expected a bare number, found a list, each element a bare number | [1, 2] | write `1 in [1, 2]`",
        ),
        ("-yes", "type-mismatch: expected a number after `-`, found yes or no | yes"),
        ("2 ** 3 m", "type-mismatch: expected a bare number, found a length (m) | 3 m"),
        (
            "2 m ** (1 + 1)",
            "type-mismatch: the exponent of a length (m) must be a whole number written out | (1 + 1) | write `x ** 2`",
        ),
        (
            "2 m ** 0.5",
            "type-mismatch: the exponent of a length (m) must be a whole number written out | 0.5 | write `x ** 2`",
        ),
        ("2 m ** 200", "type-mismatch: the exponent of a unit goes beyond 127 | 2 m ** 200"),
    ]);
}

#[test]
fn lists_with_open_elements_are_equal_only_when_decided() {
    let one = || Outcome::Known(Value::Number(Number::ONE));
    let two = || Outcome::Known(Value::Number(Number::whole(2)));
    let error = || Outcome::Error(EvalError::NoRow);
    let list = |items: Vec<Outcome>| Value::List(items.into());
    for (left, right, expected) in [
        (vec![one(), Outcome::Unanswered], vec![one(), two()], Outcome::Unanswered),
        (vec![Outcome::Unanswered, one()], vec![one(), two()], Outcome::FALSE),
        (vec![Outcome::Unanswered], vec![one(), two()], Outcome::FALSE),
        (vec![error(), Outcome::Unanswered], vec![one(), two()], Outcome::Unanswered),
        (vec![error(), Outcome::NotApplicable], vec![one(), two()], error()),
        (vec![Outcome::NotApplicable], vec![Outcome::NotApplicable], Outcome::NotApplicable),
        (vec![], vec![], Outcome::TRUE),
    ] {
        assert_eq!(equals(&list(left), &list(right)), expected);
    }
}

#[test]
fn a_plan_with_other_values_is_a_bad_argument() {
    let text = Value::Text("a".into());
    for plan in [ArithPlan::Add, ArithPlan::DateMinusDate, ArithPlan::ClockPlusTime] {
        assert_eq!(arith(plan, &text, &Value::Boolean(true)), Err(EvalError::BadArgument));
    }
    assert_eq!(negate(&text), Err(EvalError::BadArgument));
}
