//! The engine's side: a pack loaded and checked, answers given one by one, and what it says of each requirement.

use std::collections::BTreeSet;
use std::sync::Arc;

use soat::check::compile;
use soat::eval::{Context, Need, Place, RequirementPlace, Session, Verdict, Visibility, evaluate};
use soat::expr::value::EvalError;
use soat::load::load_pack;
use soat::model::{Answer, Answers as Recorded, GroupAnswers, RowAnswers, RowId};
use soat::program::Program;
use soat::words::Lang;

use crate::brute::Open;
use crate::judge::{Answers, Seat};
use crate::model::{Checklist, ItemKind};
use crate::text;
use crate::value::{Day, Fault, State};

/// What the engine says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    Decided(State),
    Open { needs: BTreeSet<Open>, exact: bool },
    Other(String),
}

/// The program, or why the checklist is refused.
pub(crate) fn program(checklist: &Checklist) -> Result<Arc<Program>, String> {
    let (pack, diagnostics) = load_pack(text::files(checklist));
    if diagnostics.has_errors() {
        return Err(format!("{diagnostics:?}"));
    }
    let checked = compile(&Arc::new(pack), "made/made");
    checked.program.ok_or_else(|| format!("{:?}", checked.diagnostics))
}

pub(crate) fn date(day: Day) -> soat::model::Date {
    let (year, month, day) = day.parts();
    jiff::civil::date(year as i16, month as i8, day as i8)
}

pub(crate) fn recorded(state: State, name: &str) -> Option<Answer> {
    match state {
        State::Unanswered => None,
        State::NotApplicable => Some(Answer::NotApplicable(String::new())),
        known => text::answer(known, name).map(Answer::Value),
    }
}

/// A session with the same answers as the oracle's, and the ids of the rows.
#[derive(Clone, Debug)]
pub(crate) struct Run<'c> {
    pub(crate) session: Session,
    checklist: &'c Checklist,
    rows: Vec<Vec<RowId>>,
    next: u32,
}

impl<'c> Run<'c> {
    pub(crate) fn all_at_once(
        program: &Arc<Program>,
        checklist: &'c Checklist,
        answers: &Answers,
        as_of: Day,
    ) -> Self {
        let mut all = Recorded::default();
        let mut next = 0;
        let mut rows = Vec::new();
        for (at, state) in answers.site.iter().enumerate() {
            let name = format!("s{at}");
            all.site.extend(recorded(*state, &name).map(|answer| (name, answer)));
        }
        for (at, state) in answers.items.iter().enumerate() {
            let name = format!("q{at}");
            all.answers.extend(recorded(*state, &name).map(|answer| (name, answer)));
        }
        for (group, own) in answers.groups.iter().enumerate() {
            let mut written = GroupAnswers { complete: own.complete, ..GroupAnswers::default() };
            let mut ids = Vec::new();
            for row in &own.rows {
                let mut record = RowAnswers { id: RowId(next), ..RowAnswers::default() };
                for (at, state) in row.iter().enumerate() {
                    let name = format!("g{group}_q{at}");
                    record.answers.extend(recorded(*state, &name).map(|answer| (name, answer)));
                }
                ids.push(RowId(next));
                next += 1;
                written.rows.push(record);
            }
            rows.push(ids);
            all.groups.insert(format!("g{group}"), written);
        }
        let context = Context { as_of: date(as_of), lang: Lang::En };
        let (session, bad) = evaluate(program, &all, context);
        assert!(bad.is_empty(), "{bad:?}");
        Self { session, checklist, rows, next }
    }

    fn group(&self, group: usize) -> soat::program::GroupId {
        self.session.program().group_named(&format!("g{group}")).unwrap().id
    }

    pub(crate) fn put(&mut self, open: Open, state: State) {
        let name = name_of(open);
        let answer = recorded(state, &name);
        let outcome = match open {
            Open::Site(_) => self.session.set_site(&name, answer.as_ref()),
            Open::Rows(_) => Ok(()),
            Open::Item(_) | Open::RowItem { .. } => {
                let item = self.session.program().item_named(&name).unwrap().id;
                let row = match open {
                    Open::RowItem { group, row, .. } => Some(self.rows[group][row]),
                    _ => None,
                };
                self.session.set(Place { item, row }, answer.as_ref())
            }
        };
        assert!(outcome.is_ok(), "{name}: {outcome:?}");
    }

    pub(crate) fn add_row(&mut self, group: usize) {
        let row = RowId(self.next);
        self.next += 1;
        self.rows[group].push(row);
        self.session.add_row(self.group(group), row);
    }

    pub(crate) fn remove_row(&mut self, group: usize, row: usize) {
        let id = self.rows[group].remove(row);
        self.session.remove_row(self.group(group), id);
    }

    pub(crate) fn set_complete(&mut self, group: usize, complete: bool) {
        self.session.set_complete(self.group(group), complete);
    }

    pub(crate) fn said(&self, seat: Seat) -> Said {
        let (name, row) = match seat {
            Seat::Item(at) => (format!("q{at}"), None),
            Seat::Across(at) => (format!("r{at}"), None),
            Seat::RowItem { group, item, row } => (format!("g{group}_q{item}"), Some(self.rows[group][row])),
            Seat::RowAcross { group, requirement, row } => {
                (format!("g{group}_r{requirement}"), Some(self.rows[group][row]))
            }
        };
        let Some(info) = self.session.program().requirement_named(&name) else {
            return Said::Other(format!("no requirement {name}"));
        };
        match self.session.verdict(RequirementPlace { requirement: info.id, row }) {
            Some(Verdict::Pass) => Said::Decided(State::TRUE),
            Some(Verdict::Fail) => Said::Decided(State::FALSE),
            Some(Verdict::NotApplicable) => Said::Decided(State::NotApplicable),
            Some(Verdict::Error(error)) => match fault(*error) {
                Some(fault) => Said::Decided(State::Error(fault)),
                None => Said::Other(format!("{error:?}")),
            },
            Some(Verdict::Unanswered { needs, exact }) => {
                Said::Open { needs: needs.iter().map(|need| self.open(*need)).collect(), exact: *exact }
            }
            None => Said::Other("no verdict".to_owned()),
        }
    }

    /// Whether the question is shown, as a state.
    pub(crate) fn shown(&self, open: Open) -> Option<State> {
        let item = self.session.program().item_named(&name_of(open))?.id;
        let row = match open {
            Open::RowItem { group, row, .. } => Some(self.rows[group][row]),
            _ => None,
        };
        Some(match self.session.item(Place { item, row })?.visibility {
            Visibility::Shown => State::TRUE,
            Visibility::Hidden => State::FALSE,
            Visibility::Undecided => State::Unanswered,
        })
    }

    fn open(&self, need: Need) -> Open {
        let program = self.session.program();
        match need {
            Need::Site(item) => {
                let info = program.site_items().iter().find(|info| info.site_id() == item).unwrap();
                Open::Site(info.name[1..].parse().unwrap())
            }
            Need::Rows(group) => Open::Rows(program.group(group).unwrap().name[1..].parse().unwrap()),
            Need::Question(place) => {
                let name = &program.item(place.item).unwrap().name;
                match (name.strip_prefix('q'), place.row) {
                    (Some(at), None) => Open::Item(at.parse().unwrap()),
                    (_, Some(id)) => {
                        let (group, item) = name[1..].split_once("_q").unwrap();
                        let group: usize = group.parse().unwrap();
                        let row = self.rows[group].iter().position(|own| *own == id).unwrap();
                        Open::RowItem { group, row, item: item.parse().unwrap() }
                    }
                    (None, None) => panic!("{name} is no question"),
                }
            }
        }
    }

    /// Every requirement there is, once a row where it belongs to a group.
    pub(crate) fn seats(&self) -> Vec<Seat> {
        let mut seats = Vec::new();
        let items = self.checklist.items.iter().enumerate();
        seats.extend(items.filter(|(_, item)| item.requirement.is_some()).map(|(at, _)| Seat::Item(at)));
        seats.extend((0..self.checklist.requirements.len()).map(Seat::Across));
        for (group, own) in self.checklist.groups.iter().enumerate() {
            for row in 0..self.rows[group].len() {
                for (item, content) in own.items.iter().enumerate() {
                    if content.requirement.is_some() {
                        seats.push(Seat::RowItem { group, item, row });
                    }
                }
                let across = 0..own.requirements.len();
                seats.extend(across.map(|requirement| Seat::RowAcross { group, requirement, row }));
            }
        }
        seats
    }
}

pub(crate) fn asked(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Asked { .. })
}

pub(crate) fn name_of(open: Open) -> String {
    match open {
        Open::Site(at) => format!("s{at}"),
        Open::Item(at) => format!("q{at}"),
        Open::RowItem { group, item, .. } => format!("g{group}_q{item}"),
        Open::Rows(group) => format!("g{group}"),
    }
}

fn fault(error: EvalError) -> Option<Fault> {
    match error {
        EvalError::DivisionByZero => Some(Fault::DivisionByZero),
        EvalError::NoRow => Some(Fault::NoRow),
        EvalError::NoParameter => Some(Fault::NoParameter),
        _ => None,
    }
}
