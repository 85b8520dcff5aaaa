//! Columns that line up.

/// Rows of cells, printed with every column as wide as its widest cell.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    /// Columns of text, from the left; the others are figures and stand at the right.
    texts: usize,
}

enum Row {
    Cells(Vec<String>),
    Line,
}

impl Table {
    /// A table whose first columns are text.
    pub const fn new(texts: usize) -> Self {
        Self { rows: Vec::new(), texts }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) -> &mut Self {
        self.rows.push(Row::Cells(cells.into_iter().collect()));
        self
    }

    /// Adds a line between rows.
    pub fn line(&mut self) -> &mut Self {
        self.rows.push(Row::Line);
        self
    }

    /// The table as text, each row on its line.
    pub fn text(&self) -> String {
        let widths = self.widths();
        let whole = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        let rows = self.rows.iter().map(|row| match row {
            Row::Line => "-".repeat(whole),
            Row::Cells(cells) => self.cells(cells, &widths),
        });
        rows.map(|row| format!("{}\n", row.trim_end())).collect()
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in &self.rows {
            let Row::Cells(cells) = row else { continue };
            widths.resize(widths.len().max(cells.len()), 0);
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        widths
    }

    fn cells(&self, cells: &[String], widths: &[usize]) -> String {
        let padded = cells.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
            let space = " ".repeat(width - cell.chars().count());
            if at < self.texts { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        padded.collect::<Vec<_>>().join("  ")
    }
}

/// A decimal with a comma between thousands.
pub fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, decimals) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

/// A decimal with two decimals and a comma between thousands, for reading: money in facts has up to
/// four. A half is rounded away from zero. Text that is no such decimal is shown as it is.
pub fn in_cents(digits: &str) -> String {
    let (sign, size) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, decimals) = size.split_once('.').unwrap_or((size, ""));
    match format!("{whole}{decimals:0<4}").parse::<u128>() {
        Ok(units) if decimals.len() <= 4 => {
            let cents = (units + 50) / 100;
            grouped(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
        }
        _ => digits.to_owned(),
    }
}

/// A fraction of at most six decimals, such as `0.041612`, as a percentage with two: `4.16%`. A
/// half is rounded away from zero. Text that is no such fraction is shown as it is.
pub fn percent(fraction: &str) -> String {
    let (sign, digits) = fraction.strip_prefix('-').map_or(("", fraction), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    match format!("{whole}{decimals:0<6}").parse::<u64>() {
        Ok(millionths) if decimals.len() <= 6 => {
            let hundredths = (millionths + 50) / 100;
            format!("{sign}{}.{:02}%", hundredths / 100, hundredths % 100)
        }
        _ => fraction.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_at_the_right() {
        let mut table = Table::new(1);
        table.row(["Partner", "Payout"].map(str::to_owned));
        table.line();
        table.row(["Überwald".to_owned(), grouped("1234567.5")]);
        table.row(["B".to_owned(), grouped("-12.00")]);
        assert_eq!(
            table.text(),
            "Partner        Payout\n---------------------\nÜberwald  1,234,567.5\nB              -12.00\n"
        );
    }

    #[test]
    fn facts_are_shown_in_cents() {
        for (digits, expected) in [
            ("48002721.7786", "48,002,721.78"),
            ("-0.005", "-0.01"),
            ("12", "12.00"),
            ("0.0049", "0.00"),
            ("1.23456", "1.23456"),
        ] {
            assert_eq!(in_cents(digits), expected, "{digits}");
        }
    }

    #[test]
    fn percentages_have_two_decimals() {
        for (fraction, expected) in [
            ("0.041612", "4.16%"),
            ("0", "0.00%"),
            ("1", "100.00%"),
            ("-0.25", "-25.00%"),
            ("12.3456", "1234.56%"),
            ("0.00125", "0.13%"),
            ("0.001249", "0.12%"),
            ("about 4", "about 4"),
            ("0.000001", "0.00%"),
        ] {
            assert_eq!(percent(fraction), expected, "{fraction}");
        }
    }
}
