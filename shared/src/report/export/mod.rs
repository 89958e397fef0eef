//! A report as a file: one file an exporter, one row in [`EXPORTERS`].

mod csv;
mod html;
mod json;

use super::Report;

/// A way out of the tablet.
#[derive(Clone, Copy, Debug)]
pub struct Exporter {
    /// The name on the command line, and the file's ending.
    pub name: &'static str,
    pub mime: &'static str,
    pub write: fn(&Report) -> Vec<u8>,
}

pub const EXPORTERS: &[Exporter] = &[
    Exporter { name: "json", mime: "application/json", write: json::write },
    Exporter { name: "csv", mime: "text/csv; charset=utf-8", write: csv::write },
    Exporter { name: "html", mime: "text/html; charset=utf-8", write: html::write },
];

pub fn exporter(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}
