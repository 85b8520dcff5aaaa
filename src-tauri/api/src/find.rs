//! Deals found by what they are called, with the figure that each opens.

use tierwright_engine::{Outcome, Selection, facts::Coded};

use crate::{
    context::Context,
    figure::figure,
    wire::{Failure, FindDeals, FoundDeal, FoundDeals},
};

/// The most rows that one answer has.
const MOST: usize = 1_000;

/// Answers the first deals that have all the words.
pub(crate) fn find_deals(
    context: &mut Context,
    request: &FindDeals,
) -> Result<FoundDeals, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&[], effort)?.outcome;
    let limit = usize::try_from(request.limit).unwrap_or(MOST).min(MOST);
    let words: Vec<Word> =
        request.filter.split_whitespace().map(|word| Word::of(word, &outcome)).collect();
    if words.is_empty() {
        return Ok(FoundDeals { rows: Vec::new() });
    }
    let facts = outcome.facts();
    let parts = (0..facts.deals.len()).flat_map(|deal| {
        let credits = facts.deal_credits(deal);
        let first = credits.start;
        let partner = |credit: usize| facts.credits.partner(credit);
        // Credits of a deal are ordered by partner.
        credits
            .filter(move |credit| *credit == first || partner(*credit) != partner(*credit - 1))
            .map(move |credit| (deal, partner(credit)))
    });
    let found = parts
        .filter(|(deal, partner)| words.iter().all(|word| word.is_in(*deal, *partner, &outcome)));
    Ok(FoundDeals { rows: found.take(limit).map(|part| row(part, &outcome)).collect() })
}

/// A word of the filter, and which of the texts that many deals share have it in them.
struct Word {
    text: Vec<u8>,
    names: Vec<bool>,
    customers: Vec<bool>,
    partners: Vec<bool>,
}

impl Word {
    fn of(word: &str, outcome: &Outcome) -> Self {
        let facts = outcome.facts();
        let lower = word.to_lowercase();
        let have = |texts: &[String]| -> Vec<bool> {
            texts.iter().map(|text| text.to_lowercase().contains(&lower)).collect()
        };
        Self {
            names: have(facts.deals.names.values()),
            customers: have(facts.deals.customers.values()),
            partners: have(&facts.partners.names),
            text: lower.into_bytes(),
        }
    }

    fn is_in(&self, deal: usize, partner: usize, outcome: &Outcome) -> bool {
        let deals = &outcome.facts().deals;
        let has = |had: &[bool], column: &Coded<String>| had[column.codes().get(deal)];
        self.partners[partner]
            || has(&self.customers, &deals.customers)
            || has(&self.names, &deals.names)
            // Ids differ in every row: no lower case of each is made.
            || deals.ids[deal]
                .as_bytes()
                .windows(self.text.len())
                .any(|part| part.eq_ignore_ascii_case(&self.text))
    }
}

fn row((deal, partner): (usize, usize), outcome: &Outcome) -> FoundDeal {
    let facts = outcome.facts();
    let won = facts.deals.won_on(deal);
    let quarters = outcome.quarters();
    let quarter = won
        .and_then(|day| quarters.iter().position(|span| span.from() <= day && day <= span.until()));
    FoundDeal {
        deal: facts.deals.ids[deal].to_owned(),
        name: facts.deals.names[deal].clone(),
        customer: facts.deals.customers[deal].clone(),
        partner: facts.partners.names[partner].clone(),
        won: won.map(|day| day.to_string()),
        figure: figure(Selection { partner: Some(partner), quarter, incentive: None }, outcome),
    }
}
