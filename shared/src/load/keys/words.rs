//! Closed lists of words, each word with its value and its sentence in both languages.

use super::{Shape, Term, Terms, Words};
use super::checklist::{COUNT, DATE, NUMBER, OPTIONS, TEXT};
use crate::model::{
    BoundTo, Confidence, ExpectedVerdict, Nature, NotApplicable, SecondReading, Weight, WhenToPhotograph,
};

macro_rules! words {
    ($name:ident: $type:ty, $vi:literal, $en:literal { $($word:literal => $value:expr, $word_vi:literal, $word_en:literal;)* }) => {
        pub(crate) static $name: Words<$type> = Words {
            terms: Terms { vi: $vi, en: $en, list: &[$(Term { word: $word, vi: $word_vi, en: $word_en }),*] },
            values: &[$($value),*],
        };
    };
}

words!(TRUTH: bool, "có hoặc không: `yes`, `no`", "yes or no" {
    "yes" => true, "có", "yes";
    "no" => false, "không", "no";
    "true" => true, "có", "yes";
    "false" => false, "không", "no";
});

words!(WEIGHT: Weight, "một mức độ", "a severity" {
    "critical" => Weight::Critical, "nghiêm trọng: có thể gây chết người", "critical: may kill";
    "major" => Weight::Major, "nặng (mặc định)", "major (default)";
    "minor" => Weight::Minor, "nhẹ", "minor";
});

words!(NATURE: Nature, "`law`, `practice` hoặc `advice`", "`law`, `practice` or `advice`" {
    "law" => Nature::Law, "bắt buộc theo pháp luật (mặc định)", "required by law (default)";
    "practice" => Nature::Practice, "thông lệ tốt, không bao giờ là vi phạm", "good practice, never a violation";
    "advice" => Nature::Advice, "khuyến nghị, không bao giờ là vi phạm", "advice, never a violation";
});

words!(HOLDER: BoundTo, "người có nghĩa vụ", "who has the duty" {
    "employer" => BoundTo::Employer, "người sử dụng lao động (mặc định)", "the employer (default)";
    "owner" => BoundTo::Owner, "chủ đầu tư", "the owner of the works";
    "contractor" => BoundTo::Contractor, "nhà thầu", "the contractor";
    "designer" => BoundTo::Designer, "nhà thầu thiết kế", "the designer";
    "supervisor" => BoundTo::Supervisor, "nhà thầu giám sát", "the supervisor";
    "provider" => BoundTo::Provider, "bên cung cấp dịch vụ hoặc thiết bị", "whoever provides a service or machine";
    "worker" => BoundTo::Worker, "người lao động", "the worker";
    "zone_board" => BoundTo::ZoneBoard, "ban quản lý hoặc chủ hạ tầng khu công nghiệp", "the board or developer of the industrial zone";
    "authority" => BoundTo::Authority, "cơ quan nhà nước", "the authority";
});

words!(PHOTO: WhenToPhotograph, "khi nào cần ảnh", "when a photograph is needed" {
    "never" => WhenToPhotograph::Never, "không cần ảnh (mặc định)", "no photograph (default)";
    "on_fail" => WhenToPhotograph::OnFail, "cần ảnh khi không đạt", "a photograph when it fails";
    "always" => WhenToPhotograph::Always, "luôn cần ảnh", "always a photograph";
});

words!(CONFIDENCE: Confidence, "độ chắc chắn", "a confidence" {
    "text-seen" => Confidence::TextSeen, "đã đọc chính văn", "the article's own words were read";
    "partly-seen" => Confidence::PartlySeen, "đã đọc một phần", "parts were read";
    "secondary" => Confidence::Secondary, "theo nguồn thứ cấp đáng tin", "a serious secondary source reports it";
    "memory-high" => Confidence::MemoryHigh, "theo trí nhớ, chắc chắn", "from memory, sure";
    "memory-low" => Confidence::MemoryLow, "theo trí nhớ, không chắc: không dùng làm căn cứ duy nhất", "from memory, unsure: never the sole basis";
    "name-only" => Confidence::NameOnly, "chỉ biết tên văn bản", "only the document's name is known";
});

words!(SECOND_READING: SecondReading, "kết quả đối chiếu", "a result of the second reading" {
    "ok" => SecondReading::Ok, "người thứ hai đã đối chiếu: đúng", "a second reader found it right";
    "fixed" => SecondReading::Fixed, "người thứ hai đã sửa", "a second reader corrected it";
    "source-not-at-hand" => SecondReading::SourceNotAtHand, "không có nguồn để đối chiếu", "the source was not at hand";
});

words!(NOT_APPLICABLE: NotApplicable, "`allowed` hoặc `reason`", "`allowed` or `reason`" {
    "allowed" => NotApplicable::Allowed, "được trả lời \"không áp dụng\"", "\"not applicable\" may be answered";
    "reason" => NotApplicable::WithReason, "được trả lời \"không áp dụng\", phải ghi lý do", "\"not applicable\" may be answered, with a reason";
});

words!(VERDICT: ExpectedVerdict, "một kết luận", "a verdict" {
    "pass" => ExpectedVerdict::Pass, "đạt", "pass";
    "fail" => ExpectedVerdict::Fail, "không đạt", "fail";
    "unanswered" => ExpectedVerdict::Unanswered, "chưa đủ câu trả lời", "unanswered";
    "not_applicable" => ExpectedVerdict::NotApplicable, "không áp dụng", "not applicable";
    "error" => ExpectedVerdict::Error, "không tính được", "error";
});

/// The amount of a penalty that has no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoFigure {
    Unread,
    Warning,
}

words!(AMOUNT: NoFigure, "`unread` hoặc `warning`", "`unread` or `warning`" {
    "unread" => NoFigure::Unread, "biết điều khoản, chưa đọc được mức tiền", "the article is known, its amount was not read";
    "warning" => NoFigure::Warning, "cảnh cáo, không phạt tiền", "a warning without a fine";
});

/// Answer types, as the word alone or as the one key of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerWord {
    YesNo,
    Number,
    Count,
    Money,
    Date,
    Time,
    DateTime,
    Text,
    Photo,
    Signature,
    Location,
    Barcode,
    Choice,
    Choices,
    Lookup,
}

words!(ANSWER: AnswerWord, "một kiểu câu trả lời", "a type of answer" {
    "yes_no" => AnswerWord::YesNo, "có hoặc không", "yes or no";
    "number" => AnswerWord::Number, "một số, có thể có đơn vị", "a number, perhaps with a unit";
    "count" => AnswerWord::Count, "một số đếm", "a whole number of things or people";
    "money" => AnswerWord::Money, "một số tiền, đồng", "an amount in đồng";
    "date" => AnswerWord::Date, "một ngày", "a calendar date";
    "time" => AnswerWord::Time, "một giờ trong ngày", "a time of day";
    "date_time" => AnswerWord::DateTime, "một ngày giờ", "a date with a time";
    "text" => AnswerWord::Text, "một đoạn chữ", "text";
    "photo" => AnswerWord::Photo, "một hay nhiều ảnh", "one or more photographs";
    "signature" => AnswerWord::Signature, "một chữ ký", "a signature";
    "location" => AnswerWord::Location, "một vị trí (vĩ độ, kinh độ)", "a place (latitude, longitude)";
    "barcode" => AnswerWord::Barcode, "một mã vạch hoặc mã QR", "a bar code or QR code";
    "choice" => AnswerWord::Choice, "đúng một trong các lựa chọn", "exactly one of the options";
    "choices" => AnswerWord::Choices, "bao nhiêu lựa chọn cũng được", "any number of the options";
    "lookup" => AnswerWord::Lookup, "một dòng của bảng dữ liệu", "a row of a data table";
});

impl AnswerWord {
    /// Whether the word alone is a type, or something must be said with it.
    pub(crate) const fn stands_alone(self) -> bool {
        !matches!(self, Self::Choice | Self::Choices | Self::Lookup)
    }

    /// What may stand below the word.
    pub(crate) fn shape(self) -> Option<Shape> {
        match self {
            Self::Number => Some(Shape::Map(&NUMBER)),
            Self::Count | Self::Money => Some(Shape::Map(&COUNT)),
            Self::Date => Some(Shape::Map(&DATE)),
            Self::Text => Some(Shape::Map(&TEXT)),
            Self::Choice | Self::Choices => Some(OPTIONS),
            Self::Lookup => Some(Shape::Name),
            _ => None,
        }
    }
}

/// What a column of a data table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnWord {
    Text,
    YesNo,
    Date,
    Number,
}

words!(COLUMN_KIND: ColumnWord, "kiểu của cột", "a kind of column" {
    "text" => ColumnWord::Text, "chữ", "text";
    "yes_no" => ColumnWord::YesNo, "có hoặc không", "yes or no";
    "date" => ColumnWord::Date, "ngày", "a date";
    "number" => ColumnWord::Number, "số", "a number";
});

words!(NONE: (), "`none`", "`none`" { "none" => (), "không có", "none"; });
