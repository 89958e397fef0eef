//! What is packed comes out again.

use super::*;

#[test]
fn a_package_gives_back_what_was_put_in() {
    for secret in [None, Some(&SECRET)] {
        let sample = sample(30);
        let file = sample.pack(secret);
        let opened = open(&file, Limits::default()).unwrap();
        assert_eq!(opened.journal.events(), sample.journal.events());
        assert_eq!(opened.journal.inspection(), sample.journal.inspection());
        assert_eq!(opened.report, sample.report);
        assert_eq!(opened.rules, sample.rules);
        let media: BTreeMap<Hash, Vec<u8>> =
            opened.media.iter().map(|(id, bytes)| (*id, bytes.to_vec())).collect();
        assert_eq!(media, sample.media);
        assert_eq!(opened.missing_media, []);
        assert_eq!(opened.seal.as_ref().map(|seal| seal.key), secret.map(public_key));
        assert_eq!(opened.manifest.checklists[0].sha256, Hash::of_texts(&opened.rules));
        // Exported, wiped, imported, exported again: the same file.
        let again = Sample { journal: opened.journal, report: opened.report, rules: opened.rules, media };
        assert_eq!(again.pack(secret), file);
    }
}

#[test]
fn the_manifest_is_these_bytes() {
    let file = sample(1).pack(None);
    let opened = open(&file, Limits::default()).unwrap();
    insta::assert_snapshot!(String::from_utf8(opened.manifest.to_bytes()).unwrap());
}

#[test]
fn parts_are_in_the_order_of_the_manifest() {
    let file = sample(1).pack(Some(&SECRET));
    let entries = zip::entries(&file, 100).unwrap();
    let names = entries.iter().map(|entry| entry.name.as_str().split_once('.').unwrap_or((&entry.name, "")));
    let names: Vec<_> = names.map(|(stem, end)| (stem.get(..20).unwrap_or(stem), end)).collect();
    let media: Vec<String> =
        open(&file, Limits::default()).unwrap().media.iter().map(|(id, _)| format!("media/{id}")).collect();
    let expected = [
        ("manifest", "json"),
        ("journal", "jsonl"),
        ("report", "json"),
        ("rules/construction/b", "yaml"),
        ("rules/law/instrument", "yaml"),
        (media[0].get(..20).unwrap(), "jpg"),
        (media[1].get(..20).unwrap(), "png"),
        ("signature", ""),
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_lost_photograph_does_not_hold_the_rest_back() {
    let mut sample = sample(3);
    let lost = *sample.media.keys().next().unwrap();
    sample.media.remove(&lost);
    let file = sample.pack(None);
    let opened = open(&file, Limits::default()).unwrap();
    assert_eq!(opened.missing_media, [lost]);
    assert_eq!(opened.media.len(), 1);
}

#[test]
fn a_package_written_piece_by_piece_is_the_same_file() {
    let sample = sample(10);
    let (mut packer, mut file) =
        Packer::begin(sample.contents(Some(&SECRET)), &sample.journal.inspection().all_media()).unwrap();
    while let Some(id) = packer.next_media() {
        let bytes = &sample.media[&id];
        file.extend(packer.media(bytes).unwrap());
        file.extend(bytes);
    }
    let (end, hash) = packer.finish().unwrap();
    file.extend(end);
    assert_eq!(file, sample.pack(Some(&SECRET)));
    assert_eq!(hash, Hash::of(&file));
}

#[test]
fn other_photographs_than_promised_are_refused() {
    let sample = sample(1);
    let begin = || Packer::begin(sample.contents(None), &sample.journal.inspection().all_media()).unwrap().0;
    assert!(matches!(begin().media(b"another"), Err(PackError::OtherMedia { .. })));
    assert!(matches!(begin().finish(), Err(PackError::MediaOrder)));
    let mut packer = begin();
    while let Some(id) = packer.next_media() {
        packer.media(&sample.media[&id]).unwrap();
    }
    assert!(matches!(packer.media(b"one more"), Err(PackError::MediaOrder)));
}

#[test]
fn rules_with_names_that_lead_elsewhere_are_not_packed() {
    for path in ["../law.yaml", "/etc/passwd", "a//b", "a\\b", "", ".hidden", "đ.yaml"] {
        let mut sample = sample(1);
        sample.rules.insert(path.into(), String::new());
        let packed = pack(sample.contents(None), &sample.media);
        assert_eq!(packed, Err(PackError::BadName { name: format!("rules/{path}") }));
    }
}

#[test]
fn a_signature_is_over_the_manifest_and_by_its_key() {
    let file = sample(1).pack(None);
    let manifest = open(&file, Limits::default()).unwrap().manifest;
    let seal = sign(&manifest, &SECRET);
    assert!(verify(&manifest, &seal));
    assert!(!verify(&Manifest { app: "0.1.1".into(), ..manifest.clone() }, &seal));
    assert!(!verify(&manifest, &Seal { key: public_key(&[8; 32]), ..seal.clone() }));
    assert!(!verify(&manifest, &Seal { key: [0; 32], ..seal.clone() }));
    assert!(!verify(&manifest, &Seal { signature: [0; 64], ..seal }));
}
