//! What holds for every history.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use super::script::{begin, facts_of, step};
use super::*;

/// One line of a script; many are refused where they stand, which is part of the game.
fn line() -> impl Strategy<Value = String> {
    let item = prop_oneof![
        Just("site:workers"),
        Just("basement:a"),
        Just("basement:b"),
        Just("cranes:a"),
        Just("fire:a"),
        Just("basement:levels[1].a"),
        Just("basement:levels[2].a"),
        Just("cranes:cranes[1].a"),
    ];
    let group = prop_oneof![Just("basement:levels"), Just("cranes:cranes")];
    let checklist = prop_oneof![Just("basement"), Just("cranes"), Just("fire")];
    prop_oneof![
        8 => (item.clone(), prop_oneof![Just("yes"), Just("no"), Just("-")]).prop_map(|(item, value)| format!("{item} = {value}")),
        2 => (item.clone(), 0..3).prop_map(|(item, note)| format!("{item} # note {note}")),
        3 => group.clone().prop_map(|group| format!("+ {group}")),
        2 => (group.clone(), 1..4).prop_map(|(group, row)| format!("- {group}[{row}]")),
        2 => (prop_oneof![Just("done"), Just("open")], group).prop_map(|(word, group)| format!("{word} {group}")),
        3 => (prop_oneof![Just("photo"), Just("unphoto")], item.clone(), 0..2)
            .prop_map(|(word, item, photo)| format!("{word} {item} {photo}")),
        1 => (0..3).prop_map(|name| format!("person inspector {name}")),
        1 => (item, 0..3).prop_map(|(item, owner)| format!("remedy {item} {owner} 2026-12-01")),
        1 => (1..4).prop_map(|day| format!("date 2026-12-0{day}")),
        1 => (checklist.clone(), 1..4).prop_map(|(id, version)| format!("rules {id} {version}")),
        2 => (prop_oneof![Just("take"), Just("drop")], checklist).prop_map(|(word, id)| format!("{word} {id}")),
        3 => Just("undo".to_owned()),
        2 => (1..30).prop_map(|seq| format!("undo {seq}")),
        2 => Just("redo".to_owned()),
        1 => Just("sign inspector".to_owned()),
    ]
}

fn script(length: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 0..length)
}

/// Also lines after which most others are refused.
fn any_script() -> impl Strategy<Value = Vec<String>> {
    let closing = prop_oneof![Just("finish"), Just("reopen typo"), Just("export"), Just("resume")];
    prop::collection::vec(prop_oneof![9 => line(), 1 => closing.prop_map(str::to_owned)], 0..60)
}

fn play_all(journal: &mut Journal, who: &str, script: &[String]) {
    for line in script {
        drop(step(journal, who, line));
    }
}

fn played(script: &[String]) -> Journal {
    let mut journal = begin();
    play_all(&mut journal, "An", script);
    journal
}

/// The facts with rows told apart by what is in them, not by their numbers.
fn without_numbers(facts: &BTreeMap<Target, Fact>) -> Vec<String> {
    let holder = |target: &Target| {
        target.row().map(|(checklist, group, row)| (checklist.to_owned(), group.to_owned(), row))
    };
    let mut rows: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (target, fact) in facts {
        let text = format!("{target:?} {fact:?}");
        let text = match target.row() {
            Some((.., row)) => text.replace(&format!("{row:?}"), "row"),
            None => text,
        };
        rows.entry(holder(target)).or_default().push(text);
    }
    let mut groups: Vec<String> = rows.into_values().map(|row| row.join("\n")).collect();
    groups.sort();
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_fold_is_repeated_apply(script in any_script()) {
        let journal = played(&script);
        let folded = fold(journal.events());
        prop_assert_eq!(folded.as_ref(), Ok(journal.inspection()));
        prop_assert_eq!(&folded, &fold(journal.events()));
        let text = write_lines(journal.events());
        for line in text.lines() {
            prop_assert_eq!(canonical(line), line);
        }
        let read = read_lines(&text).unwrap();
        prop_assert_eq!(&read, journal.events());
        let opened = Journal::open(read).unwrap();
        prop_assert_eq!(opened.inspection(), journal.inspection());
    }

    #[test]
    fn undo_restores_and_redo_does_again(script in script(40), next in line()) {
        let mut journal = played(&script);
        let before = journal.inspection().clone();
        let Ok(events) = step(&mut journal, "An", &next) else { return Ok(()) };
        let Some(target) = Target::of(&events[0].what) else { return Ok(()) };
        let after = journal.inspection().clone();
        step(&mut journal, "An", "undo").unwrap();
        prop_assert_eq!(&journal.inspection().record, &before.record, "undo of {:?}", target);
        step(&mut journal, "An", "redo").unwrap();
        prop_assert_eq!(facts_of(journal.inspection()), facts_of(&after));
        step(&mut journal, "An", "undo").unwrap();
        prop_assert_eq!(&journal.inspection().record, &before.record);
    }

    #[test]
    fn what_is_undone_is_as_if_it_had_never_been(script in script(60)) {
        let journal = played(&script);
        // Which event each undoing stands for in the end; done without looking at the state.
        let mut standing: Vec<(u64, EventKind)> = Vec::new();
        let mut taken_back: BTreeMap<u64, EventKind> = BTreeMap::new();
        for event in journal.events() {
            match &event.what {
                EventKind::Undone { seq } => {
                    if let Some(what) = taken_back.remove(seq) {
                        standing.push((event.seq, what));
                        continue;
                    }
                    let index = standing.iter().position(|(standing, _)| standing == seq).unwrap();
                    taken_back.insert(event.seq, standing.remove(index).1);
                }
                what if Target::of(what).is_some() => standing.push((event.seq, what.clone())),
                _ => {}
            }
        }
        let mut replayed = begin().inspection().clone();
        for (seq, what) in &standing {
            apply::forward(&mut replayed, what, *seq);
        }
        prop_assert_eq!(facts_of(&replayed), facts_of(journal.inspection()));
    }

    #[test]
    fn undoing_everything_leads_back_to_the_beginning(script in script(40)) {
        let mut journal = played(&script);
        while let Some(undo) = journal.inspection().undoing() {
            journal.append(undo, stamp_of("An", "An", 99)).unwrap();
        }
        let beginning = begin();
        prop_assert_eq!(&journal.inspection().record, &beginning.inspection().record);
    }

    #[test]
    fn any_change_of_the_history_is_found(script in any_script(), index in any::<Index>(), change in 0..9) {
        let journal = played(&script);
        let mut events = journal.events().to_vec();
        let at = index.index(events.len());
        let last = events.len() - 1;
        match change {
            0 => events[at].who.push('x'),
            1 => events[at].monotonic += 1,
            2 => events[at].at = Timestamp::new(1, 0).unwrap(),
            3 => events[at].session.push('x'),
            4 => events[at].prev = Hash::of(b"x"),
            5 => events[at].hash = Hash::of(b"x"),
            6 => events[at].what = EventKind::Noted { place: place("site:x"), old: String::new(), new: "x".into() },
            7 if at < last => drop(events.remove(at)),
            8 if at < last => events.swap(at, at + 1),
            _ => events.push(events[at].clone()),
        }
        prop_assert!(verify(&events).is_err());
        prop_assert!(Journal::open(events).is_err());
    }

    #[test]
    fn any_changed_byte_of_the_text_is_found(script in any_script(), index in any::<Index>(), bit in 0..8) {
        let journal = played(&script);
        let mut bytes = write_lines(journal.events()).into_bytes();
        let at = index.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let read = std::str::from_utf8(&bytes).ok().and_then(|text| read_lines(text).ok());
        prop_assert!(read.is_none_or(|events| Journal::open(events).is_err()));
    }

    #[test]
    fn an_event_sealed_anew_is_still_refused_where_it_cannot_happen(script in any_script(), line in line()) {
        let mut journal = played(&script);
        let draft = script::draft(journal.inspection(), &line);
        let admitted = journal.prepare(draft.clone(), stamp_of("An", "An", 99)).is_ok();
        let last = journal.events().last().unwrap();
        let forged = sealed(draft, 99_000, stamp_of("An", "An", 99), last.seq + 1, last.hash);
        let before = journal.inspection().clone();
        prop_assert_eq!(journal.extend(&[forged]).is_ok(), admitted);
        prop_assert_eq!(journal.inspection() == &before, !admitted);
    }

    #[test]
    fn joining_commutes_but_for_the_numbers_of_rows(
        trunk in script(25), ours in script(25), theirs in script(25), flips in any::<u64>()
    ) {
        let trunk = played(&trunk);
        let (mut our, mut their) = (trunk.clone(), trunk);
        play_all(&mut our, "An", &ours);
        play_all(&mut their, "Bình", &theirs);
        let (one, other) = (merge(our.events(), their.events()).unwrap(), merge(their.events(), our.events()).unwrap());
        prop_assert_eq!(one.conflicts().len(), other.conflicts().len());
        let mut decided = (BTreeMap::new(), BTreeMap::new());
        for (index, (a, b)) in one.conflicts().iter().zip(other.conflicts()).enumerate() {
            prop_assert_eq!((&a.about, &a.base, &a.ours, &a.theirs), (&b.about, &b.base, &b.theirs, &b.ours));
            let flip = flips >> (index % 64) & 1 == 1;
            decided.0.insert(a.about.clone(), if flip { Branch::Ours } else { Branch::Theirs });
            decided.1.insert(b.about.clone(), if flip { Branch::Theirs } else { Branch::Ours });
        }
        for (journal, merged, decisions) in [(&mut our, &one, &decided.0), (&mut their, &other, &decided.1)] {
            for draft in merged.drafts(&|conflict| decisions.get(&conflict.about).copied()).unwrap() {
                let seconds = journal.inspection().last_seq() + 1;
                let appended = journal.append(draft.clone(), stamp_of("An", "An", seconds));
                prop_assert!(appended.is_ok(), "{:?}: {:?}", draft, appended);
            }
            prop_assert!(Journal::open(journal.events().to_vec()).is_ok());
        }
        prop_assert_eq!(
            without_numbers(&facts_of(our.inspection())),
            without_numbers(&facts_of(their.inspection()))
        );
    }
}
