//! Inspections told in lines, as a test reads them:
//!
//! ```text
//! basement:depth = 11.5 m      answer (`-` takes it away)       basement:depth # text      note
//! + basement:levels            a row with the next number       - basement:levels[1]       the row goes
//! done basement:levels         the list is complete             open basement:levels       it is not after all
//! photo basement:depth one     a photograph                     unphoto basement:depth one
//! person inspector An          somebody in a role               remedy basement:shoring Bình 2026-12-01
//! date 2026-12-31              the law of another day           rules basement 2026.12.0   newer rules
//! take fire                    a checklist is added             drop cranes                a checklist goes
//! undo · undo 3 · redo · sign inspector · finish · reopen typo · export · resume
//! ```

use std::collections::BTreeMap;

use super::*;

pub(super) fn begin() -> Journal {
    Journal::begin(began(), stamp(0)).unwrap()
}

/// What the lines record, one second apart; a refused line is an error with its refusal.
pub(super) fn play(script: &str) -> Journal {
    let mut journal = begin();
    go_on(&mut journal, "An", script);
    journal
}

pub(super) fn go_on(journal: &mut Journal, who: &str, script: &str) {
    for line in lines(script) {
        step(journal, who, line).unwrap_or_else(|refused| panic!("{line}: {refused:?}"));
    }
}

pub(super) fn lines(script: &str) -> impl Iterator<Item = &str> {
    script.lines().map(str::trim).filter(|line| !line.is_empty())
}

pub(super) fn step(journal: &mut Journal, who: &str, line: &str) -> Result<Vec<Event>, Refused> {
    let seconds = journal.inspection().last_seq() + 1;
    let draft = draft(journal.inspection(), line);
    journal.append(draft, stamp_of(who, who, seconds))
}

fn full(name: &str) -> String {
    if name.starts_with("site:") { name.into() } else { format!("construction/{name}") }
}

fn at(text: &str) -> Place {
    place(&full(text))
}

fn group(text: &str) -> (String, String) {
    let (checklist, group) = text.split_once(':').unwrap();
    (full(checklist), group.to_owned())
}

pub(super) fn draft(inspection: &Inspection, line: &str) -> EventKind {
    if let Some((place, new)) = line.split_once(" = ") {
        return inspection.answering(at(place), (new != "-").then(|| value(new)));
    }
    if let Some((place, note)) = line.split_once(" # ") {
        return inspection.noting(at(place), note.into());
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (first, last) = rest.split_once(' ').unwrap_or((rest, ""));
    let record = inspection.record();
    match word {
        "+" => {
            let (checklist, group) = group(rest);
            EventKind::RowAdded { row: inspection.next_row(&checklist, &group), checklist, group }
        }
        "-" => {
            let (row, _) = rest.split_once(']').unwrap();
            let (name, row) = row.split_once('[').unwrap();
            let (checklist, group) = group(name);
            EventKind::RowRemoved { checklist, group, row: RowId(row.parse().unwrap()) }
        }
        "done" | "open" => {
            let (checklist, group) = group(rest);
            EventKind::GroupCompleted { checklist, group, complete: word == "done" }
        }
        "photo" => EventKind::MediaAdded { place: at(first), media: photo(last) },
        "unphoto" => EventKind::MediaRemoved { place: at(first), media: photo(last) },
        "person" => inspection.naming(
            first.into(),
            (!last.is_empty()).then(|| Person { name: last.into(), title: "thanh tra viên".into() }),
        ),
        "remedy" => inspection.assigning(
            at(first),
            last.split_once(' ')
                .map(|(owner, deadline)| Assignment { owner: owner.into(), deadline: date(deadline) }),
        ),
        "date" => EventKind::DateChanged { from: record.as_of, to: date(rest) },
        "rules" => EventKind::RulesMoved {
            from: record.checklists.get(&full(first)).map_or(rules(&full(first), "?"), |it| it.rules.clone()),
            to: rules(&full(first), last),
        },
        "take" => EventKind::ChecklistAdded { rules: rules(&full(rest), "2026.11.0") },
        "drop" => EventKind::ChecklistRemoved {
            rules: record.checklists.get(&full(rest)).map_or(rules(&full(rest), "?"), |it| it.rules.clone()),
        },
        "undo" if rest.is_empty() => inspection.undoing().unwrap_or(EventKind::Undone { seq: u64::MAX }),
        "undo" => EventKind::Undone { seq: rest.parse().unwrap() },
        "redo" => inspection.redoing().unwrap_or(EventKind::Undone { seq: u64::MAX }),
        "sign" => EventKind::Signed(Box::new(Signed {
            role: rest.into(),
            name: "An".into(),
            image: photo("signature"),
            over: inspection.head(),
        })),
        "finish" => EventKind::Finished {},
        "reopen" => EventKind::Reopened { reason: rest.into() },
        "export" => EventKind::HandedOver { format: "soat".into(), sha256: Hash::of(b"file") },
        "resume" => EventKind::Resumed { app: "0.2.0".into(), note: rest.into() },
        _ => panic!("no such line: {line}"),
    }
}

/// The record in lines, without what the beginning already says.
pub(super) fn show(inspection: &Inspection) -> String {
    let mut lines = Vec::new();
    for (target, fact) in facts_of(inspection) {
        let name = target.to_string().replace("construction/", "");
        let beginning = began();
        lines.push(match &fact {
            Fact::AsOf(date) if *date == beginning.as_of => continue,
            Fact::AsOf(date) => format!("date {date}"),
            Fact::Rules(rules) if beginning.checklists.contains(rules) => continue,
            Fact::Rules(rules) => format!("rules {name} {}", rules.version),
            Fact::There if matches!(target, Target::Checklist(_)) => {
                if beginning.checklists.iter().any(|rules| Target::Checklist(rules.id.clone()) == target) {
                    continue;
                }
                format!("take {name}")
            }
            Fact::There => format!("+ {name}"),
            Fact::Complete => format!("done {name}"),
            Fact::Answer(Answer::Value(value)) => format!("{name} = {value}"),
            Fact::Answer(Answer::NotApplicable(reason)) => format!("{name} n/a {reason}"),
            Fact::Note(note) => format!("{name} # {note}"),
            Fact::Media(media) => format!("photo {name} {}", media.name),
            Fact::Person(person) => format!("person {name} {}", person.name),
            Fact::Assignment(remedy) => format!("remedy {name} {} {}", remedy.owner, remedy.deadline),
        });
    }
    for rules in &began().checklists {
        if !inspection.record().checklists.contains_key(&rules.id) {
            lines.push(format!("drop {}", rules.id.replace("construction/", "")));
        }
    }
    lines.join("\n")
}

pub(super) fn facts_of(inspection: &Inspection) -> BTreeMap<Target, Fact> {
    let mut all = BTreeMap::new();
    facts::each(inspection.record(), &mut |target, fact| drop(all.insert(target, fact)));
    all
}
