//! The memo's page. All text from outside is escaped; there is no script, and nothing is loaded.

use std::fmt::Write as _;

use tierwright_study::{Risk, Spread};

use super::{
    Content, picture,
    places::{GROUPS, Place, RISK, TOGETHER, of_effect, of_partner, of_row},
};
use crate::{
    study::about,
    wire::{ComparedGroup, ComparedRow, ComparedUnit, Winner},
};

/// Partners named on each side.
pub const NAMED: usize = 5;

/// The page as HTML.
pub fn html(content: &Content) -> String {
    let sample = if content.sample { "<strong class=\"sample\">SAMPLE DATA</strong> " } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1>\n<p>{sample}{basis}</p></header>\n\
         <section><h2>{compared_title}</h2>{compared}</section>\n\
         <div class=\"two\">\n<div><section><h2>What differs</h2><p>{sentence}</p>{effects}</section>\n\
         <section><h2>Risk</h2>{risk}</section></div>\n\
         <section><h2>{finding}</h2>{dots}<p class=\"note\">What each partner gets with {baseline} \
         across, the change with {scenario} upward.</p>{bar}{groups}</section>\n</div>\n\
         <div class=\"two\">\n<section><h2>Who is hit most</h2>{worst}</section>\n\
         <section><h2>Who gains most</h2>{best}</section>\n</div>\n\
         <div class=\"two\">\n<section><h2>What was assumed</h2>{assumed}</section>\n\
         <section><h2>What is not known</h2>{unknown}</section>\n</div>\n\
         <footer>{footer}</footer>\n\
         <aside><h2>Where each figure comes from</h2>{places}</aside>\n</body>\n</html>\n",
        title = escaped(&content.question),
        basis = escaped(&format!(
            "{}, {}, {}",
            content.document, content.compared.currency, content.compared.caption
        )),
        compared_title = escaped(&format!("Beside {}", content.effects.baseline)),
        compared = compared(content),
        sentence = linked(TOGETHER, &escaped(&content.effects.sentence)),
        effects = effects(content),
        finding = linked(GROUPS, &escaped(&content.winners.finding)),
        dots = picture::dots(&content.winners),
        baseline = escaped(&content.winners.baseline),
        scenario = escaped(&content.winners.scenario),
        bar = picture::groups(&content.winners.groups),
        groups = groups(content),
        worst = named(&content.winners.worst, "worst", "Nobody loses."),
        best = named(&content.winners.best, "best", "Nobody gains."),
        risk = risk(content),
        places = content.places.iter().map(place).collect::<String>(),
        assumed = list(&content.assumed),
        unknown = list(&content.unknown),
        footer = footer(content),
    )
}

const STYLE: &str = "\
@page{size:A4;margin:10mm 12mm}\
:root{color-scheme:light}\
body{max-width:186mm;margin:0 auto;padding:6mm 0;font:8.5pt/1.3 'IBM Plex Sans',system-ui,sans-serif;color:#161c19;font-variant-numeric:tabular-nums}\
@media print{body{padding:0}}\
h1{margin:0;font-size:15pt;line-height:1.2}h2{margin:0 0 1mm;font-size:10pt}\
a{color:inherit;text-decoration:none}@media screen{a{text-decoration:underline dotted;text-underline-offset:2px}}\
aside{margin-top:10mm;border-top:1.5pt solid #161c19;padding-top:3mm}aside h3{margin:3mm 0 .5mm;font-size:9pt}\
aside td{white-space:nowrap}aside .words{text-align:left;white-space:normal}aside section:target{background:#e4e9e5}aside table{width:auto}@media print{aside{display:none}}\
p{margin:0 0 1.5mm}header{margin-bottom:3mm;border-bottom:1.5pt solid #161c19}\
section{margin-bottom:2.5mm;break-inside:avoid}\
.two{display:grid;grid-template-columns:1fr 1fr;gap:6mm}\
table{width:100%;border-collapse:collapse}\
th,td{padding:.4mm 0 .4mm 2mm;border-bottom:.4pt solid #d3d9d4;text-align:right;vertical-align:top}\
th:first-child,td:first-child{padding-left:0;text-align:left}th{font-weight:500}tbody th{white-space:nowrap}\
thead th{font-weight:600;vertical-align:bottom}tfoot td{font-weight:600;border-bottom:0}\
.differs{background:#e4e9e5}.change{display:block;font-size:7.5pt;line-height:1.1}\
.better{color:#1f66b5;fill:#1f66b5}.worse{color:#a34a08;fill:#a34a08}.same{fill:#7a827c}\
svg{display:block;width:100%}svg text{font-size:7px;fill:#434b46}.end{text-anchor:end}\
.grid{stroke:#d3d9d4;stroke-width:.5}.zero{stroke:#5a635d;stroke-width:.7}\
.bar{display:flex;gap:1px;height:4mm;margin-bottom:1mm;font-size:7.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}\
.bar span{flex-basis:0;text-align:center}.g0{background:#8e4300;color:#fff}.g1{background:#f4bd99}\
.g2{background:#d3d9d4}.g3{background:#a6c7f1}.g4{background:#17559b;color:#fff}\
.note,footer{font-size:8pt;color:#434b46}ul{margin:0;padding-left:4mm;font-size:7.5pt;line-height:1.2}.sample{color:#9b1c1c}\
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
            let value = match cell.value.as_deref() {
                None => "-".to_owned(),
                Some(text) => linked(&of_row(row), &of(row, text)),
            };
            let change = match &cell.change {
                Some(change) if cell.differs => {
                    format!(
                        "<span class=\"change\">{}</span>",
                        linked(&of_row(row), &signed(change))
                    )
                }
                _ => String::new(),
            };
            let _ = write!(text, "<td{class}>{value}{change}</td>");
        }
        text.push_str("</tr>");
    }
    text + "</tbody></table>"
}

pub fn of(row: &ComparedRow, text: &str) -> String {
    match row.unit {
        ComparedUnit::Money => grouped(text),
        ComparedUnit::Percent => percent(text),
        ComparedUnit::Partners => grouped(text),
    }
}

/// The differences that are on, with what each does and what they do together.
fn effects(content: &Content) -> String {
    let list = &content.effects;
    let mut text = String::from("<table><tbody>");
    for (at, effect) in list.effects.iter().enumerate().filter(|(_, one)| one.difference.on) {
        let of = &effect.difference;
        let values = if of.values.is_empty() {
            String::new()
        } else {
            format!("<br><span class=\"note\">{}</span>", escaped(&of.values))
        };
        let alone = effect.alone.as_deref().map_or_else(|| "not alone".to_owned(), coloured);
        let alone = linked(&of_effect(at), &alone);
        let what = escaped(&brief(&of.sentence));
        let _ = write!(text, "<tr><td>{what}{values}</td><td>{alone}</td></tr>");
    }
    let _ = write!(
        text,
        "<tr><td>Acting together</td><td>{}</td></tr></tbody><tfoot><tr><td>In all</td><td>{}</td>\
         </tr></tfoot></table>",
        linked(TOGETHER, &coloured(&list.together)),
        linked(TOGETHER, &coloured(&list.total))
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
            linked(GROUPS, &tierwright_program::words::count(u64::from(group.partners), "partner")),
            linked(GROUPS, &coloured(&group.change))
        );
    }
    text + "</tbody></table>"
}

fn named(rows: &[Winner], side: &str, nobody: &str) -> String {
    if rows.is_empty() {
        return format!("<p>{nobody}</p>");
    }
    let mut text = String::from("<table><tbody>");
    for (at, row) in rows.iter().take(NAMED).enumerate() {
        let link = of_partner(side, at);
        let rate = row.change_rate.as_deref().map_or_else(String::new, percent);
        let _ = write!(
            text,
            "<tr><td>{} <span class=\"note\">{}</span></td><td>{}</td><td>{rate}</td></tr>",
            escaped(&row.name),
            escaped(&row.id),
            linked(&link, &coloured(&row.change)),
            rate = linked(&link, &rate)
        );
    }
    text + "</tbody></table>"
}

fn list(sentences: &[String]) -> String {
    let items = sentences.iter().map(|one| format!("<li>{}</li>", escaped(one)));
    format!("<ul>{}</ul>", items.collect::<String>())
}

/// How the bill of a year could come out with each program.
fn risk(content: &Content) -> String {
    if content.risk.is_empty() {
        return "<p>Nothing is replayed, so that nothing is said about it.</p>".to_owned();
    }
    type Figure = fn(&Spread) -> i64;
    let rows: [(&str, Figure); 4] = [
        ("Expected", |bill| bill.mean),
        ("P50", |bill| bill.p50),
        ("P90", |bill| bill.p90),
        ("One year in twenty above", |bill| bill.p95),
    ];
    let line = |name: &str, figure: &dyn Fn(&Risk) -> String| {
        let cells = content.risk.iter().map(|one| linked(RISK, &figure(&one.risk)));
        let cells: String = cells.map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr><th>{name}</th>{cells}</tr>")
    };
    let heads = content.risk.iter().map(|one| format!("<th>{}</th>", escaped(&one.name)));
    let heads: String = heads.collect();
    let mut text = format!("<table><thead><tr><th>Bill of a year</th>{heads}</tr></thead><tbody>");
    for (name, figure) in rows {
        text.push_str(&line(name, &|risk| thousands(figure(&risk.bill))));
    }
    if content.risk.iter().any(|one| one.risk.over.is_some()) {
        let over = |risk: &Risk| risk.over.map_or_else(|| "-".to_owned(), about);
        text.push_str(&line("Years over budget", &over));
    }
    text + "</tbody></table><p class=\"note\">About: the year drawn again from its own partners and \
            deals, without growth and without a reaction to the program.</p>"
}

/// Ten-thousandths to a thousand of the currency, as an estimate is said.
pub fn thousands(units: i64) -> String {
    let thousand = 1_000 * tierwright_program::money::UNITS_PER_MAJOR;
    let size = (units.unsigned_abs() + thousand.unsigned_abs() / 2) / thousand.unsigned_abs();
    grouped(&format!("{}{}", if units < 0 { "-" } else { "" }, size * 1_000))
}

/// A figure that leads to where it comes from.
pub fn linked(place: &str, figure: &str) -> String {
    match figure {
        "" => String::new(),
        figure => format!("<a href=\"#{}\">{figure}</a>", escaped(place)),
    }
}

/// Where a figure comes from.
fn place(of: &Place) -> String {
    let cell = |(at, text): (usize, &String)| match (at, text.parse::<tierwright_program::Rate>()) {
        (0, _) => format!("<td>{}</td>", escaped(text)),
        (_, Err(_)) => format!("<td class=\"words\">{}</td>", escaped(text)),
        (_, Ok(_)) => format!("<td>{}</td>", grouped(text)),
    };
    let row = |cells: &Vec<String>| {
        format!("<tr>{}</tr>", cells.iter().enumerate().map(cell).collect::<String>())
    };
    let parts = match of.parts.is_empty() {
        true => String::new(),
        false => {
            let heads: String =
                of.heads.iter().map(|head| format!("<th>{}</th>", escaped(head))).collect();
            let rows: String = of.parts.iter().map(row).collect();
            format!("<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        }
    };
    format!(
        "<section id=\"{}\"><h3>{}</h3><p>{}</p>{parts}<p class=\"note\">Opens in: {}.</p></section>\n",
        escaped(&of.id),
        escaped(&of.title),
        escaped(&of.how),
        escaped(&of.opens)
    )
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
pub fn brief(sentence: &str) -> String {
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

pub fn signed(amount: &str) -> String {
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
pub fn percent(fraction: &str) -> String {
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
