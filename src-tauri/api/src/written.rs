//! The program as it is written, and the values that its filters can ask for.

use std::collections::BTreeMap;

use tierwright_engine::Facts;

use crate::{
    context::Context,
    describe::whole,
    wire::{FactColumn, FactValues, Failure, WrittenProgram},
};

/// Values of a column that are listed; more are typed.
const MOST: usize = 200;

/// The program of the document, value by value.
pub(crate) fn program(context: &mut Context) -> Result<WrittenProgram, Failure> {
    let (opened, _) = context.opened()?;
    let program = serde_json::to_value(&opened.program).map_err(|_| Failure::internal())?;
    Ok(WrittenProgram { revision: whole(opened.revision), program })
}

/// What the facts hold in the columns that filters and roles ask for.
pub(crate) fn fact_values(context: &mut Context) -> Result<FactValues, Failure> {
    let facts = &context.opened()?.0.facts;
    let (partners, deals, lines) = (&facts.partners, &facts.deals, &facts.lines);
    let columns = [
        ("partner", &partners.ids[..]),
        ("partner_type", &partners.kinds[..]),
        ("partner_region", &partners.regions[..]),
        ("partner_country", &partners.countries[..]),
        ("partner_segment", &partners.segments[..]),
        ("deal_type", deals.kinds.values()),
        ("deal_region", deals.regions.values()),
        ("deal_segment", deals.segments.values()),
        ("deal_source", deals.origins.values()),
        ("product", lines.products.values()),
        ("family", lines.families.values()),
        ("role", facts.credits.roles.values()),
    ];
    let mut found: Vec<FactColumn> =
        columns.into_iter().map(|(field, values)| column(field, values)).collect();
    found.extend(attributes(facts));
    Ok(FactValues { columns: found })
}

/// The names of the attributes of partners and deals as `attribute`, and the values of each as
/// `attribute:` and its name.
fn attributes(facts: &Facts) -> Vec<FactColumn> {
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in
        facts.partners.attributes.iter().chain(facts.deals.attributes.values()).flatten()
    {
        values.entry(name).or_default().push(value.clone());
    }
    let names: Vec<String> = values.keys().map(|name| (*name).to_owned()).collect();
    let each = values.iter().map(|(name, values)| column(&format!("attribute:{name}"), values));
    std::iter::once(column("attribute", &names)).chain(each).collect()
}

fn column(field: &str, values: &[String]) -> FactColumn {
    let mut values: Vec<String> = values.iter().filter(|text| !text.is_empty()).cloned().collect();
    values.sort_unstable();
    values.dedup();
    values.truncate(MOST);
    FactColumn { field: field.to_owned(), values }
}
