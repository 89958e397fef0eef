//! Requirements: when they apply, what they demand, and what follows when it does not hold.

use super::lower::{Lowering, Typed};
use super::mistakes;
use super::names::Env;
use crate::expr::ast::{CompareOp, Expr, ExprKind};
use crate::expr::types::Type;
use crate::expr::value::Value;
use crate::model::{Amount, Citation, DateRange, Name, Requirement, StopWork, Within};
use crate::program::{
    AmountPlan, CitationInfo, GroupId, ItemId, NodeId, NodeKind, PenaltyPlan, RemedyPlan, RequirementId,
    RequirementInfo, StopWorkPlan, TierPlan, WarningPlan, WithinPlan,
};
use crate::span::Spanned;

/// Where a requirement stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) group: Option<GroupId>,
    pub(super) item: Option<ItemId>,
}

/// The nodes of a requirement that decide its verdict.
#[derive(Clone, Copy, Debug)]
pub(super) struct VerdictNodes {
    pub(super) verdict: NodeId,
    pub(super) applies: NodeId,
    pub(super) require: NodeId,
}

impl Lowering<'_> {
    pub(super) fn verdict(&mut self, requirement: &Requirement, seat: Seat) -> Option<VerdictNodes> {
        let env = Env::in_group(seat.group);
        let shown = match (seat.item, seat.group) {
            (Some(item), _) => {
                self.item(item)?;
                self.items.get(item.index()).and_then(|entry| entry.shown)
            }
            (None, Some(group)) => self.group_shown(group),
            (None, None) => Some(self.always()),
        };
        let when = match &requirement.when {
            Some(when) => self.condition(when, &env),
            None => Some(self.always()),
        };
        let require = if requirement.implied {
            let value = self.item(seat.item?)?;
            let yes = self.constant(Value::Boolean(true), requirement.id.span);
            let yes = Typed { node: yes, ty: Type::Boolean };
            Some(self.compare(CompareOp::Equal, &value, &yes, requirement.id.span))
        } else {
            self.condition(&requirement.require, &env)
        };
        let (shown, when, require) = (shown?, when?, require?);
        let applies = self.all_hold(&[shown, when], requirement.id.span);
        let mut verdict = self.guarded(applies, require, requirement.require.span());
        if let Some(group) = seat.group
            && self.scope(verdict) != crate::program::Scope::Group(group)
        {
            let always = self.always();
            let kind = NodeKind::Guard { shown: always, value: verdict };
            verdict = self.push_in(kind, requirement.require.span(), crate::program::Scope::Group(group));
        }
        Some(VerdictNodes { verdict, applies, require })
    }

    /// Everything that is said of a requirement, over nodes that are computed only when asked.
    pub(super) fn requirement_info(
        &mut self,
        requirement: &Requirement,
        id: RequirementId,
        seat: Seat,
        nodes: VerdictNodes,
    ) -> RequirementInfo {
        let env = Env::in_group(seat.group);
        let severity = requirement.level.cases.iter().map(|case| {
            let when = case.when.as_ref().map(|when| self.condition(when, &env));
            (when, case.is.value)
        });
        let severity: Vec<_> = severity.collect();
        let severity = severity
            .into_iter()
            .filter_map(|(when, is)| match when {
                None => Some((None, is)),
                Some(when) => when.map(|when| (Some(when), is)),
            })
            .collect();
        let stop_work = match &requirement.stop_work {
            StopWork::No => StopWorkPlan::Never,
            StopWork::Yes => StopWorkPlan::Always,
            StopWork::When(when) => {
                self.condition(when, &env).map_or(StopWorkPlan::Never, StopWorkPlan::When)
            }
        };
        let citations = requirement.citations.iter().filter_map(|citation| self.citation(citation)).collect();
        let penalties = requirement.penalties.iter().filter_map(|entry| {
            let citation = self.article(&entry.law, &entry.at, entry.range)?;
            let when = match &entry.when {
                Some(when) => Some(self.condition(when, &env)?),
                None => None,
            };
            Some(PenaltyPlan { citation, when, amount: self.amount(&entry.amount, &env)? })
        });
        let penalties: Vec<PenaltyPlan> = penalties.collect();
        let finding = requirement.finding.as_ref().map(|text| self.template(text, &env));
        let remedy = requirement.remedy.as_ref().map(|remedy| RemedyPlan {
            text: self.template(&remedy.text, &env),
            within: remedy.within.as_ref().and_then(|within| self.within_plan(within, &env)),
        });
        let warnings = requirement.warnings.iter().filter_map(|warning| {
            let when = self.condition(&warning.when, &env)?;
            Some(WarningPlan { when, say: self.template(&warning.say, &env) })
        });
        let warnings = warnings.collect();
        let title = match (requirement.title.is_empty(), seat.item) {
            (true, Some(item)) => {
                self.items.get(item.index()).map(|entry| super::item_title(entry.item)).unwrap_or_default()
            }
            _ => requirement.title.clone(),
        };
        RequirementInfo {
            id,
            name: requirement.id.value.clone(),
            title,
            group: seat.group,
            item: seat.item,
            nature: requirement.nature,
            verdict: nodes.verdict,
            applies: nodes.applies,
            require: nodes.require,
            severity,
            stop_work,
            citations,
            penalties,
            finding,
            remedy,
            warnings,
            parameters: Vec::new(),
        }
    }

    fn citation(&mut self, citation: &Citation) -> Option<CitationInfo> {
        self.article(&citation.law, &citation.at, citation.range)
    }

    fn article(&mut self, law: &Name, at: &Spanned<String>, range: DateRange) -> Option<CitationInfo> {
        let Some(instrument) = self.pack.law.instruments.get(&law.value) else {
            let known: Vec<&str> = self.pack.law.instruments.keys().map(String::as_str).collect();
            self.report(mistakes::unknown_instrument(&law.value, law.span).suggest(&law.value, known));
            return None;
        };
        let ranges = [instrument.range, range];
        Some(CitationInfo { law: law.value.clone(), at: at.value.clone(), ranges })
    }

    fn amount(&mut self, amount: &Amount, env: &Env) -> Option<AmountPlan> {
        Some(match amount {
            Amount::Unread => AmountPlan::Unread,
            Amount::Warning => AmountPlan::Warning,
            Amount::Individual(range) => AmountPlan::Individual(range.value),
            Amount::Organisation(range) => AmountPlan::Organisation(range.value),
            Amount::Tiers { by, rows } => {
                let key = self.expression(by, env, None)?;
                let mut tiers = Vec::new();
                for row in rows {
                    let tests = self.parse_tests(&row.within)?;
                    let within = self.any_test(&key, &tests, by.span(), row.within.span, env)?;
                    tiers.push(TierPlan { within, individual: row.individual.value });
                }
                AmountPlan::Tiers(tiers)
            }
            Amount::PerPerson { count, each, cap } => {
                let typed = self.expression(count, env, Some(&Type::NUMBER))?;
                if !Type::NUMBER.accepts(&typed.ty) {
                    self.report(mistakes::type_mismatch(&Type::NUMBER, &typed.ty, "", count.span()));
                    return None;
                }
                AmountPlan::PerPerson {
                    count: typed.node,
                    each: each.value,
                    cap: cap.as_ref().map(|cap| cap.value),
                }
            }
        })
    }

    fn any_test(
        &mut self,
        key: &Typed,
        tests: &[crate::expr::ast::Test],
        by: crate::span::Span,
        span: crate::span::Span,
        env: &Env,
    ) -> Option<NodeId> {
        let written = Expr { kind: ExprKind::Name(String::new()), span: by };
        let nodes: Vec<Option<NodeId>> =
            tests.iter().map(|test| self.test(key, &written, test, span, env)).collect();
        let nodes: Option<Vec<NodeId>> = nodes.into_iter().collect();
        Some(match nodes?.as_slice() {
            [one] => *one,
            many => self.push(NodeKind::Or(many.into()), span),
        })
    }

    fn within_plan(&mut self, within: &Within, env: &Env) -> Option<WithinPlan> {
        Some(match within {
            Within::Days(days) => WithinPlan::Days(days.value),
            Within::WorkingDays(days) => WithinPlan::WorkingDays(days.value),
            Within::Months(months) => WithinPlan::Months(months.value),
            Within::Until(expr) => {
                let typed = self.expression(expr, env, Some(&Type::Date))?;
                if !Type::Date.accepts(&typed.ty) {
                    self.report(mistakes::type_mismatch(&Type::Date, &typed.ty, "", expr.span()));
                    return None;
                }
                WithinPlan::Until(typed.node)
            }
        })
    }
}
