//! A `when` that is true whatever is answered: it says nothing, or not what was meant.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, item, reached) in proofs.each_item() {
        let Some(when) = &item.when else { continue };
        let hidden = reached.any(|shown, _| shown != State::True).is_some();
        if hidden || !reached.exact || reached.pairs.is_empty() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                "always-shown",
                when.span(),
                format!("điều kiện này luôn đúng: `{}` luôn được hỏi", info.name),
                format!("this condition is always true: `{}` is always asked", info.name),
            )
            .help("bỏ `when`, hoặc sửa ngưỡng", "remove the `when`, or mend the threshold"),
        );
    }
}
