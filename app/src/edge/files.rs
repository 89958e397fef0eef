//! Files in and out: download, share, read.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::js;

pub fn blob(bytes: &[u8], mime: &str) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()
}

/// A page-local address of the bytes; it stays valid until the page is closed.
pub fn object_url(bytes: &[u8], mime: &str) -> Option<String> {
    Url::create_object_url_with_blob(&blob(bytes, mime)?).ok()
}

pub async fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Saves a file to the device's downloads.
pub fn download(name: &str, bytes: &[u8], mime: &str) -> Option<()> {
    let url = object_url(bytes, mime)?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    Some(())
}

pub fn can_share() -> bool {
    js::navigator().is_some_and(|navigator| js::get(&navigator, "canShare").is_some())
}

/// Hands a file to the device's share sheet. `false` where the device does not take it; closing the sheet is no
/// failure.
pub async fn share(name: &str, bytes: &[u8], mime: &str) -> bool {
    let Some(navigator) = js::navigator() else { return false };
    let Some(blob) = blob(bytes, mime) else { return false };
    let kind = js::object(&[("type", mime.into())]);
    let Some(constructor) = web_sys::window().and_then(|window| js::get(&window, "File")) else {
        return false;
    };
    let arguments = Array::of3(&Array::of1(&blob), &name.into(), &kind);
    let Ok(file) = js_sys::Reflect::construct(constructor.unchecked_ref::<js_sys::Function>(), &arguments)
    else {
        return false;
    };
    let sheet = js::object(&[("files", Array::of1(&file).into()), ("title", name.into())]);
    let takes = js::call(&navigator, "canShare", std::slice::from_ref(&sheet));
    if takes.ok().and_then(|takes| takes.as_bool()) != Some(true) {
        return false;
    }
    match js::wait(&navigator, "share", &[sheet]).await {
        Ok(_) => true,
        Err(error) => js::error_name(&error) == "AbortError",
    }
}

pub async fn text(file: &web_sys::File) -> Option<String> {
    let text: JsValue = JsFuture::from(file.text()).await.ok()?;
    text.as_string()
}
