//! `soat eval EXPR`: an expression's value, its type, and the questions that are still needed.
//!
//! `soat eval --batch FILE` does the same for one JSON object a line, in order, in one process. A line that cannot be
//! read is answered too, with the state `error`, so that the tenth answer always belongs to the tenth line.

mod batch;
mod kind;
mod query;
mod value;

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use crate::console::{self, Console};
use crate::failure::{Failure, Outcome};
use query::{Answer, Query};

/// Evaluate an expression, or many.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The expression, for example `depth > 2 m and not(shored)`.
    #[arg(value_name = "EXPR", allow_hyphen_values = true, required_unless_present = "batch")]
    expr: Option<String>,
    /// What a name stands for: a literal such as 60, 3.5 m, yes, 2026-03-01 or "text".
    #[arg(long = "let", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    lets: Vec<String>,
    /// A question without an answer, with its type: boolean, number, number(m), integer, money, date, text or
    /// choice(a,b), each perhaps with a domain such as number(m)[0..80].
    #[arg(long, value_name = "NAME:TYPE")]
    unanswered: Vec<String>,
    /// The day whose law applies (default: today).
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// For people or for programs: human or json.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: Form,
    /// Read one JSON object a line from this file, or from standard input when it is `-`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["expr", "lets", "unanswered", "as_of"])]
    batch: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Human,
    Json,
}

pub(crate) fn run(args: &Args, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(path) = &args.batch {
        batch::run(&mut *opened(path)?, path, console)?;
        return Ok(Outcome::Clean);
    }
    let expr = args.expr.clone().unwrap_or_default();
    refuse_option(&expr)?;
    let as_of = console::as_of(args.as_of.as_deref())?;
    let lets = args.lets.iter().map(|pair| split(pair, '=', "--let", "name=VALUE"));
    let unanswered = args.unanswered.iter().map(|pair| split(pair, ':', "--unanswered", "name:TYPE"));
    let query = Query {
        expr,
        lets: lets.collect::<Result<_, _>>()?,
        unanswered: unanswered.collect::<Result<_, _>>()?,
        as_of,
    };
    let answer = query.ask(console.lang);
    match args.format {
        Form::Human => console.out.write_all(answer.told(&query, console).as_bytes())?,
        Form::Json => writeln!(console.out, "{}", answer.json())?,
    }
    Ok(Outcome::findings_if(answer.is_error()))
}

/// An expression may begin with a minus sign, so clap lets everything pass that does; two signs and a letter are an
/// option written wrong.
fn refuse_option(expr: &str) -> Result<(), Failure> {
    let option = expr.strip_prefix("--").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if option {
        return Err(Failure::new(
            format!("không có tùy chọn `{expr}`"),
            format!("there is no option `{expr}`"),
        )
        .help("xem `soat eval --help`", "see `soat eval --help`"));
    }
    Ok(())
}

fn split(pair: &str, at: char, option: &str, shape: &str) -> Result<(String, String), Failure> {
    let wrong = || {
        Failure::new(
            format!("`{option} {pair}` không có dạng `{shape}`"),
            format!("`{option} {pair}` does not have the form `{shape}`"),
        )
        .help(
            format!("viết tên, rồi `{at}`, không có dấu cách ở giữa"),
            format!("write the name, then `{at}`, without a space between"),
        )
    };
    let (name, rest) = pair.split_once(at).ok_or_else(wrong)?;
    if name.trim().is_empty() || rest.trim().is_empty() {
        return Err(wrong());
    }
    Ok((name.trim().to_owned(), rest.trim().to_owned()))
}

fn opened(path: &Path) -> Result<Box<dyn Buffered>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, stdin().lock())));
    }
    let unreadable = |error| Failure::reading(path, &error);
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Failure::reading(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// A reader that can say whether the next line is at hand already.
trait Buffered: BufRead {
    fn is_drained(&self) -> bool;
}

impl<R: std::io::Read> Buffered for BufReader<R> {
    fn is_drained(&self) -> bool {
        self.buffer().is_empty()
    }
}
