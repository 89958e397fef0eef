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
    // expressions
    row("unexpected-token", Error, "biểu thức sai ngữ pháp ở chỗ này", "the expression breaks the grammar here"),
    row("wrong-spelling", Error, "phép toán hoặc từ khóa viết theo ngôn ngữ khác, như `==` hay `&&`", "an operator or keyword is spelled as in another language, such as `==` or `&&`"),
    row("unclosed-bracket", Error, "một dấu ngoặc được mở mà không đóng", "a bracket is opened and never closed"),
    row("bad-number", Error, "số có phân cách hàng nghìn, số mũ, hoặc quá nhiều chữ số", "a number with a thousands separator, an exponent, or too many digits"),
    row("looks-like-thousands", Warning, "dấu `.` là dấu thập phân, nhưng số được viết như có phân cách hàng nghìn", "the point is the decimal point, yet the number is written as if it separated thousands"),
    row("unknown-unit", Error, "sau con số là một từ không phải đơn vị nào", "the word after a number is no unit"),
    row("bad-date", Error, "ngày, giờ hoặc khoảng thời gian viết sai hoặc không có trên lịch", "a date, time or duration is misspelled or not on the calendar"),
    row("bad-text", Error, "lời văn thiếu dấu ngoặc kép đóng, dùng dấu ngoặc khác, hoặc có ký hiệu lạ", "a text lacks its closing quote, uses other quotes, or holds an unknown escape"),
    row("bad-name", Error, "tên chỉ gồm chữ cái không dấu, chữ số và `_`", "a name has only ASCII letters, digits and `_`"),
    row("null-not-allowed", Error, "không có `null`; câu chưa trả lời làm kết quả chưa trả lời", "there is no `null`; what is unanswered makes the result unanswered"),
    row("too-deep", Error, "biểu thức lồng nhau quá sâu", "the expression is nested too deep"),
    row("too-long", Error, "biểu thức quá dài", "the expression is too long"),
    row("not-a-literal", Error, "chỗ này chỉ nhận một giá trị viết thẳng", "only a plain value may stand here"),
    row("type-mismatch", Error, "một phép toán hoặc hàm nhận giá trị không đúng loại", "an operator or function is given a value of the wrong type"),
    row("unit-mismatch", Error, "hai số khác đơn vị đo, hoặc một số có đơn vị và một số không", "two numbers differ in dimension, or one has a unit and the other none"),
    row("unknown-function", Error, "không có hàm tên như vậy", "there is no function of this name"),
    row("wrong-argument-count", Error, "hàm nhận số đối số khác", "the function takes another number of arguments"),
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
