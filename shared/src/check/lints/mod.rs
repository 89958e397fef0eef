//! The proofs: each lint has a file of its own and one row in [`LINTS`].

mod always_fails;
mod always_shown;
mod brackets;
mod can_error;
mod citation_dates;
mod fine_without_source;
mod hidden_when_needed;
mod never_applies;
mod never_fails;
mod never_shown;
mod out_of_range;
mod pairs;
mod unused_definition;
mod unused_question;

use super::proofs::Proofs;
use crate::diag::Diagnostics;
use crate::program::Program;

/// What a lint looks at.
#[derive(Clone, Copy)]
pub struct Lint {
    /// The codes it reports.
    pub codes: &'static [&'static str],
    run: fn(&mut Proofs<'_>, &mut Diagnostics),
}

impl std::fmt::Debug for Lint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lint").field("codes", &self.codes).finish_non_exhaustive()
    }
}

/// Every lint, in the order they run.
pub const LINTS: &[Lint] = &[
    Lint { codes: &["never-applies"], run: never_applies::run },
    Lint { codes: &["never-fails"], run: never_fails::run },
    Lint { codes: &["always-fails"], run: always_fails::run },
    Lint { codes: &["never-shown"], run: never_shown::run },
    Lint { codes: &["always-shown"], run: always_shown::run },
    Lint { codes: &["hidden-when-needed"], run: hidden_when_needed::run },
    Lint { codes: &["can-error"], run: can_error::run },
    Lint { codes: &["out-of-range"], run: out_of_range::run },
    Lint { codes: &["bracket-gap", "bracket-overlap"], run: brackets::run },
    Lint { codes: &["duplicates", "contradicts", "subsumed"], run: pairs::run },
    Lint { codes: &["unused-question"], run: unused_question::run },
    Lint { codes: &["unused-definition"], run: unused_definition::run },
    Lint { codes: &["never-in-force"], run: citation_dates::run },
    Lint { codes: &["fine-without-source"], run: fine_without_source::run },
];

pub(super) fn run(program: &Program, diagnostics: &mut Diagnostics) {
    let mut proofs = Proofs::of(program);
    for lint in LINTS {
        (lint.run)(&mut proofs, diagnostics);
    }
}

/// Nodes from which the program starts besides other nodes: requirements, shown items, labels, definitions.
fn roots(program: &Program) -> Vec<crate::program::NodeId> {
    let mut roots: Vec<_> =
        program.requirements().iter().flat_map(crate::program::RequirementInfo::roots).collect();
    roots.extend(program.items().iter().map(|item| item.shown));
    roots.extend(
        program
            .groups()
            .iter()
            .filter_map(|group| group.label.as_ref())
            .flat_map(crate::program::Template::nodes),
    );
    roots.extend(program.definitions().map(|(_, node)| node));
    roots
}
