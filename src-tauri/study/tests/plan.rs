//! The history grown to a plan, and drawn again: worked out by hand, and what must hold for any.

use tierwright_engine::{
    Facts,
    rows::{Attributes, CreditRow, DealRow, FactRows, PartnerRow, Source, SourceFile, Stage},
};
use tierwright_program::{Calendar, Period, Rate, Span};
use tierwright_study::{
    BudgetRate, Growth, NewPartners, Part, PartField, Pipeline, Plan, drawn_year, grown,
};

const SOURCE: Source = Source { file: 0, row: 2 };

fn partner(id: &str, kind: &str) -> PartnerRow {
    PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: kind.to_owned(),
        region: String::new(),
        country: String::new(),
        segment: String::new(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn deal(id: &str, partner: &str, closed: &str, amount: &str, region: &str) -> (DealRow, CreditRow) {
    let deal = DealRow {
        id: id.to_owned(),
        name: String::new(),
        customer: String::new(),
        stage: Stage::Won,
        opened: None,
        closed: closed.parse().ok(),
        amount: amount.parse().unwrap(),
        tax: None,
        list_amount: None,
        cost: Some(format!("10.00 {}", &amount[amount.len() - 3..]).parse().unwrap()),
        kind: "new".to_owned(),
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        region: region.to_owned(),
        segment: String::new(),
        origin: String::new(),
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source: SOURCE,
    };
    let credit = CreditRow {
        id: format!("{id}-c"),
        deal: id.to_owned(),
        partner: partner.to_owned(),
        role: "resold".to_owned(),
        share: Some(Rate::whole(1)),
        evidence: false,
        source: SOURCE,
    };
    (deal, credit)
}

/// A year of four quarters in 2025; one deal lies before it.
fn history() -> FactRows {
    let sold = [
        deal("d0", "A", "2024-12-31", "100.00 USD", "EMEA"),
        deal("d1", "A", "2025-01-15", "100.00 USD", "EMEA"),
        deal("d2", "A", "2025-04-01", "0.05 USD", "EMEA"),
        deal("d3", "B", "2025-05-01", "200.00 EUR", "APAC"),
        deal("d4", "B", "2025-12-31", "-50.00 USD", "APAC"),
        deal("d5", "B", "2025-11-30", "70.00 USD", "EMEA"),
    ];
    let (deals, credits) = sold.into_iter().unzip();
    let file = SourceFile { name: "h.csv".into(), sha256: String::new(), rows: 6, set_aside: 0 };
    FactRows {
        files: vec![file],
        partners: vec![partner("A", "msp"), partner("B", "si"), partner("C", "si")],
        deals,
        credits,
        ..FactRows::default()
    }
}

fn quarters() -> Vec<Span> {
    let calendar = Calendar::calendar_years();
    let first = calendar.period_of("2025-01-01".parse().unwrap(), Period::Quarter);
    std::iter::successors(Some(first), |one| Some(calendar.next(*one, Period::Quarter)))
        .take(4)
        .collect()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn amounts(rows: &FactRows) -> Vec<String> {
    rows.deals.iter().map(|deal| deal.amount.amount_text()).collect()
}

/// EMEA's second quarter falls by 90%, EMEA grows by 10% else, and the rest by half.
fn plan() -> Plan {
    let emea = || Some(Part { field: PartField::Region, is: "EMEA".to_owned() });
    Plan {
        growth: vec![
            Growth { of: emea(), quarter: Some(2), by: rate("-0.9") },
            Growth { of: emea(), quarter: None, by: rate("0.1") },
            Growth { of: None, quarter: None, by: rate("0.5") },
        ],
        ..Plan::default()
    }
}

#[test]
fn amounts_grow_by_the_first_rule_that_holds_to_the_cent() {
    let found = grown(&history(), &plan(), &quarters());
    // Before the year nothing grows; 0.05 less 90% is 0.005, half a cent, away from zero 0.01.
    assert_eq!(amounts(&found), ["100.00", "110.00", "0.01", "300.00", "-75.00", "77.00"]);
    let costs: Vec<String> =
        found.deals.iter().map(|one| one.cost.unwrap().amount_text()).collect();
    assert_eq!(costs, ["10.00", "11.00", "1.00", "15.00", "15.00", "11.00"]);
    assert_eq!(grown(&history(), &Plan::default(), &quarters()), history());
    Facts::build(found).unwrap();
}

#[test]
fn new_partners_bring_what_their_model_brought_by_their_ramp() {
    let ramp = vec![rate("0"), rate("0.25"), rate("0.5")];
    let new = NewPartners { count: 2, like: "si".to_owned(), ramp };
    let plan = Plan { new_partners: vec![new], ..Plan::default() };
    let found = grown(&history(), &plan, &quarters());
    // B is the only one of its type that sold: 200 EUR in the second quarter, -50 and 70 in the fourth.
    assert_eq!(amounts(&found)[6..], ["50.00", "-25.00", "35.00", "50.00", "-25.00", "35.00"]);
    assert_eq!(found.partners.len(), 5);
    assert_eq!(found.credits.len(), 12);
    assert_eq!(found.partners[3].joined.unwrap().to_string(), "2025-01-01");
    Facts::build(found).unwrap();

    let nobody = NewPartners { count: 2, like: "marketplace".to_owned(), ramp: Vec::new() };
    let plan = Plan { new_partners: vec![nobody], ..Plan::default() };
    assert_eq!(grown(&history(), &plan, &quarters()), history());
}

/// The history with two open deals: one of EMEA of 1,000.00, one of APAC of 0.05.
fn with_open_deals() -> FactRows {
    let mut rows = history();
    for (id, amount, region, opened) in
        [("o1", "1000.00 USD", "EMEA", "2026-02-01"), ("o2", "0.05 USD", "APAC", "2025-02-01")]
    {
        let (deal, credit) = deal(id, "A", "2025-01-01", amount, region);
        let opened = opened.parse().ok();
        rows.deals.push(DealRow { stage: Stage::Open, closed: None, opened, ..deal });
        rows.credits.push(credit);
    }
    rows
}

/// 30% of 1,000.00 is 300.00, at the end of the second quarter; 30% of 0.05 would be 0.015, but that
/// one is APAC's with 90%: 0.045, half a cent away from zero 0.05. Growth is that of won deals alone.
#[test]
fn open_deals_are_won_with_the_part_that_is_their_chance() {
    let emea = Part { field: PartField::Region, is: "EMEA".to_owned() };
    let plan = Plan {
        pipeline: vec![
            Pipeline { of: Some(emea), quarter: Some(2), chance: rate("0.3") },
            Pipeline { of: None, quarter: None, chance: rate("0.9") },
        ],
        ..plan()
    };
    let found = grown(&with_open_deals(), &plan, &quarters());
    let [.., emea, apac] = found.deals.as_slice() else { panic!("{found:?}") };
    let told = |deal: &DealRow| {
        let closed = deal.closed.map(|day| day.to_string()).unwrap_or_default();
        (deal.stage, deal.amount.amount_text(), closed)
    };
    assert_eq!(told(emea), (Stage::Won, "300.00".into(), "2025-06-30".into()));
    assert_eq!(emea.opened, emea.closed, "nothing is opened after it is won");
    assert_eq!(told(apac), (Stage::Won, "0.05".into(), "2025-12-31".into()));
    assert_eq!(emea.cost.unwrap().amount_text(), "3.00");
    assert_eq!(amounts(&found)[..6], amounts(&grown(&history(), &self::plan(), &quarters())));
    Facts::build(found).unwrap();

    // Without a chance, and in a quarter that is not replayed, a deal stays open.
    for (quarter, chance) in [(None, "0"), (Some(9), "0.5"), (Some(0), "0.5")] {
        let line = Pipeline { of: None, quarter, chance: rate(chance) };
        let plan = Plan { pipeline: vec![line], ..Plan::default() };
        let found = grown(&with_open_deals(), &plan, &quarters());
        assert!(found.deals[6..].iter().all(|deal| deal.stage == Stage::Open), "{quarter:?}");
    }
}

/// 200.00 EUR at 1.08 are 216.00 USD, its cost of 10.00 EUR 10.80 USD. At 0.00005 they are 0.01 USD,
/// and the cost, a twentieth of a cent, 0.00. Deals in dollars stay.
#[test]
fn deals_are_taken_at_budget_rates() {
    for (of, amount, cost) in [("1.08", "216.00", "10.80"), ("0.00005", "0.01", "0.00")] {
        let rates = BudgetRate {
            currency: "EUR".parse().unwrap(),
            into: "USD".parse().unwrap(),
            rate: rate(of),
        };
        let plan = Plan { budget_rates: vec![rates], ..Plan::default() };
        let found = grown(&history(), &plan, &quarters());
        let deal = &found.deals[3];
        assert_eq!(deal.amount.to_string(), format!("{amount} USD"));
        assert_eq!(deal.cost.unwrap().to_string(), format!("{cost} USD"));
        let same = |at: usize| found.deals[at] == history().deals[at];
        assert!([0, 1, 2, 4, 5].into_iter().all(same));
        Facts::build(found).unwrap();
    }
}

#[test]
fn a_drawn_year_is_its_seeds_and_leaves_earlier_deals_alone() {
    let (rows, quarters) = (history(), quarters());
    let one = drawn_year(&rows, 7, &quarters);
    assert_eq!(one, drawn_year(&rows, 7, &quarters));
    assert!((0..20).any(|seed| drawn_year(&rows, seed, &quarters) != one));
    for seed in 0..50 {
        let found = drawn_year(&rows, seed, &quarters);
        assert_eq!(found.deals[0], rows.deals[0], "the deal before the year stays");
        Facts::build(found).unwrap();
    }
}

/// The mean and the variance of how often a deal happens are those of a Poisson count of mean 1. With
/// 5 deals in 4,000 years the standard error of the mean is 1 / sqrt(20,000), of the variance about
/// sqrt(3 / 20,000); four of each are allowed.
#[test]
fn deals_happen_once_on_average() {
    let (rows, quarters) = (history(), quarters());
    let counts: Vec<f64> = (0..4_000)
        .flat_map(|seed| {
            let found = drawn_year(&rows, seed, &quarters);
            let times = |id: &str| {
                let same = |deal: &&DealRow| {
                    deal.stage == Stage::Won && deal.id.split(" again ").next() == Some(id)
                };
                found.deals.iter().filter(same).count() as f64
            };
            ["d1", "d2", "d3", "d4", "d5"].map(times)
        })
        .collect();
    let many = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / many;
    let variance = counts.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / many;
    assert!((mean - 1.0).abs() < 4.0 / many.sqrt(), "{mean}");
    assert!((variance - 1.0).abs() < 4.0 * (3.0 / many).sqrt(), "{variance}");
}
