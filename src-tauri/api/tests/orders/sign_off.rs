//! Sign-off from the first step to the export: who signed what, when that lapses, versions with their
//! difference in words and money, and reading a program back.

use std::{fs, ops::Deref, path::Path};

use serde_json::{Value, json};
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, ChangeSignOff, CompareExport, Export, Exported, Failure, GetCsv,
        GetDocument, GetExportPlan, GetSignOff, ImportProgram, New, Open, OpenSample, SetName,
        SignOff, SignOffChange, SignOffStatus, SignOffWarning, Table, Undo, Verify,
    },
};

use crate::place::{ORDERS, Place};

/// The orders of a partner whose name a spreadsheet could take for a formula. Payouts are payable 30
/// days after their quarter, so that at the end of the year 800.00 are owed.
fn orders() -> String {
    ORDERS.replace("Alder Systems", "=HYPERLINK(1)")
}

const RATE: &str = "/incentives/rebate/schedule/bands/0/rates/0";

/// A document with the orders, edited by Lee.
struct Signing(Place);

impl Deref for Signing {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Signing {
    fn new() -> Self {
        let signing = Self(Place::new());
        signing.import(&orders());
        signing
    }

    fn import(&self, orders: &str) {
        self.write("orders.csv", orders);
        self.load(&["orders.csv"]);
    }

    fn step(&self, who: &str, step: SignOffChange, words: &str) -> Result<SignOff, Failure> {
        self.desk.ask(ChangeSignOff {
            step,
            who: Some(who.to_owned()),
            role: Some("Finance".to_owned()),
            words: Some(words.to_owned()),
        })
    }

    fn sign(&self, who: &str, words: &str) -> Result<SignOff, Failure> {
        let sha256 = self.stands().covers.map(|covers| covers.sha256).unwrap_or_default();
        self.step(who, SignOffChange::Sign { sha256 }, words)
    }

    /// Puts it into review and accepts every warning.
    fn review(&self) {
        let roles = vec!["Finance".to_owned()];
        self.step("Lee", SignOffChange::ToReview { roles }, "Please look.").unwrap();
        for warning in self.warnings() {
            self.step("Lee", SignOffChange::Accept(warning), "Agreed with <b>sales</b>.").unwrap();
        }
    }

    /// The warnings without a reason.
    fn warnings(&self) -> Vec<SignOffWarning> {
        let plan = self.desk.ask(GetExportPlan {}).unwrap();
        let open = plan.to_do.into_iter().filter(|one| one.accepted.is_none());
        open.map(|one| {
            assert!(!one.blocks, "{}", one.sentence);
            SignOffWarning { code: one.code, place: one.place, sentence: one.sentence }
        })
        .collect()
    }

    fn stands(&self) -> SignOff {
        self.desk.ask(GetSignOff {}).unwrap()
    }

    /// What lapsed of the only signature.
    fn lapsed(&self) -> Vec<String> {
        let stands = self.stands();
        let [signature] = stands.signatures.as_slice() else { panic!("one signature") };
        assert_eq!(signature.holds, signature.lapsed.is_empty());
        signature.lapsed.iter().map(|one| one.what.clone()).collect()
    }

    fn set(&self, place: &str, value: Value) {
        let changes = vec![Change { place: place.to_owned(), value }];
        self.desk.ask(ChangeProgram { changes, edits: Vec::new(), label: None }).unwrap();
    }

    fn export(&self, folder: &str) -> Result<Exported, Failure> {
        self.desk.ask(Export { folder: self.path(folder) })
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }
}

#[test]
fn what_is_signed_is_the_program_the_facts_the_engine_the_day_and_the_liability() {
    let place = Signing::new();
    let covers = place.stands().covers.unwrap();
    assert_eq!((covers.total.as_str(), covers.as_of.as_str()), ("9675.02 USD", "2025-12-31"));
    assert_eq!(covers.liability, ["800.00 USD"]);
    place.review();
    let signed = place.sign("Kim", "").unwrap();
    assert_eq!((signed.status, signed.missing), (SignOffStatus::Approved, Vec::<String>::new()));
    let kim = &signed.signatures[0];
    assert_eq!((kim.name.as_str(), kim.role.as_str()), ("Kim", "Finance"));
    assert_eq!((&kim.sha256, kim.holds), (&covers.sha256, true));

    place.set(RATE, json!("0.04"));
    assert_eq!(place.lapsed(), ["the program", "the total liability"]);
    assert_ne!(place.stands().status, SignOffStatus::Approved);
    let stands = place.stands();
    let money = &stands.signatures[0].lapsed[1];
    // A's first 50,000 and B's 40,000 earn 2% more: 1,000 + 800.
    assert_eq!(money.was, "9,675.02 USD paid, 800.00 USD owed");
    assert_eq!(money.is, "11,475.02 USD paid, 1,600.00 USD owed");
    place.desk.ask(Undo {}).unwrap();
    assert_eq!(place.lapsed(), Vec::<String>::new());
    assert_eq!(place.stands().status, SignOffStatus::Approved, "what was signed holds again");

    // Another customer, the same money.
    place.import(&orders().replace("Cedar Ltd", "Cedar Co"));
    assert_eq!(place.lapsed(), ["the facts"]);
    place.desk.ask(Undo {}).unwrap();
    assert_eq!(place.lapsed(), Vec::<String>::new());

    let (from, until) = (Some("2024-10-01".to_owned()), Some("2025-09-30".to_owned()));
    place.desk.ask(Open { path: place.path("a.tierwright"), from, until, program: None }).unwrap();
    // B's payout of Q4 is not in these quarters, and nothing is owed at their end.
    assert_eq!(place.lapsed(), ["the as-of day", "the total liability"]);
    place.desk.ask(Open { path: place.path("a.tierwright"), ..Open::default() }).unwrap();
    assert_eq!(place.lapsed(), Vec::<String>::new(), "it is on disk");
}

#[test]
fn who_edited_last_is_not_the_only_approver_unless_that_is_accepted_in_writing() {
    let place = Signing::new();
    place.review();
    let alone = place.sign("  lee ", "").unwrap();
    assert_eq!(alone.status, SignOffStatus::InReview);
    assert!(alone.needs_words);
    assert!(alone.missing[0].contains("Lee edited last"), "{:?}", alone.missing);
    let words = "There is nobody else.";
    let accepted = place.sign("Lee", words).unwrap();
    assert_eq!((accepted.status, accepted.needs_words), (SignOffStatus::Approved, false));
    place.export("alone").unwrap();
    assert!(place.read("alone/internal/sign-off.json").contains(words));

    // Another person edits: what was said in writing is kept, and the signature lapses by the edit.
    place.desk.ask(SetName { name: "Kim".into() }).unwrap();
    place.set(RATE, json!("0.04"));
    let stands = place.stands();
    assert_eq!(stands.edited_by.as_deref(), Some("Kim"));
    assert_eq!(stands.you.as_deref(), Some("Kim"));
    assert_eq!(stands.status, SignOffStatus::Draft, "the round ended with the export");
    assert_eq!(stands.signatures[1].alone, words);
}

#[test]
fn a_signature_needs_reasons_a_review_a_name_a_role_and_what_was_looked_at() {
    let place = Signing::new();
    let code = |result: Result<SignOff, Failure>| result.unwrap_err().code;
    assert_eq!(code(place.sign("Kim", "")), "not_in_review");
    let to_review =
        || SignOffChange::ToReview { roles: vec!["Finance".into(), " finance ".into()] };
    let review = place.step("Lee", to_review(), "").unwrap();
    assert_eq!((review.status, review.asked.len()), (SignOffStatus::InReview, 1));
    if !place.warnings().is_empty() {
        assert_eq!(code(place.sign("Kim", "")), "warnings_without_reason");
        let first = place.warnings().remove(0);
        assert_eq!(code(place.step("Lee", SignOffChange::Accept(first), " ")), "text_not_usable");
    }
    place.review();
    let other = SignOffChange::Sign { sha256: "00".repeat(32) };
    assert_eq!(code(place.step("Kim", other, "")), "signed_another");
    place.desk.ask(SetName { name: String::new() }).unwrap();
    assert_eq!(code(place.sign(" ", "")), "name_missing");
    let sha256 = place.stands().covers.unwrap().sha256;
    let step = SignOffChange::Sign { sha256 };
    let no_role = ChangeSignOff { step, who: Some("Kim".into()), role: None, words: None };
    assert_eq!(code(place.desk.ask(no_role)), "role_missing");
    place.sign("Kim", "").unwrap();
    assert_eq!(code(place.sign("kim", "")), "signed_already");

    let number = place.stands().signatures[0].number;
    let back = place.step("Kim", SignOffChange::Withdraw { signature: number }, "Too early.");
    let back = back.unwrap();
    assert_eq!(back.status, SignOffStatus::InReview);
    assert_eq!(back.signatures[0].withdrawn.as_ref().unwrap().text, "Too early.");
    let unknown = place.step("Kim", SignOffChange::Withdraw { signature: number }, "");
    assert_eq!(code(unknown), "signature_unknown");
    place.sign("Kim", "").unwrap();
    let draft = place.step("Lee", SignOffChange::ToDraft {}, "").unwrap();
    assert_eq!(draft.status, SignOffStatus::Draft);
    assert!(draft.signatures.iter().all(|one| one.withdrawn.is_some()), "none is removed");
    place.review();
    assert_eq!(place.stands().status, SignOffStatus::InReview, "a draft's signatures do not count");
}

#[test]
fn sample_data_is_never_approved() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 2).named(Some("Lee".into()));
    desk.ask(OpenSample::default()).unwrap();
    let step = SignOffChange::Sign { sha256: String::new() };
    let asked = ChangeSignOff { step, who: None, role: Some("Finance".into()), words: None };
    assert_eq!(desk.ask(asked).unwrap_err().code, "sample_not_signed");
    assert!(desk.ask(GetSignOff {}).unwrap().missing[0].contains("never approved"));
}

#[test]
fn what_was_exported_is_a_version_and_a_change_makes_the_next() {
    let place = Signing::new();
    assert_eq!(place.desk.ask(CompareExport::default()).unwrap_err().code, "no_export");
    place.review();
    place.sign("Kim", "").unwrap();
    let first = place.export("first").unwrap();
    assert_eq!((first.version, first.status), (Some(1), SignOffStatus::Approved));
    assert!(!place.read("first/partners/guide.html").contains("DRAFT"));
    let stands = place.stands();
    assert_eq!((stands.version, stands.status), (1, SignOffStatus::Exported));
    let checked = place.desk.ask(Verify { folder: place.path("first") }).unwrap();
    assert!(checked.sentence.contains(", version 1, approved, with"), "{}", checked.sentence);

    place.set(RATE, json!("0.04"));
    let stands = place.stands();
    assert_eq!((stands.version, stands.status), (2, SignOffStatus::Draft));
    let found = place.desk.ask(CompareExport::default()).unwrap();
    assert_eq!((found.version, found.differences.len()), (1, 1));
    assert!(!found.facts_changed && !found.engine_changed);
    let money = found.money.unwrap();
    // A earns 1,000 more on its first 50,000 and B 800 more on 40,000.
    assert_eq!(
        [&money.before, &money.now, &money.change],
        ["9675.02", "11475.02", "1800.00"].map(str::to_owned).each_ref()
    );
    assert_eq!((money.better, money.worse, money.unchanged), (2, 0, 0));
    let partners: Vec<[&str; 4]> = money
        .partners
        .iter()
        .map(|one| [&one.id, &one.before, &one.now, &one.change].map(String::as_str))
        .collect();
    assert_eq!(
        partners,
        [["A", "8875.02", "9875.02", "1000.00"], ["B", "800.00", "1600.00", "800.00"]]
    );
    let few = CompareExport { version: Some(1), limit: Some(1) };
    assert_eq!(place.desk.ask(few).unwrap().money.unwrap().partners.len(), 1);
    let no = CompareExport { version: Some(9), limit: None };
    assert_eq!(place.desk.ask(no).unwrap_err().code, "version_unknown");

    let manifest = place.read("first/manifest.json");
    assert_eq!(place.export("first").unwrap_err().code, "folder_approved");
    assert_eq!(place.read("first/manifest.json"), manifest, "what was approved stays");
    let second = place.export("second").unwrap();
    assert_eq!((second.version, second.status), (Some(2), SignOffStatus::Draft));
    let guide = place.read("second/partners/guide.html");
    assert!(guide.contains(">DRAFT</p>") && guide.contains("Version 2."), "{guide}");
    let kept: Value = serde_json::from_str(&place.read("second/internal/sign-off.json")).unwrap();
    assert_eq!(kept["since"]["version"], 1);
    assert_eq!(kept["since"]["total"], "9675.02 USD");
    assert_eq!(kept["since"]["change"], "1800.00 USD");
    assert_eq!(kept["since"]["differences"].as_array().unwrap().len(), 1);
    assert_eq!(kept["signatures"][0]["lapsed"], json!(["program", "liability"]));

    place.desk.ask(Undo {}).unwrap();
    let stands = place.stands();
    assert_eq!((stands.version, stands.status), (1, SignOffStatus::Exported));
    let versions: Vec<u32> = stands.versions.iter().map(|one| one.version).collect();
    assert_eq!(versions, [2, 1]);
    let again = place.export("again").unwrap();
    assert_eq!((again.version, &again.seal), (Some(1), &first.seal), "the same bytes");
}

#[test]
fn reasons_travel_with_the_bundle_and_names_are_text() {
    let place = Signing::new();
    place.set("/name", json!("<script>alert(1)</script>"));
    place.review();
    let hostile = "<img src=x onerror=alert(1)>";
    place.sign(hostile, "").unwrap();
    place.export("bundle").unwrap();
    let page = place.read("bundle/internal/sign-off.html");
    assert!(!page.contains("<img") && !page.contains("<script") && !page.contains("<b>sales"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"), "{page}");
    let kept: Value = serde_json::from_str(&place.read("bundle/internal/sign-off.json")).unwrap();
    let warnings = kept["warnings"].as_array().unwrap();
    assert!(warnings.iter().all(|one| one["accepted"]["text"] == "Agreed with <b>sales</b>."));
    assert!(!place.read("bundle/partners/guide.html").contains("onerror"), "signers stay inside");
}

#[test]
fn reviews_come_after_each_quarter_from_the_last_day_on() {
    let place = Signing::new();
    let due = |stands: &SignOff| -> Vec<(String, String)> {
        stands.reviews.iter().map(|one| (one.quarter.clone(), one.due.clone())).collect()
    };
    let pair = |quarter: &str, day: &str| (quarter.to_owned(), day.to_owned());
    // Fifteen days after 31 December, 31 March, 30 June and 30 September.
    let expected = [
        pair("Q4 FY25", "2026-01-15"),
        pair("Q1 FY26", "2026-04-15"),
        pair("Q2 FY26", "2026-07-15"),
        pair("Q3 FY26", "2026-10-15"),
    ];
    assert_eq!(due(&place.stands()), expected);
    let later = place.step("Lee", SignOffChange::ReviewDays { days: 31 }, "").unwrap();
    assert_eq!(due(&later)[0], pair("Q4 FY25", "2026-01-31"));
    let quarter = "q4 fy25".to_owned();
    let held = place.step("Kim", SignOffChange::Reviewed { quarter }, "Stays as it is.").unwrap();
    let said = held.reviews[0].held.as_ref().unwrap();
    assert_eq!((said.who.as_str(), said.text.as_str()), ("Kim", "Stays as it is."));
    assert!(!held.reviews[0].overdue);
    let quarter = "Q9 FY99".to_owned();
    let unknown = place.step("Kim", SignOffChange::Reviewed { quarter }, "");
    assert_eq!(unknown.unwrap_err().code, "review_unknown");
}

#[test]
fn the_audit_log_keeps_what_was_undone_and_runs_nothing() {
    let place = Signing::new();
    place.step("=HYPERLINK(1)", SignOffChange::ToReview { roles: Vec::new() }, "+1").unwrap();
    place.set(RATE, json!("0.04"));
    let log = || {
        let table = Table::AuditLog {};
        let request = GetCsv { table, changes: Vec::new(), path: None };
        place.desk.ask(request).unwrap().text.unwrap()
    };
    let before = log();
    place.desk.ask(Undo {}).unwrap();
    place.desk.ask(Undo {}).unwrap();
    let after = log();
    assert_eq!(before.lines().count(), after.lines().count());
    // The new document, its facts, the step, the edit, under a heading.
    assert_eq!(after.lines().count(), 5, "{after}");
    assert!(after.contains("undone") && after.contains("'=HYPERLINK(1)"), "{after}");
    assert!(after.contains(",Lee,"), "{after}");
    assert!(!after.contains(",=") && !after.contains(",+"), "{after}");
}

/// The bytes of the program in a bundle.
fn spec(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("deploy/spec.json")).unwrap()
}

#[test]
fn a_program_is_read_back_byte_for_byte() {
    let place = Signing::new();
    let name = "Zoë's \"program\" \\ 小 😀 =1+1";
    place.set("/name", json!(name));
    place.set(RATE, json!("0.0415"));
    place.export("bundle").unwrap();
    let bundle = place.folder.path().join("bundle");

    // As a document of its own.
    let other = Desk::with(place.folder.path().join("elsewhere"), 1);
    let begun = New { program: Some(place.path("bundle")), ..New::default() };
    assert_eq!(other.ask(begun).unwrap().program.name, name);
    other.ask(Export { folder: place.path("own") }).unwrap();
    assert_eq!(spec(&bundle), spec(&place.folder.path().join("own")));

    // In place of another program, on the history that is there.
    place.desk.ask(Undo {}).unwrap();
    place.desk.ask(Undo {}).unwrap();
    let before = place.desk.ask(GetDocument {}).unwrap();
    assert_eq!(before.program.name, "Simple rebate");
    let taken = place.desk.ask(ImportProgram { path: place.path("bundle") }).unwrap();
    assert_eq!(taken.program.name, name);
    assert_eq!(taken.counts, before.counts);
    place.export("again").unwrap();
    assert_eq!(spec(&bundle), spec(&place.folder.path().join("again")));
    let same = place.desk.ask(ImportProgram { path: place.path("bundle/deploy/spec.json") });
    assert_eq!(same.unwrap_err().code, "nothing_to_import");
    place.desk.ask(Undo {}).unwrap();
    assert_eq!(place.desk.ask(GetDocument {}).unwrap().program.name, "Simple rebate");

    let edited = place.read("bundle/deploy/spec.json").replace("0.0415", "0.0515");
    fs::write(bundle.join("deploy/spec.json"), edited).unwrap();
    let refused = place.desk.ask(ImportProgram { path: place.path("bundle") }).unwrap_err();
    assert_eq!(refused.code, "file_changed");
    let nothing = place.desk.ask(ImportProgram { path: place.path("again/internal") });
    assert_eq!(nothing.unwrap_err().code, "not_a_bundle");
}

/// The engine is of this build, and the liability follows from the other four: what was signed is edited
/// in the file instead.
#[test]
fn a_signature_of_another_engine_or_liability_has_lapsed() {
    let place = Signing::new();
    place.review();
    place.sign("Kim", "").unwrap();
    let edit = |sql: &str| {
        let file = rusqlite::Connection::open(place.path("a.tierwright")).unwrap();
        file.execute_batch(sql).unwrap();
    };
    edit("DROP TRIGGER signature_is_never_changed; UPDATE signature SET engine = '0.0.9'");
    assert_eq!(place.lapsed(), ["the version of the engine"]);
    assert_eq!(place.stands().status, SignOffStatus::InReview);
    let engine = env!("CARGO_PKG_VERSION");
    edit(&format!("UPDATE signature SET engine = '{engine}', liability = '799.99 USD'"));
    assert_eq!(place.lapsed(), ["the total liability"]);
    edit("UPDATE signature SET liability = '800.00 USD', total = '9675.01 USD'");
    assert_eq!(place.lapsed(), ["the total liability"]);
    edit("UPDATE signature SET total = '9675.02 USD'");
    assert_eq!(place.stands().status, SignOffStatus::Approved);
    // A signature whose digest is of something else is none.
    edit("UPDATE signature SET sha256 = 'ab'");
    assert_eq!(place.stands().status, SignOffStatus::InReview);
}
