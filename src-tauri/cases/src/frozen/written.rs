//! Rows as a case writes them down: the way back from [`CaseFacts::rows`].

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, FundEventRow, FundStep, LevelRow,
    LineRow, OverlapRow, PaidRow, PartnerRow, PartnerStatusRow, RateRow, RegistrationRow, ScoreRow,
    ScoreSubject, SettlementKind, SettlementRow, Stage, TargetRow, TargetSubject, TouchRow,
};
use tierwright_program::Rate;

use crate::facts::{
    CaseActivity, CaseAdjustment, CaseCredit, CaseDeal, CaseFacts, CaseFundEvent, CaseFundStep,
    CaseLevel, CaseLine, CaseOverlap, CasePaid, CasePartner, CaseRate, CaseRegistration,
    CaseReturn, CaseScore, CaseScoreSubject, CaseSettlement, CaseSettlementKind, CaseStage,
    CaseStatus, CaseTarget, CaseTargetSubject, CaseTouch,
};

/// The facts of a case with these rows, in order of partner and deal. A deal that has not closed
/// has no place in a case and is left out.
pub fn written(rows: &FactRows) -> CaseFacts {
    let mut partners: Vec<&PartnerRow> = rows.partners.iter().collect();
    partners.sort_by_key(|one| &one.id);
    let mut deals: Vec<&DealRow> = rows.deals.iter().collect();
    deals.sort_by_key(|one| (one.closed, &one.id));
    CaseFacts {
        partners: partners.into_iter().map(|one| partner(one, rows)).collect(),
        deals: deals.into_iter().filter_map(|one| deal(one, rows)).collect(),
        adjustments: each(&rows.adjustments, |one| one.deal.is_none(), adjustment),
        activities: each(&rows.activities, |_| true, activity),
        scores: each(&rows.scores, |_| true, score),
        targets: each(&rows.targets, |_| true, target),
        overlaps: each(&rows.overlaps, |_| true, overlap),
        fund_events: each(&rows.fund_events, |_| true, fund_event),
        rates: each(&rows.rates, |_| true, rate),
        paid: each(&rows.paid, |_| true, paid),
    }
}

fn each<Row, T>(rows: &[Row], of: impl Fn(&Row) -> bool, as_written: impl Fn(&Row) -> T) -> Vec<T> {
    rows.iter().filter(|row| of(row)).map(as_written).collect()
}

fn partner(of: &PartnerRow, rows: &FactRows) -> CasePartner {
    CasePartner {
        id: of.id.clone(),
        name: if of.name == of.id { String::new() } else { of.name.clone() },
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
        statuses: each(&rows.statuses, |one| one.partner == of.id, status),
        levels: each(&rows.levels, |one| one.partner == of.id, level),
    }
}

fn status(of: &PartnerStatusRow) -> CaseStatus {
    CaseStatus { id: Some(of.id.clone()), kind: of.kind.clone(), from: of.from, until: of.until }
}

fn level(of: &LevelRow) -> CaseLevel {
    CaseLevel {
        id: Some(of.id.clone()),
        track: of.track.clone(),
        level: of.level.clone(),
        from: of.from,
        until: of.until,
        reason: of.reason.clone(),
    }
}

fn deal(of: &DealRow, rows: &FactRows) -> Option<CaseDeal> {
    let mine = |deal: &str| deal == of.id;
    Some(CaseDeal {
        name: of.name.clone(),
        customer: of.customer.clone(),
        stage: match of.stage {
            Stage::Open => CaseStage::Open,
            Stage::Won => CaseStage::Won,
            Stage::Lost => CaseStage::Lost,
        },
        opened: of.opened,
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
        source: of.origin.clone(),
        marketplace: of.marketplace.clone(),
        offer: of.offer.clone(),
        attributes: of.attributes.clone(),
        lines: each(&rows.lines, |one| mine(&one.deal), line),
        credits: each(&rows.credits, |one| mine(&one.deal), credit),
        returns: each(&rows.adjustments, |one| one.deal.as_deref().is_some_and(mine), returned),
        touches: each(&rows.touches, |one| mine(&one.deal), touch),
        registrations: each(&rows.registrations, |one| mine(&one.deal), registration),
        settlements: each(&rows.settlements, |one| mine(&one.deal), settlement),
        ..CaseDeal::won(&of.id, of.closed?, of.amount)
    })
}

fn line(of: &LineRow) -> CaseLine {
    CaseLine {
        id: of.id.clone(),
        product: of.product.clone(),
        family: of.family.clone(),
        amount: of.amount,
        quantity: Some(of.quantity).filter(|quantity| *quantity != Rate::whole(1)),
        list_amount: of.list_amount,
        cost: of.cost,
    }
}

fn credit(of: &CreditRow) -> CaseCredit {
    CaseCredit {
        partner: of.partner.clone(),
        role: of.role.clone(),
        share: of.share,
        evidence: of.evidence,
    }
}

fn returned(of: &AdjustmentRow) -> CaseReturn {
    CaseReturn {
        date: of.date,
        amount: of.amount,
        line: of.line.clone(),
        quantity: some_quantity(of.quantity),
    }
}

fn some_quantity(of: Rate) -> Option<Rate> {
    Some(of).filter(|quantity| *quantity != Rate::default())
}

fn touch(of: &TouchRow) -> CaseTouch {
    CaseTouch {
        id: Some(of.id.clone()),
        partner: of.partner.clone(),
        at: of.at,
        kind: of.kind.clone(),
        milestones: of.milestones.clone(),
    }
}

fn registration(of: &RegistrationRow) -> CaseRegistration {
    CaseRegistration {
        id: Some(of.id.clone()),
        partner: of.partner.clone(),
        role: of.role.clone(),
        registered_on: of.registered_on,
        approved_on: of.approved_on,
        refused_on: of.refused_on,
        protected_until: of.protected_until,
    }
}

fn settlement(of: &SettlementRow) -> CaseSettlement {
    CaseSettlement {
        id: Some(of.id.clone()),
        line: of.line.clone(),
        kind: match of.kind {
            SettlementKind::Billed => CaseSettlementKind::Billed,
            SettlementKind::Collected => CaseSettlementKind::Collected,
            SettlementKind::Disbursed => CaseSettlementKind::Disbursed,
        },
        date: of.date,
        gross: of.gross,
        fee: of.fee,
        tax: of.tax,
        net: of.net,
    }
}

fn adjustment(of: &AdjustmentRow) -> CaseAdjustment {
    CaseAdjustment {
        id: Some(of.id.clone()),
        partner: of.partner.clone().unwrap_or_default(),
        date: of.date,
        amount: of.amount,
        quantity: some_quantity(of.quantity),
    }
}

fn activity(of: &ActivityRow) -> CaseActivity {
    CaseActivity {
        id: Some(of.id.clone()),
        partner: of.partner.clone(),
        kind: of.kind.clone(),
        date: of.date,
        valid_until: of.valid_until,
        person: of.person.clone(),
        quantity: of.quantity,
        value: of.value,
        deal: of.deal.clone(),
        evidence: of.evidence,
    }
}

fn score(of: &ScoreRow) -> CaseScore {
    CaseScore {
        id: Some(of.id.clone()),
        of: match &of.of {
            ScoreSubject::Partner(id) => CaseScoreSubject::Partner(id.clone()),
            ScoreSubject::Customer(name) => CaseScoreSubject::Customer(name.clone()),
        },
        name: of.name.clone(),
        date: of.date,
        value: of.value,
    }
}

fn target(of: &TargetRow) -> CaseTarget {
    CaseTarget {
        id: Some(of.id.clone()),
        of: match &of.of {
            TargetSubject::Partner(id) => CaseTargetSubject::Partner(id.clone()),
            TargetSubject::Group(name) => CaseTargetSubject::Group(name.clone()),
        },
        name: of.name.clone(),
        measure: of.measure.clone(),
        from: of.period_from,
        until: of.period_until,
        value: of.value,
    }
}

fn overlap(of: &OverlapRow) -> CaseOverlap {
    CaseOverlap {
        id: Some(of.id.clone()),
        partner: of.partner.clone(),
        account: of.account.clone(),
        mapped_on: of.mapped_on,
        source: of.origin.clone(),
        deal: of.deal.clone(),
    }
}

fn fund_event(of: &FundEventRow) -> CaseFundEvent {
    CaseFundEvent {
        id: Some(of.id.clone()),
        fund: of.fund.clone(),
        partner: of.partner.clone(),
        request: of.request.clone(),
        step: match of.step {
            FundStep::Requested => CaseFundStep::Requested,
            FundStep::Approved => CaseFundStep::Approved,
            FundStep::Claimed => CaseFundStep::Claimed,
            FundStep::Paid => CaseFundStep::Paid,
        },
        activity: of.activity.clone(),
        date: of.date,
        amount: of.amount,
        cost: of.cost,
        deals: of.deals.clone(),
    }
}

fn rate(of: &RateRow) -> CaseRate {
    CaseRate {
        table: Some(of.table.clone()).filter(|table| table != "market"),
        currency: of.currency,
        base: of.base,
        date: of.date,
        rate: of.rate,
        units_per_base: of.inverse,
    }
}

fn paid(of: &PaidRow) -> CasePaid {
    CasePaid {
        id: Some(of.id.clone()),
        partner: of.partner.clone(),
        from: of.period_from,
        until: of.period_until,
        label: of.label.clone(),
        amount: of.amount,
    }
}
