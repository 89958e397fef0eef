//! Explanations as sentences: what was answered, what is required, and the value of the law it was held against.

use crate::eval::{Leaf, ReadAnswer, RequirementPlace, Session};
use crate::expr::ast::CompareOp;
use crate::expr::format;
use crate::expr::types::Type;
use crate::expr::unit::UnitId;
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::{RowId, Standing};
use crate::program::{GroupId, Segment, Template};
use crate::words::Lang;

/// The reasons of a verdict, one readable sentence each.
pub fn because(session: &Session, place: RequirementPlace, lang: Lang) -> Vec<String> {
    let Some(explanation) = session.explain(place) else { return Vec::new() };
    let group = session.program().requirement(place.requirement).and_then(|info| info.group);
    let own = group.zip(place.row);
    let mut sentences: Vec<String> = Vec::new();
    for leaf in &explanation.because {
        let sentence = leaf_sentence(session, leaf, own, lang);
        if !sentence.is_empty() && !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// One reason: `Độ sâu lớn nhất của hố đào: 11,5 m (yêu cầu từ 2 m trở lên)`. The row it was looked at in is named,
/// unless it is the reader's `own`.
pub fn leaf_sentence(session: &Session, leaf: &Leaf, own: Option<(GroupId, RowId)>, lang: Lang) -> String {
    let answers: Vec<String> = leaf.reads.iter().map(|answer| answer_words(session, answer, lang)).collect();
    let limit = limit(session, leaf, lang);
    let other = leaf.row.filter(|row| own != Some(*row));
    let row = other.map(|(group, row)| super::row_label(session, group, row, lang));
    let mut sentence = String::new();
    if let Some(row) = row {
        sentence.push_str(&row);
        sentence.push_str(": ");
    }
    if answers.is_empty() {
        sentence.push_str(&leaf.source);
    } else {
        sentence.push_str(&answers.join("; "));
    }
    if let Some(limit) = limit {
        sentence.push_str(" (");
        sentence.push_str(&limit);
        sentence.push(')');
    }
    sentence
}

/// `Độ sâu: 2 m`, and of a question `Có thang không? Không`.
fn answer_words(session: &Session, answer: &ReadAnswer, lang: Lang) -> String {
    let value = if answer.options.is_empty() {
        show(session, &answer.value, &answer.ty, answer.unit, lang)
    } else {
        let labels: Vec<&str> = answer.options.iter().map(|label| label.get(lang)).collect();
        labels.join(", ")
    };
    match answer.question.get(lang).trim_end_matches(['.', ' ']) {
        "" => format!("{}: {value}", answer.name),
        question if question.ends_with('?') => {
            let mut letters = value.chars();
            let first: String = letters.next().map(char::to_uppercase).into_iter().flatten().collect();
            format!("{question} {first}{}", letters.as_str())
        }
        title => format!("{title}: {value}"),
    }
}

/// The side of the comparison that is not an answer as given, with what it had to be.
fn limit(session: &Session, leaf: &Leaf, lang: Lang) -> Option<String> {
    let comparison = leaf.comparison.as_ref()?;
    // `answer = yes` needs no limit: the answer itself says it.
    if matches!(comparison.right, Outcome::Known(Value::Boolean(_) | Value::Choice(_))) {
        return None;
    }
    let right = show(session, &comparison.right, &comparison.ty, comparison.unit, lang);
    let mut text = String::new();
    if comparison.left_computed {
        text.push_str(&show(session, &comparison.left, &comparison.ty, comparison.unit, lang));
        text.push(' ');
        text.push_str(op_sign(if leaf.holds == Outcome::TRUE {
            comparison.op
        } else {
            comparison.op.negated()
        }));
        text.push(' ');
        text.push_str(&right);
    } else {
        text.push_str(&op_words(comparison.op, &right, lang));
    }
    for parameter in &leaf.parameters {
        let source = parameter.version.as_ref().and_then(|version| {
            let law = version.law.as_ref()?;
            let number = session.program().pack().law.instruments.get(&law.value)?.number.clone();
            let at = version.at.as_ref().map_or(String::new(), |at| format!(", {}", at.value));
            Some(format!("{number}{at}"))
        });
        if let Some(source) = source {
            text.push_str("; ");
            text.push_str(&source);
        }
        if parameter.standing == Standing::Unverified {
            text.push_str(match lang {
                Lang::Vi => "; chưa kiểm chứng",
                Lang::En => "; not verified",
            });
        }
    }
    Some(text)
}

const fn op_sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "≠",
        CompareOp::Less => "<",
        CompareOp::LessEqual => "≤",
        CompareOp::Greater => ">",
        CompareOp::GreaterEqual => "≥",
    }
}

fn op_words(op: CompareOp, limit: &str, lang: Lang) -> String {
    match (lang, op) {
        (Lang::Vi, CompareOp::Equal) => format!("mức: {limit}"),
        (Lang::Vi, CompareOp::NotEqual) => format!("khác {limit}"),
        (Lang::Vi, CompareOp::Less) => format!("mốc: dưới {limit}"),
        (Lang::Vi, CompareOp::LessEqual) => format!("mốc: không quá {limit}"),
        (Lang::Vi, CompareOp::Greater) => format!("mốc: trên {limit}"),
        (Lang::Vi, CompareOp::GreaterEqual) => format!("mốc: từ {limit} trở lên"),
        (Lang::En, CompareOp::Equal) => format!("limit: {limit}"),
        (Lang::En, CompareOp::NotEqual) => format!("other than {limit}"),
        (Lang::En, CompareOp::Less) => format!("limit: less than {limit}"),
        (Lang::En, CompareOp::LessEqual) => format!("limit: at most {limit}"),
        (Lang::En, CompareOp::Greater) => format!("limit: more than {limit}"),
        (Lang::En, CompareOp::GreaterEqual) => format!("limit: at least {limit}"),
    }
}

/// A value for people; what has none is named.
pub fn show(session: &Session, outcome: &Outcome, ty: &Type, unit: Option<UnitId>, lang: Lang) -> String {
    match outcome {
        Outcome::Known(Value::TableRow(table, row)) => {
            let facts = session.program().tables().get(*table as usize);
            let key = facts.and_then(|facts| facts.by_key.iter().find(|(_, at)| *at == row));
            key.map_or_else(String::new, |(key, _)| key.clone())
        }
        Outcome::Known(Value::GroupRow(group, at)) => {
            let group = crate::program::GroupId(*group);
            session
                .row_id(group, *at)
                .map_or_else(String::new, |row| super::row_label(session, group, row, lang))
        }
        Outcome::Known(Value::Choice(id)) => option_label(session, id, lang),
        Outcome::Known(Value::List(list)) => {
            let item_type = match ty {
                Type::List(item) => item,
                other => other,
            };
            list.iter().map(|item| show(session, item, item_type, unit, lang)).collect::<Vec<_>>().join(", ")
        }
        Outcome::Known(value) => format::value(value, ty, unit, lang),
        Outcome::Unanswered => words(lang, "chưa trả lời", "unanswered"),
        Outcome::NotApplicable => words(lang, "không áp dụng", "not applicable"),
        Outcome::Error(error) => error_sentence(*error, lang),
    }
}

/// The label of an option, looked up among the checklist's and the profile's questions.
fn option_label(session: &Session, id: &str, lang: Lang) -> String {
    use crate::model::AnswerType::{Choice, Choices};
    let program = session.program();
    let items = program.items().iter().chain(program.site_items());
    let mut options = items.filter_map(|item| match &item.answer {
        Some(Choice(options) | Choices(options)) => Some(options),
        _ => None,
    });
    let found = options.find_map(|options| options.iter().find(|option| option.id.value == id));
    found.map_or_else(|| id.to_owned(), |option| option.label.get(lang).to_owned())
}

pub fn error_sentence(error: EvalError, lang: Lang) -> String {
    error.words().get(lang).to_owned()
}

/// Text with its values filled in; a value that is not known yet is an ellipsis.
pub fn template_text(session: &Session, template: &Template, row: Option<u32>, lang: Lang) -> String {
    let segments = match lang {
        Lang::Vi => &template.vi,
        Lang::En => &template.en,
    };
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Text(part) => text.push_str(part),
            Segment::Value { node, ty, unit } => match session.read(*node, row) {
                Outcome::Unanswered | Outcome::NotApplicable => text.push('…'),
                outcome => text.push_str(&show(session, &outcome, ty, *unit, lang)),
            },
        }
    }
    text
}

fn words(lang: Lang, vi: &str, en: &str) -> String {
    match lang {
        Lang::Vi => vi.to_owned(),
        Lang::En => en.to_owned(),
    }
}
