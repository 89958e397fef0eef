//! The sentences of the lexer's mistakes that need no more than a place and a word.

use crate::diag::Diagnostic;
use crate::span::Span;

/// Operators of other languages and of typography, longest first, with ours.
#[rustfmt::skip]
const WRONG: &[(&str, &str)] = &[
    ("===", "="), ("!==", "!="), ("==", "="), ("&&", "and"), ("||", "or"), ("<>", "!="), ("=>", ">="), ("=<", "<="),
    ("≥", ">="), ("≤", "<="), ("≠", "!="), ("×", "*"), ("÷", "/"), ("−", "-"), ("–", "-"), ("—", "-"), ("^", "**"),
    ("&", "and"), ("|", "or"), ("…", ".."), ("∧", "and"), ("∨", "or"), ("¬", "not"), ("∈", "in"),
];

pub(super) fn wrong_operator(text: &str) -> Option<(&'static str, &'static str)> {
    if text.starts_with('!') && !text.starts_with("!=") {
        return Some(("!", "not"));
    }
    WRONG.iter().find(|(wrong, _)| text.starts_with(wrong)).copied()
}

pub(super) fn vietnamese_keyword(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "và" => "and",
        "hoặc" => "or",
        "không" => "not",
        "có" => "yes",
        "đúng" => "true",
        "nếu" => "if",
        "thì" => "then",
        "mọi" | "mỗi" => "every",
        _ => return None,
    })
}

pub(super) fn spelling(span: Span, wrong: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        "wrong-spelling",
        span,
        format!("`{wrong}` ở đây viết là `{right}`"),
        format!("`{wrong}` is spelled `{right}` here"),
    )
    .help(format!("viết `{right}`"), format!("write `{right}`"))
}

pub(super) fn name_with_accents(span: Span, word: &str) -> Diagnostic {
    let plain = without_accents(word);
    Diagnostic::new(
        "bad-name",
        span,
        format!("tên chỉ gồm chữ cái không dấu, chữ số và `_`, gặp `{word}`"),
        format!("a name has only the letters a to z, digits and `_`, found `{word}`"),
    )
    .help(
        format!("viết không dấu, ví dụ `{plain}`; lời văn đặt trong dấu ngoặc kép"),
        format!("write it without accents, for example `{plain}`; words to show stand in double quotes"),
    )
}

pub(super) fn stray(span: Span, c: char) -> Diagnostic {
    let shown = if c.is_control() || ('\u{200b}'..='\u{202e}').contains(&c) {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    };
    let diagnostic = Diagnostic::new(
        "unexpected-token",
        span,
        format!("ký tự `{shown}` không có trong ngôn ngữ biểu thức"),
        format!("the character `{shown}` is not part of the expression language"),
    );
    match c {
        '?' => diagnostic.help("viết `if điều_kiện then a else b`", "write `if condition then a else b`"),
        '{' | '}' => diagnostic.help(
            "danh sách viết trong `[ ]`, nhóm phép tính trong `( )`",
            "lists stand in `[ ]`, grouping in `( )`",
        ),
        ':' => diagnostic.help(
            "giờ viết `08:30`, ngày có giờ viết `2026-03-01T08:30`",
            "a time is written `08:30`, a date with time `2026-03-01T08:30`",
        ),
        ';' => diagnostic.help("các phần tử cách nhau bằng `,`", "items are separated by `,`"),
        '#' => diagnostic.help(
            "ghi chú đặt sau dấu cách và `#` ngoài biểu thức",
            "a comment comes after a space and `#`, outside the expression",
        ),
        _ => diagnostic,
    }
}

/// The Vietnamese letters without their marks.
fn without_accents(word: &str) -> String {
    let plain = |c: char| -> Option<char> {
        Some(match c {
            'à'..='å' | 'ă' | 'ạ'..='ặ' => 'a',
            'đ' => 'd',
            'è'..='ë' | 'ẹ'..='ệ' => 'e',
            'ì'..='ï' | 'ĩ' | 'ỉ'..='ị' => 'i',
            'ò'..='ö' | 'ơ' | 'ọ'..='ợ' => 'o',
            'ù'..='ü' | 'ũ' | 'ư' | 'ụ'..='ự' => 'u',
            'ý' | 'ỳ'..='ỹ' => 'y',
            '\u{300}'..='\u{36f}' => return None,
            c if c.is_ascii_alphanumeric() || c == '_' => c,
            _ => '_',
        })
    };
    word.to_lowercase().chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn accents_are_taken_off() {
        assert_eq!(super::without_accents("Độ_sâu_hố_đào"), "do_sau_ho_dao");
        assert_eq!(super::without_accents("người_ở_ghế_ừ_ỹ_ỉ_ặ_ễ"), "nguoi_o_ghe_u_y_i_a_e");
        assert_eq!(super::without_accents("hô\u{301}"), "ho");
    }
}
