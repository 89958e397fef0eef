//! The functions of the language: one table, one row each. A row says everything that is known of a function: names,
//! types, what it computes, what it does with units, how it fails, its words and examples, which a test runs.
//!
//! Functions are given known values only; when an argument is unanswered, not applicable or an error, so is the call.
//! Inside a list elements may be any of these: functions of lists say what they make of them. In general, elements that
//! are not applicable are left out, an error among them is an error, and while one is unanswered so is the result, unless
//! the others decide it (`any`, `all`, `list_contains`).

mod calendar;
mod lists;
mod numbers;
mod signature;
mod texts;

use std::sync::LazyLock;

pub use signature::{CallMistake, Kind, Parameter, ResultType, Signature};

use super::types::Type;
use super::value::{EvalError, Outcome, Value};
use signature::{Kind as K, ResultType as R, fixed, list_or_more, optional, repeated};

/// One row of [`BUILTINS`].
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    pub name: &'static str,
    /// FEEL's spellings, which are read but never printed.
    pub aliases: &'static [&'static str],
    /// The first that fits the arguments counts.
    pub signatures: &'static [Signature],
    /// Arguments have the types of one signature; any others are [`EvalError::BadArgument`].
    pub eval: fn(&[Value]) -> Outcome,
    pub units: Units,
    /// Beyond [`EvalError::NumberTooLarge`], which every function of numbers may give.
    pub errors: &'static [EvalError],
    pub vi: &'static str,
    pub en: &'static str,
    /// Expressions and what they give.
    pub examples: &'static [(&'static str, &'static str)],
}

/// What a function does with units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Neither takes nor gives numbers with units.
    None,
    /// Takes bare numbers only: its result would depend on the unit.
    Bare,
    /// All numbers share one dimension, and so does the result.
    Kept,
    /// Gives the dimension its row names.
    Given,
}

/// Every function, in the order of the reference page.
#[rustfmt::skip]
pub const BUILTINS: &[Builtin] = &[
    // lists
    Builtin {
        name: "count", aliases: &[],
        signatures: &[fixed(&[Parameter("list", K::List)], R::Number)],
        eval: lists::count, units: Units::None, errors: &[],
        vi: "số phần tử của danh sách, kể cả phần tử chưa trả lời hay không áp dụng",
        en: "how many elements the list has, unanswered and not applicable ones included",
        examples: &[("count([1, 2, 2])", "3"), ("count([])", "0")],
    },
    Builtin {
        name: "sum", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Quantities), Parameter("number", K::Quantity), R::Sum),
        eval: lists::sum, units: Units::Kept, errors: &[],
        vi: "tổng các phần tử; danh sách trống cho 0",
        en: "the elements added up; 0 for an empty list",
        examples: &[("sum([1, 2, 3])", "6"), ("sum([1 m, 20 cm])", "1.2 m"), ("sum(1, 2)", "3"), ("sum([])", "0")],
    },
    Builtin {
        name: "min", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Orderables), Parameter("value", K::Orderable), R::Element),
        eval: lists::min, units: Units::Kept, errors: &[],
        vi: "phần tử nhỏ nhất, hoặc ngày sớm nhất; danh sách trống thì không áp dụng",
        en: "the least element, or the earliest date; not applicable for an empty list",
        examples: &[("min([3, 1, 2])", "1"), ("min(2 m, 150 cm)", "1.5 m"), ("min([2026-03-01, 2026-01-31])", "2026-01-31"), ("min([])", "not applicable")],
    },
    Builtin {
        name: "max", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Orderables), Parameter("value", K::Orderable), R::Element),
        eval: lists::max, units: Units::Kept, errors: &[],
        vi: "phần tử lớn nhất, hoặc ngày muộn nhất; danh sách trống thì không áp dụng",
        en: "the greatest element, or the latest date; not applicable for an empty list",
        examples: &[("max([3, 1, 2])", "3"), ("max(2 m, 150 cm)", "2 m"), ("max([])", "not applicable")],
    },
    Builtin {
        name: "mean", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Averageables), Parameter("number", K::Averageable), R::Element),
        eval: lists::mean, units: Units::Kept, errors: &[],
        vi: "trung bình cộng chính xác; danh sách trống thì không áp dụng",
        en: "the exact arithmetic mean; not applicable for an empty list",
        examples: &[("mean([1, 2, 3, 4])", "2.5"), ("mean([20 degC, 30 degC]) = 25 degC", "yes"), ("mean([])", "not applicable")],
    },
    Builtin {
        name: "all", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Booleans), Parameter("value", K::Boolean), R::Boolean),
        eval: lists::all, units: Units::None, errors: &[],
        vi: "có khi mọi phần tử là có; một phần tử không là đủ để kết luận không",
        en: "yes when every element is yes; one no decides it",
        examples: &[("all([yes, yes])", "yes"), ("all([yes, no])", "no"), ("all([])", "yes")],
    },
    Builtin {
        name: "any", aliases: &[],
        signatures: list_or_more!(Parameter("list", K::Booleans), Parameter("value", K::Boolean), R::Boolean),
        eval: lists::any, units: Units::None, errors: &[],
        vi: "có khi ít nhất một phần tử là có; một phần tử có là đủ để kết luận",
        en: "yes when some element is yes; one yes decides it",
        examples: &[("any([no, yes])", "yes"), ("any([no, no])", "no"), ("any([])", "no")],
    },
    Builtin {
        name: "list_contains", aliases: &["list contains"],
        signatures: &[fixed(&[Parameter("list", K::List), Parameter("element", K::ElementOfFirst)], R::Boolean)],
        eval: lists::list_contains, units: Units::Kept, errors: &[],
        vi: "có khi một phần tử bằng giá trị đã cho",
        en: "yes when some element equals the given value",
        examples: &[("list_contains([1, 2], 2)", "yes"), ("list contains([1 m], 100 cm)", "yes"), ("list_contains([], 1)", "no")],
    },
    Builtin {
        name: "index_of", aliases: &["index of"],
        signatures: &[fixed(&[Parameter("list", K::List), Parameter("element", K::ElementOfFirst)], R::Numbers)],
        eval: lists::index_of, units: Units::None, errors: &[],
        vi: "các vị trí, đếm từ 1, có phần tử bằng giá trị đã cho",
        en: "the places, from 1, at which an element equals the given value",
        examples: &[("index_of([5, 7, 5], 5)", "[1, 3]"), ("index of([5], 6)", "[]")],
    },
    Builtin {
        name: "concatenate", aliases: &[],
        signatures: &[repeated(&[Parameter("list", K::List), Parameter("more", K::SameAsFirst)], R::SameAsFirst)],
        eval: lists::concatenate, units: Units::Kept, errors: &[EvalError::TooLong],
        vi: "các danh sách nối liền nhau",
        en: "the lists one after the other",
        examples: &[("concatenate([1, 2], [2, 3])", "[1, 2, 2, 3]"), ("concatenate([1], [])", "[1]")],
    },
    Builtin {
        name: "distinct_values", aliases: &["distinct values"],
        signatures: &[fixed(&[Parameter("list", K::List)], R::SameAsFirst)],
        eval: lists::distinct_values, units: Units::Kept, errors: &[],
        vi: "mỗi giá trị một lần, theo thứ tự xuất hiện",
        en: "every value once, in the order of appearance",
        examples: &[("distinct_values([2, 1, 2])", "[2, 1]"), ("count(distinct values([1 m, 100 cm]))", "1")],
    },
    // numbers
    Builtin {
        name: "abs", aliases: &[],
        signatures: &[fixed(&[Parameter("number", K::Quantity)], R::SameAsFirst)],
        eval: numbers::abs, units: Units::Kept, errors: &[],
        vi: "giá trị tuyệt đối",
        en: "the number without its sign",
        examples: &[("abs(-3)", "3"), ("abs(2 m - 5 m)", "3 m")],
    },
    Builtin {
        name: "floor", aliases: &[],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::floor, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn xuống tới `scale` chữ số thập phân (0 nếu không ghi)",
        en: "rounded down to `scale` decimals (0 when left out)",
        examples: &[("floor(1.7)", "1"), ("floor(-1.2)", "-2"), ("floor(1.28, 1)", "1.2")],
    },
    Builtin {
        name: "ceiling", aliases: &[],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::ceiling, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn lên tới `scale` chữ số thập phân (0 nếu không ghi)",
        en: "rounded up to `scale` decimals (0 when left out)",
        examples: &[("ceiling(1.2)", "2"), ("ceiling(-1.7)", "-1"), ("ceiling(120 people / 50 people)", "3")],
    },
    Builtin {
        name: "round", aliases: &["decimal"],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::round, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn tới gần nhất; đúng giữa thì về chữ số chẵn",
        en: "rounded to the nearest; from the middle to the even digit",
        examples: &[("round(2.5)", "2"), ("round(3.5)", "4"), ("decimal(1 / 3, 2)", "0.33"), ("round(1250, -2)", "1200"), ("round(2.56 m / 1 m, 1) * 1 m", "2.6 m")],
    },
    Builtin {
        name: "round_half_up", aliases: &["round half up"],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::round_half_up, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn tới gần nhất; đúng giữa thì ra xa số 0",
        en: "rounded to the nearest; from the middle away from zero",
        examples: &[("round_half_up(2.5)", "3"), ("round half up(-2.5, 0)", "-3")],
    },
    Builtin {
        name: "round_half_down", aliases: &["round half down"],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::round_half_down, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn tới gần nhất; đúng giữa thì về phía số 0",
        en: "rounded to the nearest; from the middle towards zero",
        examples: &[("round_half_down(2.5)", "2"), ("round half down(-2.5, 0)", "-2")],
    },
    Builtin {
        name: "round_up", aliases: &["round up"],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::round_up, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn ra xa số 0",
        en: "rounded away from zero",
        examples: &[("round_up(2.1)", "3"), ("round up(-2.1, 0)", "-3")],
    },
    Builtin {
        name: "round_down", aliases: &["round down"],
        signatures: &[optional(1, &[Parameter("number", K::Number), Parameter("scale", K::Number)], R::Number)],
        eval: numbers::round_down, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "làm tròn về phía số 0",
        en: "rounded towards zero",
        examples: &[("round_down(2.9)", "2"), ("round down(-2.9, 0)", "-2")],
    },
    Builtin {
        name: "modulo", aliases: &[],
        signatures: &[fixed(&[Parameter("number", K::Quantity), Parameter("divisor", K::SameAsFirst)], R::SameAsFirst)],
        eval: numbers::modulo, units: Units::Kept, errors: &[EvalError::DivisionByZero],
        vi: "số dư của phép chia, cùng dấu với số chia",
        en: "the rest of a division, with the sign of the divisor",
        examples: &[("modulo(12, 5)", "2"), ("modulo(-12, 5)", "3"), ("modulo(5 m, 150 cm)", "0.5 m"), ("modulo(1, 0)", "error: division by zero")],
    },
    Builtin {
        name: "even", aliases: &[],
        signatures: &[fixed(&[Parameter("number", K::Number)], R::Boolean)],
        eval: numbers::even, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "có khi số nguyên chia hết cho 2",
        en: "yes when a whole number divides by 2",
        examples: &[("even(4)", "yes"), ("even(-3)", "no"), ("even(1.5)", "error: the number must be whole")],
    },
    Builtin {
        name: "odd", aliases: &[],
        signatures: &[fixed(&[Parameter("number", K::Number)], R::Boolean)],
        eval: numbers::odd, units: Units::Bare, errors: &[EvalError::NotWhole],
        vi: "có khi số nguyên không chia hết cho 2",
        en: "yes when a whole number does not divide by 2",
        examples: &[("odd(3)", "yes"), ("odd(0)", "no")],
    },
    // text
    Builtin {
        name: "string_length", aliases: &["string length"],
        signatures: &[fixed(&[Parameter("text", K::Text)], R::Number)],
        eval: texts::string_length, units: Units::None, errors: &[],
        vi: "số ký tự",
        en: "how many characters the text has",
        examples: &[("string_length(\"Điều\")", "4"), ("string length(\"\")", "0")],
    },
    Builtin {
        name: "upper_case", aliases: &["upper case"],
        signatures: &[fixed(&[Parameter("text", K::Text)], R::Text)],
        eval: texts::upper_case, units: Units::None, errors: &[EvalError::TooLong],
        vi: "viết hoa toàn bộ",
        en: "the text in capitals",
        examples: &[("upper_case(\"đã\")", "\"ĐÃ\"")],
    },
    Builtin {
        name: "lower_case", aliases: &["lower case"],
        signatures: &[fixed(&[Parameter("text", K::Text)], R::Text)],
        eval: texts::lower_case, units: Units::None, errors: &[EvalError::TooLong],
        vi: "viết thường toàn bộ",
        en: "the text in small letters",
        examples: &[("lower case(\"ĐÃ\")", "\"đã\"")],
    },
    Builtin {
        name: "contains", aliases: &[],
        signatures: &[fixed(&[Parameter("text", K::Text), Parameter("part", K::Text)], R::Boolean)],
        eval: texts::contains, units: Units::None, errors: &[],
        vi: "có khi phần thứ hai nằm trong lời văn, phân biệt hoa thường",
        en: "yes when the part occurs in the text, capitals told apart",
        examples: &[("contains(\"foobar\", \"ob\")", "yes"), ("contains(\"foobar\", \"OB\")", "no")],
    },
    Builtin {
        name: "starts_with", aliases: &["starts with"],
        signatures: &[fixed(&[Parameter("text", K::Text), Parameter("part", K::Text)], R::Boolean)],
        eval: texts::starts_with, units: Units::None, errors: &[],
        vi: "có khi lời văn bắt đầu bằng phần thứ hai",
        en: "yes when the text begins with the part",
        examples: &[("starts_with(\"foobar\", \"fo\")", "yes"), ("starts with(\"foobar\", \"of\")", "no")],
    },
    Builtin {
        name: "ends_with", aliases: &["ends with"],
        signatures: &[fixed(&[Parameter("text", K::Text), Parameter("part", K::Text)], R::Boolean)],
        eval: texts::ends_with, units: Units::None, errors: &[],
        vi: "có khi lời văn kết thúc bằng phần thứ hai",
        en: "yes when the text ends with the part",
        examples: &[("ends_with(\"foobar\", \"r\")", "yes"), ("ends with(\"foobar\", \"rr\")", "no")],
    },
    Builtin {
        name: "substring", aliases: &[],
        signatures: &[optional(2, &[Parameter("text", K::Text), Parameter("start", K::Number), Parameter("length", K::Number)], R::Text)],
        eval: texts::substring, units: Units::Bare, errors: &[EvalError::NotWhole, EvalError::BadArgument],
        vi: "từ ký tự thứ `start` (đếm từ 1, số âm đếm từ cuối), lấy `length` ký tự hoặc tới hết",
        en: "from the character at `start` (from 1, or from the end when negative), `length` characters or all that follow",
        examples: &[("substring(\"foobar\", 3)", "\"obar\""), ("substring(\"foobar\", 3, 3)", "\"oba\""), ("substring(\"foobar\", -2, 1)", "\"a\""), ("substring(\"foobar\", 0)", "error: an argument the function does not accept")],
    },
    Builtin {
        name: "substring_before", aliases: &["substring before"],
        signatures: &[fixed(&[Parameter("text", K::Text), Parameter("part", K::Text)], R::Text)],
        eval: texts::substring_before, units: Units::None, errors: &[],
        vi: "phần đứng trước lần xuất hiện đầu tiên; trống nếu không có",
        en: "what stands before the first occurrence; empty when there is none",
        examples: &[("substring_before(\"33/2026\", \"/\")", "\"33\""), ("substring before(\"33\", \"/\")", "\"\"")],
    },
    Builtin {
        name: "substring_after", aliases: &["substring after"],
        signatures: &[fixed(&[Parameter("text", K::Text), Parameter("part", K::Text)], R::Text)],
        eval: texts::substring_after, units: Units::None, errors: &[],
        vi: "phần đứng sau lần xuất hiện đầu tiên; trống nếu không có",
        en: "what stands after the first occurrence; empty when there is none",
        examples: &[("substring_after(\"33/2026\", \"/\")", "\"2026\""), ("substring after(\"33\", \"/\")", "\"\"")],
    },
    // dates
    Builtin {
        name: "date", aliases: &[],
        signatures: &[
            fixed(&[Parameter("text", K::Text)], R::Date),
            fixed(&[Parameter("moment", K::DateTime)], R::Date),
            fixed(&[Parameter("year", K::Number), Parameter("month", K::Number), Parameter("day", K::Number)], R::Date),
        ],
        eval: calendar::date, units: Units::Bare, errors: &[EvalError::NoSuchDate, EvalError::NotWhole],
        vi: "ngày từ lời văn, từ ngày có giờ, hoặc từ năm, tháng, ngày",
        en: "a date from a text, from a date with time, or from year, month and day",
        examples: &[("date(2026, 3, 1)", "2026-03-01"), ("date(\"2026-03-01\")", "2026-03-01"), ("date(2026-03-01T08:30)", "2026-03-01"), ("date(2026, 2, 30)", "error: no such date")],
    },
    Builtin {
        name: "date_and_time", aliases: &["date and time"],
        signatures: &[
            fixed(&[Parameter("text", K::Text)], R::DateTime),
            fixed(&[Parameter("date", K::Date), Parameter("time", K::Time)], R::DateTime),
        ],
        eval: calendar::date_and_time, units: Units::None, errors: &[EvalError::NoSuchDate],
        vi: "ngày có giờ từ lời văn, hoặc từ ngày và giờ",
        en: "a date with time from a text, or from a date and a time",
        examples: &[("date_and_time(2026-03-01, 08:30)", "2026-03-01T08:30"), ("date and time(\"2026-03-01T08:30\")", "2026-03-01T08:30")],
    },
    Builtin {
        name: "time", aliases: &[],
        signatures: &[
            fixed(&[Parameter("text", K::Text)], R::Time),
            fixed(&[Parameter("moment", K::DateTime)], R::Time),
            optional(2, &[Parameter("hour", K::Number), Parameter("minute", K::Number), Parameter("second", K::Number)], R::Time),
        ],
        eval: calendar::time, units: Units::Bare, errors: &[EvalError::NoSuchDate, EvalError::NotWhole],
        vi: "giờ trong ngày từ lời văn, từ ngày có giờ, hoặc từ giờ, phút, giây",
        en: "a time of day from a text, from a date with time, or from hour, minute and second",
        examples: &[("time(8, 30)", "08:30"), ("time(\"08:30:15\")", "08:30:15"), ("time(2026-03-01T08:30)", "08:30"), ("time(25, 0)", "error: no such date")],
    },
    Builtin {
        name: "year", aliases: &[],
        signatures: &[fixed(&[Parameter("date", K::Day)], R::Number)],
        eval: calendar::year, units: Units::None, errors: &[],
        vi: "năm; cũng viết `d.year`", en: "the year; also written `d.year`",
        examples: &[("year(2026-03-01)", "2026"), ("(2026-03-01).year", "2026")],
    },
    Builtin {
        name: "month", aliases: &[],
        signatures: &[fixed(&[Parameter("date", K::Day)], R::Number)],
        eval: calendar::month, units: Units::None, errors: &[],
        vi: "tháng, 1 đến 12; cũng viết `d.month`", en: "the month, 1 to 12; also written `d.month`",
        examples: &[("month(2026-03-01)", "3")],
    },
    Builtin {
        name: "day", aliases: &[],
        signatures: &[fixed(&[Parameter("date", K::Day)], R::Number)],
        eval: calendar::day, units: Units::None, errors: &[],
        vi: "ngày trong tháng; cũng viết `d.day`", en: "the day of the month; also written `d.day`",
        examples: &[("day(2026-03-01T08:30)", "1")],
    },
    Builtin {
        name: "hour", aliases: &[],
        signatures: &[fixed(&[Parameter("time", K::Clock)], R::Number)],
        eval: calendar::hour, units: Units::None, errors: &[],
        vi: "giờ, 0 đến 23; cũng viết `t.hour`", en: "the hour, 0 to 23; also written `t.hour`",
        examples: &[("hour(08:30:15)", "8"), ("(2026-03-01T08:30).hour", "8")],
    },
    Builtin {
        name: "minute", aliases: &[],
        signatures: &[fixed(&[Parameter("time", K::Clock)], R::Number)],
        eval: calendar::minute, units: Units::None, errors: &[],
        vi: "phút; cũng viết `t.minute`", en: "the minute; also written `t.minute`",
        examples: &[("minute(08:30:15)", "30")],
    },
    Builtin {
        name: "second", aliases: &[],
        signatures: &[fixed(&[Parameter("time", K::Clock)], R::Number)],
        eval: calendar::second, units: Units::None, errors: &[],
        vi: "giây; cũng viết `t.second`", en: "the second; also written `t.second`",
        examples: &[("second(08:30:15)", "15")],
    },
    Builtin {
        name: "day_of_week", aliases: &["day of week"],
        signatures: &[fixed(&[Parameter("date", K::Day)], R::Number)],
        eval: calendar::day_of_week, units: Units::None, errors: &[],
        vi: "thứ trong tuần: 1 là thứ hai, 7 là chủ nhật; cũng viết `d.weekday`",
        en: "the day of the week: 1 is Monday, 7 is Sunday; also written `d.weekday`",
        examples: &[("day_of_week(2026-03-01)", "7"), ("day of week(2026-03-02)", "1")],
    },
    Builtin {
        name: "day_of_year", aliases: &["day of year"],
        signatures: &[fixed(&[Parameter("date", K::Day)], R::Number)],
        eval: calendar::day_of_year, units: Units::None, errors: &[],
        vi: "ngày thứ bao nhiêu trong năm, từ 1", en: "the day of the year, from 1",
        examples: &[("day_of_year(2026-03-01)", "60"), ("day of year(2028-12-31)", "366")],
    },
    Builtin {
        name: "days_between", aliases: &[],
        signatures: &[fixed(&[Parameter("from", K::Date), Parameter("to", K::Date)], R::Days)],
        eval: calendar::days_between, units: Units::Given, errors: &[],
        vi: "số ngày từ ngày đầu tới ngày sau, âm nếu ngược; bằng `to - from`",
        en: "the days from the first to the second, negative when reversed; the same as `to - from`",
        examples: &[("days_between(2026-02-01, 2026-03-01)", "28 days"), ("days_between(2026-03-01, 2026-02-01)", "-28 days")],
    },
    Builtin {
        name: "months_between", aliases: &["years and months duration"],
        signatures: &[fixed(&[Parameter("from", K::Date), Parameter("to", K::Date)], R::Months)],
        eval: calendar::months_between, units: Units::Given, errors: &[],
        vi: "số tháng tròn cộng được vào ngày sớm hơn mà không vượt ngày muộn hơn, theo quy tắc cuối tháng",
        en: "the whole months that can be added to the earlier date without passing the later, by the month-end rule",
        examples: &[("months_between(2026-01-31, 2026-02-28)", "1 months"), ("months_between(2026-01-15, 2026-03-14)", "1 months"), ("years and months duration(2024-01-01, 2026-03-01)", "26 months")],
    },
    Builtin {
        name: "add_working_days", aliases: &[],
        signatures: &[fixed(&[Parameter("date", K::Date), Parameter("days", K::Days)], R::Date)],
        eval: calendar::add_working_days, units: Units::Given, errors: &[EvalError::NoHolidays, EvalError::NotWhole, EvalError::NoSuchDate],
        vi: "ngày làm việc thứ `days` sau ngày đã cho, theo lịch nghỉ lễ của tệp luật",
        en: "the working day `days` working days after the date, by the holidays of the law files",
        examples: &[],
    },
];

/// The function with this name or alias.
pub fn find(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.name == name || builtin.aliases.contains(&name))
}

/// Every canonical name, for "did you mean".
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILTINS.iter().map(|builtin| builtin.name)
}

/// FEEL's spellings with spaces that begin with this word, with our names.
pub fn spaced_names(first_word: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let from = SPACED_NAMES.partition_point(|(first, ..)| *first < first_word);
    let rest = SPACED_NAMES.iter().skip(from);
    rest.take_while(move |(first, ..)| *first == first_word).map(|(_, words, name)| (*words, *name))
}

/// The first word, the spelling and our name of each, in order.
static SPACED_NAMES: LazyLock<Vec<(&'static str, &'static str, &'static str)>> = LazyLock::new(|| {
    let spaced = |builtin: &'static Builtin| {
        let split = |alias: &&'static str| Some((alias.split_once(' ')?.0, *alias, builtin.name));
        builtin.aliases.iter().filter_map(split)
    };
    let mut names: Vec<_> = BUILTINS.iter().flat_map(spaced).collect();
    names.sort_unstable();
    names
});

impl Builtin {
    /// The type of a call with arguments of these types.
    pub fn result_type(&self, arguments: &[Type]) -> Result<Type, CallMistake> {
        signature::result_type(self, arguments)
    }
}

/// The function called `name` and the type of a call with these arguments.
pub fn resolve(name: &str, arguments: &[Type]) -> Result<(&'static Builtin, Type), CallMistake> {
    let builtin = find(name).ok_or(CallMistake::UnknownFunction)?;
    Ok((builtin, builtin.result_type(arguments)?))
}

#[cfg(test)]
mod tests;
