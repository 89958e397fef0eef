//! A citation or penalty whose own dates leave no day on which its instrument is in force.

use crate::check::proofs::Proofs;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Date, DateRange, Name};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let law = &proofs.program.pack().law;
    for (_, requirement, _) in proofs.each_requirement() {
        let citations = requirement.citations.iter().map(|citation| (&citation.law, citation.range));
        let penalties = requirement.penalties.iter().map(|entry| (&entry.law, entry.range));
        for (name, range) in citations.chain(penalties) {
            let Some(instrument) = law.instruments.get(&name.value) else { continue };
            if !meet(instrument.range, range) {
                diagnostics.push(never(name, instrument.range));
            }
        }
    }
}

fn meet(a: DateRange, b: DateRange) -> bool {
    let from = a.from.max(b.from);
    let until = [a.until, b.until].into_iter().flatten().min();
    match (from, until) {
        (Some(from), Some(until)) => from < until,
        _ => true,
    }
}

fn never(name: &Name, range: DateRange) -> Diagnostic {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let (from, until) = (day(range.from), day(range.until));
    Diagnostic::new(
        "never-in-force",
        name.span,
        format!("`{}` không có hiệu lực ngày nào trong khoảng viết ở đây", name.value),
        format!("`{}` is not in force on any day of the range written here", name.value),
    )
    .help(
        format!("văn bản có hiệu lực từ {from} đến trước {until}"),
        format!("the instrument is in force from {from} until {until}"),
    )
}
