//! Days on which offices work: Monday to Friday without the holidays that the law files list.

use crate::expr::number::Number;
use crate::expr::value::EvalError;
use crate::model::{Date, Law};
use jiff::civil::Weekday;

/// More working days than this are no deadline of any law.
const MOST_DAYS: i64 = 10_000;

/// The `days`-th working day after `start`. A year whose holidays are not listed gives an error rather than a day
/// that may be wrong.
pub fn after(law: &Law, start: Date, days: Number) -> Result<Date, EvalError> {
    let mut left = days.to_i64().ok_or(EvalError::NotWhole)?;
    if !(0..=MOST_DAYS).contains(&left) {
        return Err(EvalError::BadArgument);
    }
    let mut day = start;
    while left > 0 {
        day = day.tomorrow().map_err(|_| EvalError::NoSuchDate)?;
        let holidays = law.holidays.get(&day.year()).ok_or(EvalError::NoHolidays)?;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !weekend && !holidays.contains(&day) {
            left -= 1;
        }
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law() -> Law {
        let holidays = [(2026, vec![Date::constant(2026, 9, 2)])].into_iter().collect();
        Law { holidays, ..Law::default() }
    }

    #[test]
    fn weekends_and_holidays_are_passed_over() {
        let friday = Date::constant(2026, 8, 28);
        assert_eq!(after(&law(), friday, Number::whole(1)), Ok(Date::constant(2026, 8, 31)));
        assert_eq!(after(&law(), friday, Number::whole(3)), Ok(Date::constant(2026, 9, 3)));
    }

    #[test]
    fn a_year_without_a_list_has_no_answer() {
        let last = Date::constant(2026, 12, 31);
        assert_eq!(after(&law(), last, Number::whole(1)), Err(EvalError::NoHolidays));
    }
}
