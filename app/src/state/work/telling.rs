//! Telling: the list's summary, the findings, and the report that leaves the tablet.

use std::collections::BTreeSet;

use super::Work;
use crate::present::card::{CardId, Stop};
use crate::present::entry::{Progress, Summary};
use crate::present::finding::FindingView;
use crate::present::mark::{Mark, Tally};
use crate::present::row;
use soat::eval::{Session, Verdict};
use soat::journal::{Purpose, SITE, Status};
use soat::report::{self, Header, Report};

impl Work {
    pub fn summary(&self, at: Option<Stop>) -> Summary {
        let inspection = self.journal.inspection();
        let mut sum = Tally::default();
        for (stop, tally) in &self.tallies {
            if self.part(stop.checklist()).is_some_and(|part| part.id != SITE)
                && !matches!(stop, Stop::Overall { .. })
            {
                sum.add(*tally);
            }
        }
        Summary {
            id: self.id(),
            establishment: self.establishment(),
            address: self.site_text("address"),
            self_assessment: inspection.began().purpose == Purpose::SelfAssessment,
            on: inspection.record().as_of,
            checklists: self.titles(),
            state: match inspection.status() {
                Status::Open => Progress::Open,
                Status::Finished => Progress::Finished,
                Status::HandedOver => Progress::HandedOver,
            },
            answered: sum.answered,
            shown: sum.shown,
            fails: self.totals.fail,
            open: self.totals.open,
            stops: self.stopping.len(),
            section: at.map(|stop| self.title_of(stop)).unwrap_or_default(),
            touched: inspection.last_at().millis(),
        }
    }

    /// The profile's name if it was changed since the beginning.
    pub fn establishment(&self) -> String {
        let name = self.site_text("name");
        if name.is_empty() { self.journal.inspection().began().establishment.clone() } else { name }
    }

    pub fn site_text(&self, name: &str) -> String {
        match self.journal.inspection().record().site.get(name) {
            Some(soat::model::Answer::Value(text)) => text.clone(),
            _ => String::new(),
        }
    }

    pub fn titles(&self) -> Vec<String> {
        self.checklists()
            .map(|(_, part)| part.session.program().checklist().title.get(self.lang).to_owned())
            .collect()
    }

    /// Every finding with its photographs, in the order of the checklists.
    pub fn findings(&self) -> Vec<FindingView> {
        let mut findings = Vec::new();
        for (checklist, part) in self.checklists() {
            for (place, verdict) in part.session.verdicts() {
                if *verdict != Verdict::Fail {
                    continue;
                }
                let card = row::card_of(&part.session, checklist, place);
                let finding = part.session.finding(place, self.lang);
                if let Some((card, finding)) = card.zip(finding) {
                    findings.push(row::finding_view(&finding, card, &self.kept(card).photos, self.lang));
                }
            }
        }
        findings
    }

    /// Photographs that the rules want and nobody took.
    pub fn photos_missing(&self) -> usize {
        let wanted =
            |card: &CardId| self.row(*card).is_some_and(|row| row.photo_wanted && row.photos.is_empty());
        let judged = self.judged.iter().filter(|(_, mark)| matches!(mark, Mark::Fail | Mark::Pass));
        let cards: BTreeSet<CardId> = judged
            .filter_map(|((checklist, place), _)| {
                row::card_of(&self.part(*checklist)?.session, *checklist, *place)
            })
            .collect();
        cards.iter().filter(|card| wanted(card)).count()
    }

    pub fn warnings(&self) -> Vec<String> {
        let judged = self.judged.iter().filter(|(_, mark)| **mark == Mark::Pass);
        let findings = judged
            .filter_map(|((checklist, place), _)| self.part(*checklist)?.session.finding(*place, self.lang));
        findings.flat_map(|finding| finding.warnings).collect()
    }

    pub fn errors(&self) -> Vec<String> {
        let mut errors = Vec::new();
        for (_, part) in self.checklists() {
            for (place, verdict) in part.session.verdicts() {
                if let (Verdict::Error(error), Some(info)) =
                    (verdict, part.session.program().requirement(place.requirement))
                {
                    errors.push(format!(
                        "{}: {}",
                        info.title.get(self.lang),
                        report::error_sentence(*error, self.lang)
                    ));
                }
            }
        }
        errors
    }

    pub fn report(&self) -> Report {
        let inspection = self.journal.inspection();
        let purpose = match inspection.began().purpose {
            Purpose::Inspection => "inspection",
            Purpose::SelfAssessment => "self_assessment",
        };
        let people =
            inspection.record().people.iter().map(|(role, person)| (role.clone(), person.name.clone()));
        let header = Header {
            establishment: self.establishment(),
            address: self.site_text("address"),
            tax_code: self.site_text("tax_code"),
            kind: purpose.to_owned(),
            people: people.collect(),
        };
        let sessions: Vec<&Session> = self.checklists().map(|(_, part)| &part.session).collect();
        report::report(&header, &sessions, self.lang)
    }
}
