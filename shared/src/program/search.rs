//! Looking for answers under which something happens: questions are answered one after the other, those first that
//! the undecided results rest on, and whole branches are left out as soon as what is looked for is settled either way.
//!
//! A decided value stays decided whatever else is answered, so a branch may be left as soon as the values that matter
//! are decided. When no branch is left, what was looked for is proven not to happen.

use std::collections::BTreeMap;

use super::cells::{Scratch, Trial};
use super::cone::{Cone, Open, Spot};
use super::cuts::Completions;
use super::machine::read_now;
use super::{Inputs, Program};
use crate::expr::value::Outcome;

/// What to do after some answers were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Answer a further question.
    Deeper,
    /// Nothing more is to be learned from further answers.
    Skip,
    Stop,
}

/// Gets the outcomes of the roots, some still unanswered, and the answers given so far.
pub(crate) type Look<'s> = &'s mut dyn FnMut(&[Outcome], &BTreeMap<Open, Outcome>) -> Next;

/// Looks at partial answers, those to the first root first, until there is nothing left to answer, `look` stops, or
/// `budget` looks were spent. Returns whether all answers were stood for, or nothing when the budget was too small.
///
/// What is not followed exactly, such as a sum or how many rows there are, does harm only where it was decided: a
/// branch that was settled without it is settled for all answers.
pub fn search<I: Inputs>(
    program: &Program,
    inputs: &I,
    roots: &[Spot],
    budget: &mut usize,
    look: Look<'_>,
) -> Option<bool> {
    let cone = Cone::of(program, inputs, roots);
    let completions = Completions::as_far_as_known(&cone, roots);
    let over_rows = |spot: &&Spot| {
        let walked = program.node(spot.0).map(|node| node.kind.groups()).unwrap_or_default();
        walked.into_iter().any(|group| !inputs.rows(group).1)
    };
    let mut doubtful = completions.doubtful.clone();
    doubtful.extend(cone.seen.iter().filter(over_rows));
    let trial = Trial::over(&cone, completions);
    let mut scratch = Scratch::of(&trial);
    scratch.compute_again(u64::MAX);
    let mut search = Search { cone: &cone, trial: &trial, roots, budget, doubtful, exact: true };
    match search.below(&mut scratch, look) {
        Ended::OutOfBudget => None,
        Ended::Seen | Ended::Stopped => Some(search.exact),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Seen,
    Stopped,
    OutOfBudget,
}

struct Search<'c, 's, I> {
    cone: &'c Cone<'s, I>,
    trial: &'c Trial<'s, I>,
    roots: &'c [Spot],
    budget: &'c mut usize,
    /// Spots whose decided values may not be all they can come to.
    doubtful: Vec<Spot>,
    /// False when something stayed undecided with everything answered.
    exact: bool,
}

impl<I: Inputs> Search<'_, '_, I> {
    fn below(&mut self, scratch: &mut Scratch<'_, '_, I>, look: Look<'_>) -> Ended {
        let Some(left) = self.budget.checked_sub(1) else { return Ended::OutOfBudget };
        *self.budget = left;
        let program = self.cone.program;
        let outcomes: Vec<Outcome> =
            self.roots.iter().map(|(node, row)| read_now(program, scratch, *node, *row)).collect();
        match look(&outcomes, &scratch.chosen) {
            Next::Skip => {
                self.exact &= self.is_exact(scratch);
                return Ended::Seen;
            }
            Next::Stop => return Ended::Stopped,
            Next::Deeper => {}
        }
        let wanted = self.roots.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_unanswered());
        let question = wanted.map(|(root, _)| *root).find_map(|root| self.question_below(scratch, root));
        let Some((at, open)) = question.or_else(|| self.any_question(scratch)) else {
            self.exact = false;
            return Ended::Seen;
        };
        let answers = self.trial.completions.answers.get(at).map_or(&[][..], Vec::as_slice);
        self.exact &= !answers.is_empty();
        for answer in answers {
            scratch.answer_one(at, open, Some(answer));
            let ended = self.below(scratch, look);
            if ended != Ended::Seen {
                return ended;
            }
        }
        scratch.answer_one(at, open, None);
        Ended::Seen
    }

    /// Whether what was settled here holds for every answer that the chosen ones stand for.
    fn is_exact(&self, scratch: &Scratch<'_, '_, I>) -> bool {
        let program = self.cone.program;
        // Not applicable comes of what is hidden, and not of what could not be followed.
        let decided = |spot: &Spot| {
            let outcome = read_now(program, scratch, spot.0, spot.1);
            matches!(outcome, Outcome::Known(_) | Outcome::Error(_))
        };
        let incomplete = &self.trial.completions.incomplete;
        !self.doubtful.iter().any(decided) && !scratch.chosen.keys().any(|open| incomplete.contains(open))
    }

    /// The first open question that an undecided value rests on.
    fn question_below(&self, scratch: &Scratch<'_, '_, I>, root: Spot) -> Option<(usize, Open)> {
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(spot) = waiting.pop() {
            let row = if self.cone.program.is_global(spot.0) { None } else { spot.1 };
            let spot = (spot.0, row);
            if !seen.insert(spot) || !read_now(self.cone.program, scratch, spot.0, spot.1).is_unanswered() {
                continue;
            }
            let question = self.cone.question_at(spot);
            if let (Some(open), Some(at)) = (question, self.trial.completions.place_of(question)) {
                if !scratch.chosen.contains_key(&open) {
                    return Some((at, open));
                }
                continue;
            }
            waiting.extend(self.cone.operands_of(spot).iter().rev());
        }
        None
    }

    /// Where it cannot be followed what an undecided value rests on, every question may matter.
    fn any_question(&self, scratch: &Scratch<'_, '_, I>) -> Option<(usize, Open)> {
        let questions = self.trial.completions.questions.iter().copied().enumerate();
        questions.into_iter().find(|(_, open)| !scratch.chosen.contains_key(open))
    }
}
