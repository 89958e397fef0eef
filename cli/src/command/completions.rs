//! `soat completions SHELL`: the completion script of a shell.

use clap_complete::Shell;

use crate::console::Console;
use crate::failure::{Failure, Outcome};

/// Write the completion script of a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which shell: bash, zsh, fish, elvish or powershell.
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut command = crate::help::command(console.lang);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "soat", &mut script);
    console.out.write_all(&script)?;
    Ok(Outcome::Clean)
}
