//! The tree of an expression exactly as written, with the place of every part.

use super::number::Number;
use super::unit::UnitId;
use crate::span::{Span, Spanned};
use jiff::civil;

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    /// A question, definition, table, group, bound variable or option: whatever the scope makes of it.
    Name(String),
    /// `site.workers`, `law.crane_period`, `c.quantity`, `day.year`.
    Field(Box<Expr>, Spanned<String>),
    Neg(Box<Expr>),
    Not(Box<Expr>),
    /// Two or more operands, as written in one chain.
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    If {
        cond: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `x in [1..5)`, `x in (a, b)`, `x in (< 5, > 10)`, `x between a and b`: true when any test holds.
    In {
        subject: Box<Expr>,
        tests: Vec<Test>,
    },
    /// `some c in cranes, d in cranes satisfies …`.
    Quantified {
        kind: Quantifier,
        bindings: Vec<Binding>,
        body: Box<Expr>,
    },
    /// `for c in cranes return …`.
    For {
        bindings: Vec<Binding>,
        body: Box<Expr>,
    },
    Call {
        function: Spanned<String>,
        arguments: Vec<Expr>,
    },
    List(Vec<Expr>),
    /// `list[condition over item]`, or `list[2]` (from 1, negative from the end).
    Filter {
        list: Box<Expr>,
        condition: Box<Expr>,
    },
    /// `1..5` in a `for` or quantifier: whole numbers, both ends included.
    Steps {
        from: Box<Expr>,
        to: Box<Expr>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Boolean(bool),
    Number(Number),
    /// `3.5 m`: the number as written and its unit.
    Quantity(Number, UnitId),
    Text(String),
    Date(civil::Date),
    DateTime(civil::DateTime),
    Time(civil::Time),
    /// `as_of`: the day whose law applies.
    AsOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `**`, whole exponents only.
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    Some,
    Every,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    pub name: Spanned<String>,
    pub source: Expr,
}

/// One alternative of `in`.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Value(Expr),
    Compare(CompareOp, Expr),
    Range(Range),
}

/// `[lo..hi]` with each end open `( ]`-style or closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub lo: Box<Expr>,
    pub hi: Box<Expr>,
    pub lo_included: bool,
    pub hi_included: bool,
    pub span: Span,
}

impl CompareOp {
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// The operator that is true exactly when this one is false.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }

    /// The operator with its operands swapped: `a < b` is `b > a`.
    #[must_use]
    pub const fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            same => same,
        }
    }

    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterEqual => ordering.is_ge(),
        }
    }
}

impl ArithOp {
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "**",
        }
    }
}
