//! What the fill page does with the open inspection: answers, notes, photographs, rows, undo, and finding one's way.

use crate::edge::db::Batch;
use crate::edge::{files, page, picture, place, storage};
use crate::present::card::{CardId, Recorded, Stop, Subject, Widget, in_words};
use crate::present::mark::Mark;
use crate::present::status::{Room, ToastView};
use crate::present::{number, words};
use crate::state::desk::Desk;
use crate::state::fill::Hit;
use crate::state::work::{Complaint, Effect, Work};
use leptos::prelude::*;
use soat::journal::{EventKind, Hash, Media};
use wasm_bindgen_futures::spawn_local;

const TOAST_MS: i32 = 6000;
const HITS: usize = 40;

impl Desk {
    // --- answers ---

    pub fn answer(self, card: CardId, recorded: &Recorded) {
        let lang = self.settings.lang_untracked();
        let before = self.with(|work| work.row(card)).flatten();
        match self.change(|work, stamp| work.answer(card, recorded, stamp)) {
            Some(Ok((events, effect))) => {
                self.fill.change(card, |row| row.complaint = None);
                if events.is_empty() {
                    return;
                }
                self.draw(&effect);
                self.save(&events);
                self.announce(card);
                let replaced = before.is_some_and(|row| !row.recorded.is_nothing());
                if replaced {
                    let widget = self.fill.face(card).map_or(Widget::Verdict, |face| face.widget);
                    let text = match recorded {
                        Recorded::Nothing => words::cleared(lang),
                        recorded => words::changed_to(lang, &in_words(recorded, &widget, lang)),
                    };
                    self.toast(text, true);
                }
            }
            Some(Err(Complaint(sentence))) => self.fill.change(card, |row| row.complaint = Some(sentence)),
            None => {}
        }
    }

    pub fn note(self, card: CardId, text: String) {
        match self.change(|work, stamp| work.note(card, text, stamp)) {
            Some(Ok(events)) => {
                self.draw(&Effect { cards: [card].into(), rail: false });
                self.save(&events);
            }
            Some(Err(Complaint(sentence))) => self.fill.change(card, |row| row.complaint = Some(sentence)),
            None => {}
        }
    }

    /// The picture is on the disk before the event that names it: a photograph that does not fit is refused, and the
    /// answer beside it is not touched.
    pub fn photograph(self, card: CardId, file: web_sys::File) {
        spawn_local(self.photographing(card, file));
    }

    async fn photographing(self, card: CardId, file: web_sys::File) {
        let lang = self.settings.lang_untracked();
        let complain = move |sentence: String| self.fill.change(card, |row| row.complaint = Some(sentence));
        let Some(bytes) = picture::shrink(&file).await else {
            complain(words::photo_unreadable(lang).to_owned());
            return;
        };
        let Some((media, _)) = self.keep_media(&bytes, picture::MIME, &file.name(), complain).await else {
            return;
        };
        let Some(place) = self.with(|work| work.journal_place(card)).flatten() else { return };
        let name = media.id.to_string();
        if self.record(EventKind::MediaAdded { place, media }) {
            self.fill.change(card, |row| row.complaint = None);
            let is_answer = self.fill.face(card).is_some_and(|face| face.widget == Widget::Photo);
            let unanswered =
                self.with(|work| work.row(card)).flatten().is_some_and(|row| row.recorded.is_nothing());
            if is_answer && unanswered {
                self.answer(card, &Recorded::Value(name));
            }
            self.draw(&Effect { cards: [card].into(), rail: false });
        }
    }

    pub fn remove_photo(self, card: CardId, photo: &str) {
        let lang = self.settings.lang_untracked();
        let found = self.with(|work| {
            let place = work.journal_place(card)?;
            let media = work
                .journal()
                .inspection()
                .media(&place)
                .find(|media| media.id.to_string() == photo)?
                .clone();
            Some((place, media))
        });
        if let Some((place, media)) = found.flatten()
            && self.record(EventKind::MediaRemoved { place, media })
        {
            self.draw(&Effect { cards: [card].into(), rail: false });
            self.toast(words::photo_removed(lang).to_owned(), true);
        }
    }

    pub fn draw_signature(self, card: CardId, blob: web_sys::Blob) {
        spawn_local(self.drawing_signature(card, blob));
    }

    async fn drawing_signature(self, card: CardId, blob: web_sys::Blob) {
        let complain = move |sentence: String| self.fill.change(card, |row| row.complaint = Some(sentence));
        let Some(bytes) = files::bytes(&blob).await else { return };
        let Some((media, _)) = self.keep_media(&bytes, "image/png", "signature.png", complain).await else {
            return;
        };
        let name = media.id.to_string();
        let Some(place) = self.with(|work| work.journal_place(card)).flatten() else { return };
        if self.record(EventKind::MediaAdded { place, media }) {
            self.answer(card, &Recorded::Value(name));
        }
    }

    /// Puts bytes in the media store and describes them for the journal.
    pub(super) async fn keep_media(
        self,
        bytes: &[u8],
        mime: &str,
        name: &str,
        complain: impl Fn(String),
    ) -> Option<(Media, Vec<u8>)> {
        let lang = self.settings.lang_untracked();
        let id = Hash::of(bytes);
        let batch = Batch { media: vec![(id.to_string(), bytes.to_vec())], ..Batch::default() };
        if let Err(error) = self.db().write_media(&batch).await {
            let needed = number::bytes(bytes.len() as u64, lang);
            let free = storage::room().await.map_or(0, |(used, quota)| Room { used, quota }.free());
            complain(match error {
                crate::edge::db::DbError::Full => {
                    words::photo_refused(lang, &needed, &number::bytes(free, lang))
                }
                other => crate::state::saver::trouble(lang, &other),
            });
            return None;
        }
        self.media.know(&id.to_string(), bytes);
        let taken_at = self.stamp().at;
        let media = Media {
            id,
            mime: mime.to_owned(),
            bytes: bytes.len() as u64,
            taken_at,
            name: name.chars().take(120).collect(),
            location: None,
        };
        Some((media, bytes.to_vec()))
    }

    pub fn locate(self, card: CardId) {
        spawn_local(self.locating(card));
    }

    async fn locating(self, card: CardId) {
        let lang = self.settings.lang_untracked();
        self.fill.change(card, |row| row.complaint = Some(words::locating(lang).to_owned()));
        match place::locate().await {
            Some(position) => self.answer(card, &Recorded::Value(position)),
            None => {
                self.fill.change(card, |row| row.complaint = Some(words::location_refused(lang).to_owned()));
            }
        }
    }

    // --- rows of groups ---

    pub fn add_row(self, stop: Stop) {
        if let Some(Ok((events, row))) = self.change(|work, stamp| work.add_row(stop, stamp)) {
            self.draw_counts();
            self.go(row);
            self.save(&events);
        }
    }

    pub fn remove_row(self, stop: Stop) {
        let lang = self.settings.lang_untracked();
        let title = self.with(|work| work.title_of(stop)).unwrap_or_default();
        if let Some(Ok(events)) = self.change(|work, stamp| work.remove_row(stop, stamp))
            && let Stop::Row { checklist, group, .. } = stop
        {
            self.draw_counts();
            self.go(Stop::Group { checklist, group });
            self.save(&events);
            self.toast(words::removed(lang, &title), true);
        }
    }

    pub fn complete(self, complete: bool) {
        let Some(stop) = self.fill.current.get_untracked() else { return };
        if let Some(Ok(events)) = self.change(|work, stamp| work.complete(stop, complete, stamp)) {
            self.draw_counts();
            self.draw_section();
            self.save(&events);
        }
    }

    pub fn undo(self) {
        let lang = self.settings.lang_untracked();
        if let Some(Ok(events)) = self.change(Work::undo)
            && !events.is_empty()
        {
            self.draw_counts();
            let current = self.fill.current.get_untracked();
            let still_there = current.filter(|stop| {
                self.with(|work| work.stops(stop.checklist()).contains(stop)).unwrap_or_default()
            });
            match still_there.or_else(|| self.with(Work::first_stop).flatten()) {
                Some(stop) if Some(stop) == current => self.draw_section(),
                Some(stop) => self.show(stop),
                None => {}
            }
            self.save(&events);
            self.toast(words::undone(lang), false);
        }
    }

    // --- the way ---

    pub fn explain(self, card: CardId) -> Vec<String> {
        self.with(|work| work.explain(card)).unwrap_or_default()
    }

    pub fn go(self, stop: Stop) {
        self.leave_search();
        self.show(stop);
        page::scroll_to_top();
        page::reveal("section-title".to_owned());
    }

    pub fn go_card(self, card: CardId) {
        self.leave_search();
        let stop = self.with(|work| work.stop_of(card)).flatten();
        if let Some(stop) = stop {
            if self.fill.current.get_untracked() != Some(stop)
                || !self.fill.cards.read_untracked().contains(&card)
            {
                self.show(stop);
            }
            self.fill.draw_to(card);
            let anchor = if matches!(card.subject, Subject::Group(_)) {
                "group-end".to_owned()
            } else {
                card.anchor()
            };
            page::reveal(anchor);
        }
    }

    /// Goes to the first missing question after the one in focus, else to the first of all. `false` with none left.
    pub fn go_next(self) -> bool {
        let missing = self.with(Work::missing).unwrap_or_default();
        let here = self.fill.current.get_untracked();
        let focused = page::focused_card();
        let at = focused.and_then(|anchor| missing.iter().position(|line| line.card.anchor() == anchor));
        let after_focus = at.and_then(|at| missing.get(at + 1));
        let in_section =
            missing.iter().find(|line| self.with(|work| work.stop_of(line.card)).flatten() == here);
        let line = after_focus.or(in_section).or_else(|| missing.first());
        if let Some(line) = line {
            self.go_card(line.card);
        }
        line.is_some()
    }

    pub fn search(self, query: String) {
        let hits = if query.trim().is_empty() {
            Vec::new()
        } else {
            self.with(|work| work.search(&query, HITS)).unwrap_or_default()
        };
        let hits = hits.into_iter().map(|(card, ask, within)| Hit { card, ask, within }).collect();
        self.fill.hits.set(hits);
        self.fill.query.set(query);
    }

    fn leave_search(self) {
        if !self.fill.query.read_untracked().is_empty() {
            self.search(String::new());
        }
    }

    // --- drawing ---

    pub(super) fn show(self, stop: Stop) {
        let drawn = self.with(|work| {
            let cards =
                work.cards(stop).into_iter().filter_map(|card| Some((work.face(card)?, work.row(card)?)));
            (work.title_of(stop), cards.collect::<Vec<_>>(), work.group_view(stop))
        });
        if let Some((title, cards, group)) = drawn {
            self.fill.show(stop, title, cards);
            self.fill.group.set(group);
        }
    }

    /// Every row of the section on screen, in place.
    fn draw_section(self) {
        let rows = self.with(|work| {
            let cards = self.fill.on_screen();
            cards.into_iter().filter_map(|card| work.row(card)).collect::<Vec<_>>()
        });
        for row in rows.unwrap_or_default() {
            self.fill.put(row);
        }
        let stop = self.fill.current.get_untracked();
        let group = stop.and_then(|stop| self.with(|work| work.group_view(stop)).flatten());
        self.fill.group.set(group);
    }

    /// What one answer changed: its cards, their sections' progress, the totals.
    fn draw(self, effect: &Effect) {
        let on_screen = self.fill.on_screen();
        self.with(|work| {
            for card in effect.cards.iter().filter(|card| on_screen.contains(card)) {
                if let Some(row) = work.row(*card) {
                    self.fill.put(row);
                }
            }
            for stop in effect.cards.iter().filter_map(|card| work.stop_of(*card)) {
                self.fill.set_tally(stop, work.tally(stop));
            }
            self.fill.totals.set(work.totals());
            self.fill.can_undo.set(work.can_undo());
            if let Some(stop) = self.fill.current.get_untracked() {
                let title = work.title_of(stop);
                if *self.fill.heading.read_untracked() != title {
                    self.fill.heading.set(title);
                }
            }
        });
        self.draw_later(effect.rail);
    }

    /// What needs a look at the whole inspection comes after the answer is on the screen.
    fn draw_later(self, rail: bool) {
        page::next_frame(move || {
            let drawn = self.with(|work| (work.stop_work(), work.missing(), rail.then(|| work.rail())));
            if let Some((stop_work, missing, rail)) = drawn {
                self.fill.stop_work.try_set(stop_work);
                self.fill.missing.try_set(missing);
                if let Some(rail) = rail {
                    self.fill.set_rail(rail);
                }
            }
        });
    }

    pub(super) fn draw_counts(self) {
        self.with(|work| {
            for (stop, tally) in work.tallies() {
                self.fill.set_tally(*stop, *tally);
            }
            self.fill.totals.set(work.totals());
            self.fill.can_undo.set(work.can_undo());
            self.fill.set_rail(work.rail());
            self.fill.stop_work.set(work.stop_work());
            self.fill.missing.set(work.missing());
        });
    }

    /// Says the new verdict to those who do not see it.
    fn announce(self, card: CardId) {
        let lang = self.settings.lang_untracked();
        let Some(row) = self.with(|work| work.row(card)).flatten() else { return };
        let text = match (row.mark, row.finding) {
            (Mark::Fail, Some(finding)) => format!("{}: {}", row.mark.word(lang), finding.title),
            (mark, _) => mark.word(lang).to_owned(),
        };
        self.fill.announcement.set(text);
    }

    pub(super) fn toast(self, text: String, can_undo: bool) {
        let toast = ToastView { text, can_undo };
        self.fill.toast.set(Some(toast.clone()));
        page::after(TOAST_MS, move || {
            if self.fill.toast.try_get_untracked().flatten().as_ref() == Some(&toast) {
                self.fill.toast.set(None);
            }
        });
    }
}
