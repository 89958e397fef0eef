//! Keys of checklists.

use super::words::{AMOUNT, CONFIDENCE, HOLDER, NATURE, NOT_APPLICABLE, PHOTO, SECOND_READING, WEIGHT};
use super::{FROM, Key, Keys, Shape, UNTIL, may, need};

/// Digits after the decimal point that can be asked for.
pub(crate) const MAX_DECIMALS: i64 = 12;
/// Characters of a text answer.
pub(crate) const MAX_TEXT: i64 = 100_000;

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
            may!("not_applicable", Shape::Words(&NOT_APPLICABLE.terms), "có được trả lời \"không áp dụng\" không", "whether \"not applicable\" may be answered"),
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
    may!("severity", Shape::Either(&[Shape::Words(&WEIGHT.terms), Shape::List(&Shape::Map(&LEVEL))]), "mức độ; hoặc danh sách theo điều kiện", "severity; or a list by condition"),
    may!("stop_work", Shape::Expr, "có đề nghị dừng thi công khi không đạt không", "whether stopping work is proposed when it fails"),
    may!("nature", Shape::Words(&NATURE.terms), "pháp luật, thông lệ hay khuyến nghị", "law, practice or advice"),
    may!("holder", Shape::Words(&HOLDER.terms), "ai có nghĩa vụ", "who has the duty"),
    may!("cite", Shape::OneOrMany(&Shape::Map(&CITE)), "căn cứ: điều khoản của văn bản", "the articles it rests on"),
    may!("penalty", Shape::OneOrMany(&Shape::Map(&PENALTY)), "mức phạt: dòng đầu tiên có hiệu lực và thỏa `when`; không bao giờ cộng dồn", "the penalty: first entry in force whose `when` holds; never added together"),
    may!("finding", Shape::Template, "câu ghi vào biên bản khi không đạt, với {biểu thức}", "sentence for the report when it fails, with {expressions}"),
    may!("remedy", Shape::Map(&REMEDY), "biện pháp khắc phục và thời hạn", "the remedy and its deadline"),
    may!("evidence", Shape::Map(&EVIDENCE), "chứng cứ cần có", "evidence to take"),
    may!("warnings", Shape::OneOrMany(&Shape::Map(&WARNING)), "điều đáng nói nhưng không phải vi phạm", "worth saying, no violation"),
    may!("note", Shape::Bilingual, "ghi chú cho người kiểm tra", "remark for the inspector"),
    may!("confidence", Shape::Words(&CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    may!("second_reading", Shape::Words(&SECOND_READING.terms), "kết quả đối chiếu lần hai", "result of the second reading"),
];

pub(crate) static LEVEL: Keys = Keys {
    vi: "dòng mức độ",
    en: "a severity entry",
    parts: &[&[
        may!("when", Shape::Expr, "khi nào", "when"),
        need!("is", Shape::Words(&WEIGHT.terms), "mức độ", "severity"),
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
        may!("confidence", Shape::Words(&CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    ]],
};

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
        may!("amount", Shape::Words(&AMOUNT.terms), "không có mức tiền", "no figure"),
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
        need!("rows", Shape::OneOrMany(&Shape::Map(&TIER)), "các bậc", "the tiers"),
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
    parts: &[&[may!("photo", Shape::Words(&PHOTO.terms), "khi nào cần ảnh", "when a photograph is needed")]],
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
        need!("by", Shape::Either(&[Shape::Expr, Shape::Several(&Shape::Expr, 1, 2)]), "giá trị để tra; hoặc danh sách hai giá trị", "the value looked up; or a list of two"),
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
        may!("decimals", Shape::Whole(0, MAX_DECIMALS), "số chữ số sau dấu phẩy được nhập", "digits after the decimal point that may be entered"),
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
        may!("max", Shape::Whole(1, MAX_TEXT), "số ký tự nhiều nhất", "most characters"),
        may!("lines", Shape::Truth, "nhiều dòng", "several lines"),
    ]],
};

pub(crate) const OPTIONS: Shape = Shape::Several(&Shape::Map(&OPTION), 1, usize::MAX);

pub(crate) static OPTION: Keys = Keys {
    vi: "lựa chọn",
    en: "an option",
    parts: &[&[
        need!("id", Shape::Name, "tên lựa chọn, dùng trong biểu thức", "name of the option, as used in expressions"),
        need!("vi", Shape::Text, "tiếng Việt", "Vietnamese"),
        may!("en", Shape::Text, "tiếng Anh", "English"),
    ]],
};
