//! Funds, their return and estimates of accruals, in words.

use super::{Sentence, filters, policy::fiscal};
use crate::{
    Fund, Program, Weight,
    estimate::Expected,
    fund::{
        ActivityCap, AllocatedBy, Allocation, Allowance, Approval, Attributed, CapPer,
        DeadlineFrom, Forfeited, FundMoney, FundReturn, LinkedTwice, PerRequest, ReturnCost,
    },
    measure::Basis,
    words,
};

/// Each fund, what the return on funds is, and each estimate.
pub fn sentences(program: &Program) -> Vec<Sentence> {
    let fund = |fund: &Fund| Sentence {
        place: format!("/funds/{}", fund.id),
        text: fund_sentence(program, fund),
    };
    let mut said: Vec<Sentence> = program.funds.iter().map(fund).collect();
    said.extend(
        program
            .fund_return
            .iter()
            .map(|of| Sentence { place: "/fund_return".to_owned(), text: return_sentence(of) }),
    );
    said.extend(program.estimates.iter().enumerate().map(|(at, one)| Sentence {
        place: format!("/estimates/{at}"),
        text: format!(
            "While its period is open, what {} has accrued is estimated from {}; an estimate is \
             never paid.",
            name_of(program, &one.incentive),
            match &one.expected {
                Expected::Target(name) => format!("the partner's target {}", words::said(name)),
                Expected::RunRate => "what there is so far, by days".to_owned(),
            }
        ),
    }));
    said
}

fn name_of(program: &Program, id: &str) -> String {
    let found = program.incentives.iter().find(|incentive| incentive.id == id);
    found.map_or_else(|| words::said(id), |one| words::name_of(&one.name, &one.id))
}

fn fund_sentence(program: &Program, fund: &Fund) -> String {
    let mut said = vec![money(program, fund)];
    said.push(claims(fund));
    said.extend(fund.claims.deadline.map(|deadline| {
        let after = match deadline.after {
            DeadlineFrom::Requested => "was first asked for",
            DeadlineFrom::Approved => "was first approved",
        };
        let days = words::count(deadline.days, "day");
        format!("A claim is in time up to {days} after its request {after}.")
    }));
    said.extend(fund.claims.caps.iter().map(cap));
    said.push(rest(fund));
    said.join(" ")
}

fn money(program: &Program, fund: &Fund) -> String {
    let name = words::name_of(&fund.name, &fund.id);
    let who = filters::clause(&fund.who);
    match &fund.money {
        FundMoney::Accrued(incentives) => {
            let names: Vec<String> = incentives.iter().map(|id| name_of(program, id)).collect();
            let from = match names.as_slice() {
                [] => "nothing".to_owned(),
                names => format!("what {} pay into the MDF balance", words::list(names, "and")),
            };
            let instead = fund.rebate_under.map(|under| {
                format!("; an accrual under {} is paid as a rebate instead", words::money(under))
            });
            let instead = instead.unwrap_or_default();
            format!("{name} takes in {from}, for each partner{who}{instead}.")
        }
        FundMoney::Fixed(of) => {
            format!("{name} gives each partner{who} {}{}.", every(of), rebate(fund))
        }
        FundMoney::Pool(of) => {
            format!("{name} has {} for all partners{who} together{}.", every(of), rebate(fund))
        }
        FundMoney::Allocated(of) => {
            format!(
                "{name} divides {}, among partners{who}{}.",
                allocation(program, of),
                rebate(fund)
            )
        }
    }
}

/// A threshold that has nothing to hold for is said too, since it is stored.
fn rebate(fund: &Fund) -> String {
    fund.rebate_under
        .map_or_else(String::new, |under| format!(", with rebates under {}", words::money(under)))
}

fn every(of: &Allowance) -> String {
    format!("{} on the first day of each {}", words::money(of.amount), fiscal(of.every))
}

fn allocation(program: &Program, of: &Allocation) -> String {
    let by = match &of.by {
        AllocatedBy::Equal => "in equal parts".to_owned(),
        AllocatedBy::Revenue => {
            "by their net revenue, by declared share, of the period before".to_owned()
        }
        AllocatedBy::PastReturn => {
            "by their return on funds in the period before, where it is above zero".to_owned()
        }
        AllocatedBy::Tier(parts) => {
            let track = program.track(&parts.track);
            let level = |id: &str| {
                let level = track.and_then(|track| track.levels.iter().find(|one| one.id == id));
                level.map_or_else(|| words::said(id), |one| words::name_of(&one.name, &one.id))
            };
            let weights = parts
                .weights
                .iter()
                .map(|one| format!("{} for {}", words::number(one.weight), level(&one.level)));
            let weights: Vec<String> = weights.collect();
            format!(
                "by their level on the track {} that day, with weights {}",
                words::said(&parts.track),
                if weights.is_empty() {
                    "for none".to_owned()
                } else {
                    words::list(&weights, "and")
                }
            )
        }
        AllocatedBy::ByHand(partners) => {
            let weights = partners.iter().map(|one| {
                format!("{} for {}", words::number(one.weight), words::said(&one.partner))
            });
            let weights: Vec<String> = weights.collect();
            format!(
                "by hand, with weights {}",
                if weights.is_empty() {
                    "for none".to_owned()
                } else {
                    words::list(&weights, "and")
                }
            )
        }
    };
    let least = of.floor.map(|floor| format!(", at least {} each", words::money(floor)));
    let most = of.ceiling.map(|ceiling| format!(", at most {} each", words::money(ceiling)));
    format!(
        "{} on the first day of each {} {by}{}{}",
        words::money(of.amount),
        fiscal(of.every),
        least.unwrap_or_default(),
        most.unwrap_or_default()
    )
}

fn claims(fund: &Fund) -> String {
    let approval = match fund.claims.approval {
        Approval::Needed => "what was approved for it by then and not paid yet",
        Approval::NotNeeded => "where it was approved what of that is not paid yet",
    };
    let many = match fund.claims.per_request {
        PerRequest::One => "A request is paid once.",
        PerRequest::Many => "A request may be claimed in several parts.",
    };
    format!(
        "A claim is paid the least of what it asks for, {approval}, {} of the cost, and the \
         balance; claims are served by date, then by id of the request. {many}",
        words::percent(fund.claims.share)
    )
}

fn cap(cap: &ActivityCap) -> String {
    let per = match cap.per {
        CapPer::Claim => "claim",
        CapPer::Request => "request",
        CapPer::PartnerYear => "partner and fiscal year",
    };
    format!(
        "Activities of kind {} are paid at most {} per {per}.",
        words::said(&cap.activity),
        words::money(cap.at_most)
    )
}

fn rest(fund: &Fund) -> String {
    let mut said = vec![match fund.expires_after_months {
        None => "What is not claimed does not expire".to_owned(),
        Some(months) => format!(
            "What is not claimed expires {} after it came in, the oldest first and after the \
             claims of that day",
            words::count(months, "month")
        ),
    }];
    said.extend(fund.carry_over.map(|carry| {
        format!(
            "at the end of each {} {} of a balance is carried over and the oldest of the rest \
             forfeited",
            fiscal(carry.every),
            words::percent(carry.share)
        )
    }));
    said.push(
        match fund.forfeited {
            Forfeited::Lost => "money that falls away is gone",
            Forfeited::ToBudget => "money that falls away returns to the pool it was drawn from",
        }
        .to_owned(),
    );
    said.join("; ") + "."
}

fn return_sentence(of: &FundReturn) -> String {
    let basis = match of.basis {
        Basis::Gross => "gross",
        Basis::Net => "net",
    };
    let attributed = match of.attributed {
        Attributed::Revenue => "revenue",
        Attributed::Margin => "margin",
    };
    let weight = match of.weight {
        Weight::WholeDeal => "whole",
        Weight::DeclaredShare => "by the partner's declared share",
    };
    let cost = match of.cost {
        ReturnCost::Paid => "what the funds paid",
        ReturnCost::WholeCost => "what the activities cost in all",
    };
    let twice = match of.linked_twice {
        LinkedTwice::WholeToEach => "counts for each of them",
        LinkedTwice::EqualParts => "counts in equal parts",
    };
    format!(
        "The return on funds is what is attributed less the cost, divided by the cost: attributed is \
         the {basis} {attributed} of won deals linked to a request, {weight}, and the cost is {cost}; \
         a deal linked to several requests {twice}."
    )
}
