//! How much room there is, and whether the browser promised to keep the data.

use super::js;
use wasm_bindgen::JsValue;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    pub used: u64,
    pub quota: u64,
}

impl Room {
    pub fn free(self) -> u64 {
        self.quota.saturating_sub(self.used)
    }

    /// Less than 50 MB, or less than a twentieth of what is allowed.
    pub fn is_low(self) -> bool {
        self.quota > 0 && (self.free() < 50_000_000 || self.free() < self.quota / 20)
    }
}

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

pub async fn room() -> Option<Room> {
    let estimate = js::wait(&manager()?, "estimate", &[]).await.ok()?;
    let number = |name: &str| js::get(&estimate, name).and_then(|value| value.as_f64()).map(whole);
    Some(Room { used: number("usage")?, quota: number("quota")? })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes of a disk are far below 2^53"
)]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}
