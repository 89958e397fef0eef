//! What a date or time is made of: `d.year`, `moment.time`.

use super::number::Number;
use super::types::Type;
use super::value::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarField {
    Year,
    Month,
    Day,
    /// 1 is Monday, 7 is Sunday.
    Weekday,
    Hour,
    Minute,
    Second,
    Date,
    Time,
}

/// Every field: its name, and whether dates and times of day have it; dates with time have all.
pub const FIELDS: [(CalendarField, &str, bool, bool); 9] = [
    (CalendarField::Year, "year", true, false),
    (CalendarField::Month, "month", true, false),
    (CalendarField::Day, "day", true, false),
    (CalendarField::Weekday, "weekday", true, false),
    (CalendarField::Hour, "hour", false, true),
    (CalendarField::Minute, "minute", false, true),
    (CalendarField::Second, "second", false, true),
    (CalendarField::Date, "date", false, false),
    (CalendarField::Time, "time", false, false),
];

/// The field called `name` of a value of type `of`, and the field's type.
pub fn find(of: &Type, name: &str) -> Option<(CalendarField, Type)> {
    let (field, ..) = fields_of(of).find(|(_, known, ..)| *known == name)?;
    let ty = match field {
        CalendarField::Date => Type::Date,
        CalendarField::Time => Type::Time,
        _ => Type::NUMBER,
    };
    Some((*field, ty))
}

/// The names of all fields of a type, for "did you mean"; none for types that are no date or time.
pub fn names(of: &Type) -> impl Iterator<Item = &'static str> {
    fields_of(of).map(|(_, name, ..)| *name)
}

fn fields_of(of: &Type) -> impl Iterator<Item = &'static (CalendarField, &'static str, bool, bool)> {
    let (date, time, both) = (*of == Type::Date, *of == Type::Time, *of == Type::DateTime);
    FIELDS.iter().filter(move |(_, _, of_date, of_time)| both || (date && *of_date) || (time && *of_time))
}

/// The field of a value, if values of its kind have it.
pub fn read(field: CalendarField, value: &Value) -> Option<Value> {
    let (date, time) = match value {
        Value::Date(date) => (Some(*date), None),
        Value::DateTime(moment) => (Some(moment.date()), Some(moment.time())),
        Value::Time(time) => (None, Some(*time)),
        _ => return None,
    };
    let number = match field {
        CalendarField::Year => i64::from(date?.year()),
        CalendarField::Month => i64::from(date?.month()),
        CalendarField::Day => i64::from(date?.day()),
        CalendarField::Weekday => i64::from(date?.weekday().to_monday_one_offset()),
        CalendarField::Hour => i64::from(time?.hour()),
        CalendarField::Minute => i64::from(time?.minute()),
        CalendarField::Second => i64::from(time?.second()),
        CalendarField::Date => return time.and(date).map(Value::Date),
        CalendarField::Time => return date.and(time).map(Value::Time),
    };
    Some(Value::Number(Number::whole(number)))
}
