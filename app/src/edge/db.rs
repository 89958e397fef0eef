//! IndexedDB: the journals, what the list shows, media and rule texts. One writing transaction at a time, with strict
//! durability; success is told only after the transaction is complete.
//!
//! | store | key | value |
//! |---|---|---|
//! | `inspections` | id | the list's summary, JSON |
//! | `events` | id, seq | one line of the journal |
//! | `media` | SHA-256 | bytes |
//! | `rules` | SHA-256 | the text of a rule file |
//! | `kept` | name | room held back for answers, when the disk is full |

use std::cell::RefCell;
use std::rc::Rc;

use idb::{DatabaseEvent, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbTransaction};

use super::js;

const NAME: &str = "soat";
const VERSION: u32 = 1;
const STORES: [&str; 5] = ["inspections", "events", "media", "rules", "kept"];
/// Room that is given up when an answer would not fit otherwise.
const RESERVE: u32 = 1 << 20;

/// Why something is not stored or not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbError {
    /// The browser has no IndexedDB, or refuses it here.
    Unavailable,
    /// The data was written by a later version of the app.
    Newer,
    /// No room left.
    Full,
    /// Somebody else wrote under this number first.
    Conflict,
    /// The connection was closed under the app.
    Closed,
    Failed(String),
}

/// What one answer puts on disk, all of it or none.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub inspection: String,
    /// `seq` and line.
    pub events: Vec<(u64, String)>,
    /// JSON of the summary.
    pub summary: Option<String>,
    pub media: Vec<(String, Vec<u8>)>,
    pub rules: Vec<(String, String)>,
}

/// A connection that opens itself again when the browser closes it.
#[derive(Clone, Debug, Default)]
pub struct Db {
    connection: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Db {
    pub async fn write(&self, batch: &Batch) -> Result<(), DbError> {
        match self.write_once(batch).await {
            Err(DbError::Closed) => self.write_once(batch).await,
            Err(DbError::Full) if batch.media.is_empty() => {
                self.give_up_reserve().await?;
                self.write_once(batch).await
            }
            other => other,
        }
    }

    /// Media go alone, and never take the room that is held back for answers.
    pub async fn write_media(&self, batch: &Batch) -> Result<(), DbError> {
        let transaction = self.transaction(&["media"], Mode::Write).await?;
        for (name, bytes) in &batch.media {
            put(&transaction, "media", &Uint8Array::from(bytes.as_slice()), &name.as_str().into())?;
        }
        complete(&transaction).await
    }

    pub async fn summaries(&self) -> Result<Vec<String>, DbError> {
        let values = self.all("inspections", None).await?;
        Ok(values.iter().filter_map(JsValue::as_string).collect())
    }

    /// The journal's lines in order.
    pub async fn lines(&self, inspection: &str) -> Result<Vec<String>, DbError> {
        let range = events_of(inspection)?;
        let values = self.all("events", Some(range.into())).await?;
        Ok(values.iter().filter_map(JsValue::as_string).collect())
    }

    pub async fn media(&self, name: &str) -> Result<Option<Vec<u8>>, DbError> {
        let value = self.one("media", name).await?;
        Ok(value.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
    }

    pub async fn all_media(&self) -> Result<Vec<Vec<u8>>, DbError> {
        let values = self.all("media", None).await?;
        Ok(values.iter().filter_map(JsCast::dyn_ref::<Uint8Array>).map(Uint8Array::to_vec).collect())
    }

    pub async fn all_rule_texts(&self) -> Result<Vec<String>, DbError> {
        let values = self.all("rules", None).await?;
        Ok(values.iter().filter_map(JsValue::as_string).collect())
    }

    pub async fn rule_text(&self, sha256: &str) -> Result<Option<String>, DbError> {
        Ok(self.one("rules", sha256).await?.and_then(|value| value.as_string()))
    }

    /// Lays a record aside that makes room for answers when the disk is full. Best effort.
    pub async fn hold_reserve(&self) -> Result<(), DbError> {
        if self.one("kept", "reserve").await?.is_some() {
            return Ok(());
        }
        let transaction = self.transaction(&["kept"], Mode::Write).await?;
        put(&transaction, "kept", &Uint8Array::new_with_length(RESERVE), &"reserve".into())?;
        complete(&transaction).await
    }

    async fn give_up_reserve(&self) -> Result<(), DbError> {
        let transaction = self.transaction(&["kept"], Mode::Write).await?;
        let store = store(&transaction, "kept")?;
        store.delete(Query::Key("reserve".into())).map_err(failed)?;
        complete(&transaction).await
    }

    async fn write_once(&self, batch: &Batch) -> Result<(), DbError> {
        let transaction = self.transaction(&["inspections", "events", "media", "rules"], Mode::Write).await?;
        let id: JsValue = batch.inspection.as_str().into();
        for (name, bytes) in &batch.media {
            put(&transaction, "media", &Uint8Array::from(bytes.as_slice()), &name.as_str().into())?;
        }
        for (sha256, text) in &batch.rules {
            put(&transaction, "rules", &text.as_str().into(), &sha256.as_str().into())?;
        }
        let events = store(&transaction, "events")?;
        for (seq, line) in &batch.events {
            // `add`, never `put`: a number that is taken means that somebody else wrote, and nothing may be lost.
            events.add(&line.as_str().into(), Some(&event_key(&id, *seq))).map_err(failed)?;
        }
        if let Some(summary) = &batch.summary {
            put(&transaction, "inspections", &summary.as_str().into(), &id)?;
        }
        complete(&transaction).await
    }

    async fn one(&self, name: &str, key: &str) -> Result<Option<JsValue>, DbError> {
        let transaction = self.transaction(&[name], Mode::Read).await?;
        let store = store(&transaction, name)?;
        store.get(Query::Key(key.into())).map_err(failed)?.await.map_err(failed)
    }

    async fn all(&self, name: &str, query: Option<Query>) -> Result<Vec<JsValue>, DbError> {
        let transaction = self.transaction(&[name], Mode::Read).await?;
        let store = store(&transaction, name)?;
        store.get_all(query, None).map_err(failed)?.await.map_err(failed)
    }

    async fn transaction(&self, stores: &[&str], mode: Mode) -> Result<IdbTransaction, DbError> {
        let database = self.connect().await?;
        match begin(&database, stores, mode) {
            Err(DbError::Closed) => {
                self.connection.replace(None);
                begin(&self.connect().await?, stores, mode)
            }
            other => other,
        }
    }

    async fn connect(&self) -> Result<IdbDatabase, DbError> {
        if let Some(database) = self.connection.borrow().as_ref() {
            return Ok(database.clone());
        }
        let factory = Factory::new().map_err(|_| DbError::Unavailable)?;
        let mut request = factory.open(NAME, Some(VERSION)).map_err(|_| DbError::Unavailable)?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                let present = database.store_names();
                for store in STORES.into_iter().filter(|store| !present.iter().any(|name| name == store)) {
                    // A store that cannot be made makes the opening fail, which is told below.
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        let database: IdbDatabase = request.await.map_err(not_opened)?.into();
        self.watch(&database);
        self.connection.replace(Some(database.clone()));
        Ok(database)
    }

    /// Lets go of the connection when the browser closes it, or when another tab must change the database.
    fn watch(&self, database: &IdbDatabase) {
        let connection = Rc::downgrade(&self.connection);
        let let_go = Closure::<dyn FnMut()>::new(move || {
            let held = connection.upgrade().and_then(|connection| connection.borrow_mut().take());
            if let Some(database) = held {
                database.close();
            }
        });
        database.set_onclose(Some(let_go.as_ref().unchecked_ref()));
        database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        // The connection lives as long as the page, and so does its listener.
        let_go.forget();
    }
}

#[derive(Clone, Copy)]
enum Mode {
    Read,
    Write,
}

/// The wrapper passes no options to transactions, so this one call goes to the browser's own function.
fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<IdbTransaction, DbError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let (mode, durability) = match mode {
        Mode::Read => ("readonly", "default"),
        Mode::Write => ("readwrite", "strict"),
    };
    let options = js::object(&[("durability", durability.into())]);
    js::call(database, "transaction", &[names.into(), mode.into(), options])
        .and_then(JsCast::dyn_into)
        .map_err(|error| named(&error))
}

fn store(transaction: &IdbTransaction, name: &str) -> Result<ObjectStore, DbError> {
    transaction.object_store(name).map(ObjectStore::from).map_err(|error| named(&error))
}

/// The journal's key: the inspection, then the number.
#[expect(clippy::cast_precision_loss, reason = "the journal's numbers are below 2^53")]
fn event_key(inspection: &JsValue, seq: u64) -> JsValue {
    Array::of2(inspection, &JsValue::from_f64(seq as f64)).into()
}

fn events_of(inspection: &str) -> Result<KeyRange, DbError> {
    let id: JsValue = inspection.into();
    let from = event_key(&id, 0);
    let until: JsValue = Array::of2(&id, &JsValue::from_f64(f64::INFINITY)).into();
    KeyRange::bound(&from, &until, None, None).map_err(failed)
}

fn put(transaction: &IdbTransaction, name: &str, value: &JsValue, key: &JsValue) -> Result<(), DbError> {
    store(transaction, name)?.put(value, Some(key)).map_err(failed)?;
    Ok(())
}

/// Waits until the transaction is on disk, or tells why it is not.
async fn complete(transaction: &IdbTransaction) -> Result<(), DbError> {
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(()),
        // Without an error of its own, a transaction is aborted because the connection was closed.
        Err(_) => Err(transaction.error().map_or(DbError::Closed, |error| named(&error))),
    }
}

fn not_opened(error: idb::Error) -> DbError {
    match failed(error) {
        DbError::Failed(name) if name == "VersionError" => DbError::Newer,
        DbError::Full => DbError::Full,
        _ => DbError::Unavailable,
    }
}

fn failed(error: idb::Error) -> DbError {
    match error {
        idb::Error::DomException(exception) => named(&exception),
        idb::Error::TransactionOpenFailed(value)
        | idb::Error::AddFailed(value)
        | idb::Error::UpdateFailed(value)
        | idb::Error::GetFailed(value)
        | idb::Error::GetAllFailed(value)
        | idb::Error::DeleteFailed(value)
        | idb::Error::ObjectStoreNotFound(value)
        | idb::Error::IndexedDbOpenFailed(value) => named(&value),
        other => DbError::Failed(other.to_string()),
    }
}

fn named(error: &JsValue) -> DbError {
    match js::error_name(error).as_str() {
        "QuotaExceededError" => DbError::Full,
        "ConstraintError" => DbError::Conflict,
        "InvalidStateError" | "AbortError" | "TransactionInactiveError" => DbError::Closed,
        name => DbError::Failed(name.to_owned()),
    }
}
