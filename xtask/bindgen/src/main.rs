//! `wasm-bindgen`, as much of its command line as Trunk calls: the published `wasm-bindgen-cli-support` does the
//! work, and no test runner, web server or TLS stack is compiled with it. It lives in the workspace because then
//! `Cargo.lock` holds one version for the library and the tool: cargo refuses two `wasm-bindgen-shared`.

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--version" || argument == "-V") {
        println!("wasm-bindgen {}", wasm_bindgen_shared::version());
        return Ok(());
    }
    let mut bindgen = Bindgen::new();
    bindgen.typescript(true);
    let mut out_dir = None;
    let mut input = None;
    for argument in &arguments {
        match argument.split_once('=').unwrap_or((argument, "")) {
            ("--target", "web") => {
                bindgen.web(true)?;
            }
            ("--target", "no-modules") => {
                bindgen.no_modules(true)?;
            }
            ("--out-dir", directory) => out_dir = Some(directory),
            ("--out-name", name) => {
                bindgen.out_name(name);
            }
            ("--no-typescript", "") => {
                bindgen.typescript(false);
            }
            ("--keep-debug", "") => {
                bindgen.keep_debug(true);
            }
            ("--no-demangle", "") => {
                bindgen.demangle(false);
            }
            (path, "") if !path.starts_with('-') => input = Some(path),
            _ => bail!("`{argument}` is not among the options that this wasm-bindgen knows"),
        }
    }
    let input = input.context("expected a wasm file")?;
    let out_dir = out_dir.context("expected `--out-dir=DIR`")?;
    bindgen.input_path(input).generate(out_dir)
}
