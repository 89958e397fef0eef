//! A question that no verdict, question or text reads: asking it costs the inspector time and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::proofs::Proofs;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::AnswerType;
use crate::program::{ItemId, NodeId, NodeKind};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    let program = proofs.program;
    if program.checklist().id.value == "site" {
        return;
    }
    // A question's own guard reads it without using it.
    let own: BTreeMap<NodeId, ItemId> =
        program.items().iter().rev().map(|info| (info.value, info.id)).collect();
    let mut read: BTreeSet<ItemId> = BTreeSet::new();
    for (at, node) in program.nodes().iter().enumerate() {
        for operand in node.kind.operands() {
            let guard = own.contains_key(&NodeId(at as u32));
            if let Some(item) = own.get(&operand)
                && !(guard && matches!(node.kind, NodeKind::Guard { value, .. } if value == operand))
            {
                read.insert(*item);
            }
        }
    }
    read.extend(super::roots(program).iter().filter_map(|root| own.get(root)));
    for (info, item, _) in proofs.each_item() {
        let records = matches!(
            info.answer,
            Some(
                AnswerType::Text { .. }
                    | AnswerType::Photo
                    | AnswerType::Signature
                    | AnswerType::Location
                    | AnswerType::Barcode
            )
        );
        if read.contains(&info.id) || records || info.answer.is_none() || item.requirement.is_some() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                "unused-question",
                item.id.span,
                format!("không kết luận nào dùng tới câu hỏi `{}`", info.name),
                format!("no verdict depends on question `{}`", info.name),
            )
            .help(
                "dùng nó trong một `require` hoặc `when`, hoặc bỏ nó",
                "use it in a `require` or `when`, or remove it",
            ),
        );
    }
}
