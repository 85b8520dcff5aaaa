//! The decision memo: every figure on the page leads to where it comes from, and what it is made of adds
//! up to it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use tierwright_api::{
    Desk,
    wire::{Compare, OpenSample, Winners, WriteMemo},
};

#[path = "../../export/tests/bundle/pdf.rs"]
mod pdf;

/// The page about the sample's first scenario.
fn page(desk: &Desk, folder: &std::path::Path) -> String {
    let path = folder.join("memo.html");
    let asked = WriteMemo { path: path.display().to_string(), ..WriteMemo::default() };
    desk.ask(asked).unwrap();
    std::fs::read_to_string(path).unwrap()
}

fn written() -> (Desk, tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    let text = page(&desk, folder.path());
    (desk, folder, text)
}

/// The texts between tags, each with whether it stands in a link.
fn texts(html: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut linked = false;
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        match tag.split(' ').next() {
            Some("a") => linked = true,
            Some("/a") => linked = false,
            _ => {}
        }
        found.push((text.to_owned(), linked));
    }
    found
}

#[test]
fn every_figure_leads_to_its_place() {
    let (_desk, _folder, page) = written();
    let (body, aside) = page[page.find("<body>").unwrap()..].split_once("<aside>").unwrap();
    let ids: BTreeSet<&str> =
        aside.split("<section id=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    let links: BTreeSet<&str> =
        body.split("href=\"#").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    assert!(links.len() > 15, "{links:?}");
    assert_eq!(links.difference(&ids).collect::<Vec<_>>(), Vec::<&&str>::new(), "links to nothing");
    assert_eq!(
        ids.difference(&links).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "places of nothing"
    );

    // Amounts, percentages and counts of partners outside of a link. The caption names quarters, ids of
    // partners stand beside their names, pictures have axes, and differences quote the program.
    let main = &body[body.find("<section>").unwrap()..body.find("<h2>What was assumed").unwrap()];
    let figure = |text: &str| {
        let bare = text.trim().trim_start_matches(['+', '\u{2212}']);
        bare.starts_with(|first: char| first.is_ascii_digit())
            && (bare.contains('.') || bare.contains('%') || bare.contains("partner"))
    };
    let drawings = |html: &str| -> String {
        let parts = html.split("<svg").map(|part| part.rsplit("</svg>").next().unwrap_or(""));
        parts.collect()
    };
    let notes =
        |html: &str| html.replace("<span class=\"note\">", "<a>").replace("</span>", "</a>");
    for (text, linked) in texts(&notes(&drawings(main))) {
        assert!(linked || !figure(&text), "{text} leads nowhere");
    }
}

#[test]
fn what_a_figure_is_made_of_adds_up_to_it() {
    let (desk, _folder, page) = written();
    let exact =
        |text: &str| -> Decimal { text.replace(',', "").replace('\u{2212}', "-").parse().unwrap() };
    let columns = |id: &str| -> Vec<Vec<Decimal>> {
        let place = page.split(&format!("<section id=\"{id}\">")).nth(1).unwrap();
        let rows = place.split("</section>").next().unwrap().split("<tbody>").nth(1).unwrap();
        let rows = rows.split("<tr>").skip(1);
        let cells = |row: &str| {
            let all = row.split("<td>").skip(2);
            all.map(|cell| exact(cell.split("</td>").next().unwrap())).collect()
        };
        rows.map(cells).collect()
    };
    let sum = |rows: &[Vec<Decimal>], at: usize| rows.iter().map(|row| row[at]).sum::<Decimal>();

    let compared = desk.ask(Compare::default()).unwrap();
    let payout = compared.rows.iter().find(|row| row.id == "payout").unwrap();
    let parts = columns("row-payout");
    for (at, cell) in payout.cells.iter().enumerate() {
        assert_eq!(sum(&parts, at), exact(cell.value.as_deref().unwrap()), "column {at}");
    }
    let about = compared.columns[1].id.clone();
    let winners = desk.ask(Winners { scenario: Some(about), baseline: None }).unwrap();
    assert!(!winners.worst.is_empty() && !winners.best.is_empty());
    for (side, rows) in [("worst", &winners.worst), ("best", &winners.best)] {
        for (at, row) in rows.iter().take(5).enumerate() {
            let parts = columns(&format!("{side}-{at}"));
            let both = [sum(&parts, 0), sum(&parts, 1)];
            assert_eq!(both, [exact(&row.baseline), exact(&row.payout)], "{}", row.name);
        }
    }
}

#[test]
fn a_memo_speaks_of_risk_and_is_the_same_each_time() {
    let (desk, folder, first) = written();
    for part in ["<h2>Risk</h2>", "<th>P90</th>", "One year in twenty above", "Seed 7, 2000 years"]
    {
        assert!(first.contains(part), "{part}");
    }
    let undated =
        |page: &str| -> String { page.lines().filter(|line| !line.contains("<footer>")).collect() };
    assert_eq!(undated(&page(&desk, folder.path())), undated(&first));
}

#[test]
fn the_print_says_every_figure_of_the_page() {
    let (desk, folder, page) = written();
    let path = folder.path().join("memo.PDF");
    let asked = WriteMemo { path: path.display().to_string(), ..WriteMemo::default() };
    let memo = desk.ask(asked).unwrap();
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(memo.bytes as usize, bytes.len());
    let print = pdf::read(&bytes);
    assert!(print.repeated.contains("SAMPLE"), "{}", print.repeated);
    let print = print.packed();
    let figures: Vec<String> =
        texts(&page).into_iter().filter(|(_, linked)| *linked).map(|(text, _)| text).collect();
    assert!(figures.len() > 60, "{figures:?}");
    let missing: Vec<&String> =
        figures.iter().filter(|text| !print.contains(&pdf::packed(text))).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
