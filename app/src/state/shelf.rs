//! Every inspection on this device, as the list shows them; and all of it as one backup file.

use std::collections::{BTreeMap, BTreeSet};

use crate::edge::db::{Batch, Db, DbError};
use crate::edge::{clock, files, page, storage};
use crate::present::entry::Summary;
use crate::present::status::{Promise, Room, Update};
use crate::present::{Lang, words};
use crate::state::desk::use_desk;
use crate::state::saver::trouble;
use crate::state::settings::SettingsStore;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use soat::journal::{Event, Hash, Journal};
use wasm_bindgen_futures::spawn_local;

/// The layout of backups that this version writes, and the newest it reads.
const BACKUP_FORMAT: u32 = 1;

#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    pub summaries: RwSignal<Option<Vec<Summary>>>,
    pub problem: RwSignal<Option<String>>,
    pub promise: RwSignal<Promise>,
    pub room: RwSignal<Option<Room>>,
    pub told: RwSignal<Option<String>>,
    pub update: RwSignal<Update>,
    db: StoredValue<Db, LocalStorage>,
    settings: SettingsStore,
}

pub fn provide_shelf() -> Shelf {
    let desk = use_desk();
    let shelf = Shelf {
        summaries: RwSignal::new(None),
        problem: RwSignal::new(None),
        promise: RwSignal::default(),
        room: RwSignal::new(None),
        told: RwSignal::new(None),
        update: RwSignal::new(if page::update_waits() { Update::Waiting } else { Update::None }),
        db: StoredValue::new_local(desk.db()),
        settings: desk.settings,
    };
    provide_context(shelf);
    page::on_window("soat-update-waiting", move || shelf.update.set(Update::Waiting));
    page::on_window("soat-update-refused", move || shelf.update.set(Update::Refused));
    shelf
}

pub fn use_shelf() -> Shelf {
    use_context().unwrap_or_else(provide_shelf)
}

impl Shelf {
    /// Reads the list and the storage's promise again.
    pub fn refresh(self) {
        spawn_local(async move {
            let lang = self.settings.lang_untracked();
            match self.db.get_value().summaries().await {
                Ok(lines) => {
                    let mut summaries: Vec<Summary> =
                        lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
                    summaries.sort_by(|a, b| b.touched.cmp(&a.touched).then_with(|| a.id.cmp(&b.id)));
                    self.problem.try_set(None);
                    self.summaries.try_set(Some(summaries));
                }
                Err(error) => {
                    self.problem.try_set(Some(trouble(lang, &error)));
                    self.summaries.try_set(Some(Vec::new()));
                }
            }
            self.look_at_storage().await;
        });
    }

    async fn look_at_storage(self) {
        let promise = match storage::persisted().await {
            Some(true) => Promise::Given,
            Some(false) => Promise::Refused,
            None => Promise::Unknown,
        };
        self.promise.try_set(promise);
        let room = storage::room().await;
        self.room.try_set(room.map(|(used, quota)| Room { used, quota }));
    }

    /// The service worker refuses while an inspection is open anywhere; otherwise the page reloads.
    pub fn use_update(self) {
        page::dispatch("soat-update-activate");
    }

    pub fn ask_to_keep(self) {
        spawn_local(async move {
            let lang = self.settings.lang_untracked();
            if storage::persist().await != Some(true) {
                self.told.try_set(Some(words::storage_refused(lang).to_owned()));
            }
            self.look_at_storage().await;
        });
    }

    pub fn back_up(self) {
        spawn_local(async move {
            let lang = self.settings.lang_untracked();
            self.told.try_set(Some(words::backup_running(lang).to_owned()));
            let told = match write_backup(&self.db.get_value()).await {
                Ok(bytes) => {
                    let today = clock::today().to_string();
                    let name = format!("soat-{today}.backup.json");
                    if files::download(&name, &bytes, "application/json").is_some() {
                        self.settings.set_backed_up(today);
                    }
                    words::saved_file(lang).to_owned()
                }
                Err(error) => trouble(lang, &error),
            };
            self.told.try_set(Some(told));
        });
    }

    pub fn restore(self, file: web_sys::File) {
        spawn_local(async move {
            let lang = self.settings.lang_untracked();
            self.told.try_set(Some(words::restoring(lang).to_owned()));
            let told = match files::text(&file).await {
                Some(text) => restore(&self.db.get_value(), &text, lang).await,
                None => words::not_a_backup(lang).to_owned(),
            };
            self.told.try_set(Some(told));
            self.refresh();
        });
    }
}

/// Everything, as JSON. Each part carries its own hash: the journals their chain, media and rules their names.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Backup {
    #[serde(rename = "soat_backup")]
    format: u32,
    app: String,
    inspections: Vec<Kept>,
    /// Base64 by SHA-256.
    media: BTreeMap<String, String>,
    rules: BTreeMap<String, String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    summary: String,
    journal: Vec<String>,
}

/// All of it, whether or not this version understands every journal: what it cannot read, a later one may.
async fn write_backup(db: &Db) -> Result<Vec<u8>, DbError> {
    let mut backup =
        Backup { format: BACKUP_FORMAT, app: env!("CARGO_PKG_VERSION").to_owned(), ..Backup::default() };
    for summary in db.summaries().await? {
        let Ok(Summary { id, .. }) = serde_json::from_str(&summary) else { continue };
        let journal = db.lines(&id).await?;
        backup.inspections.push(Kept { summary, journal });
    }
    let media = db.all_media().await?;
    backup.media = media.iter().map(|bytes| (name_of(bytes), BASE64_STANDARD.encode(bytes))).collect();
    let rules = db.all_rule_texts().await?;
    backup.rules = rules.into_iter().map(|text| (name_of(text.as_bytes()), text)).collect();
    serde_json::to_vec(&backup).map_err(|error| DbError::Failed(error.to_string()))
}

/// Media and rule texts are kept under the hash of what they hold.
fn name_of(bytes: &[u8]) -> String {
    Hash::of(bytes).to_string()
}

/// Adds what is not here yet. Everything is checked before anything is written.
async fn restore(db: &Db, text: &str, lang: Lang) -> String {
    let unpacked = match read_backup(text) {
        Ok(unpacked) => unpacked,
        Err(Unfit::NotABackup) => return words::not_a_backup(lang).to_owned(),
        Err(Unfit::Newer) => return words::backup_newer(lang).to_owned(),
        Err(Unfit::Damaged) => return words::backup_damaged(lang).to_owned(),
    };
    match add_to(db, unpacked).await {
        Ok((fresh, old)) => words::restored(lang, fresh, old),
        Err(error) => trouble(lang, &error),
    }
}

/// The photographs first, so that no journal is ever here without its own.
async fn add_to(db: &Db, unpacked: Unpacked) -> Result<(usize, usize), DbError> {
    let summaries = db.summaries().await?;
    let known: BTreeSet<String> = summaries
        .iter()
        .filter_map(|line| serde_json::from_str::<Summary>(line).ok())
        .map(|own| own.id)
        .collect();
    for media in unpacked.media {
        db.write_media(&Batch { media: vec![media], ..Batch::default() }).await?;
    }
    let (old, fresh): (Vec<Batch>, Vec<Batch>) =
        unpacked.inspections.into_iter().partition(|batch| known.contains(&batch.inspection));
    for batch in &fresh {
        db.write(batch).await?;
    }
    Ok((fresh.len(), old.len()))
}

#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    NotABackup,
    Newer,
    Damaged,
}

#[derive(Debug, Default)]
struct Unpacked {
    media: Vec<(String, Vec<u8>)>,
    inspections: Vec<Batch>,
}

/// One batch per inspection, every hash checked. A journal that is whole only in its beginning comes back as it is.
fn read_backup(text: &str) -> Result<Unpacked, Unfit> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| Unfit::NotABackup)?;
    let format = value.get("soat_backup").and_then(serde_json::Value::as_u64).ok_or(Unfit::NotABackup)?;
    if format > u64::from(BACKUP_FORMAT) {
        return Err(Unfit::Newer);
    }
    let backup: Backup = serde_json::from_value(value).map_err(|_| Unfit::Damaged)?;
    let mut unpacked = Unpacked::default();
    for (name, encoded) in backup.media {
        let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| Unfit::Damaged)?;
        if name_of(&bytes) != name {
            return Err(Unfit::Damaged);
        }
        unpacked.media.push((name, bytes));
    }
    if backup.rules.iter().any(|(name, text)| name_of(text.as_bytes()) != *name) {
        return Err(Unfit::Damaged);
    }
    for kept in backup.inspections {
        let first = kept.journal.first().and_then(|line| Event::read(line).ok()).ok_or(Unfit::Damaged)?;
        let beginning = Journal::open(vec![first]).map_err(|_| Unfit::Damaged)?;
        let id = beginning.inspection().id().to_string();
        let summary: Summary = serde_json::from_str(&kept.summary).map_err(|_| Unfit::Damaged)?;
        if summary.id != id {
            return Err(Unfit::Damaged);
        }
        unpacked.inspections.push(Batch {
            inspection: id,
            events: (0..).zip(kept.journal).collect(),
            summary: Some(kept.summary),
            rules: backup.rules.iter().map(|(name, text)| (name.clone(), text.clone())).collect(),
            ..Batch::default()
        });
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_backup_is_refused_before_anything_is_written() {
        for (text, why) in [
            ("", Unfit::NotABackup),
            ("{\"a\": 1}", Unfit::NotABackup),
            ("{\"soat_backup\": 1}", Unfit::Damaged),
            ("{\"soat_backup\": 2}", Unfit::Newer),
            (
                "{\"soat_backup\":1,\"app\":\"\",\"inspections\":[],\"media\":{\"00\":\"AAAA\"},\"rules\":{}}",
                Unfit::Damaged,
            ),
            (
                "{\"soat_backup\":1,\"app\":\"\",\"inspections\":[],\"media\":{},\"rules\":{\"00\":\"x\"}}",
                Unfit::Damaged,
            ),
            (
                "{\"soat_backup\":1,\"app\":\"\",\"inspections\":[{\"summary\":\"{}\",\"journal\":[\"x\"]}],\"media\":{},\"rules\":{}}",
                Unfit::Damaged,
            ),
        ] {
            assert_eq!(
                read_backup(text).map(|unpacked| unpacked.inspections.len()).unwrap_err(),
                why,
                "{text}"
            );
        }
        let empty = "{\"soat_backup\":1,\"app\":\"\",\"inspections\":[],\"media\":{},\"rules\":{}}";
        assert_eq!(read_backup(empty).map(|unpacked| unpacked.inspections.len()), Ok(0));
    }
}
