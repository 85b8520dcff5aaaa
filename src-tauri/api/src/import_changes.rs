//! What loading facts would change: deals that come, go and differ, and what the program pays.

use std::collections::HashMap;

use tierwright_engine::{
    Facts, Selection,
    rows::{CreditRow, DealRow, FactRows},
};
use tierwright_program::Money;

use crate::{
    context::Context,
    describe::whole,
    wire::{DealChange, Failure, ImportChanges},
};

/// Changed deals that are told one by one, of each kind.
const EXAMPLES: usize = 20;

/// What is different from the facts of the document; nothing where it has no deals yet.
pub(crate) fn changes(
    context: &mut Context,
    rows: &FactRows,
    facts: Facts,
) -> Result<Option<ImportChanges>, Failure> {
    let Ok((opened, effort)) = context.opened() else { return Ok(None) };
    // Deals of one's own take nothing's place in the sample: they go into a new document.
    let leaves_sample = opened.sample && opened.temporary.is_some();
    if opened.facts.deals.is_empty() || leaves_sample {
        return Ok(None);
    }
    let old = opened.document.facts()?;
    let told = Told::of(&old, rows);
    let currency = opened.program.currency;
    let total = |outcome: Result<crate::opened::Calculated, Failure>| {
        outcome.map(|calculated| calculated.outcome.total(Selection::default()))
    };
    let before = total(opened.current().cloned());
    let after = total(opened.with_facts_instead(rows, facts, effort));
    let difference = match (&before, &after) {
        (Ok(before), Ok(after)) => before.negated().and_then(|less| after.plus(less)).ok(),
        _ => None,
    };
    let text = |money: &Money| money.amount_text();
    Ok(Some(ImportChanges {
        added: told.added,
        changed: told.changed,
        removed: told.removed,
        same: told.same,
        examples: told.examples,
        before: before.as_ref().ok().map(text),
        after: after.as_ref().ok().map(text),
        difference: difference.as_ref().map(text),
        currency: currency.code().to_owned(),
        reason: after.err().map(|failure| failure.sentence),
    }))
}

#[derive(Default)]
struct Told {
    added: u32,
    changed: u32,
    removed: u32,
    same: u32,
    examples: Vec<DealChange>,
}

impl Told {
    fn of(old: &FactRows, new: &FactRows) -> Self {
        let mut told = Self::default();
        let before: HashMap<&str, &DealRow> =
            old.deals.iter().map(|deal| (deal.id.as_str(), deal)).collect();
        let (old_credits, new_credits) = (credits(&old.credits), credits(&new.credits));
        let credited = |credits: &HashMap<&str, String>, deal: &str| {
            credits.get(deal).cloned().unwrap_or_else(|| "nobody".to_owned())
        };
        let mut kept = 0;
        for deal in &new.deals {
            let Some(earlier) = before.get(deal.id.as_str()) else {
                told.added += 1;
                let sentence = format!("{}, {}", deal.stage.text(), deal.amount);
                told.example("added", &deal.id, sentence);
                continue;
            };
            kept += 1;
            let parts = (credited(&old_credits, &deal.id), credited(&new_credits, &deal.id));
            let differences = differences(earlier, deal, &parts);
            if differences.is_empty() {
                told.same += 1;
            } else {
                told.changed += 1;
                told.example("changed", &deal.id, differences.join("; "));
            }
        }
        told.removed = whole(old.deals.len() - kept.min(old.deals.len()));
        if told.removed > 0 {
            let now: HashMap<&str, ()> =
                new.deals.iter().map(|deal| (deal.id.as_str(), ())).collect();
            for deal in old.deals.iter().filter(|deal| !now.contains_key(deal.id.as_str())) {
                let sentence = format!("{}, {}", deal.stage.text(), deal.amount);
                told.example("removed", &deal.id, sentence);
            }
        }
        told
    }

    fn example(&mut self, kind: &str, deal: &str, sentence: String) {
        if self.examples.iter().filter(|one| one.kind == kind).count() < EXAMPLES {
            self.examples.push(DealChange {
                kind: kind.to_owned(),
                deal: deal.to_owned(),
                sentence,
            });
        }
    }
}

/// Who has which part in each deal, in words that compare.
fn credits(rows: &[CreditRow]) -> HashMap<&str, String> {
    let mut parts: HashMap<&str, Vec<String>> = HashMap::new();
    for row in rows {
        let share = row.share.map(|share| format!(" {share}")).unwrap_or_default();
        parts.entry(&row.deal).or_default().push(format!("{} {}{share}", row.partner, row.role));
    }
    parts
        .into_iter()
        .map(|(deal, mut parts)| {
            parts.sort();
            (deal, parts.join(", "))
        })
        .collect()
}

fn differences(old: &DealRow, new: &DealRow, credits: &(String, String)) -> Vec<String> {
    let mut said = Vec::new();
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or("no day".to_owned(), |day| day.to_string());
    let mut tell = |what: &str, from: String, to: String| {
        if from != to {
            said.push(format!("{what} {from} to {to}"));
        }
    };
    tell("stage", old.stage.text().to_owned(), new.stage.text().to_owned());
    tell("amount", old.amount.to_string(), new.amount.to_string());
    tell("closed", day(old.closed), day(new.closed));
    tell("customer", quoted(&old.customer), quoted(&new.customer));
    tell("kind", quoted(&old.kind), quoted(&new.kind));
    tell("region", quoted(&old.region), quoted(&new.region));
    tell("partners", credits.0.clone(), credits.1.clone());
    said
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
