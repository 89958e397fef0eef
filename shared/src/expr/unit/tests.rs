use super::*;
use crate::words::Lang;

fn n(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn conversions_are_exact() {
    for line in [
        "3 m = 300 cm",
        "1 inch = 25.4 mm",
        "1 ft = 12 inch",
        "1 ha = 10000 m2",
        "1 km2 = 100 ha",
        "1 l = 1000 ml",
        "1 m3 = 1000 l",
        "1 tấn = 1000 kg",
        "1 ton = 1000000 g",
        "2 h = 120 min",
        "1 week = 7 days",
        "1 year = 12 months",
        "0 degC = 273.15 K",
        "212 °F = 100 °C",
        "-40 degF = -40 degC",
        "18 km/h = 5 m/s",
        "1 MPa = 10 bar",
        "1 kN/m2 = 1 kPa",
        "1 N/mm2 = 1 MPa",
        "1 mbar = 100 Pa",
        "1 % = 10000 ppm",
        "1 % = 10 ‰",
        "2 mg/m3 = 2000 ug/m3",
        "1 mg/l = 1 g/m3",
        "1 kWh = 3.6 MJ",
        "1 kV = 1000 V",
        "1 MΩ = 1000 kohm",
        "2.5 million_VND = 2500000 đồng",
        "1 person = 1 người",
        "85 dB(A) = 85 dBA",
        "9 delta_degF = 5 delta_K",
        "60 rpm = 1 Hz",
        "1 mSv = 1000 uSv",
    ] {
        let (left, right) = line.split_once(" = ").unwrap();
        let read = |side: &str| {
            let (number, name) = side.split_once(' ').unwrap();
            let unit = UnitId::find(name).unwrap_or_else(|| panic!("{name}"));
            (unit, unit.to_base(n(number)).unwrap(), n(number))
        };
        let ((a, in_base, from), (b, other, to)) = (read(left), read(right));
        assert_eq!((in_base, a.dimension()), (other, b.dimension()), "{line}");
        assert_eq!((b.from_base(in_base), a.from_base(other)), (Ok(to), Ok(from)), "{line}");
    }
}

#[test]
fn names_are_unique_and_every_dimension_has_a_base_unit() {
    let mut list: Vec<_> = names().collect();
    assert!(UNITS.len() < 256 && all().all(|(id, unit)| UnitId::find(unit.symbol) == Some(id)));
    let count = list.len();
    list.dedup();
    assert_eq!(list.len(), count);
    for (_, unit) in all() {
        assert!(UnitId::base_of(unit.dimension).is_some(), "{}", unit.symbol);
        assert!(unit.factor > Number::ZERO && !unit.vi.is_empty() && !unit.en.is_empty());
        assert!(!unit.dimension.name(Lang::En).starts_with("a quantity in"), "{}", unit.symbol);
    }
}

#[test]
fn longest_name_wins_and_ends_at_a_word() {
    for (text, expected) in [
        ("m", Some("m")),
        ("m/s > 3", Some("m/s")),
        ("m / s", Some("m")),
        ("m/speed", Some("m")),
        ("dB(A)", Some("dBA")),
        ("dB(x)", Some("dB")),
        ("min and", Some("min")),
        ("months", Some("months")),
        ("monthsx", None),
        ("m2x", None),
        ("%", Some("%")),
        ("‰)", Some("permille")),
        ("µg/m³", Some("ug/m3")),
        ("°C", Some("degC")),
        ("metres", Some("m")),
        ("furlong", None),
        ("", None),
    ] {
        assert_eq!(UnitId::longest_prefix(text).map(|(unit, _)| unit.symbol()), expected, "{text}");
    }
}

#[test]
fn dimensions_multiply_and_are_named() {
    let m = Dimension::LENGTH;
    assert_eq!(m.multiply(m), Some(Dimension::AREA));
    assert_eq!(Dimension::VOLUME.divide(m), Some(Dimension::AREA));
    assert_eq!(m.divide(m), Some(Dimension::NONE));
    assert_eq!(m.pow(3), Some(Dimension::VOLUME));
    assert_eq!(m.pow(-128).map(|d| d.exponent(Base::Length)), Some(-128));
    assert_eq!(m.pow(200), None);
    assert_eq!(m.pow(i64::MAX), None);
    assert_eq!(m.pow(127).and_then(|long| long.multiply(m)), None);
    let force = Dimension::FORCE.multiply(Dimension::AREA).unwrap();
    for (dimension, vi, en) in [
        (Dimension::NONE, "số không có đơn vị", "a bare number"),
        (m, "độ dài (m)", "a length (m)"),
        (force, "đại lượng tính bằng m³·kg/s²", "a quantity in m³·kg/s²"),
        (Dimension::DAY.pow(-1).unwrap(), "đại lượng tính bằng 1/ngày", "a quantity in 1/day"),
    ] {
        assert_eq!(dimension.name(Lang::Vi), vi);
        assert_eq!(dimension.name(Lang::En), en);
    }
}
