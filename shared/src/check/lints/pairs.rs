//! Two requirements that say the same, that cannot both be met, or of which one follows from the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::proofs::{Proofs, State, questions};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Requirement;
use crate::program::{Open, RequirementInfo};

/// A question that more requirements than this read, such as the number of workers, ties nothing together.
const MOST_SHARED: usize = 12;

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let program = proofs.program;
    let mut readers: BTreeMap<Open, Vec<usize>> = BTreeMap::new();
    for (at, info) in program.requirements().iter().enumerate() {
        for open in questions(program, info.require) {
            readers.entry(open).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for list in readers.values().filter(|list| list.len() <= MOST_SHARED) {
        for (position, a) in list.iter().enumerate() {
            pairs.extend(list.iter().skip(position + 1).map(|b| (*a, *b)));
        }
    }
    let written: Vec<(&RequirementInfo, &Requirement)> =
        proofs.each_requirement().map(|(info, requirement, _)| (info, requirement)).collect();
    for (a, b) in pairs {
        let (Some((a, a_text)), Some((b, b_text))) = (written.get(a), written.get(b)) else { continue };
        if a.group != b.group || a.nature != b.nature {
            continue;
        }
        if let Some(relation) = relation(proofs, a, b) {
            diagnostics.push(told(relation, (a, a_text), (b, b_text)));
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Same,
    Exclusive,
    /// Whenever the first fails the second fails too: the first says nothing of its own.
    FirstFollows,
    SecondFollows,
}

fn relation(proofs: &mut Proofs<'_>, a: &RequirementInfo, b: &RequirementInfo) -> Option<Relation> {
    let mut same = true;
    let mut both_apply = false;
    let mut both_pass = false;
    let (mut first_alone, mut second_alone) = (false, false);
    let (mut first_fails, mut second_fails) = (false, false);
    let exact = proofs.together(&[a.verdict, b.verdict], &mut |states, _| {
        if let [a, b] = states {
            same &= a == b;
            both_apply |= matches!((a, b), (State::True | State::False, State::True | State::False));
            both_pass |= matches!((a, b), (State::True, State::True));
            first_fails |= *a == State::False;
            second_fails |= *b == State::False;
            first_alone |= *a == State::False && *b != State::False;
            second_alone |= *b == State::False && *a != State::False;
        }
        true
    });
    if exact != Some(true) || !both_apply || !first_fails || !second_fails {
        return None;
    }
    match (same, both_pass, first_alone, second_alone) {
        (true, ..) => Some(Relation::Same),
        (_, false, ..) => Some(Relation::Exclusive),
        (_, _, false, _) => Some(Relation::FirstFollows),
        (_, _, _, false) => Some(Relation::SecondFollows),
        _ => None,
    }
}

fn told(
    relation: Relation,
    a: (&RequirementInfo, &Requirement),
    b: (&RequirementInfo, &Requirement),
) -> Diagnostic {
    let ((first, second), span, other) = match relation {
        Relation::FirstFollows => ((a.0, b.0), a.1.require.span(), b.1.id.span),
        _ => ((b.0, a.0), b.1.require.span(), a.1.id.span),
    };
    let (code, vi, en) = match relation {
        Relation::Same => (
            "duplicates",
            format!("`{}` luôn cho cùng kết luận với `{}`", first.name, second.name),
            format!("`{}` always gives the same verdict as `{}`", first.name, second.name),
        ),
        Relation::Exclusive => (
            "contradicts",
            format!("`{}` và `{}` không bao giờ cùng đạt", first.name, second.name),
            format!("`{}` and `{}` can never both hold", first.name, second.name),
        ),
        Relation::FirstFollows | Relation::SecondFollows => (
            "subsumed",
            format!("`{}` chỉ không đạt khi `{}` cũng không đạt", first.name, second.name),
            format!("`{}` fails only where `{}` fails too", first.name, second.name),
        ),
    };
    Diagnostic::new(code, span, vi, en).related(other, "yêu cầu kia ở đây", "the other requirement is here")
}
