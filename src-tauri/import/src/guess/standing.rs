//! How partners stand: statuses, tiers held before, scores, targets, accounts found in common.

use super::{
    Choice, FileKind, KnownTrack, Question,
    dictionary::letters,
    draft::Draft,
    files::{PERIOD_FROM, PERIOD_UNTIL},
    headers::{AMOUNT, CLOSED, CUSTOMER, Headers, PARTNER, STAGE},
    partners::Reference,
};
use crate::{
    inspect::ColumnReading,
    mapping::{
        Cell, LevelColumns, OverlapColumns, ScoreColumns, StatusColumns, TargetColumns, TextFrom,
    },
};

const FROM: &[&str] = &[
    "from",
    "validfrom",
    "effectivefrom",
    "effectivedate",
    "startdate",
    "since",
    "heldfrom",
    "tierstart",
    "achievedon",
    "granted",
    "grantedon",
    "signedon",
];
const UNTIL: &[&str] = &[
    "until",
    "validuntil",
    "validto",
    "effectiveto",
    "effectiveuntil",
    "enddate",
    "to",
    "helduntil",
    "tierend",
    "expires",
    "expireson",
    "expirydate",
];
const LEVEL: &[&str] = &["tier", "level", "partnertier", "partnerlevel", "tiername", "levelname"];
const TRACK: &[&str] = &["track", "partnertrack", "programtrack", "ladder"];
const STATUS: &[&str] = &["statuskind", "statustype", "agreement", "agreementtype", "documenttype"];
const METRIC: &[&str] = &["scorename", "scoretype", "metric", "kpi", "survey", "surveytype"];
const SCORE: &[&str] = &[
    "score",
    "psat",
    "csat",
    "nps",
    "adoption",
    "adoptionscore",
    "healthscore",
    "health",
    "satisfaction",
    "satisfactionscore",
    "rating",
];
const SCORE_DATE: &[&str] =
    &["date", "scoredate", "surveydate", "measuredon", "asof", "day", "asofdate", "recordedon"];
const TARGET_NAME: &[&str] = &["targetname", "targettype", "quotatype", "targetkind"];
const TARGET: &[&str] = &[
    "target",
    "quota",
    "goal",
    "commitment",
    "targetamount",
    "targetvalue",
    "quotaamount",
    "baseline",
    "forecast",
];
const GROUP: &[&str] = &["group", "partnergroup", "buyinggroup"];
const MEASURE: &[&str] = &["measure", "measuredby", "unitofmeasure"];
const MAPPED: &[&str] = &["mappedon", "mappeddate", "overlapdate", "matchedon", "firstmapped"];

/// What a file holds, if it is about how partners stand.
pub(super) fn kind(headers: &Headers<'_>) -> Option<FileKind> {
    let find = |wanted: &[&str]| headers.find(wanted).is_some();
    let number = |wanted: &[&str]| headers.number(wanted).is_some();
    let date = |wanted: &[&str]| headers.date(wanted).is_some();
    if date(CLOSED) || find(STAGE) {
        return None;
    }
    let partner = headers.find(PARTNER);
    let is_named = partner.is_some();
    let target = number(TARGET) || (find(TARGET_NAME) && number(AMOUNT));
    if (is_named || find(GROUP)) && target && date(PERIOD_FROM) && date(PERIOD_UNTIL) {
        return Some(FileKind::Targets);
    }
    let score = number(SCORE) || (find(METRIC) && number(&["value"]));
    if (is_named || find(CUSTOMER)) && score && date(SCORE_DATE) {
        return Some(FileKind::Scores);
    }
    let partner = partner?;
    if number(AMOUNT) {
        return None;
    }
    if find(CUSTOMER) && date(MAPPED) {
        return Some(FileKind::Overlaps);
    }
    // A list of partners may have the tier of today; a history names partners again, or ends.
    let is_history = date(UNTIL) || !partner.is_unique;
    if find(LEVEL) && date(FROM) && is_history {
        return Some(FileKind::Levels);
    }
    (find(STATUS) && date(FROM)).then_some(FileKind::Statuses)
}

/// The id of a fact: a column that tells its rows apart, else the number of the row.
pub(super) fn row_id(headers: &Headers<'_>, wanted: &[&str]) -> Cell {
    let id = headers.find(wanted).filter(|id| id.is_unique && id.filled == headers.file.rows);
    id.map_or_else(
        || TextFrom::Row(format!("{} row ", headers.file.file)).into(),
        |id| Cell::column(&id.name),
    )
}

fn text(column: Option<&ColumnReading>) -> Option<Cell> {
    column.map(|column| Cell::column(&column.name))
}

/// Statuses that partners have for a time.
pub(super) fn statuses(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(partner), Some(kind), Some(from)) =
        (headers.find(PARTNER), headers.find(STATUS), headers.date(FROM))
    else {
        return;
    };
    let reference = Reference::of(draft, partner);
    let columns = StatusColumns {
        id: row_id(headers, &["id", "statusid"]),
        partner: reference.cell(partner),
        kind: Cell::column(&kind.name),
        from: draft.cell(index, from),
        until: draft.maybe(index, headers.date(UNTIL)),
    };
    let mut feed = draft.feed(index, columns);
    feed.join = reference.join(partner);
    draft.tables.partner_status.push(feed);
}

/// Tiers held or granted before.
pub(super) fn levels(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(partner), Some(level), Some(from)) =
        (headers.find(PARTNER), headers.find(LEVEL), headers.date(FROM))
    else {
        return;
    };
    let track_column = headers.find(TRACK);
    let track = match track_column {
        Some(column) => track_texts(column, &draft.known.tracks),
        None => one_track(draft, index),
    };
    let level = level_cell(draft, index, level, &track);
    let headers = &draft.files[index].headers;
    let reference = Reference::of(draft, partner);
    let columns = LevelColumns {
        id: row_id(headers, &["id", "levelid", "tierid", "historyid"]),
        partner: reference.cell(partner),
        track,
        level,
        from: draft.cell(index, from),
        until: draft.maybe(index, headers.date(UNTIL)),
        reason: text(headers.find(&["reason", "comment", "note", "notes"])),
    };
    let mut feed = draft.feed(index, columns);
    feed.join = reference.join(partner);
    draft.tables.level.push(feed);
}

/// A column that names tracks, by the ids of the program.
fn track_texts(column: &ColumnReading, tracks: &[KnownTrack]) -> Cell {
    let mut cell = Cell::column(&column.name);
    for (text, _) in column.values.iter().flatten() {
        let is_meant = |track: &&KnownTrack| {
            [&track.id, &track.name].iter().any(|name| letters(name) == letters(text))
        };
        if let Some(track) = tracks.iter().find(is_meant).filter(|track| track.id != *text) {
            cell.values.insert(text.clone(), track.id.clone());
        }
    }
    cell
}

/// The track of a file that names none: the only one of the program, or asked.
fn one_track(draft: &mut Draft<'_>, index: usize) -> Cell {
    let file = draft.files[index].headers.file.file.clone();
    let tracks = draft.known.tracks.clone();
    let [first, _, ..] = tracks.as_slice() else {
        return Cell::text(tracks.first().map_or("partners", |track| &track.id));
    };
    let id = format!("track:{file}");
    let answer = draft.known.answers.get(&id).cloned();
    let taken = answer.clone().unwrap_or_else(|| first.id.clone());
    draft.questions.push(Question {
        id,
        file: file.clone(),
        column: None,
        sentence: format!("Which track are the tiers of {file} on? It names none."),
        choices: tracks.iter().map(|track| Choice::plain(&track.id, &track.name)).collect(),
        answer,
    });
    Cell::text(&taken)
}

/// A column that names levels, by the ids of the program; a name that no level has is asked.
fn level_cell(draft: &mut Draft<'_>, index: usize, column: &ColumnReading, track: &Cell) -> Cell {
    let mut cell = Cell::column(&column.name);
    let tracks = draft.known.tracks.clone();
    if tracks.is_empty() {
        draft.note(format!(
            "{} are taken as they stand; a tier counts where the program has a level of that id.",
            column.name
        ));
        return cell;
    }
    let own = |one: &&KnownTrack| matches!(&track.from, TextFrom::Text(id) if *id == one.id);
    let of_one = tracks.iter().find(own);
    let levels: Vec<&(String, String)> = match of_one {
        Some(track) => track.levels.iter().collect(),
        None => tracks.iter().flat_map(|track| &track.levels).collect(),
    };
    let file = draft.files[index].headers.file.file.clone();
    for (text, rows) in column.values.iter().flatten() {
        let wanted = letters(text);
        let meant =
            levels.iter().find(|(id, name)| letters(id) == wanted || letters(name) == wanted);
        if let Some((id, _)) = meant {
            if id != text {
                cell.values.insert(text.clone(), id.clone());
            }
            continue;
        }
        let id = format!("level:{text}");
        let answer = draft.known.answers.get(&id).cloned();
        if let Some(answer) = &answer {
            cell.values.insert(text.clone(), answer.clone());
        }
        draft.questions.push(Question {
            id,
            file: file.clone(),
            column: Some(column.name.clone()),
            sentence: format!(
                "Which level is \"{text}\" ({rows} rows)? The program has none of that name."
            ),
            choices: levels.iter().map(|(id, name)| Choice::plain(id, name)).collect(),
            answer,
        });
    }
    cell
}

/// Dated figures about partners and customers.
pub(super) fn scores(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let metric = headers.find(METRIC);
    let value = headers.number(SCORE).or_else(|| headers.number(&["value"]));
    let (Some(value), Some(date)) = (value, headers.date(SCORE_DATE)) else { return };
    let partner = headers.find(PARTNER);
    let customer = headers.find(CUSTOMER);
    let reference = partner.map(|partner| (partner, Reference::of(draft, partner)));
    let columns = ScoreColumns {
        id: row_id(headers, &["id", "scoreid", "responseid"]),
        name: metric.map_or_else(|| Cell::text(&value.name), |metric| Cell::column(&metric.name)),
        date: draft.cell(index, date),
        value: draft.cell(index, value),
        partner: reference.as_ref().map(|(partner, reference)| reference.cell(partner)),
        customer: text(customer),
    };
    let mut feed = draft.feed(index, columns);
    if let Some((partner, reference)) = reference {
        feed.join = reference.join(partner);
    }
    draft.tables.score.push(feed);
}

/// Numbers agreed with partners and groups.
pub(super) fn targets(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let value = headers.number(TARGET).or_else(|| headers.number(AMOUNT));
    let (Some(value), Some(from), Some(until)) =
        (value, headers.date(PERIOD_FROM), headers.date(PERIOD_UNTIL))
    else {
        return;
    };
    let named = headers.find(TARGET_NAME);
    let partner = headers.find(PARTNER);
    let reference = partner.map(|partner| (partner, Reference::of(draft, partner)));
    let currency = target_currency(draft, index, value);
    let headers = &draft.files[index].headers;
    let columns = TargetColumns {
        id: row_id(headers, &["id", "targetid", "quotaid"]),
        name: named.map_or_else(
            || Cell::text(&value.name.to_lowercase()),
            |named| Cell::column(&named.name),
        ),
        period_from: draft.cell(index, from),
        period_until: draft.cell(index, until),
        value: draft.cell(index, value),
        partner: reference.as_ref().map(|(partner, reference)| reference.cell(partner)),
        group: text(headers.find(GROUP)),
        measure: text(headers.find(MEASURE)),
        currency,
    };
    let mut feed = draft.feed(index, columns);
    if let Some((partner, reference)) = reference {
        feed.join = reference.join(partner);
    }
    draft.tables.target.push(feed);
}

/// The currency of targets; without one they are plain numbers, which is asked.
fn target_currency(draft: &mut Draft<'_>, index: usize, value: &ColumnReading) -> Option<Cell> {
    if let Some(column) = draft.files[index].headers.currency(value) {
        return Some(Cell::column(&column.name));
    }
    match value.currencies.as_slice() {
        [] => {}
        [only] => return Some(Cell::text(only.code())),
        _ => return Some(Cell::column(&value.name)),
    }
    let file = draft.files[index].headers.file.file.clone();
    let code = draft.known.currency.map_or_else(|| "USD".to_owned(), |one| one.to_string());
    let id = format!("target:{file}");
    let answer = draft.known.answers.get(&id).cloned();
    let is_money = answer.as_ref().is_none_or(|answer| answer == "money");
    draft.questions.push(Question {
        id,
        file: file.clone(),
        column: Some(value.name.clone()),
        sentence: format!(
            "Is {} of {file} money, or a number of something? It names no currency.",
            value.name
        ),
        choices: vec![
            Choice::plain("money", &format!("Money, in {code}")),
            Choice::plain("number", "A number: units, deals, points or a ratio"),
        ],
        answer,
    });
    is_money.then(|| Cell::text(&code))
}

/// Accounts found in common with partners.
pub(super) fn overlaps(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(partner), Some(account), Some(mapped_on)) =
        (headers.find(PARTNER), headers.find(CUSTOMER), headers.date(MAPPED))
    else {
        return;
    };
    let reference = Reference::of(draft, partner);
    let columns = OverlapColumns {
        id: row_id(headers, &["id", "overlapid", "mappingid"]),
        partner: reference.cell(partner),
        account: Cell::column(&account.name),
        mapped_on: draft.cell(index, mapped_on),
        origin: text(headers.find(&["source", "origin", "list", "mappedin"])),
        deal: text(headers.find(super::course::DEAL)),
    };
    let mut feed = draft.feed(index, columns);
    feed.join = reference.join(partner);
    draft.tables.overlap.push(feed);
}
