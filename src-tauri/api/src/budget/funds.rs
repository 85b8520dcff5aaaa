//! The money of each fund over the replay, of all partners and of each.

use tierwright_engine::{
    Outcome,
    fund::{FundEntry, FundEvent, Funds},
};
use tierwright_program::{Money, program_sentences, words::name_of};

use crate::{
    describe::whole,
    wire::{Failure, FundRow, FundState},
};

/// Every fund of the program.
pub(super) fn states(outcome: &Outcome) -> Result<Vec<FundState>, Failure> {
    let program = outcome.plan().program();
    let funds = Funds::new(outcome);
    let sentences = program_sentences(program);
    let mut states = Vec::new();
    for (at, of) in program.funds.iter().enumerate() {
        let ledgers = funds.ledgers(at)?;
        let partners = &outcome.facts().partners;
        let mut rows: Vec<(Sums, FundRow)> = Vec::new();
        let mut all = Sums::default();
        for ledger in ledgers.iter() {
            let mut sums = Sums::default();
            ledger.entries.iter().for_each(|entry| sums.add(entry));
            all.join(&sums);
            let Some(partner) = ledger.partner else { continue };
            if !sums.is_empty() {
                let id = Some(partners.ids[partner].clone());
                let row = sums.row(id, partners.names[partner].clone(), outcome);
                rows.push((sums, row));
            }
        }
        rows.sort_by(|(one, a), (other, b)| {
            other.closing.cmp(&one.closing).then_with(|| a.partner.cmp(&b.partner))
        });
        let place = format!("/funds/{}", of.id);
        let inside = format!("{place}/");
        let its =
            sentences.iter().filter(|one| one.place == place || one.place.starts_with(&inside));
        let whole = all.row(None, "All".to_owned(), outcome);
        states.push(FundState {
            id: of.id.clone(),
            name: name_of(&of.name, &of.id),
            sentences: its.map(|sentence| sentence.text.clone()).collect(),
            rows: std::iter::once(whole).chain(rows.into_iter().map(|(_, row)| row)).collect(),
        });
    }
    Ok(states)
}

/// What entries come to, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    opening: i64,
    came_in: i64,
    claimed: i64,
    expired: i64,
    as_rebate: i64,
    refused: usize,
    closing: i64,
}

impl Sums {
    fn add(&mut self, entry: &FundEntry) {
        let units = entry.amount.units();
        match &entry.what {
            FundEvent::Opening => self.opening += units,
            FundEvent::Accrued { .. }
            | FundEvent::Released { .. }
            | FundEvent::ClawedBack { .. }
            | FundEvent::Allocated(_) => self.came_in += units,
            FundEvent::PaidAsRebate { .. } => self.as_rebate -= units,
            FundEvent::Claimed(claim) => {
                self.refused += usize::from(claim.refused.is_some());
                self.claimed -= units;
            }
            FundEvent::Expired { .. } | FundEvent::Forfeited { .. } => self.expired -= units,
            FundEvent::Carried { .. } => {}
            FundEvent::Closing => self.closing += units,
        }
    }

    fn join(&mut self, other: &Self) {
        self.opening += other.opening;
        self.came_in += other.came_in;
        self.claimed += other.claimed;
        self.expired += other.expired;
        self.as_rebate += other.as_rebate;
        self.refused += other.refused;
        self.closing += other.closing;
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn row(&self, partner: Option<String>, name: String, outcome: &Outcome) -> FundRow {
        let currency = outcome.plan().program().currency;
        let text = |units| Money::from_units(units, currency).amount_text();
        FundRow {
            partner,
            name,
            opening: text(self.opening),
            came_in: text(self.came_in),
            claimed: text(self.claimed),
            expired: text(self.expired),
            as_rebate: text(self.as_rebate),
            refused: whole(self.refused),
            closing: text(self.closing),
        }
    }
}
