//! `soat fmt [PATH…]`: one layout for all rule files. Changes nothing but space.

use std::fs;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files::{self, RuleFile};
use crate::format::{Unformatted, formatted};
use crate::words::{counted, pick};

/// Lay out rule files: indentation and spaces; comments and order stay.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files or folders (default: `rules`, or the current folder); `-` reads standard input and writes standard output.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing; say which files are laid out differently, and exit with 1 if there is one.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let [path] = args.paths.as_slice()
        && path == Path::new("-")
    {
        return standard_input(args.check, console);
    }
    let packs = files::find(&args.paths)?;
    let asked: Vec<&RuleFile> = packs.iter().flat_map(|pack| &pack.files).filter(|file| file.asked).collect();
    let (mut changed, mut refused) = (0, 0);
    for file in &asked {
        let name = Path::new(&file.name);
        let bytes = fs::read(&file.path).map_err(|error| Failure::reading(name, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| Unformatted::NotText);
        let new = text.as_deref().map_err(|why| *why).and_then(formatted);
        match new {
            Ok(new) if text.as_ref() == Ok(&new) => {}
            Ok(new) => {
                changed += 1;
                if !args.check {
                    replace(file, &new)?;
                }
                let said = if args.check {
                    pick(console.lang, "cần sắp lại", "would change")
                } else {
                    pick(console.lang, "đã sắp lại", "changed")
                };
                writeln!(console.out, "{said} {}", file.name)?;
            }
            Err(why) => {
                refused += 1;
                writeln!(console.out, "{}", told(&file.name, why, console))?;
            }
        }
    }
    let lang = console.lang;
    let all = counted(lang, asked.len(), "tệp", "file", "files");
    let rest = match (changed, args.check) {
        (0, _) => pick(lang, "không có gì đổi", "nothing to change").to_owned(),
        (count, true) => format!("{count} {}", pick(lang, "cần sắp lại", "would change")),
        (count, false) => format!("{count} {}", pick(lang, "đã sắp lại", "changed")),
    };
    writeln!(console.out, "{all}: {rest}")?;
    Ok(Outcome::findings_if(refused > 0 || (args.check && changed > 0)))
}

fn standard_input(check: bool, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut text = String::new();
    stdin().read_to_string(&mut text).map_err(|error| Failure::reading(Path::new("-"), &error))?;
    match formatted(&text) {
        Ok(new) => {
            if !check {
                console.out.write_all(new.as_bytes())?;
            }
            Ok(Outcome::findings_if(check && new != text))
        }
        Err(why) => {
            let told = told("-", why, console);
            eprintln!("{told}");
            Ok(Outcome::Findings)
        }
    }
}

fn told(name: &str, why: Unformatted, console: &Console<'_>) -> String {
    match why {
        Unformatted::NotYaml { line, column } => {
            let said = pick(
                console.lang,
                "không phải YAML, để nguyên; xem `soat check`",
                "not YAML, left alone; see `soat check`",
            );
            format!("{name}:{line}:{column}: {said}")
        }
        Unformatted::NotText => {
            let said =
                pick(console.lang, "không phải văn bản UTF-8, để nguyên", "not UTF-8 text, left alone");
            format!("{name}: {said}")
        }
        Unformatted::TooLarge => {
            let said = pick(console.lang, "quá lớn, để nguyên", "too large, left alone");
            format!("{name}: {said}")
        }
        Unformatted::NotRules => {
            let said = pick(
                console.lang,
                "dùng YAML mà quy tắc không dùng (neo, thẻ, nhiều tài liệu), để nguyên",
                "uses YAML that rules do not use (anchors, tags, several documents), left alone",
            );
            format!("{name}: {said}")
        }
    }
}

/// Writes beside the file and then in its place, so that a stop in the middle leaves one of the two whole.
fn replace(file: &RuleFile, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::writing(Path::new(&file.name), &error);
    let target = file.path.canonicalize().map_err(failed)?;
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = target.with_file_name(format!(".{name}.soat-fmt"));
    fs::write(&beside, text).map_err(failed)?;
    if let Ok(facts) = fs::metadata(&target) {
        // Rights that cannot be copied are those of a new file.
        let _ = fs::set_permissions(&beside, facts.permissions());
    }
    fs::rename(&beside, &target).map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
