//! Starting an inspection: the establishment's profile, the checklists it needs, the first events of the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edge::db::Batch;
use crate::edge::{clock, page};
use crate::present::card::{CardId, Recorded, Row, Stop, Subject};
use crate::present::offer::{Offer, ProfileField};
use crate::present::row::{self, Kept};
use crate::present::{Lang, face, words};
use crate::state::desk::{Desk, use_desk};
use crate::state::fill::FillStore;
use crate::state::rules::{self, RulesProblem, Texts};
use crate::state::saver::trouble;
use crate::state::work::Work;
use leptos::prelude::*;
use soat::check;
use soat::eval::{Context, Place, Session};
use soat::journal::{Began, EventKind, Journal, Purpose, SITE};
use soat::model::{Date, Pack};
use soat::program::ItemId;
use wasm_bindgen_futures::spawn_local;

/// Questions asked before "more": what every report needs.
const ESSENTIAL: [&str; 4] = ["name", "address", "workers", "violator"];

#[derive(Debug, Default)]
struct Rules {
    texts: Texts,
    pack: Option<Arc<Pack>>,
    site: Option<Session>,
    /// By checklist, once compiled.
    sessions: BTreeMap<String, Session>,
}

/// What the page edits besides the profile.
#[derive(Clone, Copy, Debug)]
pub struct NewForm {
    pub self_assessment: RwSignal<bool>,
    /// `2026-11-22`
    pub on: RwSignal<String>,
    /// Chosen checklists.
    pub chosen: RwSignal<Vec<String>>,
    /// Why it cannot start yet.
    pub complaint: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

#[derive(Clone, Copy, Debug)]
pub struct StartStore {
    rules: StoredValue<Rules, LocalStorage>,
    sheet: FillStore,
    desk: Desk,
    pub form: NewForm,
    pub profile: RwSignal<Vec<ProfileField>>,
    pub offers: RwSignal<Option<Vec<Offer>>>,
    pub problem: RwSignal<Option<String>>,
    /// Ticked or unticked by hand: the profile no longer decides.
    by_hand: RwSignal<Vec<String>>,
    pub started: RwSignal<Option<String>>,
}

impl StartStore {
    pub fn new() -> Self {
        let store = Self {
            rules: StoredValue::new_local(Rules::default()),
            sheet: FillStore::default(),
            desk: use_desk(),
            form: NewForm {
                self_assessment: RwSignal::new(false),
                on: RwSignal::new(clock::today().to_string()),
                chosen: RwSignal::new(Vec::new()),
                complaint: RwSignal::new(None),
                busy: RwSignal::new(false),
            },
            profile: RwSignal::new(Vec::new()),
            offers: RwSignal::new(None),
            problem: RwSignal::new(None),
            by_hand: RwSignal::new(Vec::new()),
            started: RwSignal::new(None),
        };
        spawn_local(store.load());
        store
    }

    /// The changing part of a profile question.
    pub fn row(self, card: CardId) -> Memo<Row> {
        self.sheet.row(card)
    }

    fn lang(self) -> Lang {
        self.desk.settings.lang_untracked()
    }

    fn context(self) -> Context {
        let today = clock::today();
        let as_of = self.form.on.read_untracked().parse().unwrap_or(today);
        Context { as_of, lang: self.lang() }
    }

    async fn load(self) {
        let lang = self.lang();
        let texts = match rules::carried().await {
            Ok(texts) => texts,
            Err(problem) => {
                self.problem.try_set(Some(match problem {
                    RulesProblem::NotHere => words::no_rules(lang).to_owned(),
                    RulesProblem::Broken => words::rules_broken(lang).to_owned(),
                    RulesProblem::Storage(error) => trouble(lang, &error),
                }));
                self.offers.try_set(Some(Vec::new()));
                return;
            }
        };
        let pack = rules::pack(&texts);
        let site = check::compile(&pack, SITE).program.map(|program| Session::new(program, self.context()));
        let ids: Vec<String> = pack.checklists.keys().cloned().collect();
        let set = self
            .rules
            .try_update_value(|rules| *rules = Rules { texts, pack: Some(pack), site, ..Rules::default() });
        if set.is_some() {
            self.draw_profile();
            self.compile_next(ids.into_iter().collect());
        }
    }

    /// One checklist at a time, so that the page stays alive while many are compiled.
    fn compile_next(self, mut waiting: std::collections::VecDeque<String>) {
        let Some(id) = waiting.pop_front() else {
            if self.offers.try_get_untracked().is_some_and(|offers| offers.is_none()) {
                self.offers.set(Some(Vec::new()));
            }
            return;
        };
        let context = self.context();
        let done = self.rules.try_update_value(|rules| {
            let program = rules.pack.as_ref().and_then(|pack| check::compile(pack, &id).program);
            if let Some(program) = program {
                let mut session = Session::new(program, context);
                if let Some(site) = &rules.site {
                    for (name, answer) in &site.answers().answers {
                        // A checklist that does not read the question does not know it.
                        let _ = session.set_site(name, Some(answer));
                    }
                }
                rules.sessions.insert(id, session);
            }
        });
        if done.is_some() {
            self.draw_offers();
            page::next_frame(move || self.compile_next(waiting));
        }
    }

    fn draw_profile(self) {
        let lang = self.lang();
        let cards = self.rules.with_value(|rules| {
            let site = rules.site.as_ref()?;
            let items = site.program().items().iter();
            let card = |item: ItemId| CardId { checklist: 0, subject: Subject::Item(item.0), row: None };
            Some(
                items
                    .filter_map(|item| {
                        let card = card(item.id);
                        let essential = ESSENTIAL.contains(&item.name.as_str());
                        Some((
                            essential,
                            face::face(site, card, lang)?,
                            row::row(site, card, Kept::default(), lang),
                        ))
                    })
                    .collect::<Vec<_>>(),
            )
        });
        let cards = cards.unwrap_or_default();
        let sheet = cards.iter().map(|(_, face, row)| (face.clone(), row.clone())).collect();
        self.sheet.show(Stop::Overall { checklist: 0 }, String::new(), sheet);
        let fields = cards.into_iter().map(|(essential, face, _)| ProfileField { face, essential });
        self.profile.set(fields.collect());
    }

    pub fn answer(self, card: CardId, recorded: &Recorded) {
        let lang = self.lang();
        let Some(place) = row::place_of(card) else { return };
        let answer = row::answer(recorded);
        let mut outcome = None;
        self.rules.update_value(|rules| outcome = rules.put(place, answer.as_ref()));
        match outcome {
            Some(Err(bad)) => {
                let sentence = bad.message.get(lang).to_owned();
                self.sheet.change(card, |row| row.complaint = Some(sentence));
            }
            Some(Ok(())) => {
                let rows = self.rules.with_value(|rules| {
                    let site = rules.site.as_ref()?;
                    let cards = self.sheet.on_screen();
                    Some(
                        cards
                            .into_iter()
                            .map(|card| row::row(site, card, Kept::default(), lang))
                            .collect::<Vec<_>>(),
                    )
                });
                for row in rows.unwrap_or_default() {
                    self.sheet.put(row);
                }
                self.form.complaint.set(None);
                self.draw_offers();
            }
            None => {}
        }
    }

    pub fn locate(self, card: CardId) {
        spawn_local(self.locating(card));
    }

    async fn locating(self, card: CardId) {
        let lang = self.lang();
        match crate::edge::place::locate().await {
            Some(position) => self.answer(card, &Recorded::Value(position)),
            None => {
                self.sheet.change(card, |row| row.complaint = Some(words::location_refused(lang).to_owned()));
            }
        }
    }

    pub fn choose(self, id: String, on: bool) {
        self.by_hand.update(|ids| {
            if !ids.contains(&id) {
                ids.push(id.clone());
            }
        });
        self.form.chosen.update(|chosen| {
            chosen.retain(|other| *other != id);
            if on {
                chosen.push(id);
            }
        });
        self.form.complaint.set(None);
    }

    /// What is on offer, and what the profile ticks.
    fn draw_offers(self) {
        let lang = self.lang();
        let offers = self.rules.with_value(|rules| {
            let pack = rules.pack.clone()?;
            let offer = |(id, session): (&String, &Session)| {
                let sector = id.split('/').next().unwrap_or_default();
                let sector =
                    pack.sectors.get(sector).map_or(sector, |sector| sector.title.get(lang)).to_owned();
                Offer {
                    id: id.clone(),
                    title: session.program().checklist().title.get(lang).to_owned(),
                    sector,
                    requirements: session.program().requirements().len(),
                    suits: session.concerns() == Some(true),
                }
            };
            Some(rules.sessions.iter().map(offer).collect::<Vec<Offer>>())
        });
        let offers = offers.unwrap_or_default();
        let by_hand = self.by_hand.read_untracked().clone();
        self.form.chosen.update(|chosen| {
            for offer in offers.iter().filter(|offer| !by_hand.contains(&offer.id)) {
                chosen.retain(|id| *id != offer.id);
                if offer.suits {
                    chosen.push(offer.id.clone());
                }
            }
        });
        self.offers.set(Some(offers));
    }

    pub fn start(self) {
        spawn_local(self.go());
    }

    async fn go(self) {
        let lang = self.lang();
        if self.form.busy.get_untracked() {
            return;
        }
        let name = self.rules.with_value(Rules::name);
        let chosen: Vec<String> = {
            let chosen = self.form.chosen.read_untracked();
            let offers = self.offers.read_untracked();
            let listed = offers.iter().flatten().map(|offer| offer.id.clone());
            listed.filter(|id| chosen.contains(id)).collect()
        };
        if name.is_empty() {
            self.form.complaint.set(Some(words::name_the_establishment(lang).to_owned()));
            return;
        }
        if chosen.is_empty() {
            self.form.complaint.set(Some(words::choose_a_checklist(lang).to_owned()));
            return;
        }
        self.form.busy.set(true);
        let outcome = self.begin(name, &chosen).await;
        self.form.busy.try_set(false);
        match outcome {
            Ok(id) => {
                self.started.try_set(Some(id));
            }
            Err(sentence) => {
                self.form.complaint.try_set(Some(sentence));
            }
        }
    }

    /// The first events, with the rules they rest on, in one transaction.
    async fn begin(self, name: String, chosen: &[String]) -> Result<String, String> {
        let lang = self.lang();
        let as_of: Date = self.context().as_of;
        let own = self.form.self_assessment.get_untracked();
        let (references, keep, programs, answers) =
            self.rules.with_value(|rules| rules.for_checklists(chosen));
        let began = Began {
            establishment: name,
            purpose: if own { Purpose::SelfAssessment } else { Purpose::Inspection },
            as_of,
            checklists: references,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            locale: lang,
            follows: None,
        };
        let broken = |broken: soat::journal::Break| broken.words().get(lang).to_owned();
        let mut journal = Journal::begin(began, self.desk.stamp()).map_err(broken)?;
        for (name, answer) in answers {
            let place = soat::journal::Place::site(&name).map_err(|bad| bad.name)?;
            let draft: EventKind = journal.inspection().answering(place, Some(answer));
            journal
                .append(draft, self.desk.stamp())
                .map_err(|refused| refused.words().get(lang).to_owned())?;
        }
        let events = journal.events().iter().map(|event| (event.seq, event.line())).collect();
        let work = Work::new(journal, programs, lang);
        let summary = work.summary(None);
        let batch = Batch {
            inspection: summary.id.clone(),
            events,
            summary: serde_json::to_string(&summary).ok(),
            media: Vec::new(),
            rules: keep,
        };
        self.desk.db().write(&batch).await.map_err(|error| trouble(lang, &error))?;
        Ok(summary.id)
    }
}

impl Default for StartStore {
    fn default() -> Self {
        Self::new()
    }
}

/// References to the rules, texts to keep for them, programs, and the profile's answers.
type Beginning = (
    Vec<soat::journal::RulesRef>,
    Vec<(String, String)>,
    Vec<(String, Arc<soat::program::Program>)>,
    Vec<(String, soat::model::Answer)>,
);

impl Rules {
    fn put(
        &mut self,
        place: Place,
        answer: Option<&soat::model::Answer>,
    ) -> Option<Result<(), soat::program::BadAnswer>> {
        let site = self.site.as_mut()?;
        if let Err(bad) = site.set(place, answer) {
            return Some(Err(bad));
        }
        let name = site.program().item(place.item)?.name.clone();
        for session in self.sessions.values_mut() {
            // A checklist that does not read the question does not know it.
            let _ = session.set_site(&name, answer);
        }
        Some(Ok(()))
    }

    fn name(&self) -> String {
        let answer = self.site.as_ref().and_then(|site| site.answers().answers.get("name"));
        match answer {
            Some(soat::model::Answer::Value(name)) => name.trim().to_owned(),
            _ => String::new(),
        }
    }

    fn for_checklists(&self, chosen: &[String]) -> Beginning {
        let (mut references, mut keep, mut programs) = (Vec::new(), BTreeMap::new(), Vec::new());
        if let Some(site) = &self.site {
            programs.push((SITE.to_owned(), site.program().clone()));
        }
        for id in chosen {
            let Some(session) = self.sessions.get(id) else { continue };
            let version = &session.program().checklist().version.value;
            let (reference, texts) = rules::reference(&self.texts, id, version);
            references.push(reference);
            keep.extend(texts);
            programs.push((id.clone(), session.program().clone()));
        }
        let answers = self.site.as_ref().map(|site| site.answers().answers.clone()).unwrap_or_default();
        (references, keep.into_iter().collect(), programs, answers.into_iter().collect())
    }
}
