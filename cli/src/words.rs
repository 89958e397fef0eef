//! Small words of the command line in both languages. Sentences stand where they are said.

use soat::words::Lang;

pub(crate) fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// `3 tệp`, `1 file`, `3 files`.
pub(crate) fn counted(lang: Lang, count: usize, vi: &str, one: &str, many: &str) -> String {
    let noun = match lang {
        Lang::Vi => vi,
        Lang::En if count == 1 => one,
        Lang::En => many,
    };
    format!("{count} {noun}")
}

/// `50.000.000` in Vietnamese, `50,000,000` in English.
pub(crate) fn grouped(amount: i64, lang: Lang) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mark = pick(lang, ".", ",");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(mark);
        }
        grouped.push(digit);
    }
    if amount < 0 { format!("-{grouped}") } else { grouped }
}

/// Vietnamese where the locale of the environment is Vietnamese, else English: the first of `LC_ALL`, `LC_MESSAGES`
/// and `LANG` that is set and not empty decides.
pub(crate) fn lang_of_environment() -> Lang {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    lang_of_locale(&locale)
}

fn lang_of_locale(locale: &str) -> Lang {
    let language = locale.split(['_', '.', '-', '@']).next().unwrap_or("");
    if language.eq_ignore_ascii_case("vi") { Lang::Vi } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_as_the_language_does() {
        assert_eq!(grouped(50_000_000, Lang::Vi), "50.000.000");
        assert_eq!(grouped(-1_234, Lang::En), "-1,234");
        assert_eq!(grouped(999, Lang::En), "999");
    }

    #[test]
    fn a_vietnamese_locale_speaks_vietnamese() {
        for locale in ["vi", "vi_VN", "vi_VN.UTF-8", "vi-VN", "VI_VN"] {
            assert_eq!(lang_of_locale(locale), Lang::Vi, "{locale}");
        }
        for locale in ["", "C", "C.UTF-8", "en_US.UTF-8", "vie", "fr_FR"] {
            assert_eq!(lang_of_locale(locale), Lang::En, "{locale}");
        }
    }
}
