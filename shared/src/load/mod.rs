//! YAML text to the model, with the place of every part. Collects every mistake, never stops at the first, never
//! panics, and reads bounded text in bounded time. Knows the shape of the files; what expressions mean is `check`'s.

mod answer;
mod answers;
mod bilingual;
mod case;
mod checklist;
mod data;
#[rustfmt::skip]
mod keys;
mod law;
mod pack;
mod reader;
mod requirement;
mod scalars;
mod schema;
mod sector;
mod syntax;
mod walk;
mod yaml;

pub use answers::{AnswerFile, settle_empty_lists};
pub use pack::load_pack;
pub use schema::{SchemaKind, schema};

use crate::diag::Diagnostics;
use crate::model::Pack;
use crate::span::{FileId, Source, Sources};
use reader::Reader;

/// One loose checklist, as a pack of its own: without law, site and data tables.
pub fn load_checklist(text: impl Into<Vec<u8>>, name: &str) -> (Pack, Diagnostics) {
    let (checklist, sources, diagnostics) =
        load_text(text.into(), name, |reader, root| reader.checklist(root));
    let mut pack = Pack { sources, ..Pack::default() };
    if let Some(checklist) = checklist {
        pack.checklists.insert(checklist.id.value.clone(), checklist);
    }
    (pack, diagnostics)
}

/// A file of answers, YAML or JSON. An empty list stands for a group without rows; when the checklist is known,
/// [`settle_empty_lists`] tells it from a question's options.
pub fn load_answers(text: impl Into<Vec<u8>>, name: &str) -> (AnswerFile, Sources, Diagnostics) {
    let (file, sources, diagnostics) = load_text(text.into(), name, |reader, root| reader.answer_file(root));
    (file.unwrap_or_default(), sources, diagnostics)
}

fn load_text<T>(
    bytes: Vec<u8>,
    name: &str,
    read: impl for<'s> Fn(&mut Reader<'s>, &yaml::Node<'s>) -> Option<T>,
) -> (Option<T>, Sources, Diagnostics) {
    let (mut value, mut diagnostics) = (None, Diagnostics::default());
    let text = match pack::decode(FileId(0), bytes) {
        Ok(text) => {
            let mut reader = Reader::new(FileId(0), &text);
            if let Some(root) = yaml::read(&mut reader) {
                value = read(&mut reader, &root);
            }
            diagnostics = reader.finish();
            text
        }
        Err((readable, diagnostic)) => {
            diagnostics.push(diagnostic);
            readable
        }
    };
    let mut sources = Sources::default();
    sources.add(Source::new(name, text));
    (value, sources, diagnostics.sorted())
}
