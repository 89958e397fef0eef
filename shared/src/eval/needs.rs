//! What an unanswered verdict still needs, in the names a session knows rows by.

use super::session::{Session, verdict_from};
use super::{Need, Place, Verdict};
use crate::program::{Inputs, NodeId, Open, Resolved, resolve};

pub(super) fn verdict(session: &Session, node: NodeId, row: Option<u32>) -> Verdict {
    undecided(session, session, node, row)
}

/// The verdict of a node that is undecided under `inputs`, which see the answers of the session.
pub(crate) fn undecided<I: Inputs>(session: &Session, inputs: &I, node: NodeId, row: Option<u32>) -> Verdict {
    match resolve(session.program(), inputs, node, row) {
        Resolved::Decided(outcome) => verdict_from(&outcome),
        Resolved::Open { needs, exact } => Verdict::Unanswered { needs: named(session, &needs), exact },
    }
}

/// Rows by their identity instead of their place.
pub(super) fn named(session: &Session, open: &[Open]) -> Vec<Need> {
    let mut needs: Vec<Need> = open.iter().filter_map(|open| need(session, *open)).collect();
    needs.sort();
    needs
}

fn need(session: &Session, open: Open) -> Option<Need> {
    Some(match open {
        Open::Item(item, None) => Need::Question(Place { item, row: None }),
        Open::Item(item, Some(at)) => {
            let group = session.program().item(item)?.group?;
            Need::Question(Place { item, row: Some(session.row_id(group, at)?) })
        }
        Open::Site(item) => Need::Site(item),
        Open::Rows(group) => Need::Rows(group),
    })
}
