//! Templates: that each can be read, checked and said, in any currency, with levels and roles.

use std::collections::BTreeMap;

use tierwright_program::{
    Program, Severity, check,
    incentive::Columns,
    incentive_sentence,
    template::{Filling, templates},
};

use crate::base;

#[test]
fn every_template_makes_an_incentive_without_errors() {
    let base = base::program();
    let none = BTreeMap::new();
    for currency in ["USD", "EUR", "JPY"] {
        let currency = currency.parse().unwrap();
        for track in [None, base.tracks.first()] {
            for template in templates().unwrap() {
                let mut program = Program::empty("Templates", currency);
                if let Some(track) = track.filter(|_| currency == base.currency) {
                    program.tracks.push(track.clone());
                }
                let with = Filling { currency, track: program.tracks.first(), roles: &none };
                let incentive = template.fill(&with).unwrap();
                assert_eq!((&incentive.id, &incentive.name), (&template.id, &template.name));
                let sentence = incentive_sentence(&program, &incentive).text;
                assert!(sentence.ends_with('.'), "{sentence}");
                program.incentives.push(incentive);
                let (checked, findings) = check(&program);
                let errors: Vec<_> =
                    findings.iter().filter(|one| one.severity == Severity::Error).collect();
                assert!(checked.is_some(), "{}: {errors:?}", template.id);
            }
        }
    }
}

#[test]
fn templates_are_told_apart_and_end_as_sentences() {
    let mut ids: Vec<String> = Vec::new();
    for template in templates().unwrap() {
        assert!(template.description.ends_with('.'), "{}", template.description);
        assert!(!template.motion.words().is_empty());
        assert!(!ids.contains(&template.id), "{}", template.id);
        ids.push(template.id);
    }
}

#[test]
fn levels_and_roles_are_the_programs_own() {
    let base = base::program();
    let all = templates().unwrap();
    let of = |id: &str| all.iter().find(|one| one.id == id).unwrap();
    let roles = BTreeMap::from([("sourced".to_owned(), "finder".to_owned())]);
    let with = Filling { currency: base.currency, track: base.tracks.first(), roles: &roles };
    let volume = of("volume_rebate").fill(&with).unwrap();
    let Some(Columns::Level(by)) = &volume.schedule.columns else { panic!("{volume:?}") };
    assert_eq!(by.levels, ["registered", "silver", "gold"]);
    let rates: Vec<String> =
        volume.schedule.bands[0].rates.iter().map(ToString::to_string).collect();
    assert_eq!(rates, ["0.02", "0.025", "0.03"], "2%, a quarter more, two quarters more");
    let cosell = of("sourced_and_influenced").fill(&with).unwrap();
    assert_eq!(cosell.roles, ["finder", "influenced"]);
}
