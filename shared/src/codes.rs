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
    // check: names
    row("unknown-question", Error, "biểu thức nhắc tới tên không có trong bảng kiểm", "an expression names something the checklist does not have"),
    row("unknown-option", Error, "lựa chọn không có trong câu hỏi", "the question has no such option"),
    row("unknown-parameter", Error, "tham số không có trong law/parameters.yaml", "law/parameters.yaml has no such parameter"),
    row("unknown-site-question", Error, "hồ sơ cơ sở không có câu hỏi này", "the establishment's profile has no such question"),
    row("unknown-table", Error, "không có bảng dữ liệu này", "there is no such data table"),
    row("unknown-column", Error, "nhóm hoặc bảng không có cột này", "the group or table has no such column"),
    row("unknown-instrument", Error, "văn bản không có trong law/instruments.yaml: trích dẫn không kiểm được", "law/instruments.yaml has no such instrument, so the citation cannot be verified"),
    row("unknown-function", Error, "ngôn ngữ không có hàm này", "the language has no such function"),
    row("name-twice", Error, "hai thứ mang cùng một tên", "two things have the same name"),
    row("reserved-name", Error, "tên trùng với từ của ngôn ngữ", "the name is a word of the language"),
    row("cycle", Error, "các câu hỏi hoặc định nghĩa chờ nhau theo vòng tròn", "questions or definitions wait for each other in a circle"),
    row("group-question-outside", Error, "câu hỏi của nhóm được dùng ngoài nhóm mà không nói dòng nào", "a group's question is used outside the group without saying which row"),
    row("row-as-value", Error, "cả dòng được dùng như một giá trị", "a whole row is used as a value"),
    // check: types
    row("type-mismatch", Error, "giá trị khác loại với chỗ cần nó", "a value is of another kind than its place needs"),
    row("branches-differ", Error, "các nhánh cho giá trị khác loại", "the branches give values of different kinds"),
    row("list-mixes-types", Error, "danh sách trộn nhiều loại giá trị", "a list mixes kinds of values"),
    row("bad-arguments", Error, "hàm nhận sai tham số", "a function got the wrong arguments"),
    row("no-such-part", Error, "giá trị không có phần này", "the value has no such part"),
    row("steps-outside-for", Error, "`a..b` đứng sai chỗ", "`a..b` stands in the wrong place"),
    row("not-a-literal", Error, "cần một giá trị cố định, không phải biểu thức", "a fixed value is needed here, not an expression"),
    row("open-brace", Error, "chỗ điền giá trị trong câu chưa đóng", "a placeholder in a text is not closed"),
    // check: data and law
    row("bad-cell", Error, "ô của bảng dữ liệu khác loại với cột", "a cell of a data table does not fit its column"),
    row("key-twice", Error, "hai dòng của bảng dữ liệu có cùng khóa", "two rows of a data table have the same key"),
    row("no-key", Error, "dòng của bảng dữ liệu không có khóa", "a row of a data table has no key"),
    row("parameter-gap", Warning, "tham số bỏ trống một khoảng ngày", "a parameter leaves a range of days without a value"),
    row("parameter-overlap", Error, "tham số có hai giá trị cho cùng một ngày", "a parameter has two values for one day"),
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
