//! Conditions of five leaves over five questions, the answers they are tried on, and the same condition in the language
//! of each engine. Everything comes from a fixed seed, so two runs measure the same work.

use std::fmt::Write as _;

/// `(depth > deeper m or area >= wider) and guarded = yes and kind = … and workers <= most`.
#[derive(Clone, Debug)]
pub struct Condition {
    deeper_tenths: u32,
    wider: u32,
    kind: usize,
    most: u32,
}

/// The answers to the five questions of one condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    pub depth_tenths: u32,
    pub area: u32,
    pub guarded: bool,
    pub kind: usize,
    pub workers: u32,
}

pub const QUESTIONS: [&str; 5] = ["depth", "area", "guarded", "kind", "workers"];
const KINDS: [&str; 3] = ["open", "covered", "closed"];

/// A small generator of numbers that look random.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// From 0 up to, not including, `sides`.
    pub fn roll(&mut self, sides: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(sides)) as u32
    }
}

pub fn conditions(count: usize) -> Vec<Condition> {
    let mut dice = Dice::new(7);
    (0..count)
        .map(|_| Condition {
            deeper_tenths: 15 + dice.roll(40),
            wider: 100 + dice.roll(200),
            kind: dice.roll(3) as usize,
            most: 40 + dice.roll(40),
        })
        .collect()
}

/// Answers that hold about as often as not.
pub fn fill(conditions: &[Condition], dice: &mut Dice) -> Vec<Filled> {
    conditions.iter().map(|condition| condition.fill(dice)).collect()
}

/// Answers after each of `steps` changes of one answer; the second half takes the first back, so the walk ends where
/// it began and can go round. Each step names the condition and the question that changed.
pub fn walk(
    start: &[Filled],
    conditions: &[Condition],
    steps: usize,
    dice: &mut Dice,
) -> Vec<(usize, usize, Filled)> {
    let mut now = start.to_vec();
    let (mut there, mut back) = (Vec::new(), Vec::new());
    for step in 0..steps / 2 {
        let at = dice.roll(now.len() as u32) as usize;
        let question = step % QUESTIONS.len();
        let other = conditions[at].fill(dice);
        back.push((at, question, now[at].clone()));
        let own = &mut now[at];
        match question {
            0 => own.depth_tenths = other.depth_tenths,
            1 => own.area = other.area,
            2 => own.guarded = !own.guarded,
            3 => own.kind = other.kind,
            _ => own.workers = other.workers,
        }
        there.push((at, question, own.clone()));
    }
    back.reverse();
    there.extend(back);
    there
}

impl Condition {
    fn fill(&self, dice: &mut Dice) -> Filled {
        let likely = |dice: &mut Dice| dice.roll(8) > 0;
        Filled {
            depth_tenths: if likely(dice) { self.deeper_tenths + 1 + dice.roll(20) } else { dice.roll(15) },
            area: dice.roll(300),
            guarded: likely(dice),
            kind: if likely(dice) { self.kind } else { dice.roll(3) as usize },
            workers: if likely(dice) { dice.roll(self.most) } else { self.most + dice.roll(50) },
        }
    }

    /// The condition as a compiler would have it.
    pub fn holds(&self, filled: &Filled) -> bool {
        (filled.depth_tenths > self.deeper_tenths || filled.area >= self.wider)
            && filled.guarded
            && filled.kind == self.kind
            && filled.workers <= self.most
    }

    fn deeper(&self) -> String {
        tenths(self.deeper_tenths)
    }

    pub fn soat(&self, at: usize) -> String {
        let (deeper, wider, kind, most) = (self.deeper(), self.wider, KINDS[self.kind], self.most);
        format!(
            "(depth_{at} > {deeper} m or area_{at} >= {wider}) and guarded_{at} = yes and kind_{at} = {kind} and workers_{at} <= {most}"
        )
    }

    pub fn json_logic(&self, at: usize) -> String {
        let (deeper, wider, kind, most) = (self.deeper(), self.wider, KINDS[self.kind], self.most);
        format!(
            r#"{{"and":[{{"or":[{{">":[{{"var":"depth_{at}"}},{deeper}]}},{{">=":[{{"var":"area_{at}"}},{wider}]}}]}},{{"===":[{{"var":"guarded_{at}"}},true]}},{{"===":[{{"var":"kind_{at}"}},"{kind}"]}},{{"<=":[{{"var":"workers_{at}"}},{most}]}}]}}"#
        )
    }

    pub fn cel(&self, at: usize) -> String {
        let (deeper, wider, kind, most) = (self.deeper(), self.wider, KINDS[self.kind], self.most);
        format!(
            "(depth_{at} > {deeper} || area_{at} >= {wider}) && guarded_{at} == true && kind_{at} == '{kind}' && workers_{at} <= {most}"
        )
    }

    pub fn zen(&self, at: usize) -> String {
        let (deeper, wider, kind, most) = (self.deeper(), self.wider, KINDS[self.kind], self.most);
        format!(
            "(depth_{at} > {deeper} or area_{at} >= {wider}) and guarded_{at} == true and kind_{at} == '{kind}' and workers_{at} <= {most}"
        )
    }

    pub fn survey(&self, at: usize) -> String {
        let (deeper, wider, kind, most) = (self.deeper(), self.wider, KINDS[self.kind], self.most);
        format!(
            "({{depth_{at}}} > {deeper} or {{area_{at}}} >= {wider}) and {{guarded_{at}}} = true and {{kind_{at}}} = '{kind}' and {{workers_{at}}} <= {most}"
        )
    }
}

impl Filled {
    /// The answer to a question as it is recorded for our engine.
    pub fn text(&self, question: usize) -> String {
        match question {
            0 => format!("{} m", tenths(self.depth_tenths)),
            1 => self.area.to_string(),
            2 => if self.guarded { "yes" } else { "no" }.to_owned(),
            3 => KINDS[self.kind].to_owned(),
            _ => self.workers.to_string(),
        }
    }

    /// The same answer as a JSON value.
    pub fn json(&self, question: usize) -> String {
        match question {
            0 => tenths(self.depth_tenths),
            2 => self.guarded.to_string(),
            3 => format!("\"{}\"", KINDS[self.kind]),
            _ => self.text(question),
        }
    }
}

fn tenths(number: u32) -> String {
    format!("{}.{}", number / 10, number % 10)
}

/// All answers as one JSON object.
pub fn json(filled: &[Filled]) -> String {
    let mut text = String::from("{");
    for (at, one) in filled.iter().enumerate() {
        for (question, name) in QUESTIONS.iter().enumerate() {
            let comma = if text.len() > 1 { "," } else { "" };
            let _ = write!(text, "{comma}\"{name}_{at}\":{}", one.json(question));
        }
    }
    text.push('}');
    text
}

const HEAD: &str = "checklist: bench/pack\nversion: 1.0.0\ntitle: { vi: Đo, en: Bench }\n";

/// A checklist with one requirement and five questions for each condition; all behind one question where `gated`.
pub fn checklist(conditions: &[Condition], gated: bool) -> String {
    let mut text = format!("{HEAD}sections:\n");
    if gated {
        text.push_str(
            "  - id: gates\n    title: { vi: Cổng, en: Gates }\n    items:\n      - id: gate\n        ask: { vi: Có hỏi không?, en: Ask at all? }\n        answer: yes_no\n",
        );
    }
    text.push_str("  - id: all\n    title: { vi: Mọi câu hỏi, en: All }\n");
    if gated {
        text.push_str("    when: gate = yes\n");
    }
    text.push_str("    items:\n");
    for (at, condition) in conditions.iter().enumerate() {
        let question = |text: &mut String, name: &str, answer: &str| {
            let _ = write!(
                text,
                "      - id: {name}_{at}\n        ask: {{ vi: Câu hỏi {name} số {at}, en: Question {name} number {at} }}\n        answer: {answer}\n"
            );
        };
        question(&mut text, "depth", "{ number: { unit: m, min: 0, max: 80, decimals: 1 } }");
        question(&mut text, "area", "{ number: { min: 0, max: 1000, decimals: 1 } }");
        question(&mut text, "guarded", "yes_no");
        question(
            &mut text,
            "kind",
            "{ choice: [{ id: open, vi: Hở, en: Open }, { id: covered, vi: Có che, en: Covered }, { id: closed, vi: Kín, en: Closed }] }",
        );
        question(&mut text, "workers", "{ count: { min: 0, max: 1000 } }");
        let _ = writeln!(text, "        require: {}\n        nature: practice", condition.soat(at));
    }
    text
}

/// A group whose every row must hold.
pub fn group_checklist() -> String {
    format!(
        "{HEAD}groups:\n  - id: cranes\n    title: {{ vi: Cần trục, en: Cranes }}\n    items:\n      - id: load\n        ask: {{ vi: Tải, en: Load }}\n        answer: {{ count: {{ min: 0, max: 1000 }} }}\n      - id: capacity\n        ask: {{ vi: Sức nâng, en: Capacity }}\n        answer: {{ count: {{ min: 0, max: 1000 }} }}\nrequirements:\n  - id: within\n    title: {{ vi: Trong sức nâng, en: Within capacity }}\n    nature: practice\n    require: every c in cranes satisfies c.load <= c.capacity\n"
    )
}
