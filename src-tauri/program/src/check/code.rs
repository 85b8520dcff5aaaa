//! The kinds of finding: each with its stable code and severity.

use crate::Severity;

/// Declares every kind of finding once, with its code and severity.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// A kind of finding. Its text is stable, for programs that read findings.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable text, such as `bands_out_of_order`.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How much a finding of this kind matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// Something that people read by name has none.
    NameEmpty = "name_empty", Error;
    /// Two things of a kind have one name, so no sentence can tell them apart.
    NameDuplicate = "name_duplicate", Error;
    /// A text that must match the facts is empty.
    TextEmpty = "text_empty", Error;
    /// A text is longer than anyone can read.
    TextTooLong = "text_too_long", Error;
    /// An id is empty.
    IdEmpty = "id_empty", Error;
    /// Two things of a kind have one id.
    IdDuplicate = "id_duplicate", Error;
    /// An id has a slash, which separates the keys of a place.
    IdWithSlash = "id_with_slash", Error;
    /// A list is longer than any program needs.
    TooMany = "too_many", Error;
    /// The fiscal year begins in a month that does not exist.
    YearStartOutOfRange = "year_start_out_of_range", Error;

    /// A track has no levels.
    LevelsMissing = "levels_missing", Error;
    /// The lowest level asks for something.
    FirstLevelAsks = "first_level_asks", Error;
    /// A level above the lowest asks for nothing.
    LevelAsksNothing = "level_asks_nothing", Error;
    /// A grace period without a length.
    GraceEmpty = "grace_empty", Error;
    /// The planned cost of a benefit is below zero.
    CostNegative = "cost_negative", Error;
    /// The planned cost of a benefit has a part of a minor unit.
    CostTooFine = "cost_too_fine", Error;
    /// A part of a requirement is a list of nothing.
    RequirementEmpty = "requirement_empty", Error;
    /// A target that nothing can be a part of.
    TargetNotAboveZero = "target_not_above_zero", Error;
    /// A threshold is money where a plain number is measured, or the other way round.
    UnitMismatch = "unit_mismatch", Error;
    /// Money in another currency than the program's.
    CurrencyMixed = "currency_mixed", Error;
    /// A window of no months.
    WindowEmpty = "window_empty", Error;
    /// A ratio of ratios.
    RatioOfRatio = "ratio_of_ratio", Error;
    /// A ratio with certifications in it.
    RatioOfCertifications = "ratio_of_certifications", Error;
    /// What is counted once a period is paid deal by deal.
    CountNeedsPeriods = "count_needs_periods", Error;
    /// Returns are settled where they lower nothing.
    CountWithReturns = "count_with_returns", Error;
    /// Sales are chosen where activities are paid on.
    SalesUnused = "sales_unused", Warning;
    /// It is said what a line counts without a figure that none can lack.
    AbsentUnused = "absent_unused", Warning;
    /// A marketplace takes or adds where no amounts are paid on.
    MarketplaceUnused = "marketplace_unused", Warning;
    /// Something else than revenue is billed, collected or with tax.
    ValueNeedsRevenue = "value_needs_revenue", Error;
    /// What is billed or collected is paid deal by deal.
    ValueNeedsPeriods = "value_needs_periods", Error;
    /// Returns are settled by deals whose money counts on other days.
    ValueWithReturns = "value_with_returns", Error;
    /// A reward goes by the credits of another deal and is shared by those of this one.
    FirstCreditsShared = "first_credits_shared", Error;
    /// Months of joiners where a period has none.
    JoinersNeedMonths = "joiners_need_months", Error;
    /// A ratio with a score in it.
    RatioOfScore = "ratio_of_score", Error;
    /// A ratio is rounded to more decimals than are known.
    DecimalsTooMany = "decimals_too_many", Error;
    /// A ratio of two different units.
    RatioUnitsDiffer = "ratio_units_differ", Error;

    /// The level of the day of each deal is asked for where deals are not paid one by one.
    LevelNeedsDeals = "level_needs_deals", Error;
    /// Rates or a condition by a track that does not exist.
    TrackUnknown = "track_unknown", Error;
    /// A rate column or a condition of a level that does not exist.
    LevelUnknown = "level_unknown", Error;
    /// Rate columns without a single level.
    ColumnsMissing = "columns_missing", Error;
    /// Two rate columns of one level.
    ColumnDuplicate = "column_duplicate", Error;
    /// A band has more or fewer rates than there are columns.
    RateCount = "rate_count", Error;
    /// A column by role where whole deals count.
    RoleColumnsNeedShares = "role_columns_need_shares", Error;
    /// Columns for parts of a value that has none: a difference, or nothing.
    ColumnsNeedParts = "columns_need_parts", Error;
    /// A band has rates where its schedule pays amounts, or the other way round.
    PaysMismatch = "pays_mismatch", Error;
    /// A line through one point.
    PointsTooFew = "points_too_few", Error;
    /// A share of a sum that is zero or less.
    SumNotPositive = "sum_not_positive", Error;
    /// A block of no size.
    BlockNotPositive = "block_not_positive", Error;
    /// Free units where units are not what is paid on.
    UnitsNeeded = "units_needed", Error;
    /// A band does not say what it is paid on where each band has to.
    BandPaysOnMissing = "band_pays_on_missing", Error;
    /// A band says what it is paid on where the method decides that.
    BandPaysOnUnused = "band_pays_on_unused", Error;
    /// Bands cut out of V that something else than V picks.
    MethodNeedsValue = "method_needs_value", Error;
    /// Bands where nothing but the tier qualifies.
    TierWithBands = "tier_with_bands", Error;
    /// Something asks for V where nothing is paid on.
    ValueMissing = "value_missing", Error;
    /// The top band ends at a value that is not paid on.
    EndNeedsValue = "end_needs_value", Error;
    /// The top band ends where it begins, or before.
    EndBelowTop = "end_below_top", Error;
    /// A later version does not begin after the one before it.
    VersionsOutOfOrder = "versions_out_of_order", Error;
    /// A schedule without bands.
    BandsMissing = "bands_missing", Error;
    /// A band begins below zero.
    BandBelowZero = "band_below_zero", Error;
    /// A band does not begin above the one before it.
    BandsOutOfOrder = "bands_out_of_order", Error;
    /// A rate below zero.
    RateNegative = "rate_negative", Error;

    /// Growth is asked for, and there is no baseline to grow from.
    BaselineMissing = "baseline_missing", Error;
    /// Attainment is asked for, and there is no target.
    TargetMissing = "target_missing", Error;
    /// The best of fewer than two baselines.
    BestOfTooFew = "best_of_too_few", Error;
    /// The best of several baselines inside another.
    BestOfNested = "best_of_nested", Error;
    /// A change spread over the months of a period that has none.
    RestatedNeedsMonths = "restated_needs_months", Error;
    /// A single deal has no baseline.
    DealWithBaseline = "deal_with_baseline", Error;
    /// A single deal picks its band by itself only.
    DealWithQualifier = "deal_with_qualifier", Error;
    /// What is earned over the term of a deal is settled again after returns.
    TermSettledAgain = "term_settled_again", Error;
    /// A limit for each deal where deals are not paid one by one.
    LimitNeedsDeals = "limit_needs_deals", Error;
    /// Shares where deals are not paid one by one.
    SharesNeedDeals = "shares_need_deals", Error;
    /// A pool for several partners cannot have a rate for each partner's tier.
    SharesWithColumns = "shares_with_columns", Error;
    /// A pool is made of the whole deal, not of declared shares.
    SharesWithDeclaredShare = "shares_with_declared_share", Error;
    /// A role's weight is below zero.
    WeightNegative = "weight_negative", Error;
    /// No role has a weight above zero.
    WeightsAllZero = "weights_all_zero", Error;
    /// Shares that are paid as they stand come to more than 100%.
    SharesAboveAll = "shares_above_all", Error;
    /// Shares that are paid as they stand would hand on the share of a role nobody holds.
    UnheldRoleHandedOn = "unheld_role_handed_on", Error;
    /// A role is an overlay, and its revenue is to be reported.
    OverlayReported = "overlay_reported", Error;
    /// A measure asks for a role whose credit is an overlay.
    OverlayMeasured = "overlay_measured", Error;
    /// A direct seller's part of a deal falls when a partner joins it.
    DirectSellerPartFalls = "direct_seller_part_falls", Warning;
    /// An attribution model that does not exist.
    ModelUnknown = "model_unknown", Error;
    /// A position has two weights in an attribution model.
    PositionDuplicate = "position_duplicate", Error;
    /// A table of a time decay is not that of its half-life and look-back.
    DecayTableDiffers = "decay_table_differs", Error;
    /// A time decay without a look-back, or with a half-life that no table is made for.
    DecayOutOfRange = "decay_out_of_range", Error;
    /// A later partner's part is below zero or more than the first one's.
    SecondaryOutOfRange = "secondary_out_of_range", Error;
    /// Parts that may come to more than 100% are paid as they stand, as no overlay.
    ParticipationAsDeclared = "participation_as_declared", Warning;
    /// An attribution model that nothing goes by.
    ModelUnused = "model_unused", Note;
    /// A condition of credits stands twice.
    ConditionDuplicate = "condition_duplicate", Error;
    /// A marketplace takes more than all, or adds less than nothing or more than ten times.
    MarketplaceRateOutOfRange = "marketplace_rate_out_of_range", Error;
    /// A role has two weights.
    RoleDuplicate = "role_duplicate", Error;
    /// A deal must have no partners.
    MinimumPartnersZero = "minimum_partners_zero", Error;
    /// A limit below zero.
    LimitNegative = "limit_negative", Error;
    /// Two limits for the same thing.
    LimitDuplicate = "limit_duplicate", Error;
    /// Deals are rounded one by one where they are not paid one by one.
    RoundedNeedsDeals = "rounded_needs_deals", Error;
    /// What is paid deal by deal accumulates nothing to settle.
    SettleNeedsPeriods = "settle_needs_periods", Error;
    /// An incentive is not settled more often than it accumulates.
    SettleNotShorter = "settle_not_shorter", Error;
    /// Settlements end inside a period.
    SettleOffPeriod = "settle_off_period", Error;
    /// A result is paid in one part, none or very many.
    SpreadOutOfRange = "spread_out_of_range", Error;
    /// A result that is netted is paid in parts.
    SpreadWithSettle = "spread_with_settle", Error;
    /// A guarantee of nothing.
    GuaranteeNotPositive = "guarantee_not_positive", Error;
    /// A guaranteed period does not hold whole settlements.
    GuaranteePeriod = "guarantee_period", Error;
    /// Earlier results cannot be taken off what this incentive pays on.
    ReductionImpossible = "reduction_impossible", Error;
    /// Returns settle periods again, and the value paid on does not count returns.
    ReturnsNeedNet = "returns_need_net", Error;
    /// A return would count twice.
    ClawbackWithNet = "clawback_with_net", Error;
    /// A return takes back nothing, or more than all.
    ClawbackShareOutOfRange = "clawback_share_out_of_range", Error;
    /// An account gets nothing, or less.
    AccountShareNotPositive = "account_share_not_positive", Error;
    /// An account has two shares.
    AccountDuplicate = "account_duplicate", Error;
    /// The shares of accounts are not 1 together.
    AccountSharesNotWhole = "account_shares_not_whole", Error;
    /// A group or shared limit names an incentive twice.
    MemberDuplicate = "member_duplicate", Error;
    /// Incentives are compared that are settled for different periods.
    GroupPeriodsDiffer = "group_periods_differ", Error;
    /// An incentive stands between those of a group.
    GroupApart = "group_apart", Error;
    /// An incentive is compared in two groups.
    GroupsOverlap = "groups_overlap", Error;
    /// An incentive is compared with others, and is due something else than what it earned.
    GroupMemberSettled = "group_member_settled", Error;
    /// A shared limit per period over incentives of different periods.
    SharedPeriodsDiffer = "shared_periods_differ", Error;
    /// The last day lies before the first.
    DatesReversed = "dates_reversed", Error;
    /// A budget for less than a month.
    BudgetPeriodShort = "budget_period_short", Error;
    /// The pools and the reserve are not the budget.
    BudgetDoesNotAddUp = "budget_does_not_add_up", Error;
    /// An amount of the budget below zero.
    BudgetNegative = "budget_negative", Error;
    /// A list of incentives names one that does not exist.
    IncentiveUnknown = "incentive_unknown", Error;
    /// An incentive that draws on two pools.
    PoolsShareIncentive = "pools_share_incentive", Error;
    /// A pool that does not exist.
    PoolUnknown = "pool_unknown", Error;
    /// More is moved than the reserve holds.
    ReserveOverdrawn = "reserve_overdrawn", Error;
    /// An amount of a fund that is zero or less.
    FundAmountNotPositive = "fund_amount_not_positive", Error;
    /// An amount of a fund has a part of a minor unit.
    FundAmountTooFine = "fund_amount_too_fine", Error;
    /// A fund that is given money more often than each month.
    FundPeriodShort = "fund_period_short", Error;
    /// A fund takes in accruals of an incentive that pays into other accounts.
    FundIncentiveElsewhere = "fund_incentive_elsewhere", Error;
    /// An incentive that pays into two funds.
    FundsShareIncentive = "funds_share_incentive", Error;
    /// The least that each partner gets of an allocation is more than the most.
    AllocationBoundsContradict = "allocation_bounds_contradict", Error;
    /// A level or partner has two weights in an allocation.
    AllocationWeightDuplicate = "allocation_weight_duplicate", Error;
    /// Parts go by a return on funds that is not defined.
    FundReturnMissing = "fund_return_missing", Error;
    /// A fund bears nothing of the cost, or more than all.
    ClaimShareOutOfRange = "claim_share_out_of_range", Error;
    /// Money expires when it comes in.
    FundExpiryEmpty = "fund_expiry_empty", Error;
    /// More than all of a balance is carried over, or less than nothing.
    CarryShareOutOfRange = "carry_share_out_of_range", Error;
    /// Small accruals are paid as rebates where nothing accrues.
    RebateWithoutAccrual = "rebate_without_accrual", Error;
    /// Money returns to a pool of the budget that it was not drawn from.
    ForfeitWithoutPool = "forfeit_without_pool", Error;
    /// An incentive has two estimates.
    EstimateDuplicate = "estimate_duplicate", Error;
    /// An estimate of what has no expected value.
    EstimateImpossible = "estimate_impossible", Error;
    /// A minimum payment below zero.
    MinimumNegative = "minimum_negative", Error;
    /// More than all of a payout is held back, or less than nothing.
    HoldbackOutOfRange = "holdback_out_of_range", Error;
    /// A condition that nothing can meet.
    FilterMatchesNothing = "filter_matches_nothing", Error;
    /// A condition on the amount of a deal without a bound.
    AmountUnbounded = "amount_unbounded", Error;
    /// A condition on the day a partner joined without a bound.
    JoinedUnbounded = "joined_unbounded", Error;
    /// A condition on a column that this place cannot ask for.
    FilterFieldMisplaced = "filter_field_misplaced", Error;

    /// A level that nobody can be at.
    LevelUnreachable = "level_unreachable", Warning;
    /// A higher level asks for less of the same measure.
    ThresholdFalls = "threshold_falls", Warning;
    /// A requirement that nobody can meet.
    RequirementUnreachable = "requirement_unreachable", Warning;
    /// A threshold that everyone reaches.
    ThresholdZero = "threshold_zero", Warning;
    /// A rate of more than 100%.
    RateAboveOne = "rate_above_one", Warning;
    /// A higher band pays a lower rate.
    RatesFall = "rates_fall", Warning;
    /// A growth band begins below the baseline and pays on sales that are no growth.
    BandBelowBaseline = "band_below_baseline", Warning;
    /// Nothing more is earned beyond a value.
    TopBandClosed = "top_band_closed", Warning;
    /// A partner without any sale is paid.
    PaysWithoutSales = "pays_without_sales", Warning;
    /// A baseline that nothing is compared with.
    BaselineUnused = "baseline_unused", Warning;
    /// A target that nothing is compared with.
    TargetUnused = "target_unused", Warning;
    /// A level above one that earns has no rate.
    TierGap = "tier_gap", Warning;
    /// A guarantee above what a limit lets a partner earn.
    GuaranteeAboveLimit = "guarantee_above_limit", Warning;
    /// A group or shared limit with fewer than two incentives.
    MembersTooFew = "members_too_few", Warning;
    /// Two incentives of a group that always come to the same.
    StackingTie = "stacking_tie", Warning;
    /// An incentive that can never pay.
    PaysNothing = "pays_nothing", Warning;
    /// A role that can take part in a pool has no weight in it.
    RoleWithoutWeight = "role_without_weight", Warning;
    /// A weight is given to a role that cannot take part.
    WeightWithoutRole = "weight_without_role", Warning;
    /// A pool of the budget that no incentive draws on.
    PoolUnused = "pool_unused", Warning;
    /// A fund that no incentive pays into.
    FundWithoutMoney = "fund_without_money", Warning;
    /// An accrual that no fund takes in.
    AccrualWithoutFund = "accrual_without_fund", Warning;
    /// Two conditions on one column that exclude each other.
    FilterContradicts = "filter_contradicts", Warning;

    /// Shares that are paid as they stand come to less than 100%.
    SharesBelowAll = "shares_below_all", Note;
    /// The levels below the lowest one that earns.
    TierExcluded = "tier_excluded", Note;
    /// One more minor unit of sales adds a leap of payout.
    Cliff = "cliff", Note;
    /// A limit that another one makes idle.
    LimitNeverBinds = "limit_never_binds", Note;
    /// An incentive begins or ends inside a period.
    DatesOffPeriod = "dates_off_period", Note;
    /// Patience with levels that never fall.
    GraceUnused = "grace_unused", Note;
    /// A minimum that every partner has anyway.
    MinimumIdle = "minimum_idle", Note;
    /// A return on funds is defined, and there is no fund.
    FundReturnUnused = "fund_return_unused", Note;
    /// A ladder that no incentive reads.
    TrackUnused = "track_unused", Note;
}
