//! The text of events: which members each kind has. A change here is a change of [`FORMAT`](super::FORMAT).

use serde_json::Value;

use super::event::{
    Assignment, Began, Branch, CarriedOver, Decided, Event, EventKind, Follows, Joined, Media, Person,
    Purpose, RowRenamed, RulesRef, Signed,
};
use super::hash::Hash;
use super::json::{Json, Object, get, object, words};
use super::target::Target;

words!(Purpose { Inspection = "inspection", SelfAssessment = "self_assessment" });
words!(Branch { Ours = "ours", Theirs = "theirs" });
object!(Follows { head, inspection, recheck });
object!(RulesRef { id, sha256, version });
object!(Media { bytes, id, location, mime, name, taken_at });
object!(Person { name, title });
object!(Assignment { deadline, owner });
object!(RowRenamed { checklist, from, group, to });
object!(Decided { about, taken });
object!(Event { at, format, hash, monotonic, prev, seq, session, what, who });

impl Event {
    /// The canonical text without the hash, which is over it.
    pub(super) fn unsealed(&self) -> String {
        let mut out = String::new();
        Object::new(&mut out)
            .member("at", &self.at)
            .member("format", &self.format)
            .member("monotonic", &self.monotonic)
            .member("prev", &self.prev)
            .member("seq", &self.seq)
            .member("session", &self.session)
            .member("what", &self.what)
            .member("who", &self.who)
            .end();
        out
    }
}

impl Json for EventKind {
    fn write(&self, out: &mut String) {
        let mut object = Object::new(out);
        let kind = self.word();
        match self {
            Self::Began(began) => object
                .member("app", &began.app)
                .member("as_of", &began.as_of)
                .member("checklists", &began.checklists)
                .member("establishment", &began.establishment)
                .member("follows", &began.follows)
                .text("kind", kind)
                .member("locale", &began.locale)
                .member("purpose", &began.purpose),
            Self::Answered { place, old, new } => {
                object.text("kind", kind).member("new", new).member("old", old).member("place", place)
            }
            Self::RowAdded { checklist, group, row } | Self::RowRemoved { checklist, group, row } => object
                .member("checklist", checklist)
                .member("group", group)
                .text("kind", kind)
                .member("row", row),
            Self::GroupCompleted { checklist, group, complete } => object
                .member("checklist", checklist)
                .member("complete", complete)
                .member("group", group)
                .text("kind", kind),
            Self::Noted { place, old, new } => {
                object.text("kind", kind).member("new", new).member("old", old).member("place", place)
            }
            Self::MediaAdded { place, media } | Self::MediaRemoved { place, media } => {
                object.text("kind", kind).member("media", media).member("place", place)
            }
            Self::PersonSet { role, old, new } => {
                object.text("kind", kind).member("new", new).member("old", old).member("role", role)
            }
            Self::RemedyAssigned { requirement, old, new } => object
                .text("kind", kind)
                .member("new", new)
                .member("old", old)
                .member("requirement", requirement),
            Self::DateChanged { from, to } => object.member("from", from).text("kind", kind).member("to", to),
            Self::ChecklistAdded { rules } | Self::ChecklistRemoved { rules } => {
                object.text("kind", kind).member("rules", rules)
            }
            Self::RulesMoved { from, to } => object.member("from", from).text("kind", kind).member("to", to),
            Self::Undone { seq } => object.text("kind", kind).member("seq", seq),
            Self::Signed(signed) => object
                .member("image", &signed.image)
                .text("kind", kind)
                .member("name", &signed.name)
                .member("over", &signed.over)
                .member("role", &signed.role),
            Self::Finished {} => object.text("kind", kind),
            Self::Reopened { reason } => object.text("kind", kind).member("reason", reason),
            Self::HandedOver { format, sha256 } => {
                object.member("format", format).text("kind", kind).member("sha256", sha256)
            }
            Self::ClockJumped { by_ms } => object.member("by_ms", by_ms).text("kind", kind),
            Self::Resumed { app, note } => object.member("app", app).text("kind", kind).member("note", note),
            Self::CarriedOver(carried) => object
                .member("checklists", &carried.checklists)
                .member("from", &carried.from)
                .text("kind", kind)
                .member("site", &carried.site),
            Self::Joined(joined) => object
                .member("branch", &joined.branch)
                .member("decided", &joined.decided)
                .text("kind", kind)
                .member("other", &joined.other)
                .member("rows", &joined.rows),
        }
        .end();
    }

    fn read(value: &Value) -> Option<Self> {
        Some(match value.get("kind")?.as_str()? {
            "began" => Self::Began(Box::new(Began {
                establishment: get(value, "establishment")?,
                purpose: get(value, "purpose")?,
                as_of: get(value, "as_of")?,
                checklists: get(value, "checklists")?,
                app: get(value, "app")?,
                locale: get(value, "locale")?,
                follows: get(value, "follows")?,
            })),
            "answered" => Self::Answered {
                place: get(value, "place")?,
                old: get(value, "old")?,
                new: get(value, "new")?,
            },
            "row_added" => Self::RowAdded {
                checklist: get(value, "checklist")?,
                group: get(value, "group")?,
                row: get(value, "row")?,
            },
            "row_removed" => Self::RowRemoved {
                checklist: get(value, "checklist")?,
                group: get(value, "group")?,
                row: get(value, "row")?,
            },
            "group_completed" => Self::GroupCompleted {
                checklist: get(value, "checklist")?,
                group: get(value, "group")?,
                complete: get(value, "complete")?,
            },
            "noted" => {
                Self::Noted { place: get(value, "place")?, old: get(value, "old")?, new: get(value, "new")? }
            }
            "media_added" => Self::MediaAdded { place: get(value, "place")?, media: get(value, "media")? },
            "media_removed" => {
                Self::MediaRemoved { place: get(value, "place")?, media: get(value, "media")? }
            }
            "person_set" => Self::PersonSet {
                role: get(value, "role")?,
                old: get(value, "old")?,
                new: get(value, "new")?,
            },
            "remedy_assigned" => Self::RemedyAssigned {
                requirement: get(value, "requirement")?,
                old: get(value, "old")?,
                new: get(value, "new")?,
            },
            "date_changed" => Self::DateChanged { from: get(value, "from")?, to: get(value, "to")? },
            "checklist_added" => Self::ChecklistAdded { rules: get(value, "rules")? },
            "checklist_removed" => Self::ChecklistRemoved { rules: get(value, "rules")? },
            "rules_moved" => Self::RulesMoved { from: get(value, "from")?, to: get(value, "to")? },
            "undone" => Self::Undone { seq: get(value, "seq")? },
            "signed" => Self::Signed(Box::new(Signed {
                role: get(value, "role")?,
                name: get(value, "name")?,
                image: get(value, "image")?,
                over: get(value, "over")?,
            })),
            "finished" => Self::Finished {},
            "reopened" => Self::Reopened { reason: get(value, "reason")? },
            "handed_over" => {
                Self::HandedOver { format: get(value, "format")?, sha256: get(value, "sha256")? }
            }
            "clock_jumped" => Self::ClockJumped { by_ms: get(value, "by_ms")? },
            "resumed" => Self::Resumed { app: get(value, "app")?, note: get(value, "note")? },
            "carried_over" => Self::CarriedOver(Box::new(CarriedOver {
                from: get(value, "from")?,
                site: get(value, "site")?,
                checklists: get(value, "checklists")?,
            })),
            "joined" => Self::Joined(Box::new(Joined {
                other: get(value, "other")?,
                branch: get(value, "branch")?,
                rows: get(value, "rows")?,
                decided: get(value, "decided")?,
            })),
            _ => return None,
        })
    }
}

/// An object with one member, named after what the target is.
impl Json for Target {
    fn write(&self, out: &mut String) {
        let mut object = Object::new(out);
        match self {
            Self::AsOf => object.text("as_of", ""),
            Self::Checklist(id) => object.text("checklist", id),
            Self::Rules(id) => object.text("rules", id),
            Self::Row { checklist, group, row } => {
                object.member("checklist", checklist).member("group", group).member("row", row)
            }
            Self::Complete { checklist, group } => {
                object.member("checklist", checklist).text("complete", group)
            }
            Self::Answer(place) => object.member("answer", place),
            Self::Note(place) => object.member("note", place),
            Self::Media(place, id) => object.member("media", place).member("sha256", id),
            Self::Person(role) => object.text("person", role),
            Self::Assignment(place) => object.member("assignment", place),
        }
        .end();
    }

    fn read(value: &Value) -> Option<Self> {
        let has = |name| value.get(name).is_some();
        Some(if has("as_of") {
            Self::AsOf
        } else if has("row") {
            let (checklist, group) = (get(value, "checklist")?, get(value, "group")?);
            Self::Row { checklist, group, row: get(value, "row")? }
        } else if has("complete") {
            Self::Complete { checklist: get(value, "checklist")?, group: get(value, "complete")? }
        } else if has("checklist") {
            Self::Checklist(get(value, "checklist")?)
        } else if has("rules") {
            Self::Rules(get(value, "rules")?)
        } else if has("answer") {
            Self::Answer(get(value, "answer")?)
        } else if has("note") {
            Self::Note(get(value, "note")?)
        } else if has("media") {
            let id: Hash = get(value, "sha256")?;
            Self::Media(get(value, "media")?, id)
        } else if has("person") {
            Self::Person(get(value, "person")?)
        } else {
            Self::Assignment(get(value, "assignment")?)
        })
    }
}
