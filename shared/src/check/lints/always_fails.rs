//! A requirement that fails wherever it applies: nobody can comply with it.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, reached) in proofs.each_requirement() {
        let Some(fails) = reached.any(|applies, require| applies == State::True && require == State::False)
        else {
            continue;
        };
        let other =
            |applies, require| matches!(applies, State::True | State::Unknown) && require != State::False;
        if !reached.exact || reached.any(other).is_some() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                "always-fails",
                requirement.require.span(),
                format!("yêu cầu `{}` không bao giờ đạt khi áp dụng", info.name),
                format!("requirement `{}` can never hold where it applies", info.name),
            )
            .witness(fails.clone()),
        );
    }
}
