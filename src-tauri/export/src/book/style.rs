//! How the workbook looks, and how a cell is written: imported names as texts, never as formulas.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError,
};
use tierwright_program::money::decimal_text;

use super::rule::EXACT;

/// The longest text that a cell takes.
const LONGEST: usize = 32_000;

const INK: Color = Color::RGB(0x1B_1F_24);
const QUIET: Color = Color::RGB(0x5B_65_70);
const LINE: Color = Color::RGB(0xC9_CF_D6);
const HEAD: Color = Color::RGB(0xEE_F1_F4);
const INPUT: Color = Color::RGB(0x1F_4E_9E);
const INPUT_GROUND: Color = Color::RGB(0xFF_FB_E6);

/// The formats of cells.
pub(super) struct Styles {
    pub title: Format,
    pub note: Format,
    pub wrapped: Format,
    pub section: Format,
    pub head: Format,
    pub head_number: Format,
    pub head_day: Format,
    pub text: Format,
    pub state: Format,
    pub day: Format,
    pub plain: Format,
    pub whole: Format,
    pub money: Format,
    pub exact: Format,
    pub input_money: Format,
    pub input_rate: Format,
    pub input_number: Format,
    pub step: Format,
    pub payout: Format,
    pub total_text: Format,
    pub total_money: Format,
}

impl Styles {
    /// Formats for a currency of so many decimals.
    pub fn new(decimals: u32) -> Self {
        let base = || Format::new().set_font_name("Calibri").set_font_size(11).set_font_color(INK);
        let money = if decimals == 0 {
            "#,##0".to_owned()
        } else {
            format!("#,##0.{}", "0".repeat(decimals as usize))
        };
        let head = || {
            base()
                .set_bold()
                .set_background_color(HEAD)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE)
                .set_align(FormatAlign::Bottom)
                .set_text_wrap()
        };
        let input =
            || base().set_font_color(INPUT).set_background_color(INPUT_GROUND).set_unlocked();
        let total =
            || base().set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(INK);
        Self {
            title: base().set_bold().set_font_size(16),
            note: base().set_font_color(QUIET),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            section: base().set_bold().set_font_size(12),
            head: head(),
            head_number: head().set_align(FormatAlign::Right),
            head_day: head().set_align(FormatAlign::Right).set_num_format("yyyy-mm-dd"),
            text: base(),
            state: base().set_indent(1),
            plain: base().set_num_format("0").set_align(FormatAlign::Left),
            day: base().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            whole: base().set_num_format("#,##0"),
            money: base().set_num_format(&money),
            exact: base().set_num_format("#,##0.00######"),
            input_money: input().set_num_format("#,##0.00##"),
            input_rate: input().set_num_format("0.00####%"),
            input_number: input().set_num_format("#,##0.########"),
            step: base().set_font_color(QUIET).set_num_format("0.00####%"),
            payout: base().set_bold().set_num_format(&money),
            total_text: total(),
            total_money: total().set_num_format(&money),
        }
    }
}

/// A sheet that is being written.
pub(super) struct Sheet<'a> {
    pub sheet: &'a mut Worksheet,
}

type Written = Result<(), XlsxError>;

impl Sheet<'_> {
    /// A text, whatever it begins with.
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Written {
        let cut: String = text.chars().take(LONGEST).collect();
        self.sheet.write_string_with_format(row, column, cut, format).map(drop)
    }

    /// Units of a scale as a number.
    pub fn number(
        &mut self,
        row: u32,
        column: u16,
        units: i64,
        scale: u32,
        format: &Format,
    ) -> Written {
        let number = Decimal::new(units, scale).normalize();
        self.sheet.write_with_format(row, column, number, format).map(drop)
    }

    /// An exact amount, in parts of `10 ^ EXACT` of a major unit, of no more digits than a sheet holds.
    pub fn exact(&mut self, row: u32, column: u16, exact: i128, format: &Format) -> Written {
        let number: Decimal = exact_text(exact).parse().unwrap_or_default();
        self.sheet.write_with_format(row, column, number, format).map(drop)
    }

    /// A day.
    pub fn day(&mut self, row: u32, column: u16, day: NaiveDate, format: &Format) -> Written {
        let year = u16::try_from(day.year()).unwrap_or(0);
        let (month, date) = (day.month0() as u8 + 1, day.day0() as u8 + 1);
        match ExcelDateTime::from_ymd(year, month, date) {
            Ok(date) => self.sheet.write_datetime_with_format(row, column, &date, format).map(drop),
            // Sheets know no day before 1900.
            Err(_) => self.text(row, column, &day.to_string(), format),
        }
    }

    /// A formula and what it comes to.
    pub fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: &str,
        format: &Format,
    ) -> Written {
        let formula = Formula::new(format!("={formula}")).set_result(result);
        self.sheet.write_formula_with_format(row, column, formula, format).map(drop)
    }

    /// The heads of columns, and how wide these are.
    pub fn heads(&mut self, row: u32, heads: &[(&str, u16)], styles: &Styles) -> Written {
        for (column, (head, width)) in (0_u16..).zip(heads) {
            let is_text = TEXTS.contains(head);
            let format = if is_text { &styles.head } else { &styles.head_number };
            self.text(row, column, head, format)?;
            self.sheet.set_column_width(column, *width)?;
        }
        self.sheet.set_row_height(row, 32)?;
        Ok(())
    }
}

/// Heads of columns that hold texts or days.
const TEXTS: [&str; 9] = [
    "Partner id",
    "Partner",
    "Incentive",
    "From",
    "Until",
    "Level or value",
    "Deal",
    "Closed",
    "State",
];

/// The letters of a column.
pub(super) fn letters(column: u16) -> String {
    rust_xlsxwriter::column_number_to_name(column)
}

/// A whole number of minor units as an amount in digits.
pub(super) fn minor_text(minor: i64, decimals: u32) -> String {
    decimal_text(minor, decimals, 0)
}

/// An exact amount in digits, without zeros at the end.
pub(crate) fn exact_text(exact: i128) -> String {
    let sign = if exact < 0 { "-" } else { "" };
    let one = 10_u128.pow(EXACT);
    let (whole, rest) = (exact.unsigned_abs() / one, exact.unsigned_abs() % one);
    let rest = format!("{rest:0width$}", width = EXACT as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}
