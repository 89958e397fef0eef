//! The engine held against the oracle: one checklist, many answers, several days; and what came of it.

use std::collections::BTreeMap;

use crate::brute::{Open, Truth, answers_to, open, sample, truth};
use crate::dice::Dice;
use crate::engine::{Run, Said, asked, program};
use crate::generate;
use crate::judge::{Answers, Rows, Seat, World};
use crate::model::{Checklist, Item, ItemKind};
use crate::text;
use crate::value::{Day, State};

/// Most completions tried for one verdict.
const MOST: usize = if cfg!(debug_assertions) { 150 } else { 1500 };
/// Answers given, changed or taken back after those that come all at once.
const STEPS: usize = 7;

/// What was seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) checklists: usize,
    pub(crate) refused: BTreeMap<String, usize>,
    pub(crate) evaluations: usize,
    pub(crate) verdicts: usize,
    pub(crate) decided: usize,
    pub(crate) open: usize,
    /// Too many completions: only some were tried.
    pub(crate) sampled: usize,
    pub(crate) completions_of_open_lists: usize,
    /// Unanswered verdicts of which the engine says that some needs may be too many.
    pub(crate) inexact: usize,
    /// Of these, those that do not rest on an open list.
    pub(crate) inexact_without_lists: usize,
    /// Disagreements by kind: how many, and the shortest.
    pub(crate) disagreements: BTreeMap<&'static str, (usize, String)>,
    /// What the bounded trial of further rows cannot tell.
    pub(crate) remarks: BTreeMap<&'static str, (usize, String)>,
}

impl Tally {
    pub(crate) fn join(&mut self, other: Self) {
        self.checklists += other.checklists;
        self.evaluations += other.evaluations;
        self.verdicts += other.verdicts;
        self.decided += other.decided;
        self.open += other.open;
        self.sampled += other.sampled;
        self.completions_of_open_lists += other.completions_of_open_lists;
        self.inexact += other.inexact;
        self.inexact_without_lists += other.inexact_without_lists;
        for (why, count) in other.refused {
            *self.refused.entry(why).or_default() += count;
        }
        for (mine, theirs) in
            [(&mut self.disagreements, other.disagreements), (&mut self.remarks, other.remarks)]
        {
            for (kind, (count, example)) in theirs {
                let seen = mine.entry(kind).or_insert((0, example.clone()));
                seen.0 += count;
                if example.len() < seen.1.len() {
                    seen.1 = example;
                }
            }
        }
    }
}

fn note(
    seen: &mut BTreeMap<&'static str, (usize, String)>,
    kind: &'static str,
    example: impl FnOnce() -> String,
) {
    let entry = seen.entry(kind).or_insert_with(|| (0, String::new()));
    entry.0 += 1;
    // Writing every example down would take longer than finding them.
    if entry.0 <= 200 {
        let example = example();
        if entry.1.is_empty() || example.len() < entry.1.len() {
            entry.1 = example;
        }
    }
}

/// Generated checklists until there were so many evaluations.
pub(crate) fn rounds(seed: u64, evaluations: usize) -> Tally {
    let mut tally = Tally::default();
    let mut number = 0;
    while tally.evaluations < evaluations {
        let mut dice = Dice::new(seed.wrapping_add(number));
        number += 1;
        one(&mut dice, &mut tally);
    }
    tally
}

fn one(dice: &mut Dice, tally: &mut Tally) {
    let checklist = generate::checklist(dice);
    let program = match program(&checklist) {
        Ok(program) => program,
        Err(why) => {
            let code = why.split("code: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("?");
            *tally.refused.entry(code.to_owned()).or_default() += 1;
            if std::env::var_os("SOAT_ORACLE_REFUSED").is_some() {
                eprintln!("{why}\n{}", written(&checklist));
            }
            return;
        }
    };
    tally.checklists += 1;
    for _ in 0..2 {
        let as_of = *dice.pick(&generate::days());
        let mut answers = answers(dice, &checklist, as_of);
        let mut run = Run::all_at_once(&program, &checklist, &answers, as_of);
        hold(dice, &checklist, &answers, as_of, &run, tally);
        for _ in 0..STEPS {
            step(dice, &checklist, &mut answers, as_of, &mut run);
            hold(dice, &checklist, &answers, as_of, &run, tally);
        }
    }
}

fn answer(dice: &mut Dice, item: &Item, as_of: Day, open_in: usize) -> State {
    match &item.kind {
        ItemKind::Asked { answer, may_not_apply } if !dice.once_in(open_in) => {
            *dice.pick(&answers_to(answer, *may_not_apply, as_of))
        }
        _ => State::Unanswered,
    }
}

fn answers(dice: &mut Dice, checklist: &Checklist, as_of: Day) -> Answers {
    let open_in = 2 + dice.roll(2);
    let site = checklist.site.iter().map(|item| answer(dice, item, as_of, open_in)).collect();
    let items = checklist.items.iter().map(|item| answer(dice, item, as_of, open_in)).collect();
    let groups = checklist
        .groups
        .iter()
        .map(|group| Rows {
            rows: (0..dice.roll(4))
                .map(|_| group.items.iter().map(|item| answer(dice, item, as_of, open_in + 1)).collect())
                .collect(),
            complete: !dice.once_in(3),
        })
        .collect();
    Answers { site, items, groups }
}

/// One answer more, less or other.
fn step(dice: &mut Dice, checklist: &Checklist, answers: &mut Answers, as_of: Day, run: &mut Run<'_>) {
    if !checklist.groups.is_empty() && dice.once_in(3) {
        let group = dice.roll(checklist.groups.len());
        let own = &mut answers.groups[group];
        match dice.roll(3) {
            0 if own.rows.len() < 4 => {
                own.rows.push(vec![State::Unanswered; checklist.groups[group].items.len()]);
                run.add_row(group);
            }
            1 if !own.rows.is_empty() => {
                let row = dice.roll(own.rows.len());
                own.rows.remove(row);
                run.remove_row(group, row);
            }
            _ => {
                own.complete = !own.complete;
                run.set_complete(group, own.complete);
            }
        }
        return;
    }
    let mut places: Vec<(Open, &Item)> = Vec::new();
    places.extend(checklist.site.iter().enumerate().map(|(at, item)| (Open::Site(at), item)));
    places.extend(checklist.items.iter().enumerate().map(|(at, item)| (Open::Item(at), item)));
    for (group, own) in checklist.groups.iter().enumerate() {
        for row in 0..answers.groups[group].rows.len() {
            let items = own.items.iter().enumerate();
            places.extend(items.map(|(item, content)| (Open::RowItem { group, row, item }, content)));
        }
    }
    places.retain(|(_, item)| asked(&item.kind));
    if places.is_empty() {
        return;
    }
    let (place, item) = *dice.pick(&places);
    let state = answer(dice, item, as_of, 4);
    match place {
        Open::Site(at) => answers.site[at] = state,
        Open::Item(at) => answers.items[at] = state,
        Open::RowItem { group, row, item } => answers.groups[group].rows[row][item] = state,
        Open::Rows(_) => unreachable!("lists are not answered"),
    }
    run.put(place, state);
}

fn hold(
    dice: &mut Dice,
    checklist: &Checklist,
    answers: &Answers,
    as_of: Day,
    run: &Run<'_>,
    tally: &mut Tally,
) {
    tally.evaluations += 1;
    let world = World { checklist, answers, as_of };
    for seat in run.seats() {
        tally.verdicts += 1;
        judged(dice, &world, seat, run, tally);
    }
    for at in 0..checklist.items.len() {
        visible(&world, Open::Item(at), world.item_shown(at), run, tally);
    }
    for (group, own) in checklist.groups.iter().enumerate() {
        for row in 0..answers.groups[group].rows.len() {
            for item in 0..own.items.len() {
                let shown = world.row_item_shown(group, item, row);
                visible(&world, Open::RowItem { group, row, item }, shown, run, tally);
            }
        }
    }
}

fn visible(world: &World<'_>, open: Open, shown: State, run: &Run<'_>, tally: &mut Tally) {
    let wanted = match shown {
        State::Known(_) | State::Unanswered => shown,
        _ => State::FALSE,
    };
    let got = run.shown(open);
    // The engine may know early where the plain walk does not.
    if got != Some(wanted) && wanted != State::Unanswered {
        note(&mut tally.disagreements, "a question is shown or hidden otherwise", || {
            format!("{open:?}: oracle {wanted:?}, engine {got:?}\n{}", situation(world))
        });
    }
}

fn judged(dice: &mut Dice, world: &World<'_>, seat: Seat, run: &Run<'_>, tally: &mut Tally) {
    let said = run.said(seat);
    let plain = world.verdict(seat);
    let lists = open(world, seat).iter().any(|open| matches!(open, Open::Rows(_)));
    tally.completions_of_open_lists += usize::from(lists);
    let most = if dice.once_in(8) { MOST } else { MOST / 10 };
    let found = truth(world, seat, most);
    let tell =
        || format!("{seat:?}: oracle {found:?} (plain {plain:?}), engine {said:?}\n{}", situation(world));
    let same = |left: State, right: State| {
        left == right || matches!((left, right), (State::Error(_), State::Error(_)))
    };
    if plain != State::Unanswered
        && let Truth::Decided(state) = found
        && !same(state, plain)
    {
        note(&mut tally.disagreements, "the oracle is not monotone", tell);
    }
    match (&found, &said) {
        (_, Said::Other(_)) => note(&mut tally.disagreements, "the engine says something else", tell),
        (Truth::TooMany, said) => {
            tally.sampled += 1;
            for _ in 0..10 {
                let one = sample(world, seat, |count| dice.roll(count));
                if let Said::Decided(state) = said
                    && !same(one, *state)
                {
                    note(&mut tally.disagreements, "decided though a completion differs", tell);
                    break;
                }
            }
        }
        (Truth::Decided(state), Said::Decided(got)) => {
            tally.decided += 1;
            if !same(*state, *got) {
                note(&mut tally.disagreements, "another verdict", tell);
            } else if state != got {
                note(&mut tally.remarks, "another of several errors", tell);
            }
        }
        (Truth::Decided(_), Said::Open { exact, .. }) => {
            let (seen, kind) = match (lists, exact) {
                (false, true) => (&mut tally.disagreements, "unanswered though no answer changes it"),
                (false, false) => {
                    (&mut tally.remarks, "unanswered, said to be inexact, though no answer changes it")
                }
                (true, _) => (&mut tally.remarks, "unanswered though no few further rows change it"),
            };
            note(seen, kind, tell);
        }
        // Which of several errors is told is nowhere said.
        (Truth::Open { needs, .. }, Said::Decided(State::Error(_))) if needs.is_empty() => {
            note(&mut tally.remarks, "another of several errors", tell);
        }
        (Truth::Open { .. }, Said::Decided(_)) => {
            note(&mut tally.disagreements, "decided though an answer changes it", tell);
        }
        (Truth::Open { needs, strict }, Said::Open { needs: got, exact }) => {
            tally.open += 1;
            tally.inexact += usize::from(!exact);
            tally.inexact_without_lists += usize::from(!exact && !lists);
            if !needs.is_subset(got) {
                let kind = if lists { "a need is missing beside an open list" } else { "a need is missing" };
                note(&mut tally.disagreements, kind, tell);
            }
            if !got.is_subset(strict) {
                match (exact, lists) {
                    (true, false) => {
                        note(&mut tally.disagreements, "a need too many, said to be exact", tell);
                    }
                    (true, true) => {
                        note(&mut tally.remarks, "a need that no few further rows bring about", tell);
                    }
                    (false, _) => {}
                }
            }
        }
    }
}

fn written(checklist: &Checklist) -> String {
    text::files(checklist).into_iter().map(|(path, text)| format!("# {path}\n{text}")).collect()
}

fn situation(world: &World<'_>) -> String {
    format!("{}as of {}\n{:?}\n", written(world.checklist), world.as_of.text(), world.answers)
}
