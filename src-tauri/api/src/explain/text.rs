//! An explanation as plain text, for copying into a mail or a ticket.

use std::fmt::Write as _;

use tierwright_program::words::{count, grouped};

use crate::wire::{Deal, Explanation};

/// All of an explanation as text.
pub(super) fn text(of: &Explanation) -> String {
    let mut text = format!("{}: {} {}\n", of.title, grouped(&of.amount), of.currency);
    paragraph(&mut text, "", [of.caption.clone(), of.sentence.clone()]);
    paragraph(&mut text, "Formula", of.formula.iter().cloned());
    paragraph(
        &mut text,
        "Parts",
        of.parts.iter().map(|part| line(&[&part.label, &part.detail], &grouped(&part.amount))),
    );
    paragraph(
        &mut text,
        "Steps",
        of.steps.iter().map(|step| line(&[&step.label, &step.detail], &step.value)),
    );
    let further = [&of.why_not, &of.next_threshold].into_iter().flatten();
    paragraph(&mut text, "", further.filter(|sentence| **sentence != of.sentence).cloned());
    let shown = of.deals.len() as u64;
    let heading = match u64::from(of.total_deals) {
        all if all == shown => "Rows behind it".to_owned(),
        all => format!("Rows behind it, the first {shown} of {}", count(all, "row")),
    };
    paragraph(&mut text, &heading, of.deals.iter().map(|row| deal(row, &of.currency)));
    text
}

/// A heading and its lines; nothing where there are no lines.
fn paragraph(text: &mut String, heading: &str, lines: impl IntoIterator<Item = String>) {
    let mut lines = lines.into_iter().filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_none() {
        return;
    }
    if !heading.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{heading}");
    }
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
}

fn line(words: &[&str], value: &str) -> String {
    let said: Vec<&str> = words.iter().filter(|word| !word.is_empty()).copied().collect();
    match value {
        "" => format!("- {}", said.join(", ")),
        value => format!("- {}: {value}", said.join(", ")),
    }
}

fn deal(row: &Deal, currency: &str) -> String {
    let mut said = vec![row.deal.as_str()];
    said.extend(row.line.as_deref());
    said.extend([row.customer.as_str(), row.closed.as_str()]);
    let original = row.currency.as_deref().filter(|original| *original != currency);
    let original = original.map(|code| format!("{} {code}", grouped(&row.amount)));
    let source = format!("{} row {}", row.file, row.row);
    said.extend(original.as_deref());
    said.push(&source);
    line(&said, &grouped(&row.counted))
}
