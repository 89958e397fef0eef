//! The report as JSON: the whole of it, stable in the order of its fields, readable by people and machines.

use super::Report;

pub(super) fn write(report: &Report) -> Vec<u8> {
    // Every part of a report is strings, numbers, lists and maps with text keys, which always serialise.
    let mut bytes = serde_json::to_vec_pretty(report).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
