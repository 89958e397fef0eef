//! The command line as typed: one variant for each subcommand; its own arguments stand in its own file.

use clap::{Parser, Subcommand, ValueEnum};
use soat::words::Lang;

use crate::command;
use crate::render::Colour;

/// Inspection checklists as code: check, test, evaluate and explain them.
///
/// Exit codes: 0 clean, 1 findings, 2 wrong usage or a file that cannot be read or written.
#[derive(Debug, Parser)]
#[command(name = "soat", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// Language of messages: vi or en (default: that of the environment).
    #[arg(long, global = true, value_name = "vi|en", hide_possible_values = true, display_order = 900)]
    pub lang: Option<LangArg>,
    /// Colour: auto, always or never.
    #[arg(
        long,
        global = true,
        display_order = 901,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: Colour,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(command::check::Args),
    Test(command::test::Args),
    Eval(command::eval::Args),
    Run(command::run::Args),
    Fmt(command::fmt::Args),
    Explain(command::explain::Args),
    New(command::new::Args),
    Schema(command::schema::Args),
    Completions(command::completions::Args),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    Vi,
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Vi => Self::Vi,
            LangArg::En => Self::En,
        }
    }
}
