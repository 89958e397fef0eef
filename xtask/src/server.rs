//! A small web server for the built app: one folder, on this machine only. It does what a real one must do for the
//! app (types, caching, brotli copies, the app's page for addresses that are pages of the app), and it can be stopped
//! in the middle of everything, which is how the tests take the network away.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const IDLE: Duration = Duration::from_mins(1);
const LONGEST_HEAD: u64 = 32 * 1024;
const PAGE: &str = "index.html";

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    stopping: AtomicBool,
    next: AtomicU64,
    open: Mutex<BTreeMap<u64, TcpStream>>,
}

impl Server {
    /// Serves `folder` on `port`; port 0 is any free one.
    pub fn start(folder: &Path, port: u16) -> io::Result<Self> {
        let folder = folder.canonicalize()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            folder,
            stopping: AtomicBool::new(false),
            next: AtomicU64::new(0),
            open: Mutex::default(),
        });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, acceptor: Some(acceptor) })
    }

    /// Whether a server could start on this port now.
    pub fn probe(port: u16) -> io::Result<()> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop)
    }

    /// The address to open, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port())
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }

    /// Closes the port and every connection, as a network does when it goes away.
    pub fn stop(mut self) {
        self.halt();
    }

    fn halt(&mut self) {
        let Some(acceptor) = self.acceptor.take() else { return };
        self.shared.stopping.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = acceptor.join();
        for connection in self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.halt();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(connection) = connection else { continue };
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            let number = shared.next.fetch_add(1, Ordering::SeqCst);
            if let Ok(handle) = connection.try_clone() {
                shared.open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, handle);
            }
            // A connection that breaks is the browser's affair.
            let _ = converse(connection, &shared.folder);
            shared.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        });
    }
}

fn converse(connection: TcpStream, folder: &Path) -> io::Result<()> {
    connection.set_read_timeout(Some(IDLE))?;
    connection.set_nodelay(true)?;
    let mut writer = connection.try_clone()?;
    let mut reader = BufReader::new(connection);
    while let Some(request) = Request::read(&mut reader)? {
        let reply = reply(&request, folder);
        writer.write_all(&reply.head())?;
        if request.method != "HEAD" {
            writer.write_all(&reply.body)?;
        }
        if request.close {
            break;
        }
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq)]
struct Request {
    method: String,
    target: String,
    brotli: bool,
    close: bool,
}

impl Request {
    /// The next request of a connection; none when the browser has closed it. Bodies are not read: nothing is ever
    /// sent to us.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = reader.take(LONGEST_HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut request = Self {
            method: words.next().unwrap_or_default(),
            target: words.next().unwrap_or_default(),
            ..Self::default()
        };
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let header = line.trim().to_ascii_lowercase();
            match header.split_once(':') {
                None => break,
                Some(("accept-encoding", coding)) => {
                    request.brotli = coding.split(',').any(|c| c.trim() == "br");
                }
                Some(("connection", wish)) => request.close = wish.trim() == "close",
                // Unread, a body would be taken for the next request.
                Some(("content-length" | "transfer-encoding", _)) => request.close = true,
                Some(_) => {}
            }
        }
        Ok(Some(request))
    }
}

#[derive(Debug)]
struct Reply {
    status: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

impl Reply {
    fn plain(status: &'static str) -> Self {
        Self { status, headers: vec![("Content-Type", "text/plain")], body: status.into() }
    }

    fn head(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}

fn reply(request: &Request, folder: &Path) -> Reply {
    if !["GET", "HEAD"].contains(&request.method.as_str()) {
        return Reply::plain("405 Method Not Allowed");
    }
    let Some(wanted) = file_of(&request.target) else { return Reply::plain("400 Bad Request") };
    let is_page = crate::workspace::ending(&wanted).is_empty();
    let file = if folder.join(&wanted).is_file() {
        wanted
    } else if is_page {
        PAGE.to_owned()
    } else {
        return Reply::plain("404 Not Found");
    };
    let path = folder.join(&file);
    let compressed = folder.join(format!("{file}.br"));
    let mut headers = vec![
        ("Content-Type", type_of(&file)),
        ("Cache-Control", caching_of(&file)),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
    ];
    let content = if request.brotli && compressed.is_file() {
        headers.push(("Content-Encoding", "br"));
        std::fs::read(compressed)
    } else {
        std::fs::read(path)
    };
    match content {
        Ok(body) => Reply { status: "200 OK", headers, body },
        Err(_) => Reply::plain("500 Internal Server Error"),
    }
}

/// The file that a request's target names, relative to the folder; none when it points out of it.
fn file_of(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decode(path)?;
    let inside = path.split('/').all(|part| part != ".." && part != "." && !part.contains(['\\', '\0']));
    let whole = if path.is_empty() { PAGE.to_owned() } else { path };
    (inside && !whole.starts_with('/')).then_some(whole)
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn type_of(file: &str) -> &'static str {
    match crate::workspace::ending(file) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "yaml" => "application/yaml",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Files that Trunk named by their content never change; everything else is asked for again.
fn caching_of(file: &str) -> &'static str {
    if named_by_content(file) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn named_by_content(file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    stem.split(['-', '_']).any(|part| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_name_files_inside_the_folder_only() {
        for (target, file) in [
            ("/", Some("index.html")),
            ("/boot.js", Some("boot.js")),
            ("/rules/construction/basement.yaml?v=1", Some("rules/construction/basement.yaml")),
            ("/kh%C3%B4ng", Some("không")),
            ("/../Cargo.toml", None),
            ("/%2e%2e/Cargo.toml", None),
            ("//etc/passwd", None),
            ("/a%00b", None),
            ("/%zz", None),
            ("http://elsewhere/", None),
        ] {
            assert_eq!(file_of(target).as_deref(), file, "{target}");
        }
    }

    #[test]
    fn only_files_named_by_content_are_kept_forever() {
        for (file, forever) in [
            ("soat-app-d6aa8f0cd05b0fd2_bg.wasm", true),
            ("soat-app-d6aa8f0cd05b0fd2.js", true),
            ("app-3d1cf1e5a6b1c2d.css", true),
            ("index.html", false),
            ("sw.js", false),
            ("fonts/be-vietnam-pro-latin-400-normal.woff2", false),
        ] {
            assert_eq!(named_by_content(file), forever, "{file}");
        }
    }

    #[test]
    fn a_request_says_what_it_accepts() {
        let mut text = "GET /a HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n".as_bytes();
        let request = Request::read(&mut text).unwrap().unwrap();
        assert_eq!(request, Request { method: "GET".into(), target: "/a".into(), brotli: true, close: true });
    }

    #[test]
    fn addresses_of_the_app_get_its_page_and_missing_files_do_not() {
        let folder = std::env::temp_dir().join(format!("soat-server-{}", std::process::id()));
        crate::workspace::write(&folder.join(PAGE), "page").unwrap();
        let get = |target: &str| {
            let request = Request { method: "GET".into(), target: target.into(), ..Request::default() };
            reply(&request, &folder)
        };
        assert_eq!(get("/inspection/7").body, b"page");
        assert_eq!(get("/missing.js").status, "404 Not Found");
        assert_eq!(get("/../x").status, "400 Bad Request");
        crate::workspace::remove_folder(&folder).unwrap();
    }

    #[test]
    fn a_stopped_server_refuses_connections_and_ends_open_ones() {
        let folder = std::env::temp_dir();
        let server = Server::start(&folder, 0).unwrap();
        let address = server.address;
        let mut open = TcpStream::connect(address).unwrap();
        server.stop();
        assert!(TcpStream::connect(address).is_err());
        let mut rest = Vec::new();
        assert_eq!(open.read_to_end(&mut rest).unwrap_or_default(), 0);
    }
}
