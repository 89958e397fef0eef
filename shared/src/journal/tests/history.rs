//! What each event does, what is refused, what can be taken back.

use super::script::{begin, go_on, lines, play, show, step};
use super::*;

/// The script leads to the record.
fn check(script: &str, record: &str) {
    let journal = play(script);
    let expected: Vec<&str> = lines(record).collect();
    assert_eq!(show(journal.inspection()), expected.join("\n"), "after {script}");
    assert_eq!(fold(journal.events()).as_ref(), Ok(journal.inspection()));
    assert_eq!(verify(journal.events()), Ok(()));
}

/// The script's last line is refused, and changes nothing.
fn refuse(script: &str) -> Refused {
    let mut all: Vec<&str> = lines(script).collect();
    let last = all.pop().unwrap();
    let mut journal = play(&all.join("\n"));
    let before = journal.inspection().clone();
    let refused = step(&mut journal, "An", last).expect_err(last);
    assert_eq!(*journal.inspection(), before);
    let words = refused.words();
    assert!(!words.vi.is_empty() && !words.en.is_empty());
    refused
}

#[test]
fn everything_recorded_is_in_the_fold() {
    check(
        "site:workers = 120
         basement:depth = 11.5 m
         basement:depth # đo tại góc tây
         + basement:levels
         basement:levels[1].oxygen = 19.5 %
         done basement:levels
         photo basement:levels[1].oxygen one
         person inspector An
         remedy basement:shoring Bình 2026-12-01
         date 2026-12-31
         rules basement 2026.12.0
         take fire
         drop cranes",
        "date 2026-12-31
         take fire
         rules basement 2026.12.0
         rules fire 2026.11.0
         + basement:levels[1]
         done basement:levels
         basement:depth = 11.5 m
         basement:levels[1].oxygen = 19.5 %
         site:workers = 120
         basement:depth # đo tại góc tây
         photo basement:levels[1].oxygen one
         person inspector An
         remedy basement:shoring Bình 2026-12-01
         drop cranes",
    );
}

#[test]
fn an_answer_replaced_or_taken_away() {
    check("basement:depth = 1 m\n basement:depth = 2 m", "basement:depth = 2 m");
    check("basement:depth = 1 m\n basement:depth = -", "");
}

#[test]
fn undo_takes_back_the_last_change_and_redo_brings_it_again() {
    check("basement:a = yes\n basement:a = no\n undo", "basement:a = yes");
    check("basement:a = yes\n basement:a = no\n undo\n undo", "");
    check("basement:a = yes\n basement:a = no\n undo\n undo\n redo", "basement:a = yes");
    check("basement:a = yes\n basement:a = no\n undo\n undo\n redo\n redo", "basement:a = no");
    check("basement:a = yes\n basement:a = no\n undo\n undo\n redo\n redo\n undo", "basement:a = yes");
    check(
        "+ basement:levels\n undo\n redo\n basement:levels[1].a = yes",
        "+ basement:levels[1]\n basement:levels[1].a = yes",
    );
}

#[test]
fn any_earlier_change_can_be_undone_unless_something_later_rests_on_it() {
    check("basement:a = yes\n basement:b = no\n undo 1", "basement:b = no");
    let changed_since = |seq, by| {
        move |refused: Refused| match refused {
            Refused::CannotUndo { seq: found, why: CannotUndo::ChangedSince { by: later, .. } } => {
                assert_eq!((found, later), (seq, by));
            }
            other => panic!("{other:?}"),
        }
    };
    changed_since(1, 2)(refuse("basement:a = yes\n basement:a = no\n undo 1"));
    // Though the value is again what event 1 made it, event 3 rests on event 2 and that on event 1.
    changed_since(1, 2)(refuse("basement:a = yes\n basement:a = no\n basement:a = yes\n undo 1"));
    changed_since(1, 2)(refuse("+ basement:levels\n basement:levels[1].a = yes\n undo 1"));
    changed_since(2, 3)(refuse(
        "+ basement:levels\n basement:levels[1].a = yes\n - basement:levels[1]\n undo 2",
    ));
    changed_since(1, 2)(refuse("take fire\n fire:a = yes\n undo 1"));
}

#[test]
fn what_is_not_a_standing_change_cannot_be_undone() {
    let not_standing = |script| {
        assert!(
            matches!(refuse(script), Refused::CannotUndo { why: CannotUndo::NotStanding, .. }),
            "{script}"
        );
    };
    not_standing("undo 0");
    not_standing("undo 7");
    not_standing("resume\n undo 1");
    not_standing("sign inspector\n undo 1");
    not_standing("basement:a = yes\n undo 1\n undo 1");
    not_standing("basement:a = yes\n undo 1\n basement:b = yes\n undo 2");
    not_standing("basement:a = yes\n finish\n reopen typo\n undo 1");
}

#[test]
fn a_removed_row_comes_back_whole_and_numbers_are_never_reused() {
    let filled = "+ basement:levels
                  + basement:levels
                  basement:levels[1].a = yes
                  basement:levels[1].a # note
                  photo basement:levels[1].a one
                  remedy basement:levels[1].r Bình 2026-12-01
                  - basement:levels[1]";
    check(filled, "+ basement:levels[2]");
    check(
        &format!("{filled}\n undo"),
        "+ basement:levels[1]
         + basement:levels[2]
         basement:levels[1].a = yes
         basement:levels[1].a # note
         photo basement:levels[1].a one
         remedy basement:levels[1].r Bình 2026-12-01",
    );
    check("+ basement:levels\n - basement:levels[1]\n + basement:levels", "+ basement:levels[2]");
    check("+ basement:levels\n undo\n + basement:levels", "+ basement:levels[2]");
}

#[test]
fn a_checklist_taken_again_has_its_answers() {
    check("cranes:a = yes\n + cranes:cranes\n drop cranes", "drop cranes");
    check(
        "cranes:a = yes\n + cranes:cranes\n drop cranes\n take cranes",
        "+ cranes:cranes[1]\n cranes:a = yes",
    );
}

#[test]
fn a_photograph_taken_back_returns_to_its_place() {
    let journal = play(
        "photo basement:a one
         photo basement:a two
         photo basement:a three
         unphoto basement:a two
         unphoto basement:a one
         undo 4",
    );
    let names: Vec<_> =
        journal.inspection().media(&place("construction/basement:a")).map(|media| &media.name).collect();
    assert_eq!(names, ["two", "three"]);
}

#[test]
fn refusals_name_what_is_wrong() {
    for (script, refused) in [
        ("fire:a = yes", "UnknownChecklist"),
        ("basement:levels[1].a = yes", "UnknownRow"),
        ("+ basement:levels\n - basement:levels[1]\n basement:levels[1].a # x", "UnknownRow"),
        ("- basement:levels[1]", "NotThere"),
        ("basement:a = yes\n basement:a = yes", "NothingChanges"),
        ("open basement:levels", "NothingChanges"),
        ("site:group[1].a = yes", "NotForSite"),
        ("+ fire:exits", "UnknownChecklist"),
        ("+ basement:Levels", "BadName"),
        ("take fire\n take fire", "AlreadyThere"),
        ("drop fire", "NotThere"),
        ("photo basement:a one\n photo basement:a one", "AlreadyThere"),
        ("unphoto basement:a one", "NotThere"),
        ("date 2026-11-03", "NothingChanges"),
        ("rules basement 2026.11.0", "NothingChanges"),
        ("rules fire 2026.11.0", "Stale"),
        ("finish\n basement:a = yes", "Closed"),
        ("finish\n photo basement:a one", "Closed"),
        ("finish\n undo 1", "Closed"),
        ("finish\n finish", "Closed"),
        ("finish\n export\n sign inspector", "Closed"),
        ("reopen typo", "StillOpen"),
    ] {
        let found = format!("{:?}", refuse(script));
        assert!(found.starts_with(refused), "{script}: {found}");
    }
}

#[test]
fn a_draft_made_before_another_tabs_event_is_stale() {
    let mut journal = play("basement:a = yes");
    let draft = journal.inspection().answering(place("construction/basement:a"), Some(value("no")));
    go_on(&mut journal, "Bình", "basement:a = -");
    assert!(matches!(journal.append(draft, stamp(9)), Err(Refused::Stale { .. })));
}

#[test]
fn row_numbers_must_be_the_next() {
    let mut journal = begin();
    for (row, good) in [(0, false), (2, false), (u32::MAX, false), (1, true), (1, false), (2, true)] {
        let (checklist, group) = ("construction/basement".to_owned(), "levels".to_owned());
        let draft = EventKind::RowAdded { checklist, group, row: RowId(row) };
        assert_eq!(journal.append(draft, stamp(1)).is_ok(), good, "{row}");
    }
}

#[test]
fn an_inspection_opens_finishes_and_is_handed_over() {
    for (script, status) in [
        ("basement:a = yes", Status::Open),
        ("export", Status::Open),
        ("finish", Status::Finished),
        ("finish\n export", Status::HandedOver),
        ("finish\n export\n export", Status::HandedOver),
        ("finish\n export\n reopen typo", Status::Open),
        ("finish\n reopen typo\n finish", Status::Finished),
    ] {
        assert_eq!(play(script).inspection().status(), status, "{script}");
    }
}

#[test]
fn it_reopens_at_the_place_last_touched() {
    for (script, last) in [
        ("resume", None),
        ("basement:a = yes\n basement:b # x\n resume\n person inspector An", Some("construction/basement:b")),
        ("basement:a = yes\n basement:b = yes\n undo 1", Some("construction/basement:a")),
        ("+ basement:levels\n photo basement:levels[1].a one", Some("construction/basement:levels[1].a")),
    ] {
        assert_eq!(play(script).inspection().last_place(), last.map(place).as_ref(), "{script}");
    }
}

#[test]
fn a_signature_stands_until_what_it_covers_changes() {
    for (script, stands) in [
        ("sign inspector", true),
        ("sign inspector\n finish\n export", true),
        ("sign inspector\n person manager Bình\n sign manager", true),
        ("sign inspector\n person inspector Bình", false),
        ("sign inspector\n basement:a = yes", false),
        ("basement:a = yes\n sign inspector\n undo 1", false),
        ("sign inspector\n basement:a = yes\n sign inspector", true),
        ("sign inspector\n date 2026-12-31", false),
    ] {
        let journal = play(script);
        let inspector = journal.inspection().signatures().find(|(role, ..)| *role == "inspector").unwrap();
        assert_eq!(inspector.2, stands, "{script}");
    }
}

#[test]
fn a_signature_is_over_what_was_shown() {
    let mut journal = begin();
    let shown = script::draft(journal.inspection(), "sign inspector");
    go_on(&mut journal, "An", "basement:a = yes");
    assert!(matches!(journal.append(shown, stamp(2)), Err(Refused::SignedOtherState { .. })));
}

#[test]
fn a_set_clock_is_in_the_history_and_order_and_durations_stay() {
    let mut journal = begin();
    let mut record = |item: &str, wall_days: i64, offset: i16, seconds: u64| {
        let wall = stamp(seconds).at.millis() + wall_days * 86_400_000;
        let stamp = Stamp { at: Timestamp::new(wall, offset).unwrap(), ..stamp(seconds) };
        let draft = journal.inspection().answering(place(item), Some(value("yes")));
        journal.append(draft, stamp).unwrap().len()
    };
    assert_eq!(record("construction/basement:a", 0, 420, 60), 1);
    assert_eq!(record("construction/basement:b", -2, 420, 120), 2, "two days back");
    assert_eq!(record("construction/basement:c", 363, 420, 180), 2, "a year forward");
    assert_eq!(record("construction/basement:d", 363, -480, 240), 1, "another time zone");
    let inspection = journal.inspection();
    let jumps: Vec<i64> = inspection.clock_jumps().iter().map(|jump| jump.by_ms / 86_400_000).collect();
    assert_eq!(jumps, [-2, 365]);
    assert_eq!(inspection.worked_ms(), 240_000);
    assert_eq!(inspection.record().as_of, date("2026-11-03"));
    assert_eq!(Journal::open(journal.events().to_vec()).unwrap().inspection(), inspection);
}

#[test]
fn a_signature_after_a_clock_jump_still_is_over_the_record() {
    let mut journal = play("basement:a = yes");
    let signing = script::draft(journal.inspection(), "sign inspector");
    let back = Stamp { at: Timestamp::new(0, 420).unwrap(), ..stamp_of("An", "An", 9) };
    assert_eq!(journal.append(signing, back).unwrap().len(), 2);
    assert!(Journal::open(journal.events().to_vec()).is_ok());
}

#[test]
fn monotonic_time_never_runs_back_within_a_session() {
    let mut journal = begin();
    for (seconds, expected) in [(5, 5_000), (3, 5_000), (6, 6_000)] {
        let item = place(&format!("site:a{seconds}"));
        let draft = journal.inspection().answering(item, Some(value("yes")));
        let mut stamp = stamp(seconds);
        stamp.at = super::stamp(5).at;
        assert_eq!(journal.append(draft, stamp).unwrap()[0].monotonic, expected);
    }
}

#[test]
fn events_the_disk_refused_are_withdrawn() {
    let mut journal = play("basement:a = yes");
    let before = journal.inspection().clone();
    let added = step(&mut journal, "An", "photo basement:a one").unwrap();
    journal.withdraw(added[0].seq).unwrap();
    assert_eq!(*journal.inspection(), before);
    go_on(&mut journal, "An", "basement:b = yes");
    assert_eq!(verify(journal.events()), Ok(()));
    journal.withdraw(0).unwrap();
    assert_eq!(journal.events().len(), 1);
}

#[test]
fn another_tabs_events_are_added_all_or_none() {
    let mut writer = play("basement:a = yes");
    let mut reader = writer.clone();
    let from = writer.events().len();
    go_on(&mut writer, "An", "basement:b = yes\n basement:c = yes");
    let mut altered = writer.events()[from..].to_vec();
    altered[1].who = "Bình".into();
    let before = reader.inspection().clone();
    assert_eq!(reader.extend(&altered), Err(Break { at: 3, why: Why::Altered }));
    assert_eq!((reader.events().len(), reader.inspection()), (from, &before));
    assert_eq!(reader.extend(&writer.events()[from..]), Ok(()));
    assert_eq!(reader.inspection(), writer.inspection());
}

#[test]
fn a_follow_up_asks_again_only_what_failed() {
    let first = play(
        "site:workers = 120
         basement:depth = 11.5 m
         basement:shoring = no
         + basement:levels
         + basement:levels
         - basement:levels[1]
         basement:levels[2].oxygen = 17 %
         basement:levels[2].lamp = yes
         done basement:levels
         finish",
    );
    let recheck =
        vec![place("construction/basement:shoring"), place("construction/basement:levels[2].oxygen")];
    let begun = follow_up(first.inspection(), recheck.clone(), date("2026-11-20"), "0.2.0");
    let mut second = Journal::begin(begun.clone(), stamp(0)).unwrap();
    second.append(carry_over(first.inspection(), &begun), stamp(1)).unwrap();
    let inspection = second.inspection();
    let follows = inspection.began().follows.as_ref().unwrap();
    assert_eq!((follows.inspection, follows.head), (first.inspection().id(), first.inspection().head()));
    assert_eq!(follows.recheck, recheck);
    let expected = [
        "date 2026-11-20",
        "+ basement:levels[2]",
        "done basement:levels",
        "basement:depth = 11.5 m",
        "basement:levels[2].lamp = yes",
        "site:workers = 120",
    ];
    assert_eq!(show(inspection), expected.join("\n"));
    assert_eq!(inspection.next_row("construction/basement", "levels"), RowId(3));
    assert!(inspection.is_carried(&place("construction/basement:levels[2].lamp")));
    go_on(&mut second, "An", "basement:levels[2].lamp = no\n basement:shoring = yes");
    assert!(!second.inspection().is_carried(&place("construction/basement:levels[2].lamp")));
    assert!(!second.inspection().is_carried(&place("construction/basement:shoring")));
    assert!(second.inspection().is_carried(&place("site:workers")));
    let again = carry_over(first.inspection(), &begun);
    assert_eq!(second.append(again.clone(), stamp(9)), Err(Refused::NotEmpty));
    assert_eq!(begin().append(again, stamp(9)), Err(Refused::NotFollowed));
    assert!(Journal::open(second.events().to_vec()).is_ok());
    let text = write_lines(second.events());
    assert_eq!(read_lines(&text).as_deref(), Ok(second.events()));
    assert!(text.lines().all(|line| canonical(line) == line));
}
