//! What differs between the SQL of databases. All of them calculate in whole numbers of 64 bits:
//! one text, and no rounding that a type does by itself.

use tierwright_program::RoundingMode;

/// A database that a program is written for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dialect {
    /// SQLite 3.25 or newer.
    Sqlite,
    /// DuckDB.
    DuckDb,
    /// PostgreSQL.
    PostgreSql,
    /// Spark SQL, in ANSI mode.
    Spark,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sqlite, Self::DuckDb, Self::PostgreSql, Self::Spark];

    /// Its name as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::DuckDb => "DuckDB",
            Self::PostgreSql => "PostgreSQL",
            Self::Spark => "Spark SQL",
        }
    }

    /// Its name in file names.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::DuckDb => "duckdb",
            Self::PostgreSql => "postgresql",
            Self::Spark => "spark",
        }
    }

    /// The whole part of a division, cut toward zero.
    pub(super) fn div(self, above: &str, below: &str) -> String {
        match self {
            Self::Sqlite | Self::PostgreSql => format!("(({above}) / ({below}))"),
            Self::DuckDb => format!("(({above}) // ({below}))"),
            Self::Spark => format!("(({above}) div ({below}))"),
        }
    }

    /// A product. SQLite turns one that does not fit into a floating-point number without a word, so
    /// there it is made an error; the others fail by themselves. Both must be plain names or numbers.
    pub(super) fn times(self, a: &str, b: &str) -> String {
        match self {
            Self::Sqlite => format!(
                "(CASE typeof({a} * {b}) WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE {a} * {b} END)"
            ),
            _ => format!("({a} * {b})"),
        }
    }

    /// The sum of a column of whole numbers.
    pub(super) fn sum(self, what: &str) -> String {
        match self {
            Self::Sqlite => format!("sum({what})"),
            _ => format!("CAST(sum({what}) AS BIGINT)"),
        }
    }

    /// A count as a whole number of 64 bits.
    pub(super) fn count(self, what: &str) -> String {
        match self {
            Self::Sqlite => format!("count({what})"),
            _ => format!("CAST(count({what}) AS BIGINT)"),
        }
    }

    /// A running sum.
    pub(super) fn running(self, what: &str, over: &str) -> String {
        let sum = format!("sum({what}) OVER ({over})");
        if self == Self::Sqlite { sum } else { format!("CAST({sum} AS BIGINT)") }
    }

    /// The smaller of two.
    pub(super) fn least(self, a: &str, b: &str) -> String {
        let name = if self == Self::Sqlite { "min" } else { "LEAST" };
        format!("{name}({a}, {b})")
    }

    /// The larger of two.
    pub(super) fn greatest(self, a: &str, b: &str) -> String {
        let name = if self == Self::Sqlite { "max" } else { "GREATEST" };
        format!("{name}({a}, {b})")
    }

    /// A whole number of 64 bits.
    pub(super) fn whole(self, number: i64) -> String {
        if self == Self::Sqlite { number.to_string() } else { format!("CAST({number} AS BIGINT)") }
    }

    /// A text that is imported, or spelled as in what is imported.
    pub(super) fn text(self, text: &str) -> String {
        let text = text.replace('\0', "");
        match self {
            // A backslash escapes in Spark's texts.
            Self::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            _ => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// A step: a table made of a query.
    pub(super) fn step(self, name: &str, query: &str) -> String {
        match self {
            Self::Spark => format!("CREATE OR REPLACE TEMPORARY VIEW {name} AS\n{query};\n"),
            _ => {
                format!("DROP TABLE IF EXISTS {name};\nCREATE TEMP TABLE {name} AS\n{query};\n")
            }
        }
    }

    /// A small table of constants.
    pub(super) fn constants(self, name: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
        let lines: Vec<String> = rows.iter().map(|row| format!("  ({})", row.join(", "))).collect();
        let columns = columns.join(", ");
        let lines = lines.join(",\n");
        match self {
            Self::Spark => format!(
                "CREATE OR REPLACE TEMPORARY VIEW {name} AS\nSELECT * FROM VALUES\n{lines}\nAS t ({columns});\n"
            ),
            _ => format!(
                "DROP TABLE IF EXISTS {name};\nCREATE TEMP TABLE {name} AS\nWITH t ({columns}) AS (VALUES\n{lines}\n)\nSELECT * FROM t;\n"
            ),
        }
    }

    /// `above / below` rounded to a whole number; `above` is not below zero. Of a number that is
    /// taken away, `negative`, the mode can go the other way.
    pub(super) fn rounded(
        self,
        mode: RoundingMode,
        above: &str,
        below: &str,
        negative: bool,
    ) -> String {
        let raised = match mode {
            RoundingMode::HalfUp if negative => format!("2 * ({above}) + ({below}) - 1"),
            _ => format!("2 * ({above}) + ({below})"),
        };
        let twice = format!("2 * ({below})");
        let plain = self.div(&raised, &twice);
        match mode {
            RoundingMode::HalfEven => format!(
                "({plain} - CASE WHEN ({raised}) % ({twice}) = 0 AND {plain} % 2 = 1 THEN 1 ELSE 0 END)"
            ),
            _ => plain,
        }
    }

    /// `value x rate / 100,000,000` rounded to a whole number, in two steps so that the product fits.
    /// Both must be plain names.
    pub(super) fn times_rate(self, mode: RoundingMode, value: &str, rate: &str) -> String {
        let part = |value: &str, negative: bool| {
            let high = format!("({} * {rate})", self.div(value, "10000"));
            let rest = format!("{high} % 10000 * 10000 + ({value}) % 10000 * {rate}");
            let whole = self.div(&high, "10000");
            format!("{whole} + {}", self.rounded(mode, &rest, "100000000", negative))
        };
        format!(
            "(CASE WHEN {value} >= 0 THEN {} ELSE -({}) END)",
            part(value, false),
            part(&format!("-{value}"), true)
        )
    }

    /// `value x 100,000,000 / rate` rounded to a whole number, in steps. Both must be plain names.
    pub(super) fn by_rate(self, mode: RoundingMode, value: &str, rate: &str) -> String {
        let part = |value: &str, negative: bool| {
            let first = self.div(value, rate);
            let rest = format!("(({value}) % {rate} * 10000)");
            let second = self.div(&rest, rate);
            let last = format!("{rest} % {rate} * 10000");
            let third = self.rounded(mode, &last, rate, negative);
            format!("{first} * 100000000 + {second} * 10000 + {third}")
        };
        format!(
            "(CASE WHEN {value} >= 0 THEN {} ELSE -({}) END)",
            part(value, false),
            part(&format!("-{value}"), true)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        for (text, ansi, spark) in [
            ("O'Brien", "'O''Brien'", "'O\\'Brien'"),
            ("'; DROP TABLE deal; --", "'''; DROP TABLE deal; --'", "'\\'; DROP TABLE deal; --'"),
            ("a\\", "'a\\'", "'a\\\\'"),
        ] {
            assert_eq!(Dialect::Sqlite.text(text), ansi);
            assert_eq!(Dialect::PostgreSql.text(text), ansi);
            assert_eq!(Dialect::Spark.text(text), spark);
        }
    }
}
