//! The tree of a text with the byte range of every part.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::Unformatted;

#[derive(Debug)]
pub(super) enum Node {
    Scalar {
        range: Range<usize>,
        /// `|` or `>`.
        block: bool,
    },
    Mapping {
        entries: Vec<(Node, Node)>,
        flow: bool,
        range: Range<usize>,
    },
    Sequence {
        items: Vec<Node>,
        flow: bool,
        range: Range<usize>,
    },
}

impl Node {
    /// Of a block collection, its first character only.
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Scalar { range, .. } | Self::Mapping { range, .. } | Self::Sequence { range, .. } => range,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.range().start
    }

    /// Where nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Scalar { range, .. } if range.is_empty())
    }

    pub(super) fn is_flow(&self) -> bool {
        matches!(self, Self::Mapping { flow: true, .. } | Self::Sequence { flow: true, .. })
    }

    pub(super) fn is_block(&self) -> bool {
        matches!(self, Self::Mapping { flow: false, .. } | Self::Sequence { flow: false, .. })
    }
}

enum Open {
    Mapping { entries: Vec<(Node, Node)>, key: Option<Node>, flow: bool, start: usize },
    Sequence { items: Vec<Node>, flow: bool, start: usize },
}

/// The root of a text; nothing when the text has none.
pub(super) fn read(text: &str) -> Result<Option<Node>, Unformatted> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str_with_options(text, super::options()) {
        let (event, place) = event.map_err(|error| Unformatted::NotYaml {
            line: u32::try_from(error.marker().line()).unwrap_or(u32::MAX),
            column: u32::try_from(error.marker().col()).unwrap_or(u32::MAX).saturating_add(1),
        })?;
        let range = place.byte_range().unwrap_or_default();
        let node = match event {
            Event::Scalar(_, style, 0, None) => {
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                Node::Scalar { range, block }
            }
            Event::MappingStart(style, 0, None) => {
                let flow = style == StructureStyle::Flow;
                open.push(Open::Mapping { entries: Vec::new(), key: None, flow, start: range.start });
                continue;
            }
            Event::SequenceStart(style, 0, None) => {
                let flow = style == StructureStyle::Flow;
                open.push(Open::Sequence { items: Vec::new(), flow, start: range.start });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Mapping { entries, key: None, flow, start }) => {
                    Node::Mapping { entries, flow, range: start..if flow { range.end } else { start } }
                }
                Some(Open::Sequence { items, flow, start }) => {
                    Node::Sequence { items, flow, range: start..if flow { range.end } else { start } }
                }
                _ => return Err(Unformatted::NotRules),
            },
            Event::DocumentStart(false, None)
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentEnd
            | Event::Comment(..) => continue,
            _ => return Err(Unformatted::NotRules),
        };
        match open.last_mut() {
            None if root.is_none() => root = Some(node),
            None => return Err(Unformatted::NotRules),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                None => *key = Some(node),
                Some(name) => entries.push((name, node)),
            },
        }
    }
    Ok(root)
}
