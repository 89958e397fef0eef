//! Entrants run the same work in turns; the median of the rounds counts. Before the clock starts, every entrant must
//! have come to the same results.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Takes results: keeps them while results are compared, otherwise only makes sure that they are computed.
#[derive(Debug, Default)]
pub struct Seen {
    list: Option<Vec<bool>>,
}

impl Seen {
    pub fn note(&mut self, holds: bool) {
        match &mut self.list {
            Some(list) => list.push(holds),
            None => {
                black_box(holds);
            }
        }
    }

    /// Whether results are being compared, and not timed.
    pub fn comparing(&self) -> bool {
        self.list.is_some()
    }
}

pub struct Entrant<'a> {
    name: String,
    run: Box<dyn FnMut(&mut Seen) + 'a>,
}

impl<'a> Entrant<'a> {
    pub fn new(name: impl Into<String>, run: impl FnMut(&mut Seen) + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub rounds: usize,
    /// The least time an entrant runs in one round.
    pub turn: Duration,
}

#[derive(Debug)]
pub struct Reading {
    pub name: String,
    /// Nanoseconds for one unit of work.
    pub median: f64,
}

/// `units` is how much work one run is. The first entrant is ours.
pub fn race(effort: Effort, units: usize, mut entrants: Vec<Entrant<'_>>) -> Result<Vec<Reading>> {
    let mut expected: Option<Vec<bool>> = None;
    for entrant in &mut entrants {
        let mut seen = Seen { list: Some(Vec::new()) };
        (entrant.run)(&mut seen);
        let list = seen.list.unwrap_or_default();
        match &expected {
            Some(expected) if *expected != list => {
                let at = expected.iter().zip(&list).position(|(a, b)| a != b);
                bail!("{} comes to other results (first at {at:?}, {} results)", entrant.name, list.len());
            }
            Some(_) => {}
            None => expected = Some(list),
        }
    }
    let mut seen = Seen::default();
    let runs: Vec<u32> = entrants.iter_mut().map(|entrant| runs_for(effort, entrant, &mut seen)).collect();
    let mut times = vec![Vec::new(); entrants.len()];
    for round in 0..effort.rounds {
        for turn in 0..entrants.len() {
            // Who begins changes, so nobody always comes after the same neighbour.
            let at = (turn + round) % entrants.len();
            let started = Instant::now();
            for _ in 0..runs[at] {
                (entrants[at].run)(&mut seen);
            }
            let nanoseconds = started.elapsed().as_nanos() as f64;
            times[at].push(nanoseconds / f64::from(runs[at]) / units as f64);
        }
    }
    let readings = entrants.iter().zip(times).map(|(entrant, mut own)| {
        own.sort_by(f64::total_cmp);
        Reading { name: entrant.name.clone(), median: own[own.len() / 2] }
    });
    Ok(readings.collect())
}

fn runs_for(effort: Effort, entrant: &mut Entrant<'_>, seen: &mut Seen) -> u32 {
    let mut runs = 1_u32;
    loop {
        let started = Instant::now();
        for _ in 0..runs {
            (entrant.run)(seen);
        }
        if started.elapsed() >= effort.turn || runs > 1 << 24 {
            return runs;
        }
        runs *= 2;
    }
}

/// Prints a race: the time a unit, and how many times ours it is.
pub fn print(title: &str, unit: &str, readings: &[Reading]) {
    println!("\n{title}");
    println!("  {:<52}{:>14}{:>10}", "", unit, "× ours");
    let ours = readings.first().map_or(1.0, |reading| reading.median);
    for reading in readings {
        println!("  {:<52}{:>14}{:>10.2}", reading.name, number(reading.median), reading.median / ours);
    }
}

/// With three digits that mean something.
pub fn number(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => {
            let whole = format!("{value:.0}");
            let mut text = String::new();
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at) % 3 == 0 {
                    text.push(',');
                }
                text.push(digit);
            }
            text
        }
    }
}
