//! Faults of a whole file: nothing is imported, and the sentence and hint say why and what to do.

use std::{io::Write, ops::ControlFlow};

use tierwright_import::{ImportFailure, Mapping, NamedFile, import};

use crate::common::{Desk, made, read};

fn deals() -> Mapping {
    made(
        r#"{
            "deals": { "name": "deals*.csv*" },
            "names": { "name": "names.csv", "optional": true },
            "codes": { "name": "codes.csv", "optional": true }
        }"#,
        r#"{
            "deal": [{
                "file": "deals",
                "join": [{ "file": "names", "on": { "Who": "Id" } }],
                "columns": { "id": "Id", "name": "names.Name", "stage": { "text": "open" },
                    "amount": "Amount", "currency": { "text": "USD" } }
            }],
            "rate": [{
                "file": "names",
                "join": [{ "file": "codes", "on": { "Id": "Id" } }],
                "columns": { "currency": "codes.Code", "base": { "text": "USD" }, "date": "Date",
                    "rate": "Rate", "quoted": { "text": "base per unit" } }
            }]
        }"#,
    )
}

/// A failure with the folder of the test taken out of its sentence.
fn told(failure: &ImportFailure, desk: &Desk) -> (String, String, String) {
    let folder = desk.path("").display().to_string();
    let sentence = failure.sentence.replace(&folder, "");
    (failure.code.to_owned(), sentence, failure.hint.clone())
}

#[test]
fn whole_files_are_refused_in_plain_words() {
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let packed = gzip("Id,Who,Amount\nD1,A,1\n".repeat(4000).as_bytes());
    let cut = &packed[..packed.len() - 20];
    let mut spoilt = packed.clone();
    let end = spoilt.len() - 6;
    spoilt[end] ^= 0xff;
    let endless = [b"Id,Who,Amount\nD1,\"".as_slice(), &vec![b'x'; 17 * 1024 * 1024]].concat();
    let names = b"Id,Name,Date,Rate\n1,Ada,2024-01-01,1\n".as_slice();
    let good = b"Id,Who,Amount\nD1,1,5\n".as_slice();
    type Case<'a> = (&'a [(&'a str, &'a [u8])], &'a str, &'a str, &'a str);
    let cases: &[Case<'_>] = &[
        (
            &[("deals.csv", b"")],
            "file_empty",
            "deals.csv is empty; a header row is expected.",
            "Give the file with its header row and data.",
        ),
        (
            &[("deals.csv", b"Id,Who,Amout\n")],
            "column_missing",
            "deals.csv has no column \"Amount\", which the mapping reads as deal.amount.",
            "Did you mean \"Amout\"? Correct the mapping or the file.",
        ),
        (
            &[("deals.csv", b"Id,Who,Weight\n")],
            "column_missing",
            "deals.csv has no column \"Amount\", which the mapping reads as deal.amount.",
            "It has Id, Who and Weight.",
        ),
        (
            &[("deals.csv", b"Id,Who,Amount,Amount\n")],
            "column_twice",
            "deals.csv has two columns \"Amount\", and the mapping reads one as deal.amount.",
            "Rename one of them in the file.",
        ),
        (
            &[("deals.csv", b"Id,Whom,Amount\n"), ("names.csv", names)],
            "column_missing",
            "deals.csv has no column \"Who\", which the mapping reads to join names.",
            "Did you mean \"Whom\"? Correct the mapping or the file.",
        ),
        (
            &[("deals.csv", good), ("names.csv", names)],
            "file_not_given",
            "The mapping reads rate.currency from codes.csv, and no such file was given.",
            "Give it with the others, or name it: --file codes=PATH.",
        ),
        (
            &[("names.csv", names)],
            "file_not_given",
            "The mapping reads \"deals\" from deals*.csv*, and no such file was given.",
            "Give it with the others, or name it: --file deals=PATH.",
        ),
        (
            &[("deals.csv", good), ("other.csv", good)],
            "file_unmatched",
            "other.csv is none of the files that the mapping reads: codes.csv, deals*.csv* and names.csv.",
            "Leave it out, or say what it is: --file ROLE=PATH.",
        ),
        (
            &[("deals.csv", good), ("deals2.csv", good)],
            "role_twice",
            "Both deals.csv and deals2.csv were given as \"deals\".",
            "Give one of them only, or name the role of each: --file deals=PATH.",
        ),
        (
            &[("deals.csv", b"Id,Who,Amount\nD1,A,1\nD2,\xe9,1\n")],
            "not_text",
            "deals.csv is not UTF-8 text: row 3 holds bytes that are none.",
            "Say how it is written with \"encoding\" in the mapping: \"utf-16\" or \"windows-1252\".",
        ),
        (
            &[("deals.csv", b"\xff\xfeI\0d\0")],
            "not_text",
            "deals.csv is not UTF-8 text: it begins with the mark of UTF-16.",
            "Say how it is written with \"encoding\" in the mapping: \"utf-16\" or \"windows-1252\".",
        ),
        (
            &[("deals.csv", b"I\0d\0,\0A\0\n\0")],
            "not_text",
            "deals.csv is not UTF-8 text: row 1 holds zero bytes, as UTF-16 does.",
            "Say how it is written with \"encoding\" in the mapping: \"utf-16\" or \"windows-1252\".",
        ),
        (
            &[("deals.csv", b"PK\x03\x04rest")],
            "file_foreign",
            "deals.csv is a zip archive that cannot be unpacked.",
            "Unpack it and give the file inside.",
        ),
        (
            &[("deals.csv", b"SQLite format 3\0rest")],
            "file_damaged",
            "deals.csv cannot be read as a database: file is not a database.",
            "Pick another table, or save the data as CSV and give that file.",
        ),
        (
            &[("deals.csv.gz", cut)],
            "file_damaged",
            "deals.csv.gz is damaged: what is packed in it cannot be unpacked.",
            "Get the file again from where it came from.",
        ),
        (
            &[("deals.csv.gz", &spoilt)],
            "file_damaged",
            "deals.csv.gz is damaged: what is packed in it cannot be unpacked.",
            "Get the file again from where it came from.",
        ),
        (
            &[("deals.csv", b"Id,Who,Amount\nD1,,1\nD2,\"Ada,2\nD3,Bo,3\n")],
            "quote_open",
            "deals.csv, row 3, opens a quote that is never closed, so the rest of the file would be one value.",
            "Close the quote in the file, or double it if it belongs to the text.",
        ),
        (
            &[("deals.csv", b"Id,Who,Amount\n\x03end of the file\x03\nD1,,1\n")],
            "not_text",
            "deals.csv is not UTF-8 text: row 2 is our mark for the end, and more follows.",
            "Say how it is written with \"encoding\" in the mapping: \"utf-16\" or \"windows-1252\".",
        ),
        (
            &[("deals.csv", &endless)],
            "row_too_long",
            "deals.csv, row 2, does not end within 16 MB.",
            "Look for a quote in that row that is opened and never closed.",
        ),
    ];
    for (files, code, sentence, hint) in cases {
        let desk = Desk::with(files);
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let failure = desk.read(&deals(), &names).unwrap_err();
        let expected = ((*code).to_owned(), (*sentence).to_owned(), (*hint).to_owned());
        assert_eq!(told(&failure, &desk), expected);
    }
}

#[test]
fn a_path_that_leads_nowhere_is_named() {
    let desk = Desk::with(&[]);
    let failure = desk.read(&deals(), &["deals.csv"]).unwrap_err();
    let (code, sentence, _) = told(&failure, &desk);
    assert_eq!(code, "file_unreadable");
    assert_eq!(sentence, "deals.csv could not be opened: there is no such file.");
    std::fs::create_dir(desk.path("deals.csv")).unwrap();
    let failure = desk.read(&deals(), &["deals.csv"]).unwrap_err();
    assert_eq!(told(&failure, &desk).1, "deals.csv could not be opened: it is a folder.");
}

#[test]
fn a_role_that_a_person_names_decides() {
    let desk = Desk::with(&[("export.txt", b"Id,Who,Amount\nD1,,5\n")]);
    let file =
        |role: &str| NamedFile { role: Some(role.to_owned()), path: desk.path("export.txt") };
    assert_eq!(read(&deals(), &[file("deals")]).unwrap().rows.deals.len(), 1);
    let failure = read(&deals(), &[file("deal")]).unwrap_err();
    let expected = (
        "role_unknown".to_owned(),
        "export.txt was given as \"deal\", and the mapping has no such file.".to_owned(),
        "Did you mean \"deals\"?".to_owned(),
    );
    assert_eq!(told(&failure, &desk), expected);
}

#[test]
fn a_name_that_fits_two_roles_is_asked_about() {
    let mapping = made(
        r#"{ "one": { "name": "*.csv" }, "two": { "name": "a*" } }"#,
        r#"{ "partner": [{ "file": "one", "columns": { "id": "Id", "name": "Id" } }] }"#,
    );
    let desk = Desk::with(&[("a.csv", b"Id\nP1\n")]);
    let failure = desk.read(&mapping, &["a.csv"]).unwrap_err();
    let expected = (
        "file_ambiguous".to_owned(),
        "a.csv could be \"one\" or \"two\" of the mapping.".to_owned(),
        "Say which: --file one=PATH.".to_owned(),
    );
    assert_eq!(told(&failure, &desk), expected);
}

#[test]
fn files_that_wait_for_each_other_are_refused() {
    let mapping = made(
        r#"{ "a": { "name": "a.csv" }, "b": { "name": "b.csv" } }"#,
        r#"{
            "partner": [{ "file": "a", "columns": { "id": "Id", "name": "Id" } }],
            "deal": [{ "file": "b", "columns": { "id": "Id", "stage": { "text": "open" }, "amount": "Id", "currency": { "text": "USD" } } }],
            "line": [{ "file": "a", "columns": { "id": "Id", "deal": "Id", "product": "Id", "quantity": "Id", "amount": "Id" } }],
            "activity": [{ "file": "b", "columns": { "id": "Id", "partner": "Id", "kind": "Id", "date": "Id" } }]
        }"#,
    );
    let desk = Desk::with(&[("a.csv", b"Id\n"), ("b.csv", b"Id\n")]);
    let failure = desk.read(&mapping, &["a.csv", "b.csv"]).unwrap_err();
    let expected = (
        "files_circular".to_owned(),
        "a.csv and b.csv each name rows of the other, so none can be read first.".to_owned(),
        "Let the mapping fill each table from one of them.".to_owned(),
    );
    assert_eq!(told(&failure, &desk), expected);
}

#[test]
fn progress_runs_to_the_end_and_can_stop_the_import() {
    let text = format!("Id,Who,Amount\n{}", "D,A,1\n".repeat(20_000));
    let desk = Desk::with(&[("deals.csv", text.as_bytes())]);
    let files = [NamedFile { role: None, path: desk.path("deals.csv") }];
    let mut seen = Vec::new();
    import(&deals(), &files, &mut |progress| {
        seen.push((progress.done, progress.all));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(seen.len() > 4 && seen.is_sorted());
    let all = u64::try_from(text.len()).unwrap();
    assert_eq!(seen.last(), Some(&(all, all)));
    let mut reports = 0;
    let failure = import(&deals(), &files, &mut |_| {
        reports += 1;
        if reports == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap_err();
    assert_eq!((failure.code, reports), ("cancelled", 3));
    assert_eq!(failure.sentence, "The import was stopped; nothing was imported.");
}
