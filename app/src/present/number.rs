//! Numbers as people of either language type and read them. Exact decimals as text: no binary float anywhere.

use super::{Lang, words};

/// The number part and the unit part of a recorded literal such as `11.5 m`.
pub fn split_literal(literal: &str) -> (&str, &str) {
    literal.split_once(' ').unwrap_or((literal, ""))
}

/// What was typed, as the language's literal without its unit. A comma or a point may be the decimal mark; a mark
/// followed by more digits than the question takes groups thousands. What cannot be a number is handed on as typed,
/// so that the engine can say what is wrong with it.
pub fn typed(text: &str, decimals: u8) -> String {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let negative = packed.starts_with(['-', '−']);
    let body = packed.trim_start_matches(['-', '−', '+']);
    if body.is_empty() || !body.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.') {
        return text.trim().to_owned();
    }
    let (whole, fraction) = split_marks(body, decimals);
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative && !(whole == "0" && fraction.is_empty()) { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Where the fraction begins, if the last mark is a decimal mark.
fn split_marks(body: &str, decimals: u8) -> (&str, &str) {
    let Some(last) = body.rfind([',', '.']) else { return (body, "") };
    let (whole, rest) = body.split_at(last);
    let fraction = rest.get(1..).unwrap_or_default();
    let mark = rest.chars().next();
    let repeated = whole.chars().any(|c| Some(c) == mark);
    let other_mark = whole.contains([',', '.']) && !repeated;
    let grouped = fraction.len() == 3 && fraction.len() > usize::from(decimals) && !other_mark;
    if repeated || grouped { (body, "") } else { (whole, fraction) }
}

/// A literal's number in the reader's spelling. `grouped` separates thousands.
pub fn shown(number: &str, lang: Lang, grouped: bool) -> String {
    let (point, thousands) = match lang {
        Lang::Vi => (',', '.'),
        Lang::En => ('.', ','),
    };
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = if grouped { group(whole, thousands) } else { whole.to_owned() };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{fraction}") }
}

fn group(whole: &str, mark: char) -> String {
    let length = whole.len();
    let mut out = String::with_capacity(length + length / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (length - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// One step up or down in the last decimal the question takes, kept within its bounds.
pub fn stepped(
    current: Option<&str>,
    up: bool,
    decimals: u8,
    min: Option<&str>,
    max: Option<&str>,
) -> Option<String> {
    let low = min.and_then(|text| scaled(text, decimals));
    let high = max.and_then(|text| scaled(text, decimals));
    let next = match current.and_then(|text| scaled(text, decimals)) {
        None => low.unwrap_or(0),
        Some(value) if up => value.checked_add(1)?,
        Some(value) => value.checked_sub(1)?,
    };
    let next = low.map_or(next, |low| next.max(low));
    let next = high.map_or(next, |high| next.min(high));
    Some(unscaled(next, decimals))
}

fn scaled(text: &str, decimals: u8) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut fraction: String = fraction.chars().take(usize::from(decimals)).collect();
    while fraction.len() < usize::from(decimals) {
        fraction.push('0');
    }
    let value: i128 = format!("{whole}{fraction}").parse().ok()?;
    Some(if negative { -value } else { value })
}

fn unscaled(value: i128, decimals: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A range of đồng: `50–80 triệu đồng`.
pub fn dong_range(range: [i64; 2], lang: Lang) -> String {
    const MILLION: i64 = 1_000_000;
    let [low, high] = range;
    let fine = |amount: i64| amount % (MILLION / 10) == 0 && amount >= MILLION;
    let one = |amount: i64| {
        if fine(low) && fine(high) {
            shown(&unscaled(i128::from(amount / (MILLION / 10)), 1), lang, true)
        } else {
            shown(&amount.to_string(), lang, true)
        }
    };
    let unit = if fine(low) && fine(high) { words::million_dong(lang) } else { words::dong(lang) };
    if low == high { format!("{} {unit}", one(low)) } else { format!("{}–{} {unit}", one(low), one(high)) }
}

/// Bytes as people say them.
pub fn bytes(size: u64, lang: Lang) -> String {
    const KILO: u64 = 1000;
    if size < KILO * KILO {
        return format!("{} kB", size.div_ceil(KILO));
    }
    let (tenths, unit) = if size < KILO * KILO * KILO {
        (size / (KILO * KILO / 10), "MB")
    } else {
        (size / (KILO * KILO * KILO / 10), "GB")
    };
    format!("{} {unit}", shown(&unscaled(i128::from(tenths), 1), lang, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comma_and_point_are_both_read_as_people_mean_them() {
        for (text, decimals, expected) in [
            ("11,5", 1, "11.5"),
            ("11.5", 1, "11.5"),
            ("11", 1, "11"),
            (" 011,50 ", 2, "11.5"),
            ("1.500", 0, "1500"),
            ("1,500", 1, "1500"),
            ("1.500", 3, "1.5"),
            ("25.000.000", 0, "25000000"),
            ("1.250,75", 2, "1250.75"),
            ("1,250.75", 2, "1250.75"),
            ("-0,5", 1, "-0.5"),
            ("0", 0, "0"),
            ("mười", 1, "mười"),
            ("2,55", 1, "2.55"),
        ] {
            assert_eq!(typed(text, decimals), expected, "{text} with {decimals} decimals");
        }
    }

    #[test]
    fn what_is_shown_is_read_back_as_the_same_number() {
        for (number, decimals, grouped) in [
            ("11.5", 1, false),
            ("1500", 0, true),
            ("25000000", 0, true),
            ("0.125", 3, false),
            ("1250.75", 2, false),
        ] {
            for lang in [Lang::Vi, Lang::En] {
                assert_eq!(typed(&shown(number, lang, grouped), decimals), number);
            }
        }
    }

    #[test]
    fn steps_move_the_last_decimal_and_stay_within_bounds() {
        assert_eq!(stepped(Some("11.5"), true, 1, Some("0"), Some("80")).as_deref(), Some("11.6"));
        assert_eq!(stepped(Some("0"), false, 1, Some("0"), Some("80")).as_deref(), Some("0"));
        assert_eq!(stepped(Some("80"), true, 0, Some("0"), Some("80")).as_deref(), Some("80"));
        assert_eq!(stepped(None, true, 1, Some("15"), None).as_deref(), Some("15"));
        assert_eq!(stepped(Some("-0.1"), true, 1, None, None).as_deref(), Some("0"));
        assert_eq!(stepped(Some("9.9"), true, 1, None, None).as_deref(), Some("10"));
    }

    #[test]
    fn money_is_said_in_millions_where_that_is_exact() {
        assert_eq!(dong_range([50_000_000, 80_000_000], Lang::Vi), "50–80 triệu đồng");
        assert_eq!(dong_range([2_500_000, 5_000_000], Lang::Vi), "2,5–5 triệu đồng");
        assert_eq!(dong_range([500_000, 1_000_000], Lang::Vi), "500.000–1.000.000 đồng");
        assert_eq!(dong_range([1_000_000, 1_000_000], Lang::En), "1 million VND");
    }

    #[test]
    fn bytes_are_rounded_for_people() {
        assert_eq!(bytes(3_200_000, Lang::Vi), "3,2 MB");
        assert_eq!(bytes(900, Lang::En), "1 kB");
        assert_eq!(bytes(64_000_000_000, Lang::En), "64 GB");
    }
}
