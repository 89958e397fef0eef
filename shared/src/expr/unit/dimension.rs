//! Dimensions: which base quantities a unit is made of, and to which powers. What messages call them.

use std::fmt;

use crate::words::Lang;

/// A quantity that is not made of others, with its base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// metre
    Length,
    /// kilogram
    Mass,
    /// second
    Time,
    /// kelvin, as a point of the scale
    Temperature,
    /// kelvin, as a distance on the scale
    TemperatureDifference,
    /// ampere
    Current,
    /// lux
    Illuminance,
    /// decibel
    Sound,
    /// one in a hundred
    Proportion,
    /// đồng
    Money,
    /// person
    People,
    /// degree of arc
    Angle,
    /// sievert
    Dose,
    /// calendar day
    Day,
    /// calendar month
    Month,
}

/// Exponents of the base quantities. Two numbers may be added and compared only when these are equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Dimension([i8; BASES.len()]);

#[rustfmt::skip]
const BASES: [(Base, &str, &str); 15] = [
    (Base::Length, "m", "m"), (Base::Mass, "kg", "kg"), (Base::Time, "s", "s"), (Base::Temperature, "K", "K"),
    (Base::TemperatureDifference, "ΔK", "ΔK"), (Base::Current, "A", "A"), (Base::Illuminance, "lux", "lux"),
    (Base::Sound, "dB", "dB"), (Base::Proportion, "%", "%"), (Base::Money, "đồng", "VND"),
    (Base::People, "người", "person"), (Base::Angle, "°", "°"), (Base::Dose, "Sv", "Sv"), (Base::Day, "ngày", "day"),
    (Base::Month, "tháng", "month"),
];

impl Dimension {
    /// A bare number.
    pub const NONE: Self = Self([0; BASES.len()]);
    pub const LENGTH: Self = Self::of(&[(Base::Length, 1)]);
    pub const AREA: Self = Self::of(&[(Base::Length, 2)]);
    pub const VOLUME: Self = Self::of(&[(Base::Length, 3)]);
    pub const MASS: Self = Self::of(&[(Base::Mass, 1)]);
    pub const TIME: Self = Self::of(&[(Base::Time, 1)]);
    pub const DAY: Self = Self::of(&[(Base::Day, 1)]);
    pub const MONTH: Self = Self::of(&[(Base::Month, 1)]);
    pub const TEMPERATURE: Self = Self::of(&[(Base::Temperature, 1)]);
    pub const TEMPERATURE_DIFFERENCE: Self = Self::of(&[(Base::TemperatureDifference, 1)]);
    pub const SPEED: Self = Self::of(&[(Base::Length, 1), (Base::Time, -1)]);
    pub const ACCELERATION: Self = Self::of(&[(Base::Length, 1), (Base::Time, -2)]);
    pub const FLOW: Self = Self::of(&[(Base::Length, 3), (Base::Time, -1)]);
    pub const FREQUENCY: Self = Self::of(&[(Base::Time, -1)]);
    pub const FORCE: Self = Self::of(&[(Base::Mass, 1), (Base::Length, 1), (Base::Time, -2)]);
    pub const PRESSURE: Self = Self::of(&[(Base::Mass, 1), (Base::Length, -1), (Base::Time, -2)]);
    pub const ENERGY: Self = Self::of(&[(Base::Mass, 1), (Base::Length, 2), (Base::Time, -2)]);
    pub const POWER: Self = Self::of(&[(Base::Mass, 1), (Base::Length, 2), (Base::Time, -3)]);
    pub const IRRADIANCE: Self = Self::of(&[(Base::Mass, 1), (Base::Time, -3)]);
    pub const CONCENTRATION: Self = Self::of(&[(Base::Mass, 1), (Base::Length, -3)]);
    pub const AREA_DENSITY: Self = Self::of(&[(Base::Mass, 1), (Base::Length, -2)]);
    pub const MASS_FLOW: Self = Self::of(&[(Base::Mass, 1), (Base::Time, -1)]);
    pub const CURRENT: Self = Self::of(&[(Base::Current, 1)]);
    pub const VOLTAGE: Self =
        Self::of(&[(Base::Mass, 1), (Base::Length, 2), (Base::Time, -3), (Base::Current, -1)]);
    pub const RESISTANCE: Self =
        Self::of(&[(Base::Mass, 1), (Base::Length, 2), (Base::Time, -3), (Base::Current, -2)]);
    pub const ELECTRIC_FIELD: Self =
        Self::of(&[(Base::Mass, 1), (Base::Length, 1), (Base::Time, -3), (Base::Current, -1)]);
    pub const ILLUMINANCE: Self = Self::of(&[(Base::Illuminance, 1)]);
    pub const SOUND: Self = Self::of(&[(Base::Sound, 1)]);
    pub const PROPORTION: Self = Self::of(&[(Base::Proportion, 1)]);
    pub const MONEY: Self = Self::of(&[(Base::Money, 1)]);
    pub const PEOPLE: Self = Self::of(&[(Base::People, 1)]);
    pub const ANGLE: Self = Self::of(&[(Base::Angle, 1)]);
    pub const DOSE: Self = Self::of(&[(Base::Dose, 1)]);
    pub const DOSE_RATE: Self = Self::of(&[(Base::Dose, 1), (Base::Time, -1)]);

    #[expect(clippy::indexing_slicing, reason = "a base is its own place in the array; runs at compile time")]
    const fn of(powers: &[(Base, i8)]) -> Self {
        let mut exponents = [0; BASES.len()];
        let mut at = 0;
        while at < powers.len() {
            exponents[powers[at].0 as usize] = powers[at].1;
            at += 1;
        }
        Self(exponents)
    }

    pub fn exponent(self, base: Base) -> i8 {
        self.0.get(base as usize).copied().unwrap_or(0)
    }

    /// Whether it has to do with points of a temperature scale, which only compare and subtract.
    pub fn is_affine(self) -> bool {
        self.exponent(Base::Temperature) != 0
    }

    /// The dimension of a product; `None` where an exponent leaves -128 to 127.
    pub fn multiply(self, other: Self) -> Option<Self> {
        self.zip(other, i8::checked_add)
    }

    pub fn divide(self, other: Self) -> Option<Self> {
        self.zip(other, i8::checked_sub)
    }

    pub fn pow(self, exponent: i64) -> Option<Self> {
        let mut result = Self::NONE;
        for (to, from) in result.0.iter_mut().zip(self.0) {
            *to = i8::try_from(i64::from(from).checked_mul(exponent)?).ok()?;
        }
        Some(result)
    }

    fn zip(self, other: Self, combine: fn(i8, i8) -> Option<i8>) -> Option<Self> {
        let mut result = Self::NONE;
        for ((to, a), b) in result.0.iter_mut().zip(self.0).zip(other.0) {
            *to = combine(a, b)?;
        }
        Some(result)
    }

    /// What a message calls it: `a length (m)`, `độ dài (m)`, `a quantity in kg·m²`, `a bare number`.
    pub fn name(self, lang: Lang) -> String {
        let known = NAMED.iter().find(|(dimension, ..)| *dimension == self);
        match (known, lang) {
            (Some((_, vi, _)), Lang::Vi) => (*vi).to_owned(),
            (Some((_, _, en)), Lang::En) => (*en).to_owned(),
            (None, Lang::Vi) => format!("đại lượng tính bằng {}", self.symbol(lang)),
            (None, Lang::En) => format!("a quantity in {}", self.symbol(lang)),
        }
    }

    /// Base units with their exponents: `kg·m²/s²`; nothing for a bare number, and `1/s` where all are below the line.
    pub fn symbol(self, lang: Lang) -> String {
        let side = |sign: i8| {
            let parts = BASES.iter().zip(self.0).filter(|(_, exponent)| exponent.signum() == sign);
            let part = |((_, vi, en), exponent): (&(Base, &str, &str), i8)| {
                let unit = if lang == Lang::Vi { vi } else { en };
                format!("{unit}{}", superscript(exponent.unsigned_abs()))
            };
            parts.map(part).collect::<Vec<_>>().join("·")
        };
        match (side(1), side(-1)) {
            (above, below) if below.is_empty() => above,
            (above, below) if above.is_empty() => format!("1/{below}"),
            (above, below) => format!("{above}/{below}"),
        }
    }
}

fn superscript(exponent: u8) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if exponent == 1 {
        return String::new();
    }
    let digit = |c: char| c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).copied();
    exponent.to_string().chars().filter_map(digit).collect()
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dimension({})", self.symbol(Lang::En))
    }
}

/// Dimensions that have a name of their own.
#[rustfmt::skip]
const NAMED: &[(Dimension, &str, &str)] = &[
    (Dimension::NONE, "số không có đơn vị", "a bare number"),
    (Dimension::LENGTH, "độ dài (m)", "a length (m)"),
    (Dimension::AREA, "diện tích (m²)", "an area (m²)"),
    (Dimension::VOLUME, "thể tích (m³)", "a volume (m³)"),
    (Dimension::MASS, "khối lượng (kg)", "a mass (kg)"),
    (Dimension::TIME, "thời gian (giờ, phút)", "a time span (hours, minutes)"),
    (Dimension::DAY, "số ngày", "a number of days"),
    (Dimension::MONTH, "số tháng", "a number of months"),
    (Dimension::TEMPERATURE, "nhiệt độ (°C)", "a temperature (°C)"),
    (Dimension::TEMPERATURE_DIFFERENCE, "chênh lệch nhiệt độ (ΔK)", "a temperature difference (ΔK)"),
    (Dimension::SPEED, "tốc độ (m/s)", "a speed (m/s)"),
    (Dimension::ACCELERATION, "gia tốc (m/s²)", "an acceleration (m/s²)"),
    (Dimension::FLOW, "lưu lượng (m³/s)", "a flow (m³/s)"),
    (Dimension::FREQUENCY, "tần số (Hz)", "a frequency (Hz)"),
    (Dimension::FORCE, "lực (N)", "a force (N)"),
    (Dimension::PRESSURE, "áp suất (Pa)", "a pressure (Pa)"),
    (Dimension::ENERGY, "năng lượng (J)", "an energy (J)"),
    (Dimension::POWER, "công suất (W)", "a power (W)"),
    (Dimension::IRRADIANCE, "cường độ bức xạ (W/m²)", "an irradiance (W/m²)"),
    (Dimension::CONCENTRATION, "nồng độ (kg/m³)", "a concentration (kg/m³)"),
    (Dimension::AREA_DENSITY, "khối lượng trên diện tích (kg/m²)", "a mass per area (kg/m²)"),
    (Dimension::MASS_FLOW, "lưu lượng khối (kg/s)", "a mass flow (kg/s)"),
    (Dimension::CURRENT, "cường độ dòng điện (A)", "an electric current (A)"),
    (Dimension::VOLTAGE, "điện áp (V)", "a voltage (V)"),
    (Dimension::RESISTANCE, "điện trở (Ω)", "a resistance (Ω)"),
    (Dimension::ELECTRIC_FIELD, "cường độ điện trường (V/m)", "an electric field (V/m)"),
    (Dimension::ILLUMINANCE, "độ rọi (lux)", "an illuminance (lux)"),
    (Dimension::SOUND, "mức âm (dB)", "a sound level (dB)"),
    (Dimension::PROPORTION, "tỷ lệ (%)", "a proportion (%)"),
    (Dimension::MONEY, "số tiền (đồng)", "an amount of money (VND)"),
    (Dimension::PEOPLE, "số người", "a number of people"),
    (Dimension::ANGLE, "góc (°)", "an angle (°)"),
    (Dimension::DOSE, "liều bức xạ (Sv)", "a radiation dose (Sv)"),
    (Dimension::DOSE_RATE, "suất liều bức xạ (Sv/s)", "a radiation dose rate (Sv/s)"),
];
