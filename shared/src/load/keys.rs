//! Which keys and words the format has, each with its sentence in both languages. The readers and the JSON Schemas
//! are both made from these tables, so that they cannot differ.

use crate::model::{
    BoundTo, Confidence, ExpectedVerdict, Nature, NotApplicable, SecondReading, WhenToPhotograph, Weight,
};

/// The keys of one kind of mapping.
#[derive(Debug)]
pub(crate) struct Keys {
    /// What it is, to finish "… has no key `x`".
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    pub(crate) parts: &'static [&'static [Key]],
}

#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

/// What may stand after a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Any scalar.
    Text,
    /// `{ vi: …, en: … }`, or one text.
    Bilingual,
    /// Bilingual text with `{expression}` placeholders.
    Template,
    Name,
    LawId,
    ChecklistId,
    Date,
    Expr,
    /// `-12.5`.
    Decimal,
    /// A whole number from 0 to this.
    Whole(u32),
    Truth,
    /// `[minimum, maximum]` in đồng.
    Range,
    /// Đồng.
    Money,
    Words(&'static [Term]),
    Map(&'static Keys),
    List(&'static Shape),
    OneOrMany(&'static Shape),
    Either(&'static [Shape]),
    /// A mapping from names to this.
    Named(&'static Shape),
    /// A mapping from ids of instruments to this.
    LawNamed(&'static Shape),
    /// A mapping from years to lists of dates.
    Years,
    Answer,
    DataRow,
    Answers,
    Expect,
}

/// A word of a closed list.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) word: &'static str,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

/// A closed list of words with what each stands for.
#[derive(Debug)]
pub(crate) struct Words<T: 'static> {
    pub(crate) terms: &'static [Term],
    values: &'static [T],
}

impl<T: Copy> Words<T> {
    pub(crate) fn find(&self, word: &str) -> Option<T> {
        let at = self.terms.iter().position(|term| term.word == word)?;
        self.values.get(at).copied()
    }
}

impl Keys {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.parts.iter().flat_map(|part| part.iter())
    }
}

macro_rules! need {
    ($name:literal, $shape:expr, $vi:literal, $en:literal) => {
        Key { name: $name, required: true, shape: $shape, vi: $vi, en: $en }
    };
}

macro_rules! may {
    ($name:literal, $shape:expr, $vi:literal, $en:literal) => {
        Key { name: $name, required: false, shape: $shape, vi: $vi, en: $en }
    };
}

macro_rules! words {
    ($name:ident: $type:ty { $($word:literal => $value:expr, $vi:literal, $en:literal;)* }) => {
        pub(crate) const $name: Words<$type> = Words {
            terms: &[$(Term { word: $word, vi: $vi, en: $en }),*],
            values: &[$($value),*],
        };
    };
}

words!(TRUTH: bool {
    "yes" => true, "có", "yes";
    "no" => false, "không", "no";
    "true" => true, "có", "yes";
    "false" => false, "không", "no";
});

words!(WEIGHT: Weight {
    "critical" => Weight::Critical, "nghiêm trọng: có thể gây chết người", "critical: may kill";
    "major" => Weight::Major, "nặng (mặc định)", "major (default)";
    "minor" => Weight::Minor, "nhẹ", "minor";
});

words!(NATURE: Nature {
    "law" => Nature::Law, "bắt buộc theo pháp luật (mặc định)", "required by law (default)";
    "practice" => Nature::Practice, "thông lệ tốt, không bao giờ là vi phạm", "good practice, never a violation";
    "advice" => Nature::Advice, "khuyến nghị, không bao giờ là vi phạm", "advice, never a violation";
});

words!(HOLDER: BoundTo {
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

words!(PHOTO: WhenToPhotograph {
    "never" => WhenToPhotograph::Never, "không cần ảnh (mặc định)", "no photograph (default)";
    "on_fail" => WhenToPhotograph::OnFail, "cần ảnh khi không đạt", "a photograph when it fails";
    "always" => WhenToPhotograph::Always, "luôn cần ảnh", "always a photograph";
});

words!(CONFIDENCE: Confidence {
    "text-seen" => Confidence::TextSeen, "đã đọc chính văn", "the article's own words were read";
    "partly-seen" => Confidence::PartlySeen, "đã đọc một phần", "parts were read";
    "secondary" => Confidence::Secondary, "theo nguồn thứ cấp đáng tin", "a serious secondary source reports it";
    "memory-high" => Confidence::MemoryHigh, "theo trí nhớ, chắc chắn", "from memory, sure";
    "memory-low" => Confidence::MemoryLow, "theo trí nhớ, không chắc: không dùng làm căn cứ duy nhất", "from memory, unsure: never the sole basis";
    "name-only" => Confidence::NameOnly, "chỉ biết tên văn bản", "only the document's name is known";
});

words!(SECOND_READING: SecondReading {
    "ok" => SecondReading::Ok, "người thứ hai đã đối chiếu: đúng", "a second reader found it right";
    "fixed" => SecondReading::Fixed, "người thứ hai đã sửa", "a second reader corrected it";
    "source-not-at-hand" => SecondReading::SourceNotAtHand, "không có nguồn để đối chiếu", "the source was not at hand";
});

words!(NOT_APPLICABLE: NotApplicable {
    "allowed" => NotApplicable::Allowed, "được trả lời \"không áp dụng\"", "\"not applicable\" may be answered";
    "reason" => NotApplicable::WithReason, "được trả lời \"không áp dụng\", phải ghi lý do", "\"not applicable\" may be answered, with a reason";
});

words!(VERDICT: ExpectedVerdict {
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

words!(AMOUNT: NoFigure {
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

words!(ANSWER: AnswerWord {
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
    pub(crate) const fn shape(self) -> Option<Shape> {
        match self {
            Self::Number => Some(Shape::Map(&NUMBER)),
            Self::Count | Self::Money => Some(Shape::Map(&COUNT)),
            Self::Date => Some(Shape::Map(&DATE)),
            Self::Text => Some(Shape::Map(&TEXT)),
            Self::Choice | Self::Choices => Some(Shape::List(&AN_OPTION)),
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

words!(COLUMN_KIND: ColumnWord {
    "text" => ColumnWord::Text, "chữ", "text";
    "yes_no" => ColumnWord::YesNo, "có hoặc không", "yes or no";
    "date" => ColumnWord::Date, "ngày", "a date";
    "number" => ColumnWord::Number, "số", "a number";
});

words!(NONE: () { "none" => (), "không có", "none"; });

pub(crate) static BILINGUAL: Keys = Keys {
    vi: "đoạn chữ hai ngôn ngữ",
    en: "bilingual text",
    parts: &[&[
        need!("vi", Shape::Text, "tiếng Việt", "Vietnamese"),
        may!("en", Shape::Text, "tiếng Anh", "English"),
    ]],
};

pub(crate) static CHECKLIST: Keys = Keys {
    vi: "bảng kiểm",
    en: "a checklist",
    parts: &[&[
        need!("checklist", Shape::ChecklistId, "mã bảng kiểm: lĩnh vực/tên tệp", "the checklist's id: sector/file name"),
        need!("version", Shape::Text, "phiên bản của bảng kiểm, ví dụ 2026.11.0", "version of the checklist, for example 2026.11.0"),
        need!("title", Shape::Bilingual, "tên bảng kiểm", "title of the checklist"),
        may!("about", Shape::Bilingual, "bảng kiểm này dùng cho việc gì, không dùng cho việc gì", "what this checklist is for, and what not"),
        may!("applies", Shape::Expr, "dùng cho cơ sở nào: biểu thức trên site.*; bỏ trống là mọi cơ sở", "for which establishments: an expression over site.*; all when absent"),
        may!("let", Shape::Named(&Shape::Expr), "biểu thức được đặt tên, dùng lại ở mọi nơi", "named expressions, usable everywhere"),
        may!("tables", Shape::Named(&Shape::Map(&TABLE)), "bảng tra theo khoảng", "bracket tables"),
        may!("sections", Shape::List(&Shape::Map(&SECTION)), "các mục câu hỏi", "sections of questions"),
        may!("groups", Shape::List(&Shape::Map(&GROUP)), "các nhóm lặp: mỗi cần trục, mỗi hóa chất …", "repeated groups: each crane, each chemical …"),
        may!("requirements", Shape::List(&Shape::Map(&REQUIREMENT)), "yêu cầu trên nhiều câu hỏi hoặc nhóm", "requirements across questions and groups"),
    ]],
};

pub(crate) static SECTION: Keys = Keys {
    vi: "mục",
    en: "a section",
    parts: &[&[
        need!("id", Shape::Name, "tên mục", "name of the section"),
        need!("title", Shape::Bilingual, "tiêu đề", "title"),
        may!("when", Shape::Expr, "chỉ hiện khi đúng", "shown only when this holds"),
        need!("items", Shape::List(&Shape::Map(&ITEM)), "các câu hỏi", "the questions"),
    ]],
};

pub(crate) static GROUP: Keys = Keys {
    vi: "nhóm lặp",
    en: "a group",
    parts: &[&[
        need!("id", Shape::Name, "tên nhóm", "name of the group"),
        need!("title", Shape::Bilingual, "tiêu đề", "title"),
        may!("label", Shape::Template, "cách gọi một dòng, ví dụ \"{serial}\"", "what a row is called, for example \"{serial}\""),
        may!("after", Shape::Name, "hiện sau mục này; bỏ trống là sau mọi mục", "shown after this section; after all when absent"),
        may!("when", Shape::Expr, "chỉ hiện khi đúng", "shown only when this holds"),
        need!("items", Shape::List(&Shape::Map(&ITEM)), "câu hỏi của mỗi dòng", "questions of each row"),
        may!("requirements", Shape::List(&Shape::Map(&REQUIREMENT)), "yêu cầu đối với mỗi dòng", "requirements of each row"),
    ]],
};

pub(crate) static ITEM: Keys = Keys {
    vi: "câu hỏi",
    en: "an item",
    parts: &[
        &[
            need!("id", Shape::Name, "tên câu hỏi, dùng trong biểu thức", "name of the question, as used in expressions"),
            may!("when", Shape::Expr, "chỉ hỏi khi đúng; khi ẩn thì yêu cầu của nó không áp dụng", "asked only when this holds; while hidden its requirement does not apply"),
            may!("ask", Shape::Bilingual, "câu hỏi", "the question"),
            may!("hint", Shape::Bilingual, "cách xem, cách đo", "how to look or measure"),
            may!("answer", Shape::Answer, "kiểu câu trả lời", "type of the answer"),
            may!("not_applicable", Shape::Words(NOT_APPLICABLE.terms), "có được trả lời \"không áp dụng\" không", "whether \"not applicable\" may be answered"),
            may!("compute", Shape::Expr, "giá trị tính được, không hỏi", "a computed value that is never asked"),
            may!("title", Shape::Bilingual, "tên ngắn trong danh sách và biên bản", "short name for lists and reports"),
            may!("require", Shape::Expr, "điều phải đúng; câu hỏi có/không kèm `cite` mặc định là `= yes`; `none` là không yêu cầu gì", "what must hold; a yes/no question with `cite` requires `yes` unless said otherwise; `none` requires nothing"),
        ],
        CONSEQUENCES,
    ],
};

pub(crate) static REQUIREMENT: Keys = Keys {
    vi: "yêu cầu",
    en: "a requirement",
    parts: &[
        &[
            need!("id", Shape::Name, "tên yêu cầu", "name of the requirement"),
            need!("title", Shape::Bilingual, "tên ngắn trong danh sách và biên bản", "short name for lists and reports"),
            may!("when", Shape::Expr, "chỉ áp dụng khi đúng", "applies only when this holds"),
            need!("require", Shape::Expr, "điều phải đúng", "what must hold"),
        ],
        CONSEQUENCES,
    ],
};

/// What a requirement says besides its condition.
pub(crate) const CONSEQUENCES: &[Key] = &[
    may!("severity", Shape::Either(&[Shape::Words(WEIGHT.terms), Shape::List(&Shape::Map(&LEVEL))]), "mức độ; hoặc danh sách theo điều kiện", "severity; or a list by condition"),
    may!("stop_work", Shape::Expr, "có đề nghị dừng thi công khi không đạt không", "whether stopping work is proposed when it fails"),
    may!("nature", Shape::Words(NATURE.terms), "pháp luật, thông lệ hay khuyến nghị", "law, practice or advice"),
    may!("holder", Shape::Words(HOLDER.terms), "ai có nghĩa vụ", "who has the duty"),
    may!("cite", Shape::OneOrMany(&Shape::Map(&CITE)), "căn cứ: điều khoản của văn bản", "the articles it rests on"),
    may!("penalty", Shape::OneOrMany(&Shape::Map(&PENALTY)), "mức phạt: dòng đầu tiên có hiệu lực và thỏa `when`; không bao giờ cộng dồn", "the penalty: first entry in force whose `when` holds; never added together"),
    may!("finding", Shape::Template, "câu ghi vào biên bản khi không đạt, với {biểu thức}", "sentence for the report when it fails, with {expressions}"),
    may!("remedy", Shape::Map(&REMEDY), "biện pháp khắc phục và thời hạn", "the remedy and its deadline"),
    may!("evidence", Shape::Map(&EVIDENCE), "chứng cứ cần có", "evidence to take"),
    may!("warnings", Shape::OneOrMany(&Shape::Map(&WARNING)), "điều đáng nói nhưng không phải vi phạm", "worth saying, no violation"),
    may!("note", Shape::Bilingual, "ghi chú cho người kiểm tra", "remark for the inspector"),
    may!("confidence", Shape::Words(CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    may!("second_reading", Shape::Words(SECOND_READING.terms), "kết quả đối chiếu lần hai", "result of the second reading"),
];

pub(crate) static LEVEL: Keys = Keys {
    vi: "dòng mức độ",
    en: "a severity entry",
    parts: &[&[
        may!("when", Shape::Expr, "khi nào", "when"),
        need!("is", Shape::Words(WEIGHT.terms), "mức độ", "severity"),
    ]],
};

pub(crate) static CITE: Keys = Keys {
    vi: "căn cứ",
    en: "a citation",
    parts: &[&[
        need!("law", Shape::LawId, "mã văn bản trong law/instruments.yaml", "id of the instrument in law/instruments.yaml"),
        need!("at", Shape::Text, "điều khoản, như văn bản đánh số", "article, as the document numbers it"),
        FROM,
        UNTIL,
        may!("confidence", Shape::Words(CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    ]],
};

const FROM: Key = may!("from", Shape::Date, "có hiệu lực từ ngày", "in force from this day");
const UNTIL: Key = may!("until", Shape::Date, "hết hiệu lực từ ngày (không gồm ngày này)", "no longer in force on this day");

pub(crate) static PENALTY: Keys = Keys {
    vi: "mức phạt",
    en: "a penalty",
    parts: &[&[
        need!("law", Shape::LawId, "mã nghị định trong law/instruments.yaml", "id of the decree in law/instruments.yaml"),
        need!("at", Shape::Text, "điều, khoản, điểm", "article, clause, point"),
        FROM,
        UNTIL,
        may!("when", Shape::Expr, "khi hành vi này, chứ không phải hành vi của dòng khác, xảy ra", "when this act, and not another entry's, is the one committed"),
        may!("act", Shape::Bilingual, "hành vi, khi hẹp hơn yêu cầu", "the act, when narrower than the requirement"),
        may!("subject", Shape::Bilingual, "ai bị phạt, khi không phải cơ sở được kiểm tra", "who is punished, when not the inspected establishment"),
        may!("individual", Shape::Range, "mức phạt cá nhân: [thấp nhất, cao nhất], đồng", "amount for an individual: [minimum, maximum] in đồng"),
        may!("organisation", Shape::Range, "mức phạt tổ chức, không bao giờ nhân đôi", "amount for an organisation, never doubled"),
        may!("tiers", Shape::Map(&TIERS), "mức phạt theo bậc số lượng", "amounts by number"),
        may!("per_person", Shape::Map(&PER_PERSON), "mức phạt theo từng người, có mức trần", "amount for each person, up to a cap"),
        may!("amount", Shape::Words(AMOUNT.terms), "không có mức tiền", "no figure"),
        may!("note", Shape::Bilingual, "ghi chú", "remark"),
    ]],
};

/// The keys of a penalty of which exactly one must stand there.
pub(crate) const AMOUNT_KEYS: [&str; 5] = ["individual", "organisation", "tiers", "per_person", "amount"];

pub(crate) static TIERS: Keys = Keys {
    vi: "bậc phạt",
    en: "tiers",
    parts: &[&[
        need!("by", Shape::Expr, "số để chọn bậc", "the number that chooses the tier"),
        need!("rows", Shape::List(&Shape::Map(&TIER)), "các bậc", "the tiers"),
    ]],
};

pub(crate) static TIER: Keys = Keys {
    vi: "dòng bậc phạt",
    en: "a tier",
    parts: &[&[
        need!("in", Shape::Text, "khoảng, ví dụ \"[1..10]\" hoặc \">= 301\"", "a range, for example \"[1..10]\" or \">= 301\""),
        need!("individual", Shape::Range, "mức phạt cá nhân: [thấp nhất, cao nhất], đồng", "amount for an individual: [minimum, maximum] in đồng"),
    ]],
};

pub(crate) static PER_PERSON: Keys = Keys {
    vi: "mức phạt theo người",
    en: "an amount per person",
    parts: &[&[
        need!("count", Shape::Expr, "số người", "how many persons"),
        need!("each", Shape::Range, "mức cho mỗi người: [thấp nhất, cao nhất], đồng", "amount for each: [minimum, maximum] in đồng"),
        may!("cap", Shape::Money, "mức trần, đồng", "the cap in đồng"),
    ]],
};

pub(crate) static REMEDY: Keys = Keys {
    vi: "biện pháp khắc phục",
    en: "a remedy",
    parts: &[&[
        need!("vi", Shape::Text, "tiếng Việt", "Vietnamese"),
        may!("en", Shape::Text, "tiếng Anh", "English"),
        may!("within", Shape::Expr, "thời hạn: 3 days, 5 working days, 1 month, 0 days (ngay), hoặc biểu thức cho ra một ngày", "deadline: 3 days, 5 working days, 1 month, 0 days (at once), or an expression that gives a date"),
    ]],
};

pub(crate) static EVIDENCE: Keys = Keys {
    vi: "chứng cứ",
    en: "evidence",
    parts: &[&[may!("photo", Shape::Words(PHOTO.terms), "khi nào cần ảnh", "when a photograph is needed")]],
};

pub(crate) static WARNING: Keys = Keys {
    vi: "lời nhắc",
    en: "a warning",
    parts: &[&[
        need!("when", Shape::Expr, "khi nào nhắc", "when it is said"),
        need!("say", Shape::Template, "lời nhắc, với {biểu thức}", "what is said, with {expressions}"),
    ]],
};

pub(crate) static TABLE: Keys = Keys {
    vi: "bảng tra",
    en: "a bracket table",
    parts: &[&[
        need!("by", Shape::Either(&[Shape::Expr, Shape::List(&Shape::Expr)]), "giá trị để tra; hoặc danh sách hai giá trị", "the value looked up; or a list of two"),
        need!("rows", Shape::List(&Shape::Map(&BRACKET)), "các dòng, dòng đầu tiên khớp được dùng", "the rows, of which the first that fits is used"),
    ]],
};

pub(crate) static BRACKET: Keys = Keys {
    vi: "dòng của bảng tra",
    en: "a row of a bracket table",
    parts: &[&[
        need!("in", Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]), "khoảng, ví dụ \"[1..50)\", \">= 50\", hoặc - cho mọi giá trị", "a range, for example \"[1..50)\", \">= 50\", or - for any value"),
        need!("is", Shape::Text, "kết quả", "the result"),
    ]],
};

pub(crate) static NUMBER: Keys = Keys {
    vi: "câu trả lời dạng số",
    en: "a number answer",
    parts: &[&[
        may!("unit", Shape::Text, "đơn vị, ví dụ m, kg, lux, %", "unit, for example m, kg, lux, %"),
        may!("min", Shape::Decimal, "nhỏ nhất, theo đơn vị này", "least, in this unit"),
        may!("max", Shape::Decimal, "lớn nhất, theo đơn vị này", "greatest, in this unit"),
        may!("decimals", Shape::Whole(12), "số chữ số sau dấu phẩy được nhập", "digits after the decimal point that may be entered"),
    ]],
};

pub(crate) static COUNT: Keys = Keys {
    vi: "câu trả lời dạng số đếm hoặc tiền",
    en: "a count or money answer",
    parts: &[&[
        may!("min", Shape::Decimal, "nhỏ nhất", "least"),
        may!("max", Shape::Decimal, "lớn nhất", "greatest"),
    ]],
};

pub(crate) static DATE: Keys = Keys {
    vi: "câu trả lời dạng ngày",
    en: "a date answer",
    parts: &[&[
        may!("min", Shape::Expr, "sớm nhất: một ngày hoặc as_of", "earliest: a date or as_of"),
        may!("max", Shape::Expr, "muộn nhất: một ngày hoặc as_of", "latest: a date or as_of"),
    ]],
};

pub(crate) static TEXT: Keys = Keys {
    vi: "câu trả lời dạng chữ",
    en: "a text answer",
    parts: &[&[
        may!("max", Shape::Whole(100_000), "số ký tự nhiều nhất", "most characters"),
        may!("lines", Shape::Truth, "nhiều dòng", "several lines"),
    ]],
};

static AN_OPTION: Shape = Shape::Map(&OPTION);

pub(crate) static OPTION: Keys = Keys {
    vi: "lựa chọn",
    en: "an option",
    parts: &[&[
        need!("id", Shape::Name, "tên lựa chọn, dùng trong biểu thức", "name of the option, as used in expressions"),
        need!("vi", Shape::Text, "tiếng Việt", "Vietnamese"),
        may!("en", Shape::Text, "tiếng Anh", "English"),
    ]],
};

pub(crate) static INSTRUMENTS: Keys = Keys {
    vi: "tệp văn bản",
    en: "the file of instruments",
    parts: &[&[need!("instruments", Shape::LawNamed(&Shape::Map(&INSTRUMENT)), "các văn bản, theo mã", "legal documents, by id")]],
};

pub(crate) static INSTRUMENT: Keys = Keys {
    vi: "văn bản",
    en: "an instrument",
    parts: &[&[
        need!("number", Shape::Text, "số hiệu như in trên văn bản", "number as printed"),
        need!("title", Shape::Bilingual, "tên văn bản", "title"),
        need!("issuer", Shape::Bilingual, "cơ quan ban hành", "who issued it"),
        may!("issued", Shape::Date, "ngày ban hành", "day of issue"),
        FROM,
        UNTIL,
        may!("replaced_by", Shape::OneOrMany(&Shape::LawId), "được thay bằng", "replaced by"),
        need!("confidence", Shape::Words(CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
        may!("note", Shape::Bilingual, "ghi chú", "remark"),
        may!("penalty", Shape::Map(&PENALTY_RULES), "quy tắc phạt, chỉ ở nghị định xử phạt", "rules of penalties, for decrees of sanctions only"),
    ]],
};

pub(crate) static PENALTY_RULES: Keys = Keys {
    vi: "quy tắc phạt",
    en: "rules of penalties",
    parts: &[&[
        need!("organisation_factor", Shape::Whole(10), "tổ chức bị phạt gấp mấy lần cá nhân", "an organisation pays the individual's amount times this"),
        may!("already_organisation", Shape::List(&Shape::Text), "điều khoản đã là mức của tổ chức: không nhân", "articles whose amounts are already those of organisations"),
        may!("note", Shape::Bilingual, "ghi chú", "remark"),
    ]],
};

pub(crate) static PARAMETERS: Keys = Keys {
    vi: "tệp tham số",
    en: "the file of parameters",
    parts: &[&[need!("parameters", Shape::Named(&Shape::Map(&PARAMETER)), "các tham số của pháp luật, theo tên", "parameters of the law, by name")]],
};

pub(crate) static PARAMETER: Keys = Keys {
    vi: "tham số",
    en: "a parameter",
    parts: &[&[
        need!("title", Shape::Bilingual, "tên tham số", "title"),
        need!("values", Shape::OneOrMany(&Shape::Map(&PARAMETER_VALUE)), "giá trị theo thời gian", "values by date"),
    ]],
};

pub(crate) static PARAMETER_VALUE: Keys = Keys {
    vi: "giá trị của tham số",
    en: "a value of a parameter",
    parts: &[&[
        FROM,
        UNTIL,
        need!("is", Shape::Text, "giá trị, ví dụ 2.0 m, 24 months", "the value, for example 2.0 m, 24 months"),
        may!("law", Shape::LawId, "mã văn bản", "id of the instrument"),
        may!("at", Shape::Text, "điều khoản", "article"),
        need!("confidence", Shape::Words(CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
        may!("second_reading", Shape::Words(SECOND_READING.terms), "kết quả đối chiếu lần hai", "result of the second reading"),
        may!("note", Shape::Bilingual, "ghi chú", "remark"),
    ]],
};

pub(crate) static HOLIDAYS: Keys = Keys {
    vi: "tệp ngày nghỉ",
    en: "the file of holidays",
    parts: &[&[need!("holidays", Shape::Years, "ngày nghỉ lễ theo năm", "public holidays by year")]],
};

pub(crate) static SECTOR: Keys = Keys {
    vi: "lĩnh vực",
    en: "a sector",
    parts: &[&[
        need!("sector", Shape::LawId, "tên thư mục của lĩnh vực", "name of the sector's folder"),
        need!("title", Shape::Bilingual, "tên lĩnh vực", "title"),
        may!("authority", Shape::OneOrMany(&Shape::Map(&AUTHORITY)), "cơ quan phụ trách, theo thời gian", "the authority in charge, by date"),
        may!("applies", Shape::Expr, "dùng cho cơ sở nào: biểu thức trên site.*", "for which establishments: an expression over site.*"),
    ]],
};

pub(crate) static AUTHORITY: Keys = Keys {
    vi: "cơ quan phụ trách",
    en: "an authority",
    parts: &[&[
        FROM,
        UNTIL,
        need!("vi", Shape::Text, "tiếng Việt", "Vietnamese"),
        may!("en", Shape::Text, "tiếng Anh", "English"),
    ]],
};

pub(crate) static DATA: Keys = Keys {
    vi: "bảng dữ liệu",
    en: "a data table",
    parts: &[&[
        need!("table", Shape::Name, "tên bảng, như tên tệp", "name of the table, as the file's"),
        need!("title", Shape::Bilingual, "tên bảng", "title"),
        need!("key", Shape::Name, "cột dùng để tìm dòng", "the column that finds a row"),
        need!("columns", Shape::Named(&Shape::Map(&COLUMN)), "các cột", "the columns"),
        need!("rows", Shape::List(&Shape::DataRow), "các dòng: mỗi cột một giá trị, thêm source và confidence", "the rows: a value for each column, with source and confidence"),
    ]],
};

pub(crate) static COLUMN: Keys = Keys {
    vi: "cột",
    en: "a column",
    parts: &[&[
        need!("kind", Shape::Words(COLUMN_KIND.terms), "cột chứa gì", "what it holds"),
        may!("unit", Shape::Text, "đơn vị, cho cột số", "unit, for a number"),
        may!("title", Shape::Bilingual, "tên cột", "title"),
    ]],
};

/// Keys of a data row that are no columns.
pub(crate) static ROW_FACTS: Keys = Keys {
    vi: "dòng dữ liệu",
    en: "a data row",
    parts: &[&[
        may!("source", Shape::Text, "nguồn của dòng", "where the row comes from"),
        may!("confidence", Shape::Words(CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    ]],
};

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
            may!("others", Shape::Words(VERDICT.terms), "mọi yêu cầu không nêu trong expect phải là", "what every verdict not named in expect must be"),
        ],
    ],
};

/// What a case and a file of answers have in common.
const ANSWERED: &[Key] = &[
    may!("site", Shape::Answers, "câu trả lời về cơ sở (site.*)", "answers about the establishment (site.*)"),
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
        need!("rows", Shape::List(&Shape::Answers), "các dòng", "the rows"),
        may!("complete", Shape::Truth, "danh sách đã đủ chưa (mặc định: đủ)", "whether the list is complete (default: it is)"),
    ]],
};

pub(crate) static REFUSED_ANSWER: Keys = Keys {
    vi: "câu trả lời \"không áp dụng\"",
    en: "a \"not applicable\" answer",
    parts: &[&[need!("not_applicable", Shape::Text, "lý do", "the reason")]],
};

pub(crate) static EXPECTED: Keys = Keys {
    vi: "kết luận mong đợi",
    en: "an expected verdict",
    parts: &[&[
        need!("verdict", Shape::Words(VERDICT.terms), "kết luận", "the verdict"),
        may!("severity", Shape::Words(WEIGHT.terms), "mức độ", "severity"),
        may!("stop_work", Shape::Truth, "có đề nghị dừng thi công không", "whether stopping work is proposed"),
        may!("penalty", Shape::Either(&[Shape::Words(NONE.terms), Shape::Map(&EXPECTED_PENALTY)]), "mức phạt của cơ sở này, hoặc none", "the penalty of this establishment, or none"),
        may!("deadline", Shape::Date, "hạn khắc phục", "deadline of the remedy"),
        may!("needs", Shape::OneOrMany(&Shape::Text), "câu hỏi còn thiếu", "questions still needed"),
        may!("warnings", Shape::Whole(1000), "số lời nhắc", "number of warnings"),
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
