//! Keys of `rules/law/`, of sectors and of data tables.

use super::words::{COLUMN_KIND, CONFIDENCE, SECOND_READING};
use super::{FROM, Keys, Shape, UNTIL, may, need};

/// By how much an organisation's fine can exceed an individual's.
pub(crate) const MAX_FACTOR: i64 = 10;

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
        need!("confidence", Shape::Words(&CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
        may!("note", Shape::Bilingual, "ghi chú", "remark"),
        may!("penalty", Shape::Map(&PENALTY_RULES), "quy tắc phạt, chỉ ở nghị định xử phạt", "rules of penalties, for decrees of sanctions only"),
    ]],
};

pub(crate) static PENALTY_RULES: Keys = Keys {
    vi: "quy tắc phạt",
    en: "rules of penalties",
    parts: &[&[
        need!("organisation_factor", Shape::Whole(1, MAX_FACTOR), "tổ chức bị phạt gấp mấy lần cá nhân", "an organisation pays the individual's amount times this"),
        may!("already_organisation", Shape::OneOrMany(&Shape::Text), "điều khoản đã là mức của tổ chức: không nhân", "articles whose amounts are already those of organisations"),
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
        need!("values", Shape::Either(&[Shape::Several(&Shape::Map(&PARAMETER_VALUE), 1, usize::MAX), Shape::Map(&PARAMETER_VALUE)]), "giá trị theo thời gian", "values by date"),
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
        need!("confidence", Shape::Words(&CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
        may!("second_reading", Shape::Words(&SECOND_READING.terms), "kết quả đối chiếu lần hai", "result of the second reading"),
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
        need!("kind", Shape::Words(&COLUMN_KIND.terms), "cột chứa gì", "what it holds"),
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
        may!("confidence", Shape::Words(&CONFIDENCE.terms), "độ chắc chắn của nguồn", "how sure the source is"),
    ]],
};
