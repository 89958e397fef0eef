//! What can be proven about a requirement by trying the answers that stand for all answers, and situations, as small
//! as they can be, in which a thing is seen to happen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Runner;
use super::facts::in_force;
use super::proposal::Proposal;
use crate::eval::{Place, Session};
use crate::expr::value::Outcome;
use crate::model::{Answer, Answers, Date, DateRange, GroupAnswers, RowAnswers, RowId};
use crate::program::{Blank, GroupId, Next, NodeId, NodeKind, Open, Program, RequirementInfo, Scope, search};
use crate::span::Span;

/// The day that stands for "now" where nothing depends on the day; proofs read no clock.
pub(super) const ANY_DAY: Date = Date::constant(2026, 11, 1);
/// Days that are tried for one requirement, the latest first.
const MOST_DAYS: usize = 24;
/// Partial answers that are looked at for one requirement, over all days.
const MOST_LOOKS: usize = 3000;
/// The same near a situation that is known.
const MOST_LOOKS_NEAR: usize = 500;

/// Answers on a day.
#[derive(Clone, Debug)]
pub(super) struct Situation {
    pub(super) as_of: Date,
    pub(super) answers: Answers,
}

/// Gets the day, the outcomes of the roots, some still unanswered, and the answers given so far.
pub(super) type Look<'s> = &'s mut dyn FnMut(Date, &[Outcome], &BTreeMap<Open, Outcome>) -> Next;

#[derive(Debug)]
pub(super) struct Prover<'p> {
    program: &'p Arc<Program>,
    blanks: BTreeMap<Date, Blank>,
    runner: Runner<'p>,
}

impl<'p> Prover<'p> {
    pub(super) fn new(program: &'p Arc<Program>) -> Self {
        Self { program, blanks: BTreeMap::new(), runner: Runner::new(program) }
    }

    pub(super) fn program(&self) -> &'p Arc<Program> {
        self.program
    }

    pub(super) fn span(&self, node: NodeId) -> Span {
        self.program.nodes().get(node.index()).map_or_else(Span::default, |node| node.span)
    }

    /// Whether a requirement reads any answer at all.
    pub(super) fn asks(&self, info: &RequirementInfo) -> bool {
        let below = self.program.below(&[info.verdict]).into_iter();
        below.filter_map(|id| self.program.nodes().get(id.index())).any(|node| {
            matches!(node.kind, NodeKind::Answer(_) | NodeKind::SiteAnswer(_))
                || !node.kind.groups().is_empty()
        })
    }

    /// What the roots come to together, on every day that makes a difference to the requirement; questions that the
    /// first roots rest on are answered first. Returns whether all answers on all days were stood for.
    pub(super) fn each(&mut self, info: &RequirementInfo, roots: &[NodeId], look: Look<'_>) -> bool {
        let (days, mut exact) = self.days(info, roots);
        let spots: Vec<_> = roots.iter().map(|node| spot(self.program, *node)).collect();
        let mut budget = MOST_LOOKS;
        let mut going = true;
        for day in days {
            let program = self.program;
            let blank = self.blanks.entry(day).or_insert_with(|| Blank::new(program, day));
            let here = search(program, blank, &spots, &mut budget, &mut |outcomes, chosen| {
                let next = look(day, outcomes, chosen);
                going = next != Next::Stop;
                next
            });
            exact &= here == Some(true);
            if !going {
                break;
            }
        }
        exact
    }

    /// Whether a node is inside a comprehension, where it has no value of its own.
    pub(super) fn is_local(&self, id: NodeId) -> bool {
        self.program.nodes().get(id.index()).is_none_or(|node| node.scope == Scope::Local)
    }

    /// Whether two nodes are proven to come to the same always.
    pub(super) fn are_same(&mut self, info: &RequirementInfo, one: NodeId, other: NodeId) -> bool {
        if self.is_local(one) || self.is_local(other) {
            return false;
        }
        let mut same = true;
        let exact = self.each(info, &[one, other], &mut |_, outcomes, _| match outcomes {
            [one, other] if one.is_unanswered() || other.is_unanswered() => Next::Deeper,
            [one, other] if one == other => Next::Skip,
            _ => {
                same = false;
                Next::Stop
            }
        });
        exact && same
    }

    /// Days on which the requirement counts, one in every stretch over which the law it reads stays the same; and
    /// whether these are all.
    fn days(&self, info: &RequirementInfo, roots: &[NodeId]) -> (Vec<Date>, bool) {
        let own = self.program.days_of(roots, ANY_DAY);
        let mut bounds = BTreeSet::from([ANY_DAY]);
        let mut note = |range: &DateRange| {
            bounds.extend(range.from);
            bounds.extend(range.until.and_then(|until| until.yesterday().ok()));
            bounds.extend(range.until);
        };
        info.citations.iter().flat_map(|citation| &citation.ranges).for_each(&mut note);
        let timeless = own == [ANY_DAY] && info.penalties.is_empty();
        if !timeless {
            info.penalties.iter().flat_map(|penalty| &penalty.citation.ranges).for_each(&mut note);
        }
        if own == [ANY_DAY] && in_force(info, ANY_DAY) && info.penalties.len() < 2 {
            return (vec![ANY_DAY], true);
        }
        bounds.extend(own.iter().copied());
        let mut days: Vec<Date> = bounds.into_iter().rev().filter(|day| in_force(info, *day)).collect();
        if timeless {
            days.truncate(1);
        }
        let all = days.len() <= MOST_DAYS;
        days.truncate(MOST_DAYS);
        (days, all)
    }

    /// The situation that a completion of the blank checklist describes: every group that is looked at has one row.
    pub(super) fn situation(
        &self,
        roots: &[NodeId],
        day: Date,
        chosen: &BTreeMap<Open, Outcome>,
    ) -> Option<Situation> {
        let mut answers = Answers::default();
        for group in self.groups(roots) {
            let name = self.program.group(group)?.name.clone();
            let rows = vec![RowAnswers { id: RowId(0), answers: BTreeMap::new() }];
            answers.groups.insert(name, GroupAnswers { rows, complete: true });
        }
        self.fill(&mut answers, chosen)?;
        Some(Situation { as_of: day, answers })
    }

    fn groups(&self, roots: &[NodeId]) -> BTreeSet<GroupId> {
        let mut groups = BTreeSet::new();
        for id in self.program.below(roots) {
            let Some(node) = self.program.nodes().get(id.index()) else { continue };
            groups.extend(node.kind.groups());
            if let Scope::Group(group) = node.scope {
                groups.insert(group);
            }
        }
        groups
    }

    /// Writes chosen answers into others; nothing where one cannot be written.
    fn fill(&self, answers: &mut Answers, chosen: &BTreeMap<Open, Outcome>) -> Option<()> {
        let program = self.program;
        for (open, outcome) in chosen {
            let literal = program.open_literal(*open, outcome);
            let answer = match outcome {
                Outcome::NotApplicable => Answer::NotApplicable("không áp dụng".to_owned()),
                _ => Answer::Value(literal),
            };
            match open {
                Open::Site(item) => {
                    let name = program.site_items().get(item.index())?.name.clone();
                    answers.site.insert(name, answer);
                }
                Open::Item(item, row) => {
                    let info = program.item(*item)?;
                    let place = match info.group {
                        None => &mut answers.answers,
                        Some(group) => {
                            let name = program.group(group)?.name.clone();
                            let rows = &mut answers.groups.entry(name).or_default().rows;
                            &mut rows.get_mut(row.unwrap_or(0) as usize)?.answers
                        }
                    };
                    place.insert(info.name.clone(), answer);
                }
                Open::Rows(_) => {}
            }
        }
        Some(())
    }

    /// The checklist in a situation; nothing where an answer is not one its question takes.
    pub(super) fn session(&mut self, situation: &Situation) -> Option<Session> {
        let proposal = Proposal {
            name: String::new(),
            as_of: situation.as_of,
            answers: situation.answers.clone(),
            expect: Vec::new(),
        };
        let run = self.runner.run(&proposal.case());
        run.passed().then_some(run.session)
    }

    /// The situation without the answers that `holds` does not need; nothing where it does not hold at all.
    pub(super) fn smallest(
        &mut self,
        mut situation: Situation,
        holds: &mut dyn FnMut(&Session) -> bool,
    ) -> Option<Situation> {
        let mut seen = |prover: &mut Self, situation: &Situation| {
            prover.session(situation).is_some_and(|session| holds(&session))
        };
        if !seen(self, &situation) {
            return None;
        }
        let answers = &situation.answers;
        let mut cuts: Vec<Cut> = answers.groups.keys().map(|name| Cut::Group(name.clone())).collect();
        cuts.extend(answers.site.keys().map(|name| Cut::Site(name.clone())));
        cuts.extend(answers.answers.keys().map(|name| Cut::Answer(name.clone())));
        for (group, own) in &answers.groups {
            for (at, row) in own.rows.iter().enumerate() {
                cuts.extend(row.answers.keys().map(|name| Cut::Cell(group.clone(), at, name.clone())));
            }
        }
        for cut in cuts {
            let mut fewer = situation.clone();
            cut.take(&mut fewer.answers);
            if seen(self, &fewer) {
                situation = fewer;
            }
        }
        Some(situation)
    }

    /// Other situations near one that is known: the questions below `nodes` answered otherwise.
    pub(super) fn near(
        &self,
        session: &Session,
        row: Option<u32>,
        nodes: &[NodeId],
        roots: &[NodeId],
        look: &mut dyn FnMut(&[Outcome]) -> Next,
    ) -> Option<Situation> {
        let mut blanked = session.clone();
        for id in self.program.below(nodes) {
            match self.program.nodes().get(id.index()).map(|node| &node.kind) {
                Some(NodeKind::Answer(item)) => {
                    let group = self.program.item(*item).and_then(|info| info.group);
                    let row = group.zip(row).and_then(|(group, row)| session.row_id(group, row));
                    // A computed value takes no answer, and then there is none to take back.
                    let _ = blanked.set(Place { item: *item, row }, None);
                }
                Some(NodeKind::SiteAnswer(item)) => {
                    if let Some(info) = self.program.site_items().get(item.index()) {
                        let _ = blanked.set_site(&info.name, None);
                    }
                }
                _ => {}
            }
        }
        let spots: Vec<_> = roots
            .iter()
            .map(|node| (*node, if self.program.is_global(*node) { None } else { row }))
            .collect();
        let as_of = session.context().as_of;
        let mut budget = MOST_LOOKS_NEAR;
        let mut found = None;
        search(self.program, &blanked, &spots, &mut budget, &mut |outcomes, chosen| {
            let next = look(outcomes);
            if next == Next::Stop {
                let mut answers = blanked.answers().clone();
                found = self.fill(&mut answers, chosen).map(|()| Situation { as_of, answers });
            }
            next
        });
        found
    }
}

fn spot(program: &Program, node: NodeId) -> (NodeId, Option<u32>) {
    (node, if program.is_global(node) { None } else { Some(0) })
}

/// One answer, or all of a group, that could be left out of a situation.
enum Cut {
    Site(String),
    Answer(String),
    Group(String),
    Cell(String, usize, String),
}

impl Cut {
    fn take(&self, answers: &mut Answers) {
        match self {
            Self::Site(name) => {
                answers.site.remove(name);
            }
            Self::Answer(name) => {
                answers.answers.remove(name);
            }
            Self::Group(name) => {
                answers.groups.remove(name);
            }
            Self::Cell(group, at, name) => {
                let rows = answers.groups.get_mut(group).map(|group| &mut group.rows);
                if let Some(row) = rows.and_then(|rows| rows.get_mut(*at)) {
                    row.answers.remove(name);
                }
            }
        }
    }
}
