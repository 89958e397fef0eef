//! The queue to the disk: changes are written in the order they were made, several at once when the disk is slower
//! than the fingers. "Saved" is said only when nothing waits and the last transaction is complete.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::edge::db::{Batch, Db, DbError};
use crate::edge::page;
use crate::present::status::SavedView;
use crate::present::{Lang, words};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// How long after a failure it is tried again by itself.
const RETRY_AFTER_MS: i32 = 4000;

#[derive(Clone, Debug)]
pub struct Saver {
    inner: Rc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    waiting: RefCell<VecDeque<Batch>>,
    busy: Cell<bool>,
    view: RwSignal<SavedView>,
    lang: Lang,
    /// Somebody else wrote in this inspection.
    on_conflict: Callback<()>,
}

impl Saver {
    pub fn new(db: Db, view: RwSignal<SavedView>, lang: Lang, on_conflict: Callback<()>) -> Self {
        let inner =
            Inner { db, waiting: RefCell::default(), busy: Cell::new(false), view, lang, on_conflict };
        Self { inner: Rc::new(inner) }
    }

    pub fn push(&self, batch: Batch) {
        self.inner.waiting.borrow_mut().push_back(batch);
        self.run();
    }

    pub fn retry(&self) {
        self.run();
    }

    fn run(&self) {
        if self.inner.busy.replace(true) {
            return;
        }
        self.inner.view.try_set(SavedView::Saving);
        let saver = self.clone();
        spawn_local(async move {
            let outcome = saver.write_all().await;
            saver.inner.busy.set(false);
            saver.tell(outcome);
        });
    }

    async fn write_all(&self) -> Result<(), DbError> {
        loop {
            let (batch, count) = self.together();
            if count == 0 {
                return Ok(());
            }
            self.inner.db.write(&batch).await?;
            self.inner.waiting.borrow_mut().drain(..count);
        }
    }

    /// Everything that waits, as one transaction.
    fn together(&self) -> (Batch, usize) {
        let waiting = self.inner.waiting.borrow();
        let mut all = Batch::default();
        for batch in waiting.iter() {
            all.inspection.clone_from(&batch.inspection);
            all.events.extend(batch.events.iter().cloned());
            all.media.extend(batch.media.iter().cloned());
            all.rules.extend(batch.rules.iter().cloned());
            if batch.summary.is_some() {
                all.summary.clone_from(&batch.summary);
            }
        }
        (all, waiting.len())
    }

    fn tell(&self, outcome: Result<(), DbError>) {
        let lang = self.inner.lang;
        match outcome {
            // A change that came in while the last one was being told.
            Ok(()) if !self.inner.waiting.borrow().is_empty() => self.run(),
            Ok(()) => {
                self.inner.view.try_set(SavedView::Saved);
            }
            Err(DbError::Conflict) => {
                let count = self.inner.waiting.borrow().len();
                self.inner.view.try_set(SavedView::Failed(words::unsaved(lang, count)));
                self.inner.on_conflict.run(());
            }
            Err(error) => {
                let count = self.inner.waiting.borrow().len();
                let sentence = format!("{} {}", words::unsaved(lang, count), trouble(lang, &error));
                self.inner.view.try_set(SavedView::Failed(sentence));
                let again = self.clone();
                page::after(RETRY_AFTER_MS, move || again.retry());
            }
        }
    }
}

/// What is wrong with the storage, and what to do.
pub fn trouble(lang: Lang, error: &DbError) -> String {
    match error {
        DbError::Unavailable => words::db_unavailable(lang).to_owned(),
        DbError::Newer => words::db_newer(lang).to_owned(),
        DbError::Full => words::db_full(lang).to_owned(),
        DbError::Closed => words::db_closed(lang).to_owned(),
        DbError::Conflict => words::taken_over(lang).to_owned(),
        DbError::Failed(name) => format!("{} ({name})", words::db_failed(lang)),
    }
}
