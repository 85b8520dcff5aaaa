//! Absurd sizes: each is a finding, found at once.

use tierwright_program::{Code, Program, check};

use crate::base;

/// What is found in a program that cannot be calculated.
fn found(program: &Program) -> Vec<(String, String)> {
    let (checked, findings) = check(program);
    assert!(checked.is_none(), "it is no program to calculate with");
    findings.into_iter().map(|finding| (finding.code, finding.place)).collect()
}

#[test]
fn a_million_bands_are_too_many() {
    let mut program = base::program();
    let bands = &mut program.incentives[0].schedule.bands;
    let band = bands[0].clone();
    bands.extend(std::iter::repeat_n(band, 1_000_000));
    let place = format!("/incentives/{}/schedule/bands", program.incentives[0].id);
    assert_eq!(found(&program), [(Code::TooMany.text().to_owned(), place)]);
}

#[test]
fn a_name_of_a_megabyte_is_too_long() {
    let mut program = base::program();
    program.name = "x".repeat(1 << 20);
    program.incentives[0].name = "\u{1F600}".repeat(1 << 18);
    let read = Program::from_json(&program.to_json()).expect("it reads");
    let places = found(&read);
    assert!(places.iter().all(|(code, _)| code == Code::TextTooLong.text()), "{places:?}");
    assert_eq!(places.len(), 2);
}
