//! `compare [--quick]`: the races, one after the other, in this one process.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use bumpalo::Bump;
use soat::eval::{Place, Session};
use soat::model::{Answer, RowId};
use soat::program::{GroupId, ItemId, Program};
use soat_bench::ours::{self, Typed, Walk};
use soat_bench::peers::{Cel, DataLogic, Zen};
use soat_bench::race::{Effort, Entrant, number, print, race};
use soat_bench::workload::{self, Condition, Dice, Filled};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--quick"] => true,
        ["vectors"] => {
            println!("{}", vectors());
            return Ok(());
        }
        _ => return Err(anyhow!("expected `--quick` or `vectors`")),
    };
    let effort = if quick {
        Effort { rounds: 5, turn: Duration::from_millis(4) }
    } else {
        Effort { rounds: 31, turn: Duration::from_millis(10) }
    };
    one_condition(effort)?;
    all_anew(effort)?;
    one_answer(effort)?;
    for rows in [1, 100, 10_000] {
        group_rows(effort, rows)?;
    }
    growth(if quick { &[100, 1_000, 10_000] } else { &[100, 1_000, 10_000, 100_000] }, quick)?;
    Ok(())
}

fn program(text: &str) -> Result<Arc<Program>> {
    ours::program(text).map_err(|mistakes| anyhow!("the pack is not accepted: {mistakes}"))
}

fn texts(conditions: &[Condition], write: impl Fn(&Condition, usize) -> String) -> Vec<String> {
    conditions.iter().enumerate().map(|(at, condition)| write(condition, at)).collect()
}

/// The peers' data for each state.
struct Prepared<'b> {
    datalogic: Vec<&'b datalogic_rs::DataValue<'b>>,
    zen: Vec<zen_expression::Scope>,
    cel: Vec<cel::Context<'static, 'static>>,
}

impl<'b> Prepared<'b> {
    fn new(states: impl IntoIterator<Item = String>, arena: &'b Bump) -> Result<Self> {
        let mut prepared = Self { datalogic: Vec::new(), zen: Vec::new(), cel: Vec::new() };
        for text in states {
            prepared.datalogic.push(DataLogic::data(arena.alloc_str(&text), arena)?);
            prepared.zen.push(Zen::data(&text)?);
            prepared.cel.push(Cel::data(&text)?);
        }
        Ok(prepared)
    }
}

/// The three peers, each running all its rules on each state.
struct Peers {
    datalogic: DataLogic,
    zen: Zen,
    cel: Cel,
    rules: usize,
}

impl Peers {
    fn new(conditions: &[Condition]) -> Result<Self> {
        Ok(Self {
            datalogic: DataLogic::compile(texts(conditions, Condition::json_logic))?,
            zen: Zen::compile(texts(conditions, Condition::zen))?,
            cel: Cel::compile(texts(conditions, Condition::cel))?,
            rules: conditions.len(),
        })
    }

    fn entrants<'a>(&'a mut self, data: &'a Prepared<'a>) -> Vec<Entrant<'a>> {
        let Self { datalogic, zen, cel, rules } = self;
        let (rules, datalogic, cel) = (*rules, &*datalogic, &*cel);
        let mut session = datalogic.engine().session();
        vec![
            Entrant::new("datalogic-rs 5.4.0 (floats, two values)", move |seen| {
                for data in &data.datalogic {
                    for rule in 0..rules {
                        seen.note(datalogic.holds(rule, data, &mut session));
                    }
                }
            }),
            Entrant::new("zen-expression 2.1.6 (decimals, two values)", move |seen| {
                for data in &data.zen {
                    for rule in 0..rules {
                        seen.note(zen.holds(rule, data));
                    }
                }
            }),
            Entrant::new("cel 0.15.0 (floats, two values)", move |seen| {
                for data in &data.cel {
                    for rule in 0..rules {
                        seen.note(cel.holds(rule, data));
                    }
                }
            }),
        ]
    }
}

fn one_condition(effort: Effort) -> Result<()> {
    let conditions = workload::conditions(1);
    let program = program(&workload::checklist(&conditions, false))?;
    let answers = ours::answer_nodes(&program);
    let (start, walk) = Walk::new(&conditions, 64);
    let arena = Bump::new();
    let data = Prepared::new(walk.states.iter().map(|filled| workload::json(filled)), &arena)?;
    let mut peers = Peers::new(&conditions)?;
    let typed: Vec<Typed> = walk.states.iter().map(|filled| Typed::new(&program, &answers, filled)).collect();
    let mut session = ours::session(&program, &ours::recorded(&start));
    let mut entrants = vec![Entrant::new("soat, answers typed beforehand (exact, four values)", |seen| {
        for typed in &typed {
            seen.note(typed.holds(&program, 0));
        }
    })];
    entrants.extend(peers.entrants(&data));
    entrants.push(Entrant::new("a plain Rust `if`", |seen| {
        for filled in &walk.states {
            seen.note(conditions[0].holds(&black_box(filled)[0]));
        }
    }));
    entrants.push(Entrant::new("soat session: answer as text in, verdict out", |seen| {
        for (place, answer) in &walk.steps {
            let _ = session.set(*place, Some(answer));
            seen.note(ours::passes(&session, 0));
        }
    }));
    print("one condition of 5 leaves, compiled once", "ns", &race(effort, walk.states.len(), entrants)?);
    Ok(())
}

const PACK: usize = 200;

fn all_anew(effort: Effort) -> Result<()> {
    let conditions = workload::conditions(PACK);
    let program = program(&workload::checklist(&conditions, false))?;
    let answers = ours::answer_nodes(&program);
    let mut dice = Dice::new(11);
    let states: Vec<Vec<Filled>> = (0..8).map(|_| workload::fill(&conditions, &mut dice)).collect();
    let arena = Bump::new();
    let data = Prepared::new(states.iter().map(|filled| workload::json(filled)), &arena)?;
    let mut peers = Peers::new(&conditions)?;
    let typed: Vec<Typed> = states.iter().map(|filled| Typed::new(&program, &answers, filled)).collect();
    let mut entrants = vec![Entrant::new("soat, answers typed beforehand", |seen| {
        for typed in &typed {
            for requirement in 0..PACK {
                seen.note(typed.holds(&program, requirement));
            }
        }
    })];
    entrants.extend(peers.entrants(&data));
    let readings = race(effort, states.len() * PACK, entrants)?;
    print("a pack of 200 requirements, 1,000 answers: all verdicts anew", "ns each", &readings);

    // From what is on record: text for ours, JSON for the peers.
    let json: Vec<String> = states.iter().map(|filled| workload::json(filled)).collect();
    let recorded: Vec<_> = states.iter().map(|filled| ours::recorded(filled)).collect();
    let Peers { datalogic, zen, cel, .. } = &mut peers;
    let mut session = datalogic.engine().session();
    let entrants = vec![
        Entrant::new("soat, a session with needs and reasons", |seen| {
            for answers in &recorded {
                let session = ours::session(&program, answers);
                (0..PACK).for_each(|requirement| seen.note(ours::passes(&session, requirement)));
            }
        }),
        Entrant::new("datalogic-rs", |seen| {
            for text in &json {
                let arena = Bump::new();
                if let Ok(data) = DataLogic::data(text, &arena) {
                    (0..PACK).for_each(|rule| seen.note(datalogic.holds(rule, data, &mut session)));
                }
            }
        }),
        Entrant::new("zen-expression", |seen| {
            for text in &json {
                if let Ok(data) = Zen::data(text) {
                    (0..PACK).for_each(|rule| seen.note(zen.holds(rule, &data)));
                }
            }
        }),
        Entrant::new("cel", |seen| {
            for text in &json {
                if let Ok(data) = Cel::data(text) {
                    (0..PACK).for_each(|rule| seen.note(cel.holds(rule, &data)));
                }
            }
        }),
    ];
    let readings = race(effort, states.len() * PACK, entrants)?;
    print("the same, from the answers on record (text; JSON for the peers)", "ns each", &readings);
    Ok(())
}

fn one_answer(effort: Effort) -> Result<()> {
    let conditions = workload::conditions(PACK);
    let program = program(&workload::checklist(&conditions, false))?;
    let (start, walk) = Walk::new(&conditions, 64);
    let arena = Bump::new();
    let data = Prepared::new(walk.states.iter().map(|filled| workload::json(filled)), &arena)?;
    let mut peers = Peers::new(&conditions)?;
    let mut session = ours::session(&program, &ours::recorded(&start));
    let mut entrants = vec![Entrant::new("soat session: what depends on the answer", |seen| {
        for (place, answer) in &walk.steps {
            let _ = session.set(*place, Some(answer));
            if seen.comparing() {
                (0..PACK).for_each(|requirement| seen.note(ours::passes(&session, requirement)));
            } else {
                black_box(session.take_changes());
            }
        }
    })];
    entrants.extend(peers.entrants(&data));
    print(
        "a pack of 200 requirements: one answer changed, all verdicts known",
        "ns a change",
        &race(effort, walk.states.len(), entrants)?,
    );
    Ok(())
}

const STEPS: usize = 16;

fn group_rows(effort: Effort, rows: usize) -> Result<()> {
    let program = program(&workload::group_checklist())?;
    let group = GroupId(0);
    let mut session = Session::new(program, ours::CONTEXT);
    let (load, capacity) = (ItemId(0), ItemId(1));
    let set = |session: &mut Session, item: ItemId, row: usize, value: usize| {
        let place = Place { item, row: Some(RowId(row as u32)) };
        let _ = session.set(place, Some(&Answer::Value(value.to_string())));
    };
    for row in 0..rows {
        session.add_row(group, RowId(row as u32));
        set(&mut session, load, row, 10 + row % 7);
        set(&mut session, capacity, row, 20);
    }
    session.set_complete(group, true);
    // One row at a time is overloaded and relieved again.
    let steps: Vec<(usize, usize)> = (0..STEPS)
        .map(|step| {
            (
                rows.saturating_sub(1).min((step / 2 + 1) * rows / (STEPS / 2 + 1)),
                if step % 2 == 0 { 30 } else { 10 },
            )
        })
        .collect();
    let json = |loads: &[usize]| {
        let rows: Vec<String> =
            loads.iter().map(|load| format!("{{\"load\":{load},\"capacity\":20}}")).collect();
        format!("{{\"rows\":[{}]}}", rows.join(","))
    };
    let mut loads: Vec<usize> = (0..rows).map(|row| 10 + row % 7).collect();
    let states = steps.iter().map(|(row, load)| {
        loads[*row] = *load;
        json(&loads)
    });
    let arena = Bump::new();
    let data = Prepared::new(states, &arena)?;
    let logic = r#"{"all":[{"var":"rows"},{"<=":[{"var":"load"},{"var":"capacity"}]}]}"#.to_owned();
    let mut peers = Peers {
        datalogic: DataLogic::compile([logic])?,
        zen: Zen::compile(["all(rows, #.load <= #.capacity)".to_owned()])?,
        cel: Cel::compile(["rows.all(r, r.load <= r.capacity)".to_owned()])?,
        rules: 1,
    };
    let answers: Vec<(Place, Answer)> = steps
        .iter()
        .map(|(row, value)| {
            (Place { item: load, row: Some(RowId(*row as u32)) }, Answer::Value(value.to_string()))
        })
        .collect();
    let mut entrants = vec![Entrant::new("soat session: the row, and the fold's tally", |seen| {
        for (place, answer) in &answers {
            let _ = session.set(*place, Some(answer));
            seen.note(ours::passes(&session, 0));
        }
    })];
    entrants.extend(peers.entrants(&data));
    let title = format!("a group of {rows} rows, `every … satisfies`: one row changed");
    print(&title, "ns a change", &race(effort, STEPS, entrants)?);
    Ok(())
}

/// The time of the quickest of a few tries, in nanoseconds.
fn least(tries: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..tries {
        let started = Instant::now();
        work();
        best = best.min(started.elapsed().as_nanos() as f64);
    }
    best
}

fn growth(sizes: &[usize], quick: bool) -> Result<()> {
    println!("\ngrowth: packs of so many questions, with one requirement a five (flat is linear)");
    let columns: Vec<String> = sizes.iter().map(|size| size.to_string()).collect();
    let line = |name: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>12}")).collect();
        println!("  {name:<52}{cells}");
    };
    line("", &columns);
    let mut rows: Vec<(&str, Vec<String>)> = [
        "soat load, ns an item",
        "soat load + compile, ns an item",
        "soat load + check with proofs, ns an item",
        "soat, all answers of a session, ns an item",
        "soat, one answer changed, ns",
        "soat, one answer shows or hides all, ns an item",
        "datalogic-rs compile, ns an item",
        "zen-expression compile, ns an item",
        "cel compile, ns an item",
    ]
    .map(|name| (name, Vec::new()))
    .to_vec();
    for size in sizes {
        let tries = if *size > 10_000 || quick { 2 } else { 5 };
        let cells = one_size(*size, tries)?;
        for ((_, row), cell) in rows.iter_mut().zip(cells) {
            row.push(number(cell));
        }
    }
    for (name, cells) in &rows {
        line(name, cells);
    }
    Ok(())
}

fn one_size(size: usize, tries: usize) -> Result<[f64; 9]> {
    let conditions = workload::conditions(size / workload::QUESTIONS.len());
    let text = workload::checklist(&conditions, true);
    let each = size as f64;
    let load = || soat::load::load_checklist(text.as_str(), "pack.yaml").0;
    let loaded = least(tries, || drop(black_box(load()))) / each;
    let compiled =
        least(tries, || drop(black_box(soat::check::compile(&Arc::new(load()), ours::CHECKLIST)))) / each;
    let checked =
        least(tries, || drop(black_box(soat::check::check(&Arc::new(load()), ours::CHECKLIST)))) / each;
    let program = program(&text)?;
    let mut answers = ours::recorded(&workload::fill(&conditions, &mut Dice::new(5)));
    let yes = Answer::Value("yes".to_owned());
    let no = Answer::Value("no".to_owned());
    answers.answers.insert("gate".to_owned(), yes.clone());
    let anew = least(tries, || drop(black_box(ours::session(&program, &answers)))) / each;
    let mut session = ours::session(&program, &answers);
    // The gate is the first question, so everything else stands one later.
    let guarded = Place { item: ItemId((conditions.len() / 2 * 5 + 3) as u32), row: None };
    let one = least(200, || {
        let _ = session.set(guarded, Some(&no));
        let _ = session.set(guarded, Some(&yes));
        black_box(session.take_changes());
    }) / 2.0;
    let gate = Place { item: ItemId(0), row: None };
    let all = least(tries, || {
        let _ = session.set(gate, Some(&no));
        let _ = session.set(gate, Some(&yes));
        black_box(session.take_changes());
    }) / 2.0
        / each;
    let (logic, zen, cel) = (
        texts(&conditions, Condition::json_logic),
        texts(&conditions, Condition::zen),
        texts(&conditions, Condition::cel),
    );
    let logic = least(tries, || drop(black_box(DataLogic::compile(logic.clone())))) / each;
    let zen = least(tries, || drop(black_box(Zen::compile(zen.clone())))) / each;
    let cel = least(tries, || drop(black_box(Cel::compile(cel.clone())))) / each;
    Ok([loaded, compiled, checked, anew, one, all, logic, zen, cel])
}

/// The pack, its conditions in the languages of the JavaScript peers, states of the answers and what they come to.
fn vectors() -> serde_json::Value {
    let conditions = workload::conditions(PACK);
    let (start, walk) = Walk::new(&conditions, 64);
    let data = |filled: &[Filled]| serde_json::from_str::<serde_json::Value>(&workload::json(filled)).ok();
    let holds = |filled: &[Filled]| -> Vec<bool> {
        conditions.iter().zip(filled).map(|(condition, own)| condition.holds(own)).collect()
    };
    let logic: Vec<Option<serde_json::Value>> = texts(&conditions, Condition::json_logic)
        .iter()
        .map(|text| serde_json::from_str(text).ok())
        .collect();
    let states: Vec<_> = walk
        .states
        .iter()
        .map(|filled| serde_json::json!({ "answers": data(filled), "holds": holds(filled) }))
        .collect();
    serde_json::json!({
        "logic": logic,
        "survey": texts(&conditions, Condition::survey),
        "start": data(&start),
        "states": states,
    })
}
