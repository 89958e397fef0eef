//! The peers on the workload. Their data is made before the clock starts, in the form each reads quickest.

use anyhow::{Context as _, Result, anyhow};
use cel::Context as CelContext;
use datalogic_rs::{DataValue, Engine, Logic};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable};

/// A list of conditions compiled by datalogic-rs.
pub struct DataLogic {
    engine: Engine,
    rules: Vec<Logic>,
}

impl DataLogic {
    pub fn compile(texts: impl IntoIterator<Item = String>) -> Result<Self> {
        let engine = Engine::new();
        let compile = |text: String| engine.compile(text.as_str()).map_err(|error| anyhow!("{error:?}"));
        let rules: Result<Vec<Logic>> = texts.into_iter().map(compile).collect();
        Ok(Self { rules: rules?, engine })
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    pub fn data<'b>(text: &'b str, arena: &'b bumpalo::Bump) -> Result<&'b DataValue<'b>> {
        Ok(arena.alloc(DataValue::from_str(text, arena).map_err(|error| anyhow!("{error:?}"))?))
    }

    pub fn holds(&self, at: usize, data: &DataValue<'_>, session: &mut datalogic_rs::Session<'_>) -> bool {
        let holds =
            session.eval_borrowed(&self.rules[at], data).is_ok_and(|value| value.as_bool() == Some(true));
        session.reset();
        holds
    }
}

/// A list of conditions compiled by zen-expression.
pub struct Zen {
    rules: Vec<Expression<Standard>>,
    vm: VM,
}

impl Zen {
    pub fn compile(texts: impl IntoIterator<Item = String>) -> Result<Self> {
        let compile =
            |text: String| zen_expression::compile_expression(&text).map_err(|error| anyhow!("{error:?}"));
        let rules: Result<Vec<_>> = texts.into_iter().map(compile).collect();
        Ok(Self { rules: rules?, vm: VM::new() })
    }

    pub fn data(text: &str) -> Result<Scope> {
        let json: serde_json::Value = serde_json::from_str(text)?;
        Ok(Scope::new(Variable::from(json)))
    }

    pub fn holds(&mut self, at: usize, data: &Scope) -> bool {
        self.rules[at]
            .evaluate_with_scope(data, &mut self.vm)
            .is_ok_and(|value| value.as_bool() == Some(true))
    }
}

/// A list of conditions compiled by cel.
pub struct Cel {
    rules: Vec<cel::Program>,
}

impl Cel {
    pub fn compile(texts: impl IntoIterator<Item = String>) -> Result<Self> {
        let compile = |text: String| cel::Program::compile(&text).map_err(|error| anyhow!("{text}: {error}"));
        let rules: Result<Vec<_>> = texts.into_iter().map(compile).collect();
        Ok(Self { rules: rules? })
    }

    pub fn data(text: &str) -> Result<CelContext<'static, 'static>> {
        let json: serde_json::Value = serde_json::from_str(text)?;
        let mut context = CelContext::default();
        for (name, value) in json.as_object().context("answers are an object")? {
            context.add_variable_from_value(name.as_str(), cel_value(value));
        }
        Ok(context)
    }

    pub fn holds(&self, at: usize, data: &CelContext<'_, '_>) -> bool {
        matches!(self.rules[at].execute(data), Ok(cel::Value::Bool(true)))
    }
}

fn cel_value(json: &serde_json::Value) -> cel::Value {
    match json {
        serde_json::Value::Bool(value) => cel::Value::Bool(*value),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(whole) => cel::Value::Int(whole),
            None => cel::Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(text) => cel::Value::from(text.as_str()),
        serde_json::Value::Array(list) => {
            cel::Value::List(std::sync::Arc::new(list.iter().map(cel_value).collect()))
        }
        serde_json::Value::Object(map) => {
            let map: std::collections::HashMap<String, cel::Value> =
                map.iter().map(|(name, value)| (name.clone(), cel_value(value))).collect();
            cel::Value::from(map)
        }
        serde_json::Value::Null => cel::Value::Null,
    }
}
