//! A `let` that nothing reads.

use std::collections::BTreeSet;

use crate::check::proofs::Proofs;
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let program = proofs.program;
    let read: BTreeSet<&str> = program.used_names().collect();
    let checklist = program.checklist();
    let definitions = checklist.definitions.iter().map(|definition| &definition.name);
    let tables = checklist.tables.iter().map(|table| &table.name);
    for name in definitions.chain(tables).filter(|name| !read.contains(name.value.as_str())) {
        diagnostics.push(Diagnostic::new(
            "unused-definition",
            name.span,
            format!("không biểu thức nào dùng tới `{}`", name.value),
            format!("no expression reads `{}`", name.value),
        ));
    }
}
