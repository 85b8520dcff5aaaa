//! Documents in print: they say what their pages say, in the same bytes each time, and nothing that
//! comes from outside is read as a layout.

use std::fs;

use tierwright_export::write_content;
use tierwright_program::tier::Benefit;

use crate::{
    pdf::{Pdf, packed, read},
    small::{assert_agrees, content},
};

/// The texts of a page: what stands between its tags.
fn texts(page: &str) -> Vec<String> {
    let (_, body) = page.split_once("<main>").unwrap();
    let between = body.split('>').filter_map(|part| part.split('<').next());
    let plain = |text: &str| {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&amp;", "&")
    };
    between.map(plain).filter(|text| !text.trim().is_empty()).collect()
}

/// A text in the letters that the fonts have: of those in these tests, all but a few.
fn printed(text: &str) -> String {
    let has =
        |letter: char| u32::from(letter) < 0x2e80 && !('\u{600}'..='\u{6ff}').contains(&letter);
    packed(
        &text
            .chars()
            .map(|letter| if has(letter) { letter } else { '\u{fffd}' })
            .collect::<String>(),
    )
}

fn print_of(folder: &std::path::Path, name: &str) -> Pdf {
    read(&fs::read(folder.join(name)).unwrap())
}

#[test]
fn a_print_says_all_that_its_page_says() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    let names = ["guide", "statements/statement-00001", "statements/statement-00004"];
    for name in names {
        let page = fs::read_to_string(folder.join(format!("partners/{name}.html"))).unwrap();
        let print = print_of(&folder, &format!("partners/{name}.pdf"));
        let said = print.packed();
        let expected = texts(&page);
        assert!(expected.len() > 12, "{expected:?}");
        for text in expected {
            // The print has lines to write on where the page has a few words.
            let text = text.replace(": name, role, date", "");
            assert!(said.contains(&printed(&text)), "{text} is not in {said}");
        }
        assert!(print.repeated.contains(&format!("Page 1 of {}", print.pages.len())), "{name}");
        assert_eq!(print.repeated.contains("DRAFT"), name == "guide");
    }
    let guide = print_of(&folder, "partners/guide.pdf");
    assert_eq!(guide.pages.len(), 2);
    for line in ["Signature", "Name", "Role", "Date"] {
        assert_eq!(guide.pages[1].lines().filter(|said| *said == line).count(), 2, "{line}");
    }
    // 小 and 😀 have no shape in the fonts, and that is said.
    assert!(guide.packed().contains("shownas\u{fffd};guide.htmlhasthem."));
    let mut plain = content(false);
    plain.program.name = "Plain".to_owned();
    write_content(&plain, &folder).unwrap();
    let all_shown = print_of(&folder, "partners/statements/statement-00002.pdf").packed();
    assert!(all_shown.contains("Zoë&Co") && !all_shown.contains("shownas"), "{all_shown}");
}

/// Worked by hand from the rates: 2% and 3% of 100,000.00 are 2,000.00 and 3,000.00, and 1% is
/// 1,000.00.
#[test]
fn a_guide_has_worked_examples() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    let said = print_of(&folder, "partners/guide.pdf").packed();
    for example in [
        "AtMemberGold100,000USD2,000.00USD3,000.00USD",
        "AtPays100,000USD1,000.00USD",
        "Forexample,beforelimitsandconditions:",
    ] {
        assert!(said.contains(example), "{example} is not in {said}");
    }
}

#[test]
fn a_print_is_tagged_and_holds_no_time_and_no_link() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(true), &folder).unwrap();
    assert_agrees(&folder);
    for name in ["SAMPLE-guide.pdf", "statements/SAMPLE-statement-00003.pdf"] {
        let bytes = fs::read(folder.join("partners").join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for has in ["/Marked true", "/Lang(en)", "<pdfuaid:part>1<", "DisplayDocTitle true"] {
            assert!(text.contains(has), "{name} has no {has}");
        }
        for absent in ["CreationDate", "CreateDate", "/URI", "/JS", "/Launch", "/EmbeddedFile"] {
            assert!(!text.contains(absent), "{name} has {absent}");
        }
        assert!(read(&bytes).repeated.contains("SAMPLE"));
    }
}

/// What would be a command, a formula, a heading or a link if it were read as one.
const HOSTILE: [&str; 16] = [
    "#import \"@preview/x:1.0.0\": *",
    "#panic(\"stopped\")",
    "#{ read(\"/etc/passwd\") }",
    "$x^2$ *bold* _slanted_ `raw` <label> @reference",
    "= Heading",
    "- item",
    "/ term: text",
    "\\u{41} // remark /* remark */ ~ --- ...",
    "'single' \"double\"",
    "<img src=x onerror=alert(1)>",
    "https://example.test/",
    "] } ) #",
    "(\\) \\",
    "{{name}} ${name} %s",
    "مرحبا 東京",
    "Zoë \u{202e}evil\u{202c} Łódź",
];

#[test]
fn names_are_text_in_print() {
    let mut content = content(false);
    let long = "W".repeat(190);
    let all: Vec<&str> = HOSTILE.into_iter().chain([long.as_str()]).collect();
    let name = |at: usize| format!("{} {at}", all[at]);
    content.program.name = name(0);
    for at in 0..all.len() {
        let benefit = Benefit { name: format!("Gift {}", name(at)), planning_cost: None };
        content.program.tracks[0].levels[1].benefits.push(benefit);
    }
    content.program.tracks[0].name = name(1);
    content.program.tracks[0].levels[1].name = name(4);
    content.program.incentives[0].name = name(3);
    content.program.incentives[1].name = name(16);
    let own: Vec<String> = [0, 1, 2, 16].map(name).into();
    let ids = ["-7", "0010", "P-1", "東京"];
    for line in &mut content.lines {
        let at = ids.iter().position(|id| *id == line.partner_id).unwrap();
        line.partner_name.clone_from(&own[at]);
    }
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    // Sentences double the quotes within a quoted name.
    let unquoted = |text: &str| text.replace('"', "");
    let guide = unquoted(&print_of(&folder, "partners/guide.pdf").packed());
    for (at, text) in all.iter().enumerate() {
        let text = unquoted(text).replace(['\u{202e}', '\u{202c}'], "\u{fffd}");
        assert!(guide.contains(&printed(&text)), "{at}: {text} is not in {guide}");
    }
    assert!(guide.matches(&unquoted(&printed(&name(1)))).count() > 1, "a track and a benefit");
    for (at, name) in own.iter().enumerate() {
        let path = format!("partners/statements/statement-0000{}.pdf", at + 1);
        let said = print_of(&folder, &path).packed();
        assert!(said.contains(&printed(name)), "{name} is not in {said}");
    }
}
