//! The source facts as rows, and where to find them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LevelRow, LineRow, PaidRow,
    PartnerRow, RateRow, RegistrationRow, ScoreRow, ScoreSubject, SettlementKind, SettlementRow,
    Source as Place, Stage, TargetRow, TouchRow,
};
use tierwright_program::{Currency, Program, measure::PointsRule};

use crate::points;

/// The rows behind a calculation, ordered as positions in an explanation are: partners and deals by
/// the bytes of their ids.
pub struct Source<'a> {
    pub partners: Vec<&'a PartnerRow>,
    pub deals: Vec<&'a DealRow>,
    lines: HashMap<&'a str, Vec<&'a LineRow>>,
    credits: HashMap<&'a str, Vec<&'a CreditRow>>,
    adjustments: HashMap<&'a str, Vec<&'a AdjustmentRow>>,
    touches: HashMap<&'a str, Vec<&'a TouchRow>>,
    registrations: HashMap<&'a str, Vec<&'a RegistrationRow>>,
    settlements: HashMap<&'a str, Vec<&'a SettlementRow>>,
    of_partner: HashMap<&'a str, Vec<&'a str>>,
    /// What partners did and the figures about them: partner, row and day.
    did: HashSet<(&'a str, Place, NaiveDate)>,
    pub levels: &'a [LevelRow],
    pub activities: &'a [ActivityRow],
    pub scores: &'a [ScoreRow],
    pub targets: &'a [TargetRow],
    pub paid: &'a [PaidRow],
    pub rates: HashMap<&'a str, Vec<&'a RateRow>>,
    /// The program's currency, and the rules for points that it promises.
    pub currency: Currency,
    pub points: Vec<PointsRule>,
}

fn by<'a, T>(
    rows: &'a [T],
    key: impl Fn(&'a T) -> Option<&'a str>,
) -> HashMap<&'a str, Vec<&'a T>> {
    let mut found: HashMap<&str, Vec<&T>> = HashMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            found.entry(key).or_default().push(row);
        }
    }
    found
}

fn of<'m, 'a, T>(map: &'m HashMap<&'a str, Vec<&'a T>>, key: &str) -> &'m [&'a T] {
    map.get(key).map_or(&[], Vec::as_slice)
}

impl<'a> Source<'a> {
    pub fn new(rows: &'a FactRows, program: &Program) -> Self {
        let mut partners: Vec<&PartnerRow> = rows.partners.iter().collect();
        partners.sort_by(|a, b| a.id.cmp(&b.id));
        let mut deals: Vec<&DealRow> = rows.deals.iter().collect();
        deals.sort_by(|a, b| a.id.cmp(&b.id));
        let mut of_partner: HashMap<&str, Vec<&str>> = HashMap::new();
        for credit in &rows.credits {
            of_partner.entry(&credit.partner).or_default().push(&credit.deal);
        }
        Self {
            partners,
            deals,
            lines: by(&rows.lines, |row| Some(&row.deal)),
            credits: by(&rows.credits, |row| Some(&row.deal)),
            adjustments: by(&rows.adjustments, |row| row.deal.as_deref()),
            touches: by(&rows.touches, |row| Some(&row.deal)),
            registrations: by(&rows.registrations, |row| Some(&row.deal)),
            settlements: by(&rows.settlements, |row| Some(&row.deal)),
            did: did(rows),
            of_partner,
            levels: &rows.levels,
            activities: &rows.activities,
            scores: &rows.scores,
            targets: &rows.targets,
            paid: &rows.paid,
            rates: by(&rows.rates, |row| Some(&row.table)),
            currency: program.currency,
            points: points::rules(program),
        }
    }

    pub fn lines(&self, deal: &str) -> &[&'a LineRow] {
        of(&self.lines, deal)
    }

    pub fn credits(&self, deal: &str) -> &[&'a CreditRow] {
        of(&self.credits, deal)
    }

    pub fn adjustments(&self, deal: &str) -> &[&'a AdjustmentRow] {
        of(&self.adjustments, deal)
    }

    pub fn touches(&self, deal: &str) -> &[&'a TouchRow] {
        of(&self.touches, deal)
    }

    pub fn registrations(&self, deal: &str) -> &[&'a RegistrationRow] {
        of(&self.registrations, deal)
    }

    /// The invoices and collections of a deal.
    pub fn settled(&self, deal: &str) -> Vec<&'a SettlementRow> {
        let all = of(&self.settlements, deal).iter().copied();
        all.filter(|row| row.kind != SettlementKind::Disbursed).collect()
    }

    /// The first won deal of the customer of a deal, or the deal itself where that is not known.
    pub fn first_of_customer(&self, deal: &'a DealRow) -> &'a DealRow {
        let same = self.deals.iter().filter(|one| one.customer == deal.customer);
        let won = same.filter_map(|one| Some((won(one)?, *one)));
        let first = won.min_by_key(|(day, one)| (*day, &one.id)).map(|(_, first)| first);
        first.filter(|_| !deal.customer.is_empty()).unwrap_or(deal)
    }

    /// Whether what one partner sells counts as another's in a scope, told by how a measure is said.
    pub fn belongs(&self, member: &PartnerRow, partner: &PartnerRow, measure: &str) -> bool {
        let part = measure.split(" as a share of ").next().unwrap_or(measure);
        let above = |one: &PartnerRow| {
            let id = one.parent.as_ref()?;
            self.partners.iter().find(|partner| partner.id == *id).copied()
        };
        if part.ends_with(" with the partners below it") {
            let mut at = Some(member);
            while let Some(one) = at.filter(|one| one.id != partner.id) {
                at = above(one);
            }
            return at.is_some();
        }
        let group = part.ends_with(" of its group") && !partner.group.is_empty();
        member.id == partner.id || group && member.group == partner.group
    }

    /// The deals that a partner has a credit on, each once, in order.
    pub fn deals_of(&self, partner: usize) -> Vec<&'a DealRow> {
        let none = Vec::new();
        let ids = self.of_partner.get(self.partners[partner].id.as_str()).unwrap_or(&none);
        let mut places: Vec<usize> = ids.iter().filter_map(|id| self.place(id)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| self.deals[at]).collect()
    }

    /// Whether a fact of a partner stands in a row and is of a day: an activity, a score, or a deal
    /// that was won.
    pub fn states(&self, partner: &str, place: Place, on: NaiveDate) -> bool {
        let of_deals = |deal: &&&str| {
            self.place(deal)
                .is_some_and(|at| self.deals[at].source == place && won(self.deals[at]) == Some(on))
        };
        self.did.contains(&(partner, place, on))
            || self.of_partner.get(partner).is_some_and(|all| all.iter().any(|one| of_deals(&one)))
    }

    pub fn place(&self, deal: &str) -> Option<usize> {
        self.deals.binary_search_by(|row| row.id.as_str().cmp(deal)).ok()
    }
}

fn did(rows: &FactRows) -> HashSet<(&str, Place, NaiveDate)> {
    let activities = rows.activities.iter().map(|row| (row.partner.as_str(), row.source, row.date));
    let scores = rows.scores.iter().filter_map(|row| match &row.of {
        ScoreSubject::Partner(id) => Some((id.as_str(), row.source, row.date)),
        ScoreSubject::Customer(_) => None,
    });
    activities.chain(scores).collect()
}

/// The day a deal was won.
pub fn won(deal: &DealRow) -> Option<NaiveDate> {
    deal.closed.filter(|_| deal.stage == Stage::Won)
}
