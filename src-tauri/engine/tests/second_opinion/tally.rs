//! What the drawn programs and facts held: agreement on little is worth little.

use std::collections::BTreeMap;

use serde_json::Value;
use tierwright_program::Program;

use crate::{OPINIONS, agree::Scene, exact, opinion::Opinion};

/// How often each choice is drawn in a run of [`OPINIONS`] programs; in shorter ones in proportion.
const LEAST: u64 = 100;
/// The same for those of [`SELDOM`].
const SELDOM_LEAST: u64 = 80;

/// Choices of the document that have to be drawn, as `key=value`, or a key that may be absent.
const CHOICES: &[&str] = &[
    "rounding=half_away_from_zero",
    "rounding=half_even",
    "rounding=half_up",
    "on=close",
    "on=quarter_end",
    "table=market",
    "table=plan",
    "year_named_by=start",
    "year_named_by=end",
    "review=month",
    "review=quarter",
    "review=half",
    "review=year",
    "level_is=highest_met",
    "level_is=last_before_first_missed",
    "downgrade=at_review",
    "downgrade=at_year_end",
    "downgrade=never",
    "upgrade=at_review",
    "upgrade=at_once",
    "grace=none",
    "reviews",
    "months",
    "state=on",
    "state=shadow",
    "state=off",
    "roles=resold",
    "until",
    "gate",
    "weight=whole_deal",
    "weight=declared_share",
    "basis=gross",
    "basis=net",
    "part=whole",
    "increment_over",
    "of=same_period_last_year",
    "of=previous_period",
    "when_none=skip",
    "when_none=all_is_growth",
    "fixed",
    "minimum",
    "restated",
    "rate",
    "amount",
    "qualifier=attainment",
    "qualifier=paid_on",
    "qualifier=growth_ratio",
    "revenue",
    "units",
    "deals",
    "certifications",
    "counting=certificates",
    "counting=people",
    "ratio",
    "window=period",
    "window=year_to_date",
    "trailing_months",
    "method=each_band",
    "method=whole_amount",
    "method=every_band_to_its_top",
    "method=whole_amount_every_band",
    "method=band_by_band",
    "pays_on=whole",
    "pays_on=slice",
    "method=highest_amount",
    "method=every_amount",
    "per_block",
    "interpolated=amount",
    "share_of",
    "free_goods",
    "ends_at",
    "floor",
    "later_schedules",
    "measure=units",
    "measure=nothing",
    "whole_compared_with",
    "qualifier=tier",
    "per=value",
    "role",
    "field",
    "period=half",
    "period=month",
    "threshold=reached",
    "threshold=passed",
    "columns",
    "tier_at=period_start",
    "tier_at=period_end",
    "period=deal",
    "period=quarter",
    "period=year",
    "per=deal",
    "per=partner_period",
    "per=partner_year",
    "shares",
    "unheld_role=kept_unpaid",
    "all",
    "any",
    "none",
    "field=partner",
    "field=partner_type",
    "field=partner_region",
    "field=partner_country",
    "field=partner_segment",
    "field=deal_type",
    "field=deal_region",
    "field=deal_segment",
    "field=deal_source",
    "field=customer",
    "field=product",
    "field=family",
    "at_least",
    "below",
    "first_months",
    "attribute",
    "joined",
    "partner_joined",
    "registered",
    "at_level",
    "conditions=evidence_on_file",
    "marketplace=disbursed_fee",
    "fee",
    "uplift",
    "returns=own_period",
    "deal_period",
    "tier=as_stood",
    "tier=as_now",
    "clawback",
    "spread_over",
    "guarantee",
    "rounded=payout_line",
    "rounded=deal",
    "earlier_results=leave_it",
    "own_result=reduces_later",
    "own_result=is_left_out",
    "role_weights",
    "attribution",
    "primary_and_secondary",
    "total=normalised",
    "of=one_pool",
    "of=each_own",
    "stacking_groups",
    "shared_limits",
    "counts=billed",
    "counts=collected",
    "tax=included",
    "tax=left_out",
    "scope=with_children",
    "scope=group",
    "credits=customers_first",
    "score",
    "zeros=allowed",
    "zeros=refused",
    "moment=before_sale",
    "end=front_end",
    "pays_into=mdf",
    "currency=USD",
];

/// Choices that go with few others: every program is drawn anew until it makes one of them.
pub const SELDOM: &[&str] = &[
    "joiners=whole_months",
    "joiners=begun_months",
    "trailing_mean",
    "best_of",
    "agreed",
    "growth",
    "interpolated=rate",
    "qualifier=growth_amount",
    "tier_at=close",
    "unheld_role=left_out",
    "within_days",
    "carry=none",
    "carry=excess",
    "paid=at_end",
    "paid=first",
    "earlier_results=reduce_it",
    "by=declared_share",
    "by=equal",
    "total=as_declared",
    "total=overlay",
    "positions",
    "position=first",
    "position=last",
    "milestone",
    "weights=participation",
    "time_decay",
    "look_back_days",
    "same_partner=summed",
    "same_partner=once_at_first",
    "pays=add",
    "pays=best_of",
    "pays=first_that_pays",
    "budget",
    "when_out=pro_rata",
    "when_out=stacking_order",
    "moves",
    "settle",
    "negative=ignored",
    "negative=to_balance",
    "cut_over",
    "currency=JPY",
    "currency=KWD",
    "currency=CLF",
];

/// What has to happen, and how often at least in a hundred programs.
const HAPPENINGS: &[(&str, u64)] = &[
    ("converted through a third currency", 200),
    ("gate open", 100),
    ("gate closed", 100),
    ("growth over a baseline", 15),
    ("no baseline: skipped", 15),
    ("no baseline: all is growth", 15),
    ("no baseline: the least", 5),
    ("several baselines above zero", 5),
    ("baseline or target changed", 5),
    ("attainment of a target", 15),
    ("no target", 5),
    ("target row", 20),
    ("requirement reached exactly", 100),
    ("level missed on the way up", 200),
    ("moved up a level", 100),
    ("moved down a level", 20),
    ("kept a level that was missed", 50),
    ("moved up a level at once", 20),
    ("missed level kept by grace", 20),
    ("lifted to a minimum level", 20),
    ("no column", 50),
    ("tier on the day of the deal", 20),
    ("ratio over nothing", 10),
    ("ratio 0/0", 100),
    ("return in a measure", 200),
    ("return in what is paid on", 50),
    ("return after the quarter of its deal", 21),
    ("second band entered", 30),
    ("several bands reached", 20),
    ("slice above a whole band", 1),
    ("slice alone", 2),
    ("between two points", 5),
    ("later version of a schedule", 50),
    ("value beyond the end of the top band", 5),
    ("cap on the value bit", 20),
    ("floor above zero held", 20),
    ("floor of zero or less held", 3),
    ("threshold of a band met exactly", 10),
    ("threshold of a band missed by a hair", 4),
    ("threshold of a band passed by a hair", 4),
    ("limit per deal bit", 30),
    ("limit per partner and period bit", 30),
    ("limit per partner and year bit", 30),
    ("rounded from exactly between two minor units", 20),
    ("too few partners for a pool", 20),
    ("a role nobody holds stays unpaid", 15),
    ("remainders alike in a pool", 5),
    ("taken back of what a deal earned", 1),
    ("settled again after a return", 1),
    ("guarantee added at the end", 1),
    ("guarantee paid first", 1),
    ("part of an earlier result", 1),
    ("value reduced by earlier results", 1),
    ("not protected", 20),
    ("credit without evidence", 20),
    ("marketplace fee taken off", 20),
    ("marketplace uplift added", 20),
    ("fee in what was disbursed", 10),
    ("touch of nobody", 10),
    ("touch holds two positions", 1),
    ("approved later", 1),
    ("part of an overlay", 1),
    ("part of a reward of its own", 1),
    ("sums lent by an earlier program", 30),
    ("amount within bounds", 100),
    ("amount outside", 50),
    ("registered by somebody", 10),
    ("by nobody", 50),
    ("first months of a customer", 50),
    ("later months", 50),
    ("attribute of a deal", 50),
    ("another attribute", 50),
    ("accumulation that began before the replay", 3),
    ("result so far below what was settled", 4),
    ("past payout for what was settled", 5),
    ("shared limit per year bit", 2),
    ("first months of a partner", 20),
    ("partner of long", 20),
    ("at a level that is asked for", 50),
    ("at another level", 50),
    ("money on a day of its own", 200),
    ("sale of another in the scope", 200),
    ("credits of the first deal of a customer", 100),
    ("target of a joiner", 10),
];

/// What happened in all scenes together.
#[derive(Default)]
pub struct Tally {
    choices: BTreeMap<String, u64>,
    seen: BTreeMap<&'static str, u64>,
    faulty: BTreeMap<String, u64>,
    too_large: u64,
    agreed: u64,
    incentives: u64,
    paying: u64,
    /// Lines of all incentives, and of those that pay.
    all_lines: u64,
    lines: u64,
    not_zero: u64,
}

impl Tally {
    /// This and another together.
    pub fn with(mut self, other: Self) -> Self {
        add(&mut self.choices, other.choices);
        add(&mut self.seen, other.seen);
        add(&mut self.faulty, other.faulty);
        self.too_large += other.too_large;
        self.agreed += other.agreed;
        self.incentives += other.incentives;
        self.paying += other.paying;
        self.all_lines += other.all_lines;
        self.lines += other.lines;
        self.not_zero += other.not_zero;
        self
    }

    /// Notes a program that has errors.
    pub fn faulty(&mut self, code: &str) {
        *self.faulty.entry(code.to_owned()).or_default() += 1;
    }

    /// Notes a program of which the engine says that a number is too large for it.
    pub fn too_large(&mut self) {
        self.too_large += 1;
    }

    /// Notes a scene on which both agree.
    pub fn agreed(&mut self, scene: &Scene, opinion: &Opinion) {
        self.agreed += 1;
        count(&mut self.choices, "", &tree_of(&scene.program));
        for (what, times) in &opinion.seen {
            *self.seen.entry(what).or_default() += times;
        }
        let lent = u64::from(scene.earlier.is_some());
        *self.seen.entry("sums lent by an earlier program").or_default() += lent;
        for incentive in 0..scene.program.incentives.len() {
            self.lines(opinion, incentive);
        }
    }

    /// Counts the lines of an incentive.
    fn lines(&mut self, opinion: &Opinion, incentive: usize) {
        let lines = opinion.settled.iter().filter(|key| key.2 == incentive);
        let amounts: Vec<_> = lines.map(|key| &opinion.paid[key]).collect();
        let not_zero = amounts.iter().filter(|amount| ***amount != exact::zero()).count() as u64;
        self.incentives += u64::from(!amounts.is_empty());
        self.all_lines += amounts.len() as u64;
        if not_zero > 0 {
            self.paying += 1;
            self.lines += amounts.len() as u64;
            self.not_zero += not_zero;
        }
    }

    /// Prints the counts.
    pub fn print(&self) {
        println!("{} programs agree, with errors: {:?}", self.agreed, self.faulty);
        println!("{} are too large for the engine", self.too_large);
        println!(
            "{} incentives, {} of them pay; {} of their {} lines and of all {} are not zero",
            self.incentives, self.paying, self.not_zero, self.lines, self.all_lines
        );
        let choices = CHOICES.iter().chain(SELDOM);
        choices.for_each(|what| println!("{:8} {what}", self.chosen(what)));
        HAPPENINGS.iter().for_each(|(what, _)| println!("{:8} {what}", self.happened(what)));
    }

    fn programs(&self) -> u64 {
        self.agreed + self.too_large + self.faulty.values().sum::<u64>()
    }

    fn chosen(&self, what: &str) -> u64 {
        self.choices.get(what).copied().unwrap_or_default()
    }

    fn happened(&self, what: &str) -> u64 {
        self.seen.get(what).copied().unwrap_or_default()
    }

    /// Fails where something was drawn too seldom to be worth the name of a test.
    pub fn was_enough(&self) {
        let faulty: u64 = self.faulty.values().sum();
        assert!(faulty * 20 < self.agreed, "{faulty} programs with errors: {:?}", self.faulty);
        assert!(self.too_large * 200 <= self.agreed, "{} are too large", self.too_large);
        assert!(self.not_zero * 2 >= self.lines, "most lines of paying incentives are zero");
        assert!(self.paying * 2 >= self.incentives, "most incentives pay nothing");
        for (choices, least) in [(CHOICES, LEAST), (SELDOM, SELDOM_LEAST)] {
            let least = least.min(least * self.programs() / OPINIONS);
            let times = choices.iter().map(|what| (*what, self.chosen(what)));
            let few: Vec<_> = times.filter(|(_, times)| *times < least).collect();
            assert!(few.is_empty(), "drawn less than {least} times: {few:?}");
        }
        for (what, in_a_hundred) in HAPPENINGS {
            let times = self.happened(what);
            assert!(times * 100 >= self.agreed * in_a_hundred, "{what}: {times} times");
        }
    }
}

fn add<K: Ord>(to: &mut BTreeMap<K, u64>, counts: BTreeMap<K, u64>) {
    for (what, times) in counts {
        *to.entry(what).or_default() += times;
    }
}

/// Whether a program makes a choice.
pub fn makes(program: &Program, choice: &str) -> bool {
    let mut choices = BTreeMap::new();
    count(&mut choices, "", &tree_of(program));
    choices.contains_key(choice)
}

/// Counts every choice, as `key=value`, and every key.
fn count(choices: &mut BTreeMap<String, u64>, key: &str, value: &Value) {
    match value {
        Value::String(text) => *choices.entry(format!("{key}={text}")).or_default() += 1,
        Value::Array(items) => items.iter().for_each(|item| count(choices, key, item)),
        Value::Object(members) => {
            for (key, member) in members {
                *choices.entry(key.clone()).or_default() += 1;
                count(choices, key, member);
            }
        }
        _ => {}
    }
}

fn tree_of(program: &Program) -> Value {
    serde_json::to_value(program).expect("serialises")
}
