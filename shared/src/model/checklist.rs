//! A checklist: sections and groups of items, cross-item requirements, definitions and bracket tables.

use super::{AnswerType, Bracket, ExprText, LookupTable, Name, NotApplicable, Requirement, TextTemplate};
use crate::span::{FileId, Span, Spanned};
use crate::words::Bilingual;

/// One YAML file of `rules/<sector>/`, or the establishment's profile `rules/site.yaml` (id `site`).
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    pub file: FileId,
    /// `sector/name`.
    pub id: Name,
    pub version: Spanned<String>,
    pub title: Bilingual,
    pub about: Bilingual,
    /// For which establishments this checklist is meant, over `site.*`; absent means any.
    pub applies: Option<ExprText>,
    pub definitions: Vec<Definition>,
    pub tables: Vec<LookupTable>,
    pub sections: Vec<Section>,
    pub groups: Vec<Group>,
    /// Requirements across items and groups.
    pub requirements: Vec<Requirement>,
}

/// `let name: expression`: a named, typed, reusable expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub name: Name,
    pub expr: ExprText,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub id: Name,
    pub title: Bilingual,
    pub when: Option<ExprText>,
    pub items: Vec<Item>,
}

/// A repeated unit: each crane, each chemical, each basement level.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: Name,
    pub title: Bilingual,
    /// What a row is called in lists, for example `{serial}`.
    pub label: Option<TextTemplate>,
    /// The section after which the group is walked through; absent means after all sections.
    pub after: Option<Name>,
    pub when: Option<ExprText>,
    pub items: Vec<Item>,
    /// Requirements of each row beyond those of its items.
    pub requirements: Vec<Requirement>,
}

/// A question, or a computed value that is never asked; with what the law demands of it, if anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: Name,
    /// The whole item, for diagnostics about the item itself.
    pub span: Span,
    pub when: Option<ExprText>,
    pub kind: ItemKind,
    /// What the law demands; a `yes_no` item with a citation requires `yes` unless it says otherwise.
    pub requirement: Option<Requirement>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    Question {
        ask: Bilingual,
        hint: Bilingual,
        answer: Spanned<AnswerType>,
        not_applicable: NotApplicable,
    },
    /// `compute: expression`: shown, never asked.
    Computed {
        title: Bilingual,
        expr: ExprText,
    },
}

impl Checklist {
    /// Items of sections, in order, without those of groups.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    pub fn brackets(&self) -> impl Iterator<Item = &Bracket> {
        self.tables.iter().flat_map(|table| &table.rows)
    }
}
