//! The decision memo in a bundle: it is inside, it is text, and it is of this program and this sum.

use std::fs;

use tierwright_export::{
    BundleContent, Verification,
    paper::{Block, Column, Paper, Section},
    verify_bundle, write_content,
};

use crate::{
    pdf,
    small::{assert_agrees, content, everything},
    tampered::{Change, InHand, assert_found_in},
};

const MEMO: &str = "internal/memo.json";
const HOSTILE: &str = "#import \"x\"; <script>alert(1)</script>=1+1";

fn with_memo() -> BundleContent {
    let table = Block::table(
        vec![Column::text("Figure"), Column::number("Small program")],
        vec![vec!["Payout".to_owned().into(), "1,002,853.18".to_owned().into()]],
    );
    let memo = Paper {
        title: "Decision memo".to_owned(),
        kind: "Decision memo".into(),
        program: "Small program".to_owned(),
        heading: "Should it be put into force?".to_owned(),
        lead: HOSTILE.to_owned(),
        mark: None,
        opening: Vec::new(),
        sections: vec![Section { title: "What it costs".to_owned(), blocks: vec![table] }],
    };
    BundleContent { memo: Some(memo), ..content(false) }
}

#[test]
fn a_memo_is_inside_and_says_what_it_was_given_as_text() {
    let scratch = tempfile::tempdir().unwrap();
    let (one, other) = (scratch.path().join("one"), scratch.path().join("other"));
    let bundle = write_content(&with_memo(), &one).unwrap();
    write_content(&with_memo(), &other).unwrap();
    assert_eq!(everything(&one), everything(&other), "the same bytes");
    assert_agrees(&one);
    let listed: Vec<&str> = bundle.files.iter().map(|file| file.path.as_str()).collect();
    assert!(listed.contains(&MEMO) && listed.contains(&"internal/memo.pdf"), "{listed:?}");
    let print = pdf::read(&fs::read(one.join("internal/memo.pdf")).unwrap()).packed();
    for said in [HOSTILE, "Should it be put into force?", "What it costs", "1,002,853.18"] {
        assert!(print.contains(&pdf::packed(said)), "{said} is not in {print}");
    }
    for (path, bytes) in
        everything(&one).into_iter().filter(|(path, _)| path.starts_with("partners/"))
    {
        let text = match path.ends_with(".pdf") {
            true => pdf::read(&bytes).packed(),
            false => String::from_utf8_lossy(&bytes).into_owned(),
        };
        assert!(!text.contains("alert(1)") && !text.contains("1,002,853.18"), "{path}");
    }
}

#[test]
fn a_memo_of_something_else_is_found_with_every_digest_made_anew() {
    let changes: [Change; 3] = [
        (
            |b| b.put(MEMO, "\"1002853.18 USD\"", "\"1002853.19 USD\""),
            "written_otherwise",
            MEMO,
            Some(1),
            "",
        ),
        (
            |b| b.put(MEMO, "\"facts\":\"5feceb", "\"facts\":\"6feceb"),
            "written_otherwise",
            MEMO,
            Some(1),
            "",
        ),
        (
            |b| b.put(MEMO, "\"heading\"", "\"head\""),
            "memo_differs",
            MEMO,
            None,
            "does not read as a decision memo",
        ),
    ];
    assert_found_in(&with_memo(), &changes);
}

/// The words follow from the file alone; its print then says something else.
#[test]
fn a_memo_of_other_words_is_not_the_one_in_print() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&with_memo(), &folder).unwrap();
    let mut bundle = InHand::of(&folder);
    bundle.put(MEMO, "1,002,853.18", "1,002,853.17");
    bundle.write(&folder);
    let Verification::Differs(found) = verify_bundle(&folder).unwrap() else { panic!("agrees") };
    assert_eq!((found.code, found.file.as_str()), ("written_otherwise", "internal/memo.pdf"));
}
