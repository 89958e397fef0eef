//! JSON Schemas of the files, made from the tables of keys that the readers use, for editors. A schema sees structure
//! only: duplicate ids, dates that do not exist, ranges that end before they begin, rows that do not fit their table
//! and names of other files are the loader's.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::keys::{self, ANSWER, Keys, Shape, TRUTH, Terms, VERDICT};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SchemaKind {
    Checklist,
    /// The establishment's profile `rules/site.yaml`.
    Site,
    Cases,
    Answers,
    Instruments,
    Parameters,
    Holidays,
    Sector,
    Data,
}

impl SchemaKind {
    pub const ALL: [Self; 9] = [
        Self::Checklist,
        Self::Site,
        Self::Cases,
        Self::Answers,
        Self::Instruments,
        Self::Parameters,
        Self::Holidays,
        Self::Sector,
        Self::Data,
    ];

    /// The file of the schema is `rules/schema/<name>.schema.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Checklist => "checklist",
            Self::Site => "site",
            Self::Cases => "cases",
            Self::Answers => "answers",
            Self::Instruments => "instruments",
            Self::Parameters => "parameters",
            Self::Holidays => "holidays",
            Self::Sector => "sector",
            Self::Data => "data",
        }
    }

    fn keys(self) -> &'static Keys {
        match self {
            Self::Checklist | Self::Site => &keys::CHECKLIST,
            Self::Cases => &keys::CASES,
            Self::Answers => &keys::ANSWER_FILE,
            Self::Instruments => &keys::INSTRUMENTS,
            Self::Parameters => &keys::PARAMETERS,
            Self::Holidays => &keys::HOLIDAYS,
            Self::Sector => &keys::SECTOR,
            Self::Data => &keys::DATA,
        }
    }
}

/// The schema of a kind of file (draft 7, which editors know best).
pub fn schema(kind: SchemaKind) -> Value {
    let mut schemas = Schemas { site: kind == SchemaKind::Site, definitions: BTreeMap::new() };
    let mut root = schemas.mapping(kind.keys());
    if kind == SchemaKind::Site {
        set(&mut root, &["properties", "checklist", "const"], json!("site"));
        for key in ["groups", "requirements"] {
            set(&mut root, &["properties", key, "maxItems"], json!(0));
        }
    }
    set(&mut root, &["$schema"], json!("http://json-schema.org/draft-07/schema#"));
    set(&mut root, &["title"], json!(both(kind.keys().vi, kind.keys().en)));
    set(&mut root, &["definitions"], json!(schemas.definitions));
    root
}

/// Puts a value at a path of keys below a schema.
fn set(schema: &mut Value, path: &[&str], value: Value) {
    let mut at = schema;
    for key in path {
        let Value::Object(map) = at else { return };
        at = map.entry(*key).or_insert_with(|| json!({}));
    }
    *at = value;
}

/// Vietnamese above English: an editor shows one text to everybody.
fn both(vi: &str, en: &str) -> String {
    format!("{vi}\n\n{en}")
}

const NAME: &str = "^(?!(true|false|null)$)[a-z][a-z0-9_]{0,63}$";
const LAW_ID: &str = "^(?!(true|false|null)$)[a-z][a-z0-9_-]{0,63}$";

struct Schemas {
    /// Whether items may not require anything.
    site: bool,
    definitions: BTreeMap<String, Value>,
}

impl Schemas {
    /// A reference to a definition, which is made when it is first asked for.
    fn shared(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), Value::Null);
            let definition = make(self);
            self.definitions.insert(name.to_owned(), definition);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn keys(&mut self, table: &'static Keys) -> Value {
        let name = table.en.trim_start_matches("the ").trim_start_matches("an ").trim_start_matches("a ");
        self.shared(&name.replace(' ', "_"), |schemas| schemas.mapping(table))
    }

    fn mapping(&mut self, table: &'static Keys) -> Value {
        let mut properties = BTreeMap::new();
        for key in table.iter() {
            let mut property = self.shape(key.shape);
            // Draft 7 ignores what stands beside a reference.
            if property.get("$ref").is_some() {
                property = json!({ "allOf": [property] });
            }
            set(&mut property, &["description"], json!(both(key.vi, key.en)));
            properties.insert(key.name, property);
        }
        let required: Vec<_> = table.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut mapping = json!({
            "type": "object",
            "description": both(table.vi, table.en),
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            set(&mut mapping, &["required"], json!(required));
        }
        if std::ptr::eq(table, &keys::ITEM) {
            set(&mut mapping, &["allOf"], self.item_rules());
        }
        if std::ptr::eq(table, &keys::PENALTY) {
            let amounts: Vec<_> = keys::AMOUNT_KEYS.iter().map(|key| json!({ "required": [key] })).collect();
            set(&mut mapping, &["oneOf"], json!(amounts));
        }
        mapping
    }

    /// Asked or computed; and consequences only of something that must hold.
    fn item_rules(&mut self) -> Value {
        let refused = json!({ "ask": false, "answer": false, "hint": false, "not_applicable": false });
        let kind = json!({
            "if": { "required": ["compute"] },
            "then": { "required": ["title"], "properties": refused },
            "else": { "required": ["ask", "answer"] },
        });
        let consequences: Vec<_> =
            keys::CONSEQUENCES.iter().map(|key| json!({ "required": [key.name] })).collect();
        if self.site {
            let nothing =
                json!({ "required": ["require"], "properties": { "require": { "const": "none" } } });
            let any = json!({ "anyOf": [{ "required": ["require"] }, { "anyOf": consequences }] });
            return json!([kind, { "if": any, "then": nothing }]);
        }
        let yes_no =
            json!({ "anyOf": [{ "const": "yes_no" }, { "type": "object", "required": ["yes_no"] }] });
        let implied = json!({ "required": ["cite", "answer"], "properties": { "answer": yes_no } });
        let unsaid = json!({ "not": { "required": ["require"] }, "anyOf": consequences });
        json!([kind, { "if": unsaid, "then": implied }])
    }

    fn shape(&mut self, shape: Shape) -> Value {
        match shape {
            Shape::Text => text(),
            Shape::Bilingual | Shape::Template => {
                let mapping = self.keys(&keys::BILINGUAL);
                self.shared("text_or_bilingual", |_| json!({ "anyOf": [mapping, text()] }))
            }
            Shape::Name => json!({ "type": "string", "pattern": NAME }),
            Shape::LawId => json!({ "type": "string", "pattern": LAW_ID }),
            Shape::ChecklistId => {
                json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]*(/[a-z][a-z0-9_-]*){0,2}$", "maxLength": 128 })
            }
            Shape::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
            Shape::Expr => self.shared("expression", |_| expression()),
            Shape::Decimal => json!({ "type": ["number", "string"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }),
            Shape::Whole(least, most) => {
                json!({ "type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": "^[0-9]+$" })
            }
            Shape::Money => json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$" }),
            Shape::Truth => truth(),
            Shape::Range => {
                let money = self.shape(Shape::Money);
                json!({ "type": "array", "items": money, "minItems": 2, "maxItems": 2 })
            }
            Shape::Words(terms) => words(terms),
            Shape::Map(table) => self.keys(table),
            Shape::List(item) => {
                let item = self.shape(*item);
                json!({ "type": "array", "items": item })
            }
            Shape::Several(item, least, most) => {
                let item = self.shape(*item);
                let mut list = json!({ "type": "array", "items": item, "minItems": least });
                if most != usize::MAX {
                    set(&mut list, &["maxItems"], json!(most));
                }
                list
            }
            Shape::OneOrMany(item) => {
                let item = self.shape(*item);
                json!({ "anyOf": [item, { "type": "array", "items": item }] })
            }
            Shape::Either(shapes) => {
                let shapes: Vec<_> = shapes.iter().map(|shape| self.shape(*shape)).collect();
                json!({ "anyOf": shapes })
            }
            Shape::Named(value) => named(NAME, &self.shape(*value)),
            Shape::LawNamed(value) => named(LAW_ID, &self.shape(*value)),
            Shape::Years => {
                let dates = self.shape(Shape::List(&Shape::Date));
                named("^(19|[2-9][0-9])[0-9]{2}$", &dates)
            }
            Shape::Answer => self.shared("answer_type", Self::answer_type),
            Shape::DataRow => {
                let facts = self.mapping(&keys::ROW_FACTS);
                let facts = facts.get("properties").cloned().unwrap_or_default();
                json!({ "type": "object", "properties": facts, "additionalProperties": { "type": SCALAR_OR_NOTHING, "pattern": "\\S" } })
            }
            Shape::SiteAnswers => {
                let answer = self.single_answer();
                self.shared("answers", |_| named(NAME, &answer))
            }
            Shape::Answers => {
                let row = self.shape(Shape::SiteAnswers);
                let rows = json!({ "type": "array", "items": row });
                let open = self.keys(&keys::OPEN_ROWS);
                let answer = self.single_answer();
                named(NAME, &json!({ "anyOf": [answer, rows, open] }))
            }
            Shape::Expect => {
                let verdict = words(&VERDICT.terms);
                let facts = self.keys(&keys::EXPECTED);
                let one = self.shared("expected", |_| json!({ "anyOf": [verdict, facts] }));
                named(NAME, &json!({ "anyOf": [one, { "type": "array", "items": one }] }))
            }
        }
    }

    /// A word, or a mapping with that word as its one key.
    fn answer_type(&mut self) -> Value {
        let (mut bare, mut detailed) = (Vec::new(), serde_json::Map::new());
        for term in ANSWER.terms.list {
            let Some(word) = ANSWER.find(term.word) else { continue };
            let details = word.shape().map(|shape| self.shape(shape));
            let mut alternatives: Vec<Value> = details.into_iter().collect();
            if word.stands_alone() {
                bare.push(term);
                alternatives.push(json!({ "type": "null" }));
            }
            let description = both(term.vi, term.en);
            detailed
                .insert(term.word.to_owned(), json!({ "anyOf": alternatives, "description": description }));
        }
        let sentences: Vec<_> = bare.iter().map(|term| both(term.vi, term.en)).collect();
        let bare: Vec<_> = bare.iter().map(|term| term.word).collect();
        let object = json!({ "type": "object", "properties": detailed, "additionalProperties": false, "minProperties": 1, "maxProperties": 1 });
        json!({ "anyOf": [{ "enum": bare, "enumDescriptions": sentences, "markdownEnumDescriptions": sentences }, object] })
    }

    /// A literal, several options, or "not applicable" with its reason.
    fn single_answer(&mut self) -> Value {
        self.shared("answer", |_| {
            let refused = json!({
                "type": "object",
                "properties": { "not_applicable": { "type": SCALAR_OR_NOTHING, "description": both("lý do", "the reason") } },
                "required": ["not_applicable"],
                "additionalProperties": false,
            });
            json!({ "anyOf": [{ "type": SCALAR_OR_NOTHING }, { "type": "array", "items": text() }, refused] })
        })
    }
}

const SCALAR: [&str; 3] = ["string", "number", "boolean"];
const SCALAR_OR_NOTHING: [&str; 4] = ["string", "number", "boolean", "null"];

/// Any scalar that is not blank.
fn text() -> Value {
    json!({ "type": SCALAR, "pattern": "\\S" })
}

fn truth() -> Value {
    let words = TRUTH.terms.list.iter().map(|term| json!(term.word));
    let words: Vec<_> = words.chain([json!(true), json!(false)]).collect();
    json!({ "enum": words })
}

fn words(terms: &Terms) -> Value {
    let list: Vec<_> = terms.list.iter().map(|term| term.word).collect();
    let sentences: Vec<_> = terms.list.iter().map(|term| both(term.vi, term.en)).collect();
    json!({ "enum": list, "enumDescriptions": sentences, "markdownEnumDescriptions": sentences })
}

fn named(pattern: &str, value: &Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": pattern }, "additionalProperties": value })
}

/// Text, or a tree of `all`, `any` and `not`.
fn expression() -> Value {
    let part = json!({ "$ref": "#/definitions/expression" });
    let list = json!({ "type": "array", "items": part, "minItems": 1 });
    let tree = json!({
        "type": "object",
        "properties": {
            "all": { "allOf": [list], "description": both("mọi điều kiện đều đúng", "all of these hold") },
            "any": { "allOf": [list], "description": both("ít nhất một điều kiện đúng", "at least one of these holds") },
            "not": { "allOf": [part], "description": both("điều kiện không đúng", "this does not hold") },
        },
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    });
    json!({ "anyOf": [text(), tree] })
}
