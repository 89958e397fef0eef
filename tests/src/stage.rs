//! A stage for one browser test: the built app on a web server of its own, a browser with an empty profile, and the
//! accidents that happen on a site: the network goes away, the tablet dies in the middle of a tap, the app is opened
//! again.
//!
//! ```no_run
//! use soat_tests::stage::scene;
//!
//! # fn main() -> anyhow::Result<()> {
//! scene("saved-answer-survives", |stage| {
//!     let browser = stage.open_browser()?;        // a browser with this test's profile, on no page yet
//!     browser.go("/")?;                           // a path of the app; waits until the app has started
//!     browser.ready_offline()?;                   // the service worker has stored everything and controls the page
//!     stage.stop_server();                        // from here on there is no network
//!     browser.click("button.start")?;             // waits until there is such an element, then clicks it
//!     browser.press_button("Đạt")?;               // the button that is called so
//!     browser.write("input[name=depth]", "3,5")?; // replaces what is in the field
//!     browser.wait_text(".verdict", "Không đạt")?;
//!     stage.kill_browser()?;                      // SIGKILL to every process of it
//!     let browser = stage.open_browser()?;        // the same profile again
//!     browser.go("/")?;
//!     browser.until("the answer is back", "return document.querySelector('input').value === '3,5'")?;
//!     browser.screenshots("answer")               // target/screenshots/answer-{1280x800,800x1280}.png
//! })
//! # }
//! ```
//!
//! When a scene fails, `target/screenshots/failed-NAME.png` shows the page and the error holds what the console said.
//! More: [`Browser::run`] (a script in the page; promises are awaited), [`Browser::texts`], [`Browser::attribute`],
//! [`Browser::screen`], [`Browser::slow_down`], [`Stage::downloaded`], [`Stage::start_server`], [`Stage::serve`] (another
//! version of the app at the same address), [`Stage::soat`] (the command line, for comparing with the native engine),
//! and [`Browser::session`] for everything that WebDriver can do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};
use xtask::server::Server;
use xtask::workspace::{self, Workspace};

use crate::webdriver::{Driver, Element, Session};

/// How long the app may take to show something, on a slow machine. A test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);

/// The tablet held upright and lying, and so are the pictures.
pub const SCREENS: [(u32, u32); 2] = [(1280, 800), (800, 1280)];

/// Runs one test on a stage of its own. The name is that of its profile and of its picture when it fails.
pub fn scene(name: &str, play: impl FnOnce(&mut Stage) -> Result<()>) -> Result<()> {
    let mut stage = Stage::build(name)?;
    let outcome = play(&mut stage);
    let outcome = outcome.map_err(|trouble| stage.describe(trouble));
    stage.clear();
    outcome
}

/// The server, the browser and its profile.
#[derive(Debug)]
pub struct Stage {
    name: String,
    workspace: Workspace,
    folder: PathBuf,
    port: u16,
    server: Option<Server>,
    driver: Driver,
    browser: Option<Browser>,
}

impl Stage {
    fn build(name: &str) -> Result<Self> {
        let workspace = Workspace::locate();
        let folder = workspace.target().join("browser").join(format!("{name}-{}", std::process::id()));
        workspace::remove_folder(&folder)?;
        fs::create_dir_all(folder.join("downloads"))?;
        let server = Server::start(&workspace.dist(), 0)
            .context("the app is not built: `cargo xtask browser` builds it and runs these tests")?;
        let port = server.port();
        let driver = Driver::start_chromium()?;
        Ok(Self {
            name: name.to_owned(),
            workspace,
            folder,
            port,
            server: Some(server),
            driver,
            browser: None,
        })
    }

    /// Opens the browser, with the profile as the last one left it.
    pub fn open_browser(&mut self) -> Result<Browser> {
        if let Some(browser) = self.browser.take() {
            browser.session.close()?;
        }
        let session = self.driver.open(&self.capabilities())?;
        let browser = Browser { session, address: format!("http://localhost:{}", self.port) };
        let (width, height) = SCREENS[0];
        browser.screen(width, height)?;
        self.browser = Some(browser.clone());
        Ok(browser)
    }

    fn capabilities(&self) -> Value {
        json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "args": [
                    self.profile_option(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--no-default-browser-check",
                    "--lang=vi",
                ],
                "prefs": {
                    "download.default_directory": self.folder.join("downloads"),
                    "download.prompt_for_download": false,
                },
            },
        })
    }

    /// Marks every process of this test's browser.
    fn profile_option(&self) -> String {
        format!("--user-data-dir={}", self.folder.join("profile").display())
    }

    /// The address of the app, without a slash at the end. It stays the same when the server stops and starts.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Takes the network away: the port is closed and every connection ends.
    pub fn stop_server(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Brings the network back.
    pub fn start_server(&mut self) -> Result<()> {
        let dist = self.workspace.dist();
        self.serve(&dist)
    }

    /// Serves another folder at the same address, such as a changed copy of the app from [`Stage::copy_of_app`].
    pub fn serve(&mut self, folder: &Path) -> Result<()> {
        self.stop_server();
        self.server = Some(Server::start(folder, self.port)?);
        Ok(())
    }

    /// A copy of the built app that this test may change, without its compressed files.
    pub fn copy_of_app(&self) -> Result<PathBuf> {
        let copy = self.folder.join("app");
        let dist = self.workspace.dist();
        for file in workspace::files_below(&dist)? {
            if workspace::ending(&file) != "br" {
                workspace::copy(&dist.join(&file), &copy.join(&file))?;
            }
        }
        Ok(copy)
    }

    /// Kills every process of the browser at once, as an empty battery does, and returns when none is left.
    pub fn kill_browser(&mut self) -> Result<()> {
        self.browser = None;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let processes = self.browser_processes()?;
            if processes.is_empty() {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("the browser does not die");
            }
            // A process that has ended in the meantime is no failure.
            Command::new("sh").arg("-c").arg(format!("kill -9 {} 2>&-", processes.join(" "))).status()?;
            sleep(POLL);
        }
    }

    fn browser_processes(&self) -> Result<Vec<String>> {
        let mark = self.profile_option();
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            // It may be gone by now, or belong to another user.
            let command_line = fs::read(format!("/proc/{name}/cmdline")).unwrap_or_default();
            if String::from_utf8_lossy(&command_line).split('\0').any(|argument| argument == mark) {
                found.push(name);
            }
        }
        Ok(found)
    }

    /// Waits for a finished download whose name has this ending, and takes it out of the folder for downloads.
    pub fn downloaded(&self, ending: &str) -> Result<PathBuf> {
        let folder = self.folder.join("downloads");
        let taken = self.folder.join("taken");
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let files = workspace::files_below(&folder)?;
            if let Some(file) = files.iter().find(|file| file.ends_with(ending)) {
                fs::create_dir_all(&taken)?;
                fs::rename(folder.join(file), taken.join(file))?;
                return Ok(taken.join(file));
            }
            sleep(POLL);
        }
        bail!("no download ends in `{ending}`: {:?}", workspace::files_below(&folder)?)
    }

    /// The command line `soat`, run from the root of the project. It is built by the steps before the browser tests.
    pub fn soat(&self) -> Command {
        self.workspace.command(&self.workspace.target().join("debug/soat").to_string_lossy())
    }

    /// Adds to an error what helps to understand it: a picture, and what the console said.
    fn describe(&self, trouble: anyhow::Error) -> anyhow::Error {
        let Some(browser) = &self.browser else { return trouble };
        let picture = browser.picture(&format!("failed-{}", self.name));
        let console = browser.session.console().unwrap_or_default();
        let text = browser.run("return document.body.innerText").unwrap_or_default();
        anyhow!(
            "{trouble:#}\n  picture: {}\n  console: {}\n  text: {}",
            picture.map_or_else(|trouble| trouble.to_string(), |path| path.display().to_string()),
            console.join("\n           "),
            text.as_str().unwrap_or_default().replace('\n', "\n        ")
        )
    }

    fn clear(mut self) {
        if let Some(browser) = self.browser.take() {
            let _ = browser.session.close();
        }
        // What cannot be removed now is overwritten by the next run.
        let _ = self.kill_browser();
        let _ = workspace::remove_folder(&self.folder);
    }
}

/// A browser on the app's pages. Everything that looks for an element waits until it is there.
#[derive(Debug, Clone)]
pub struct Browser {
    session: Session,
    address: String,
}

impl Browser {
    /// Everything that WebDriver can do.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Opens a path of the app and waits until the app has started.
    pub fn go(&self, path: &str) -> Result<()> {
        self.session.go(&format!("{}{path}", self.address))?;
        self.started()
    }

    /// Loads the page again and waits until the app has started.
    pub fn reload(&self) -> Result<()> {
        self.session.reload()?;
        self.started()
    }

    fn started(&self) -> Result<()> {
        self.until("the app has started", "return window.wasmBindings && !document.getElementById('boot')")
    }

    /// Waits until everything is stored for offline use.
    pub fn ready_offline(&self) -> Result<()> {
        self.until(
            "the service worker controls the page",
            "return navigator.serviceWorker.controller?.state === 'activated'",
        )
    }

    /// Runs the body of a function in the page; a promise that it returns is awaited.
    pub fn run(&self, script: &str) -> Result<Value> {
        self.session.run(script, &[])
    }

    /// Waits until the body of a function returns something true.
    pub fn until(&self, what: &str, script: &str) -> Result<()> {
        wait(what, || Ok(self.run(script)?.as_bool().unwrap_or_default().then_some(())))
    }

    /// The first element that a selector matches and that can be seen.
    pub fn find(&self, selector: &str) -> Result<Element> {
        wait(&format!("`{selector}` is on the page"), || first_displayed(self.session.all(selector)?))
    }

    pub fn click(&self, selector: &str) -> Result<()> {
        wait(&format!("`{selector}` can be clicked"), || {
            first_displayed(self.session.all(selector)?)?.map(|element| element.click()).transpose()
        })
    }

    /// Clicks the button, link or label that is called so, by its text or by the name for screen readers.
    pub fn press_button(&self, name: &str) -> Result<()> {
        let name = xpath_literal(name);
        let path = format!(
            "//*[self::button or self::a or self::label or self::summary or @role='button' or @role='radio' or @role='tab']\
             [normalize-space(.)={name} or @aria-label={name}]"
        );
        wait(&format!("a button called {name} can be clicked"), || {
            first_displayed(self.session.all_by_xpath(&path)?)?.map(|element| element.click()).transpose()
        })
    }

    /// Replaces what is in a field.
    pub fn write(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.find(selector)?;
        field.clear()?;
        field.write(text)
    }

    /// What can be read in the first element that a selector matches.
    pub fn text(&self, selector: &str) -> Result<String> {
        self.find(selector)?.text()
    }

    /// What can be read in each element that a selector matches now; there may be none.
    pub fn texts(&self, selector: &str) -> Result<Vec<String>> {
        self.session.all(selector)?.iter().map(Element::text).collect()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Result<Option<String>> {
        self.find(selector)?.attribute(name)
    }

    /// Waits until an element that a selector matches contains a text.
    pub fn wait_text(&self, selector: &str, text: &str) -> Result<()> {
        wait(&format!("`{selector}` says “{text}”"), || {
            Ok(self.texts(selector)?.iter().any(|found| found.contains(text)).then_some(()))
        })
    }

    /// Waits until nothing that a selector matches is left.
    pub fn wait_gone(&self, selector: &str) -> Result<()> {
        wait(&format!("`{selector}` is gone"), || Ok(self.session.all(selector)?.is_empty().then_some(())))
    }

    /// Makes the page exactly so large, as the tablet's screen is.
    pub fn screen(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.session.chromium("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// Makes the processor so many times slower, as a cheap tablet is.
    pub fn slow_down(&self, times: u32) -> Result<()> {
        self.session.chromium("Emulation.setCPUThrottlingRate", &json!({ "rate": times })).map(drop)
    }

    /// Takes a picture in each size: `target/screenshots/NAME-1280x800.png` and `NAME-800x1280.png`.
    pub fn screenshots(&self, name: &str) -> Result<()> {
        for (width, height) in SCREENS {
            self.screen(width, height)?;
            // Two frames: one for the layout, one for the paint.
            self.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")?;
            self.picture(&format!("{name}-{width}x{height}"))?;
        }
        let (width, height) = SCREENS[0];
        self.screen(width, height)
    }

    fn picture(&self, name: &str) -> Result<PathBuf> {
        let path = Workspace::locate().target().join("screenshots").join(format!("{name}.png"));
        workspace::write(&path, BASE64_STANDARD.decode(self.session.picture()?)?)?;
        Ok(path)
    }

    /// What the console reported as wrong since the last call. A test that expects nothing wrong ends with this.
    pub fn complaints(&self) -> Result<Vec<String>> {
        let lines = self.session.console()?;
        Ok(lines
            .into_iter()
            .filter(|line| line.starts_with("SEVERE") || line.starts_with("WARNING"))
            .collect())
    }
}

/// Asks again and again until there is an answer. While a page is being replaced, questions about it fail.
fn wait<T>(what: &str, mut attempt: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let outcome = attempt();
        if let Ok(Some(found)) = outcome {
            return Ok(found);
        }
        if Instant::now() > deadline {
            let why = outcome.err().map_or(String::new(), |trouble| format!(" ({trouble:#})"));
            bail!("waited {} s in vain: {what}{why}", PATIENCE.as_secs());
        }
        sleep(POLL);
    }
}

fn first_displayed(elements: Vec<Element>) -> Result<Option<Element>> {
    for element in elements {
        if element.displayed()? {
            return Ok(Some(element));
        }
    }
    Ok(None)
}

/// XPath has no escapes: a text with both kinds of quotes is put together from pieces.
fn xpath_literal(text: &str) -> String {
    let pieces: Vec<String> = text.split('"').map(|piece| format!("\"{piece}\"")).collect();
    if let [one] = pieces.as_slice() { one.clone() } else { format!("concat({})", pieces.join(", '\"', ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_quotes_is_put_together_from_pieces() {
        assert_eq!(xpath_literal("Đạt"), "\"Đạt\"");
        assert_eq!(xpath_literal("a\"b"), "concat(\"a\", '\"', \"b\")");
    }
}
