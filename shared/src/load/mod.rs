//! YAML text to the model, with the place of every part. Collects every mistake, never stops at the first, never
//! panics, and reads bounded text in bounded time. Knows the shape of the files; what expressions mean is `check`'s.

mod answer;
mod checklist;
mod keys;
mod law;
mod reader;
mod requirement;
mod sector;
mod syntax;
mod walk;
mod yaml;

use crate::diag::Diagnostics;
use crate::model::Pack;
use crate::span::{FileId, Source, Sources};
use reader::Reader;

/// One loose checklist, as a pack of its own: without law, site and data tables.
pub fn load_checklist(text: &str, name: &str) -> (Pack, Diagnostics) {
    let mut pack = Pack::default();
    let mut reader = Reader::new(FileId(0), text);
    if let Some(root) = yaml::read(&mut reader)
        && let Some(checklist) = reader.checklist(&root)
    {
        pack.checklists.insert(checklist.id.value.clone(), checklist);
    }
    let diagnostics = reader.finish().sorted();
    let mut sources = Sources::default();
    sources.add(Source::new(name, text));
    pack.sources = sources;
    (pack, diagnostics)
}
