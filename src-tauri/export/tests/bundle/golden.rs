//! The bytes of a small bundle, and its mark where the facts are a sample.

use std::{fs, path::PathBuf};

use tierwright_export::{canonical_json, sha256_hex, write_content};
use tierwright_program::Program;

use crate::small::{assert_agrees, content, everything, program};

/// `TIERWRIGHT_WRITE=1` writes the bundle anew, for a change of form that is meant.
#[test]
fn a_small_bundle_has_the_same_bytes_as_ever() {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bundles/small");
    if std::env::var_os("TIERWRIGHT_WRITE").is_some() {
        write_content(&content(false), &kept).unwrap();
    }
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    let (expected, got) = (everything(&kept), everything(&folder));
    assert!(expected.keys().eq(got.keys()), "{:?} and {:?}", expected.keys(), got.keys());
    for (path, bytes) in &expected {
        let (kept, new) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&got[path]));
        assert!(kept == new, "{path} is written otherwise (TIERWRIGHT_WRITE=1 keeps it): {new}");
    }
    assert_agrees(&kept);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let (one, other) = (scratch.path().join("one"), scratch.path().join("other"));
    let first = write_content(&content(true), &one).unwrap();
    let second = write_content(&content(true), &other).unwrap();
    assert_eq!((&first.digest, &first.files), (&second.digest, &second.files));
    assert_eq!(everything(&one), everything(&other));
}

#[test]
fn what_is_said_of_a_bundle_is_what_it_holds() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let bundle = write_content(&content(false), &folder).unwrap();
    assert_eq!((bundle.lines, bundle.zero_lines), (10, 6 * 2 * 3 - 10));
    assert_eq!(bundle.total.paid.to_string(), "1002853.18 USD");
    assert_eq!(bundle.total.shadow.to_string(), "210.08 USD");
    let found = everything(&folder);
    for file in &bundle.files {
        assert_eq!(file.bytes, found[&file.path].len() as u64, "{}", file.path);
        assert_eq!(file.sha256, sha256_hex(&found[&file.path]), "{}", file.path);
    }
    let agreement = assert_agrees(&folder);
    // Six files, the guide twice, three statements for each of four partners, and eight for Salesforce.
    assert_eq!((agreement.files, agreement.lines), (6 + 2 + 4 * 3 + 8, 10));
    assert_eq!((agreement.total, agreement.digest), (bundle.total, bundle.digest));
    assert_eq!(
        agreement.program_digest,
        sha256_hex(canonical_json(&program()).unwrap().as_bytes())
    );
}

#[test]
fn the_program_comes_back_from_the_bundle() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    let spec = fs::read_to_string(folder.join("deploy/spec.json")).unwrap();
    let read = Program::from_json(&spec).unwrap();
    assert_eq!(read, program());
    assert_eq!(canonical_json(&read).unwrap(), spec);
}

#[test]
fn every_file_of_a_sample_says_so() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    assert!(write_content(&content(true), &folder).unwrap().sample);
    assert!(assert_agrees(&folder).sample);
    let found = everything(&folder);
    let files: Vec<&str> =
        found.keys().filter(|path| !path.ends_with('/')).map(|path| path.as_str()).collect();
    assert_eq!(
        files,
        [
            "deploy/SAMPLE-spec.json",
            "deploy/SAMPLE-spec.schema.json",
            "deploy/salesforce/SAMPLE-00-read-first.txt",
            "deploy/salesforce/SAMPLE-01-RebateProgram.csv",
            "deploy/salesforce/SAMPLE-02-ProgramRebateType.csv",
            "deploy/salesforce/SAMPLE-03-ProgramRebateTypeBenefit.csv",
            "deploy/salesforce/SAMPLE-04-RebateProgramMember.csv",
            "deploy/salesforce/SAMPLE-05-RebateProgramPayoutPeriod.csv",
            "deploy/salesforce/SAMPLE-06-PartnerMarketingBudget.csv",
            "deploy/salesforce/SAMPLE-07-PartnerFundAllocation.csv",
            "internal/SAMPLE-evidence.json",
            "internal/SAMPLE-payouts.csv",
            "internal/SAMPLE-totals.json",
            "manifest.json",
            "partners/SAMPLE-guide.html",
            "partners/SAMPLE-guide.pdf",
            "partners/statements/SAMPLE-statement-00001.csv",
            "partners/statements/SAMPLE-statement-00001.html",
            "partners/statements/SAMPLE-statement-00001.pdf",
            "partners/statements/SAMPLE-statement-00002.csv",
            "partners/statements/SAMPLE-statement-00002.html",
            "partners/statements/SAMPLE-statement-00002.pdf",
            "partners/statements/SAMPLE-statement-00003.csv",
            "partners/statements/SAMPLE-statement-00003.html",
            "partners/statements/SAMPLE-statement-00003.pdf",
            "partners/statements/SAMPLE-statement-00004.csv",
            "partners/statements/SAMPLE-statement-00004.html",
            "partners/statements/SAMPLE-statement-00004.pdf",
        ]
    );
    for path in ["manifest.json", "internal/SAMPLE-totals.json"] {
        let text = String::from_utf8(found[path].clone()).unwrap();
        assert!(text.contains("\"sample\":true"), "{path}: {text}");
    }
    let payouts = String::from_utf8(found["internal/SAMPLE-payouts.csv"].clone()).unwrap();
    assert_eq!(payouts.matches(",SAMPLE,").count(), 10);
}
