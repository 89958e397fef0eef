//! Counting: how many verdicts of each kind, how far each section is, what must stop, what is missing. Kept up to date
//! with each change, never counted anew for one answer.

use std::collections::BTreeMap;

use super::{Effect, Work};
use crate::present::card::{CardId, MissingView, Stop, Subject};
use crate::present::mark::{Mark, Tally, Totals};
use crate::present::{row, words};
use soat::eval::{Changes, Need, RequirementPlace, Session, Verdict};
use soat::journal::SITE;
use soat::model::Nature;
use soat::report;

impl Work {
    /// After one answer: counts what changed, and tells which cards to draw.
    pub(super) fn settle(&mut self, answered: CardId) -> Effect {
        let mut effect = Effect::default();
        effect.cards.insert(answered);
        for at in 0..self.parts.len() {
            let checklist = u16::try_from(at).unwrap_or(u16::MAX);
            let Some(part) = self.parts.get_mut(at) else { continue };
            let Changes { verdicts, items } = part.session.take_changes();
            effect.cards.extend(items.iter().map(|place| row::item_card(checklist, *place)));
            effect
                .cards
                .extend(verdicts.iter().filter_map(|place| row::card_of(&part.session, checklist, *place)));
            for place in verdicts {
                self.judge(checklist, place);
            }
        }
        for card in effect.cards.clone() {
            self.count(card);
        }
        let outline = self.outline();
        effect.rail = outline != self.outline;
        self.outline = outline;
        effect
    }

    pub(super) fn recount(&mut self) {
        self.tallies.clear();
        self.counted.clear();
        self.judged.clear();
        self.stopping.clear();
        self.totals = Totals::default();
        for at in 0..self.parts.len() {
            let checklist = u16::try_from(at).unwrap_or(u16::MAX);
            let places: Vec<RequirementPlace> = self.parts.get_mut(at).map_or_else(Vec::new, |part| {
                part.session.take_changes();
                part.session.verdicts().map(|(place, _)| place).collect()
            });
            for place in places {
                self.judge(checklist, place);
            }
            for stop in self.stops(checklist) {
                self.tallies.insert(stop, Tally::default());
                for card in self.cards(stop) {
                    self.count(card);
                }
            }
        }
        self.outline = self.outline();
    }

    fn judge(&mut self, checklist: u16, place: RequirementPlace) {
        let Some(part) = self.parts.get(usize::from(checklist)) else { return };
        let key = (checklist, place);
        let verdict = part.session.verdict(place);
        let law = part
            .session
            .program()
            .requirement(place.requirement)
            .is_some_and(|info| info.nature == Nature::Law);
        let stops = match verdict {
            Some(Verdict::Fail) => {
                part.session.finding(place, self.lang).filter(|finding| finding.stop_work && law)
            }
            _ => None,
        };
        // Failed advice is no violation and counts nowhere.
        let mark = verdict.map(row::verdict_mark).filter(|mark| law || *mark != Mark::Fail);
        let before = match mark {
            Some(mark) => self.judged.insert(key, mark),
            None => self.judged.remove(&key),
        };
        if let Some(before) = before {
            *slot(&mut self.totals, before) -= 1;
        }
        if let Some(mark) = mark {
            *slot(&mut self.totals, mark) += 1;
        }
        match stops {
            Some(finding) => self.stopping.insert(key, finding.text),
            None => self.stopping.remove(&key),
        };
    }

    fn count(&mut self, card: CardId) {
        let (Some(stop), Some(part)) = (self.stop_of(card), self.parts.get(usize::from(card.checklist)))
        else {
            return;
        };
        let now = row::tally(&part.session, card);
        let before = self.counted.insert(card, now);
        let tally = self.tallies.entry(stop).or_default();
        if let Some(before) = before {
            tally.take(before);
        }
        tally.add(now);
    }

    pub fn totals(&self) -> Totals {
        self.totals
    }

    pub fn tally(&self, stop: Stop) -> Tally {
        self.tallies.get(&stop).copied().unwrap_or_default()
    }

    pub fn tallies(&self) -> &BTreeMap<Stop, Tally> {
        &self.tallies
    }

    pub fn stop_work(&self) -> Vec<String> {
        self.stopping.values().cloned().collect()
    }

    /// Open questions that can still change a verdict, in the order the site is walked.
    pub fn missing(&self) -> Vec<MissingView> {
        let mut missing: Vec<MissingView> = Vec::new();
        for (checklist, part) in self.checklists() {
            for need in part.session.missing() {
                let view = self.missing_view(checklist, &part.session, need);
                missing.extend(view.filter(|view| need_is_new(need, view, &missing)));
            }
        }
        missing
    }

    fn missing_view(&self, checklist: u16, session: &Session, need: Need) -> Option<MissingView> {
        let program = session.program();
        let title = program.checklist().title.get(self.lang);
        match need {
            Need::Question(place) => {
                let item = program.item(place.item)?;
                let label = place
                    .row
                    .zip(item.group)
                    .map(|(row, group)| report::row_label(session, group, row, self.lang));
                let within = label.unwrap_or_else(|| self.section_title(session, item.section));
                Some(MissingView {
                    card: row::item_card(checklist, place),
                    ask: item.ask.get(self.lang).to_owned(),
                    within,
                })
            }
            Need::Site(item) => {
                let info = program.site_items().get(item.index())?;
                let site = self.parts.iter().position(|part| part.id == SITE)?;
                let card = CardId {
                    checklist: u16::try_from(site).ok()?,
                    subject: Subject::Item(info.id.0),
                    row: None,
                };
                Some(MissingView {
                    card,
                    ask: info.ask.get(self.lang).to_owned(),
                    within: words::establishment(self.lang).to_owned(),
                })
            }
            Need::Rows(group) => {
                let info = program.group(group)?;
                let ask = words::is_list_complete(self.lang, info.title.get(self.lang));
                let card = CardId { checklist, subject: Subject::Group(group.0), row: None };
                Some(MissingView { card, ask, within: title.to_owned() })
            }
        }
    }
}

/// A question of the profile, or one that two checklists ask for, is listed once.
fn need_is_new(need: Need, view: &MissingView, listed: &[MissingView]) -> bool {
    !matches!(need, Need::Site(_)) || listed.iter().all(|other| other.card != view.card)
}

fn slot(totals: &mut Totals, mark: Mark) -> &mut usize {
    match mark {
        Mark::Pass => &mut totals.pass,
        Mark::Fail => &mut totals.fail,
        Mark::NotApplicable => &mut totals.na,
        Mark::Error => &mut totals.error,
        Mark::Open | Mark::Answered => &mut totals.open,
    }
}
