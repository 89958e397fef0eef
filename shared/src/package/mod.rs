//! The `.soat` file in which an inspection leaves the tablet: bytes in, bytes out.
//!
//! ```text
//! manifest.json      what follows, with the hash of every part, and where the journal stands
//! journal.jsonl      the history, one event a line
//! report.json        the verdicts and findings as the sender saw them
//! rules/…            the texts of the rules they rest on
//! media/<sha256>.…   photographs and drawn signatures
//! signature          where signed: Ed25519 over the manifest's hash
//! ```
//!
//! It is a ZIP file that any tool can open. INVARIANT (every byte counts): changing any byte of a package makes
//! [`open`] refuse it and name the part; the container allows one form only, compressed parts are hashed as stored
//! and as unpacked, and the manifest itself is held by its check sum and, where signed, by the signature. Without a
//! signature a package shows damage and careless editing, but not a forger who writes the whole file anew.

mod manifest;
mod read;
mod refused;
mod seal;
mod write;
mod zip;

#[cfg(test)]
mod tests;

pub use manifest::{
    Deflated, JOURNAL, JournalRef, MANIFEST, MEDIA, Manifest, PACKAGE_FORMAT, Part, REPORT, RULES, SIGNATURE,
    media_name,
};
pub use read::{Limits, Opened, open};
pub use refused::{DIRECTORY, PackError, PackageError};
pub use seal::{Seal, public_key, sign, verify};
pub use write::{Contents, Packer, pack};
