//! A step is something that takes a while: it says what it does and why when it begins, how it goes while it lasts,
//! and how many seconds it took when it ends. What its program printed is kept in a file and shown on failure.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// No step of ours lasts this long, so a program that does is stuck.
const LIMIT: Duration = Duration::from_mins(20);
const HEARTBEAT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);
const LINES_SHOWN_ON_FAILURE: usize = 80;

/// What a finished program left behind.
#[derive(Debug)]
pub struct Finished {
    pub success: bool,
    pub output: String,
    pub seconds: f64,
}

impl Finished {
    /// The end of the output, as much as helps somebody who must find out what went wrong.
    pub fn last_lines(&self) -> String {
        let lines: Vec<&str> = self.output.lines().collect();
        let from = lines.len().saturating_sub(LINES_SHOWN_ON_FAILURE);
        lines.into_iter().skip(from).collect::<Vec<_>>().join("\n")
    }
}

/// Runs `command` as a step that must succeed.
pub fn run(workspace: &Workspace, name: &str, why: &str, command: &mut Command) -> Result<Finished> {
    println!("  → {name}: {why}");
    let finished = observe(workspace, name, command)?;
    if !finished.success {
        bail!("{name} failed:\n{}", finished.last_lines());
    }
    println!("  ✓ {name}  {:.1} s", finished.seconds);
    Ok(finished)
}

/// Runs `command` to its end, whatever that is. Its output goes to a file below the build directory, so that nothing
/// is lost when this process is interrupted.
pub fn observe(workspace: &Workspace, name: &str, command: &mut Command) -> Result<Finished> {
    let log = workspace.target().join("xtask/logs").join(format!("{}.log", name.replace([' ', '/'], "-")));
    crate::workspace::write(&log, "")?;
    let file = File::options().append(true).open(&log)?;
    let program = command.get_program().to_string_lossy().into_owned();
    let started = Instant::now();
    let mut child = command
        .stdout(file.try_clone()?)
        .stderr(file)
        .spawn()
        .with_context(|| format!("cannot start `{program}`"))?;
    let status = wait(&mut child, name, &log, started)?;
    let output = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
    Ok(Finished { success: status.success(), output, seconds: started.elapsed().as_secs_f64() })
}

fn wait(child: &mut Child, name: &str, log: &Path, started: Instant) -> Result<ExitStatus> {
    let mut next_sign = HEARTBEAT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        let elapsed = started.elapsed();
        if elapsed > LIMIT {
            child.kill()?;
            child.wait()?;
            bail!("{name} did not end within {} minutes; see {}", LIMIT.as_secs() / 60, log.display());
        }
        if elapsed > next_sign {
            println!("    {name}: {} s{}", elapsed.as_secs(), compiled_so_far(log));
            next_sign += HEARTBEAT;
        }
        std::thread::sleep(POLL);
    }
}

fn compiled_so_far(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    match text.lines().filter(|line| line.trim_start().starts_with("Compiling")).count() {
        0 => String::new(),
        crates => format!(", {crates} crates"),
    }
}
