//! Touches, registrations and settlements into columns.

use super::Builder;
use crate::facts::{
    packed::Starts,
    rows::{FactRows, RegistrationRow, SettlementRow, TouchRow},
};

impl Builder {
    /// What happens in the course of deals.
    pub(super) fn course(&mut self, rows: &mut FactRows) {
        self.touches(std::mem::take(&mut rows.touches));
        self.registrations(std::mem::take(&mut rows.registrations));
        self.settlements(std::mem::take(&mut rows.settlements));
    }

    fn touches(&mut self, rows: Vec<TouchRow>) {
        self.once("touch", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        let mut near = 0;
        for row in rows {
            let named = row.partner.as_deref();
            let partner = named.and_then(|one| self.partner("touch", &row.id, one, row.source));
            if let Some(deal) = self.deal("touch", &row.id, &row.deal, near, row.source) {
                near = deal;
                keyed.push((deal, partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.2.at, &a.2.id).cmp(&(b.0, b.2.at, &b.2.id)));
        self.facts.deals.touches =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.touches;
        for (deal, partner, row) in keyed {
            columns.ids.push(row.id);
            columns.deals.push(deal);
            columns.partners.push(partner);
            columns.at.push(row.at);
            columns.kinds.push(row.kind);
            columns.milestones.push(row.milestones);
            columns.sources.push(row.source);
        }
    }

    fn registrations(&mut self, rows: Vec<RegistrationRow>) {
        self.once("registration", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        let mut near = 0;
        for row in rows {
            self.decided_once(&row);
            let deal = self.deal("registration", &row.id, &row.deal, near, row.source);
            near = deal.unwrap_or(near);
            let partner = self.partner("registration", &row.id, &row.partner, row.source);
            if let (Some(deal), Some(partner)) = (deal, partner) {
                keyed.push((deal, partner, row));
            }
        }
        keyed.sort_by(|a, b| {
            (a.0, a.2.registered_on, &a.2.id).cmp(&(b.0, b.2.registered_on, &b.2.id))
        });
        self.facts.deals.registrations =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.registrations;
        for (deal, partner, row) in keyed {
            columns.ids.push(row.id);
            columns.deals.push(deal);
            columns.partners.push(partner);
            columns.roles.push(row.role);
            columns.registered_on.push(row.registered_on);
            columns.approved_on.push(row.approved_on);
            columns.refused_on.push(row.refused_on);
            columns.protected_until.push(row.protected_until);
            columns.sources.push(row.source);
        }
    }

    /// Reports a registration that is both approved and refused.
    fn decided_once(&mut self, row: &RegistrationRow) {
        if row.approved_on.is_some() && row.refused_on.is_some() {
            let sentence = format!(
                "Registration {} is both approved and refused; only one of them can hold.",
                row.id
            );
            self.problem("decided_twice", "registration", &row.id, sentence, row.source);
        }
    }

    fn settlements(&mut self, rows: Vec<SettlementRow>) {
        self.once("settlement", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        let mut near = 0;
        for row in rows {
            let (id, source) = (&row.id, row.source);
            let Some(deal) = self.deal("settlement", id, &row.deal, near, source) else { continue };
            near = deal;
            let amounts = [Some(row.gross), row.fee, row.tax, row.net];
            self.in_currency("settlement", id, &amounts, self.currency_of(deal), source);
            let line = self.maybe_line("settlement", id, row.line.as_deref(), deal, source);
            keyed.push((deal, line, row));
        }
        keyed.sort_by(|a, b| (a.0, a.2.date, &a.2.id).cmp(&(b.0, b.2.date, &b.2.id)));
        self.facts.deals.settlements =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.settlements;
        for (deal, line, row) in keyed {
            columns.ids.push(row.id);
            columns.deals.push(deal);
            columns.lines.push(line);
            columns.kinds.push(row.kind);
            columns.dates.push(row.date);
            columns.gross.push(row.gross);
            columns.fees.push(row.fee);
            columns.taxes.push(row.tax);
            columns.net.push(row.net);
            columns.sources.push(row.source);
        }
    }
}
