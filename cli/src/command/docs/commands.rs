//! The page of commands, from the command line itself.

use std::fmt::Write as _;

use clap::{Arg, Command};
use soat::words::Lang;

use super::cell;
use crate::words::pick;

pub(super) fn page(lang: Lang) -> String {
    let mut command = crate::help::command(lang);
    command.build();
    let title = pick(lang, "Lệnh `soat`", "The command `soat`");
    let codes = pick(
        lang,
        "Mã thoát: 0 không có gì phải sửa, 1 có chỗ phải sửa, 2 dùng sai lệnh hoặc không đọc, ghi được tệp.",
        "Exit codes: 0 clean, 1 findings, 2 wrong usage or a file that cannot be read or written.",
    );
    let mut page = format!("# {title}\n\n{codes}\n");
    // Writing to a string cannot fail.
    let _ = writeln!(page, "\n{}\n", pick(lang, "Dùng được với mọi lệnh:", "With every command:"));
    table(&mut page, lang, command.get_arguments().filter(|argument| argument.is_global_set()));
    for subcommand in command.get_subcommands() {
        section(&mut page, lang, subcommand);
    }
    page
}

fn section(page: &mut String, lang: Lang, command: &Command) {
    let name = command.get_name();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(page, "\n## soat {name}\n\n{about}.\n\n```text\n{usage}\n```\n");
    table(page, lang, command.get_arguments().filter(|argument| !argument.is_global_set()));
}

fn table<'a>(page: &mut String, lang: Lang, arguments: impl Iterator<Item = &'a Arg>) {
    let _ =
        writeln!(page, "| {} | {} |\n|---|---|", pick(lang, "viết", "write"), pick(lang, "nghĩa", "meaning"));
    for argument in arguments.filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version")) {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(page, "| `{}` | {} |", cell(&argument.to_string()), cell(&help));
    }
}
