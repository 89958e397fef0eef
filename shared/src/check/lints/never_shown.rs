//! A question that no answers can bring up.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, item, reached) in proofs.each_item() {
        let possible = reached.any(|shown, _| matches!(shown, State::True | State::Unknown)).is_some();
        if possible || !reached.exact || reached.pairs.is_empty() {
            continue;
        }
        let span = item.when.as_ref().map_or(item.id.span, crate::model::ExprText::span);
        diagnostics.push(Diagnostic::new(
            "never-shown",
            span,
            format!("`{}` không bao giờ được hỏi, dù trả lời thế nào", info.name),
            format!("`{}` is never asked, whatever is answered", info.name),
        ));
    }
}
