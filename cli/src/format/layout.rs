//! Lines and their indentation. A line begins a part (a key, a list mark), goes on with one (a text over several
//! lines, a flow collection), or holds a comment; each finds its place from the levels it stands in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tree::Node;
use super::{expression, flow};

/// Spaces a level.
const STEP: usize = 2;

/// Replacements of ranges of the text, none within another.
#[derive(Debug, Default)]
pub(super) struct Edits(BTreeMap<(usize, usize), String>);

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, by: &str) {
        self.0.insert((range.start, range.end), by.to_owned());
    }

    /// `range` of the text with its replacements made.
    fn apply(&self, text: &str, range: Range<usize>) -> String {
        let mut made = String::with_capacity(range.len());
        let mut from = range.start;
        for ((start, end), by) in self.0.range((range.start, 0)..(range.end, 0)) {
            if *start < from || *end > range.end {
                continue;
            }
            made.push_str(text.get(from..*start).unwrap_or(""));
            made.push_str(by);
            from = *end;
        }
        made.push_str(text.get(from..range.end).unwrap_or(""));
        made
    }
}

/// A level of the text: its column as written, and the one it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Level {
    written: usize,
    wanted: usize,
}

/// What is known of a line that is not a comment and not empty.
#[derive(Clone, Debug)]
enum Line {
    /// Begins with a key or a list mark, in these levels, the innermost last; the first that begins here is `own`.
    Part { levels: Vec<Level>, own: usize },
    /// Goes on with something; gets this indentation.
    Rest(usize),
    /// Within `|` or `>`: moves by this many columns.
    Verbatim(isize),
}

struct Layout<'t> {
    text: &'t str,
    starts: Vec<usize>,
    lines: BTreeMap<usize, Line>,
    edits: Edits,
}

pub(super) fn lay_out(text: &str, root: &Node) -> String {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut layout = Layout { text, starts, lines: BTreeMap::new(), edits: Edits::default() };
    layout.node(root, 0, &[]);
    expression::space(text, root, false, &mut layout.edits);
    layout.written()
}

impl Layout<'_> {
    /// Places a node whose block parts begin in column `wanted`.
    fn node(&mut self, node: &Node, wanted: usize, outer: &[Level]) {
        match node {
            Node::Mapping { entries, flow: false, .. } => {
                for (key, value) in entries {
                    let levels = self.part(key.start(), wanted, outer);
                    self.value(key, value, wanted, &levels);
                }
            }
            Node::Sequence { items, flow: false, .. } => {
                for item in items {
                    if let Some(mark) = self.mark_before(item.start()) {
                        let levels = self.part(mark, wanted, outer);
                        let gap = mark + 1..item.start();
                        if self.line_of(mark) == self.line_of(item.start()) && !item.is_empty() {
                            self.edits.replace(gap, " ");
                        }
                        self.content(item, wanted + STEP, &levels);
                    }
                }
            }
            _ => self.content(node, wanted, outer),
        }
    }

    fn value(&mut self, key: &Node, value: &Node, wanted: usize, levels: &[Level]) {
        let gap = key.range().end..value.start();
        let written = self.text.get(gap.clone()).unwrap_or("");
        if !value.is_empty() && written.trim() == ":" && !written.contains('\n') {
            self.edits.replace(gap, ": ");
        } else if let Some(spaces) = written.find(':').filter(|spaces| *spaces > 0)
            && written.chars().take(spaces).all(|letter| letter == ' ')
        {
            self.edits.replace(gap.start..gap.start + spaces, "");
        }
        self.content(value, wanted + STEP, levels);
    }

    /// Places what stands after a key or a list mark; `wanted` is the column of its parts where it is a block, and of
    /// its first line where it begins on a line of its own.
    fn content(&mut self, node: &Node, wanted: usize, levels: &[Level]) {
        if node.is_block() {
            return self.node(node, wanted, levels);
        }
        let range = node.range().clone();
        let (first, last) = (self.line_of(range.start), self.line_of(range.end.max(range.start + 1) - 1));
        if self.begins_line(range.start) && !node.is_empty() {
            self.lines.insert(first, Line::Rest(wanted));
        }
        match node {
            Node::Scalar { block: true, .. } => self.verbatim(range, wanted),
            Node::Scalar { .. } => {
                for line in first + 1..=last {
                    self.lines.insert(line, Line::Rest(wanted));
                }
            }
            _ => {
                flow::space(self.text, node, &mut self.edits);
                let base = if self.begins_line(range.start) { wanted } else { wanted.saturating_sub(STEP) };
                let base = if self.after_mark(range.start) { wanted } else { base };
                self.flow_lines(node, base);
            }
        }
    }

    /// The lines of a flow collection after its first: a step for each bracket open at their beginning.
    fn flow_lines(&mut self, node: &Node, base: usize) {
        let range = node.range().clone();
        for line in self.line_of(range.start) + 1..=self.line_of(range.end - 1) {
            let at = self.first_letter(line);
            let closing = self.text.get(at..).is_some_and(|rest| rest.starts_with(['}', ']']));
            let depth = depth_at(node, at) - usize::from(closing);
            self.lines.entry(line).or_insert(Line::Rest(base + STEP * depth));
        }
        scalars_of(node, &mut |scalar| {
            let (first, last) = (self.line_of(scalar.start), self.line_of(scalar.end.max(1) - 1));
            if first < last {
                let depth = depth_at(node, scalar.start);
                let rest = (first + 1..=last).map(|line| (line, Line::Rest(base + STEP * (depth + 1))));
                self.lines.extend(rest);
            }
        });
    }

    /// The content of `|` and `>` moves as a whole; what was written relative to it stays.
    fn verbatim(&mut self, range: Range<usize>, wanted: usize) {
        let header_line = self.line_of(range.start);
        let header = self.line(header_line);
        let header = header.get(range.start - self.starts_at(header_line)..).unwrap_or("");
        let header = header.split(['#', ' ']).next().unwrap_or("");
        let keep = header.contains('+');
        let explicit = header.contains(|letter: char| letter.is_ascii_digit());
        let content = self.text.get(range.clone()).unwrap_or("").trim_end_matches(['\n', ' ']);
        let end = if keep { range.end } else { range.start + content.len() };
        let last = self.line_of(end.max(range.start + 1) - 1);
        let indents = (header_line + 1..=last).filter(|line| !self.line(*line).trim().is_empty());
        let written = indents.map(|line| indent_of(self.line(line))).min().unwrap_or(wanted);
        let by = if explicit { 0 } else { wanted.cast_signed() - written.cast_signed() };
        for line in header_line + 1..=last {
            let text = self.line(line);
            let empty = text.trim_matches(' ').is_empty() && text.len() <= written;
            self.lines.insert(line, if empty { Line::Rest(0) } else { Line::Verbatim(by) });
        }
    }

    /// Registers the line that begins at `at` with a key or a list mark, and gives the levels of what follows.
    fn part(&mut self, at: usize, wanted: usize, outer: &[Level]) -> Vec<Level> {
        let line = self.line_of(at);
        let mut levels = outer.to_vec();
        levels.push(Level { written: self.column(at), wanted });
        match self.lines.get_mut(&line) {
            // `- key: value`: the line stands where its mark stands, and is in the level of the key too.
            Some(Line::Part { levels: known, .. }) => known.clone_from(&levels),
            _ => {
                self.lines.insert(line, Line::Part { levels: levels.clone(), own: outer.len() });
            }
        }
        levels
    }

    /// The `-` before an item, past spaces, line breaks and comments.
    fn mark_before(&self, item: usize) -> Option<usize> {
        let mut line = self.line_of(item);
        let mut end = item;
        loop {
            let start = self.starts_at(line);
            let written = self.text.get(start..end)?;
            let written = written.split(" #").next().unwrap_or(written);
            let written = if written.trim_start().starts_with('#') { "" } else { written };
            if let Some(at) = written.trim_end().strip_suffix('-') {
                return Some(start + at.len());
            }
            if !written.trim().is_empty() || line == 0 {
                return None;
            }
            line -= 1;
            end = self.starts_at(line) + self.line(line).len();
        }
    }

    fn after_mark(&self, at: usize) -> bool {
        let start = self.starts_at(self.line_of(at));
        self.text.get(start..at).is_some_and(|before| before.trim_end().ends_with('-'))
    }

    fn written(&self) -> String {
        let mut written = String::with_capacity(self.text.len() + 64);
        let mut blank = false;
        for line in 0..self.starts.len() {
            let text = self.line(line);
            let start = self.starts_at(line);
            match self.lines.get(&line) {
                Some(Line::Verbatim(by)) => {
                    let indent = indent_of(text);
                    written.extend(std::iter::repeat_n(' ', indent.saturating_add_signed(*by)));
                    written.push_str(text.get(indent..).unwrap_or(""));
                    written.push('\n');
                }
                _ if text.trim().is_empty() => {
                    // An empty line within a text is part of the text.
                    if self.inside_text(line) {
                        written.push('\n');
                    } else {
                        blank = !written.is_empty();
                    }
                }
                known => {
                    if std::mem::take(&mut blank) {
                        written.push('\n');
                    }
                    let indent = match known {
                        Some(Line::Part { levels, own }) => levels.get(*own).map_or(0, |level| level.wanted),
                        Some(Line::Rest(indent)) => *indent,
                        _ => self.comment_indent(line),
                    };
                    let first = self.first_letter(line);
                    let made = self.edits.apply(self.text, first..start + text.len());
                    push_line(&mut written, indent, made.trim_end_matches([' ', '\t']));
                }
            }
        }
        written
    }

    /// A comment stands with the part below it where it was written in that column, else in the innermost level around
    /// it that it was written in.
    fn comment_indent(&self, line: usize) -> usize {
        let column = indent_of(self.line(line));
        let below = levels_of(self.lines.range(line..).find(|(_, line)| matches!(line, Line::Part { .. })));
        let above =
            levels_of(self.lines.range(..line).rev().find(|(_, line)| matches!(line, Line::Part { .. })));
        let exact = below.iter().rev().find(|level| level.written == column);
        let around = || {
            let levels = above.iter().chain(below).filter(|level| level.written <= column);
            levels.max_by_key(|level| (level.written, level.wanted))
        };
        exact.or_else(around).map_or(0, |level| level.wanted)
    }

    /// Whether an empty line stands between two lines of one text.
    fn inside_text(&self, line: usize) -> bool {
        matches!(self.lines.get(&line), Some(Line::Rest(_)))
    }

    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn starts_at(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    fn line(&self, line: usize) -> &str {
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        self.text.get(self.starts_at(line)..end).unwrap_or("")
    }

    fn first_letter(&self, line: usize) -> usize {
        let text = self.line(line);
        self.starts_at(line) + (text.len() - text.trim_start_matches([' ', '\t']).len())
    }

    fn begins_line(&self, at: usize) -> bool {
        self.first_letter(self.line_of(at)) == at
    }

    fn column(&self, at: usize) -> usize {
        let start = self.starts_at(self.line_of(at));
        self.text.get(start..at).map_or(0, |before| before.chars().count())
    }
}

fn levels_of<'a>(line: Option<(&usize, &'a Line)>) -> &'a [Level] {
    match line {
        Some((_, Line::Part { levels, .. })) => levels,
        _ => &[],
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn push_line(written: &mut String, indent: usize, line: &str) {
    written.extend(std::iter::repeat_n(' ', if line.is_empty() { 0 } else { indent }));
    written.push_str(line);
    written.push('\n');
}

/// How many brackets of `node` are open just before `at`.
fn depth_at(node: &Node, at: usize) -> usize {
    let range = node.range();
    if !node.is_flow() || at <= range.start || at >= range.end {
        return 0;
    }
    let around = |child: &Node| if child.range().end > at { depth_at(child, at) } else { 0 };
    let within = match node {
        Node::Mapping { entries, .. } => {
            let next = entries.partition_point(|(_, value)| value.range().end <= at);
            entries.get(next).map(|(key, value)| around(key).max(around(value)))
        }
        Node::Sequence { items, .. } => {
            let next = items.partition_point(|item| item.range().end <= at);
            items.get(next).map(around)
        }
        Node::Scalar { .. } => None,
    };
    1 + within.unwrap_or(0)
}

fn scalars_of(node: &Node, seen: &mut impl FnMut(Range<usize>)) {
    match node {
        Node::Scalar { range, .. } => seen(range.clone()),
        Node::Mapping { entries, .. } => entries.iter().for_each(|(key, value)| {
            scalars_of(key, seen);
            scalars_of(value, seen);
        }),
        Node::Sequence { items, .. } => items.iter().for_each(|item| scalars_of(item, seen)),
    }
}
