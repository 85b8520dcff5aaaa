//! What a bundle is written into, and what it never touches.

use std::{fs, path::Path};

use tierwright_export::{Verification, verify_bundle, write_content};

use crate::small::{assert_agrees, content, everything};

/// What lies in the folder before, as paths and bytes; a path that ends in a slash is a folder.
type Before = &'static [(&'static str, &'static str)];

fn lay(folder: &Path, before: Before) {
    for (path, text) in before {
        let place = folder.join(path);
        if path.ends_with('/') {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }
    }
}

#[test]
fn a_folder_is_taken_or_refused() {
    let rows: [(&str, Before, &str, Option<&str>); 12] = [
        ("a new folder", &[], "out", None),
        ("a new folder in new folders", &[], "a/b/out", None),
        ("an empty folder", &[("out/", "")], "out", None),
        ("an empty folder that was looked at", &[("out/.DS_Store", "x")], "out", None),
        ("a file", &[("out", "mine")], "out", Some("folder_is_file")),
        ("a folder below a file", &[("f", "mine")], "f/out", Some("not_readable")),
        ("somebody's files", &[("out/notes.txt", "mine")], "out", Some("folder_not_empty")),
        ("somebody's folder", &[("out/photos/", "")], "out", Some("folder_not_empty")),
        (
            "another program's manifest",
            &[("out/manifest.json", r#"{"name":"web app","files":[]}"#)],
            "out",
            Some("folder_not_empty"),
        ),
        (
            "a manifest that is no JSON",
            &[("out/manifest.json", "not JSON")],
            "out",
            Some("folder_not_empty"),
        ),
        (
            "a bundle of a later format",
            &[
                ("out/manifest.json", r#"{"tierwright_bundle":9,"files":[{"path":"guide.pdf"}]}"#),
                ("out/guide.pdf", "x"),
            ],
            "out",
            None,
        ),
        (
            "a bundle with notes in it",
            &[
                ("out/manifest.json", r#"{"tierwright_bundle":2,"files":[{"path":"a/b"}]}"#),
                ("out/a/b", "x"),
                ("out/a/notes.txt", "mine"),
            ],
            "out",
            Some("folder_not_empty"),
        ),
    ];
    for (title, before, folder, code) in rows {
        let scratch = tempfile::tempdir().unwrap();
        lay(scratch.path(), before);
        let kept = everything(scratch.path());
        let written = write_content(&content(false), &scratch.path().join(folder));
        match code {
            None => {
                written.unwrap();
                assert_agrees(&scratch.path().join(folder));
            }
            Some(code) => {
                let failure = written.unwrap_err();
                assert_eq!(failure.code, code, "{title}: {failure}");
                assert_eq!(everything(scratch.path()), kept, "{title}");
            }
        }
        let beside = fs::read_dir(scratch.path()).unwrap();
        let names: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 1, "{title} left something beside: {names:?}");
    }
}

#[test]
fn a_bundle_is_replaced_as_a_whole() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out");
    write_content(&content(true), &folder).unwrap();
    write_content(&content(false), &folder).unwrap();
    assert!(everything(&folder).keys().all(|path| !path.contains("SAMPLE")));
    assert!(!assert_agrees(&folder).sample);
}

/// Somebody may have worked on the guide of an earlier export.
#[test]
fn an_edited_export_is_not_replaced() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out");
    write_content(&content(false), &folder).unwrap();
    let guide = folder.join("partners/guide.html");
    let edited = fs::read_to_string(&guide).unwrap().replace("Proposed: ", "");
    fs::write(&guide, edited).unwrap();
    let kept = everything(scratch.path());
    let failure = write_content(&content(false), &folder).unwrap_err();
    assert_eq!(failure.code, "folder_edited", "{failure}");
    assert!(failure.sentence.contains("partners/guide.html"), "{failure}");
    assert_eq!(everything(scratch.path()), kept);
}

#[test]
fn a_failed_export_leaves_no_empty_folders() {
    let scratch = tempfile::tempdir().unwrap();
    fs::create_dir(scratch.path().join("mine")).unwrap();
    let mut odd = content(false);
    odd.lines.swap(2, 3);
    write_content(&odd, &scratch.path().join("mine/a/b/out")).unwrap_err();
    assert_eq!(everything(scratch.path()).keys().collect::<Vec<_>>(), ["mine/"]);
}

#[test]
fn an_export_that_does_not_verify_leaves_the_earlier_one() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out");
    write_content(&content(false), &folder).unwrap();
    let kept = everything(scratch.path());
    let mut swapped = content(false);
    swapped.lines.swap(2, 3);
    let mut unnamed = content(false);
    unnamed.facts_digest = "unknown".to_owned();
    let mut nameless = content(false);
    nameless.program.name = String::new();
    for odd in [swapped, unnamed, nameless] {
        assert_eq!(write_content(&odd, &folder).unwrap_err().code, "export_differs");
        assert_eq!(everything(scratch.path()), kept);
    }
}

#[test]
fn the_folder_one_is_in_is_refused() {
    for folder in [".", "..", "/"] {
        let failure = write_content(&content(false), Path::new(folder)).unwrap_err();
        assert_eq!(failure.code, "folder_in_use", "{failure}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link() {
    let scratch = tempfile::tempdir().unwrap();
    fs::create_dir(scratch.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", scratch.path().join("link")).unwrap();
    write_content(&content(false), &scratch.path().join("link")).unwrap();
    assert!(fs::symlink_metadata(scratch.path().join("link")).unwrap().is_symlink());
    assert_agrees(&scratch.path().join("real"));
}

#[test]
fn what_is_no_bundle_is_a_failure_with_a_sentence() {
    let rows: [(&str, Before, &str, &str); 5] = [
        ("no folder", &[], "not_readable", "could not be read"),
        ("an empty folder", &[("out/", "")], "not_a_bundle", "no manifest.json"),
        ("a file", &[("out", "x")], "not_a_bundle", "a file, not a folder"),
        ("another manifest", &[("out/manifest.json", "{}")], "not_a_bundle", "no manifest.json"),
        (
            "a later format",
            &[("out/manifest.json", r#"{"tierwright_bundle":10}"#)],
            "other_format",
            "format 10",
        ),
    ];
    for (title, before, code, part) in rows {
        let scratch = tempfile::tempdir().unwrap();
        lay(scratch.path(), before);
        let failure = verify_bundle(&scratch.path().join("out")).unwrap_err();
        assert_eq!(failure.code, code, "{title}: {failure}");
        assert!(failure.sentence.contains(part), "{title}: {failure}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_a_bundle_is_not_a_file_of_it() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out");
    write_content(&content(false), &folder).unwrap();
    let (spec, away) = (folder.join("deploy/spec.json"), scratch.path().join("away.json"));
    fs::rename(&spec, &away).unwrap();
    std::os::unix::fs::symlink(&away, &spec).unwrap();
    match verify_bundle(&folder).unwrap() {
        Verification::Differs(difference) => assert_eq!(difference.file, "deploy/spec.json"),
        Verification::Agrees(_) => panic!("a link was taken for a file"),
    }
}
