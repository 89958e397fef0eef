//! Starting an inspection: the establishment's profile, the checklists it needs, the first events of the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edge::clock;
use crate::edge::db::Batch;
use crate::edge::rules::{Introduction, RulesIndex};
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
use soat::journal::{Began, EventKind, Journal, Purpose, RulesRef, SITE};
use soat::model::{Answer, Date};
use soat::program::{ItemId, Program};
use wasm_bindgen_futures::spawn_local;

/// Questions asked before "more": what every report needs.
const ESSENTIAL: [&str; 4] = ["name", "address", "workers", "violator"];

#[derive(Debug, Default)]
struct Rules {
    index: RulesIndex,
    site: Option<Session>,
    /// Whether each checklist of the index concerns the establishment.
    offers: Option<Session>,
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
        let read = self.read().await;
        match read {
            Ok(read) => {
                if self.rules.try_update_value(|rules| *rules = read).is_some() {
                    self.draw_profile();
                    self.draw_offers();
                }
            }
            Err(problem) => {
                self.problem.try_set(Some(self.sentence(problem)));
                self.offers.try_set(Some(Vec::new()));
            }
        }
    }

    /// The profile and what is on offer. The checklists themselves are read when they are chosen.
    async fn read(self) -> Result<Rules, RulesProblem> {
        let index = rules::index().await?;
        let mut texts = rules::carried(&index, |path| path == "site.yaml").await?;
        texts.extend([rules::offers(&index)]);
        let pack = rules::pack(&texts);
        let session = |id: &str| {
            let program = check::compile(&pack, id).program.ok_or(RulesProblem::Broken)?;
            Ok(Session::new(program, self.context()))
        };
        Ok(Rules { site: Some(session(SITE)?), offers: Some(session("offers/all")?), index })
    }

    fn sentence(self, problem: RulesProblem) -> String {
        let lang = self.lang();
        match problem {
            RulesProblem::NotHere => words::no_rules(lang).to_owned(),
            RulesProblem::Broken => words::rules_broken(lang).to_owned(),
            RulesProblem::Storage(error) => trouble(lang, &error),
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
            let introductions = rules.index.files.iter().filter_map(|file| file.checklist.as_ref());
            let offer = |(at, introduction): (usize, &Introduction)| Offer {
                id: introduction.id.clone(),
                title: introduction.title.get(lang).to_owned(),
                sector: introduction.sector_title.as_ref().map_or("", |title| title.get(lang)).to_owned(),
                requirements: introduction.requirements,
                suits: rules.concerns(at),
            };
            introductions.enumerate().map(offer).collect::<Vec<Offer>>()
        });
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
        let index = self.rules.with_value(|rules| rules.index.clone());
        let needed = |path: &str| chosen.iter().any(|id| rules::is_needed_by(path, id));
        let texts = rules::carried(&index, needed).await.map_err(|problem| self.sentence(problem))?;
        let (references, keep, programs) =
            for_checklists(&texts, chosen).ok_or_else(|| words::rules_broken(lang).to_owned())?;
        let answers = self.rules.with_value(Rules::answers);
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

/// References to the rules, texts to keep for them, and programs, the profile's first.
type Beginning = (Vec<RulesRef>, Vec<(String, String)>, Vec<(String, Arc<Program>)>);

fn for_checklists(texts: &Texts, chosen: &[String]) -> Option<Beginning> {
    let pack = rules::pack(texts);
    let (mut references, mut keep) = (Vec::new(), BTreeMap::new());
    let mut programs = vec![(SITE.to_owned(), check::compile(&pack, SITE).program?)];
    for id in chosen {
        let program = check::compile(&pack, id).program?;
        let (reference, own) = rules::reference(texts, id, &program.checklist().version.value);
        references.push(reference);
        keep.extend(own);
        programs.push((id.clone(), program));
    }
    Some((references, keep.into_iter().collect(), programs))
}

impl Rules {
    fn put(&mut self, place: Place, answer: Option<&Answer>) -> Option<Result<(), soat::program::BadAnswer>> {
        let site = self.site.as_mut()?;
        if let Err(bad) = site.set(place, answer) {
            return Some(Err(bad));
        }
        let name = site.program().item(place.item)?.name.clone();
        if let Some(offers) = &mut self.offers {
            // A question that no checklist's condition reads is not known there.
            let _ = offers.set_site(&name, answer);
        }
        Some(Ok(()))
    }

    fn name(&self) -> String {
        let answer = self.site.as_ref().and_then(|site| site.answers().answers.get("name"));
        match answer {
            Some(Answer::Value(name)) => name.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Whether the profile says that a checklist of the index, by its place, concerns the establishment.
    fn concerns(&self, at: usize) -> bool {
        let outcome = self.offers.as_ref().and_then(|offers| offers.definition(&rules::offer_name(at)));
        outcome.is_some_and(|outcome| outcome.boolean() == Some(true))
    }

    fn answers(&self) -> BTreeMap<String, Answer> {
        self.site.as_ref().map(|site| site.answers().answers.clone()).unwrap_or_default()
    }
}
