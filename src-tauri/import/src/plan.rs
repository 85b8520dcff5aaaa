//! A mapping laid on the files that were given: every column found, and the order of reading.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    closest,
    fact::Columns,
    failure::{ImportFailure, list},
    given::{GivenFile, not_given},
    guess::reads,
    inspect::Reads,
    laid::matched,
    mapping::{Cell, FileForm, Join, Mapping, Sign, TextFrom},
    number::NumberForm,
    place::{At, JoinPlace, Place, PlaceFrom},
    source::{OpenFile, SourceKind},
    table::{FeedView, Table, feeds},
};

/// What is read, and how.
pub(crate) struct Plan<'a> {
    /// The files that are read, in order of their roles.
    pub(crate) files: Vec<FilePlan<'a>>,
    /// The positions of the files that feed tables, so that what a row names was read before it.
    pub(crate) order: Vec<usize>,
    /// Files that were given and that nothing reads, with their roles.
    pub(crate) idle: Vec<(&'a str, &'a str)>,
}

/// One file that is read.
pub(crate) struct FilePlan<'a> {
    pub(crate) role: &'a str,
    pub(crate) given: &'a GivenFile,
    pub(crate) form: &'a FileForm,
    pub(crate) packed: bool,
    pub(crate) kind: SourceKind,
    /// Its bytes, as it lies on the disk.
    pub(crate) size: u64,
    /// Columns in each of its rows.
    pub(crate) width: usize,
    pub(crate) feeds: Vec<FeedPlan>,
    /// The sets of columns by which its rows are found.
    pub(crate) find_by: BTreeSet<Vec<usize>>,
}

/// One feed, its columns found.
pub(crate) struct FeedPlan {
    pub(crate) table: Table,
    pub(crate) columns: Columns,
    pub(crate) joins: Vec<JoinPlace>,
    pub(crate) leave_out: Vec<LeaveOut>,
    pub(crate) only: Option<OnlyPlan>,
    pub(crate) known_stays: bool,
    pub(crate) one_per: Vec<At>,
    /// The columns of `one_per`, as messages name them.
    pub(crate) one_per_names: String,
}

/// A column, and the texts with which a row is none for a feed.
pub(crate) struct LeaveOut {
    pub(crate) at: At,
    /// The column, as messages name it.
    pub(crate) name: String,
    pub(crate) texts: Vec<String>,
}

/// Columns whose sign says which rows are facts of a feed.
pub(crate) struct OnlyPlan {
    pub(crate) at: Vec<(At, NumberForm)>,
    /// The columns, as messages name them.
    pub(crate) names: String,
    pub(crate) sign: Sign,
}

/// Opens every file that is read, finds every column, and settles the order.
pub(crate) fn make<'a>(
    mapping: &'a Mapping,
    given: &'a BTreeMap<String, GivenFile>,
) -> Result<Plan<'a>, ImportFailure> {
    let is_given = |role: &str| given.contains_key(role);
    let active: Vec<FeedView<'a>> = feeds(mapping)
        .into_iter()
        .filter(|feed| is_given(feed.file) && !feed.only_without.is_some_and(is_given))
        .collect();
    let mut roles: BTreeSet<&str> = active.iter().map(|feed| feed.file).collect();
    let joined = active.iter().flat_map(|feed| feed.join).map(|join| join.file.as_str());
    roles.extend(joined.filter(|role| is_given(role)));
    let mut files = Vec::new();
    let mut headers = BTreeMap::new();
    for (role, file) in given.iter().filter(|(role, _)| roles.contains(role.as_str())) {
        let form = &mapping.files[role];
        let opened = OpenFile::open(file, form)?;
        files.push(FilePlan {
            role,
            given: file,
            form,
            packed: opened.packed,
            kind: opened.kind,
            size: opened.size,
            width: opened.columns.len(),
            feeds: Vec::new(),
            find_by: BTreeSet::new(),
        });
        headers.insert(role.as_str(), opened.columns);
    }
    let order = order(&active, &files)?;
    let search = Search { mapping, given, headers: &headers };
    for feed in &active {
        lay(&search, feed, &mut files)?;
    }
    let idle = given.iter().filter(|(role, _)| !roles.contains(role.as_str()));
    let idle = idle.map(|(role, file)| (role.as_str(), file.name.as_str())).collect();
    Ok(Plan { files, order, idle })
}

/// Finds the columns of one feed and hangs it on its file.
fn lay(
    search: &Search<'_>,
    feed: &FeedView<'_>,
    files: &mut [FilePlan<'_>],
) -> Result<(), ImportFailure> {
    let mut found = FeedSearch { search, feed, joins: Vec::new(), absent: Vec::new() };
    found.joins()?;
    let one_per = feed.one_per.iter().map(|name| found.key_column(name));
    let one_per = one_per.collect::<Result<Vec<_>, _>>()?;
    let plan = FeedPlan {
        table: feed.table,
        columns: found.columns()?,
        leave_out: found.leave_out()?,
        only: found.only()?,
        known_stays: feed.known_stays,
        joins: found.joins,
        one_per,
        one_per_names: feed.one_per.join(", "),
    };
    for join in &plan.joins {
        if let Some(file) = files.iter_mut().find(|file| file.role == join.role) {
            file.find_by.insert(join.key.clone());
        }
    }
    if let Some(file) = files.iter_mut().find(|file| file.role == feed.file) {
        file.feeds.push(plan);
    }
    Ok(())
}

/// The order of the files that feed tables: a file whose ids another names comes first; else by role.
fn order(active: &[FeedView<'_>], files: &[FilePlan<'_>]) -> Result<Vec<usize>, ImportFailure> {
    let tables = |role: &str| -> Vec<Table> {
        active.iter().filter(|feed| feed.file == role).map(|feed| feed.table).collect()
    };
    let waits_for = |later: &str, earlier: &str, own: &[Table]| {
        let fed = tables(earlier);
        let named = |to: &Table| fed.contains(to) && !own.contains(to);
        later != earlier && tables(later).iter().any(|table| table.refers_to().iter().any(named))
    };
    // A row that adds what it names, unless it is known, needs no other file to come first; lists
    // that name nothing do so all the same.
    let added = |role: &str| -> Vec<Table> {
        let added = active.iter().filter(|feed| feed.file == role && feed.known_stays);
        added.map(|feed| feed.table).collect()
    };
    let mut open: Vec<usize> =
        (0..files.len()).filter(|at| !tables(files[*at].role).is_empty()).collect();
    let mut order = Vec::new();
    while !open.is_empty() {
        let free = |is_own: bool| {
            open.iter().position(|at| {
                let role = files[*at].role;
                let own = if is_own { added(role) } else { Vec::new() };
                !open.iter().any(|other| waits_for(role, files[*other].role, &own))
            })
        };
        let Some(free) = free(false).or_else(|| free(true)) else {
            let names: Vec<String> = open.iter().map(|at| files[*at].given.name.clone()).collect();
            return Err(ImportFailure::new(
                "files_circular",
                format!("{} each name rows of the other, so none can be read first.", list(&names)),
                "Let the mapping fill each table from one of them.",
            ));
        };
        order.push(open.remove(free));
    }
    Ok(order)
}

/// Where columns can be found.
struct Search<'a> {
    mapping: &'a Mapping,
    given: &'a BTreeMap<String, GivenFile>,
    /// The columns of each file that is read.
    headers: &'a BTreeMap<&'a str, Vec<String>>,
}

/// Where the columns of one feed can be found.
struct FeedSearch<'a> {
    search: &'a Search<'a>,
    feed: &'a FeedView<'a>,
    joins: Vec<JoinPlace>,
    /// Roles of joined files that were not given.
    absent: Vec<&'a str>,
}

/// A column that a mapping names.
enum Found<'a> {
    At(At),
    /// It would be in a file that was not given.
    Absent(&'a str),
}

impl<'a> FeedSearch<'a> {
    /// Finds the joined files in their order; one that was not given takes those found through it
    /// along.
    fn joins(&mut self) -> Result<(), ImportFailure> {
        let feed = self.feed;
        for join in feed.join {
            match self.join(join)? {
                Some(place) => self.joins.push(place),
                None => self.absent.push(&join.file),
            }
        }
        Ok(())
    }

    /// Finds the columns by which a file is joined, if it was given.
    fn join(&self, join: &Join) -> Result<Option<JoinPlace>, ImportFailure> {
        let Some(given) = self.search.given.get(&join.file) else { return Ok(None) };
        let why = format!("to join {}", join.file);
        let (mut on, mut key) = (Vec::new(), Vec::new());
        for (ours, theirs) in &join.on {
            let Found::At(at) = self.find(ours, &why)? else { return Ok(None) };
            on.push(at);
            key.push(self.column(&join.file, theirs, &why)?);
        }
        let theirs = join.on.keys().cloned().collect::<Vec<_>>().join(", ");
        Ok(Some(JoinPlace { role: join.file.clone(), file: given.name.clone(), theirs, on, key }))
    }

    /// Finds a column by its name in the mapping.
    fn find(&self, name: &str, why: &str) -> Result<Found<'a>, ImportFailure> {
        if let Some((role, column)) = name.split_once('.') {
            if let Some(absent) = self.absent.iter().find(|absent| **absent == role) {
                return Ok(Found::Absent(absent));
            }
            if let Some(join) = self.joins.iter().position(|join| join.role == role) {
                let column = self.column(role, column, why)?;
                return Ok(Found::At(At { join: Some(join), column }));
            }
        }
        let column = self.column(self.feed.file, name, why)?;
        Ok(Found::At(At { join: None, column }))
    }

    /// The position of a column in the header of a file.
    fn column(&self, role: &str, name: &str, why: &str) -> Result<usize, ImportFailure> {
        let columns = &self.search.headers[role];
        let file = &self.search.given[role].name;
        let mut positions = columns.iter().enumerate().filter(|(_, column)| *column == name);
        match (positions.next(), positions.next()) {
            (Some((position, _)), None) => Ok(position),
            (Some(_), Some(_)) => Err(ImportFailure::new(
                "column_twice",
                format!("{file} has two columns \"{name}\", and the mapping reads one {why}."),
                "Rename one of them in the file.",
            )
            .in_file(file)
            .in_column(name)),
            (None, _) => {
                let near = closest::name(name, columns.iter().map(String::as_str));
                Err(ImportFailure::new(
                    "column_missing",
                    format!("{file} has no column \"{name}\", which the mapping reads {why}."),
                    near.map_or_else(
                        || format!("It has {}.", list(columns)),
                        |near| format!("Did you mean \"{near}\"? Correct the mapping or the file."),
                    ),
                )
                .in_file(file)
                .in_column(name))
            }
        }
    }

    fn key_column(&self, name: &str) -> Result<At, ImportFailure> {
        match self.find(name, &format!("as one_per of {}", self.feed.table.text()))? {
            Found::At(at) => Ok(at),
            Found::Absent(role) => {
                let reads = format!("The mapping reads one_per of {}", self.feed.table.text());
                Err(not_given(self.search.mapping, role, reads))
            }
        }
    }

    /// Finds the columns that leave rows out; one that is in no given file leaves none out.
    fn leave_out(&self) -> Result<Vec<LeaveOut>, ImportFailure> {
        let why = format!("to leave rows out of {}", self.feed.table.text());
        let mut places = Vec::new();
        for (name, texts) in self.feed.leave_out {
            if let Found::At(at) = self.find(name, &why)? {
                let mut texts = texts.clone();
                if texts.iter().any(String::is_empty) {
                    texts.extend(self.form(Some(&at)).empty.iter().cloned());
                }
                places.push(LeaveOut { at, name: name.clone(), texts });
            }
        }
        Ok(places)
    }

    /// Finds the columns whose sign says which rows are facts of the feed.
    fn only(&self) -> Result<Option<OnlyPlan>, ImportFailure> {
        let Some(only) = self.feed.only else { return Ok(None) };
        let why = format!("to tell rows of {} by their sign", self.feed.table.text());
        let mut at = Vec::new();
        for name in &only.columns {
            match self.find(name, &why)? {
                Found::At(found) => at.push((found, self.number(name, found))),
                Found::Absent(role) => {
                    let reads = format!("The mapping reads {name} {why}");
                    return Err(not_given(self.search.mapping, role, reads));
                }
            }
        }
        Ok(Some(OnlyPlan { at, names: only.columns.join(" x "), sign: only.sign }))
    }

    /// How the numbers of one of several columns are written: as the mapping says where it reads
    /// that column alone, else where it reads it with others, else as those of its file.
    fn number(&self, name: &str, at: At) -> NumberForm {
        let feeds = feeds(self.search.mapping);
        let same = feeds.iter().filter(|feed| {
            feed.file == self.feed.file && (at.join.is_none() || *feed.join == *self.feed.join)
        });
        let reading: Vec<&Cell> = same
            .flat_map(|feed| &feed.cells)
            .filter(|(ours, cell)| {
                reads(ours) == Some(Reads::Numbers) && cell.names().iter().any(|one| one == name)
            })
            .map(|(_, cell)| *cell)
            .collect();
        let cell = reading.iter().find(|cell| cell.names().len() == 1).or_else(|| reading.first());
        let own = cell.and_then(|cell| cell.written.number);
        own.map_or_else(
            || NumberForm::of(self.form(Some(&at))),
            |(decimal, thousands)| NumberForm { decimal, thousands },
        )
    }

    /// Finds what one column of ours is read from.
    fn place(&self, column: &'static str, cell: &Cell) -> Result<Place, ImportFailure> {
        let ours = format!("{}.{column}", self.feed.table.text());
        let mut at = Vec::new();
        let mut absent = None;
        for name in cell.names() {
            match self.find(name, &format!("as {ours}"))? {
                Found::At(found) => at.push(found),
                Found::Absent(role) => absent = Some(role),
            }
        }
        if let Some(role) = absent.filter(|_| self.feed.must.contains(&column)) {
            return Err(not_given(self.search.mapping, role, format!("The mapping reads {ours}")));
        }
        let form = self.form(at.first());
        let from = match &cell.from {
            _ if absent.is_some() => PlaceFrom::Nothing,
            TextFrom::Text(text) => PlaceFrom::Text(text.clone()),
            TextFrom::Row(text) => PlaceFrom::Row(text.clone()),
            TextFrom::FirstOf(_) => PlaceFrom::FirstOf(at),
            TextFrom::Product { names, .. } => {
                let factors = names.iter().zip(at);
                PlaceFrom::Product(factors.map(|(name, at)| (at, self.number(name, at))).collect())
            }
            TextFrom::Columns { between, .. } => {
                PlaceFrom::Columns { at, between: between.clone() }
            }
            TextFrom::Column(_) | TextFrom::Sum(_) => {
                PlaceFrom::Columns { at, between: String::new() }
            }
        };
        let written = cell.written.clone();
        let number = written.number.map_or_else(
            || NumberForm::of(form),
            |(decimal, thousands)| NumberForm { decimal, thousands },
        );
        Ok(Place {
            ours,
            theirs: (!cell.names().is_empty()).then(|| cell.names().join(", ")),
            from,
            sums: cell.is_sum(),
            values: cell.values.clone(),
            otherwise: cell.otherwise.clone(),
            date: written.date.clone().unwrap_or_else(|| form.date.clone()),
            number,
            written,
            // A word that is no date in one column may be a stage in another.
            empty: match matched(self.feed.table, column) {
                Some(_) => Vec::new(),
                None => form.empty.clone(),
            },
        })
    }

    /// The form of the file that a column stands in.
    fn form(&self, at: Option<&At>) -> &'a FileForm {
        let join = at.and_then(|at| at.join).and_then(|join| self.joins.get(join));
        let role = join.map_or(self.feed.file, |join| join.role.as_str());
        &self.search.mapping.files[role]
    }

    fn columns(&self) -> Result<Columns, ImportFailure> {
        let tables = &self.search.mapping.tables;
        let index = self.feed.index;
        let place = |column, cell: &Cell| self.place(column, cell);
        Ok(match self.feed.table {
            Table::Partner => Columns::Partner(tables.partner[index].columns.try_map(place)?),
            Table::Deal => Columns::Deal(tables.deal[index].columns.try_map(place)?),
            Table::Line => Columns::Line(tables.line[index].columns.try_map(place)?),
            Table::Credit => Columns::Credit(tables.credit[index].columns.try_map(place)?),
            Table::Adjustment => {
                Columns::Adjustment(tables.adjustment[index].columns.try_map(place)?)
            }
            Table::Activity => Columns::Activity(tables.activity[index].columns.try_map(place)?),
            Table::FundEvent => {
                Columns::FundEvent(tables.fund_event[index].columns.try_map(place)?)
            }
            Table::Rate => Columns::Rate(tables.rate[index].columns.try_map(place)?),
            Table::Paid => Columns::Paid(tables.paid[index].columns.try_map(place)?),
            Table::Status => Columns::Status(tables.partner_status[index].columns.try_map(place)?),
            Table::Level => Columns::Level(tables.level[index].columns.try_map(place)?),
            Table::Touch => Columns::Touch(tables.touch[index].columns.try_map(place)?),
            Table::Registration => {
                Columns::Registration(tables.registration[index].columns.try_map(place)?)
            }
            Table::Overlap => Columns::Overlap(tables.overlap[index].columns.try_map(place)?),
            Table::Settlement => {
                Columns::Settlement(tables.settlement[index].columns.try_map(place)?)
            }
            Table::Score => Columns::Score(tables.score[index].columns.try_map(place)?),
            Table::Target => Columns::Target(tables.target[index].columns.try_map(place)?),
        })
    }
}
