//! The chores behind the README's two commands: what is missing is installed, the app is built, served and tested.
//! Nothing here is part of the product; only the browser tests borrow [`server`] and [`workspace`].

pub mod app;
pub mod bench;
pub mod checks;
pub mod dist;
pub mod licences;
pub mod server;
pub mod size;
pub mod step;
pub mod tally;
pub mod tools;
pub mod workspace;
