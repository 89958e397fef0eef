//! What the fill page shows of the open inspection. Rows are keyed by card, so one answer wakes one card.

use std::collections::BTreeMap;

use crate::present::card::{CardId, Face, GroupView, MissingView, RailLine, Row, Stop};
use crate::present::mark::{Mark, Tally, Totals};
use crate::present::status::{SavedView, ToastView};
use leptos::prelude::*;
use reactive_stores::{Field, Store};

/// The rows of the section on screen.
#[derive(Clone, Debug, Default, Store)]
pub struct Sheet {
    #[store(key: CardId = |row| row.card)]
    rows: Vec<Row>,
}

/// Which cards of the section are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    Open,
    Fail,
}

/// Whether the inspection can be written here, and if not, why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    #[default]
    Writing,
    /// Another tab writes.
    OtherTab,
    /// Another tab took over while this one was writing.
    TakenOver,
    Finished,
    /// The journal does not add up.
    Broken,
}

/// A question found by searching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub card: CardId,
    pub ask: String,
    pub within: String,
}

/// A section of thousands of questions is drawn in parts.
const DRAWN_AT_ONCE: usize = 120;

#[derive(Clone, Copy, Debug)]
pub struct FillStore {
    sheet: Store<Sheet>,
    faces: StoredValue<BTreeMap<CardId, Face>>,
    /// Made once per stop and kept as long as the inspection is open.
    tallies: StoredValue<BTreeMap<Stop, ArcRwSignal<Tally>>>,
    pub title: RwSignal<String>,
    pub sub: RwSignal<String>,
    pub cards: RwSignal<Vec<CardId>>,
    /// How many of them are drawn; more on demand.
    pub drawn: RwSignal<usize>,
    pub current: RwSignal<Option<Stop>>,
    pub heading: RwSignal<String>,
    pub group: RwSignal<Option<GroupView>>,
    pub rail: RwSignal<Vec<RailLine>>,
    pub filter: RwSignal<Filter>,
    pub query: RwSignal<String>,
    pub hits: RwSignal<Vec<Hit>>,
    pub totals: RwSignal<Totals>,
    pub stop_work: RwSignal<Vec<String>>,
    pub missing: RwSignal<Vec<MissingView>>,
    pub saved: RwSignal<SavedView>,
    pub access: RwSignal<Access>,
    pub toast: RwSignal<Option<ToastView>>,
    pub can_undo: RwSignal<bool>,
    /// Said to screen readers after an answer changed a verdict.
    pub announcement: RwSignal<String>,
}

impl Default for FillStore {
    fn default() -> Self {
        Self {
            sheet: Store::new(Sheet::default()),
            faces: StoredValue::new(BTreeMap::new()),
            tallies: StoredValue::new(BTreeMap::new()),
            title: RwSignal::default(),
            sub: RwSignal::default(),
            cards: RwSignal::default(),
            drawn: RwSignal::new(DRAWN_AT_ONCE),
            current: RwSignal::default(),
            heading: RwSignal::default(),
            group: RwSignal::default(),
            rail: RwSignal::default(),
            filter: RwSignal::default(),
            query: RwSignal::default(),
            hits: RwSignal::default(),
            totals: RwSignal::default(),
            stop_work: RwSignal::default(),
            missing: RwSignal::default(),
            saved: RwSignal::default(),
            access: RwSignal::default(),
            toast: RwSignal::default(),
            can_undo: RwSignal::default(),
            announcement: RwSignal::default(),
        }
    }
}

impl FillStore {
    /// Puts another section on the screen.
    pub fn show(self, stop: Stop, heading: String, cards: Vec<(Face, Row)>) {
        let order: Vec<CardId> = cards.iter().map(|(face, _)| face.card).collect();
        let (faces, rows): (Vec<Face>, Vec<Row>) = cards.into_iter().unzip();
        // The old cards leave before their rows do.
        self.cards.set(Vec::new());
        self.faces.set_value(faces.into_iter().map(|face| (face.card, face)).collect());
        // Through the keyed field, so that the keys follow.
        self.sheet.rows().set(rows);
        self.heading.set(heading);
        self.current.set(Some(stop));
        self.filter.set(Filter::All);
        self.drawn.set(DRAWN_AT_ONCE);
        self.cards.set(order);
    }

    /// Forgets the inspection.
    pub fn clear(self) {
        self.cards.set(Vec::new());
        self.faces.set_value(BTreeMap::new());
        self.tallies.set_value(BTreeMap::new());
        self.rail.set(Vec::new());
        self.current.set(None);
        self.group.set(None);
        self.query.set(String::new());
        self.hits.set(Vec::new());
        self.missing.set(Vec::new());
        self.stop_work.set(Vec::new());
        self.totals.set(Totals::default());
        self.toast.set(None);
        self.announcement.set(String::new());
        self.can_undo.set(false);
    }

    /// Lists the cards that the filter keeps. They stay listed while they are answered, so that nothing jumps away
    /// from under the finger.
    pub fn set_filter(self, filter: Filter) {
        let rows = self.sheet.rows().read_untracked();
        let kept = rows.iter().filter(|row| match filter {
            Filter::All => true,
            Filter::Open => row.shown && row.mark == Mark::Open,
            Filter::Fail => row.shown && row.mark == Mark::Fail,
        });
        let kept = kept.map(|row| row.card).collect();
        drop(rows);
        self.filter.set(filter);
        self.cards.set(kept);
    }

    /// Draws the next part of the section.
    pub fn draw_more(self) {
        self.drawn.update(|drawn| *drawn += DRAWN_AT_ONCE);
    }

    /// Draws as far as this card.
    pub fn draw_to(self, card: CardId) {
        let at = self.cards.read_untracked().iter().position(|listed| *listed == card);
        if let Some(at) = at.filter(|at| *at >= self.drawn.get_untracked()) {
            self.drawn.set(at + DRAWN_AT_ONCE);
        }
    }

    pub fn face(self, card: CardId) -> Option<Face> {
        self.faces.with_value(|faces| faces.get(&card).cloned())
    }

    /// A card's row for as long as the card is on the screen. When the section is replaced, the row is gone a moment
    /// before its card is: until then the card keeps what it showed last.
    pub fn row(self, card: CardId) -> Memo<Row> {
        let field: Field<Row> = self.sheet.rows().at_key(card).into();
        Memo::new(move |last: Option<&Row>| {
            let row = field.try_read().map(|row| row.clone());
            row.or_else(|| last.cloned()).unwrap_or_else(|| Row::empty(card))
        })
    }

    /// Writes one row; nobody else wakes.
    pub fn put(self, row: Row) {
        let listed = self.faces.with_value(|faces| faces.contains_key(&row.card));
        if listed {
            self.sheet.rows().at_key(row.card).set(row);
        }
    }

    pub fn change(self, card: CardId, act: impl FnOnce(&mut Row)) {
        let listed = self.faces.with_value(|faces| faces.contains_key(&card));
        if listed {
            self.sheet.rows().at_key(card).update(act);
        }
    }

    /// The cards of the section on screen, whatever the filter.
    pub fn on_screen(self) -> Vec<CardId> {
        self.faces.with_value(|faces| faces.keys().copied().collect())
    }

    /// Unanswered and failing cards of the section on screen.
    pub fn section_counts(self) -> (usize, usize) {
        let tally = self.current.get().map(|stop| self.tally(stop).get()).unwrap_or_default();
        (tally.open(), tally.fails)
    }

    /// A stop's progress, as a signal of its own.
    pub fn tally(self, stop: Stop) -> ArcRwSignal<Tally> {
        let known = self.tallies.with_value(|tallies| tallies.get(&stop).cloned());
        known.unwrap_or_else(|| {
            let fresh = ArcRwSignal::new(Tally::default());
            self.tallies.update_value(|tallies| {
                tallies.insert(stop, fresh.clone());
            });
            fresh
        })
    }

    pub fn set_tally(self, stop: Stop, tally: Tally) {
        let signal = self.tally(stop);
        if *signal.read_untracked() != tally {
            signal.set(tally);
        }
    }

    /// Draws the way through anew, if it is another.
    pub fn set_rail(self, rail: Vec<RailLine>) {
        if *self.rail.read_untracked() != rail {
            self.rail.set(rail);
        }
    }

    pub fn locked(self) -> Signal<bool> {
        Signal::derive(move || self.access.get() != Access::Writing)
    }
}
