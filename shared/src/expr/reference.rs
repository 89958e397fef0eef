//! The reference page of the language, made from the tables of units, functions and codes and from the texts here, so that
//! it cannot fall behind. The truth tables of `and`, `or`, `not` and of open groups belong to evaluation.

use std::fmt::Write;

use super::builtins::{self, Builtin, Parameter, Units};
use super::fields;
use super::parser::{MAX_DEPTH, MAX_LENGTH};
use super::types::Type;
use super::unit::{self, Dimension, Unit};
use crate::words::Lang;

mod words;

use words::{DIFFERENCES, FORMS, LITERALS, OPERATORS, Row, TYPES_OF_OPERATORS};

/// The whole page, in Markdown.
pub fn language_reference(lang: Lang) -> String {
    let mut page = String::new();
    heading(&mut page, 1, lang, "Ngôn ngữ biểu thức", "The expression language");
    let limits = format!("{} KiB, {MAX_DEPTH}", MAX_LENGTH / 1024);
    paragraph(
        &mut page,
        lang,
        &format!(
            "Một bản có kiểu của FEEL (DMN 1.5): số chính xác có đơn vị, ngày tháng theo lịch, danh sách. Mọi thứ được \
             kiểm kiểu trước khi chạy. Giới hạn độ dài và độ sâu của một biểu thức: {limits}."
        ),
        &format!(
            "A typed profile of FEEL (DMN 1.5): exact numbers with units, calendar dates, lists. All types are checked \
             before anything runs. Limits of one expression, length and depth: {limits}."
        ),
    );
    heading(&mut page, 2, lang, "Giá trị viết thẳng", "Literals");
    table(&mut page, lang, &[("viết", "written"), ("là", "is")], LITERALS);
    heading(&mut page, 2, lang, "Phép toán", "Operators");
    paragraph(
        &mut page,
        lang,
        "Từ lỏng nhất tới chặt nhất. Các phép cùng hàng được tính từ trái sang phải.",
        "From the loosest to the tightest. Those of one row are computed from left to right.",
    );
    table(&mut page, lang, &[("phép", "operator"), ("nghĩa", "meaning")], OPERATORS);
    heading(&mut page, 3, lang, "Kiểu của các phép tính", "Types of the operators");
    table(&mut page, lang, &[("phép", "operation"), ("cho", "gives")], TYPES_OF_OPERATORS);
    heading(&mut page, 2, lang, "Điều kiện, khoảng, danh sách", "Conditions, ranges, lists");
    table(&mut page, lang, &[("viết", "written"), ("nghĩa", "meaning")], FORMS);
    parts_of_dates(&mut page, lang);
    units(&mut page, lang);
    functions(&mut page, lang);
    heading(&mut page, 2, lang, "So với FEEL", "Compared with FEEL");
    table(&mut page, lang, &[("FEEL", "FEEL"), ("ở đây", "here")], DIFFERENCES);
    page
}

fn parts_of_dates(page: &mut String, lang: Lang) {
    heading(page, 2, lang, "Các phần của ngày và giờ", "Parts of dates and times");
    for ty in [Type::Date, Type::DateTime, Type::Time] {
        let parts = fields::names(&ty).map(|name| format!("`.{name}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "- {}: {parts}", ty.name(lang));
    }
    page.push('\n');
}

fn units(page: &mut String, lang: Lang) {
    heading(page, 2, lang, "Đơn vị", "Units");
    paragraph(
        page,
        lang,
        "Đổi đơn vị luôn chính xác. Hai số chỉ cộng hoặc so sánh được khi cùng một loại dưới đây.",
        "Conversion is always exact. Two numbers add and compare only when of one kind below.",
    );
    let columns = [("loại", "kind"), ("đơn vị (và cách viết khác)", "units (and other spellings)")];
    table_head(page, lang, &columns);
    let mut shown: Vec<Dimension> = Vec::new();
    for (_, unit) in unit::all() {
        if shown.contains(&unit.dimension) {
            continue;
        }
        shown.push(unit.dimension);
        let same = unit::all().filter(|(_, other)| other.dimension == unit.dimension);
        let names = same.map(|(_, unit)| unit_names(unit)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| {} | {names} |", unit.dimension.name(lang));
    }
    page.push('\n');
}

fn unit_names(unit: &Unit) -> String {
    let aliases = unit.aliases.iter().map(|alias| format!("`{alias}`")).collect::<Vec<_>>().join(" ");
    if aliases.is_empty() { format!("`{}`", unit.symbol) } else { format!("`{}` ({aliases})", unit.symbol) }
}

fn functions(page: &mut String, lang: Lang) {
    heading(page, 2, lang, "Hàm", "Functions");
    paragraph(
        page,
        lang,
        "Đối số chưa trả lời thì kết quả chưa trả lời; đối số không áp dụng hoặc lỗi thì kết quả cũng vậy. Trong danh \
         sách, phần tử không áp dụng được bỏ qua, một lỗi là lỗi, và còn phần tử chưa trả lời thì chưa trả lời, trừ khi \
         các phần tử khác đã đủ quyết định.",
        "An unanswered argument makes the result unanswered; one that is not applicable or an error does the same. In a \
         list, elements that are not applicable are left out, an error is an error, and while an element is unanswered so \
         is the result, unless the others decide it.",
    );
    for builtin in builtins::BUILTINS {
        function(page, builtin, lang);
    }
}

fn function(page: &mut String, builtin: &Builtin, lang: Lang) {
    let name = builtin.name;
    let _ = writeln!(page, "### `{name}`\n");
    let doc = if lang == Lang::Vi { builtin.vi } else { builtin.en };
    let _ = writeln!(page, "{doc}\n");
    let aliases = builtin.aliases.iter().map(|alias| format!("`{alias}`")).collect::<Vec<_>>().join(", ");
    if !aliases.is_empty() {
        line(page, lang, &format!("FEEL: {aliases}"), &format!("FEEL: {aliases}"));
    }
    for signature in builtin.signatures {
        let kind =
            |Parameter(parameter, kind): &Parameter| format!("`{parameter}`: {}", kind.name(None, lang));
        let kinds = signature.parameters.iter().map(kind).collect::<Vec<_>>().join("; ");
        let result = signature.result.name(lang);
        let _ = writeln!(page, "- `{name}({})` → {result} ({kinds})", signature.parameters_text());
    }
    match builtin.units {
        Units::None => {}
        Units::Bare => line(page, lang, "đơn vị: chỉ nhận số không có đơn vị", "units: bare numbers only"),
        Units::Kept => line(page, lang, "đơn vị: giữ nguyên", "units: kept"),
        Units::Given => line(page, lang, "đơn vị: như ghi ở trên", "units: as stated above"),
    }
    let errors = builtin.errors.iter().map(|error| error.sentence(lang)).collect::<Vec<_>>().join("; ");
    if !errors.is_empty() {
        line(page, lang, &format!("lỗi: {errors}"), &format!("errors: {errors}"));
    }
    for (text, result) in builtin.examples {
        let _ = writeln!(page, "- `{text}` → `{result}`");
    }
    page.push('\n');
}

fn heading(page: &mut String, level: usize, lang: Lang, vi: &str, en: &str) {
    let _ = writeln!(page, "{} {}\n", "#".repeat(level), pick(lang, vi, en));
}

fn paragraph(page: &mut String, lang: Lang, vi: &str, en: &str) {
    let _ = writeln!(page, "{}\n", pick(lang, vi, en));
}

fn line(page: &mut String, lang: Lang, vi: &str, en: &str) {
    let _ = writeln!(page, "- {}", pick(lang, vi, en));
}

fn table_head(page: &mut String, lang: Lang, columns: &[(&str, &str)]) {
    let names = columns.iter().map(|(vi, en)| pick(lang, vi, en)).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(page, "| {names} |\n|{}", "---|".repeat(columns.len()));
}

fn table(page: &mut String, lang: Lang, columns: &[(&str, &str)], rows: &[Row]) {
    table_head(page, lang, columns);
    for (code, vi, en) in rows {
        let _ = writeln!(page, "| {code} | {} |", pick(lang, vi, en));
    }
    page.push('\n');
}

fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests;
