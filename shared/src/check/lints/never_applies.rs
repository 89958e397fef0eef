//! A requirement whose condition no answers can make true: it silently never fires.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, reached) in proofs.each_requirement() {
        let possible = reached.any(|applies, _| matches!(applies, State::True | State::Unknown)).is_some();
        if possible || !reached.exact || reached.pairs.is_empty() {
            continue;
        }
        let span = requirement.when.as_ref().map_or(requirement.id.span, crate::model::ExprText::span);
        diagnostics.push(
            Diagnostic::new(
                "never-applies",
                span,
                format!("yêu cầu `{}` không bao giờ áp dụng, dù trả lời thế nào", info.name),
                format!("requirement `{}` never applies, whatever is answered", info.name),
            )
            .help(
                "xem lại `when` của yêu cầu, của câu hỏi và của mục chứa nó",
                "look at the `when` of the requirement, of its question and of its section",
            ),
        );
    }
}
