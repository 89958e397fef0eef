//! The proofs: each lint has a file of its own and one row in [`LINTS`].

use crate::diag::Diagnostics;
use crate::model::Checklist;
use crate::program::Program;

/// What a lint looks at.
#[derive(Clone, Copy, Debug)]
pub struct Lint {
    /// The code it reports.
    pub code: &'static str,
    run: fn(&Program, &Checklist, &mut Diagnostics),
}

/// Every lint, in the order they run.
pub const LINTS: &[Lint] = &[];

pub(super) fn run(program: &Program, checklist: &Checklist, diagnostics: &mut Diagnostics) {
    for lint in LINTS {
        (lint.run)(program, checklist, diagnostics);
    }
}
