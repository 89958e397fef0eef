//! The table of diagnostic codes: one row each. A code is stable; its sentences are made where the mistake is found.

use crate::diag::Severity;
use Severity::{Error, Note, Warning};

/// A kind of mistake, with what the reference page says of it.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub id: &'static str,
    pub severity: Severity,
    /// What it means and why it matters, one sentence each language.
    pub vi: &'static str,
    pub en: &'static str,
}

const fn row(id: &'static str, severity: Severity, vi: &'static str, en: &'static str) -> Code {
    Code { id, severity, vi, en }
}

/// Every code, in the order of the reference page.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    // load
    row("yaml-syntax", Error, "tệp không phải YAML hợp lệ", "the file is not valid YAML"),
];

pub fn find(id: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut ids: Vec<_> = CODES.iter().map(|code| code.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
