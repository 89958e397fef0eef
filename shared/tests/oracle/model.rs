//! A checklist as plain data: what the generator makes, `text` writes down for the engine, and the oracle walks.

use crate::value::{Day, Fraction, Unit, Value};

/// The types that expressions are made of here; options are only ever compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    Truth,
    Number(Unit),
    Day,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Checklist {
    /// Questions of the establishment's profile.
    pub(crate) site: Vec<Item>,
    pub(crate) parameters: Vec<Parameter>,
    /// Days in force: the first, and the first no more.
    pub(crate) instruments: Vec<(Day, Option<Day>)>,
    pub(crate) definitions: Vec<(Ty, Expr)>,
    pub(crate) tables: Vec<Table>,
    pub(crate) sections: Vec<Section>,
    /// Items of all sections, in order.
    pub(crate) items: Vec<Item>,
    pub(crate) groups: Vec<Group>,
    pub(crate) requirements: Vec<Requirement>,
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) unit: Unit,
    /// From, until (exclusive), value.
    pub(crate) values: Vec<(Day, Option<Day>, Fraction)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) by: Vec<Expr>,
    pub(crate) rows: Vec<TableRow>,
}

#[derive(Clone, Debug)]
pub(crate) struct TableRow {
    /// One for each key; nothing is `-`, which matches anything.
    pub(crate) within: Vec<Option<Test>>,
    pub(crate) is: i64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) when: Option<Expr>,
    /// The items from here to the next section's are this section's.
    pub(crate) first: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) when: Option<Expr>,
    pub(crate) items: Vec<Item>,
    pub(crate) requirements: Vec<Requirement>,
}

#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) when: Option<Expr>,
    pub(crate) kind: ItemKind,
    pub(crate) requirement: Option<Requirement>,
}

#[derive(Clone, Debug)]
pub(crate) enum ItemKind {
    Asked { answer: AnswerKind, may_not_apply: bool },
    Computed(Ty, Expr),
}

#[derive(Clone, Debug)]
pub(crate) enum AnswerKind {
    YesNo,
    /// `count` where the least is not negative.
    Whole {
        min: i64,
        max: i64,
    },
    /// Tenths of a metre.
    Length {
        max: i64,
    },
    /// Until `None` is until the day of the inspection.
    Date {
        min: Day,
        max: Option<Day>,
    },
    Choice(u8),
    Choices(u8),
}

#[derive(Clone, Debug)]
pub(crate) struct Requirement {
    pub(crate) when: Option<Expr>,
    /// Nothing is `= yes`, which a yes/no item with a citation means by itself.
    pub(crate) require: Option<Expr>,
    pub(crate) citations: Vec<Citation>,
}

#[derive(Clone, Debug)]
pub(crate) struct Citation {
    pub(crate) instrument: usize,
    pub(crate) from: Option<Day>,
    pub(crate) until: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Some,
    Every,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    Sum,
    Min,
    Max,
}

/// One alternative after `in`, or one cell of a table.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Compare(Comparison, Expr),
    Range { low: Expr, low_in: bool, high: Expr, high_in: bool },
}

/// A question whose options an option is named of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Item(usize),
    Own(usize),
    /// A variable by its depth among those bound around it, and the item of its row.
    Of(usize, usize),
    Site(usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Literal(Value),
    AsOf,
    Read(Source),
    Parameter(usize),
    Definition(usize),
    Table(usize),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    If(Box<[Expr; 3]>),
    Compare(Comparison, Box<[Expr; 2]>),
    Arithmetic(Arithmetic, Box<[Expr; 2]>),
    In(Box<Expr>, Vec<Test>),
    /// Whether the choice is one of these options.
    Chosen(Source, Vec<u8>, bool),
    /// Whether the option is among those chosen: `option in question`.
    Among(Source, u8),
    /// `sum(a, b)`.
    Call(Fold, Vec<Expr>),
    /// `sum([a, b])`.
    CallOnList(Fold, Vec<Expr>),
    /// Each binding opens a variable over all rows of a group.
    Quantified(Quantifier, Vec<usize>, Box<Expr>),
    Count(usize),
    /// `count(group[…])`; the variable is called `item`.
    CountWhere(usize, Box<Expr>),
    Fold(Fold, usize, Box<Expr>),
}

impl AnswerKind {
    /// Every answer there is on a day, "not applicable" aside.
    pub(crate) fn all(&self, as_of: Day) -> Vec<Value> {
        match self {
            Self::YesNo => vec![Value::Truth(true), Value::Truth(false)],
            Self::Whole { min, max } => {
                (*min..=*max).map(|number| Value::Number(Fraction::whole(number), Unit::One)).collect()
            }
            Self::Length { max } => {
                (0..=*max).map(|tenth| Value::Number(Fraction::new(tenth.into(), 10), Unit::Metre)).collect()
            }
            Self::Date { min, max } => {
                (min.0..=max.unwrap_or(as_of).0).map(|day| Value::Day(Day(day))).collect()
            }
            Self::Choice(count) => (0..*count).map(Value::Option).collect(),
            Self::Choices(count) => (0..1_u8 << count).map(Value::Options).collect(),
        }
    }
}
