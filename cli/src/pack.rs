//! Packs read from disk: their files loaded into the model, and their texts under the names the user knows.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use soat::diag::{Diagnostic, Diagnostics, Severity, closest};
use soat::model::{Checklist, Pack};
use soat::span::{FileId, Source, Sources};

use crate::failure::Failure;
use crate::files::{self, PackFiles, RuleFile};

/// What is read of one file; the loader refuses less than this, and says so.
const MOST_BYTES: u64 = 64 << 20;

/// A pack as loaded, with what was found while loading.
#[derive(Debug)]
pub(crate) struct LoadedPack {
    pub files: PackFiles,
    pub pack: Arc<Pack>,
    pub found: Diagnostics,
}

pub(crate) fn load(files: PackFiles) -> Result<LoadedPack, Failure> {
    let texts: Result<Vec<_>, Failure> =
        files.files.iter().map(|file| Ok((file.within.clone(), read(file)?))).collect();
    let (pack, found) = soat::load::load_pack(texts?);
    Ok(LoadedPack { files, pack: Arc::new(pack), found })
}

fn read(file: &RuleFile) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::reading(&file.path, &error);
    let mut bytes = Vec::new();
    let opened = File::open(&file.path).map_err(unreadable)?;
    opened.take(MOST_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

impl LoadedPack {
    /// The file that a [`FileId`] of this pack stands for.
    pub(crate) fn file(&self, id: FileId) -> Option<&RuleFile> {
        let source = self.pack.sources.get(id)?;
        self.files.files.iter().find(|file| file.within == source.name)
    }

    /// Whether the user asked about the file itself.
    pub(crate) fn asks_about(&self, id: FileId) -> bool {
        self.file(id).is_some_and(|file| file.asked)
    }

    /// Whether the user asked about the file, or it is an error in what every checklist needs.
    pub(crate) fn concerns(&self, diagnostic: &Diagnostic) -> bool {
        let Some(file) = self.file(diagnostic.span.file) else { return true };
        file.asked || (file.serves_all() && diagnostic.severity == Severity::Error)
    }

    /// The texts of the pack under the names shown to the user; the same numbers stand for the same files.
    pub(crate) fn shown(&self) -> Sources {
        let mut shown = Sources::default();
        for (id, source) in self.pack.sources.iter() {
            let name = self.file(id).map_or(source.name.as_str(), |file| file.name.as_str());
            shown.add(Source::new(name, source.text.clone()));
        }
        shown
    }
}

/// The pack of a checklist named by its id or by its file, and its id.
pub(crate) fn checklist(named: &str) -> Result<(LoadedPack, String), Failure> {
    let path = Path::new(named);
    if path.is_file() {
        for files in files::find(&[path.to_owned()])? {
            let loaded = load(files)?;
            let asked = |checklist: &Checklist| loaded.file(checklist.file).is_some_and(|file| file.asked);
            let found = loaded.pack.checklists.values().find(|checklist| asked(checklist));
            if let Some(id) = found.map(|checklist| checklist.id.value.clone()) {
                return Ok((loaded, id));
            }
        }
        return Err(Failure::new(
            format!("`{named}` không phải bảng kiểm đọc được"),
            format!("`{named}` is not a checklist that can be read"),
        )
        .help("chạy `soat check` trên tệp để xem vì sao", "run `soat check` on the file to see why"));
    }
    let mut known = Vec::new();
    for files in files::find(&[])? {
        let loaded = load(files)?;
        if loaded.pack.checklists.contains_key(named) {
            return Ok((loaded, named.to_owned()));
        }
        known.extend(loaded.pack.checklists.keys().cloned());
    }
    let failure = Failure::new(
        format!("không có bảng kiểm nào tên `{named}`"),
        format!("no checklist named `{named}`"),
    );
    Err(match closest(named, known.iter().map(String::as_str)) {
        Some(close) => {
            failure.help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?"))
        }
        None => failure
            .help("viết lĩnh vực/tên, hoặc đường dẫn của tệp", "write sector/name, or the path of its file"),
    })
}
