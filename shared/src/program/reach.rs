//! What each part of an undecided result can still come to, and which answers swing it from one outcome to another.
//!
//! Parts that share no open question are independent: whatever one comes to, the other may come to anything it can.
//! So a part is worked out alone, once, and its few outcomes stand for all completions of its questions where it is
//! used. Only inside a part whose operands share questions are completions combined, and there only down to where
//! the sharing ends.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::cone::{Cone, Open, Spot};
use super::cuts::Completions;
use super::{
    FoldKind, GroupId, Inputs, ItemId, LocalFrame, NodeId, NodeKind, ParameterId, Program, SiteItemId, Tally,
    and, compute, or,
};
use crate::expr::value::Outcome;
use crate::model::Date;

/// Most combinations of outcomes that are tried for one part.
const MOST_COMBINATIONS: usize = 4096;
/// A result with more open questions is named with all of them.
const MOST_QUESTIONS: usize = 2048;

/// What a part can come to.
#[derive(Debug)]
pub(super) struct Reach {
    /// Every outcome that some completion gives, once.
    pub(super) outcomes: Vec<Outcome>,
    /// For each question that matters to the part, how its answer alone moves the outcome.
    pub(super) swings: BTreeMap<Open, Swing>,
}

#[derive(Clone, Debug)]
pub(super) enum Swing {
    /// From every outcome to every other: the part is the question itself.
    Free,
    /// Between these pairs of outcomes, by their places, the smaller first. Never empty.
    Between(BTreeSet<(u16, u16)>),
}

/// Which questions a part rests on, as bits.
type Bits = Vec<u64>;

pub(super) struct Reaches<'c, 's, I> {
    cone: &'c Cone<'s, I>,
    completions: &'c Completions,
    below: BTreeMap<Spot, Bits>,
    done: BTreeMap<Spot, Rc<Reach>>,
}

impl<'c, 's, I: Inputs> Reaches<'c, 's, I> {
    /// Nothing where there are too many questions.
    pub(super) fn of(cone: &'c Cone<'s, I>, completions: &'c Completions) -> Option<Self> {
        let words = completions.questions.len().div_ceil(64);
        if completions.questions.len() > MOST_QUESTIONS {
            return None;
        }
        let mut below: BTreeMap<Spot, Bits> = BTreeMap::new();
        // Operands come before what rests on them.
        for spot in &cone.seen {
            let mut bits = vec![0; words];
            if let Some(at) = completions.place_of(cone.question_at(*spot)) {
                mark(&mut bits, at);
            }
            for operand in cone.operands_of(*spot) {
                unite(&mut bits, below.get(operand).map_or(&[], Vec::as_slice));
            }
            below.insert(*spot, bits);
        }
        Some(Self { cone, completions, below, done: BTreeMap::new() })
    }

    /// Nothing where too many outcomes would have to be combined.
    pub(super) fn reach(&mut self, spot: Spot) -> Option<Rc<Reach>> {
        if let Some(known) = self.done.get(&spot) {
            return Some(known.clone());
        }
        let reach = Rc::new(self.work_out(spot)?);
        self.done.insert(spot, reach.clone());
        Some(reach)
    }

    fn work_out(&mut self, spot: Spot) -> Option<Reach> {
        let question = self.cone.question_at(spot);
        if let (Some(open), Some(at)) = (question, self.completions.place_of(question)) {
            let outcomes = self.completions.answers.get(at)?.clone();
            return Some(Reach { outcomes, swings: BTreeMap::from([(open, Swing::Free)]) });
        }
        let program = self.cone.program;
        match &program.node(spot.0)?.kind {
            NodeKind::And(list) => self.join(spot, self.settled(list, spot.1, and), |both| and(both)),
            NodeKind::Or(list) => self.join(spot, self.settled(list, spot.1, or), |both| or(both)),
            NodeKind::Fold { kind: kind @ (FoldKind::Every | FoldKind::Some), group, body } => {
                let mut tally = Tally::default();
                for row in 0..self.cone.inputs.rows(*group).0 {
                    if !self.cone.seen.contains(&(*body, Some(row))) {
                        tally.add(&self.cone.read(*body, Some(row)));
                    }
                }
                self.join(spot, tally.result(*kind, true), |rows| {
                    let mut tally = Tally::default();
                    rows.for_each(|row| tally.add(&row));
                    tally.result(*kind, true)
                })
            }
            _ => {
                let operands = self.cone.operands_of(spot).iter().copied().collect();
                self.region(operands, &[spot], |values| values.next().unwrap_or(Outcome::Unanswered))
            }
        }
    }

    /// What the operands that are no longer open come to together.
    fn settled(
        &self,
        list: &[NodeId],
        row: Option<u32>,
        together: impl Fn(std::vec::IntoIter<Outcome>) -> Outcome,
    ) -> Outcome {
        let settled: Vec<Outcome> =
            list.iter().map(|id| self.cone.read(*id, row)).filter(|value| !value.is_unanswered()).collect();
        together(settled.into_iter())
    }

    /// Joins operands two at a time, for operations to which neither order nor grouping matters. Operands that share
    /// questions are joined among themselves first.
    fn join(
        &mut self,
        spot: Spot,
        settled: Outcome,
        together: impl Fn(&mut dyn Iterator<Item = Outcome>) -> Outcome,
    ) -> Option<Reach> {
        let mut joined = Reach { outcomes: vec![settled], swings: BTreeMap::new() };
        for part in self.independent(self.cone.operands_of(spot)) {
            let part = match part.as_slice() {
                [one] => self.reach(*one)?,
                several => {
                    let several: Vec<Spot> = several.to_vec();
                    let operands = several.iter().copied().collect();
                    Rc::new(self.region(operands, &several, |values| together(values))?)
                }
            };
            let both: [&Reach; 2] = [&joined, &part];
            joined = combine(&both, |values, _| together(&mut values.iter().map(|value| (*value).clone())))?;
        }
        Some(joined)
    }

    /// The operands in classes that share no question with each other.
    fn independent(&self, operands: &[Spot]) -> Vec<Vec<Spot>> {
        let distinct: BTreeSet<Spot> = operands.iter().copied().collect();
        let mut classes: Vec<(Bits, Vec<Spot>)> = Vec::new();
        for spot in distinct {
            let mut bits = self.below.get(&spot).cloned().unwrap_or_default();
            let mut class = vec![spot];
            classes.retain(|(own, spots)| {
                let apart = !meet(own, &bits);
                if !apart {
                    class.extend(spots);
                    unite(&mut bits, own);
                }
                apart
            });
            class.sort_unstable();
            classes.push((bits, class));
        }
        classes.into_iter().map(|(_, class)| class).collect()
    }

    /// What comes of `results` when everything above the parts that share no questions is computed anew for each
    /// combination of what those parts can come to.
    fn region(
        &mut self,
        operands: BTreeSet<Spot>,
        results: &[Spot],
        together: impl Fn(&mut dyn Iterator<Item = Outcome>) -> Outcome,
    ) -> Option<Reach> {
        let (parts, mut inside) = self.frontier(operands)?;
        inside.extend(results.iter().filter(|spot| !parts.contains(spot)));
        let reaches: Vec<Rc<Reach>> = parts.iter().map(|spot| self.reach(*spot)).collect::<Option<_>>()?;
        let mut stage = Stage::over(self.cone, &parts, &inside);
        combine(&reaches.iter().map(Rc::as_ref).collect::<Vec<_>>(), |values, changed| {
            stage.take(values, changed);
            together(&mut results.iter().map(|spot| stage.value_of(*spot)))
        })
    }

    /// Opens up operands that share questions with others, the latest first, until those left share none: these, and
    /// what was opened up.
    fn frontier(&self, operands: BTreeSet<Spot>) -> Option<(BTreeSet<Spot>, BTreeSet<Spot>)> {
        let mut parts = operands;
        let mut inside = BTreeSet::new();
        loop {
            let words = self.completions.questions.len().div_ceil(64);
            let (mut once, mut twice) = (vec![0; words], vec![0; words]);
            for spot in &parts {
                let bits = self.below.get(spot)?;
                for ((once, twice), bits) in once.iter_mut().zip(&mut twice).zip(bits) {
                    *twice |= *once & bits;
                    *once |= bits;
                }
            }
            if twice.iter().all(|bits| *bits == 0) {
                return Some((parts, inside));
            }
            let shares = |spot: &&Spot| self.below.get(spot).is_some_and(|bits| meet(bits, &twice));
            let shared = parts.iter().rev().filter(shares);
            let opened = shared.copied().find(|spot| !self.cone.operands_of(*spot).is_empty())?;
            parts.remove(&opened);
            inside.insert(opened);
            parts.extend(self.cone.operands_of(opened).iter().filter(|operand| !inside.contains(operand)));
        }
    }
}

/// What comes of parts that share no question, over every combination of their outcomes. `result` is told which parts
/// changed since the combination before, the 64th and all after it as one.
fn combine(parts: &[&Reach], mut result: impl FnMut(&[&Outcome], u64) -> Outcome) -> Option<Reach> {
    let mut total = 1_usize;
    for part in parts {
        total = total.checked_mul(part.outcomes.len()).filter(|total| *total <= MOST_COMBINATIONS)?;
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut results: Vec<u16> = Vec::with_capacity(total);
    let mut values: Vec<&Outcome> = Vec::with_capacity(parts.len());
    for number in 0..total {
        values.clear();
        let (mut rest, mut before) = (number, number.checked_sub(1));
        let mut changed = 0;
        for (at, part) in parts.iter().enumerate() {
            let length = part.outcomes.len();
            if before.is_none_or(|before| before % length != rest % length) {
                changed |= bit(at);
            }
            values.extend(part.outcomes.get(rest % length));
            rest /= length;
            before = before.map(|before| before / length);
        }
        let outcome = result(&values, changed);
        let at = outcomes.iter().position(|own| *own == outcome).unwrap_or_else(|| {
            outcomes.push(outcome);
            outcomes.len() - 1
        });
        results.push(u16::try_from(at).ok()?);
    }
    let mut swings = BTreeMap::new();
    let mut stride = 1;
    for part in parts {
        let line = Line { results: &results, stride, length: part.outcomes.len() };
        for (open, swing) in &part.swings {
            let moved = match swing {
                Swing::Free => line.all(),
                Swing::Between(pairs) => line.between(pairs),
            };
            if !moved.is_empty() {
                swings.insert(*open, Swing::Between(moved));
            }
        }
        stride *= part.outcomes.len();
    }
    Some(Reach { outcomes, swings })
}

/// The results by the outcomes of one part, all other parts held still.
struct Line<'r> {
    results: &'r [u16],
    stride: usize,
    length: usize,
}

impl Line<'_> {
    fn starts(&self) -> impl Iterator<Item = usize> {
        let (stride, length) = (self.stride, self.length);
        (0..self.results.len()).filter(move |at| (at / stride).is_multiple_of(length))
    }

    fn all(&self) -> BTreeSet<(u16, u16)> {
        let mut moved = BTreeSet::new();
        for start in self.starts() {
            let seen: BTreeSet<u16> = (0..self.length)
                .filter_map(|at| self.results.get(start + at * self.stride))
                .copied()
                .collect();
            for (at, low) in seen.iter().enumerate() {
                moved.extend(seen.iter().skip(at + 1).map(|high| (*low, *high)));
            }
        }
        moved
    }

    fn between(&self, pairs: &BTreeSet<(u16, u16)>) -> BTreeSet<(u16, u16)> {
        let mut moved = BTreeSet::new();
        for start in self.starts() {
            for (low, high) in pairs {
                let at = |outcome: u16| self.results.get(start + usize::from(outcome) * self.stride).copied();
                if let (Some(one), Some(other)) = (at(*low), at(*high))
                    && one != other
                {
                    moved.insert((one.min(other), one.max(other)));
                }
            }
        }
        moved
    }
}

fn mark(bits: &mut Bits, at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn unite(bits: &mut Bits, other: &[u64]) {
    for (own, other) in bits.iter_mut().zip(other) {
        *own |= other;
    }
}

fn meet(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).any(|(one, other)| one & other != 0)
}

/// The 64th and all after it share a bit.
fn bit(at: usize) -> u64 {
    1 << at.min(63)
}

/// The inputs with other values at some spots.
struct Stage<'s, I> {
    program: &'s Program,
    inputs: &'s I,
    /// In the order they are computed.
    spots: Vec<Spot>,
    values: Vec<Outcome>,
    /// Where the parts are among the spots.
    parts: Vec<usize>,
    /// What is computed anew: its place among the spots, and the parts it depends on.
    computed: Vec<(usize, u64)>,
}

impl<'s, I: Inputs> Stage<'s, I> {
    fn over(cone: &Cone<'s, I>, parts: &BTreeSet<Spot>, inside: &BTreeSet<Spot>) -> Self {
        let spots: Vec<Spot> = parts.union(inside).copied().collect();
        let mut own_parts = Vec::new();
        let mut depends: BTreeMap<Spot, u64> = BTreeMap::new();
        let mut computed = Vec::new();
        for (at, spot) in spots.iter().enumerate() {
            if parts.contains(spot) {
                depends.insert(*spot, bit(own_parts.len()));
                own_parts.push(at);
            } else {
                let operands = cone.operands_of(*spot).iter();
                let mask = operands.fold(0, |mask, own| mask | depends.get(own).copied().unwrap_or(0));
                depends.insert(*spot, mask);
                computed.push((at, mask));
            }
        }
        let values = vec![Outcome::Unanswered; spots.len()];
        Self { program: cone.program, inputs: cone.inputs, spots, values, parts: own_parts, computed }
    }

    /// Takes these values of the parts, and computes what depends on those that changed.
    fn take(&mut self, values: &[&Outcome], changed: u64) {
        for (part, (at, value)) in self.parts.iter().zip(values).enumerate() {
            if changed & bit(part) != 0
                && let Some(slot) = self.values.get_mut(*at)
            {
                *slot = (*value).clone();
            }
        }
        for next in 0..self.computed.len() {
            let Some((at, mask)) = self.computed.get(next).copied() else { break };
            // Nothing but the rows there are: computed once.
            let first = mask == 0 && self.values.get(at).is_some_and(Outcome::is_unanswered);
            let Some(spot) = self.spots.get(at).filter(|_| first || mask & changed != 0) else { continue };
            let value = compute(self.program, self, spot.0, spot.1, &mut LocalFrame::default());
            if let Some(slot) = self.values.get_mut(at) {
                *slot = value;
            }
        }
    }

    fn value_of(&self, spot: Spot) -> Outcome {
        let at = self.spots.binary_search(&spot).ok();
        at.and_then(|at| self.values.get(at)).cloned().unwrap_or(Outcome::Unanswered)
    }
}

impl<I: Inputs> Inputs for Stage<'_, I> {
    fn stored(&self, node: NodeId, row: Option<u32>) -> Option<&Outcome> {
        let row = if self.program.is_global(node) { None } else { row };
        match self.spots.binary_search(&(node, row)) {
            Ok(at) => self.values.get(at),
            Err(_) => self.inputs.stored(node, row),
        }
    }

    fn answer(&self, item: ItemId, row: Option<u32>) -> Outcome {
        self.inputs.answer(item, row)
    }

    fn site_answer(&self, item: SiteItemId) -> Outcome {
        self.inputs.site_answer(item)
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome {
        self.inputs.parameter(parameter)
    }

    fn as_of(&self) -> Date {
        self.inputs.as_of()
    }

    /// The rows there are, as if they were all.
    fn rows(&self, group: GroupId) -> (u32, bool) {
        (self.inputs.rows(group).0, true)
    }

    fn fold(&self, _node: NodeId) -> Option<Outcome> {
        None
    }
}
