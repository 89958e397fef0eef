//! An inspection as the list shows it.

use super::mark::Mark;
use super::{Lang, date, fold, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the list knows of an inspection without opening its journal. Rewritten with every answer, in the same
/// transaction, and derivable from the journal at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub id: String,
    pub establishment: String,
    pub address: String,
    pub self_assessment: bool,
    #[serde(with = "date::json")]
    pub on: Date,
    pub checklists: Vec<String>,
    pub state: Progress,
    pub answered: usize,
    pub shown: usize,
    pub fails: usize,
    pub open: usize,
    pub stops: usize,
    /// Where it was left.
    pub section: String,
    /// Milliseconds since 1970 of the last event, for the order of the list.
    pub touched: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    #[default]
    Open,
    Finished,
    HandedOver,
}

impl Summary {
    pub fn title(&self, lang: Lang) -> &str {
        let name = self.establishment.trim();
        if name.is_empty() { words::untitled(lang) } else { name }
    }

    pub fn in_progress(&self) -> bool {
        self.state == Progress::Open
    }

    pub fn percent(&self) -> usize {
        (self.answered * 100).checked_div(self.shown).unwrap_or(0)
    }

    /// `Đang kiểm tra · hôm nay, 22/11/2026`
    pub fn when(&self, today: Date, lang: Lang) -> String {
        let kind =
            if self.self_assessment { words::in_progress_self(lang) } else { words::in_progress(lang) };
        format!("{kind} · {}", date::relative(self.on, today, lang))
    }

    /// `Đã trả lời 30/61 · 1 không đạt · dừng ở mục Chống vách hố đào`
    pub fn progress_line(&self, lang: Lang) -> String {
        let mut parts = vec![words::answered_of(lang, self.answered, self.shown)];
        if self.fails > 0 {
            parts.push(words::fails_badge(lang, self.fails));
        }
        if !self.section.is_empty() {
            parts.push(words::stopped_at(lang, &self.section));
        }
        parts.join(" · ")
    }

    pub fn what(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        if self.self_assessment {
            parts.push(words::kind_self(lang).to_owned());
        }
        parts.extend(self.checklists.iter().cloned());
        parts.join(" · ")
    }

    pub fn badges(&self, lang: Lang) -> Vec<(Mark, String)> {
        let mut badges = Vec::new();
        if self.fails > 0 {
            badges.push((Mark::Fail, words::fails_badge(lang, self.fails)));
        }
        match self.state {
            Progress::Open if self.open > 0 => {
                badges.push((Mark::Open, words::filter_open(lang, self.open)));
            }
            Progress::Open => {}
            Progress::Finished => badges.push((Mark::Open, words::not_handed_over(lang).to_owned())),
            Progress::HandedOver if self.fails == 0 && self.open == 0 => {
                badges.push((Mark::Pass, words::all_pass(lang).to_owned()));
            }
            Progress::HandedOver => {
                badges.push((Mark::NotApplicable, words::handed_over(lang).to_owned()));
            }
        }
        badges
    }

    pub fn found_by(&self, query: &str) -> bool {
        let text = format!("{} {} {}", self.establishment, self.address, self.checklists.join(" "));
        fold::matches(&fold::fold(&text), query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary {
            id: "a".into(),
            establishment: "Kho hóa chất Phú Tài".into(),
            address: "Quy Nhơn".into(),
            self_assessment: false,
            on: jiff::civil::date(2026, 11, 22),
            checklists: vec!["Hóa chất nguy hiểm".into()],
            state: Progress::Open,
            answered: 30,
            shown: 61,
            fails: 1,
            open: 31,
            stops: 0,
            section: "Chống vách hố đào".into(),
            touched: 0,
        }
    }

    #[test]
    fn the_hero_says_where_it_was_left() {
        assert_eq!(
            summary().progress_line(Lang::Vi),
            "Đã trả lời 30/61 · 1 không đạt · dừng ở mục Chống vách hố đào"
        );
        assert_eq!(
            summary().when(jiff::civil::date(2026, 11, 22), Lang::Vi),
            "Đang kiểm tra · hôm nay, 22/11/2026"
        );
    }

    #[test]
    fn all_pass_is_said_only_when_nothing_failed_and_nothing_is_open() {
        let done = Summary { state: Progress::HandedOver, fails: 0, open: 0, ..summary() };
        assert_eq!(done.badges(Lang::Vi), [(Mark::Pass, "Đạt hết".to_owned())]);
        let partly = Summary { open: 2, ..done };
        assert_eq!(partly.badges(Lang::Vi), [(Mark::NotApplicable, "Đã bàn giao".to_owned())]);
    }

    #[test]
    fn found_without_marks_by_name_or_address() {
        assert!(summary().found_by("phu tai"));
        assert!(summary().found_by("quy nhon"));
        assert!(!summary().found_by("tân tiến"));
    }
}
