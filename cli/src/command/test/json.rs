//! What `--mutants` and `--coverage` found, for programs.

use serde_json::{Value, json};
use soat::cases::coverage::{Coverage, Decides, Possible};
use soat::cases::mutants::{Fate, Mutant, Score};
use soat::span::Span;

use super::study::Studied;
use crate::console::Console;
use crate::failure::Failure;

pub(super) fn write(
    studied: &[Studied],
    [passed, failed, broken]: [usize; 3],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let checklists: Vec<Value> = studied.iter().map(checklist).collect();
    let all = json!({ "passed": passed, "failed": failed, "broken": broken, "checklists": checklists });
    writeln!(console.out, "{all:#}")?;
    Ok(())
}

fn checklist(one: &Studied) -> Value {
    let mut told = json!({ "checklist": one.checklist, "file": one.file });
    if let Some(mutants) = &one.mutants {
        put(&mut told, "mutants", mutants_told(one, mutants));
    }
    if let Some(coverage) = &one.coverage {
        put(&mut told, "coverage", coverage_told(one, coverage));
    }
    told
}

fn mutants_told(one: &Studied, mutants: &[Mutant]) -> Value {
    let score = Score::of(mutants);
    let alive = mutants.iter().filter_map(|mutant| {
        let case = match &mutant.fate {
            Fate::Survived(proposal) => json!(proposal.yaml()),
            Fate::Undecided => Value::Null,
            Fate::Killed(_) | Fate::Equivalent => return None,
        };
        let mut told = json!({
            "class": mutant.class.code(),
            "from": mutant.from,
            "to": mutant.to,
            "requirements": mutant.requirements,
            "decided": !case.is_null(),
            "case": case,
        });
        put_place(&mut told, one, mutant.span);
        Some(told)
    });
    let percent = score.per_mille().and_then(|per_mille| u32::try_from(per_mille).ok());
    json!({
        "mutants": score.mutants,
        "killed": score.killed,
        "equivalent": score.equivalent,
        "undecided": score.undecided,
        "survived": score.survived,
        "score": percent.map(|per_mille| f64::from(per_mille) / 10.0),
        "alive": alive.collect::<Vec<_>>(),
    })
}

fn coverage_told(one: &Studied, coverage: &Coverage) -> Value {
    let missing_verdicts = coverage.requirements.iter().flat_map(|requirement| {
        requirement.verdicts.iter().filter(|verdict| verdict.is_missing()).map(|verdict| {
            let mut told = json!({
                "requirement": requirement.name,
                "verdict": verdict.verdict.word(),
                "decided": verdict.possible != Possible::Undecided,
            });
            put_place(&mut told, one, requirement.span);
            told
        })
    });
    let missing_decisions = coverage.conditions.iter().flat_map(|condition| {
        let ways = [(true, condition.when_true), (false, condition.when_false)];
        ways.into_iter().filter(|(_, decides)| *decides == Decides::Missing).map(|(value, _)| {
            let mut told = json!({
                "condition": condition.text,
                "while": value,
                "requirements": condition.requirements,
            });
            put_place(&mut told, one, condition.span);
            told
        })
    });
    let ((verdicts, of_verdicts), (decisions, of_decisions)) = (coverage.verdicts(), coverage.decisions());
    json!({
        "verdicts": { "stated": verdicts, "possible": of_verdicts },
        "decisions": { "shown": decisions, "possible": of_decisions },
        "missing_verdicts": missing_verdicts.collect::<Vec<_>>(),
        "missing_decisions": missing_decisions.collect::<Vec<_>>(),
    })
}

/// Lines and columns from 1, columns in characters, as in the diagnostics of `soat check`.
fn put_place(told: &mut Value, one: &Studied, span: Span) {
    let place = one.place(span);
    put(told, "file", json!(place.file));
    put(told, "line", json!(place.start.line));
    put(told, "column", json!(place.start.column));
    put(told, "end_line", json!(place.end.line));
    put(told, "end_column", json!(place.end.column));
}

fn put(told: &mut Value, key: &str, value: Value) {
    if let Some(map) = told.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}
