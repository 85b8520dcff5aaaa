//! The facts of a case as rows. Every row's source is its position in the case.

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, FundEventRow, FundStep, LevelRow,
    LineRow, OverlapRow, PaidRow, PartnerRow, PartnerStatusRow, RateRow, RegistrationRow, ScoreRow,
    ScoreSubject, SettlementKind, SettlementRow, Source, SourceFile, Stage, TargetRow,
    TargetSubject, TouchRow,
};
use tierwright_program::Rate;

use crate::facts::{
    CaseActivity, CaseAdjustment, CaseCredit, CaseDeal, CaseFacts, CaseFundEvent, CaseFundStep,
    CaseLevel, CaseLine, CaseOverlap, CasePaid, CasePartner, CaseRate, CaseRegistration,
    CaseReturn, CaseScore, CaseScoreSubject, CaseSettlement, CaseSettlementKind, CaseStage,
    CaseStatus, CaseTarget, CaseTargetSubject, CaseTouch,
};

/// Numbers the rows of a case.
struct Numbering(u32);

impl Numbering {
    /// A row of each entry, which is told its place in its list and its number in the case.
    fn rows<'a, T, Row>(
        &mut self,
        of: &'a [T],
        row: impl Fn(usize, &'a T, Source) -> Row,
    ) -> Vec<Row> {
        let numbered = of.iter().enumerate();
        numbered.map(|(at, one)| row(at, one, self.next())).collect()
    }

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
        let mut rows = FactRows::default();
        for of in &self.partners {
            add_partner(of, &mut number, &mut rows);
        }
        for of in &self.deals {
            add_deal(of, &mut number, &mut rows);
        }
        rows.adjustments.extend(number.rows(&self.adjustments, adjustment));
        rows.activities = number.rows(&self.activities, activity);
        rows.scores = number.rows(&self.scores, score);
        rows.targets = number.rows(&self.targets, target);
        rows.overlaps = number.rows(&self.overlaps, overlap);
        rows.fund_events = number.rows(&self.fund_events, fund_event);
        rows.rates = number.rows(&self.rates, rate);
        rows.paid = number.rows(&self.paid, paid);
        rows.files = vec![SourceFile {
            name: "case".to_owned(),
            sha256: String::new(),
            rows: number.0,
            set_aside: 0,
        }];
        rows
    }
}

fn add_partner(of: &CasePartner, number: &mut Numbering, rows: &mut FactRows) {
    rows.partners.push(partner(of, number.next()));
    let statuses = number.rows(&of.statuses, |at, one, source| status(of, at, one, source));
    rows.statuses.extend(statuses);
    rows.levels.extend(number.rows(&of.levels, |at, one, source| level(of, at, one, source)));
}

fn add_deal(of: &CaseDeal, number: &mut Numbering, rows: &mut FactRows) {
    rows.deals.push(deal(of, number.next()));
    rows.lines.extend(number.rows(&of.lines, |_, one, source| line(of, one, source)));
    rows.credits.extend(number.rows(&of.credits, |at, one, source| credit(of, at, one, source)));
    let returns = number.rows(&of.returns, |at, one, source| returned(of, at, one, source));
    rows.adjustments.extend(returns);
    rows.touches.extend(number.rows(&of.touches, |at, one, source| touch(of, at, one, source)));
    let claims = number.rows(&of.registrations, |at, one, source| claim(of, at, one, source));
    rows.registrations.extend(claims);
    let settled = number.rows(&of.settlements, |at, one, source| settled(of, at, one, source));
    rows.settlements.extend(settled);
}

/// The id given, or one from the place of a row in its list.
fn id(given: Option<&String>, owner: &str, at: usize) -> String {
    given.cloned().unwrap_or_else(|| format!("{owner}{at:02}"))
}

fn partner(of: &CasePartner, source: Source) -> PartnerRow {
    PartnerRow {
        id: of.id.clone(),
        name: if of.name.is_empty() { of.id.clone() } else { of.name.clone() },
        kind: of.kind.clone(),
        region: of.region.clone(),
        country: of.country.clone(),
        segment: of.segment.clone(),
        group: of.group.clone(),
        parent: of.parent.clone(),
        joined: of.joined,
        left_on: of.left_on,
        currency: of.currency,
        attributes: of.attributes.clone(),
        source,
    }
}

fn status(partner: &CasePartner, at: usize, of: &CaseStatus, source: Source) -> PartnerStatusRow {
    PartnerStatusRow {
        id: id(of.id.as_ref(), &format!("{}-s", partner.id), at),
        partner: partner.id.clone(),
        kind: of.kind.clone(),
        from: of.from,
        until: of.until,
        source,
    }
}

fn level(partner: &CasePartner, at: usize, of: &CaseLevel, source: Source) -> LevelRow {
    LevelRow {
        id: id(of.id.as_ref(), &format!("{}-l", partner.id), at),
        partner: partner.id.clone(),
        track: of.track.clone(),
        level: of.level.clone(),
        from: of.from,
        until: of.until,
        reason: of.reason.clone(),
        source,
    }
}

fn deal(of: &CaseDeal, source: Source) -> DealRow {
    DealRow {
        id: of.id.clone(),
        name: of.name.clone(),
        customer: of.customer.clone(),
        stage: match of.stage {
            CaseStage::Open => Stage::Open,
            CaseStage::Won => Stage::Won,
            CaseStage::Lost => Stage::Lost,
        },
        opened: of.opened,
        closed: Some(of.closed),
        amount: of.amount,
        tax: of.tax,
        list_amount: of.list_amount,
        cost: of.cost,
        kind: of.kind.clone(),
        recurring: of.recurring,
        term_start: of.term_start,
        term_end: of.term_end,
        cancelled_on: of.cancelled_on,
        region: of.region.clone(),
        segment: of.segment.clone(),
        origin: of.source.clone(),
        marketplace: of.marketplace.clone(),
        offer: of.offer.clone(),
        attributes: of.attributes.clone(),
        source,
    }
}

fn line(deal: &CaseDeal, of: &CaseLine, source: Source) -> LineRow {
    LineRow {
        id: of.id.clone(),
        deal: deal.id.clone(),
        product: of.product.clone(),
        family: of.family.clone(),
        quantity: of.quantity.unwrap_or(Rate::whole(1)),
        amount: of.amount,
        list_amount: of.list_amount,
        cost: of.cost,
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
        evidence: of.evidence,
        source,
    }
}

fn returned(deal: &CaseDeal, at: usize, of: &CaseReturn, source: Source) -> AdjustmentRow {
    AdjustmentRow {
        id: format!("{}-r{at}", deal.id),
        deal: Some(deal.id.clone()),
        line: of.line.clone(),
        partner: None,
        date: of.date,
        amount: of.amount,
        quantity: of.quantity.unwrap_or_default(),
        source,
    }
}

fn adjustment(at: usize, of: &CaseAdjustment, source: Source) -> AdjustmentRow {
    AdjustmentRow {
        id: id(of.id.as_ref(), "adjustment-", at),
        deal: None,
        line: None,
        partner: Some(of.partner.clone()),
        date: of.date,
        amount: of.amount,
        quantity: of.quantity.unwrap_or_default(),
        source,
    }
}

fn touch(deal: &CaseDeal, at: usize, of: &CaseTouch, source: Source) -> TouchRow {
    TouchRow {
        id: id(of.id.as_ref(), &format!("{}-t", deal.id), at),
        deal: deal.id.clone(),
        partner: of.partner.clone(),
        at: of.at,
        kind: of.kind.clone(),
        milestones: of.milestones.clone(),
        source,
    }
}

fn claim(deal: &CaseDeal, at: usize, of: &CaseRegistration, source: Source) -> RegistrationRow {
    RegistrationRow {
        id: id(of.id.as_ref(), &format!("{}-g", deal.id), at),
        deal: deal.id.clone(),
        partner: of.partner.clone(),
        role: of.role.clone(),
        registered_on: of.registered_on,
        approved_on: of.approved_on,
        refused_on: of.refused_on,
        protected_until: of.protected_until,
        source,
    }
}

fn settled(deal: &CaseDeal, at: usize, of: &CaseSettlement, source: Source) -> SettlementRow {
    SettlementRow {
        id: id(of.id.as_ref(), &format!("{}-p", deal.id), at),
        deal: deal.id.clone(),
        line: of.line.clone(),
        kind: match of.kind {
            CaseSettlementKind::Billed => SettlementKind::Billed,
            CaseSettlementKind::Collected => SettlementKind::Collected,
            CaseSettlementKind::Disbursed => SettlementKind::Disbursed,
        },
        date: of.date,
        gross: of.gross,
        fee: of.fee,
        tax: of.tax,
        net: of.net,
        source,
    }
}

fn activity(at: usize, of: &CaseActivity, source: Source) -> ActivityRow {
    ActivityRow {
        id: of.id.clone().unwrap_or_else(|| at.to_string()),
        partner: of.partner.clone(),
        kind: of.kind.clone(),
        date: of.date,
        valid_until: of.valid_until,
        person: of.person.clone(),
        quantity: of.quantity,
        value: of.value,
        deal: of.deal.clone(),
        evidence: of.evidence,
        source,
    }
}

fn score(at: usize, of: &CaseScore, source: Source) -> ScoreRow {
    ScoreRow {
        id: id(of.id.as_ref(), "score-", at),
        of: match &of.of {
            CaseScoreSubject::Partner(id) => ScoreSubject::Partner(id.clone()),
            CaseScoreSubject::Customer(name) => ScoreSubject::Customer(name.clone()),
        },
        name: of.name.clone(),
        date: of.date,
        value: of.value,
        source,
    }
}

fn target(at: usize, of: &CaseTarget, source: Source) -> TargetRow {
    TargetRow {
        id: id(of.id.as_ref(), "target-", at),
        of: match &of.of {
            CaseTargetSubject::Partner(id) => TargetSubject::Partner(id.clone()),
            CaseTargetSubject::Group(name) => TargetSubject::Group(name.clone()),
        },
        name: of.name.clone(),
        measure: of.measure.clone(),
        period_from: of.from,
        period_until: of.until,
        value: of.value,
        source,
    }
}

fn overlap(at: usize, of: &CaseOverlap, source: Source) -> OverlapRow {
    OverlapRow {
        id: id(of.id.as_ref(), "overlap-", at),
        partner: of.partner.clone(),
        account: of.account.clone(),
        mapped_on: of.mapped_on,
        origin: of.source.clone(),
        deal: of.deal.clone(),
        source,
    }
}

fn fund_event(at: usize, of: &CaseFundEvent, source: Source) -> FundEventRow {
    FundEventRow {
        id: id(of.id.as_ref(), "fund-", at),
        fund: of.fund.clone(),
        partner: of.partner.clone(),
        request: of.request.clone(),
        step: match of.step {
            CaseFundStep::Requested => FundStep::Requested,
            CaseFundStep::Approved => FundStep::Approved,
            CaseFundStep::Claimed => FundStep::Claimed,
            CaseFundStep::Paid => FundStep::Paid,
        },
        activity: of.activity.clone(),
        date: of.date,
        amount: of.amount,
        cost: of.cost,
        deals: of.deals.clone(),
        source,
    }
}

fn rate(_: usize, of: &CaseRate, source: Source) -> RateRow {
    RateRow {
        table: of.table.clone().unwrap_or_else(|| "market".to_owned()),
        currency: of.currency,
        base: of.base,
        date: of.date,
        rate: of.rate,
        inverse: of.units_per_base,
        source,
    }
}

fn paid(at: usize, of: &CasePaid, source: Source) -> PaidRow {
    PaidRow {
        id: id(of.id.as_ref(), "paid-", at),
        partner: of.partner.clone(),
        period_from: of.from,
        period_until: of.until,
        label: of.label.clone(),
        amount: of.amount,
        source,
    }
}
