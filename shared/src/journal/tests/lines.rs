//! The text of events: vectors that other readers can be tried on, and what is refused.

use super::script::play;
use super::*;

#[test]
fn a_history_is_these_bytes() {
    let journal = play(
        "basement:depth = 11.5 m
         + basement:levels
         basement:levels[1].oxygen # \"thiếu\"\tdưỡng khí
         undo",
    );
    insta::assert_snapshot!(write_lines(journal.events()));
}

#[test]
fn every_kind_of_event_has_its_text() {
    let mut journal = play(
        "done basement:levels
         photo basement:a one
         unphoto basement:a one
         person inspector An
         remedy basement:r Bình 2026-12-01
         date 2026-12-31
         take fire
         rules fire 2026.12.0
         drop cranes
         + basement:levels
         - basement:levels[1]
         sign inspector
         resume sau khi mất điện
         export",
    );
    let back = Stamp { at: Timestamp::new(0, 420).unwrap(), ..stamp_of("An", "An", 99) };
    journal.append(EventKind::Finished {}, back).unwrap();
    journal.append(EventKind::Reopened { reason: "sửa số đo".into() }, stamp_of("An", "An", 100)).unwrap();
    let text = write_lines(&journal.events()[1..]);
    insta::assert_snapshot!(text);
}

#[test]
fn lines_read_back_are_the_events() {
    let journal = play("basement:a = yes\n + basement:levels\n sign inspector\n finish\n export");
    let text = write_lines(journal.events());
    assert_eq!(read_lines(&text).as_deref(), Ok(journal.events()));
    for event in journal.events() {
        let value: serde_json::Value = serde_json::from_str(&event.line()).unwrap();
        assert_eq!(event.what.word(), value["what"]["kind"]);
    }
}

/// What reading says when `from` in the line of an answer is replaced by `to`.
fn changed(from: &str, to: &str) -> Unreadable {
    let line = play("basement:a = yes").events()[1].line();
    assert!(line.contains(from), "{from} in {line}");
    let unreadable = Event::read(&line.replacen(from, to, 1)).unwrap_err();
    let words = unreadable.words();
    assert!(!words.vi.is_empty() && !words.en.is_empty());
    unreadable
}

#[test]
fn a_newer_layout_asks_for_a_newer_version() {
    let kind = |kind: &str| Unreadable::NeedsNewer { format: 2, kind: kind.into() };
    assert_eq!(changed(r#""format":1"#, r#""format":2"#), kind("answered"));
    assert_eq!(changed(r#""format":1"#, r#""format":2,"mood":"good""#), kind("answered"));
    let line = play("basement:a = yes").events()[1].line();
    let newer = line.replace(r#""format":1"#, r#""format":2"#).replace("answered", "dictated");
    assert_eq!(Event::read(&newer), Err(kind("dictated")));
}

#[test]
fn a_line_edited_by_hand_is_refused() {
    assert_eq!(changed(r#","format""#, r#", "format""#), Unreadable::NotCanonical);
    assert_eq!(changed(r#""format":1,"#, r#""format":1,"extra":1,"#), Unreadable::NotCanonical);
    assert_eq!(changed(r#""value":"yes""#, r#""value":"\u0079es""#), Unreadable::NotCanonical);
    assert_eq!(changed(r#""old":null,"#, "").word(), "malformed");
    assert_eq!(changed("construction/basement:a", "construction/basement:a[1]").word(), "malformed");
    assert_eq!(changed("answered", "dictated").word(), "malformed");
    assert_eq!(changed(r#""format":1"#, r#""format":0"#).word(), "malformed");
    assert_eq!(changed("2026-11-03T", "2026-11-31T").word(), "malformed");
    assert_eq!(changed("{", "[").word(), "malformed");
}

impl Unreadable {
    fn word(&self) -> &'static str {
        match self {
            Self::NeedsNewer { .. } => "newer",
            Self::Malformed { .. } => "malformed",
            Self::NotCanonical => "not canonical",
            Self::Torn => "torn",
        }
    }
}

#[test]
fn a_torn_last_line_is_named() {
    let text = write_lines(play("basement:a = yes").events());
    for cut in 1..text.lines().last().unwrap().len() {
        let torn = &text.as_bytes()[..text.len() - cut];
        let torn = String::from_utf8_lossy(torn);
        assert_eq!(read_lines(&torn), Err((2, Unreadable::Torn)));
    }
    assert_eq!(read_lines(""), Ok(Vec::new()));
}

#[test]
fn hostile_texts_stay_text() {
    for hostile in [
        "=1+1",
        "<img src=x onerror=alert(1)>",
        "\"; DROP TABLE",
        "\u{202e}abc",
        "a\n{\"kind\":\"began\"}",
        "\0",
    ] {
        let mut journal = script::begin();
        let draft = journal.inspection().answering(place("site:name"), Some(value(hostile)));
        journal.append(draft, stamp(1)).unwrap();
        let text = write_lines(journal.events());
        assert_eq!(text.lines().count(), 2);
        let read = Journal::open(read_lines(&text).unwrap()).unwrap();
        assert_eq!(read.inspection().answer(&place("site:name")), Some(&value(hostile)));
    }
}

#[test]
fn everything_that_can_be_decided_about_has_its_text() {
    let here = place("construction/basement:levels[3].oxygen");
    let (checklist, group) = ("construction/basement".to_owned(), "levels".to_owned());
    for (about, text) in [
        (Target::AsOf, r#"{"as_of":""}"#),
        (Target::Checklist(checklist.clone()), r#"{"checklist":"construction/basement"}"#),
        (Target::Rules(checklist.clone()), r#"{"rules":"construction/basement"}"#),
        (
            Target::Row { checklist: checklist.clone(), group: group.clone(), row: RowId(3) },
            r#"{"checklist":"construction/basement","group":"levels","row":3}"#,
        ),
        (
            Target::Complete { checklist, group },
            r#"{"checklist":"construction/basement","complete":"levels"}"#,
        ),
        (Target::Answer(here.clone()), r#"{"answer":"construction/basement:levels[3].oxygen"}"#),
        (Target::Note(here.clone()), r#"{"note":"construction/basement:levels[3].oxygen"}"#),
        (Target::Assignment(here.clone()), r#"{"assignment":"construction/basement:levels[3].oxygen"}"#),
        (Target::Person("inspector".into()), r#"{"person":"inspector"}"#),
        (
            Target::Media(here, Hash::NONE),
            concat!(
                r#"{"media":"construction/basement:levels[3].oxygen","#,
                r#""sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#
            ),
        ),
    ] {
        assert_eq!(json::to_text(&about), text);
        assert_eq!(<Target as json::Json>::read(&serde_json::from_str(text).unwrap()), Some(about));
        assert_eq!(canonical(text), text);
    }
}
