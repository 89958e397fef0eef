//! Articles, documents and numbers of the law: their dates, their source, how sure they are.

use soat::model::{
    Confidence, Date, DateRange, Instrument, Parameter, ParameterValue, SecondReading, Standing,
};

use super::{Telling, names};
use crate::words::pick;

impl Telling<'_> {
    /// An article, its document, and the days on which it counts.
    pub(super) fn citation(&mut self, vi: &str, en: &str, law: &str, at: &str, own: &[DateRange]) {
        let Some(instrument) = self.loaded.pack.law.instruments.get(law) else {
            return self.line(vi, en, &format!("{law}, {at}"));
        };
        let range = own.iter().fold(instrument.range, |range, own| within(range, *own));
        let dates = self.dates(range);
        let text = format!("{}, {at} — {}; {dates}", instrument.number, instrument.title.get(self.lang));
        self.line(vi, en, &text);
    }

    pub(super) fn instrument(&mut self, instrument: &Instrument) {
        self.head(&instrument.id.value, &instrument.number, None);
        self.line("tên", "title", instrument.title.get(self.lang));
        self.line("ban hành", "issued by", instrument.issuer.get(self.lang));
        if let Some(issued) = instrument.issued {
            self.line("ngày ban hành", "issued", &issued.to_string());
        }
        let dates = self.dates(instrument.range);
        self.line("hiệu lực", "dates", &dates);
        for other in &instrument.replaced_by {
            self.line("được thay bằng", "replaced by", &other.value);
        }
        self.sureness(Some(instrument.confidence.value), None);
        if !instrument.note.is_empty() {
            self.line("ghi chú", "remark", instrument.note.get(self.lang));
        }
    }

    /// The value of the day, with its source.
    pub(super) fn parameter(&mut self, parameter: &Parameter) {
        let (name, title) = (&parameter.name.value, parameter.title.get(self.lang));
        let current = parameter.values.iter().find(|value| value.range.contains(self.as_of));
        let text = if let Some(value) = current {
            format!("law.{name} = {} — {title}; {}", value.is.value, self.source(value))
        } else {
            let none = pick(self.lang, "không có giá trị ngày", "no value on");
            format!("law.{name} — {title}; {none} {}", self.as_of)
        };
        self.line("tham số", "parameter", &text);
    }

    /// Every value, in the order of the file; the one of the day is marked.
    pub(super) fn parameter_values(&mut self, parameter: &Parameter) {
        for value in &parameter.values {
            let now = if value.range.contains(self.as_of) {
                ("hiện hành", "now")
            } else {
                ("giá trị", "value")
            };
            let text = format!("{}; {}", value.is.value, self.source(value));
            self.line(now.0, now.1, &text);
            if !value.note.is_empty() {
                self.line("ghi chú", "remark", value.note.get(self.lang));
            }
        }
    }

    /// Which requirements of the pack name the parameter.
    pub(super) fn users(&mut self, parameter: &str) {
        let name = format!("law.{parameter}");
        let pack = self.loaded.pack.clone();
        for checklist in pack.checklists.values() {
            let groups = checklist.groups.iter().flat_map(|group| &group.items);
            let of_items = checklist.items().chain(groups).filter_map(|item| {
                let mut exprs = item.when.iter().chain(item.requirement.iter().map(|own| &own.require));
                exprs.any(|expr| names::used(expr).contains(&name)).then_some(&item.id.value)
            });
            let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
            let others = of_groups.chain(&checklist.requirements).filter_map(|own| {
                let mut exprs = own.when.iter().chain([&own.require]);
                exprs.any(|expr| names::used(expr).contains(&name)).then_some(&own.id.value)
            });
            let definitions = checklist.definitions.iter().filter_map(|definition| {
                names::used(&definition.expr).contains(&name).then_some(&definition.name.value)
            });
            for user in of_items.chain(others).chain(definitions) {
                self.line("dùng ở", "used by", &format!("{}#{user}", checklist.id.value));
            }
        }
    }

    fn source(&self, value: &ParameterValue) -> String {
        let number = value.law.as_ref().map(|law| {
            let instrument = self.loaded.pack.law.instruments.get(&law.value);
            instrument.map_or_else(|| law.value.clone(), |instrument| instrument.number.clone())
        });
        let article = value.at.as_ref().map(|at| at.value.clone());
        let mut parts: Vec<String> = Vec::new();
        let article: Vec<String> = number.into_iter().chain(article).collect();
        if !article.is_empty() {
            parts.push(article.join(", "));
        }
        parts.push(self.dates(value.range));
        let reading = value.second_reading.as_ref().map(|reading| reading.value);
        parts.push(self.sureness_words(Some(value.confidence.value), reading));
        parts.join("; ")
    }

    /// How sure a fact is, unless nothing is said.
    pub(super) fn sureness(&mut self, confidence: Option<Confidence>, reading: Option<SecondReading>) {
        if confidence.is_some() || reading.is_some() {
            let words = self.sureness_words(confidence, reading);
            self.line("độ chắc chắn", "how sure", &words);
        }
    }

    fn sureness_words(&self, confidence: Option<Confidence>, reading: Option<SecondReading>) -> String {
        let (vi, en) = match confidence {
            Some(Confidence::TextSeen) => ("đã đọc chính văn", "the text was read"),
            Some(Confidence::PartlySeen) => ("đã đọc một phần", "parts were read"),
            Some(Confidence::Secondary) => ("theo nguồn thứ cấp", "a secondary source"),
            Some(Confidence::MemoryHigh) => ("theo trí nhớ, chắc", "from memory, sure"),
            Some(Confidence::MemoryLow) => ("theo trí nhớ, không chắc", "from memory, unsure"),
            Some(Confidence::NameOnly) => ("chỉ biết tên", "only the name is known"),
            None => ("", ""),
        };
        let read = match reading {
            Some(SecondReading::Ok) => pick(self.lang, "đã đối chiếu", "second reading done"),
            Some(SecondReading::Fixed) => {
                pick(self.lang, "đã đối chiếu và sửa", "corrected in a second reading")
            }
            Some(SecondReading::SourceNotAtHand) => {
                pick(self.lang, "không có nguồn để đối chiếu", "source not at hand")
            }
            None => "",
        };
        let weak = match Standing::of(confidence, reading) {
            Standing::Verified => "",
            Standing::Unverified => pick(self.lang, "CHƯA KIỂM CHỨNG", "NOT VERIFIED"),
        };
        let parts = [pick(self.lang, vi, en), read, weak];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// `from 2022-06-20 until 2026-07-01, not in force on 2026-11-24`; `until` is the first day no longer in force.
    fn dates(&self, range: DateRange) -> String {
        let day = |day: Option<Date>, vi: &str, en: &str| {
            day.map(|day| format!("{} {day}", pick(self.lang, vi, en)))
        };
        let ends = [day(range.from, "từ", "from"), day(range.until, "đến trước", "until")];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        let state = if range.contains(self.as_of) {
            pick(self.lang, "có hiệu lực ngày", "in force on")
        } else {
            pick(self.lang, "KHÔNG có hiệu lực ngày", "NOT in force on")
        };
        let state = format!("{state} {}", self.as_of);
        if ends.is_empty() { state } else { format!("{}, {state}", ends.join(" ")) }
    }
}

/// The days in both ranges.
fn within(a: DateRange, b: DateRange) -> DateRange {
    let later = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).max();
    let earlier = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).min();
    DateRange { from: later(a.from, b.from), until: earlier(a.until, b.until) }
}
