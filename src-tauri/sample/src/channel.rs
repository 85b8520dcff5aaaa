//! The channel put together: partners and customers, then ordinary deals, then the planted ones,
//! then what depends on what everybody sold.

use crate::{
    SEED, Size, activities,
    customers::Customers,
    deals::{Dealer, Draft},
    draw::{Draw, Stream},
    exchange::Exchange,
    funds,
    market::Market,
    names::NameBook,
    numbering::MadeUp,
    partners::{Member, recruit},
    payouts,
    planting::{LikePair, crowd_below, pair_up, planted_deals, self_referrers},
    tally::Tally,
};

/// What was made up, and whom the truths are about.
pub(crate) struct Channel {
    pub(crate) made_up: MadeUp,
    /// Partners that were lifted to just under Gold.
    pub(crate) crowd: Vec<usize>,
    pub(crate) pairs: Vec<LikePair>,
}

impl Channel {
    /// A channel whose crowd stands under `gold`, in ten-thousandths of a US dollar.
    pub(crate) fn make(size: Size, gold: i64) -> Self {
        let mut names = NameBook::default();
        let mut members = recruit(size, &mut Draw::new(SEED, Stream::Partners), &mut names);
        let pairs = pair_up(size, &mut members);
        let customers = Customers::make(size, &mut Draw::new(SEED, Stream::Customers), &mut names);
        let exchange = Exchange::walk(&mut Draw::new(SEED, Stream::Rates));
        let market = Market::of(&members);
        let mut dealer = Dealer {
            size,
            members: &members,
            customers: &customers,
            market: &market,
            draw: Draw::new(SEED, Stream::Deals),
        };
        let mut drafts = ordinary_and_planted(&mut dealer, &pairs, &exchange);
        let crowd = lift_crowd(&mut dealer, gold, &exchange, &mut drafts);
        let tally = Tally::of(&drafts, members.len(), &exchange);
        let like = pairs.iter().flat_map(|pair| [pair.selling, pair.helping]);
        let assured: Vec<usize> = crowd.iter().copied().chain(like).collect();
        let deeds =
            activities::deeds(&members, &tally, &assured, &mut Draw::new(SEED, Stream::Activities));
        let steps = funds::steps(&members, &tally, &mut Draw::new(SEED, Stream::Funds));
        let payouts = payouts::payouts(members.len(), &tally);
        let made_up = MadeUp { members, drafts, deeds, steps, exchange, payouts };
        Self { made_up, crowd, pairs }
    }
}

/// All deals but those of the crowd, which depend on these.
fn ordinary_and_planted(
    dealer: &mut Dealer<'_>,
    pairs: &[LikePair],
    exchange: &Exchange,
) -> Vec<Draft> {
    let ordinary = dealer.size.deals() - planted_deals(dealer.size);
    let mut drafts: Vec<Draft> = (0..ordinary).map(|place| dealer.deal(place, ordinary)).collect();
    dealer.draw = Draw::new(SEED, Stream::LikePartners);
    for pair in pairs {
        drafts.extend(dealer.deals_of_pair(*pair, exchange));
    }
    dealer.draw = Draw::new(SEED, Stream::SelfReferral);
    for member in self_referrers(dealer.size, dealer.members) {
        drafts.push(dealer.self_referral(member));
    }
    drafts
}

/// Gives each partner of the crowd the deals that leave it just short; says who they are.
fn lift_crowd(
    dealer: &mut Dealer<'_>,
    gold: i64,
    exchange: &Exchange,
    drafts: &mut Vec<Draft>,
) -> Vec<usize> {
    let members: &[Member] = dealer.members;
    let tally = Tally::of(drafts, members.len(), exchange);
    dealer.draw = Draw::new(SEED, Stream::Crowd);
    let lifts = crowd_below(gold, dealer.size, members, &tally, &mut dealer.draw);
    for lift in &lifts {
        for (quarter, by) in lift.by {
            drafts.push(dealer.deal_worth(lift.member, quarter, by, exchange));
        }
    }
    lifts.into_iter().map(|lift| lift.member).collect()
}
