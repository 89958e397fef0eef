//! Recorded answers that a question does not take, and names that no question has: never skipped, always told.

use soat::diag::{Diagnostic, closest};
use soat::model::Answers;
use soat::program::{BadAnswer, Program};
use soat::span::Span;
use soat::words::Lang;

/// What is wrong with the answer called `key` (`depth`, `site.workers`, `cranes[0].serial`), at the place of the answer;
/// an unknown name is underlined itself. `elsewhere` is the place where the file says none.
pub(crate) fn not_taken(
    program: &Program,
    answers: &Answers,
    key: &str,
    mistake: &BadAnswer,
    elsewhere: Span,
) -> Diagnostic {
    let name = key.rsplit(['.', ']']).next().unwrap_or(key);
    let items = program.items().iter().chain(program.site_items()).map(|item| item.name.as_str());
    let known: Vec<&str> = items.chain(program.groups().iter().map(|group| group.name.as_str())).collect();
    let unknown = !known.contains(&name);
    let (value, named) = (answers.places.get(key), answers.names.get(key));
    let span = if unknown { named.or(value) } else { value.or(named) };
    let (vi, en) = (&mistake.message.vi, mistake.message.get(Lang::En));
    let told = Diagnostic::new(
        "bad-answer",
        span.copied().unwrap_or(elsewhere),
        format!("{key}: {vi}"),
        format!("{key}: {en}"),
    );
    match (&mistake.help, closest(name, known)) {
        (Some(help), _) => told.help(help.vi.clone(), help.get(Lang::En)),
        (None, Some(close)) if unknown => {
            told.help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?"))
        }
        _ => told,
    }
}
