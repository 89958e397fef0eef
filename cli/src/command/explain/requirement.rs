//! Questions and requirements: conditions as they stand, and everything they rest on.

use soat::model::{
    Amount, AnswerType, Checklist, ExprText, Group, Item, ItemKind, Nature, NumberAnswer, PenaltyEntry,
    Requirement, StopWork, Within,
};
use soat::report::{holder_words, weight_words};
use soat::words::Lang;

use super::{Telling, names};
use crate::words::{counted, grouped, pick};

impl Telling<'_> {
    pub(super) fn item(&mut self, checklist: &Checklist, group: Option<&Group>, item: &Item) {
        self.head(&item.id.value, &checklist.id.value, group);
        let mut conditions: Vec<&ExprText> = Vec::new();
        match &item.kind {
            ItemKind::Question { ask, hint, answer, .. } => {
                self.line("câu hỏi", "question", ask.get(self.lang));
                if !hint.is_empty() {
                    self.line("cách xem", "how to look", hint.get(self.lang));
                }
                self.line("trả lời", "answer", &answer_words(&answer.value, self.lang));
            }
            ItemKind::Computed { title, expr } => {
                self.line("giá trị tính", "computed", title.get(self.lang));
                self.quote("cách tính", "as", expr.span());
                conditions.push(expr);
            }
        }
        if let Some(when) = &item.when {
            self.quote("hỏi khi", "asked when", when.span());
            conditions.push(when);
        }
        if let Some(requirement) = &item.requirement {
            self.requirement(checklist, requirement);
        } else {
            self.line("yêu cầu", "requirement", pick(self.lang, "không có", "none"));
            self.behind(checklist, &conditions);
        }
    }

    pub(super) fn requirement(&mut self, checklist: &Checklist, requirement: &Requirement) {
        let mut conditions = vec![&requirement.require];
        if let Some(when) = &requirement.when {
            self.quote("áp dụng khi", "applies when", when.span());
            conditions.push(when);
        }
        let item = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
        let mut item =
            item.filter(|item| item.requirement.as_ref().is_some_and(|own| own.id == requirement.id));
        conditions.extend(item.next().and_then(|item| item.when.as_ref()));
        if requirement.implied {
            self.line("phải đúng", "must hold", &format!("{} = yes", requirement.id.value));
        } else {
            self.quote("phải đúng", "must hold", requirement.require.span());
        }
        for level in &requirement.level.cases {
            let when = level
                .when
                .as_ref()
                .map(|when| format!(" ({} {})", pick(self.lang, "khi", "when"), self.text(when)));
            let weight = weight_words(level.is.value);
            self.line(
                "mức độ",
                "severity",
                &format!("{}{}", weight.get(self.lang), when.unwrap_or_default()),
            );
        }
        match &requirement.stop_work {
            StopWork::No => {}
            StopWork::Yes => self.line(
                "dừng việc",
                "stop work",
                pick(self.lang, "đề nghị khi không đạt", "proposed when it fails"),
            ),
            StopWork::When(when) => {
                self.quote("đề nghị dừng việc khi", "stopping work is proposed when", when.span());
            }
        }
        let nature = match requirement.nature {
            Nature::Law => None,
            Nature::Practice => {
                Some(pick(self.lang, "thông lệ tốt, không phải vi phạm", "good practice, never a violation"))
            }
            Nature::Advice => {
                Some(pick(self.lang, "khuyến nghị, không phải vi phạm", "advice, never a violation"))
            }
        };
        if let Some(nature) = nature {
            self.line("tính chất", "nature", nature);
        }
        self.line("người có nghĩa vụ", "duty of", holder_words(requirement.holder).get(self.lang));
        for citation in &requirement.citations {
            self.citation("căn cứ", "article", &citation.law.value, &citation.at.value, &[citation.range]);
        }
        for penalty in &requirement.penalties {
            self.penalty(penalty);
        }
        if let Some(finding) = &requirement.finding {
            let text =
                if self.lang == Lang::En { finding.en.as_ref().unwrap_or(&finding.vi) } else { &finding.vi };
            self.line("phát hiện", "finding", &text.value);
        }
        if let Some(remedy) = &requirement.remedy {
            let text = if self.lang == Lang::En {
                remedy.text.en.as_ref().unwrap_or(&remedy.text.vi)
            } else {
                &remedy.text.vi
            };
            let within = remedy.within.as_ref().map(|within| format!(" ({})", self.within(within)));
            self.line("khắc phục", "remedy", &format!("{}{}", text.value, within.unwrap_or_default()));
        }
        self.sureness(
            requirement.confidence.as_ref().map(|confidence| confidence.value),
            requirement.second_reading.as_ref().map(|reading| reading.value),
        );
        if !requirement.note.is_empty() {
            self.line("ghi chú", "remark", requirement.note.get(self.lang));
        }
        self.behind(checklist, &conditions);
    }

    /// The definitions and numbers of the law that conditions rest on, each once.
    pub(super) fn behind(&mut self, checklist: &Checklist, conditions: &[&ExprText]) {
        let mut open: Vec<String> = conditions.iter().flat_map(|expr| names::used(expr)).collect();
        open.reverse();
        let mut told: Vec<String> = Vec::new();
        while let Some(name) = open.pop() {
            if told.contains(&name) {
                continue;
            }
            told.push(name.clone());
            if let Some(definition) =
                checklist.definitions.iter().find(|definition| definition.name.value == name)
            {
                self.quote(
                    &format!("trong đó `{name}` là"),
                    &format!("where `{name}` is"),
                    definition.expr.span(),
                );
                open.extend(names::used(&definition.expr).into_iter().rev());
            }
            let parameter =
                name.strip_prefix("law.").and_then(|name| self.loaded.pack.law.parameters.get(name));
            if let Some(parameter) = parameter {
                self.parameter(parameter);
            }
        }
    }

    fn penalty(&mut self, penalty: &PenaltyEntry) {
        let amount = match &penalty.amount {
            Amount::Unread => pick(self.lang, "chưa đọc được mức tiền", "amount not read").to_owned(),
            Amount::Warning => pick(self.lang, "cảnh cáo", "a warning").to_owned(),
            Amount::Individual(range) => {
                format!(
                    "{} {}",
                    range_words(range.value, self.lang),
                    pick(self.lang, "(cá nhân)", "(individual)")
                )
            }
            Amount::Organisation(range) => {
                format!(
                    "{} {}",
                    range_words(range.value, self.lang),
                    pick(self.lang, "(tổ chức)", "(organisation)")
                )
            }
            Amount::Tiers { by, rows } => {
                let tiers = rows.iter().map(|tier| {
                    format!("{} {}", tier.within.value, range_words(tier.individual.value, self.lang))
                });
                let tiers = tiers.collect::<Vec<_>>().join("; ");
                format!("{} {}: {tiers}", pick(self.lang, "theo", "by"), self.text(by))
            }
            Amount::PerPerson { count, each, cap } => {
                let cap = cap.as_ref().map(|cap| {
                    format!(
                        ", {} {}",
                        pick(self.lang, "nhiều nhất", "at most"),
                        grouped(cap.value, self.lang)
                    )
                });
                let each = range_words(each.value, self.lang);
                let each = format!(
                    "{each} {} {}",
                    pick(self.lang, "mỗi người, theo", "for each of"),
                    self.text(count)
                );
                format!("{each}{}", cap.unwrap_or_default())
            }
        };
        let when = penalty
            .when
            .as_ref()
            .map(|when| format!(", {} {}", pick(self.lang, "khi", "when"), self.text(when)));
        let at = format!("{}: {amount}{}", penalty.at.value, when.unwrap_or_default());
        self.citation("mức phạt", "penalty", &penalty.law.value, &at, &[penalty.range]);
    }

    fn within(&self, within: &Within) -> String {
        match within {
            Within::Days(days) if days.value == 0 => pick(self.lang, "ngay", "at once").to_owned(),
            Within::Days(days) => counted(self.lang, days.value as usize, "ngày", "day", "days"),
            Within::WorkingDays(days) => {
                counted(self.lang, days.value as usize, "ngày làm việc", "working day", "working days")
            }
            Within::Months(months) => counted(self.lang, months.value as usize, "tháng", "month", "months"),
            Within::Until(expr) => format!("{} {}", pick(self.lang, "đến", "until"), self.text(expr)),
        }
    }

    /// The author's own words, on one line.
    fn text(&self, expr: &ExprText) -> String {
        let text = self.sources.slice(expr.span());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn range_words([least, most]: [i64; 2], lang: Lang) -> String {
    format!("{}–{} {}", grouped(least, lang), grouped(most, lang), pick(lang, "đồng", "VND"))
}

fn answer_words(answer: &AnswerType, lang: Lang) -> String {
    let numbers = |number: &NumberAnswer| {
        let unit = number.unit.as_ref().map(|unit| format!(" {}", unit.value)).unwrap_or_default();
        let end = |end: &Option<soat::span::Spanned<String>>| end.as_ref().map(|end| end.value.clone());
        match (end(&number.min), end(&number.max)) {
            (None, None) => unit,
            (min, max) => format!("{unit} [{}..{}]", min.unwrap_or_default(), max.unwrap_or_default()),
        }
    };
    let options = |options: &[soat::model::ChoiceOption]| {
        let words = options.iter().map(|option| format!("{} ({})", option.id.value, option.label.get(lang)));
        words.collect::<Vec<_>>().join(", ")
    };
    let word = |vi, en| pick(lang, vi, en).to_owned();
    match answer {
        AnswerType::YesNo => word("có hoặc không", "yes or no"),
        AnswerType::Number(number) => format!("{}{}", pick(lang, "một số", "a number"), numbers(number)),
        AnswerType::Count(number) => format!("{}{}", pick(lang, "một số đếm", "a count"), numbers(number)),
        AnswerType::Money(number) => {
            format!("{}{}", pick(lang, "số tiền, đồng", "an amount in đồng"), numbers(number))
        }
        AnswerType::Date { .. } => word("một ngày", "a date"),
        AnswerType::Time => word("một giờ trong ngày", "a time of day"),
        AnswerType::DateTime => word("một ngày giờ", "a date with a time"),
        AnswerType::Choice(list) => format!("{}: {}", pick(lang, "một trong", "one of"), options(list)),
        AnswerType::Choices(list) => {
            format!("{}: {}", pick(lang, "bao nhiêu cũng được trong", "any of"), options(list))
        }
        AnswerType::Text { .. } => word("một đoạn chữ", "text"),
        AnswerType::Photo => word("ảnh", "photographs"),
        AnswerType::Signature => word("chữ ký", "a signature"),
        AnswerType::Location => word("vị trí", "a place"),
        AnswerType::Barcode => word("mã vạch", "a bar code"),
        AnswerType::Lookup { table } => {
            format!("{} {}", pick(lang, "một dòng của bảng", "a row of the table"), table.value)
        }
    }
}
