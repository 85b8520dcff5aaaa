//! An incentive as the workbook says it: what it refuses, its formulas, and the same worked out
//! exactly, for the results that stand in the cells before anything is recalculated.

use tierwright_program::{
    Incentive, Quantity, Schedule,
    incentive::{
        Columns, LimitPer, Method, Part, Pays, Qualifier, Rounded, Threshold, WhenNoBaseline,
    },
    rate::RATE_ONE,
    shares::ShareTotal,
};

use super::measures::ratio_scale;
use crate::sql::Picked;

/// How many parts of a major unit an exact amount is counted in: 10 to the 20th.
pub(crate) const EXACT: u32 = 20;

/// Decimals of money, and of numbers, as they are stored.
const MONEY: u32 = 4;
const NUMBER: u32 = 8;

/// A schedule of an incentive, with what is read beside it.
pub(crate) struct Rule<'a> {
    pub incentive: &'a Incentive,
    pub schedule: &'a Schedule,
    /// What the names of its cells begin with.
    pub name: String,
    /// Decimals that products are rounded to before anything else is, and those that thresholds of
    /// ratios are compared at.
    pub guards: Guards,
}

/// Decimals at which a sheet is still exact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Guards {
    /// For amounts.
    pub amount: u32,
    /// For `V - from * B`.
    pub ratio: u32,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub value: i64,
    pub baseline: i64,
    pub target: i64,
    pub picked: Picked,
    pub open: bool,
    pub column: Option<usize>,
}

/// The cells that a formula reads.
pub(crate) struct Cells {
    pub value: String,
    pub baseline: String,
    pub target: String,
    pub picked: String,
    pub part: String,
    pub whole: String,
    pub open: String,
    pub column: String,
    pub paid_on: String,
    pub picks: String,
    pub band: String,
}

/// Why the workbook does not say an incentive, as the rest of a sentence.
pub(crate) fn refusal(of: &Incentive) -> Option<&'static str> {
    let counts = of.earns_on.measure.counts();
    for schedule in of.schedules() {
        let by_sale = match &schedule.columns {
            None => false,
            Some(Columns::Role(_)) => true,
            Some(Columns::Field(by)) => {
                by.field.of() != tierwright_program::filter::FieldOf::Partner
            }
            Some(Columns::Level(by)) => {
                by.tier_at == tierwright_program::incentive::TierAt::Close
                    && of.period.length().is_some()
            }
        };
        if by_sale {
            return Some("pays parts of a value that have columns of their own");
        }
        let why = match schedule.method {
            Method::EachBand
            | Method::WholeAmount
            | Method::WholeAmountEveryBand
            | Method::HighestAmount
            | Method::EveryAmount => None,
            Method::EveryBandToItsTop => Some("pays every band to its top"),
            Method::BandByBand => Some("mixes bands on the whole value with bands on a slice"),
            Method::PerBlock(_) => Some("pays by full blocks"),
            Method::Interpolated(_) => Some("reads a line between points"),
            Method::FreeGoods(_) => Some("gives free units at an average price"),
        };
        if why.is_some() {
            return why;
        }
        if matches!(schedule.method.pays(counts), Pays::Units | Pays::AmountsPerBlock) {
            return Some("pays units or blocks");
        }
    }
    let overlay = of.shares.as_ref().is_some_and(|shares| shares.total == ShareTotal::Overlay);
    overlay.then_some("pays overlay parts, each by itself")
}

/// The most of a limit, in ten-thousandths; of a limit on V, in its unit.
pub(crate) fn limit(of: &Incentive, per: LimitPer) -> Option<Quantity> {
    of.limits.iter().find(|limit| limit.per == per).map(|limit| limit.at_most)
}

impl Rule<'_> {
    const fn counts(&self) -> bool {
        self.incentive.earns_on.measure.counts()
    }

    /// Decimals of V.
    const fn decimals(&self) -> u32 {
        if self.counts() { NUMBER } else { MONEY }
    }

    const fn increment(&self) -> bool {
        matches!(self.incentive.earns_on.part, Part::IncrementOver(_))
    }

    fn passed(&self) -> bool {
        self.schedule.threshold == Threshold::Passed
    }

    /// Whether a missing baseline pays nothing.
    fn skips(&self) -> bool {
        let baseline = self.incentive.earns_on.part.baseline();
        baseline.is_some_and(|of| of.when_none == WhenNoBaseline::Skip)
    }

    fn value_cap(&self) -> Option<Quantity> {
        limit(self.incentive, LimitPer::Value)
    }

    /// Whether bands are a method of slices, with differential rates.
    pub fn has_steps(&self) -> bool {
        self.schedule.method == Method::EachBand && self.incentive.qualifier != Qualifier::Tier
    }

    /// Whether bands hold amounts of money.
    pub fn pays_amounts(&self) -> bool {
        self.schedule.method.pays(self.counts()).in_money()
    }

    fn fixed(&self) -> bool {
        self.schedule.method.pays(self.counts()) == Pays::FixedAmounts
    }

    // What is paid on and what picks the band.

    pub fn paid_on_formula(&self, c: &Cells) -> String {
        let mut paid = if self.increment() {
            format!("MAX(0,{})", self.grown_formula(c))
        } else {
            c.value.clone()
        };
        if self.schedule.ends_at.is_some() {
            paid = format!("MIN({paid},{}_end)", self.name);
        }
        if self.value_cap().is_some() {
            paid = format!("MIN({paid},{}_value_cap)", self.name);
        }
        paid
    }

    fn grown_formula(&self, c: &Cells) -> String {
        format!("ROUND({}-MAX({},0),{})", c.value, c.baseline, self.decimals())
    }

    pub fn picks_formula(&self, c: &Cells) -> String {
        let ratio = |part: &str, whole: &str| format!("IF({whole}>0,{part}/{whole},0)");
        match self.incentive.qualifier {
            Qualifier::Tier => "0".to_owned(),
            Qualifier::GrowthRatio => ratio(&c.value, &c.baseline),
            Qualifier::Attainment => ratio(&c.value, &c.target),
            Qualifier::GrowthAmount => self.grown_formula(c),
            Qualifier::PaidOn if self.increment() => self.grown_formula(c),
            Qualifier::PaidOn if self.schedule.ends_at.is_some() => {
                format!("MIN({},{}_end)", c.value, self.name)
            }
            Qualifier::PaidOn => c.value.clone(),
            Qualifier::Measure(_) => {
                format!("IF(ISNUMBER({0}),{1},{2})", c.part, ratio(&c.part, &c.whole), c.picked)
            }
        }
    }

    pub fn paid_on(&self, of: &Reading) -> i64 {
        let mut paid = if self.increment() { self.grown(of).max(0) } else { of.value };
        for most in self.schedule.ends_at.iter().chain(self.value_cap().iter()) {
            paid = paid.min(most.units());
        }
        paid
    }

    fn grown(&self, of: &Reading) -> i64 {
        of.value.saturating_sub(of.baseline.max(0))
    }

    /// What picks the band, in the unit of the thresholds; of ratios nothing.
    pub fn picks(&self, of: &Reading) -> Option<i64> {
        match self.incentive.qualifier {
            Qualifier::Tier | Qualifier::GrowthRatio | Qualifier::Attainment => None,
            Qualifier::GrowthAmount => Some(self.grown(of)),
            Qualifier::PaidOn if self.increment() => Some(self.grown(of)),
            Qualifier::PaidOn => {
                let end = self.schedule.ends_at.map_or(i64::MAX, |end| end.units());
                Some(of.value.min(end))
            }
            Qualifier::Measure(_) => match of.picked {
                Picked::Value(value) => Some(value),
                Picked::None | Picked::Ratio(..) => None,
            },
        }
    }

    /// The two sides of a ratio that picks the band.
    pub fn ratio(&self, of: &Reading) -> Option<(i64, i64)> {
        match (&self.incentive.qualifier, of.picked) {
            (Qualifier::GrowthRatio, _) => Some((of.value, of.baseline)),
            (Qualifier::Attainment, _) => Some((of.value, of.target)),
            (Qualifier::Measure(_), Picked::Ratio(part, whole)) => Some((part, whole)),
            _ => None,
        }
    }

    // The band.

    pub fn band_formula(&self, c: &Cells) -> String {
        let (name, sign) = (&self.name, if self.passed() { ">" } else { ">=" });
        let all = format!("ROWS({name}_from)");
        let by_value = |q: &str| format!("SUMPRODUCT(--({q}{sign}{name}_from))");
        let guard = self.guards.ratio;
        let by_ratio = |part: &str, whole: &str| {
            format!("SUMPRODUCT(--(ROUND({part}-{name}_from*{whole},{guard}){sign}0))")
        };
        match self.incentive.qualifier {
            Qualifier::Tier => all,
            Qualifier::PaidOn => by_value(&c.picks),
            Qualifier::GrowthAmount => {
                format!("IF({}<=0,{all},{})", c.baseline, by_value(&c.picks))
            }
            Qualifier::GrowthRatio => {
                format!("IF({}<=0,{all},{})", c.baseline, by_ratio(&c.value, &c.baseline))
            }
            Qualifier::Attainment => {
                format!("IF({}<=0,0,{})", c.target, by_ratio(&c.value, &c.target))
            }
            Qualifier::Measure(_) => format!(
                "IF(ISNUMBER({0}),IF({1}<=0,0,{2}),{3})",
                c.part,
                c.whole,
                by_ratio(&c.part, &c.whole),
                by_value(&c.picked)
            ),
        }
    }

    /// The same for a deal, whose band its own value picks, before the cap on it.
    pub fn deal_band_formula(&self, c: &Cells) -> String {
        let picks = self.picks_formula(c);
        let sign = if self.passed() { ">" } else { ">=" };
        match self.incentive.qualifier {
            Qualifier::Tier => format!("ROWS({}_from)", self.name),
            _ => format!("SUMPRODUCT(--({picks}{sign}{}_from))", self.name),
        }
    }

    /// How many bands are reached.
    pub fn band(&self, of: &Reading) -> usize {
        let bands = &self.schedule.bands;
        let reached = |value: i128, threshold: i128| {
            if self.passed() { value > threshold } else { value >= threshold }
        };
        let growth =
            matches!(self.incentive.qualifier, Qualifier::GrowthAmount | Qualifier::GrowthRatio);
        if self.incentive.qualifier == Qualifier::Tier || (growth && of.baseline <= 0) {
            return bands.len();
        }
        let by = |meets: &dyn Fn(i128) -> bool| {
            bands.iter().filter(|band| meets(i128::from(band.from.units()))).count()
        };
        if let Some((part, whole)) = self.ratio(of) {
            let part = i128::from(part) * i128::from(RATE_ONE);
            return if whole <= 0 {
                0
            } else {
                by(&|from| reached(part, from * i128::from(whole)))
            };
        }
        let picks = i128::from(self.picks(of).unwrap_or(0));
        by(&|from| reached(picks, from))
    }

    // What it earns.

    /// What one reading earns: rounded only as far as a sheet needs it, before any rounding that
    /// the program asks for.
    pub fn earned_formula(&self, c: &Cells) -> String {
        let body = self.body_formula(c);
        let floor = if self.schedule.floor.is_some() {
            format!("{}_floor", self.name)
        } else {
            "0".to_owned()
        };
        let mut nothing = format!("{}=0,{}=0", c.open, c.column);
        if self.skips() {
            nothing.push_str(&format!(",{}<=0", c.baseline));
        }
        let exact = format!("ROUND(MAX({floor},{body}),{})", self.guards.amount);
        let exact = if limit(self.incentive, LimitPer::Deal).is_some() {
            format!("MIN({}_deal_cap,{exact})", self.name)
        } else {
            exact
        };
        format!("IF(OR({nothing}),0,{exact})")
    }

    fn body_formula(&self, c: &Cells) -> String {
        let name = &self.name;
        let (x, band, column) = (&c.paid_on, &c.band, &c.column);
        let reached = format!("INDEX({name}_rates,{band},{column})");
        let every = format!("SUM(INDEX({name}_rates,1,{column}):{reached})");
        let last = format!("{x}*INDEX({name}_rates,ROWS({name}_from),{column})");
        let if_reached = |pays: String| format!("IF({band}=0,0,{pays})");
        match self.schedule.method {
            Method::WholeAmount => if_reached(format!("{x}*{reached}")),
            Method::WholeAmountEveryBand => if_reached(format!("{x}*{every}")),
            Method::HighestAmount => if_reached(reached),
            Method::EveryAmount => if_reached(every),
            _ => match self.incentive.qualifier {
                Qualifier::Tier => last,
                Qualifier::GrowthRatio => {
                    let slices = self.slices_formula(c, &c.value, &c.baseline);
                    format!("IF({}<=0,{last},{slices})", c.baseline)
                }
                Qualifier::GrowthAmount => {
                    let slices = self.slices_formula(c, x, "1");
                    format!("IF({}<=0,{last},{slices})", c.baseline)
                }
                Qualifier::Attainment => {
                    let slices = self.slices_formula(c, &c.value, &c.target);
                    format!("IF({}<=0,0,{slices})", c.target)
                }
                Qualifier::PaidOn | Qualifier::Measure(_) => self.slices_formula(c, x, "1"),
            },
        }
    }

    /// Each band at its own rate, as what each threshold adds to the rate from there on.
    fn slices_formula(&self, c: &Cells, of: &str, base: &str) -> String {
        let name = &self.name;
        let from = if base == "1" { format!("{name}_from") } else { format!("{name}_from*{base}") };
        format!(
            "IF({of}>0,SUMPRODUCT(({of}>{from})*({of}-{from})*INDEX({name}_steps,0,{})),0)",
            c.column
        )
    }

    /// The same as an exact number of parts of a major unit; nothing where it does not fit.
    pub fn earned(&self, of: &Reading) -> Option<i128> {
        let Some(column) = of.column else { return Some(0) };
        if !of.open || (self.skips() && of.baseline <= 0) {
            return Some(0);
        }
        let floor = self.schedule.floor.map_or(0, |floor| floor.units());
        let mut earned = self.body(of, column)?.max(i128::from(floor) * pow(EXACT - MONEY));
        if let Some(most) = limit(self.incentive, LimitPer::Deal) {
            earned = earned.min(i128::from(most.units()) * pow(EXACT - MONEY));
        }
        Some(earned)
    }

    fn body(&self, of: &Reading, column: usize) -> Option<i128> {
        let bands = &self.schedule.bands;
        let (x, reached) = (i128::from(self.paid_on(of)), self.band(of));
        let last = bands.len().checked_sub(1)?;
        // V and a rate have 12 decimals together, whether money times a rate or a number times an
        // amount; so have the slices of a base before their rate.
        let times = |value: i128, pays: i128| value.checked_mul(pays)?.checked_mul(pow(EXACT - 12));
        let pays = |band: usize| i128::from(self.pays(band, column));
        let reached_sum = || (0..reached).map(pays).sum::<i128>();
        let highest = || reached.checked_sub(1).map_or(0, pays);
        match self.schedule.method {
            Method::WholeAmount => times(x, highest()),
            Method::WholeAmountEveryBand => times(x, reached_sum()),
            Method::HighestAmount => highest().checked_mul(pow(EXACT - MONEY)),
            Method::EveryAmount => reached_sum().checked_mul(pow(EXACT - MONEY)),
            _ => {
                let slices = |value: i128, base: i128, scale: i128| {
                    let mut sum = 0_i128;
                    for band in (0..bands.len()).filter(|_| value > 0) {
                        let edge = |at: usize| i128::from(bands[at].from.units()).checked_mul(base);
                        let end = match band < last {
                            true => value.checked_mul(scale)?.min(edge(band + 1)?),
                            false => value.checked_mul(scale)?,
                        };
                        let slice = (end - edge(band)?).max(0);
                        let adds = slice.checked_mul(pays(band))?;
                        let unit = if scale == 1 { pow(EXACT - 12) } else { 1 };
                        sum = sum.checked_add(adds.checked_mul(unit)?)?;
                    }
                    Some(sum)
                };
                let one = i128::from(RATE_ONE);
                let value = i128::from(of.value);
                match self.incentive.qualifier {
                    Qualifier::Tier => times(x, pays(last)),
                    Qualifier::GrowthRatio | Qualifier::GrowthAmount if of.baseline <= 0 => {
                        times(x, pays(last))
                    }
                    Qualifier::GrowthRatio => slices(value, i128::from(of.baseline), one),
                    Qualifier::Attainment if of.target <= 0 => Some(0),
                    Qualifier::Attainment => slices(value, i128::from(of.target), one),
                    _ => slices(x, 1, 1),
                }
            }
        }
    }

    /// What a band pays in a column, in its units.
    pub fn pays(&self, band: usize, column: usize) -> i64 {
        let band = &self.schedule.bands[band];
        match band.amounts.get(column) {
            Some(amount) => amount.units(),
            None => band.rates.get(column).map_or(0, |rate| rate.units()),
        }
    }

    // Whether a sheet holds it exactly: it has 15 digits, and no more.

    /// The decimals to guard with on these readings; nothing where 15 digits are too few.
    pub fn guards(&self, readings: &[Reading]) -> Option<Guards> {
        let schedule = self.schedule;
        let most = |units: &mut dyn Iterator<Item = (i64, u32)>| {
            units.map(|(units, scale)| decimals_of(units, scale)).max().unwrap_or(0)
        };
        let own = self.decimals();
        let values = most(
            &mut readings
                .iter()
                .flat_map(|of| [(of.value, own), (of.baseline, own), (of.target, own)]),
        );
        let width = schedule.width();
        let cells = (0..schedule.bands.len()).flat_map(|band| (0..width).map(move |at| (band, at)));
        let scale = if self.pays_amounts() { MONEY } else { NUMBER };
        let pays: Vec<i64> = cells.map(|(band, at)| self.pays(band, at)).collect();
        let rates = most(&mut pays.iter().map(|units| (*units, scale)));
        let thresholds = schedule.bands.iter().map(|band| match band.from {
            Quantity::Money(money) => (money.units(), MONEY),
            Quantity::Number(number) => (number.units(), NUMBER),
        });
        let edges = most(&mut thresholds.clone());
        let by_ratio = readings.iter().any(|of| self.ratio(of).is_some());
        let sliced = if self.has_steps() && by_ratio { edges } else { 0 };
        let needed = if self.fixed() { MONEY } else { values + rates + sliced };
        let largest_pay = pays.iter().map(|units| units.unsigned_abs()).max().unwrap_or(0);
        let largest = readings.iter().map(|of| {
            let value = u128::from(self.paid_on(of).unsigned_abs().max(of.value.unsigned_abs()));
            if self.fixed() {
                // Every band at once is at most what all of them add up to.
                u128::from(largest_pay) * schedule.bands.len() as u128 / 10_000
            } else {
                // Slices are differences: of rates, so twice the largest of them.
                let scale = 10_u128.pow(own + scale);
                value.saturating_mul(2 * u128::from(largest_pay)) / scale
            }
        });
        let amount = room(largest.max().unwrap_or(0)).filter(|room| *room >= needed)?;
        let ratios = readings.iter().filter_map(|of| self.ratio(of));
        let largest_edge = thresholds.map(|(units, _)| units.unsigned_abs()).max().unwrap_or(0);
        // The two sides of a measure's ratio are written alike, whatever their unit is.
        let own = ratio_scale(self);
        let sides = ratios.clone().map(|(part, whole)| {
            let edge = u128::from(whole.unsigned_abs()).saturating_mul(u128::from(largest_edge))
                / u128::from(RATE_ONE.unsigned_abs());
            edge.max(u128::from(part.unsigned_abs())) / 10_u128.pow(own)
        });
        let both = most(&mut ratios.flat_map(|(part, whole)| [(part, own), (whole, own)]));
        let ratio = room(sides.max().unwrap_or(0))?;
        (ratio >= both + edges || !by_ratio).then_some(Guards { amount, ratio })
    }

    /// Whether each deal is rounded by itself.
    pub fn rounds_deals(&self) -> bool {
        self.incentive.rounded == Rounded::Deal
    }
}

/// How many decimals a sheet has left beside a whole number of this size: 15 digits in all, and at
/// most ten of them.
fn room(largest: u128) -> Option<u32> {
    let digits = largest.checked_ilog10().map_or(1, |log| log + 1);
    14_u32.checked_sub(digits).map(|room| room.min(10))
}

/// The decimals that units of a scale are written with.
fn decimals_of(units: i64, scale: u32) -> u32 {
    let (mut units, mut left) = (units, scale);
    while left > 0 && units % 10 == 0 {
        units /= 10;
        left -= 1;
    }
    left
}

pub(crate) const fn pow(exponent: u32) -> i128 {
    10_i128.pow(exponent)
}
