//! Scenarios of the sample: kept, changed and taken back step by step, and figures that add up.

use rust_decimal::Decimal;
use serde_json::json;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, ChangeScenarios, ChooseBaseline, Compare, Compared, CreateScenario,
        Deals, DifferenceAt, Document, EditScenario, Effects, Elsewhere, Explain, Export, Figure,
        Fit, GetScenarios, MoveScenario, OpenSample, Partners, Redo, RenameScenario,
        ScenarioAction, ScenarioId, Scenarios, Simulate, SwitchDifference, Undo, Winners,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn does(desk: &Desk, action: ScenarioAction) -> Document {
    desk.ask(ChangeScenarios { action }).unwrap()
}

fn refused(desk: &Desk, action: ScenarioAction) -> String {
    desk.ask(ChangeScenarios { action }).unwrap_err().code
}

fn edit(desk: &Desk, id: Option<&str>) -> Document {
    does(desk, ScenarioAction::Edit(EditScenario { id: id.map(str::to_owned) }))
}

fn set_gold(desk: &Desk, value: &str) -> Document {
    let changes = vec![Change { place: GOLD.to_owned(), value: json!(value) }];
    desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap()
}

fn all(desk: &Desk) -> Scenarios {
    desk.ask(GetScenarios {}).unwrap()
}

fn total(desk: &Desk) -> Decimal {
    exact(&desk.ask(Simulate::default()).unwrap().total)
}

fn payouts(found: &Compared) -> Vec<Decimal> {
    let row = found.rows.iter().find(|row| row.id == "payout").unwrap();
    row.cells.iter().map(|cell| exact(cell.value.as_deref().unwrap())).collect()
}

#[test]
fn the_sample_has_four_scenarios_that_begin_without_a_step() {
    let (desk, _folder) = on_the_sample();
    let found = all(&desk);
    assert_eq!(found.scenarios.len(), 4);
    assert!(found.scenarios.iter().all(|one| one.differences.len() >= 2));
    let fits = found.scenarios.iter().flat_map(|one| &one.differences);
    assert!(fits.clone().all(|one| one.fit == Fit::Fits && one.note.is_empty()));
    assert!(fits.clone().all(|one| one.on && one.from != one.to));
    assert_eq!(desk.ask(Undo {}).unwrap_err().code, "nothing_to_undo");
}

#[test]
fn edits_and_levers_go_to_the_scenario_that_is_edited() {
    let (desk, _folder) = on_the_sample();
    let program = total(&desk);
    let document = edit(&desk, Some("s2"));
    assert_eq!(document.edited.as_deref(), Some("s2"));
    assert_eq!(
        (document.baseline.as_str(), document.levers[0].value.as_str()),
        ("program", "350000.00")
    );
    let found = desk.ask(Simulate::default()).unwrap();
    assert_eq!(
        (found.scenario.as_str(), found.baseline.as_str()),
        ("Lower thresholds", "FY26 Partner Program")
    );
    assert!(found.caption.starts_with("Lower thresholds, sample data"), "{}", found.caption);
    assert_eq!(exact(&found.baseline_total), program);
    assert_ne!(exact(&found.total), program);

    let document = set_gold(&desk, "300000.00");
    assert_eq!(document.undo_label.as_deref(), Some("Gold threshold set to 300,000 USD"));
    let lower = total(&desk);
    assert!(lower > exact(&found.total));
    edit(&desk, None);
    assert_eq!(total(&desk), program, "the program itself is as it was");
    desk.ask(Undo {}).unwrap();
    assert_eq!(total(&desk), lower);
    desk.ask(Undo {}).unwrap();
    assert_eq!(total(&desk), exact(&found.total));
    let document = desk.ask(Undo {}).unwrap();
    assert_eq!((document.edited, document.can_undo), (None, false));
    desk.ask(Redo {}).unwrap();
    assert_eq!(total(&desk), exact(&found.total));
}

#[test]
fn every_action_is_one_step() {
    let (desk, _folder) = on_the_sample();
    let before = all(&desk);
    let id = || "s2".to_owned();
    let actions = [
        ScenarioAction::Create(CreateScenario { from: Some(id()), ..CreateScenario::default() }),
        ScenarioAction::Rename(RenameScenario {
            id: id(),
            name: "  Reach\nGold  sooner ".to_owned(),
        }),
        ScenarioAction::Remove(ScenarioId { id: id() }),
        ScenarioAction::Move(MoveScenario { id: id(), to: 9 }),
        ScenarioAction::Edit(EditScenario { id: Some(id()) }),
        ScenarioAction::Adopt(ScenarioId { id: id() }),
        ScenarioAction::Baseline(ChooseBaseline { baseline: Some(id()) }),
        ScenarioAction::Switch(SwitchDifference { id: id(), difference: 1, on: false }),
        ScenarioAction::TakeOut(DifferenceAt { id: id(), difference: 0 }),
    ];
    for action in actions {
        let document = does(&desk, action.clone());
        let after = all(&desk);
        assert_ne!(after, before, "{action:?}");
        assert!(document.undo_label.is_some(), "{action:?}");
        let document = desk.ask(Undo {}).unwrap();
        assert_eq!((all(&desk), document.can_undo), (before.clone(), false), "{action:?}");
        desk.ask(Redo {}).unwrap();
        assert_eq!(all(&desk), after, "{action:?}");
        desk.ask(Undo {}).unwrap();
    }
    does(
        &desk,
        ScenarioAction::Rename(RenameScenario { id: id(), name: " Reach\nGold ".to_owned() }),
    );
    assert_eq!(all(&desk).scenarios[1].name, "Reach Gold");
}

#[test]
fn a_copy_is_edited_and_has_a_name_of_its_own() {
    let (desk, _folder) = on_the_sample();
    edit(&desk, Some("s2"));
    for name in ["Lower thresholds 2", "Lower thresholds 3"] {
        let document = does(&desk, ScenarioAction::Create(CreateScenario::default()));
        let at = document.scenarios.iter().position(|one| one.name == name).unwrap();
        assert_eq!(document.edited.as_deref(), Some(document.scenarios[at].id.as_str()));
        assert_eq!(document.scenarios[at].differences, 3);
    }
    let changes = vec![Change { place: GOLD.to_owned(), value: json!("450000.00") }];
    let from = Some("program".to_owned());
    let document =
        does(&desk, ScenarioAction::Create(CreateScenario { name: None, from, changes }));
    let last = document.scenarios.last().unwrap();
    assert_eq!((last.name.as_str(), last.differences), ("Scenario 1", 0));
}

#[test]
fn a_scenario_is_made_the_program_and_others_say_what_no_longer_fits() {
    let (desk, folder) = on_the_sample();
    edit(&desk, Some("s2"));
    let lower = total(&desk);
    let out = folder.path().join("out").display().to_string();
    let code = desk.ask(Export { folder: out }).unwrap_err().code;
    assert_eq!(code, "scenario_not_program");
    // A copy that lowers Gold further stays behind when the first becomes the program.
    does(&desk, ScenarioAction::Create(CreateScenario::default()));
    set_gold(&desk, "300000.00");
    let document = does(&desk, ScenarioAction::Adopt(ScenarioId { id: "s2".to_owned() }));
    assert_eq!((document.edited, document.scenarios.len()), (None, 4));
    assert_eq!(total(&desk), lower);
    let copy = all(&desk).scenarios.into_iter().find(|one| one.id == "s5").unwrap();
    let fits: Vec<Fit> = copy.differences.iter().map(|one| one.fit).collect();
    assert_eq!(fits, [Fit::Same, Fit::Overrides, Fit::Same]);
    assert!(copy.differences.iter().all(|one| !one.note.is_empty()));
    let accept = |difference| DifferenceAt { id: "s5".to_owned(), difference };
    for difference in [2, 1, 0] {
        does(&desk, ScenarioAction::Accept(accept(difference)));
    }
    let copy = all(&desk).scenarios.into_iter().find(|one| one.id == "s5").unwrap();
    assert_eq!(copy.differences.len(), 1);
    assert_eq!(
        (copy.differences[0].fit, copy.differences[0].place.contains("gold")),
        (Fit::Fits, true)
    );
}

/// What cannot be calculated is equal to nothing: figures beside it are refused, and say why.
#[test]
fn a_baseline_that_cannot_be_calculated_is_told() {
    let (desk, _folder) = on_the_sample();
    edit(&desk, Some("s1"));
    let place = "/incentives/volume_rebate/schedule/columns/level/track".to_owned();
    let changes = vec![Change { place, value: json!("no_such_track") }];
    desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap();
    edit(&desk, None);
    let own = total(&desk);
    let baseline = |id: &str| {
        let baseline = Some(id.to_owned());
        does(&desk, ScenarioAction::Baseline(ChooseBaseline { baseline }))
    };
    baseline("s1");
    let failure = desk.ask(Simulate::default()).unwrap_err();
    assert_eq!(failure.code, "baseline_not_calculated");
    assert!(failure.sentence.contains("no_such_track"), "{}", failure.sentence);
    let asked = Partners { limit: 1, ..Partners::default() };
    assert_eq!(desk.ask(asked).unwrap_err().code, "baseline_not_calculated");
    baseline("s2");
    assert_eq!(total(&desk), own);
}

#[test]
fn what_is_asked_wrongly_is_refused() {
    let (desk, _folder) = on_the_sample();
    let before = all(&desk);
    let nobody = || "nobody".to_owned();
    for (action, code) in [
        (ScenarioAction::Remove(ScenarioId { id: nobody() }), "scenario_unknown"),
        (ScenarioAction::Edit(EditScenario { id: Some(nobody()) }), "scenario_unknown"),
        (ScenarioAction::Baseline(ChooseBaseline { baseline: Some(nobody()) }), "scenario_unknown"),
        (
            ScenarioAction::Switch(SwitchDifference {
                id: "s1".to_owned(),
                difference: 9,
                on: true,
            }),
            "difference_unknown",
        ),
        (
            ScenarioAction::Rename(RenameScenario { id: "s1".to_owned(), name: " \n".to_owned() }),
            "name_not_usable",
        ),
    ] {
        assert_eq!(refused(&desk, action), code);
    }
    let seen = desk.ask(Compare { scenarios: vec![nobody()], baseline: None });
    assert_eq!(seen.unwrap_err().code, "scenario_unknown");
    assert_eq!(all(&desk), before);
    assert_eq!(desk.ask(Undo {}).unwrap_err().code, "nothing_to_undo");
}

#[test]
fn figures_side_by_side_are_those_of_each_scenario_by_itself() {
    let (desk, _folder) = on_the_sample();
    let found = desk.ask(Compare::default()).unwrap();
    let ids: Vec<&str> = found.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(ids, ["program", "s1", "s2", "s3", "s4"]);
    assert_eq!(found.left_out, 0);
    let side_by_side = payouts(&found);
    for (at, id) in ids.iter().enumerate() {
        edit(&desk, (*id != "program").then_some(*id));
        let alone = desk.ask(Simulate::default()).unwrap();
        assert_eq!(exact(&alone.total), side_by_side[at], "{id}");
        if at > 0 {
            let cell = |row: &str| {
                let row = found.rows.iter().find(|one| one.id == row).unwrap();
                row.cells[at].clone()
            };
            assert_eq!(cell("payout").change.as_deref(), Some(alone.change.as_str()));
            assert_eq!(cell("better").value, Some(alone.better.to_string()));
            assert_eq!(cell("worse").value, Some(alone.worse.to_string()));
            assert_eq!(cell("mdf").value.as_deref(), Some(alone.mdf.as_str()));
            for tier in &alone.tiers {
                let row = format!("level {}/{}", tier.track, tier.id);
                assert_eq!(cell(&row).value, Some(tier.partners.to_string()), "{row}");
            }
        }
        let incentives = found.rows.iter().filter(|row| row.id.starts_with("incentive "));
        let sum: Decimal =
            incentives.filter_map(|row| row.cells[at].value.as_deref()).map(exact).sum();
        assert_eq!(sum, side_by_side[at], "the incentives of {id} add up");
    }
}

#[test]
fn effects_add_up_and_a_switched_difference_counts_no_more() {
    let (desk, _folder) = on_the_sample();
    for at in 1..=4 {
        let scenario = Some(format!("s{at}"));
        let found = desk.ask(Effects { scenario: scenario.clone(), baseline: None }).unwrap();
        let alone: Decimal =
            found.effects.iter().filter_map(|one| one.alone.as_deref()).map(exact).sum();
        assert_eq!(alone + exact(&found.together), exact(&found.total), "{}", found.scenario);

        // Against another scenario the differences are told, and add up, the same way.
        let other = Some(format!("s{}", at % 4 + 1));
        let beside = desk.ask(Effects { scenario, baseline: other }).unwrap();
        assert_eq!(beside.id, None);
        let alone: Decimal =
            beside.effects.iter().filter_map(|one| one.alone.as_deref()).map(exact).sum();
        assert_eq!(alone + exact(&beside.together), exact(&beside.total), "{}", beside.scenario);
    }
    let of = || Effects { scenario: Some("s1".to_owned()), baseline: None };
    let before = desk.ask(of()).unwrap();
    let off = SwitchDifference { id: "s1".to_owned(), difference: 0, on: false };
    does(&desk, ScenarioAction::Switch(off));
    let after = desk.ask(of()).unwrap();
    assert_eq!(
        after.effects[0].alone, before.effects[0].alone,
        "it is still told what it would do"
    );
    assert_eq!(exact(&after.total), exact(before.effects[1].alone.as_deref().unwrap()));
    assert_eq!(exact(&after.together), Decimal::ZERO);
    // A lower pool rate pays less from that pool and nothing else: no other incentive changes.
    let compared = desk.ask(Compare { scenarios: vec!["s1".to_owned()], baseline: None }).unwrap();
    let differs: Vec<&str> = compared
        .rows
        .iter()
        .filter(|row| row.id.starts_with("incentive ") && row.cells[1].differs)
        .map(|row| row.label.as_str())
        .collect();
    assert_eq!(differs, ["Co-sell reward"]);
}

#[test]
fn winners_and_losers_are_the_partners_of_the_table() {
    let (desk, _folder) = on_the_sample();
    let found = desk.ask(Winners { scenario: Some("s1".to_owned()), baseline: None }).unwrap();
    edit(&desk, Some("s1"));
    let page = desk.ask(Partners { limit: 1000, ..Partners::default() }).unwrap();
    let change = |row: &tierwright_api::wire::Partner| exact(&row.change);
    // The groups, worked out from the table with exact decimals.
    let group = |row: &tierwright_api::wire::Partner| {
        let (by, limit) = (change(row), exact(&row.baseline) * exact("0.05"));
        match (by < Decimal::ZERO, by > Decimal::ZERO) {
            (true, _) if -by > limit => 0,
            (true, _) => 1,
            (_, true) if by > limit => 4,
            (_, true) => 3,
            _ => 2,
        }
    };
    for (at, shown) in found.groups.iter().enumerate() {
        let of: Vec<_> = page.rows.iter().filter(|row| group(row) == at).collect();
        assert_eq!(usize::try_from(shown.partners).unwrap(), of.len(), "{}", shown.label);
        assert_eq!(exact(&shown.change), of.iter().map(|row| change(row)).sum(), "{}", shown.label);
    }
    let sizes: f64 = found.groups.iter().map(|group| group.partners_size).sum();
    assert!((sizes - 1.0).abs() < 1e-9);
    let least = page.rows.iter().min_by_key(|row| change(row)).unwrap();
    assert_eq!((&found.worst[0].name, &found.worst[0].change), (&least.name, &least.change));
    assert!(found.finding.contains(&least.name), "{}", found.finding);
    assert_eq!(found.dots.len(), 120);
    assert!(
        found.dots.iter().all(|dot| (0.0..=1.0).contains(&dot.x) && (0.0..=1.0).contains(&dot.y))
    );
    assert_eq!(found.dots.iter().filter(|dot| dot.labelled).count(), 6);
    let tenths: u32 = found.deciles.iter().map(|one| one.partners).sum();
    assert_eq!((tenths, found.top_partners), (120, 12));
    // The tenth that gets most, from the table.
    let mut paid: Vec<Decimal> = page.rows.iter().map(|row| exact(&row.payout)).collect();
    paid.sort_unstable();
    let top: Decimal = paid.iter().rev().take(12).sum();
    let share = (top / exact(&page.totals.payout)).round_dp(6);
    assert_eq!(exact(found.top_share.as_deref().unwrap()).normalize(), share.normalize());
}

#[test]
fn a_figure_is_told_in_every_scenario() {
    let (desk, _folder) = on_the_sample();
    let page = desk.ask(Partners { limit: 1, ..Partners::default() }).unwrap();
    let figure = Figure { partner: Some(page.rows[0].id.clone()), ..Figure::default() };
    let found = desk.ask(Elsewhere { figure: figure.clone() }).unwrap();
    assert_eq!(found.rows.len(), 5);
    assert!(found.rows[0].viewed);
    for row in &found.rows {
        edit(&desk, (row.id != "program").then_some(row.id.as_str()));
        let filter = page.rows[0].id.clone();
        let shown = desk.ask(Partners { limit: 1, filter, ..Partners::default() }).unwrap();
        assert_eq!(row.amount.as_deref(), Some(shown.rows[0].payout.as_str()), "{}", row.name);
    }
    // Explained in a scenario, each is the same amount, made of the rows of that scenario.
    let named = |scenario: &str, figure: &Figure| Explain {
        figure: figure.clone(),
        scenario: Some(scenario.to_owned()),
        ..Explain::default()
    };
    for row in &found.rows {
        let explained = desk.ask(named(&row.id, &figure)).unwrap();
        assert_eq!(Some(&explained.amount), row.amount.as_ref(), "{}", row.name);
        assert!(explained.caption.starts_with(&row.name), "{}", explained.caption);
        let parts: Decimal = explained.parts.iter().map(|part| exact(&part.amount)).sum();
        assert_eq!(parts, exact(&explained.amount), "{}", row.name);
        let rows = Deals {
            figure: figure.clone(),
            scenario: Some(row.id.clone()),
            limit: 1,
            ..Deals::default()
        };
        assert_eq!(desk.ask(rows).unwrap().total_rows, explained.total_deals, "{}", row.name);
    }
    let unknown = desk.ask(named("nothing", &figure)).unwrap_err();
    assert_eq!(unknown.code, "scenario_unknown");
    // An incentive that a program does not pay has no figure there, and that is no failure.
    let nothing = Figure { incentive: Some("nothing".to_owned()), ..Figure::default() };
    let found = desk.ask(Elsewhere { figure: nothing }).unwrap();
    assert!(found.rows.iter().all(|row| row.amount.is_none()));
}
