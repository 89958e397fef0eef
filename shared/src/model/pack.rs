//! A whole rules folder, loaded: what one checklist is checked and evaluated against.

use std::collections::BTreeMap;

use super::{CaseFile, Checklist, DataTable, ExprText, Law, Name};
use crate::span::{FileId, Sources};
use crate::words::Bilingual;

/// `rules/<sector>/sector.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sector {
    pub file: FileId,
    pub id: Name,
    pub title: Bilingual,
    /// The authority in charge, with its dates, in words.
    pub authority: Vec<(super::DateRange, Bilingual)>,
    pub applies: Option<ExprText>,
}

/// Everything below `rules/`, in a stable order.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    pub sources: Sources,
    pub law: Law,
    /// The establishment's profile; absent in a pack of one loose file.
    pub site: Option<Checklist>,
    pub sectors: BTreeMap<String, Sector>,
    pub checklists: BTreeMap<String, Checklist>,
    pub tables: BTreeMap<String, DataTable>,
    pub cases: Vec<CaseFile>,
}
