//! A number compared with a value that its question can never reach or never miss.

use crate::check::proofs::Proofs;
use crate::diag::{Diagnostic, Diagnostics};
use crate::expr::value::Value;
use crate::program::{NodeId, NodeKind, Open, Program, possible};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let program = proofs.program;
    for node in program.nodes() {
        let NodeKind::Compare { op, left, right } = &node.kind else { continue };
        // The ends of a bracket table may lie where its question ends.
        if program
            .checklist()
            .tables
            .iter()
            .any(|table| table.span.start <= node.span.start && node.span.end <= table.span.end)
        {
            continue;
        }
        let sides = [(*left, *right, *op), (*right, *left, op.flipped())];
        for (own, other, op) in sides {
            let (Some(open), Some(value)) = (question(program, own), constant(program, other)) else {
                continue;
            };
            let Some((can_hold, can_fail)) = possible(program, open, op, &value) else { continue };
            if can_hold && can_fail {
                continue;
            }
            let name = program.open_name(open);
            let (vi, en) = if can_hold {
                ("luôn đúng", "always true")
            } else {
                ("không bao giờ đúng", "never true")
            };
            diagnostics.push(
                Diagnostic::new(
                    "out-of-range",
                    node.span,
                    format!("so sánh này {vi}, vì khoảng trả lời của `{name}` không qua ngưỡng"),
                    format!(
                        "this comparison is {en}, because the range of `{name}` does not cross the threshold"
                    ),
                )
                .help(
                    format!("xem lại `min`, `max` của `{name}` hoặc ngưỡng"),
                    format!("look at `min` and `max` of `{name}`, or at the threshold"),
                ),
            );
        }
    }
}

fn question(program: &Program, id: NodeId) -> Option<Open> {
    match &program.nodes().get(id.index())?.kind {
        NodeKind::Answer(item) => Some(Open::Item(*item, None)),
        NodeKind::SiteAnswer(item) => Some(Open::Site(*item)),
        NodeKind::Guard { value, .. } => question(program, *value),
        _ => None,
    }
}

/// A constant, or the latest value of a parameter.
fn constant(program: &Program, id: NodeId) -> Option<Value> {
    match &program.nodes().get(id.index())?.kind {
        NodeKind::Const(value) => Some(value.clone()),
        NodeKind::Parameter(parameter) => {
            let info = program.parameters().get(parameter.index())?;
            match info.values.as_slice() {
                // A parameter that changes may cross the range on one day and not on another.
                [only] => Some(only.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}
