//! Checking files before they are loaded.

use std::collections::BTreeMap;

use tierwright_engine::{Facts, rows::FactRows};
use tierwright_import::{
    Imported, Mapping, Table, check as groups_of,
    mapping::{Duplicates, NegativeAmounts, Shares},
    same_partners,
};
use tierwright_program::{Currency, Money, words::grouped};

use crate::{
    clock,
    context::Context,
    describe::whole,
    import::{read, sentences},
    import_changes::changes,
    inspect::mapping,
    wire::{
        CheckImport, ChosenRepair, Count, Failure, FailureKind, ImportCheck, ImportChoice,
        MadeRepair, ProblemGroup, RevenueTie, SamePartners, UnmatchedName,
    },
};

/// Names without a partner that are shown.
const MOST_UNMATCHED: usize = 200;

/// Reads files by a mapping without loading them.
pub(crate) fn check(context: &mut Context, request: &CheckImport) -> Result<ImportCheck, Failure> {
    let mut mapping = mapping(&request.mapping)?;
    for chosen in &request.repairs {
        repair(&mut mapping, chosen)?;
    }
    let found = read(context, &mapping, &request.files)?;
    let rows: u32 = found.tie.files.iter().map(|file| file.rows).sum();
    let set_aside: u32 = found.tie.files.iter().map(|file| file.set_aside).sum();
    let groups = groups_of(&found, &mapping, clock::now().date_naive())?;
    let same = same_partners(&found.rows);
    let unmatched = unmatched(&found);
    let facts = Facts::build(found.rows.clone());
    let counts = match &facts {
        Ok(facts) => facts
            .counts()
            .into_iter()
            .map(|(table, rows)| Count { table: table.to_owned(), rows: whole(rows) })
            .collect(),
        Err(problems) => return Err(Failure::facts(problems)),
    };
    let changes = match facts {
        Ok(facts) => changes(context, &found.rows, facts)?,
        Err(_) => None,
    };
    Ok(ImportCheck {
        mapping: mapping.to_json(),
        rows,
        used: rows - set_aside,
        set_aside,
        revenue: revenue(&found)?,
        unread: found.tie.without_revenue,
        groups: groups
            .into_iter()
            .map(|group| ProblemGroup {
                code: group.code.to_owned(),
                should_fix: group.weight == tierwright_import::Weight::Should,
                title: group.title.to_owned(),
                unit: group.unit.to_owned(),
                rows: group.rows,
                money: group.money.iter().map(money).collect(),
                examples: group.examples,
                repairs: group
                    .repairs
                    .into_iter()
                    .map(|(id, label)| ImportChoice {
                        id: id.to_owned(),
                        label: label.to_owned(),
                        examples: Vec::new(),
                    })
                    .collect(),
            })
            .collect(),
        same_partners: same
            .into_iter()
            .map(|pair| SamePartners {
                kept: pair.kept,
                kept_name: pair.kept_name,
                kept_deals: pair.kept_deals,
                other: pair.other,
                other_name: pair.other_name,
                other_deals: pair.other_deals,
            })
            .collect(),
        unmatched,
        made: made(&mapping, &request.repairs),
        sentences: sentences(&found),
        counts,
        changes,
    })
}

fn money(money: &Money) -> String {
    format!("{} {}", grouped(&money.amount_text()), money.currency())
}

/// Writes a repair into the mapping.
fn repair(mapping: &mut Mapping, chosen: &ChosenRepair) -> Result<(), Failure> {
    let repairs = &mut mapping.repairs;
    match chosen.repair.as_str() {
        // What is set aside anyway.
        "set_aside" => repairs.add_partners = false,
        "add_partners" => repairs.add_partners = true,
        "keep_shares" => repairs.shares = Shares::Keep,
        "scale" => repairs.shares = Shares::Scale,
        "rest_to_first" => repairs.shares = Shares::RestToFirst,
        "set_aside_shares" => repairs.shares = Shares::SetAside,
        "keep_negative" => repairs.negative_amounts = NegativeAmounts::Keep,
        "as_returns" => repairs.negative_amounts = NegativeAmounts::Return,
        "set_aside_negative" => repairs.negative_amounts = NegativeAmounts::SetAside,
        "keep_repeated" => repeated(mapping, Duplicates::Keep),
        "set_aside_repeated" => repeated(mapping, Duplicates::SetAside),
        "same_partner" | "match_names" => {
            // What is decided later holds.
            if repairs.same_partner.get(&chosen.to) == Some(&chosen.from) {
                repairs.same_partner.remove(&chosen.to);
            }
            repairs.same_partner.insert(chosen.from.clone(), chosen.to.clone());
        }
        "two_partners" => drop(repairs.same_partner.remove(&chosen.from)),
        other => {
            return Err(Failure::wrong_use(
                "repair_unknown",
                format!("\"{other}\" is no repair that is known."),
                "Choose one that the check offers.",
            ));
        }
    }
    Ok(())
}

fn repeated(mapping: &mut Mapping, duplicates: Duplicates) {
    mapping.files.values_mut().for_each(|form| form.duplicates = duplicates);
}

/// What is put right, each with what takes it back.
fn made(mapping: &Mapping, chosen: &[ChosenRepair]) -> Vec<MadeRepair> {
    let repairs = &mapping.repairs;
    let shares = match repairs.shares {
        Shares::Keep => None,
        Shares::Scale => Some("Shares are scaled to 100%"),
        Shares::RestToFirst => Some("What shares lack of 100% goes to the first partner"),
        Shares::SetAside => Some("Deals whose shares do not add up to 100% are set aside"),
    };
    let negative = match repairs.negative_amounts {
        NegativeAmounts::Keep => None,
        NegativeAmounts::Return => Some("Won deals with a negative amount are returns"),
        NegativeAmounts::SetAside => Some("Deals with a negative amount are set aside"),
    };
    let added = repairs.add_partners.then_some("Partners that no list has are added");
    let repeats = chosen.iter().rfind(|one| one.repair.ends_with("_repeated"));
    let counted = repeats.filter(|one| one.repair == "keep_repeated");
    let all = [
        ("keep_shares", shares),
        ("keep_negative", negative),
        ("set_aside", added),
        ("set_aside_repeated", counted.map(|_| "Rows that repeat another one exactly are counted")),
    ];
    let all = all.into_iter().filter_map(|(back, label)| {
        let (label, from) = (label?.to_owned(), String::new());
        Some(MadeRepair { back: back.to_owned(), label, from })
    });
    let same = repairs.same_partner.iter().map(|(from, to)| MadeRepair {
        back: "two_partners".to_owned(),
        label: format!("{from} counts as {to}"),
        from: from.clone(),
    });
    all.chain(same).collect()
}

/// The money of the files by currency: deals less returns, and what is set aside. Where a file has
/// no deals, its past payouts and MDF are no revenue and left out.
fn revenue(found: &Imported) -> Result<Vec<RevenueTie>, Failure> {
    let mut sums: BTreeMap<Currency, [i128; 3]> = BTreeMap::new();
    for tie in &found.tie.amounts {
        let sum = sums.entry(tie.currency);
        let used = i128::from(tie.used.units());
        let aside = i128::from(tie.set_aside.units());
        match tie.table {
            Table::Deal => {
                let sum = sum.or_default();
                sum[0] += used;
                sum[2] += aside;
            }
            Table::Adjustment => {
                let sum = sum.or_default();
                sum[1] += used;
                sum[2] -= aside;
            }
            _ => {}
        }
    }
    sums.into_iter()
        .map(|(currency, [used, returned, aside])| {
            let total = used - returned + aside;
            let text = |units: i128| {
                let units = i64::try_from(units).map_err(|_| too_large(currency))?;
                Ok::<_, Failure>(Money::from_units(units, currency).amount_text())
            };
            // In ten-thousandths, so that 99.7% is told from all of it; cut, never rounded up to 1.
            let share = (total != 0).then(|| (used - returned) * 10_000 / total);
            let share = share.map(i64::try_from).transpose().map_err(|_| too_large(currency))?;
            Ok(RevenueTie {
                currency: currency.code().to_owned(),
                total: text(total)?,
                used: text(used)?,
                returned: text(returned)?,
                set_aside: text(aside)?,
                share: share.map(|share| tierwright_program::money::decimal_text(share, 4, 4)),
            })
        })
        .collect()
}

fn too_large(currency: Currency) -> Failure {
    Failure::new(
        FailureKind::File,
        "amount_too_large",
        format!("The money of the files in {currency} is larger than can be added exactly."),
        "Look for an amount with too many digits.",
    )
}

/// The names that rows call partners by and no list has, most rows first.
fn unmatched(found: &Imported) -> Vec<UnmatchedName> {
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for row in &found.set_aside {
        let of_partner = row.ours.ends_with(".partner");
        if let Some(name) = row.missing.as_ref().filter(|_| of_partner) {
            *names.entry(name.clone()).or_default() += 1;
        }
    }
    let mut names: Vec<(String, u32)> = names.into_iter().collect();
    names.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    names
        .into_iter()
        .take(MOST_UNMATCHED)
        .map(|(name, rows)| {
            let near = near(&found.rows, &name);
            let (near, near_name) = near.unzip();
            UnmatchedName { name, rows, near, near_name }
        })
        .collect()
}

fn near(rows: &FactRows, name: &str) -> Option<(String, String)> {
    let names = rows.partners.iter().map(|partner| partner.name.as_str());
    let near = tierwright_import::nearest(name, names)?;
    let partner = rows.partners.iter().find(|partner| partner.name == near)?;
    Some((partner.id.clone(), partner.name.clone()))
}
