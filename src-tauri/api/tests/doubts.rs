//! Doubts about figures: kept as calculated then, compared with what the figure is now, and settled.

use rust_decimal::Decimal;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, ChangeScenarios, Changed, CreateScenario, Doubt, DoubtState, Doubts,
        EditScenario, Explain, ExportToDo, Figure, GetDoubts, GetExportPlan, GetHistory, MendedIn,
        Open, OpenSample, Partners, ReportDoubt, Restore, SaveAs, ScenarioAction, ScenarioId,
        SettleDoubt, Simulate, Undo,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn gold(value: &str) -> Vec<Change> {
    vec![Change { place: GOLD.to_owned(), value: value.into() }]
}

fn set_gold(desk: &Desk, value: &str) {
    let changes = gold(value);
    desk.ask(ChangeProgram { changes, edits: Vec::new(), label: None }).unwrap();
}

fn total(desk: &Desk) -> String {
    desk.ask(Simulate::default()).unwrap().total
}

fn report(desk: &Desk, figure: Figure, text: &str) -> u32 {
    let request = ReportDoubt {
        figure,
        changes: Vec::new(),
        text: text.into(),
        who: Some(" Kim  Lee".into()),
    };
    desk.ask(request).unwrap();
    listed(desk).doubts[0].number
}

fn listed(desk: &Desk) -> Doubts {
    desk.ask(GetDoubts::default()).unwrap()
}

fn settle(desk: &Desk, number: u32, state: DoubtState, answer: &str) {
    let request = SettleDoubt { number, state, answer: answer.into(), who: None };
    desk.ask(request).unwrap();
}

fn only(desk: &Desk) -> Doubt {
    let mut found = listed(desk).doubts;
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The payout line of the partner that gets most.
fn a_line(desk: &Desk) -> Figure {
    let first = Partners { limit: 1, ..Partners::default() };
    let partner = desk.ask(first).unwrap().rows.remove(0).id;
    Figure {
        partner: Some(partner),
        period: Some("2025-10-01".into()),
        incentive: Some("volume_rebate".into()),
    }
}

#[test]
fn a_doubt_keeps_the_figure_as_it_was_and_says_what_it_is_now() {
    let (desk, _folder) = on_the_sample();
    let asked = a_line(&desk);
    let explained = desk.ask(Explain { figure: asked.clone(), ..Explain::default() }).unwrap();
    let number = report(&desk, asked, "  A return is missing. ");
    let doubt = only(&desk);
    assert_eq!((number, doubt.number), (1, 1));
    assert_eq!(doubt.figure, explained.figure, "a day is kept as the quarter that it names");
    assert_eq!((&doubt.title, &doubt.caption), (&explained.title, &explained.caption));
    assert_eq!((&doubt.amount, &doubt.currency), (&explained.amount, &explained.currency));
    assert_ne!(exact(&doubt.amount), Decimal::ZERO);
    assert_eq!((doubt.text.as_str(), doubt.who.as_str()), ("A return is missing.", "Kim Lee"));
    assert_eq!((doubt.state, doubt.viewed, doubt.scenario), (DoubtState::Open, true, None));
    assert!(!doubt.changed);
    assert_eq!(doubt.now.as_ref(), Some(&doubt.amount));
    assert_eq!(exact(doubt.change.as_deref().unwrap()), Decimal::ZERO);
}

#[test]
fn a_doubt_says_when_its_figure_has_changed_since() {
    let (desk, _folder) = on_the_sample();
    let before = total(&desk);
    report(&desk, Figure::default(), "It looks low.");
    set_gold(&desk, "400000.00");
    let after = total(&desk);
    let doubt = only(&desk);
    assert!(doubt.changed);
    assert_eq!((&doubt.amount, doubt.now.as_ref()), (&before, Some(&after)));
    assert_eq!(exact(doubt.change.as_deref().unwrap()), exact(&after) - exact(&before));
    assert_ne!(before, after);
    desk.ask(Undo {}).unwrap();
    assert!(!only(&desk).changed);

    // The incentive goes: its doubt stays, and says why there is no figure to compare with.
    let referral = Figure { incentive: Some("referral_fee".into()), ..Figure::default() };
    report(&desk, referral, "Too much.");
    let edits = serde_json::json!([{ "do": "remove", "place": "/incentives/referral_fee" }]);
    let request = ChangeProgram {
        changes: Vec::new(),
        edits: serde_json::from_value(edits).unwrap(),
        label: None,
    };
    desk.ask(request).unwrap();
    let found = listed(&desk).doubts.remove(0);
    assert!(found.changed);
    assert_eq!((found.now, found.change), (None, None));
    assert_eq!(found.why_not.as_deref(), Some("There is no incentive referral_fee."));
}

#[test]
fn a_doubt_is_settled_and_counted_by_state() {
    let (desk, _folder) = on_the_sample();
    let first = report(&desk, Figure::default(), "One.");
    let second = report(&desk, Figure::default(), "Two.");
    let third = report(&desk, Figure::default(), "Three.");
    settle(&desk, first, DoubtState::Answered, "The cap holds.");
    settle(&desk, second, DoubtState::Upheld, "");
    let found = listed(&desk);
    assert_eq!((found.open, found.answered, found.upheld), (1, 1, 1));
    assert_eq!(found.upheld_unchanged, 1);
    let numbers: Vec<u32> = found.doubts.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [third, second, first]);
    let answered = &found.doubts[2];
    assert_eq!(answered.answer, "The cap holds.");
    assert!(answered.answered_at.is_some());

    set_gold(&desk, "400000.00");
    let found = listed(&desk);
    assert_eq!((found.upheld, found.upheld_unchanged), (1, 0), "it was mended since");

    let refused = |state, answer: &str, number| {
        let request = SettleDoubt { number, state, answer: answer.into(), who: None };
        desk.ask(request).unwrap_err().code
    };
    assert_eq!(refused(DoubtState::Answered, "  ", third), "text_not_usable");
    assert_eq!(refused(DoubtState::Answered, "Again.", first), "doubt_stands_so");
    assert_eq!(refused(DoubtState::Upheld, "", 9), "doubt_unknown");
    settle(&desk, first, DoubtState::Open, "");
    let reopened = listed(&desk).doubts.remove(2);
    assert_eq!((reopened.state, reopened.answer.as_str()), (DoubtState::Open, ""));
    assert_eq!(reopened.answered_at, None);
}

#[test]
fn doubts_are_on_disk_at_once_undone_step_by_step_and_stay_when_a_program_is_restored() {
    let (desk, folder) = on_the_sample();
    let path = folder.path().join("kept.tierwright").display().to_string();
    desk.ask(SaveAs { path: path.clone() }).unwrap();
    set_gold(&desk, "400000.00");
    let number = report(&desk, Figure::default(), "It looks low.");
    settle(&desk, number, DoubtState::Upheld, "Gold was meant to stay.");
    // Another desk reads what is in the file, without this one having closed it.
    let other = Desk::with(folder.path().join("other"), 2);
    other.ask(Open { path, ..Open::default() }).unwrap();
    assert_eq!(only(&other).state, DoubtState::Upheld);

    let entries = desk.ask(GetHistory {}).unwrap().entries;
    assert!(entries[..2].iter().all(|one| one.changed == Changed::Doubts && !one.restores));
    assert_eq!(entries[1].label, "Doubt 1 reported: Total payout");
    assert_eq!(entries[2].changed, Changed::Program);

    desk.ask(Restore { number: 1 }).unwrap();
    assert_eq!(only(&desk).state, DoubtState::Upheld, "restoring takes no doubt away");
    for state in [DoubtState::Upheld, DoubtState::Open] {
        desk.ask(Undo {}).unwrap();
        assert_eq!(only(&desk).state, state);
    }
    desk.ask(Undo {}).unwrap();
    assert_eq!(listed(&desk).doubts, []);
}

#[test]
fn a_doubt_about_a_scenario_follows_that_scenario() {
    let (desk, _folder) = on_the_sample();
    let scenario = |action| drop(desk.ask(ChangeScenarios { action }).unwrap());
    scenario(ScenarioAction::Create(CreateScenario {
        from: Some("program".into()),
        name: Some("Lower gold".into()),
        changes: gold("400000.00"),
    }));
    let lower = total(&desk);
    report(&desk, Figure::default(), "Too dear.");
    let doubt = only(&desk);
    assert_eq!((doubt.of.as_str(), &doubt.amount, doubt.viewed), ("Lower gold", &lower, true));
    let id = doubt.scenario.unwrap();

    scenario(ScenarioAction::Edit(EditScenario { id: None }));
    assert_ne!(total(&desk), lower);
    let doubt = only(&desk);
    assert!(!doubt.viewed && !doubt.changed, "the scenario's figure is what it was");
    assert_eq!(doubt.now.as_ref(), Some(&lower));
    assert_eq!(desk.ask(GetDoubts { viewed: true }).unwrap().doubts, []);

    scenario(ScenarioAction::Remove(ScenarioId { id }));
    let doubt = only(&desk);
    assert!(doubt.changed && doubt.now.is_none());
    assert_eq!(doubt.why_not.as_deref(), Some("The scenario of the figure was removed."));
}

#[test]
fn a_figure_of_values_that_are_only_tried_is_not_taken() {
    let (desk, _folder) = on_the_sample();
    let ask = |changes, text: &str, figure| {
        desk.ask(ReportDoubt { figure, changes, text: text.into(), who: None }).unwrap_err().code
    };
    assert_eq!(ask(gold("1.00"), "Why?", Figure::default()), "doubt_of_trial");
    assert_eq!(ask(Vec::new(), " \n ", Figure::default()), "text_not_usable");
    let nobody = Figure { partner: Some("nobody".into()), ..Figure::default() };
    assert_eq!(ask(Vec::new(), "Why?", nobody), "partner_unknown");
    assert_eq!(listed(&desk).doubts, []);
}

#[test]
fn doubts_stand_on_the_list_before_an_export_until_they_are_settled() {
    let (desk, _folder) = on_the_sample();
    let listed = || -> Vec<ExportToDo> {
        let all = desk.ask(GetExportPlan {}).unwrap().to_do;
        all.into_iter().filter(|one| one.mended_in == MendedIn::History).collect()
    };
    let said = || -> Vec<String> { listed().into_iter().map(|one| one.sentence).collect() };
    assert_eq!(listed(), []);
    let first = report(&desk, Figure::default(), "One.");
    assert_eq!(said(), ["1 doubt about figures of the program is open."]);
    let second = report(&desk, Figure::default(), "Two.");
    assert_eq!(said(), ["2 doubts about figures of the program are open."]);
    assert!(listed().iter().all(|one| !one.blocks && one.place.as_deref() == Some("doubts")));
    settle(&desk, first, DoubtState::Answered, "It is right.");
    settle(&desk, second, DoubtState::Upheld, "");
    assert_eq!(said(), ["1 doubt was upheld, and its figure is what it was."]);
    set_gold(&desk, "400000.00");
    assert_eq!(listed(), [], "the figure is another now");

    // What is doubted of a scenario is not handed over.
    let create = CreateScenario { from: Some("program".into()), ..CreateScenario::default() };
    desk.ask(ChangeScenarios { action: ScenarioAction::Create(create) }).unwrap();
    report(&desk, Figure::default(), "Too dear.");
    assert_eq!(listed(), []);
}
