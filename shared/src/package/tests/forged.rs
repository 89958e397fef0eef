//! Files made to deceive: each is refused, with its reason and its part.

use proptest::prelude::*;

use super::super::zip::{Entry, Method, directory};
use super::*;

/// A package taken apart, to be spoiled and put together again with every check sum right.
struct Loose {
    manifest: Manifest,
    /// Name, how stored, content, bytes as stored.
    parts: Vec<(String, Method, Vec<u8>, Vec<u8>)>,
    seal: Option<Seal>,
}

fn loose() -> Loose {
    let file = sample(3).pack(None);
    let manifest = open(&file, Limits::default()).unwrap().manifest;
    let entries = zip::entries(&file, 100).unwrap();
    let parts = entries.iter().skip(1).map(|entry| {
        let packed = entry.stored(&file).unwrap().to_vec();
        let content = match entry.method {
            Method::Stored => packed.clone(),
            Method::Deflated => miniz_oxide::inflate::decompress_to_vec(&packed).unwrap(),
        };
        (entry.name.clone(), entry.method, content, packed)
    });
    Loose { manifest, parts: parts.collect(), seal: None }
}

impl Loose {
    fn part(&mut self, name: &str) -> &mut (String, Method, Vec<u8>, Vec<u8>) {
        self.parts.iter_mut().find(|(part, ..)| part == name).unwrap()
    }

    /// Puts other content into a part, and compresses it again.
    fn replace(&mut self, name: &str, content: &[u8]) {
        let part = self.part(name);
        part.2 = content.to_vec();
        part.3 = match part.1 {
            Method::Stored => content.to_vec(),
            Method::Deflated => miniz_oxide::deflate::compress_to_vec(content, 6),
        };
    }

    /// Makes the manifest list the parts as they are now.
    fn list(&mut self) {
        self.manifest.parts = self
            .parts
            .iter()
            .map(|(name, method, content, packed)| Part {
                name: name.clone(),
                bytes: content.len() as u64,
                sha256: Hash::of(content),
                deflated: (*method == Method::Deflated)
                    .then(|| Deflated { bytes: packed.len() as u64, sha256: Hash::of(packed) }),
            })
            .collect();
    }

    fn file(&self) -> Vec<u8> {
        self.file_with(&self.manifest.to_bytes())
    }

    fn file_with(&self, manifest: &[u8]) -> Vec<u8> {
        let mut all = vec![(MANIFEST.to_owned(), Method::Stored, manifest.to_vec(), manifest.to_vec())];
        all.extend(self.parts.iter().cloned());
        if let Some(seal) = &self.seal {
            all.push((SIGNATURE.to_owned(), Method::Stored, seal.to_bytes(), seal.to_bytes()));
        }
        zipped(&all)
    }
}

fn zipped(parts: &[(String, Method, Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let (mut file, mut entries) = (Vec::new(), Vec::new());
    for (name, method, content, packed) in parts {
        let entry = Entry {
            name: name.clone(),
            method: *method,
            crc: crc32fast::hash(content),
            packed: packed.len().try_into().unwrap(),
            bytes: content.len().try_into().unwrap(),
            offset: file.len().try_into().unwrap(),
        };
        file.extend(entry.local_header());
        file.extend(packed);
        entries.push(entry);
    }
    file.extend(directory(&entries));
    file
}

fn altered(part: &str) -> PackageError {
    PackageError::Altered { part: part.into() }
}

#[test]
fn put_together_unspoiled_it_opens() {
    assert!(open(&loose().file(), Limits::default()).is_ok());
}

#[test]
fn files_of_another_kind_are_no_packages() {
    for file in [&b""[..], b"PK", b"%PDF-1.7", b"{\"format\":1}", &[0; 100]] {
        assert_eq!(error(file), PackageError::NotAPackage);
    }
    assert_eq!(error(&zipped(&[])), PackageError::Altered { part: MANIFEST.into() });
}

#[test]
fn a_file_cut_off_anywhere_is_truncated() {
    let file = sample(3).pack(Some(&SECRET));
    for length in 4..file.len() {
        assert_eq!(error(&file[..length]), PackageError::Truncated, "at {length}");
    }
}

#[test]
fn a_file_with_something_before_or_after_it_is_refused() {
    let file = sample(1).pack(None);
    assert_eq!(error(&[&file[..], b"\0"].concat()), PackageError::Truncated);
    assert_eq!(error(&[b"\0", &file[..]].concat()), PackageError::DamagedDirectory);
    assert_eq!(error(&[&file[..], &file[..]].concat()), PackageError::DamagedDirectory);
}

#[test]
fn what_is_too_large_is_refused_by_what_it_says_of_itself() {
    let file = sample(30).pack(None);
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        open(&file, limits).unwrap_err()
    };
    let bytes = file.len() as u64;
    let whole = PackageError::TooLarge { part: None, bytes, limit: 100 };
    assert_eq!(limits(|limits| limits.file_bytes = 100), whole);
    assert_eq!(limits(|limits| limits.part_bytes = 4000).part(), Some(JOURNAL));
    assert_eq!(limits(|limits| limits.unpacked_bytes = 4000).part(), Some(JOURNAL));
    assert_eq!(limits(|limits| limits.parts = 6), PackageError::TooManyParts { parts: 7, limit: 6 });
    let mut claimed = loose();
    claimed.part(JOURNAL).2 = vec![0; 200 << 20];
    let error = error(&claimed.file());
    assert_eq!(
        error,
        PackageError::TooLarge { part: Some(JOURNAL.into()), bytes: 200 << 20, limit: 128 << 20 }
    );
}

#[test]
fn a_part_that_unpacks_to_more_than_it_says_is_a_bomb() {
    let mut bomb = loose();
    bomb.part(REPORT).3 = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 50 << 20], 6);
    bomb.list();
    assert_eq!(error(&bomb.file()), PackageError::Bomb { part: REPORT.into() });
}

#[test]
fn a_part_that_unpacks_to_less_or_not_at_all_is_altered() {
    for packed in [miniz_oxide::deflate::compress_to_vec(b"{}", 6), b"\xff\xff\xff".to_vec(), Vec::new()] {
        let mut spoiled = loose();
        spoiled.part(REPORT).3 = packed;
        spoiled.list();
        assert_eq!(error(&spoiled.file()), altered(REPORT));
    }
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../evil.yaml",
        "rules/../../evil.yaml",
        "/etc/passwd",
        "rules//a.yaml",
        "rules\\a.yaml",
        "C:/a.yaml",
        "rules/",
        "rules/.a",
        "rules/a.",
        "rules/a\0b",
        "rules/\u{202e}lmay",
        "other.txt",
        "",
        "media/..",
    ] {
        let mut spoiled = loose();
        spoiled.part("rules/law/instruments.yaml").0 = name.into();
        spoiled.list();
        assert_eq!(error(&spoiled.file()), PackageError::BadName { name: name.into() });
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    for name in [
        "rules/construction/basement.yaml",
        "rules/construction/Basement.yaml",
        "journal.jsonl",
        "manifest.json",
    ] {
        let mut spoiled = loose();
        spoiled.part("rules/law/instruments.yaml").0 = name.into();
        spoiled.list();
        assert_eq!(error(&spoiled.file()), PackageError::Duplicate { name: name.into() });
    }
}

#[test]
fn a_manifest_must_come_first() {
    let loose = loose();
    assert_eq!(error(&zipped(&loose.parts)), PackageError::MissingManifest);
    let manifest = loose.manifest.to_bytes();
    let mut last = loose.parts.clone();
    last.push((MANIFEST.to_owned(), Method::Stored, manifest.clone(), manifest));
    assert_eq!(error(&zipped(&last)), PackageError::MissingManifest);
}

#[test]
fn a_newer_package_says_which_version_it_needs() {
    let loose = loose();
    for manifest in
        [r#"{"app":"2.3.0","format":7}"#, r#"{ "format": 7, "app": "2.3.0", "parts": "elsewhere" }"#]
    {
        let newer = PackageError::NeedsNewer { format: 7, app: "2.3.0".into() };
        assert_eq!(error(&loose.file_with(manifest.as_bytes())), newer);
        // Even where the rest of the file is not arranged as this version knows it.
        let file = loose.file_with(manifest.as_bytes());
        assert_eq!(error(&file[..file.len() - 10]), newer);
    }
}

#[test]
fn a_manifest_that_is_none_is_refused() {
    let loose = loose();
    let bytes = String::from_utf8(loose.manifest.to_bytes()).unwrap();
    for manifest in [
        String::new(),
        "[]".into(),
        "\u{feff}".to_owned() + &bytes,
        bytes.clone() + "\n",
        bytes.replacen("\"format\":1", "\"format\":0", 1),
        bytes.replacen("\"format\":1", "\"extra\":1,\"format\":1", 1),
        bytes.replacen("\"format\":1", "\"format\":-1", 1),
    ] {
        assert!(
            matches!(error(&loose.file_with(manifest.as_bytes())), PackageError::BadManifest { .. }),
            "{manifest}"
        );
    }
}

#[test]
fn missing_and_added_parts_are_named() {
    for name in [JOURNAL, REPORT, "rules/law/instruments.yaml"] {
        let mut cut = loose();
        cut.parts.retain(|(part, ..)| part != name);
        assert_eq!(error(&cut.file()), PackageError::Missing { part: name.into() });
    }
    for name in [JOURNAL, REPORT] {
        let mut cut = loose();
        cut.parts.retain(|(part, ..)| part != name);
        cut.list();
        assert_eq!(error(&cut.file()), PackageError::Missing { part: name.into() });
    }
    let mut more = loose();
    more.parts.push(("rules/more.yaml".into(), Method::Stored, Vec::new(), Vec::new()));
    assert_eq!(error(&more.file()), PackageError::Unlisted { part: "rules/more.yaml".into() });
    let mut swapped = loose();
    swapped.parts.swap(0, 1);
    assert_eq!(error(&swapped.file()), PackageError::DamagedDirectory);
}

#[test]
fn a_part_whose_hash_is_another_is_named() {
    let names: Vec<String> = loose().parts.into_iter().map(|(name, ..)| name).collect();
    for name in names {
        let mut edited = loose();
        let mut content = edited.part(&name).2.clone();
        content.pop();
        content.push(b'~');
        edited.replace(&name, &content);
        assert_eq!(error(&edited.file()), altered(&name));
    }
}

#[test]
fn media_must_be_what_its_name_says() {
    let mut edited = loose();
    let name = edited.parts.iter().find(|(name, ..)| name.starts_with(MEDIA)).unwrap().0.clone();
    edited.replace(&name, b"another picture");
    edited.list();
    assert_eq!(error(&edited.file()), altered(&name));
}

#[test]
fn rules_must_be_text() {
    let mut edited = loose();
    edited.replace("rules/law/instruments.yaml", b"\xff\xfe");
    edited.list();
    assert_eq!(error(&edited.file()), PackageError::NotText { part: "rules/law/instruments.yaml".into() });
}

#[test]
fn an_edited_journal_is_found_out_even_with_every_hash_made_right() {
    let journal = |edit: &dyn Fn(&str) -> String| {
        let mut edited = loose();
        let text = String::from_utf8(edited.part(JOURNAL).2.clone()).unwrap();
        let text = edit(&text);
        edited.replace(JOURNAL, text.as_bytes());
        edited.list();
        let error = error(&edited.file());
        assert_eq!(error.part(), Some(JOURNAL));
        error
    };
    let answer = journal(&|text| text.replacen("1 m", "9 m", 1));
    assert!(matches!(answer, PackageError::BrokenJournal { broken } if broken.at == 2));
    let dropped = journal(&|text| text.split_inclusive('\n').filter(|line| !line.contains("1 m")).collect());
    assert!(matches!(dropped, PackageError::BrokenJournal { broken } if broken.at == 2));
    let cut = journal(&|text| text.split_inclusive('\n').take(3).collect());
    assert!(matches!(cut, PackageError::OtherJournal { .. }));
    let spaced = journal(&|text| text.replacen(',', ", ", 1));
    assert!(matches!(spaced, PackageError::UnreadableJournal { line: 1, .. }));
    let newer = journal(&|text| text.replacen("\"format\":1", "\"format\":2", 1));
    assert!(newer.words().en.contains("newer version"), "{newer:?}");
    let torn = journal(&|text| text.trim_end().to_owned());
    assert!(matches!(torn, PackageError::UnreadableJournal { line: 7, .. }));
    journal(&|_| String::new());
}

#[test]
fn the_manifest_must_speak_of_the_journal_in_the_package() {
    let cases: [fn(&mut Manifest); 4] = [
        |manifest| manifest.journal.events += 1,
        |manifest| manifest.journal.inspection = Hash::NONE,
        |manifest| manifest.journal.head = Hash::NONE,
        |manifest| manifest.checklists.clear(),
    ];
    for spoil in cases {
        let mut spoiled = loose();
        spoil(&mut spoiled.manifest);
        assert!(matches!(error(&spoiled.file()), PackageError::OtherJournal { .. }));
    }
}

#[test]
fn a_signature_over_something_else_is_refused() {
    let mut other = loose();
    other.seal = Some(sign(&Manifest { app: "0.0.9".into(), ..other.manifest.clone() }, &SECRET));
    assert_eq!(error(&other.file()), PackageError::BadSignature);
    let mut moved = loose();
    moved.seal = Some(sign(&moved.manifest, &SECRET));
    assert!(open(&moved.file(), Limits::default()).is_ok());
    moved.replace(REPORT, br#"{"findings":["none at all"]}"#);
    moved.list();
    assert_eq!(error(&moved.file()), PackageError::BadSignature);
}

#[test]
fn foreign_names_are_shown_without_harm() {
    let mut spoiled = loose();
    spoiled.part(REPORT).0 = format!("\u{202e}<script>\n{}", "x".repeat(200));
    let words = error(&spoiled.file()).words();
    assert!(words.en.chars().count() < 200 && !words.en.contains(['\u{202e}', '\n']), "{}", words.en);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_fail(mut bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(open(&bytes, Limits::default()).is_err());
        bytes.splice(0..0, b"PK\x03\x04".iter().copied());
        bytes.extend(directory(&[]));
        prop_assert!(open(&bytes, Limits::default()).is_err());
    }

    #[test]
    fn no_directory_makes_the_reader_fail(
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 1..9)
    ) {
        let mut file = loose().file();
        let tail = zip::entries(&file, 100).unwrap().iter().map(|entry| entry.central_header().len()).sum::<usize>() + 22;
        let at = file.len() - tail + at.index(tail - bytes.len());
        let before = file.clone();
        file.splice(at..at + bytes.len(), bytes);
        prop_assert!(file == before || open(&file, Limits::default()).is_err());
    }
}
