//! Gaming and stacking order, against histories worked out by hand.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_engine::rows::{RegistrationRow, Source};
use tierwright_study::{Base, GamingAsked, gaming, order};

const ASKED: GamingAsked = GamingAsked { within: 0.05, days: 30 };

/// 1% up to 100,000, 2% of everything from there, by quarter.
const BANDS: [(&str, &str); 2] = [("0.00", "0.01"), ("100000.00", "0.02")];

/// A sells 60,000.00 in March and 60,000.00 in April: 600.00 and 600.00. Closed in one quarter it
/// gets 2% of 120,000.00: 2,400.00, so 1,200.00 more. B sells 60,000.00 in January and in June,
/// which no 30 days bring together.
fn over_the_end() -> Base {
    let mut rows = history();
    for (id, days) in [("A", ["2025-03-20", "2025-04-10"]), ("B", ["2025-01-20", "2025-06-10"])] {
        partner(&mut rows, id);
        for day in days {
            deal(&mut rows, &format!("{id}-{day}"), day, "60000.00", &[(id, "resold", "1")]);
        }
    }
    base(&program(&rebate("r", "whole_amount", &BANDS, "")), rows)
}

#[test]
fn the_worst_shift_is_what_those_gain_who_can() {
    let found = gaming(&over_the_end(), ASKED).unwrap();
    assert_eq!((found.shift.now, found.shift.worst), (dollars("2400.00"), dollars("3600.00")));
    assert_eq!(found.shift.gainers, [(0, dollars("1200.00"))]);
    assert_eq!(found.shift.deals, 1, "one deal over the end is enough");
    let fewer = GamingAsked { days: 9, ..ASKED };
    let found = gaming(&over_the_end(), fewer).unwrap();
    assert_eq!(found.shift.worst, found.shift.now, "April 10 is ten days after March 31");
}

/// 10% of each deal, 5,000.00 at most: 80,000.00 earns 5,000.00; cut in halves it earns
/// 4,000.00 twice. A deal of 40,000.00 earns 4,000.00 either way.
#[test]
fn splitting_gets_around_a_cap_per_deal() {
    let mut rows = history();
    for (id, amount) in [("A", "80000.00"), ("B", "40000.00")] {
        partner(&mut rows, id);
        deal(&mut rows, &format!("D-{id}"), "2025-03-10", amount, &[(id, "resold", "1")]);
    }
    let limit = r#", "limits": [{"per": "deal", "at_most": "5000.00 USD"}]"#;
    let rule = rebate("r", "whole_amount", &[("0.00", "0.1")], limit)
        .replace(r#""period": "quarter""#, r#""period": "deal""#);
    let found = gaming(&base(&program(&rule), rows), ASKED).unwrap();
    assert_eq!((found.split.now, found.split.worst), (dollars("9000.00"), dollars("12000.00")));
    assert_eq!((found.split.gainers, found.split.deals), (vec![(0, dollars("3000.00"))], 1));
}

/// The same where only registered deals are paid: the second half is registered as the first is.
#[test]
fn both_halves_of_a_deal_are_registered() {
    let mut rows = history();
    partner(&mut rows, "A");
    deal(&mut rows, "D", "2025-03-10", "80000.00", &[("A", "resold", "1")]);
    rows.registrations.push(RegistrationRow {
        id: "G".to_owned(),
        deal: "D".to_owned(),
        partner: "A".to_owned(),
        role: String::new(),
        registered_on: "2025-02-01".parse().unwrap(),
        approved_on: "2025-02-02".parse().ok(),
        refused_on: None,
        protected_until: None,
        source: Source { file: 0, row: 2 },
    });
    let more = r#", "limits": [{"per": "deal", "at_most": "5000.00 USD"}],
        "conditions": [{"registered": {"protects_days": 90}}]"#;
    let rule = rebate("r", "whole_amount", &[("0.00", "0.1")], more)
        .replace(r#""period": "quarter""#, r#""period": "deal""#);
    let found = gaming(&base(&program(&rule), rows), ASKED).unwrap();
    assert_eq!((found.split.now, found.split.worst), (dollars("5000.00"), dollars("8000.00")));
}

/// A customer is known by a partner's id in any spelling.
#[test]
fn a_customer_called_by_a_partners_id_is_an_own_referral() {
    let mut rows = history();
    partner(&mut rows, "A-1");
    deal(&mut rows, "D", "2025-03-10", "80000.00", &[("A-1", "resold", "1")]);
    rows.deals[0].customer = " a-1 ".to_owned();
    let rule = rebate("r", "whole_amount", &[("0.00", "0.1")], "");
    let found = gaming(&base(&program(&rule), rows), ASKED).unwrap();
    assert_eq!((found.own.len(), found.own[0].partner), (1, 0));
}

/// Partners around 100,000.00, so many above and below by up to 4%.
fn around(above: usize, below: usize) -> Base {
    let mut rows = history();
    for at in 0..above + below {
        let id = format!("P{at:02}");
        partner(&mut rows, &id);
        let amount = if at < above { 100_000 + 350 * at } else { 96_100 + 350 * (at - above) };
        deal(
            &mut rows,
            &format!("D-{id}"),
            "2025-03-10",
            &format!("{amount}.00"),
            &[(&id, "resold", "1")],
        );
    }
    base(&program(&rebate("r", "whole_amount", &BANDS, "")), rows)
}

/// Ten of ten above by chance: 1/1024. Five of ten: the upper half of 252/1024 around it, 638/1024.
#[test]
fn bunching_is_told_from_chance() {
    for (above, below, probability) in [(10, 0, 1.0 / 1024.0), (5, 5, 638.0 / 1024.0), (0, 10, 1.0)]
    {
        let found = gaming(&around(above, below), ASKED).unwrap();
        let [one] = found.bunching.as_slice() else { panic!("{:?}", found.bunching) };
        assert_eq!((one.above, one.below), (above, below));
        assert!((one.probability - probability).abs() < 1e-9, "{}", one.probability);
    }
}

/// What was planted is found, and nothing where it was taken out.
#[test]
fn own_referrals_of_the_sample_are_found() {
    let sample = tierwright_sample::sample(tierwright_sample::Size::Standard);
    let mut planted: Vec<(String, String)> = sample
        .truths
        .iter()
        .filter(|truth| truth.code == "self_referral")
        .map(|truth| (truth.partners[0].clone(), truth.deals[0].clone()))
        .collect();
    assert!(!planted.is_empty());
    let whole = base(&sample.program, sample.rows.clone());
    let found = gaming(&whole, ASKED).unwrap();
    let facts = whole.facts();
    let mut own: Vec<(String, String)> = found
        .own
        .iter()
        .map(|one| (facts.partners.ids[one.partner].clone(), facts.deals.ids[one.deal].to_string()))
        .collect();
    planted.sort();
    own.sort();
    assert_eq!(own, planted);
    assert!(found.shift.worst >= found.shift.now && found.split.worst >= found.split.now);

    let mut rows = sample.rows;
    let names: Vec<String> = rows.partners.iter().map(|partner| partner.name.clone()).collect();
    for deal in rows.deals.iter_mut().filter(|deal| names.contains(&deal.customer)) {
        deal.customer = "Somebody else".to_owned();
    }
    let without = gaming(&base(&sample.program, rows), ASKED).unwrap();
    assert!(without.own.is_empty());
}

/// Two rules share a cap of 1,000.00 for each partner and quarter; both would pay 800.00. Whoever
/// comes first is paid in full: the bill is the same in both orders.
#[test]
fn orders_are_tried_where_rules_meet_and_only_there() {
    let mut rows = history();
    partner(&mut rows, "A");
    deal(&mut rows, "D", "2025-03-10", "80000.00", &[("A", "resold", "1")]);
    let one = rebate("one", "whole_amount", &[("0.00", "0.01")], "");
    let two = rebate("two", "whole_amount", &[("0.00", "0.01")], "");
    let apart = program(&format!("{one},{two}"));
    let found = order(&base(&apart, rows.clone()), 7).unwrap();
    assert!(found.rules.is_empty() && found.partners.is_empty());
    assert_eq!(found.orders.len(), 1);

    // 50% on the best first, then 10% of what is left of V: 40,000 + 4,000 = 44,000.00; the other
    // way round 8,000 + 50% of 72,000 = 44,000.00. With a cap of 20,000.00 on the 50% rule:
    // 20,000 + 10% of 60,000 = 26,000.00 or 8,000 + 20,000 = 28,000.00.
    let stacking =
        r#", "stacking": {"earlier_results": "reduce_it", "own_result": "reduces_later"}"#;
    let half = rebate(
        "half",
        "whole_amount",
        &[("0.00", "0.5")],
        &format!(
            r#", "limits": [{{"per": "partner_period", "at_most": "20000.00 USD"}}]{stacking}"#
        ),
    );
    let tenth = rebate("tenth", "whole_amount", &[("0.00", "0.1")], stacking);
    let found = order(&base(&program(&format!("{half},{tenth}")), rows), 7).unwrap();
    let totals: Vec<i64> = found.orders.iter().map(|one| one.total).collect();
    assert_eq!(totals, [dollars("26000.00"), dollars("28000.00")]);
    assert_eq!(found.now, dollars("26000.00"));
    assert_eq!(found.partners, [(0, dollars("26000.00"), dollars("28000.00"))]);
    assert_eq!(found.seed, None, "every order was tried");
}
