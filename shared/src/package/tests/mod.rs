//! Packages, whole and spoiled.

mod bytes;
mod forged;
mod whole;

use std::collections::BTreeMap;

use super::*;
use crate::journal::{
    Began, EventKind, Hash, Journal, Media, Place, Purpose, RulesRef, Signed, Stamp, Timestamp,
};
use crate::model::Answer;
use crate::words::Lang;

const SECRET: [u8; 32] = [7; 32];

/// An inspection with an answer, a photograph and a drawn signature; `answers` makes it larger.
struct Sample {
    journal: Journal,
    report: Vec<u8>,
    rules: BTreeMap<String, String>,
    media: BTreeMap<Hash, Vec<u8>>,
}

fn stamp(seconds: u32) -> Stamp {
    let at = Timestamp::new(1_793_671_200_000 + i64::from(seconds) * 1000, 420).unwrap();
    Stamp { at, monotonic: u64::from(seconds) * 1000, session: "s1".into(), who: "An".into() }
}

fn sample(answers: u32) -> Sample {
    let rules = BTreeMap::from([
        ("construction/basement.yaml".to_owned(), "checklist: construction/basement\n".repeat(20)),
        ("law/instruments.yaml".to_owned(), "[]\n".to_owned()),
    ]);
    let checklist = RulesRef {
        id: "construction/basement".into(),
        version: "2026.11.0".into(),
        sha256: Hash::of_texts(&rules),
    };
    let began = Began {
        establishment: "Công ty Xây dựng số 1".into(),
        purpose: Purpose::Inspection,
        as_of: "2026-11-03".parse().unwrap(),
        checklists: vec![checklist],
        app: "0.1.0".into(),
        locale: Lang::Vi,
        follows: None,
    };
    let mut journal = Journal::begin(began, stamp(0)).unwrap();
    for number in 0..answers {
        let place = Place::item("construction/basement", &format!("q{number}")).unwrap();
        let draft = journal.inspection().answering(place, Some(Answer::Value(format!("{number} m"))));
        journal.append(draft, stamp(number)).unwrap();
    }
    let mut media = BTreeMap::new();
    let mut photograph = |name: &str, mime: &str, bytes: Vec<u8>| {
        let id = Hash::of(&bytes);
        let length = bytes.len() as u64;
        media.insert(id, bytes);
        Media {
            id,
            mime: mime.into(),
            bytes: length,
            taken_at: stamp(0).at,
            name: name.into(),
            location: None,
        }
    };
    let place = Place::item("construction/basement", "q0").unwrap();
    let photo = photograph("hố đào", "image/jpeg", (0..40 + answers).map(|byte| byte as u8).collect());
    journal.append(EventKind::MediaAdded { place, media: photo }, stamp(answers)).unwrap();
    let image = photograph("chữ ký", "image/png", b"drawn".to_vec());
    let over = journal.inspection().head();
    let signed = Signed { role: "inspector".into(), name: "An".into(), image, over };
    journal.append(EventKind::Signed(Box::new(signed)), stamp(answers)).unwrap();
    journal.append(EventKind::Finished {}, stamp(answers)).unwrap();
    Sample { journal, report: br#"{"findings":[]}"#.to_vec(), rules, media }
}

impl Sample {
    fn contents<'a>(&'a self, secret: Option<&'a [u8; 32]>) -> Contents<'a> {
        Contents { journal: &self.journal, report: &self.report, rules: &self.rules, app: "0.1.0", secret }
    }

    fn pack(&self, secret: Option<&[u8; 32]>) -> Vec<u8> {
        pack(self.contents(secret), &self.media).unwrap()
    }
}

fn error(file: &[u8]) -> PackageError {
    let error = open(file, Limits::default()).unwrap_err();
    let words = error.words();
    assert!(!words.vi.is_empty() && !words.en.is_empty());
    error
}
