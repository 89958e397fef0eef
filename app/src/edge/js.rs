//! Calls of browser functions that the bindings do not offer on their stable side, without a line of unsafe code.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A member that is there and is something.
pub fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(target, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

pub fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(target, &name.into())?.dyn_into()?;
    let list: Array = arguments.iter().collect();
    function.apply(target, &list)
}

/// Calls a function that answers with a promise, and waits for it.
pub async fn wait(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: js_sys::Promise = call(target, name, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes every member.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// The name of a DOM exception or error: `QuotaExceededError`.
pub fn error_name(error: &JsValue) -> String {
    get(error, "name").and_then(|name| name.as_string()).unwrap_or_default()
}

pub fn navigator() -> Option<JsValue> {
    web_sys::window().map(|window| window.navigator().into())
}
