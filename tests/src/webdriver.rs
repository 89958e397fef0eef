//! The W3C WebDriver protocol, as much as our tests say in it: JSON over HTTP to a driver on this machine. A client of
//! our own keeps an async runtime and a TLS stack out of the build, and lets tests be read from top to bottom.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Longer than any script or page of ours takes, on a slow machine.
const PATIENCE: Duration = Duration::from_mins(2);
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running driver program, which starts browsers. Dropping it ends it.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub fn start_chromium() -> Result<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver cannot be started")?;
        let mut lines = BufReader::new(process.stdout.take().context("chromedriver has no output")?).lines();
        let port = loop {
            let line = lines.next().context("chromedriver ended at once")??;
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').parse()?;
            }
        };
        Ok(Self { process, port })
    }

    /// Opens a browser with these capabilities.
    pub fn open(&self, capabilities: &Value) -> Result<Session> {
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = call(self.port, "POST", "/session", &wanted)?;
        let id = answer.get("sessionId").and_then(Value::as_str).context("the driver names no session")?;
        Ok(Session { port: self.port, id: id.to_owned() })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser that is driven.
#[derive(Debug, Clone)]
pub struct Session {
    port: u16,
    id: String,
}

/// An element of the page as it was when it was found.
#[derive(Debug, Clone)]
pub struct Element {
    session: Session,
    id: String,
}

impl Session {
    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        call(self.port, "POST", &format!("/session/{}{path}", self.id), body)
    }

    fn get(&self, path: &str) -> Result<Value> {
        call(self.port, "GET", &format!("/session/{}{path}", self.id), &Value::Null)
    }

    /// Ends the browser as its user would.
    pub fn close(&self) -> Result<()> {
        call(self.port, "DELETE", &format!("/session/{}", self.id), &Value::Null).map(drop)
    }

    pub fn go(&self, address: &str) -> Result<()> {
        self.post("/url", &json!({ "url": address })).map(drop)
    }

    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Runs the body of a function in the page. A promise that it returns is awaited.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The elements that a CSS selector matches now.
    pub fn all(&self, selector: &str) -> Result<Vec<Element>> {
        self.find("css selector", selector)
    }

    /// The elements that an XPath matches now.
    pub fn all_by_xpath(&self, path: &str) -> Result<Vec<Element>> {
        self.find("xpath", path)
    }

    fn find(&self, using: &str, value: &str) -> Result<Vec<Element>> {
        let found = self.post("/elements", &json!({ "using": using, "value": value }))?;
        let found = found.as_array().context("the driver gave no list of elements")?;
        let ids = found.iter().filter_map(|element| element.get(ELEMENT)?.as_str());
        Ok(ids.map(|id| Element { session: self.clone(), id: id.to_owned() }).collect())
    }

    /// Presses keys wherever the focus is. `webdriver` keys are characters of the private use area, see [`key`].
    pub fn press(&self, keys: &str) -> Result<()> {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
            })
            .collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// A picture of what is on the screen, as PNG in base64.
    pub fn picture(&self) -> Result<String> {
        Ok(self.get("/screenshot")?.as_str().context("the driver gave no picture")?.to_owned())
    }

    /// A command of Chromium's own protocol, for what WebDriver lacks.
    pub fn chromium(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// What the page's console said since the last call, Chromium only.
    pub fn console(&self) -> Result<Vec<String>> {
        let entries = self.post("/se/log", &json!({ "type": "browser" }))?;
        let entries = entries.as_array().context("the driver gave no log")?;
        let line = |entry: &Value| {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            format!("{} {}", text("level"), text("message"))
        };
        Ok(entries.iter().map(line).collect())
    }

    /// Opens a further tab and turns to it; the earlier one is returned.
    pub fn open_tab(&self) -> Result<String> {
        let earlier = self.tab()?;
        let opened = self.post("/window/new", &json!({ "type": "tab" }))?;
        let opened = opened.get("handle").and_then(Value::as_str).context("the driver names no tab")?;
        self.turn_to(opened)?;
        Ok(earlier)
    }

    pub fn tab(&self) -> Result<String> {
        Ok(self.get("/window")?.as_str().context("the driver names no tab")?.to_owned())
    }

    pub fn turn_to(&self, tab: &str) -> Result<()> {
        self.post("/window", &json!({ "handle": tab })).map(drop)
    }
}

impl Element {
    fn path(&self, rest: &str) -> String {
        format!("/element/{}{rest}", self.id)
    }

    /// Clicks as a user does: the element is scrolled into view and must not be covered.
    pub fn click(&self) -> Result<()> {
        self.session.post(&self.path("/click"), &json!({})).map(drop)
    }

    pub fn write(&self, text: &str) -> Result<()> {
        self.session.post(&self.path("/value"), &json!({ "text": text })).map(drop)
    }

    pub fn clear(&self) -> Result<()> {
        self.session.post(&self.path("/clear"), &json!({})).map(drop)
    }

    /// The text as it is seen: hidden parts are not in it.
    pub fn text(&self) -> Result<String> {
        self.text_at("/text")
    }

    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.session.get(&self.path(&format!("/attribute/{name}")))?.as_str().map(str::to_owned))
    }

    pub fn property(&self, name: &str) -> Result<Value> {
        self.session.get(&self.path(&format!("/property/{name}")))
    }

    pub fn displayed(&self) -> Result<bool> {
        Ok(self.session.get(&self.path("/displayed"))?.as_bool().unwrap_or_default())
    }

    pub fn enabled(&self) -> Result<bool> {
        Ok(self.session.get(&self.path("/enabled"))?.as_bool().unwrap_or_default())
    }

    /// The name that a screen reader says.
    pub fn accessible_name(&self) -> Result<String> {
        self.text_at("/computedlabel")
    }

    fn text_at(&self, rest: &str) -> Result<String> {
        Ok(self.session.get(&self.path(rest))?.as_str().unwrap_or_default().to_owned())
    }
}

/// Keys that are not characters, as WebDriver writes them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const SPACE: &str = " ";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
    pub const LEFT: &str = "\u{e012}";
    pub const RIGHT: &str = "\u{e014}";
    pub const BACKSPACE: &str = "\u{e003}";
}

/// One command to the driver and the value of its answer.
fn call(port: u16, method: &str, path: &str, body: &Value) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let (status, answer) = exchange(port, method, path, &body).with_context(|| format!("{method} {path}"))?;
    let answer: Value =
        serde_json::from_str(&answer).with_context(|| format!("{method} {path}: {answer}"))?;
    let value = answer.get("value").cloned().unwrap_or_default();
    if status == 200 {
        return Ok(value);
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    bail!("{method} {path}: {}: {}", text("error"), text("message").lines().next().unwrap_or_default())
}

fn exchange(port: u16, method: &str, path: &str, body: &str) -> Result<(u16, String)> {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    connection.set_read_timeout(Some(PATIENCE))?;
    write!(
        connection,
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status =
        line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("the driver did not answer")?;
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        match header.split_once(':') {
            None => break,
            Some(("content-length", value)) => length = value.trim().parse()?,
            Some(_) => {}
        }
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer)?;
    Ok((status, String::from_utf8(answer)?))
}
