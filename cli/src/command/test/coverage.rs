//! What the cases leave untried, for people.

use soat::cases::coverage::{ConditionCoverage, Coverage, Decides, Possible};

use super::study::Studied;
use crate::console::Console;
use crate::failure::Failure;
use crate::render::{Ink, inert};
use crate::words::pick;

pub(super) fn write(studied: &[Studied], console: &mut Console<'_>) -> Result<(), Failure> {
    for one in studied {
        let Some(coverage) = &one.coverage else { continue };
        writeln!(console.out)?;
        write_one(one, coverage, console)?;
    }
    Ok(())
}

fn write_one(one: &Studied, coverage: &Coverage, console: &mut Console<'_>) -> Result<(), Failure> {
    let (lang, style) = (console.lang, console.style);
    let ((verdicts, of_verdicts), (decisions, of_decisions)) = (coverage.verdicts(), coverage.decisions());
    let all = verdicts == of_verdicts && decisions == of_decisions;
    let head = format!(
        "{}: {verdicts}/{of_verdicts} {}, {decisions}/{of_decisions} {}",
        one.checklist,
        pick(lang, "kết luận có ca", "verdicts stated"),
        pick(lang, "điều kiện tự quyết định (MC/DC)", "conditions decide alone (MC/DC)"),
    );
    writeln!(console.out, "{}", style.paint(if all { Ink::Good } else { Ink::Warning }, &head))?;
    for requirement in &coverage.requirements {
        let missing = requirement.verdicts.iter().filter(|verdict| verdict.is_missing());
        let words = missing.map(|verdict| match verdict.possible {
            Possible::Undecided => {
                format!("{} ({})", verdict.verdict.word(), pick(lang, "nếu có thể", "if it can happen"))
            }
            _ => verdict.verdict.word().to_owned(),
        });
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            let place = one.place(requirement.span);
            let never = pick(lang, "chưa ca nào có", "no case has");
            let words = words.join(", ");
            writeln!(
                console.out,
                "  {}:{} {}: {never} {words}",
                place.file, place.start.line, requirement.name
            )?;
        }
    }
    for condition in &coverage.conditions {
        if let Some(missing) = missing_decisions(condition, console) {
            let place = one.place(condition.span);
            let readers = condition.requirements.first().map_or("", String::as_str);
            let text = inert(&condition.text);
            writeln!(
                console.out,
                "  {}:{}:{} `{text}` ({readers}): {missing}",
                place.file, place.start.line, place.start.column
            )?;
        }
    }
    Ok(())
}

fn missing_decisions(condition: &ConditionCoverage, console: &Console<'_>) -> Option<String> {
    let lang = console.lang;
    let missing = (condition.when_true == Decides::Missing, condition.when_false == Decides::Missing);
    let told = match missing {
        (false, false) => return None,
        (true, true) => {
            pick(lang, "chưa ca nào cho thấy nó tự quyết định", "no case shows that it decides alone")
        }
        (true, false) => pick(
            lang,
            "chưa ca nào cho thấy nó tự quyết định khi đúng",
            "no case shows that it decides alone while true",
        ),
        (false, true) => pick(
            lang,
            "chưa ca nào cho thấy nó tự quyết định khi sai",
            "no case shows that it decides alone while false",
        ),
    };
    Some(told.to_owned())
}
