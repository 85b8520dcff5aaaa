//! What the command line can say about studies.

use clap::{Args, Subcommand, ValueEnum};
use tierwright_api::wire::{
    Change, Decided, StudyHand, StudyMeasure, StudyOf, StudyReaction, StudyWaves,
};

use super::Viewed;

/// A study.
#[derive(Args)]
pub struct Study {
    /// Which one.
    #[command(subcommand)]
    pub of: Name,
}

/// What every study looks at.
#[derive(Args)]
pub struct Studied {
    #[command(flatten)]
    pub viewed: Viewed,
    /// Print this table alone, by its id; with csv the first one where left out.
    #[arg(long, value_name = "ID")]
    pub table: Option<String>,
}

/// The studies. Parts are decimals: 0.05 for 5%.
#[derive(Subcommand)]
pub enum Name {
    /// Jumps at thresholds, who stands near below, and schedules without them.
    Cliffs {
        #[command(flatten)]
        studied: Studied,
        /// How near below a threshold partners are listed, in parts of it [default: 0.05].
        #[arg(long, value_name = "PART")]
        within: Option<String>,
        /// The partner, by its id, whose curve is drawn [default: the one with the largest jump].
        #[arg(long, value_name = "ID")]
        partner: Option<String>,
    },
    /// Each value of the program moved down and up, pairs, and what pays for each rule.
    WhatMatters {
        #[command(flatten)]
        studied: Studied,
        /// How far values are moved down and up, in parts [default: 0.1].
        #[arg(long, value_name = "PART")]
        by: Option<String>,
        /// A lever to look at, by its name or place; may be given more than once [default: all].
        #[arg(long = "lever", value_name = "NAME")]
        levers: Vec<String>,
        /// The margin of a unit of revenue, in parts, for the volume that pays for each rule.
        #[arg(long, value_name = "PART")]
        margin: Option<String>,
        /// How the volume of a rule's deals changes, such as volume_rebate=0.05; may be given more
        /// than once.
        #[arg(long = "reaction", value_name = "RULE=PART", value_parser = reaction)]
        reactions: Vec<(String, String)>,
    },
    /// Move values until a target is met; up to three answers, each with who pays for it.
    FindSetting {
        #[command(flatten)]
        studied: Studied,
        /// The most that is paid.
        #[arg(long, value_name = "AMOUNT", group = "target")]
        budget: Option<String>,
        /// The least part of partners who get more than now.
        #[arg(long, value_name = "PART", group = "target")]
        winners: Option<String>,
        /// The least return on the cost, (margin x revenue - cost) / cost.
        #[arg(long = "return", value_name = "NUMBER", group = "target", requires = "margin")]
        return_on_cost: Option<String>,
        /// The margin of a unit of revenue, in parts.
        #[arg(long, value_name = "PART")]
        margin: Option<String>,
        /// A lever that may be moved, by its name or place; may be given more than once [default:
        /// all].
        #[arg(long = "lever", value_name = "NAME")]
        levers: Vec<String>,
        /// The least that a lever is multiplied by [default: 0.5].
        #[arg(long, value_name = "FACTOR")]
        least: Option<String>,
        /// The most that a lever is multiplied by [default: 1.5].
        #[arg(long, value_name = "FACTOR")]
        most: Option<String>,
    },
    /// Bunching at thresholds, deals moved or split at worst, own referrals.
    Gaming {
        #[command(flatten)]
        studied: Studied,
        /// How far around a threshold partners are counted, in parts of it [default: 0.05].
        #[arg(long, value_name = "PART")]
        within: Option<String>,
        /// By how many days deals can be moved [default: 30].
        #[arg(long, value_name = "DAYS")]
        days: Option<u16>,
    },
    /// Every scenario on one history, and two values of the program moved together.
    Programs {
        #[command(flatten)]
        studied: Studied,
        /// A value of the grid, by its name or place; given twice, down and across [default: those
        /// that move the bill most].
        #[arg(long = "lever", value_name = "NAME")]
        levers: Vec<String>,
        /// How far values are moved down and up, in parts [default: 0.2].
        #[arg(long, value_name = "PART")]
        by: Option<String>,
    },
    /// The program on the history, on the plan and on years drawn again.
    Futures {
        #[command(flatten)]
        studied: Studied,
        /// Years that are drawn [default: 20].
        #[arg(long, value_name = "N")]
        years: Option<u32>,
        /// The seed of the first year [default: 7].
        #[arg(long)]
        seed: Option<u32>,
    },
    /// How the bill could come out: the year drawn again from its own partners and deals.
    Risk {
        #[command(flatten)]
        studied: Studied,
        /// The bill that should not be passed [default: the program's budget].
        #[arg(long, value_name = "AMOUNT")]
        budget: Option<String>,
        /// The seed [default: 7].
        #[arg(long)]
        seed: Option<u32>,
        /// Years that are drawn [default: 2000].
        #[arg(long, value_name = "N")]
        draws: Option<u32>,
        /// Replays that they are drawn from [default: 60].
        #[arg(long, value_name = "N")]
        replays: Option<u32>,
        /// Keep the partners as they are and draw deals alone.
        #[arg(long)]
        same_partners: bool,
    },
    /// Deals paid by several rules or by none, and what like partners get.
    Overlap {
        #[command(flatten)]
        studied: Studied,
    },
    /// What MDF brought, how far it is used, and how the next money could be divided.
    Mdf {
        #[command(flatten)]
        studied: Studied,
        /// The margin of a unit of revenue, in parts [default: 0.3].
        #[arg(long, value_name = "PART")]
        margin: Option<String>,
        /// What is divided [default: what was paid in the replay].
        #[arg(long)]
        amount: Option<String>,
        /// The least for each partner.
        #[arg(long, value_name = "AMOUNT")]
        least: Option<String>,
        /// The most for each partner.
        #[arg(long, value_name = "AMOUNT")]
        most: Option<String>,
        /// What a partner gets by hand, such as P-1001=5000; may be given more than once. The others
        /// divide what is left by revenue.
        #[arg(long = "hand", value_name = "PARTNER=AMOUNT", value_parser = by_hand)]
        hand: Vec<(String, String)>,
    },
    /// How the channel does, who is like the best, and who is at risk.
    Scorecard {
        #[command(flatten)]
        studied: Studied,
        /// The margin of a unit of revenue, in parts.
        #[arg(long, value_name = "PART")]
        margin: Option<String>,
        /// What winning customers directly cost in the replay besides payouts.
        #[arg(long, value_name = "AMOUNT")]
        direct_cost: Option<String>,
    },
    /// Every attribution model on one history.
    Swap {
        #[command(flatten)]
        studied: Studied,
    },
    /// Some partners compared with others like them, over a window of the history.
    Pilot {
        #[command(flatten)]
        studied: Studied,
        /// A partner of the pilot, by its id; may be given more than once.
        #[arg(long = "partner", value_name = "ID")]
        partners: Vec<String>,
        /// Partners of this region.
        #[arg(long)]
        region: Option<String>,
        /// Partners of this type.
        #[arg(long, value_name = "TYPE")]
        partner_type: Option<String>,
        /// Partners of this segment.
        #[arg(long)]
        segment: Option<String>,
        /// The first day of the window [default: the last two quarters of the replay].
        #[arg(long, value_name = "DAY")]
        window_from: Option<String>,
        /// The last day of the window.
        #[arg(long, value_name = "DAY")]
        window_until: Option<String>,
        /// What is measured [default: revenue].
        #[arg(long, value_enum)]
        measure: Option<Measure>,
        /// A value that pilot partners are promised instead, such as
        /// /incentives/co_sell/schedule/bands/0/rates/0=0.06; may be given more than once.
        #[arg(long = "promise", value_name = "PLACE=VALUE", value_parser = promise)]
        promises: Vec<Change>,
        /// The seed of the cost's range [default: 7].
        #[arg(long)]
        seed: Option<u32>,
        #[command(flatten)]
        deciding: Deciding,
    },
    /// Waves in which a change is brought to all partners: dates, budgets, milestones and reviews.
    Rollout {
        #[command(flatten)]
        studied: Studied,
        /// What partners of one wave have in common [default: segment].
        #[arg(long, value_enum)]
        by: Option<Waves>,
        /// The segment, region or type of the first wave [default: the smallest].
        #[arg(long, value_name = "NAME")]
        first: Option<String>,
        /// A day in the quarter in which the first wave begins [default: after the replay].
        #[arg(long, value_name = "DAY")]
        begin: Option<String>,
        /// Quarters from wave to wave [default: 2].
        #[arg(long, value_name = "N")]
        apart: Option<u8>,
        /// A value that is brought to partners, such as
        /// /incentives/co_sell/schedule/bands/0/rates/0=0.06; may be given more than once [default:
        /// the program as it is].
        #[arg(long = "promise", value_name = "PLACE=VALUE", value_parser = promise)]
        promises: Vec<Change>,
        /// The seed of the budgets' range [default: 7].
        #[arg(long)]
        seed: Option<u32>,
        #[command(flatten)]
        deciding: Deciding,
    },
    /// The least and the most that the rules pay over the orders they could stand in.
    Order {
        #[command(flatten)]
        studied: Studied,
        /// The seed of orders that are drawn [default: 7].
        #[arg(long)]
        seed: Option<u32>,
    },
}

/// What is decided on what a study shows.
#[derive(Clone, Args)]
pub struct Deciding {
    /// Keep a decision on it in the document's history.
    #[arg(long, value_enum, value_name = "DECISION", conflicts_with = "program")]
    pub decide: Option<Way>,
    /// The reason for the decision.
    #[arg(long, value_name = "TEXT", requires = "decide")]
    pub because: Option<String>,
}

/// What can be decided.
#[derive(Clone, Copy, ValueEnum)]
pub enum Way {
    /// It is brought to all partners.
    RollOut,
    /// It goes on and is looked at again.
    GoOn,
    /// It ends.
    Stop,
}

/// What partners of one wave have in common.
#[derive(Clone, Copy, ValueEnum)]
pub enum Waves {
    /// Their segment.
    Segment,
    /// Their region.
    Region,
    /// Their type.
    PartnerType,
}

/// What a pilot measures, by partner and quarter.
#[derive(Clone, Copy, ValueEnum)]
pub enum Measure {
    /// Revenue by declared share.
    Revenue,
    /// Won deals.
    Deals,
    /// Won deals with another partner on them.
    JointDeals,
}

fn promise(text: &str) -> Result<Change, String> {
    let (place, value) = text.split_once('=').ok_or("write it as PLACE=VALUE")?;
    Ok(Change { place: place.to_owned(), value: value.into() })
}

fn by_hand(text: &str) -> Result<(String, String), String> {
    let (partner, amount) = text.rsplit_once('=').ok_or("write it as P-1001=5000")?;
    Ok((partner.to_owned(), amount.to_owned()))
}

fn reaction(text: &str) -> Result<(String, String), String> {
    let (rule, volume) = text.split_once('=').ok_or("write it as volume_rebate=0.05")?;
    Ok((rule.to_owned(), volume.to_owned()))
}

impl Name {
    /// The values that are tried.
    pub fn promises(&self) -> Vec<Change> {
        match self {
            Self::Pilot { promises, .. } | Self::Rollout { promises, .. } => promises.clone(),
            _ => Vec::new(),
        }
    }

    /// What is decided, and why.
    pub fn decision(&self) -> Option<(Decided, String)> {
        let (Self::Pilot { deciding, .. } | Self::Rollout { deciding, .. }) = self else {
            return None;
        };
        let decided = match deciding.decide? {
            Way::RollOut => Decided::RollOut,
            Way::GoOn => Decided::GoOn,
            Way::Stop => Decided::Stop,
        };
        Some((decided, deciding.because.clone().unwrap_or_default()))
    }

    /// What is looked at, and the study with its settings.
    pub fn settings(self) -> (Studied, StudyOf) {
        match self {
            Self::Cliffs { studied, within, partner } => {
                (studied, StudyOf::Cliffs { within, partner })
            }
            Self::WhatMatters { studied, by, levers, margin, reactions } => {
                let typed = |(incentive, volume)| StudyReaction { incentive, volume };
                let reactions = reactions.into_iter().map(typed).collect();
                (studied, StudyOf::WhatMatters { by, levers, margin, reactions })
            }
            Self::FindSetting {
                studied,
                budget,
                winners,
                return_on_cost,
                margin,
                levers,
                least,
                most,
            } => {
                let of = StudyOf::FindSetting {
                    budget,
                    winners,
                    return_on_cost,
                    margin,
                    levers,
                    least,
                    most,
                };
                (studied, of)
            }
            Self::Gaming { studied, within, days } => (studied, StudyOf::Gaming { within, days }),
            Self::Programs { studied, levers, by } => (studied, StudyOf::Programs { levers, by }),
            Self::Futures { studied, years, seed } => (studied, StudyOf::Futures { years, seed }),
            Self::Risk { studied, budget, seed, draws, replays, same_partners } => {
                (studied, StudyOf::Risk { budget, seed, draws, replays, same_partners })
            }
            Self::Overlap { studied } => (studied, StudyOf::Overlap {}),
            Self::Mdf { studied, margin, amount, least, most, hand } => {
                let typed = |(partner, amount)| StudyHand { partner, amount };
                let hand = hand.into_iter().map(typed).collect();
                (studied, StudyOf::Mdf { margin, amount, least, most, hand })
            }
            Self::Scorecard { studied, margin, direct_cost } => {
                (studied, StudyOf::Scorecard { margin, direct_cost })
            }
            Self::Swap { studied } => (studied, StudyOf::Swap {}),
            Self::Pilot {
                studied,
                partners,
                region,
                partner_type,
                segment,
                window_from: from,
                window_until: until,
                measure,
                promises: _,
                seed,
                deciding: _,
            } => {
                let measure = measure.map(|one| match one {
                    Measure::Revenue => StudyMeasure::Revenue,
                    Measure::Deals => StudyMeasure::Deals,
                    Measure::JointDeals => StudyMeasure::JointDeals,
                });
                let of = StudyOf::Pilot {
                    partners,
                    region,
                    partner_type,
                    segment,
                    from,
                    until,
                    measure,
                    seed,
                };
                (studied, of)
            }
            Self::Rollout {
                studied,
                by,
                first,
                begin: from,
                apart,
                seed,
                promises: _,
                deciding: _,
            } => {
                let by = by.map(|one| match one {
                    Waves::Segment => StudyWaves::Segment,
                    Waves::Region => StudyWaves::Region,
                    Waves::PartnerType => StudyWaves::PartnerType,
                });
                (studied, StudyOf::Rollout { by, first, from, apart, seed })
            }
            Self::Order { studied, seed } => (studied, StudyOf::Order { seed }),
        }
    }
}
