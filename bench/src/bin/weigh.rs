//! `weigh`: how many bytes stay allocated for an item, by a counting allocator. A program of its own, so that counting
//! does not slow the races.

use std::alloc::System;
use std::hint::black_box;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use soat_bench::ours;
use soat_bench::peers::{Cel, DataLogic, Zen};
use soat_bench::workload::{self, Condition, Dice};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What `make` gives, and the bytes that are still allocated for it.
fn weighed<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let region = Region::new(COUNTED);
    let made = black_box(make());
    let change = region.change();
    (made, change.bytes_allocated as f64 - change.bytes_deallocated as f64)
}

fn main() -> Result<()> {
    println!("\nmemory: bytes an item that stay allocated (one requirement of 5 leaves a five items)");
    let names = [
        "YAML text itself",
        "soat, loaded pack (texts, places, model)",
        "soat, program (graph, without the pack)",
        "soat, session with every question answered",
        "datalogic-rs, compiled conditions only",
        "zen-expression, compiled conditions only",
        "cel, compiled conditions only",
    ];
    let sizes = [100, 1_000, 10_000];
    let mut rows = vec![Vec::new(); names.len()];
    for size in sizes {
        let conditions = workload::conditions(size / workload::QUESTIONS.len());
        let text = workload::checklist(&conditions, false);
        let texts = |write: fn(&Condition, usize) -> String| -> Vec<String> {
            conditions.iter().enumerate().map(|(at, condition)| write(condition, at)).collect()
        };
        let (pack, loaded) = weighed(|| Arc::new(soat::load::load_checklist(text.as_str(), "pack.yaml").0));
        let (program, compiled) = weighed(|| soat::check::compile(&pack, ours::CHECKLIST).program);
        let program = program.ok_or_else(|| anyhow!("the pack is not accepted"))?;
        let answers = ours::recorded(&workload::fill(&conditions, &mut Dice::new(5)));
        let (_session, answered) = weighed(|| ours::session(&program, &answers));
        let (logic, zen, cel) = (texts(Condition::json_logic), texts(Condition::zen), texts(Condition::cel));
        let logic = weighed(|| DataLogic::compile(logic.iter().cloned())).1;
        let zen = weighed(|| Zen::compile(zen.iter().cloned())).1;
        let cel = weighed(|| Cel::compile(cel.iter().cloned())).1;
        let bytes = [text.len() as f64, loaded, compiled, answered, logic, zen, cel];
        for (row, bytes) in rows.iter_mut().zip(bytes) {
            row.push(bytes / size as f64);
        }
    }
    let line = |name: &str, cells: &[f64]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>12.0}")).collect();
        println!("  {name:<52}{cells}");
    };
    line("", &sizes.map(|size| size as f64));
    for (name, row) in names.iter().zip(&rows) {
        line(name, row);
    }
    Ok(())
}
