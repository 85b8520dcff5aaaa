//! A schedule as SQL: what a value gives, as whole minor units and the exact rest above them.
//!
//! An amount is a sum of terms, each a value times a rate of a band. Each value is cut at a million
//! into a high and a low part, so that no product overflows; the sums of the high and of the low
//! products are put together at the end, before anything is rounded.

use tierwright_program::{
    Incentive, Quantity, RoundingMode,
    filter::FieldOf,
    incentive::{
        Band, BandPaysOn, Columns, LimitPer, Method, Part, Pays, Qualifier, Schedule, TierAt,
    },
    rate::RATE_ONE,
};

use super::{
    measures::{shortest, sign_of},
    script::{Refused, Script},
};

/// Where values are cut.
const CUT: i64 = 1_000_000;

/// The finest part of a minor unit that is counted in, as a power of ten: twice a rest of it fits.
const MOST_DECIMALS: u32 = 18;

/// What is read: a table with `v`, `b`, `open`, `col`, the own qualifier and the parts of `v`.
pub(super) struct Read<'a> {
    pub incentive: &'a Incentive,
    pub schedule: &'a Schedule,
    /// What each band pays in each column, as [`Script::rates`] has it.
    pub rates: Vec<Vec<i64>>,
    /// The table, with one row for each reading.
    pub table: &'a str,
    /// Which of its rows are read by this version of the schedule.
    pub rows: &'a str,
    /// The columns that are handed on.
    pub keys: &'a [&'a str],
    /// Whether the own qualifier is a fraction.
    pub ratio: bool,
    /// How many tenths of a minor unit, as a power of ten, the rest is counted in.
    pub exponent: u32,
}

/// Whether the parts of a deal or period take a column each.
pub(super) fn by_part(incentive: &Incentive, schedule: &Schedule) -> bool {
    match &schedule.columns {
        None => false,
        Some(Columns::Role(_)) => true,
        Some(Columns::Field(by)) => by.field.of() != FieldOf::Partner,
        Some(Columns::Level(by)) => {
            by.tier_at == TierAt::Close && incentive.period.length().is_some()
        }
    }
}

/// Decimals of a value and of the rates of a schedule together, less those of the minor unit.
pub(super) fn exponent_of(incentive: &Incentive, schedule: &Schedule, decimals: u32) -> u32 {
    let (value, rate) = scales(incentive, schedule);
    (value + rate - decimals).max(6)
}

/// The decimals of values, and those of rates.
fn scales(incentive: &Incentive, schedule: &Schedule) -> (u32, u32) {
    let rates = || {
        let all = schedule.bands.iter().flat_map(|band| &band.rates);
        all.map(|rate| shortest(rate.units()).1.ilog10()).max().unwrap_or(0)
    };
    match schedule.method.pays(incentive.earns_on.measure.counts()) {
        Pays::AmountsPerUnit => (8 + growth_decimals(incentive, schedule), 4),
        Pays::AmountsPerBlock | Pays::FixedAmounts => (4, 4),
        Pays::Rates | Pays::Units => (4 + growth_decimals(incentive, schedule), rates()),
    }
}

/// The decimals of thresholds of a ratio whose slices are of the baseline or target.
fn growth_decimals(incentive: &Incentive, schedule: &Schedule) -> u32 {
    let of_base = matches!(incentive.qualifier, Qualifier::GrowthRatio | Qualifier::Attainment);
    if !of_base || schedule.method != Method::EachBand {
        return 0;
    }
    let from = schedule.bands.iter().map(|band| shortest(band.from.units()).1.ilog10());
    from.max().unwrap_or(0)
}

impl Script<'_> {
    /// What each row gives: the keys, `whole` minor units and the `rest` of one, in parts of
    /// `10 ^ exponent`; never below zero.
    pub fn gives(&mut self, read: &Read<'_>) -> Result<String, Refused> {
        let terms = self.terms(read)?;
        let keys = |alias: &str| {
            let all = read.keys.iter().map(|key| format!("{alias}.{key} AS {key}"));
            all.collect::<Vec<_>>().join(", ")
        };
        let (x, q) = self.paid_and_picked(read)?;
        let counted = terms
            .iter()
            .enumerate()
            .map(|(at, (value, rate))| format!("{value} AS t{at}, {rate} AS r{at}"));
        let counted: Vec<String> = counted.collect();
        let sums = |part: &dyn Fn(String) -> String| {
            let all = (0..terms.len())
                .map(|at| self.dialect.times(&part(format!("c.t{at}")), &format!("c.r{at}")));
            all.collect::<Vec<_>>().join(" + ")
        };
        let cut = CUT.to_string();
        let high = sums(&|value| self.dialect.div(&value, &cut));
        let low = sums(&|value| format!("({value} % {cut})"));
        let whole = 10_i64.pow(read.exponent);
        let above = (whole / CUT).to_string();
        let rest = format!("(d.hi % {above} * {cut} + d.lo)");
        let floor_of_rest = format!(
            "CASE WHEN {rest} >= 0 THEN {} ELSE -{} END",
            self.dialect.div(&rest, &whole.to_string()),
            self.dialect.div(&format!("{whole} - 1 - {rest}"), &whole.to_string()),
        );
        let (nothing, held) = (self.nothing(read), self.floor(read)?);
        let query = format!(
            "SELECT {keys_f}, CASE WHEN {nothing} THEN 0 WHEN f.whole < {held} THEN {held} ELSE f.whole END AS whole,\n  \
             CASE WHEN {nothing} THEN 0 WHEN f.whole < {held} THEN 0 ELSE f.rest END AS rest\n\
             FROM (SELECT e.*, {hi_whole} + e.fl AS whole, {rest_e} - e.fl * {whole} AS rest\n  \
             FROM (SELECT d.*, {floor_of_rest} AS fl\n    \
             FROM (SELECT c.*, {high} AS hi, {low} AS lo\n      \
             FROM (SELECT b.*, {counted}\n        \
             FROM (SELECT a.*, {x} AS x, {q} AS q FROM {table} a WHERE {rows}) b) c) d) e) f",
            keys_f = keys("f"),
            hi_whole = self.dialect.div("e.hi", &above),
            rest_e = rest.replace("d.", "e."),
            counted = counted.join(", "),
            table = read.table,
            rows = read.rows,
        );
        Ok(self.step("gives", &query))
    }

    /// Where nothing is given whatever the schedule says.
    fn nothing(&self, read: &Read<'_>) -> String {
        use tierwright_program::incentive::WhenNoBaseline;
        let mut all = vec!["f.open = 0".to_owned(), "f.col < 0".to_owned()];
        if let Some(baseline) = read.incentive.earns_on.part.baseline()
            && baseline.when_none == WhenNoBaseline::Skip
        {
            all.push("f.b <= 0".to_owned());
        }
        all.join(" OR ")
    }

    /// The least that a reading gives, in minor units.
    fn floor(&self, read: &Read<'_>) -> Result<i64, Refused> {
        match read.schedule.floor {
            None => Ok(0),
            Some(floor) if floor.units() < 0 => Err("can give less than nothing".to_owned()),
            Some(floor) => self.minor(floor.units()),
        }
    }

    /// Ten-thousandths as whole minor units.
    pub fn minor(&self, units: i64) -> Result<i64, Refused> {
        let per_minor = self.program.currency.units_per_minor();
        if units % per_minor != 0 {
            return Err("has an amount that is finer than the minor unit".to_owned());
        }
        Ok(units / per_minor)
    }

    /// What is paid on and what picks the band, from the columns of a row `a`.
    fn paid_and_picked(&self, read: &Read<'_>) -> Result<(String, String), Refused> {
        let Read { incentive, schedule, .. } = read;
        let part = &incentive.earns_on.part;
        let parts = by_part(incentive, schedule);
        let base = "CASE WHEN a.b > 0 THEN a.b ELSE 0 END";
        let grown = format!("a.v - {base}");
        let (mut paid, mut picks) = match (part, &incentive.qualifier) {
            (Part::IncrementOver(_), _) if parts => {
                return Err("pays on an increment, each part of it at its own column".to_owned());
            }
            (Part::IncrementOver(_), Qualifier::PaidOn | Qualifier::GrowthAmount) => {
                (self.dialect.greatest("0", &grown), grown.clone())
            }
            (Part::IncrementOver(_), _) => (self.dialect.greatest("0", &grown), "a.v".to_owned()),
            (_, Qualifier::GrowthAmount) => ("a.v".to_owned(), grown.clone()),
            _ => ("a.v".to_owned(), "a.v".to_owned()),
        };
        if let Some(end) = schedule.ends_at {
            if *part != Part::Whole || incentive.qualifier != Qualifier::PaidOn || parts {
                return Err("ends the top band of growth or of parts".to_owned());
            }
            let end = end.units().to_string();
            (paid, picks) = (self.dialect.least(&paid, &end), self.dialect.least(&picks, &end));
        }
        let cap = incentive.limits.iter().find(|limit| limit.per == LimitPer::Value);
        if let Some(cap) = cap {
            if parts || matches!(schedule.method, Method::EachBand | Method::BandByBand) {
                return Err("caps the value that slices or parts are cut from".to_owned());
            }
            paid = self.dialect.least(&paid, &cap.at_most.units().to_string());
        }
        Ok((paid, picks))
    }

    /// The terms that an amount adds up, each a value and a rate over the columns of a row `b`.
    fn terms(&self, read: &Read<'_>) -> Result<Vec<(String, String)>, Refused> {
        let Read { incentive, schedule, .. } = read;
        let bands = 0..schedule.bands.len();
        let parts = by_part(incentive, schedule);
        let method = schedule.method;
        if parts && !matches!(method, Method::WholeAmount | Method::WholeAmountEveryBand) {
            return Err(
                "pays slices, tops or blocks of parts that have columns of their own".to_owned()
            );
        }
        let fixed = self.dialect.whole(10_000);
        let reached_rate = |at: usize| {
            format!("CASE WHEN {} THEN {} ELSE 0 END", self.reached(read, at), self.rate(read, at))
        };
        Ok(match method {
            Method::WholeAmount | Method::WholeAmountEveryBand => self.whole_amounts(read),
            Method::EachBand => self.slices(read)?,
            Method::EveryBandToItsTop => {
                self.needs_own_value(read)?;
                bands.map(|at| (self.to_its_top(read, at), reached_rate(at))).collect()
            }
            Method::BandByBand => self.band_by_band(read)?,
            Method::HighestAmount => vec![(fixed, self.highest(read, &|at| self.rate(read, at)))],
            Method::EveryAmount => bands.map(|at| (fixed.clone(), reached_rate(at))).collect(),
            Method::PerBlock(block) => {
                let blocks = self.dialect.div("b.x", &block.units().to_string());
                let blocks = format!("CASE WHEN b.x > 0 THEN {blocks} * 10000 ELSE 0 END");
                vec![(blocks, self.highest(read, &|at| self.rate(read, at)))]
            }
            Method::Interpolated(_) => return Err("reads a line between points".to_owned()),
            Method::FreeGoods(_) => return Err("gives free units at an average price".to_owned()),
        })
    }

    fn whole_amounts(&self, read: &Read<'_>) -> Vec<(String, String)> {
        let every = read.schedule.method == Method::WholeAmountEveryBand;
        let rate = |of: &dyn Fn(usize) -> String| {
            if !every {
                return self.highest(read, of);
            }
            let reached =
                |at| format!("CASE WHEN {} THEN {} ELSE 0 END", self.reached(read, at), of(at));
            format!(
                "({})",
                (0..read.schedule.bands.len()).map(reached).collect::<Vec<_>>().join(" + ")
            )
        };
        if by_part(read.incentive, read.schedule) {
            let column = |column: usize| {
                let of = |at: usize| read.rates[at][column].to_string();
                (format!("b.v{column}"), rate(&of))
            };
            return (0..read.schedule.width()).map(column).collect();
        }
        vec![("b.x".to_owned(), rate(&|at| self.rate(read, at)))]
    }

    /// Each band at its own rate.
    fn slices(&self, read: &Read<'_>) -> Result<Vec<(String, String)>, Refused> {
        let Read { incentive, schedule, .. } = read;
        let bands = 0..schedule.bands.len();
        let last = schedule.bands.len().saturating_sub(1);
        match &incentive.qualifier {
            Qualifier::Tier => Ok(vec![("b.x".to_owned(), self.rate(read, last))]),
            Qualifier::GrowthRatio => {
                Ok(bands.map(|at| self.slice_of_baseline(read, at)).collect())
            }
            Qualifier::PaidOn => Ok(bands.map(|at| self.slice(read, at)).collect()),
            Qualifier::GrowthAmount
                if matches!(incentive.earns_on.part, Part::IncrementOver(_)) =>
            {
                // Where there is nothing to grow from, all of it is in the top band.
                Ok(bands
                    .map(|at| {
                        let (slice, rate) = self.slice(read, at);
                        let all = if at == last { "b.x" } else { "0" };
                        (format!("CASE WHEN b.b > 0 THEN {slice} ELSE {all} END"), rate)
                    })
                    .collect())
            }
            Qualifier::Attainment if incentive.earns_on.part == Part::Whole => {
                Ok(bands.map(|at| self.slice_of_target(read, at)).collect())
            }
            Qualifier::GrowthAmount | Qualifier::Attainment | Qualifier::Measure(_) => {
                Err("cuts slices by something else than what is paid on".to_owned())
            }
        }
    }

    /// The slice of what is paid on that lies in a band.
    fn slice(&self, read: &Read<'_>, at: usize) -> (String, String) {
        let from = read.schedule.bands[at].from.units();
        let end = match read.schedule.bands.get(at + 1) {
            Some(next) => self.dialect.least("b.x", &next.from.units().to_string()),
            None => "b.x".to_owned(),
        };
        let slice = format!("CASE WHEN b.x > 0 AND b.x > {from} THEN {end} - ({from}) ELSE 0 END");
        (slice, self.rate(read, at))
    }

    /// The slice of the baseline that lies in a band of growth; all of V in the top one where there
    /// is nothing to grow from.
    fn slice_of_baseline(&self, read: &Read<'_>, at: usize) -> (String, String) {
        let scale = 10_i64.pow(growth_decimals(read.incentive, read.schedule));
        let (above, slice) = self.slice_of(read, at, "b.b");
        let last = at + 1 == read.schedule.bands.len();
        let all = if last { self.dialect.times("b.x", &scale.to_string()) } else { "0".to_owned() };
        let slice = format!("CASE WHEN b.b <= 0 THEN {all} WHEN {above} THEN {slice} ELSE 0 END");
        (slice, self.rate(read, at))
    }

    /// The slice of the target that lies in a band of attainment; nothing where there is no target.
    fn slice_of_target(&self, read: &Read<'_>, at: usize) -> (String, String) {
        let (above, slice) = self.slice_of(read, at, "b.t");
        let slice = format!("CASE WHEN b.t > 0 AND {above} THEN {slice} ELSE 0 END");
        (slice, self.rate(read, at))
    }

    /// Whether V reaches into a band of what it is divided by, and the slice of that in the band.
    fn slice_of(&self, read: &Read<'_>, at: usize, base: &str) -> (String, String) {
        let scale = 10_i64.pow(growth_decimals(read.incentive, read.schedule));
        let times_base = |of: Quantity| {
            let number = of.units() / (RATE_ONE / scale);
            self.dialect.times(base, &number.to_string())
        };
        let value = self.dialect.times("b.v", &scale.to_string());
        let from = times_base(read.schedule.bands[at].from);
        let end = match read.schedule.bands.get(at + 1) {
            Some(next) => self.dialect.least(&value, &times_base(next.from)),
            None => value.clone(),
        };
        (format!("b.v > 0 AND {value} > {from}"), format!("{end} - {from}"))
    }

    fn to_its_top(&self, read: &Read<'_>, at: usize) -> String {
        match read.schedule.bands.get(at + 1) {
            Some(next) => self.dialect.least("b.x", &next.from.units().to_string()),
            None => "b.x".to_owned(),
        }
    }

    fn needs_own_value(&self, read: &Read<'_>) -> Result<(), Refused> {
        let own = read.incentive.earns_on.part == Part::Whole
            && read.incentive.qualifier == Qualifier::PaidOn;
        if own { Ok(()) } else { Err("cuts growth at the tops of bands".to_owned()) }
    }

    /// The highest reached whole band in place of all below it, and the slices above it.
    fn band_by_band(&self, read: &Read<'_>) -> Result<Vec<(String, String)>, Refused> {
        self.needs_own_value(read)?;
        let bands = &read.schedule.bands;
        let term = |at: usize| {
            let above = (at + 1..bands.len())
                .filter(|above| bands[*above].pays_on == Some(BandPaysOn::Whole))
                .map(|above| format!(" AND NOT ({})", self.reached(read, above)));
            let alone: String = above.collect();
            let (value, rate) = if bands[at].pays_on == Some(BandPaysOn::Whole) {
                (self.to_its_top(read, at), self.rate(read, at))
            } else {
                self.slice(read, at)
            };
            (format!("CASE WHEN {}{alone} THEN {value} ELSE 0 END", self.reached(read, at)), rate)
        };
        Ok((0..bands.len()).map(term).collect())
    }

    /// Something of the highest band reached, 0 where none is.
    fn highest(&self, read: &Read<'_>, of: &dyn Fn(usize) -> String) -> String {
        let whens = (0..read.schedule.bands.len())
            .rev()
            .map(|at| format!("WHEN {} THEN {}", self.reached(read, at), of(at)));
        format!("(CASE {} ELSE 0 END)", whens.collect::<Vec<_>>().join(" "))
    }

    /// Whether a band is reached.
    fn reached(&self, read: &Read<'_>, at: usize) -> String {
        let (from, threshold) = (read.schedule.bands[at].from, read.schedule.threshold);
        let sign = sign_of(threshold);
        let units = from.units();
        match &read.incentive.qualifier {
            Qualifier::Tier => "1 = 1".to_owned(),
            Qualifier::PaidOn => format!("b.q {sign} {units}"),
            Qualifier::GrowthAmount => format!("(b.b <= 0 OR b.q {sign} {units})"),
            Qualifier::GrowthRatio => {
                format!("(b.b <= 0 OR {})", self.ratio_reaches(from, sign, "b.b"))
            }
            // Without a target no threshold is met.
            Qualifier::Attainment => {
                format!("(b.t > 0 AND {})", self.ratio_reaches(from, sign, "b.t"))
            }
            Qualifier::Measure(_) if read.ratio => {
                let (number, scale) = shortest(units);
                let part = self.dialect.times("b.m_part", &scale.to_string());
                let whole = self.dialect.times("b.m_whole", &number.to_string());
                format!("(b.m_whole > 0 AND {part} {sign} {whole})")
            }
            Qualifier::Measure(_) => format!("b.m_value {sign} {units}"),
        }
    }

    /// Whether V divided by something reaches a threshold, as a product on both sides.
    fn ratio_reaches(&self, from: Quantity, sign: &str, base: &str) -> String {
        let (number, scale) = shortest(from.units());
        let value = self.dialect.times("b.v", &scale.to_string());
        let base = self.dialect.times(base, &number.to_string());
        format!("{value} {sign} {base}")
    }

    /// What a band pays in the one column of a row.
    fn rate(&self, read: &Read<'_>, at: usize) -> String {
        let width = read.schedule.width();
        if width == 1 {
            return read.rates[at][0].to_string();
        }
        let whens =
            (0..width).map(|column| format!("WHEN {column} THEN {}", read.rates[at][column]));
        format!("(CASE b.col {} ELSE 0 END)", whens.collect::<Vec<_>>().join(" "))
    }

    /// What each band pays in each column, so that a value times it is in parts of `10 ^ exponent`.
    pub fn rates(
        &self,
        of: &Incentive,
        schedule: &Schedule,
        exponent: u32,
    ) -> Result<Vec<Vec<i64>>, Refused> {
        let (value, rate) = scales(of, schedule);
        let raised = 10_i64.checked_pow(exponent + self.program.currency.decimals() - value - rate);
        let in_column = |band: &Band, column: usize| {
            let own = match band.amounts.get(column) {
                Some(amount) => amount.units(),
                None => {
                    let units = band.rates.get(column).map_or(0, |rate| rate.units());
                    units / 10_i64.pow(8 - rate)
                }
            };
            own.checked_mul(raised?)
        };
        let all = schedule.bands.iter().map(|band| {
            (0..schedule.width()).map(|column| in_column(band, column)).collect::<Option<Vec<_>>>()
        });
        all.collect::<Option<_>>().filter(|_| exponent <= MOST_DECIMALS).ok_or_else(|| {
            "has rates and thresholds with more decimals than 64 bits have room for".to_owned()
        })
    }

    /// The nearest whole number to `whole` and a `rest` of it in parts of `10 ^ exponent`.
    pub fn nearest(&self, whole: &str, rest: &str, exponent: u32) -> String {
        let one = 10_i64.pow(exponent);
        let tie = match self.program.rounding {
            RoundingMode::HalfEven => format!("2 * {rest} = {one} AND {whole} % 2 = 1"),
            RoundingMode::HalfAwayFromZero | RoundingMode::HalfUp => {
                format!("2 * {rest} = {one}")
            }
        };
        format!("({whole} + CASE WHEN 2 * {rest} > {one} OR ({tie}) THEN 1 ELSE 0 END)")
    }
}
