//! Drawing: the stops and cards of an inspection, their titles, faces and rows, the way through them.

use super::{Part, Work};
use crate::present::card::{CardId, Face, GroupView, RailLine, Row, Stop, Subject};
use crate::present::row::{self, Kept};
use crate::present::{face, fold, words};
use soat::eval::{Session, Visibility};
use soat::journal::SITE;
use soat::model::RowId;
use soat::program::GroupId;
use soat::report;

impl Work {
    pub(super) fn checklists(&self) -> impl Iterator<Item = (u16, &Part)> {
        let numbered =
            self.parts.iter().enumerate().map(|(at, part)| (u16::try_from(at).unwrap_or(u16::MAX), part));
        numbered.filter(|(_, part)| part.id != SITE)
    }

    pub(super) fn part(&self, checklist: u16) -> Option<&Part> {
        self.parts.get(usize::from(checklist))
    }

    /// Every stop of one checklist, in the order it is walked.
    pub fn stops(&self, checklist: u16) -> Vec<Stop> {
        let Some(part) = self.part(checklist) else { return Vec::new() };
        let program = part.session.program();
        let mut stops = Vec::new();
        let add_group = |group: GroupId, stops: &mut Vec<Stop>| {
            stops.push(Stop::Group { checklist, group: group.0 });
            let rows =
                part.session.row_ids(group).map(|row| Stop::Row { checklist, group: group.0, row: row.0 });
            stops.extend(rows);
        };
        for at in 0..program.checklist().sections.len() {
            let section = u32::try_from(at).unwrap_or(u32::MAX);
            stops.push(Stop::Section { checklist, section });
            for group in program.groups().iter().filter(|group| group.after == Some(section)) {
                add_group(group.id, &mut stops);
            }
        }
        for group in program.groups().iter().filter(|group| group.after.is_none()) {
            add_group(group.id, &mut stops);
        }
        if program.requirements().iter().any(|info| info.item.is_none() && info.group.is_none()) {
            stops.push(Stop::Overall { checklist });
        }
        stops
    }

    /// The cards of a stop, in the author's order.
    pub fn cards(&self, stop: Stop) -> Vec<CardId> {
        let checklist = stop.checklist();
        let Some(part) = self.part(checklist) else { return Vec::new() };
        let program = part.session.program();
        let card = |subject: Subject, row: Option<u32>| CardId { checklist, subject, row };
        match stop {
            Stop::Section { section, .. } => {
                let items = program.items().iter().filter(|item| item.section == Some(section));
                items.map(|item| card(Subject::Item(item.id.0), None)).collect()
            }
            Stop::Group { .. } => Vec::new(),
            Stop::Row { group, row, .. } => {
                let items = program.group(GroupId(group)).map(|info| info.items.clone()).unwrap_or_default();
                let items = items.into_iter().map(|item| card(Subject::Item(item.0), Some(row)));
                let own = program.requirements().iter();
                let own = own.filter(|info| info.group == Some(GroupId(group)) && info.item.is_none());
                items.chain(own.map(|info| card(Subject::Requirement(info.id.0), Some(row)))).collect()
            }
            Stop::Overall { .. } => {
                let across =
                    program.requirements().iter().filter(|info| info.item.is_none() && info.group.is_none());
                across.map(|info| card(Subject::Requirement(info.id.0), None)).collect()
            }
        }
    }

    pub fn stop_of(&self, card: CardId) -> Option<Stop> {
        let checklist = card.checklist;
        let program = self.part(checklist)?.session.program();
        let (group, section) = match card.subject {
            Subject::Item(index) => {
                let item = program.items().get(index as usize)?;
                (item.group, item.section)
            }
            Subject::Requirement(index) => (program.requirements().get(index as usize)?.group, None),
            Subject::Group(group) => return Some(Stop::Group { checklist, group }),
        };
        Some(match (group, card.row, section) {
            (Some(group), Some(row), _) => Stop::Row { checklist, group: group.0, row },
            (Some(group), None, _) => Stop::Group { checklist, group: group.0 },
            (None, _, Some(section)) => Stop::Section { checklist, section },
            (None, _, None) => Stop::Overall { checklist },
        })
    }

    pub fn title_of(&self, stop: Stop) -> String {
        let Some(part) = self.part(stop.checklist()) else { return String::new() };
        let program = part.session.program();
        match stop {
            Stop::Section { section, .. } => self.section_title(&part.session, Some(section)),
            Stop::Group { group, .. } => program
                .group(GroupId(group))
                .map_or_else(String::new, |info| info.title.get(self.lang).to_owned()),
            Stop::Row { group, row, .. } => {
                report::row_label(&part.session, GroupId(group), RowId(row), self.lang)
            }
            Stop::Overall { .. } => words::overall(self.lang).to_owned(),
        }
    }

    pub(super) fn section_title(&self, session: &Session, section: Option<u32>) -> String {
        let sections = &session.program().checklist().sections;
        let section = section.and_then(|section| sections.get(section as usize));
        section.map_or_else(String::new, |section| section.title.get(self.lang).to_owned())
    }

    /// The way through, without what does not apply.
    pub fn rail(&self) -> Vec<RailLine> {
        let mut lines = Vec::new();
        // What is inspected comes first, who is inspected last.
        let sites = self.parts.iter().enumerate().filter(|(_, part)| part.id == SITE);
        let sites = sites.filter_map(|(at, _)| u16::try_from(at).ok());
        let order: Vec<u16> = self.checklists().map(|(checklist, _)| checklist).chain(sites).collect();
        for checklist in order {
            let Some(part) = self.part(checklist) else { continue };
            let program = part.session.program();
            lines.push(RailLine::Heading(program.checklist().title.get(self.lang).to_owned()));
            for stop in self.stops(checklist) {
                if self.is_on_the_way(stop) {
                    lines.push(RailLine::Stop { stop, title: self.title_of(stop) });
                }
            }
        }
        lines
    }

    fn is_on_the_way(&self, stop: Stop) -> bool {
        match stop {
            Stop::Section { .. } | Stop::Overall { .. } => self.tally(stop).shown > 0,
            Stop::Group { checklist, group } => {
                let session = self.part(checklist).map(|part| &part.session);
                session.is_some_and(|session| session.group_visibility(GroupId(group)) != Visibility::Hidden)
            }
            Stop::Row { .. } => true,
        }
    }

    /// Sections, groups and what is across them, as far as they are on the way. Rows come and go by hand only.
    pub(super) fn outline(&self) -> Vec<Stop> {
        let on_the_way = |stop: &&Stop| !matches!(stop, Stop::Row { .. }) && self.is_on_the_way(**stop);
        self.tallies.keys().filter(on_the_way).copied().collect()
    }

    pub fn group_view(&self, stop: Stop) -> Option<GroupView> {
        let (checklist, group, _, _) = self.group_of(stop)?;
        let session = &self.part(checklist)?.session;
        let title = session.program().group(group)?.title.get(self.lang).to_owned();
        Some(GroupView { title, rows: session.row_ids(group).count(), complete: session.is_complete(group) })
    }

    pub fn face(&self, card: CardId) -> Option<Face> {
        face::face(&self.part(card.checklist)?.session, card, self.lang)
    }

    pub fn row(&self, card: CardId) -> Option<Row> {
        let session = &self.part(card.checklist)?.session;
        Some(row::row(session, card, self.kept(card), self.lang))
    }

    pub(super) fn kept(&self, card: CardId) -> Kept {
        let Some(place) = self.journal_place(card) else { return Kept::default() };
        let inspection = self.journal.inspection();
        let photos = inspection.media(&place).map(|media| media.id.to_string()).collect();
        Kept { note: inspection.note(&place).to_owned(), photos }
    }

    pub fn explain(&self, card: CardId) -> Vec<String> {
        self.part(card.checklist).map_or_else(Vec::new, |part| row::explain(&part.session, card, self.lang))
    }

    /// Questions that hold every word of the query, in the order they are walked.
    pub fn search(&self, query: &str, limit: usize) -> Vec<(CardId, String, String)> {
        let mut hits = Vec::new();
        for at in 0..self.parts.len() {
            for stop in self.stops(u16::try_from(at).unwrap_or(u16::MAX)) {
                for card in self.cards(stop) {
                    let Some(face) = self.face(card) else { continue };
                    let text = fold::fold(&format!("{} {} {}", face.ask, face.hint, face.basis.join(" ")));
                    let shown = || self.row(card).is_some_and(|row| row.shown);
                    if fold::matches(&text, query) && shown() {
                        hits.push((card, face.ask, self.title_of(stop)));
                        if hits.len() >= limit {
                            return hits;
                        }
                    }
                }
            }
        }
        hits
    }

    /// Where the user was: the place of the last answer, else the first unanswered question, else the beginning.
    pub fn resume_at(&self) -> Option<CardId> {
        let last = self.journal.inspection().last_place().and_then(|place| self.card_at(place));
        last.filter(|card| self.parts.get(usize::from(card.checklist)).is_some_and(|part| part.id != SITE))
            .or_else(|| self.missing().first().map(|missing| missing.card))
    }

    pub fn first_stop(&self) -> Option<Stop> {
        let (checklist, _) = self.checklists().next()?;
        self.stops(checklist)
            .into_iter()
            .find(|stop| self.tally(*stop).shown > 0 || matches!(stop, Stop::Group { .. }))
    }
}
