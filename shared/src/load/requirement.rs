//! What the law demands and what follows: conditions, articles, penalties, remedies.

use super::keys::{
    self, AMOUNT, AMOUNT_KEYS, CONFIDENCE, HOLDER, NATURE, NoFigure, PHOTO, SECOND_READING, WEIGHT,
};
use super::reader::Reader;
use super::walk::Fields;
use super::yaml::{Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{
    Amount, Citation, Evidence, ExprText, Level, LevelWhen, Name, PenaltyEntry, Remedy, Requirement,
    StopWork, Tier, Warn, Within,
};
use crate::span::Spanned;
use crate::words::Bilingual;

/// What a requirement has besides its consequences.
pub(crate) struct Condition {
    pub(crate) id: Name,
    pub(crate) title: Bilingual,
    pub(crate) when: Option<ExprText>,
    pub(crate) require: ExprText,
    pub(crate) implied: bool,
}

impl<'s> Reader<'s> {
    /// A requirement of a `requirements:` list.
    pub(crate) fn requirement(&mut self, node: &Node<'s>) -> Option<Requirement> {
        let fields = self.fields(node, &keys::REQUIREMENT)?;
        let id = fields.get("id").and_then(|node| self.name(node));
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let when = fields.get("when").and_then(|node| self.expr(node));
        let require = fields.get("require").and_then(|node| self.expr(node));
        let condition = match (id, require) {
            (Some(id), Some(require)) => Condition { id, title, when, require, implied: false },
            // The rest is still read for its mistakes.
            (id, _) => Condition {
                id: id.unwrap_or_default(),
                title,
                when,
                require: ExprText::Text(Spanned::new(String::new(), fields.head())),
                implied: true,
            },
        };
        let readable = !condition.implied;
        let requirement = self.consequences(&fields, condition);
        readable.then_some(requirement)
    }

    /// The keys of [`keys::CONSEQUENCES`].
    pub(crate) fn consequences(&mut self, fields: &Fields<'_, 's>, condition: Condition) -> Requirement {
        let Condition { id, title, when, require, implied } = condition;
        let nature = fields.get("nature").and_then(|node| self.word(node, &NATURE));
        let holder = fields.get("holder").and_then(|node| self.word(node, &HOLDER));
        Requirement {
            id,
            span: fields.span(),
            title,
            when,
            require,
            implied,
            nature: nature.map(|word| word.value).unwrap_or_default(),
            level: fields.get("severity").map(|node| self.level(node)).unwrap_or_default(),
            stop_work: fields.get("stop_work").map(|node| self.stop_work(node)).unwrap_or_default(),
            holder: holder.map(|word| word.value).unwrap_or_default(),
            citations: self.each(fields, "cite", Self::citation),
            penalties: self.each(fields, "penalty", Self::penalty),
            finding: fields.get("finding").and_then(|node| self.template(node)),
            remedy: fields.get("remedy").and_then(|node| self.remedy(node)),
            evidence: fields.get("evidence").map(|node| self.evidence(node)).unwrap_or_default(),
            warnings: self.each(fields, "warnings", Self::warning),
            note: fields.get("note").map(|node| self.bilingual(node)).unwrap_or_default(),
            confidence: fields.get("confidence").and_then(|node| self.word(node, &CONFIDENCE)),
            second_reading: fields.get("second_reading").and_then(|node| self.word(node, &SECOND_READING)),
        }
    }

    /// Reads a list, or one entry that stands for a list of one.
    pub(crate) fn each<T>(
        &mut self,
        fields: &Fields<'_, 's>,
        key: &'static str,
        read: impl Fn(&mut Self, &Node<'s>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let items = self.one_or_many(node);
        items.iter().filter_map(|item| read(self, item)).collect()
    }

    fn level(&mut self, node: &Node<'s>) -> Level {
        let Kind::Sequence { items, .. } = &node.kind else {
            let is = self.word(node, &WEIGHT);
            return Level { cases: is.map(|is| LevelWhen { when: None, is }).into_iter().collect() };
        };
        let mut cases: Vec<LevelWhen> = Vec::with_capacity(items.len());
        let mut unconditional = None;
        for item in items {
            let Some(fields) = self.fields(item, &keys::LEVEL) else { continue };
            if let Some(first) = unconditional {
                self.report(
                    Diagnostic::new(
                        "never-reached",
                        fields.head(),
                        "dòng này không bao giờ được dùng: dòng trên không có điều kiện",
                        "this entry is never reached: the one above has no condition",
                    )
                    .related(
                        first,
                        "dòng không có điều kiện",
                        "the entry without a condition",
                    ),
                );
            }
            let when = fields.get("when").and_then(|node| self.expr(node));
            let is = fields.get("is").and_then(|node| self.word(node, &WEIGHT));
            if fields.key_span("when").is_none() {
                unconditional = unconditional.or(Some(fields.head()));
            }
            cases.extend(is.map(|is| LevelWhen { when, is }));
        }
        Level { cases }
    }

    fn stop_work(&mut self, node: &Node<'s>) -> StopWork {
        match node.scalar().and_then(|scalar| keys::TRUTH.find(&scalar.text)) {
            Some(true) => StopWork::Yes,
            Some(false) => StopWork::No,
            None => self.expr(node).map(StopWork::When).unwrap_or_default(),
        }
    }

    fn citation(&mut self, node: &Node<'s>) -> Option<Citation> {
        let fields = self.fields(node, &keys::CITE)?;
        let law = fields.get("law").and_then(|node| self.law_id(node));
        let at = fields.get("at").and_then(|node| self.text(node));
        let range = self.range(&fields);
        let confidence = fields.get("confidence").and_then(|node| self.word(node, &CONFIDENCE));
        Some(Citation { law: law?, at: at?, range, confidence })
    }

    fn penalty(&mut self, node: &Node<'s>) -> Option<PenaltyEntry> {
        let fields = self.fields(node, &keys::PENALTY)?;
        let law = fields.get("law").and_then(|node| self.law_id(node));
        let at = fields.get("at").and_then(|node| self.text(node));
        let range = self.range(&fields);
        let when = fields.get("when").and_then(|node| self.expr(node));
        let act = fields.get("act").map(|node| self.bilingual(node)).unwrap_or_default();
        let subject = fields.get("subject").map(|node| self.bilingual(node)).unwrap_or_default();
        let note = fields.get("note").map(|node| self.bilingual(node)).unwrap_or_default();
        let amount = self.amount(&fields);
        Some(PenaltyEntry {
            span: fields.span(),
            law: law?,
            at: at?,
            range,
            when,
            act,
            subject,
            amount: amount?,
            note,
        })
    }

    fn amount(&mut self, fields: &Fields<'_, 's>) -> Option<Amount> {
        let mut written = AMOUNT_KEYS.into_iter().filter_map(|key| Some((key, fields.key_span(key)?)));
        let Some((key, first)) = written.next() else {
            self.report(
                Diagnostic::new(
                    "missing-key",
                    fields.head(),
                    "mức phạt này thiếu số tiền",
                    "this penalty needs an amount",
                )
                .help(
                    "viết một trong: `individual: [a, b]`, `organisation: [a, b]`, `tiers:`, `per_person:`, `amount: warning`, `amount: unread`",
                    "write one of `individual: [a, b]`, `organisation: [a, b]`, `tiers:`, `per_person:`, `amount: warning`, `amount: unread`",
                ),
            );
            return None;
        };
        for (other, span) in written {
            self.report(
                Diagnostic::new(
                    "conflicting-keys",
                    span,
                    format!("`{other}` và `{key}` không đi cùng nhau trong một mức phạt"),
                    format!("`{other}` and `{key}` do not go together in one penalty"),
                )
                .related(first, "đã có ở đây", "already given here")
                .help("tách thành hai dòng, mỗi dòng một `when`", "make two entries, each with its `when`"),
            );
        }
        let node = fields.get(key)?;
        Some(match key {
            "individual" => Amount::Individual(self.money_range(node)?),
            "organisation" => Amount::Organisation(self.money_range(node)?),
            "tiers" => {
                let fields = self.fields(node, &keys::TIERS)?;
                let by = fields.get("by").and_then(|node| self.expr(node));
                let rows = self.each(&fields, "rows", Self::tier);
                Amount::Tiers { by: by?, rows }
            }
            "per_person" => {
                let fields = self.fields(node, &keys::PER_PERSON)?;
                let count = fields.get("count").and_then(|node| self.expr(node));
                let each = fields.get("each").and_then(|node| self.money_range(node));
                let cap = fields.get("cap").and_then(|node| self.money(node));
                Amount::PerPerson { count: count?, each: each?, cap }
            }
            _ => match self.word(node, &AMOUNT)?.value {
                NoFigure::Unread => Amount::Unread,
                NoFigure::Warning => Amount::Warning,
            },
        })
    }

    fn tier(&mut self, node: &Node<'s>) -> Option<Tier> {
        let fields = self.fields(node, &keys::TIER)?;
        let within = fields.get("in").and_then(|node| self.code(node));
        let individual = fields.get("individual").and_then(|node| self.money_range(node));
        Some(Tier { within: within?, individual: individual? })
    }

    fn remedy(&mut self, node: &Node<'s>) -> Option<Remedy> {
        if node.scalar().is_some() {
            return self.template(node).map(|text| Remedy { text, within: None });
        }
        let fields = self.fields(node, &keys::REMEDY)?;
        let text = self.both(&fields);
        let within = fields.get("within").and_then(|node| self.within(node));
        Some(Remedy { text: text?, within })
    }

    /// `3 days`, `5 working days`, `1 month`, or an expression that gives a date.
    fn within(&mut self, node: &Node<'s>) -> Option<Within> {
        let text = node.scalar().map(|scalar| scalar.text.trim()).unwrap_or_default();
        if let Some((digits, unit)) = text.split_once(' ')
            && let Ok(number) = digits.parse::<u32>()
        {
            let number = Spanned::new(number, node.span);
            match unit.trim() {
                "day" | "days" => return Some(Within::Days(number)),
                "working day" | "working days" => return Some(Within::WorkingDays(number)),
                "month" | "months" => return Some(Within::Months(number)),
                _ => {}
            }
        }
        self.expr(node).map(Within::Until)
    }

    fn evidence(&mut self, node: &Node<'s>) -> Evidence {
        let Some(fields) = self.fields(node, &keys::EVIDENCE) else { return Evidence::default() };
        let photo = fields.get("photo").and_then(|node| self.word(node, &PHOTO));
        Evidence { photo: photo.map(|word| word.value).unwrap_or_default() }
    }

    fn warning(&mut self, node: &Node<'s>) -> Option<Warn> {
        let fields = self.fields(node, &keys::WARNING)?;
        let when = fields.get("when").and_then(|node| self.expr(node));
        let say = fields.get("say").and_then(|node| self.template(node));
        Some(Warn { when: when?, say: say? })
    }
}
