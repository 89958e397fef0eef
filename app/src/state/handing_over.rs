//! What leaves the open inspection: its result, signatures, files; finishing it and opening it again.

use crate::edge::{files, locks};
use crate::present::result::{HeadLine, PersonView, ResultView};
use crate::present::status::SavedView;
use crate::present::{date, words};
use crate::state::desk::{Desk, Phase};
use crate::state::fill::Access;
use leptos::prelude::*;
use soat::journal::{EventKind, Hash, Person, Purpose, Signed, write_lines};
use soat::report::export;
use wasm_bindgen_futures::spawn_local;

/// Who signs, in the journal's names.
const INSPECTOR: &str = "inspector";
const ESTABLISHMENT: &str = "establishment";

impl Desk {
    /// The result as it stands; whoever reads it is woken by every change.
    pub fn result(self) -> ResultView {
        self.version.track();
        self.phase.track();
        let lang = self.settings.lang_untracked();
        let people = self.people();
        self.with(|work| {
            let inspection = work.journal().inspection();
            let own = inspection.began().purpose == Purpose::SelfAssessment;
            let on = words::inspected_on(lang, own, &date::day(inspection.record().as_of, lang));
            let open_questions = work.missing().len();
            let mut missing = Vec::new();
            if open_questions > 0 {
                missing.push(words::missing_questions(lang, open_questions));
            }
            let photos = work.photos_missing();
            if photos > 0 {
                missing.push(words::missing_photos(lang, photos));
            }
            let unsigned = people.iter().filter(|person| person.signature.is_none());
            missing.extend(unsigned.map(|person| words::missing_signature(lang, &person.label)));
            let establishment = work.establishment();
            ResultView {
                title: if establishment.is_empty() {
                    words::untitled(lang).to_owned()
                } else {
                    establishment
                },
                sub: format!("{on} · {}", words::law_of_day(lang)),
                totals: work.totals(),
                open_questions,
                findings: work.findings(),
                warnings: work.warnings(),
                errors: work.errors(),
                missing,
            }
        })
        .unwrap_or_default()
    }

    /// The two who sign, then anybody else the journal names.
    pub fn people(self) -> Vec<PersonView> {
        self.version.track();
        self.phase.track();
        let lang = self.settings.lang_untracked();
        self.with(|work| {
            let inspection = work.journal().inspection();
            let record = inspection.record();
            let mut roles = vec![INSPECTOR.to_owned(), ESTABLISHMENT.to_owned()];
            roles.extend(
                record.people.keys().filter(|role| *role != INSPECTOR && *role != ESTABLISHMENT).cloned(),
            );
            let view = |role: String| {
                let person = record.people.get(&role).cloned().unwrap_or_default();
                let signature =
                    inspection.signatures().find(|(signed, _, stands)| *signed == role && *stands);
                PersonView {
                    label: match role.as_str() {
                        INSPECTOR => words::role_inspector(lang).to_owned(),
                        ESTABLISHMENT => words::role_site(lang).to_owned(),
                        other => other.to_owned(),
                    },
                    name: person.name,
                    title: person.title,
                    signature: signature.map(|(_, signature, _)| signature.signed.image.id.to_string()),
                    role,
                }
            };
            roles.into_iter().map(view).collect()
        })
        .unwrap_or_default()
    }

    pub fn is_self_assessment(self) -> bool {
        self.phase.track();
        self.with(|work| work.journal().inspection().began().purpose == Purpose::SelfAssessment)
            .unwrap_or_default()
    }

    /// The head of the minutes.
    pub fn minutes_head(self) -> Vec<HeadLine> {
        self.version.track();
        self.phase.track();
        let lang = self.settings.lang_untracked();
        self.with(|work| {
            let on = work.journal().inspection().record().as_of;
            let lines = [
                (words::establishment(lang), work.establishment()),
                (words::address(lang), work.site_text("address")),
                (words::tax_code(lang), work.site_text("tax_code")),
                (words::inspection_date(lang), date::day(on, lang)),
                (words::checklists(lang), work.titles().join("; ")),
            ];
            let written = lines.into_iter().filter(|(_, value)| !value.is_empty());
            written.map(|(name, value)| (name.to_owned(), value)).collect()
        })
        .unwrap_or_default()
    }

    pub fn name_person(self, role: String, name: String, title: String) {
        let person = Person { name, title };
        let new = (person != Person::default()).then_some(person);
        let draft = self.with(|work| {
            let inspection = work.journal().inspection();
            let changes = inspection.record().people.get(&role) != new.as_ref();
            changes.then(|| inspection.naming(role, new))
        });
        if let Some(draft) = draft.flatten() {
            self.record(draft);
        }
    }

    pub fn sign(self, role: String, blob: web_sys::Blob) {
        spawn_local(self.signing(role, blob));
    }

    async fn signing(self, role: String, blob: web_sys::Blob) {
        let told = move |sentence: String| self.told.set(Some(sentence));
        let Some(bytes) = files::bytes(&blob).await else { return };
        let Some((image, _)) = self.keep_media(&bytes, "image/png", "signature.png", told).await else {
            return;
        };
        let signed = self.with(|work| {
            let inspection = work.journal().inspection();
            let name =
                inspection.record().people.get(&role).map(|person| person.name.clone()).unwrap_or_default();
            Signed { role, name, image, over: inspection.head() }
        });
        if let Some(signed) = signed {
            self.record(EventKind::Signed(Box::new(signed)));
        }
    }

    pub fn finish(self) {
        if self.record(EventKind::Finished {}) {
            self.fill.access.set(Access::Finished);
        }
    }

    /// Opens a finished inspection again, if no other tab works on it.
    pub fn reopen(self, reason: String) {
        let Phase::Open(id) = self.phase.get_untracked() else { return };
        spawn_local(async move {
            let (held, lock) = locks::acquire(&id, false, move || self.lost()).await;
            if held == locks::Held::Theirs {
                self.fill.access.set(Access::OtherTab);
                return;
            }
            if self.record(EventKind::Reopened { reason }) {
                self.keep_lock(lock);
                self.fill.access.set(Access::Writing);
                self.fill.saved.set(SavedView::Saving);
                self.draw_counts();
            }
        });
    }

    // --- files ---

    /// The report's bytes and a name for its file.
    fn report_file(self) -> Option<(String, Vec<u8>)> {
        let json = export::exporter("json")?;
        self.with(|work| (file_name(&work.summary(None), "json"), (json.write)(&work.report())))
    }

    pub fn export_report(self) {
        let Some((name, bytes)) = self.report_file() else { return };
        if files::download(&name, &bytes, "application/json").is_some() {
            self.handed_over("json", &bytes);
        }
    }

    pub fn export_journal(self) {
        let file =
            self.with(|work| (file_name(&work.summary(None), "jsonl"), write_lines(work.journal().events())));
        let Some((name, text)) = file else { return };
        if files::download(&name, text.as_bytes(), "application/x-ndjson").is_some() {
            self.handed_over("jsonl", text.as_bytes());
        }
    }

    pub fn share_report(self) {
        spawn_local(self.sharing_report());
    }

    async fn sharing_report(self) {
        let lang = self.settings.lang_untracked();
        let Some((name, bytes)) = self.report_file() else { return };
        if files::share(&name, &bytes, "application/json").await {
            self.handed_over("json", &bytes);
        } else {
            self.told.set(Some(words::share_failed(lang).to_owned()));
        }
    }

    fn handed_over(self, format: &str, bytes: &[u8]) {
        let lang = self.settings.lang_untracked();
        let writable = matches!(self.fill.access.get_untracked(), Access::Writing | Access::Finished);
        if writable
            && !self.record(EventKind::HandedOver { format: format.to_owned(), sha256: Hash::of(bytes) })
        {
            return;
        }
        self.told.set(Some(words::saved_file(lang).to_owned()));
    }
}

/// `soat-2026-11-22-cong-trinh-toa-nha.json`
fn file_name(summary: &crate::present::entry::Summary, ending: &str) -> String {
    let plain: String = crate::present::fold::fold(&summary.establishment)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let slug = plain.split('-').filter(|part| !part.is_empty()).take(8).collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { "inspection".to_owned() } else { slug };
    format!("soat-{}-{slug}.{ending}", summary.on)
}
