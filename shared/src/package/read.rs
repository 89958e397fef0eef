//! Reading a package that came from elsewhere. Everything is checked before anything is handed on.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{JOURNAL, MANIFEST, Manifest, Part, REPORT, RULES, SIGNATURE, is_name, media_id};
use super::refused::PackageError;
use super::seal::{Seal, verify};
use super::zip::{Entry, Method, Unzip, entries, first};
use crate::journal::{Hash, Journal, read_lines};

/// How much a device is ready to take in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the whole file.
    pub file_bytes: u64,
    /// Of one part's content.
    pub part_bytes: u64,
    /// Of all contents that are unpacked into memory.
    pub unpacked_bytes: u64,
    pub parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MB: u64 = 1 << 20;
        Self { file_bytes: 1024 * MB, part_bytes: 128 * MB, unpacked_bytes: 256 * MB, parts: 10_000 }
    }
}

/// A package that is whole. Photographs are parts of the file's bytes.
#[derive(Debug)]
pub struct Opened<'a> {
    pub manifest: Manifest,
    pub journal: Journal,
    /// The report as JSON, as the sender made it: what its verdicts are worth shows when they are evaluated again.
    pub report: Vec<u8>,
    /// By path below `rules/`.
    pub rules: BTreeMap<String, String>,
    pub media: Vec<(Hash, &'a [u8])>,
    /// Photographs and drawn signatures of the inspection that the package does not carry.
    pub missing_media: Vec<Hash>,
    /// The signature, which fits; whether its key is known is for the caller to say.
    pub seal: Option<Seal>,
}

pub fn open(file: &[u8], limits: Limits) -> Result<Opened<'_>, PackageError> {
    if file.len() as u64 > limits.file_bytes {
        let (bytes, limit) = (file.len() as u64, limits.file_bytes);
        return Err(PackageError::TooLarge { part: None, bytes, limit });
    }
    // Before anything that a later version may have arranged otherwise.
    let early =
        first(file).filter(|(entry, _)| entry.name == MANIFEST).map(|(_, bytes)| Manifest::read(bytes));
    if let Some(Err(newer @ PackageError::NeedsNewer { .. })) = early {
        return Err(newer);
    }
    let entries = entries(file, limits.parts).map_err(|unzip| match unzip {
        Unzip::NotZip => PackageError::NotAPackage,
        Unzip::Torn => PackageError::Truncated,
        Unzip::Directory => PackageError::DamagedDirectory,
        Unzip::First => PackageError::Altered { part: MANIFEST.to_owned() },
        Unzip::TooManyEntries(parts) => {
            PackageError::TooManyParts { parts: parts.into(), limit: limits.parts as u64 }
        }
    })?;
    check_names(&entries)?;
    check_sizes(&entries, limits)?;
    let (manifest_entry, rest) = entries
        .split_first()
        .filter(|(entry, _)| entry.name == MANIFEST)
        .ok_or(PackageError::MissingManifest)?;
    let manifest = Manifest::read(stored(manifest_entry, file)?)?;
    let (rest, seal) = match rest.split_last() {
        Some((last, rest)) if last.name == SIGNATURE => (rest, Some(stored(last, file)?)),
        _ => (rest, None),
    };
    check_list(rest, &manifest)?;
    let mut opened = Parts::default();
    for (entry, part) in rest.iter().zip(&manifest.parts) {
        opened.take(entry, part, file)?;
    }
    let seal = match seal {
        Some(bytes) => {
            let seal = Seal::read(bytes).filter(|seal| verify(&manifest, seal));
            Some(seal.ok_or(PackageError::BadSignature)?)
        }
        None => None,
    };
    opened.finish(manifest, seal)
}

fn check_names(entries: &[Entry]) -> Result<(), PackageError> {
    let mut seen = BTreeSet::new();
    for Entry { name, .. } in entries {
        if !is_name(name) {
            return Err(PackageError::BadName { name: name.clone() });
        }
        // On many systems two names that differ in case are one file.
        if !seen.insert(name.to_ascii_lowercase()) {
            return Err(PackageError::Duplicate { name: name.clone() });
        }
    }
    Ok(())
}

fn check_sizes(entries: &[Entry], limits: Limits) -> Result<(), PackageError> {
    let mut unpacked = 0;
    for entry in entries {
        let bytes = u64::from(entry.bytes);
        let too_large =
            |bytes, limit| PackageError::TooLarge { part: Some(entry.name.clone()), bytes, limit };
        if bytes > limits.part_bytes {
            return Err(too_large(bytes, limits.part_bytes));
        }
        if entry.method == Method::Deflated {
            unpacked += bytes;
        }
        if unpacked > limits.unpacked_bytes {
            return Err(too_large(unpacked, limits.unpacked_bytes));
        }
    }
    Ok(())
}

fn check_list(entries: &[Entry], manifest: &Manifest) -> Result<(), PackageError> {
    let there = |name: &str| entries.iter().any(|entry| entry.name == name);
    let listed = |name: &str| manifest.parts.iter().any(|part| part.name == name);
    // In order, as always, unless something is wrong; only then is it searched for.
    let in_order = entries.iter().map(|entry| &entry.name).eq(manifest.parts.iter().map(|part| &part.name));
    if !in_order {
        if let Some(part) = manifest.parts.iter().find(|part| !there(&part.name)) {
            return Err(PackageError::Missing { part: part.name.clone() });
        }
        let unlisted = entries.iter().find(|entry| !listed(&entry.name));
        return Err(match unlisted {
            Some(entry) => PackageError::Unlisted { part: entry.name.clone() },
            None => PackageError::DamagedDirectory,
        });
    }
    match [JOURNAL, REPORT].iter().find(|part| !listed(part)) {
        Some(part) => Err(PackageError::Missing { part: (*part).to_owned() }),
        None => Ok(()),
    }
}

fn altered(entry: &Entry) -> PackageError {
    PackageError::Altered { part: entry.name.clone() }
}

/// The bytes of a part that is stored as it is.
fn stored<'a>(entry: &Entry, file: &'a [u8]) -> Result<&'a [u8], PackageError> {
    let bytes = entry.stored(file).ok_or_else(|| altered(entry))?;
    let whole = entry.method == Method::Stored && entry.packed == entry.bytes;
    if whole && crc32fast::hash(bytes) == entry.crc { Ok(bytes) } else { Err(altered(entry)) }
}

/// The content of a compressed part: first the stored bytes are compared, so that nothing altered is unpacked.
fn inflated(entry: &Entry, part: &Part, file: &[u8]) -> Result<Vec<u8>, PackageError> {
    let packed = entry.stored(file).ok_or_else(|| altered(entry))?;
    let deflated =
        part.deflated.filter(|_| entry.method == Method::Deflated).ok_or_else(|| altered(entry))?;
    if deflated.bytes != u64::from(entry.packed) || deflated.sha256 != Hash::of(packed) {
        return Err(altered(entry));
    }
    let most = usize::try_from(entry.bytes).unwrap_or(usize::MAX);
    let content = miniz_oxide::inflate::decompress_to_vec_with_limit(packed, most).map_err(|error| {
        match error.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => {
                PackageError::Bomb { part: entry.name.clone() }
            }
            _ => altered(entry),
        }
    })?;
    if crc32fast::hash(&content) == entry.crc { Ok(content) } else { Err(altered(entry)) }
}

/// What has been taken from the file so far.
#[derive(Default)]
struct Parts<'a> {
    journal: Vec<u8>,
    report: Vec<u8>,
    rules: BTreeMap<String, String>,
    media: Vec<(Hash, &'a [u8])>,
}

impl<'a> Parts<'a> {
    fn take(&mut self, entry: &Entry, part: &Part, file: &'a [u8]) -> Result<(), PackageError> {
        let same = |content: &[u8]| {
            let same = part.bytes == content.len() as u64
                && part.bytes == u64::from(entry.bytes)
                && part.sha256 == Hash::of(content);
            if same { Ok(()) } else { Err(altered(entry)) }
        };
        if part.deflated.is_none() {
            let bytes = stored(entry, file)?;
            same(bytes)?;
            // Only photographs are stored as they are, under their own hash.
            let id = media_id(&part.name).filter(|id| *id == part.sha256).ok_or_else(|| altered(entry))?;
            self.media.push((id, bytes));
            return Ok(());
        }
        let content = inflated(entry, part, file)?;
        same(&content)?;
        match part.name.as_str() {
            JOURNAL => self.journal = content,
            REPORT => self.report = content,
            name => {
                let path = name.strip_prefix(RULES).ok_or_else(|| altered(entry))?;
                let text = String::from_utf8(content)
                    .map_err(|_| PackageError::NotText { part: part.name.clone() })?;
                self.rules.insert(path.to_owned(), text);
            }
        }
        Ok(())
    }

    fn finish(self, manifest: Manifest, seal: Option<Seal>) -> Result<Opened<'a>, PackageError> {
        let text = std::str::from_utf8(&self.journal)
            .map_err(|_| PackageError::NotText { part: JOURNAL.to_owned() })?;
        let events = read_lines(text)
            .map_err(|(line, why)| PackageError::UnreadableJournal { line: line as u64, why })?;
        let journal = Journal::open(events).map_err(|broken| PackageError::BrokenJournal { broken })?;
        let inspection = journal.inspection();
        let same = manifest.journal.inspection == inspection.id()
            && manifest.journal.head == inspection.head()
            && manifest.journal.events == journal.events().len() as u64
            && manifest.checklists.iter().eq(inspection.record().checklists.values().map(|it| &it.rules));
        if !same {
            let (expected, found) = (manifest.journal.head, inspection.head());
            return Err(PackageError::OtherJournal { expected, found });
        }
        let missing = |id: &Hash| !self.media.iter().any(|(held, _)| held == id);
        let missing_media = inspection.all_media().iter().map(|media| media.id).filter(missing).collect();
        let Self { report, rules, media, .. } = self;
        Ok(Opened { manifest, journal, report, rules, media, missing_media, seal })
    }
}
