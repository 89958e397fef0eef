//! What a program knows of its items, groups and requirements beyond the graph.

use super::{GroupId, ItemId, NodeId, ParameterId, RequirementId, SiteItemId};
use crate::expr::types::Type;
use crate::model::{AnswerType, DateRange, Nature, NotApplicable, Weight};
use crate::words::Bilingual;

/// A question or a computed value.
#[derive(Clone, Debug)]
pub struct ItemInfo {
    /// Of the checklist; for the profile's questions the same number as a [`SiteItemId`].
    pub id: ItemId,
    pub name: String,
    /// The question as asked, or the computed value's title.
    pub ask: Bilingual,
    pub hint: Bilingual,
    pub group: Option<GroupId>,
    /// Index of the section; absent for items of groups.
    pub section: Option<u32>,
    /// Absent for computed values.
    pub answer: Option<AnswerType>,
    pub not_applicable: NotApplicable,
    pub ty: Type,
    /// True when the item is shown.
    pub shown: NodeId,
    /// Its value, not applicable while hidden.
    pub value: NodeId,
    pub requirement: Option<RequirementId>,
}

impl ItemInfo {
    pub fn site_id(&self) -> SiteItemId {
        SiteItemId(self.id.0)
    }
}

#[derive(Clone, Debug)]
pub struct GroupInfo {
    pub id: GroupId,
    pub name: String,
    pub title: Bilingual,
    pub label: Option<Template>,
    /// Index of the section after which it is walked.
    pub after: Option<u32>,
    pub shown: NodeId,
    pub items: Vec<ItemId>,
}

#[derive(Clone, Debug)]
pub struct RequirementInfo {
    pub id: RequirementId,
    pub name: String,
    pub title: Bilingual,
    pub group: Option<GroupId>,
    pub item: Option<ItemId>,
    pub nature: Nature,
    /// True when it holds, false when not, not applicable when it does not concern the site.
    pub verdict: NodeId,
    /// When it concerns the site.
    pub applies: NodeId,
    pub require: NodeId,
    pub severity: Vec<(Option<NodeId>, Weight)>,
    pub stop_work: StopWorkPlan,
    pub citations: Vec<CitationInfo>,
    pub penalties: Vec<PenaltyPlan>,
    pub finding: Option<Template>,
    pub remedy: Option<RemedyPlan>,
    pub warnings: Vec<WarningPlan>,
    /// Parameters the requirement reads, directly or through definitions.
    pub parameters: Vec<ParameterId>,
}

/// An article with the days on which it counts: the instrument's days within those of the citation.
#[derive(Clone, Debug)]
pub struct CitationInfo {
    pub law: String,
    pub at: String,
    pub ranges: [DateRange; 2],
}

impl CitationInfo {
    pub fn in_force(&self, day: crate::model::Date) -> bool {
        self.ranges.iter().all(|range| range.contains(day))
    }
}

#[derive(Clone, Copy, Debug)]
pub enum StopWorkPlan {
    Never,
    Always,
    When(NodeId),
}

/// Places in the order of `Requirement::penalties`.
#[derive(Clone, Debug)]
pub struct PenaltyPlan {
    pub citation: CitationInfo,
    pub when: Option<NodeId>,
    pub amount: AmountPlan,
}

#[derive(Clone, Debug)]
pub enum AmountPlan {
    Unread,
    Warning,
    Individual([i64; 2]),
    Organisation([i64; 2]),
    Tiers(Vec<TierPlan>),
    PerPerson { count: NodeId, each: [i64; 2], cap: Option<i64> },
}

#[derive(Clone, Debug)]
pub struct TierPlan {
    /// Boolean: whether the number lies in this tier.
    pub within: NodeId,
    pub individual: [i64; 2],
}

/// Text with values in it.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub vi: Vec<Segment>,
    pub en: Vec<Segment>,
}

#[derive(Clone, Debug)]
pub enum Segment {
    Text(String),
    /// A value, with the unit it is shown in.
    Value {
        node: NodeId,
        ty: Type,
        unit: Option<crate::expr::unit::UnitId>,
    },
}

#[derive(Clone, Debug)]
pub struct RemedyPlan {
    pub text: Template,
    pub within: Option<WithinPlan>,
}

#[derive(Clone, Copy, Debug)]
pub enum WithinPlan {
    Days(u32),
    WorkingDays(u32),
    Months(u32),
    Until(NodeId),
}

#[derive(Clone, Debug)]
pub struct WarningPlan {
    pub when: NodeId,
    pub say: Template,
}

/// A bracket table: for each row the condition under which it is the one.
#[derive(Clone, Debug)]
pub struct BracketInfo {
    pub name: String,
    pub rows: Vec<NodeId>,
}

impl Template {
    /// The nodes whose values the text shows.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.vi.iter().chain(&self.en).filter_map(|segment| match segment {
            Segment::Text(_) => None,
            Segment::Value { node, .. } => Some(*node),
        })
    }
}

impl RequirementInfo {
    /// Every node this requirement starts from: conditions, counts and the values its texts show.
    pub fn roots(&self) -> Vec<NodeId> {
        let mut roots = vec![self.verdict, self.applies, self.require];
        roots.extend(self.severity.iter().filter_map(|(when, _)| *when));
        if let StopWorkPlan::When(when) = self.stop_work {
            roots.push(when);
        }
        for penalty in &self.penalties {
            roots.extend(penalty.when);
            match &penalty.amount {
                AmountPlan::Tiers(tiers) => roots.extend(tiers.iter().map(|tier| tier.within)),
                AmountPlan::PerPerson { count, .. } => roots.push(*count),
                _ => {}
            }
        }
        roots.extend(self.finding.iter().flat_map(Template::nodes));
        if let Some(remedy) = &self.remedy {
            roots.extend(remedy.text.nodes());
            if let Some(WithinPlan::Until(node)) = remedy.within {
                roots.push(node);
            }
        }
        for warning in &self.warnings {
            roots.push(warning.when);
            roots.extend(warning.say.nodes());
        }
        roots
    }
}
