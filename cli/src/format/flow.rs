//! The space between the parts of `{ … }` and `[ … ]`.

use std::ops::Range;

use super::layout::Edits;
use super::tree::Node;

/// Spaces one flow collection and all within it. One that is written in a way rules do not need (`{ a, b: }`,
/// `[a: b]`) keeps its spaces.
pub(super) fn space(text: &str, node: &Node, edits: &mut Edits) {
    let (children, opening): (Vec<(&Node, Option<&Node>)>, &str) = match node {
        Node::Mapping { entries, .. } => {
            (entries.iter().map(|(key, value)| (key, Some(value))).collect(), "{")
        }
        Node::Sequence { items, .. } => (items.iter().map(|item| (item, None)).collect(), "["),
        Node::Scalar { .. } => return,
    };
    let range = node.range().clone();
    let known = text.get(range.clone()).is_some_and(|written| written.starts_with(opening));
    let whole = children.iter().all(|(child, value)| !child.is_empty() && !value.is_some_and(Node::is_empty));
    if !known || !whole {
        return;
    }
    let airy = opening == "{" || children.iter().any(|(child, _)| matches!(child, Node::Mapping { .. }));
    let inner = if airy { " " } else { "" };

    let mut after = range.start + 1;
    let mut between = inner;
    for (child, value) in &children {
        gap(text, after..child.start(), between, edits);
        space(text, child, edits);
        after = child.range().end;
        if let Some(value) = value {
            gap(text, after..value.start(), ": ", edits);
            space(text, value, edits);
            after = value.range().end;
        }
        between = ", ";
    }
    let closing = if children.is_empty() { "" } else { inner };
    gap(text, after..range.end - 1, closing, edits);
}

/// What stands between two parts becomes `wanted`; where the author broke the line, only the mark before the break is
/// drawn close.
fn gap(text: &str, range: Range<usize>, wanted: &str, edits: &mut Edits) {
    let Some(written) = text.get(range.clone()) else { return };
    if !written.contains(['\n', '#']) {
        let known = written.chars().all(|letter| matches!(letter, ' ' | '\t' | ',' | ':'));
        if known && written != wanted {
            edits.replace(range, wanted);
        }
        return;
    }
    let spaces = written.len() - written.trim_start_matches([' ', '\t']).len();
    if written.trim_start_matches([' ', '\t']).starts_with(',') {
        edits.replace(range.start..range.start + spaces, "");
    }
}
