//! The sample hangs together, and looks like a channel.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use common::{Ledger, day, deal_of, large, revenue, standard};
use rust_decimal::Decimal;
use tierwright_engine::rows::{FundStep, Stage};
use tierwright_program::Rate;
use tierwright_sample::Sample;

fn each_size(check: impl Fn(&Sample, &Ledger<'_>)) {
    for made in [standard(), large()] {
        check(made, &Ledger::of(&made.rows));
    }
}

#[test]
fn declared_shares_add_up_to_the_whole_deal() {
    each_size(|made, ledger| {
        for deal in &made.rows.deals {
            let credits = &ledger.credits[deal.id.as_str()];
            let shares = credits.iter().map(|credit| credit.share.unwrap().units());
            assert_eq!(shares.sum::<i64>(), Rate::whole(1).units(), "{}", deal.id);
            let parts: HashSet<_> =
                credits.iter().map(|credit| (&credit.partner, &credit.role)).collect();
            assert_eq!(parts.len(), credits.len(), "{} credits a part twice", deal.id);
        }
    });
}

#[test]
fn lines_add_up_to_their_deal() {
    each_size(|made, ledger| {
        for deal in &made.rows.deals {
            let Some(lines) = ledger.lines.get(deal.id.as_str()) else { continue };
            let sum: i64 = lines.iter().map(|line| line.amount.units()).sum();
            assert_eq!(sum, deal.amount.units(), "{}", deal.id);
            assert!(lines.iter().all(|line| line.amount.currency() == deal.amount.currency()));
            assert!((1..=4).contains(&lines.len()), "{}", deal.id);
        }
    });
}

#[test]
fn every_amount_is_above_zero() {
    each_size(|made, _| {
        let rows = &made.rows;
        assert!(rows.deals.iter().all(|row| row.amount.units() > 0));
        assert!(rows.lines.iter().all(|row| row.amount.units() > 0 && row.quantity.units() > 0));
        assert!(rows.adjustments.iter().all(|row| row.amount.units() > 0));
        assert!(rows.fund_events.iter().all(|row| row.amount.units() > 0));
        assert!(rows.paid.iter().all(|row| row.amount.units() > 0));
        assert!(rows.rates.iter().all(|row| row.rate.units() > 0));
    });
}

#[test]
fn names_and_ids_are_used_once() {
    each_size(|made, _| {
        let rows = &made.rows;
        let partners: BTreeSet<_> = rows.partners.iter().map(|row| &row.name).collect();
        assert_eq!(partners.len(), rows.partners.len());
        let deals: HashSet<_> = rows.deals.iter().map(|row| &row.id).collect();
        assert_eq!(deals.len(), rows.deals.len());
        let credits: HashSet<_> = rows.credits.iter().map(|row| &row.id).collect();
        assert_eq!(credits.len(), rows.credits.len());
    });
}

#[test]
fn time_runs_forward_and_ends_with_2025() {
    each_size(|made, ledger| {
        let (first, last) = (day("2024-01-01"), day("2025-12-31"));
        for deal in &made.rows.deals {
            assert_eq!(deal.closed.is_none(), deal.stage == Stage::Open, "{}", deal.id);
            assert!(deal.opened.unwrap() <= deal.closed.unwrap_or(last), "{}", deal.id);
            assert!(deal.closed.is_none_or(|closed| first <= closed && closed <= last));
        }
        let joined: HashMap<_, _> =
            made.rows.partners.iter().map(|row| (&row.id, row.joined.unwrap())).collect();
        for credit in &made.rows.credits {
            let until = ledger.deals[credit.deal.as_str()].closed.unwrap_or(last);
            assert!(joined[&credit.partner] <= until, "{} joins late", credit.id);
        }
        for taken in &made.rows.adjustments {
            let closed = ledger.deals[deal_of(taken)].closed.unwrap();
            assert!(closed <= taken.date && taken.date <= last, "{}", taken.id);
        }
        assert!(made.rows.activities.iter().all(|row| row.date <= last));
        assert_eq!(made.rows.deals.iter().filter_map(|deal| deal.closed).max(), Some(last));
    });
}

#[test]
fn a_return_takes_back_no_more_than_was_sold() {
    each_size(|made, ledger| {
        for taken in &made.rows.adjustments {
            let sold = match &taken.line {
                None => ledger.deals[deal_of(taken)].amount,
                Some(id) => {
                    let lines = &ledger.lines[deal_of(taken)];
                    lines.iter().find(|line| line.id == *id).unwrap().amount
                }
            };
            assert_eq!(taken.amount.currency(), sold.currency(), "{}", taken.id);
            assert!(taken.amount.units() <= sold.units(), "{}", taken.id);
        }
    });
}

#[test]
fn mdf_steps_follow_each_other_and_never_pay_more_than_approved() {
    each_size(|made, _| {
        let mut requests: BTreeMap<&str, BTreeMap<FundStep, _>> = BTreeMap::new();
        for event in &made.rows.fund_events {
            let before = requests.entry(&event.request).or_default().insert(event.step, event);
            assert!(before.is_none(), "{} has a step twice", event.request);
        }
        for (request, steps) in &requests {
            let dates: Vec<_> = steps.values().map(|event| event.date).collect();
            assert!(dates.is_sorted(), "{request}");
            if let (Some(approved), Some(paid)) =
                (steps.get(&FundStep::Approved), steps.get(&FundStep::Paid))
            {
                assert!(paid.amount.units() <= approved.amount.units(), "{request}");
            }
        }
        let reached = |step| requests.values().filter(|steps| steps.contains_key(&step)).count();
        let [asked, approved, claimed, paid] =
            [FundStep::Requested, FundStep::Approved, FundStep::Claimed, FundStep::Paid]
                .map(reached);
        assert!(asked > approved && approved > claimed && claimed > paid && paid > 0);
    });
}

#[test]
fn every_column_of_a_kind_has_its_values() {
    let made = standard();
    let rows = &made.rows;
    let values = |of: &mut dyn Iterator<Item = &String>| {
        of.map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
    };
    let found = [
        values(&mut rows.partners.iter().map(|row| &row.kind)),
        values(&mut rows.partners.iter().map(|row| &row.region)),
        values(&mut rows.credits.iter().map(|row| &row.role)),
        values(&mut rows.lines.iter().map(|row| &row.family)),
        values(&mut rows.deals.iter().map(|row| &row.kind)),
        values(&mut rows.deals.iter().map(|row| &row.origin)),
        values(&mut rows.activities.iter().map(|row| &row.kind)),
        values(&mut rows.paid.iter().map(|row| &row.label)),
    ];
    assert_eq!(
        found,
        [
            "ISV, MSP, SI, distributor, referral, reseller",
            "APAC, Americas, EMEA, LATAM",
            "co-sold, implemented, influenced, referred, resold, sourced",
            "Analytics, Edge, Integration, Platform, Security, Services",
            "expansion, new, renewal",
            "direct, marketplace, partner",
            "certification, event, joint demo, training",
            "Flat sales rebate, Referral fee",
        ]
    );
    let currencies: BTreeSet<_> =
        rows.deals.iter().map(|deal| deal.amount.currency().to_string()).collect();
    assert_eq!(currencies.into_iter().collect::<Vec<_>>(), ["EUR", "GBP", "USD"]);
}

#[test]
fn two_and_a_fifth_partners_work_on_a_deal() {
    each_size(|made, ledger| {
        let partners = ledger.credits.values().map(|credits| {
            credits.iter().map(|credit| &credit.partner).collect::<HashSet<_>>().len()
        });
        let hundredths = partners.sum::<usize>() * 100 / made.rows.deals.len();
        assert!((215..=225).contains(&hundredths), "{hundredths} hundredths");
    });
}

#[test]
fn partners_meet_at_customers() {
    each_size(|made, ledger| {
        let mut met: HashMap<&str, HashSet<&str>> = HashMap::new();
        for credit in &made.rows.credits {
            let customer = ledger.deals[credit.deal.as_str()].customer.as_str();
            met.entry(customer).or_default().insert(&credit.partner);
        }
        let shared = met.values().filter(|partners| partners.len() > 2).count();
        assert!(shared * 2 > ledger.customers().len(), "{shared} of {}", ledger.customers().len());
    });
}

#[test]
fn the_standard_channel_is_of_the_size_it_says() {
    let ledger = Ledger::of(&standard().rows);
    let won: Decimal = standard()
        .rows
        .deals
        .iter()
        .filter(|deal| deal.stage == Stage::Won)
        .map(|deal| ledger.dollars(deal.amount, deal.closed.unwrap()))
        .sum();
    assert!((90_000_000..110_000_000).contains(&i64::try_from(won.trunc()).unwrap()), "{won}");
    let entries = ledger.entries();
    let [fourth, year] = ["2025-10-01", "2025-01-01"]
        .map(|from| revenue(&entries, from, "2025-12-31").values().sum::<Decimal>());
    let percent = fourth * Decimal::from(100) / year;
    assert!((Decimal::from(28)..Decimal::from(38)).contains(&percent), "Q4 has {percent}%");
    let mut sizes: Vec<Decimal> =
        revenue(&entries, "2025-01-01", "2025-12-31").into_values().collect();
    sizes.sort_unstable();
    let top: Decimal = sizes[sizes.len() - 12..].iter().sum();
    let percent = top * Decimal::from(100) / year;
    assert!(
        (Decimal::from(40)..Decimal::from(60)).contains(&percent),
        "top ten percent: {percent}"
    );
}
