//! The sentences of `check`'s own diagnostics: one function each, so a sentence is made in one place.

use crate::diag::Diagnostic;
use crate::expr::mistake::{Operands, TypeMistake};
use crate::expr::types::Type;
use crate::model::DateRange;
use crate::span::{Sources, Span};
use crate::words::Lang;

/// What a type is called in a message.
pub(super) fn type_name(ty: &Type, lang: Lang) -> String {
    ty.name(lang)
}

pub(super) fn type_mismatch(wanted: &Type, found: &Type, source: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        "type-mismatch",
        span,
        format!("cần {}, nhận được {}", type_name(wanted, Lang::Vi), type_name(found, Lang::Vi)),
        format!("expected {}, found {}", type_name(wanted, Lang::En), type_name(found, Lang::En)),
    );
    match (wanted, found) {
        (Type::Boolean, Type::Choice(_)) if !source.is_empty() => diagnostic.help(
            format!("so sánh với một lựa chọn, ví dụ `{source} = …`"),
            format!("compare it with an option, for example `{source} = …`"),
        ),
        (Type::Boolean, Type::Number(_)) if !source.is_empty() => diagnostic.help(
            format!("so sánh với một giá trị, ví dụ `{source} >= …`"),
            format!("compare it with a value, for example `{source} >= …`"),
        ),
        _ => diagnostic,
    }
}

/// The mistake of an operation on two operands, placed on the one that is more likely wrong.
pub(super) fn type_mistake(
    mistake: &TypeMistake,
    left: Span,
    right: Span,
    whole: Span,
    sources: &Sources,
) -> Diagnostic {
    let (left_text, right_text) = (sources.slice(left), sources.slice(right));
    mistake.diagnostic(&Operands { whole, left, right, left_text, right_text })
}

pub(super) fn not_a_number(found: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(
        "type-mismatch",
        span,
        format!("cần một số, nhận được {}", type_name(found, Lang::Vi)),
        format!("expected a number, found {}", type_name(found, Lang::En)),
    )
}

pub(super) fn not_a_list(found: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(
        "type-mismatch",
        span,
        format!("cần một danh sách hoặc một nhóm, nhận được {}", type_name(found, Lang::Vi)),
        format!("expected a list or a group, found {}", type_name(found, Lang::En)),
    )
}

pub(super) fn branches_differ(first: &Type, other: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(
        "branches-differ",
        span,
        format!("các nhánh khác loại: {} và {}", type_name(first, Lang::Vi), type_name(other, Lang::Vi)),
        format!("the branches differ: {} and {}", type_name(first, Lang::En), type_name(other, Lang::En)),
    )
}

pub(super) fn list_mixes(first: &Type, other: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(
        "list-mixes-types",
        span,
        format!("danh sách trộn {} với {}", type_name(first, Lang::Vi), type_name(other, Lang::Vi)),
        format!("the list mixes {} with {}", type_name(first, Lang::En), type_name(other, Lang::En)),
    )
}

pub(super) fn unknown_name(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-question",
        span,
        format!("không có câu hỏi nào tên `{name}`"),
        format!("no question named `{name}`"),
    )
}

pub(super) fn unknown_option(name: &str, options: &[&str], span: Span) -> Diagnostic {
    let list = options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::new(
        "unknown-option",
        span,
        format!("không có lựa chọn `{name}`; có: {list}"),
        format!("there is no option `{name}`; there are: {list}"),
    )
}

pub(super) fn unknown_parameter(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-parameter",
        span,
        format!("không có tham số nào tên `{name}` trong law/parameters.yaml"),
        format!("no parameter named `{name}` in law/parameters.yaml"),
    )
}

pub(super) fn unknown_site_question(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-site-question",
        span,
        format!("hồ sơ cơ sở (site.yaml) không có câu hỏi `{name}`"),
        format!("the establishment's profile (site.yaml) has no question `{name}`"),
    )
}

pub(super) fn unknown_table(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-table",
        span,
        format!("không có bảng dữ liệu `{name}`"),
        format!("no data table named `{name}`"),
    )
}

pub(super) fn unknown_column(name: &str, of: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-column",
        span,
        format!("`{of}` không có `{name}`"),
        format!("`{of}` has no `{name}`"),
    )
}

pub(super) fn unknown_instrument(id: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-instrument",
        span,
        format!("không có văn bản `{id}` trong law/instruments.yaml"),
        format!("no instrument `{id}` in law/instruments.yaml"),
    )
}

pub(super) fn unknown_unit(name: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        "unknown-unit",
        span,
        format!("không có đơn vị `{name}`"),
        format!("no unit named `{name}`"),
    );
    diagnostic.suggest(name, crate::expr::unit::names())
}

pub(super) fn no_field(name: &str, of: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(
        "no-such-part",
        span,
        format!("{} không có phần `{name}`", type_name(of, Lang::Vi)),
        format!("{} has no part `{name}`", type_name(of, Lang::En)),
    )
}

pub(super) fn row_as_value(name: &str, group: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "row-as-value",
        span,
        format!("`{name}` là một dòng của nhóm `{group}`, không phải một giá trị"),
        format!("`{name}` is a row of group `{group}`, not a value"),
    )
    .help(format!("hỏi một câu của dòng: `{name}.…`"), format!("read one of its questions: `{name}.…`"))
}

pub(super) fn group_question_outside(name: &str, group: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "group-question-outside",
        span,
        format!("`{name}` thuộc nhóm `{group}`, mỗi dòng có một câu trả lời riêng"),
        format!("`{name}` belongs to group `{group}`, where every row has its own answer"),
    )
    .help(
        format!("viết `every x in {group} satisfies x.{name} …` hoặc `some x in {group} satisfies …`"),
        format!("write `every x in {group} satisfies x.{name} …` or `some x in {group} satisfies …`"),
    )
}

pub(super) fn steps_outside_for(span: Span) -> Diagnostic {
    Diagnostic::new(
        "steps-outside-for",
        span,
        "`a..b` chỉ dùng sau `in` của `for`, `some` hoặc `every`",
        "`a..b` stands after the `in` of `for`, `some` or `every` only",
    )
}

pub(super) fn cycle(chain: &[(String, Span)], span: Span) -> Diagnostic {
    let names: Vec<String> = chain.iter().map(|(name, _)| format!("`{name}`")).collect();
    let round = names.iter().chain(names.first()).cloned().collect::<Vec<_>>().join(" → ");
    let mut diagnostic = Diagnostic::new(
        "cycle",
        span,
        format!("phụ thuộc vòng tròn: {round}"),
        format!("these depend on each other in a circle: {round}"),
    )
    .help(
        "câu hỏi chỉ hiện ra khi câu kia đã trả lời: bỏ một điều kiện `when`",
        "each waits for the other: take one `when` away",
    );
    for (name, place) in chain {
        diagnostic = diagnostic.related(*place, format!("`{name}` ở đây"), format!("`{name}` is here"));
    }
    diagnostic
}

pub(super) fn name_twice(name: &str, first: Span, span: Span) -> Diagnostic {
    Diagnostic::new(
        "name-twice",
        span,
        format!("tên `{name}` đã được dùng"),
        format!("the name `{name}` is already taken"),
    )
    .related(first, "lần đầu ở đây", "first used here")
}

pub(super) fn reserved_name(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "reserved-name",
        span,
        format!("`{name}` là từ dành riêng của ngôn ngữ"),
        format!("`{name}` is reserved by the language"),
    )
}

pub(super) fn not_a_literal(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "not-a-literal",
        span,
        format!("cần một giá trị như `2 m`, `24 months` hoặc `2026-03-01`, nhận được `{text}`"),
        format!("expected a value such as `2 m`, `24 months` or `2026-03-01`, found `{text}`"),
    )
}

pub(super) fn open_brace(span: Span) -> Diagnostic {
    Diagnostic::new(
        "open-brace",
        span,
        "thiếu `}` đóng chỗ điền giá trị",
        "the `}` that closes this placeholder is missing",
    )
}

pub(super) fn bad_cell(example: &str, text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "bad-cell",
        span,
        format!("ô này cần giá trị như `{example}`, nhận được `{text}`"),
        format!("this cell takes a value such as `{example}`, found `{text}`"),
    )
}

pub(super) fn key_twice(key: &str, first: Span, span: Span) -> Diagnostic {
    Diagnostic::new(
        "key-twice",
        span,
        format!("khóa `{key}` có hai dòng"),
        format!("two rows have the key `{key}`"),
    )
    .related(first, "dòng đầu ở đây", "the first is here")
}

pub(super) fn no_key(column: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        "no-key",
        span,
        format!("dòng này không có khóa `{column}`"),
        format!("this row has no key `{column}`"),
    )
}

pub(super) fn parameter_gap(name: &str, gap: DateRange, span: Span) -> Diagnostic {
    let day = |day: Option<crate::model::Date>| day.map_or_else(String::new, |day| day.to_string());
    Diagnostic::new(
        "parameter-gap",
        span,
        format!("tham số `{name}` không có giá trị từ {} đến trước {}", day(gap.from), day(gap.until)),
        format!("parameter `{name}` has no value from {} until {}", day(gap.from), day(gap.until)),
    )
}

pub(super) fn parameter_overlap(name: &str, earlier: Span, later: Span) -> Diagnostic {
    Diagnostic::new(
        "parameter-overlap",
        later,
        format!("tham số `{name}` có hai giá trị cùng một ngày"),
        format!("parameter `{name}` has two values on one day"),
    )
    .related(earlier, "giá trị kia", "the other value")
}
