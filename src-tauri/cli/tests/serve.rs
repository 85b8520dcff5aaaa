//! The server as a browser meets it.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

struct Served {
    child: Child,
    host: String,
    token: String,
    _ui: TempDir,
}

impl Served {
    fn start() -> Self {
        let ui = tempfile::tempdir().unwrap();
        std::fs::write(ui.path().join("index.html"), "<!doctype html><title>Page</title>").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
        let mut child = command
            .args(["serve", "--sample", "--ui"])
            .arg(ui.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let url = said["url"].as_str().unwrap().to_owned();
        let (host, token) = url.strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        Self { child, host: host.to_owned(), token: token.to_owned(), _ui: ui }
    }

    /// Sends a request as it stands, and gives the status and everything that came back.
    fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn call(&self, request: &Value, headers: &[(&str, &str)]) -> (u16, Value) {
        let (status, answer) = self.send("POST /call", headers, &request.to_string());
        (status, serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_page_and_the_operations_are_served_to_who_may() {
    let served = Served::start();
    let token = ("X-Tierwright-Token", served.token.as_str());
    let origin = format!("http://{}", served.host);

    let (status, page) = served.send("GET /?token=any", &[], "");
    assert_eq!(status, 200);
    assert!(page.contains("<title>Page</title>"), "{page}");
    for part in [
        "Content-Type: text/html",
        "Content-Security-Policy: default-src 'none'; script-src 'self'",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(served.send("GET /../Cargo.toml", &[], "").0, 404);
    assert_eq!(served.send("DELETE /", &[], "").0, 405);

    let document = json!({ "op": "document" });
    let (status, answer) = served.call(&document, &[token, ("Origin", &origin)]);
    assert_eq!((status, &answer["name"]), (200, &json!("Sample")), "it is open already");
    let (status, answer) = served.call(&json!({ "op": "undo" }), &[token]);
    assert_eq!((status, &answer["code"]), (422, &json!("nothing_to_undo")));

    for (headers, expected) in [
        (vec![], 401),
        (vec![("X-Tierwright-Token", "guess")], 401),
        (vec![token, ("Origin", "http://example.com")], 403),
        (vec![token, ("Host", "example.com")], 403),
        (vec![token, ("Origin", "null")], 403),
    ] {
        let (status, answer) = served.call(&document, &headers);
        assert_eq!((status, &answer["code"]), (expected, &json!("request_refused")), "{headers:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_server_ends_when_asked() {
    let mut served = Served::start();
    let id = served.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
}
