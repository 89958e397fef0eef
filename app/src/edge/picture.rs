//! A photograph made small enough to keep: at most 1600 pixels on its longer side, upright, JPEG.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::{files, js};

const LONGEST: f64 = 1600.0;
const QUALITY: f64 = 0.82;
pub const MIME: &str = "image/jpeg";

/// Photographs are JPEG, drawn signatures PNG.
pub fn mime_of(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { MIME }
}

/// The bytes to keep, or nothing where the file is no picture that this browser reads.
pub async fn shrink(file: &Blob) -> Option<Vec<u8>> {
    let window = web_sys::window()?;
    let upright = js::object(&[("imageOrientation", "from-image".into())]);
    let bitmap: ImageBitmap =
        js::wait(&window, "createImageBitmap", &[file.into(), upright]).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(pixels(width * scale));
    canvas.set_height(pixels(height * scale));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(
            &bitmap,
            0.0,
            0.0,
            f64::from(canvas.width()),
            f64::from(canvas.height()),
        )
        .ok()?;
    bitmap.close();
    files::bytes(&encoded(&canvas).await?).await
}

async fn encoded(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve, _| {
        let receive = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let arguments = [receive, MIME.into(), QUALITY.into()];
        // A canvas that refuses leaves the promise to the line below.
        let _ = js::call(canvas, "toBlob", &arguments);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1600")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, LONGEST) as u32
}
