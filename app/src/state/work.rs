//! An open inspection at work: its journal, one session per checklist with the profile's first, and what the views
//! count. Nothing reactive, nothing of the browser: a change goes in, events for the disk and changed cards come out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::present::card::{CardId, Recorded, Stop, Subject};
use crate::present::mark::{Mark, Tally, Totals};
use crate::present::{Lang, row};
use soat::eval::{Context, RequirementPlace, Session, evaluate};
use soat::journal::{Event, EventKind, Journal, Place, Refused, SITE, Stamp, Status};
use soat::model::{Answers, RowId};
use soat::program::{GroupId, Program};

mod counting;
mod drawing;
mod telling;

/// One checklist, or the profile.
#[derive(Debug)]
struct Part {
    id: String,
    session: Session,
}

impl Part {
    /// The checklist under the answers of the journal. An answer that no longer fits its question stays in the
    /// journal and counts as unanswered.
    fn read(journal: &Journal, id: String, program: Arc<Program>, lang: Lang) -> Self {
        let inspection = journal.inspection();
        let record = inspection.record();
        let answers = if id == SITE {
            Answers { answers: record.site.clone(), ..Answers::default() }
        } else {
            inspection.answers(&id).unwrap_or_default()
        };
        let (session, _) = evaluate(&program, &answers, Context { as_of: record.as_of, lang });
        Self { id, session }
    }
}

/// Why a change was not made, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint(pub String);

/// What a change did to the views.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub cards: BTreeSet<CardId>,
    /// Rows came or went, or a row's name changed: the way through must be drawn anew.
    pub rail: bool,
}

#[derive(Debug)]
pub struct Work {
    journal: Journal,
    parts: Vec<Part>,
    lang: Lang,
    tallies: BTreeMap<Stop, Tally>,
    counted: BTreeMap<CardId, Tally>,
    totals: Totals,
    judged: BTreeMap<(u16, RequirementPlace), Mark>,
    stopping: BTreeMap<(u16, RequirementPlace), String>,
    /// Which stops, rows aside, were on the way when it was last drawn.
    outline: Vec<Stop>,
}

impl Work {
    /// Programs in the order of the parts: the profile's, if the rules have one, then the checklists'.
    pub fn new(journal: Journal, programs: Vec<(String, Arc<Program>)>, lang: Lang) -> Self {
        let parts =
            programs.into_iter().map(|(id, program)| Part::read(&journal, id, program, lang)).collect();
        let mut work = Self {
            journal,
            parts,
            lang,
            tallies: BTreeMap::new(),
            counted: BTreeMap::new(),
            totals: Totals::default(),
            judged: BTreeMap::new(),
            stopping: BTreeMap::new(),
            outline: Vec::new(),
        };
        work.recount();
        work
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    pub fn id(&self) -> String {
        self.journal.inspection().id().to_string()
    }

    pub fn is_open(&self) -> bool {
        self.journal.inspection().status() == Status::Open
    }

    pub fn can_undo(&self) -> bool {
        self.journal.inspection().undoing().is_some()
    }

    // --- changing ---

    /// Records an answer, or takes it away. Returns the events for the disk; none where nothing changes.
    pub fn answer(
        &mut self,
        card: CardId,
        recorded: &Recorded,
        stamp: Stamp,
    ) -> Result<(Vec<Event>, Effect), Complaint> {
        let Some(place) = self.journal_place(card) else { return Ok((Vec::new(), Effect::default())) };
        let new = row::answer(recorded);
        let old = self.journal.inspection().answer(&place).cloned();
        if old == new {
            return Ok((Vec::new(), Effect::default()));
        }
        let row = self.stop_of(card).filter(|stop| matches!(stop, Stop::Row { .. }));
        let called = row.map(|row| self.title_of(row));
        self.set(card, new.as_ref())?;
        let draft = self.journal.inspection().answering(place, new);
        match self.journal.append(draft, stamp) {
            Ok(events) => {
                let mut effect = self.settle(card);
                effect.rail |= row.map(|row| self.title_of(row)) != called;
                Ok((events, effect))
            }
            Err(refused) => {
                // What the journal refuses must not stay in the sessions; the old answer fitted before.
                let _ = self.set(card, old.as_ref());
                self.settle(card);
                Err(self.refused(&refused))
            }
        }
    }

    pub fn note(&mut self, card: CardId, text: String, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some(place) = self.journal_place(card) else { return Ok(Vec::new()) };
        if self.journal.inspection().note(&place) == text {
            return Ok(Vec::new());
        }
        let draft = self.journal.inspection().noting(place, text);
        self.append(draft, stamp)
    }

    pub fn append(&mut self, draft: EventKind, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        self.journal.append(draft, stamp).map_err(|refused| self.refused(&refused))
    }

    /// Adds an empty row and tells where it is.
    pub fn add_row(&mut self, stop: Stop, stamp: Stamp) -> Result<(Vec<Event>, Stop), Complaint> {
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok((Vec::new(), stop)) };
        let row = self.journal.inspection().next_row(&id, &name);
        let draft = EventKind::RowAdded { checklist: id, group: name, row };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.add_row(group, row);
        }
        self.recount();
        Ok((events, Stop::Row { checklist, group: group.0, row: row.0 }))
    }

    pub fn remove_row(&mut self, stop: Stop, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Stop::Row { row, .. } = stop else { return Ok(Vec::new()) };
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok(Vec::new()) };
        let draft = EventKind::RowRemoved { checklist: id, group: name, row: RowId(row) };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.remove_row(group, RowId(row));
        }
        self.recount();
        Ok(events)
    }

    pub fn complete(&mut self, stop: Stop, complete: bool, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok(Vec::new()) };
        let draft = EventKind::GroupCompleted { checklist: id, group: name, complete };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.set_complete(group, complete);
        }
        self.recount();
        Ok(events)
    }

    pub fn undo(&mut self, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some(draft) = self.journal.inspection().undoing() else { return Ok(Vec::new()) };
        let events = self.append(draft, stamp)?;
        self.replay();
        Ok(events)
    }

    /// Reads all answers from the journal again: after opening, and after what can touch many at once.
    fn replay(&mut self) {
        for part in &mut self.parts {
            let program = part.session.program().clone();
            *part = Part::read(&self.journal, std::mem::take(&mut part.id), program, self.lang);
        }
        self.recount();
    }

    fn set(&mut self, card: CardId, answer: Option<&soat::model::Answer>) -> Result<(), Complaint> {
        let lang = self.lang;
        let Some(place) = row::place_of(card) else { return Ok(()) };
        let Some(part) = self.parts.get_mut(usize::from(card.checklist)) else { return Ok(()) };
        let bad = |bad: &soat::program::BadAnswer| {
            let help = bad.help.as_ref().map(|help| format!(" ({})", help.get(lang))).unwrap_or_default();
            Complaint(sentence(&format!("{}{help}", bad.message.get(lang))))
        };
        part.session.set(place, answer).map_err(|mistake| bad(&mistake))?;
        if part.id == SITE {
            let Some(name) = part.session.program().item(place.item).map(|item| item.name.clone()) else {
                return Ok(());
            };
            for other in self.parts.iter_mut().filter(|other| other.id != SITE) {
                // A checklist that does not read the question does not know it.
                let _ = other.session.set_site(&name, answer);
            }
        }
        Ok(())
    }

    fn refused(&self, refused: &Refused) -> Complaint {
        Complaint(sentence(refused.words().get(self.lang)))
    }

    // --- places ---

    pub fn journal_place(&self, card: CardId) -> Option<Place> {
        let part = self.part(card.checklist)?;
        let program = part.session.program();
        let (name, group) = match card.subject {
            Subject::Item(index) => {
                let item = program.items().get(index as usize)?;
                (&item.name, item.group)
            }
            Subject::Requirement(index) => {
                let requirement = program.requirements().get(index as usize)?;
                (&requirement.name, requirement.group)
            }
            Subject::Group(_) => return None,
        };
        match group.zip(card.row) {
            Some((group, row)) => Place::in_row(&part.id, &program.group(group)?.name, RowId(row), name).ok(),
            None => Place::item(&part.id, name).ok(),
        }
    }

    fn card_at(&self, place: &Place) -> Option<CardId> {
        let at = self.parts.iter().position(|part| part.id == place.checklist())?;
        let program = self.parts.get(at)?.session.program();
        let group = place.row().and_then(|(group, _)| program.group_named(group)).map(|group| group.id);
        let item = program.items().iter().find(|item| item.name == place.name() && item.group == group)?;
        let row = place.row().map(|(_, row)| row.0);
        Some(CardId { checklist: u16::try_from(at).ok()?, subject: Subject::Item(item.id.0), row })
    }

    fn group_of(&self, stop: Stop) -> Option<(u16, GroupId, String, String)> {
        let (Stop::Group { checklist, group } | Stop::Row { checklist, group, .. }) = stop else {
            return None;
        };
        let part = self.part(checklist)?;
        let name = part.session.program().group(GroupId(group))?.name.clone();
        Some((checklist, GroupId(group), part.id.clone(), name))
    }
}

/// A message of the engine as a sentence: a capital at the beginning, a stop at the end.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{rest}{end}")
}
