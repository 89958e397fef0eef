//! The first part of a package: what is in it, with the hash of every part, and where its journal stands.

use serde::{Deserialize, Serialize};

use super::refused::PackageError;
use crate::journal::canonical::canonical_of;
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRef {
    /// The hash of the first event: the inspection's identity.
    pub inspection: Hash,
    pub head: Hash,
    pub events: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    pub bytes: u64,
    pub sha256: Hash,
    /// How it is stored, where it is compressed: one content has many compressed forms, and this is the one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deflated: Option<Deflated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deflated {
    pub bytes: u64,
    pub sha256: Hash,
}

impl Manifest {
    /// The manifest's bytes: canonical JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical_of(self).into_bytes()
    }

    /// What a signature is over.
    pub fn sha256(&self) -> Hash {
        Hash::of(&self.to_bytes())
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackageError> {
        if let Some((format, app)) = newer(bytes) {
            return Err(PackageError::NeedsNewer { format, app });
        }
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| PackageError::BadManifest { why: error.to_string() })?;
        if manifest.to_bytes() != bytes {
            return Err(PackageError::BadManifest { why: "not in canonical form".to_owned() });
        }
        if manifest.format != PACKAGE_FORMAT {
            return Err(PackageError::BadManifest { why: format!("format {}", manifest.format) });
        }
        Ok(manifest)
    }
}

/// The format and app of a manifest that this version is too old for, whatever else is in it.
fn newer(bytes: &[u8]) -> Option<(u32, String)> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
        #[serde(default)]
        app: String,
    }
    let head: Head = serde_json::from_slice(bytes).ok()?;
    (head.format > PACKAGE_FORMAT).then(|| (head.format, head.app.chars().take(40).collect()))
}

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
