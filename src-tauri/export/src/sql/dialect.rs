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
    /// there it is made an error; the others fail by themselves.
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
        let create = match self {
            // Spark has no temporary tables, and it plans a view of views anew for whoever reads it.
            Self::Spark => format!("CREATE TABLE {name} USING parquet AS"),
            _ => format!("CREATE TEMP TABLE {name} AS"),
        };
        format!("DROP TABLE IF EXISTS {name};\n{create}\n{query};\n")
    }

    /// That no row of `table` which passes `only` has `value` in its `column`; neither is ever NULL.
    pub(super) fn in_no_row(self, value: &str, column: &str, table: &str, only: &str) -> String {
        match self {
            // It does not know that nothing is NULL, and would compare every pair of rows.
            Self::Spark => {
                format!("NOT EXISTS (SELECT 1 FROM {table} WHERE {column} = {value} AND {only})")
            }
            _ => format!("{value} NOT IN (SELECT {column} FROM {table} WHERE {only})"),
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

    /// `whole + above / below` rounded to a whole number; neither is below zero. Of a number that is
    /// taken away, `negative`, the mode can go the other way.
    pub(super) fn rounded(
        self,
        mode: RoundingMode,
        whole: &str,
        above: &str,
        below: &str,
        negative: bool,
    ) -> String {
        let raised = match mode {
            RoundingMode::HalfUp if negative => format!("2 * ({above}) + ({below}) - 1"),
            _ => format!("2 * ({above}) + ({below})"),
        };
        let twice = format!("2 * ({below})");
        let plain = format!("{whole} + {}", self.div(&raised, &twice));
        match mode {
            // The even one of two is told by the whole number that comes out, not by its last part.
            RoundingMode::HalfEven => format!(
                "{plain} - CASE WHEN ({raised}) % ({twice}) = 0 AND ({plain}) % 2 = 1 THEN 1 ELSE 0 END"
            ),
            _ => plain,
        }
    }

    /// `value x rate / 100,000,000` rounded to a whole number. Both are cut at four digits, so that
    /// no product but the highest can be too large, and that one only where the result is. The rate
    /// is not below zero.
    pub(super) fn times_rate(self, mode: RoundingMode, value: &str, rate: &str) -> String {
        let cut = |number: &str| (self.div(number, "10000"), format!("({number}) % 10000"));
        let (rate_high, rate_low) = cut(rate);
        let part = |value: &str, negative: bool| {
            let (high, low) = cut(value);
            let (upper, lower) =
                (format!("{high} * ({rate_low})"), format!("({low}) * {rate_high}"));
            let whole = format!(
                "{} + {} + {}",
                self.times(&high, &rate_high),
                self.div(&upper, "10000"),
                self.div(&lower, "10000")
            );
            let rest =
                format!("(({upper}) % 10000 + ({lower}) % 10000) * 10000 + ({low}) * ({rate_low})");
            self.rounded(mode, &whole, &rest, "100000000", negative)
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
            let whole = format!("{} + {second} * 10000", self.times(&first, "100000000"));
            self.rounded(mode, &whole, &last, rate, negative)
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

    /// What SQLite makes of an expression over `v` and `r`.
    fn worked_out(expression: &str, value: i64, rate: i64) -> Result<i64, rusqlite::Error> {
        let query = format!("SELECT {expression} FROM (SELECT {value} AS v, {rate} AS r)");
        let connection = rusqlite::Connection::open_in_memory()?;
        connection.query_row(&query, [], |row| row.get(0))
    }

    #[test]
    fn products_with_rates_are_exact_and_rounded_by_the_mode() {
        use RoundingMode::{HalfAwayFromZero, HalfEven, HalfUp};
        // By hand: 15,000 x 0.5001 = 7,501.5; 5 x 0.5 = 2.5; 7 x 0.5 = 3.5; 40 billion x 200,000 is
        // 8 x 10^15, whatever its parts are; 9,999 x 0.9999 = 9,998.0001 and so on.
        let rows = [
            (15_000, 50_010_000, [7_502, 7_502, 7_502]),
            (-15_000, 50_010_000, [-7_502, -7_502, -7_501]),
            (25_000, 50_010_000, [12_503, 12_502, 12_503]),
            (-25_000, 50_010_000, [-12_503, -12_502, -12_502]),
            (5, 50_000_000, [3, 2, 3]),
            (7, 50_000_000, [4, 4, 4]),
            (-7, 50_000_000, [-4, -4, -3]),
            (9_999, 99_990_000, [9_998, 9_998, 9_998]),
            (40_000_000_000, 20_000_000_000_000, [8_000_000_000_000_000; 3]),
            (i64::MAX, 100_000_000, [i64::MAX; 3]),
        ];
        for (value, rate, expected) in rows {
            for (mode, expected) in [HalfAwayFromZero, HalfEven, HalfUp].into_iter().zip(expected) {
                let product = Dialect::Sqlite.times_rate(mode, "v", "r");
                let got = worked_out(&product, value, rate).unwrap();
                assert_eq!(got, expected, "{value} x {rate} {mode:?}");
            }
        }
        // 5 / 2 and 7 / 2, and as far as a rate of 2 has room: 3 / 2 to eight decimals.
        for (value, rate, expected) in [
            (5, 200_000_000, [3, 2, 3]),
            (7, 200_000_000, [4, 4, 4]),
            (-5, 200_000_000, [-3, -2, -2]),
            (3, 2, [150_000_000; 3]),
        ] {
            for (mode, expected) in [HalfAwayFromZero, HalfEven, HalfUp].into_iter().zip(expected) {
                let quotient = Dialect::Sqlite.by_rate(mode, "v", "r");
                let got = worked_out(&quotient, value, rate).unwrap();
                assert_eq!(got, expected, "{value} / {rate} {mode:?}");
            }
        }
    }

    #[test]
    fn a_product_that_does_not_fit_is_an_error() {
        let product = Dialect::Sqlite.times_rate(RoundingMode::HalfEven, "v", "r");
        let failure = worked_out(&product, i64::MAX, 200_000_000).unwrap_err();
        assert!(failure.to_string().contains("integer overflow"), "{failure}");
    }
}
