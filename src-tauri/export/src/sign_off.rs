//! How the sign-off of a bundle stands: its version, who signed what it holds, and which warnings were
//! accepted with which reason. Names come from people and are not verified.

use serde::{Deserialize, Serialize};
use tierwright_program::words::count;

use crate::{
    BundleContent, ExportFailure, canonical_json,
    digest::sha256_hex,
    markup::{escaped, page},
};

/// What an approval is and what it is not, said wherever one stands.
pub const HONEST: &str = "Approval is local: whoever has the document can enter a name and a role, and \
nobody verifies them. A signature here is a note with a digest of what was signed, not a signature in law \
and not a cryptographic one.";

/// How far the approval is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody was asked to sign.
    Draft,
    /// People were asked to sign.
    InReview,
    /// Everybody who was asked has signed what the bundle holds.
    Approved,
}

impl Status {
    /// In words, such as `in review`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in review",
            Self::Approved => "approved",
        }
    }
}

/// What a signature covers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// SHA-256 of the program as canonical JSON.
    pub program: String,
    /// SHA-256 of the facts.
    pub facts: String,
    /// The version of the engine.
    pub engine: String,
    /// The last day that is replayed; empty without deals.
    pub as_of: String,
    /// What is paid in all, such as `1971402.00 USD`.
    pub total: String,
    /// What is owed to partners at the end, by currency.
    pub liability: Vec<String>,
}

/// Something that a signature covers, and that is another now.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// The program.
    Program,
    /// The facts.
    Facts,
    /// The version of the engine.
    Engine,
    /// The last day that is replayed.
    AsOf,
    /// What is paid or owed.
    Liability,
}

impl Lapse {
    /// In words, such as `the program`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Program => "the program",
            Self::Facts => "the facts",
            Self::Engine => "the version of the engine",
            Self::AsOf => "the as-of day",
            Self::Liability => "the total liability",
        }
    }
}

impl Covered {
    /// The digest of all of it, which is what is signed: SHA-256 of its canonical JSON.
    ///
    /// # Errors
    /// As [`canonical_json`]; it holds texts alone, which always can be written.
    pub fn digest(&self) -> Result<String, ExportFailure> {
        Ok(sha256_hex(canonical_json(self)?.as_bytes()))
    }

    /// What of it is another now.
    #[must_use]
    pub fn lapsed(&self, now: &Self) -> Vec<Lapse> {
        let others = [
            (self.program != now.program, Lapse::Program),
            (self.facts != now.facts, Lapse::Facts),
            (self.engine != now.engine, Lapse::Engine),
            (self.as_of != now.as_of, Lapse::AsOf),
            (self.total != now.total || self.liability != now.liability, Lapse::Liability),
        ];
        others.into_iter().filter(|(other, _)| *other).map(|(_, what)| what).collect()
    }
}

/// Somebody's words, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The words; may be empty.
    pub text: String,
    /// The name that was given; may be empty.
    pub who: String,
    /// When, in UTC.
    pub at: String,
}

/// A signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The name that was given.
    pub name: String,
    /// The role that was given.
    pub role: String,
    /// When, in UTC.
    pub signed_at: String,
    /// The digest of what was signed.
    pub sha256: String,
    /// Why this signature alone is enough, though it may be of whoever edited last; empty where that
    /// was not accepted.
    pub alone: String,
    /// What of it is another by now; it counts while that is nothing.
    pub lapsed: Vec<Lapse>,
}

/// A warning that stood when the bundle was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// Its code.
    pub code: String,
    /// The place that it is about; empty where none is meant.
    pub place: String,
    /// What it says.
    pub sentence: String,
    /// Why it was accepted; none where it was not.
    pub accepted: Option<Said>,
}

/// A quarterly review.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The quarter that it comes after.
    pub quarter: String,
    /// The day it is due.
    pub due: String,
    /// That it was held, and what came of it.
    pub held: Option<Said>,
}

/// What is different from the version before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// The version before.
    pub version: u32,
    /// What it pays on the same facts; none where that cannot be calculated.
    pub total: Option<String>,
    /// What the program in the bundle pays more.
    pub change: Option<String>,
    /// The differences in words.
    pub differences: Vec<String>,
}

/// How the sign-off of a bundle stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// How far the approval is.
    pub status: Status,
    /// The version, from 1; none of a bundle that its document does not note.
    pub version: Option<u32>,
    /// What a signature covers now.
    pub covers: Covered,
    /// The digest of that.
    pub sha256: String,
    /// The roles that were asked to sign.
    pub asked: Vec<String>,
    /// Who edited program or facts last; none where nobody gave a name.
    pub edited_by: Option<String>,
    /// The signatures that were not taken back, in their order.
    pub signatures: Vec<Signature>,
    /// The warnings, with the reasons for which they were accepted.
    pub warnings: Vec<Warning>,
    /// The reviews to come, and the last ones.
    pub reviews: Vec<Review>,
    /// What is different from the version before; none of the first.
    pub since: Option<Since>,
}

/// What an approval still lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// Sample data is never approved.
    RealData,
    /// Reasons for so many warnings.
    Reasons(usize),
    /// A signature that holds, of anybody.
    Signature,
    /// A signature that holds, in a role that was asked for.
    Role(String),
    /// Somebody else than who edited last, or a written word why that one is enough.
    SecondPerson,
}

impl SignOff {
    /// What an approval still lacks; nothing where it has everything.
    #[must_use]
    pub fn missing(&self, sample: bool) -> Vec<Missing> {
        let holding: Vec<&Signature> = self.holding().collect();
        let mut missing = Vec::new();
        missing.extend(sample.then_some(Missing::RealData));
        let reasons = self.warnings.iter().filter(|one| one.accepted.is_none()).count();
        missing.extend((reasons > 0).then_some(Missing::Reasons(reasons)));
        missing.extend(holding.is_empty().then_some(Missing::Signature));
        let has = |role: &String| holding.iter().any(|one| same(&one.role, role));
        missing.extend(self.asked.iter().filter(|role| !has(role)).cloned().map(Missing::Role));
        if !holding.is_empty() && !self.by_another(&holding) {
            missing.push(Missing::SecondPerson);
        }
        missing
    }

    /// The signatures that cover what holds now.
    pub fn holding(&self) -> impl Iterator<Item = &Signature> {
        self.signatures.iter().filter(|one| one.lapsed.is_empty() && one.sha256 == self.sha256)
    }

    /// Whether somebody signed who did not edit last, as far as names tell; or one alone was accepted in
    /// writing. Where nobody knows who edited, two names are needed.
    fn by_another(&self, holding: &[&Signature]) -> bool {
        let alone = holding.iter().any(|one| !one.alone.trim().is_empty());
        let another = match &self.edited_by {
            Some(editor) => holding.iter().any(|one| !same(&one.name, editor)),
            None => holding.iter().any(|one| !same(&one.name, &holding[0].name)),
        };
        alone || another
    }

    /// Why it is not of the bundle that it stands in, as the rest of a sentence; nothing where it is.
    pub(crate) fn odd_in(
        &self,
        content: &BundleContent,
        program: &str,
        total: &str,
    ) -> Option<String> {
        let as_of = content.quarters.last().map(|span| span.until().to_string());
        let own = Covered {
            program: program.to_owned(),
            facts: content.facts_digest.clone(),
            engine: content.engine.clone(),
            as_of: as_of.unwrap_or_default(),
            total: total.to_owned(),
            liability: self.covers.liability.clone(),
        };
        if let Some(first) = self.covers.lapsed(&own).first() {
            return Some(format!("covers {} of another bundle", first.words()));
        }
        if self.covers.digest().ok().as_ref() != Some(&self.sha256) {
            return Some("has another digest than that of what it covers".to_owned());
        }
        let approved = self.status == Status::Approved;
        if approved && !self.missing(content.sample).is_empty() {
            return Some(
                "says approved where something that an approval needs is missing".to_owned(),
            );
        }
        let odd = |one: &Signature| one.lapsed.is_empty() != (one.sha256 == self.sha256);
        let odd = self.signatures.iter().find(|one| odd(one))?;
        Some(if odd.lapsed.is_empty() {
            "has a signature of something else that is not said to have lapsed".to_owned()
        } else {
            "has a signature of this bundle that is said to have lapsed".to_owned()
        })
    }
}

/// Whether two names or roles are the same to a reader.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

/// The sign-off as a page: whom it was approved by, and what was accepted with which reason.
pub(crate) fn sign_off_html(of: &SignOff, content: &BundleContent) -> String {
    let name = &content.program.name;
    let sample = if content.sample { " Its figures come from a sample." } else { "" };
    let body = [
        format!("<h1>{}</h1>\n", escaped(name)),
        format!(
            "<p class=\"lead\">Sign-off{}: {}.{sample}</p>\n{}",
            version_words(of.version),
            of.status.words(),
            paragraph(HONEST)
        ),
        section("What a signature covers", &covers(of)),
        section("Signatures", &signatures(of)),
        section("Warnings", &warnings(&of.warnings)),
        section("Since the version before", &since(of.since.as_ref())),
        section("Quarterly reviews", &reviews(&of.reviews)),
    ];
    page(&format!("{name}: sign-off"), mark(of.status, content.sample), &body.concat())
}

/// The watermark of a page: none once it is approved.
pub(crate) const fn mark(status: Status, sample: bool) -> Option<&'static str> {
    match (sample, status) {
        (true, _) => Some("SAMPLE DRAFT"),
        (false, Status::Approved) => None,
        (false, _) => Some("DRAFT"),
    }
}

/// `, version 2`; nothing without one.
pub(crate) fn version_words(version: Option<u32>) -> String {
    version.map_or_else(String::new, |version| format!(", version {version}"))
}

fn covers(of: &SignOff) -> String {
    let Covered { program, facts, engine, as_of, total, liability } = &of.covers;
    let owed = if liability.is_empty() { "nothing".to_owned() } else { liability.join(", ") };
    let edited = of.edited_by.as_deref().unwrap_or("nobody gave a name");
    let rows = [
        ("Program, SHA-256", program.as_str()),
        ("Facts, SHA-256", facts),
        ("Engine", engine),
        ("As of", as_of),
        ("Paid in all", total),
        ("Owed at the end", &owed),
        ("Digest of all of it", &of.sha256),
        ("Edited last by", edited),
    ];
    let rows = rows.map(|(what, is)| row(&[what, is]));
    format!("<table>\n<tbody>\n{}</tbody>\n</table>\n", rows.concat())
}

fn signatures(of: &SignOff) -> String {
    if of.signatures.is_empty() {
        return paragraph("Nobody has signed.");
    }
    let rows = of.signatures.iter().map(|one| {
        let lapsed: Vec<&str> = one.lapsed.iter().map(|what| what.words()).collect();
        let stands = match lapsed.as_slice() {
            [] => "holds".to_owned(),
            some => format!("lapsed: {} changed since", some.join(", ")),
        };
        row(&[&one.name, &one.role, &one.signed_at, &one.sha256, &stands, &one.alone])
    });
    table(&["Name", "Role", "When", "Signed", "Stands", "Why one alone is enough"], rows.collect())
}

fn warnings(of: &[Warning]) -> String {
    if of.is_empty() {
        return paragraph("There was none.");
    }
    let open = of.iter().filter(|one| one.accepted.is_none()).count();
    let rows = of.iter().map(|one| match &one.accepted {
        Some(Said { text, who, at }) => row(&[&one.sentence, text, who, at]),
        None => row(&[&one.sentence, "not accepted", "", ""]),
    });
    let said = match open {
        0 => "Each was accepted with a reason.".to_owned(),
        some => format!("{} not accepted.", are(some, "warning")),
    };
    paragraph(&said) + &table(&["Warning", "Reason", "Who", "When"], rows.collect())
}

fn are(many: usize, noun: &str) -> String {
    format!("{} {}", count(many as u64, noun), if many == 1 { "is" } else { "are" })
}

fn since(of: Option<&Since>) -> String {
    let Some(of) = of else { return paragraph("It is the first version.") };
    let money = match (&of.total, &of.change) {
        (Some(total), Some(change)) => format!(
            "On the same facts version {} pays {}, and this one {} more.",
            of.version, total, change
        ),
        _ => format!("What version {} pays on these facts cannot be calculated.", of.version),
    };
    let items: String =
        of.differences.iter().map(|text| format!("<li>{}</li>\n", escaped(text))).collect();
    let list = if items.is_empty() {
        paragraph("The program is the same.")
    } else {
        format!("<ul>\n{items}</ul>\n")
    };
    paragraph(&money) + &list
}

fn reviews(of: &[Review]) -> String {
    let rows = of.iter().map(|one| match &one.held {
        Some(Said { text, who, at }) => row(&[&one.quarter, &one.due, at, who, text]),
        None => row(&[&one.quarter, &one.due, "", "", ""]),
    });
    table(&["After", "Due", "Held", "By", "What came of it"], rows.collect())
}

fn section(title: &str, inner: &str) -> String {
    format!("<section>\n<h2>{title}</h2>\n{inner}</section>\n")
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

fn table(head: &[&str], rows: Vec<String>) -> String {
    let head: String = head.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    format!(
        "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.concat()
    )
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
    format!("<tr>{cells}</tr>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered() -> Covered {
        Covered {
            program: "ab".repeat(32),
            facts: "cd".repeat(32),
            engine: "0.1.0".into(),
            as_of: "2025-12-31".into(),
            total: "100.00 USD".into(),
            liability: vec!["20.00 EUR".into()],
        }
    }

    fn signature(name: &str, role: &str) -> Signature {
        Signature {
            name: name.into(),
            role: role.into(),
            signed_at: "2026-11-21T04:20:01Z".into(),
            sha256: covered().digest().unwrap(),
            alone: String::new(),
            lapsed: Vec::new(),
        }
    }

    fn signed(edited_by: Option<&str>, signatures: Vec<Signature>) -> SignOff {
        SignOff {
            status: Status::InReview,
            version: Some(1),
            sha256: covered().digest().unwrap(),
            covers: covered(),
            asked: vec!["Finance".into()],
            edited_by: edited_by.map(str::to_owned),
            signatures,
            warnings: Vec::new(),
            reviews: Vec::new(),
            since: None,
        }
    }

    #[test]
    fn each_of_the_five_lapses_a_signature_and_says_which() {
        let now = covered();
        assert_eq!(now.lapsed(&now), []);
        let with = |change: &dyn Fn(&mut Covered)| {
            let mut other = covered();
            change(&mut other);
            assert_ne!(other.digest().unwrap(), now.digest().unwrap());
            now.lapsed(&other)
        };
        assert_eq!(with(&|of| of.program.push('0')), [Lapse::Program]);
        assert_eq!(with(&|of| of.facts.push('0')), [Lapse::Facts]);
        assert_eq!(with(&|of| of.engine = "0.2.0".into()), [Lapse::Engine]);
        assert_eq!(with(&|of| of.as_of = "2026-03-31".into()), [Lapse::AsOf]);
        assert_eq!(with(&|of| of.total = "100.01 USD".into()), [Lapse::Liability]);
        assert_eq!(with(&|of| of.liability.clear()), [Lapse::Liability]);
        let every = |of: &mut Covered| {
            *of = Covered { liability: Vec::new(), total: String::new(), ..covered() };
            of.engine.clear();
        };
        assert_eq!(with(&every), [Lapse::Engine, Lapse::Liability]);
    }

    #[test]
    fn who_edited_last_is_never_the_only_one() {
        let missing = |of: SignOff| of.missing(false);
        let second = vec![Missing::SecondPerson];
        assert_eq!(missing(signed(Some("Lee"), vec![signature("Kim", "Finance")])), []);
        // Spelled otherwise it is the same person to a reader.
        assert_eq!(missing(signed(Some("Kim"), vec![signature(" KIM ", "finance")])), second);
        let both = vec![signature("Kim", "Finance"), signature("Lee", "Sales")];
        assert_eq!(missing(signed(Some("Kim"), both)), []);
        // Nobody knows who edited: one name may be theirs, two are not both.
        assert_eq!(missing(signed(None, vec![signature("Kim", "Finance")])), second);
        let twice = vec![signature("Kim", "Finance"), signature("kim", "Sales")];
        assert_eq!(missing(signed(None, twice)), second);
        let two = vec![signature("Kim", "Finance"), signature("Lee", "Sales")];
        assert_eq!(missing(signed(None, two)), []);
        let alone = Signature { alone: "A one-person team.".into(), ..signature("Kim", "Finance") };
        assert_eq!(missing(signed(Some("Kim"), vec![alone])), []);
    }

    #[test]
    fn a_lapsed_signature_of_another_digest_or_role_is_not_enough() {
        let lapsed = Signature { lapsed: vec![Lapse::Program], ..signature("Kim", "Finance") };
        let role = || Missing::Role("Finance".into());
        assert_eq!(signed(None, vec![lapsed]).missing(false), [Missing::Signature, role()]);
        let other = Signature { sha256: "00".repeat(32), ..signature("Kim", "Finance") };
        assert_eq!(signed(None, vec![other]).missing(false), [Missing::Signature, role()]);
        let sales = signed(Some("Lee"), vec![signature("Kim", "Sales")]);
        assert_eq!(sales.missing(true), [Missing::RealData, role()]);
        let mut open = signed(Some("Lee"), vec![signature("Kim", "Finance")]);
        open.warnings.push(Warning {
            code: "cliff".into(),
            place: String::new(),
            sentence: "A jump.".into(),
            accepted: None,
        });
        assert_eq!(open.missing(false), [Missing::Reasons(1)]);
    }
}
