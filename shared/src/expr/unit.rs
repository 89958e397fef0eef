//! Units of measure and their dimensions. A value is kept in the base unit of its dimension; the unit it was written in
//! matters only where it is read or shown.
//!
//! Days, months and time (seconds, hours) are three dimensions: a month has no fixed number of days, and a calendar day
//! is counted on the calendar, not by the clock. Temperatures are points on a scale (`degC`, `K`, `degF`); what lies
//! between two of them is a temperature difference (`delta_K`), another dimension, which adds and multiplies as usual.

mod dimension;
mod table;

use std::sync::LazyLock;

pub use dimension::{Base, Dimension};
pub use table::UNITS;

use super::number::Number;
use super::value::EvalError;

/// One row of [`UNITS`].
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The spelling the printer uses.
    pub symbol: &'static str,
    /// Other spellings that are read.
    pub aliases: &'static [&'static str],
    pub dimension: Dimension,
    /// How many base units one of it is.
    pub factor: Number,
    /// What is added to a value before `factor`: not zero for `degC` and `degF` only.
    pub offset: Number,
    /// How people see it after a number: `m²`, `ngày`.
    pub vi: &'static str,
    pub en: &'static str,
}

/// A unit, as its place in [`UNITS`]. There is no other way to make one than to find it by name or dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u8);

impl UnitId {
    /// The unit with this symbol or alias.
    pub fn find(name: &str) -> Option<Self> {
        let at = NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        NAMES.get(at).map(|(_, unit)| *unit)
    }

    /// The longest unit name that `text` begins with and that no further letter or digit continues, with its length in
    /// bytes: of `m/s` it is `m/s`, of `m/speed` it is `m`.
    pub fn longest_prefix(text: &str) -> Option<(Self, usize)> {
        let ends =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= *LONGEST_NAME);
        let mut longest = None;
        for end in ends {
            let (Some(name), Some(rest)) = (text.get(..end), text.get(end..)) else { continue };
            if name.ends_with(char::is_whitespace) {
                break;
            }
            let continued = name.ends_with(is_unit_letter) && rest.starts_with(is_unit_letter);
            if !continued && let Some(unit) = Self::find(name) {
                longest = Some((unit, end));
            }
        }
        longest
    }

    /// The base unit of `dimension`, or of a dimension without a unit of its own nothing.
    pub fn base_of(dimension: Dimension) -> Option<Self> {
        let is_base =
            |unit: &Unit| unit.dimension == dimension && unit.factor == Number::ONE && unit.offset.is_zero();
        all().find(|(_, unit)| is_base(unit)).map(|(id, _)| id)
    }

    pub fn get(self) -> &'static Unit {
        // Every id comes from a position in the table.
        UNITS.get(usize::from(self.0)).unwrap_or(&table::FIRST)
    }

    pub fn symbol(self) -> &'static str {
        self.get().symbol
    }

    pub fn dimension(self) -> Dimension {
        self.get().dimension
    }

    pub fn label(self, lang: crate::words::Lang) -> &'static str {
        match lang {
            crate::words::Lang::Vi => self.get().vi,
            crate::words::Lang::En => self.get().en,
        }
    }

    /// `number` of this unit, in the base unit.
    #[inline]
    pub fn to_base(self, number: Number) -> Result<Number, EvalError> {
        let unit = self.get();
        if unit.offset.is_zero() {
            number.mul(unit.factor)
        } else {
            number.add(unit.offset)?.mul(unit.factor)
        }
    }

    /// `number` base units, in this unit.
    #[inline]
    pub fn from_base(self, number: Number) -> Result<Number, EvalError> {
        let unit = self.get();
        let scaled = number.div(unit.factor)?;
        if unit.offset.is_zero() { Ok(scaled) } else { scaled.sub(unit.offset) }
    }
}

/// Every unit with its id, in the order of the reference page.
pub fn all() -> impl Iterator<Item = (UnitId, &'static Unit)> {
    UNITS.iter().enumerate().map(|(at, unit)| (UnitId(at as u8), unit))
}

/// Every name of every unit, for "did you mean".
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

/// Letters and digits that cannot directly follow the name of a unit, or it would be another word.
pub fn is_unit_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

static NAMES: LazyLock<Vec<(&'static str, UnitId)>> = LazyLock::new(|| {
    let of = |(id, unit): (UnitId, &'static Unit)| {
        std::iter::once(unit.symbol).chain(unit.aliases.iter().copied()).map(move |name| (name, id))
    };
    let mut names: Vec<_> = all().flat_map(of).collect();
    names.sort_unstable();
    names
});

static LONGEST_NAME: LazyLock<usize> =
    LazyLock::new(|| NAMES.iter().map(|(name, _)| name.len()).max().unwrap_or(0));

#[cfg(test)]
mod tests;
