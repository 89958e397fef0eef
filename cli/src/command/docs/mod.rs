//! `soat docs`: the reference pages, made from the tables that the program itself works by, so that they cannot fall
//! behind.

mod codes;
mod commands;
mod formats;
mod instruments;

use std::fs;
use std::path::PathBuf;

use soat::expr::reference::language_reference;
use soat::words::Lang;

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack;
use crate::words::pick;

/// A reference page: its name, and its text in Markdown.
type Page = (&'static str, fn(Lang) -> String);

const PAGES: &[Page] = &[
    ("codes", codes::page),
    ("language", language_reference),
    ("formats", formats::page),
    ("commands", commands::page),
];

/// The page that is made from rules instead of the program.
const INSTRUMENTS: &str = "instruments";

/// Write the reference pages: codes, the language, file formats and commands; and, of rules, the instruments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which page: codes, language, formats or commands; or instruments, which is made from the rules.
    #[arg(value_name = "PAGE", required_unless_present = "out")]
    page: Option<String>,
    /// Write all pages in both languages into this folder, as `vi/<page>.md` and `en/<page>.md`.
    #[arg(long, value_name = "DIR", conflicts_with = "page")]
    out: Option<PathBuf>,
    /// The folder of rules that the page of instruments is made from (default: `rules`).
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.out {
        for (lang, name) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
            let folder = folder.join(name);
            fs::create_dir_all(&folder).map_err(|error| Failure::writing(&folder, &error))?;
            for (name, page) in PAGES {
                let path = folder.join(format!("{name}.md"));
                fs::write(&path, page(lang)).map_err(|error| Failure::writing(&path, &error))?;
                writeln!(console.out, "{} {}", pick(console.lang, "đã viết", "wrote"), files::shown(&path))?;
            }
        }
        return Ok(Outcome::Clean);
    }
    let name = args.page.as_deref().unwrap_or_default();
    if name == INSTRUMENTS {
        for files in files::find(&[args.rules.clone().unwrap_or_else(files::rules_folder)])? {
            let loaded = pack::load(files)?;
            console.out.write_all(instruments::page(&loaded.pack, console.lang).as_bytes())?;
        }
        return Ok(Outcome::Clean);
    }
    let Some((_, page)) = PAGES.iter().find(|(known, _)| *known == name) else {
        let names = PAGES.iter().map(|(name, _)| *name).chain([INSTRUMENTS]);
        let known = names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let failure = Failure::new(
            format!("không có trang nào tên `{name}`"),
            format!("there is no page named `{name}`"),
        );
        return Err(failure.help(format!("có: {known}"), format!("there are: {known}")));
    };
    console.out.write_all(page(console.lang).as_bytes())?;
    Ok(Outcome::Clean)
}

/// Text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_and_both_languages() {
        for (name, page) in PAGES {
            let (vi, en) = (page(Lang::Vi), page(Lang::En));
            assert!(vi.starts_with("# ") && en.starts_with("# "), "{name}");
            assert_ne!(vi, en, "{name}");
            assert_eq!(vi.lines().count(), en.lines().count(), "{name}: both languages say the same");
        }
    }

    /// `BLESS=1` writes the pages anew.
    #[test]
    fn the_page_of_instruments_is_what_the_rules_say() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let files = files::find(&[root.join("rules")]).unwrap();
        let [files] = <[_; 1]>::try_from(files).ok().unwrap();
        let loaded = pack::load(files).unwrap();
        for (lang, folder) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
            let path = root.join("docs/src").join(folder).join("instruments.md");
            let page = instruments::page(&loaded.pack, lang);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&path, &page).unwrap();
            }
            let kept = fs::read_to_string(&path).unwrap();
            assert!(kept == page, "{} is not what the rules say: BLESS=1 writes it anew", path.display());
        }
    }

    #[test]
    fn every_code_is_explained() {
        let page = codes::page(Lang::En);
        for code in soat::codes::CODES {
            assert!(page.contains(&format!("\n### {}\n", code.id)), "{}", code.id);
        }
    }

    #[test]
    fn every_subcommand_is_explained() {
        let page = commands::page(Lang::Vi);
        for command in crate::help::command(Lang::Vi).get_subcommands() {
            assert!(page.contains(&format!("\n## soat {}\n", command.get_name())), "{}", command.get_name());
        }
    }
}
