//! `rules/<sector>/sector.yaml`.

use super::keys;
use super::reader::Reader;
use super::yaml::Node;
use crate::model::Sector;

impl<'s> Reader<'s> {
    pub(crate) fn sector(&mut self, root: &Node<'s>) -> Option<Sector> {
        let fields = self.fields(root, &keys::SECTOR)?;
        let id = fields.get("sector").and_then(|node| self.law_id(node));
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let authority = self.each(&fields, "authority", |reader, node| {
            let fields = reader.fields(node, &keys::AUTHORITY)?;
            Some((reader.range(&fields), reader.both_plain(&fields)))
        });
        let applies = fields.get("applies").and_then(|node| self.expr(node));
        Some(Sector { file: self.file, id: id?, title, authority, applies })
    }
}
