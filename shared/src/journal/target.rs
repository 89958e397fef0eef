//! What an event changes, as a key: used to see whether two changes meet, in undo and in merging.

use std::fmt;

use super::event::EventKind;
use super::hash::Hash;
use super::place::Place;
use crate::model::RowId;

/// One thing of the record that can be changed by itself. The order is the order in which changes must be applied:
/// a checklist comes before its rows, a row before what is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    AsOf,
    /// That the checklist belongs to the inspection.
    Checklist(String),
    /// Which rules it follows.
    Rules(String),
    /// That the row exists.
    Row {
        checklist: String,
        group: String,
        row: RowId,
    },
    /// That the group's list is complete.
    Complete {
        checklist: String,
        group: String,
    },
    Answer(Place),
    Note(Place),
    Media(Place, Hash),
    Person(String),
    Assignment(Place),
}

impl Target {
    /// What the event changes that can be undone; nothing where it cannot.
    pub(super) fn of(kind: &EventKind) -> Option<Self> {
        Some(match kind {
            EventKind::Answered { place, .. } => Self::Answer(place.clone()),
            EventKind::RowAdded { checklist, group, row }
            | EventKind::RowRemoved { checklist, group, row } => {
                Self::Row { checklist: checklist.clone(), group: group.clone(), row: *row }
            }
            EventKind::GroupCompleted { checklist, group, .. } => {
                Self::Complete { checklist: checklist.clone(), group: group.clone() }
            }
            EventKind::Noted { place, .. } => Self::Note(place.clone()),
            EventKind::MediaAdded { place, media } | EventKind::MediaRemoved { place, media } => {
                Self::Media(place.clone(), media.id)
            }
            EventKind::PersonSet { role, .. } => Self::Person(role.clone()),
            EventKind::RemedyAssigned { requirement, .. } => Self::Assignment(requirement.clone()),
            EventKind::DateChanged { .. } => Self::AsOf,
            EventKind::ChecklistAdded { rules } | EventKind::ChecklistRemoved { rules } => {
                Self::Checklist(rules.id.clone())
            }
            EventKind::RulesMoved { from, .. } => Self::Rules(from.id.clone()),
            EventKind::Began(_)
            | EventKind::Undone { .. }
            | EventKind::Signed(_)
            | EventKind::Finished {}
            | EventKind::Reopened { .. }
            | EventKind::HandedOver { .. }
            | EventKind::ClockJumped { .. }
            | EventKind::Resumed { .. }
            | EventKind::CarriedOver(_)
            | EventKind::Joined(_) => return None,
        })
    }

    /// The question, requirement or row's place that a user would be led to.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Answer(place) | Self::Note(place) | Self::Media(place, _) | Self::Assignment(place) => {
                Some(place)
            }
            _ => None,
        }
    }

    pub(super) fn checklist(&self) -> Option<&str> {
        match self {
            Self::Checklist(id) | Self::Rules(id) => Some(id),
            Self::Row { checklist, .. } | Self::Complete { checklist, .. } => Some(checklist),
            _ => self.place().map(Place::checklist),
        }
    }

    pub(super) fn row(&self) -> Option<(&str, &str, RowId)> {
        if let Self::Row { checklist, group, row } = self {
            return Some((checklist, group, *row));
        }
        let place = self.place()?;
        place.row().map(|(group, row)| (place.checklist(), group, row))
    }

    /// The row and the checklist that this is in, without which it would not exist.
    pub(super) fn holders(&self) -> impl Iterator<Item = Self> + use<> {
        let row = self.row().map(|(checklist, group, row)| Self::Row {
            checklist: checklist.to_owned(),
            group: group.to_owned(),
            row,
        });
        let checklist = self.checklist().map(|id| Self::Checklist(id.to_owned()));
        row.filter(|row| row != self).into_iter().chain(checklist.filter(|checklist| checklist != self))
    }

    /// Whether this exists only as long as `other` does.
    pub(super) fn within(&self, other: &Self) -> bool {
        self != other
            && match other {
                Self::Checklist(id) => self.checklist() == Some(id),
                Self::Row { .. } => self.row().is_some() && self.row() == other.row(),
                _ => false,
            }
    }

    /// Whether a change of the one matters to the other.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self == other || self.within(other) || other.within(self)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsOf => f.write_str("as_of"),
            Self::Checklist(id) | Self::Rules(id) | Self::Person(id) => f.write_str(id),
            Self::Row { checklist, group, row: RowId(row) } => write!(f, "{checklist}:{group}[{row}]"),
            Self::Complete { checklist, group } => write!(f, "{checklist}:{group}"),
            Self::Answer(place) | Self::Note(place) | Self::Media(place, _) | Self::Assignment(place) => {
                place.fmt(f)
            }
        }
    }
}
