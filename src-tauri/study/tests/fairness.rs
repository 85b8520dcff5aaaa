//! Overlap, fairness and the swap of attribution, against histories worked out by hand.

mod common;

use common::{base, deal, dollars, history, partner, partner_of, program, rebate};
use tierwright_program::{Change, apply};
use tierwright_study::{Base, GroupBy, MeasureValue, ScorecardAsked, overlap, scorecard, swap};

/// 2% and 1% in EMEA. D1 of 100,000.00 is A's by 60% and B's by 40%: 1,800.00 and 1,200.00 in all.
/// D2 is C's in APAC, which no rule pays; its shares come to 90%.
fn three() -> Base {
    let mut rows = history();
    for (id, region) in [("A", "EMEA"), ("B", "EMEA"), ("C", "APAC")] {
        partner_of(&mut rows, id, "reseller", region);
    }
    let both = [("A", "resold", "0.6"), ("B", "resold", "0.4")];
    deal(&mut rows, "D1", "2025-03-10", "100000.00", &both);
    deal(&mut rows, "D2", "2025-03-11", "50000.00", &[("C", "resold", "0.9")]);
    let who = r#", "who": {"is": {"field": "partner_region", "one_of": ["EMEA"]}}"#;
    let two = rebate("two", "whole_amount", &[("0.00", "0.02")], who);
    let one = rebate("one", "whole_amount", &[("0.00", "0.01")], who);
    base(&program(&format!("{two},{one}")), rows)
}

#[test]
fn payouts_are_put_back_on_their_deals() {
    let base = three();
    let found = overlap(&base).unwrap();
    let [one] = found.stacked.as_slice() else { panic!("{:?}", found.stacked) };
    assert_eq!(one.rules, [(0, dollars("2000.00")), (1, dollars("1000.00"))]);
    assert_eq!((one.paid, one.worth), (dollars("3000.00"), dollars("100000.00")));
    assert_eq!(found.pairs, [((0, 1), 1, dollars("3000.00"))]);
    let ids = |deal: usize| base.facts().deals.ids[deal].to_owned();
    assert_eq!(found.unpaid.iter().map(|deal| ids(*deal)).collect::<Vec<_>>(), ["D2"]);
    assert_eq!(found.shares, [(1, 90_000_000)]);
    assert!(found.nobody.is_empty() && found.unlike.is_empty());
    assert_eq!(found.moments, [0, 0, dollars("3000.00")]);
}

/// 0, 1,200 and 1,800: (-2 x 0 + 0 x 1,200 + 2 x 1,800) / (3 x 3,000) = 0.4.
#[test]
fn the_spread_is_the_one_of_the_textbook() {
    let found = overlap(&three()).unwrap();
    assert!((found.gini - 0.4).abs() < 1e-12, "{}", found.gini);
    assert!((found.top_tenth - 0.6).abs() < 1e-12, "one of three is the top tenth");
    let regions: Vec<_> = found
        .groups
        .iter()
        .filter(|group| group.by == GroupBy::Region)
        .map(|group| (group.of.as_str(), group.partners, group.revenue, group.paid))
        .collect();
    assert_eq!(
        regions,
        [
            ("APAC", 1, dollars("45000.00"), 0),
            ("EMEA", 2, dollars("100000.00"), dollars("3000.00")),
        ]
    );
}

/// D of 10,000.00: A sourced 30% of it and resold 50%, B influenced 20%. By role that is 3,000.00,
/// 5,000.00 and 2,000.00, though A is one partner.
#[test]
fn revenue_of_a_partner_in_two_roles_is_counted_in_both() {
    let mut rows = history();
    ["A", "B"].into_iter().for_each(|id| partner(&mut rows, id));
    let parts = [("A", "sourced", "0.3"), ("A", "resold", "0.5"), ("B", "influenced", "0.2")];
    deal(&mut rows, "D", "2025-03-10", "10000.00", &parts);
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let found = overlap(&base).unwrap();
    let roles = found.groups.iter().filter(|group| group.by == GroupBy::Role);
    let roles: Vec<_> = roles.map(|group| (group.of.as_str(), group.revenue)).collect();
    assert_eq!(
        roles,
        [
            ("influenced", dollars("2000.00")),
            ("resold", dollars("5000.00")),
            ("sourced", dollars("3000.00")),
        ]
    );
}

/// What was planted in the sample is found: every pair of like partners paid unlike, and the rule
/// that nobody earns. Where a pair is no longer alike it is not found.
#[test]
fn planted_truths_are_found() {
    let sample = tierwright_sample::sample(tierwright_sample::Size::Standard);
    let pairs = |base: &Base| -> Vec<(String, String)> {
        let id = |at: usize| base.facts().partners.ids[at].clone();
        overlap(base).unwrap().unlike.iter().map(|one| (id(one.more), id(one.less))).collect()
    };
    let planted: Vec<(String, String)> = sample
        .truths
        .iter()
        .filter(|truth| truth.code == "like_partners_paid_unlike")
        .map(|truth| (truth.partners[0].clone(), truth.partners[1].clone()))
        .collect();
    let whole = base(&sample.program, sample.rows.clone());
    let found = pairs(&whole);
    for pair in &planted {
        assert!(found.contains(pair), "{pair:?} is not among {found:?}");
    }
    let report = overlap(&whole).unwrap();
    let nobody: Vec<&str> =
        report.nobody.iter().map(|at| whole.program().incentives[*at].id.as_str()).collect();
    assert_eq!(nobody, ["latam_edge_launch"]);
    // Where the bonus asks for what somebody sells, it is not found any more.
    let easier = Change {
        place: "/incentives/latam_edge_launch/gate/reaches/at_least".to_owned(),
        value: "1.00 USD".into(),
    };
    let earned = apply(&sample.program, &[easier]).unwrap();
    assert!(overlap(&base(&earned, sample.rows.clone())).unwrap().nobody.is_empty());
    // Payouts of deals and groups add up to what is paid.
    let paid = |by| {
        report.groups.iter().filter(|group| group.by == by).map(|group| group.paid).sum::<i64>()
    };
    assert_eq!(paid(GroupBy::Region), whole.total());
    assert_eq!(paid(GroupBy::Kind), whole.total());
    assert_eq!(paid(GroupBy::Role), whole.total(), "every payout is put back on deals");
    // Revenue by role is that of the scorecard.
    let sold = |class: &str| {
        let own = report.groups.iter().filter(|group| group.by == GroupBy::Class);
        own.filter(|group| group.of == class).map(|group| group.revenue).sum::<i64>()
    };
    let measures = scorecard(&whole, &ScorecardAsked::default()).unwrap().measures;
    for class in ["sourced", "influenced"] {
        let name = format!("Revenue of deals that a partner {class}");
        let measure = measures.iter().find(|one| one.name == name).unwrap();
        assert_eq!(measure.value, Ok(MeasureValue::Money(sold(class))), "{class}");
    }

    let mut rows = sample.rows;
    for row in rows.partners.iter_mut().filter(|row| planted.iter().any(|pair| pair.1 == row.id)) {
        row.segment = "another".to_owned();
    }
    let apart = pairs(&base(&sample.program, rows));
    assert!(planted.iter().all(|pair| !apart.contains(pair)));
}

/// 4% of a deal of 100,000.00 is a pool of 4,000.00, by roles 75 to 25: 3,000.00 and 1,000.00. In
/// equal parts 2,000.00 each; by declared shares of 60% and 40%, 2,400.00 and 1,600.00.
#[test]
fn models_divide_the_same_pool_otherwise() {
    let mut rows = history();
    ["A", "B"].into_iter().for_each(|id| partner(&mut rows, id));
    let both = [("A", "sourced", "0.6"), ("B", "co-sold", "0.4")];
    deal(&mut rows, "D", "2025-03-10", "100000.00", &both);
    let shares = r#", "shares": {"by": {"role_weights": {"weights": [
        {"role": "sourced", "weight": "75"}, {"role": "co-sold", "weight": "25"}],
        "unheld_role": "left_out"}}, "total": "normalised", "of": "one_pool", "minimum_partners": 2}"#;
    let rule = rebate("pool", "whole_amount", &[("0.00", "0.04")], shares)
        .replace(r#""period": "quarter""#, r#""period": "deal""#)
        .replace("declared_share", "whole_deal");
    let found = swap(&base(&program(&rule), rows)).unwrap();
    assert_eq!((found.rules.as_slice(), found.now), (&[0][..], dollars("4000.00")));
    let changes = |name: &str| {
        let model = found.models.iter().find(|model| model.name == name).unwrap();
        assert_eq!(model.total, dollars("4000.00"), "{name} divides the same pool");
        assert_eq!(model.changes.iter().sum::<i64>(), 0, "{name} takes what it gives");
        model.changes.clone()
    };
    assert_eq!(changes("Equal shares"), [dollars("-1000.00"), dollars("1000.00")]);
    assert_eq!(changes("Declared shares"), [dollars("-600.00"), dollars("600.00")]);
    assert_eq!(changes("Same weight for each role"), [dollars("-1000.00"), dollars("1000.00")]);
    assert_eq!(found.models.len(), 3, "there are no touches or registrations to go by");
}
