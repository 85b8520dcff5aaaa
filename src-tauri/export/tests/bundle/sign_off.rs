//! The sign-off in a bundle: its mark, its page, that it is of the bundle, and that what was approved
//! stays.

use std::{fs, path::Path};

use tierwright_export::{
    BundleContent, MANIFEST, Verification, canonical_json, sha256_hex,
    sign_off::{Covered, Lapse, Said, SignOff, Signature, Since, Status, Warning},
    verify_bundle, write_content,
};

use crate::small::{assert_agrees, content};

const HOSTILE: &str = "<script>alert('x')</script>=1+1";

/// The small content, approved by Kim in the role of Finance where `status` says so.
fn signed(status: Status) -> BundleContent {
    let content = content(false);
    let covers = Covered {
        program: sha256_hex(canonical_json(&content.program).unwrap().as_bytes()),
        facts: content.facts_digest.clone(),
        engine: content.engine.clone(),
        as_of: "2025-12-31".into(),
        // What the golden manifest says that its lines add up to.
        total: "1002853.18 USD".into(),
        liability: vec!["12.00 USD".into()],
    };
    let sha256 = covers.digest().unwrap();
    let said = |text: &str| Said {
        text: text.into(),
        who: HOSTILE.into(),
        at: "2026-11-21T04:20:01Z".into(),
    };
    let sign_off = SignOff {
        status,
        version: Some(2),
        sha256: sha256.clone(),
        covers,
        asked: vec!["Finance".into()],
        edited_by: Some("Lee".into()),
        signatures: vec![Signature {
            name: HOSTILE.into(),
            role: "Finance".into(),
            signed_at: "2026-11-21T04:20:01Z".into(),
            sha256,
            alone: String::new(),
            lapsed: Vec::new(),
        }],
        warnings: vec![Warning {
            code: "cliff".into(),
            place: "/incentives/volume".into(),
            sentence: "A jump of 5,000 at 250,000.".into(),
            accepted: Some(said("Agreed with sales & <b>legal</b>.")),
        }],
        reviews: Vec::new(),
        since: Some(Since {
            version: 1,
            total: Some("1000000.00 USD".into()),
            change: Some("2853.18 USD".into()),
            differences: vec![HOSTILE.into()],
        }),
    };
    BundleContent { sign_off: Some(sign_off), ..content }
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn an_approved_bundle_verifies_and_says_so_without_a_draft_mark() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("approved");
    write_content(&signed(Status::Approved), &folder).unwrap();
    let Verification::Agrees(found) = verify_bundle(&folder).unwrap() else { panic!("differs") };
    assert_eq!((found.status, found.version), (Status::Approved, Some(2)));
    let guide = read(&folder, "partners/guide.html");
    assert!(guide.contains("Version 2. The vendor has approved it") && !guide.contains("DRAFT"));
    let manifest = read(&folder, MANIFEST);
    assert!(manifest.contains(r#""status":"approved","version":2"#), "{manifest}");
    assert!(manifest.contains("nobody verifies them"));

    for (status, words) in [(Status::Draft, "a draft until"), (Status::InReview, "in review at")] {
        let folder = scratch.path().join(status.words());
        write_content(&signed(status), &folder).unwrap();
        let guide = read(&folder, "partners/guide.html");
        assert!(guide.contains(words) && guide.contains(">DRAFT</p>"), "{guide}");
        assert_agrees(&folder);
    }
}

#[test]
fn names_and_reasons_are_text_and_nobody_else_reads_them() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&signed(Status::Approved), &folder).unwrap();
    let page = read(&folder, "internal/sign-off.html");
    assert!(!page.contains("<script") && !page.contains("<b>legal"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;=1+1"));
    assert!(page.contains("Agreed with sales &amp; &lt;b&gt;legal&lt;/b&gt;."));
    assert!(page.contains("A jump of 5,000 at 250,000.") && page.contains("2853.18 USD more"));
    assert!(page.contains("nobody verifies them"));
    let guide = read(&folder, "partners/guide.html");
    assert!(!guide.contains("alert(") && !guide.contains("Agreed with sales"), "names stay inside");
}

/// What the sign-off of a tampered content is found for.
fn found(change: impl Fn(&mut SignOff)) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let mut content = signed(Status::Approved);
    change(content.sign_off.as_mut().unwrap());
    let failure = write_content(&content, &folder).unwrap_err();
    assert!(!folder.exists());
    failure.sentence
}

#[test]
fn an_approval_that_is_not_of_the_bundle_is_found() {
    let other = |what: fn(&mut Covered)| {
        found(|of| {
            what(&mut of.covers);
            of.sha256 = of.covers.digest().unwrap();
            of.signatures[0].sha256.clone_from(&of.sha256);
        })
    };
    for (sentence, what) in [
        (other(|of| of.program = "00".repeat(32)), "the program"),
        (other(|of| of.facts = "00".repeat(32)), "the facts"),
        (other(|of| of.engine = "9".into()), "the version of the engine"),
        (other(|of| of.as_of = "2025-09-30".into()), "the as-of day"),
        (other(|of| of.total = "1002853.19 USD".into()), "the total liability"),
    ] {
        assert!(sentence.contains(&format!("covers {what} of another bundle")), "{sentence}");
    }
    let digest = found(|of| of.sha256 = "00".repeat(32));
    assert!(digest.contains("another digest"), "{digest}");
    for sentence in [
        found(|of| of.signatures.clear()),
        found(|of| of.asked.push("Legal".into())),
        found(|of| of.warnings[0].accepted = None),
        found(|of| of.edited_by = Some(HOSTILE.to_uppercase())),
        found(|of| of.signatures[0].sha256 = "00".repeat(32)),
    ] {
        assert!(sentence.contains("something that an approval needs is missing"), "{sentence}");
    }
}

/// What was signed is a file of its own, whose digest each signature names: stock tools can tell.
#[test]
fn what_a_signature_covers_is_a_file_with_the_digest_that_it_names() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let content = signed(Status::InReview);
    write_content(&content, &folder).unwrap();
    let text = read(&folder, "internal/signed.json");
    let of = content.sign_off.unwrap();
    assert_eq!(sha256_hex(text.as_bytes()), of.signatures[0].sha256);
    let covers: Covered = serde_json::from_str(&text).unwrap();
    assert_eq!(covers, of.covers);
    // Whichever of it changes, the file has another digest, and so has the bundle.
    fs::write(folder.join("internal/signed.json"), text.replace("12.00 USD", "12.01 USD")).unwrap();
    let Verification::Differs(found) = verify_bundle(&folder).unwrap() else { panic!("agrees") };
    assert_eq!((found.code, found.file.as_str()), ("file_changed", "internal/signed.json"));
}

/// A bundle that is in review says of each signature whether it still holds.
#[test]
fn a_signature_that_lapsed_in_silence_is_found() {
    let tampered = |change: fn(&mut SignOff)| {
        found(|of| {
            of.status = Status::InReview;
            change(of);
        })
    };
    // What is owed became another amount after it was signed, and every digest but that of the
    // signature was made anew.
    let owed = tampered(|of| {
        of.covers.liability = vec!["12.01 USD".into()];
        of.sha256 = of.covers.digest().unwrap();
    });
    assert!(owed.contains("not said to have lapsed"), "{owed}");
    let holds = tampered(|of| of.signatures[0].lapsed.push(Lapse::Liability));
    assert!(holds.contains("said to have lapsed"), "{holds}");
}

#[test]
fn what_was_approved_is_not_written_over() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&signed(Status::InReview), &folder).unwrap();
    write_content(&signed(Status::Approved), &folder).unwrap();
    let before = read(&folder, MANIFEST);
    let refused = write_content(&signed(Status::Draft), &folder).unwrap_err();
    assert_eq!(refused.code, "folder_approved");
    assert!(
        refused.sentence.contains("holds version 2 as it was approved"),
        "{}",
        refused.sentence
    );
    assert_eq!(read(&folder, MANIFEST), before);
}
