//! The page of codes: what each means, and how grave it is.

use std::fmt::Write as _;

use soat::check::lints::LINTS;
use soat::codes::{CODES, Code};
use soat::diag::Severity;
use soat::words::Lang;

use crate::words::pick;

pub(super) fn page(lang: Lang) -> String {
    let title = pick(lang, "Mã của `soat check`", "Codes of `soat check`");
    let intro = pick(
        lang,
        "Mỗi chỗ sai có một mã không đổi. `soat explain MÃ` nói lại những điều dưới đây. Lỗi làm mã thoát là 1; cảnh báo thì không, trừ khi dùng `--deny warnings`.",
        "Every mistake has a stable code. `soat explain CODE` says again what stands below. An error makes the exit code 1; a warning does not, unless `--deny warnings` is given.",
    );
    let mut page = format!("# {title}\n\n{intro}\n");
    let proved = |code: &&Code| LINTS.iter().any(|lint| lint.codes.contains(&code.id));
    section(&mut page, lang, pick(lang, "Chỗ sai", "Mistakes"), CODES.iter().filter(|code| !proved(code)));
    section(&mut page, lang, pick(lang, "Điều chứng minh được", "Proofs"), CODES.iter().filter(proved));
    page
}

fn section<'c>(page: &mut String, lang: Lang, title: &str, codes: impl Iterator<Item = &'c Code>) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "\n## {title}");
    for code in codes {
        let severity = match code.severity {
            Severity::Error => pick(lang, "lỗi", "error"),
            Severity::Warning => pick(lang, "cảnh báo", "warning"),
            Severity::Note => pick(lang, "ghi chú", "note"),
        };
        let _ = writeln!(page, "\n### {}\n\n*{severity}.* {}.", code.id, pick(lang, code.vi, code.en));
    }
}
