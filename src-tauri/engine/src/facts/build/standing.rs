//! Families of partners, and how partners stand, into columns.

use super::Builder;
use crate::facts::{
    packed::Starts,
    rows::{
        FactRows, LevelRow, OverlapRow, PartnerStatusRow, ScoreRow, ScoreSubject, Source,
        TargetRow, TargetSubject,
    },
};

/// Whom a row is about: a partner by its position, or another by name. Partners come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Partner(usize),
    Named(String),
}

impl Subject {
    fn partner(&self) -> Option<usize> {
        match self {
            Self::Partner(partner) => Some(*partner),
            Self::Named(_) => None,
        }
    }

    /// The two columns that it becomes: the partner, and the name.
    fn split(self) -> (Option<usize>, Option<String>) {
        match self {
            Self::Partner(partner) => (Some(partner), None),
            Self::Named(name) => (None, Some(name)),
        }
    }
}

impl Builder {
    /// Finds the parents of partners, their children and the members of each group, once every
    /// partner has its position.
    pub(super) fn families(&mut self, parents: Vec<Option<String>>) {
        let found = parents.into_iter().enumerate().map(|(at, parent)| {
            let (id, source) = self.partner_row(at);
            parent.and_then(|parent| self.partner("partner", &id, &parent, source))
        });
        let found: Vec<Option<usize>> = found.collect();
        let mut children = vec![Vec::new(); found.len()];
        for (child, parent) in found.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(child);
            }
        }
        self.facts.partners.children = children;
        for at in circular(&found) {
            let (id, source) = self.partner_row(at);
            let sentence = format!(
                "Partner {id} is its own parent, or a parent of its parents; a family must have a \
                 top."
            );
            self.problem("parent_circular", "partner", &id, sentence, source);
        }
        let partners = &mut self.facts.partners;
        partners.parents = found;
        for (at, group) in partners.groups.iter().enumerate().filter(|(_, group)| !group.is_empty())
        {
            partners.members.entry(group.clone()).or_default().push(at);
        }
    }

    fn partner_row(&self, at: usize) -> (String, Source) {
        (self.facts.partners.ids[at].clone(), self.facts.partners.sources[at])
    }

    /// How partners stand.
    pub(super) fn standing(&mut self, rows: &mut FactRows) {
        self.statuses(std::mem::take(&mut rows.statuses));
        self.overlaps(std::mem::take(&mut rows.overlaps));
        self.scores(std::mem::take(&mut rows.scores));
        self.targets(std::mem::take(&mut rows.targets));
        self.levels(std::mem::take(&mut rows.levels));
    }

    fn statuses(&mut self, rows: Vec<PartnerStatusRow>) {
        self.once("partner_status", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source) = (&row.id, row.source);
            self.in_order("partner_status", id, (Some(row.from), row.until), source);
            if let Some(partner) = self.partner("partner_status", id, &row.partner, source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.from, &a.1.id).cmp(&(b.0, b.1.from, &b.1.id)));
        let columns = &mut self.facts.statuses;
        columns.of_partner =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.ids.len());
        for (partner, row) in keyed {
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.kinds.push(row.kind);
            columns.from.push(row.from);
            columns.until.push(row.until);
            columns.sources.push(row.source);
        }
    }

    fn levels(&mut self, rows: Vec<LevelRow>) {
        self.once("level", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source) = (&row.id, row.source);
            self.in_order("level", id, (Some(row.from), row.until), source);
            if let Some(partner) = self.partner("level", id, &row.partner, source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.from, &a.1.id).cmp(&(b.0, b.1.from, &b.1.id)));
        let columns = &mut self.facts.levels;
        columns.of_partner =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.ids.len());
        for (partner, row) in keyed {
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.tracks.push(row.track);
            columns.levels.push(row.level);
            columns.from.push(row.from);
            columns.until.push(row.until);
            columns.reasons.push(row.reason);
            columns.sources.push(row.source);
        }
    }

    fn overlaps(&mut self, rows: Vec<OverlapRow>) {
        self.once("overlap", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source) = (&row.id, row.source);
            let deal =
                row.deal.as_deref().and_then(|deal| self.deal("overlap", id, deal, 0, source));
            if let Some(partner) = self.partner("overlap", id, &row.partner, source) {
                keyed.push((partner, deal, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.2.mapped_on, &a.2.id).cmp(&(b.0, b.2.mapped_on, &b.2.id)));
        let columns = &mut self.facts.overlaps;
        columns.of_partner =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.ids.len());
        for (partner, deal, row) in keyed {
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.accounts.push(row.account);
            columns.mapped_on.push(row.mapped_on);
            columns.origins.push(row.origin);
            columns.deals.push(deal);
            columns.sources.push(row.source);
        }
    }

    fn scores(&mut self, rows: Vec<ScoreRow>) {
        self.once("score", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let subject = match &row.of {
                ScoreSubject::Partner(id) => {
                    self.partner("score", &row.id, id, row.source).map(Subject::Partner)
                }
                ScoreSubject::Customer(name) => Some(Subject::Named(name.clone())),
            };
            keyed.extend(subject.map(|subject| (subject, row)));
        }
        keyed.sort_by(|a, b| (&a.0, a.1.date, &a.1.id).cmp(&(&b.0, b.1.date, &b.1.id)));
        let columns = &mut self.facts.scores;
        let owners = keyed.iter().map_while(|key| key.0.partner());
        columns.of_partner = Starts::of(owners, self.facts.partners.ids.len());
        for (subject, row) in keyed {
            let (partner, customer) = subject.split();
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.customers.push(customer);
            columns.names.push(row.name);
            columns.dates.push(row.date);
            columns.values.push(row.value);
            columns.sources.push(row.source);
        }
    }

    fn targets(&mut self, rows: Vec<TargetRow>) {
        self.once("target", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source) = (&row.id, row.source);
            let period = (Some(row.period_from), Some(row.period_until));
            self.in_order("target", id, period, source);
            keyed.extend(self.target_subject(&row).map(|subject| (subject, row)));
        }
        keyed.sort_by(|a, b| {
            (&a.0, a.1.period_from, &a.1.id).cmp(&(&b.0, b.1.period_from, &b.1.id))
        });
        let columns = &mut self.facts.targets;
        let owners = keyed.iter().map_while(|key| key.0.partner());
        columns.of_partner = Starts::of(owners, self.facts.partners.ids.len());
        for (subject, row) in keyed {
            let (partner, group) = subject.split();
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.groups.push(group);
            columns.names.push(row.name);
            columns.measures.push(row.measure);
            columns.from.push(row.period_from);
            columns.until.push(row.period_until);
            columns.values.push(row.value);
            columns.sources.push(row.source);
        }
    }

    fn target_subject(&mut self, row: &TargetRow) -> Option<Subject> {
        match &row.of {
            TargetSubject::Partner(id) => {
                self.partner("target", &row.id, id, row.source).map(Subject::Partner)
            }
            TargetSubject::Group(name) if self.facts.partners.members.contains_key(name) => {
                Some(Subject::Named(name.clone()))
            }
            TargetSubject::Group(name) => {
                let sentence =
                    format!("Target {} names group {name}, which no partner is of.", row.id);
                self.problem("group_missing", "target", &row.id, sentence, row.source);
                None
            }
        }
    }
}

/// The partners that stand above themselves, ascending.
fn circular(parents: &[Option<usize>]) -> Vec<usize> {
    // The walk on which each partner was first met: a walk that meets its own track closes a ring.
    let mut met = vec![None; parents.len()];
    let mut found = Vec::new();
    for start in 0..parents.len() {
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| met[*at].is_none()) {
            met[at] = Some(start);
            next = parents[at];
        }
        let mut ring = next.filter(|at| met[*at] == Some(start));
        while let Some(at) = ring {
            found.push(at);
            ring = parents[at].filter(|above| Some(*above) != next);
        }
    }
    found.sort_unstable();
    found
}
