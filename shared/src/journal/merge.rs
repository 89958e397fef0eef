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

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{fold, forward};
use super::canonical::Hash;
use super::chain::verify;
use super::event::{Branch, Decided, Event, EventKind, Joined, RowRenamed, RulesRef};
use super::facts::{Fact, Facts, RowNames, drafts, facts};
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
    theirs: Facts,
    /// What only they changed: the new fact, or none where they removed it.
    taken: BTreeMap<Target, Option<Fact>>,
    joined: Joined,
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
    let base = if meeting.theirs_known > meeting.trunk || meeting.ours_known <= meeting.trunk {
        names.facts(facts(state_after(theirs, meeting.theirs_known, Branch::Theirs)?.record()))
    } else {
        facts(state_after(ours, meeting.ours_known, Branch::Ours)?.record())
    };
    let (our_facts, their_facts) = (facts(our_state.record()), names.facts(facts(their_state.record())));
    let (taken, mut conflicts) = compare(&base, &our_facts, &their_facts);
    let mut our_touches = touches(ours, meeting.trunk, &RowNames::default());
    let mut their_touches = touches(theirs, meeting.trunk, &names);
    for conflict in &mut conflicts {
        conflict.ours_by = our_touches.remove(&conflict.about);
        conflict.theirs_by = their_touches.remove(&conflict.about);
    }
    let left_signatures =
        their_state.signatures().filter(|(.., stands)| *stands).map(|(role, ..)| role.to_owned()).collect();
    Ok(Merged {
        relation: meeting.relation(ours.len(), theirs.len()),
        conflicts,
        left_signatures,
        ours: our_state,
        theirs: their_facts,
        taken,
        joined: Joined {
            other: their_state.head(),
            branch: theirs.get(meeting.theirs_known..).unwrap_or_default().to_vec(),
            rows,
            decided: Vec::new(),
        },
    })
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
        self.taken.iter().map(|(target, fact)| (target, fact.as_ref()))
    }

    /// Roles that signed on the other tablet and must sign again here.
    pub fn left_signatures(&self) -> &[String] {
        &self.left_signatures
    }

    /// The drafts to append to our journal, in order: first the joining itself with the other branch, then its
    /// changes. Nothing where there is nothing to join.
    pub fn drafts(&self, decisions: &BTreeMap<Target, Branch>) -> Result<Vec<EventKind>, Undecided> {
        let undecided: Vec<Target> = self
            .conflicts
            .iter()
            .filter(|conflict| !decisions.contains_key(&conflict.about))
            .map(|conflict| conflict.about.clone())
            .collect();
        if !undecided.is_empty() {
            return Err(Undecided { about: undecided });
        }
        if self.joined.branch.is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted = self.taken.clone();
        let mut joined = self.joined.clone();
        for conflict in &self.conflicts {
            let taken = decisions.get(&conflict.about).copied().unwrap_or(Branch::Ours);
            joined.decided.push(Decided { about: conflict.about.clone(), taken });
            if taken == Branch::Ours {
                continue;
            }
            wanted.insert(conflict.about.clone(), conflict.theirs.clone());
            if is_holder(&conflict.about) {
                let inside = self.theirs.iter().filter(|(target, _)| target.within(&conflict.about));
                wanted.extend(inside.map(|(target, fact)| (target.clone(), Some(fact.clone()))));
            }
        }
        let mut drafts = vec![EventKind::Joined(Box::new(joined))];
        drafts.extend(self.changes(&wanted));
        Ok(drafts)
    }

    /// Checklists and rows come and go first. One that comes back brings what it held when it was removed, of which
    /// only what theirs has may stay.
    fn changes(&self, wanted: &BTreeMap<Target, Option<Fact>>) -> Vec<EventKind> {
        let mut state = self.ours.clone();
        let mut changes = Vec::new();
        let mut wanted = wanted.clone();
        let holders: Vec<Target> = wanted.keys().filter(|target| is_holder(target)).cloned().collect();
        for holder in holders {
            let fact = wanted.remove(&holder).flatten();
            if is_there(&state, &holder) == fact.is_some() {
                continue;
            }
            let comes_back = state.aside.holds(&holder);
            let rules = self.rules_of(&holder, &state, fact.is_some());
            do_all(&mut state, &mut changes, drafts(&holder, None, fact.as_ref(), rules.as_ref()));
            if comes_back && fact.is_some() {
                let now = facts(state.record());
                let inside = now.into_keys().filter(|target| target.within(&holder));
                for extra in inside.filter(|target| !self.theirs.contains_key(target)) {
                    if is_holder(&extra) {
                        do_all(&mut state, &mut changes, drafts(&extra, None, None, None));
                    } else {
                        wanted.insert(extra, None);
                    }
                }
            }
        }
        let now = facts(state.record());
        for (target, fact) in &wanted {
            let held = target.holders().all(|holder| is_there(&state, &holder));
            let old = now.get(target);
            if held && old != fact.as_ref() {
                changes.extend(drafts(target, old, fact.as_ref(), None));
            }
        }
        changes
    }

    /// The rules that a checklist is added with or removed from.
    fn rules_of(&self, target: &Target, state: &Inspection, added: bool) -> Option<RulesRef> {
        let Target::Checklist(id) = target else { return None };
        match self.theirs.get(&Target::Rules(id.clone())) {
            Some(Fact::Rules(rules)) if added => Some(rules.clone()),
            _ => state.record().checklists.get(id).map(|checklist| checklist.rules.clone()),
        }
    }
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
                meeting.names.set(&row.checklist, &row.group, row.from, row.to);
            }
        }
        for (count, joined) in joinings(theirs, ours) {
            meeting.ours_known = meeting.ours_known.max(count);
            for row in &joined.rows {
                meeting.names.set(&row.checklist, &row.group, row.to, row.from);
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
                    names.set(checklist, group, row.id, to);
                    let (checklist, group) = (checklist.clone(), group.clone());
                    renamed.push(RowRenamed { checklist, group, from: row.id, to });
                }
            }
        }
    }
    renamed
}

type Comparison = (BTreeMap<Target, Option<Fact>>, Vec<Conflict>);

fn compare(base: &Facts, ours: &Facts, theirs: &Facts) -> Comparison {
    let mut taken = BTreeMap::new();
    let mut conflicts = Vec::new();
    let targets: BTreeSet<&Target> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let touched = |side: &Facts| -> BTreeSet<Target> {
        let changed = targets.iter().filter(|target| base.get(**target) != side.get(**target));
        changed.flat_map(|target| target.holders()).collect()
    };
    let (ours_touched, theirs_touched) = (touched(ours), touched(theirs));
    // Rows and checklists that one side removed: what is in them is settled with them.
    let mut gone: BTreeSet<&Target> = BTreeSet::new();
    for target in targets {
        if target.holders().any(|holder| gone.contains(&holder)) {
            continue;
        }
        let (was, our, their) = (base.get(target), ours.get(target), theirs.get(target));
        let contested = match (is_holder(target) && was.is_some(), our, their) {
            (true, Some(_), None) => ours_touched.contains(target),
            (true, None, Some(_)) => theirs_touched.contains(target),
            _ => was != our && was != their && our != their,
        };
        if is_holder(target) && was.is_some() && (our.is_none() || their.is_none()) {
            gone.insert(target);
        }
        if contested {
            conflicts.push(Conflict {
                about: target.clone(),
                base: was.cloned(),
                ours: our.cloned(),
                theirs: their.cloned(),
                ours_by: None,
                theirs_by: None,
            });
        } else if was != their && our != their {
            taken.insert(target.clone(), their.cloned());
        }
    }
    (taken, conflicts)
}

/// Who last changed each thing, or something in it, after the trunk.
fn touches(events: &[Event], trunk: usize, names: &RowNames) -> BTreeMap<Target, Touch> {
    let mut of_event: BTreeMap<u64, Target> = BTreeMap::new();
    let mut touches = BTreeMap::new();
    for event in events {
        let target = match &event.what {
            EventKind::Undone { seq } => of_event.get(seq).cloned(),
            what => Target::of(what).map(|target| names.target(target)),
        };
        let Some(target) = target else { continue };
        if event.seq >= trunk as u64 {
            let touch = Touch { who: event.who.clone(), at: event.at };
            for holder in target.holders() {
                touches.insert(holder, touch.clone());
            }
            touches.insert(target.clone(), touch);
        }
        of_event.insert(event.seq, target);
    }
    touches
}
