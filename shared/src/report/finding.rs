//! A failed requirement as it is told to people: what is wrong, why, by which article, what to do and until when.

use serde::{Deserialize, Serialize};

use super::penalty::{PenaltyShown, penalty};
use super::{NatureWord, RowReport, because, row_report, template_text, written};
use crate::eval::{RequirementPlace, Session};
use crate::expr::calendar;
use crate::expr::number::Number;
use crate::expr::value::{Outcome, Value};
use crate::model::{BoundTo, Confidence, Date, SecondReading, Standing, Weight, WhenToPhotograph};
use crate::program::{RequirementInfo, StopWorkPlan, WithinPlan, working_days};
use crate::words::{Bilingual, Lang};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub checklist: String,
    pub requirement: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowReport>,
    /// One sentence: what was seen.
    pub text: String,
    pub severity: Weight,
    /// Stopping the area or machine is proposed.
    pub stop_work: bool,
    pub nature: NatureWord,
    pub holder: BoundTo,
    /// One readable sentence each.
    pub because: Vec<Because>,
    pub citations: Vec<CitationShown>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<PenaltyShown>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<RemedyShown>,
    pub photo: WhenToPhotograph,
    pub warnings: Vec<String>,
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub note: Bilingual,
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_reading: Option<SecondReading>,
    /// Facts behind the finding that nobody has verified, in words.
    pub unverified: Vec<String>,
}

pub type Because = String;

/// An article that was in force on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationShown {
    pub law: String,
    pub number: String,
    pub title: Bilingual,
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    pub confidence: Confidence,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyShown {
    pub text: String,
    /// ISO date of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
}

impl Session {
    /// The finding of a requirement that fails, in one language.
    pub fn finding(&self, place: RequirementPlace, lang: Lang) -> Option<Finding> {
        let program = self.program();
        let info = program.requirement(place.requirement)?;
        let source = written(self, place)?;
        let row = self.requirement_row(place);
        let text = match &info.finding {
            Some(template) => template_text(self, template, row, lang),
            None => not_met(info.title.get(lang), lang),
        };
        let as_of = self.context().as_of;
        let law = &program.pack().law;
        let citations = info.citations.iter().zip(&source.citations).filter(|(plan, _)| plan.in_force(as_of));
        let citations = citations.filter_map(|(plan, citation)| {
            let instrument = law.instruments.get(&plan.law)?;
            Some(CitationShown {
                law: plan.law.clone(),
                number: instrument.number.clone(),
                title: instrument.title.clone(),
                at: plan.at.clone(),
                from: instrument.range.from.map(|day| day.to_string()),
                until: instrument.range.until.map(|day| day.to_string()),
                confidence: citation.confidence.as_ref().map_or(instrument.confidence.value, |own| own.value),
            })
        });
        let warnings = info.warnings.iter().filter(|warning| self.read(warning.when, row) == Outcome::TRUE);
        let standing = standing(self, place);
        Some(Finding {
            checklist: program.checklist().id.value.clone(),
            requirement: info.name.clone(),
            row: row_report(self, place, lang),
            text,
            severity: self.severity(place),
            stop_work: self.stops_work(place),
            nature: info.nature.into(),
            holder: source.holder,
            because: because(self, place, lang),
            citations: citations.collect(),
            penalty: penalty(self, info, source, row, standing),
            remedy: info.remedy.as_ref().map(|remedy| RemedyShown {
                text: template_text(self, &remedy.text, row, lang),
                deadline: remedy
                    .within
                    .and_then(|within| deadline(self, within, row))
                    .map(|day| day.to_string()),
            }),
            photo: source.evidence.photo,
            warnings: warnings.map(|warning| template_text(self, &warning.say, row, lang)).collect(),
            note: source.note.clone(),
            standing,
            confidence: source.confidence.as_ref().map(|own| own.value),
            second_reading: source.second_reading.as_ref().map(|own| own.value),
            unverified: unverified(self, info, lang),
        })
    }

    /// The weight of a requirement under the present answers: the first severity whose condition holds.
    pub fn severity(&self, place: RequirementPlace) -> Weight {
        let row = self.requirement_row(place);
        let Some(info) = self.program().requirement(place.requirement) else { return Weight::Major };
        let holds = |when: &Option<crate::program::NodeId>| {
            when.is_none_or(|when| self.read(when, row) == Outcome::TRUE)
        };
        info.severity.iter().find(|(when, _)| holds(when)).map_or(Weight::Major, |(_, weight)| *weight)
    }

    /// Whether stopping the area or machine is proposed when the requirement fails. Advice never stops work.
    pub fn stops_work(&self, place: RequirementPlace) -> bool {
        let row = self.requirement_row(place);
        let Some(info) = self.program().requirement(place.requirement) else { return false };
        info.nature == crate::model::Nature::Law
            && match info.stop_work {
                StopWorkPlan::Never => false,
                StopWorkPlan::Always => true,
                StopWorkPlan::When(when) => self.read(when, row) == Outcome::TRUE,
            }
    }

    /// Observations of a requirement that are no violation, whatever its verdict.
    pub fn warnings(&self, place: RequirementPlace, lang: Lang) -> Vec<String> {
        let row = self.requirement_row(place);
        let Some(info) = self.program().requirement(place.requirement) else { return Vec::new() };
        let held = info.warnings.iter().filter(|warning| self.read(warning.when, row) == Outcome::TRUE);
        held.map(|warning| template_text(self, &warning.say, row, lang)).collect()
    }
}

fn not_met(title: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Không đạt: {title}"),
        Lang::En => format!("Not met: {title}"),
    }
}

/// The last day to remedy, counted from the day of the inspection.
fn deadline(session: &Session, within: WithinPlan, row: Option<u32>) -> Option<Date> {
    let start = session.context().as_of;
    match within {
        WithinPlan::Days(days) => start.checked_add(jiff::Span::new().days(i64::from(days))).ok(),
        WithinPlan::Months(months) => calendar::add_months(start, Number::whole(i64::from(months))).ok(),
        WithinPlan::WorkingDays(days) => {
            working_days::after(&session.program().pack().law, start, Number::whole(i64::from(days))).ok()
        }
        WithinPlan::Until(node) => match session.read(node, row) {
            Outcome::Known(Value::Date(date)) => Some(date),
            _ => None,
        },
    }
}

/// A finding stands on verified facts when its source and every parameter it reads are.
pub fn standing(session: &Session, place: RequirementPlace) -> Standing {
    let Some((info, source)) = session.program().requirement(place.requirement).zip(written(session, place))
    else {
        return Standing::Unverified;
    };
    let own = Standing::of(
        source.confidence.as_ref().map(|own| own.value),
        source.second_reading.as_ref().map(|own| own.value),
    );
    let weak = unverified_parameters(session, info).next().is_some();
    if own == Standing::Unverified || weak { Standing::Unverified } else { Standing::Verified }
}

fn unverified_parameters<'s>(
    session: &'s Session,
    info: &'s RequirementInfo,
) -> impl Iterator<Item = &'s crate::model::Parameter> {
    let program = session.program();
    let as_of = session.context().as_of;
    info.parameters.iter().filter_map(move |id| {
        let name = &program.parameters().get(id.index())?.name;
        let parameter = program.pack().law.parameters.get(name)?;
        let value = parameter.values.iter().find(|value| value.range.contains(as_of))?;
        let reading = value.second_reading.as_ref().map(|own| own.value);
        let weak = Standing::of(Some(value.confidence.value), reading) == Standing::Unverified;
        weak.then_some(parameter)
    })
}

fn unverified(session: &Session, info: &RequirementInfo, lang: Lang) -> Vec<String> {
    unverified_parameters(session, info).map(|parameter| parameter.title.get(lang).to_owned()).collect()
}
