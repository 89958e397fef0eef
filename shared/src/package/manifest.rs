//! The first part of a package: what is in it, with the hash of every part, and where its journal stands.

use serde_json::Value;

use super::refused::PackageError;
use crate::journal::json::{Json, object, to_text};
use crate::journal::{Hash, RulesRef};

/// The layout of packages that this version writes, and the newest it reads.
pub const PACKAGE_FORMAT: u32 = 1;

/// The manifest's name in the package: always the first part, always stored as it is.
pub const MANIFEST: &str = "manifest.json";
pub const JOURNAL: &str = "journal.jsonl";
pub const REPORT: &str = "report.json";
/// The signature's name: the last part, not listed in the manifest, which it is over.
pub const SIGNATURE: &str = "signature";
pub const RULES: &str = "rules/";
pub const MEDIA: &str = "media/";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub format: u32,
    /// The version of the app that wrote the package.
    pub app: String,
    pub journal: JournalRef,
    /// The checklists of the inspection as it stands.
    pub checklists: Vec<RulesRef>,
    /// Every part but the manifest and the signature, in the order of the file.
    pub parts: Vec<Part>,
}

/// Where the journal in the package stands: an end cut off shows here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalRef {
    /// The hash of the first event: the inspection's identity.
    pub inspection: Hash,
    pub head: Hash,
    pub events: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub bytes: u64,
    pub sha256: Hash,
    /// How it is stored, where it is compressed: one content has many compressed forms, and this is the one.
    pub deflated: Option<Deflated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deflated {
    pub bytes: u64,
    pub sha256: Hash,
}

impl Manifest {
    /// The manifest's bytes: canonical JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_text(self).into_bytes()
    }

    /// What a signature is over.
    pub fn sha256(&self) -> Hash {
        Hash::of(&self.to_bytes())
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackageError> {
        let bad = |why: String| PackageError::BadManifest { why };
        let value: Value = serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
        let format = value.get("format").and_then(Value::as_u64).unwrap_or_default();
        if format > u64::from(PACKAGE_FORMAT) {
            let app = value.get("app").and_then(Value::as_str).unwrap_or_default();
            let format = u32::try_from(format).unwrap_or(u32::MAX);
            return Err(PackageError::NeedsNewer { format, app: app.chars().take(40).collect() });
        }
        let manifest = <Self as Json>::read(&value).filter(|manifest| manifest.format == PACKAGE_FORMAT);
        let manifest = manifest.ok_or_else(|| bad(format!("not a manifest of format {PACKAGE_FORMAT}")))?;
        if manifest.to_bytes() == bytes { Ok(manifest) } else { Err(bad("not in canonical form".to_owned())) }
    }
}

object!(Manifest { app, checklists, format, journal, parts });
object!(JournalRef { events, head, inspection });
object!(Part { bytes, deflated, name, sha256 });
object!(Deflated { bytes, sha256 });

/// Whether a part may be called this: relative, without a way out of the folder it would be unpacked into, and in
/// letters that every system can write.
pub(super) fn is_name(name: &str) -> bool {
    let known = [MANIFEST, JOURNAL, REPORT, SIGNATURE].contains(&name)
        || [RULES, MEDIA].iter().any(|folder| name.starts_with(folder));
    known && name.len() <= 250 && name.split('/').all(is_segment)
}

fn is_segment(segment: &str) -> bool {
    !segment.is_empty()
        && !segment.starts_with('.')
        && !segment.ends_with('.')
        && segment
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
}

/// The part that holds a photograph or drawn signature.
pub fn media_name(id: Hash, mime: &str) -> String {
    let extension = match mime {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/heic" => "heic",
        "image/svg+xml" => "svg",
        "audio/mp4" => "m4a",
        "audio/webm" | "video/webm" => "webm",
        "video/mp4" => "mp4",
        "application/pdf" => "pdf",
        _ => "bin",
    };
    format!("{MEDIA}{id}.{extension}")
}

/// The hash that a media part's name claims.
pub(super) fn media_id(name: &str) -> Option<Hash> {
    name.strip_prefix(MEDIA)?.split_once('.')?.0.parse().ok()
}
