//! From what is earned to what is due, in words. What holds by default is not said.

use super::{Sentence, policy};
use crate::{
    Incentive, Program,
    incentive::{
        AccountShare, Carry, Clawback, CutOver, EarlierResults, GroupPays, Guarantee,
        GuaranteePaid, Negative, OwnResult, PaysInto, Returns, Rounded, ServedIn, SharedPer,
        TierAgain, UnservedTerm,
    },
    words,
};

/// Everything between the schedule and the payment of one incentive.
pub fn settling(incentive: &Incentive) -> Option<String> {
    let parts = [
        rounded(incentive),
        settled(incentive),
        incentive.guarantee.as_ref().map(guaranteed),
        earlier_results(incentive),
        own_result(incentive),
        returns(incentive),
        spread(incentive),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn rounded(incentive: &Incentive) -> Option<String> {
    match incentive.rounded {
        Rounded::PayoutLine => None,
        Rounded::Deal => Some("What each deal earns is rounded by itself.".to_owned()),
        Rounded::DealLine => {
            Some("What each line of a deal earns is rounded by itself.".to_owned())
        }
    }
}

fn settled(incentive: &Incentive) -> Option<String> {
    let settle = incentive.settle.as_ref()?;
    let negative = match settle.negative {
        Negative::Ignored => "where that is below zero, nothing is due",
        Negative::ToBalance => "where that is below zero, it lowers the partner's balance",
    };
    Some(format!(
        "It is settled each {}: due is what has been earned so far, less what was settled before; \
         {negative}.{}",
        policy::fiscal(settle.every),
        settle.cut_over.as_ref().map(cut_over).unwrap_or_default()
    ))
}

fn cut_over(of: &CutOver) -> String {
    format!(
        " Settled before {} is what was paid as {} for periods that ended earlier.",
        words::day(of.on),
        words::said(&of.label)
    )
}

fn guaranteed(guarantee: &Guarantee) -> String {
    let (amount, every) = (words::money(guarantee.amount), policy::fiscal(guarantee.every));
    let paid = match guarantee.paid {
        GuaranteePaid::AtEnd => "what is missing to it is paid at the end",
        GuaranteePaid::First => {
            "it is paid first, and afterwards only what has been earned above it"
        }
    };
    let carry = match guarantee.carry {
        Carry::None => "each by itself",
        Carry::Excess => "less what was earned above it in those before",
    };
    format!("Each partner who can earn it is guaranteed {amount} each {every}, {carry}: {paid}.")
}

fn earlier_results(incentive: &Incentive) -> Option<String> {
    match incentive.stacking.earlier_results {
        EarlierResults::LeaveIt => None,
        EarlierResults::ReduceIt => Some(
            "What a partner earned from incentives above it on the same deals is taken off the \
             value it pays on."
                .to_owned(),
        ),
    }
}

fn own_result(incentive: &Incentive) -> Option<String> {
    match incentive.stacking.own_result {
        OwnResult::ReducesLater => None,
        OwnResult::IsLeftOut => {
            Some("What it pays is not taken off the value of other incentives.".to_owned())
        }
    }
}

fn returns(incentive: &Incentive) -> Option<String> {
    match incentive.returns {
        Returns::OwnPeriod => None,
        Returns::DealPeriod(again) => {
            let tier = match again.tier {
                TierAgain::AsStood => "at the level as it stood",
                TierAgain::AsNow => "at the level on the last day of the new period",
            };
            Some(format!(
                "A return lowers the period of its deal, and a closed period is then settled \
                 again, {tier}."
            ))
        }
        Returns::Clawback(clawback) => Some(clawed_back(clawback)),
        Returns::UnservedTerm(unserved) => Some(taken_unserved(unserved)),
    }
}

fn clawed_back(clawback: Clawback) -> String {
    let share = words::percent(clawback.share);
    let until = until(clawback.within_days);
    format!("Each return takes back {share} of what its deal earned{until}.")
}

fn taken_unserved(unserved: UnservedTerm) -> String {
    let counted = match unserved.counted_in {
        ServedIn::Days => "counted in days",
        ServedIn::WholeMonths => "counted in whole months",
    };
    let until = until(unserved.within_days);
    format!(
        "A return or cancellation takes back the part of what its deal earned that is for the term \
         not served, {counted}{until}; all of it where the deal has no term."
    )
}

/// Up to when a return takes something back.
fn until(within_days: Option<u16>) -> String {
    within_days.map_or_else(String::new, |days| {
        format!(", up to {} after the payable date", words::count(days, "day"))
    })
}

fn spread(incentive: &Incentive) -> Option<String> {
    let parts = incentive.spread_over?;
    Some(format!(
        "Each settlement is paid in {}, one with it and one with each that follows.",
        words::count(parts, "equal part")
    ))
}

/// Where the money goes.
pub fn pays_into(incentive: &Incentive) -> String {
    match &incentive.pays_into {
        PaysInto::Cash => "in cash".to_owned(),
        PaysInto::RestrictedFund => "into a restricted fund of the partner".to_owned(),
        PaysInto::Mdf => "into the partner's MDF balance".to_owned(),
        PaysInto::Split(shares) => {
            let said = |one: &AccountShare| {
                format!("{} into {}", words::percent(one.share), one.account.words())
            };
            let said: Vec<String> = shares.iter().map(said).collect();
            if said.is_empty() { "nowhere".to_owned() } else { words::list(&said, "and") }
        }
    }
}

/// Stacking groups and shared limits, in words.
pub fn program(program: &Program) -> Vec<Sentence> {
    let groups = program.stacking_groups.iter().map(|group| {
        let pays = match group.pays {
            GroupPays::Add => "add up",
            GroupPays::BestOf => "compete, and the one with the highest result pays",
            GroupPays::FirstThatPays => "compete, and the first with a result pays",
        };
        Sentence {
            place: format!("/stacking_groups/{}", group.id),
            text: format!("{} {pays}.", names(program, &group.incentives)),
        }
    });
    let limits = program.shared_limits.iter().map(|limit| {
        let per = match limit.per {
            SharedPer::Deal => "on one deal",
            SharedPer::PartnerPeriod => "in one period",
            SharedPer::PartnerYear => "in one fiscal year",
        };
        Sentence {
            place: format!("/shared_limits/{}", limit.id),
            text: format!(
                "No partner earns more than {} {per} from {} together; the last of them gives way \
                 first.",
                words::money(limit.at_most),
                names(program, &limit.incentives)
            ),
        }
    });
    groups.chain(limits).collect()
}

/// The names of incentives by id.
fn names(program: &Program, ids: &[String]) -> String {
    let name = |id: &String| match program.incentive(id) {
        Some(at) => words::name_of(&program.incentives[at].name, id),
        None => words::said(id),
    };
    match ids {
        [] => "no incentives".to_owned(),
        ids => words::list(&ids.iter().map(name).collect::<Vec<_>>(), "and"),
    }
}
