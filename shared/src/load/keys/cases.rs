//! Keys of worked cases and of files of answers.

use super::words::{NONE, VERDICT, WEIGHT};
use super::{Key, Keys, Shape, may, need};

/// Warnings of one requirement.
pub(crate) const MAX_WARNINGS: i64 = 1000;

pub(crate) static CASES: Keys = Keys {
    vi: "tệp tình huống",
    en: "a file of cases",
    parts: &[&[
        need!("checklist", Shape::ChecklistId, "mã bảng kiểm", "id of the checklist"),
        need!("cases", Shape::List(&Shape::Map(&CASE)), "các tình huống", "the cases"),
    ]],
};

pub(crate) static CASE: Keys = Keys {
    vi: "tình huống",
    en: "a case",
    parts: &[
        &[
            need!("name", Shape::Text, "tên tình huống", "name of the case"),
            need!("as_of", Shape::Date, "ngày kiểm tra: luật của ngày này được áp dụng", "day of the inspection, whose law applies"),
        ],
        ANSWERED,
        &[
            need!("expect", Shape::Expect, "kết luận phải có, theo tên yêu cầu", "verdicts that must follow, by requirement"),
            may!("others", Shape::Words(&VERDICT.terms), "mọi yêu cầu không nêu trong expect phải là", "what every verdict not named in expect must be"),
        ],
    ],
};

/// What a case and a file of answers have in common.
const ANSWERED: &[Key] = &[
    may!("site", Shape::SiteAnswers, "câu trả lời về cơ sở (site.*)", "answers about the establishment (site.*)"),
    may!("answers", Shape::Answers, "câu trả lời của bảng kiểm; nhóm lặp là danh sách các dòng", "answers of the checklist; a group is a list of rows"),
];

pub(crate) static ANSWER_FILE: Keys = Keys {
    vi: "tệp câu trả lời",
    en: "a file of answers",
    parts: &[
        &[
            may!("checklist", Shape::ChecklistId, "mã bảng kiểm", "id of the checklist"),
            may!("as_of", Shape::Date, "ngày kiểm tra: luật của ngày này được áp dụng", "day of the inspection, whose law applies"),
        ],
        ANSWERED,
    ],
};

pub(crate) static OPEN_ROWS: Keys = Keys {
    vi: "nhóm lặp trong câu trả lời",
    en: "the rows of a group",
    parts: &[&[
        need!("rows", Shape::List(&Shape::SiteAnswers), "các dòng", "the rows"),
        may!("complete", Shape::Truth, "danh sách đã đủ chưa (mặc định: đủ)", "whether the list is complete (default: it is)"),
    ]],
};

pub(crate) static EXPECTED: Keys = Keys {
    vi: "kết luận mong đợi",
    en: "an expected verdict",
    parts: &[&[
        need!("verdict", Shape::Words(&VERDICT.terms), "kết luận", "the verdict"),
        may!("severity", Shape::Words(&WEIGHT.terms), "mức độ", "severity"),
        may!("stop_work", Shape::Truth, "có đề nghị dừng thi công không", "whether stopping work is proposed"),
        may!("penalty", Shape::Either(&[Shape::Words(&NONE.terms), Shape::Map(&EXPECTED_PENALTY)]), "mức phạt của cơ sở này, hoặc none", "the penalty of this establishment, or none"),
        may!("deadline", Shape::Date, "hạn khắc phục", "deadline of the remedy"),
        may!("needs", Shape::OneOrMany(&Shape::Text), "câu hỏi còn thiếu", "questions still needed"),
        may!("warnings", Shape::Whole(0, MAX_WARNINGS), "số lời nhắc", "number of warnings"),
    ]],
};

pub(crate) static EXPECTED_PENALTY: Keys = Keys {
    vi: "mức phạt mong đợi",
    en: "an expected penalty",
    parts: &[&[
        need!("law", Shape::LawId, "mã nghị định", "id of the decree"),
        may!("at", Shape::Text, "điều, khoản, điểm", "article, clause, point"),
        may!("amount", Shape::Range, "[thấp nhất, cao nhất], đồng, cho cơ sở này", "[minimum, maximum] in đồng for this establishment"),
    ]],
};
