//! A fine in figures on a fact whose source was not read: the app would never show it, and nobody should write it.

use crate::check::proofs::Proofs;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Amount, SecondReading, Standing};

pub(super) fn run(proofs: &mut Proofs<'_>, diagnostics: &mut Diagnostics) {
    for (info, requirement, _) in proofs.each_requirement() {
        let reading = requirement.second_reading.as_ref().map(|reading| reading.value);
        let standing = Standing::of(requirement.confidence.as_ref().map(|own| own.value), reading);
        for entry in &requirement.penalties {
            if matches!(entry.amount, Amount::Unread | Amount::Warning) {
                continue;
            }
            let weak = standing == Standing::Unverified;
            let unread = !matches!(reading, Some(SecondReading::Ok | SecondReading::Fixed));
            if weak || unread {
                diagnostics.push(
                    Diagnostic::new(
                        "fine-without-source",
                        entry.span,
                        format!("`{}` ghi mức tiền mà nguồn chưa được đọc lại", info.name),
                        format!("`{}` states an amount whose source has not had a second reading", info.name),
                    )
                    .help(
                        "ghi `second_reading: ok` khi đã đối chiếu, hoặc thay mức tiền bằng `amount: unread`",
                        "write `second_reading: ok` once it was held against the source, or `amount: unread`",
                    ),
                );
            }
        }
    }
}
