//! What the benches share: the conditions as data, written in every engine's language, and our engine run on them.

pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;
#[cfg(feature = "peers")]
pub mod race;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod workload;
