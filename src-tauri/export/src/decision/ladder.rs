//! The levels of a ladder, looked up from measures that are given.

use tierwright_program::{
    Track,
    incentive::Threshold,
    measure::{Measure, Reaches, Requirement, Window},
    tier::LevelIs,
};

use super::{
    rates::{Table, quantity},
    words::{Language, literal},
};

/// A ladder as a table.
pub(crate) struct Ladder<'a> {
    pub track: &'a Track,
    /// What is measured, each once.
    pub measures: Vec<(&'a Measure, Window)>,
}

impl<'a> Ladder<'a> {
    /// The ladder of a track; why it is not said, as the rest of a sentence.
    pub fn of(track: &'a Track) -> Result<Self, &'static str> {
        if literal(&track.id).is_none() || track.levels.iter().any(|one| literal(&one.id).is_none())
        {
            return Err("has an id with a quote, a backslash or a control character");
        }
        let mut measures = Vec::new();
        for asked in track.levels.iter().filter_map(|level| level.requirement.as_ref()) {
            let mut parts = Vec::new();
            asked.parts("", &mut parts);
            for (_, part) in parts {
                match part {
                    Requirement::Score(_) => return Err("asks for a weighted score"),
                    Requirement::Reaches(leaf) => {
                        if matches!(&leaf.measure, Measure::Ratio(of) if of.decimals.is_some()) {
                            return Err("rounds a ratio before it compares it");
                        }
                        if leaf.measure.is_compared() && !leaf.measure.is_ratio() {
                            return Err("compares growth that may have nothing to grow from");
                        }
                        let one = (&leaf.measure, leaf.window);
                        if !measures.contains(&one) {
                            measures.push(one);
                        }
                    }
                    Requirement::All(_) | Requirement::Any(_) | Requirement::AtLeast(_) => {}
                }
            }
        }
        Ok(Self { track, measures })
    }

    /// The names of the inputs, each with what it is.
    pub fn inputs(&self) -> Vec<(String, String)> {
        let mut inputs = Vec::new();
        for (at, (measure, window)) in self.measures.iter().enumerate() {
            let (name, about) = (format!("m{}", at + 1), about(measure, *window));
            if measure.is_ratio() {
                inputs.push((format!("{name}_part"), format!("{about}: the part")));
                inputs.push((format!("{name}_whole"), format!("{about}: the whole")));
            } else {
                inputs.push((name, about));
            }
        }
        inputs
    }

    /// Whether the requirement of each level above the lowest is met, lowest first: the place of the
    /// level and the expression.
    pub fn met(&self, words: Language) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        let levels = self.track.levels.iter().enumerate().skip(1);
        for (at, level) in levels {
            let own = level.requirement.as_ref();
            all.push((at, own.map_or_else(|| "true".to_owned(), |asked| self.says(asked, words))));
        }
        all
    }

    fn says(&self, asked: &Requirement, words: Language) -> String {
        let several = |parts: &[Requirement], word: &str, none: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.says(part, words)).collect();
            if parts.is_empty() { none.to_owned() } else { format!("({})", parts.join(word)) }
        };
        match asked {
            Requirement::All(parts) => several(parts, " and ", "true"),
            Requirement::Any(parts) => several(parts, " or ", "false"),
            Requirement::AtLeast(some) => {
                let one = |part| words.either(&self.says(part, words), "1", "0");
                let mut met: Vec<String> = some.of.iter().map(one).collect();
                met.push("0".to_owned());
                format!("({} >= {})", met.join(" + "), some.count)
            }
            Requirement::Reaches(leaf) => self.reaches(leaf),
            // No ladder with one is said.
            Requirement::Score(_) => "false".to_owned(),
        }
    }

    fn reaches(&self, leaf: &Reaches) -> String {
        let own = (&leaf.measure, leaf.window);
        let at = self.measures.iter().position(|one| *one == own).unwrap_or(0) + 1;
        let sign = if leaf.threshold == Threshold::Reached { ">=" } else { ">" };
        let from = quantity(leaf.at_least);
        if leaf.measure.is_ratio() {
            format!("(m{at}_whole > 0 and m{at}_part {sign} {from} * m{at}_whole)")
        } else {
            format!("m{at} {sign} {from}")
        }
    }

    /// The table: the tests are of whether each level is met, the highest first. `met` names one.
    pub fn table(&self, words: Language, met: impl Fn(usize) -> String) -> Table {
        let levels = &self.track.levels;
        let above: Vec<usize> = (1..levels.len()).rev().collect();
        let name = |at: usize| format!("{} is met", levels[at].id);
        let mut inputs: Vec<(String, String)> =
            above.iter().map(|at| (name(*at), met(*at))).collect();
        if inputs.is_empty() {
            inputs.push(("Track".to_owned(), literal(&self.track.id).unwrap_or_default()));
        }
        let given = |at: usize| {
            vec![levels.get(at).and_then(|level| literal(&level.id)).unwrap_or_default()]
        };
        let any = || words.any().to_owned();
        let test = |level: usize, at: usize| {
            let asked = match self.track.level_is {
                LevelIs::HighestMet => at == level,
                LevelIs::LastBeforeFirstMissed => at <= level,
            };
            if asked { "true".to_owned() } else { any() }
        };
        let mut rows: Vec<(Vec<String>, Vec<String>)> = above
            .iter()
            .map(|level| (above.iter().map(|at| test(*level, *at)).collect(), given(*level)))
            .collect();
        rows.push((vec![any(); inputs.len()], given(0)));
        Table { inputs, outputs: vec!["level"], rows }
    }
}

fn about(measure: &Measure, window: Window) -> String {
    let window = match window {
        Window::Period => "in the review period".to_owned(),
        Window::YearToDate => "in the fiscal year so far".to_owned(),
        Window::TrailingMonths(months) => format!("in the last {months} months"),
        Window::TrailingQuarters(quarters) => format!("in the last {quarters} quarters"),
        Window::Dates(dates) => format!("from {} to {}", dates.from, dates.until),
        Window::ProgramLife => "in all".to_owned(),
    };
    format!("{} {window}", measure.words())
}
