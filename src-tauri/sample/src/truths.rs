//! What was planted, as data: the answer that whoever studies the sample should find.

use std::collections::BTreeMap;

use tierwright_engine::rows::{FactRows, PartnerRow};
use tierwright_program::{
    Money, Program, Quantity,
    measure::{Reaches, Requirement},
    words,
};

use crate::{channel::Channel, partners::Member, planting::LikePair};

/// Something that was planted in the sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Truth {
    /// A stable code: `just_under_gold`, `like_partners_paid_unlike`, `self_referral` or
    /// `incentive_nobody_earns`.
    pub code: &'static str,
    /// The truth as a sentence.
    pub sentence: String,
    /// Ids of the partners it is about, in order; of like partners, the better paid one first.
    pub partners: Vec<String>,
    /// Ids of the deals it is about, in order.
    pub deals: Vec<String>,
    /// Ids of the program's incentives it is about.
    pub incentives: Vec<String>,
}

/// The incentive of the sample program that asks for more than anybody sells.
pub(crate) const NOBODY_EARNS: &str = "latam_edge_launch";

/// The revenue that the sample program's Gold level asks for.
pub(crate) fn gold_threshold(program: &Program) -> Option<Money> {
    let gold = program.track("partner")?.levels.iter().find(|level| level.id == "gold")?;
    let mut leaves: Vec<(String, &Reaches)> = Vec::new();
    gold.requirement.as_ref().map(|tree: &Requirement| tree.leaves("", &mut leaves))?;
    leaves.iter().find_map(|(_, leaf)| match leaf.at_least {
        Quantity::Money(money) => Some(money),
        Quantity::Number(_) => None,
    })
}

/// What was planted in a channel, now that its deals have ids.
pub(crate) fn truths(channel: &Channel, gold: Money, rows: &FactRows) -> Vec<Truth> {
    let members = &channel.made_up.members;
    let mut truths = vec![just_under_gold(members, &channel.crowd, gold)];
    truths.extend(channel.pairs.iter().map(|pair| like_partners(members, *pair)));
    truths.extend(self_referrals(rows));
    truths.push(nobody_earns());
    truths
}

fn just_under_gold(members: &[Member], crowd: &[usize], gold: Money) -> Truth {
    let mut partners: Vec<String> = crowd.iter().map(|index| members[*index].id.clone()).collect();
    partners.sort_unstable();
    Truth {
        code: "just_under_gold",
        sentence: format!(
            "{} partners with enough certifications for Gold stand within 5% below the {} of trailing \
             revenue that it asks for, at the reviews of September and of December 2025.",
            partners.len(),
            words::money(gold)
        ),
        partners,
        deals: Vec::new(),
        incentives: Vec::new(),
    }
}

fn like_partners(members: &[Member], pair: LikePair) -> Truth {
    let (selling, helping) = (&members[pair.selling], &members[pair.helping]);
    Truth {
        code: "like_partners_paid_unlike",
        sentence: format!(
            "{} and {} are alike in type, region, segment and revenue, but {} resells and sources while {} \
             mostly influences, which pays far less.",
            selling.name, helping.name, selling.name, helping.name
        ),
        partners: vec![selling.id.clone(), helping.id.clone()],
        deals: Vec::new(),
        incentives: Vec::new(),
    }
}

/// Every deal whose customer is a partner of the channel: it was made for this.
fn self_referrals(rows: &FactRows) -> Vec<Truth> {
    let named = rows.partners.iter().map(|partner| (partner.name.as_str(), partner));
    let partners: BTreeMap<&str, &PartnerRow> = named.collect();
    let own =
        rows.deals.iter().filter_map(|deal| Some((deal, partners.get(deal.customer.as_str())?)));
    own.map(|(deal, partner)| Truth {
        code: "self_referral",
        sentence: format!(
            "{} is credited with referring deal {}, on which it is itself the customer.",
            partner.name, deal.id
        ),
        partners: vec![partner.id.clone()],
        deals: vec![deal.id.clone()],
        incentives: Vec::new(),
    })
    .collect()
}

fn nobody_earns() -> Truth {
    Truth {
        code: "incentive_nobody_earns",
        sentence: "The Edge launch bonus for LATAM asks for more Edge revenue in a quarter than any partner \
                   there sells, so it pays nobody."
            .to_owned(),
        partners: Vec::new(),
        deals: Vec::new(),
        incentives: vec![NOBODY_EARNS.to_owned()],
    }
}
