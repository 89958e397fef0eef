//! How much room there is, and whether the browser promised to keep the data.

use super::js;
use wasm_bindgen::JsValue;

fn manager() -> Option<JsValue> {
    js::navigator().and_then(|navigator| js::get(&navigator, "storage"))
}

pub async fn persisted() -> Option<bool> {
    js::wait(&manager()?, "persisted", &[]).await.ok()?.as_bool()
}

/// Asks the browser to keep the data; it may refuse.
pub async fn persist() -> Option<bool> {
    js::wait(&manager()?, "persist", &[]).await.ok()?.as_bool()
}

/// Bytes in use, and bytes allowed.
pub async fn room() -> Option<(u64, u64)> {
    let estimate = js::wait(&manager()?, "estimate", &[]).await.ok()?;
    let number = |name: &str| js::get(&estimate, name).and_then(|value| value.as_f64()).map(whole);
    Some((number("usage")?, number("quota")?))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes of a disk are far below 2^53"
)]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}
