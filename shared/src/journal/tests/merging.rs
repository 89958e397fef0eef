//! Two tablets, one inspection.

use super::script::{go_on, lines, play, show};
use super::*;

/// Both tablets begin with `trunk`, then each goes its way.
fn part(trunk: &str, ours: &str, theirs: &str) -> (Journal, Journal) {
    let trunk = play(trunk);
    let (mut our, mut their) = (trunk.clone(), trunk);
    go_on(&mut our, "An", ours);
    go_on(&mut their, "Bình", theirs);
    (our, their)
}

/// Joins theirs into ours, deciding every conflict one way; gives the conflicts.
fn join(ours: &mut Journal, theirs: &Journal, taken: Branch) -> Vec<String> {
    let merged = merge(ours.events(), theirs.events()).unwrap();
    for draft in merged.drafts(&|_| Some(taken)).unwrap() {
        let seconds = ours.inspection().last_seq() + 1;
        ours.append(draft.clone(), stamp_of("An", "An", seconds))
            .unwrap_or_else(|why| panic!("{draft:?}: {why:?}"));
    }
    assert_eq!(Journal::open(ours.events().to_vec()).unwrap().inspection(), ours.inspection());
    merged
        .conflicts()
        .iter()
        .map(|conflict| conflict.about.to_string().replace("construction/", ""))
        .collect()
}

fn check(trunk: &str, ours: &str, theirs: &str, conflicts: &[&str], taking_ours: &str, taking_theirs: &str) {
    for (taken, expected) in [(Branch::Ours, taking_ours), (Branch::Theirs, taking_theirs)] {
        let (mut our, their) = part(trunk, ours, theirs);
        assert_eq!(join(&mut our, &their, taken), conflicts);
        let expected: Vec<&str> = lines(expected).collect();
        assert_eq!(show(our.inspection()), expected.join("\n"), "taking {taken:?}");
        let again = merge(our.events(), their.events()).unwrap();
        assert_eq!((again.relation(), again.conflicts()), (Relation::OursAhead, &[][..]));
        assert_eq!(again.drafts(&|_| None), Ok(Vec::new()));
    }
}

fn agree(trunk: &str, ours: &str, theirs: &str, expected: &str) {
    check(trunk, ours, theirs, &[], expected, expected);
}

#[test]
fn what_only_one_changed_is_taken() {
    agree(
        "basement:a = yes",
        "basement:b = yes",
        "basement:c = no",
        "basement:a = yes\n basement:b = yes\n basement:c = no",
    );
    agree("basement:a = yes", "basement:b = yes", "basement:a = -", "basement:b = yes");
    agree("basement:a = yes", "basement:a = no", "basement:b = yes\n undo", "basement:a = no");
    agree(
        "",
        "basement:a # x",
        "photo basement:a one\n person guest Chi\n date 2026-12-31\n take fire\n fire:a = yes",
        "date 2026-12-31
         take fire
         rules fire 2026.11.0
         fire:a = yes
         basement:a # x
         photo basement:a one
         person guest Chi",
    );
    agree("", "drop cranes", "basement:a = yes", "basement:a = yes\n drop cranes");
    agree("", "basement:a = yes", "drop cranes", "basement:a = yes\n drop cranes");
    agree("", "basement:a = yes", "rules basement 2026.12.0", "rules basement 2026.12.0\n basement:a = yes");
}

#[test]
fn the_same_change_on_both_is_no_conflict() {
    agree("", "basement:a = yes", "basement:a = yes", "basement:a = yes");
    agree("+ basement:levels", "- basement:levels[1]", "- basement:levels[1]", "");
}

#[test]
fn different_answers_are_laid_before_the_user() {
    check("basement:a = yes", "basement:a = no", "basement:a = -", &["basement:a"], "basement:a = no", "");
    check(
        "",
        "basement:a = yes",
        "basement:a = no\n basement:b = no",
        &["basement:a"],
        "basement:a = yes\n basement:b = no",
        "basement:a = no\n basement:b = no",
    );
    check("", "date 2026-12-31", "date 2027-01-01", &["as_of"], "date 2026-12-31", "date 2027-01-01");
    check(
        "",
        "rules basement 2026.12.0",
        "rules basement 2027.1.0",
        &["basement"],
        "rules basement 2026.12.0",
        "rules basement 2027.1.0",
    );
}

#[test]
fn rows_added_on_both_are_different_rows() {
    agree(
        "+ basement:levels",
        "+ basement:levels\n basement:levels[2].a = yes",
        "+ basement:levels\n basement:levels[2].a = no\n basement:levels[1].a = no\n photo basement:levels[2].a one",
        "+ basement:levels[1]
         + basement:levels[2]
         + basement:levels[3]
         basement:levels[1].a = no
         basement:levels[2].a = yes
         basement:levels[3].a = no
         photo basement:levels[3].a one",
    );
}

#[test]
fn a_row_removed_here_and_changed_there_is_one_conflict() {
    let trunk = "+ basement:levels\n basement:levels[1].a = yes\n basement:levels[1].b = yes";
    let kept = "+ basement:levels[1]\n basement:levels[1].a = no\n basement:levels[1].b = yes";
    let change = "basement:levels[1].a = no";
    check(trunk, "- basement:levels[1]", change, &["basement:levels[1]"], "", kept);
    check(trunk, change, "- basement:levels[1]", &["basement:levels[1]"], kept, "");
    // What ours changed before removing the row is not mixed into theirs.
    check(
        trunk,
        "basement:levels[1].b = no\n - basement:levels[1]",
        change,
        &["basement:levels[1]"],
        "",
        kept,
    );
}

#[test]
fn a_checklist_removed_here_and_changed_there_is_one_conflict() {
    let trunk = "+ cranes:cranes\n cranes:a = yes";
    let kept = "+ cranes:cranes[1]\n + cranes:cranes[2]\n cranes:a = yes\n cranes:cranes[1].a = yes";
    let change = "cranes:cranes[1].a = yes\n + cranes:cranes";
    check(trunk, "drop cranes", change, &["cranes"], "drop cranes", kept);
    check(trunk, change, "drop cranes", &["cranes"], kept, "drop cranes");
}

#[test]
fn a_conflict_says_who_and_when() {
    let (our, their) = part(
        "basement:a = yes",
        "basement:a = no",
        "basement:b = yes\n basement:a = -\n basement:a = 7\n undo",
    );
    let merged = merge(our.events(), their.events()).unwrap();
    let conflict = &merged.conflicts()[0];
    assert_eq!(conflict.ours, Some(Fact::Answer(Answer::Value("no".into()))));
    assert_eq!(conflict.theirs, None);
    assert_eq!(conflict.ours_by, Some(Touch { who: "An".into(), at: stamp(2).at }));
    assert_eq!(conflict.theirs_by, Some(Touch { who: "Bình".into(), at: stamp(5).at }));
    let undecided = merged.drafts(&|_| None).unwrap_err();
    assert_eq!(undecided.about, std::slice::from_ref(&conflict.about));
}

#[test]
fn the_other_branch_and_the_decisions_are_kept() {
    let (mut our, their) =
        part("basement:a = yes", "basement:a = no", "basement:a = -\n + basement:levels\n sign manager");
    let merged = merge(our.events(), their.events()).unwrap();
    assert_eq!(merged.left_signatures(), ["manager"]);
    join(&mut our, &their, Branch::Theirs);
    let EventKind::Joined(joined) = &our.events()[3].what else { panic!("{:?}", our.events()) };
    assert_eq!(joined.branch, their.events()[2..]);
    assert_eq!(joined.other, their.inspection().head());
    assert_eq!(joined.decided[0].taken, Branch::Theirs);
    assert_eq!(our.inspection().joined(), [their.inspection().head()]);
    assert_eq!(our.inspection().signatures().count(), 0);
    let text = write_lines(our.events());
    assert_eq!(read_lines(&text).as_deref(), Ok(our.events()));
    assert!(text.lines().all(|line| canonical(line) == line));
}

#[test]
fn joining_again_brings_only_what_is_new() {
    let (mut our, mut their) = part(
        "+ basement:levels",
        "+ basement:levels",
        "+ basement:levels\n basement:levels[2].a = yes\n basement:a = no",
    );
    join(&mut our, &their, Branch::Ours);
    go_on(&mut our, "An", "basement:a = yes");
    go_on(&mut their, "Bình", "basement:levels[2].a = no\n + basement:levels");
    assert_eq!(merge(our.events(), their.events()).unwrap().relation(), Relation::Diverged);
    assert_eq!(join(&mut our, &their, Branch::Theirs), [""; 0]);
    let expected = [
        "+ basement:levels[1]",
        "+ basement:levels[2]",
        "+ basement:levels[3]",
        "+ basement:levels[4]",
        "basement:a = yes",
        "basement:levels[3].a = no",
    ];
    assert_eq!(show(our.inspection()), expected.join("\n"));
}

#[test]
fn a_tablet_that_was_joined_takes_the_joined_history() {
    let (mut our, mut their) =
        part("", "+ basement:levels\n basement:a = yes", "+ basement:levels\n basement:b = yes");
    join(&mut our, &their, Branch::Ours);
    let merged = merge(their.events(), our.events()).unwrap();
    assert_eq!(merged.relation(), Relation::TheirsAhead);
    join(&mut their, &our, Branch::Ours);
    assert_eq!(show(their.inspection()), show(our.inspection()));
}

#[test]
fn one_history_may_simply_be_ahead() {
    let (our, their) = part("basement:a = yes", "", "basement:b = yes");
    assert_eq!(merge(our.events(), their.events()).unwrap().relation(), Relation::TheirsAhead);
    assert_eq!(merge(their.events(), our.events()).unwrap().relation(), Relation::OursAhead);
    assert_eq!(merge(our.events(), our.events()).unwrap().relation(), Relation::Same);
}

#[test]
fn other_inspections_and_broken_histories_are_refused() {
    let ours = play("basement:a = yes");
    let other = Journal::begin(Began { app: "0.2.0".into(), ..began() }, stamp(0)).unwrap();
    assert!(matches!(merge(ours.events(), other.events()), Err(MergeError::Different { .. })));
    let mut altered = ours.events().to_vec();
    altered[1].who = "Bình".into();
    let broken = Break { at: 1, why: Why::Altered };
    assert_eq!(
        merge(ours.events(), &altered).unwrap_err(),
        MergeError::Broken { branch: Branch::Theirs, broken }
    );
}

#[test]
fn a_joined_branch_must_be_whole() {
    type Spoil = fn(&mut Joined);
    let (our, their) = part("", "basement:a = yes", "basement:a = no\n basement:b = no");
    let merged = merge(our.events(), their.events()).unwrap();
    let EventKind::Joined(joined) = merged.drafts(&|_| Some(Branch::Ours)).unwrap().swap_remove(0) else {
        panic!()
    };
    let cases: [(&str, Spoil); 4] = [
        ("cut", |joined| drop(joined.branch.pop())),
        ("altered", |joined| joined.branch[0].who = "An".into()),
        ("empty", |joined| joined.branch.clear()),
        ("another head", |joined| joined.other = Hash::NONE),
    ];
    for (case, spoil) in cases {
        let mut spoiled = joined.clone();
        spoil(&mut spoiled);
        let refused = our.prepare(EventKind::Joined(spoiled), stamp(9));
        assert!(matches!(refused, Err(Refused::BadBranch { .. })), "{case}: {refused:?}");
    }
}
