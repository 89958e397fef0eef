//! The fine that may follow, as a reference range: which entry of the decree, for whom, and how sure.

use serde::{Deserialize, Serialize};

use crate::eval::Session;
use crate::expr::value::{Outcome, Value};
use crate::model::{PenaltyEntry, Requirement, Standing};
use crate::program::{AmountPlan, PenaltyPlan, RequirementInfo};
use crate::words::Bilingual;

/// Who is inspected, as the profile's question `violator` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Violator {
    Organisation,
    /// A household, or a household business: pays as an individual.
    Household,
    Individual,
    /// The profile does not say.
    Unknown,
}

/// Why a figure is or is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FineStatus {
    Shown,
    /// The article is known, its amount was not read.
    Unread,
    /// The finding rests on a fact that is not verified, so no figure may be shown.
    Unverified,
    /// A warning without a fine.
    Warning,
    /// The amount depends on a number that is not answered.
    Open,
}

/// The one entry that applies; entries are never added together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyShown {
    pub law: String,
    pub number: String,
    pub at: String,
    pub status: FineStatus,
    /// Đồng, for an individual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub individual: Option<[i64; 2]>,
    /// Đồng, for the establishment at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_violator: Option<[i64; 2]>,
    pub violator: Violator,
    /// True when the organisation's range is a multiple of the individual's.
    pub multiplied: bool,
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub act: Bilingual,
    /// Who is punished, when it is not the establishment.
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub subject: Bilingual,
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub note: Bilingual,
    /// What must be said beside every amount of this decree.
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub caution: Bilingual,
}

/// The first entry in force on the day whose condition holds; one whose condition is not decided yet is shown as open
/// rather than passed over, so that a fine never disappears by silence.
pub(super) fn penalty(
    session: &Session,
    info: &RequirementInfo,
    source: &Requirement,
    row: Option<u32>,
    standing: Standing,
) -> Option<PenaltyShown> {
    if info.nature != crate::model::Nature::Law {
        return None;
    }
    let as_of = session.context().as_of;
    let decided = |plan: &PenaltyPlan| plan.when.map_or(Outcome::TRUE, |when| session.read(when, row));
    let in_force =
        info.penalties.iter().zip(&source.penalties).filter(|(plan, _)| plan.citation.in_force(as_of));
    let mut candidates = in_force.map(|(plan, entry)| (plan, entry, decided(plan)));
    let (plan, entry, when) =
        candidates.find(|(.., when)| matches!(when, Outcome::Unanswered) || *when == Outcome::TRUE)?;
    let mut shown = shown(session, plan, entry, row, standing);
    if when == Outcome::Unanswered && shown.status == FineStatus::Shown {
        (shown.status, shown.individual, shown.for_violator) = (FineStatus::Open, None, None);
    }
    Some(shown)
}

fn shown(
    session: &Session,
    plan: &PenaltyPlan,
    entry: &PenaltyEntry,
    row: Option<u32>,
    standing: Standing,
) -> PenaltyShown {
    let instrument = session.program().pack().law.instruments.get(&plan.citation.law);
    let rules = instrument.and_then(|instrument| instrument.penalty.as_ref());
    let (status, individual, organisation_only) = amount(session, &plan.amount, row);
    let (status, individual, organisation_only) = match (status, standing) {
        (FineStatus::Shown, Standing::Unverified) => (FineStatus::Unverified, None, None),
        other => (other.0, individual, organisation_only),
    };
    let violator = if entry.subject.is_empty() { violator(session) } else { Violator::Individual };
    let already =
        rules.is_some_and(|rules| rules.already_organisation.iter().any(|at| covers(at, &plan.citation.at)));
    let factor = rules.map_or(1, |rules| i64::from(rules.organisation_factor));
    let times = |range: [i64; 2]| range.map(|amount| amount.saturating_mul(factor));
    let (for_violator, multiplied) = match (individual, organisation_only, violator) {
        (_, Some(range), _) => (Some(range), false),
        (Some(range), None, Violator::Organisation) if !already && factor > 1 => (Some(times(range)), true),
        (Some(range), None, Violator::Unknown) => (Some(range), false),
        (individual, None, _) => (individual, false),
    };
    PenaltyShown {
        law: plan.citation.law.clone(),
        number: instrument.map_or_else(String::new, |instrument| instrument.number.clone()),
        at: plan.citation.at.clone(),
        status,
        individual,
        for_violator: if violator == Violator::Unknown { None } else { for_violator },
        violator,
        multiplied,
        act: entry.act.clone(),
        subject: entry.subject.clone(),
        note: entry.note.clone(),
        caution: rules.map(|rules| rules.note.clone()).unwrap_or_default(),
    }
}

type Figures = (FineStatus, Option<[i64; 2]>, Option<[i64; 2]>);

fn amount(session: &Session, plan: &AmountPlan, row: Option<u32>) -> Figures {
    match plan {
        AmountPlan::Unread => (FineStatus::Unread, None, None),
        AmountPlan::Warning => (FineStatus::Warning, None, None),
        AmountPlan::Individual(range) => (FineStatus::Shown, Some(*range), None),
        AmountPlan::Organisation(range) => (FineStatus::Shown, None, Some(*range)),
        AmountPlan::Tiers(tiers) => {
            let tier = tiers.iter().find(|tier| session.read(tier.within, row) == Outcome::TRUE);
            match tier {
                Some(tier) => (FineStatus::Shown, Some(tier.individual), None),
                None => (FineStatus::Open, None, None),
            }
        }
        AmountPlan::PerPerson { count, each, cap } => match session.read(*count, row) {
            Outcome::Known(Value::Number(number)) => match number.to_i64() {
                Some(persons) if persons > 0 => {
                    let capped = |amount: i64| cap.map_or(amount, |cap| amount.min(cap));
                    (FineStatus::Shown, Some(each.map(|amount| capped(amount.saturating_mul(persons)))), None)
                }
                _ => (FineStatus::Open, None, None),
            },
            _ => (FineStatus::Open, None, None),
        },
    }
}

/// `Điều 36 khoản 2` covers `Điều 36 khoản 2 điểm a`, and not `Điều 36 khoản 20`.
fn covers(clause: &str, at: &str) -> bool {
    at.strip_prefix(clause).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn violator(session: &Session) -> Violator {
    let program = session.program();
    let Some(info) = program.site_item_named("violator") else { return Violator::Unknown };
    match session.read(info.value, None) {
        Outcome::Known(Value::Choice(choice)) => match &*choice {
            "organisation" => Violator::Organisation,
            "household" => Violator::Household,
            "individual" => Violator::Individual,
            _ => Violator::Unknown,
        },
        _ => Violator::Unknown,
    }
}
