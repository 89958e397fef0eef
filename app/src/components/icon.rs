//! Drawings: the five verdict shapes and the few signs of the interface. Colour comes from the text around them.

use crate::present::mark::Mark;
use leptos::prelude::*;

/// The shape of a verdict. The word is always beside it, so the drawing itself is silent for screen readers.
#[component]
pub fn MarkIcon(mark: Mark, #[prop(default = "")] size: &'static str) -> impl IntoView {
    let class = format!("mark {} {size}", mark.class());
    let shape = match mark {
        Mark::Pass => view! {
            <circle cx="15" cy="15" r="14" fill="currentColor" />
            <path class="cut" d="M8.5 15.5l4.4 4.4 8.8-9.4" fill="none" stroke="currentColor" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round" />
        }
        .into_any(),
        Mark::Fail => view! {
            <path d="M9.2 1h11.6L29 9.2v11.6L20.8 29H9.2L1 20.8V9.2z" fill="currentColor" />
            <path class="cut" d="M10 10l10 10M20 10L10 20" stroke="currentColor" stroke-width="2.8" stroke-linecap="round" />
        }
        .into_any(),
        Mark::Open => view! {
            <circle cx="15" cy="15" r="12.7" fill="none" stroke="currentColor" stroke-width="2.4" stroke-dasharray="5 4.4" />
            <circle cx="15" cy="15" r="2.6" fill="currentColor" />
        }
        .into_any(),
        Mark::NotApplicable => view! {
            <rect x="2" y="10" width="26" height="10" rx="5" fill="currentColor" />
            <path class="cut" d="M9 15h12" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
        }
        .into_any(),
        Mark::Error => view! {
            <path d="M15 2.5L28.5 27h-27z" fill="currentColor" stroke="currentColor" stroke-width="2" stroke-linejoin="round" />
            <path class="cut" d="M15 11v8M15 23v.2" stroke="currentColor" stroke-width="2.8" stroke-linecap="round" />
        }
        .into_any(),
        Mark::Answered => view! {
            <circle cx="15" cy="15" r="12.7" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M9.5 15.3l3.7 3.7 7.2-7.6" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" />
        }
        .into_any(),
    };
    view! { <svg class=class viewBox="0 0 30 30" aria-hidden="true">{shape}</svg> }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Back,
    Tick,
    Camera,
    Note,
    Search,
    Sliders,
    Undo,
    Plus,
    Minus,
    List,
    Close,
    Warning,
    Pin,
    Bin,
    Share,
    Download,
    Printer,
    Pen,
    Lock,
}

impl Sign {
    /// Strokes on a 24-unit square.
    fn strokes(self) -> &'static str {
        match self {
            Self::Back => "M15 5l-7 7 7 7",
            Self::Tick => "M5 12.5l4.5 4.5L19 7.5",
            Self::Camera => "M4 8h3l2-3h6l2 3h3v11H4zM12 9.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 1 0 0-6.8z",
            Self::Note => "M5 4h14v12l-4 4H5zM15 20v-4h4M8 9h8M8 13h5",
            Self::Search => "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13zM16 16l4.5 4.5",
            Self::Sliders => {
                "M4 8h9M17 8h3M15 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4zM4 16h3M11 16h9M9 14a2 2 0 1 0 0 4 2 2 0 1 0 0-4z"
            }
            Self::Undo => "M9 6L4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::List => "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Warning => "M12 4L21.5 20h-19zM12 10v4.5M12 17.4v.1",
            Self::Pin => {
                "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM12 7.2a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 1 0 0-4.8z"
            }
            Self::Bin => "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5",
            Self::Share => "M12 15V4M8 7.5L12 3.5l4 4M6 11H5v9h14v-9h-1",
            Self::Download => "M12 4v11M8 11.5l4 4 4-4M5 19.5h14",
            Self::Printer => "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
            Self::Pen => "M4 20l1.2-4.6L16 4.6l3.4 3.4L8.6 18.8zM13.6 7l3.4 3.4",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        }
    }
}

#[component]
pub fn Icon(sign: Sign) -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d=sign.strokes() fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// How far a section is, as an arc; the numbers stand beside it.
#[component]
pub fn Ring(#[prop(into)] percent: Signal<usize>) -> impl IntoView {
    view! {
        <svg class="ring" viewBox="0 0 28 28" aria-hidden="true">
            <circle class="track" cx="14" cy="14" r="10.5" />
            <circle
                class="done"
                cx="14"
                cy="14"
                r="10.5"
                pathLength="100"
                transform="rotate(-90 14 14)"
                stroke-dasharray=move || format!("{} 100", percent.get())
                visibility=move || if percent.get() == 0 { "hidden" } else { "visible" }
            />
        </svg>
    }
}

/// The mark of the product.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 30 30" aria-hidden="true">
            <circle cx="15" cy="15" r="14" fill="currentColor" />
            <path d="M8.5 15.5l4.4 4.4 8.8-9.4" fill="none" stroke="var(--on-brand)" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}
