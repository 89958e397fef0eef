//! From a loaded pack to programs: names, types, cycles, and the proofs of `lints`. The only maker of a `Program`.

mod facts;
mod law;
pub mod lints;
mod literal;
mod lower;
mod mistakes;
mod names;
mod proofs;
mod requirement;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::model::{Checklist, Item, ItemKind, Pack};
use crate::program::{
    GroupId, GroupInfo, ItemId, ItemInfo, NodeId, NodeKind, ParameterId, Program, RequirementId, SiteItemId,
};
use crate::words::Bilingual;
use lower::{Lowering, Progress};
use names::Env;
use requirement::{Seat, VerdictNodes};

pub use literal::literal;

/// A program if there are no errors, and everything that was noticed.
#[derive(Clone, Debug)]
pub struct Checked {
    pub program: Option<Arc<Program>>,
    pub diagnostics: Diagnostics,
}

/// Checks one checklist of a pack against the pack's law, profile and data.
pub fn check(pack: &Arc<Pack>, checklist: &str) -> Checked {
    match pack.checklists.get(checklist).or(pack.site.as_ref().filter(|site| site.id.value == checklist)) {
        Some(list) => check_checklist(pack, list),
        None => Checked { program: None, diagnostics: Diagnostics::default() },
    }
}

/// Checks a checklist of a pack, or its profile, without the proofs: what running rules that were proven before, or an
/// expression on its own, needs.
pub fn compile(pack: &Arc<Pack>, checklist: &str) -> Checked {
    match pack.checklists.get(checklist).or(pack.site.as_ref().filter(|site| site.id.value == checklist)) {
        Some(list) => check_names_and_types(pack, list),
        None => Checked { program: None, diagnostics: Diagnostics::default() },
    }
}

/// Checks everything of a pack: law, data tables, the profile and every checklist, each told once.
pub fn check_pack(pack: &Arc<Pack>) -> (BTreeMap<String, Checked>, Diagnostics) {
    let mut diagnostics = law::check_law(&pack.law);
    for table in pack.tables.values() {
        diagnostics.extend(facts::check_table(table));
    }
    if let Some(site) = &pack.site {
        diagnostics.extend(check_checklist(pack, site).diagnostics);
    }
    let mut checked = BTreeMap::new();
    for (id, checklist) in &pack.checklists {
        let one = check_checklist(pack, checklist);
        diagnostics.extend(one.diagnostics.clone());
        checked.insert(id.clone(), one);
    }
    (checked, diagnostics.sorted())
}

pub(crate) fn item_title(item: &Item) -> Bilingual {
    match &item.kind {
        ItemKind::Question { ask, .. } => ask.clone(),
        ItemKind::Computed { title, .. } => title.clone(),
    }
}

fn check_checklist(pack: &Arc<Pack>, checklist: &Checklist) -> Checked {
    let Checked { program, mut diagnostics } = check_names_and_types(pack, checklist);
    if let Some(program) = &program {
        lints::run(program, &mut diagnostics);
    }
    let program = if diagnostics.has_errors() { None } else { program };
    Checked { program, diagnostics: diagnostics.sorted() }
}

fn check_names_and_types(pack: &Arc<Pack>, checklist: &Checklist) -> Checked {
    let mut lowering = Lowering::new(pack, checklist);
    lowering.all_site_items();
    for at in 0..lowering.items.len() {
        lowering.item(ItemId(at as u32));
    }
    for at in 0..checklist.definitions.len() {
        lowering.definition(at);
    }
    let seats = seats(checklist);
    let verdicts: Vec<Option<VerdictNodes>> =
        seats.iter().map(|(requirement, seat)| lowering.verdict(requirement, *seat)).collect();
    let applies = checklist.applies.as_ref().and_then(|applies| lowering.condition(applies, &Env::site()));
    let groups: Vec<Option<NodeId>> =
        (0..checklist.groups.len()).map(|at| lowering.group_shown(GroupId(at as u32))).collect();
    // INVARIANT (eager-first): what a verdict needs stands before what only texts need.
    let eager = lowering.nodes.len();
    let mut requirements = Vec::new();
    for (at, ((requirement, seat), nodes)) in seats.iter().zip(&verdicts).enumerate() {
        if let Some(nodes) = nodes {
            requirements.push(lowering.requirement_info(
                requirement,
                RequirementId(at as u32),
                *seat,
                *nodes,
            ));
        }
    }
    let labels: Vec<_> = checklist
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let env = Env::in_group(Some(GroupId(at as u32)));
            group.label.as_ref().map(|label| lowering.template(label, &env))
        })
        .collect();
    let diagnostics = std::mem::take(&mut lowering.diagnostics);
    if diagnostics.has_errors() || requirements.len() != seats.len() || groups.iter().any(Option::is_none) {
        return Checked { program: None, diagnostics: diagnostics.sorted() };
    }
    let program = assemble(pack, checklist, lowering, requirements, groups, labels, eager, applies);
    Checked { program: program.map(Arc::new), diagnostics: diagnostics.sorted() }
}

/// Requirements in the author's order: those of section items, of groups, and those across.
fn seats(checklist: &Checklist) -> Vec<(&crate::model::Requirement, Seat)> {
    let mut seats = Vec::new();
    let mut at = 0;
    for item in checklist.items() {
        if let Some(requirement) = &item.requirement {
            seats.push((requirement, Seat { group: None, item: Some(ItemId(at)) }));
        }
        at += 1;
    }
    for (number, group) in checklist.groups.iter().enumerate() {
        let id = Some(GroupId(number as u32));
        for item in &group.items {
            if let Some(requirement) = &item.requirement {
                seats.push((requirement, Seat { group: id, item: Some(ItemId(at)) }));
            }
            at += 1;
        }
        seats.extend(
            group.requirements.iter().map(|requirement| (requirement, Seat { group: id, item: None })),
        );
    }
    seats.extend(
        checklist.requirements.iter().map(|requirement| (requirement, Seat { group: None, item: None })),
    );
    seats
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is one list of the program, made in the order of the phases"
)]
fn assemble(
    pack: &Arc<Pack>,
    checklist: &Checklist,
    lowering: Lowering<'_>,
    mut requirements: Vec<crate::program::RequirementInfo>,
    groups: Vec<Option<NodeId>>,
    labels: Vec<Option<crate::program::Template>>,
    eager: usize,
    applies: Option<NodeId>,
) -> Option<Program> {
    let mut requirement_of = BTreeMap::new();
    for requirement in &requirements {
        if let Some(item) = requirement.item {
            requirement_of.insert(item, requirement.id);
        }
    }
    let info = |at: usize, entry: &lower::ItemEntry<'_>, requirement: Option<RequirementId>| {
        let Progress::Done(Some(typed)) = &entry.value else { return None };
        let (answer, hint, not_applicable) = match &entry.item.kind {
            ItemKind::Question { answer, hint, not_applicable, .. } => {
                (Some(answer.value.clone()), hint.clone(), *not_applicable)
            }
            ItemKind::Computed { .. } => (None, Bilingual::default(), crate::model::NotApplicable::Refused),
        };
        Some(ItemInfo {
            id: ItemId(at as u32),
            name: entry.item.id.value.clone(),
            ask: item_title(entry.item),
            hint,
            group: entry.group,
            section: entry.section.map(|section| section as u32),
            answer,
            not_applicable,
            ty: typed.ty.clone(),
            shown: entry.shown?,
            value: typed.node,
            requirement,
        })
    };
    let items: Option<Vec<ItemInfo>> = lowering
        .items
        .iter()
        .enumerate()
        .map(|(at, entry)| info(at, entry, requirement_of.get(&ItemId(at as u32)).copied()))
        .collect();
    let site_items: Option<Vec<ItemInfo>> =
        lowering.site.iter().enumerate().map(|(at, entry)| info(at, entry, None)).collect();
    let (items, site_items) = (items?, site_items?);
    let group_infos =
        checklist.groups.iter().zip(labels).zip(groups).enumerate().map(|(at, ((group, label), shown))| {
            let after = group.after.as_ref().and_then(|after| {
                checklist.sections.iter().position(|section| section.id.value == after.value)
            });
            let own = items.iter().filter(|item| item.group == Some(GroupId(at as u32))).map(|item| item.id);
            Some(GroupInfo {
                id: GroupId(at as u32),
                name: group.id.value.clone(),
                title: group.title.clone(),
                label,
                after: after.map(|after| after as u32),
                shown: shown?,
                items: own.collect(),
            })
        });
    let groups: Option<Vec<GroupInfo>> = group_infos.collect();
    let users = users(&lowering.nodes, eager);
    let layout = crate::program::Layout::of(&lowering.nodes, eager, checklist.groups.len());
    let mut group_users = vec![Vec::new(); checklist.groups.len()];
    for (at, node) in lowering.nodes.iter().enumerate().take(eager) {
        if node.scope == crate::program::Scope::Local {
            continue;
        }
        let mut walked = BTreeSet::new();
        walked_groups(&lowering.nodes, &node.kind, &mut walked);
        for group in walked {
            if let Some(list) = group_users.get_mut(group.index()) {
                list.push(NodeId(at as u32));
            }
        }
    }
    let reach =
        Reach::of(&lowering.nodes, &requirements, items.len(), site_items.len(), checklist.groups.len());
    for (requirement, parameters) in requirements.iter_mut().zip(&reach.parameters) {
        requirement.parameters = parameters.iter().copied().collect();
    }
    let made = |made: &Progress| match made {
        Progress::Done(Some(typed)) => Some(typed.clone()),
        _ => None,
    };
    let definitions = checklist.definitions.iter().zip(&lowering.definitions);
    let definitions = definitions
        .filter_map(|(definition, progress)| Some((definition.name.value.clone(), made(progress)?)));
    let last_type = lowering.definitions.last().and_then(made).map(|typed| typed.ty);
    let mut item_nodes: BTreeMap<NodeId, Vec<ItemId>> = BTreeMap::new();
    let mut item_names: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
    for item in &items {
        item_names.entry(item.name.clone()).or_default().push(item.id);
        item_nodes.entry(item.shown).or_default().push(item.id);
        item_nodes.entry(item.value).or_default().push(item.id);
    }
    Some(Program {
        pack: pack.clone(),
        checklist: Arc::new(checklist.clone()),
        definitions: definitions.map(|(name, typed)| (name, typed.node)).collect(),
        last_type,
        nodes: lowering.nodes,
        eager,
        users,
        items,
        item_names,
        site_items,
        groups: groups?,
        requirements,
        parameters: lowering.parameters,
        tables: lowering.tables,
        item_requirements: reach.items,
        site_requirements: reach.site,
        group_requirements: reach.groups,
        applies,
        group_users,
        layout,
        item_nodes,
        brackets: lowering.brackets,
        compared: lowering.compared,
        used_names: lowering.used_names,
    })
}

/// For each node the eager nodes that must be computed again when it changes. What happens inside a comprehension
/// is charged to the comprehension itself.
fn users(nodes: &[crate::program::Node], eager: usize) -> Vec<Vec<NodeId>> {
    let mut users = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate().take(eager) {
        if node.scope == crate::program::Scope::Local {
            continue;
        }
        let mut read = BTreeSet::new();
        stored_operands(nodes, &node.kind, &mut read);
        for operand in read {
            if let Some(list) = users.get_mut(operand.index()) {
                list.push(NodeId(at as u32));
            }
        }
    }
    users
}

/// Groups whose rows a node runs over itself or through what is local to it.
fn walked_groups(nodes: &[crate::program::Node], kind: &NodeKind, walked: &mut BTreeSet<GroupId>) {
    walked.extend(kind.groups());
    for operand in kind.operands() {
        if let Some(node) = nodes.get(operand.index())
            && node.scope == crate::program::Scope::Local
        {
            walked_groups(nodes, &node.kind, walked);
        }
    }
}

fn stored_operands(nodes: &[crate::program::Node], kind: &NodeKind, read: &mut BTreeSet<NodeId>) {
    for operand in kind.operands() {
        let Some(node) = nodes.get(operand.index()) else { continue };
        if node.scope == crate::program::Scope::Local {
            stored_operands(nodes, &node.kind, read);
        } else {
            read.insert(operand);
        }
    }
}

/// Which requirements can hear of which answers.
struct Reach {
    items: Vec<Vec<RequirementId>>,
    site: Vec<Vec<RequirementId>>,
    groups: Vec<Vec<RequirementId>>,
    parameters: Vec<BTreeSet<ParameterId>>,
}

impl Reach {
    fn of(
        nodes: &[crate::program::Node],
        requirements: &[crate::program::RequirementInfo],
        items: usize,
        site: usize,
        groups: usize,
    ) -> Self {
        let mut reach = Self {
            items: vec![Vec::new(); items],
            site: vec![Vec::new(); site],
            groups: vec![Vec::new(); groups],
            parameters: vec![BTreeSet::new(); requirements.len()],
        };
        // One mark a node instead of a set a requirement: the mark is the last requirement that came by.
        let mut seen = vec![u32::MAX; nodes.len()];
        let mut open = Vec::new();
        for (at, requirement) in requirements.iter().enumerate() {
            open.push(requirement.verdict);
            while let Some(id) = open.pop() {
                let Some(mark) = seen.get_mut(id.index()) else { continue };
                if *mark == at as u32 {
                    continue;
                }
                *mark = at as u32;
                let Some(node) = nodes.get(id.index()) else { continue };
                reach.note(node, requirement.id, at);
                open.extend(node.kind.operands());
            }
        }
        reach
    }

    fn note(&mut self, node: &crate::program::Node, requirement: RequirementId, at: usize) {
        let push = |list: Option<&mut Vec<RequirementId>>| {
            if let Some(list) = list
                && list.last() != Some(&requirement)
            {
                list.push(requirement);
            }
        };
        match &node.kind {
            NodeKind::Answer(ItemId(item)) => push(self.items.get_mut(*item as usize)),
            NodeKind::SiteAnswer(SiteItemId(item)) => push(self.site.get_mut(*item as usize)),
            NodeKind::Parameter(parameter) => {
                if let Some(set) = self.parameters.get_mut(at) {
                    set.insert(*parameter);
                }
            }
            _ => {}
        }
        for group in node.kind.groups() {
            push(self.groups.get_mut(group.index()));
        }
    }
}
