//! `soat new SECTOR/NAME`: a commented skeleton of a checklist with its cases, which passes `check` and `test` as it
//! stands.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use soat::words::Lang;

use crate::console::{self, Console};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::words::pick;

/// Write the skeleton of a new checklist, with comments and cases.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What it is called: sector/name, for example construction/scaffolds.
    #[arg(value_name = "CHECKLIST")]
    checklist: String,
    /// The rules folder to write it in (default: the one you are in, or `rules`).
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let name = well_named(&args.checklist)?;
    let root = args.into.clone().unwrap_or_else(files::rules_folder);
    let today = console::as_of(None)?;
    let filled = |template: &str| {
        let version = format!("{}.{}.0", today.year(), today.month());
        template
            .replace("{schema}", "../schema/checklist.schema.json")
            .replace("{id}", &args.checklist)
            .replace("{name}", name)
            .replace("{version}", &version)
            .replace("{today}", &today.to_string())
    };
    let (checklist, cases) = match console.lang {
        Lang::Vi => {
            (include_str!("../../templates/checklist.vi.yaml"), include_str!("../../templates/cases.vi.yaml"))
        }
        Lang::En => {
            (include_str!("../../templates/checklist.en.yaml"), include_str!("../../templates/cases.en.yaml"))
        }
    };
    let place = root.join(&args.checklist);
    let folder = place.parent().unwrap_or(&root);
    fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    let paths = [place.with_extension("yaml"), place.with_extension("cases.yaml")];
    for path in &paths {
        if path.exists() {
            return Err(Failure::writing(path, &std::io::ErrorKind::AlreadyExists.into()));
        }
    }
    for (path, template) in paths.iter().zip([checklist, cases]) {
        write_new(path, &filled(template))?;
        writeln!(console.out, "{} {}", pick(console.lang, "đã viết", "wrote"), files::shown(path))?;
    }
    let next = pick(
        console.lang,
        "sửa tệp, rồi chạy `soat check` và `soat test`",
        "edit them, then run `soat check` and `soat test`",
    );
    writeln!(console.out, "{next}")?;
    Ok(Outcome::Clean)
}

/// The part after the slash of an id that a checklist may have.
fn well_named(id: &str) -> Result<&str, Failure> {
    let part = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase())
            && part.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_'))
    };
    match id.split_once('/') {
        Some((sector, name)) if part(sector) && part(name) => Ok(name),
        _ => Err(Failure::new(
            format!("`{id}` không đặt tên bảng kiểm được"),
            format!("`{id}` cannot name a checklist"),
        )
        .help(
            "viết lĩnh vực/tên bằng chữ thường không dấu, chữ số, `-` và `_`, ví dụ `construction/scaffolds`",
            "write sector/name in lower-case letters a to z, digits, `-` and `_`, for example `construction/scaffolds`",
        )),
    }
}

/// Never over a file that is there.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::writing(path, &error))
}
