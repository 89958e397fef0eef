//! Types of the language. Units are types: two numbers agree only when their dimensions do.

use std::sync::Arc;

use super::unit::Dimension;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    Boolean,
    /// An exact number of this dimension; [`Dimension::NONE`] for bare numbers. Days and months are dimensions of
    /// their own, and differ from each other and from hours.
    Number(Dimension),
    Text,
    Choice(Arc<[Arc<str>]>),
    Date,
    DateTime,
    Time,
    /// A row of a group of the checklist, by the group's name.
    GroupRow(Arc<str>),
    /// A row of a data table, by the table's name.
    TableRow(Arc<str>),
    List(Box<Type>),
    /// The element type of `[]`, which agrees with every other.
    Nothing,
}

impl Type {
    pub const NUMBER: Self = Self::Number(Dimension::NONE);

    /// Whether a value of type `other` may stand where `self` is expected.
    pub fn accepts(&self, other: &Self) -> bool {
        match (self, other) {
            // Options are told apart by their id, so two questions with different options may be compared.
            (Self::Nothing, _) | (_, Self::Nothing) | (Self::Choice(_), Self::Choice(_)) => true,
            (Self::List(a), Self::List(b)) => a.accepts(b),
            _ => self == other,
        }
    }
}
