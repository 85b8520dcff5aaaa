//! Reads the text of a PDF back, in the plain form that Tierwright writes: objects of their own,
//! streams deflated, glyphs of two bytes with a table to letters.

use std::{collections::HashMap, io::Read};

use flate2::read::ZlibDecoder;

/// A PDF, read.
pub struct Pdf {
    /// What each page says, without what repeats on every page; a new line for each run of text.
    pub pages: Vec<String>,
    /// What repeats on the pages, such as the footer and the mark across them.
    pub repeated: String,
}

/// The glyphs of a font and the letters that they stand for.
type Letters = HashMap<u16, String>;

pub fn read(bytes: &[u8]) -> Pdf {
    assert!(bytes.starts_with(b"%PDF-1.7"), "no PDF");
    let objects = objects(bytes);
    let pages = numbers_in(between(&objects[&1], "/Kids[", "]"));
    let mut repeated = String::new();
    let pages = pages.iter().map(|page| page_text(&objects, *page, &mut repeated)).collect();
    Pdf { pages, repeated }
}

impl Pdf {
    /// What all pages say, without white space and the places where a long word may break.
    pub fn packed(&self) -> String {
        packed(&self.pages.concat())
    }
}

/// A text without white space and the places where a long word may break.
pub fn packed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

/// Every object by its number, as it stands in the file.
fn objects(bytes: &[u8]) -> HashMap<usize, Vec<u8>> {
    let (mut found, mut rest) = (HashMap::new(), bytes);
    while let Some(at) = position(rest, b" 0 obj\n") {
        let digits = rest[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = String::from_utf8_lossy(&rest[at - digits..at]).parse().unwrap();
        let body = &rest[at + 7..];
        let end = position(body, b"\nendobj").unwrap();
        found.insert(number, body[..end].to_vec());
        rest = &body[end..];
    }
    found
}

fn page_text(objects: &HashMap<usize, Vec<u8>>, page: usize, repeated: &mut String) -> String {
    let referred = |from: &[u8], key: &str| number_after(from, key);
    let resources = &objects[&referred(&objects[&page], "/Resources ")];
    let mut fonts = HashMap::new();
    for part in between(resources, "/Font<<", ">>").split('/').skip(1) {
        let (name, object) = part.split_once(' ').unwrap();
        let font = &objects[&numbers_in(object)[0]];
        let table = stream(&objects[&referred(font, "/ToUnicode ")]);
        fonts.insert(name.to_owned(), letters(&String::from_utf8_lossy(&table)));
    }
    shown(&stream(&objects[&referred(&objects[&page], "/Contents ")]), &fonts, repeated)
}

/// What a page's instructions show.
fn shown(code: &[u8], fonts: &HashMap<String, Letters>, repeated: &mut String) -> String {
    let none = Letters::new();
    let (mut text, mut letters, mut at) = (String::new(), &none, 0);
    // For each mark that is open, whether it is of something that repeats.
    let mut marks: Vec<bool> = Vec::new();
    while at < code.len() {
        let rest = &code[at..];
        if rest[0] == b'(' {
            let (glyphs, length) = literal(rest);
            at += length;
            let pairs = glyphs.chunks_exact(2);
            let run = pairs.map(|pair| letters[&u16::from_be_bytes([pair[0], pair[1]])].as_str());
            let to = if marks.contains(&true) { &mut *repeated } else { &mut text };
            to.extend(run);
            continue;
        }
        if rest.starts_with(b"/Artifact") || rest.starts_with(b"/Span<<") {
            marks.push(rest.starts_with(b"/Artifact"));
            at += position(rest, b"DC").unwrap() + 2;
            continue;
        }
        if rest.starts_with(b"EMC") {
            marks.pop();
            at += 3;
            continue;
        }
        if rest.starts_with(b"/f") {
            let name: String = rest[1..]
                .iter()
                .take_while(|byte| **byte != b' ')
                .map(|b| char::from(*b))
                .collect();
            if let Some(of) = fonts.get(&name) {
                letters = of;
            }
        }
        if rest.starts_with(b"ET") {
            text.push('\n');
            repeated.push('\n');
        }
        at += 1;
    }
    text
}

/// The bytes of a text in brackets, and how long it is with them.
fn literal(from: &[u8]) -> (Vec<u8>, usize) {
    let (mut bytes, mut at, mut depth) = (Vec::new(), 1, 0);
    loop {
        match from[at] {
            b')' if depth == 0 => return (bytes, at + 1),
            b'\\' => {
                let digits =
                    from[at + 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
                let digits = digits.count();
                if digits > 0 {
                    let octal = &from[at + 1..at + 1 + digits];
                    bytes.push(octal.iter().fold(0, |sum, digit| sum * 8 + (digit - b'0')));
                    at += 1 + digits;
                    continue;
                }
                at += 1;
                bytes.push(match from[at] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
            }
            byte => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                bytes.push(byte);
            }
        }
        at += 1;
    }
}

/// The letters of each glyph, from a table such as `<0001> <0053>`.
fn letters(table: &str) -> Letters {
    let lines = table.lines().filter_map(|line| line.trim().strip_prefix('<')?.strip_suffix('>'));
    let pairs = lines.filter_map(|line| line.split_once("> <"));
    pairs
        .filter(|(glyph, letters)| glyph.len() == 4 && *letters != "FFFF")
        .map(|(glyph, letters)| {
            let units: Vec<u16> = (0..letters.len() / 4)
                .map(|at| u16::from_str_radix(&letters[at * 4..at * 4 + 4], 16).unwrap())
                .collect();
            (u16::from_str_radix(glyph, 16).unwrap(), String::from_utf16(&units).unwrap())
        })
        .collect()
}

fn stream(object: &[u8]) -> Vec<u8> {
    let begins = position(object, b"stream\n").unwrap() + 7;
    let mut plain = Vec::new();
    ZlibDecoder::new(&object[begins..]).read_to_end(&mut plain).unwrap();
    plain
}

fn position(within: &[u8], of: &[u8]) -> Option<usize> {
    within.windows(of.len()).position(|window| window == of)
}

fn between<'a>(object: &'a [u8], begins: &str, ends: &str) -> std::borrow::Cow<'a, str> {
    let from = position(object, begins.as_bytes()).unwrap() + begins.len();
    let until = position(&object[from..], ends.as_bytes()).unwrap();
    String::from_utf8_lossy(&object[from..from + until])
}

/// The objects referred to: `261 0 R 262 0 R`.
fn numbers_in(text: impl AsRef<str>) -> Vec<usize> {
    let words: Vec<&str> = text.as_ref().split_whitespace().collect();
    words.chunks(3).map(|reference| reference[0].parse().unwrap()).collect()
}

fn number_after(object: &[u8], key: &str) -> usize {
    let from = position(object, key.as_bytes()).unwrap() + key.len();
    let digits = object[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    String::from_utf8_lossy(&object[from..from + digits]).parse().unwrap()
}
