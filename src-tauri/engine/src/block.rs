//! Runs of deals read column by column, so that whoever looks at all of them touches each column in
//! one go and decides nothing twice.

use std::ops::Range;

use crate::{Facts, passing::Place};

/// How many deals are read at once: what is read of them stays in the nearest memory.
pub(crate) const DEALS: usize = 512;

/// The columns of a run of deals, in memory that is used again for the next run. Positions are
/// counted from the first row of the run.
#[derive(Default)]
pub(crate) struct Block {
    /// Codes of closing days, by deal.
    pub closed: Vec<u32>,
    /// Partners, by credit.
    pub partners: Vec<u32>,
    /// Codes of roles, by credit.
    pub roles: Vec<u32>,
    /// Declared shares, by credit; zero where there is none.
    pub shares: Vec<i64>,
    /// By line: what it and its deal have in the columns of a filter.
    pub places: Vec<u32>,
    /// By credit: its deal, where [`Block::read_owners`] was asked for them.
    pub owners: Vec<u32>,
    /// Whether a partner has several credits on a deal of the run, where owners were asked for.
    pub several: bool,
    /// Whether every deal of the run has one line.
    pub one_line_each: bool,
    /// Whether any deal of the run has returns.
    pub returns: bool,
    /// The first line of the run in the facts.
    pub first_line: usize,
    lines: Vec<u32>,
    credits: Vec<u32>,
    of_deals: Vec<u32>,
}

impl Block {
    /// Reads a run of deals; declared shares only where they are asked for. Answers the credits of
    /// the run.
    pub fn read(
        &mut self,
        facts: &Facts,
        deals: Range<usize>,
        by: &Place,
        shares: bool,
    ) -> Range<usize> {
        let lines = facts.deals.lines_of_run(deals.clone(), &mut self.lines);
        let credits = facts.deals.credits_of_run(deals.clone(), &mut self.credits);
        self.returns = facts.deals.any_returns(deals.clone());
        self.first_line = lines.start;
        facts.deals.closed.codes().read(deals.clone(), &mut self.closed);
        facts.credits.partners.read(credits.clone(), &mut self.partners);
        facts.credits.roles.codes().read(credits.clone(), &mut self.roles);
        if shares {
            facts.credits.read_shares(credits.clone(), &mut self.shares);
        }
        by.of_deals(facts, deals, &mut self.of_deals);
        by.of_lines(facts, lines, &mut self.places);
        // Every deal has at least one.
        self.one_line_each = self.places.len() == self.of_deals.len();
        if self.one_line_each {
            self.places.iter_mut().zip(&self.of_deals).for_each(|(place, more)| *place += more);
        } else {
            for (of_deal, lines) in self.of_deals.iter().zip(self.lines.windows(2)) {
                let places = &mut self.places[lines[0] as usize..lines[1] as usize];
                places.iter_mut().for_each(|place| *place += of_deal);
            }
        }
        credits
    }

    /// Finds the deal of each credit, and whether a partner has several on one.
    pub fn read_owners(&mut self) {
        self.owners.clear();
        self.owners.resize(self.partners.len() + 1, 0);
        // Where a deal begins, the number of all later ones is one more.
        self.credits[1..].iter().for_each(|start| self.owners[*start as usize] += 1);
        let mut deal = 0;
        for owner in &mut self.owners {
            deal += *owner;
            *owner = deal;
        }
        self.owners.truncate(self.partners.len());
        let both = self.partners.windows(2).zip(self.owners.windows(2));
        let again = |(partners, owners): (&[u32], &[u32])| {
            u32::from(partners[0] == partners[1] && owners[0] == owners[1])
        };
        self.several = both.map(again).sum::<u32>() != 0;
    }

    /// Whether a partner has several credits on a deal.
    pub fn has_several(&self, deal: usize) -> bool {
        self.several && self.partners[self.credits(deal)].windows(2).any(|two| two[0] == two[1])
    }

    /// The lines of a deal.
    #[inline]
    pub fn lines(&self, deal: usize) -> Range<usize> {
        self.lines[deal] as usize..self.lines[deal + 1] as usize
    }

    /// The credits of a deal.
    #[inline]
    pub fn credits(&self, deal: usize) -> Range<usize> {
        self.credits[deal] as usize..self.credits[deal + 1] as usize
    }
}
