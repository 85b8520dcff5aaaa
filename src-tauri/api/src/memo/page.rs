//! The memo's page. All text from outside is escaped; there is no script, and nothing is loaded.

use std::fmt::Write as _;

use super::{Content, picture};
use crate::wire::{ComparedGroup, ComparedRow, ComparedUnit, Winner};

/// Partners named on each side.
const NAMED: usize = 5;

/// The page as HTML.
pub fn html(content: &Content) -> String {
    let sample = if content.sample { "<strong class=\"sample\">SAMPLE DATA</strong> " } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1>\n<p>{sample}{basis}</p></header>\n\
         <section><h2>{compared_title}</h2>{compared}</section>\n\
         <div class=\"two\">\n<section><h2>What differs</h2><p>{sentence}</p>{effects}</section>\n\
         <section><h2>{finding}</h2>{dots}<p class=\"note\">What each partner gets with {baseline} \
         across, the change with {scenario} upward.</p>{bar}{groups}</section>\n</div>\n\
         <div class=\"two\">\n<section><h2>Who is hit most</h2>{worst}</section>\n\
         <section><h2>Who gains most</h2>{best}</section>\n</div>\n\
         <div class=\"two\">\n<section><h2>What was assumed</h2>{assumed}</section>\n\
         <section><h2>What is not known</h2>{unknown}</section>\n</div>\n\
         <footer>{footer}</footer>\n</body>\n</html>\n",
        title = escaped(&content.question),
        basis = escaped(&format!(
            "{}, {}, {}",
            content.document, content.compared.currency, content.compared.caption
        )),
        compared_title = escaped(&format!("Beside {}", content.effects.baseline)),
        compared = compared(content),
        sentence = escaped(&content.effects.sentence),
        effects = effects(content),
        finding = escaped(&content.winners.finding),
        dots = picture::dots(&content.winners),
        baseline = escaped(&content.winners.baseline),
        scenario = escaped(&content.winners.scenario),
        bar = picture::groups(&content.winners.groups),
        groups = groups(content),
        worst = named(&content.winners.worst, "Nobody loses."),
        best = named(&content.winners.best, "Nobody gains."),
        assumed = list(&content.assumed),
        unknown = list(&content.unknown),
        footer = footer(content),
    )
}

const STYLE: &str = "\
@page{size:A4;margin:12mm}\
:root{color-scheme:light}\
body{max-width:186mm;margin:0 auto;padding:6mm 0;font:8.5pt/1.3 'IBM Plex Sans',system-ui,sans-serif;color:#161c19;font-variant-numeric:tabular-nums}\
@media print{body{padding:0}}\
h1{margin:0;font-size:15pt;line-height:1.2}h2{margin:0 0 1mm;font-size:10pt}\
p{margin:0 0 1.5mm}header{margin-bottom:3mm;border-bottom:1.5pt solid #161c19}\
section{margin-bottom:2.5mm;break-inside:avoid}\
.two{display:grid;grid-template-columns:1fr 1fr;gap:6mm}\
table{width:100%;border-collapse:collapse}\
th,td{padding:.6mm 0 .6mm 2mm;border-bottom:.4pt solid #d3d9d4;text-align:right;vertical-align:top}\
th:first-child,td:first-child{padding-left:0;text-align:left}th{font-weight:500}tbody th{white-space:nowrap}\
thead th{font-weight:600;vertical-align:bottom}tfoot td{font-weight:600;border-bottom:0}\
.differs{background:#e4e9e5}.change{display:block;font-size:7.5pt;line-height:1.1}\
.better{color:#1f66b5;fill:#1f66b5}.worse{color:#a34a08;fill:#a34a08}.same{fill:#7a827c}\
svg{display:block;width:100%}svg text{font-size:7px;fill:#434b46}.end{text-anchor:end}\
.grid{stroke:#d3d9d4;stroke-width:.5}.zero{stroke:#5a635d;stroke-width:.7}\
.bar{display:flex;gap:1px;height:4mm;margin-bottom:1mm;font-size:7.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}\
.bar span{flex-basis:0;text-align:center}.g0{background:#8e4300;color:#fff}.g1{background:#f4bd99}\
.g2{background:#d3d9d4}.g3{background:#a6c7f1}.g4{background:#17559b;color:#fff}\
.note,footer{font-size:8pt;color:#434b46}ul{margin:0;padding-left:4mm}.sample{color:#9b1c1c}\
footer{border-top:.4pt solid #7f8983;padding-top:1mm;overflow-wrap:anywhere}";

/// The whole's figures, one column for each program.
fn compared(content: &Content) -> String {
    let mut text = String::from("<table><thead><tr><th></th>");
    for column in &content.compared.columns {
        let _ = write!(text, "<th>{}</th>", escaped(&column.name));
    }
    text.push_str("</tr></thead><tbody>");
    let whole = |row: &&ComparedRow| row.group == ComparedGroup::Whole;
    for row in content.compared.rows.iter().filter(whole) {
        let _ = write!(text, "<tr><th>{}</th>", escaped(&row.label));
        for cell in &row.cells {
            let class = if cell.differs { " class=\"differs\"" } else { "" };
            let value = cell.value.as_deref().map_or_else(|| "-".to_owned(), |text| of(row, text));
            let change = match &cell.change {
                Some(change) if cell.differs => {
                    format!("<span class=\"change\">{}</span>", signed(change))
                }
                _ => String::new(),
            };
            let _ = write!(text, "<td{class}>{value}{change}</td>");
        }
        text.push_str("</tr>");
    }
    text + "</tbody></table>"
}

fn of(row: &ComparedRow, text: &str) -> String {
    match row.unit {
        ComparedUnit::Money => grouped(text),
        ComparedUnit::Percent => percent(text),
        ComparedUnit::Partners => escaped(text),
    }
}

/// The differences that are on, with what each does and what they do together.
fn effects(content: &Content) -> String {
    let list = &content.effects;
    let mut text = String::from("<table><tbody>");
    for effect in list.effects.iter().filter(|effect| effect.difference.on) {
        let of = &effect.difference;
        let values = if of.values.is_empty() {
            String::new()
        } else {
            format!("<br><span class=\"note\">{}</span>", escaped(&of.values))
        };
        let alone = effect.alone.as_deref().map_or_else(|| "not alone".to_owned(), coloured);
        let what = escaped(&brief(&of.sentence));
        let _ = write!(text, "<tr><td>{what}{values}</td><td>{alone}</td></tr>");
    }
    let _ = write!(
        text,
        "<tr><td>Acting together</td><td>{}</td></tr></tbody><tfoot><tr><td>In all</td><td>{}</td>\
         </tr></tfoot></table>",
        coloured(&list.together),
        coloured(&list.total)
    );
    text
}

fn groups(content: &Content) -> String {
    let mut text = String::from("<table><tbody>");
    for group in &content.winners.groups {
        let _ = write!(
            text,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&group.label),
            tierwright_program::words::count(u64::from(group.partners), "partner"),
            coloured(&group.change)
        );
    }
    text + "</tbody></table>"
}

fn named(rows: &[Winner], nobody: &str) -> String {
    if rows.is_empty() {
        return format!("<p>{nobody}</p>");
    }
    let mut text = String::from("<table><tbody>");
    for row in rows.iter().take(NAMED) {
        let rate = row.change_rate.as_deref().map_or_else(String::new, percent);
        let _ = write!(
            text,
            "<tr><td>{} <span class=\"note\">{}</span></td><td>{}</td><td>{rate}</td></tr>",
            escaped(&row.name),
            escaped(&row.id),
            coloured(&row.change)
        );
    }
    text + "</tbody></table>"
}

fn list(sentences: &[String]) -> String {
    let items = sentences.iter().map(|one| format!("<li>{}</li>", escaped(one)));
    format!("<ul>{}</ul>", items.collect::<String>())
}

/// Where every figure opens.
fn footer(content: &Content) -> String {
    escaped(&format!(
        "Written {}. Every figure can be opened: tierwright compare \"{document}\", tierwright \
         scenarios \"{document}\" \"{}\", tierwright explain \"{document}\" --partner ID, or the same \
         in the window.",
        content.written,
        content.effects.scenario,
        document = content.document,
    ))
}

/// A difference without what kind of thing it is: `Volume rebate: schedule changed`.
fn brief(sentence: &str) -> String {
    let mut text = String::new();
    let mut rest = sentence.trim_end_matches('.');
    while let Some((before, after)) = rest.split_once(" (") {
        text.push_str(before);
        rest = match after.split_once(')') {
            Some((kind, after)) if kind.chars().all(|one| one.is_lowercase() || one == ' ') => {
                after
            }
            _ => {
                text.push_str(" (");
                after
            }
        };
    }
    text + rest
}

/// A change with its sign in the colour of its direction.
fn coloured(amount: &str) -> String {
    let class = match (amount.starts_with('-'), is_zero(amount)) {
        (_, true) => return grouped(amount),
        (true, _) => "worse",
        (false, _) => "better",
    };
    format!("<span class=\"{class}\">{}</span>", signed(amount))
}

fn signed(amount: &str) -> String {
    let plus = if amount.starts_with('-') || is_zero(amount) { "" } else { "+" };
    format!("{plus}{}", grouped(amount))
}

fn is_zero(amount: &str) -> bool {
    !amount.contains(|digit: char| ('1'..='9').contains(&digit))
}

/// An amount with a comma between thousands and a true minus sign.
pub fn grouped(amount: &str) -> String {
    escaped(&tierwright_program::words::grouped(amount)).replace('-', "\u{2212}")
}

/// A fraction of six decimals at most as a percentage with one: `4.2%`. A half is rounded away from
/// zero.
fn percent(fraction: &str) -> String {
    let (sign, digits) =
        fraction.strip_prefix('-').map_or(("", fraction), |rest| ("\u{2212}", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    match format!("{whole}{decimals:0<6}").parse::<u64>() {
        Ok(millionths) if decimals.len() <= 6 => {
            let tenths = (millionths + 500) / 1000;
            format!("{sign}{}.{}%", tenths / 10, tenths % 10)
        }
        _ => escaped(fraction),
    }
}

/// Text as it may stand in HTML, between tags and in quoted attributes.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_told_briefly_and_names_keep_their_brackets() {
        for (sentence, expected) in [
            ("Volume rebate (incentive): schedule changed.", "Volume rebate: schedule changed"),
            (
                "Tiers (track): Gold (level): requirement changed.",
                "Tiers: Gold: requirement changed",
            ),
            ("Bonus (Q4) (incentive): limits changed.", "Bonus (Q4): limits changed"),
            ("Name changed.", "Name changed"),
        ] {
            assert_eq!(brief(sentence), expected);
        }
    }

    #[test]
    fn text_from_outside_stays_text() {
        assert_eq!(
            escaped("<b a='1' c=\"2\">&</b>"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&lt;/b&gt;"
        );
    }

    #[test]
    fn amounts_and_rates_read_well() {
        assert_eq!(grouped("-1234567.50"), "\u{2212}1,234,567.50");
        assert_eq!(coloured("0.00"), "0.00");
        assert_eq!(coloured("-1.00"), "<span class=\"worse\">\u{2212}1.00</span>");
        assert_eq!(coloured("1000.00"), "<span class=\"better\">+1,000.00</span>");
        for (fraction, expected) in
            [("0.0471", "4.7%"), ("-0.25", "\u{2212}25.0%"), ("0.0005", "0.1%"), ("1", "100.0%")]
        {
            assert_eq!(percent(fraction), expected);
        }
    }
}
