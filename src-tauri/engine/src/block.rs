//! Runs of deals read column by column, so that whoever looks at all of them touches each column in
//! one go and decides nothing twice.

use std::ops::Range;

use crate::{Facts, passing::Place};

/// How many deals are read at once: what is read of them stays in the nearest memory.
pub(crate) const DEALS: usize = 512;

/// The columns of a run of deals, in memory that is used again for the next run.
#[derive(Default)]
pub(crate) struct Block {
    first_deal: usize,
    first_line: usize,
    first_credit: usize,
    /// Codes of closing days, by deal.
    pub closed: Vec<u32>,
    /// Partners, by credit.
    pub partners: Vec<u32>,
    /// Codes of roles, by credit.
    pub roles: Vec<u32>,
    /// Declared shares, by credit; zero where there is none.
    pub shares: Vec<i64>,
    /// What lines add up to in the columns of a filter, those of their deals included.
    places: Vec<u32>,
    of_deals: Vec<u32>,
}

/// One deal in a block: where its credits stand there.
pub(crate) struct InBlock {
    /// Its lines in the facts.
    pub lines: Range<usize>,
    /// Its credits in the block.
    pub credits: Range<usize>,
}

impl Block {
    /// Reads a run of deals; declared shares only where they are asked for.
    pub fn read(&mut self, facts: &Facts, deals: Range<usize>, by: &Place, shares: bool) {
        let Some(last) = deals.end.checked_sub(1).filter(|last| *last >= deals.start) else {
            return;
        };
        let credits = facts.deal_credits(deals.start).start..facts.deal_credits(last).end;
        let lines = facts.deal_lines(deals.start).start..facts.deal_lines(last).end;
        self.first_deal = deals.start;
        (self.first_line, self.first_credit) = (lines.start, credits.start);
        facts.deals.closed.codes().read(deals.clone(), &mut self.closed);
        facts.credits.partners.read(credits.clone(), &mut self.partners);
        facts.credits.roles.codes().read(credits.clone(), &mut self.roles);
        if shares {
            facts.credits.read_shares(credits, &mut self.shares);
        }
        by.of_deals(facts, deals.clone(), &mut self.of_deals);
        by.of_lines(facts, lines, &mut self.places);
        for (deal, of_deal) in deals.zip(&self.of_deals) {
            for line in facts.deal_lines(deal) {
                self.places[line - self.first_line] += of_deal;
            }
        }
    }

    /// Where a deal of the run stands.
    #[inline]
    pub fn deal(&self, facts: &Facts, deal: usize) -> InBlock {
        let credits = facts.deal_credits(deal);
        let credits = credits.start - self.first_credit..credits.end - self.first_credit;
        InBlock { lines: facts.deal_lines(deal), credits }
    }

    /// The code of the closing day of a deal of the run.
    #[inline]
    pub fn closed(&self, deal: usize) -> usize {
        self.closed[deal - self.first_deal] as usize
    }

    /// The place of a line of the run.
    #[inline]
    pub fn place(&self, line: usize) -> usize {
        self.places[line - self.first_line] as usize
    }
}
