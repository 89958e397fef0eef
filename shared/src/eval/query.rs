//! One expression on its own, with some names bound and some declared open: what `soat eval` asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::needs;
use super::session::Session;
use super::{Context, Need};
use crate::check;
use crate::diag::{Diagnostic, Severity};
use crate::expr::types::Type;
use crate::expr::value::{Outcome, Value};
use crate::model::{
    AnswerType, Checklist, Date, Definition, ExprText, Item, ItemKind, NotApplicable, Pack, Section,
};
use crate::program::{Program, Resolved, is_open, resolve};
use crate::span::{FileId, Source, Sources, Span, Spanned};
use crate::words::{Bilingual, Lang};

/// An expression with the names it may use.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub expr: String,
    /// Name and literal, in order.
    pub values: Vec<(String, String)>,
    pub open: Vec<Unanswered>,
    pub as_of: Option<Date>,
}

/// A name without a value yet, with the answers it could take.
#[derive(Clone, Debug)]
pub struct Unanswered {
    pub name: String,
    pub answer: AnswerType,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryState {
    Value,
    Unanswered,
    NotApplicable,
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub struct QueryOutcome {
    pub state: QueryState,
    pub value: Option<Value>,
    /// Names that can still change the result, in the order declared.
    pub needs: Vec<String>,
    pub exact: bool,
    /// The type of the expression, when it has one.
    pub ty: Option<Type>,
    pub error: Option<QueryError>,
}

/// Why there is no value. The column counts characters of the expression from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    pub code: String,
    pub message: Bilingual,
    pub help: Option<Bilingual>,
    pub column: u32,
}

const RESULT: &str = "result_";

pub fn query(query: &Query) -> QueryOutcome {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("expression", query.expr.clone()));
    let bound: Vec<FileId> = query
        .values
        .iter()
        .map(|(name, text)| sources.add(Source::new(name.clone(), text.clone())))
        .collect();
    let program = match compile(query, sources, file, &bound) {
        Ok(program) => program,
        Err((diagnostic, sources)) => return refused(&diagnostic, &sources, file),
    };
    let as_of = query.as_of.unwrap_or(Date::constant(2000, 1, 1));
    let session = Session::new(program.clone(), Context { as_of, lang: Lang::Vi });
    let Some(node) = program.definitions.get(RESULT).copied() else {
        return failed(
            "internal",
            Bilingual::new("biểu thức không có kết quả", "the expression has no result"),
            1,
            None,
        );
    };
    let ty = program.result_type();
    let outcome = session.read(node, None);
    let (outcome, needs, exact) = match outcome {
        open if is_open(&open) => match resolve(&program, &session, node, None) {
            Resolved::Decided(outcome) => (outcome, Vec::new(), true),
            Resolved::Open { needs, exact } => (Outcome::Unanswered, needs::named(&session, &needs), exact),
        },
        decided => (decided, Vec::new(), true),
    };
    if query.as_of.is_none() && reads_as_of(&program) {
        let message = Bilingual::new(
            "biểu thức dùng `as_of`: cần cho biết ngày",
            "the expression reads `as_of`: a day is needed",
        );
        return failed("no-as-of", message, 1, ty);
    }
    let names = needs.iter().filter_map(|need| match need {
        Need::Question(place) => program.item(place.item).map(|info| info.name.clone()),
        _ => None,
    });
    let needs: Vec<String> = names.collect();
    let place = |state, value, error| QueryOutcome {
        state,
        value,
        needs: needs.clone(),
        exact,
        ty: ty.clone(),
        error,
    };
    match outcome {
        Outcome::Known(value) => place(QueryState::Value, Some(value), None),
        Outcome::Unanswered => place(QueryState::Unanswered, None, None),
        Outcome::NotApplicable => place(QueryState::NotApplicable, None, None),
        Outcome::Error(error) => {
            let (code, message) = (error.code(), error.words());
            let error = QueryError { code: code.to_owned(), message, help: None, column: 1 };
            place(QueryState::Error, None, Some(error))
        }
    }
}

fn reads_as_of(program: &Program) -> bool {
    program.nodes().iter().any(|node| matches!(node.kind, crate::program::NodeKind::AsOf))
}

type Refusal = (Box<Diagnostic>, Sources);

fn compile(query: &Query, sources: Sources, file: FileId, bound: &[FileId]) -> Result<Arc<Program>, Refusal> {
    let whole = |file: FileId, text: &str| Span::new(file, 0, text.len() as u32);
    let name = |text: &str| Spanned::new(text.to_owned(), Span::new(file, 0, 0));
    let mut definitions: Vec<Definition> = query
        .values
        .iter()
        .zip(bound)
        .map(|((own, text), bound)| Definition {
            name: name(own),
            expr: ExprText::Text(Spanned::new(text.clone(), whole(*bound, text))),
        })
        .collect();
    definitions.push(Definition {
        name: name(RESULT),
        expr: ExprText::Text(Spanned::new(query.expr.clone(), whole(file, &query.expr))),
    });
    let items = query.open.iter().map(|open| Item {
        id: name(&open.name),
        span: Span::new(file, 0, 0),
        when: None,
        kind: ItemKind::Question {
            ask: Bilingual::default(),
            hint: Bilingual::default(),
            answer: Spanned::new(open.answer.clone(), Span::new(file, 0, 0)),
            not_applicable: NotApplicable::Refused,
        },
        requirement: None,
    });
    let section =
        Section { id: name("open"), title: Bilingual::default(), when: None, items: items.collect() };
    let checklist = Checklist {
        file,
        id: name("query"),
        version: name("0"),
        title: Bilingual::default(),
        about: Bilingual::default(),
        applies: None,
        definitions,
        tables: Vec::new(),
        sections: vec![section],
        groups: Vec::new(),
        requirements: Vec::new(),
    };
    let checklists = BTreeMap::from([("query".to_owned(), checklist)]);
    let pack = Arc::new(Pack { sources, checklists, ..Pack::default() });
    let checked = check::compile(&pack, "query");
    match checked.program {
        Some(program) => Ok(program),
        None => {
            let worst =
                checked.diagnostics.into_iter().find(|diagnostic| diagnostic.severity == Severity::Error);
            let unknown = || {
                Diagnostic::new(
                    "type-mismatch",
                    Span::default(),
                    "biểu thức không dùng được",
                    "the expression cannot be used",
                )
            };
            Err((Box::new(worst.unwrap_or_else(unknown)), pack.sources.clone()))
        }
    }
}

fn refused(diagnostic: &Diagnostic, sources: &Sources, file: FileId) -> QueryOutcome {
    let column = match sources.get(file) {
        Some(source) if diagnostic.span.file == file => source.position(diagnostic.span.start).column,
        _ => 1,
    };
    let mut outcome = failed(diagnostic.code, diagnostic.message.clone(), column, None);
    if let Some(error) = &mut outcome.error {
        error.help.clone_from(&diagnostic.help);
    }
    outcome
}

fn failed(code: &str, message: Bilingual, column: u32, ty: Option<Type>) -> QueryOutcome {
    let error = QueryError { code: code.to_owned(), message, help: None, column };
    QueryOutcome {
        state: QueryState::Error,
        value: None,
        needs: Vec::new(),
        exact: true,
        ty,
        error: Some(error),
    }
}
