//! Types of parameters and results, and what a call with other types is told.

use super::{Builtin, Units, names};
use crate::diag::Diagnostic;
use crate::expr::types::Type;
use crate::expr::unit::Dimension;
use crate::span::Span;
use crate::words::Lang;

/// One way to call a function.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    pub parameters: &'static [Parameter],
    /// So many of the parameters must be given.
    pub required: usize,
    /// The last parameter may come any number of times, or not at all.
    pub repeats: bool,
    pub result: ResultType,
}

/// The name of a parameter and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Parameter(pub &'static str, pub Kind);

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bare number.
    Number,
    /// A number of any dimension that adds: no temperature.
    Quantity,
    /// A number of any dimension.
    Averageable,
    /// Anything that has an order.
    Orderable,
    Boolean,
    Text,
    Date,
    DateTime,
    Time,
    /// A date, with or without time.
    Day,
    /// A time of day, or a date with time.
    Clock,
    /// A number of days.
    Days,
    List,
    Quantities,
    Averageables,
    Orderables,
    Booleans,
    SameAsFirst,
    ElementOfFirst,
}

/// The type of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultType {
    Number,
    Boolean,
    Text,
    Date,
    DateTime,
    Time,
    Days,
    Months,
    Numbers,
    SameAsFirst,
    /// The element type of a list given first, or else the first argument's type.
    Element,
    /// As `Element`, and a bare number for the empty list.
    Sum,
}

pub(super) const fn fixed(parameters: &'static [Parameter], result: ResultType) -> Signature {
    Signature { parameters, required: parameters.len(), repeats: false, result }
}

pub(super) const fn optional(
    required: usize,
    parameters: &'static [Parameter],
    result: ResultType,
) -> Signature {
    Signature { parameters, required, repeats: false, result }
}

pub(super) const fn repeated(parameters: &'static [Parameter], result: ResultType) -> Signature {
    Signature { parameters, required: parameters.len() - 1, repeats: true, result }
}

/// One list, or its elements as arguments.
macro_rules! list_or_more {
    ($list:expr, $one:expr, $result:expr) => {
        &[
            $crate::expr::builtins::signature::fixed(&[$list], $result),
            $crate::expr::builtins::signature::repeated(&[$one, Parameter("more", K::SameAsFirst)], $result),
        ]
    };
}
pub(super) use list_or_more;

/// Why a call is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallMistake {
    UnknownFunction,
    ArgumentCount {
        expected: String,
        found: usize,
    },
    /// The argument at `index`, from 0, is not of this kind.
    Argument {
        index: usize,
        kind: Kind,
        first: Option<Type>,
        found: Type,
        bare: bool,
    },
}

pub(super) fn result_type(builtin: &Builtin, arguments: &[Type]) -> Result<Type, CallMistake> {
    let count = arguments.len();
    let mut closest: Option<CallMistake> = None;
    for signature in builtin.signatures.iter().filter(|signature| signature.takes(count)) {
        match signature.first_mistake(builtin, arguments) {
            None => return Ok(signature.result_type(arguments)),
            // The signature that fits furthest is the one that was meant; of two, the first.
            Some(mistake) if closest.as_ref().is_none_or(|best| mistake.index() > best.index()) => {
                closest = Some(mistake);
            }
            Some(_) => {}
        }
    }
    Err(closest.unwrap_or_else(|| CallMistake::ArgumentCount { expected: counts(builtin), found: count }))
}

/// `1`, `2 or 3`, `1 or more` as far as it is the same in both languages: `1`, `2-3`, `1+`.
fn counts(builtin: &Builtin) -> String {
    let count = |signature: &Signature| match (signature.required, signature.parameters.len()) {
        (least, _) if signature.repeats => format!("{least}+"),
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least}-{most}"),
    };
    let mut counts: Vec<String> = builtin.signatures.iter().map(count).collect();
    counts.sort();
    counts.dedup();
    if counts.len() > 1 && counts.iter().any(|count| count == "1+") {
        counts.retain(|count| count != "1");
    }
    counts.join(", ")
}

impl Signature {
    fn takes(&self, count: usize) -> bool {
        count >= self.required && (self.repeats || count <= self.parameters.len())
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.parameters.get(index).or(if self.repeats { self.parameters.last() } else { None }).map(|p| p.1)
    }

    fn first_mistake(&self, builtin: &Builtin, arguments: &[Type]) -> Option<CallMistake> {
        let first = arguments.first();
        arguments.iter().enumerate().find_map(|(index, found)| {
            let kind = self.kind(index)?;
            let bare = builtin.units == Units::Bare;
            let mistake =
                || CallMistake::Argument { index, kind, first: first.cloned(), found: found.clone(), bare };
            (!kind.accepts(found, first)).then(mistake)
        })
    }

    fn result_type(&self, arguments: &[Type]) -> Type {
        let first = || arguments.first().cloned().unwrap_or(Type::Nothing);
        let element = || match first() {
            Type::List(element) => *element,
            other => other,
        };
        match self.result {
            ResultType::Number => Type::NUMBER,
            ResultType::Boolean => Type::Boolean,
            ResultType::Text => Type::Text,
            ResultType::Date => Type::Date,
            ResultType::DateTime => Type::DateTime,
            ResultType::Time => Type::Time,
            ResultType::Days => Type::Number(Dimension::DAY),
            ResultType::Months => Type::Number(Dimension::MONTH),
            ResultType::Numbers => Type::List(Box::new(Type::NUMBER)),
            // Of `[]` and others, the type of the others.
            ResultType::SameAsFirst => {
                let empty = Type::List(Box::new(Type::Nothing));
                arguments.iter().find(|ty| **ty != empty).cloned().unwrap_or_else(first)
            }
            ResultType::Element => element(),
            ResultType::Sum => match element() {
                Type::Nothing => Type::NUMBER,
                other => other,
            },
        }
    }

    /// `(list, element)` as the reference shows it: `[scale]` may be left out, `more…` may repeat.
    pub fn parameters_text(&self) -> String {
        let last = self.parameters.len().saturating_sub(1);
        let text =
            |(at, parameter): (usize, &Parameter)| match (at >= self.required, self.repeats && at == last) {
                (_, true) => format!("{}…", parameter.0),
                (true, false) => format!("[{}]", parameter.0),
                (false, false) => parameter.0.to_owned(),
            };
        self.parameters.iter().enumerate().map(text).collect::<Vec<_>>().join(", ")
    }
}

impl ResultType {
    /// What the reference calls it.
    pub fn name(self, lang: Lang) -> String {
        let (vi, en) = match self {
            Self::Number => return Type::NUMBER.name(lang),
            Self::Boolean => return Type::Boolean.name(lang),
            Self::Text => return Type::Text.name(lang),
            Self::Date => return Type::Date.name(lang),
            Self::DateTime => return Type::DateTime.name(lang),
            Self::Time => return Type::Time.name(lang),
            Self::Days => return Type::Number(Dimension::DAY).name(lang),
            Self::Months => return Type::Number(Dimension::MONTH).name(lang),
            Self::Numbers => ("danh sách các số", "a list of numbers"),
            Self::SameAsFirst => ("cùng loại với đối số thứ nhất", "the first argument's type"),
            Self::Element | Self::Sum => ("cùng loại với phần tử", "the type of the elements"),
        };
        match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl Kind {
    /// Whether an argument of type `found` is taken, when the first argument is of type `first`.
    pub fn accepts(self, found: &Type, first: Option<&Type>) -> bool {
        match self {
            Self::Number => *found == Type::NUMBER,
            Self::Quantity => matches!(found, Type::Number(dimension) if !dimension.is_affine()),
            Self::Averageable => {
                matches!(found, Type::Number(dimension) if !dimension.is_affine() || *dimension == Dimension::TEMPERATURE)
            }
            Self::Orderable => {
                matches!(found, Type::Number(_) | Type::Date | Type::DateTime | Type::Time | Type::Text)
            }
            Self::Boolean => *found == Type::Boolean,
            Self::Text => *found == Type::Text,
            Self::Date => *found == Type::Date,
            Self::DateTime => *found == Type::DateTime,
            Self::Time => *found == Type::Time,
            Self::Day => matches!(found, Type::Date | Type::DateTime),
            Self::Clock => matches!(found, Type::Time | Type::DateTime),
            Self::Days => *found == Type::Number(Dimension::DAY),
            Self::List => matches!(found, Type::List(_)),
            Self::Quantities => Self::Quantity.accepts_elements(found),
            Self::Averageables => Self::Averageable.accepts_elements(found),
            Self::Orderables => Self::Orderable.accepts_elements(found),
            Self::Booleans => Self::Boolean.accepts_elements(found),
            Self::SameAsFirst => first.is_none_or(|first| first.accepts(found)),
            Self::ElementOfFirst => match first {
                Some(Type::List(element)) => element.accepts(found),
                _ => false,
            },
        }
    }

    fn accepts_elements(self, found: &Type) -> bool {
        matches!(found, Type::List(element) if **element == Type::Nothing || self.accepts(element, None))
    }

    /// What a message calls it.
    pub fn name(self, first: Option<&Type>, lang: Lang) -> String {
        let (vi, en) = match (self, first) {
            (Self::SameAsFirst, Some(first)) => return first.name(lang),
            (Self::ElementOfFirst, Some(Type::List(element))) => return element.name(lang),
            (Self::SameAsFirst | Self::ElementOfFirst, _) => {
                ("giá trị cùng loại", "a value of the same type")
            }
            (Self::Number, _) => return Type::NUMBER.name(lang),
            (Self::Quantity | Self::Averageable, _) => ("một số", "a number"),
            (Self::Orderable, _) => ("số, ngày, giờ hoặc lời văn", "a number, date, time or text"),
            (Self::Boolean, _) => return Type::Boolean.name(lang),
            (Self::Text, _) => return Type::Text.name(lang),
            (Self::Date, _) => return Type::Date.name(lang),
            (Self::DateTime, _) => return Type::DateTime.name(lang),
            (Self::Time, _) => return Type::Time.name(lang),
            (Self::Day, _) => ("ngày, có hoặc không có giờ", "a date, with or without time"),
            (Self::Clock, _) => ("giờ trong ngày, hoặc ngày có giờ", "a time of day, or a date with time"),
            (Self::Days, _) => return Type::Number(Dimension::DAY).name(lang),
            (Self::List, _) => ("danh sách", "a list"),
            (Self::Quantities | Self::Averageables, _) => ("danh sách các số", "a list of numbers"),
            (Self::Orderables, _) => {
                ("danh sách số, ngày, giờ hoặc lời văn", "a list of numbers, dates, times or texts")
            }
            (Self::Booleans, _) => ("danh sách có/không", "a list of yes and no"),
        };
        match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl CallMistake {
    fn index(&self) -> usize {
        match self {
            Self::Argument { index, .. } => *index,
            _ => 0,
        }
    }

    /// The mistake as an author reads it. `function` is the place of the name, `arguments` those of the arguments.
    pub fn diagnostic(
        &self,
        name: &str,
        function: Span,
        whole: Span,
        arguments: &[(Span, &str)],
    ) -> Diagnostic {
        match self {
            Self::UnknownFunction => {
                let diagnostic = Diagnostic::new(
                    "unknown-function",
                    function,
                    format!("không có hàm nào tên `{name}`"),
                    format!("no function named `{name}`"),
                );
                match name {
                    "duration" => diagnostic.help(
                        "viết `3 months`, `7 days` hoặc `5 hours`",
                        "write `3 months`, `7 days` or `5 hours`",
                    ),
                    "today" | "now" => diagnostic
                        .help("ngày áp dụng luật là `as_of`", "the day whose law applies is `as_of`")
                        .fix(whole, "as_of"),
                    _ => diagnostic.suggest(name, names()),
                }
            }
            Self::ArgumentCount { expected, found } => Diagnostic::new(
                "wrong-argument-count",
                whole,
                format!("`{name}` nhận {expected} đối số, gặp {found}"),
                format!("`{name}` takes {expected} arguments, found {found}"),
            ),
            Self::Argument { index, kind, first, found, bare } => {
                let (span, text) = arguments.get(*index).copied().unwrap_or((whole, ""));
                let differing_units = matches!(
                    (kind, found),
                    (Kind::SameAsFirst | Kind::ElementOfFirst | Kind::Number, Type::Number(_))
                );
                let code = if differing_units { "unit-mismatch" } else { "type-mismatch" };
                let place = index + 1;
                let diagnostic = Diagnostic::new(
                    code,
                    span,
                    format!(
                        "đối số thứ {place} của `{name}`: chờ {}, gặp {}",
                        kind.name(first.as_ref(), Lang::Vi),
                        found.name(Lang::Vi)
                    ),
                    format!(
                        "argument {place} of `{name}`: expected {}, found {}",
                        kind.name(first.as_ref(), Lang::En),
                        found.name(Lang::En)
                    ),
                );
                match found {
                    Type::Number(dimension) if *bare => match crate::expr::mistake::usual_unit(*dimension) {
                        Some(unit) => {
                            let symbol = unit.symbol();
                            diagnostic.help(
                                format!("chia cho đơn vị rồi nhân lại: `{name}({text} / 1 {symbol}) * 1 {symbol}`"),
                                format!("divide by the unit, then multiply again: `{name}({text} / 1 {symbol}) * 1 {symbol}`"),
                            )
                        }
                        None => diagnostic,
                    },
                    _ => diagnostic,
                }
            }
        }
    }
}
