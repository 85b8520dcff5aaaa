//! HTML written by hand: whatever comes from outside is text, never markup.

use crate::paper::{Block, Cell, Column, Paper, Table};

/// A text between tags or in an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() && letter != '\n' => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A document as a page in the look of a printed agreement. No script, no font and no picture is
/// fetched from anywhere.
pub(crate) fn html(paper: &Paper) -> String {
    let sections = paper.sections.iter().map(|section| {
        let inner = blocks(&section.blocks);
        format!("<section>\n<h2>{}</h2>\n{inner}</section>\n", escaped(&section.title))
    });
    let body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n{}{}",
        escaped(&paper.heading),
        escaped(&paper.lead),
        blocks(&paper.opening),
        sections.collect::<String>(),
    );
    page(&paper.title, paper.mark.as_deref(), &body)
}

fn blocks(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Heading(text) => format!("<h3>{}</h3>\n", escaped(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::Table(table) => table_text(table),
        Block::Signatures => SIGNATURES.to_owned(),
    };
    blocks.iter().map(block).collect()
}

fn table_text(of: &Table) -> String {
    let head = of
        .columns
        .iter()
        .map(|column| format!("<th scope=\"col\"{}>{}</th>", class(column), escaped(&column.name)));
    let rows = of.rows.iter().map(|row| {
        let cells = row.iter().zip(&of.columns).enumerate().map(|(at, (cell, column))| match at {
            0 => format!("<th scope=\"row\">{}</th>", cell_text(cell)),
            _ => format!("<td{}>{}</td>", class(column), cell_text(cell)),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    let span = of.columns.len().saturating_sub(1);
    let totals = of.totals.iter().map(|(of, amount)| {
        format!(
            "<tr><th scope=\"row\" colspan=\"{span}\">{}</th><td class=\"number\">{}</td></tr>\n",
            escaped(of),
            escaped(amount)
        )
    });
    let foot = match of.totals.is_empty() {
        true => String::new(),
        false => format!("<tfoot>{}</tfoot>\n", totals.collect::<String>()),
    };
    format!(
        "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n{foot}</table>\n",
        head.collect::<String>(),
        rows.collect::<String>(),
    )
}

const fn class(column: &Column) -> &'static str {
    if column.number { " class=\"number\"" } else { "" }
}

fn cell_text(cell: &Cell) -> String {
    let more = cell.more.as_ref().map_or_else(String::new, |more| format!("<br>{}", escaped(more)));
    escaped(&cell.text) + &more
}

/// `body` is markup already.
pub(crate) fn page(title: &str, mark: Option<&str>, body: &str) -> String {
    let mark = mark.map_or_else(String::new, |mark| {
        format!("<p class=\"mark\" aria-hidden=\"true\">{}</p>\n", escaped(mark))
    });
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{mark}<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

const SIGNATURES: &str = "<div class=\"sign\">\n<div>For the vendor: name, role, date</div>\n\
<div>For the partner: name, role, date</div>\n</div>\n";

const STYLE: &str = "\
:root { color: #161c19; background: #fff; }
body { margin: 0; font: 11pt/1.5 'IBM Plex Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 0.25rem; font-weight: 600; }
h2 { font-size: 14pt; margin: 2.25rem 0 0.5rem; padding-top: 0.75rem; border-top: 1px solid #161c19; }
h3 { font-size: 11pt; margin: 1.25rem 0 0.25rem; }
p { margin: 0.4rem 0; }
.lead { color: #434b46; margin-bottom: 1.5rem; }
table { width: 100%; border-collapse: collapse; margin: 0.6rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid #d3d9d4; }
thead th { font-weight: 600; border-bottom: 1px solid #161c19; }
.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: 0.75rem; }
tfoot td, tfoot th { border-bottom: none; border-top: 1px solid #161c19; font-weight: 600; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem; margin-top: 1rem; }
.sign div { border-top: 1px solid #161c19; padding-top: 0.25rem; margin-top: 2.5rem; color: #434b46; }
.mark { position: fixed; inset: 40% 0 auto; margin: 0; text-align: center; font-size: 84pt; line-height: 1; font-weight: 600; color: #161c19; opacity: 0.12; transform: rotate(-24deg); pointer-events: none; }
@page { margin: 20mm 18mm; }
@media print { main { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } tr, .sign { break-inside: avoid; } thead { display: table-header-group; } }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        let hostile = "<script>alert('x')</script>\"&\u{0}";
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp; ";
        assert_eq!(escaped(hostile), safe);
        let page = page(hostile, Some(hostile), &escaped(hostile));
        assert!(!page.contains("<script") && page.matches(safe).count() == 3, "{page}");
    }
}
