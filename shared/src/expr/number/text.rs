//! Numbers as decimal text, read and written, and in serde.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Number, next_digit, power_of_ten};

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberTextError {
    /// Not of the form `-12.5`, `12`, `.5`.
    NotANumber,
    /// More than 38 digits.
    TooLarge,
}

/// Most digits that are shown of a number without a finite decimal expansion.
const SHOWN_DIGITS: u32 = 34;
impl FromStr for Number {
    type Err = NumberTextError;

    /// `12`, `-0.5`, `.5`: digits with at most one point, a digit at the end, an optional minus. No exponent, no
    /// thousands separator, no space.
    fn from_str(text: &str) -> Result<Self, NumberTextError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberTextError::NotANumber),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return Err(NumberTextError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let mut num: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            let longer = num.checked_mul(10).and_then(|num| num.checked_add(i128::from(digit - b'0')));
            num = longer.ok_or(NumberTextError::TooLarge)?;
        }
        let den = u32::try_from(fraction.len()).ok().and_then(|exponent| power_of_ten(exponent).ok());
        let den = den.ok_or(NumberTextError::TooLarge)?;
        Self::new(if negative { -num } else { num }, den).map_err(|_| NumberTextError::TooLarge)
    }
}

impl fmt::Display for Number {
    /// The exact decimal when it ends; otherwise 34 significant digits, rounded half to even.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            return write!(f, "{}", self.num);
        }
        let (size, den) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        let (mut whole, mut rest) = (size / den, size % den);
        let mut digits: Vec<u8> = Vec::new();
        let ends = self.decimals().is_some();
        let mut significant = if whole == 0 { 0 } else { whole.ilog10() + 1 };
        while rest != 0 && (ends || significant < SHOWN_DIGITS) {
            let (digit, next) = next_digit(rest, den);
            digits.push(digit as u8);
            significant += u32::from(significant > 0 || digit > 0);
            rest = next;
        }
        // The rest is never exactly half: such a number would end.
        if 2 * rest > den {
            let carried = digits.iter_mut().rev().all(|digit| {
                *digit = (*digit + 1) % 10;
                *digit == 0
            });
            whole += u128::from(carried);
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        if self.is_negative() {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if !digits.is_empty() {
            let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
            write!(f, ".{text}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_decimal_text() { write!(f, "{self}") } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

impl Serialize for Number {
    /// Its exact decimal text, or a fraction such as `1/3` where no decimal is exact.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let whole = |text: &str| text.parse::<Self>().ok().filter(|number| number.is_whole());
        let number = match text.split_once('/') {
            Some((num, den)) => whole(num).zip(whole(den)).and_then(|(num, den)| num.div(den).ok()),
            None => text.parse().ok(),
        };
        number.ok_or_else(|| de::Error::custom(format!("not a number: `{text}`")))
    }
}
