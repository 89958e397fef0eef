//! One file for each subcommand: its arguments and what it does. What several need stands beside them in `src/`.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod new;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod test;

use crate::args::Command;
use crate::console::Console;
use crate::failure::{Failure, Outcome};

pub(crate) fn run(command: Command, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    match command {
        Command::Check(args) => check::run(&args, console),
        Command::Test(args) => test::run(&args, console),
        Command::Eval(args) => eval::run(&args, console),
        Command::Run(args) => run::run(&args, console),
        Command::Fmt(args) => fmt::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::New(args) => new::run(&args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Completions(args) => completions::run(&args, console),
    }
}
