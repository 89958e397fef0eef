//! Answers under which a requirement has no verdict but an error: a division by zero, a table without a row.

use crate::check::proofs::{Proofs, State};
use crate::diag::{Diagnostic, Diagnostics};
use crate::expr::value::EvalError;

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, reached) in proofs.each_requirement() {
        let found = reached.pairs.iter().find_map(|((applies, require), witness)| match (applies, require) {
            (State::Error(error), _) | (State::True, State::Error(error)) => Some((*error, witness)),
            _ => None,
        });
        // An empty cell of a data table is a fact nobody knows yet, and is shown as such.
        let Some((error, witness)) = found.filter(|(error, _)| *error != EvalError::NoFact) else { continue };
        let words = error.words();
        diagnostics.push(
            Diagnostic::new(
                "can-error",
                requirement.require.span(),
                format!("yêu cầu `{}` có thể không tính được: {}", info.name, words.vi),
                format!("requirement `{}` can come to an error: {}", info.name, words.en),
            )
            .witness(witness.clone()),
        );
    }
}
