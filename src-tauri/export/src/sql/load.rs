//! The statements that fill the fact tables from the files of a bundle, run from its folder.

use super::{Dialect, FactTable, Kind, TABLES, facts::kind_sql};

/// Fills every fact table; `file` names the file of a table, as a path from the bundle's folder.
/// Cells that are empty become NULL.
#[must_use]
pub fn load_sql(dialect: Dialect, file: impl Fn(&str) -> String) -> String {
    let mut text = format!(
        "-- Fills the fact tables of a Tierwright bundle in {}, after the tables script beside this\n\
         -- one. Run it from the folder that holds manifest.json. Empty cells become NULL.\n\n",
        dialect.name()
    );
    for table in TABLES {
        text += &load(dialect, &table, &file(table.name));
    }
    text
}

fn load(dialect: Dialect, table: &FactTable, file: &str) -> String {
    let name = table.name;
    match dialect {
        Dialect::Sqlite => {
            let nulls: Vec<String> = table
                .columns
                .iter()
                .map(|(column, _, _)| format!("{column} = NULLIF({column}, '')"))
                .collect();
            format!(
                ".import --csv --skip 1 {file} {name}\nUPDATE {name} SET {};\n",
                nulls.join(", ")
            )
        }
        Dialect::DuckDb => format!("COPY {name} FROM '{file}' (HEADER, NULLSTR '');\n"),
        Dialect::PostgreSql => format!("\\copy {name} FROM '{file}' CSV HEADER\n"),
        Dialect::Spark => {
            let column = |(column, kind, _): &(&str, Kind, &str)| {
                format!("{column} {}", kind_sql(dialect, *kind))
            };
            let columns: Vec<String> = table.columns.iter().map(column).collect();
            format!(
                "CREATE OR REPLACE TEMPORARY VIEW {name} ({}) USING csv OPTIONS (path '{file}', \
                 header 'true', quote '\"', escape '\"', multiLine 'true');\n",
                columns.join(", ")
            )
        }
    }
}
