//! The sample is the same bytes each time, on every machine.

mod common;

use common::{large, standard};
use tierwright_sample::{Size, sample};

/// SHA-256 of every row in its table and order. It changes when the sample does, and when a table
/// gains a column; then every golden result that stands on the sample changes with it.
const DIGESTS: [(Size, &str); 2] = [
    (Size::Standard, "932171d58772352473a84a6fb4e23ace15136e8b23aac7e19808fc2c501b749e"),
    (Size::Large, "3b2add3d9586b59a1ab0bb6f47c4a2019f763c5f2a1069198efb58f18c1b1966"),
];

#[test]
fn the_bytes_are_the_committed_ones() {
    for (size, digest) in DIGESTS {
        let made = if size == Size::Standard { standard() } else { large() };
        assert_eq!(made.rows.files[0].sha256, digest, "{size:?}");
    }
}

#[test]
fn two_calls_agree() {
    assert_eq!(sample(Size::Standard), *standard());
}

#[test]
fn the_file_is_marked_as_sample_and_numbers_its_rows() {
    for made in [standard(), large()] {
        let rows = &made.rows;
        let [file] = rows.files.as_slice() else { panic!("one file") };
        assert_eq!((file.name.as_str(), file.set_aside), ("Sample data (seed 42)", 0));
        let counts = counts(made);
        assert_eq!(file.rows as usize, counts.iter().map(|(_, count)| count).sum::<usize>());
        let sources = rows.credits.iter().map(|row| (row.source.file, row.source.row));
        assert!(sources.eq((1..=rows.credits.len()).map(|row| (0, row as u32))));
        let sources = rows.rates.iter().map(|row| (row.source.file, row.source.row));
        assert!(sources.eq((1..=rows.rates.len()).map(|row| (0, row as u32))));
    }
}

#[test]
fn each_table_has_the_rows_it_is_known_for() {
    assert_eq!(
        counts(standard()),
        [
            ("partners", 120),
            ("deals", 3000),
            ("lines", 4357),
            ("credits", 6884),
            ("adjustments", 89),
            ("activities", 1355),
            ("fund events", 522),
            ("rates", 1052),
            ("paid", 743)
        ]
    );
    assert_eq!(
        counts(large()),
        [
            ("partners", 2000),
            ("deals", 50000),
            ("lines", 72087),
            ("credits", 113986),
            ("adjustments", 1437),
            ("activities", 18102),
            ("fund events", 5816),
            ("rates", 1052),
            ("paid", 10436)
        ]
    );
}

fn counts(made: &tierwright_sample::Sample) -> [(&'static str, usize); 9] {
    let rows = &made.rows;
    [
        ("partners", rows.partners.len()),
        ("deals", rows.deals.len()),
        ("lines", rows.lines.len()),
        ("credits", rows.credits.len()),
        ("adjustments", rows.adjustments.len()),
        ("activities", rows.activities.len()),
        ("fund events", rows.fund_events.len()),
        ("rates", rows.rates.len()),
        ("paid", rows.paid.len()),
    ]
}
