//! From a session's state to the changing row of a card, its verdict in one mark, and its explanation in sentences.

use super::card::{CardId, Recorded, Row, Subject};
use super::finding::{BasisView, FindingView, PenaltyView, Severity};
use super::mark::{Mark, Tally};
use super::{Lang, date, number, words};
use soat::eval::{Need, Place, RequirementPlace, Session, Verdict, Visibility};
use soat::model::{Answer, Confidence, RowId, Standing, Weight, WhenToPhotograph};
use soat::program::{ItemId, RequirementId};
use soat::report::{self, Finding, FineStatus, PenaltyShown, Violator};

/// The question of a card, if it has one.
pub fn place_of(card: CardId) -> Option<Place> {
    match card.subject {
        Subject::Item(index) => Some(Place { item: ItemId(index), row: card.row.map(RowId) }),
        Subject::Requirement(_) | Subject::Group(_) => None,
    }
}

/// The requirement that judges a card, if one does.
pub fn requirement_of(session: &Session, card: CardId) -> Option<RequirementPlace> {
    let requirement = match card.subject {
        Subject::Item(index) => session.program().item(ItemId(index))?.requirement?,
        Subject::Requirement(index) => RequirementId(index),
        Subject::Group(_) => return None,
    };
    Some(RequirementPlace { requirement, row: card.row.map(RowId) })
}

/// The card on which a requirement's verdict is shown.
pub fn card_of(session: &Session, checklist: u16, place: RequirementPlace) -> Option<CardId> {
    let info = session.program().requirement(place.requirement)?;
    let subject = info.item.map_or(Subject::Requirement(info.id.0), |item| Subject::Item(item.0));
    Some(CardId { checklist, subject, row: place.row.map(|row| row.0) })
}

pub fn item_card(checklist: u16, place: Place) -> CardId {
    CardId { checklist, subject: Subject::Item(place.item.0), row: place.row.map(|row| row.0) }
}

pub fn recorded(answer: Option<&Answer>) -> Recorded {
    match answer {
        None => Recorded::Nothing,
        Some(Answer::Value(text)) => Recorded::Value(text.clone()),
        Some(Answer::NotApplicable(reason)) => Recorded::NotApplicable(reason.clone()),
    }
}

pub fn answer(recorded: &Recorded) -> Option<Answer> {
    match recorded {
        Recorded::Nothing => None,
        Recorded::Value(text) => Some(Answer::Value(text.clone())),
        Recorded::NotApplicable(reason) => Some(Answer::NotApplicable(reason.clone())),
    }
}

pub fn verdict_mark(verdict: &Verdict) -> Mark {
    match verdict {
        Verdict::Pass => Mark::Pass,
        Verdict::Fail => Mark::Fail,
        Verdict::Unanswered { .. } => Mark::Open,
        Verdict::NotApplicable => Mark::NotApplicable,
        Verdict::Error(_) => Mark::Error,
    }
}

/// | question | judged by a requirement | mark |
/// |---|---|---|
/// | any | yes, and it decided | the verdict's |
/// | unanswered | no, or it has not decided | open |
/// | answered | no | answered |
/// | answered | yes, but something else is missing | answered |
/// | not applicable | no | not applicable |
pub fn mark(session: &Session, card: CardId) -> Mark {
    let verdict = requirement_of(session, card).and_then(|place| session.verdict(place));
    let judged = verdict.map(verdict_mark);
    let Some(place) = place_of(card) else { return judged.unwrap_or_default() };
    let answer = session.answer_text(place);
    let asked = session.program().item(place.item).is_some_and(|item| item.answer.is_some());
    match (judged, answer) {
        (Some(Mark::Open) | None, None) if asked => Mark::Open,
        (Some(Mark::Open) | None, None) => judged.unwrap_or(Mark::Answered),
        (Some(Mark::NotApplicable), Some(Answer::Value(_))) => Mark::Answered,
        (Some(mark), _) if mark != Mark::Open => mark,
        (_, Some(Answer::NotApplicable(_))) => Mark::NotApplicable,
        _ => Mark::Answered,
    }
}

/// What a card adds to its section's progress.
pub fn tally(session: &Session, card: CardId) -> Tally {
    let verdict = requirement_of(session, card).and_then(|place| session.verdict(place));
    let law = requirement_of(session, card)
        .and_then(|place| session.program().requirement(place.requirement))
        .is_some_and(|info| info.nature == soat::model::Nature::Law);
    let fails = usize::from(law && verdict == Some(&Verdict::Fail));
    let Some(place) = place_of(card) else {
        let shown = verdict.is_some_and(|verdict| *verdict != Verdict::NotApplicable);
        let open = matches!(verdict, Some(Verdict::Unanswered { .. }));
        return Tally { answered: usize::from(shown && !open), shown: usize::from(shown), fails };
    };
    let asked = session.program().item(place.item).is_some_and(|item| item.answer.is_some());
    let state = session.item(place);
    let shown = asked && state.as_ref().is_some_and(|state| state.visibility == Visibility::Shown);
    let answered = shown && state.is_some_and(|state| state.answer.is_some());
    Tally { answered: usize::from(answered), shown: usize::from(shown), fails }
}

/// What hangs on a card besides its answer.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub note: String,
    pub photos: Vec<String>,
}

pub fn row(session: &Session, card: CardId, kept: Kept, lang: Lang) -> Row {
    let mut row = Row::empty(card);
    row.mark = mark(session, card);
    row.note = kept.note;
    row.photos = kept.photos;
    if let Some(place) = place_of(card)
        && let Some(state) = session.item(place)
    {
        row.shown = state.visibility == Visibility::Shown;
        row.recorded = recorded(state.answer);
        let computed = session.program().item(place.item).filter(|item| item.answer.is_none());
        let shown = computed.map(|item| report::show(session, &state.value, &item.ty, None, lang));
        row.computed = shown.filter(|text| !text.is_empty());
        row.asked_because = asked_because(session, place, lang);
    }
    if let Some(place) = requirement_of(session, card) {
        let verdict = session.verdict(place);
        row.shown = row.shown && (place_of(card).is_some() || verdict != Some(&Verdict::NotApplicable));
        if let Some(finding) =
            session.finding(place, lang).filter(|_| verdict != Some(&Verdict::NotApplicable))
        {
            row.warnings.clone_from(&finding.warnings);
            let view = finding_view(&finding, card, &row.photos, lang);
            row.photo_wanted = wants_photo(&finding, row.mark);
            row.finding = (row.mark == Mark::Fail).then_some(view);
        }
    }
    row
}

fn wants_photo(finding: &Finding, mark: Mark) -> bool {
    match finding.photo {
        WhenToPhotograph::Never => false,
        WhenToPhotograph::OnFail => mark == Mark::Fail,
        WhenToPhotograph::Always => matches!(mark, Mark::Pass | Mark::Fail),
    }
}

fn asked_because(session: &Session, place: Place, lang: Lang) -> Option<String> {
    let leaves = session.why_shown(place);
    let group = session.program().item(place.item).and_then(|info| info.group);
    let own = group.zip(place.row);
    let sentences: Vec<String> = leaves
        .iter()
        .filter(|leaf| !leaf.reads.is_empty())
        .map(|leaf| lower_first(&report::leaf_sentence(session, leaf, own, lang)))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    (!sentences.is_empty()).then(|| format!("{} {}", words::asked_because(lang), sentences.join("; ")))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    // A word in capitals stays as it is.
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The verdict in sentences: what it read, what is still needed, and the article.
pub fn explain(session: &Session, card: CardId, lang: Lang) -> Vec<String> {
    let Some(place) = requirement_of(session, card) else { return Vec::new() };
    let asked = place_of(card).and_then(|place| asked_because(session, place, lang));
    let mut sentences: Vec<String> = asked.into_iter().map(|because| upper_first(&because)).collect();
    match session.verdict(place) {
        Some(Verdict::Unanswered { needs, .. }) => {
            let names: Vec<String> =
                needs.iter().filter_map(|need| need_words(session, *need, lang)).collect();
            sentences.push(words::needs(lang, &names));
        }
        Some(Verdict::Error(error)) => sentences.push(report::error_sentence(*error, lang)),
        Some(Verdict::NotApplicable) => {
            sentences.push(words::does_not_apply(lang).to_owned());
            sentences.extend(report::because(session, place, lang));
        }
        Some(Verdict::Pass | Verdict::Fail) => sentences.extend(report::because(session, place, lang)),
        None => {}
    }
    let explanation = session.explain(place);
    let leaves =
        explanation.iter().flat_map(|explanation| explanation.applies.iter().chain(&explanation.because));
    for used in leaves.flat_map(|leaf| &leaf.parameters) {
        let law = used.version.as_ref().and_then(|version| {
            let instrument = session.program().pack().law.instruments.get(&version.law.as_ref()?.value)?;
            let at = version.at.as_ref().map(|at| at.value.as_str()).unwrap_or_default();
            Some(format!("{}, {at}", instrument.number))
        });
        let value = used.version.as_ref().map_or("", |version| version.is.value.as_str());
        let unverified = used.standing == Standing::Unverified;
        let sentence = words::parameter(lang, used.title.get(lang), value, law.as_deref(), unverified);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    if let Some(face) = super::face::face(session, card, lang)
        && !face.basis.is_empty()
    {
        sentences.push(format!("{}: {}", words::basis(lang), face.basis.join("; ")));
        sentences.extend((!face.remark.is_empty()).then_some(face.remark));
    }
    sentences
}

/// What is still needed, as the user would find it.
pub fn need_words(session: &Session, need: Need, lang: Lang) -> Option<String> {
    let program = session.program();
    match need {
        Need::Question(place) => {
            let item = program.item(place.item)?;
            let within =
                place.row.zip(item.group).map(|(row, group)| report::row_label(session, group, row, lang));
            let ask = item.ask.get(lang);
            Some(within.map_or_else(|| ask.to_owned(), |within| format!("{ask} ({within})")))
        }
        Need::Site(item) => Some(program.site_items().get(item.index())?.ask.get(lang).to_owned()),
        Need::Rows(group) => Some(words::is_list_complete(lang, program.group(group)?.title.get(lang))),
    }
}

pub fn finding_view(finding: &Finding, card: CardId, photos: &[String], lang: Lang) -> FindingView {
    let weak = |confidence: Confidence| matches!(confidence, Confidence::MemoryLow | Confidence::NameOnly);
    let basis = finding.citations.iter().map(|citation| BasisView {
        text: format!("{}, {}", citation.number, citation.at),
        unverified: weak(citation.confidence),
    });
    let remedy = finding.remedy.as_ref().map(|remedy| match &remedy.deadline {
        Some(deadline) => {
            format!("{} · {}", remedy.text, words::before(lang, &date::literal(deadline, lang)))
        }
        None => remedy.text.clone(),
    });
    let employer = finding.holder == soat::model::BoundTo::Employer;
    FindingView {
        card,
        title: finding.text.clone(),
        within: finding.row.as_ref().map(|row| row.label.clone()).unwrap_or_default(),
        because: finding.because.clone(),
        basis: basis.collect(),
        has_deadline: finding.remedy.as_ref().is_some_and(|remedy| remedy.deadline.is_some()),
        remedy,
        penalty: finding.penalty.as_ref().map(|penalty| penalty_view(penalty, lang)),
        holder: (!employer).then(|| report::holder_words(finding.holder).get(lang).to_owned()),
        severity: match finding.severity {
            Weight::Critical => Severity::Critical,
            Weight::Major => Severity::Major,
            Weight::Minor => Severity::Minor,
        },
        stop_work: finding.stop_work,
        advice: finding.nature != report::NatureWord::Law,
        unverified: finding.unverified.clone(),
        remark: finding.note.get(lang).to_owned(),
        photos: photos.to_vec(),
        photo_wanted: finding.photo != WhenToPhotograph::Never,
    }
}

fn penalty_view(penalty: &PenaltyShown, lang: Lang) -> PenaltyView {
    let whom = match penalty.violator {
        Violator::Organisation => words::for_organisation(lang),
        Violator::Household => words::for_household(lang),
        Violator::Individual | Violator::Unknown => words::for_individual(lang),
    };
    let amount = penalty.for_violator.or(penalty.individual).map(|range| number::dong_range(range, lang));
    let text = match (penalty.status, amount) {
        (FineStatus::Shown, Some(amount)) => format!("{amount} {whom}"),
        (FineStatus::Warning, _) => words::amount_warning(lang).to_owned(),
        (FineStatus::Open, _) => words::amount_open(lang).to_owned(),
        _ => words::amount_unread(lang).to_owned(),
    };
    let extra = [penalty.act.get(lang), penalty.subject.get(lang), penalty.note.get(lang)];
    PenaltyView {
        text,
        article: format!("{}, {}", penalty.number, penalty.at),
        unverified: penalty.status == FineStatus::Unverified,
        note: extra.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
    }
}
