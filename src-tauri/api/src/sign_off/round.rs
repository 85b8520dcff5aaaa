//! The steps of a sign-off, read from the first to the last: what they come to.

use std::collections::BTreeMap;

use tierwright_export::sign_off::{Covered, Said, Signature};
use tierwright_store::{SignOffEvent, SignOffStep, Signed, Warned};

use super::warned;
use crate::wire::{ExportToDo, SaidRow};

/// Days after a quarter's end that its review is due, where nobody said another number.
const REVIEW_DAYS: u32 = 15;

/// What the steps come to.
pub(crate) struct Round {
    /// Whether signatures are being collected.
    pub in_review: bool,
    /// The roles asked for; none where it is not in review and was not since it was a draft.
    pub asked: Option<Vec<String>>,
    /// Every signature, the oldest first.
    pub signatures: Vec<Given>,
    accepted: BTreeMap<Warned, Said>,
    pub review_days: u32,
    /// Reviews that were held, by quarter.
    pub held: Vec<(String, Said)>,
}

/// A signature that was given.
pub(crate) struct Given {
    pub number: i64,
    pub revision: i64,
    pub name: String,
    pub role: String,
    pub at: String,
    pub alone: String,
    pub signed: Signed,
    /// That it was taken back, or the program set back to a draft.
    pub withdrawn: Option<Said>,
}

impl Round {
    pub(super) fn of(events: Vec<SignOffEvent>) -> Self {
        let mut round = Self {
            in_review: false,
            asked: None,
            signatures: Vec::new(),
            accepted: BTreeMap::new(),
            review_days: REVIEW_DAYS,
            held: Vec::new(),
        };
        for event in events {
            round.go_on(event);
        }
        round
    }

    fn go_on(&mut self, event: SignOffEvent) {
        let SignOffEvent { number, done_at: at, revision, entry } = event;
        let said = Said { text: entry.words.clone(), who: entry.who.clone(), at: at.clone() };
        match entry.step {
            SignOffStep::ToReview { roles } => {
                (self.in_review, self.asked) = (true, Some(roles));
            }
            SignOffStep::ToDraft => {
                (self.in_review, self.asked) = (false, None);
                let standing = self.signatures.iter_mut().filter(|one| one.withdrawn.is_none());
                standing.for_each(|one| one.withdrawn = Some(said.clone()));
            }
            SignOffStep::Exported { .. } => self.in_review = false,
            SignOffStep::Sign(signed) => self.signatures.push(Given {
                number,
                revision,
                name: entry.who,
                role: entry.role,
                at,
                alone: entry.words,
                signed,
                withdrawn: None,
            }),
            SignOffStep::Withdraw { signature } => {
                let of = self.signatures.iter_mut().find(|one| one.number == signature);
                if let Some(of) = of {
                    of.withdrawn = Some(said);
                }
            }
            SignOffStep::Accept(of) => {
                self.accepted.insert(of, said);
            }
            SignOffStep::Reopen(of) => {
                self.accepted.remove(&of);
            }
            SignOffStep::ReviewDays(days) => self.review_days = days,
            SignOffStep::Reviewed { quarter } => {
                self.held.retain(|(other, _)| *other != quarter);
                self.held.push((quarter, said));
            }
        }
    }

    /// The signatures that were not taken back.
    pub(super) fn counting(&self) -> impl Iterator<Item = &Given> {
        self.signatures.iter().filter(|one| one.withdrawn.is_none())
    }

    /// Whether a warning was accepted as it stands.
    pub(super) fn has_accepted(&self, of: &Warned) -> bool {
        self.accepted.contains_key(of)
    }

    /// Puts the reasons beside the warnings that were accepted.
    pub(super) fn accept(&self, to_do: &mut [ExportToDo]) {
        for one in to_do.iter_mut().filter(|one| !one.blocks) {
            one.accepted = self.accepted.get(&warned(one)).cloned().map(said_row);
        }
    }
}

impl Given {
    /// As a bundle has it, beside what a signature would cover now.
    pub(super) fn kept(&self, now: &Covered) -> Signature {
        Signature {
            name: self.name.clone(),
            role: self.role.clone(),
            signed_at: self.at.clone(),
            sha256: self.signed.digest.clone(),
            alone: self.alone.clone(),
            lapsed: self.covered().lapsed(now),
        }
    }

    /// What was signed.
    pub(super) fn covered(&self) -> Covered {
        let Signed { program, facts, engine, as_of, total, liability, .. } = self.signed.clone();
        Covered { program, facts, engine, as_of, total, liability }
    }
}

pub(super) fn said_row(of: Said) -> SaidRow {
    SaidRow { text: of.text, who: of.who, at: of.at }
}
