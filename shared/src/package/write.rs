//! Writing a package. The same inspection gives the same bytes, whenever and wherever it is packed.

use std::collections::{BTreeMap, VecDeque};

use sha2::{Digest, Sha256};

use super::manifest::{
    Deflated, JOURNAL, JournalRef, MANIFEST, Manifest, PACKAGE_FORMAT, Part, REPORT, RULES, SIGNATURE,
    is_name, media_name,
};
use super::refused::PackError;
use super::seal::sign;
use super::zip::{Entry, Method, directory};
use crate::journal::{Hash, Journal, Media, write_lines};

/// How hard the texts are pressed: beyond this they take much longer and get hardly smaller.
const LEVEL: u8 = 6;

/// What goes into a package besides photographs.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    pub journal: &'a Journal,
    /// The report as JSON, made by the caller.
    pub report: &'a [u8],
    /// The texts of the rules used, by path below `rules/`.
    pub rules: &'a BTreeMap<String, String>,
    /// The version of the app.
    pub app: &'a str,
    /// The secret key to sign with.
    pub secret: Option<&'a [u8; 32]>,
}

/// A package in the making. The caller writes down, in this order, the bytes given by [`Packer::begin`], then for each
/// photograph in the order of their hashes the bytes given by [`Packer::media`] and the photograph itself, then those
/// given by [`Packer::finish`]: the photographs are never in memory together.
#[derive(Debug)]
pub struct Packer {
    entries: Vec<Entry>,
    length: u64,
    waiting: VecDeque<(Hash, String)>,
    seal: Option<Vec<u8>>,
    hasher: Sha256,
}

impl Packer {
    /// `media` are the photographs at hand, of those that the inspection has; where one is lost, the rest can be handed over without it.
    pub fn begin(contents: Contents<'_>, media: &[&Media]) -> Result<(Self, Vec<u8>), PackError> {
        let mut texts = vec![
            (JOURNAL.to_owned(), write_lines(contents.journal.events()).into_bytes()),
            (REPORT.to_owned(), contents.report.to_vec()),
        ];
        for (path, text) in contents.rules {
            texts.push((format!("{RULES}{path}"), text.as_bytes().to_vec()));
        }
        if let Some((name, _)) = texts.iter().find(|(name, _)| !is_name(name)) {
            return Err(PackError::BadName { name: name.clone() });
        }
        let packed: Vec<Vec<u8>> =
            texts.iter().map(|(_, text)| miniz_oxide::deflate::compress_to_vec(text, LEVEL)).collect();
        let mut parts: Vec<Part> = Vec::new();
        for ((name, text), packed) in texts.iter().zip(&packed) {
            let deflated = Some(Deflated { bytes: packed.len() as u64, sha256: Hash::of(packed) });
            parts.push(Part {
                name: name.clone(),
                bytes: text.len() as u64,
                sha256: Hash::of(text),
                deflated,
            });
        }
        let waiting: VecDeque<_> =
            media.iter().map(|media| (media.id, media_name(media.id, &media.mime))).collect();
        for ((id, name), media) in waiting.iter().zip(media) {
            parts.push(Part { name: name.clone(), bytes: media.bytes, sha256: *id, deflated: None });
        }
        let manifest = manifest(contents, parts);
        let seal = contents.secret.map(|secret| sign(&manifest, secret).to_bytes());
        let mut packer = Self { entries: Vec::new(), length: 0, waiting, seal, hasher: Sha256::new() };
        let mut out = Vec::new();
        let bytes = manifest.to_bytes();
        out.extend(packer.header(MANIFEST, Method::Stored, &bytes, &bytes)?);
        out.extend(bytes);
        for ((name, text), packed) in texts.iter().zip(packed) {
            out.extend(packer.header(name, Method::Deflated, text, &packed)?);
            out.extend(packed);
        }
        Ok((packer, out))
    }

    /// The photograph that must come next.
    pub fn next_media(&self) -> Option<Hash> {
        self.waiting.front().map(|(id, _)| *id)
    }

    /// What must be written before the photograph's own bytes.
    pub fn media(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PackError> {
        let (expected, name) = self.waiting.pop_front().ok_or(PackError::MediaOrder)?;
        let found = Hash::of(bytes);
        if found != expected {
            return Err(PackError::OtherMedia { expected, found });
        }
        self.header(&name, Method::Stored, bytes, bytes)
    }

    /// The end of the package, and the hash of the whole file.
    pub fn finish(mut self) -> Result<(Vec<u8>, Hash), PackError> {
        if !self.waiting.is_empty() {
            return Err(PackError::MediaOrder);
        }
        let mut out = Vec::new();
        if let Some(seal) = self.seal.take() {
            out.extend(self.header(SIGNATURE, Method::Stored, &seal, &seal)?);
            out.extend(seal);
        }
        let directory = directory(&self.entries);
        self.hasher.update(&directory);
        out.extend(directory);
        Ok((out, Hash::from_bytes(self.hasher.finalize().into())))
    }

    fn header(
        &mut self,
        name: &str,
        method: Method,
        content: &[u8],
        packed: &[u8],
    ) -> Result<Vec<u8>, PackError> {
        let too_large = || PackError::TooLarge { part: name.to_owned() };
        let number = |length: u64| u32::try_from(length).map_err(|_| too_large());
        let entry = Entry {
            name: name.to_owned(),
            method,
            crc: crc32fast::hash(content),
            packed: number(packed.len() as u64)?,
            bytes: number(content.len() as u64)?,
            offset: number(self.length)?,
        };
        let header = entry.local_header();
        self.hasher.update(&header);
        self.hasher.update(packed);
        self.length += (header.len() + packed.len()) as u64;
        self.entries.push(entry);
        // The directory begins where the entries end, and needs a number too.
        number(self.length)?;
        if self.entries.len() > usize::from(u16::MAX) { Err(too_large()) } else { Ok(header) }
    }
}

fn manifest(contents: Contents<'_>, parts: Vec<Part>) -> Manifest {
    let inspection = contents.journal.inspection();
    Manifest {
        format: PACKAGE_FORMAT,
        app: contents.app.to_owned(),
        journal: JournalRef {
            inspection: inspection.id(),
            head: inspection.head(),
            events: contents.journal.events().len() as u64,
        },
        checklists: inspection
            .record()
            .checklists
            .values()
            .map(|checklist| checklist.rules.clone())
            .collect(),
        parts,
    }
}

/// The whole package at once. Photographs that the inspection does not have are left out.
pub fn pack(contents: Contents<'_>, media: &BTreeMap<Hash, Vec<u8>>) -> Result<Vec<u8>, PackError> {
    let mut listed = contents.journal.inspection().all_media();
    listed.retain(|listed| media.contains_key(&listed.id));
    let (mut packer, mut out) = Packer::begin(contents, &listed)?;
    while let Some(bytes) = packer.next_media().and_then(|id| media.get(&id)) {
        out.extend(packer.media(bytes)?);
        out.extend(bytes);
    }
    out.extend(packer.finish()?.0);
    Ok(out)
}
