//! Data tables as typed rows.

use std::collections::BTreeMap;

use super::literal::literal;
use crate::diag::{Diagnostic, Diagnostics};
use crate::expr::number::Number;
use crate::expr::types::Type;
use crate::expr::unit::UnitId;
use crate::expr::value::Value;
use crate::model::{ColumnType, DataTable};
use crate::program::TableFacts;
use crate::span::Spanned;

use super::mistakes;

/// The table's rows; a cell that does not fit its column is left empty here and reported by [`check_table`].
pub(super) fn facts(table: &DataTable) -> TableFacts {
    let columns: Vec<(String, Type)> =
        table.columns.iter().map(|column| (column.name.value.clone(), column_type(&column.kind))).collect();
    let key = table.columns.iter().position(|column| column.name.value == table.key.value);
    let mut by_key = BTreeMap::new();
    let mut rows = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let values = table.columns.iter().zip(&row.cells);
        rows.push(values.map(|(column, text)| cell(&column.kind, text.as_ref()?).ok()).collect());
        if let Some(text) = key.and_then(|key| row.cells.get(key)).and_then(Option::as_ref) {
            by_key.entry(text.value.clone()).or_insert(at as u32);
        }
    }
    TableFacts { name: table.name.value.clone(), columns, rows, by_key }
}

fn column_type(kind: &ColumnType) -> Type {
    match kind {
        ColumnType::Text => Type::Text,
        ColumnType::YesNo => Type::Boolean,
        ColumnType::Date => Type::Date,
        ColumnType::Number(None) => Type::NUMBER,
        ColumnType::Number(Some(unit)) => {
            UnitId::find(&unit.value).map_or(Type::NUMBER, |id| Type::Number(id.dimension()))
        }
    }
}

/// A number's unit is the column's; every other cell is a literal.
fn cell(kind: &ColumnType, text: &Spanned<String>) -> Result<Value, Box<Diagnostic>> {
    let wrong = |wanted: &str| Box::new(mistakes::bad_cell(wanted, &text.value, text.span));
    match kind {
        ColumnType::Text => Ok(Value::Text(text.value.as_str().into())),
        ColumnType::YesNo => match text.value.as_str() {
            "yes" | "true" => Ok(Value::Boolean(true)),
            "no" | "false" => Ok(Value::Boolean(false)),
            _ => Err(wrong("yes")),
        },
        ColumnType::Date => match literal(text, None) {
            Ok((value @ Value::Date(_), _)) => Ok(value),
            _ => Err(wrong("2026-03-01")),
        },
        ColumnType::Number(unit_text) => {
            let number: Number = text.value.parse().map_err(|_| wrong("12.5"))?;
            match unit_text.as_ref().and_then(|unit| UnitId::find(&unit.value)) {
                Some(id) => id.to_base(number).map(Value::Number).map_err(|_| wrong("12.5")),
                None => Ok(Value::Number(number)),
            }
        }
    }
}

/// Mistakes inside a data table, told once however many checklists read it.
pub(super) fn check_table(table: &DataTable) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for column in &table.columns {
        if let ColumnType::Number(Some(unit)) = &column.kind
            && UnitId::find(&unit.value).is_none()
        {
            diagnostics.push(mistakes::unknown_unit(&unit.value, unit.span));
        }
    }
    let key = table.columns.iter().position(|column| column.name.value == table.key.value);
    if key.is_none() {
        let known: Vec<&str> = table.columns.iter().map(|column| column.name.value.as_str()).collect();
        let diagnostic = mistakes::unknown_column(&table.key.value, &table.name.value, table.key.span);
        diagnostics.push(diagnostic.suggest(&table.key.value, known));
    }
    let mut seen: BTreeMap<&str, crate::span::Span> = BTreeMap::new();
    for row in &table.rows {
        for (column, text) in table.columns.iter().zip(&row.cells) {
            if let Some(text) = text
                && let Err(diagnostic) = cell(&column.kind, text)
            {
                diagnostics.push(*diagnostic);
            }
        }
        match key.and_then(|key| row.cells.get(key)).and_then(Option::as_ref) {
            Some(text) => match seen.get(text.value.as_str()) {
                Some(first) => diagnostics.push(mistakes::key_twice(&text.value, *first, text.span)),
                None => {
                    seen.insert(&text.value, text.span);
                }
            },
            None => diagnostics.push(mistakes::no_key(&table.key.value, row.span)),
        }
    }
    diagnostics
}
