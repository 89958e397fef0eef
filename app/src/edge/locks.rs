//! Web Locks: one tab writes in an inspection, the others read. And the screen's wake lock.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::js;

/// What came of asking for an inspection's lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Ours,
    /// Another tab has it.
    Theirs,
}

/// Keeps an inspection's lock until it is dropped.
#[derive(Debug)]
pub struct Lock {
    release: js_sys::Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A promise that is settled already does not mind.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Asks for the lock of an inspection; `steal` takes it from the tab that has it, whose `on_lost` is then called.
/// Where the browser has no locks, the lock is ours: the journal's numbering still keeps two tabs apart.
pub async fn acquire(
    inspection: &str,
    steal: bool,
    on_lost: impl FnOnce() + 'static,
) -> (Held, Option<Lock>) {
    let Some(locks) = js::navigator().and_then(|navigator| js::get(&navigator, "locks")) else {
        return (Held::Ours, None);
    };
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut granted = None;
    let answer = Promise::new(&mut |resolve, _| granted = Some(resolve));
    let (Some(release), Some(granted)) = (release, granted) else { return (Held::Ours, None) };
    let on_grant = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let ours = !lock.is_null();
        let _ = granted.call1(&JsValue::NULL, &ours.into());
        if ours { until_released.into() } else { JsValue::UNDEFINED }
    });
    let way = if steal { "steal" } else { "ifAvailable" };
    let options = js::object(&[(way, true.into())]);
    let name = format!("soat-inspection:{inspection}");
    let Ok(request) = js::call(&locks, "request", &[name.into(), options, on_grant]) else {
        return (Held::Ours, None);
    };
    spawn_local(async move {
        // The request is over when we release the lock; it fails when another tab steals it.
        if let Ok(request) = request.dyn_into::<Promise>()
            && JsFuture::from(request).await.is_err()
        {
            on_lost();
        }
    });
    match JsFuture::from(answer).await.ok().and_then(|ours| ours.as_bool()) {
        Some(false) => (Held::Theirs, None),
        _ => (Held::Ours, Some(Lock { release })),
    }
}

/// Keeps the screen on while an inspection is filled in. Refusal is normal (low battery) and changes nothing.
pub async fn keep_awake() -> Option<JsValue> {
    let wake = js::navigator().and_then(|navigator| js::get(&navigator, "wakeLock"))?;
    js::wait(&wake, "request", &["screen".into()]).await.ok()
}

pub fn let_sleep(sentinel: &JsValue) {
    // A sentinel that the browser released by itself does not mind.
    let _ = js::call(sentinel, "release", &[]);
}
