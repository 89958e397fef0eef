//! A requirement that applies while everything it asks about is hidden: it silently says "not applicable".

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::NotApplicable;

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, reached) in proofs.each_requirement() {
        // Where "not applicable" may be answered, that it comes out is what was meant.
        let may_say_so = super::super::proofs::questions(proofs.program, info.require).iter().any(|open| {
            let question = match open {
                crate::program::Open::Item(item, _) => proofs.program.item(*item),
                crate::program::Open::Site(item) => proofs.program.site_items().get(item.index()),
                crate::program::Open::Rows(_) => None,
            };
            question.is_some_and(|question| question.not_applicable != NotApplicable::Refused)
        });
        let silent = |applies, require| applies == State::True && require == State::NotApplicable;
        let Some(witness) = reached.any(silent).filter(|_| !may_say_so) else { continue };
        diagnostics.push(
            Diagnostic::new(
                "hidden-when-needed",
                requirement.require.span(),
                format!(
                    "yêu cầu `{}` áp dụng mà câu hỏi của nó bị ẩn, nên không bao giờ có kết luận",
                    info.name
                ),
                format!(
                    "requirement `{}` applies while its question is hidden, so it never gets a verdict",
                    info.name
                ),
            )
            .help(
                "cho yêu cầu cùng điều kiện `when` với câu hỏi nó đọc",
                "give the requirement the same `when` as the question it reads",
            )
            .witness(witness.clone()),
        );
    }
}
