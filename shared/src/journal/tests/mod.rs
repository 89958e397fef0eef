//! Histories with what must come of them.

mod history;
mod lines;
mod merging;
mod properties;
mod script;

use super::*;
use crate::model::{Answer, Date, RowId};
use crate::words::Lang;

/// The canonical form as the documentation says it, by way of a general JSON value.
fn canonical(text: &str) -> String {
    fn sort(value: &mut serde_json::Value) {
        if let Some(list) = value.as_array_mut() {
            list.iter_mut().for_each(sort);
        }
        if let Some(object) = value.as_object_mut() {
            let mut members: Vec<_> = std::mem::take(object).into_iter().collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            for (_, value) in &mut members {
                sort(value);
            }
            object.extend(members);
        }
    }
    let mut value = serde_json::from_str(text).unwrap();
    sort(&mut value);
    value.to_string()
}

fn rules(id: &str, version: &str) -> RulesRef {
    RulesRef {
        id: id.into(),
        version: version.into(),
        sha256: Hash::of(format!("{id} {version}").as_bytes()),
    }
}

fn began() -> Began {
    Began {
        establishment: "Công ty Xây dựng số 1".into(),
        purpose: Purpose::Inspection,
        as_of: date("2026-11-03"),
        checklists: vec![
            rules("construction/basement", "2026.11.0"),
            rules("construction/cranes", "2026.11.0"),
        ],
        app: "0.1.0".into(),
        locale: Lang::Vi,
        follows: None,
    }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// `seconds` after the beginning, by both clocks.
fn stamp(seconds: u64) -> Stamp {
    stamp_of("An", "s1", seconds)
}

fn stamp_of(who: &str, session: &str, seconds: u64) -> Stamp {
    let at = Timestamp::new(1_793_671_200_000 + i64::try_from(seconds).unwrap() * 1000, 420).unwrap();
    Stamp { at, monotonic: seconds * 1000, session: session.into(), who: who.into() }
}

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

fn value(text: &str) -> Answer {
    Answer::Value(text.into())
}

fn photo(name: &str) -> Media {
    Media {
        id: Hash::of(name.as_bytes()),
        mime: "image/jpeg".into(),
        bytes: name.len() as u64,
        taken_at: stamp(0).at,
        name: name.into(),
        location: None,
    }
}
