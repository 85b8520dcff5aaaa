//! History, one partner's page, and the list of documents opened lately.

use rust_decimal::Decimal;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, Changed, CompareRevisions, Explain, Figure, ForgetRecent,
        GetHistory, GetPartnerSheet, GetRecents, GetRevision, HistoryStanding, New, Open,
        OpenSample, Partners, Restore, Simulate, Undo,
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

fn set_gold(desk: &Desk, value: &str) {
    let changes = vec![Change { place: GOLD.to_owned(), value: value.into() }];
    desk.ask(ChangeProgram { changes, edits: Vec::new(), label: None }).unwrap();
}

fn total(desk: &Desk) -> String {
    desk.ask(Simulate::default()).unwrap().total
}

/// Numbers and standings of the history, latest first.
fn standings(desk: &Desk) -> Vec<(u32, HistoryStanding)> {
    let history = desk.ask(GetHistory {}).unwrap();
    history.entries.iter().map(|one| (one.number, one.standing)).collect()
}

#[test]
fn history_says_where_each_step_stands_and_what_it_pays() {
    use HistoryStanding::{Before, Here, Import, Left, Undone};
    let (desk, _folder) = on_the_sample();
    let opened = total(&desk);
    let first = desk.ask(GetHistory {}).unwrap().entries;
    assert_eq!(first.last().unwrap().label, "Document created");
    let imports = first.iter().filter(|one| one.changed == Changed::Data).count();
    assert_eq!(imports, 1, "the sample's facts came in one import");
    set_gold(&desk, "400000.00");
    let lower = total(&desk);
    let number = desk.ask(GetHistory {}).unwrap().entries[0].number;
    let effect = desk.ask(GetRevision { number }).unwrap();
    assert_eq!(effect.total.as_deref(), Some(lower.as_str()));
    assert_eq!(exact(effect.change.as_deref().unwrap()), exact(&lower) - exact(&opened));
    assert_eq!(effect.why_not, None);

    desk.ask(Undo {}).unwrap();
    assert_eq!(standings(&desk)[0], (number, Undone));
    set_gold(&desk, "350000.00");
    let found = standings(&desk);
    assert_eq!(found[0], (number + 1, Here));
    assert_eq!(found[1], (number, Left));
    assert!(found[2..].iter().all(|(_, one)| [Before, Import].contains(one)), "{found:?}");
    assert_eq!(found.iter().filter(|(_, one)| *one == Here).count(), 1);
}

#[test]
fn a_revision_is_restored_as_a_new_one_and_nothing_is_lost() {
    let (desk, _folder) = on_the_sample();
    let opened = total(&desk);
    set_gold(&desk, "400000.00");
    set_gold(&desk, "300000.00");
    let before = desk.ask(GetHistory {}).unwrap().entries;
    let document = desk.ask(Restore { number: 1 }).unwrap();
    assert_eq!(total(&desk), opened);
    assert_eq!(document.undo_label.as_deref(), Some("Restored v1, Document created"));
    let after = desk.ask(GetHistory {}).unwrap().entries;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[0].changed, Changed::Program);
    let compared =
        desk.ask(CompareRevisions { from: before[0].number, to: after[0].number }).unwrap();
    assert_eq!(compared.differences.len(), 1);
    assert_eq!(compared.to.total.as_deref(), Some(opened.as_str()));
    let change = exact(&opened) - exact(compared.from.total.as_deref().unwrap());
    assert_eq!(exact(compared.change.as_deref().unwrap()), change);
    // Only what has another program can be restored.
    let restores: Vec<(u32, bool)> = after.iter().map(|one| (one.number, one.restores)).collect();
    assert_eq!(restores[..2], [(after[0].number, false), (before[0].number, true)]);
    assert_eq!(restores.last(), Some(&(1, false)));
    let again = Restore { number: 1 };
    assert_eq!(desk.ask(again).unwrap_err().code, "nothing_to_restore");
    desk.ask(Undo {}).unwrap();
    assert_ne!(total(&desk), opened, "restoring is one step of undo");
    let number = after[0].number;
    let label = desk.ask(Restore { number }).unwrap().undo_label.unwrap();
    assert_eq!(label, format!("Restored the program of v{number}"));
    desk.ask(Undo {}).unwrap();
    assert_eq!(desk.ask(Restore { number: 999 }).unwrap_err().code, "revision_unknown");
}

#[test]
fn a_partners_page_adds_up_to_what_the_list_says_it_gets() {
    let (desk, _folder) = on_the_sample();
    let rows = desk.ask(Partners { limit: 1_000, ..Partners::default() }).unwrap().rows;
    for row in rows.iter().step_by(7) {
        let asked = GetPartnerSheet { partner: row.id.clone(), ..GetPartnerSheet::default() };
        let sheet = desk.ask(asked).unwrap();
        assert_eq!((&sheet.name, &sheet.earned), (&row.name, &row.payout));
        assert_eq!((&sheet.tier, &sheet.rate), (&row.tier_to, &row.rate));
        let sum =
            |amounts: Vec<&String>| amounts.into_iter().map(|one| exact(one)).sum::<Decimal>();
        let earned = exact(&sheet.earned);
        assert_eq!(sum(sheet.quarters.iter().map(|one| &one.amount).collect()), earned);
        assert_eq!(sum(sheet.incentives.iter().map(|one| &one.amount).collect()), earned);
        let of = &sheet.economics;
        let rewards = sum(vec![&of.front_end, &of.back_end, &of.co_sell, &of.mdf]);
        assert_eq!(rewards, earned, "{}", row.name);
        assert_eq!(rewards + exact(&of.benefits), exact(&of.whole));
        assert_eq!(sheet.next_tier.is_none(), row.tier_to.as_deref() == Some("Platinum"));
        assert!(sheet.incentives.iter().all(|one| !one.rule.is_empty() && !one.worked.is_empty()));
        let last = sheet.quarters.last().unwrap();
        for incentive in &sheet.incentives {
            let figure = Figure { incentive: Some(incentive.id.clone()), ..last.figure.clone() };
            let line = desk.ask(Explain { figure, ..Explain::default() }).unwrap();
            assert_eq!(line.next_threshold, incentive.next_threshold, "{}", incentive.name);
        }
    }
    let nobody = GetPartnerSheet { partner: "nobody".to_owned(), ..GetPartnerSheet::default() };
    assert_eq!(desk.ask(nobody).unwrap_err().code, "partner_unknown");
}

#[test]
fn documents_opened_lately_are_listed_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("settings");
    let desk = Desk::with(folder.path().join("untitled"), 1).remembering_in(Some(settings.clone()));
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["a.tierwright", "b.tierwright"] {
        desk.ask(New { path: Some(path(name)), ..New::default() }).unwrap();
        desk.ask(Open { path: path(name), ..Open::default() }).unwrap();
    }
    desk.ask(OpenSample::default()).unwrap();
    let names = |desk: &Desk| {
        let list = desk.ask(GetRecents {}).unwrap().documents;
        list.iter().map(|one| (one.name.clone(), one.bytes.is_some())).collect::<Vec<_>>()
    };
    let both = [("b".to_owned(), true), ("a".to_owned(), true)];
    assert_eq!(names(&desk), both, "a document without a name is not listed");
    std::fs::remove_file(path("b.tierwright")).unwrap();
    let again = Desk::with(folder.path().join("other"), 1).remembering_in(Some(settings.clone()));
    assert_eq!(names(&again), [("b".to_owned(), false), ("a".to_owned(), true)]);
    again.ask(ForgetRecent { path: path("b.tierwright") }).unwrap();
    assert_eq!(names(&desk), [("a".to_owned(), true)]);
    std::fs::write(settings.join("recent.json"), "no list").unwrap();
    assert_eq!(names(&desk), [], "what cannot be read is an empty list");
    assert_eq!(Desk::new().ask(GetRecents {}).unwrap().documents, []);
}

#[test]
fn a_document_begins_with_a_calendar_and_a_template() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 1);
    let templates = desk.ask(tierwright_api::wire::GetTemplates::default()).unwrap().templates;
    for template in &templates {
        let asked = New {
            name: Some("FY27".to_owned()),
            currency: Some("EUR".to_owned()),
            year_starts_in: Some(4),
            template: Some(template.id.clone()),
            ..New::default()
        };
        let document = desk.ask(asked).unwrap();
        assert_eq!(document.program.incentives.len(), 1, "{}", template.id);
        assert!(document.path.is_none());
    }
    for (month, template, code) in
        [(Some(13), None, "month_unknown"), (None, Some("nothing"), "template_unknown")]
    {
        let template = template.map(str::to_owned);
        let asked = New { year_starts_in: month, template, ..New::default() };
        assert_eq!(desk.ask(asked).unwrap_err().code, code);
    }
}
