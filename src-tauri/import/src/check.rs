//! What a person should know before facts are loaded: problems grouped by their repair, each with
//! its rows and money, and partners that may be the same company.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use tierwright_engine::rows::{DealRow, FactRows, SourceFile, Stage};
use tierwright_program::{Currency, Money};

use crate::{
    DateForm,
    failure::ImportFailure,
    imported::{Imported, SetAside},
    mapping::Mapping,
    repair,
};

/// How heavy a problem weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Money is left out or counted otherwise than it should.
    Should,
    /// Worth knowing.
    Info,
}

/// Rows with the same problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// A stable code, such as `partner_missing`.
    pub code: &'static str,
    /// How heavy it weighs.
    pub weight: Weight,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What the number of rows counts: rows, deals.
    pub unit: &'static str,
    /// How many.
    pub rows: u32,
    /// The money in them, by currency.
    pub money: Vec<Money>,
    /// The first of them, as sentences.
    pub examples: Vec<String>,
    /// What can be done, the first being what happens now.
    pub repairs: Vec<(&'static str, &'static str)>,
}

/// Two partners that may be the same company.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SamePartner {
    /// The id that would be kept: that of the one with more deals.
    pub kept: String,
    /// Its name.
    pub kept_name: String,
    /// Its deals.
    pub kept_deals: u32,
    /// The other id.
    pub other: String,
    /// Its name.
    pub other_name: String,
    /// Its deals.
    pub other_deals: u32,
}

const EXAMPLES: usize = 5;
/// Proposals beyond these are not shown; whoever has so many has another problem.
const MOST_PROPOSALS: usize = 200;

/// Groups what is wrong with what was read.
///
/// # Errors
/// The amounts of one problem are too large to be added exactly.
pub fn check(
    imported: &Imported,
    mapping: &Mapping,
    today: NaiveDate,
) -> Result<Vec<Group>, ImportFailure> {
    let mut groups = set_aside(&imported.set_aside)?;
    let read = Read { rows: &imported.rows, days: days(imported, mapping) };
    let (read, rows) = (&read, &imported.rows);
    groups.extend(uneven_shares(read)?);
    groups.extend(negative_amounts(read, mapping)?);
    groups.extend(deals(read, "no_partner", "Deals without a partner", &[], {
        let credited: std::collections::HashSet<&str> =
            rows.credits.iter().map(|credit| credit.deal.as_str()).collect();
        move |deal: &DealRow| !credited.contains(deal.id.as_str())
    })?);
    groups.extend(deals(
        read,
        "future_close",
        "Won deals that close in the future",
        &[],
        |deal| deal.stage == Stage::Won && deal.closed.is_some_and(|day| day > today),
    )?);
    groups.extend(same_day(read)?);
    groups.sort_by_key(|group| group.weight);
    Ok(groups)
}

/// What was read, and how each file writes the day on which a deal closes.
struct Read<'a> {
    rows: &'a FactRows,
    days: Vec<Option<&'a DateForm>>,
}

fn days<'a>(imported: &Imported, mapping: &'a Mapping) -> Vec<Option<&'a DateForm>> {
    let of_file = |file: &SourceFile| {
        let reading = imported.reading.iter().find(|reading| reading.file == file.name)?;
        let feed = mapping.tables.deal.iter().find(|feed| feed.file == reading.role)?;
        let closed = feed.columns.closed.as_ref()?;
        // What stands in a joined file is written as that file writes it.
        let joined = closed.names().first().and_then(|name| name.split_once('.'));
        let role = joined.map(|(role, _)| role).filter(|role| mapping.files.contains_key(*role));
        let own = mapping.files.get(role.unwrap_or(&feed.file))?;
        Some(closed.written.date.as_ref().unwrap_or(&own.date))
    };
    imported.rows.files.iter().map(of_file).collect()
}

/// Rows that were set aside, by reason.
fn set_aside(rows: &[SetAside]) -> Result<Vec<Group>, ImportFailure> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let code = code_of(row);
        let position = groups.iter().position(|group| group.code == code);
        let position = position.unwrap_or_else(|| {
            let (title, weight, repairs) = about(code);
            groups.push(Group {
                code,
                weight,
                title,
                unit: "row",
                rows: 0,
                money: Vec::new(),
                examples: Vec::new(),
                repairs: repairs.to_vec(),
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(position) else { continue };
        group.rows += 1;
        add(&mut group.money, row.amount)?;
        if group.examples.len() < EXAMPLES {
            group.examples.push(row.sentence.clone());
        }
    }
    Ok(groups)
}

/// A missing partner is one problem, whichever way it was looked for.
fn code_of(row: &SetAside) -> &'static str {
    let of_partner = row.ours == "partner.id" || row.ours.ends_with(".partner");
    match row.code {
        "match_missing" if of_partner => "partner_missing",
        "text_missing" if of_partner => "partner_empty",
        "text_missing" if row.ours == "deal.amount" => "amount_empty",
        code => code,
    }
}

type Repair = (&'static str, &'static str);
const ASIDE: Repair = ("set_aside", "Set aside");

fn about(code: &str) -> (&'static str, Weight, &'static [Repair]) {
    match code {
        "partner_missing" => (
            "Partner not found",
            Weight::Should,
            &[ASIDE, ("match_names", "Match names"), ("add_partners", "Add partners")],
        ),
        "partner_empty" => ("No partner in the row", Weight::Should, &[ASIDE]),
        "amount_empty" => ("No amount yet", Weight::Info, &[ASIDE]),
        "stage_unknown" => {
            ("Stage not known", Weight::Should, &[ASIDE, ("match_stages", "Match stages")])
        }
        "row_twice" => (
            "Row repeats another one exactly",
            Weight::Info,
            &[("set_aside_repeated", "Set aside"), ("keep_repeated", "Count them")],
        ),
        "left_out" => ("Left out by the mapping", Weight::Info, &[ASIDE]),
        "shares_differ" => (
            "Shares do not add up to 100%",
            Weight::Should,
            &[
                ("set_aside_shares", "Set aside"),
                ("scale", "Scale"),
                ("rest_to_first", "Put rest on first partner"),
                ("keep_shares", "Keep as they are"),
            ],
        ),
        "number_unreadable" => ("Not a number", Weight::Should, &[ASIDE]),
        "date_unreadable" => ("Not a date", Weight::Should, &[ASIDE]),
        "columns_differ" => ("Row has other columns than the file", Weight::Should, &[ASIDE]),
        "currency_differs" => ("Amount in another currency than its row", Weight::Should, &[ASIDE]),
        "currency_unknown" => ("Currency not known", Weight::Should, &[ASIDE]),
        "closing_day_missing" => ("Won without a closing day", Weight::Should, &[ASIDE]),
        "currency_missing" => ("Amount without a currency", Weight::Should, &[ASIDE]),
        "days_reversed" => ("Ends before it begins", Weight::Should, &[ASIDE]),
        "decided_twice" => ("Both approved and refused", Weight::Should, &[ASIDE]),
        "evidence_unknown" => ("Evidence neither yes nor no", Weight::Should, &[ASIDE]),
        "group_missing" => ("Group without partners", Weight::Should, &[ASIDE]),
        "deal_missing" => ("Deal not found", Weight::Should, &[ASIDE]),
        "id_twice" => ("Id stands there twice", Weight::Should, &[ASIDE]),
        "amount_not_positive" => ("Return that takes nothing back", Weight::Info, &[ASIDE]),
        _ => ("Row cannot be used", Weight::Should, &[ASIDE]),
    }
}

fn add(money: &mut Vec<Money>, amount: Option<Money>) -> Result<(), ImportFailure> {
    let Some(amount) = amount else { return Ok(()) };
    match money.iter_mut().find(|sum| sum.currency() == amount.currency()) {
        Some(sum) => {
            let what = "The sum of the amounts with one problem";
            *sum = sum.plus(amount).map_err(|_| ImportFailure::overflow(what))?;
        }
        None => money.push(amount),
    }
    Ok(())
}

/// Deals that show something.
fn deals(
    read: &Read<'_>,
    code: &'static str,
    title: &'static str,
    repairs: &[Repair],
    shows: impl Fn(&DealRow) -> bool,
) -> Result<Option<Group>, ImportFailure> {
    let shown: Vec<&DealRow> = read.rows.deals.iter().filter(|deal| shows(deal)).collect();
    group(read, code, title, Weight::Info, repairs, &shown)
}

fn group(
    read: &Read<'_>,
    code: &'static str,
    title: &'static str,
    weight: Weight,
    repairs: &[Repair],
    shown: &[&DealRow],
) -> Result<Option<Group>, ImportFailure> {
    let mut money = Vec::new();
    shown.iter().try_for_each(|deal| add(&mut money, Some(deal.amount)))?;
    let example = |deal: &&DealRow| {
        let at = usize::try_from(deal.source.file).unwrap_or(usize::MAX);
        let file = read.rows.files.get(at).map_or("", |file| file.name.as_str());
        let form = read.days.get(at).copied().flatten();
        let day = |day: NaiveDate| form.map_or_else(|| day.to_string(), |form| form.write(day));
        let closed = deal.closed.map(|at| format!(", closed {}", day(at))).unwrap_or_default();
        format!("{file}, row {}: deal {}, {}{closed}", deal.source.row, deal.id, deal.amount)
    };
    let group = || Group {
        code,
        weight,
        title,
        unit: "deal",
        rows: u32::try_from(shown.len()).unwrap_or(u32::MAX),
        money,
        examples: shown.iter().take(EXAMPLES).map(example).collect(),
        repairs: repairs.to_vec(),
    };
    Ok((!shown.is_empty()).then(group))
}

fn uneven_shares(read: &Read<'_>) -> Result<Option<Group>, ImportFailure> {
    let rows = read.rows;
    let uneven = repair::uneven(&rows.credits);
    let ids: HashMap<&str, ()> = uneven.iter().map(|(deal, _)| (deal.as_str(), ())).collect();
    let shown: Vec<&DealRow> =
        rows.deals.iter().filter(|deal| ids.contains_key(deal.id.as_str())).collect();
    let repairs = [
        ("keep_shares", "Keep as they are"),
        ("scale", "Scale"),
        ("rest_to_first", "Put rest on first partner"),
        ("set_aside_shares", "Set aside"),
    ];
    group(read, "shares_uneven", "Shares do not add up to 100%", Weight::Should, &repairs, &shown)
}

fn negative_amounts(read: &Read<'_>, mapping: &Mapping) -> Result<Option<Group>, ImportFailure> {
    let rows = read.rows;
    let can_tell =
        mapping.tables.deal.iter().any(|feed| repair::signed_column(&feed.columns).is_some());
    let shown: Vec<&DealRow> = rows.deals.iter().filter(|deal| deal.amount.units() < 0).collect();
    let all = [
        ("keep_negative", "Keep as they are"),
        ("as_returns", "Treat as returns"),
        ("set_aside_negative", "Set aside"),
    ];
    let repairs = if can_tell { all.as_slice() } else { &all[..2] };
    group(read, "amount_negative", "Negative amount", Weight::Should, repairs, &shown)
}

/// Deals of one customer that close on the same day for the same amount: perhaps one deal twice.
fn same_day(read: &Read<'_>) -> Result<Option<Group>, ImportFailure> {
    let rows = read.rows;
    let mut seen: HashMap<(&str, NaiveDate, i64, Currency), u32> = HashMap::new();
    let key = |deal: &'_ DealRow| {
        let closed = deal.closed?;
        let named = !deal.customer.is_empty() && deal.stage == Stage::Won;
        named.then_some((closed, deal.amount.units(), deal.amount.currency()))
    };
    for deal in &rows.deals {
        if let Some((closed, units, currency)) = key(deal) {
            *seen.entry((&deal.customer, closed, units, currency)).or_default() += 1;
        }
    }
    deals(read, "same_day", "Same customer, day and amount as another deal", &[], |deal| {
        key(deal).is_some_and(|(closed, units, currency)| {
            seen.get(&(deal.customer.as_str(), closed, units, currency)).is_some_and(|n| *n > 1)
        })
    })
}

/// Endings of names that say the form of a company.
const FORMS: [&str; 34] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "mbh",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "oy",
    "aps",
    "pty",
    "pte",
    "kk",
    "sl",
    "group",
    "holding",
    "holdings",
];

/// A name as companies are compared: small letters without accents, and without their form.
fn bare(name: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' => 'o',
        'ù' | 'ú' | 'û' => 'u',
        other => other,
    };
    let lower = name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    let lower: String = lower.replace('ß', "ss").replace('&', " and ").chars().map(plain).collect();
    let dotless = lower.replace('.', "");
    let words: Vec<&str> =
        dotless.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut kept = words.as_slice();
    while let [head @ .., last] = kept {
        if head.is_empty() || !FORMS.contains(last) {
            break;
        }
        kept = head;
    }
    kept.concat()
}

/// Partners whose names are nearly the same. They are proposed; nobody merges them unasked.
#[must_use]
pub fn same_partners(rows: &FactRows) -> Vec<SamePartner> {
    let mut deals: HashMap<&str, u32> = HashMap::new();
    for credit in &rows.credits {
        *deals.entry(&credit.partner).or_default() += 1;
    }
    let count = |id: &str| deals.get(id).copied().unwrap_or_default();
    let mut named: BTreeMap<(String, &str), &str> = BTreeMap::new();
    for partner in &rows.partners {
        named.insert((bare(&partner.name), &partner.id), &partner.name);
    }
    let named: Vec<(&String, &str, &str)> =
        named.iter().map(|((bare, id), name)| (bare, *id, *name)).collect();
    let mut found = Vec::new();
    for (at, one) in named.iter().enumerate() {
        for other in named.iter().skip(at + 1).take(6) {
            if !is_near(one.0, other.0) || found.len() >= MOST_PROPOSALS {
                continue;
            }
            let (kept, other) =
                if count(other.1) > count(one.1) { (other, one) } else { (one, other) };
            found.push(SamePartner {
                kept: kept.1.to_owned(),
                kept_name: kept.2.to_owned(),
                kept_deals: count(kept.1),
                other: other.1.to_owned(),
                other_name: other.2.to_owned(),
                other_deals: count(other.1),
            });
        }
    }
    found
}

/// Whether two bare names are the same, or one slip apart where they are long.
fn is_near(one: &str, other: &str) -> bool {
    if one == other {
        return !one.is_empty();
    }
    let shorter = one.chars().count().min(other.chars().count());
    // A digit is never a slip: Store 12 and Store 13 are two.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    shorter >= 8 && digits(one) == digits(other) && crate::closest::is_one_slip(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_form() {
        let same = [
            ("Alder Systems, Inc.", "ALDER SYSTEMS"),
            ("Müller & Söhne GmbH", "Mueller and Soehne"),
            ("Café Noir S.A.R.L.", "Cafe Noir"),
            ("Beech Data Holdings Ltd", "Beech Data"),
        ];
        for (one, other) in same {
            assert!(is_near(&bare(one), &bare(other)), "{one} {other}");
        }
        for (one, other) in
            [("Birch", "Bitch"), ("Store 12 Limited", "Store 13 Limited"), ("Co", "Inc"), ("", "")]
        {
            assert!(!is_near(&bare(one), &bare(other)), "{one} {other}");
        }
        assert!(is_near(&bare("Cypress Distribution"), &bare("Cypres Distribution")));
    }
}
