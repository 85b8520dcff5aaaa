//! The partners of the channel.

use chrono::NaiveDate;

use crate::{
    Size,
    days::{QUARTERS, after, date, first_day, quarter_of},
    draw::Draw,
    geography::{Country, Region, countries_of},
    names::NameBook,
};

/// A type of partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Reseller,
    Distributor,
    Referral,
    Isv,
    Si,
    Msp,
}

/// A part that a partner plays on a deal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Role {
    Sourced,
    Influenced,
    CoSold,
    Resold,
    Implemented,
    Referred,
}

/// How big a partner's customers are, and so its deals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Segment {
    Enterprise,
    MidMarket,
    SmallBusiness,
}

/// A partner with what the deals need to know about it.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) country: &'static Country,
    pub(crate) segment: Segment,
    pub(crate) joined: NaiveDate,
    /// How often it is met on the deals of each quarter, against the others.
    pub(crate) weights: [usize; QUARTERS],
}

impl Kind {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Reseller => "reseller",
            Self::Distributor => "distributor",
            Self::Referral => "referral",
            Self::Isv => "ISV",
            Self::Si => "SI",
            Self::Msp => "MSP",
        }
    }

    /// The words that companies of this type call their trade by.
    const fn trades(self) -> &'static [&'static str] {
        match self {
            Self::Reseller => &["Systems", "Technology", "Computing", "Digital", "Networks"],
            Self::Distributor => &["Distribution", "Wholesale", "Supply Group", "Trading"],
            Self::Referral => &["Advisory", "Partners", "Associates", "Business Advisory"],
            Self::Isv => &["Software", "Dataworks", "Labs", "Applications"],
            Self::Si => &["Integrators", "Consulting", "Systems Integration", "Engineering"],
            Self::Msp => &["Managed Services", "Cloud", "Hosting", "IT Operations"],
        }
    }

    /// How big partners of this type are, in percent of a reseller.
    const fn stature(self) -> i64 {
        match self {
            Self::Reseller => 100,
            Self::Distributor => 190,
            Self::Referral => 35,
            Self::Isv => 80,
            Self::Si => 120,
            Self::Msp => 90,
        }
    }

    /// The roles it plays, the usual one with the greatest weight.
    pub(crate) const fn roles(self) -> &'static [(Role, usize)] {
        use Role::{CoSold, Implemented, Influenced, Referred, Resold, Sourced};
        match self {
            Self::Reseller => &[(Resold, 60), (Sourced, 30), (CoSold, 10)],
            Self::Distributor => &[(Resold, 85), (Influenced, 15)],
            Self::Referral => &[(Referred, 75), (Influenced, 25)],
            Self::Isv => &[(CoSold, 50), (Influenced, 25), (Sourced, 25)],
            Self::Si => &[(Implemented, 50), (Sourced, 25), (Influenced, 25)],
            Self::Msp => &[(Resold, 40), (Implemented, 30), (Sourced, 30)],
        }
    }
}

impl Role {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Influenced => "influenced",
            Self::CoSold => "co-sold",
            Self::Resold => "resold",
            Self::Implemented => "implemented",
            Self::Referred => "referred",
        }
    }

    /// Its usual weight when partners declare their shares.
    pub(crate) const fn usual_share(self) -> i64 {
        match self {
            Self::Resold => 45,
            Self::Sourced => 35,
            Self::CoSold | Self::Implemented => 25,
            Self::Influenced | Self::Referred => 15,
        }
    }
}

impl Segment {
    pub(crate) const ALL: [Self; 3] = [Self::Enterprise, Self::MidMarket, Self::SmallBusiness];

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::MidMarket => "mid-market",
            Self::SmallBusiness => "small business",
        }
    }

    /// The customers that a partner of this segment sells to.
    pub(crate) const fn sells_to(self) -> [(Self, usize); 3] {
        let [enterprise, middle, small] = match self {
            Self::Enterprise => [40, 40, 20],
            Self::MidMarket => [15, 50, 35],
            Self::SmallBusiness => [5, 35, 60],
        };
        [(Self::Enterprise, enterprise), (Self::MidMarket, middle), (Self::SmallBusiness, small)]
    }
}

const KINDS: [(Kind, usize); 6] = [
    (Kind::Reseller, 32),
    (Kind::Msp, 18),
    (Kind::Si, 16),
    (Kind::Isv, 14),
    (Kind::Referral, 12),
    (Kind::Distributor, 8),
];

const REGIONS: [(Region, usize); 4] =
    [(Region::Americas, 42), (Region::Emea, 32), (Region::Apac, 17), (Region::Latam, 9)];

/// How far apart partners are in size, in hundredths of an octave: a few are very large.
const SIZE_SPREAD: i64 = 205;

/// The largest stature; half of the resellers lie below 10,000.
const LARGEST: i64 = 260_000;

/// The partners of a size, in the order of their ids.
pub(crate) fn recruit(size: Size, draw: &mut Draw, names: &mut NameBook) -> Vec<Member> {
    (0..size.partners()).map(|index| member(index, draw, names)).collect()
}

fn member(index: usize, draw: &mut Draw, names: &mut NameBook) -> Member {
    let kind = draw.weighted(&KINDS);
    let region = draw.weighted(&REGIONS);
    let country = draw.weighted(&countries_of(region));
    let name = names.company(draw, country, kind.trades());
    let stature = draw.around(10_000 * kind.stature() / 100, SIZE_SPREAD).min(LARGEST);
    let joined = joining_day(draw);
    Member {
        id: format!("P-{}", 1001 + index),
        name,
        kind,
        country,
        segment: segment_of(stature, draw),
        joined,
        weights: weights(stature, joined, draw),
    }
}

/// One partner in seven joins during the sample, the others in the nine years before.
fn joining_day(draw: &mut Draw) -> NaiveDate {
    if draw.chance(14) {
        after(first_day(), draw.between(20, 560))
    } else {
        after(date(2015, 1, 5), draw.between(0, 3_250))
    }
}

/// Larger partners sell to larger customers, mostly.
fn segment_of(stature: i64, draw: &mut Draw) -> Segment {
    match draw.around(stature, 60) {
        ..9_000 => Segment::SmallBusiness,
        9_000..32_000 => Segment::MidMarket,
        _ => Segment::Enterprise,
    }
}

/// The weight of each quarter: a steady growth or decline of the partner's own, and nothing up to
/// the quarter it joins in.
fn weights(stature: i64, joined: NaiveDate, draw: &mut Draw) -> [usize; QUARTERS] {
    let in_the_end = draw.around(stature, 55);
    let joins_in = (joined >= first_day()).then(|| quarter_of(joined));
    std::array::from_fn(|quarter| {
        let (gone, all) = (quarter as i64, QUARTERS as i64 - 1);
        let weight = (stature * (all - gone) + in_the_end * gone) / all;
        let here = joins_in.is_none_or(|joins_in| quarter > joins_in);
        if here { weight.max(1) as usize } else { 0 }
    })
}
