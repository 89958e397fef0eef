//! From a program's outline to the unchanging face of a card.

use super::Lang;
use super::card::{CardId, Face, NaOffer, OptionFace, Subject, Widget};
use soat::eval::{RequirementPlace, Session};
use soat::model::{
    AnswerType, Checklist, ChoiceOption, Item, NotApplicable, NumberAnswer, Requirement, RowId, Standing,
};
use soat::program::{ItemInfo, Program, RequirementInfo};
use soat::report;

/// The face of an item's or a requirement's card; nothing where the program knows no such subject.
pub fn face(session: &Session, card: CardId, lang: Lang) -> Option<Face> {
    let program = session.program();
    match card.subject {
        Subject::Item(index) => {
            let item = program.items().get(index as usize)?;
            let requirement = item.requirement.and_then(|id| program.requirement(id));
            Some(item_face(session, card, item, requirement, lang))
        }
        Subject::Requirement(index) => {
            let requirement = program.requirements().get(index as usize)?;
            let mut face = Face {
                card,
                ask: requirement.title.get(lang).to_owned(),
                hint: String::new(),
                basis: Vec::new(),
                unverified: false,
                widget: Widget::Verdict,
                na: NaOffer::No,
                remark: String::new(),
                advice: false,
            };
            add_requirement(&mut face, session, requirement, lang);
            Some(face)
        }
        Subject::Group(_) => None,
    }
}

fn item_face(
    session: &Session,
    card: CardId,
    item: &ItemInfo,
    requirement: Option<&RequirementInfo>,
    lang: Lang,
) -> Face {
    let widget = match &item.answer {
        None => Widget::Computed,
        Some(answer) => widget(session.program(), answer, lang),
    };
    let na = match item.not_applicable {
        NotApplicable::Refused => NaOffer::No,
        NotApplicable::Allowed => NaOffer::Yes,
        NotApplicable::WithReason => NaOffer::WithReason,
    };
    let mut face = Face {
        card,
        ask: item.ask.get(lang).to_owned(),
        hint: item.hint.get(lang).to_owned(),
        basis: Vec::new(),
        unverified: false,
        widget,
        na,
        remark: String::new(),
        advice: false,
    };
    if let Some(requirement) = requirement {
        add_requirement(&mut face, session, requirement, lang);
    }
    face
}

fn add_requirement(face: &mut Face, session: &Session, requirement: &RequirementInfo, lang: Lang) {
    let as_of = session.context().as_of;
    let program = session.program();
    let in_force = requirement.citations.iter().filter(|citation| citation.in_force(as_of));
    face.basis = in_force
        .filter_map(|citation| {
            let instrument = program.pack().law.instruments.get(&citation.law)?;
            Some(format!("{}, {}", instrument.number, citation.at))
        })
        .collect();
    let place = RequirementPlace { requirement: requirement.id, row: face.card.row.map(RowId) };
    face.unverified = report::standing(session, place) == Standing::Unverified;
    face.advice = requirement.nature != soat::model::Nature::Law;
    if let Some(written) = written(program.checklist(), &requirement.name) {
        written.note.get(lang).clone_into(&mut face.remark);
    }
}

fn written<'c>(checklist: &'c Checklist, name: &str) -> Option<&'c Requirement> {
    let items = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
    let of_items = items.filter_map(|item: &Item| item.requirement.as_ref());
    let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
    of_items.chain(of_groups).chain(&checklist.requirements).find(|requirement| requirement.id.value == name)
}

fn widget(program: &Program, answer: &AnswerType, lang: Lang) -> Widget {
    match answer {
        AnswerType::YesNo => Widget::YesNo,
        AnswerType::Number(number) => {
            let unit = number.unit.as_ref().map(|unit| unit.value.as_str());
            number_widget(number, unit.unwrap_or_default(), number.decimals.unwrap_or(2))
        }
        AnswerType::Count(number) => number_widget(number, "", 0),
        AnswerType::Money(number) => number_widget(number, "VND", 0),
        AnswerType::Date { .. } => Widget::Date,
        AnswerType::Time => Widget::Time,
        AnswerType::DateTime => Widget::DateTime,
        AnswerType::Choice(options) => Widget::Choice(faces(options, lang)),
        AnswerType::Choices(options) => Widget::Choices(faces(options, lang)),
        AnswerType::Text { max, lines } => Widget::Text { lines: *lines, max: *max },
        AnswerType::Photo => Widget::Photo,
        AnswerType::Signature => Widget::Signature,
        AnswerType::Location => Widget::Location,
        AnswerType::Barcode => Widget::Barcode,
        AnswerType::Lookup { table } => Widget::Lookup(table_rows(program, &table.value)),
    }
}

fn number_widget(number: &NumberAnswer, unit: &str, decimals: u8) -> Widget {
    let text = |bound: &Option<soat::span::Spanned<String>>| bound.as_ref().map(|bound| bound.value.clone());
    Widget::Number { unit: unit.to_owned(), decimals, min: text(&number.min), max: text(&number.max) }
}

fn faces(options: &[ChoiceOption], lang: Lang) -> Vec<OptionFace> {
    options
        .iter()
        .map(|option| OptionFace { id: option.id.value.clone(), label: option.label.get(lang).to_owned() })
        .collect()
}

/// Key, then every other text of the row: what people search for.
fn table_rows(program: &Program, name: &str) -> Vec<OptionFace> {
    let Some(table) = program.pack().tables.get(name) else { return Vec::new() };
    let key = table.columns.iter().position(|column| column.name.value == table.key.value);
    table
        .rows
        .iter()
        .filter_map(|row| {
            let cell = |index: usize| row.cells.get(index)?.as_ref().map(|cell| cell.value.clone());
            let id = cell(key?)?;
            let texts = table.columns.iter().enumerate().filter(|(index, column)| {
                Some(*index) != key && column.kind == soat::model::ColumnType::Text
            });
            let label = texts.filter_map(|(index, _)| cell(index)).collect::<Vec<_>>().join(" · ");
            let label = if label.is_empty() { id.clone() } else { format!("{label} · {id}") };
            Some(OptionFace { id, label })
        })
        .collect()
}
