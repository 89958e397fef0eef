//! Our engine on the workload.

use std::sync::Arc;

use jiff::civil::Date;
use soat::eval::{Context, Place, RequirementPlace, Session, Verdict};
use soat::expr::value::{EvalError, Outcome};
use soat::model::{Answer, Answers, NotApplicable};
use soat::program::{
    GroupId, Inputs, ItemId, LocalFrame, NodeId, NodeKind, ParameterId, Program, RequirementId, SiteItemId,
    compute, parse_answer,
};
use soat::words::Lang;

use crate::workload::{self, Condition, Dice, Filled, QUESTIONS};

pub const CONTEXT: Context = Context { as_of: Date::constant(2026, 11, 20), lang: Lang::Vi };
pub const CHECKLIST: &str = "bench/pack";

/// A checked program, or what is wrong with the text.
pub fn program(text: &str) -> Result<Arc<Program>, String> {
    let (pack, diagnostics) = soat::load::load_checklist(text, "pack.yaml");
    let checked = soat::check::compile(&Arc::new(pack), CHECKLIST);
    let words = || {
        let all = diagnostics.iter().chain(checked.diagnostics.iter());
        all.map(|one| one.message.en.clone()).collect::<Vec<_>>().join("; ")
    };
    checked.program.ok_or_else(words)
}

/// The item behind each node that is an answer.
pub fn answer_nodes(program: &Program) -> Arc<[Option<ItemId>]> {
    let item = |node: &soat::program::Node| match node.kind {
        NodeKind::Answer(item) => Some(item),
        _ => None,
    };
    program.nodes().iter().map(item).collect()
}

/// Typed answers of one inspection, read in one pass without a session.
#[derive(Debug)]
pub struct Typed {
    items: Vec<Outcome>,
    /// By node, the item whose answer it is; other nodes are computed.
    answers: Arc<[Option<ItemId>]>,
}

impl Typed {
    /// Conditions stand in the order of their questions.
    pub fn new(program: &Program, answers: &Arc<[Option<ItemId>]>, filled: &[Filled]) -> Self {
        let typed = |(at, info): (usize, &soat::program::ItemInfo)| {
            let answer = Answer::Value(filled[at / QUESTIONS.len()].text(at % QUESTIONS.len()));
            let Some(ty) = &info.answer else { return Outcome::Unanswered };
            parse_answer(&answer, ty, NotApplicable::Refused, &|_, _| None).unwrap_or(Outcome::Unanswered)
        };
        Self { items: program.items().iter().enumerate().map(typed).collect(), answers: answers.clone() }
    }

    pub fn holds(&self, program: &Program, requirement: usize) -> bool {
        let Some(info) = program.requirements().get(requirement) else { return false };
        compute(program, self, info.verdict, None, &mut LocalFrame::default()) == Outcome::TRUE
    }
}

impl Inputs for Typed {
    fn stored(&self, node: NodeId, _row: Option<u32>) -> Option<&Outcome> {
        let item = (*self.answers.get(node.index())?)?;
        self.items.get(item.index())
    }

    fn answer(&self, item: ItemId, _row: Option<u32>) -> Outcome {
        self.items.get(item.index()).cloned().unwrap_or(Outcome::Unanswered)
    }

    fn site_answer(&self, _item: SiteItemId) -> Outcome {
        Outcome::Unanswered
    }

    fn parameter(&self, _parameter: ParameterId) -> Outcome {
        Outcome::Error(EvalError::NoParameter)
    }

    fn as_of(&self) -> Date {
        CONTEXT.as_of
    }

    fn rows(&self, _group: GroupId) -> (u32, bool) {
        (0, true)
    }

    fn fold(&self, _node: NodeId) -> Option<Outcome> {
        None
    }
}

/// The answers as they are recorded.
pub fn recorded(filled: &[Filled]) -> Answers {
    let mut answers = Answers::default();
    for (at, one) in filled.iter().enumerate() {
        for (question, name) in QUESTIONS.iter().enumerate() {
            answers.answers.insert(format!("{name}_{at}"), Answer::Value(one.text(question)));
        }
    }
    answers
}

pub fn session(program: &Arc<Program>, answers: &Answers) -> Session {
    soat::eval::evaluate(program, answers, CONTEXT).0
}

pub fn place(condition: usize, question: usize) -> Place {
    Place { item: ItemId((condition * QUESTIONS.len() + question) as u32), row: None }
}

pub fn passes(session: &Session, requirement: usize) -> bool {
    let place = RequirementPlace { requirement: RequirementId(requirement as u32), row: None };
    session.verdict(place) == Some(&Verdict::Pass)
}

/// The answers after every step of a walk, and the steps as our engine is told them.
#[derive(Debug)]
pub struct Walk {
    pub states: Vec<Vec<Filled>>,
    pub steps: Vec<(Place, Answer)>,
}

impl Walk {
    pub fn new(conditions: &[Condition], steps: usize) -> (Vec<Filled>, Self) {
        let mut dice = Dice::new(3);
        let start = workload::fill(conditions, &mut dice);
        let mut now = start.clone();
        let mut walk = Self { states: Vec::new(), steps: Vec::new() };
        for (at, question, filled) in workload::walk(&start, conditions, steps, &mut dice) {
            walk.steps.push((place(at, question), Answer::Value(filled.text(question))));
            now[at] = filled;
            walk.states.push(now.clone());
        }
        (start, walk)
    }
}
