//! Pictures for the screen: each is read from the disk once and kept as a page-local address.

use std::collections::BTreeMap;

use crate::edge::db::Db;
use crate::edge::{files, picture};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[derive(Clone, Copy, Debug)]
pub struct MediaStore {
    addresses: StoredValue<BTreeMap<String, ArcRwSignal<Option<String>>>>,
    db: StoredValue<Db, LocalStorage>,
}

impl MediaStore {
    pub fn new(db: Db) -> Self {
        Self { addresses: StoredValue::new(BTreeMap::new()), db: StoredValue::new_local(db) }
    }

    /// The address of a stored picture, empty until it is read.
    pub fn address(self, name: &str) -> Signal<Option<String>> {
        if let Some(known) = self.addresses.with_value(|addresses| addresses.get(name).cloned()) {
            return known.into();
        }
        let signal = ArcRwSignal::new(None);
        self.remember(name, signal.clone());
        let (db, name, told) = (self.db.get_value(), name.to_owned(), signal.clone());
        spawn_local(async move {
            if let Ok(Some(bytes)) = db.media(&name).await {
                told.set(files::object_url(&bytes, picture::mime_of(&bytes)));
            }
        });
        signal.into()
    }

    /// A picture that was just taken needs no reading.
    pub fn know(self, name: &str, bytes: &[u8]) {
        let url = files::object_url(bytes, picture::mime_of(bytes));
        self.remember(name, ArcRwSignal::new(url));
    }

    fn remember(self, name: &str, signal: ArcRwSignal<Option<String>>) {
        self.addresses.update_value(|addresses| {
            addresses.insert(name.to_owned(), signal);
        });
    }
}
