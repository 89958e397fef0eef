//! YAML text as a small tree with the place of every part. What the format does not use (anchors, aliases, tags,
//! merge keys, several documents) is refused here, each with one diagnostic; nothing here knows a checklist.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};

use super::reader::Reader;
use super::syntax;
use crate::diag::Diagnostic;
use crate::span::Span;

/// Larger texts are refused unread.
pub(crate) const MAX_BYTES: usize = 8 << 20;
/// Lists and mappings inside each other.
pub(crate) const MAX_DEPTH: usize = 64;
/// Texts, lists and mappings of one file.
pub(crate) const MAX_NODES: usize = 1_000_000;
/// Mappings with more keys than this find duplicates by a search tree.
const FEW_KEYS: usize = 12;

#[derive(Debug)]
pub(crate) struct Node<'s> {
    pub(crate) kind: Kind<'s>,
    /// A quoted text without its quotes; a list or mapping from its first to its last part.
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Kind<'s> {
    Scalar(Scalar<'s>),
    Sequence {
        items: Vec<Node<'s>>,
        flow: bool,
    },
    Mapping {
        entries: Vec<Entry<'s>>,
        flow: bool,
    },
    /// Nothing after the colon or dash, or `null`. Its span is that of the key it belongs to.
    Nothing,
    /// Refused already, with its own diagnostic: readers pass over it in silence.
    Refused,
}

#[derive(Debug)]
pub(crate) struct Scalar<'s> {
    /// After YAML's unescaping and folding; numbers and `yes` are text as written.
    pub(crate) text: Cow<'s, str>,
    pub(crate) style: Style,
    /// The text is exactly what stands at the node's span, so that columns in it are columns of the file.
    pub(crate) contiguous: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    /// `|` or `>`.
    Block,
}

#[derive(Debug)]
pub(crate) struct Entry<'s> {
    pub(crate) key: Cow<'s, str>,
    pub(crate) key_span: Span,
    pub(crate) value: Node<'s>,
}

impl Node<'_> {
    pub(crate) fn scalar(&self) -> Option<&Scalar<'_>> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }
}

/// The root of a text, or nothing when it has none or cannot be read; why is then among the reader's diagnostics.
pub(crate) fn read<'s>(reader: &mut Reader<'s>) -> Option<Node<'s>> {
    let file = reader.file;
    if let Some(at) =
        reader.text.bytes().position(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
    {
        reader.report(syntax::not_text(Span::new(file, at as u32, at as u32 + 1)));
        return None;
    }
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        disallow_directives: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH
    };
    let mut builder = Builder { stack: Vec::new(), root: None, nodes: 0, anchors: 0, tags: 0, merges: 0 };
    for event in Parser::new_from_str_with_options(reader.text, options) {
        match event {
            Ok((event, place)) => {
                let range = place.byte_range().unwrap_or_default();
                let span = Span::new(file, range.start as u32, range.end as u32);
                let tag = place.tag_span().and_then(|tag| tag.byte_range());
                let tag = tag.map(|tag| Span::new(file, tag.start as u32, tag.end as u32));
                if !builder.event(reader, event, span, tag) {
                    return None;
                }
            }
            Err(error) => {
                let open = builder.open_bracket();
                reader.report(syntax::explain(reader, &error, open));
                return None;
            }
        }
    }
    if builder.root.is_none() {
        let end = reader.text.len() as u32;
        reader.report(Diagnostic::new(
            "empty-file",
            Span::new(file, 0, end.min(1)),
            "tệp không có nội dung",
            "the file has no content",
        ));
    }
    builder.root
}

/// An open list or mapping.
enum Frame<'s> {
    Sequence {
        items: Vec<Node<'s>>,
        flow: bool,
        span: Span,
    },
    Mapping {
        entries: Vec<Entry<'s>>,
        seen: BTreeMap<Cow<'s, str>, Span>,
        key: Option<Key<'s>>,
        flow: bool,
        span: Span,
    },
}

/// A key whose value is still to come; without text when it was refused.
struct Key<'s> {
    text: Option<Cow<'s, str>>,
    span: Span,
}

struct Builder<'s> {
    stack: Vec<Frame<'s>>,
    root: Option<Node<'s>>,
    nodes: usize,
    anchors: usize,
    tags: usize,
    merges: usize,
}

impl<'s> Builder<'s> {
    /// False when reading must stop.
    fn event(&mut self, reader: &mut Reader<'s>, event: Event<'s>, span: Span, tag: Option<Span>) -> bool {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                reader.report(syntax::second_document(span));
                return false;
            }
            Event::Anchor(_, name) => self.anchor(reader, span, &name),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let name = reader.slice(span).trim_start_matches('*').to_owned();
                self.anchor(reader, span, &name);
                return self.add(reader, Node { kind: Kind::Refused, span });
            }
            Event::Scalar(text, style, _, tagged) => {
                self.tag(reader, tagged.as_deref(), tag);
                return self.scalar(reader, text, style, span);
            }
            Event::SequenceStart(style, _, tagged) => {
                self.tag(reader, tagged.as_deref(), tag);
                let flow = style == StructureStyle::Flow;
                return self.open(reader, Frame::Sequence { items: Vec::new(), flow, span });
            }
            Event::MappingStart(style, _, tagged) => {
                self.tag(reader, tagged.as_deref(), tag);
                let flow = style == StructureStyle::Flow;
                let seen = BTreeMap::new();
                return self
                    .open(reader, Frame::Mapping { entries: Vec::new(), seen, key: None, flow, span });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(reader, span),
            _ => {}
        }
        true
    }

    fn scalar(
        &mut self,
        reader: &mut Reader<'s>,
        text: Cow<'s, str>,
        style: ScalarStyle,
        span: Span,
    ) -> bool {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let nothing = style == Style::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
        if nothing && !self.key_comes_next() {
            return self.add(reader, Node { kind: Kind::Nothing, span });
        }
        let span = match style {
            Style::Single | Style::Double if span.end >= span.start + 2 => {
                Span::new(span.file, span.start + 1, span.end - 1)
            }
            Style::Block => Span { end: span.start + reader.slice(span).trim_end().len() as u32, ..span },
            _ => span,
        };
        let contiguous = *reader.slice(span) == *text;
        self.add(reader, Node { kind: Kind::Scalar(Scalar { text, style, contiguous }), span })
    }

    /// The innermost bracket that is still open.
    fn open_bracket(&self) -> Option<Span> {
        self.stack.iter().rev().find_map(|frame| match frame {
            Frame::Sequence { flow: true, span, .. } | Frame::Mapping { flow: true, span, .. } => Some(*span),
            _ => None,
        })
    }

    fn key_comes_next(&self) -> bool {
        matches!(self.stack.last(), Some(Frame::Mapping { key: None, .. }))
    }

    fn open(&mut self, reader: &mut Reader<'s>, frame: Frame<'s>) -> bool {
        let (Frame::Sequence { span, .. } | Frame::Mapping { span, .. }) = &frame;
        if self.stack.len() >= MAX_DEPTH {
            reader.report(syntax::too_deep(*span));
            return false;
        }
        self.stack.push(frame);
        true
    }

    fn close(&mut self, reader: &mut Reader<'s>, end: Span) -> bool {
        let node = match self.stack.pop() {
            Some(Frame::Sequence { items, flow, span }) => {
                let last = items.last().map_or(span, |item| item.span);
                let span = span.to(if flow { end } else { last });
                Node { kind: Kind::Sequence { items, flow }, span }
            }
            Some(Frame::Mapping { entries, flow, span, .. }) => {
                let last = entries.last().map_or(span, |entry| entry.key_span.to(entry.value.span));
                let span = span.to(if flow { end } else { last });
                Node { kind: Kind::Mapping { entries, flow }, span }
            }
            None => return true,
        };
        self.add(reader, node)
    }

    /// Puts a finished node where it belongs: a list's item, a mapping's key or value, or the root.
    fn add(&mut self, reader: &mut Reader<'s>, mut node: Node<'s>) -> bool {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            reader.report(syntax::too_many_nodes(node.span));
            return false;
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::Sequence { items, .. }) => {
                if matches!(node.kind, Kind::Nothing) {
                    node.span = dash_before(reader, node.span);
                }
                items.push(node);
            }
            Some(Frame::Mapping { entries, seen, key, .. }) => match key.take() {
                Some(Key { text: Some(text), span }) => {
                    if matches!(node.kind, Kind::Nothing) {
                        node.span = span;
                    }
                    entries.push(Entry { key: text, key_span: span, value: node });
                }
                Some(Key { text: None, .. }) => {}
                None => {
                    let text = accept_key(reader, &node, entries, seen, &mut self.merges);
                    *key = Some(Key { text, span: node.span });
                }
            },
        }
        true
    }

    /// One diagnostic for all anchors and aliases of a file: a bomb of them is one mistake.
    fn anchor(&mut self, reader: &mut Reader<'s>, span: Span, name: &str) {
        self.anchors += 1;
        if self.anchors == 1 {
            reader.report(syntax::anchor(span, name));
        }
    }

    fn tag(&mut self, reader: &mut Reader<'s>, tag: Option<&Tag>, span: Option<Span>) {
        let (Some(_), Some(span)) = (tag, span) else { return };
        self.tags += 1;
        if self.tags == 1 {
            reader.report(syntax::tag(span, reader.slice(span)));
        }
    }
}

/// The place of an empty list item: its dash, or itself when it is written as `~`.
fn dash_before(reader: &Reader<'_>, span: Span) -> Span {
    let before = reader.text.get(..span.start as usize).unwrap_or("");
    match before.trim_end().strip_suffix('-') {
        Some(before) if span.start == span.end => {
            let dash = before.len() as u32;
            Span { start: dash, end: dash + 1, ..span }
        }
        _ => span,
    }
}

/// The text of a key that is usable and new in its mapping.
fn accept_key<'s>(
    reader: &mut Reader<'s>,
    node: &Node<'s>,
    entries: &[Entry<'s>],
    seen: &mut BTreeMap<Cow<'s, str>, Span>,
    merges: &mut usize,
) -> Option<Cow<'s, str>> {
    let scalar = match &node.kind {
        Kind::Scalar(scalar) => scalar,
        Kind::Refused => return None,
        _ => {
            let head = reader.head(node);
            reader.report(syntax::key_is_not_text(head));
            return None;
        }
    };
    if scalar.text == "<<" && scalar.style == Style::Plain {
        *merges += 1;
        if *merges == 1 {
            reader.report(syntax::merge_key(node.span));
        }
        return None;
    }
    let first = if entries.len() <= FEW_KEYS {
        entries.iter().find(|entry| entry.key == scalar.text).map(|entry| entry.key_span)
    } else {
        if seen.is_empty() {
            seen.extend(entries.iter().map(|entry| (entry.key.clone(), entry.key_span)));
        }
        let first = seen.get(&scalar.text).copied();
        if first.is_none() {
            seen.insert(scalar.text.clone(), node.span);
        }
        first
    };
    if let Some(first) = first {
        reader.report(syntax::duplicate_key(node.span, first, &scalar.text));
        return None;
    }
    Some(scalar.text.clone())
}
