//! One checklist being filled in: an answer changes what depends on it and nothing else.

mod computing;
mod judging;
mod telling;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::Arc;

pub(crate) use judging::verdict_from;

use super::{Context, Need, Place, Progress, RequirementPlace, Verdict};
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::{Answer, Answers, Date, Nature, RowId};
use crate::program::{
    BadAnswer, FoldKind, GroupId, Inputs, ItemId, NodeId, NodeKind, ParameterId, Program, RequirementId,
    Scope, SiteItemId, Tally, read_now,
};

/// The state of one checklist under the answers given so far.
#[derive(Clone, Debug)]
pub struct Session {
    program: Arc<Program>,
    context: Context,
    answers: Answers,
    items: Vec<Outcome>,
    site: Vec<Outcome>,
    groups: Vec<GroupState>,
    values: Vec<Outcome>,
    folds: BTreeMap<NodeId, Tally>,
    parameters: Vec<Outcome>,
    in_force: Vec<bool>,
    verdicts: Vec<Verdict>,
    /// (node, row or `u32::MAX`), in the order they must be computed.
    /// Some stand there twice.
    waiting: BinaryHeap<Reverse<(NodeId, u32)>>,
    /// Whether every value was computed once; from then on only what changes is.
    computed: bool,
    changes: Changes,
}

#[derive(Clone, Debug, Default)]
struct GroupState {
    rows: Vec<RowState>,
    /// Where each row stands among the rows.
    places: BTreeMap<RowId, u32>,
    complete: bool,
}

#[derive(Clone, Debug)]
struct RowState {
    id: RowId,
    /// In the order of the group's items.
    answers: Vec<Outcome>,
    values: Vec<Outcome>,
    /// By requirement, of this group's requirements.
    verdicts: BTreeMap<RequirementId, Verdict>,
}

/// What is different since the last time it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub verdicts: BTreeSet<RequirementPlace>,
    /// Questions that were shown, hidden or computed anew.
    pub items: BTreeSet<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Shown,
    Hidden,
    /// Whether it is asked depends on a question that is not answered.
    Undecided,
}

/// A question as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemState<'s> {
    pub visibility: Visibility,
    /// Kept even while the question is hidden.
    pub answer: Option<&'s Answer>,
    /// The value the verdicts see.
    pub value: Outcome,
}

const NO_ROW: u32 = u32::MAX;

/// All verdicts of a checklist under these answers, at once.
///
/// An answer that does not fit its question is left out and told.
pub fn evaluate(
    program: &Arc<Program>,
    answers: &Answers,
    context: Context,
) -> (Session, Vec<(String, BadAnswer)>) {
    let mut session = Session::blank(program.clone(), context);
    let bad = session.load(answers);
    (session, bad)
}

impl Session {
    pub fn new(program: Arc<Program>, context: Context) -> Self {
        let mut session = Self::blank(program, context);
        session.compute_all();
        session.judge_all();
        session.changes = Changes::default();
        session
    }

    /// Nothing answered and nothing computed yet.
    fn blank(program: Arc<Program>, context: Context) -> Self {
        let parameters = (0..program.parameters.len())
            .map(|at| program.parameter_on(ParameterId(at as u32), context.as_of).0)
            .collect();
        let in_force = program.requirements.iter().map(|requirement| {
            requirement.citations.is_empty()
                || requirement.citations.iter().any(|citation| citation.in_force(context.as_of))
        });
        Self {
            items: vec![Outcome::Unanswered; program.items.len()],
            site: vec![Outcome::Unanswered; program.site_items.len()],
            groups: vec![GroupState::default(); program.groups.len()],
            values: vec![Outcome::Unanswered; program.layout.global as usize],
            verdicts: vec![Verdict::NotApplicable; program.requirements.len()],
            in_force: in_force.collect(),
            parameters,
            folds: BTreeMap::new(),
            waiting: BinaryHeap::new(),
            computed: false,
            changes: Changes::default(),
            answers: Answers::default(),
            context,
            program,
        }
    }

    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    pub fn context(&self) -> Context {
        self.context
    }

    /// Everything recorded, hidden questions included.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    // --- asking ---

    pub fn row_ids(&self, group: GroupId) -> impl Iterator<Item = RowId> {
        self.groups.get(group.index()).into_iter().flat_map(|state| state.rows.iter().map(|row| row.id))
    }

    /// Whether the group's list is asked for at all.
    pub fn group_visibility(&self, group: GroupId) -> Visibility {
        match self.program.group(group).map(|info| self.read(info.shown, None)) {
            Some(Outcome::Known(Value::Boolean(true))) => Visibility::Shown,
            Some(Outcome::Unanswered) => Visibility::Undecided,
            _ => Visibility::Hidden,
        }
    }

    pub fn is_complete(&self, group: GroupId) -> bool {
        self.groups.get(group.index()).is_some_and(|state| state.complete)
    }

    pub fn item(&self, place: Place) -> Option<ItemState<'_>> {
        let info = self.program.item(place.item)?;
        let row = match place.row {
            Some(row) => Some(self.row_place(place.item, row)?),
            None => None,
        };
        let visibility = match self.read(info.shown, row) {
            Outcome::Known(Value::Boolean(true)) => Visibility::Shown,
            Outcome::Known(_) | Outcome::NotApplicable | Outcome::Error(_) => Visibility::Hidden,
            Outcome::Unanswered => Visibility::Undecided,
        };
        Some(ItemState { visibility, answer: self.answer_text(place), value: self.read(info.value, row) })
    }

    pub fn answer_text(&self, place: Place) -> Option<&Answer> {
        let info = self.program.item(place.item)?;
        match (info.group, place.row) {
            (Some(group), Some(row)) => {
                let name = &self.program.group(group)?.name;
                // Rows are recorded in the order in which they stand.
                let rows = &self.answers.groups.get(name)?.rows;
                rows.get(self.row_at(group, row)? as usize)?.answers.get(&info.name)
            }
            _ => self.answers.answers.get(&info.name),
        }
    }

    pub fn verdict(&self, place: RequirementPlace) -> Option<&Verdict> {
        let info = self.program.requirement(place.requirement)?;
        match (info.group, place.row) {
            (Some(group), Some(row)) => {
                let rows = &self.groups.get(group.index())?.rows;
                rows.get(self.row_at(group, row)? as usize)?.verdicts.get(&place.requirement)
            }
            (None, None) => self.verdicts.get(place.requirement.index()),
            _ => None,
        }
    }

    /// Every requirement with its verdict, in the author's order, those of groups once a row.
    pub fn verdicts(&self) -> impl Iterator<Item = (RequirementPlace, &Verdict)> {
        self.program.requirements.iter().flat_map(move |info| {
            let one = match info.group {
                None => self
                    .verdicts
                    .get(info.id.index())
                    .map(|verdict| (RequirementPlace { requirement: info.id, row: None }, verdict)),
                Some(_) => None,
            };
            let rows = info.group.and_then(|group| self.groups.get(group.index()));
            let many = rows.into_iter().flat_map(move |state| {
                state.rows.iter().filter_map(move |row| {
                    let place = RequirementPlace { requirement: info.id, row: Some(row.id) };
                    row.verdicts.get(&info.id).map(|verdict| (place, verdict))
                })
            });
            one.into_iter().chain(many)
        })
    }

    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for (place, verdict) in self.verdicts() {
            let law =
                self.program.requirement(place.requirement).is_some_and(|info| info.nature == Nature::Law);
            match verdict {
                Verdict::Pass => progress.pass += 1,
                Verdict::Fail if law => progress.fail += 1,
                Verdict::Fail => progress.advice += 1,
                Verdict::Unanswered { .. } => progress.unanswered += 1,
                Verdict::NotApplicable => progress.not_applicable += 1,
                Verdict::Error(_) => progress.error += 1,
            }
        }
        for place in self.places() {
            let asked = self.program.item(place.item).is_some_and(|info| info.answer.is_some());
            if asked && self.item(place).is_some_and(|state| state.visibility == Visibility::Shown) {
                progress.shown_items += 1;
                progress.answered_items += u32::from(self.answer_text(place).is_some());
            }
        }
        progress
    }

    /// Every question and computed value, in the order the site is walked, those of groups once a row.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let rows_of = |group: GroupId, places: &mut Vec<Place>| {
            let Some(info) = self.program.group(group) else { return };
            for row in self.row_ids(group) {
                places.extend(info.items.iter().map(|item| Place { item: *item, row: Some(row) }));
            }
        };
        let sections = self.program.checklist.sections.len() as u32;
        // Items stand in the order of their sections.
        let mut items = self.program.items.iter().filter(|item| item.section.is_some()).peekable();
        for section in 0..sections {
            while let Some(item) = items.next_if(|item| item.section == Some(section)) {
                places.push(Place { item: item.id, row: None });
            }
            for group in self.program.groups.iter().filter(|group| group.after == Some(section)) {
                rows_of(group.id, &mut places);
            }
        }
        for group in self.program.groups.iter().filter(|group| group.after.is_none()) {
            rows_of(group.id, &mut places);
        }
        places
    }

    /// Open questions that can still change a verdict, in the order the site is walked; those not asked yet, because
    /// another question decides whether they are, are left out. Then the lists nobody called complete, where a further
    /// row would be judged: what was never entered is not fulfilled.
    pub fn missing(&self) -> Vec<Need> {
        let mut needed = BTreeSet::new();
        for (_, verdict) in self.verdicts() {
            if let Verdict::Unanswered { needs, .. } = verdict {
                needed.extend(needs.iter().copied());
            }
        }
        let mut list: Vec<Need> =
            needed.iter().filter(|need| matches!(need, Need::Site(_))).copied().collect();
        let shown = |place: &Place| {
            needed.contains(&Need::Question(*place))
                && self.item(*place).is_some_and(|state| state.visibility == Visibility::Shown)
        };
        list.extend(self.places().into_iter().filter(shown).map(Need::Question));
        let lists = self.program.groups.iter().map(|group| group.id);
        let is_open =
            |group: &GroupId| needed.contains(&Need::Rows(*group)) || self.may_get_judged_rows(*group);
        list.extend(lists.filter(is_open).map(Need::Rows));
        list
    }

    fn may_get_judged_rows(&self, group: GroupId) -> bool {
        !self.is_complete(group)
            && self.group_visibility(group) == Visibility::Shown
            && self.program.requirements.iter().any(|requirement| requirement.group == Some(group))
    }

    /// Whether the checklist concerns this establishment; `None` while the profile does not say.
    pub fn concerns(&self) -> Option<bool> {
        match self.program.applies {
            Some(node) => self.read(node, None).boolean(),
            None => Some(true),
        }
    }

    /// The value of a definition (`let`) of the checklist.
    pub fn definition(&self, name: &str) -> Option<Outcome> {
        self.program.definitions.get(name).map(|node| self.read(*node, None))
    }

    /// The value of any node, from store or computed now. `row` is the place among the group's rows.
    pub(crate) fn read(&self, node: NodeId, row: Option<u32>) -> Outcome {
        read_now(&self.program, self, node, row)
    }

    pub(crate) fn row_at(&self, group: GroupId, row: RowId) -> Option<u32> {
        self.groups.get(group.index())?.places.get(&row).copied()
    }

    pub(crate) fn row_id(&self, group: GroupId, at: u32) -> Option<RowId> {
        self.groups.get(group.index())?.rows.get(at as usize).map(|row| row.id)
    }

    pub(crate) fn requirement_row(&self, place: RequirementPlace) -> Option<u32> {
        let group = self.program.requirement(place.requirement)?.group?;
        self.row_at(group, place.row?)
    }

    fn group_of(&self, item: ItemId) -> Option<GroupId> {
        self.program.item(item).and_then(|info| info.group)
    }

    fn row_place(&self, item: ItemId, row: RowId) -> Option<u32> {
        self.row_at(self.group_of(item)?, row)
    }
}

impl Inputs for Session {
    fn stored(&self, node: NodeId, row: Option<u32>) -> Option<&Outcome> {
        let slot = *self.program.layout.slots.get(node.index())? as usize;
        match self.program.node(node)?.scope {
            Scope::Global => self.values.get(slot),
            Scope::Group(group) => self.groups.get(group.index())?.rows.get(row? as usize)?.values.get(slot),
            Scope::Local => None,
        }
    }

    fn answer(&self, item: ItemId, row: Option<u32>) -> Outcome {
        let found = match (self.group_of(item), row) {
            (Some(group), Some(row)) => {
                let at =
                    self.program.group(group).and_then(|info| info.items.iter().position(|own| *own == item));
                let row = self.groups.get(group.index()).and_then(|state| state.rows.get(row as usize));
                row.zip(at).and_then(|(row, at)| row.answers.get(at))
            }
            _ => self.items.get(item.index()),
        };
        found.cloned().unwrap_or(Outcome::Unanswered)
    }

    fn site_answer(&self, item: SiteItemId) -> Outcome {
        self.site.get(item.index()).cloned().unwrap_or(Outcome::Unanswered)
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome {
        self.parameters.get(parameter.index()).cloned().unwrap_or(Outcome::Error(EvalError::NoParameter))
    }

    fn as_of(&self) -> Date {
        self.context.as_of
    }

    fn rows(&self, group: GroupId) -> (u32, bool) {
        self.groups.get(group.index()).map_or((0, false), |state| (state.rows.len() as u32, state.complete))
    }

    fn fold(&self, node: NodeId) -> Option<Outcome> {
        let NodeKind::Fold { kind, group, .. } = self.program.node(node)?.kind else { return None };
        let kind: FoldKind = kind;
        self.folds.get(&node).map(|tally| tally.result(kind, self.is_complete(group)))
    }
}
