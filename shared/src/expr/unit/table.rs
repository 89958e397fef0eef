//! The table of units: one row each. A new unit is one row here.

use super::{Dimension, Number, Unit};

const fn unit(
    symbol: &'static str,
    aliases: &'static [&'static str],
    dimension: Dimension,
    (num, den): (i128, i128),
    vi: &'static str,
    en: &'static str,
) -> Unit {
    Unit { symbol, aliases, dimension, factor: Number::constant(num, den), offset: Number::ZERO, vi, en }
}

const fn shifted(unit: Unit, num: i128, den: i128) -> Unit {
    Unit { offset: Number::constant(num, den), ..unit }
}

pub(super) const FIRST: Unit = unit("m", &["metre", "metres", "mét"], Dimension::LENGTH, (1, 1), "m", "m");

/// Every unit the language knows, grouped by dimension.
#[rustfmt::skip]
pub const UNITS: &[Unit] = &[
    FIRST,
    unit("mm", &[], Dimension::LENGTH, (1, 1000), "mm", "mm"),
    unit("cm", &[], Dimension::LENGTH, (1, 100), "cm", "cm"),
    unit("dm", &[], Dimension::LENGTH, (1, 10), "dm", "dm"),
    unit("km", &[], Dimension::LENGTH, (1000, 1), "km", "km"),
    unit("um", &["µm", "μm"], Dimension::LENGTH, (1, 1_000_000), "µm", "µm"),
    unit("inch", &["inches"], Dimension::LENGTH, (254, 10_000), "inch", "in"),
    unit("ft", &["feet"], Dimension::LENGTH, (3048, 10_000), "foot", "ft"),

    unit("m2", &["m²"], Dimension::AREA, (1, 1), "m²", "m²"),
    unit("mm2", &["mm²"], Dimension::AREA, (1, 1_000_000), "mm²", "mm²"),
    unit("cm2", &["cm²"], Dimension::AREA, (1, 10_000), "cm²", "cm²"),
    unit("dm2", &["dm²"], Dimension::AREA, (1, 100), "dm²", "dm²"),
    unit("km2", &["km²"], Dimension::AREA, (1_000_000, 1), "km²", "km²"),
    unit("ha", &["hecta", "hectares"], Dimension::AREA, (10_000, 1), "ha", "ha"),

    unit("m3", &["m³"], Dimension::VOLUME, (1, 1), "m³", "m³"),
    unit("cm3", &["cm³"], Dimension::VOLUME, (1, 1_000_000), "cm³", "cm³"),
    unit("dm3", &["dm³"], Dimension::VOLUME, (1, 1000), "dm³", "dm³"),
    unit("l", &["L", "litre", "litres", "liter", "liters", "lít"], Dimension::VOLUME, (1, 1000), "lít", "l"),
    unit("ml", &["mL"], Dimension::VOLUME, (1, 1_000_000), "ml", "ml"),

    unit("kg", &[], Dimension::MASS, (1, 1), "kg", "kg"),
    unit("g", &[], Dimension::MASS, (1, 1000), "g", "g"),
    unit("mg", &[], Dimension::MASS, (1, 1_000_000), "mg", "mg"),
    unit("ug", &["µg", "μg"], Dimension::MASS, (1, 1_000_000_000), "µg", "µg"),
    unit("t", &["ton", "tons", "tonne", "tonnes", "tấn"], Dimension::MASS, (1000, 1), "tấn", "t"),

    unit("s", &["second", "seconds", "giây"], Dimension::TIME, (1, 1), "giây", "s"),
    unit("ms", &[], Dimension::TIME, (1, 1000), "ms", "ms"),
    unit("min", &["minute", "minutes", "phút"], Dimension::TIME, (60, 1), "phút", "min"),
    unit("h", &["hour", "hours", "giờ"], Dimension::TIME, (3600, 1), "giờ", "h"),

    unit("days", &["day", "ngày"], Dimension::DAY, (1, 1), "ngày", "days"),
    unit("weeks", &["week", "tuần"], Dimension::DAY, (7, 1), "tuần", "weeks"),
    unit("months", &["month", "tháng"], Dimension::MONTH, (1, 1), "tháng", "months"),
    unit("years", &["year", "năm"], Dimension::MONTH, (12, 1), "năm", "years"),

    unit("K", &["kelvin"], Dimension::TEMPERATURE, (1, 1), "K", "K"),
    shifted(unit("degC", &["°C", "℃"], Dimension::TEMPERATURE, (1, 1), "°C", "°C"), 27_315, 100),
    shifted(unit("degF", &["°F"], Dimension::TEMPERATURE, (5, 9), "°F", "°F"), 45_967, 100),
    unit("delta_K", &["delta_degC", "ΔK", "Δ°C"], Dimension::TEMPERATURE_DIFFERENCE, (1, 1), "°C (chênh lệch)", "°C (difference)"),
    unit("delta_degF", &["Δ°F"], Dimension::TEMPERATURE_DIFFERENCE, (5, 9), "°F (chênh lệch)", "°F (difference)"),

    unit("m/s", &[], Dimension::SPEED, (1, 1), "m/s", "m/s"),
    unit("km/h", &[], Dimension::SPEED, (1000, 3600), "km/h", "km/h"),
    unit("m/min", &[], Dimension::SPEED, (1, 60), "m/phút", "m/min"),
    unit("mm/s", &[], Dimension::SPEED, (1, 1000), "mm/s", "mm/s"),
    unit("m/s2", &["m/s²"], Dimension::ACCELERATION, (1, 1), "m/s²", "m/s²"),
    unit("m3/s", &["m³/s"], Dimension::FLOW, (1, 1), "m³/s", "m³/s"),
    unit("m3/min", &["m³/min"], Dimension::FLOW, (1, 60), "m³/phút", "m³/min"),
    unit("m3/h", &["m³/h"], Dimension::FLOW, (1, 3600), "m³/giờ", "m³/h"),
    unit("l/s", &["L/s"], Dimension::FLOW, (1, 1000), "lít/giây", "l/s"),
    unit("l/min", &["L/min"], Dimension::FLOW, (1, 60_000), "lít/phút", "l/min"),
    unit("l/h", &["L/h"], Dimension::FLOW, (1, 3_600_000), "lít/giờ", "l/h"),
    unit("Hz", &[], Dimension::FREQUENCY, (1, 1), "Hz", "Hz"),
    unit("kHz", &[], Dimension::FREQUENCY, (1000, 1), "kHz", "kHz"),
    unit("MHz", &[], Dimension::FREQUENCY, (1_000_000, 1), "MHz", "MHz"),
    unit("GHz", &[], Dimension::FREQUENCY, (1_000_000_000, 1), "GHz", "GHz"),
    unit("rpm", &[], Dimension::FREQUENCY, (1, 60), "vòng/phút", "rpm"),

    unit("N", &[], Dimension::FORCE, (1, 1), "N", "N"),
    unit("kN", &[], Dimension::FORCE, (1000, 1), "kN", "kN"),
    unit("daN", &[], Dimension::FORCE, (10, 1), "daN", "daN"),
    unit("Pa", &["N/m2", "N/m²"], Dimension::PRESSURE, (1, 1), "Pa", "Pa"),
    unit("kPa", &["kN/m2", "kN/m²"], Dimension::PRESSURE, (1000, 1), "kPa", "kPa"),
    unit("MPa", &["N/mm2", "N/mm²"], Dimension::PRESSURE, (1_000_000, 1), "MPa", "MPa"),
    unit("bar", &[], Dimension::PRESSURE, (100_000, 1), "bar", "bar"),
    unit("mbar", &["hPa"], Dimension::PRESSURE, (100, 1), "mbar", "mbar"),
    unit("kgf/cm2", &["at", "kgf/cm²", "kG/cm2", "kG/cm²"], Dimension::PRESSURE, (980_665, 10), "kgf/cm²", "kgf/cm²"),
    unit("J", &[], Dimension::ENERGY, (1, 1), "J", "J"),
    unit("kJ", &[], Dimension::ENERGY, (1000, 1), "kJ", "kJ"),
    unit("MJ", &[], Dimension::ENERGY, (1_000_000, 1), "MJ", "MJ"),
    unit("Wh", &[], Dimension::ENERGY, (3600, 1), "Wh", "Wh"),
    unit("kWh", &[], Dimension::ENERGY, (3_600_000, 1), "kWh", "kWh"),
    unit("W", &["VA"], Dimension::POWER, (1, 1), "W", "W"),
    unit("mW", &[], Dimension::POWER, (1, 1000), "mW", "mW"),
    unit("kW", &["kVA"], Dimension::POWER, (1000, 1), "kW", "kW"),
    unit("MW", &["MVA"], Dimension::POWER, (1_000_000, 1), "MW", "MW"),
    unit("W/m2", &["W/m²"], Dimension::IRRADIANCE, (1, 1), "W/m²", "W/m²"),
    unit("kW/m2", &["kW/m²"], Dimension::IRRADIANCE, (1000, 1), "kW/m²", "kW/m²"),

    unit("kg/m3", &["kg/m³"], Dimension::CONCENTRATION, (1, 1), "kg/m³", "kg/m³"),
    unit("g/m3", &["g/m³", "mg/l", "mg/L"], Dimension::CONCENTRATION, (1, 1000), "g/m³", "g/m³"),
    unit("mg/m3", &["mg/m³", "ug/l", "µg/l"], Dimension::CONCENTRATION, (1, 1_000_000), "mg/m³", "mg/m³"),
    unit("ug/m3", &["µg/m3", "µg/m³", "μg/m3", "μg/m³", "ug/m³"], Dimension::CONCENTRATION, (1, 1_000_000_000), "µg/m³", "µg/m³"),
    unit("g/l", &["g/L"], Dimension::CONCENTRATION, (1, 1), "g/lít", "g/l"),
    unit("kg/m2", &["kg/m²"], Dimension::AREA_DENSITY, (1, 1), "kg/m²", "kg/m²"),
    unit("g/m2", &["g/m²"], Dimension::AREA_DENSITY, (1, 1000), "g/m²", "g/m²"),
    unit("kg/s", &[], Dimension::MASS_FLOW, (1, 1), "kg/s", "kg/s"),
    unit("kg/h", &[], Dimension::MASS_FLOW, (1, 3600), "kg/giờ", "kg/h"),

    unit("A", &[], Dimension::CURRENT, (1, 1), "A", "A"),
    unit("mA", &[], Dimension::CURRENT, (1, 1000), "mA", "mA"),
    unit("kA", &[], Dimension::CURRENT, (1000, 1), "kA", "kA"),
    unit("V", &[], Dimension::VOLTAGE, (1, 1), "V", "V"),
    unit("mV", &[], Dimension::VOLTAGE, (1, 1000), "mV", "mV"),
    unit("kV", &[], Dimension::VOLTAGE, (1000, 1), "kV", "kV"),
    unit("ohm", &["Ω", "\u{2126}"], Dimension::RESISTANCE, (1, 1), "Ω", "Ω"),
    unit("kohm", &["kΩ", "k\u{2126}"], Dimension::RESISTANCE, (1000, 1), "kΩ", "kΩ"),
    unit("Mohm", &["MΩ", "M\u{2126}"], Dimension::RESISTANCE, (1_000_000, 1), "MΩ", "MΩ"),
    unit("V/m", &[], Dimension::ELECTRIC_FIELD, (1, 1), "V/m", "V/m"),
    unit("kV/m", &[], Dimension::ELECTRIC_FIELD, (1000, 1), "kV/m", "kV/m"),

    unit("lux", &["lx"], Dimension::ILLUMINANCE, (1, 1), "lux", "lux"),
    unit("dB", &[], Dimension::SOUND, (1, 1), "dB", "dB"),
    unit("dBA", &["dB(A)"], Dimension::SOUND, (1, 1), "dBA", "dBA"),
    unit("%", &["percent"], Dimension::PROPORTION, (1, 1), "%", "%"),
    unit("permille", &["‰"], Dimension::PROPORTION, (1, 10), "‰", "‰"),
    unit("ppm", &[], Dimension::PROPORTION, (1, 10_000), "ppm", "ppm"),
    unit("ppb", &[], Dimension::PROPORTION, (1, 10_000_000), "ppb", "ppb"),
    unit("deg", &["°"], Dimension::ANGLE, (1, 1), "°", "°"),
    unit("Sv", &[], Dimension::DOSE, (1, 1), "Sv", "Sv"),
    unit("mSv", &[], Dimension::DOSE, (1, 1000), "mSv", "mSv"),
    unit("uSv", &["µSv", "μSv"], Dimension::DOSE, (1, 1_000_000), "µSv", "µSv"),
    unit("Sv/s", &[], Dimension::DOSE_RATE, (1, 1), "Sv/s", "Sv/s"),
    unit("mSv/h", &[], Dimension::DOSE_RATE, (1, 3_600_000), "mSv/giờ", "mSv/h"),
    unit("uSv/h", &["µSv/h", "μSv/h"], Dimension::DOSE_RATE, (1, 3_600_000_000), "µSv/giờ", "µSv/h"),

    unit("VND", &["dong", "đồng"], Dimension::MONEY, (1, 1), "đồng", "VND"),
    unit("million_VND", &["trieu", "triệu"], Dimension::MONEY, (1_000_000, 1), "triệu đồng", "million VND"),
    unit("billion_VND", &["ty", "tỷ"], Dimension::MONEY, (1_000_000_000, 1), "tỷ đồng", "billion VND"),
    unit("people", &["person", "persons", "người"], Dimension::PEOPLE, (1, 1), "người", "people"),
];
