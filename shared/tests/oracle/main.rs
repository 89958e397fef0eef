//! A slow oracle, written from the language reference alone, against the engine: on generated checklists, and on the
//! brute-force suite in `tests/suites/needs`.
//!
//! `SOAT_ORACLE_ROUNDS` says how many evaluations are made (a checklist, answers and a day are one), `SOAT_ORACLE_SEED`
//! where chance begins and `SOAT_ORACLE_THREADS` how many run side by side; all of it is best run with `--release`.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect,
    reason = "all of it is a test: a place that is not there should stop it"
)]

mod agree;
mod brute;
mod dice;
mod engine;
mod expressions;
mod generate;
mod judge;
mod model;
mod suite;
mod text;
mod value;

use std::fmt::Write;
use std::time::Instant;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let evaluations = setting("SOAT_ORACLE_ROUNDS", 3000);
    let seed = setting("SOAT_ORACLE_SEED", 20_261_124);
    let threads = setting("SOAT_ORACLE_THREADS", 1).max(1);
    let began = Instant::now();
    let each = evaluations.div_ceil(threads) as usize;
    let workers: Vec<_> = (0..threads)
        .map(|at| std::thread::spawn(move || agree::rounds(seed.wrapping_add(at << 40), each)))
        .collect();
    let mut tally = agree::Tally::default();
    for worker in workers {
        tally.join(worker.join().unwrap());
    }
    let mut report = String::new();
    let _ = writeln!(
        report,
        "{} checklists ({} refused), {} evaluations, {} verdicts in {:.1} s: {} decided alike, {} unanswered with \
         their needs ({} said to be inexact, {} of them without an open list), {} sampled only, {} rested on an open list",
        tally.checklists,
        tally.refused.values().sum::<usize>(),
        tally.evaluations,
        tally.verdicts,
        began.elapsed().as_secs_f64(),
        tally.decided,
        tally.open,
        tally.inexact,
        tally.inexact_without_lists,
        tally.sampled,
        tally.completions_of_open_lists,
    );
    for (why, count) in &tally.refused {
        let _ = writeln!(report, "refused {count}: {why}");
    }
    for (kind, (count, example)) in &tally.remarks {
        let _ = writeln!(report, "remark {count}: {kind}");
        if setting("SOAT_ORACLE_REMARKS", 0) > 0 {
            let _ = writeln!(report, "{example}");
        }
    }
    for (kind, (count, example)) in &tally.disagreements {
        let _ = writeln!(report, "DISAGREEMENT {count}: {kind}\n{example}");
    }
    println!("{report}");
    assert!(tally.disagreements.is_empty(), "{report}");
}
