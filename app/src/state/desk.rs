//! The desk: the inspection being worked on, opened from its journal, locked against other tabs, and closed again.
//! What is done with it is in `answering` and `handing_over`.

use crate::edge::db::{Batch, Db};
use crate::edge::{clock, locks, page, storage};
use crate::present::card::Stop;
use crate::present::status::SavedView;
use crate::present::{date, words};
use crate::state::fill::{Access, FillStore};
use crate::state::media::MediaStore;
use crate::state::rules::{self, RulesProblem};
use crate::state::saver::{Saver, trouble};
use crate::state::settings::{SettingsStore, use_settings};
use crate::state::work::Work;
use leptos::prelude::*;
use soat::journal::{Event, EventKind, Journal, Recovered, RulesRef, Stamp, Unrecoverable, recover};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// How far opening is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Closed,
    Opening(String),
    Open(String),
    /// Why it cannot be opened.
    Failed(String),
}

/// What an open inspection holds besides its signals.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) work: Work,
    pub(super) saver: Saver,
    lock: Option<locks::Lock>,
    awake: Option<JsValue>,
}

#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub(super) opened: StoredValue<Option<Opened>, LocalStorage>,
    pub(super) db: StoredValue<Db, LocalStorage>,
    session: StoredValue<String>,
    pub fill: FillStore,
    pub media: MediaStore,
    pub settings: SettingsStore,
    pub phase: RwSignal<Phase>,
    /// Counts changes of the open inspection; what is derived from all of it reads this.
    pub version: RwSignal<u64>,
    /// What an export or a hand-over came to.
    pub told: RwSignal<Option<String>>,
}

pub fn provide_desk() -> Desk {
    let db = Db::default();
    let desk = Desk {
        opened: StoredValue::new_local(None),
        session: StoredValue::new(clock::session_name()),
        fill: FillStore::default(),
        media: MediaStore::new(db.clone()),
        settings: use_settings(),
        phase: RwSignal::default(),
        version: RwSignal::new(0),
        told: RwSignal::new(None),
        db: StoredValue::new_local(db),
    };
    provide_context(desk);
    page::leave_field_when_hidden();
    page::on_shown(move || desk.stay_awake());
    desk
}

pub fn use_desk() -> Desk {
    use_context().unwrap_or_else(provide_desk)
}

impl Desk {
    pub fn db(self) -> Db {
        self.db.get_value()
    }

    pub fn stamp(self) -> Stamp {
        clock::stamp(&self.session.get_value(), &self.settings.who_untracked())
    }

    /// Opens an inspection, unless it is the one that is open.
    pub fn open(self, id: String) {
        let phase = self.phase.get_untracked();
        if phase == Phase::Open(id.clone()) || phase == Phase::Opening(id.clone()) {
            return;
        }
        self.close();
        self.phase.set(Phase::Opening(id.clone()));
        spawn_local(self.opening(id, false));
    }

    /// Takes the inspection from the tab that has it, and reads what that tab wrote.
    pub fn take_over(self) {
        let Phase::Open(id) = self.phase.get_untracked() else { return };
        self.close();
        self.phase.set(Phase::Opening(id.clone()));
        spawn_local(self.opening(id, true));
    }

    pub fn close(self) {
        self.opened.update_value(|opened| {
            if let Some(awake) = opened.take().and_then(|opened| opened.awake) {
                locks::let_sleep(&awake);
            }
        });
        self.fill.clear();
        self.told.set(None);
        self.phase.set(Phase::Closed);
    }

    async fn opening(self, id: String, steal: bool) {
        let lang = self.settings.lang_untracked();
        let outcome = self.read(&id).await;
        let lost = move || self.lost();
        let (work, broken) = match outcome {
            Ok(read) => read,
            Err(sentence) => {
                self.phase.try_set(Phase::Failed(sentence));
                return;
            }
        };
        let writable = work.is_open() && !broken;
        let (held, lock) =
            if writable { locks::acquire(&id, steal, lost).await } else { (locks::Held::Ours, None) };
        if self.phase.try_get_untracked() != Some(Phase::Opening(id.clone())) {
            // Another page was opened meanwhile.
            return;
        }
        let access = match (broken, work.is_open(), held) {
            (true, _, _) => Access::Broken,
            (_, false, _) => Access::Finished,
            (_, _, locks::Held::Theirs) => Access::OtherTab,
            _ => Access::Writing,
        };
        let conflict = Callback::new(move |()| self.lost());
        let saver = Saver::new(self.db(), self.fill.saved, lang, conflict);
        self.opened.set_value(Some(Opened { work, saver, lock, awake: None }));
        self.fill.access.set(access);
        self.fill.saved.set(if access == Access::Writing { SavedView::Saved } else { SavedView::ReadOnly });
        self.draw_all();
        if access == Access::Writing {
            let resumed =
                EventKind::Resumed { app: env!("CARGO_PKG_VERSION").to_owned(), note: String::new() };
            self.record(resumed);
        }
        self.phase.set(Phase::Open(id));
        self.stay_awake();
    }

    /// The journal and its rules. `true` beside it where the journal is broken and only its beginning is shown.
    async fn read(self, id: &str) -> Result<(Work, bool), String> {
        let lang = self.settings.lang_untracked();
        let db = self.db();
        let lines = db.lines(id).await.map_err(|error| trouble(lang, &error))?;
        if lines.is_empty() {
            return Err(words::no_such_inspection(lang).to_owned());
        }
        let Recovered { journal, stopped } = recover(&lines).map_err(|why| match why {
            Unrecoverable::NeedsNewer { .. } => words::db_newer(lang).to_owned(),
            Unrecoverable::NoBeginning(_) => words::record_broken(lang).to_owned(),
        })?;
        let references = references(&journal);
        let programs = rules::programs(&db, &references).await.map_err(|problem| match problem {
            RulesProblem::NotHere => words::no_rules(lang).to_owned(),
            RulesProblem::Broken => words::rules_broken(lang).to_owned(),
            RulesProblem::Storage(error) => trouble(lang, &error),
        })?;
        Ok((Work::new(journal, programs, lang), stopped.is_some()))
    }

    /// Another tab writes now.
    pub(super) fn lost(self) {
        if self.fill.access.try_get_untracked() == Some(Access::Writing)
            && self.opened.with_value(Option::is_some)
        {
            self.fill.access.set(Access::TakenOver);
            self.fill.saved.set(SavedView::ReadOnly);
        }
    }

    fn stay_awake(self) {
        let writing = self.fill.access.try_get_untracked() == Some(Access::Writing);
        if !writing || self.opened.with_value(Option::is_none) {
            return;
        }
        spawn_local(async move {
            let sentinel = locks::keep_awake().await;
            self.opened.update_value(|opened| match opened {
                Some(opened) => opened.awake = sentinel,
                // Closed while the browser thought about it.
                None => {
                    if let Some(sentinel) = &sentinel {
                        locks::let_sleep(sentinel);
                    }
                }
            });
        });
    }

    // --- what the other files build on ---

    pub(super) fn with<T>(self, act: impl FnOnce(&Work) -> T) -> Option<T> {
        self.opened.with_value(|opened| opened.as_ref().map(|opened| act(&opened.work)))
    }

    /// Changes the work and sends what it recorded to the disk.
    pub(super) fn change<T>(self, act: impl FnOnce(&mut Work, Stamp) -> T) -> Option<T> {
        let stamp = self.stamp();
        let mut outcome = None;
        self.opened.update_value(|opened| {
            outcome = opened.as_mut().map(|opened| act(&mut opened.work, stamp));
        });
        outcome
    }

    /// Puts events on their way to the disk, with the list's summary in the same transaction.
    pub(super) fn save(self, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        let at = self.fill.current.get_untracked();
        self.opened.with_value(|opened| {
            let Some(opened) = opened else { return };
            let summary = opened.work.summary(at);
            opened.saver.push(Batch {
                inspection: summary.id.clone(),
                events: events.iter().map(|event| (event.seq, event.line())).collect(),
                summary: serde_json::to_string(&summary).ok(),
                ..Batch::default()
            });
        });
        self.version.update(|version| *version += 1);
        self.promise();
    }

    /// Asks the browser once to keep the data: after the first thing worth keeping.
    fn promise(self) {
        if self.version.get_untracked() == 2 {
            let db = self.db();
            spawn_local(async move {
                storage::persist().await;
                // Without a reserve, answers have the same room as everything else.
                let _ = db.hold_reserve().await;
            });
        }
    }

    pub(super) fn keep_lock(self, lock: Option<locks::Lock>) {
        self.opened.update_value(|opened| {
            if let Some(opened) = opened {
                opened.lock = lock;
            }
        });
    }

    pub(super) fn record(self, draft: EventKind) -> bool {
        match self.change(|work, stamp| work.append(draft, stamp)) {
            Some(Ok(events)) => {
                self.save(&events);
                true
            }
            Some(Err(complaint)) => {
                self.told.set(Some(complaint.0));
                false
            }
            None => false,
        }
    }

    pub fn retry(self) {
        self.opened.with_value(|opened| {
            if let Some(opened) = opened {
                opened.saver.retry();
            }
        });
    }

    /// The whole page anew: after opening and after undoing.
    pub(super) fn draw_all(self) {
        let lang = self.settings.lang_untracked();
        let Some((title, sub, at)) = self.with(|work| {
            let inspection = work.journal().inspection();
            let own = inspection.began().purpose == soat::journal::Purpose::SelfAssessment;
            let on = words::inspected_on(lang, own, &date::day(inspection.record().as_of, lang));
            let sub = format!("{on} · {}", work.titles().join(" · "));
            (work.establishment(), sub, work.resume_at())
        }) else {
            return;
        };
        self.fill.title.set(if title.is_empty() { words::untitled(lang).to_owned() } else { title });
        self.fill.sub.set(sub);
        self.draw_counts();
        let stop = self.fill.current.get_untracked();
        let stop: Option<Stop> = stop.or_else(|| {
            self.with(|work| at.and_then(|card| work.stop_of(card)).or_else(|| work.first_stop())).flatten()
        });
        if let Some(stop) = stop {
            self.show(stop);
        }
        if let Some(card) = at {
            self.fill.draw_to(card);
            page::reveal(card.anchor());
        }
    }
}

/// In the order chosen at the beginning, then those added later.
fn references(journal: &Journal) -> Vec<RulesRef> {
    let inspection = journal.inspection();
    let present = &inspection.record().checklists;
    let began = inspection.began().checklists.iter().filter_map(|reference| present.get(&reference.id));
    let mut references: Vec<RulesRef> = began.map(|record| record.rules.clone()).collect();
    for record in present.values() {
        if !references.contains(&record.rules) {
            references.push(record.rules.clone());
        }
    }
    references
}
