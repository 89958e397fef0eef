//! The binary `soat`: reads files, hands their text to the engine, and writes what it found.
//! Exit codes: 0 clean, 1 findings, 2 wrong usage or a file that cannot be read or written.

mod args;
mod command;
mod console;
mod failure;
mod files;
mod format;
mod help;
mod pack;
mod render;
mod watch;
mod words;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use console::Console;
use failure::{Failure, Outcome};
use render::Style;

fn main() -> ExitCode {
    let args = match help::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(told) => return told.exit(),
    };
    let lang = args.lang.map_or_else(words::lang_of_environment, Into::into);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut console = Console { lang, style: Style::of_stdout(args.color), out: &mut out };
    let outcome = command::run(args.command, &mut console)
        .and_then(|outcome| out.flush().map(|()| outcome).map_err(Failure::from));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(Failure::ReaderGone) => Outcome::Clean.into(),
        Err(failure) => {
            // What was found so far is of use even when the rest failed; a second failure adds nothing.
            let _ = out.flush();
            eprint!("{}", failure.told(lang));
            ExitCode::from(2)
        }
    }
}
