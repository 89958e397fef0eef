//! The findings as a table for a spreadsheet: UTF-8 with a byte order mark, so that Vietnamese opens as Vietnamese.

use super::Report;
use crate::report::{Finding, holder_words, weight_words};
use crate::words::Lang;

const VI: [&str; 11] = [
    "Bảng kiểm",
    "Yêu cầu",
    "Vị trí",
    "Phát hiện",
    "Mức độ",
    "Đề nghị dừng",
    "Người có nghĩa vụ",
    "Căn cứ",
    "Biện pháp khắc phục",
    "Hạn khắc phục",
    "Khung phạt tham khảo",
];
const EN: [&str; 11] = [
    "Checklist",
    "Requirement",
    "Place",
    "Finding",
    "Severity",
    "Stop work",
    "Duty of",
    "Article",
    "Remedy",
    "Deadline",
    "Reference fine",
];

pub(super) fn write(report: &Report) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let head = if report.lang == Lang::Vi { VI } else { EN };
    row(&mut text, head.map(str::to_owned));
    for finding in report.findings.iter().chain(&report.advice) {
        row(&mut text, cells(finding, report.lang));
    }
    text.into_bytes()
}

fn cells(finding: &Finding, lang: Lang) -> [String; 11] {
    let yes = if lang == Lang::Vi { "có" } else { "yes" };
    let articles: Vec<String> =
        finding.citations.iter().map(|citation| format!("{}, {}", citation.number, citation.at)).collect();
    let (remedy, deadline) = finding.remedy.as_ref().map_or((String::new(), String::new()), |remedy| {
        (remedy.text.clone(), remedy.deadline.clone().unwrap_or_default())
    });
    let fine = finding.penalty.as_ref().and_then(|penalty| penalty.for_violator.or(penalty.individual));
    [
        finding.checklist.clone(),
        finding.requirement.clone(),
        finding.row.as_ref().map_or_else(String::new, |row| row.label.clone()),
        finding.text.clone(),
        weight_words(finding.severity).get(lang).to_owned(),
        if finding.stop_work { yes.to_owned() } else { String::new() },
        holder_words(finding.holder).get(lang).to_owned(),
        articles.join("; "),
        remedy,
        deadline,
        fine.map_or_else(String::new, |[low, high]| format!("{low}-{high}")),
    ]
}

fn row(text: &mut String, cells: [String; 11]) {
    let quoted = cells.map(|cell| quote(&cell));
    text.push_str(&quoted.join(","));
    text.push_str("\r\n");
}

/// A cell that a spreadsheet shows and never runs: one that begins like a formula gets an apostrophe in front.
fn quote(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let shown = if formula { format!("'{cell}") } else { cell.to_owned() };
    if shown.contains(['"', ',', '\n', '\r', ';']) {
        format!("\"{}\"", shown.replace('"', "\"\""))
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_inert_and_quotes_doubled() {
        assert_eq!(quote("=1+1"), "'=1+1");
        assert_eq!(quote("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(quote("hố \"sâu\", ướt"), "\"hố \"\"sâu\"\", ướt\"");
        assert_eq!(quote("2 m"), "2 m");
    }
}
