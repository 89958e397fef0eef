//! One checklist being filled in: an answer changes what depends on it and nothing else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::Arc;

use super::{Context, Need, Place, Progress, RequirementPlace, Verdict};
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::{Answer, Answers, Date, GroupAnswers, Nature, RowAnswers, RowId};
use crate::program::{
    BadAnswer, FoldKind, GroupId, Inputs, ItemId, LocalFrame, NodeId, NodeKind, ParameterId, Program,
    RequirementId, Scope, SiteItemId, Tally, compute, parse_answer, read_now,
};
use crate::words::Bilingual;

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

    // --- telling ---

    /// Takes over a whole set of answers, which is quicker than one by one. Returns what does not fit, by its key.
    pub fn load(&mut self, answers: &Answers) -> Vec<(String, BadAnswer)> {
        let mut bad = Vec::new();
        let program = self.program.clone();
        let mut affected = BTreeSet::new();
        for (name, answer) in &answers.site {
            match self.put_site(name, Some(answer)) {
                Ok(id) => self.wait_for_site(id, &mut affected),
                Err(mistake) => bad.push((format!("site.{name}"), mistake)),
            }
        }
        for (name, answer) in &answers.answers {
            let result = match program.item_named(name) {
                Some(item) => self.put_waiting(Place { item: item.id, row: None }, answer, &mut affected),
                None => Err(unknown(name)),
            };
            if let Err(mistake) = result {
                bad.push((name.clone(), mistake));
            }
        }
        for (name, group_answers) in &answers.groups {
            let Some(group) = program.group_named(name).map(|group| group.id) else {
                bad.push((name.clone(), unknown(name)));
                continue;
            };
            for (at, row) in group_answers.rows.iter().enumerate() {
                let fresh = self.push_row(group, row.id);
                for (item_name, answer) in &row.answers {
                    let result = match program.row_item_named(group, item_name) {
                        Some(item) => self.put_waiting(
                            Place { item: item.id, row: Some(row.id) },
                            answer,
                            &mut affected,
                        ),
                        None => Err(unknown(item_name)),
                    };
                    if let Err(mistake) = result {
                        bad.push((format!("{name}[{at}].{item_name}"), mistake));
                    }
                }
                if fresh && self.computed {
                    self.take_in_row(group);
                }
            }
            self.put_complete(group, group_answers.complete);
            self.wait_for_rows(group);
            affected.extend(self.requirements_of(group));
        }
        if self.computed {
            self.settle();
            let affected: Vec<RequirementId> = affected.into_iter().collect();
            self.judge(&affected, None);
        } else {
            self.compute_all();
            self.judge_all();
        }
        bad
    }

    /// Puts an answer and lets what reads it wait.
    fn put_waiting(
        &mut self,
        place: Place,
        answer: &Answer,
        affected: &mut BTreeSet<RequirementId>,
    ) -> Result<(), BadAnswer> {
        self.put(place, Some(answer))?;
        // Before the first computation everything waits anyway.
        if self.computed {
            self.wait_for(place);
            affected.extend(self.program.item_requirements.get(place.item.index()).into_iter().flatten());
        }
        Ok(())
    }

    /// Records or takes back an answer. A text that does not fit the question changes nothing.
    pub fn set(&mut self, place: Place, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        self.put(place, answer)?;
        self.wait_for(place);
        self.settle();
        let program = self.program.clone();
        let affected = program.item_requirements.get(place.item.index()).map_or(&[][..], Vec::as_slice);
        self.judge(affected, place.row.zip(self.group_of(place.item)));
        Ok(())
    }

    pub fn set_site(&mut self, name: &str, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        let id = self.put_site(name, answer)?;
        let mut affected = BTreeSet::new();
        self.wait_for_site(id, &mut affected);
        self.settle();
        let affected: Vec<RequirementId> = affected.into_iter().collect();
        self.judge(&affected, None);
        Ok(())
    }

    /// Adds an empty row; a row that is there already stays as it is.
    pub fn add_row(&mut self, group: GroupId, row: RowId) {
        if !self.push_row(group, row) {
            return;
        }
        self.take_in_row(group);
        self.rows_changed(group);
        let affected: Vec<RequirementId> = self.requirements_of(group).into_iter().collect();
        self.judge(&affected, Some((row, group)));
    }

    pub fn remove_row(&mut self, group: GroupId, row: RowId) {
        let Some(at) = self.row_at(group, row) else { return };
        self.tally_row(group, at, false);
        if let Some(state) = self.groups.get_mut(group.index()) {
            let gone = state.rows.remove(at as usize);
            state.places = state.rows.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
            let places = gone.verdicts.keys().map(|id| RequirementPlace { requirement: *id, row: Some(row) });
            self.changes.verdicts.extend(places);
        }
        if let Some(name) = self.program.group(group).map(|info| info.name.clone())
            && let Some(answers) = self.answers.groups.get_mut(&name)
        {
            answers.rows.retain(|own| own.id != row);
        }
        self.rows_changed(group);
        self.judge_list(group);
    }

    /// Says that the list of rows is complete (or that more may come).
    pub fn set_complete(&mut self, group: GroupId, complete: bool) {
        if self.put_complete(group, complete) {
            self.rows_changed(group);
            self.judge_list(group);
        }
    }

    /// What changed since the last call.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
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
    /// another question decides whether they are, are left out.
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
        list.extend(needed.iter().filter(|need| matches!(need, Need::Rows(_))).copied());
        list
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

    // --- keeping ---

    fn group_of(&self, item: ItemId) -> Option<GroupId> {
        self.program.item(item).and_then(|info| info.group)
    }

    fn row_place(&self, item: ItemId, row: RowId) -> Option<u32> {
        self.row_at(self.group_of(item)?, row)
    }

    fn put(&mut self, place: Place, answer: Option<&Answer>) -> Result<(), BadAnswer> {
        let program = self.program.clone();
        let info = program.item(place.item).ok_or_else(|| unknown("?"))?;
        let Some(ty) = &info.answer else {
            return Err(told(
                format!("`{}` được tính ra, không trả lời được", info.name),
                format!("`{}` is computed and takes no answer", info.name),
            ));
        };
        let outcome = match answer {
            Some(answer) => {
                parse_answer(answer, ty, info.not_applicable, &|table, key| find_row(&program, table, key))?
            }
            None => Outcome::Unanswered,
        };
        self.check_date(&outcome, ty)?;
        match (info.group, place.row) {
            (Some(group), Some(row)) => {
                let group_info = program.group(group).ok_or_else(|| unknown(&info.name))?;
                let at = group_info.items.iter().position(|item| *item == place.item);
                let row_at = self.row_at(group, row).map(|at| at as usize);
                let state = self.groups.get_mut(group.index());
                let row_state = state.zip(row_at).and_then(|(state, at)| state.rows.get_mut(at));
                let slot = row_state.zip(at).and_then(|(state, at)| state.answers.get_mut(at));
                let Some(slot) = slot else {
                    return Err(told("dòng này không còn trong nhóm", "this row is no longer in the group"));
                };
                *slot = outcome;
                let recorded = self.answers.groups.get_mut(&group_info.name);
                if let Some(own) = recorded.zip(row_at).and_then(|(group, at)| group.rows.get_mut(at)) {
                    keep(&mut own.answers, &info.name, answer);
                }
            }
            (None, None) => {
                if let Some(slot) = self.items.get_mut(place.item.index()) {
                    *slot = outcome;
                }
                keep(&mut self.answers.answers, &info.name, answer);
            }
            _ => {
                return Err(told(
                    format!("`{}` cần biết là dòng nào của nhóm", info.name),
                    format!("`{}` needs to know which row of its group", info.name),
                ));
            }
        }
        Ok(())
    }

    /// Dates may be bounded by the day of the inspection, which only the session knows.
    fn check_date(&self, outcome: &Outcome, ty: &crate::model::AnswerType) -> Result<(), BadAnswer> {
        let (Outcome::Known(Value::Date(date)), crate::program::Domain::Date { min, max }) =
            (outcome, crate::program::Domain::of(ty))
        else {
            return Ok(());
        };
        let (min, max) =
            (min.map(|min| min.day(self.context.as_of)), max.map(|max| max.day(self.context.as_of)));
        if min.is_some_and(|min| *date < min) {
            let min = min.map_or_else(String::new, |min| min.to_string());
            return Err(told(
                format!("ngày {date} trước ngày sớm nhất {min}"),
                format!("{date} is before the earliest day {min}"),
            ));
        }
        if max.is_some_and(|max| *date > max) {
            let max = max.map_or_else(String::new, |max| max.to_string());
            return Err(told(
                format!("ngày {date} sau ngày muộn nhất {max}"),
                format!("{date} is after the latest day {max}"),
            ));
        }
        Ok(())
    }

    fn put_site(&mut self, name: &str, answer: Option<&Answer>) -> Result<SiteItemId, BadAnswer> {
        let program = self.program.clone();
        let info = program.site_item_named(name).ok_or_else(|| unknown(name))?;
        let Some(ty) = &info.answer else { return Err(unknown(name)) };
        let outcome = match answer {
            Some(answer) => {
                parse_answer(answer, ty, info.not_applicable, &|table, key| find_row(&program, table, key))?
            }
            None => Outcome::Unanswered,
        };
        if let Some(slot) = self.site.get_mut(info.id.index()) {
            *slot = outcome;
        }
        keep(&mut self.answers.site, name, answer);
        Ok(info.site_id())
    }

    fn push_row(&mut self, group: GroupId, row: RowId) -> bool {
        let Some(info) = self.program.group(group) else { return false };
        let Some(state) = self.groups.get_mut(group.index()) else { return false };
        if state.places.contains_key(&row) {
            return false;
        }
        state.places.insert(row, state.rows.len() as u32);
        let count = self.program.layout.groups.get(group.index()).copied().unwrap_or(0) as usize;
        state.rows.push(RowState {
            id: row,
            answers: vec![Outcome::Unanswered; info.items.len()],
            values: vec![Outcome::Unanswered; count],
            verdicts: BTreeMap::new(),
        });
        let rows = &mut self.answers.groups.entry(info.name.clone()).or_default().rows;
        rows.push(RowAnswers { id: row, answers: BTreeMap::new() });
        true
    }

    fn put_complete(&mut self, group: GroupId, complete: bool) -> bool {
        let Some(info) = self.program.group(group) else { return false };
        let Some(state) = self.groups.get_mut(group.index()) else { return false };
        let changed = state.complete != complete;
        state.complete = complete;
        let answers: &mut GroupAnswers = self.answers.groups.entry(info.name.clone()).or_default();
        answers.complete = complete;
        changed
    }

    // --- computing ---

    fn answer_node(&self, item: ItemId) -> Option<NodeId> {
        let value = self.program.item(item)?.value;
        match &self.program.node(value)?.kind {
            NodeKind::Answer(own) if *own == item => Some(value),
            NodeKind::Guard { value, .. } => Some(*value),
            _ => None,
        }
    }

    fn compute_all(&mut self) {
        let program = self.program.clone();
        self.computed = true;
        self.waiting.clear();
        self.folds.clear();
        for (at, node) in program.nodes.iter().enumerate().take(program.eager) {
            let id = NodeId(at as u32);
            match node.scope {
                Scope::Local => {}
                Scope::Global => {
                    if let NodeKind::Fold { group, body, .. } = &node.kind {
                        let tally = self.tally(*group, *body);
                        self.folds.insert(id, tally);
                    }
                    let value = compute(&program, self, id, None, &mut LocalFrame::default());
                    self.store(id, None, value);
                }
                Scope::Group(group) => {
                    for row in 0..self.row_count(group) {
                        let value = compute(&program, self, id, Some(row), &mut LocalFrame::default());
                        self.store(id, Some(row), value);
                    }
                }
            }
        }
    }

    fn row_count(&self, group: GroupId) -> u32 {
        self.groups.get(group.index()).map_or(0, |state| state.rows.len() as u32)
    }

    fn tally(&self, group: GroupId, body: NodeId) -> Tally {
        let mut tally = Tally::default();
        for row in 0..self.row_count(group) {
            if let Some(value) = self.stored(body, Some(row)) {
                tally.add(value);
            }
        }
        tally
    }

    fn compute_row(&mut self, group: GroupId, row: u32) {
        let program = self.program.clone();
        for id in program.layout.group_nodes.get(group.index()).into_iter().flatten() {
            let value = compute(&program, self, *id, Some(row), &mut LocalFrame::default());
            self.store(*id, Some(row), value);
        }
    }

    /// Counts a row into, or out of, every fold over its group.
    fn tally_row(&mut self, group: GroupId, row: u32, more: bool) {
        let program = self.program.clone();
        for id in program.group_users.get(group.index()).into_iter().flatten() {
            let Some(NodeKind::Fold { body, .. }) = program.node(*id).map(|node| &node.kind) else {
                continue;
            };
            let Some(value) = self.stored(*body, Some(row)).cloned() else { continue };
            if let Some(tally) = self.folds.get_mut(id) {
                if more { tally.add(&value) } else { tally.remove(&value) }
            }
        }
    }

    /// Computes the last row, which is new, and counts it in.
    fn take_in_row(&mut self, group: GroupId) {
        let at = self.groups.get(group.index()).map_or(0, |state| state.rows.len().saturating_sub(1)) as u32;
        self.compute_row(group, at);
        self.tally_row(group, at, true);
    }

    fn rows_changed(&mut self, group: GroupId) {
        self.wait_for_rows(group);
        self.settle();
    }

    fn wait_for_rows(&mut self, group: GroupId) {
        let program = self.program.clone();
        for id in program.group_users.get(group.index()).into_iter().flatten() {
            self.wait_everywhere(*id);
        }
    }

    fn wait_for(&mut self, place: Place) {
        let row = place.row.and_then(|row| self.row_place(place.item, row));
        if let Some(raw) = self.answer_node(place.item) {
            self.wait(raw, row);
        }
    }

    fn wait_for_site(&mut self, id: SiteItemId, affected: &mut BTreeSet<RequirementId>) {
        let value = self.program.site_items.get(id.index()).map(|info| info.value);
        let node = value.and_then(|value| match self.program.node(value)?.kind {
            NodeKind::SiteAnswer(_) => Some(value),
            NodeKind::Guard { value, .. } => Some(value),
            _ => None,
        });
        if let Some(node) = node {
            self.wait(node, None);
        }
        affected.extend(self.program.site_requirements.get(id.index()).into_iter().flatten());
    }

    fn wait(&mut self, node: NodeId, row: Option<u32>) {
        self.waiting.push(Reverse((node, row.unwrap_or(NO_ROW))));
    }

    fn wait_everywhere(&mut self, node: NodeId) {
        match self.program.node(node).map(|node| node.scope) {
            Some(Scope::Global) => self.wait(node, None),
            Some(Scope::Group(group)) => {
                for row in 0..self.row_count(group) {
                    self.wait(node, Some(row));
                }
            }
            _ => {}
        }
    }

    /// Computes what waits, in order, and what that changes, until nothing changes any more.
    fn settle(&mut self) {
        let program = self.program.clone();
        // Who reads a node comes after it, so what was computed does not come to wait again.
        let mut last = None;
        while let Some(Reverse((id, row))) = self.waiting.pop() {
            if last.replace((id, row)) == Some((id, row)) {
                continue;
            }
            let row = if row == NO_ROW { None } else { Some(row) };
            let value = compute(&program, self, id, row, &mut LocalFrame::default());
            let Some(slot) = self.slot(id, row).filter(|slot| **slot != value) else { continue };
            let old = std::mem::replace(slot, Outcome::Unanswered);
            self.note_item(&program, id, row);
            let users = program.users.get(id.index()).map_or(&[][..], Vec::as_slice);
            for user in users {
                self.tell(&program, *user, id, row, &old, &value);
            }
            self.store(id, row, value);
        }
    }

    /// Lets a user of a changed node know.
    fn tell(
        &mut self,
        program: &Program,
        user: NodeId,
        changed: NodeId,
        row: Option<u32>,
        old: &Outcome,
        new: &Outcome,
    ) {
        let (Some(user_node), Some(changed_node)) = (program.node(user), program.node(changed)) else {
            return;
        };
        match (changed_node.scope, user_node.scope) {
            (Scope::Group(of), Scope::Global) => {
                if let NodeKind::Fold { group, body, .. } = &user_node.kind
                    && *group == of
                    && *body == changed
                    && let Some(tally) = self.folds.get_mut(&user)
                {
                    tally.remove(old);
                    tally.add(new);
                }
                self.wait(user, None);
            }
            (Scope::Group(of), Scope::Group(own)) if of == own && !walks(program, user, own) => {
                self.wait(user, row);
            }
            _ => self.wait_everywhere(user),
        }
    }

    fn note_item(&mut self, program: &Program, node: NodeId, row: Option<u32>) {
        // Only the nodes that show, hide or compute an item matter to a screen; they are few, so they are looked up.
        for id in program.shown_by(node) {
            let Some(info) = program.item(*id) else { continue };
            match (info.group, row) {
                (Some(group), Some(at)) => {
                    if let Some(row) = self.row_id(group, at) {
                        self.changes.items.insert(Place { item: *id, row: Some(row) });
                    }
                }
                (Some(group), None) => {
                    let rows: Vec<RowId> = self.row_ids(group).collect();
                    self.changes
                        .items
                        .extend(rows.into_iter().map(|row| Place { item: *id, row: Some(row) }));
                }
                (None, _) => {
                    self.changes.items.insert(Place { item: *id, row: None });
                }
            }
        }
    }

    fn store(&mut self, node: NodeId, row: Option<u32>, value: Outcome) {
        if let Some(slot) = self.slot(node, row) {
            *slot = value;
        }
    }

    fn slot(&mut self, node: NodeId, row: Option<u32>) -> Option<&mut Outcome> {
        let slot = *self.program.layout.slots.get(node.index())? as usize;
        match (self.program.node(node).map(|node| node.scope), row) {
            (Some(Scope::Global), _) => self.values.get_mut(slot),
            (Some(Scope::Group(group)), Some(row)) => {
                let state = self.groups.get_mut(group.index());
                state
                    .and_then(|state| state.rows.get_mut(row as usize))
                    .and_then(|row| row.values.get_mut(slot))
            }
            _ => None,
        }
    }

    // --- judging ---

    fn judge_all(&mut self) {
        let all: Vec<RequirementId> = self.program.requirements.iter().map(|info| info.id).collect();
        self.judge(&all, None);
    }

    /// What is asked of each row, and what depends on the list of rows.
    fn requirements_of(&self, group: GroupId) -> BTreeSet<RequirementId> {
        let of_list = self.program.group_requirements.get(group.index()).into_iter().flatten().copied();
        let of_rows = self.program.requirements.iter().filter(|info| info.group == Some(group));
        of_list.chain(of_rows.map(|info| info.id)).collect()
    }

    /// Judges what depends on the list of rows.
    fn judge_list(&mut self, group: GroupId) {
        let program = self.program.clone();
        self.judge(program.group_requirements.get(group.index()).map_or(&[], Vec::as_slice), None);
    }

    /// Judges these requirements anew; those of the group of `only` in that row alone.
    fn judge(&mut self, affected: &[RequirementId], only: Option<(RowId, GroupId)>) {
        let program = self.program.clone();
        for id in affected {
            let Some(info) = program.requirement(*id) else { continue };
            match info.group {
                None => {
                    let verdict = self.verdict_of(*id, None);
                    if let Some(slot) = self.verdicts.get_mut(id.index())
                        && *slot != verdict
                    {
                        *slot = verdict;
                        self.changes.verdicts.insert(RequirementPlace { requirement: *id, row: None });
                    }
                }
                Some(group) => {
                    let rows = match only {
                        Some((row, of)) if of == group && !crosses_rows(&program, *id, group) => {
                            self.row_at(group, row).map_or(0..0, |at| at..at + 1)
                        }
                        _ => 0..self.row_count(group),
                    };
                    for at in rows {
                        let verdict = self.verdict_of(*id, Some(at));
                        let row = self
                            .groups
                            .get_mut(group.index())
                            .and_then(|state| state.rows.get_mut(at as usize));
                        let Some(row) = row else { continue };
                        if row.verdicts.get(id) != Some(&verdict) {
                            row.verdicts.insert(*id, verdict);
                            self.changes
                                .verdicts
                                .insert(RequirementPlace { requirement: *id, row: Some(row.id) });
                        }
                    }
                }
            }
        }
    }

    fn verdict_of(&self, id: RequirementId, row: Option<u32>) -> Verdict {
        let Some(info) = self.program.requirement(id) else { return Verdict::NotApplicable };
        if !self.in_force.get(id.index()).copied().unwrap_or(true) {
            return Verdict::NotApplicable;
        }
        match self.read(info.verdict, row) {
            Outcome::Unanswered => super::needs::verdict(self, info.verdict, row),
            decided => verdict_from(&decided),
        }
    }
}

/// The verdict of a decided outcome.
pub(crate) fn verdict_from(outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Known(Value::Boolean(true)) => Verdict::Pass,
        Outcome::Known(Value::Boolean(false)) => Verdict::Fail,
        Outcome::Known(_) => Verdict::Error(EvalError::BadArgument),
        Outcome::Unanswered => Verdict::Unanswered { needs: Vec::new(), exact: false },
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Error(error) => Verdict::Error(*error),
    }
}

/// Whether a node looks at other rows of its own group.
fn walks(program: &Program, node: NodeId, group: GroupId) -> bool {
    program.group_users.get(group.index()).is_some_and(|users| users.binary_search(&node).is_ok())
}

/// Whether a requirement of a group looks at other rows than its own.
fn crosses_rows(program: &Program, requirement: RequirementId, group: GroupId) -> bool {
    program.group_requirements.get(group.index()).is_some_and(|list| list.binary_search(&requirement).is_ok())
}

fn find_row(program: &Program, table: &str, key: &str) -> Option<(u32, u32)> {
    let at = program.tables.iter().position(|facts| facts.name == table)?;
    let row = program.tables.get(at)?.by_key.get(key)?;
    Some((at as u32, *row))
}

fn keep(answers: &mut BTreeMap<String, Answer>, name: &str, answer: Option<&Answer>) {
    match answer {
        Some(answer) => match answers.get_mut(name) {
            Some(kept) => kept.clone_from(answer),
            None => {
                answers.insert(name.to_owned(), answer.clone());
            }
        },
        None => {
            answers.remove(name);
        }
    }
}

fn told(vi: impl Into<String>, en: impl Into<String>) -> BadAnswer {
    BadAnswer { message: Bilingual::new(vi, en), help: None }
}

fn unknown(name: &str) -> BadAnswer {
    told(format!("bảng kiểm không có câu hỏi `{name}`"), format!("the checklist has no question `{name}`"))
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
