//! What cards, the fill page and hand-over can ask for, as callbacks to the desk.

use crate::components::card::CardActions;
use crate::pages::fill::FillActions;
use crate::pages::handover::HandoverActions;
use crate::present::card::CardId;
use crate::state::desk::Desk;
use leptos::prelude::*;

pub fn card_actions(desk: Desk) -> CardActions {
    CardActions {
        answer: Callback::new(move |(card, recorded)| desk.answer(card, &recorded)),
        note: Callback::new(move |(card, text)| desk.note(card, text)),
        add_photo: Callback::new(move |(card, file)| desk.photograph(card, file)),
        remove_photo: Callback::new(move |(card, photo): (CardId, String)| desk.remove_photo(card, &photo)),
        sign: Callback::new(move |(card, blob)| desk.draw_signature(card, blob)),
        locate: Callback::new(move |card| desk.locate(card)),
        explain: Callback::new(move |card| desk.explain(card)),
        media: Callback::new(move |name: String| desk.media.address(&name)),
    }
}

pub fn fill_actions(desk: Desk, next: Callback<()>) -> FillActions {
    FillActions {
        card: card_actions(desk),
        go: Callback::new(move |stop| desk.go(stop)),
        go_card: Callback::new(move |card| desk.go_card(card)),
        next,
        search: Callback::new(move |query| desk.search(query)),
        add_row: Callback::new(move |stop| desk.add_row(stop)),
        remove_row: Callback::new(move |stop| desk.remove_row(stop)),
        complete: Callback::new(move |complete| desk.complete(complete)),
        undo: Callback::new(move |()| desk.undo()),
        retry: Callback::new(move |()| desk.retry()),
        take_over: Callback::new(move |()| desk.take_over()),
        reopen: Callback::new(move |reason| desk.reopen(reason)),
    }
}

pub fn handover_actions(desk: Desk) -> HandoverActions {
    HandoverActions {
        name: Callback::new(move |(role, name, title)| desk.name_person(role, name, title)),
        sign: Callback::new(move |(role, blob)| desk.sign(role, blob)),
        report: Callback::new(move |()| desk.export_report()),
        journal: Callback::new(move |()| desk.export_journal()),
        share: Callback::new(move |()| desk.share_report()),
        finish: Callback::new(move |()| desk.finish()),
        retry: Callback::new(move |()| desk.retry()),
        media: card_actions(desk).media,
    }
}
