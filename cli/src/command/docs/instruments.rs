//! The page of instruments, from the rules: what rests on each, how sure it is, and what was not verified.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use soat::model::{
    Checklist, Confidence, DateRange, Instrument, Nature, Pack, Requirement, SecondReading, Standing,
};
use soat::words::Lang;

use super::cell;
use crate::words::pick;

pub(super) fn page(pack: &Pack, lang: Lang) -> String {
    let title = pick(lang, "Văn bản và những gì dựa vào đó", "Instruments and what rests on them");
    let intro = pick(
        lang,
        "Trang này được tạo từ các tệp quy tắc. ⚠ là chưa kiểm chứng: không có văn bản để đối chiếu, hoặc chỉ nhớ lại.",
        "This page is made from the rules. ⚠ means not verified: no text at hand to compare, or from memory alone.",
    );
    let mut page = format!("# {title}\n\n{intro}\n");
    counts(&mut page, pack, lang);
    let users = users(pack);
    // Writing to a string cannot fail.
    let _ = writeln!(page, "\n## {}\n", pick(lang, "Văn bản", "Instruments"));
    for instrument in pack.law.instruments.values() {
        introduce(&mut page, instrument, lang);
        match users.get(instrument.id.value.as_str()) {
            Some(uses) => list(&mut page, uses, lang),
            None => {
                let nothing = pick(lang, "Chưa có yêu cầu nào dựa vào.", "No requirement rests on it.");
                let _ = writeln!(page, "{nothing}\n");
            }
        }
    }
    unverified_parameters(&mut page, pack, lang);
    page
}

/// Requirements by checklist, and by how sure they are.
fn counts(page: &mut String, pack: &Pack, lang: Lang) {
    let _ = writeln!(page, "\n## {}\n", pick(lang, "Bảng kiểm", "Checklists"));
    let _ = writeln!(
        page,
        "| {} | {} | {} | {} | {} | {} | {} | ⚠ |\n|---|---:|---:|---:|---:|---:|---:|---:|",
        pick(lang, "bảng kiểm", "checklist"),
        pick(lang, "yêu cầu", "requirements"),
        pick(lang, "luật", "law"),
        pick(lang, "thông lệ, khuyến nghị", "practice, advice"),
        pick(lang, "đã đọc văn bản", "text seen"),
        pick(lang, "đọc lại: khớp", "second reading: ok"),
        pick(lang, "đọc lại: đã sửa", "second reading: fixed"),
    );
    for checklist in pack.checklists.values() {
        let all: Vec<&Requirement> = requirements(checklist).collect();
        if all.is_empty() {
            continue;
        }
        let count = |wanted: &dyn Fn(&Requirement) -> bool| all.iter().filter(|own| wanted(own)).count();
        let reading = |wanted| {
            count(&|own: &Requirement| own.second_reading.as_ref().is_some_and(|own| own.value == wanted))
        };
        let law = count(&|own| own.nature == Nature::Law);
        let seen =
            count(&|own| own.confidence.as_ref().is_some_and(|own| own.value <= Confidence::PartlySeen));
        let _ = writeln!(
            page,
            "| {} | {} | {law} | {} | {seen} | {} | {} | {} |",
            cell(checklist.title.get(lang)),
            all.len(),
            all.len() - law,
            reading(SecondReading::Ok),
            reading(SecondReading::Fixed),
            count(&|own| is_unverified(own)),
        );
    }
}

fn introduce(page: &mut String, instrument: &Instrument, lang: Lang) {
    let weak = Standing::of(Some(instrument.confidence.value), None) == Standing::Unverified;
    let _ = writeln!(page, "### {}{}\n", instrument.number, if weak { " ⚠" } else { "" });
    let mut facts = vec![instrument.title.get(lang).to_owned(), instrument.issuer.get(lang).to_owned()];
    facts.push(in_force(&instrument.range, lang));
    if !instrument.replaced_by.is_empty() {
        let by: Vec<&str> = instrument.replaced_by.iter().map(|name| name.value.as_str()).collect();
        facts.push(format!("{} {}", pick(lang, "thay bằng", "replaced by"), by.join(", ")));
    }
    facts.retain(|fact| !fact.is_empty());
    let _ = writeln!(page, "`{}` · {}\n", instrument.id.value, facts.join(" · "));
    let note = instrument.note.get(lang);
    if !note.is_empty() {
        let _ = writeln!(page, "{note}\n");
    }
}

fn in_force(range: &DateRange, lang: Lang) -> String {
    match (range.from, range.until) {
        (None, None) => pick(lang, "chưa rõ ngày hiệu lực", "dates in force not known").to_owned(),
        (Some(from), None) => format!("{} {from}", pick(lang, "từ", "from")),
        (None, Some(until)) => format!("{} {until}", pick(lang, "đến trước", "until before")),
        (Some(from), Some(until)) => {
            format!("{} {from} {} {until}", pick(lang, "từ", "from"), pick(lang, "đến trước", "until before"))
        }
    }
}

/// One use of an instrument: checklist, article, requirement, and whether it only says what a breach costs.
struct Use<'p> {
    checklist: &'p str,
    requirement: &'p Requirement,
    at: &'p str,
    is_penalty: bool,
}

fn users(pack: &Pack) -> BTreeMap<&str, Vec<Use<'_>>> {
    let mut users: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
    for (checklist, requirement) in pack
        .checklists
        .iter()
        .flat_map(|(id, checklist)| requirements(checklist).map(move |own| (id.as_str(), own)))
    {
        let cited = requirement.citations.iter().map(|own| (&own.law, &own.at, false));
        let punished = requirement.penalties.iter().map(|own| (&own.law, &own.at, true));
        for (law, at, is_penalty) in cited.chain(punished) {
            let uses = users.entry(law.value.as_str()).or_default();
            uses.push(Use { checklist, requirement, at: at.value.as_str(), is_penalty });
        }
    }
    users
}

fn list(page: &mut String, uses: &[Use<'_>], lang: Lang) {
    let _ = writeln!(
        page,
        "| {} | {} | {} |\n|---|---|---|",
        pick(lang, "bảng kiểm", "checklist"),
        pick(lang, "điều", "article"),
        pick(lang, "yêu cầu", "requirement"),
    );
    for own in uses {
        let penalty = if own.is_penalty { pick(lang, " (mức phạt)", " (fine)") } else { "" };
        let mark = if is_unverified(own.requirement) { " ⚠" } else { "" };
        let name = &own.requirement.id.value;
        let _ = writeln!(page, "| {} | {}{penalty} | `{name}`{mark} |", own.checklist, cell(own.at));
    }
    page.push('\n');
}

fn unverified_parameters(page: &mut String, pack: &Pack, lang: Lang) {
    let _ = writeln!(page, "## {}\n", pick(lang, "Tham số chưa kiểm chứng", "Parameters not verified"));
    let _ = writeln!(
        page,
        "| {} | {} | {} |\n|---|---|---|",
        pick(lang, "tham số", "parameter"),
        pick(lang, "giá trị", "value"),
        pick(lang, "hiệu lực", "in force"),
    );
    for parameter in pack.law.parameters.values() {
        for value in &parameter.values {
            let reading = value.second_reading.as_ref().map(|own| own.value);
            if Standing::of(Some(value.confidence.value), reading) == Standing::Unverified {
                let title = cell(parameter.title.get(lang));
                let _ = writeln!(
                    page,
                    "| {title} (`{}`) | {} | {} |",
                    parameter.name.value,
                    cell(&value.is.value),
                    in_force(&value.range, lang)
                );
            }
        }
    }
}

fn is_unverified(requirement: &Requirement) -> bool {
    let confidence = requirement.confidence.as_ref().map(|own| own.value);
    let reading = requirement.second_reading.as_ref().map(|own| own.value);
    Standing::of(confidence, reading) == Standing::Unverified
}

fn requirements(checklist: &Checklist) -> impl Iterator<Item = &Requirement> {
    let of_items = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
    let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
    of_items.filter_map(|item| item.requirement.as_ref()).chain(of_groups).chain(&checklist.requirements)
}
