//! Opening what is on disk after a crash, a damaged disk, or a step back to an older app: as much as is whole is
//! opened, what is not is named and stays where it is, and what a newer app wrote is never taken for damage.

use super::event::{Event, Unreadable};
use super::refused::Break;
use super::{Journal, verify};
use crate::words::Bilingual;

/// The whole beginning of a history.
#[derive(Clone, Debug)]
pub struct Recovered {
    pub journal: Journal,
    /// Why the lines after it were left: `None` where all were whole. The caller must keep them, and must not write
    /// over them: their numbers are those that the next events would get.
    pub stopped: Option<Stopped>,
}

/// The first line, from 0, that is not whole, and how many there are from it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    pub line: usize,
    pub left: usize,
    pub why: NotWhole,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWhole {
    Unreadable(Unreadable),
    Broken(Break),
}

/// Nothing can be opened. The lines must stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unrecoverable {
    /// An event that this version does not know, with the app's version that last opened the journal where that is
    /// known. Whatever else is wrong, a newer app is asked first.
    NeedsNewer { format: u32, kind: String, app: Option<String> },
    /// Not even the beginning is whole.
    NoBeginning(NotWhole),
}

/// Opens the lines that storage holds, in order.
pub fn recover<T: AsRef<str>>(lines: &[T]) -> Result<Recovered, Unrecoverable> {
    let mut journal: Option<Journal> = None;
    let mut stopped = None;
    for (line, text) in lines.iter().enumerate() {
        let why = match Event::read(text.as_ref()) {
            Err(Unreadable::NeedsNewer { format, kind }) => {
                let app = journal.map(|journal| journal.inspection().app().to_owned());
                return Err(Unrecoverable::NeedsNewer { format, kind, app });
            }
            // The rest is read only to see whether a newer app wrote it.
            _ if stopped.is_some() => continue,
            Err(unreadable) => NotWhole::Unreadable(unreadable),
            Ok(event) => match add(&mut journal, event) {
                Ok(()) => continue,
                Err(broken) => NotWhole::Broken(broken),
            },
        };
        stopped = Some(Stopped { line, left: lines.len() - line, why });
    }
    let empty = || verify(&[]).map_or_else(NotWhole::Broken, |()| NotWhole::Unreadable(Unreadable::Torn));
    match journal {
        Some(journal) => Ok(Recovered { journal, stopped }),
        None => Err(Unrecoverable::NoBeginning(stopped.map_or_else(empty, |stopped| stopped.why))),
    }
}

fn add(journal: &mut Option<Journal>, event: Event) -> Result<(), Break> {
    match journal {
        Some(journal) => journal.extend(&[event]),
        None => {
            *journal = Some(Journal::open(vec![event])?);
            Ok(())
        }
    }
}

impl NotWhole {
    pub fn words(&self) -> Bilingual {
        match self {
            Self::Unreadable(unreadable) => unreadable.words(),
            Self::Broken(broken) => broken.words(),
        }
    }
}

impl Unrecoverable {
    pub fn words(&self) -> Bilingual {
        match self {
            Self::NeedsNewer { format, kind, app } => {
                let words = Unreadable::NeedsNewer { format: *format, kind: kind.clone() }.words();
                let Some(app) = app else { return words };
                Bilingual::new(
                    format!("{}; lần cuối mở bằng phiên bản {app}", words.vi),
                    format!("{}; it was last opened with version {app}", words.en),
                )
            }
            Self::NoBeginning(why) => why.words(),
        }
    }
}
