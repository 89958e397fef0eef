//! A signature drawn with a finger or a pen.

use super::Control;
use crate::present::words;
use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

#[component]
pub fn Signature(control: Control) -> impl IntoView {
    let lang = control.lang;
    let again = RwSignal::new(false);
    let url = move || {
        let name = control.value();
        (!name.is_empty() && !again.get()).then(|| control.actions.media.run(name))
    };
    let keep = Callback::new(move |blob: web_sys::Blob| {
        again.set(false);
        control.actions.sign.run((control.card, blob));
    });
    move || {
        match url() {
        Some(url) => view! {
            <div class="field">
                {move || url.get().map(|src| view! { <img class="signature-image" src=src alt=words::signed(lang) /> })}
                <Show when=move || !control.locked.get()>
                    <button type="button" class="link" on:click=move |_| again.set(true)>{words::sign_clear(lang)}</button>
                </Show>
            </div>
        }
        .into_any(),
        None => view! { <SignaturePad on_done=keep locked=control.locked lang /> }.into_any(),
    }
    }
}

/// The pad itself, also used for signing the minutes.
#[component]
pub fn SignaturePad(
    on_done: Callback<web_sys::Blob>,
    locked: Signal<bool>,
    lang: crate::present::Lang,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let drawing = RwSignal::new(false);
    let inked = RwSignal::new(false);
    let begin = move |event: PointerEvent| {
        if locked.get_untracked() {
            return;
        }
        event.prevent_default();
        if let Some(canvas) = canvas.get_untracked() {
            // Capture keeps the stroke when the finger leaves the box; without it the stroke only ends earlier.
            let _ = canvas.set_pointer_capture(event.pointer_id());
            with_pen(&canvas, |pen| {
                pen.begin_path();
                pen.move_to(f64::from(event.offset_x()) * SCALE, f64::from(event.offset_y()) * SCALE);
            });
            drawing.set(true);
        }
    };
    let draw = move |event: PointerEvent| {
        if drawing.get_untracked()
            && let Some(canvas) = canvas.get_untracked()
        {
            with_pen(&canvas, |pen| {
                pen.line_to(f64::from(event.offset_x()) * SCALE, f64::from(event.offset_y()) * SCALE);
                pen.stroke();
            });
            inked.set(true);
        }
    };
    let clear = move || {
        if let Some(canvas) = canvas.get_untracked() {
            with_pen(&canvas, |pen| {
                pen.clear_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
            });
            inked.set(false);
        }
    };
    let done = move || {
        if let Some(canvas) = canvas.get_untracked() {
            let receive = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
                if let Some(blob) = blob {
                    on_done.run(blob);
                }
            });
            // A canvas too large for the device gives no picture; ours is small.
            let _ = canvas.to_blob(receive.unchecked_ref());
        }
    };
    view! {
        <div class="field">
            <span class="hint">{words::sign_here(lang)}</span>
            <canvas class="pad" node_ref=canvas width=WIDTH height=HEIGHT role="img" aria-label=words::sign_here(lang) on:pointerdown=begin on:pointermove=draw on:pointerup=move |_| drawing.set(false) on:pointercancel=move |_| drawing.set(false) />
            <div class="row-of">
                <button type="button" class="button" disabled=move || !inked.get() on:click=move |_| clear()>{words::sign_clear(lang)}</button>
                <button type="button" class="button primary" disabled=move || !inked.get() on:click=move |_| done()>{words::sign_save(lang)}</button>
            </div>
        </div>
    }
}

/// Canvas units per CSS pixel: the pad is shown at most 560 by 200.
const SCALE: f64 = 2.0;
const WIDTH: u32 = 1120;
const HEIGHT: u32 = 400;

fn with_pen(canvas: &web_sys::HtmlCanvasElement, act: impl FnOnce(&web_sys::CanvasRenderingContext2d)) {
    let pen = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into::<web_sys::CanvasRenderingContext2d>().ok());
    if let Some(pen) = pen {
        pen.set_line_width(4.0);
        pen.set_line_cap("round");
        pen.set_line_join("round");
        act(&pen);
    }
}
