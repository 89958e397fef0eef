//! `soat schema KIND`: the JSON Schema of a kind of file, for editors; made from the tables that the loader reads by.

use std::fs;
use std::path::PathBuf;

use soat::load::{SchemaKind, schema};

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::words::pick;

/// Write the JSON Schema of a kind of file, for editors.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which files: checklist, site, cases, answers, instruments, parameters, holidays, sector or data.
    #[arg(value_name = "KIND", required_unless_present = "out")]
    kind: Option<String>,
    /// Write all of them into this folder, as `<kind>.schema.json`.
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.out {
        fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
        for kind in SchemaKind::ALL {
            let path = folder.join(format!("{}.schema.json", kind.name()));
            fs::write(&path, text(kind)).map_err(|error| Failure::writing(&path, &error))?;
            writeln!(console.out, "{} {}", pick(console.lang, "đã viết", "wrote"), files::shown(&path))?;
        }
        return Ok(Outcome::Clean);
    }
    let name = args.kind.as_deref().unwrap_or_default();
    let Some(kind) = SchemaKind::ALL.into_iter().find(|kind| kind.name() == name) else {
        let known = SchemaKind::ALL.map(|kind| format!("`{}`", kind.name())).join(", ");
        return Err(Failure::new(
            format!("không có loại tệp nào tên `{name}`"),
            format!("there is no kind of file named `{name}`"),
        )
        .help(format!("có: {known}"), format!("there are: {known}")));
    };
    console.out.write_all(text(kind).as_bytes())?;
    Ok(Outcome::Clean)
}

fn text(kind: SchemaKind) -> String {
    // A JSON value always serialises.
    serde_json::to_string_pretty(&schema(kind)).unwrap_or_default() + "\n"
}
