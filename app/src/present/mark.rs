//! A verdict as the eye reads it: one colour, one shape, one word for each.

use super::{Lang, words};

/// What stands at the head of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    Pass,
    Fail,
    /// Unanswered: a verdict, or a question that nothing judges.
    #[default]
    Open,
    NotApplicable,
    Error,
    /// Answered, and no requirement judges it: no colour is spent on it.
    Answered,
}

impl Mark {
    pub fn class(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Open => "open",
            Self::NotApplicable => "na",
            Self::Error => "error",
            Self::Answered => "answered",
        }
    }

    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Pass => words::pass(lang),
            Self::Fail => words::fail(lang),
            Self::Open => words::unanswered(lang),
            Self::NotApplicable => words::na(lang),
            Self::Error => words::error(lang),
            Self::Answered => words::answered(lang),
        }
    }
}

/// How many verdicts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub pass: usize,
    pub fail: usize,
    pub open: usize,
    pub na: usize,
    pub error: usize,
}

impl Totals {
    pub fn sum(self) -> usize {
        self.pass + self.fail + self.open + self.na + self.error
    }

    /// Mark, number and the word under it, in reading order; errors only where there are any.
    pub fn parts(self, lang: Lang) -> Vec<(Mark, usize, &'static str)> {
        let mut parts = vec![
            (Mark::Fail, self.fail, words::n_fail(lang)),
            (Mark::Pass, self.pass, words::n_pass(lang)),
            (Mark::Open, self.open, words::n_unanswered(lang)),
            (Mark::NotApplicable, self.na, words::n_na(lang)),
        ];
        if self.error > 0 {
            parts.push((Mark::Error, self.error, words::n_error(lang)));
        }
        parts
    }
}

/// Progress of one section or row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub answered: usize,
    pub shown: usize,
    pub fails: usize,
}

impl Tally {
    pub fn open(self) -> usize {
        self.shown.saturating_sub(self.answered)
    }

    /// Whole per cent, 100 only when nothing is left.
    pub fn percent(self) -> usize {
        (self.answered * 100).checked_div(self.shown).unwrap_or(0)
    }

    pub fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.shown += other.shown;
        self.fails += other.fails;
    }

    pub fn take(&mut self, other: Self) {
        self.answered = self.answered.saturating_sub(other.answered);
        self.shown = self.shown.saturating_sub(other.shown);
        self.fails = self.fails.saturating_sub(other.fails);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_full_only_when_nothing_is_left() {
        assert_eq!(Tally { answered: 199, shown: 200, fails: 0 }.percent(), 99);
        assert_eq!(Tally { answered: 200, shown: 200, fails: 3 }.percent(), 100);
        assert_eq!(Tally::default().percent(), 0);
    }

    #[test]
    fn errors_are_counted_only_where_there_are_any() {
        let quiet = Totals { pass: 1, ..Totals::default() };
        assert_eq!(quiet.parts(Lang::Vi).len(), 4);
        let loud = Totals { error: 1, ..quiet };
        assert_eq!(loud.parts(Lang::En).last(), Some(&(Mark::Error, 1, "rule errors")));
    }
}
