//! The memo's pictures, as SVG. Positions were made where the figures were; a length here is only
//! ever drawn.

use std::fmt::Write as _;

use super::{
    page::{escaped, linked},
    places::GROUPS,
};
use crate::wire::{Direction, WinnerGroup, WinnerList};

/// The plot of partners, in points.
const WIDTH: f64 = 330.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 44.0;
const BOTTOM: f64 = 22.0;

/// One dot for each partner: what it gets with the baseline across, the change upward.
pub fn dots(list: &WinnerList) -> String {
    let across = |x: f64| LEFT + x * (WIDTH - LEFT - 8.0);
    let upward = |y: f64| HEIGHT - BOTTOM - y * (HEIGHT - BOTTOM - 8.0);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escaped(&format!(
            "A dot for each partner: what it gets with {} across, the change upward. {}",
            list.baseline, list.finding
        ))
    );
    for tick in &list.up.ticks {
        let (y, class) = (upward(tick.at), if is_zero(&tick.amount) { "zero" } else { "grid" });
        let _ = write!(
            svg,
            "<line class=\"{class}\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"end\">{}</text>",
            LEFT - 4.0,
            y + 3.0,
            whole_units(&tick.amount)
        );
    }
    for tick in list.across.ticks.iter().filter(|tick| tick.at > 0.0) {
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"end\">{}</text>",
            across(tick.at),
            HEIGHT - 8.0,
            whole_units(&tick.amount)
        );
    }
    for dot in &list.dots {
        let class = match dot.direction {
            Direction::Better => "better",
            Direction::Worse => "worse",
            Direction::Same => "same",
        };
        let (x, y) = (across(dot.x), upward(dot.y));
        let _ = write!(
            svg,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.2\"><title>{}: {} {}</title>\
             </circle>",
            escaped(&dot.name),
            dot.change,
            list.currency
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The five groups as one bar of partners.
pub fn groups(groups: &[WinnerGroup]) -> String {
    let mut bar = String::from("<div class=\"bar\">");
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.partners > 0) {
        let share = group.partners_size;
        let text =
            if share > 0.06 { linked(GROUPS, &group.partners.to_string()) } else { String::new() };
        let _ = write!(bar, "<span class=\"g{at}\" style=\"flex-grow:{share:.4}\">{text}</span>");
    }
    bar.push_str("</div>");
    bar
}

fn is_zero(amount: &str) -> bool {
    !amount.contains(|digit: char| ('1'..='9').contains(&digit))
}

/// A tick without its cents: ticks are round.
fn whole_units(amount: &str) -> String {
    let whole = amount.split('.').next().unwrap_or(amount);
    if amount.trim_end_matches('0').ends_with('.') {
        super::page::grouped(whole)
    } else {
        super::page::grouped(amount)
    }
}
