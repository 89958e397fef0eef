//! Whether a history is whole: every event in its place, unaltered, and continuing the one before.
//!
//! The chain shows any change *within* a history. That its end was cut off, or that all of it was written anew, shows
//! only against a head kept elsewhere: in a signature, in a package's signed manifest, in another tablet's journal.

use super::event::{Event, EventKind, FORMAT};
use super::hash::Hash;
use super::refused::{Break, Why};

/// The first event that is altered, missing or out of place.
pub fn verify(events: &[Event]) -> Result<(), Break> {
    let first = events.first().ok_or(Break { at: 0, why: Why::Empty })?;
    if !matches!(first.what, EventKind::Began(_)) {
        return Err(Break { at: 0, why: Why::NotBegun });
    }
    verify_from(events, 0, Hash::NONE).map(|_| ())
}

/// Part of another tablet's journal, ending in the head it claims.
pub(super) fn verify_branch(branch: &[Event], head: Hash) -> Result<(), Break> {
    let first = branch.first().ok_or(Break { at: 0, why: Why::Empty })?;
    let last = verify_from(branch, first.seq, first.prev)?;
    if last == head { Ok(()) } else { Err(Break { at: first.seq, why: Why::Link }) }
}

fn verify_from(events: &[Event], first: u64, before: Hash) -> Result<Hash, Break> {
    let mut prev = before;
    for (event, at) in events.iter().zip(first..) {
        let why = if event.format != FORMAT {
            Why::Format { format: event.format }
        } else if event.seq != at {
            Why::Sequence { found: event.seq }
        } else if event.prev != prev {
            Why::Link
        } else if event.hash != event.expected_hash() {
            Why::Altered
        } else {
            prev = event.hash;
            continue;
        };
        return Err(Break { at, why });
    }
    Ok(prev)
}
