//! Comparisons, `in`, ranges and bracket tables.

use super::{Lowering, Typed};
use crate::check::mistakes;
use crate::check::names::Env;
use crate::expr::ast::{CompareOp, Expr, ExprKind, Range, Test};
use crate::expr::types::Type;
use crate::expr::value::{EvalError, Value};
use crate::expr::{builtins, ops, parser};
use crate::model::LookupTable;
use crate::program::{NodeId, NodeKind};
use crate::span::{Span, Spanned};

impl Lowering<'_> {
    pub(in crate::check) fn comparison(
        &mut self,
        op: CompareOp,
        left: &Expr,
        right: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        // The side whose type is plain from itself tells the other which options it may name.
        let (left_typed, right_typed) = if self.looks_like_option(left, env) {
            let right_typed = self.expr(right, env, None);
            let hint = right_typed.as_ref().map(|typed| typed.ty.clone());
            (self.expr(left, env, hint.as_ref()), right_typed)
        } else {
            let left_typed = self.expr(left, env, None);
            let hint = left_typed.as_ref().map(|typed| typed.ty.clone());
            if left_typed.is_none() && self.looks_like_option(right, env) {
                return None;
            }
            (left_typed, self.expr(right, env, hint.as_ref()))
        };
        let (left_typed, right_typed) = (left_typed?, right_typed?);
        let text_option = self.text_as_option(&left_typed, &right_typed);
        let right_typed = text_option.unwrap_or(right_typed);
        if let Err(mistake) = ops::compare_type(op, &left_typed.ty, &right_typed.ty) {
            self.type_mistake(&mistake, left, right, span);
            return None;
        }
        if let Some(node) = self.count_compare(op, left_typed.node, right_typed.node, span) {
            return Some(Typed { node, ty: Type::Boolean });
        }
        let node = self.compare(op, &left_typed, &right_typed, span);
        Some(Typed { node, ty: Type::Boolean })
    }

    pub(in crate::check) fn compare(
        &mut self,
        op: CompareOp,
        left: &Typed,
        right: &Typed,
        span: Span,
    ) -> NodeId {
        let node = self.push(NodeKind::Compare { op, left: left.node, right: right.node }, span);
        let ty = if left.ty == Type::Nothing { right.ty.clone() } else { left.ty.clone() };
        self.compared.insert(node, ty);
        node
    }

    /// `"located"` compared with a choice means the option of that id.
    pub(in crate::check) fn text_as_option(&mut self, left: &Typed, right: &Typed) -> Option<Typed> {
        let Type::Choice(options) = &left.ty else { return None };
        let node = self.nodes.get_mut(right.node.index())?;
        let NodeKind::Const(Value::Text(text)) = &node.kind else { return None };
        let option = options.iter().find(|option| *option == text)?.clone();
        node.kind = NodeKind::Const(Value::Choice(option));
        Some(Typed { node: right.node, ty: left.ty.clone() })
    }

    /// `count(group) > 0` and the like know early, while the group is shown.
    pub(in crate::check) fn count_compare(
        &mut self,
        op: CompareOp,
        left: NodeId,
        right: NodeId,
        span: Span,
    ) -> Option<NodeId> {
        let kind = |id: NodeId| self.nodes.get(id.index()).map(|node| &node.kind);
        let count = |id: NodeId| match kind(id) {
            Some(NodeKind::RowCount { group }) => Some((*group, None)),
            Some(NodeKind::Guard { shown, value }) => match kind(*value) {
                Some(NodeKind::RowCount { group }) => Some((*group, Some(*shown))),
                _ => None,
            },
            _ => None,
        };
        let whole = |id: NodeId| match kind(id) {
            Some(NodeKind::Const(Value::Number(number))) => number.to_i64(),
            _ => None,
        };
        let ((group, shown), with, op) = match (count(left), whole(right), whole(left), count(right)) {
            (Some(count), Some(with), ..) => (count, with, op),
            (.., Some(with), Some(count)) => (count, with, op.flipped()),
            _ => return None,
        };
        let node = self.push(NodeKind::CountCompare { op, group, with }, span);
        Some(shown.map_or(node, |shown| self.guarded(shown, node, span)))
    }

    pub(in crate::check) fn looks_like_option(&self, expr: &Expr, env: &Env) -> bool {
        matches!(&expr.kind, ExprKind::Name(name) if env.local(name).is_none() && !self.globals.contains_key(name.as_str()))
    }

    pub(in crate::check) fn membership(
        &mut self,
        subject: &Expr,
        tests: &[Test],
        span: Span,
        env: &Env,
    ) -> Option<Typed> {
        let subject_typed = if self.looks_like_option(subject, env) {
            // `helmet in ppe`: the list tells what the option is.
            let list = match tests {
                [Test::Value(list)] => self.expr(list, env, None)?,
                _ => self.expr(subject, env, None)?,
            };
            self.expr(subject, env, Some(&list.ty))?
        } else {
            self.expr(subject, env, None)?
        };
        let mut alternatives = Vec::new();
        for test in tests {
            alternatives.push(self.test(&subject_typed, subject, test, span, env)?);
        }
        let node = match alternatives.as_slice() {
            [one] => *one,
            _ => self.push(NodeKind::Or(alternatives.into()), span),
        };
        Some(Typed { node, ty: Type::Boolean })
    }

    pub(in crate::check) fn test(
        &mut self,
        subject: &Typed,
        written: &Expr,
        test: &Test,
        span: Span,
        env: &Env,
    ) -> Option<NodeId> {
        match test {
            Test::Range(range) => self.range_test(subject, written, range, env),
            Test::Compare(op, with) => self.test_against(*op, subject, written, with, span, env),
            Test::Value(value) => {
                if let ExprKind::List(list) = &value.kind {
                    let nodes: Vec<Option<NodeId>> = list
                        .iter()
                        .map(|item| {
                            self.test_against(CompareOp::Equal, subject, written, item, item.span, env)
                        })
                        .collect();
                    let nodes: Option<Vec<NodeId>> = nodes.into_iter().collect();
                    return Some(match nodes?.as_slice() {
                        [] => self.constant(Value::Boolean(false), value.span),
                        [one] => *one,
                        many => self.push(NodeKind::Or(many.into()), value.span),
                    });
                }
                let typed = self.expr(value, env, Some(&subject.ty))?;
                match &typed.ty {
                    Type::List(item) if !matches!(subject.ty, Type::List(_)) => {
                        if !item.accepts(&subject.ty) {
                            self.report(mistakes::type_mismatch(item, &subject.ty, "", written.span));
                            return None;
                        }
                        let function = builtins::find("list_contains")?;
                        let arguments: Box<[NodeId]> = Box::new([typed.node, subject.node]);
                        Some(self.push(NodeKind::Call { function, arguments }, span))
                    }
                    _ => self.test_against(CompareOp::Equal, subject, written, value, span, env),
                }
            }
        }
    }

    pub(in crate::check) fn test_against(
        &mut self,
        op: CompareOp,
        subject: &Typed,
        written: &Expr,
        with: &Expr,
        span: Span,
        env: &Env,
    ) -> Option<NodeId> {
        let with_typed = self.expr(with, env, Some(&subject.ty))?;
        let with_typed = self.text_as_option(subject, &with_typed).unwrap_or(with_typed);
        if let Err(mistake) = ops::compare_type(op, &subject.ty, &with_typed.ty) {
            self.type_mistake(&mistake, written, with, with.span);
            return None;
        }
        if let Some(node) = self.count_compare(op, subject.node, with_typed.node, span) {
            return Some(node);
        }
        Some(self.compare(op, subject, &with_typed, span))
    }

    pub(in crate::check) fn range_test(
        &mut self,
        subject: &Typed,
        written: &Expr,
        range: &Range,
        env: &Env,
    ) -> Option<NodeId> {
        let low_op = if range.lo_included { CompareOp::GreaterEqual } else { CompareOp::Greater };
        let high_op = if range.hi_included { CompareOp::LessEqual } else { CompareOp::Less };
        let low = self.test_against(low_op, subject, written, &range.lo, range.span, env);
        let high = self.test_against(high_op, subject, written, &range.hi, range.span, env);
        Some(self.push(NodeKind::And(Box::new([low?, high?])), range.span))
    }

    /// A bracket table where it is used: a chain of conditions over its keys.
    pub(in crate::check) fn bracket_table(&mut self, at: usize, span: Span, env: &Env) -> Option<Typed> {
        let checklist = self.checklist;
        let table: &LookupTable = checklist.tables.get(at)?;
        if self.path.iter().any(|(name, _)| *name == table.name.value) {
            self.cycle(&table.name.value, table.name.span);
            return None;
        }
        self.path.push((table.name.value.clone(), table.name.span));
        let built = self.bracket_rows(table, env);
        self.path.pop();
        let (rows, ty) = built?;
        if !self.brackets.iter().any(|known| known.name == table.name.value) {
            let name = table.name.value.clone();
            let rows = rows.iter().map(|(within, _)| *within).collect();
            self.brackets.push(crate::program::BracketInfo { name, rows });
        }
        let mut node = self.push(NodeKind::Fail(EvalError::NoRow), span);
        for (within, is) in rows.into_iter().rev() {
            node = self.push(NodeKind::If { cond: within, then: is, otherwise: node }, span);
        }
        Some(Typed { node, ty })
    }

    pub(in crate::check) fn bracket_rows(
        &mut self,
        table: &LookupTable,
        env: &Env,
    ) -> Option<(Vec<(NodeId, NodeId)>, Type)> {
        let mut keys = Vec::new();
        for by in &table.by {
            keys.push((self.expression(by, env, None)?, by.span()));
        }
        let mut rows = Vec::new();
        let mut ty = Type::Nothing;
        for row in &table.rows {
            let mut conditions = Vec::new();
            for ((key, by_span), within) in keys.iter().zip(&row.within) {
                if within.value.trim() == "-" {
                    continue;
                }
                let tests = self.parse_tests(within)?;
                let written = Expr { kind: ExprKind::Name(String::new()), span: *by_span };
                let mut alternatives = Vec::new();
                for test in &tests {
                    alternatives.push(self.test(key, &written, test, within.span, env)?);
                }
                conditions.push(match alternatives.as_slice() {
                    [one] => *one,
                    _ => self.push(NodeKind::Or(alternatives.into()), within.span),
                });
            }
            let condition = self.row_holds(&conditions, table.span);
            let expr = self.parse(&row.is)?;
            let is = self.expr(&expr, env, Some(&ty))?;
            if !ty.accepts(&is.ty) {
                self.report(mistakes::branches_differ(&ty, &is.ty, row.is.span));
                return None;
            }
            if ty == Type::Nothing {
                ty = is.ty.clone();
            }
            rows.push((condition, is.node));
        }
        Some((rows, ty))
    }

    /// Whether all cells of a table's row hold: as `and`, but a cell whose key is not applicable is not left out where
    /// the row would hold without it; the table is not applicable then.
    fn row_holds(&mut self, cells: &[NodeId], span: Span) -> NodeId {
        let [first, second] = cells else { return self.both(cells, span) };
        let both = self.push(NodeKind::And(Box::new([*first, *second])), span);
        let known = self.push(NodeKind::If { cond: *first, then: *second, otherwise: *second }, span);
        let passed_over = self.constant(Value::Boolean(false), span);
        self.push(NodeKind::If { cond: both, then: known, otherwise: passed_over }, span)
    }

    pub(in crate::check) fn parse_tests(&mut self, text: &Spanned<String>) -> Option<Vec<Test>> {
        let (tests, diagnostics) = parser::parse_tests(&text.value, text.span);
        let bad = diagnostics.has_errors();
        self.diagnostics.extend(diagnostics);
        tests.filter(|_| !bad)
    }
}
