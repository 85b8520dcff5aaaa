//! The revenue shown beside payouts, row by row.

use tierwright_program::{
    Filter, Money, RoleClass, Sales, Span, Weight,
    measure::{Basis, Scope, ValueBasis},
};

use crate::{
    Failure, Plan,
    cube::{CubeKey, SalesRows, Summed},
    explanation::Contribution,
    plan::revenue_key,
};

impl Plan {
    /// The rows behind [`Outcome::revenue`](crate::Outcome::revenue) of a partner in one quarter or
    /// all, by day, then deal. They add up to it.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn revenue_rows(
        &self,
        partner: usize,
        quarter: Option<usize>,
    ) -> Result<Vec<Contribution>, Failure> {
        let key = revenue_key();
        let rows = self.sales_rows(&key);
        let quarters = self.replay().quarters();
        let mut found = Vec::new();
        for span in quarter.map_or(quarters, |one| &quarters[one..=one]) {
            found.extend(rows.contributions(partner, *span)?);
        }
        Ok(found)
    }
}

impl Plan {
    // Revenue that is reported apart (`RULES` section 5): whole deals, net of returns.

    /// The net revenue of deals on which one partner holds a role of a class, or of those on which
    /// anybody does, each deal counted once; in one quarter or all. Zero where the program names no
    /// roles of the class.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn class_revenue(
        &self,
        class: RoleClass,
        partner: Option<usize>,
        quarter: Option<usize>,
    ) -> Result<Money, Failure> {
        let classes = self.program().role_classes.as_ref();
        let roles = classes.map_or(&[][..], |classes| classes.of(class));
        let mut sum = 0_i64;
        // A measure without roles counts any.
        if !roles.is_empty() {
            let key = class_key(roles);
            let rows = self.sales_rows(&key);
            let quarters = self.replay().quarters();
            for span in quarter.map_or(quarters, |one| &quarters[one..=one]) {
                let part = match partner {
                    Some(partner) => {
                        let deals = self.facts().partner_deals(partner);
                        whole_deals(&rows, deals, Some(partner), *span)?
                    }
                    None => whole_deals(&rows, 0..self.facts().deals.len(), None, *span)?,
                };
                sum = sum
                    .checked_add(part)
                    .ok_or_else(|| Failure::overflow("The revenue of a class of roles"))?;
            }
        }
        Ok(Money::from_units(sum, self.program().currency))
    }
}

/// The sum over deals of one partner, or of the first partner on each.
fn whole_deals(
    rows: &SalesRows<'_>,
    deals: impl Iterator<Item = usize>,
    partner: Option<usize>,
    span: Span,
) -> Result<i64, Failure> {
    let mut sum = 0_i64;
    for deal in deals {
        let mut counted = partner;
        rows.deal(deal, &mut |row| {
            if *counted.get_or_insert(row.partner) == row.partner && span.contains(row.on) {
                sum = sum.checked_add(row.counted)?;
            }
            Some(())
        })?;
    }
    Ok(sum)
}

fn class_key(roles: &[String]) -> CubeKey {
    let sales = Sales {
        of: Filter::default(),
        roles: roles.to_vec(),
        weight: Weight::WholeDeal,
        basis: Basis::Net,
        value: ValueBasis::default(),
        scope: Scope::Partner,
    };
    CubeKey::measured(Summed::Revenue, sales)
}
