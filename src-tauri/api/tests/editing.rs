//! Editing a program: each edit one step of undo, labelled in words, and what it does to the rest.

use serde_json::{Value, json};
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        ChangeProgram, Check, Document, Edit, Failure, Finding, GetCurve, GetFactValues,
        GetProgram, GetTemplates, New, OpenSample, PinLevers, Severity, Simulate, Undo,
    },
};

fn sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn edit(desk: &Desk, edits: Vec<Edit>) -> Result<Document, Failure> {
    desk.ask(ChangeProgram { edits, ..ChangeProgram::default() })
}

fn program(desk: &Desk) -> Value {
    desk.ask(GetProgram {}).unwrap().program
}

fn total(desk: &Desk) -> String {
    desk.ask(Simulate::default()).unwrap().total
}

fn set(place: &str, value: Value) -> Edit {
    Edit::Set { place: place.to_owned(), value }
}

fn insert(place: &str, at: Option<u32>, value: Value) -> Edit {
    Edit::Insert { place: place.to_owned(), at, value }
}

fn remove(place: &str) -> Edit {
    Edit::Remove { place: place.to_owned() }
}

fn names(document: &Document) -> Vec<&str> {
    document.program.incentives.iter().map(|incentive| incentive.name.as_str()).collect()
}

#[test]
fn an_incentive_from_a_template_pays_at_once_and_goes_again() {
    let (desk, _folder) = sample();
    let (before, tree) = (total(&desk), program(&desk));
    let templates = desk.ask(GetTemplates::default()).unwrap().templates;
    let rebate = templates.iter().find(|one| one.id == "volume_rebate").unwrap();
    assert!(!rebate.sentence.is_empty());
    let added = edit(&desk, vec![insert("/incentives", None, rebate.incentive.clone())]).unwrap();
    // The sample has one of this name.
    let name = "Volume rebate 2";
    assert_eq!(added.undo_label.as_deref(), Some("Volume rebate 2 added"));
    assert_eq!(names(&added).last(), Some(&name));
    assert!(added.findings.iter().all(|finding| finding.severity != Severity::Error));
    let shown = desk.ask(Simulate::default()).unwrap();
    let line = shown.incentives.iter().find(|one| one.name == name).unwrap();
    assert_eq!(line.baseline_total, "0.00");
    assert_ne!(shown.total, before, "it pays on the sample: {}", line.total);

    // The same once more has an id and a name of its own.
    let twice = edit(&desk, vec![insert("/incentives", None, rebate.incentive.clone())]);
    assert_eq!(names(&twice.unwrap()).last(), Some(&"Volume rebate 3"));
    desk.ask(Undo {}).unwrap();
    desk.ask(Undo {}).unwrap();
    assert_eq!((total(&desk), program(&desk)), (before, tree));
}

#[test]
fn incentives_are_renamed_duplicated_moved_switched_and_removed_one_step_each() {
    let (desk, _folder) = sample();
    let document = edit(&desk, vec![]).unwrap();
    let first = document.program.incentives[0].id.clone();
    let at = format!("/incentives/{first}");
    let all = document.program.incentives.len();

    let renamed = edit(&desk, vec![set(&format!("{at}/name"), json!("Base rebate"))]).unwrap();
    assert_eq!(renamed.program.incentives[0].name, "Base rebate");
    let copied = edit(&desk, vec![Edit::Duplicate { place: at.clone() }]).unwrap();
    assert_eq!(copied.program.incentives[1].name, "Copy of Base rebate");
    assert_eq!(copied.undo_label.as_deref(), Some("Base rebate duplicated"));
    let copy = format!("/incentives/{}", copied.program.incentives[1].id);

    // A copy of an incentive pays what it pays, unless ties or budgets are shared.
    let paid = desk.ask(Simulate::default()).unwrap().incentives;
    assert_eq!(paid[0].total, paid[1].total);

    let moved = edit(&desk, vec![Edit::Move { place: copy.clone(), to: 99 }]).unwrap();
    assert_eq!(names(&moved).last(), Some(&"Copy of Base rebate"));
    let last = format!("Copy of Base rebate moved to place {}", all + 1);
    assert_eq!(moved.undo_label.as_deref(), Some(last.as_str()), "the last place there is");
    let off = edit(&desk, vec![set(&format!("{copy}/state"), json!("off"))]).unwrap();
    assert_eq!(off.program.incentives[all].state, "off");
    assert_eq!(off.undo_label.as_deref(), Some("Copy of Base rebate, state set to off"));
    let removed = edit(&desk, vec![remove(&copy)]).unwrap();
    assert_eq!(removed.program.incentives.len(), all);
    assert_eq!(removed.undo_label.as_deref(), Some("Copy of Base rebate removed"));
    for _ in 0..5 {
        desk.ask(Undo {}).unwrap();
    }
    assert_eq!(desk.ask(Undo {}).unwrap_err().code, "nothing_to_undo");
}

#[test]
fn bands_are_put_in_taken_out_and_moved_by_position() {
    let (desk, _folder) = sample();
    let bands = "/incentives/volume_rebate/schedule/bands";
    let first = desk.ask(GetProgram {}).unwrap().program;
    let incentive = first["incentives"][0]["id"].as_str().unwrap().to_owned();
    let bands = bands.replace("volume_rebate", &incentive);
    let list =
        |tree: &Value| tree["incentives"][0]["schedule"]["bands"].as_array().unwrap().clone();
    let before = list(&first);

    let mut band = before[before.len() - 1].clone();
    band["from"] = json!("9000000.00 USD");
    let added = edit(&desk, vec![insert(&bands, None, band.clone())]).unwrap();
    assert!(added.undo_label.unwrap().ends_with(&format!("band {} added", before.len() + 1)));
    assert_eq!(list(&program(&desk)).last(), Some(&band));

    // Out of order is an error of the program, which keeps it and says so.
    let moved = edit(&desk, vec![Edit::Move { place: format!("{bands}/{}", before.len()), to: 0 }]);
    let codes = moved.unwrap().findings.into_iter().map(|finding| finding.code);
    assert!(codes.into_iter().any(|code| code == "bands_out_of_order"));
    assert_eq!(list(&program(&desk))[0], band);
    edit(&desk, vec![remove(&format!("{bands}/0"))]).unwrap();
    assert_eq!(list(&program(&desk)), before);
}

#[test]
fn columns_follow_levels() {
    let (desk, _folder) = sample();
    let before = total(&desk);
    let level = json!({
        "id": "", "name": "Diamond",
        "requirement": { "reaches": {
            "measure": { "revenue": { "weight": "declared_share", "basis": "net" } },
            "window": { "trailing_months": 12 }, "at_least": "900000000.00 USD" } }
    });
    let added = edit(&desk, vec![insert("/tracks/partner/levels", None, level)]).unwrap();
    assert!(added.findings.iter().all(|finding| finding.severity != Severity::Error));
    assert_eq!(added.undo_label.as_deref(), Some("Partner tiers, Diamond added"));
    let levels = |tree: &Value| {
        let columns = &tree["incentives"][0]["schedule"]["columns"]["level"]["levels"];
        let bands = tree["incentives"][0]["schedule"]["bands"].as_array().unwrap().clone();
        let rates = bands.iter().map(|band| band["rates"].as_array().unwrap().clone());
        (columns.as_array().unwrap().clone(), rates.collect::<Vec<_>>())
    };
    let (columns, rates) = levels(&program(&desk));
    assert_eq!(columns.last(), Some(&json!("diamond")));
    for band in &rates {
        assert_eq!(band.len(), columns.len());
        assert_eq!(band[band.len() - 1], band[band.len() - 2], "as the level below it");
    }
    assert_eq!(total(&desk), before, "nobody reaches it, so nobody is paid otherwise");

    let gone = edit(&desk, vec![remove("/tracks/partner/levels/diamond")]).unwrap();
    assert!(gone.findings.iter().all(|finding| finding.severity != Severity::Error));
    let (columns, rates) = levels(&program(&desk));
    assert!(!columns.contains(&json!("diamond")));
    assert!(rates.iter().all(|band| band.len() == columns.len()));
}

#[test]
fn what_cannot_be_is_refused_with_its_place_and_leaves_the_document() {
    let (desk, _folder) = sample();
    let (tree, first) = (program(&desk), "/incentives/nothing_of_this_name");
    for (edits, code, named) in [
        (vec![remove(first)], "nothing_at_place", first),
        (vec![Edit::Duplicate { place: first.to_owned() }], "nothing_at_place", first),
        (vec![Edit::Move { place: first.to_owned(), to: 0 }], "nothing_at_place", first),
        (vec![insert("/name", None, json!("x"))], "not_a_list", "/name"),
        (vec![set("/calendar/year_starts_in", json!("May"))], "change_not_possible", "/calendar"),
        (vec![remove("/calendar")], "change_not_possible", "calendar"),
        (
            vec![Edit::AddColumn { place: "/calendar".to_owned(), name: "x".to_owned() }],
            "no_columns",
            "/calendar",
        ),
        // The first of two is not kept where the second fails.
        (vec![set("/name", json!("Other")), remove(first)], "nothing_at_place", first),
    ] {
        let failure = edit(&desk, edits).unwrap_err();
        assert_eq!(failure.code, code);
        assert!(failure.sentence.contains(named), "{}", failure.sentence);
        assert_eq!(program(&desk), tree);
    }
}

#[test]
fn columns_of_rates_come_and_go_together() {
    let (desk, _folder) = sample();
    let id = program(&desk)["incentives"][0]["id"].as_str().unwrap().to_owned();
    let place = format!("/incentives/{id}/schedule");
    let column = |name: &str| (place.clone(), name.to_owned());
    let names = |tree: &Value| {
        tree["incentives"][0]["schedule"]["columns"]["level"]["levels"].as_array().unwrap().clone()
    };
    let before = program(&desk);
    let first = names(&before)[0].as_str().unwrap().to_owned();
    let (schedule, name) = column(&first);
    edit(&desk, vec![Edit::RemoveColumn { place: schedule, name }]).unwrap();
    let after = program(&desk);
    assert_eq!(names(&after).len(), names(&before).len() - 1);
    let rates = |tree: &Value| tree["incentives"][0]["schedule"]["bands"][0]["rates"].clone();
    assert_eq!(rates(&after)[0], rates(&before)[1]);
    let (schedule, name) = column(names(&after)[0].as_str().unwrap());
    let twice = edit(&desk, vec![Edit::AddColumn { place: schedule, name }]).unwrap_err();
    assert_eq!(twice.code, "column_there_already");
    let (schedule, name) = column(&first);
    edit(&desk, vec![Edit::AddColumn { place: schedule, name }]).unwrap();
    assert_eq!(names(&program(&desk)).last(), Some(&json!(first)));
}

/// Worked by hand: 2% up to 250,000 and 4% above it, drawn to 325,000.
#[test]
fn the_curve_shows_what_each_method_pays_and_where_it_jumps() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 1);
    desk.ask(New::default()).unwrap();
    let templates = desk.ask(GetTemplates::default()).unwrap().templates;
    let mut rebate =
        templates.iter().find(|one| one.id == "volume_rebate").unwrap().incentive.clone();
    rebate["schedule"] = json!({ "method": "each_band", "threshold": "reached", "bands": [
        { "from": "0 USD", "rates": ["0.02"] }, { "from": "250000 USD", "rates": ["0.04"] }] });
    edit(&desk, vec![insert("/incentives", None, rebate)]).unwrap();
    let drawn = |method: &str| {
        edit(&desk, vec![set("/incentives/volume_rebate/schedule/method", json!(method))]).unwrap();
        desk.ask(GetCurve { incentive: "volume_rebate".to_owned(), ..GetCurve::default() }).unwrap()
    };
    // Each band at its own rate: 250,000 x 2% + 75,000 x 4% = 8,000 at the right end, no jump.
    let each = drawn("each_band");
    let last = each.lines[0].points.last().unwrap();
    assert_eq!((last.at.as_str(), last.pays.as_str()), ("325000.00", "8000.00"));
    assert!(each.lines[0].jumps.is_empty());
    assert_eq!(each.finding, "Payout grows without a jump");
    // The whole amount: 250,000 x 4% = 10,000 where a cent less earns 5,000; 325,000 x 4% = 13,000.
    let whole = drawn("whole_amount");
    assert_eq!(whole.lines[0].points.last().unwrap().pays, "13000.00");
    let jump = &whole.lines[0].jumps[0];
    assert_eq!((jump.at.as_str(), jump.amount.as_str()), ("250000.00", "5000.00"));
    assert_eq!(whole.finding, "Reaching 250,000 USD adds 5,000 USD at once");
    // Rolling: 2% to the top of the first band, 5,000, and 4% of all of it once reached.
    let rolling = drawn("every_band_to_its_top");
    assert_eq!(rolling.lines[0].points.last().unwrap().pays, "18000.00");
    assert_eq!(whole.thresholds[1].place, "/incentives/volume_rebate/schedule/bands/1/from");
    let in_order = |line: &tierwright_api::wire::CurveLine| {
        line.points.windows(2).all(|pair| pair[0].x <= pair[1].x)
    };
    assert!([&each, &whole, &rolling].iter().all(|curve| in_order(&curve.lines[0])));
}

#[test]
fn every_template_has_a_sentence_and_most_have_a_curve() {
    let (desk, _folder) = sample();
    let templates = desk.ask(GetTemplates::default()).unwrap().templates;
    assert!(templates.iter().all(|one| !one.sentence.is_empty()));
    let without: Vec<&str> =
        templates.iter().filter(|one| one.curve.is_none()).map(|one| one.id.as_str()).collect();
    assert_eq!(without, Vec::<&str>::new());
    for template in &templates {
        assert!(template.example.as_ref().is_some_and(|text| text.contains(" pays ")));
    }
    // Worked by hand from the rates of each template, at its last threshold.
    for (id, said) in [
        // 2% of 100,000 and 4% of 20,000.
        ("attainment", "At revenue of 120% of a target of 100,000 USD it pays 2,800 USD."),
        // 5 at 300 each.
        ("new_customer_bonus", "At 5 new customers it pays 1,500 USD."),
        // 500 + 2,000 + 10,000.
        ("milestone", "At 20 deals won it pays 12,500 USD."),
        // 2% of 100,000.
        (
            "product_mix",
            "At revenue as a share of revenue of 40%, on 100,000 USD of revenue, it pays 2,000 USD.",
        ),
    ] {
        let template = templates.iter().find(|one| one.id == id).unwrap();
        assert_eq!(template.example.as_deref(), Some(said));
    }
}

#[test]
fn filters_can_choose_among_the_values_of_the_facts() {
    let (desk, _folder) = sample();
    let columns = desk.ask(GetFactValues {}).unwrap().columns;
    let values = |field: &str| &columns.iter().find(|one| one.field == field).unwrap().values;
    assert_eq!(*values("partner_region"), ["APAC", "Americas", "EMEA", "LATAM"]);
    assert!(values("role").contains(&"sourced".to_owned()));
    assert_eq!(values("partner").len(), 120);
}

#[test]
fn levers_are_pinned_in_the_document_and_at_most_eight() {
    let (desk, _folder) = sample();
    let suggested = edit(&desk, vec![]).unwrap().levers;
    let id = program(&desk)["incentives"][0]["id"].as_str().unwrap().to_owned();
    let rate = format!("/incentives/{id}/schedule/bands/0/rates/1");
    let review = "/tracks/partner/review".to_owned();
    let pin = |places: Vec<String>| desk.ask(PinLevers { places });
    let document = pin(vec![rate.clone(), suggested[0].place.clone()]).unwrap();
    assert_eq!(document.levers.len(), 2);
    assert_eq!(document.levers[0].name, "Volume rebate, band 1, Silver rate");
    assert_eq!(
        (document.levers[0].min.as_str(), document.levers[0].value.as_str()),
        ("0.01", "0.02")
    );
    assert_eq!(document.levers[1], suggested[0]);
    assert_eq!(edit(&desk, vec![]).unwrap().levers, document.levers, "they are kept");

    assert_eq!(pin(vec![review]).unwrap_err().code, "not_a_lever");
    let nine = (0..9).map(|_| rate.clone()).collect();
    assert_eq!(pin(nine).unwrap_err().code, "too_many_levers");
    assert_eq!(pin(Vec::new()).unwrap().levers, suggested, "none pinned: those suggested again");
}

fn problems(desk: &Desk) -> Vec<Finding> {
    desk.ask(Check {}).unwrap().findings
}

fn of_code<'a>(problems: &'a [Finding], code: &str) -> Vec<&'a Finding> {
    problems.iter().filter(|problem| problem.code == code).collect()
}

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

/// What a cap takes is what the program pays without it less what it pays with it.
#[test]
fn problems_say_how_many_partners_and_how_much_money_a_cap_moves() {
    let (desk, _folder) = sample();
    let id = program(&desk)["incentives"][0]["id"].as_str().unwrap().to_owned();
    let limits = format!("/incentives/{id}/limits");
    let free = cents(&total(&desk));
    let cap = |amount: &str| {
        let limit = json!({ "per": "partner_year", "at_most": format!("{amount} USD") });
        edit(&desk, vec![set(&limits, json!([limit]))]).unwrap();
        problems(&desk)
    };
    let of_cap = |found: &[Finding], code: &str| {
        let place = format!("{limits}/0");
        of_code(found, code).into_iter().find(|one| one.place == place).unwrap().clone()
    };
    let high = cap("900000000.00");
    let never = of_cap(&high, "limit_never_reached");
    assert_eq!((never.partners, never.amount.as_deref()), (Some(0), Some("0.00")));

    let low = cap("10000.00");
    let capped = free - cents(&total(&desk));
    let reached = of_cap(&low, "limit_reached");
    assert!(capped > 0 && reached.partners > Some(0));
    assert_eq!(cents(reached.amount.as_deref().unwrap()), capped);
    assert_eq!(reached.of, "taken by the cap");

    let all = cap("1.00");
    assert_eq!(of_cap(&all, "limit_reached").severity, Severity::Warning, "most reach it");
    assert!(all.is_sorted_by_key(|problem| problem.severity), "the worst first");
}

/// The cap on a deal stands before the amounts of a quarter: what it takes is again the difference of
/// two totals, and not what it took from the deals one by one.
#[test]
fn a_cap_on_deals_takes_the_difference_of_two_totals() {
    let (desk, _folder) = sample();
    let before = cents(&total(&desk));
    let limits = program(&desk)["incentives"].as_array().unwrap().iter().find_map(|one| {
        let deal = one["limits"].as_array()?.iter().position(|limit| limit["per"] == "deal")?;
        Some(format!("/incentives/{}/limits/{deal}", one["id"].as_str().unwrap()))
    });
    let place = limits.expect("the sample caps a deal");
    edit(&desk, vec![set(&format!("{place}/at_most"), json!("500.00 USD"))]).unwrap();
    let with = cents(&total(&desk));
    let found = problems(&desk);
    let taken = of_code(&found, "limit_reached").into_iter().find(|one| one.place == place);
    let taken = cents(taken.unwrap().amount.as_deref().unwrap());
    assert_eq!(taken, 31_936_197);
    edit(&desk, vec![Edit::Remove { place: place.clone() }]).unwrap();
    assert_eq!(cents(&total(&desk)) - with, taken, "{before}");
}

#[test]
fn problems_name_incentives_that_pay_nobody_and_partners_near_a_jump() {
    let (desk, _folder) = sample();
    let found = problems(&desk);
    let nobody = of_code(&found, "incentive_pays_nobody");
    assert_eq!(nobody.len(), 1);
    assert!(nobody[0].sentence.starts_with("LATAM Edge launch bonus pays nobody"));
    let nothing = of_code(&found, "partners_earn_nothing")[0];
    assert_eq!((nothing.partners, nothing.amount.as_deref()), (Some(2), Some("29801.35")));
    let mut taken: Vec<&str> = of_code(&found, "limit_reached")
        .into_iter()
        .map(|one| one.amount.as_deref().unwrap())
        .collect();
    taken.sort_unstable();
    assert_eq!(taken, ["1836.26", "28744.81"]);

    // Growth thresholds are ratios: a partner is near 125% from 95% of the sales that reach it.
    let near = |threshold: &str| {
        let said = format!("within 5% below {threshold},");
        let near = of_code(&found, "cliff_within_reach");
        near.into_iter().find(|one| one.sentence.contains(&said)).unwrap().partners
    };
    assert_eq!((near("125%"), near("110%")), (Some(5), Some(2)));

    // With no incentive on, everybody who sells earns nothing, and what they sell is all of it.
    let document = edit(&desk, vec![]).unwrap();
    let off = document.program.incentives.iter();
    let off = off.map(|one| set(&format!("/incentives/{}/state", one.id), json!("off")));
    edit(&desk, off.collect()).unwrap();
    let all = problems(&desk);
    let nothing = of_code(&all, "partners_earn_nothing")[0];
    // What a finding concerns is said in cents, as payouts are.
    let revenue: rust_decimal::Decimal =
        desk.ask(Simulate::default()).unwrap().revenue.parse().unwrap();
    assert_eq!(nothing.amount, Some(revenue.round_dp(2).to_string()));
}
