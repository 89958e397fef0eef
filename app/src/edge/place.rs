//! Where the device is, if it says so.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::js;

/// `10.762622,106.660172`, or nothing where the device or the user refuses.
pub async fn locate() -> Option<String> {
    let locator = js::navigator().and_then(|navigator| js::get(&navigator, "geolocation"))?;
    let asked = Promise::new(&mut |resolve, reject| {
        let found = Closure::once_into_js(move |position: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &position);
        });
        let options = js::object(&[("enableHighAccuracy", true.into()), ("timeout", 15_000.into())]);
        if js::call(&locator, "getCurrentPosition", &[found, reject.clone().into(), options]).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let position = JsFuture::from(asked).await.ok()?;
    let coords = js::get(&position, "coords")?;
    let degrees = |name: &str| js::get(&coords, name).and_then(|value| value.as_f64());
    Some(format!("{:.6},{:.6}", degrees("latitude")?, degrees("longitude")?))
}
