//! Every byte counts: whichever is changed, the package is refused and the part is named.

use proptest::prelude::*;

use super::*;

/// The names under which damage at each byte may be reported: the part that the byte belongs to; in the directory
/// at the end, the directory or the part that its line is about.
fn owners(file: &[u8]) -> Vec<Vec<String>> {
    let entries = zip::entries(file, 1000).unwrap();
    let mut owners = Vec::new();
    for entry in &entries {
        let length = entry.local_header().len() + entry.stored(file).unwrap().len();
        owners.extend(vec![vec![entry.name.clone()]; length]);
    }
    for entry in &entries {
        let names = vec![DIRECTORY.to_owned(), entry.name.clone()];
        owners.extend(vec![names; entry.central_header().len()]);
    }
    owners.resize(file.len(), vec![DIRECTORY.to_owned()]);
    owners
}

fn check(file: &mut [u8], owners: &[Vec<String>], at: usize, flip: u8) {
    file[at] ^= flip;
    let error = open(file, Limits::default()).expect_err("a changed byte");
    let named = match error.part() {
        Some(part) => part,
        // The end of the file that is no end any more, or more parts than any device takes.
        None if matches!(error, PackageError::Truncated | PackageError::TooManyParts { .. }) => DIRECTORY,
        None => panic!("{error:?} at {at}"),
    };
    // A name changed in the directory is reported as it now is.
    let renamed = matches!(&error, PackageError::BadName { .. } | PackageError::Duplicate { .. });
    let good = owners[at].iter().any(|owner| owner == named)
        || owners[at].len() > 1
            && (renamed || matches!(&error, PackageError::Missing { .. } | PackageError::MissingManifest));
    // A name in the directory that no longer is its header's: either is the part.
    let good = good || owners[at].len() > 1 && matches!(&error, PackageError::Altered { .. });
    assert!(good, "byte {at} xor {flip}: {error:?}, belongs to {:?}", owners[at]);
    file[at] ^= flip;
}

#[test]
fn every_byte_of_a_package_counts() {
    for secret in [None, Some(&SECRET)] {
        let mut file = sample(2).pack(secret);
        let owners = owners(&file);
        for at in 0..file.len() {
            for flip in [1, 0xff] {
                check(&mut file, &owners, at, flip);
            }
        }
        assert!(open(&file, Limits::default()).is_ok());
    }
}

#[test]
fn bytes_of_a_large_package_count() {
    let mut file = sample(3000).pack(Some(&SECRET));
    let owners = owners(&file);
    // Steps that share no factor with anything in the layout.
    for at in (0..file.len()).step_by(file.len() / 97) {
        check(&mut file, &owners, at, 1 << (at % 8));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_package_goes_unseen(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        bytes in prop::collection::vec(any::<u8>(), 0..40)
    ) {
        let file = sample(5).pack(None);
        let at = at.index(file.len());
        let mut changed = file.clone();
        changed.splice(at..(at + length).min(file.len()), bytes);
        prop_assert!(changed == file || open(&changed, Limits::default()).is_err());
    }
}
