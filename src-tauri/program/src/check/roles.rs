//! Classes of roles, and direct sellers whose part falls.

use super::{At, Code, Findings, texts};
use crate::{
    Measure, Program,
    shares::{ShareBy, ShareTotal},
    words,
};

/// The classes of roles of a program.
pub fn classes(program: &Program, found: &mut Findings) {
    let Some(classes) = &program.role_classes else { return };
    let lists = [
        ("sourced", &classes.sourced),
        ("influenced", &classes.influenced),
        ("overlay", &classes.overlay),
        ("direct", &classes.direct),
    ];
    for (class, roles) in lists {
        for (index, role) in roles.iter().enumerate() {
            let place = format!("/role_classes/{class}/{index}");
            texts::not_empty(role, &place, "role", found);
            let reported = class == "sourced" || class == "influenced";
            if reported && classes.overlay.contains(role) {
                let role = words::said(role);
                found.add(
                    Code::OverlayReported,
                    place,
                    format!("{role} is an overlay, whose revenue is in no report, and {class}."),
                    "Take it out of one of the lists.",
                );
            }
        }
    }
}

/// A measure that asks for roles whose credit never counts as revenue.
pub fn overlay_measured(program: &Program, measure: &Measure, place: &str, found: &mut Findings) {
    let Some(classes) = &program.role_classes else { return };
    let (key, roles) = match measure {
        Measure::Revenue(sales) => ("revenue", &sales.roles),
        Measure::Units(sales) => ("units", &sales.roles),
        Measure::Deals(sales) => ("deals", &sales.roles),
        Measure::ListRevenue(of) => ("list_revenue/sales", &of.sales.roles),
        Measure::Cost(of) => ("cost/sales", &of.sales.roles),
        Measure::Margin(of) => ("margin/sales", &of.sales.roles),
        Measure::Recurring(of) => ("recurring/sales", &of.sales.roles),
        Measure::Points(of) => ("points/sales", &of.sales.roles),
        Measure::Customers(of) => ("customers", &of.roles),
        Measure::NewCustomers(of) => ("new_customers", &of.roles),
        Measure::Activities(_) | Measure::Score(_) | Measure::Certifications(_) => return,
        Measure::Ratio(ratio) => {
            overlay_measured(program, &ratio.part, &format!("{place}/ratio/part"), found);
            overlay_measured(program, &ratio.whole, &format!("{place}/ratio/whole"), found);
            return;
        }
        Measure::Growth(growth) => {
            return overlay_measured(program, &growth.of, &format!("{place}/growth/of"), found);
        }
        Measure::Attainment(of) => {
            return overlay_measured(program, &of.of, &format!("{place}/attainment/of"), found);
        }
    };
    for (index, role) in roles.iter().enumerate() {
        if classes.overlay.contains(role) {
            found.add(
                Code::OverlayMeasured,
                format!("{place}/{key}/roles/{index}"),
                format!("{} is an overlay and counts in no measure.", words::said(role)),
                "Take the role out of the measure, or out of the overlays.",
            );
        }
    }
}

/// Direct sellers whose part of a deal falls when a partner joins it.
pub fn direct_sellers(at: &At<'_>, found: &mut Findings) {
    let (Some(shares), Some(classes)) = (&at.incentive.shares, &at.program.role_classes) else {
        return;
    };
    if shares.total != ShareTotal::Normalised {
        return;
    }
    let takes_part = |role: &&String| match &shares.by {
        ShareBy::RoleWeights(of) => of.weights.iter().any(|one| one.role == **role),
        _ => at.incentive.roles.is_empty() || at.incentive.roles.contains(role),
    };
    for role in classes.direct.iter().filter(takes_part) {
        found.add(
            Code::DirectSellerPartFalls,
            at.below("shares/total"),
            format!(
                "The part of {} in {} falls when a partner joins the deal.",
                words::said(role),
                at.name()
            ),
            "Pay the parts as an overlay, so that nobody loses by working together.",
        );
    }
}
