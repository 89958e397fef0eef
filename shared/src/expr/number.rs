//! Exact numbers: fractions of two 128-bit whole numbers, always in lowest terms. No rounding happens unless asked for.
//!
//! Decimals such as `0.1` are exact, and so are `1 / 3` and `5 km/h`. A result that needs more than 38 digits above or
//! below the fraction line is [`EvalError::NumberTooLarge`], never an approximation.

mod text;

use std::cmp::Ordering;

pub use text::NumberTextError;

use super::value::EvalError;

/// INVARIANT (normal): `den > 0`, `gcd(num, den) == 1`, and `num != i128::MIN`, so that negation cannot overflow and
/// equal numbers have equal fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    num: i128,
    den: i128,
}

/// Which neighbour a number between two multiples goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest; from the middle to the even one: 0.5 to 0, 1.5 to 2, -2.5 to -2.
    HalfEven,
    /// To the nearest; from the middle away from zero: 2.5 to 3, -2.5 to -3.
    HalfUp,
    /// To the nearest; from the middle towards zero: 2.5 to 2, -2.5 to -2.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}

/// Greatest distance from the decimal point at which rounding can do anything.
const MAX_SCALE: i32 = 38;

impl Number {
    pub const ZERO: Self = Self { num: 0, den: 1 };
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// The fraction `num / den` in lowest terms.
    pub fn new(num: i128, den: i128) -> Result<Self, EvalError> {
        if den == 0 {
            return Err(EvalError::DivisionByZero);
        }
        if num == i128::MIN || den == i128::MIN {
            return Err(EvalError::NumberTooLarge);
        }
        let (num, den) = if den < 0 { (-num, -den) } else { (num, den) };
        Ok(Self::reduced(num, den))
    }

    /// A constant of the program text; `den` must not be zero.
    pub(crate) const fn constant(num: i128, den: i128) -> Self {
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.cast_signed();
        Self { num: num / divisor, den: den / divisor }
    }

    pub const fn whole(value: i64) -> Self {
        Self { num: value as i128, den: 1 }
    }

    /// `num / den` with `den > 0` and `num != i128::MIN`.
    fn reduced(num: i128, den: i128) -> Self {
        if den == 1 {
            return Self { num, den };
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).cast_signed();
        if divisor == 1 { Self { num, den } } else { Self { num: num / divisor, den: den / divisor } }
    }

    fn checked(num: Option<i128>, den: Option<i128>) -> Result<Self, EvalError> {
        match (num, den) {
            (Some(num), Some(den)) if num != i128::MIN => Ok(Self { num, den }),
            _ => Err(EvalError::NumberTooLarge),
        }
    }

    pub const fn numerator(self) -> i128 {
        self.num
    }

    /// Greater than zero.
    pub const fn denominator(self) -> i128 {
        self.den
    }

    pub const fn is_zero(self) -> bool {
        self.num == 0
    }

    pub const fn is_negative(self) -> bool {
        self.num < 0
    }

    pub const fn is_whole(self) -> bool {
        self.den == 1
    }

    /// The number itself when it is whole and fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.den == 1 { i64::try_from(self.num).ok() } else { None }
    }

    /// The nearest binary number, for charts and spreadsheets only: nothing in the engine computes with it.
    #[expect(clippy::cast_precision_loss, reason = "the one place that leaves exactness, on purpose")]
    pub fn to_f64_lossy(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    #[must_use]
    pub const fn abs(self) -> Self {
        Self { num: self.num.abs(), den: self.den }
    }

    /// Towards minus infinity.
    #[must_use]
    pub const fn floor(self) -> Self {
        if self.den == 1 { self } else { Self { num: self.num.div_euclid(self.den), den: 1 } }
    }

    /// Towards plus infinity.
    #[must_use]
    pub const fn ceiling(self) -> Self {
        if self.den == 1 { self } else { Self { num: self.num.div_euclid(self.den) + 1, den: 1 } }
    }

    /// The neighbouring multiple of `10^-scale`: `scale` counts digits after the decimal point, and places before it
    /// when negative.
    pub fn round(self, scale: i32, rounding: Rounding) -> Result<Self, EvalError> {
        if scale >= 0 && (self.den == 1 || self.decimals().is_some_and(|count| count <= scale.unsigned_abs()))
        {
            return Ok(self);
        }
        let cut = if scale >= 0 { self.cut_after_point(scale)? } else { self.cut_before_point(scale)? };
        let away = !cut.exact
            && match rounding {
                Rounding::HalfEven => match cut.to_half {
                    Ordering::Equal => !cut.quotient.is_multiple_of(2),
                    side => side.is_gt(),
                },
                Rounding::HalfUp => cut.to_half.is_ge(),
                Rounding::HalfDown => cut.to_half.is_gt(),
                Rounding::Up => true,
                Rounding::Down => false,
                Rounding::Floor => self.is_negative(),
                Rounding::Ceiling => !self.is_negative(),
            };
        let size = cut.quotient.checked_add(u128::from(away)).and_then(|size| i128::try_from(size).ok());
        let size = size.ok_or(EvalError::NumberTooLarge)?;
        Self { num: if self.is_negative() { -size } else { size }, den: 1 }.mul(cut.step)
    }

    fn cut_after_point(self, scale: i32) -> Result<Cut, EvalError> {
        if scale > MAX_SCALE {
            return Err(EvalError::NumberTooLarge);
        }
        let (size, den) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        let (mut quotient, mut rest) = (size / den, size % den);
        for _ in 0..scale {
            let (digit, next) = next_digit(rest, den);
            let longer = quotient.checked_mul(10).and_then(|quotient| quotient.checked_add(digit));
            quotient = longer.ok_or(EvalError::NumberTooLarge)?;
            rest = next;
        }
        let step = Self { num: 1, den: power_of_ten(scale.unsigned_abs())? };
        Ok(Cut { quotient, to_half: (2 * rest).cmp(&den), exact: rest == 0, step })
    }

    fn cut_before_point(self, scale: i32) -> Result<Cut, EvalError> {
        let (size, den) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        let (whole, fraction) = (size / den, size % den);
        if scale < -MAX_SCALE {
            // Every number is far below half of such a step.
            let step = Self { num: i128::MAX, den: 1 };
            return Ok(Cut { quotient: 0, to_half: Ordering::Less, exact: size == 0, step });
        }
        let step = power_of_ten(scale.unsigned_abs())?;
        let (quotient, rest) = (whole / step.unsigned_abs(), whole % step.unsigned_abs());
        let above = if fraction > 0 { Ordering::Greater } else { Ordering::Equal };
        let to_half = (2 * rest).cmp(&step.unsigned_abs()).then(above);
        let exact = rest == 0 && fraction == 0;
        Ok(Cut { quotient, to_half, exact, step: Self { num: step, den: 1 } })
    }

    /// How many digits the exact decimal has after its point, if it ends.
    pub fn decimals(self) -> Option<u32> {
        let twos = self.den.trailing_zeros();
        let mut rest = self.den >> twos;
        let mut fives = 0;
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }

    /// Whether a decimal text exists that reads back as this very number.
    pub fn has_decimal_text(self) -> bool {
        let scale = self.decimals().and_then(|count| power_of_ten(count).ok());
        scale.is_some_and(|scale| self.num.checked_mul(scale / self.den).is_some_and(|num| num != i128::MIN))
    }

    /// To the power of a whole number, negative ones included; `0 ** 0` is 1.
    pub fn pow(self, exponent: Self) -> Result<Self, EvalError> {
        if !exponent.is_whole() {
            return Err(EvalError::NotWhole);
        }
        let mut base = if exponent.is_negative() { Self::ONE.div(self)? } else { self };
        if base.den == 1 && base.num.unsigned_abs() <= 1 {
            let even = exponent.num % 2 == 0;
            return Ok(match base.num {
                0 if exponent.is_zero() => Self::ONE,
                -1 if even => Self::ONE,
                _ => base,
            });
        }
        let mut left = exponent.num.unsigned_abs();
        let mut result = Self::ONE;
        loop {
            if left % 2 == 1 {
                result = result.mul(base)?;
            }
            left /= 2;
            if left == 0 {
                return Ok(result);
            }
            base = base.mul(base)?;
        }
    }

    /// What is left after taking `other` out as often as it goes; it has the sign of `other`, as in FEEL.
    pub fn modulo(self, other: Self) -> Result<Self, EvalError> {
        let times = self.div(other)?.floor();
        self.sub(other.mul(times)?)
    }

    /// Exactly `scale` digits after the point, rounded half to even: `to_decimal(1)` of 2 is `2.0`.
    pub fn to_decimal(self, scale: u32) -> String {
        let rounded = i32::try_from(scale).ok().and_then(|scale| self.round(scale, Rounding::HalfEven).ok());
        let mut text = rounded.unwrap_or(self).to_string();
        let written = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        if written == 0 && scale > 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', (scale as usize).saturating_sub(written)));
        text
    }
}

/// The four operations. They are methods and not operators because each of them can fail.
#[expect(
    clippy::should_implement_trait,
    reason = "the operators of std cannot say that the result is too large"
)]
impl Number {
    #[inline]
    pub fn add(self, other: Self) -> Result<Self, EvalError> {
        if self.den == other.den {
            let num = self.num.checked_add(other.num);
            return match num {
                Some(num) if num != i128::MIN => Ok(Self::reduced(num, self.den)),
                _ => Err(EvalError::NumberTooLarge),
            };
        }
        self.add_unlike(other)
    }

    fn add_unlike(self, other: Self) -> Result<Self, EvalError> {
        let common = gcd(self.den.unsigned_abs(), other.den.unsigned_abs()).cast_signed();
        let (left, right) = (self.den / common, other.den / common);
        let num = match (self.num.checked_mul(right), other.num.checked_mul(left)) {
            (Some(a), Some(b)) => a.checked_add(b),
            _ => None,
        };
        let num = num.filter(|num| *num != i128::MIN).ok_or(EvalError::NumberTooLarge)?;
        // What can still be shortened divides `common`.
        let shorter = gcd(num.unsigned_abs(), common.unsigned_abs()).cast_signed();
        Self::checked(Some(num / shorter), (self.den / shorter).checked_mul(right))
    }

    #[inline]
    pub fn sub(self, other: Self) -> Result<Self, EvalError> {
        self.add(-other)
    }

    #[inline]
    pub fn mul(self, other: Self) -> Result<Self, EvalError> {
        if self.den == 1 && other.den == 1 {
            return Self::checked(product(self.num, other.num), Some(1));
        }
        let a = gcd(self.num.unsigned_abs(), other.den.unsigned_abs()).cast_signed();
        let b = gcd(other.num.unsigned_abs(), self.den.unsigned_abs()).cast_signed();
        let num = product(self.num / a, other.num / b);
        Self::checked(num, product(self.den / b, other.den / a))
    }

    #[inline]
    pub fn div(self, other: Self) -> Result<Self, EvalError> {
        match other.num {
            0 => Err(EvalError::DivisionByZero),
            num if num > 0 => self.mul(Self { num: other.den, den: num }),
            num => self.mul(Self { num: -other.den, den: -num }),
        }
    }
}

/// A number seen as a multiple of `step` and a rest.
struct Cut {
    quotient: u128,
    /// How the rest compares with half a step.
    to_half: Ordering,
    exact: bool,
    step: Number,
}

fn power_of_ten(exponent: u32) -> Result<i128, EvalError> {
    10_i128.checked_pow(exponent).ok_or(EvalError::NumberTooLarge)
}

#[inline]
fn product(a: i128, b: i128) -> Option<i128> {
    // Two machine words multiply without a test for overflow.
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

/// Binary algorithm; of zero and `n` it is `n`, and it is never zero since no caller passes two zeros.
fn gcd(a: u128, b: u128) -> u128 {
    if a == 1 || b == 1 {
        return 1;
    }
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(gcd64(a, b)),
        _ => gcd128(a, b),
    }
}

macro_rules! binary_gcd {
    ($name:ident, $int:ty) => {
        fn $name(mut a: $int, mut b: $int) -> $int {
            if a == 0 || b == 0 {
                return (a | b).max(1);
            }
            let shift = (a | b).trailing_zeros();
            a >>= a.trailing_zeros();
            while b != 0 {
                b >>= b.trailing_zeros();
                if a > b {
                    (a, b) = (b, a);
                }
                b -= a;
            }
            a << shift
        }
    };
}
binary_gcd!(gcd64, u64);
binary_gcd!(gcd128, u128);

/// The first decimal digit of `rest / den` for `rest < den < 2^127`, and what is left of it; ten times `rest` itself
/// might not fit.
fn next_digit(rest: u128, den: u128) -> (u128, u128) {
    let fold = |digit: u128, sum: u128| if sum >= den { (digit + 1, sum - den) } else { (digit, sum) };
    let (digit, left) = fold(0, 2 * rest);
    let (digit, left) = fold(2 * digit, 2 * left);
    let (digit, left) = fold(digit, left + rest);
    fold(2 * digit, 2 * left)
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        cmp_unlike(*self, *other)
    }
}

fn cmp_unlike(a: Number, b: Number) -> Ordering {
    if let (Some(left), Some(right)) = (product(a.num, b.den), product(b.num, a.den)) {
        return left.cmp(&right);
    }
    match (a.is_negative(), b.is_negative()) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => cmp_fractions(a, b),
        (true, true) => cmp_fractions(-b, -a),
    }
}

/// Of two numbers not below zero, by their continued fractions: whole parts first, then the rests turned over.
fn cmp_fractions(a: Number, b: Number) -> Ordering {
    let (mut a, mut b) = ((a.num, a.den), (b.num, b.den));
    loop {
        let order = (a.0 / a.1).cmp(&(b.0 / b.1));
        let (left, right) = (a.0 % a.1, b.0 % b.1);
        match (order, left, right) {
            (Ordering::Equal, 0, _) | (Ordering::Equal, _, 0) => return left.cmp(&right),
            (Ordering::Equal, _, _) => (a, b) = ((b.1, right), (a.1, left)),
            (order, _, _) => return order,
        }
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::ops::Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        Self { num: -self.num, den: self.den }
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::whole(value)
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::whole(i64::from(value))
    }
}

impl TryFrom<i128> for Number {
    type Error = EvalError;

    fn try_from(value: i128) -> Result<Self, EvalError> {
        Self::new(value, 1)
    }
}

#[cfg(test)]
mod tests;
