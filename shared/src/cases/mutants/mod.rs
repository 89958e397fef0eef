//! Whether the cases of a checklist would notice a mistake in it: every small change of its conditions is made, and
//! the cases are asked whether what they state still holds.
//!
//! A change that no case notices is tried on the answers that stand for all answers: where it makes no difference it
//! is equivalent, otherwise the difference is a case that would notice it. Copies of the changed nodes stand beside
//! the program (`Program::beside`), so each case is run once, and a change costs only what rests on it.

mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use changes::Class;

use self::changes::{Mutation, mutations};
use super::facts::{Facts, Stated, Statement, conditions, copies_below, outcome_word, stated, telling};
use super::proposal::Proposal;
use super::prove::{Prover, Situation};
use crate::eval::Session;
use crate::expr::value::Outcome;
use crate::model::{Answer, Case, Date, Expected, ExpectedVerdict};
use crate::program::{Copies, Domain, Next, NodeId, Program, RequirementId, RequirementInfo};
use crate::span::Span;

/// Cases near which a telling situation is looked for, where all answers are too many.
const MOST_NEAR: usize = 8;

/// What stands at `span`, and what stands there in the mutant; nothing where it is left out.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub class: Class,
    pub span: Span,
    pub from: String,
    pub to: String,
    /// Names of the requirements that it reaches, in the author's order.
    pub requirements: Vec<String>,
    pub fate: Fate,
}

#[derive(Clone, Debug)]
pub enum Fate {
    /// The case at this place in the list is no longer as expected.
    Killed(usize),
    /// Proven to make no difference.
    Equivalent,
    /// No case notices; this one would.
    Survived(Box<Proposal>),
    /// No case notices, and it was neither proven to make no difference nor seen to make one.
    Undecided,
}

/// How many of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub mutants: usize,
    pub killed: usize,
    pub equivalent: usize,
    pub undecided: usize,
    pub survived: usize,
}

impl Score {
    pub fn of<'m>(mutants: impl IntoIterator<Item = &'m Mutant>) -> Self {
        let mut score = Self::default();
        for mutant in mutants {
            score.mutants += 1;
            match mutant.fate {
                Fate::Killed(_) => score.killed += 1,
                Fate::Equivalent => score.equivalent += 1,
                Fate::Survived(_) => score.survived += 1,
                Fate::Undecided => score.undecided += 1,
            }
        }
        score
    }

    pub fn add(&mut self, other: Self) {
        self.mutants += other.mutants;
        self.killed += other.killed;
        self.equivalent += other.equivalent;
        self.undecided += other.undecided;
        self.survived += other.survived;
    }

    /// Killed of all that could be killed, in tenths of a percent, rounded down; nothing where there are none.
    pub fn per_mille(&self) -> Option<usize> {
        (self.killed * 1000).checked_div(self.mutants - self.equivalent)
    }
}

/// Every mutant of a checklist, in the order of the text. Cases that do not pass prove nothing and are passed over.
pub fn mutants(program: &Arc<Program>, cases: &[&Case]) -> Vec<Mutant> {
    let mutations = mutations(program);
    let sets: Vec<_> = mutations.iter().map(|mutation| mutation.changes.clone()).collect();
    let roots: Vec<NodeId> = program.requirements().iter().flat_map(conditions).collect();
    let (beside, copies) = program.beside(&sets, &roots);
    let beside = Arc::new(beside);
    let rows_as_questions = Arc::new(beside.with_rows_as_questions());
    let mut trial = Trial::new(&beside, &rows_as_questions, cases);
    let fates: Vec<(Vec<String>, Fate)> =
        mutations.iter().zip(&copies).map(|(mutation, copies)| trial.try_out(mutation, copies)).collect();
    let all = mutations.into_iter().zip(fates);
    all.map(|(mutation, (requirements, fate))| {
        let Mutation { class, span, from, to, .. } = mutation;
        Mutant { class, span, from, to, requirements, fate }
    })
    .collect()
}

/// What the cases state, and the prover.
struct Trial<'p, 'c> {
    program: &'p Arc<Program>,
    sessions: Vec<Option<Session>>,
    /// Decided verdicts first: they are quicker to look at.
    statements: BTreeMap<RequirementId, Vec<Statement<'c>>>,
    prover: Prover<'p>,
    /// Over a program that can come to more.
    generous: Prover<'p>,
}

impl<'p, 'c> Trial<'p, 'c> {
    fn new(program: &'p Arc<Program>, generous: &'p Arc<Program>, cases: &[&'c Case]) -> Self {
        let Stated { sessions, mut statements } = stated(program, cases);
        for list in statements.values_mut() {
            list.sort_by_key(|statement| !statement.is_decided());
        }
        Self { program, sessions, statements, prover: Prover::new(program), generous: Prover::new(generous) }
    }

    fn try_out(&mut self, mutation: &Mutation, copies: &Copies) -> (Vec<String>, Fate) {
        let program = self.program;
        let touched: Vec<(&RequirementInfo, Vec<NodeId>)> = program
            .requirements()
            .iter()
            .map(|info| (info, conditions(info)))
            .filter(|(_, nodes)| nodes.iter().any(|node| copies.touch(*node)))
            .map(|(info, nodes)| (info, copies_below(program, copies, &nodes)))
            .collect();
        let names = touched.iter().map(|(info, _)| info.name.clone()).collect();
        let killed = self.killed(&touched, copies, true).or_else(|| self.killed(&touched, copies, false));
        let fate = match killed {
            Some(case) => Fate::Killed(case),
            None => self.prove(mutation, &touched, copies),
        };
        (names, fate)
    }

    fn killed(
        &self,
        touched: &[(&RequirementInfo, Vec<NodeId>)],
        copies: &Copies,
        decided: bool,
    ) -> Option<usize> {
        touched.iter().find_map(|(info, needed)| {
            let own = self.statements.get(&info.id).into_iter().flatten();
            let mut own = own.filter(|statement| statement.is_decided() == decided);
            let broken = own.find(|statement| {
                let session = self.sessions.get(statement.case).and_then(Option::as_ref);
                session.is_some_and(|session| statement.is_broken_by(session, copies, needed))
            });
            broken.map(|statement| statement.case)
        })
    }

    fn prove(
        &mut self,
        mutation: &Mutation,
        touched: &[(&RequirementInfo, Vec<NodeId>)],
        copies: &Copies,
    ) -> Fate {
        let Some((first, _)) = touched.first() else { return Fate::Equivalent };
        let mut changed = mutation.changes.iter().map(|change| change.node);
        if changed.all(|node| self.prover.are_same(first, node, copies.of(node))) {
            return Fate::Equivalent;
        }
        let mut proven = true;
        for (info, needed) in touched {
            let (situations, exact) = differences(&mut self.prover, mutation, info, copies);
            let mut nothing = || {
                let (situations, exact) = differences(&mut self.generous, mutation, info, copies);
                exact && situations.is_empty()
            };
            proven = proven && situations.is_empty() && (exact || nothing());
            for situation in situations {
                if let Some(proposal) = self.proposal(mutation, info, 0, situation, copies, needed) {
                    return Fate::Survived(Box::new(proposal));
                }
            }
        }
        if proven {
            return Fate::Equivalent;
        }
        let near = touched.iter().find_map(|(info, needed)| self.near(mutation, info, copies, needed));
        near.map_or(Fate::Undecided, |proposal| Fate::Survived(Box::new(proposal)))
    }

    fn near(
        &mut self,
        mutation: &Mutation,
        info: &RequirementInfo,
        copies: &Copies,
        needed: &[NodeId],
    ) -> Option<Proposal> {
        let watched = watched(info, copies);
        let roots = both(&watched, copies);
        let looks = Roots { levels: Vec::new(), all: roots };
        let changed: Vec<NodeId> = mutation.changes.iter().map(|change| change.node).collect();
        let Self { sessions, statements, prover, .. } = self;
        let own = statements.get(&info.id).into_iter().flatten();
        for statement in own.filter(|statement| statement.is_decided()).take(MOST_NEAR) {
            let Some(session) = sessions.get(statement.case).and_then(Option::as_ref) else { continue };
            let as_of = session.context().as_of;
            let found =
                prover.near(session, statement.row, &changed, &looks.all, &mut |outcomes| match looks
                    .next(info, &watched, as_of, outcomes)
                {
                    (_, Some(_)) => Next::Stop,
                    (next, None) => next,
                });
            let row = statement.row.unwrap_or(0);
            let proposal =
                found.and_then(|situation| propose(prover, mutation, info, row, situation, copies, needed));
            if proposal.is_some() {
                return proposal;
            }
        }
        None
    }

    fn proposal(
        &mut self,
        mutation: &Mutation,
        info: &RequirementInfo,
        row: u32,
        situation: Situation,
        copies: &Copies,
        needed: &[NodeId],
    ) -> Option<Proposal> {
        propose(&mut self.prover, mutation, info, row, situation, copies, needed)
    }
}

/// Situations in which the requirement gives something else, the plainest first; and whether all were tried.
fn differences(
    prover: &mut Prover<'_>,
    mutation: &Mutation,
    info: &RequirementInfo,
    copies: &Copies,
) -> (Vec<Situation>, bool) {
    let watched = watched(info, copies);
    let looks = Roots::of(prover, mutation, &watched, copies);
    let mut drafts: BTreeMap<Contrast, (Date, BTreeMap<_, _>)> = BTreeMap::new();
    let exact = prover.each(info, &looks.all, &mut |day, outcomes, chosen| {
        let (next, contrast) = looks.next(info, &watched, day, outcomes);
        if let Some(contrast) = contrast {
            drafts.entry(contrast).or_insert_with(|| (day, chosen.clone()));
            return if contrast.is_plain() { Next::Stop } else { Next::Skip };
        }
        next
    });
    let prover = &*prover;
    let situations = drafts.values().filter_map(|(day, chosen)| prover.situation(&looks.all, *day, chosen));
    (situations.collect(), exact)
}

/// The case that tells the mutant from what was written, checked by evaluating both.
fn propose(
    prover: &mut Prover<'_>,
    mutation: &Mutation,
    info: &RequirementInfo,
    row: u32,
    mut situation: Situation,
    copies: &Copies,
    needed: &[NodeId],
) -> Option<Proposal> {
    let row = info.group.map(|_| row);
    let tell = |session: &Session| -> Option<Expected> {
        let rows = info.group.map_or(1, |group| session.row_ids(group).count());
        telling(session, info, row, copies, needed).filter(|_| rows == 1)
    };
    know_the_violator(&prover.session(&situation)?, &mut situation);
    let wanted = tell(&prover.session(&situation)?)?;
    let mut holds = |session: &Session| tell(session).as_ref() == Some(&wanted);
    let situation = prover.smallest(situation, &mut holds)?;
    let name = match mutation.to.as_str() {
        "" => format!("{}: {} ≠ ∅", info.name, mutation.from),
        to => format!("{}: {} ≠ {to}", info.name, mutation.from),
    };
    Some(Proposal {
        name,
        as_of: situation.as_of,
        answers: situation.answers,
        expect: vec![(info.name.clone(), wanted)],
    })
}

/// An amount is shown for a violator who is known.
fn know_the_violator(session: &Session, situation: &mut Situation) {
    let question = session.program().site_item_named("violator");
    let Some(answer) = question.and_then(|question| question.answer.as_ref()) else { return };
    if let Domain::Choice(options) = Domain::of(answer)
        && options.iter().any(|option| option == "individual")
    {
        let individual = || Answer::Value("individual".to_owned());
        situation.answers.site.entry("violator".to_owned()).or_insert_with(individual);
    }
}

/// The nodes that show what a change does to a requirement: the verdict, and whatever else it reaches.
fn watched(info: &RequirementInfo, copies: &Copies) -> Vec<NodeId> {
    let severity: Vec<NodeId> = info.severity.iter().filter_map(|(when, _)| *when).collect();
    let warnings: Vec<NodeId> = info.warnings.iter().map(|warning| warning.when).collect();
    let other: BTreeSet<NodeId> = conditions(info)
        .into_iter()
        .filter(|node| *node != info.verdict && !severity.contains(node) && !warnings.contains(node))
        .collect();
    let mut watched = vec![info.verdict];
    for list in [severity, warnings, other.into_iter().collect()] {
        if list.iter().any(|node| copies.touch(*node)) {
            watched.extend(list);
        }
    }
    watched
}

fn both(watched: &[NodeId], copies: &Copies) -> Vec<NodeId> {
    watched.iter().copied().chain(watched.iter().map(|node| copies.of(*node))).collect()
}

/// What a search looks at: levels of nodes through which alone the changed nodes reach the rest, the nearest first,
/// then the watched nodes; each level with its copies.
struct Roots {
    levels: Vec<usize>,
    all: Vec<NodeId>,
}

impl Roots {
    fn of(prover: &Prover<'_>, mutation: &Mutation, watched: &[NodeId], copies: &Copies) -> Self {
        let mut levels = levels(prover.program(), mutation, watched, copies);
        // Inside a comprehension a node has no value of its own to look at.
        levels.retain(|level| !level.iter().any(|node| prover.is_local(*node)));
        let mut all: Vec<NodeId> = levels.iter().flat_map(|level| both(level, copies)).collect();
        all.extend(both(watched, copies));
        Self { levels: levels.iter().map(Vec::len).collect(), all }
    }

    /// Whether to go on, and what differs where something does.
    fn next(
        &self,
        info: &RequirementInfo,
        watched: &[NodeId],
        day: Date,
        outcomes: &[Outcome],
    ) -> (Next, Option<Contrast>) {
        let mut rest = outcomes;
        for count in &self.levels {
            let (level, further) = rest.split_at_checked(2 * count).unwrap_or_default();
            let (own, other) = level.split_at_checked(*count).unwrap_or_default();
            if own == other && !own.iter().any(Outcome::is_unanswered) {
                return (Next::Skip, None);
            }
            rest = further;
        }
        let (own, other) = rest.split_at_checked(watched.len()).unwrap_or_default();
        match contrast(info, watched, day, own, other) {
            None => (Next::Deeper, None),
            Some(contrast) if contrast.is_none() => (Next::Skip, None),
            Some(contrast) => (Next::Skip, Some(contrast)),
        }
    }
}

/// The changed nodes, the nodes that alone read them, those that alone read these, and so on.
fn levels(program: &Program, mutation: &Mutation, watched: &[NodeId], copies: &Copies) -> Vec<Vec<NodeId>> {
    let below = program.below(watched);
    let mut users: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for node in copies.originals().filter(|node| below.contains(node)) {
        let operands = program.nodes().get(node.index()).map(|node| node.kind.operands()).unwrap_or_default();
        for operand in operands.into_iter().collect::<BTreeSet<_>>() {
            users.entry(operand).or_default().push(node);
        }
    }
    let mut level: BTreeSet<NodeId> = mutation.changes.iter().map(|change| change.node).collect();
    level.retain(|node| below.contains(node));
    let mut levels = Vec::new();
    while !level.is_empty() && !level.iter().any(|node| watched.contains(node)) {
        let above: Option<BTreeSet<NodeId>> = level
            .iter()
            .map(|node| match users.get(node).map(Vec::as_slice) {
                Some([user]) => Some(*user),
                _ => None,
            })
            .collect();
        levels.push(level.into_iter().collect());
        level = above.unwrap_or_default();
    }
    levels
}

/// What came out and what comes out of the mutant. The plainest, between pass and fail, is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Contrast {
    rank: u8,
    before: ExpectedVerdict,
    after: ExpectedVerdict,
}

impl Contrast {
    const fn is_none(self) -> bool {
        self.rank == u8::MAX
    }

    const fn is_plain(self) -> bool {
        self.rank == 0
    }
}

/// Nothing where what matters is not decided.
fn contrast(
    info: &RequirementInfo,
    watched: &[NodeId],
    day: Date,
    own: &[Outcome],
    other: &[Outcome],
) -> Option<Contrast> {
    use ExpectedVerdict::{Error, Fail, Pass};
    let (before, after) = (outcome_word(own.first()?)?, outcome_word(other.first()?)?);
    let rank = match (before, after) {
        (Pass, Fail) | (Fail, Pass) => 0,
        (before, after) if before == after && watched.len() == 1 => u8::MAX,
        (before, after) if before == after => {
            if own.iter().chain(other).any(Outcome::is_unanswered) {
                return None;
            }
            let facts = |list: &[Outcome]| {
                let read = |node: NodeId| {
                    let at = watched.iter().position(|own| *own == node);
                    at.and_then(|at| list.get(at)).cloned().unwrap_or(Outcome::Unanswered)
                };
                Facts::of(info, day, &read)
            };
            let (own, other) = (facts(own), facts(other));
            if own.warnings != other.warnings || (before == Fail && own != other) { 1 } else { u8::MAX }
        }
        (Error, _) | (_, Error) => 3,
        _ => 2,
    };
    Some(Contrast { rank, before, after })
}
