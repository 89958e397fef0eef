//! Names: which there are, and which an expression uses.

use std::collections::BTreeSet;

use soat::model::{Checklist, ExprText};

use crate::pack::LoadedPack;

/// Every name that can be explained, for "did you mean".
pub(super) fn all(loaded: &LoadedPack) -> BTreeSet<String> {
    let pack = &loaded.pack;
    let mut names = BTreeSet::new();
    for checklist in pack.site.iter().chain(pack.checklists.values()) {
        let groups = checklist.groups.iter().flat_map(|group| &group.items);
        names.extend(checklist.items().chain(groups).map(|item| item.id.value.clone()));
        names.extend(requirements(checklist));
        names.extend(checklist.definitions.iter().map(|definition| definition.name.value.clone()));
        names.insert(checklist.id.value.clone());
    }
    names.extend(pack.law.parameters.keys().map(|name| format!("law.{name}")));
    names.extend(pack.law.instruments.keys().cloned());
    names
}

/// The requirements of a checklist in the author's order.
pub(super) fn requirements(checklist: &Checklist) -> Vec<String> {
    let groups = checklist.groups.iter().flat_map(|group| &group.items);
    let of_items = checklist.items().chain(groups).filter_map(|item| item.requirement.as_ref());
    let of_groups = checklist.groups.iter().flat_map(|group| &group.requirements);
    let all = of_items.chain(of_groups).chain(&checklist.requirements);
    all.map(|requirement| requirement.id.value.clone()).collect()
}

/// The words of an expression that could be names, with what follows their dots (`law.depth`), each once, in order.
pub(super) fn used(expr: &ExprText) -> Vec<String> {
    let mut names = Vec::new();
    collect(expr, &mut names);
    names
}

fn collect(expr: &ExprText, names: &mut Vec<String>) {
    match expr {
        ExprText::Text(text) => {
            // What stands in quotes is text.
            for plain in text.value.split('"').step_by(2) {
                let part = |letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.'));
                for word in
                    plain.split(part).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
                {
                    if !names.iter().any(|known| known == word) {
                        names.push(word.to_owned());
                    }
                }
            }
        }
        ExprText::All(list, _) | ExprText::Any(list, _) => list.iter().for_each(|part| collect(part, names)),
        ExprText::Not(inner, _) => collect(inner, names),
    }
}
