//! An open inspection at work: its journal, one session per checklist with the profile's first, and what the views
//! count. Nothing reactive, nothing of the browser: a change goes in, events for the disk and changed cards come out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::present::card::{CardId, Face, GroupView, MissingView, RailLine, Recorded, Row, Stop, Subject};
use crate::present::entry::{Progress, Summary};
use crate::present::face;
use crate::present::finding::FindingView;
use crate::present::mark::{Mark, Tally, Totals};
use crate::present::row::{self, Kept};
use crate::present::{Lang, fold, words};
use soat::eval::{Changes, Context, Need, RequirementPlace, Session, Verdict, Visibility};
use soat::journal::{Event, EventKind, Journal, Place, Purpose, Refused, SITE, Stamp, Status};
use soat::model::{Nature, RowId};
use soat::program::{GroupId, Program};
use soat::report::{self, Header, Report};

/// One checklist, or the profile.
#[derive(Debug)]
struct Part {
    id: String,
    session: Session,
}

/// Why a change was not made, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint(pub String);

/// What a change did to the views.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub cards: BTreeSet<CardId>,
    /// Rows came or went, or a row's name changed: the way through must be drawn anew.
    pub rail: bool,
}

#[derive(Debug)]
pub struct Work {
    journal: Journal,
    parts: Vec<Part>,
    lang: Lang,
    tallies: BTreeMap<Stop, Tally>,
    counted: BTreeMap<CardId, Tally>,
    totals: Totals,
    judged: BTreeMap<(u16, RequirementPlace), Mark>,
    stopping: BTreeMap<(u16, RequirementPlace), String>,
}

impl Work {
    /// Programs in the order of the parts: the profile's, if the rules have one, then the checklists'.
    pub fn new(journal: Journal, programs: Vec<(String, Arc<Program>)>, lang: Lang) -> Self {
        let as_of = journal.inspection().record().as_of;
        let context = Context { as_of, lang };
        let parts = programs
            .into_iter()
            .map(|(id, program)| Part { id, session: Session::new(program, context) })
            .collect();
        let mut work = Self {
            journal,
            parts,
            lang,
            tallies: BTreeMap::new(),
            counted: BTreeMap::new(),
            totals: Totals::default(),
            judged: BTreeMap::new(),
            stopping: BTreeMap::new(),
        };
        work.replay();
        work
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    pub fn id(&self) -> String {
        self.journal.inspection().id().to_string()
    }

    pub fn is_open(&self) -> bool {
        self.journal.inspection().status() == Status::Open
    }

    pub fn can_undo(&self) -> bool {
        self.journal.inspection().undoing().is_some()
    }

    // --- changing ---

    /// Records an answer, or takes it away. Returns the events for the disk; none where nothing changes.
    pub fn answer(
        &mut self,
        card: CardId,
        recorded: &Recorded,
        stamp: Stamp,
    ) -> Result<(Vec<Event>, Effect), Complaint> {
        let Some(place) = self.journal_place(card) else { return Ok((Vec::new(), Effect::default())) };
        let new = row::answer(recorded);
        let old = self.journal.inspection().answer(&place).cloned();
        if old == new {
            return Ok((Vec::new(), Effect::default()));
        }
        self.set(card, new.as_ref())?;
        let draft = self.journal.inspection().answering(place, new);
        match self.journal.append(draft, stamp) {
            Ok(events) => Ok((events, self.settle(card))),
            Err(refused) => {
                // What the journal refuses must not stay in the sessions; the old answer fitted before.
                let _ = self.set(card, old.as_ref());
                self.settle(card);
                Err(self.refused(&refused))
            }
        }
    }

    pub fn note(&mut self, card: CardId, text: String, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some(place) = self.journal_place(card) else { return Ok(Vec::new()) };
        if self.journal.inspection().note(&place) == text {
            return Ok(Vec::new());
        }
        let draft = self.journal.inspection().noting(place, text);
        self.append(draft, stamp)
    }

    pub fn append(&mut self, draft: EventKind, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        self.journal.append(draft, stamp).map_err(|refused| self.refused(&refused))
    }

    /// Adds an empty row and tells where it is.
    pub fn add_row(&mut self, stop: Stop, stamp: Stamp) -> Result<(Vec<Event>, Stop), Complaint> {
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok((Vec::new(), stop)) };
        let row = self.journal.inspection().next_row(&id, &name);
        let draft = EventKind::RowAdded { checklist: id, group: name, row };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.add_row(group, row);
        }
        self.recount();
        Ok((events, Stop::Row { checklist, group: group.0, row: row.0 }))
    }

    pub fn remove_row(&mut self, stop: Stop, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Stop::Row { row, .. } = stop else { return Ok(Vec::new()) };
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok(Vec::new()) };
        let draft = EventKind::RowRemoved { checklist: id, group: name, row: RowId(row) };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.remove_row(group, RowId(row));
        }
        self.recount();
        Ok(events)
    }

    pub fn complete(&mut self, stop: Stop, complete: bool, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some((checklist, group, id, name)) = self.group_of(stop) else { return Ok(Vec::new()) };
        let draft = EventKind::GroupCompleted { checklist: id, group: name, complete };
        let events = self.append(draft, stamp)?;
        if let Some(part) = self.parts.get_mut(usize::from(checklist)) {
            part.session.set_complete(group, complete);
        }
        self.recount();
        Ok(events)
    }

    pub fn undo(&mut self, stamp: Stamp) -> Result<Vec<Event>, Complaint> {
        let Some(draft) = self.journal.inspection().undoing() else { return Ok(Vec::new()) };
        let events = self.append(draft, stamp)?;
        self.replay();
        Ok(events)
    }

    /// Reads all answers from the journal again: after opening, and after what can touch many at once.
    fn replay(&mut self) {
        let inspection = self.journal.inspection();
        let as_of = inspection.record().as_of;
        for part in &mut self.parts {
            let context = Context { as_of, lang: self.lang };
            let mut session = Session::new(part.session.program().clone(), context);
            let answers = if part.id == SITE {
                let answers = inspection.record().site.clone();
                Some(soat::model::Answers { answers, ..soat::model::Answers::default() })
            } else {
                inspection.answers(&part.id)
            };
            if let Some(answers) = answers {
                // An answer that no longer fits its question stays in the journal and counts as unanswered.
                let _ = session.load(&answers);
            }
            part.session = session;
        }
        self.recount();
    }

    fn set(&mut self, card: CardId, answer: Option<&soat::model::Answer>) -> Result<(), Complaint> {
        let lang = self.lang;
        let Some(place) = row::place_of(card) else { return Ok(()) };
        let Some(part) = self.parts.get_mut(usize::from(card.checklist)) else { return Ok(()) };
        let bad = |bad: &soat::program::BadAnswer| {
            let help = bad.help.as_ref().map(|help| format!(" ({})", help.get(lang))).unwrap_or_default();
            Complaint(sentence(&format!("{}{help}", bad.message.get(lang))))
        };
        part.session.set(place, answer).map_err(|mistake| bad(&mistake))?;
        if part.id == SITE {
            let Some(name) = part.session.program().item(place.item).map(|item| item.name.clone()) else {
                return Ok(());
            };
            for other in self.parts.iter_mut().filter(|other| other.id != SITE) {
                // A checklist that does not read the question does not know it.
                let _ = other.session.set_site(&name, answer);
            }
        }
        Ok(())
    }

    fn refused(&self, refused: &Refused) -> Complaint {
        Complaint(sentence(refused.words().get(self.lang)))
    }

    // --- counting ---

    /// After one answer: counts what changed, and tells which cards to draw.
    fn settle(&mut self, answered: CardId) -> Effect {
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
        effect.rail = effect.cards.iter().any(|card| card.row.is_some());
        effect
    }

    fn recount(&mut self) {
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

    // --- drawing ---

    fn checklists(&self) -> impl Iterator<Item = (u16, &Part)> {
        let numbered =
            self.parts.iter().enumerate().map(|(at, part)| (u16::try_from(at).unwrap_or(u16::MAX), part));
        numbered.filter(|(_, part)| part.id != SITE)
    }

    fn part(&self, checklist: u16) -> Option<&Part> {
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

    fn section_title(&self, session: &Session, section: Option<u32>) -> String {
        let sections = &session.program().checklist().sections;
        let section = section.and_then(|section| sections.get(section as usize));
        section.map_or_else(String::new, |section| section.title.get(self.lang).to_owned())
    }

    /// The way through, without what does not apply.
    pub fn rail(&self) -> Vec<RailLine> {
        let mut lines = Vec::new();
        for at in 0..self.parts.len() {
            let checklist = u16::try_from(at).unwrap_or(u16::MAX);
            let Some(part) = self.part(checklist) else { continue };
            let program = part.session.program();
            lines.push(RailLine::Heading(program.checklist().title.get(self.lang).to_owned()));
            for stop in self.stops(checklist) {
                let shown = match stop {
                    Stop::Section { .. } | Stop::Overall { .. } => self.tally(stop).shown > 0,
                    Stop::Group { group, .. } => {
                        part.session.group_visibility(GroupId(group)) != Visibility::Hidden
                    }
                    Stop::Row { .. } => true,
                };
                if shown {
                    lines.push(RailLine::Stop { stop, title: self.title_of(stop) });
                }
            }
        }
        lines
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

    fn kept(&self, card: CardId) -> Kept {
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

    // --- places ---

    pub fn journal_place(&self, card: CardId) -> Option<Place> {
        let part = self.part(card.checklist)?;
        let program = part.session.program();
        let (name, group) = match card.subject {
            Subject::Item(index) => {
                let item = program.items().get(index as usize)?;
                (&item.name, item.group)
            }
            Subject::Requirement(index) => {
                let requirement = program.requirements().get(index as usize)?;
                (&requirement.name, requirement.group)
            }
            Subject::Group(_) => return None,
        };
        match group.zip(card.row) {
            Some((group, row)) => Place::in_row(&part.id, &program.group(group)?.name, RowId(row), name).ok(),
            None => Place::item(&part.id, name).ok(),
        }
    }

    fn card_at(&self, place: &Place) -> Option<CardId> {
        let at = self.parts.iter().position(|part| part.id == place.checklist())?;
        let program = self.parts.get(at)?.session.program();
        let group = place.row().and_then(|(group, _)| program.group_named(group)).map(|group| group.id);
        let item = program.items().iter().find(|item| item.name == place.name() && item.group == group)?;
        let row = place.row().map(|(_, row)| row.0);
        Some(CardId { checklist: u16::try_from(at).ok()?, subject: Subject::Item(item.id.0), row })
    }

    fn group_of(&self, stop: Stop) -> Option<(u16, GroupId, String, String)> {
        let (Stop::Group { checklist, group } | Stop::Row { checklist, group, .. }) = stop else {
            return None;
        };
        let part = self.part(checklist)?;
        let name = part.session.program().group(GroupId(group))?.name.clone();
        Some((checklist, GroupId(group), part.id.clone(), name))
    }

    // --- telling ---

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

/// A message of the engine as a sentence: a capital at the beginning, a stop at the end.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{rest}{end}")
}
