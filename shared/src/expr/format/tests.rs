use super::*;
use crate::expr::closed;

#[test]
fn values_read_as_people_write_them() {
    for (text, vi, en) in [
        ("1234.5", "1.234,5", "1,234.5"),
        ("-1234567", "-1.234.567", "-1,234,567"),
        ("123", "123", "123"),
        ("-999", "-999", "-999"),
        ("1 / 3", "0,333333", "0.333333"),
        ("11.5 m", "11,5 m", "11.5 m"),
        ("20 %", "20%", "20%"),
        ("30 degC", "30 °C", "30 °C"),
        ("30 deg", "30°", "30°"),
        ("25000000 VND", "25.000.000 đồng", "25,000,000 VND"),
        ("1 day", "1 ngày", "1 day"),
        ("7 days", "7 ngày", "7 days"),
        ("2 years", "24 tháng", "24 months"),
        ("90 min", "90 phút", "90 min"),
        ("2 h", "2 giờ", "2 h"),
        ("1 person", "1 người", "1 person"),
        ("3 m2", "3 m²", "3 m²"),
        ("2 mg/m3", "2 mg/m³", "2 mg/m³"),
        ("2 kg * 3 m", "6 m·kg", "6 m·kg"),
        ("yes", "có", "yes"),
        ("2026-03-01", "01/03/2026", "1 Mar 2026"),
        ("2026-03-01T08:30", "01/03/2026 08:30", "1 Mar 2026 08:30"),
        ("08:30", "08:30", "08:30"),
        ("[1.5, 2]", "1,5; 2", "1.5; 2"),
        ("min([])", "không áp dụng", "not applicable"),
        ("1 / 0", "lỗi: chia cho 0", "error: division by zero"),
    ] {
        let (ty, result) = closed::evaluate(text).unwrap();
        assert_eq!(outcome(&result, &ty, None, Lang::Vi), vi, "{text}");
        assert_eq!(outcome(&result, &ty, None, Lang::En), en, "{text}");
    }
}

#[test]
fn a_quantity_is_shown_in_the_unit_it_was_asked_in() {
    let cm = UnitId::find("cm");
    let (ty, result) = closed::evaluate("1.25 m").unwrap();
    assert_eq!(outcome(&result, &ty, cm, Lang::Vi), "125 cm");
    assert_eq!(outcome(&result, &ty, UnitId::find("kg"), Lang::Vi), "1,25 m");
}

#[test]
fn literals_read_back() {
    for text in [
        "11.5 m",
        "30 degC",
        "yes",
        "2026-03-01",
        "08:30:05",
        "2026-03-01T08:30",
        "\"a\\nb\"",
        "[1, 2]",
        "3 months",
    ] {
        let (ty, result) = closed::evaluate(text).unwrap();
        let Outcome::Known(known) = result else { panic!("{text}") };
        assert_eq!(literal(&known, &ty), text);
    }
    let (ty, result) = closed::evaluate("1 / 3").unwrap();
    let Outcome::Known(known) = result else { panic!() };
    assert_eq!(literal(&known, &ty), "1 / 3");
}
