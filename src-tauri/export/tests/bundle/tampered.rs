//! Changed bundles: a byte anywhere, and changes by somebody who makes every digest anew.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use tierwright_export::{
    BundleContent, Difference, MANIFEST, Verification, canonical_json, sha256_hex, verify_bundle,
    write_content,
};

use crate::small::{assert_agrees, content, everything};

const SPEC: &str = "deploy/spec.json";
const SCHEMA: &str = "deploy/spec.schema.json";
const PAYOUTS: &str = "internal/payouts.csv";
const TOTALS: &str = "internal/totals.json";
const WORKBOOK: &str = "internal/program.xlsx";

/// How many bytes of a file are changed one after the other, spread over it.
const PLACES: usize = 120;

/// The file that a change is found in; a manifest may be so broken that it is none any more.
fn found_in(folder: &Path) -> Option<String> {
    match verify_bundle(folder) {
        Ok(Verification::Agrees(_)) => None,
        Ok(Verification::Differs(difference)) => Some(difference.file),
        Err(failure) => {
            assert!(matches!(failure.code, "not_a_bundle" | "other_format"), "{failure}");
            Some(MANIFEST.to_owned())
        }
    }
}

#[test]
fn a_changed_byte_anywhere_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    for path in [SPEC, SCHEMA, PAYOUTS, TOTALS, MANIFEST] {
        let place = folder.join(path);
        let bytes = fs::read(&place).unwrap();
        for at in (0..bytes.len()).step_by((bytes.len() / PLACES).max(1)) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            let removed = [&bytes[..at], &bytes[at + 1..]].concat();
            let added = [&bytes[..at], b" ", &bytes[at..]].concat();
            for changed in [flipped, removed, added] {
                fs::write(&place, changed).unwrap();
                assert_eq!(found_in(&folder).as_deref(), Some(path), "byte {at} of {path}");
            }
        }
        for changed in [Vec::new(), [&bytes[..], b"\n"].concat()] {
            fs::write(&place, changed).unwrap();
            assert_eq!(found_in(&folder).as_deref(), Some(path), "the end of {path}");
        }
        fs::remove_file(&place).unwrap();
        assert_eq!(found_in(&folder).as_deref(), Some(path), "{path} was removed");
        fs::write(&place, bytes).unwrap();
    }
    for extra in ["notes.txt", "deploy/spec.json.bak", ".hidden", "internal/more/"] {
        let place = folder.join(extra);
        if extra.ends_with('/') { fs::create_dir(&place) } else { fs::write(&place, "") }.unwrap();
        assert_eq!(found_in(&folder).as_deref(), Some(extra));
        if extra.ends_with('/') { fs::remove_dir(&place) } else { fs::remove_file(&place) }
            .unwrap();
    }
    assert_agrees(&folder);
}

/// A bundle in hand, as somebody has it who can change all of it.
pub struct InHand {
    files: BTreeMap<String, String>,
    manifest: Value,
}

impl InHand {
    pub fn of(folder: &Path) -> Self {
        let found = everything(folder).into_iter().filter(|(path, _)| !path.ends_with('/'));
        // The workbook is no text, and stays as it is.
        let text = |(path, bytes)| Some((path, String::from_utf8(bytes).ok()?));
        let mut files: BTreeMap<_, _> = found.filter_map(text).collect();
        let manifest = serde_json::from_str(&files.remove(MANIFEST).unwrap()).unwrap();
        Self { files, manifest }
    }

    /// Puts `new` where `old` stands, the first time it does.
    pub fn put(&mut self, path: &str, old: &str, new: &str) {
        let text = &self.files[path];
        assert!(text.contains(old), "{path} has no {old:?}: {text}");
        let text = text.replacen(old, new, 1);
        self.files.insert(path.to_owned(), text);
    }

    /// Changes the rows of the payouts, the header being the first.
    fn rows(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        // A name in the bundle has a line end in it, which is no end of a row.
        let text = self.files[PAYOUTS].replace("\r\n", "\r\0");
        let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
        change(&mut rows);
        let text = rows.iter().map(|row| format!("{row}\n")).collect::<String>();
        self.files.insert(PAYOUTS.to_owned(), text.replace("\r\0", "\r\n"));
    }

    /// Puts a cell of one row into another one, and the other way round.
    fn swap_amounts(&mut self, one: usize, other: usize) {
        self.rows(|rows| {
            let amount = |row: &str| row.split(',').rev().nth(5).unwrap().to_owned();
            let (first, second) = (amount(&rows[one]), amount(&rows[other]));
            rows[one] = rows[one].replacen(&format!(",{first},USD"), &format!(",{second},USD"), 1);
            rows[other] =
                rows[other].replacen(&format!(",{second},USD"), &format!(",{first},USD"), 1);
        });
    }

    /// Writes everything with every digest made anew.
    pub fn write(mut self, folder: &Path) {
        for entry in self.manifest["files"].as_array_mut().unwrap() {
            let Some(text) = self.files.get(entry["path"].as_str().unwrap()) else { continue };
            entry["bytes"] = text.len().into();
            entry["sha256"] = sha256_hex(text.as_bytes()).into();
        }
        self.manifest["program"]["sha256"] = sha256_hex(self.files[SPEC].as_bytes()).into();
        self.manifest.as_object_mut().unwrap().remove("seal");
        let seal = sha256_hex(canonical_json(&self.manifest).unwrap().as_bytes());
        self.manifest["seal"] = seal.into();
        self.files.insert(MANIFEST.to_owned(), canonical_json(&self.manifest).unwrap());
        for (path, text) in self.files {
            fs::write(folder.join(path), text).unwrap();
        }
    }
}

/// What is changed, the code and the row it is found with, and words of the sentence.
pub type Change = (fn(&mut InHand), &'static str, &'static str, Option<u64>, &'static str);

fn assert_found(changes: &[Change]) {
    assert_found_in(&content(false), changes);
}

pub fn assert_found_in(content: &BundleContent, changes: &[Change]) {
    for (change, code, file, row, part) in changes {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("bundle");
        write_content(content, &folder).unwrap();
        let mut bundle = InHand::of(&folder);
        change(&mut bundle);
        bundle.write(&folder);
        let found = match verify_bundle(&folder).unwrap() {
            Verification::Differs(difference) => difference,
            Verification::Agrees(_) => panic!("{code}, {part}: nothing was found"),
        };
        let Difference { sentence, .. } = &found;
        assert_eq!(
            (found.code, found.file.as_str(), found.row),
            (*code, *file, *row),
            "{sentence}"
        );
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
}

/// What the manifest says of the proof is worked out again, never believed.
#[test]
fn a_manifest_cannot_talk_its_payouts_out_of_the_proof() {
    fn refuse_all(bundle: &mut InHand, why: &str) {
        for target in bundle.manifest["proof"]["targets"].as_array_mut().unwrap() {
            let exact = std::mem::take(&mut target["exact"]);
            let refused = exact
                .as_array()
                .unwrap()
                .iter()
                .map(|id| serde_json::json!({"incentive": id, "name": id, "why": why}));
            target["refused"] = refused.collect();
            target["exact"] = Value::Array(Vec::new());
        }
        bundle.manifest["proof"]["payouts"] = 0.into();
    }
    let rows = crate::outcome::rows();
    let outcome = crate::outcome::outcome(1);
    let content = BundleContent::of_outcome(&outcome, &rows, false, crate::outcome::DIGEST);
    assert_found_in(
        &content,
        &[
            (
                |b| {
                    let why = "converts deals through a third currency";
                    b.manifest["proof"]["unsaid"] = why.into();
                    refuse_all(b, why);
                    b.put(PAYOUTS, ",3000.00,", ",4000.00,");
                },
                "payout_differs",
                PAYOUTS,
                Some(2),
                "SQLite works out 3000",
            ),
            (
                |b| {
                    refuse_all(b, "comes to numbers that do not fit 64 bits on these facts");
                    b.put(PAYOUTS, ",3000.00,", ",4000.00,");
                },
                "payout_differs",
                PAYOUTS,
                Some(2),
                "SQLite works out 3000",
            ),
            (
                |b| {
                    let given = "track,partner,held_from,held_until,level\nmain,A,0001-01-01,9999-12-31,1\n";
                    let file = "internal/facts/given_level.csv".to_owned();
                    b.files.insert(file, given.to_owned());
                    b.manifest["proof"]["given_levels"] = serde_json::json!(["main"]);
                    // 3% in place of 2% of 150,000.
                    b.put(PAYOUTS, ",3000.00,", ",4500.00,");
                },
                "payout_differs",
                PAYOUTS,
                Some(2),
                "SQLite works out 3000",
            ),
            (
                |b| b.manifest["proof"]["reviews_from"] = "2025-07-01".into(),
                "manifest_differs",
                MANIFEST,
                None,
                "after the first of the facts",
            ),
            (
                |b| {
                    b.files.insert(WORKBOOK.to_owned(), "another one".to_owned());
                },
                "written_otherwise",
                WORKBOOK,
                Some(1),
                "",
            ),
            (
                |b| b.manifest["proof"]["payouts"] = 19.into(),
                "written_otherwise",
                MANIFEST,
                Some(1),
                "",
            ),
            (
                |b| b.manifest["facts"]["partners"] = 4.into(),
                "manifest_differs",
                MANIFEST,
                None,
                "counts",
            ),
            (
                |b| {
                    b.rows(|rows| {
                let row = "Z,Zoe,2025-07-01,2025-09-30,volume,cash,1.00,USD,2025-11-14,paid,,member";
                rows.push(row.to_owned());
            })
                },
                "row_differs",
                PAYOUTS,
                Some(11),
                "not in the facts",
            ),
        ],
    );
}

#[test]
fn a_bundle_made_anew_without_a_change_agrees() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    let before = everything(&folder);
    let mut bundle = InHand::of(&folder);
    bundle.rows(|_| ());
    bundle.write(&folder);
    assert_agrees(&folder);
    assert_eq!(everything(&folder), before);
}

#[test]
fn changed_amounts_are_found_with_every_digest_made_anew() {
    assert_found(&[
        (
            |b| b.put(PAYOUTS, "1200.50", "1200.51"),
            "totals_differ",
            TOTALS,
            None,
            "has 1002853.18 USD paid for the total, and the payouts add up to 1002853.19 USD",
        ),
        (
            |b| b.put(PAYOUTS, "200.09", "200.10"),
            "totals_differ",
            TOTALS,
            None,
            "has 210.08 USD shown for the total, and the payouts add up to 210.09 USD",
        ),
        (|b| b.swap_amounts(1, 2), "totals_differ", TOTALS, None, "incentive \"volume\""),
        (|b| b.swap_amounts(1, 4), "totals_differ", TOTALS, None, "Q2 FY26"),
        (|b| b.swap_amounts(1, 5), "totals_differ", TOTALS, None, "partner \"-7\""),
        (
            |b| {
                b.put(PAYOUTS, "1200.50", "1200.51");
                b.put(TOTALS, r#""total":{"paid":"1002853.18"#, r#""total":{"paid":"1002853.19"#);
            },
            "totals_differ",
            TOTALS,
            None,
            "",
        ),
        (
            |b| b.put(TOTALS, "2801.17 USD", "2801.18 USD"),
            "totals_differ",
            TOTALS,
            None,
            "level \"gold\" of track \"main\"",
        ),
        (|b| b.put(TOTALS, "1002853.18", "1002853.19"), "totals_differ", TOTALS, None, ""),
        (
            |b| b.manifest["payouts"]["total"]["paid"] = "1002853.19 USD".into(),
            "manifest_differs",
            MANIFEST,
            None,
            "has 1002853.19 USD paid for the total, and the payouts add up to 1002853.18 USD",
        ),
    ]);
}

#[test]
fn changed_rows_are_found_with_every_digest_made_anew() {
    assert_found(&[
        (|b| drop_row(b, 3), "totals_differ", TOTALS, None, "shown for the total"),
        (
            |b| b.rows(|rows| rows.insert(3, rows[2].clone())),
            "row_differs",
            PAYOUTS,
            Some(4),
            "repeats",
        ),
        (|b| b.rows(|rows| rows.swap(5, 6)), "row_differs", PAYOUTS, Some(7), "out of order"),
        (|b| b.put(PAYOUTS, "400.17", "0.00"), "row_differs", PAYOUTS, Some(3), "zero"),
        (|b| b.put(PAYOUTS, "400.17", "400.175"), "row_differs", PAYOUTS, Some(3), "minor units"),
        (|b| b.put(PAYOUTS, "400.17", "400,17"), "row_differs", PAYOUTS, Some(3), "odd"),
        (|b| b.put(PAYOUTS, "400.17", "4E2"), "row_differs", PAYOUTS, Some(3), "not an amount"),
        (|b| b.put(PAYOUTS, "400.17", "400.170"), "written_otherwise", PAYOUTS, Some(3), ""),
        (|b| b.put(PAYOUTS, "400.17", "0400.17"), "written_otherwise", PAYOUTS, Some(3), ""),
        (|b| b.put(PAYOUTS, "400.17,USD", "400.17,EUR"), "row_differs", PAYOUTS, Some(3), "in EUR"),
        (|b| b.put(PAYOUTS, "400.17,USD", "400.17,usd"), "row_differs", PAYOUTS, Some(3), "usd"),
        (|b| b.put(PAYOUTS, "mdf,mdf", "mdf,cash"), "row_differs", PAYOUTS, Some(3), "account"),
        (|b| b.put(PAYOUTS, "mdf,mdf", "mdf,gold"), "row_differs", PAYOUTS, Some(3), "gold"),
        (|b| b.put(PAYOUTS, "mdf,mdf", "retired,cash"), "row_differs", PAYOUTS, Some(3), "off"),
        (|b| b.put(PAYOUTS, "mdf,mdf", "other,mdf"), "row_differs", PAYOUTS, Some(3), "\"other\""),
        (|b| b.put(PAYOUTS, "shadow", "paid"), "row_differs", PAYOUTS, Some(4), "state"),
        (|b| b.put(PAYOUTS, "shadow", "held"), "row_differs", PAYOUTS, Some(4), "held"),
        (
            |b| b.put(PAYOUTS, "2025-11-14", "2025-11-15"),
            "row_differs",
            PAYOUTS,
            Some(2),
            "payable",
        ),
        (
            |b| b.put(PAYOUTS, "2025-07-01", "2025-07-02"),
            "row_differs",
            PAYOUTS,
            Some(2),
            "not settled",
        ),
        (|b| b.put(PAYOUTS, "2025-07-01", "1.7.2025"), "row_differs", PAYOUTS, Some(2), "a date"),
        (|b| b.put(PAYOUTS, "Prize", "Price"), "row_differs", PAYOUTS, Some(3), "another name"),
        (
            |b| b.put(PAYOUTS, "USD,2025-11-14,paid,,gold", "USD,2025-11-14,paid,,member"),
            "row_differs",
            PAYOUTS,
            Some(3),
            "other levels",
        ),
        (
            |b| b.put(PAYOUTS, "paid,,member", "paid,,silver"),
            "row_differs",
            PAYOUTS,
            Some(5),
            "silver",
        ),
        (
            |b| b.put(PAYOUTS, "paid,,member", "paid,,gold"),
            "totals_differ",
            TOTALS,
            None,
            "level \"member\"",
        ),
        (|b| b.put(PAYOUTS, "'-7", "-7"), "row_differs", PAYOUTS, Some(2), "formula"),
        (|b| b.put(PAYOUTS, "'=trial", "=trial"), "row_differs", PAYOUTS, Some(4), "formula"),
        (|b| b.put(PAYOUTS, "東京商事", "東京"), "totals_differ", TOTALS, None, "other names"),
        (
            |b| b.put(PAYOUTS, "paid,,gold", "paid,SAMPLE,gold"),
            "written_otherwise",
            PAYOUTS,
            Some(2),
            "",
        ),
        (|b| b.put(PAYOUTS, "partner_id", "id"), "row_differs", PAYOUTS, Some(1), "columns"),
        (
            |b| b.put(PAYOUTS, "level_main", "level_other"),
            "row_differs",
            PAYOUTS,
            Some(1),
            "columns",
        ),
        (|b| b.put(PAYOUTS, "\n", "\r\n"), "written_otherwise", PAYOUTS, Some(1), ""),
        (|b| b.put(PAYOUTS, "mdf,mdf", "mdf,\"mdf\""), "written_otherwise", PAYOUTS, Some(3), ""),
    ]);
}

fn drop_row(bundle: &mut InHand, row: usize) {
    bundle.rows(|rows| drop(rows.remove(row)));
}

#[test]
fn other_changes_are_found_with_every_digest_made_anew() {
    assert_found(&[
        (|b| b.put(SPEC, "{", "{ "), "program_differs", SPEC, None, "canonical"),
        (|b| b.put(SPEC, "{", "{\"extra\":1,"), "program_differs", SPEC, None, "extra"),
        (
            |b| b.put(SPEC, "\"format\":1", "\"format\":2"),
            "program_differs",
            SPEC,
            None,
            "format 2",
        ),
        (|b| b.put(SPEC, "volume", "mdf"), "program_differs", SPEC, None, "cannot be calculated"),
        (|b| b.put(SPEC, "小", "大"), "manifest_differs", MANIFEST, None, "another program"),
        (
            |b| b.put(SPEC, "half_away_from_zero", "half_even"),
            "manifest_differs",
            MANIFEST,
            None,
            "another program",
        ),
        (
            |b| b.put(SPEC, "\"year_starts_in\":4", "\"year_starts_in\":1"),
            "manifest_differs",
            MANIFEST,
            None,
            "replay",
        ),
        (
            |b| b.put(SPEC, "\"days_after_period\":45", "\"days_after_period\":46"),
            "row_differs",
            PAYOUTS,
            Some(2),
            "payable",
        ),
        (|b| b.put(SCHEMA, "{", "{ "), "schema_differs", SCHEMA, None, "canonical"),
        (|b| b.put(TOTALS, "{", "{ "), "written_otherwise", TOTALS, Some(1), ""),
        (|b| b.put(TOTALS, "{", "["), "totals_differ", TOTALS, None, "does not read"),
        (
            |b| b.put(TOTALS, "\"sample\":false", "\"sample\":true"),
            "totals_differ",
            TOTALS,
            None,
            "other entries",
        ),
        (
            |b| b.put(TOTALS, "\"id\":\"mdf\"", "\"id\":\"fund\""),
            "totals_differ",
            TOTALS,
            None,
            "incentive \"fund\"",
        ),
        (
            |b| b.put(TOTALS, "Volume rebate", "Volume"),
            "totals_differ",
            TOTALS,
            None,
            "other names",
        ),
        (|b| b.manifest["sample"] = true.into(), "manifest_differs", MANIFEST, None, "other files"),
        (
            |b| b.manifest["files"][0]["path"] = "../spec.json".into(),
            "manifest_differs",
            MANIFEST,
            None,
            "other files",
        ),
        (
            |b| {
                b.manifest["files"].as_array_mut().unwrap().remove(0);
            },
            "manifest_differs",
            MANIFEST,
            None,
            "other files",
        ),
        (
            |b| b.manifest["payouts"]["lines"] = 11.into(),
            "manifest_differs",
            MANIFEST,
            None,
            "counts",
        ),
        (
            |b| b.manifest["payouts"]["zero_lines"] = 25.into(),
            "manifest_differs",
            MANIFEST,
            None,
            "counts",
        ),
        (
            |b| b.manifest["facts"]["partners"] = 7.into(),
            "manifest_differs",
            MANIFEST,
            None,
            "counts",
        ),
        (
            |b| b.manifest["facts"]["sha256"] = "5FECEB66".into(),
            "manifest_differs",
            MANIFEST,
            None,
            "SHA-256",
        ),
        (
            |b| {
                b.manifest["replay"].as_array_mut().unwrap().pop();
            },
            "row_differs",
            PAYOUTS,
            Some(5),
            "not settled",
        ),
        (
            |b| b.manifest["replay"].as_array_mut().unwrap().reverse(),
            "manifest_differs",
            MANIFEST,
            None,
            "replay",
        ),
        (
            |b| b.manifest["replay"][0]["label"] = "Q1 FY26".into(),
            "manifest_differs",
            MANIFEST,
            None,
            "replay",
        ),
        (
            |b| b.manifest["scope"] = "All payouts are right.".into(),
            "written_otherwise",
            MANIFEST,
            Some(1),
            "",
        ),
        (|b| b.manifest["note"] = "approved".into(), "manifest_changed", MANIFEST, None, "note"),
    ]);
}
