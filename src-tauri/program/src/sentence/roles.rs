//! Classes of roles in words.

use super::Sentence;
use crate::{Program, words};

/// What the classes of roles are, where the program has any.
pub fn sentences(program: &Program) -> Vec<Sentence> {
    let Some(classes) = &program.role_classes else { return Vec::new() };
    let said = [
        (&classes.sourced, "Revenue counts as sourced in"),
        (&classes.influenced, "Revenue counts as influenced in"),
        (
            &classes.overlay,
            "Credit is an overlay, which can be rewarded and counts in no measure or total of revenue, in",
        ),
        (&classes.direct, "The vendor's own sellers are credited in"),
    ];
    let texts: Vec<String> = said
        .into_iter()
        .filter(|(roles, _)| !roles.is_empty())
        .map(|(roles, what)| {
            let noun = if roles.len() == 1 { "role" } else { "roles" };
            format!("{what} the {noun} {}.", words::said_list(roles, "and"))
        })
        .collect();
    if texts.is_empty() {
        return Vec::new();
    }
    vec![Sentence { place: "/role_classes".to_owned(), text: texts.join(" ") }]
}
