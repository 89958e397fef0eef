//! Two tablets' histories of one inspection made one: what only one of them changed is taken, what both changed
//! differently is laid before the user, and the decisions become events of our journal.
//!
//! For one thing, with the state that both knew last as base:
//!
//! | ours | theirs | outcome |
//! |---|---|---|
//! | any | as base | ours stays |
//! | as base | changed | theirs is taken |
//! | changed | changed to the same | nothing to do |
//! | changed | changed otherwise | conflict |
//! | changed inside a row or checklist | removed it (or the other way round) | one conflict about the row or checklist |
//!
//! Rows added on both tablets are different rows. Signatures are not taken: they are over their own tablet's record.

use std::collections::BTreeMap;

use super::apply::{fold, forward};
use super::chain::verify;
use super::event::{Branch, Decided, Event, EventKind, Joined, RowRenamed, RulesRef};
use super::facts::{Fact, RowNames, drafts, each as facts};
use super::hash::Hash;
use super::inspection::Inspection;
use super::refused::Break;
use super::stamp::Timestamp;
use super::target::Target;
use crate::model::RowId;

/// How the two histories stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// Ours has all that theirs has: there is nothing to join.
    OursAhead,
    /// Theirs has all that ours has: it can be taken as a whole instead of joining.
    TheirsAhead,
    Diverged,
}

/// Both changed the same thing, differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub about: Target,
    /// What both knew.
    pub base: Option<Fact>,
    pub ours: Option<Fact>,
    pub theirs: Option<Fact>,
    pub ours_by: Option<Touch>,
    pub theirs_by: Option<Touch>,
}

/// Who last changed it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    pub who: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// They are different inspections.
    Different {
        ours: Hash,
        theirs: Hash,
    },
    Broken {
        branch: Branch,
        broken: Break,
    },
}

/// Conflicts without a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub about: Vec<Target>,
}

/// The comparison of two histories, ready to be decided.
#[derive(Clone, Debug)]
pub struct Merged {
    relation: Relation,
    conflicts: Vec<Conflict>,
    left_signatures: Vec<String>,
    ours: Inspection,
    cells: Cells,
    joined: Joined,
}

/// What each of the three records says of every target that any of them speaks of.
type Cells = BTreeMap<Target, Cell>;

#[derive(Clone, Debug, Default)]
struct Cell {
    base: Option<Fact>,
    ours: Option<Fact>,
    theirs: Option<Fact>,
    /// For rows and checklists: whether ours, or theirs, changed something in it.
    ours_inside: bool,
    theirs_inside: bool,
    ours_by: Option<Touch>,
    theirs_by: Option<Touch>,
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Outcome {
    #[default]
    OursStays,
    TheirsIsTaken,
    Contested,
    /// It is in a row or checklist that one side removed, and goes the way of that.
    Settled,
}

pub fn merge(ours: &[Event], theirs: &[Event]) -> Result<Merged, MergeError> {
    let our_state = read(ours, Branch::Ours)?;
    let their_state = read(theirs, Branch::Theirs)?;
    if our_state.id() != their_state.id() {
        return Err(MergeError::Different { ours: our_state.id(), theirs: their_state.id() });
    }
    let meeting = Meeting::of(ours, theirs);
    let mut names = meeting.names.clone();
    let trunk = state_after(ours, meeting.trunk, Branch::Ours)?;
    let rows = name_new_rows(&mut names, &trunk, &our_state, &their_state);
    let mut cells = Cells::new();
    if meeting.theirs_known > meeting.trunk || meeting.ours_known <= meeting.trunk {
        let base = state_after(theirs, meeting.theirs_known, Branch::Theirs)?;
        facts(base.record(), &mut |target, fact| cell(&mut cells, names.target(target)).base = Some(fact));
    } else {
        let base = state_after(ours, meeting.ours_known, Branch::Ours)?;
        facts(base.record(), &mut |target, fact| cell(&mut cells, target).base = Some(fact));
    }
    facts(our_state.record(), &mut |target, fact| cell(&mut cells, target).ours = Some(fact));
    facts(their_state.record(), &mut |target, fact| {
        cell(&mut cells, names.target(target)).theirs = Some(fact);
    });
    touches(ours, meeting.trunk, &mut |target, touch| {
        if let Some(cell) = cells.get_mut(&target) {
            cell.ours_by = Some(touch);
        }
    });
    touches(theirs, meeting.trunk, &mut |target, touch| {
        if let Some(cell) = cells.get_mut(&names.target(target)) {
            cell.theirs_by = Some(touch);
        }
    });
    compare(&mut cells);
    Ok(Merged {
        relation: meeting.relation(ours.len(), theirs.len()),
        conflicts: conflicts(&cells),
        left_signatures: standing_signatures(&their_state),
        ours: our_state,
        cells,
        joined: Joined {
            other: their_state.head(),
            branch: theirs.get(meeting.theirs_known..).unwrap_or_default().to_vec(),
            rows,
            decided: Vec::new(),
        },
    })
}

fn cell(cells: &mut Cells, target: Target) -> &mut Cell {
    cells.entry(target).or_default()
}

fn conflicts(cells: &Cells) -> Vec<Conflict> {
    let contested = cells.iter().filter(|(_, cell)| cell.outcome == Outcome::Contested);
    let conflict = |(about, cell): (&Target, &Cell)| Conflict {
        about: about.clone(),
        base: cell.base.clone(),
        ours: cell.ours.clone(),
        theirs: cell.theirs.clone(),
        ours_by: cell.ours_by.clone(),
        theirs_by: cell.theirs_by.clone(),
    };
    contested.map(conflict).collect()
}

fn standing_signatures(state: &Inspection) -> Vec<String> {
    state.signatures().filter(|(.., stands)| *stands).map(|(role, ..)| role.to_owned()).collect()
}

impl Merged {
    pub fn relation(&self) -> Relation {
        self.relation
    }

    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// What is taken from them without asking: what it is about, and what it becomes.
    pub fn taken(&self) -> impl Iterator<Item = (&Target, Option<&Fact>)> {
        let taken = self.cells.iter().filter(|(_, cell)| cell.outcome == Outcome::TheirsIsTaken);
        taken.map(|(target, cell)| (target, cell.theirs.as_ref()))
    }

    /// Roles that signed on the other tablet and must sign again here.
    pub fn left_signatures(&self) -> &[String] {
        &self.left_signatures
    }

    /// The drafts to append to our journal, in order: first the joining itself with the other branch, then its
    /// changes. Nothing where there is nothing to join.
    pub fn drafts(&self, decide: &dyn Fn(&Conflict) -> Option<Branch>) -> Result<Vec<EventKind>, Undecided> {
        let mut joined = self.joined.clone();
        let mut undecided = Vec::new();
        for conflict in &self.conflicts {
            let about = conflict.about.clone();
            match decide(conflict) {
                Some(taken) => joined.decided.push(Decided { about, taken }),
                None => undecided.push(about),
            }
        }
        if !undecided.is_empty() {
            return Err(Undecided { about: undecided });
        }
        if joined.branch.is_empty() {
            return Ok(Vec::new());
        }
        let changes = self.changes(&joined.decided);
        let mut drafts = vec![EventKind::Joined(Box::new(joined))];
        drafts.extend(changes);
        Ok(drafts)
    }

    /// Checklists and rows come and go first. One that comes back brings what it held when it was removed, of which
    /// only what theirs has may stay.
    fn changes(&self, decided: &[Decided]) -> Vec<EventKind> {
        let mut state = self.ours.clone();
        let mut changes = Vec::new();
        let mut came_back: Vec<Target> = Vec::new();
        for (holder, cell) in self.cells.iter().filter(|(target, _)| is_holder(target)) {
            let wanted = cell.theirs.is_some();
            if !takes(holder, cell, decided, &came_back) || is_there(&state, holder) == wanted {
                continue;
            }
            if wanted && state.aside.holds(holder) {
                came_back.push(holder.clone());
            }
            let rules = self.rules_of(holder, &state, wanted);
            do_all(&mut state, &mut changes, drafts(holder, None, cell.theirs.as_ref(), rules.as_ref()));
            for row in rows_in(&state, holder) {
                let theirs = self.cells.get(&row).is_some_and(|cell| cell.theirs.is_some());
                if came_back.contains(holder) && !theirs {
                    do_all(&mut state, &mut changes, drafts(&row, None, None, None));
                }
            }
        }
        let mut cells = self.cells.clone();
        for cell in cells.values_mut() {
            cell.ours = None;
        }
        facts(state.record(), &mut |target, fact| self::cell(&mut cells, target).ours = Some(fact));
        for (target, cell) in cells.iter().filter(|(target, _)| !is_holder(target)) {
            let held = target.holders().all(|holder| is_there(&state, &holder));
            if held && cell.ours != cell.theirs && takes(target, cell, decided, &came_back) {
                changes.extend(drafts(target, cell.ours.as_ref(), cell.theirs.as_ref(), None));
            }
        }
        changes
    }

    /// The rules that a checklist is added with or removed from.
    fn rules_of(&self, target: &Target, state: &Inspection, added: bool) -> Option<RulesRef> {
        let Target::Checklist(id) = target else { return None };
        match self.cells.get(&Target::Rules(id.clone())).and_then(|cell| cell.theirs.as_ref()) {
            Some(Fact::Rules(rules)) if added => Some(rules.clone()),
            _ => state.record().checklists.get(id).map(|checklist| checklist.rules.clone()),
        }
    }
}

/// Whether the target becomes what theirs says.
fn takes(target: &Target, cell: &Cell, decided: &[Decided], came_back: &[Target]) -> bool {
    // Conflicts, and so decisions, are in the order of targets.
    let theirs = |target: &Target| {
        let index = decided.binary_search_by(|decided| decided.about.cmp(target));
        index.is_ok_and(|index| decided.get(index).is_some_and(|decided| decided.taken == Branch::Theirs))
    };
    match cell.outcome {
        Outcome::TheirsIsTaken => true,
        Outcome::Contested => theirs(target),
        Outcome::Settled => target.holders().any(|holder| theirs(&holder)),
        Outcome::OursStays => came_back.iter().any(|holder| target.within(holder)),
    }
}

/// The rows of a checklist.
fn rows_in(state: &Inspection, holder: &Target) -> Vec<Target> {
    let Target::Checklist(checklist) = holder else { return Vec::new() };
    let Some(record) = state.record().checklists.get(checklist) else { return Vec::new() };
    let mut rows = Vec::new();
    for (group, answers) in &record.answers.groups {
        for row in &answers.rows {
            rows.push(Target::Row { checklist: checklist.clone(), group: group.clone(), row: row.id });
        }
    }
    rows
}

fn do_all(state: &mut Inspection, changes: &mut Vec<EventKind>, drafts: Vec<EventKind>) {
    for draft in drafts {
        forward(state, &draft, u64::MAX);
        changes.push(draft);
    }
}

fn is_there(state: &Inspection, target: &Target) -> bool {
    match target {
        Target::Checklist(id) => id == super::SITE || state.record().checklists.contains_key(id),
        Target::Row { checklist, group, row } => state.row(checklist, group, *row).is_some(),
        _ => true,
    }
}

fn is_holder(target: &Target) -> bool {
    matches!(target, Target::Checklist(_) | Target::Row { .. })
}

fn read(events: &[Event], branch: Branch) -> Result<Inspection, MergeError> {
    let broken = |broken| MergeError::Broken { branch, broken };
    verify(events).map_err(broken)?;
    fold(events).map_err(broken)
}

fn state_after(events: &[Event], count: usize, branch: Branch) -> Result<Inspection, MergeError> {
    fold(events.get(..count).unwrap_or(events)).map_err(|broken| MergeError::Broken { branch, broken })
}

/// How far each history is known to the other: numbers of events.
struct Meeting {
    /// The events that are the same in both.
    trunk: usize,
    /// Their events that ours contains, in the trunk or joined.
    theirs_known: usize,
    /// Our events that theirs contains.
    ours_known: usize,
    /// What their rows are called in ours, as far as earlier joinings settled it.
    names: RowNames,
}

impl Meeting {
    fn of(ours: &[Event], theirs: &[Event]) -> Self {
        let trunk = ours.iter().zip(theirs).take_while(|(a, b)| a.hash == b.hash).count();
        let mut meeting = Self { trunk, theirs_known: trunk, ours_known: trunk, names: RowNames::default() };
        for (count, joined) in joinings(ours, theirs) {
            meeting.theirs_known = meeting.theirs_known.max(count);
            for row in &joined.rows {
                meeting.names.set(row.clone());
            }
        }
        for (count, joined) in joinings(theirs, ours) {
            meeting.ours_known = meeting.ours_known.max(count);
            for row in &joined.rows {
                meeting.names.set(RowRenamed { from: row.to, to: row.from, ..row.clone() });
            }
        }
        meeting
    }

    fn relation(&self, ours: usize, theirs: usize) -> Relation {
        match (self.theirs_known == theirs, self.ours_known == ours) {
            (true, true) => Relation::Same,
            (true, false) => Relation::OursAhead,
            (false, true) => Relation::TheirsAhead,
            (false, false) => Relation::Diverged,
        }
    }
}

/// The joinings in `events` of what now is `other`, with how many of its events each brought in.
fn joinings<'a>(events: &'a [Event], other: &'a [Event]) -> impl Iterator<Item = (usize, &'a Joined)> {
    events.iter().filter_map(|event| match &event.what {
        EventKind::Joined(joined) => {
            let index = other.iter().position(|event| event.hash == joined.other)?;
            Some((index + 1, joined.as_ref()))
        }
        _ => None,
    })
}

/// Gives the rows that only they have numbers that are free in ours.
fn name_new_rows(
    names: &mut RowNames,
    trunk: &Inspection,
    ours: &Inspection,
    theirs: &Inspection,
) -> Vec<RowRenamed> {
    let mut renamed = Vec::new();
    for (checklist, record) in &theirs.record().checklists {
        for (group, rows) in &record.answers.groups {
            let RowId(mut next) = ours.next_row(checklist, group);
            let shared = trunk.next_row(checklist, group);
            for row in rows.rows.iter().filter(|row| row.id >= shared) {
                if names.get(checklist, group, row.id).is_none() {
                    let to = RowId(next);
                    next = next.saturating_add(1);
                    let (checklist, group) = (checklist.clone(), group.clone());
                    let row = RowRenamed { checklist, group, from: row.id, to };
                    names.set(row.clone());
                    renamed.push(row);
                }
            }
        }
    }
    renamed
}

fn compare(cells: &mut Cells) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (target, cell) in cells.iter() {
        if cell.base != cell.ours {
            ours.extend(target.holders());
        }
        if cell.base != cell.theirs {
            theirs.extend(target.holders());
        }
    }
    for holder in ours {
        cell(cells, holder).ours_inside = true;
    }
    for holder in theirs {
        cell(cells, holder).theirs_inside = true;
    }
    let mut gone: Vec<Target> = Vec::new();
    for (target, cell) in cells.iter_mut() {
        // Both are in the order of targets.
        let settled = target.holders().any(|holder| gone.binary_search(&holder).is_ok());
        let changed = cell.base != cell.theirs && cell.ours != cell.theirs;
        let removed =
            is_holder(target) && cell.base.is_some() && (cell.ours.is_none() || cell.theirs.is_none());
        let contested = match (removed, cell.ours.is_some(), cell.theirs.is_some()) {
            (true, true, false) => cell.ours_inside,
            (true, false, true) => cell.theirs_inside,
            _ => changed && cell.base != cell.ours,
        };
        if removed {
            gone.push(target.clone());
        }
        cell.outcome = match (settled, contested) {
            (true, _) => Outcome::Settled,
            (false, true) => Outcome::Contested,
            (false, false) if changed => Outcome::TheirsIsTaken,
            (false, false) => Outcome::OursStays,
        };
    }
}

/// Says for each event after the trunk who changed what, and what it is in.
fn touches(events: &[Event], trunk: usize, say: &mut dyn FnMut(Target, Touch)) {
    for event in events.get(trunk..).unwrap_or_default() {
        let mut what = &event.what;
        // Undoing touches what the undone event touched, through any number of undoings.
        while let EventKind::Undone { seq } = what {
            let Some(undone) = usize::try_from(*seq).ok().and_then(|seq| events.get(seq)) else { break };
            what = &undone.what;
        }
        let Some(target) = Target::of(what) else { continue };
        let touch = Touch { who: event.who.clone(), at: event.at };
        for holder in target.holders() {
            say(holder, touch.clone());
        }
        say(target, touch);
    }
}
