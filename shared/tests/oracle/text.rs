//! A checklist as its author would write it: the YAML files the engine reads.

use std::fmt::Write;

use crate::model::{
    AnswerKind, Arithmetic, Checklist, Citation, Comparison, Expr, Fold, Item, ItemKind, Quantifier,
    Requirement, Source, Test,
};
use crate::value::{Fraction, State, Unit, Value};

/// Paths and texts of a whole pack.
pub(crate) fn files(checklist: &Checklist) -> Vec<(String, String)> {
    let mut files = vec![("made/made.yaml".to_owned(), main(checklist))];
    if !checklist.site.is_empty() {
        files.push(("site.yaml".to_owned(), site(checklist)));
    }
    let mut instruments = "instruments:\n".to_owned();
    for (at, (from, until)) in checklist.instruments.iter().enumerate() {
        let until = until.map_or_else(String::new, |until| format!(", until: {}", until.text()));
        let _ = writeln!(
            instruments,
            "  l{at}: {{ number: L{at}, title: {{ vi: L, en: L }}, issuer: {{ vi: L, en: L }}, issued: 2019-01-01, \
             from: {}{until}, confidence: text-seen }}",
            from.text()
        );
    }
    files.push(("law/instruments.yaml".to_owned(), instruments));
    if !checklist.parameters.is_empty() {
        files.push(("law/parameters.yaml".to_owned(), parameters(checklist)));
    }
    files
}

fn parameters(checklist: &Checklist) -> String {
    let mut text = "parameters:\n".to_owned();
    for (at, parameter) in checklist.parameters.iter().enumerate() {
        let _ = writeln!(text, "  p{at}:\n    title: {{ vi: P, en: P }}\n    values:");
        for (from, until, value) in &parameter.values {
            let until = until.map_or_else(String::new, |until| format!(", until: {}", until.text()));
            let _ = writeln!(
                text,
                "      - {{ from: {}{until}, is: {}, law: l0, at: Điều 1, confidence: text-seen }}",
                from.text(),
                quantity(*value, parameter.unit)
            );
        }
    }
    text
}

fn site(checklist: &Checklist) -> String {
    let mut text = "checklist: site\nversion: '1'\ntitle: { vi: S, en: S }\nsections:\n  - id: all\n    \
                    title: { vi: S, en: S }\n    items:\n"
        .to_owned();
    for (at, item) in checklist.site.iter().enumerate() {
        self::item(&mut text, "      ", &format!("s{at}"), item, &Names::default());
    }
    text
}

fn main(checklist: &Checklist) -> String {
    let mut text = "checklist: made/made\nversion: '1'\ntitle: { vi: M, en: M }\n".to_owned();
    let names = Names::default();
    if !checklist.definitions.is_empty() {
        text.push_str("let:\n");
        for (at, (_, definition)) in checklist.definitions.iter().enumerate() {
            let _ = writeln!(text, "  d{at}: {}", names.yaml(definition));
        }
    }
    if !checklist.tables.is_empty() {
        text.push_str("tables:\n");
        for (at, table) in checklist.tables.iter().enumerate() {
            let by: Vec<String> = table.by.iter().map(|by| names.yaml(by)).collect();
            let _ = writeln!(text, "  t{at}:\n    by: {}\n    rows:", one_or_list(&by));
            for row in &table.rows {
                let cells: Vec<String> = row
                    .within
                    .iter()
                    .map(|cell| {
                        format!("'{}'", cell.as_ref().map_or("-".to_owned(), |test| names.test(test)))
                    })
                    .collect();
                let _ = writeln!(text, "      - {{ in: {}, is: {} }}", one_or_list(&cells), row.is);
            }
        }
    }
    text.push_str("sections:\n");
    for (at, section) in checklist.sections.iter().enumerate() {
        let _ = writeln!(text, "  - id: sec{at}\n    title: {{ vi: S, en: S }}");
        if let Some(when) = &section.when {
            let _ = writeln!(text, "    when: {}", names.yaml(when));
        }
        text.push_str("    items:\n");
        let end = checklist.sections.get(at + 1).map_or(checklist.items.len(), |next| next.first);
        for at in section.first..end {
            item(&mut text, "      ", &format!("q{at}"), &checklist.items[at], &names);
        }
    }
    if !checklist.groups.is_empty() {
        text.push_str("groups:\n");
    }
    for (at, group) in checklist.groups.iter().enumerate() {
        let names = Names { own: Some(at), bound: Vec::new() };
        let _ = writeln!(text, "  - id: g{at}\n    title: {{ vi: G, en: G }}\n    label: row");
        if let Some(when) = &group.when {
            let _ = writeln!(text, "    when: {}", names.yaml(when));
        }
        text.push_str("    items:\n");
        for (own, item) in group.items.iter().enumerate() {
            self::item(&mut text, "      ", &format!("g{at}_q{own}"), item, &names);
        }
        if !group.requirements.is_empty() {
            text.push_str("    requirements:\n");
        }
        for (own, requirement) in group.requirements.iter().enumerate() {
            across(&mut text, "      ", &format!("g{at}_r{own}"), requirement, &names);
        }
    }
    text.push_str("requirements:\n");
    for (at, requirement) in checklist.requirements.iter().enumerate() {
        across(&mut text, "  ", &format!("r{at}"), requirement, &names);
    }
    text
}

fn one_or_list(list: &[String]) -> String {
    match list {
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

fn item(text: &mut String, indent: &str, name: &str, item: &Item, names: &Names) {
    let _ = writeln!(text, "{indent}- id: {name}");
    if let Some(when) = &item.when {
        let _ = writeln!(text, "{indent}  when: {}", names.yaml(when));
    }
    match &item.kind {
        ItemKind::Asked { answer, may_not_apply } => {
            let _ = writeln!(text, "{indent}  ask: {{ vi: '{name}?', en: '{name}?' }}");
            let _ = writeln!(text, "{indent}  answer: {}", answer_type(answer, name));
            if *may_not_apply {
                let _ = writeln!(text, "{indent}  not_applicable: allowed");
            }
        }
        ItemKind::Computed(_, expr) => {
            let _ = writeln!(text, "{indent}  title: {{ vi: '{name}', en: '{name}' }}");
            let _ = writeln!(text, "{indent}  compute: {}", names.yaml(expr));
        }
    }
    if let Some(requirement) = &item.requirement {
        // An item is shown where its `when` holds; what else its requirement asks for stands in `require`.
        if let Some(require) = &requirement.require {
            let _ = writeln!(text, "{indent}  require: {}", names.yaml(require));
        }
        citations(text, indent, &requirement.citations);
    }
}

fn across(text: &mut String, indent: &str, name: &str, requirement: &Requirement, names: &Names) {
    let _ = writeln!(text, "{indent}- id: {name}\n{indent}  title: {{ vi: R, en: R }}");
    if let Some(when) = &requirement.when {
        let _ = writeln!(text, "{indent}  when: {}", names.yaml(when));
    }
    if let Some(require) = &requirement.require {
        let _ = writeln!(text, "{indent}  require: {}", names.yaml(require));
    }
    citations(text, indent, &requirement.citations);
}

fn citations(text: &mut String, indent: &str, citations: &[Citation]) {
    if citations.is_empty() {
        return;
    }
    let list: Vec<String> = citations
        .iter()
        .map(|citation| {
            let from = citation.from.map_or_else(String::new, |from| format!(", from: {}", from.text()));
            let until = citation.until.map_or_else(String::new, |until| format!(", until: {}", until.text()));
            format!("{{ law: l{}, at: Điều 1{from}{until} }}", citation.instrument)
        })
        .collect();
    let _ = writeln!(text, "{indent}  cite: [{}]", list.join(", "));
}

fn answer_type(answer: &AnswerKind, name: &str) -> String {
    let options = |count: u8| {
        let list = (0..count).map(|at| format!("{{ id: {}, vi: O, en: O }}", option(name, at)));
        list.collect::<Vec<_>>().join(", ")
    };
    match answer {
        AnswerKind::YesNo => "yes_no".to_owned(),
        AnswerKind::Whole { min, max } if *min < 0 => {
            format!("{{ number: {{ min: {min}, max: {max}, decimals: 0 }} }}")
        }
        AnswerKind::Whole { min, max } => format!("{{ count: {{ min: {min}, max: {max} }} }}"),
        AnswerKind::Length { max } => {
            format!(
                "{{ number: {{ unit: m, min: 0, max: {}, decimals: 1 }} }}",
                decimal(Fraction::new((*max).into(), 10))
            )
        }
        AnswerKind::Date { min, max } => {
            let max = max.map_or_else(|| "as_of".to_owned(), |max| max.text());
            format!("{{ date: {{ min: {}, max: {max} }} }}", min.text())
        }
        AnswerKind::Choice(count) => format!("{{ choice: [{}] }}", options(*count)),
        AnswerKind::Choices(count) => format!("{{ choices: [{}] }}", options(*count)),
    }
}

fn option(name: &str, at: u8) -> String {
    format!("{name}_o{at}")
}

/// The text of an answer, to the question of this name. Nothing is "not applicable".
pub(crate) fn answer(state: State, name: &str) -> Option<String> {
    match state {
        State::Known(Value::Truth(truth)) => Some(truth_word(truth).to_owned()),
        State::Known(Value::Number(number, unit)) => Some(quantity(number, unit)),
        State::Known(Value::Day(day)) => Some(day.text()),
        State::Known(Value::Option(at)) => Some(option(name, at)),
        State::Known(Value::Options(bits)) => {
            let chosen = (0..8).filter(|at| bits >> at & 1 == 1).map(|at| option(name, at));
            Some(chosen.collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

fn truth_word(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

fn decimal(number: Fraction) -> String {
    let tenths = number.above * 10 / number.below;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn quantity(number: Fraction, unit: Unit) -> String {
    let text = decimal(number);
    match unit {
        Unit::One => text,
        Unit::Metre => format!("{text} m"),
        Unit::Days => format!("{text} days"),
        Unit::Months => format!("{text} months"),
    }
}

/// What names mean where an expression stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) own: Option<usize>,
    /// Name and group of each bound variable.
    bound: Vec<(String, usize)>,
}

impl Names {
    /// A tree where the author would write one, otherwise a quoted text.
    pub(crate) fn yaml(&self, expr: &Expr) -> String {
        let list = |parts: &[Expr]| parts.iter().map(|part| self.yaml(part)).collect::<Vec<_>>().join(", ");
        match expr {
            Expr::And(parts) if parts.len() > 2 => format!("{{ all: [{}] }}", list(parts)),
            Expr::Or(parts) if parts.len() > 2 => format!("{{ any: [{}] }}", list(parts)),
            Expr::Not(inner) if matches!(**inner, Expr::And(_) | Expr::Or(_)) => {
                format!("{{ not: {} }}", self.yaml(inner))
            }
            _ => format!("'{}'", self.text(expr)),
        }
    }

    fn source(&self, source: Source) -> String {
        match source {
            Source::Item(at) => format!("q{at}"),
            Source::Site(at) => format!("site.s{at}"),
            Source::Own(at) => format!("g{}_q{at}", self.own.unwrap_or(0)),
            Source::Of(variable, at) => {
                let (name, group) = &self.bound[variable];
                // In a filter a question of the row may be named bare; both ways are written.
                if name == "item" && at == 0 && variable + 1 == self.bound.len() {
                    format!("g{group}_q{at}")
                } else {
                    format!("{name}.g{group}_q{at}")
                }
            }
        }
    }

    fn options_of(&self, source: Source) -> String {
        match source {
            Source::Of(variable, at) => format!("g{}_q{at}", self.bound[variable].1),
            Source::Site(at) => format!("s{at}"),
            other => self.source(other),
        }
    }

    fn with(&self, groups: &[usize], name: Option<&str>) -> Self {
        let mut inner = self.clone();
        for group in groups {
            let name = name.map_or_else(|| format!("r{}", inner.bound.len()), str::to_owned);
            inner.bound.push((name, *group));
        }
        inner
    }

    /// In parentheses unless it is one word.
    fn part(&self, expr: &Expr) -> String {
        let text = self.text(expr);
        if matches!(expr, Expr::Literal(_)) || !text.contains(' ') { text } else { format!("({text})") }
    }

    pub(crate) fn test(&self, test: &Test) -> String {
        match test {
            Test::Compare(Comparison::Equal, with) => self.part(with),
            Test::Compare(op, with) => format!("{} {}", comparison(*op), self.part(with)),
            Test::Range { low, low_in, high, high_in } => {
                let (open, close) = (if *low_in { "[" } else { "(" }, if *high_in { "]" } else { ")" });
                format!("{open}{}..{}{close}", self.part(low), self.part(high))
            }
        }
    }

    pub(crate) fn text(&self, expr: &Expr) -> String {
        let parts = |list: &[Expr], word: &str| {
            list.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(&format!(" {word} "))
        };
        match expr {
            Expr::Literal(Value::Truth(truth)) => truth_word(*truth).to_owned(),
            Expr::Literal(Value::Number(number, Unit::Metre))
                if number.below == 10 && number.above % 2 == 1 =>
            {
                format!("{} cm", number.above * 10)
            }
            Expr::Literal(Value::Number(number, unit)) => quantity(*number, *unit),
            Expr::Literal(Value::Day(day)) => day.text(),
            Expr::Literal(other) => unreachable!("{other:?} is never written"),
            Expr::AsOf => "as_of".to_owned(),
            Expr::Read(source) => self.source(*source),
            Expr::Parameter(at) => format!("law.p{at}"),
            Expr::Definition(at) => format!("d{at}"),
            Expr::Table(at) => format!("t{at}"),
            Expr::Not(inner) => format!("not({})", self.text(inner)),
            Expr::And(list) => parts(list, "and"),
            Expr::Or(list) => parts(list, "or"),
            Expr::If(branches) => format!(
                "if {} then {} else {}",
                self.part(&branches[0]),
                self.part(&branches[1]),
                self.part(&branches[2])
            ),
            Expr::Compare(op, sides) => {
                format!("{} {} {}", self.part(&sides[0]), comparison(*op), self.part(&sides[1]))
            }
            Expr::Arithmetic(op, sides) => {
                let sign = match op {
                    Arithmetic::Add => "+",
                    Arithmetic::Subtract => "-",
                    Arithmetic::Multiply => "*",
                    Arithmetic::Divide => "/",
                };
                format!("{} {sign} {}", self.part(&sides[0]), self.part(&sides[1]))
            }
            Expr::In(subject, tests) => {
                let written: Vec<String> = tests.iter().map(|test| self.test(test)).collect();
                match tests.as_slice() {
                    [Test::Range { .. }] => format!("{} in {}", self.part(subject), written[0]),
                    _ => format!("{} in ({})", self.part(subject), written.join(", ")),
                }
            }
            Expr::Chosen(source, options, as_list) => {
                let name = self.options_of(*source);
                let list: Vec<String> = options.iter().map(|at| option(&name, *at)).collect();
                match (as_list, list.as_slice()) {
                    (false, [one]) => format!("{} = {one}", self.source(*source)),
                    _ => format!("{} in [{}]", self.source(*source), list.join(", ")),
                }
            }
            Expr::Among(source, at) => {
                format!("{} in {}", option(&self.options_of(*source), *at), self.source(*source))
            }
            Expr::Call(fold, list) | Expr::CallOnList(fold, list) => {
                let arguments = list.iter().map(|part| self.text(part)).collect::<Vec<_>>().join(", ");
                let (open, close) =
                    if matches!(expr, Expr::CallOnList(..)) { ("([", "])") } else { ("(", ")") };
                format!("{}{open}{arguments}{close}", fold_name(*fold))
            }
            Expr::Quantified(quantifier, groups, body) => {
                let inner = self.with(groups, None);
                let bindings: Vec<String> = inner.bound[self.bound.len()..]
                    .iter()
                    .map(|(name, group)| format!("{name} in g{group}"))
                    .collect();
                let word = if *quantifier == Quantifier::Some { "some" } else { "every" };
                format!("{word} {} satisfies {}", bindings.join(", "), inner.part(body))
            }
            Expr::Count(group) => format!("count(g{group})"),
            Expr::CountWhere(group, condition) => {
                let inner = self.with(&[*group], Some("item"));
                format!("count(g{group}[{}])", inner.text(condition))
            }
            Expr::Fold(fold, group, body) => {
                let inner = self.with(&[*group], None);
                let name = &inner.bound[self.bound.len()].0;
                format!("{}(for {name} in g{group} return {})", fold_name(*fold), inner.part(body))
            }
        }
    }
}

fn fold_name(fold: Fold) -> &'static str {
    match fold {
        Fold::Sum => "sum",
        Fold::Min => "min",
        Fold::Max => "max",
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
