//! Our engine as a module for the bench in V8: it makes the same pack, so that only numbers cross the border.

use std::cell::RefCell;
use std::sync::Arc;

use soat::eval::Session;
use soat::program::Program;

use crate::ours::{self, Typed, Walk};
use crate::workload;

struct Stage {
    program: Arc<Program>,
    states: Vec<Typed>,
    session: Session,
    walk: Walk,
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

fn on_stage<R: Default>(run: impl FnOnce(&mut Stage) -> R) -> R {
    STAGE.with_borrow_mut(|stage| stage.as_mut().map_or_else(R::default, run))
}

/// Makes a pack of so many requirements; returns how many states of the answers there are, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(requirements: u32) -> u32 {
    let conditions = workload::conditions(requirements as usize);
    let Ok(program) = ours::program(&workload::checklist(&conditions, false)) else { return 0 };
    let (start, walk) = Walk::new(&conditions, 64);
    let answers = ours::answer_nodes(&program);
    let states: Vec<Typed> =
        walk.states.iter().map(|filled| Typed::new(&program, &answers, filled)).collect();
    let session = ours::session(&program, &ours::recorded(&start));
    let count = states.len() as u32;
    STAGE.set(Some(Stage { program, states, session, walk }));
    count
}

/// How many requirements hold in a state, all computed in this one call.
#[unsafe(no_mangle)]
pub extern "C" fn all_anew(state: u32) -> u32 {
    on_stage(|stage| {
        let Some(typed) = stage.states.get(state as usize) else { return 0 };
        let all = 0..stage.program.requirements().len();
        all.filter(|requirement| typed.holds(&stage.program, *requirement)).count() as u32
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn holds(state: u32, requirement: u32) -> u32 {
    on_stage(|stage| {
        let typed = stage.states.get(state as usize);
        u32::from(typed.is_some_and(|typed| typed.holds(&stage.program, requirement as usize)))
    })
}

/// Takes the step of the walk that leads to a state; returns how many verdicts changed.
#[unsafe(no_mangle)]
pub extern "C" fn change(state: u32) -> u32 {
    on_stage(|stage| {
        if let Some((place, answer)) = stage.walk.steps.get(state as usize) {
            let _ = stage.session.set(*place, Some(answer));
        }
        stage.session.take_changes().verdicts.len() as u32
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn session_holds(requirement: u32) -> u32 {
    on_stage(|stage| u32::from(ours::passes(&stage.session, requirement as usize)))
}
