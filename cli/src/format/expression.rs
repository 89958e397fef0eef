//! The space within expressions: as the language prints them, where that changes space and nothing else. An author's
//! parentheses and figures stay.

use soat::expr::parser::parse;
use soat::expr::printer::print;
use soat::span::Span;

use super::layout::Edits;
use super::tree::Node;

/// Keys with an expression, or with lists of them, after them.
const KEYS: [&str; 9] = ["when", "require", "applies", "compute", "by", "stop_work", "all", "any", "not"];
/// Keys below which nothing is an expression, whatever it is called.
const FACTS: [&str; 4] = ["rows", "answers", "site", "expect"];

pub(super) fn space(text: &str, node: &Node, is_expression: bool, edits: &mut Edits) {
    match node {
        Node::Mapping { entries, .. } => {
            for (key, value) in entries {
                let name = text.get(key.range().clone()).unwrap_or("");
                if name == "let" {
                    definitions(text, value, edits);
                } else if !FACTS.contains(&name) {
                    space(text, value, KEYS.contains(&name), edits);
                }
            }
        }
        Node::Sequence { items, .. } => items.iter().for_each(|item| space(text, item, is_expression, edits)),
        Node::Scalar { range, block: false } if is_expression => {
            let written = text.get(range.clone()).unwrap_or("");
            if let Some(spaced) = spaced(written) {
                edits.replace(range.clone(), &spaced);
            }
        }
        Node::Scalar { .. } => {}
    }
}

fn definitions(text: &str, node: &Node, edits: &mut Edits) {
    if let Node::Mapping { entries, .. } = node {
        for (_, value) in entries {
            space(text, value, true, edits);
        }
    }
}

/// The expression with its proper spaces, unless they are there or it is no expression that can be read.
fn spaced(written: &str) -> Option<String> {
    if written.starts_with(['"', '\'']) || written.contains('\n') {
        return None;
    }
    let (tree, mistakes) = parse(written, Span::default());
    let printed = print(&tree?);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    (mistakes.is_empty() && printed != written && bare(&printed) == bare(written)).then_some(printed)
}
