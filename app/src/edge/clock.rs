//! The wall clock, the session's own clock, and the name of this session.

use jiff::civil::Date;
use soat::journal::{Stamp, Timestamp};

/// The date on the device's calendar.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(1970);
    let month = i8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::constant(1970, 1, 1))
}

/// Milliseconds since 1970.
pub fn now_millis() -> i64 {
    whole(js_sys::Date::now())
}

/// A moment for the journal. The session's clock does not follow changes of the wall clock.
pub fn stamp(session: &str, who: &str) -> Stamp {
    let offset = -js_sys::Date::new_0().get_timezone_offset();
    let offset = i16::try_from(whole(offset)).unwrap_or_default();
    let at = Timestamp::new(now_millis(), offset).or_else(|| Timestamp::new(0, 0));
    let monotonic =
        web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    Stamp {
        at: at.unwrap_or_else(epoch),
        monotonic: u64::try_from(whole(monotonic)).unwrap_or_default(),
        session: session.to_owned(),
        who: who.to_owned(),
    }
}

/// A name that no other session has: the page's start and chance.
pub fn session_name() -> String {
    let chance = whole(js_sys::Math::random() * 1e9);
    format!("{:x}-{chance:x}", now_millis())
}

#[expect(clippy::cast_possible_truncation, reason = "clocks of browsers are far below 2^53")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[expect(clippy::expect_used, reason = "the first moment of 1970 in UTC is a timestamp")]
fn epoch() -> Timestamp {
    Timestamp::new(0, 0).expect("1970 is a year")
}
