//! An import as the window does it: look, map, check, repair, load, load again.

use std::collections::BTreeMap;

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Basis, ChangeGround, CheckImport, ChosenRepair, FieldEdit, GetDocument, Growth, Import,
        ImportCheck, Inspect, Inspection, New, Open, OpenSample, Paste, SaveSetAside, Simulate,
        StopWork, Undo,
    },
};

const DEALS: &str = "\
Deal ID,Deal Name,Customer,Stage,Close Date,Amount,Currency,Reseller,Reseller Share,Influencer,Influencer Share
D-1,Saws,Birch Ltd,Closed Won,2025-01-31,1000.00,USD,Alder Systems Inc,60%,Beech Data,40%
D-2,Blades,Cedar Inc,Closed Won,2025-02-28,500.50,USD,Alder Systems,50%,Beech Data,30%
D-3,Returned saws,Birch Ltd,Closed Won,2025-03-31,-200.25,USD,Beech Data,100%,,
D-4,Vices,=HYPERLINK(\"x\"),Closed Won,2025-03-31,soon,USD,Beech Data,100%,,
D-5,Planes,Dogwood AG,Closed Won,2099-03-31,10.00,USD,Beech Data,100%,,
";

struct Place {
    desk: Desk,
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { desk: Desk::with(folder.path().join("untitled"), 1), folder };
        let program =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/programs/simple-rebate.json");
        let path = Some(place.path("a.tierwright"));
        let new = New { path, program: Some(program.to_owned()), ..New::default() };
        place.desk.ask(new).unwrap();
        place.write("deals.csv", DEALS);
        place
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn inspect(&self, more: Inspect) -> Inspection {
        self.desk.ask(Inspect { files: vec![self.path("deals.csv")], ..more }).unwrap()
    }

    fn check(&self, mapping: &str, repairs: &[(&str, &str, &str)]) -> ImportCheck {
        let chosen = |(repair, from, to): &(&str, &str, &str)| ChosenRepair {
            repair: (*repair).to_owned(),
            from: (*from).to_owned(),
            to: (*to).to_owned(),
        };
        let check = CheckImport {
            files: vec![self.path("deals.csv")],
            mapping: mapping.to_owned(),
            repairs: repairs.iter().map(chosen).collect(),
        };
        self.desk.ask(check).unwrap()
    }

    fn load(&self, mapping: &str) {
        let import = Import {
            json: Some(mapping.to_owned()),
            files: vec![self.path("deals.csv")],
            save_as: Some("Monthly".to_owned()),
            ..Import::default()
        };
        self.desk.ask(import).unwrap();
    }
}

/// Code, count and money of every group.
fn groups(check: &ImportCheck) -> Vec<String> {
    let groups = check.groups.iter();
    groups.map(|one| format!("{} {} {}", one.code, one.rows, one.money.join(" "))).collect()
}

#[test]
fn files_are_looked_at_checked_and_loaded() {
    let place = Place::new();
    let found = place.inspect(Inspect::default());
    assert!(found.questions.is_empty(), "{:?}", found.questions);
    let amount = found.fields.iter().find(|field| field.field == "amount").unwrap();
    assert_eq!((amount.source.as_str(), amount.must), ("Amount", true));
    assert_eq!(amount.firsts[2], "-200.25");
    let share = found.fields.iter().find(|field| field.field == "share").unwrap();
    assert_eq!((share.firsts[0].as_str(), share.read[0].as_str()), ("60%", "0.6"));

    let check = place.check(&found.mapping, &[]);
    // Four rows used of five; 1000.00 + 500.50 - 200.25 + 10.00 = 1310.25, "soon" is in no total.
    assert_eq!((check.rows, check.used, check.set_aside, check.unread), (5, 4, 1, 1));
    let revenue = &check.revenue[0];
    assert_eq!((revenue.total.as_str(), revenue.share.as_deref()), ("1310.25", Some("1.0000")));
    assert_eq!(
        groups(&check),
        [
            "number_unreadable 1 ",
            "shares_uneven 1 500.50 USD",
            "amount_negative 1 -200.25 USD",
            "future_close 1 10.00 USD",
        ]
    );
    let pair = &check.same_partners[0];
    assert_eq!((pair.kept.as_str(), pair.other.as_str()), ("Alder Systems", "Alder Systems Inc"));
    assert!(check.changes.is_none());

    let repaired = place.check(
        &found.mapping,
        &[
            ("scale", "", ""),
            ("as_returns", "", ""),
            ("same_partner", "Alder Systems Inc", "Alder Systems"),
        ],
    );
    assert!(repaired.same_partners.is_empty());
    let revenue = &repaired.revenue[0];
    // The same money: 1510.50 of deals less 200.25 of returns.
    assert_eq!(
        (revenue.total.as_str(), revenue.used.as_str(), revenue.returned.as_str()),
        ("1310.25", "1510.50", "200.25")
    );
    assert_eq!(groups(&repaired), ["number_unreadable 1 ", "future_close 1 10.00 USD"]);
    place.load(&repaired.mapping);
    let document = place.desk.ask(GetDocument {}).unwrap();
    let rows =
        |table: &str| document.counts.iter().find(|count| count.table == table).unwrap().rows;
    assert_eq!((rows("deal"), rows("partner"), rows("adjustment")), (3, 2, 1));

    // The rows that were set aside are data in a spreadsheet, whatever they say.
    let path = place.path("aside.csv");
    let save = SaveSetAside { path: path.clone(), ..SaveSetAside::default() };
    assert_eq!(place.desk.ask(save).unwrap().rows, 1);
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains("\"\"soon\"\" is not a number") && text.contains("'=HYPERLINK"),
        "{text}"
    );
}

#[test]
fn the_next_month_says_what_changes_and_takes_the_saved_mapping() {
    let place = Place::new();
    let found = place.inspect(Inspect::default());
    place.load(&found.mapping);
    place.write(
        "deals.csv",
        &DEALS
            .replace("D-2,Blades,Cedar Inc,Closed Won", "D-2,Blades,Cedar Inc,Signed in ink")
            .replace("D-5,", "D-6,")
            .replace("1000.00", "1100.00"),
    );
    let guessed = place.inspect(Inspect::default());
    assert_eq!(guessed.saved[0].name, "Monthly");
    assert_eq!(guessed.saved[0].matched, guessed.saved[0].of);
    let asked: Vec<&str> = guessed.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(asked, ["stage:Signed in ink"]);

    let saved = Inspect { saved: Some("Monthly".to_owned()), ..Inspect::default() };
    let edits = vec![FieldEdit {
        place: "/tables/deal/0".to_owned(),
        field: "stage".to_owned(),
        column: None,
        text: Some("Signed in ink".to_owned()),
        means: Some("won".to_owned()),
    }];
    let taken = place.inspect(Inspect { edits, ..saved });
    assert_eq!(taken.name, "Monthly");
    let check = place.check(&taken.mapping, &[]);
    let changes = check.changes.unwrap();
    assert_eq!((changes.added, changes.changed, changes.removed, changes.same), (1, 1, 1, 2));
    let told: Vec<String> = changes
        .examples
        .iter()
        .map(|one| format!("{} {}: {}", one.kind, one.deal, one.sentence))
        .collect();
    assert_eq!(
        told,
        [
            "changed D-1: amount 1000.00 USD to 1100.00 USD",
            "added D-6: won, 10.00 USD",
            "removed D-5: won, 10.00 USD",
        ]
    );
    assert!(changes.before.is_some() && changes.after.is_some() && changes.difference.is_some());
    // What was decided is remembered: the guess does not ask again.
    place.load(&taken.mapping);
    let again = place.inspect(Inspect::default());
    assert!(again.questions.is_empty(), "{:?}", again.questions);
}

/// 2% of what each sold up to 50,000 and 3% beyond, whole deals; the two ways to write Alder are two
/// partners. On the history they sold 1,000.00 for 20.00 and 500.50 for 10.01, and Beech 1,300.25 for
/// 26.01; with D-1 of 90,000.00 the first gets 1,000 + 1,200 and Beech, of 90,300.25, 1,000 + 1,209.01.
/// Grown by half, it is 1,500.00 for 30.00, 750.75 for 15.02 and 1,950.37 for 39.01, as the return of
/// 200.25 is 300.375 and so 300.38; then 135,000.00 for 1,000 + 2,550 and 135,450.37 for
/// 1,000 + 2,563.51.
#[test]
fn a_check_says_what_the_files_pay_on_what_programs_are_paid_on() {
    let growth = Growth { by: "0.5".into(), field: String::new(), is: String::new(), quarter: 0 };
    let plan = ChangeGround {
        basis: Some(Basis::Plan),
        growth: Some(vec![growth]),
        ..ChangeGround::default()
    };
    let cases = [(ChangeGround::default(), "56.02", "4419.02"), (plan, "84.03", "7128.53")];
    for (ground, before, after) in cases {
        let place = Place::new();
        let total = || place.desk.ask(Simulate::default()).unwrap().total;
        let (deals, _) = DEALS.split_once("D-5").unwrap();
        place.write("deals.csv", deals);
        let mapping = place.inspect(Inspect::default()).mapping;
        place.load(&mapping);
        place.desk.ask(ground).unwrap();
        place.write("deals.csv", &deals.replace("1000.00", "90000.00"));
        let changes = place.check(&mapping, &[]).changes.unwrap();
        assert_eq!(
            (changes.before.as_deref(), changes.after.as_deref()),
            (Some(before), Some(after))
        );
        assert_eq!(total(), before, "a check leaves the document as it is");
        place.load(&mapping);
        assert_eq!(total(), after);
    }
}

#[test]
fn a_guess_with_open_questions_loads_nothing_and_answers_do() {
    let place = Place::new();
    place.write("deals.csv", "Deal ID;Close Date;Amount;Currency\n1;03/04/2025;1.000;EUR\n");
    let import = |answers: &[(&str, &str)]| Import {
        files: vec![place.path("deals.csv")],
        answers: answers
            .iter()
            .map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned()))
            .collect(),
        ..Import::default()
    };
    let failure = place.desk.ask(import(&[])).unwrap_err();
    assert_eq!(failure.code, "questions_open");
    for part in ["1.000 is 1,000", "03/04/2025 is 3 Apr 2025", "03/04/2025 is 4 Mar 2025"] {
        assert!(failure.sentence.contains(part), "{part} in {}", failure.sentence);
    }
    assert_eq!(place.desk.ask(GetDocument {}).unwrap().counts[0].rows, 0);
    let answered = import(&[
        ("reading:deals.csv/Close Date", "month/day/year"),
        ("reading:deals.csv/Amount", ","),
    ]);
    let found = place.desk.ask(answered).unwrap();
    let said = found.sentences.join("\n");
    assert!(said.contains("amounts of deal in EUR: 1,000.00 read"), "{said}");
}

#[test]
fn another_column_can_be_chosen_and_the_rest_stays() {
    let place = Place::new();
    place.write(
        "deals.csv",
        "Deal ID,Close Date,Amount,Net,Currency\n1,2025-01-31,10.00,8.00,EUR\n",
    );
    let edit = FieldEdit {
        place: "/tables/deal/0".to_owned(),
        field: "amount".to_owned(),
        column: Some("Net".to_owned()),
        text: None,
        means: None,
    };
    let found = place.inspect(Inspect { edits: vec![edit], ..Inspect::default() });
    let source = |field: &str| {
        let found = found.fields.iter().find(|one| one.field == field);
        found.map(|one| one.source.clone()).unwrap()
    };
    assert_eq!((source("amount").as_str(), source("id").as_str()), ("Net", "Deal ID"));
    assert_eq!(place.check(&found.mapping, &[]).revenue[0].total, "8.00");
}

#[test]
fn a_column_that_nothing_reads_can_be_kept_as_an_attribute() {
    let place = Place::new();
    place.write(
        "deals.csv",
        "Deal ID,Close Date,Amount,Currency,Lead\n1,2025-01-31,10.00,EUR,web\n",
    );
    let edit = |field: &str, column: Option<&str>| FieldEdit {
        place: "/tables/deal/0".to_owned(),
        field: field.to_owned(),
        column: column.map(str::to_owned),
        text: None,
        means: None,
    };
    let used = |edits: Vec<FieldEdit>| {
        let found = place.inspect(Inspect { edits, ..Inspect::default() });
        let fields = found.fields.iter().filter(|one| one.field.starts_with("attribute:"));
        let fields: Vec<String> =
            fields.map(|one| format!("{} {}", one.field, one.source)).collect();
        let column = found.files[0].columns.iter().find(|one| one.name == "Lead").unwrap();
        let mapping: serde_json::Value = serde_json::from_str(&found.mapping).unwrap();
        (fields, column.used, mapping["tables"]["deal"][0]["columns"]["attributes"].clone())
    };
    let kept = edit("attribute:Lead", Some("Lead"));
    let (fields, is_used, written) = used(vec![kept.clone()]);
    assert_eq!(fields, ["attribute:Lead Lead"]);
    assert!(is_used);
    assert_eq!(written, serde_json::json!({ "Lead": "Lead" }));
    let (fields, is_used, _) = used(vec![kept, edit("attribute:Lead", None)]);
    assert!(fields.is_empty() && !is_used);
}

#[test]
fn what_is_pasted_is_a_file_like_any_other() {
    let place = Place::new();
    let text = "Deal ID\tClose Date\tAmount\tCurrency\n007\t2025-01-31\t10.50\tEUR\n";
    let pasted = place.desk.ask(Paste { text: text.to_owned() }).unwrap();
    let found = place.desk.ask(Inspect { files: vec![pasted.path], ..Inspect::default() }).unwrap();
    assert!(found.files[0].sentence.starts_with("Read as UTF-8, tabs, header in row 1"));
    assert_eq!(
        place.desk.ask(Paste { text: " \n".to_owned() }).unwrap_err().code,
        "nothing_pasted"
    );
}

#[test]
fn deals_of_ones_own_are_never_marked_as_made_up() {
    let place = Place::new();
    place.desk.ask(OpenSample::default()).unwrap();
    let found = place.inspect(Inspect::default());
    assert!(place.check(&found.mapping, &[]).changes.is_none());
    place.load(&found.mapping);
    let document = place.desk.ask(GetDocument {}).unwrap();
    assert!(!document.sample);
    assert_eq!(document.name, "Untitled");
    assert_ne!(document.program.incentives.len(), 0, "the program of the sample came along");
}

#[test]
fn a_sample_with_a_name_is_made_up_until_files_are_read_into_it() {
    let place = Place::new();
    let path = Some(place.path("named.tierwright"));
    place.desk.ask(OpenSample { path, ..OpenSample::default() }).unwrap();
    let is_sample = || place.desk.ask(GetDocument {}).unwrap().sample;
    assert!(is_sample());
    let found = place.inspect(Inspect::default());
    place.load(&found.mapping);
    assert!(!is_sample());
    place.desk.ask(Undo {}).unwrap();
    assert!(is_sample(), "the made-up deals are back");
    place.desk.ask(Open { path: place.path("named.tierwright"), ..Open::default() }).unwrap();
    assert!(is_sample());
}

#[test]
fn every_repair_can_be_taken_back() {
    let place = Place::new();
    let found = place.inspect(Inspect::default());
    let plain = groups(&place.check(&found.mapping, &[]));
    let repairs = [
        ("scale", "", ""),
        ("as_returns", "", ""),
        ("add_partners", "", ""),
        ("same_partner", "Alder Systems Inc", "Alder Systems"),
        ("keep_repeated", "", ""),
    ];
    // A mapping that was saved with its repairs offers the same, but for what cannot be told in it.
    let saved = place.check(&found.mapping, &repairs).mapping;
    let backs = |check: &ImportCheck| -> Vec<String> {
        check.made.iter().map(|made| made.back.clone()).collect()
    };
    let now = place.check(&found.mapping, &repairs);
    let expected =
        ["keep_shares", "keep_negative", "set_aside", "set_aside_repeated", "two_partners"];
    assert_eq!(backs(&now), expected);
    let again = place.check(&saved, &[]);
    assert_eq!(backs(&again), ["keep_shares", "keep_negative", "set_aside", "two_partners"]);
    assert_ne!(groups(&again), plain);
    let back: Vec<(&str, &str, &str)> =
        again.made.iter().map(|made| (made.back.as_str(), made.from.as_str(), "")).collect();
    let taken = place.check(&saved, &back);
    assert_eq!((groups(&taken), taken.made.len()), (plain, 0));
    // Setting repeated rows aside adds no partner and takes none away.
    let aside =
        place.check(&found.mapping, &[("add_partners", "", ""), ("set_aside_repeated", "", "")]);
    assert_eq!(backs(&aside), ["set_aside"]);
}

#[test]
fn stopping_is_answered_at_once() {
    let place = Place::new();
    place.desk.ask(StopWork {}).unwrap();
    // Whatever comes later is not concerned.
    let found = place.inspect(Inspect { forms: BTreeMap::new(), ..Inspect::default() });
    assert_eq!(found.files[0].rows, 5);
}
