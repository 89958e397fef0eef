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
    row("yaml-tab", Error, "YAML không cho thụt lề bằng phím Tab", "YAML does not allow tabs as indentation"),
    row("yaml-anchor", Error, "neo và tham chiếu của YAML làm quy tắc khó đọc và có thể phình to vô hạn nên không được dùng", "YAML anchors and aliases hide what a rule says and can grow without bound, so they are not used"),
    row("yaml-merge-key", Error, "khóa gộp `<<` của YAML giấu đi điều một quy tắc nói nên không được dùng", "the YAML merge key `<<` hides what a rule says, so it is not used"),
    row("yaml-tag", Error, "nhãn kiểu `!…` của YAML không được dùng", "YAML tags `!…` are not used"),
    row("yaml-documents", Error, "mỗi tệp chứa đúng một tài liệu YAML", "a file holds exactly one YAML document"),
    row("yaml-key", Error, "khóa phải là một từ", "a key must be a word"),
    row("duplicate-key", Error, "hai khóa giống nhau trong một khối: một trong hai sẽ bị bỏ qua", "the same key twice in one mapping: one of them would be ignored"),
    row("not-text", Error, "tệp không phải chữ mã UTF-8", "the file is not text in UTF-8"),
    row("empty-file", Error, "tệp không có nội dung", "the file has no content"),
    row("too-large", Error, "tệp lớn hơn mức được đọc", "the file is larger than what is read"),
    row("too-deep", Error, "danh sách và khối lồng nhau quá sâu", "lists and mappings are nested too deeply"),
    row("too-many-mistakes", Note, "các lỗi sau không được liệt kê", "further mistakes are not listed"),
    row("unknown-key", Error, "khóa không có trong định dạng: điều viết ở đó sẽ không bao giờ được đọc", "the format has no such key: what it says would never be read"),
    row("missing-key", Error, "thiếu một khóa bắt buộc", "a required key is missing"),
    row("missing-require", Error, "có hậu quả mà không nói điều gì phải đúng", "consequences are given without a condition that must hold"),
    row("conflicting-keys", Error, "hai khóa loại trừ nhau", "two keys that exclude each other"),
    row("unused-key", Warning, "khóa không có tác dụng ở đây", "the key has no effect here"),
    row("empty-value", Error, "sau khóa chưa có gì", "nothing is written after the key"),
    row("wrong-kind", Error, "cần danh sách, khối hay đoạn chữ mà gặp thứ khác", "a list, mapping or text is expected and something else is found"),
    row("unknown-word", Error, "từ không nằm trong danh sách cho phép", "the word is not one of those allowed"),
    row("bad-name", Error, "tên không hợp lệ", "the name is not valid"),
    row("bad-date", Error, "không phải một ngày", "not a calendar date"),
    row("bad-number", Error, "không phải một số viết đúng cách", "not a number in the expected form"),
    row("bad-range", Error, "khoảng có đầu sau cuối", "a range whose beginning is after its end"),
    row("never-reached", Warning, "dòng không bao giờ được dùng vì dòng trước nó không có điều kiện", "an entry that is never used because one before it has no condition"),
    row("missing-english", Warning, "thiếu bản tiếng Anh: người đọc tiếng Anh sẽ thấy tiếng Việt", "the English is missing: English readers will see Vietnamese"),
    row("duplicate-id", Error, "hai thứ cùng tên", "two things have the same name"),
    row("bracket-count", Error, "dòng của bảng tra không có đúng một khoảng cho mỗi giá trị của `by:`", "a row of a bracket table has not one range for each value of `by:`"),
    row("unknown-file", Error, "tệp trong thư mục quy tắc không thuộc loại nào được biết", "a file of the rules folder is of no known kind"),
    row("unknown-checklist", Error, "tình huống nói về một bảng kiểm không có", "cases name a checklist that does not exist"),
    row("id-not-path", Warning, "mã khác với chỗ của tệp: người đọc sẽ tìm nhầm tệp", "the id differs from the file's place: readers would look in the wrong file"),
    row("only-questions", Error, "hồ sơ cơ sở chỉ có câu hỏi", "the establishment's profile has questions only"),
    // proofs
    row("never-applies", Warning, "yêu cầu không bao giờ áp dụng nên không bao giờ phát hiện được gì", "a requirement never applies, so it can never find anything"),
    row("never-fails", Warning, "yêu cầu luôn đạt dù trả lời thế nào", "a requirement holds whatever is answered"),
    row("always-fails", Warning, "yêu cầu không thể đạt khi áp dụng", "a requirement cannot be met where it applies"),
    row("never-shown", Warning, "câu hỏi không bao giờ được hỏi", "a question is never asked"),
    row("always-shown", Warning, "điều kiện hiện câu hỏi luôn đúng", "the condition that brings a question up is always true"),
    row("hidden-when-needed", Warning, "yêu cầu áp dụng khi câu hỏi nó đọc đang ẩn", "a requirement applies while the question it reads is hidden"),
    row("can-error", Warning, "có câu trả lời làm yêu cầu không tính được", "some answers bring a requirement to an error"),
    row("out-of-range", Warning, "ngưỡng nằm ngoài khoảng trả lời của câu hỏi", "a threshold lies outside the range of its question"),
    row("bracket-gap", Warning, "bảng bậc bỏ sót một giá trị", "a bracket table leaves a value out"),
    row("bracket-overlap", Warning, "hai dòng của bảng bậc trùng nhau", "two rows of a bracket table overlap"),
    row("duplicates", Warning, "hai yêu cầu luôn cho cùng kết luận", "two requirements always give the same verdict"),
    row("contradicts", Warning, "hai yêu cầu không bao giờ cùng đạt", "two requirements can never both hold"),
    row("subsumed", Note, "một yêu cầu chỉ không đạt khi yêu cầu khác cũng không đạt", "a requirement fails only where another fails too"),
    row("unused-question", Warning, "câu hỏi không ảnh hưởng tới kết luận nào", "a question changes no verdict"),
    row("unused-definition", Warning, "định nghĩa không được dùng", "a definition is not used"),
    row("never-in-force", Warning, "khoảng ngày của trích dẫn nằm ngoài hiệu lực văn bản", "the dates of a citation lie outside those of its instrument"),
    row("fine-without-source", Error, "mức tiền ghi khi nguồn chưa được đọc lại", "an amount is stated whose source has had no second reading"),
    // cases and answers
    row("unknown-requirement", Error, "ca nêu một yêu cầu không có trong bảng kiểm", "a case names a requirement the checklist does not have"),
    row("rows-expected", Error, "số kết luận của ca khác số dòng của nhóm", "a case lists another number of verdicts than the group has rows"),
    row("bad-answer", Error, "câu trả lời không hợp với câu hỏi", "an answer does not fit its question"),
    // expressions
    row("unexpected-token", Error, "biểu thức sai ngữ pháp ở chỗ này", "the expression breaks the grammar here"),
    row("wrong-spelling", Error, "phép toán hoặc từ khóa viết theo ngôn ngữ khác, như `==` hay `&&`", "an operator or keyword is spelled as in another language, such as `==` or `&&`"),
    row("unclosed-bracket", Error, "một dấu ngoặc được mở mà không đóng", "a bracket is opened and never closed"),
    row("looks-like-thousands", Warning, "dấu `.` là dấu thập phân, nhưng số được viết như có phân cách hàng nghìn", "the point is the decimal point, yet the number is written as if it separated thousands"),
    row("unknown-unit", Error, "sau con số là một từ không phải đơn vị nào", "the word after a number is no unit"),
    row("bad-text", Error, "lời văn thiếu dấu ngoặc kép đóng, dùng dấu ngoặc khác, hoặc có ký hiệu lạ", "a text lacks its closing quote, uses other quotes, or holds an unknown escape"),
    row("null-not-allowed", Error, "không có `null`; câu chưa trả lời làm kết quả chưa trả lời", "there is no `null`; what is unanswered makes the result unanswered"),
    row("too-long", Error, "biểu thức quá dài", "the expression is too long"),
    row("unit-mismatch", Error, "hai số khác đơn vị đo, hoặc một số có đơn vị và một số không", "two numbers differ in dimension, or one has a unit and the other none"),
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
