//! Bracket tables that leave a value without a row, or give one value two rows of which the second never counts.

use crate::check::proofs::{Proofs, State, witness};
use crate::diag::{Diagnostic, Diagnostics, Witness};
use crate::program::{BracketInfo, Program};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let program = proofs.program;
    for table in program.brackets() {
        let mut gap: Option<Witness> = None;
        let mut overlap: Option<(usize, usize, Witness)> = None;
        proofs.together(&table.rows, &mut |states, chosen| {
            let hit: Vec<usize> = states
                .iter()
                .enumerate()
                .filter(|(_, state)| **state == State::True)
                .map(|(at, _)| at)
                .collect();
            let decided = states.iter().all(|state| matches!(state, State::True | State::False));
            match hit.as_slice() {
                [] if decided && gap.is_none() => gap = Some(witness(program, chosen)),
                [first, second, ..] if overlap.is_none() => {
                    overlap = Some((*first, *second, witness(program, chosen)));
                }
                _ => {}
            }
            gap.is_none() || overlap.is_none()
        });
        report(program, table, gap, overlap, diagnostics);
    }
}

fn report(
    program: &Program,
    table: &BracketInfo,
    gap: Option<Witness>,
    overlap: Option<(usize, usize, Witness)>,
    diagnostics: &mut Diagnostics,
) {
    let Some(written) = program.checklist().tables.iter().find(|own| own.name.value == table.name) else {
        return;
    };
    let row_span =
        |at: usize| written.rows.get(at).and_then(|row| row.within.first()).map(|within| within.span);
    if let Some(gap) = gap {
        diagnostics.push(
            Diagnostic::new(
                "bracket-gap",
                written.name.span,
                format!("bảng `{}` không có dòng nào cho một giá trị có thể gặp", table.name),
                format!("table `{}` has no row for a value that can occur", table.name),
            )
            .help(
                "thêm một dòng, hoặc `-` ở dòng cuối cho mọi giá trị khác",
                "add a row, or `-` in a last row for every other value",
            )
            .witness(gap),
        );
    }
    if let Some((first, second, both)) = overlap {
        let span = row_span(second).unwrap_or(written.name.span);
        let mut diagnostic = Diagnostic::new(
            "bracket-overlap",
            span,
            format!("dòng này của bảng `{}` trùng với một dòng trước: dòng trước được dùng", table.name),
            format!("this row of table `{}` overlaps an earlier one, which is used", table.name),
        )
        .witness(both);
        if let Some(first) = row_span(first) {
            diagnostic = diagnostic.related(first, "dòng trước ở đây", "the earlier row is here");
        }
        diagnostics.push(diagnostic);
    }
}
