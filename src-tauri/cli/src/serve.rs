//! The window's page and its operations on loopback, for tests in a browser.
//!
//! Only this machine can reach it, and only who knows the token in the page's address can ask for
//! anything: a page from elsewhere has neither the token nor the right origin.

use std::{
    fmt::Write as _,
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{Failure, FailureKind, Open, OpenSample},
};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::{
    arguments::Serve,
    printing::{Ended, Printed},
};

/// Threads that carry requests, so that a newer one can overtake.
const THREADS: usize = 4;
/// The most bytes that a request may have.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// The window's content policy, with this server in place of the window's own door.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

type Answer = Response<std::io::Cursor<Vec<u8>>>;

/// Serves until the process is asked to end.
pub fn serve(asked: Serve) -> Ended {
    let desk = Desk::remembering();
    if asked.sample {
        desk.ask(OpenSample { size: Some(asked.size.into()), path: None })?;
    } else if let Some(path) = asked.file {
        desk.ask(Open { path, ..Open::default() })?;
    }
    let folder =
        fs::canonicalize(&asked.ui).map_err(|error| no_page(&asked.ui, &error.to_string()))?;
    let server = Server::http("127.0.0.1:0").map_err(|error| cannot_serve(&error.to_string()))?;
    let address = server.server_addr().to_ip().ok_or_else(|| cannot_serve("it has no address"))?;
    let house = House { desk, folder, host: address.to_string(), token: token()? };
    let server = Arc::new(server);
    let ending = Arc::clone(&server);
    // Without a handler the process ends at once and leaves a temporary document behind.
    let _ = ctrlc::set_handler(move || (0..THREADS).for_each(|_| ending.unblock()));
    house.announce()?;
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| house.work(&server));
        }
    });
    house.desk.close();
    Ok(Printed::fine(String::new()))
}

/// What requests are answered from.
struct House {
    desk: Desk,
    /// The folder of the page, without links in its path.
    folder: PathBuf,
    /// `127.0.0.1:PORT`.
    host: String,
    token: String,
}

impl House {
    /// Prints the address of the page, on one line.
    fn announce(&self) -> Result<(), Failure> {
        let url = format!("http://{}/?token={}", self.host, self.token);
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", json!({ "url": url }))
            .and_then(|()| out.flush())
            .map_err(|error| cannot_serve(&error.to_string()))
    }

    /// Answers requests until the server is unblocked.
    fn work(&self, server: &Server) {
        while let Ok(mut request) = server.recv() {
            let answer = self.answer(&mut request);
            // The browser may be gone; there is nobody to tell then.
            let _ = request.respond(answer);
        }
    }

    fn answer(&self, request: &mut Request) -> Answer {
        if !self.comes_from_here(request) {
            return refused(403, "The request does not come from this page.");
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        match (request.method(), path.as_str()) {
            (Method::Post, "/call") => self.call(request),
            (Method::Get, path) => self.file(path),
            _ => refused(405, "Nothing is done this way."),
        }
    }

    /// A page that a foreign name was bound to this address sends that name as its host, and a page
    /// from elsewhere its own origin.
    fn comes_from_here(&self, request: &Request) -> bool {
        let origin = format!("http://{}", self.host);
        header(request, "Host") == Some(self.host.as_str())
            && header(request, "Origin").is_none_or(|from| from == origin)
    }

    fn call(&self, request: &mut Request) -> Answer {
        let given = header(request, "X-Tierwright-Token").unwrap_or_default();
        if !same(given.as_bytes(), self.token.as_bytes()) {
            return refused(401, "The request has not the token of this page.");
        }
        let mut body = String::new();
        let read = request.as_reader().take(MOST_BYTES + 1).read_to_string(&mut body);
        if read.is_err() || body.len() as u64 > MOST_BYTES {
            return refused(400, "The request cannot be read.");
        }
        match self.desk.call_json(&body) {
            Ok(answer) => with_headers(200, "application/json", answer.into_bytes()),
            Err(failure) => with_headers(422, "application/json", failure.into_bytes()),
        }
    }

    fn file(&self, path: &str) -> Answer {
        let found = place(&self.folder, path).and_then(|place| {
            let bytes = fs::read(&place).ok()?;
            Some(with_headers(200, kind(&place), bytes))
        });
        found.unwrap_or_else(|| refused(404, "There is no such file."))
    }
}

/// The file of a path, if it is one inside the folder, links followed.
fn place(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/')?;
    let name = if path.is_empty() { "index.html" } else { path };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
    };
    if !name.split('/').all(plain) {
        return None;
    }
    let place = fs::canonicalize(folder.join(name)).ok()?;
    (place.starts_with(folder) && place.is_file()).then_some(place)
}

/// What a file is, told from its name.
fn kind(place: &Path) -> &'static str {
    match place.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    let found = request.headers().iter().find(|header| header.field.equiv(name))?;
    Some(found.value.as_str())
}

/// Compares without telling by the time it takes how much of it was right.
fn same(given: &[u8], expected: &[u8]) -> bool {
    let differences = given.iter().zip(expected).fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == expected.len() && differences == 0
}

fn with_headers(status: u16, kind: &str, bytes: Vec<u8>) -> Answer {
    let headers = [
        ("Content-Type", kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ];
    let answer = Response::from_data(bytes).with_status_code(StatusCode(status));
    headers
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(answer, |answer, header| answer.with_header(header))
}

fn refused(status: u16, sentence: &str) -> Answer {
    let failure = json!({
        "code": "request_refused",
        "kind": "wrong_use",
        "sentence": sentence,
        "hint": "Open the address that the server printed.",
    });
    with_headers(status, "application/json", failure.to_string().into_bytes())
}

/// 128 random bits from the system, in hexadecimal.
fn token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| cannot_serve(&error.to_string()))?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn no_page(folder: &Path, reason: &str) -> Failure {
    Failure {
        code: "page_missing".to_owned(),
        kind: FailureKind::File,
        sentence: format!("{} cannot be served: {reason}.", folder.display()),
        hint: "Build the page first: npm run build, in the folder ui.".to_owned(),
    }
}

fn cannot_serve(reason: &str) -> Failure {
    Failure {
        code: "server_not_started".to_owned(),
        kind: FailureKind::File,
        sentence: format!("The server could not be started: {reason}."),
        hint: "Try again.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_windows_own() {
        let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/../tauri.conf.json");
        let settings: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(settings).unwrap()).unwrap();
        let rules = settings["app"]["security"]["csp"].as_object().unwrap();
        let ours: Vec<(&str, &str)> =
            POLICY.split("; ").map(|rule| rule.split_once(' ').unwrap()).collect();
        assert_eq!(ours.len(), rules.len());
        for (rule, sources) in ours {
            let expected =
                if rule == "connect-src" { "'self'" } else { rules[rule].as_str().unwrap() };
            assert_eq!(sources, expected, "{rule}");
        }
    }

    #[test]
    fn only_plain_files_inside_the_folder_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::write(root.join("index.html"), "page").unwrap();
        fs::create_dir(root.join("assets")).unwrap();
        fs::write(root.join("assets/a-1.js"), "script").unwrap();
        fs::write(root.join(".secret"), "secret").unwrap();
        for (path, served) in [
            ("/", true),
            ("/index.html", true),
            ("/assets/a-1.js", true),
            ("/assets", false),
            ("/assets/../index.html", false),
            ("/../index.html", false),
            ("//etc/passwd", false),
            ("/%2e%2e/index.html", false),
            ("/.secret", false),
            ("/none.js", false),
            ("index.html", false),
        ] {
            assert_eq!(place(&root, path).is_some(), served, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/hostname", root.join("link.txt")).unwrap();
            assert_eq!(place(&root, "/link.txt"), None, "a link out of the folder");
        }
    }

    #[test]
    fn tokens_are_long_and_compared_whole() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
        assert!(same(one.as_bytes(), one.as_bytes()));
        assert!(!same(one.as_bytes(), other.as_bytes()));
        assert!(!same(b"", one.as_bytes()) && !same(&one.as_bytes()[..31], one.as_bytes()));
    }
}
