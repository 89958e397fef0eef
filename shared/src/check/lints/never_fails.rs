//! A requirement that holds whatever is answered: it can never find anything.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, reached) in proofs.each_requirement() {
        let applies = reached.any(|applies, _| applies == State::True).is_some();
        let other = |applies, require| {
            matches!(applies, State::True | State::Unknown)
                && matches!(require, State::False | State::Unknown | State::Error(_))
        };
        if !applies || !reached.exact || reached.any(other).is_some() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                "never-fails",
                requirement.require.span(),
                format!("yêu cầu `{}` luôn đạt: không câu trả lời nào làm nó không đạt", info.name),
                format!("requirement `{}` always holds: no answer can make it fail", info.name),
            )
            .help(
                "xem lại ngưỡng và khoảng trả lời của câu hỏi, hoặc viết `require: none` nếu chỉ để ghi nhận",
                "look at the threshold and the range of the question, or write `require: none` to only record it",
            ),
        );
    }
}
