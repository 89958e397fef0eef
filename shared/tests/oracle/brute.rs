//! What a verdict still needs, by trying every completion there is: each open question gets each of its answers
//! ("not applicable" too where it may be answered), and each open list gets no, one, two and more further rows.

use std::collections::BTreeSet;

use crate::judge::{Answers, Seat, World};
use crate::model::{AnswerKind, Checklist, Expr, Item, ItemKind, Requirement, Source, Test};
use crate::value::{Day, State};

/// Something that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Open {
    Site(usize),
    Item(usize),
    RowItem { group: usize, row: usize, item: usize },
    Rows(usize),
}

/// What the completions come to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Truth {
    /// No completion changes it.
    Decided(State),
    /// The needs; those with errors told apart are in `strict`.
    Open { needs: BTreeSet<Open>, strict: BTreeSet<Open> },
    /// More completions than anybody waits for.
    TooMany,
}

/// Every answer to a question, "not applicable" included.
pub(crate) fn answers_to(answer: &AnswerKind, may_not_apply: bool, as_of: Day) -> Vec<State> {
    let mut all: Vec<State> = answer.all(as_of).into_iter().map(State::Known).collect();
    if may_not_apply {
        all.push(State::NotApplicable);
    }
    all
}

fn answers_to_item(item: &Item, as_of: Day) -> Vec<State> {
    match &item.kind {
        ItemKind::Asked { answer, may_not_apply } => answers_to(answer, *may_not_apply, as_of),
        ItemKind::Computed(..) => vec![State::Unanswered],
    }
}

pub(crate) fn truth(world: &World<'_>, seat: Seat, most: usize) -> Truth {
    let open = open(world, seat);
    let choices: Vec<Vec<Choice>> = open.iter().map(|open| choices(world, *open)).collect();
    let total = choices.iter().try_fold(1_usize, |total, list| total.checked_mul(list.len()));
    let Some(total) = total.filter(|total| *total <= most) else { return Truth::TooMany };
    let mut answers = world.answers.clone();
    for group in &mut answers.groups {
        group.complete = true;
    }
    let kept: Vec<usize> = answers.groups.iter().map(|group| group.rows.len()).collect();
    let mut results = Vec::with_capacity(total);
    for number in 0..total {
        let mut rest = number;
        for (open, list) in open.iter().zip(&choices) {
            put(&mut answers, *open, &list[rest % list.len()], &kept);
            rest /= list.len();
        }
        let complete = World { answers: &answers, ..*world };
        results.push(complete.verdict(seat));
    }
    if results.iter().all(|result| *result == results[0]) {
        return Truth::Decided(results[0]);
    }
    let mut needs = BTreeSet::new();
    let mut strict = BTreeSet::new();
    let mut stride = 1;
    for (open, list) in open.iter().zip(&choices) {
        for at in (0..total).filter(|at| at / stride % list.len() > 0) {
            let (here, there) = (results[at], results[at - stride]);
            if here != there {
                strict.insert(*open);
                if !matches!((here, there), (State::Error(_), State::Error(_))) {
                    needs.insert(*open);
                }
            }
        }
        stride *= list.len();
    }
    Truth::Open { needs, strict }
}

/// The verdict under one completion picked by `pick`.
pub(crate) fn sample(world: &World<'_>, seat: Seat, mut pick: impl FnMut(usize) -> usize) -> State {
    let mut answers = world.answers.clone();
    let kept: Vec<usize> = answers.groups.iter().map(|group| group.rows.len()).collect();
    for group in &mut answers.groups {
        group.complete = true;
    }
    for open in open(world, seat) {
        let list = choices(world, open);
        put(&mut answers, open, &list[pick(list.len())], &kept);
    }
    World { answers: &answers, ..*world }.verdict(seat)
}

#[derive(Clone, Debug)]
enum Choice {
    Answer(State),
    Rows(Vec<Vec<State>>),
}

fn put(answers: &mut Answers, open: Open, choice: &Choice, kept: &[usize]) {
    match (open, choice) {
        (Open::Site(at), Choice::Answer(state)) => answers.site[at] = *state,
        (Open::Item(at), Choice::Answer(state)) => answers.items[at] = *state,
        (Open::RowItem { group, row, item }, Choice::Answer(state)) => {
            answers.groups[group].rows[row][item] = *state;
        }
        (Open::Rows(group), Choice::Rows(more)) => {
            let rows = &mut answers.groups[group].rows;
            rows.truncate(kept[group]);
            rows.extend(more.iter().cloned());
        }
        (open, choice) => unreachable!("{open:?} is not given {choice:?}"),
    }
}

fn choices(world: &World<'_>, open: Open) -> Vec<Choice> {
    let answers = |item: &Item| answers_to_item(item, world.as_of).into_iter().map(Choice::Answer).collect();
    match open {
        Open::Site(at) => answers(&world.checklist.site[at]),
        Open::Item(at) => answers(&world.checklist.items[at]),
        Open::RowItem { group, item, .. } => answers(&world.checklist.groups[group].items[item]),
        Open::Rows(group) => {
            let mut rows: Vec<Vec<State>> = vec![Vec::new()];
            for item in &world.checklist.groups[group].items {
                let list = answers_to_item(item, world.as_of);
                rows = rows
                    .iter()
                    .flat_map(|begun| {
                        list.iter().map(move |state| {
                            let mut more = begun.clone();
                            more.push(*state);
                            more
                        })
                    })
                    .collect();
            }
            let mut all = vec![Vec::new()];
            all.extend(rows.iter().map(|row| vec![row.clone()]));
            if rows.len() <= 6 {
                for (at, row) in rows.iter().enumerate() {
                    all.extend(rows.iter().take(at).map(|other| vec![other.clone(), row.clone()]));
                }
            }
            for count in 2..=4 {
                all.extend(rows.iter().take(6).map(|row| vec![row.clone(); count]));
            }
            all.into_iter().map(Choice::Rows).collect()
        }
    }
}

/// Everything open that the verdict could read, found by its names alone.
pub(crate) fn open(world: &World<'_>, seat: Seat) -> Vec<Open> {
    let mut reader = Reader { checklist: world.checklist, ..Reader::default() };
    match seat {
        Seat::Item(item) => {
            reader.item(item);
            reader.requirement(world.checklist.items[item].requirement.as_ref().unwrap());
        }
        Seat::Across(at) => reader.requirement(&world.checklist.requirements[at]),
        Seat::RowItem { group, item, row } => {
            reader.own = Some((group, row));
            reader.row_item(group, item);
            reader.requirement(world.checklist.groups[group].items[item].requirement.as_ref().unwrap());
        }
        Seat::RowAcross { group, requirement, row } => {
            reader.own = Some((group, row));
            reader.group_shown(group);
            reader.requirement(&world.checklist.groups[group].requirements[requirement]);
        }
    }
    let is_open = |open: &Open| match *open {
        Open::Site(at) => world.answers.site[at] == State::Unanswered,
        Open::Item(at) => {
            matches!(world.checklist.items[at].kind, ItemKind::Asked { .. })
                && world.answers.items[at] == State::Unanswered
        }
        Open::RowItem { group, row, item } => {
            matches!(world.checklist.groups[group].items[item].kind, ItemKind::Asked { .. })
                && world.answers.groups[group].rows[row][item] == State::Unanswered
        }
        Open::Rows(group) => !world.answers.groups[group].complete,
    };
    let mut found = reader.sites.iter().map(|at| Open::Site(*at)).collect::<BTreeSet<Open>>();
    found.extend(reader.items.iter().map(|at| Open::Item(*at)));
    for (group, item) in &reader.row_items {
        for row in 0..world.answers.groups[*group].rows.len() {
            if reader.walked.contains(group) || reader.own == Some((*group, row)) {
                found.insert(Open::RowItem { group: *group, row, item: *item });
            }
        }
    }
    found.extend(reader.walked.iter().map(|group| Open::Rows(*group)));
    found.into_iter().filter(is_open).collect()
}

#[derive(Debug)]
struct Reader<'c> {
    checklist: &'c Checklist,
    own: Option<(usize, usize)>,
    /// The groups of the variables bound around the expression at hand.
    bound: Vec<usize>,
    sites: BTreeSet<usize>,
    items: BTreeSet<usize>,
    row_items: BTreeSet<(usize, usize)>,
    walked: BTreeSet<usize>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        static NOTHING: std::sync::LazyLock<Checklist> = std::sync::LazyLock::new(Checklist::default);
        Self {
            checklist: &NOTHING,
            own: None,
            bound: Vec::new(),
            sites: BTreeSet::new(),
            items: BTreeSet::new(),
            row_items: BTreeSet::new(),
            walked: BTreeSet::new(),
        }
    }
}

impl Reader<'_> {
    fn requirement(&mut self, requirement: &Requirement) {
        self.condition(requirement.when.as_ref());
        self.condition(requirement.require.as_ref());
    }

    fn condition(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn item(&mut self, at: usize) {
        if !self.items.insert(at) {
            return;
        }
        let section = self.checklist.sections.iter().rev().find(|section| section.first <= at);
        self.outside(|reader| {
            reader.condition(section.and_then(|section| section.when.as_ref()));
            reader.content(&reader.checklist.items[at]);
        });
    }

    /// Reads what stands outside every row and every bound variable.
    fn outside(&mut self, read: impl FnOnce(&mut Self)) {
        let (own, bound) = (self.own.take(), std::mem::take(&mut self.bound));
        read(self);
        (self.own, self.bound) = (own, bound);
    }

    fn group_shown(&mut self, group: usize) {
        let when = self.checklist.groups[group].when.as_ref();
        self.outside(|reader| reader.condition(when));
    }

    fn row_item(&mut self, group: usize, item: usize) {
        if !self.row_items.insert((group, item)) {
            return;
        }
        self.group_shown(group);
        let content = &self.checklist.groups[group].items[item];
        self.outside(|reader| {
            reader.own = Some((group, 0));
            reader.content(content);
        });
    }

    fn content(&mut self, item: &Item) {
        self.condition(item.when.as_ref());
        if let ItemKind::Computed(_, expr) = &item.kind {
            self.expr(expr);
        }
    }

    fn source(&mut self, source: Source) {
        match source {
            Source::Item(item) => self.item(item),
            Source::Site(at) => {
                self.sites.insert(at);
            }
            Source::Own(item) => {
                let (group, _) = self.own.unwrap();
                self.row_item(group, item);
            }
            Source::Of(variable, item) => self.row_item(self.bound[variable], item),
        }
    }

    fn walk(&mut self, groups: &[usize], body: &Expr) {
        for group in groups {
            self.walked.insert(*group);
            self.group_shown(*group);
        }
        self.bound.extend(groups);
        self.expr(body);
        self.bound.truncate(self.bound.len() - groups.len());
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Compare(_, with) => self.expr(with),
            Test::Range { low, high, .. } => {
                self.expr(low);
                self.expr(high);
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Literal(_) | Expr::AsOf | Expr::Parameter(_) => {}
            Expr::Read(source) | Expr::Chosen(source, ..) | Expr::Among(source, _) => self.source(*source),
            Expr::Definition(at) => {
                let definition = &self.checklist.definitions[*at].1;
                self.outside(|reader| reader.expr(definition));
            }
            Expr::Table(at) => {
                let table = &self.checklist.tables[*at];
                for by in &table.by {
                    self.outside(|reader| reader.expr(by));
                }
            }
            Expr::Not(inner) => self.expr(inner),
            Expr::And(list) | Expr::Or(list) | Expr::Call(_, list) | Expr::CallOnList(_, list) => {
                for part in list {
                    self.expr(part);
                }
            }
            Expr::If(parts) => {
                for part in parts.iter() {
                    self.expr(part);
                }
            }
            Expr::Compare(_, sides) | Expr::Arithmetic(_, sides) => {
                for side in sides.iter() {
                    self.expr(side);
                }
            }
            Expr::In(subject, tests) => {
                self.expr(subject);
                for test in tests {
                    self.test(test);
                }
            }
            Expr::Quantified(_, groups, body) => self.walk(groups, body),
            Expr::Count(group) => {
                self.walked.insert(*group);
                self.group_shown(*group);
            }
            Expr::CountWhere(group, body) | Expr::Fold(_, group, body) => self.walk(&[*group], body),
        }
    }
}
