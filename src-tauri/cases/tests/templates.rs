//! Each template has an example worked by hand, of the incentive as the template makes it.

use std::{collections::BTreeMap, fs, path::Path};

use tierwright_cases::Case;
use tierwright_program::template::{Filling, templates};

#[test]
fn every_template_has_an_example_that_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let roles = BTreeMap::new();
    for template in templates().unwrap() {
        let name = format!("template-{}.json", template.id.replace('_', "-"));
        let text = fs::read_to_string(folder.join(&name)).expect(&name);
        let case = Case::from_json(&text).unwrap();
        let checked = case.checked().unwrap();
        let currency = checked.program().currency;
        let made = template.fill(&Filling { currency, track: None, roles: &roles }).unwrap();
        assert_eq!(checked.program().incentives, [made], "{name}");
        assert!(case.working.len() > 1, "{name} says how it is worked");
        assert_eq!(case.differences().unwrap(), [], "{name}");
    }
}
