//! The report as one page to print: everything inside the file, nothing fetched, every answer inert.

use std::fmt::Write;

use super::Report;
use crate::expr::format;
use crate::expr::number::Number;
use crate::model::Standing;
use crate::report::{Finding, FineStatus, PenaltyShown, Violator, holder_words, weight_words};
use crate::words::Lang;

const STYLE: &str = "@page{size:A4;margin:18mm 16mm}\
body{font:11pt/1.5 'Be Vietnam Pro','Noto Sans',sans-serif;color:#14212b;max-width:178mm;margin:0 auto;padding:8mm 0}\
h1{font-size:17pt;line-height:1.35;margin:0 0 2mm}h2{font-size:13pt;margin:8mm 0 3mm;break-after:avoid}\
.meta{color:#45565f;margin:0 0 6mm}table{width:100%;border-collapse:collapse}\
td,th{border:.3mm solid #b9c4c8;padding:2mm;text-align:left;vertical-align:top}\
.totals td{width:20%;text-align:center}.totals b{display:block;font-size:16pt}\
article{border:.3mm solid #b9c4c8;border-radius:2mm;padding:4mm;margin:0 0 4mm;break-inside:avoid}\
article.stop{border:.6mm solid #a61b1b}article h3{font-size:12pt;line-height:1.4;margin:0 0 1mm}\
dl{display:grid;grid-template-columns:32mm 1fr;gap:1mm 3mm;margin:2mm 0 0}dt{color:#45565f}dd{margin:0}\
.badge{border:.3mm solid #8a6d1a;border-radius:1mm;padding:0 1.5mm;font-size:9.5pt}ul{margin:0;padding-left:5mm}\
.sign{display:grid;grid-template-columns:1fr 1fr;gap:10mm;margin-top:12mm;break-inside:avoid;text-align:center}\
.sign div{min-height:32mm}";

pub(super) fn write(report: &Report) -> Vec<u8> {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = render(&mut page, report);
    page.into_bytes()
}

fn render(page: &mut String, report: &Report) -> std::fmt::Result {
    let lang = report.lang;
    let word = |vi: &'static str, en: &'static str| if lang == Lang::Vi { vi } else { en };
    let code = if lang == Lang::Vi { "vi" } else { "en" };
    let title = match report.header.kind.as_str() {
        "self_assessment" => word(
            "Kết quả tự kiểm tra an toàn, vệ sinh lao động",
            "Self-assessment of safety and health at work",
        ),
        _ => word("Kết quả kiểm tra an toàn, vệ sinh lao động", "Result of the safety and health inspection"),
    };
    write!(
        page,
        "<!doctype html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{}</title><style>{STYLE}</style></head><body>",
        escape(title)
    )?;
    write!(page, "<h1>{}</h1><p class=\"meta\">", escape(title))?;
    write!(page, "{}", escape(&report.header.establishment))?;
    for part in [&report.header.address, &report.header.tax_code].into_iter().filter(|part| !part.is_empty())
    {
        write!(page, " · {}", escape(part))?;
    }
    let day = report.as_of.parse().map_or_else(|_| report.as_of.clone(), |day| format::date(day, lang));
    write!(
        page,
        "<br>{} {} · {}",
        word("Ngày", "On"),
        day,
        word("theo pháp luật có hiệu lực ngày này", "by the law in force on that day")
    )?;
    for checklist in &report.checklists {
        write!(page, "<br>{} ({})", escape(checklist.title.get(lang)), escape(&checklist.version))?;
    }
    page.push_str("</p><table class=\"totals\"><tr>");
    let totals = report.totals;
    for (count, label) in [
        (totals.fail, word("không đạt", "not met")),
        (totals.pass, word("đạt", "met")),
        (totals.unanswered, word("chưa kết luận", "undecided")),
        (totals.not_applicable, word("không áp dụng", "not applicable")),
        (totals.error, word("lỗi quy tắc", "rule errors")),
    ] {
        write!(page, "<td><b>{count}</b>{label}</td>")?;
    }
    page.push_str("</tr></table>");
    let (stop, rest): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.stop_work);
    section(page, word("Đề nghị dừng ngay", "Stop at once"), &stop, lang)?;
    section(page, word("Khắc phục có thời hạn", "To be remedied in time"), &rest, lang)?;
    let advice: Vec<&Finding> = report.advice.iter().collect();
    section(page, word("Khuyến nghị (không phải vi phạm)", "Advice (no violation)"), &advice, lang)?;
    if !report.missing.is_empty() {
        write!(page, "<h2>{}</h2><ul>", word("Còn thiếu để kết luận", "Still needed to conclude"))?;
        for missing in &report.missing {
            let row = missing.row.as_ref().map_or_else(String::new, |row| format!("{}: ", row.label));
            write!(page, "<li>{}{}</li>", escape(&row), escape(missing.question.get(lang)))?;
        }
        page.push_str("</ul>");
    }
    write!(
        page,
        "<div class=\"sign\"><div>{}</div><div>{}</div></div></body></html>",
        word("Đại diện cơ sở", "For the establishment"),
        word("Người kiểm tra", "Inspector")
    )
}

fn section(page: &mut String, title: &str, findings: &[&Finding], lang: Lang) -> std::fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    write!(page, "<h2>{}</h2>", escape(title))?;
    findings.iter().try_for_each(|finding| article(page, finding, lang))
}

fn article(page: &mut String, finding: &Finding, lang: Lang) -> std::fmt::Result {
    let word = |vi: &'static str, en: &'static str| if lang == Lang::Vi { vi } else { en };
    let class = if finding.stop_work { " class=\"stop\"" } else { "" };
    write!(page, "<article{class}><h3>")?;
    if let Some(row) = &finding.row {
        write!(page, "{}: ", escape(&row.label))?;
    }
    write!(page, "{}</h3>", escape(&finding.text))?;
    if finding.standing == Standing::Unverified {
        write!(page, "<span class=\"badge\">{}</span>", word("chưa kiểm chứng", "not verified"))?;
    }
    page.push_str("<dl>");
    let mut line = |term: &str, text: &str| -> std::fmt::Result {
        if text.is_empty() {
            Ok(())
        } else {
            write!(page, "<dt>{}</dt><dd>{}</dd>", escape(term), escape(text))
        }
    };
    line(word("Mức độ", "Severity"), weight_words(finding.severity).get(lang))?;
    line(word("Vì", "Because"), &finding.because.join("; "))?;
    let articles: Vec<String> =
        finding.citations.iter().map(|citation| format!("{}, {}", citation.number, citation.at)).collect();
    line(word("Căn cứ", "Article"), &articles.join("; "))?;
    line(word("Người có nghĩa vụ", "Duty of"), holder_words(finding.holder).get(lang))?;
    if let Some(remedy) = &finding.remedy {
        let until = remedy.deadline.as_ref().map(|day| {
            let day = day.parse().map_or_else(|_| day.clone(), |day| format::date(day, lang));
            format!(" · {} {day}", word("chậm nhất", "by"))
        });
        line(word("Khắc phục", "Remedy"), &format!("{}{}", remedy.text, until.unwrap_or_default()))?;
    }
    if let Some(penalty) = &finding.penalty {
        line(word("Khung phạt tham khảo", "Reference fine"), &penalty_sentence(penalty, lang))?;
    }
    line(word("Ghi chú", "Note"), finding.note.get(lang))?;
    line(word("Lưu ý", "Notice"), &finding.warnings.join("; "))?;
    page.push_str("</dl></article>");
    Ok(())
}

/// A fine in words: the range for this establishment, its article, and that it is a reference.
pub(super) fn penalty_sentence(penalty: &PenaltyShown, lang: Lang) -> String {
    let word = |vi: &'static str, en: &'static str| if lang == Lang::Vi { vi } else { en };
    let article = format!("{}, {}", penalty.number, penalty.at);
    let range = |[low, high]: [i64; 2]| {
        let money = |amount: i64| format::number(Number::whole(amount), lang);
        if low == high {
            format!("{} đồng", money(low))
        } else {
            format!("{}–{} đồng", money(low), money(high))
        }
    };
    let figure = match penalty.status {
        FineStatus::Unread => {
            word("có chế tài, chưa đọc được mức tiền", "a sanction exists; its amount was not read")
                .to_owned()
        }
        FineStatus::Unverified => {
            word("chưa kiểm chứng nên không ghi mức tiền", "not verified, so no amount is given").to_owned()
        }
        FineStatus::Warning => word("cảnh cáo", "a warning").to_owned(),
        FineStatus::Open => word("tùy số lượng chưa ghi", "depends on a number not recorded").to_owned(),
        FineStatus::Shown => {
            let whom = match penalty.violator {
                Violator::Organisation => word("tổ chức", "an organisation"),
                Violator::Household => {
                    word("hộ gia đình, hộ kinh doanh", "a household or household business")
                }
                Violator::Individual | Violator::Unknown => word("cá nhân", "an individual"),
            };
            let whom = if penalty.subject.is_empty() { whom } else { penalty.subject.get(lang) };
            let shown = penalty.for_violator.or(penalty.individual).map_or_else(String::new, range);
            format!("{shown} ({whom})")
        }
    };
    // The caution is part of the amount: a figure never stands without it.
    let caution = match penalty.status {
        FineStatus::Shown if !penalty.caution.is_empty() => format!(" · {}", penalty.caution.get(lang)),
        _ => String::new(),
    };
    let act = if penalty.act.is_empty() { String::new() } else { format!(" · {}", penalty.act.get(lang)) };
    format!("{figure} · {article}{act}{caution}")
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Marks that turn the direction of what follows could make a text read as another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}
