//! What became of the mutants, for people: a table of all checklists, then what no case notices, each with the case
//! that would.

use soat::cases::mutants::{Fate, Mutant, Score};
use soat::words::Lang;

use super::study::Studied;
use crate::console::Console;
use crate::failure::Failure;
use crate::render::{Ink, inert};
use crate::words::pick;

pub(super) fn write(studied: &[Studied], console: &mut Console<'_>) -> Result<(), Failure> {
    let lang = console.lang;
    for one in studied {
        for mutant in one.mutants.iter().flatten() {
            if let Some(told) = told(one, mutant, console) {
                console.out.write_all(told.as_bytes())?;
            }
        }
    }
    let mut rows = vec![head(lang)];
    let mut total = Score::default();
    for one in studied {
        let score = Score::of(one.mutants.iter().flatten());
        total.add(score);
        rows.push(row(&one.checklist, score, lang));
    }
    if studied.len() > 1 {
        rows.push(row(pick(lang, "tất cả", "all"), total, lang));
    }
    writeln!(console.out)?;
    for line in laid_out(&rows) {
        writeln!(console.out, "{line}")?;
    }
    Ok(())
}

fn head(lang: Lang) -> Vec<String> {
    let words = match lang {
        Lang::Vi => ["bảng kiểm", "đột biến", "bị phát hiện", "tương đương", "chưa rõ", "lọt", "điểm"],
        Lang::En => ["checklist", "mutants", "killed", "equivalent", "undecided", "survived", "score"],
    };
    words.map(str::to_owned).to_vec()
}

fn row(name: &str, score: Score, lang: Lang) -> Vec<String> {
    let numbers = [score.mutants, score.killed, score.equivalent, score.undecided, score.survived];
    let mut row = vec![name.to_owned()];
    row.extend(numbers.map(|number| number.to_string()));
    row.push(score.per_mille().map_or_else(
        || "–".to_owned(),
        |per_mille| format!("{}{}{} %", per_mille / 10, pick(lang, ",", "."), per_mille % 10),
    ));
    row
}

/// The first column to the left, numbers to the right.
fn laid_out(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ")
    };
    rows.iter().map(line).collect()
}

fn told(one: &Studied, mutant: &Mutant, console: &Console<'_>) -> Option<String> {
    let (lang, style) = (console.lang, console.style);
    let (ink, word, then) = match &mutant.fate {
        Fate::Killed(_) | Fate::Equivalent => return None,
        Fate::Survived(proposal) => {
            let because =
                pick(lang, "không ca nào nhận ra; ca này sẽ nhận ra:", "no case notices; this one would:");
            (
                Ink::Error,
                pick(lang, "LỌT", "SURVIVED"),
                format!("  {because}\n{}", inert_lines(&proposal.yaml())),
            )
        }
        Fate::Undecided => {
            let because = pick(
                lang,
                "không ca nào nhận ra; chưa chứng minh được là tương đương, cũng chưa tìm được khác biệt",
                "no case notices; neither a proof that nothing changes nor a difference was found",
            );
            (Ink::Warning, pick(lang, "CHƯA RÕ", "UNDECIDED"), format!("  {because}\n"))
        }
    };
    let place = one.place(mutant.span);
    let class = mutant.class.words();
    let change = match mutant.to.as_str() {
        "" => format!("`{}`", mutant.from),
        to => format!("`{}` → `{to}`", mutant.from),
    };
    let requirements = match mutant.requirements.as_slice() {
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one} +{}", rest.len()),
        [] => String::new(),
    };
    Some(format!(
        "{} {}:{}:{} {}: {} ({requirements})\n{then}",
        style.paint(ink, word),
        place.file,
        place.start.line,
        place.start.column,
        class.get(lang),
        style.paint(Ink::Strong, &inert(&change)),
    ))
}

fn inert_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(inert).collect();
    lines.join("\n") + "\n"
}
