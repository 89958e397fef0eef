//! Text with `{expression}` placeholders.

use super::lower::Lowering;
use super::mistakes;
use super::names::Env;
use crate::expr::ops::ArithPlan;
use crate::expr::parser;
use crate::expr::unit::UnitId;
use crate::model::{AnswerType, ItemKind, TextTemplate};
use crate::program::{Node, NodeId, NodeKind, Segment, Template};
use crate::span::{Span, Spanned};

impl Lowering<'_> {
    pub(super) fn template(&mut self, text: &TextTemplate, env: &Env) -> Template {
        let vi = self.segments(&text.vi, env);
        let en = match &text.en {
            Some(en) => self.segments(en, env),
            None => vi.clone(),
        };
        Template { vi, en }
    }

    fn segments(&mut self, text: &Spanned<String>, env: &Env) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut rest = text.value.as_str();
        let mut at = 0;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                segments.push(Segment::Text(before.to_owned()));
            }
            at += before.len() + 1;
            let Some((inside, tail)) = after.split_once('}') else {
                let span = self.within(text, at - 1, text.value.len());
                self.report(mistakes::open_brace(span));
                return segments;
            };
            let span = self.within(text, at, at + inside.len());
            segments.extend(self.placeholder(inside, span, env));
            at += inside.len() + 1;
            rest = tail;
        }
        if !rest.is_empty() {
            segments.push(Segment::Text(rest.to_owned()));
        }
        segments
    }

    /// The place of a part of a text, where the text stands in its file as it is; otherwise the whole text.
    fn within(&self, text: &Spanned<String>, start: usize, end: usize) -> Span {
        if self.pack.sources.slice(text.span) != text.value {
            return text.span;
        }
        Span::new(text.span.file, text.span.start + start as u32, text.span.start + end as u32)
    }

    fn placeholder(&mut self, inside: &str, span: Span, env: &Env) -> Option<Segment> {
        let (expr, diagnostics) = parser::parse(inside, span);
        let bad = diagnostics.has_errors();
        self.diagnostics.extend(diagnostics);
        let typed = self.expr(&expr.filter(|_| !bad)?, env, None)?;
        let unit = self.unit_of(typed.node);
        Some(Segment::Value { node: typed.node, ty: typed.ty, unit })
    }

    /// The unit a value is shown in: that of the first question behind it which has one of the same kind.
    pub(super) fn unit_of(&self, id: NodeId) -> Option<UnitId> {
        let node: &Node = self.nodes.get(id.index())?;
        let of_item = |entry: Option<&super::lower::ItemEntry<'_>>| match &entry?.item.kind {
            ItemKind::Question { answer, .. } => match &answer.value {
                AnswerType::Number(number) => number.unit.as_ref().and_then(|unit| UnitId::find(&unit.value)),
                AnswerType::Money(_) => UnitId::find("VND"),
                _ => None,
            },
            ItemKind::Computed { .. } => None,
        };
        match &node.kind {
            NodeKind::Answer(item) => of_item(self.items.get(item.index())),
            NodeKind::SiteAnswer(item) => of_item(self.site.get(item.index())),
            NodeKind::Guard { value, .. } => self.unit_of(*value),
            NodeKind::RowItem { node, .. } => self.unit_of(*node),
            NodeKind::Fold { body, .. } => self.unit_of(*body),
            NodeKind::If { then, otherwise, .. } => self.unit_of(*then).or_else(|| self.unit_of(*otherwise)),
            NodeKind::Neg(inner) => self.unit_of(*inner),
            NodeKind::Arith { plan: ArithPlan::Add | ArithPlan::Subtract, left, right } => {
                self.unit_of(*left).or_else(|| self.unit_of(*right))
            }
            _ => None,
        }
    }
}
