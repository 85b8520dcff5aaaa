//! The facts of a case as rows. Every row's source is its position in the case.

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, RateRow, Source,
    SourceFile, Stage,
};
use tierwright_program::Rate;

use crate::document::{
    CaseActivity, CaseCredit, CaseDeal, CaseFacts, CaseLine, CasePartner, CaseRate, CaseReturn,
    CaseStage,
};

/// Numbers the rows of a case.
struct Numbering(u32);

impl Numbering {
    fn next(&mut self) -> Source {
        self.0 += 1;
        Source { file: 0, row: self.0 }
    }
}

impl CaseFacts {
    /// The facts as rows.
    #[must_use]
    pub fn rows(&self) -> FactRows {
        let mut number = Numbering(0);
        let mut rows = FactRows {
            partners: self.partners.iter().map(|of| partner(of, number.next())).collect(),
            ..FactRows::default()
        };
        for of in &self.deals {
            rows.deals.push(deal(of, number.next()));
            rows.lines.extend(of.lines.iter().map(|one| line(of, one, number.next())));
            let credits = of.credits.iter().enumerate();
            rows.credits.extend(credits.map(|(at, one)| credit(of, at, one, number.next())));
            let returns = of.returns.iter().enumerate();
            rows.adjustments.extend(returns.map(|(at, one)| returned(of, at, one, number.next())));
        }
        let activities = self.activities.iter().enumerate();
        rows.activities = activities.map(|(at, one)| activity(at, one, number.next())).collect();
        rows.rates = self.rates.iter().map(|one| rate(one, number.next())).collect();
        rows.files = vec![SourceFile {
            name: "case".to_owned(),
            sha256: String::new(),
            rows: number.0,
            set_aside: 0,
        }];
        rows
    }
}

fn partner(of: &CasePartner, source: Source) -> PartnerRow {
    PartnerRow {
        id: of.id.clone(),
        name: of.id.clone(),
        kind: of.kind.clone(),
        region: of.region.clone(),
        country: String::new(),
        segment: String::new(),
        joined: None,
        source,
    }
}

fn deal(of: &CaseDeal, source: Source) -> DealRow {
    DealRow {
        id: of.id.clone(),
        name: String::new(),
        customer: String::new(),
        stage: match of.stage {
            CaseStage::Open => Stage::Open,
            CaseStage::Won => Stage::Won,
            CaseStage::Lost => Stage::Lost,
        },
        opened: None,
        closed: Some(of.closed),
        amount: of.amount,
        list_amount: None,
        cost: None,
        kind: of.kind.clone(),
        region: String::new(),
        segment: String::new(),
        origin: String::new(),
        source,
    }
}

fn line(deal: &CaseDeal, of: &CaseLine, source: Source) -> LineRow {
    LineRow {
        id: of.id.clone(),
        deal: deal.id.clone(),
        product: String::new(),
        family: of.family.clone(),
        quantity: of.quantity.unwrap_or(Rate::whole(1)),
        amount: of.amount,
        list_amount: None,
        cost: None,
        source,
    }
}

fn credit(deal: &CaseDeal, at: usize, of: &CaseCredit, source: Source) -> CreditRow {
    CreditRow {
        id: format!("{}-{at}", deal.id),
        deal: deal.id.clone(),
        partner: of.partner.clone(),
        role: of.role.clone(),
        share: of.share,
        source,
    }
}

fn returned(deal: &CaseDeal, at: usize, of: &CaseReturn, source: Source) -> AdjustmentRow {
    AdjustmentRow {
        id: format!("{}-r{at}", deal.id),
        deal: deal.id.clone(),
        line: of.line.clone(),
        date: of.date,
        amount: of.amount,
        quantity: Rate::whole(0),
        source,
    }
}

fn activity(at: usize, of: &CaseActivity, source: Source) -> ActivityRow {
    ActivityRow {
        id: at.to_string(),
        partner: of.partner.clone(),
        kind: of.kind.clone(),
        date: of.date,
        valid_until: of.valid_until,
        person: of.person.clone(),
        source,
    }
}

fn rate(of: &CaseRate, source: Source) -> RateRow {
    RateRow {
        table: "market".to_owned(),
        currency: of.currency,
        base: of.base,
        date: of.date,
        rate: of.rate,
        inverse: of.units_per_base,
        source,
    }
}
