//! Mistakes inside the law itself: parameters that are no literals, change their kind, overlap or leave gaps.

use super::literal::literal;
use super::mistakes;
use crate::diag::Diagnostics;
use crate::expr::types::Type;
use crate::model::{DateRange, Law, Parameter};

pub(super) fn check_law(law: &Law) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for parameter in law.parameters.values() {
        parameter_values(parameter, law, &mut diagnostics);
    }
    for instrument in law.instruments.values() {
        for name in &instrument.replaced_by {
            if !law.instruments.contains_key(&name.value) {
                let known = law.instruments.keys().map(String::as_str);
                diagnostics
                    .push(mistakes::unknown_instrument(&name.value, name.span).suggest(&name.value, known));
            }
        }
    }
    diagnostics
}

fn parameter_values(parameter: &Parameter, law: &Law, diagnostics: &mut Diagnostics) {
    let mut first: Option<(Type, crate::span::Span)> = None;
    for value in &parameter.values {
        match literal(&value.is, None) {
            Err(mistakes) => diagnostics.extend(mistakes),
            Ok((_, ty)) => match &first {
                Some((wanted, _)) if !wanted.accepts(&ty) => {
                    diagnostics.push(mistakes::type_mismatch(wanted, &ty, &value.is.value, value.is.span));
                }
                Some(_) => {}
                None => first = Some((ty, value.is.span)),
            },
        }
        if let Some(name) = &value.law
            && !law.instruments.contains_key(&name.value)
        {
            let known = law.instruments.keys().map(String::as_str);
            diagnostics
                .push(mistakes::unknown_instrument(&name.value, name.span).suggest(&name.value, known));
        }
    }
    let mut values: Vec<_> = parameter.values.iter().collect();
    values.sort_by_key(|value| value.range.from);
    for pair in values.windows(2) {
        let [earlier, later] = pair else { continue };
        match (earlier.range.until, later.range.from) {
            (Some(until), Some(from)) if until < from => {
                let gap = DateRange { from: Some(until), until: Some(from) };
                diagnostics.push(mistakes::parameter_gap(&parameter.name.value, gap, later.span));
            }
            (Some(until), Some(from)) if until == from => {}
            _ => {
                diagnostics.push(mistakes::parameter_overlap(
                    &parameter.name.value,
                    earlier.span,
                    later.span,
                ));
            }
        }
    }
}
