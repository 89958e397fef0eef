//! Doing something again whenever a file of the rules has changed. Times of change are looked at four times a second,
//! which works on every disk and network drive and needs no help of the operating system.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::words::pick;

const PAUSE: Duration = Duration::from_millis(250);

/// Runs `work` now and after each change below `paths`, until nobody reads any more. A failure is told and outlived:
/// the file may be half saved.
pub(crate) fn run(
    paths: &[PathBuf],
    console: &mut Console<'_>,
    work: impl Fn(&mut Console<'_>) -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    loop {
        let before = state(paths);
        match work(console) {
            Ok(_) => {}
            Err(Failure::ReaderGone) => return Ok(Outcome::Clean),
            Err(failure) => write!(console.out, "{}", failure.told(console.lang))?,
        }
        let waiting = pick(
            console.lang,
            "đang chờ tệp thay đổi; Ctrl+C để dừng",
            "waiting for a change; Ctrl+C to stop",
        );
        writeln!(console.out, "-- {waiting}")?;
        console.out.flush()?;
        while state(paths) == before {
            thread::sleep(PAUSE);
        }
    }
}

/// When each file was last written, and how long it is.
fn state(paths: &[PathBuf]) -> Option<BTreeMap<PathBuf, (Option<SystemTime>, u64)>> {
    let packs = files::find(paths).ok()?;
    let all = packs.into_iter().flat_map(|pack| pack.files);
    Some(
        all.filter_map(|file| {
            let facts = file.path.metadata().ok()?;
            Some((file.path, (facts.modified().ok(), facts.len())))
        })
        .collect(),
    )
}
