//! MDF: what partners asked for, what was agreed, claimed and paid.

use chrono::NaiveDate;
use tierwright_engine::rows::FundStep;

use crate::{
    days::{after, first_day, last_day, working_day},
    draw::Draw,
    partners::Member,
    tally::Tally,
};

/// One step of a request, without an id; the amount in whole US dollars.
pub(crate) struct Step {
    pub(crate) member: usize,
    /// The request, counted from 1.
    pub(crate) request: usize,
    pub(crate) step: FundStep,
    pub(crate) activity: &'static str,
    pub(crate) date: NaiveDate,
    pub(crate) dollars: i64,
}

const ACTIVITIES: [(&str, usize); 5] =
    [("event", 30), ("campaign", 28), ("webinar", 18), ("training", 14), ("content", 10)];

/// The steps of all requests, by date.
pub(crate) fn steps(members: &[Member], tally: &Tally, draw: &mut Draw) -> Vec<Step> {
    let mut requests = Vec::new();
    for (number, member) in members.iter().enumerate() {
        let thousands = tally.year(number, 1) / 10_000_000;
        let most = match thousands {
            ..60 => 0,
            60..150 => 1,
            150..450 => 3,
            450..1_200 => 5,
            _ => 8,
        };
        for _ in 0..draw.between(i64::from(most > 1), most) {
            let asked = draw.around((1_500 + thousands * 3).min(9_000), 70) / 50 * 50;
            let on = working_day(after(last_day(), -draw.between(0, 720)));
            if on > member.joined {
                requests.push((on, number, asked.max(500)));
            }
        }
    }
    requests.sort_unstable();
    let numbered = requests.into_iter().enumerate();
    let mut steps: Vec<Step> = numbered
        .flat_map(|(index, (on, member, asked))| steps_of(member, index + 1, on, asked, draw))
        .filter(|step| first_day() <= step.date && step.date <= last_day())
        .collect();
    steps.sort_by_key(|step| (step.date, step.request, step.step));
    steps
}

/// The steps of one request, as far as it gets.
fn steps_of(
    member: usize,
    request: usize,
    on: NaiveDate,
    asked: i64,
    draw: &mut Draw,
) -> Vec<Step> {
    let activity = draw.weighted(&ACTIVITIES);
    let step = |step, date, dollars| Step { member, request, step, activity, date, dollars };
    let mut steps = vec![step(FundStep::Requested, on, asked)];
    if !draw.chance(84) {
        return steps;
    }
    let on = working_day(after(on, draw.between(4, 24)));
    let approved = asked * draw.one_of(&[60, 75, 80, 100, 100, 100]) / 100;
    steps.push(step(FundStep::Approved, on, approved));
    if !draw.chance(78) {
        return steps;
    }
    let on = working_day(after(on, draw.between(25, 110)));
    let claimed = approved * draw.between(82, 106) / 100;
    steps.push(step(FundStep::Claimed, on, claimed));
    if draw.chance(92) {
        let on = working_day(after(on, draw.between(10, 40)));
        steps.push(step(FundStep::Paid, on, claimed.min(approved)));
    }
    steps
}
