//! The append-only history of one inspection: events in a hash chain, the state as their fold, undo as an event,
//! joining of two tablets' histories, and the beginning of a follow-up. Pure: the caller brings clock, session and
//! storage, and shows "saved" only when the events returned here are on disk.
//!
//! ```text
//! Inspection + draft --admit--> Event --append--> Journal          (refused drafts change nothing)
//! [Event] --verify--> whole or the first break
//! [Event] --fold--> Inspection                                     (fold = repeated apply)
//! ours + theirs --merge--> conflicts --decisions--> drafts for ours
//! ```
//!
//! | event | may happen | undone by `undone` |
//! |---|---|---|
//! | answers, rows, notes, photographs, people, remedies, date, checklists, rules | while open, from the present value | yes, the latest change of a thing first |
//! | signed | while open, over the present head | no: signed again |
//! | carried over | while open and empty, in a follow-up | no |
//! | joined | while open | no: what it brought in, yes |
//! | finished | while open | no: reopened with a reason |
//! | reopened | while finished or handed over | no |
//! | handed over, resumed, clock jumped | always | no |

mod admit;
mod apply;
mod chain;
mod event;
mod event_json;
mod facts;
mod follow;
mod hash;
mod inspection;
pub(crate) mod json;
mod merge;
mod place;
mod refused;
mod stamp;
mod target;

#[cfg(test)]
mod tests;

pub use apply::{apply, fold};
pub use chain::verify;
pub use event::{
    Assignment, Began, Branch, CarriedOver, Decided, Event, EventKind, FORMAT, Follows, Joined, Media,
    Person, Purpose, RowRenamed, RulesRef, Signed, Unreadable, read_lines, write_lines,
};
pub use facts::Fact;
pub use follow::{carry_over, follow_up};
pub use hash::{Hash, NotAHash};
pub use inspection::{Attached, ChecklistRecord, ClockJump, HandOver, Inspection, Record, Signature, Status};
pub use merge::{Conflict, MergeError, Merged, Relation, Touch, Undecided, merge};
pub use place::{BadName, Place, SITE};
pub use refused::{Break, CannotUndo, Refused, Why};
pub use stamp::{NotATimestamp, Stamp, Timestamp};
pub use target::Target;

/// A history with its state. Events are added at the end; only what never reached the disk may be withdrawn.
#[derive(Clone, Debug)]
pub struct Journal {
    events: Vec<Event>,
    inspection: Inspection,
}

impl Journal {
    pub fn begin(began: Began, stamp: Stamp) -> Result<Self, Break> {
        let what = EventKind::Began(Box::new(began));
        let event = sealed(what, stamp.monotonic, stamp, 0, Hash::NONE);
        let inspection = apply::begin(&event)?;
        Ok(Self { events: vec![event], inspection })
    }

    /// Reads a history back, checking every hash and every step.
    pub fn open(events: Vec<Event>) -> Result<Self, Break> {
        verify(&events)?;
        let inspection = fold(&events)?;
        Ok(Self { events, inspection })
    }

    pub fn events(&self) -> &[Event] {
        &self.events
    }

    pub fn inspection(&self) -> &Inspection {
        &self.inspection
    }

    /// The events that recording the draft would add, without adding them: the draft's own, and before it the clock's
    /// jump if it jumped.
    pub fn prepare(&self, draft: EventKind, stamp: Stamp) -> Result<Vec<Event>, Refused> {
        admit::admit(&self.inspection, &draft)?;
        let last = &self.inspection.last;
        let jump = stamp::clock_jump((last.at, last.monotonic, &last.session), &stamp);
        // Time never runs backwards within a session, whatever the caller's clock says.
        let monotonic =
            if last.session == stamp.session { stamp.monotonic.max(last.monotonic) } else { stamp.monotonic };
        let mut events = Vec::with_capacity(2);
        let (mut seq, mut head) = (last.seq + 1, last.hash);
        if let Some(by_ms) = jump {
            let event = sealed(EventKind::ClockJumped { by_ms }, monotonic, stamp.clone(), seq, head);
            (seq, head) = (seq + 1, event.hash);
            events.push(event);
        }
        let draft = match draft {
            // What is signed is the record; that the clock jumped does not change it.
            EventKind::Signed(signed) => EventKind::Signed(Box::new(Signed { over: head, ..*signed })),
            other => other,
        };
        events.push(sealed(draft, monotonic, stamp, seq, head));
        Ok(events)
    }

    /// Records the draft and returns the events that must now reach the disk together.
    pub fn append(&mut self, draft: EventKind, stamp: Stamp) -> Result<Vec<Event>, Refused> {
        let events = self.prepare(draft, stamp)?;
        for event in &events {
            apply::record(&mut self.inspection, event);
            self.events.push(event.clone());
        }
        Ok(events)
    }

    /// Adds events made by [`prepare`](Self::prepare) on this state, or written by another tab: all of them, or none.
    pub fn extend(&mut self, events: &[Event]) -> Result<(), Break> {
        let before = self.events.len();
        for event in events {
            let altered = event.hash != event.expected_hash();
            let result = if altered { Err(Break { at: event.seq, why: Why::Altered }) } else { Ok(()) };
            if let Err(broken) = result.and_then(|()| apply(&mut self.inspection, event)) {
                self.events.truncate(before);
                self.inspection = fold(&self.events)?;
                return Err(broken);
            }
            self.events.push(event.clone());
        }
        Ok(())
    }

    /// Takes away the events from `seq` on, because the disk refused them. The beginning stays.
    pub fn withdraw(&mut self, seq: u64) -> Result<(), Break> {
        let keep = usize::try_from(seq).unwrap_or(usize::MAX).max(1);
        let inspection = fold(self.events.get(..keep).unwrap_or(&self.events))?;
        self.events.truncate(keep);
        self.inspection = inspection;
        Ok(())
    }
}

fn sealed(what: EventKind, monotonic: u64, stamp: Stamp, seq: u64, prev: Hash) -> Event {
    let Stamp { at, session, who, .. } = stamp;
    let mut event = Event { format: FORMAT, seq, at, monotonic, session, who, what, prev, hash: Hash::NONE };
    event.hash = event.expected_hash();
    event
}
