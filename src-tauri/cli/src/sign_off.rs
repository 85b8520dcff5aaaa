//! Sign-off, exported versions, and reading a program back.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        self, ChangeSignOff, ComparedExport, ComparedMoney, Failure, FailureKind, GetCsv,
        GetExportPlan, GetSignOff, Open, SignOffChange, SignOffStatus, SignOffWarning,
        SignatureRow, Table as CsvTable,
    },
};

use crate::{
    arguments::sign_off::{CompareExport, ImportProgram, SignOff},
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped},
};

/// Says how the sign-off stands, after a step where one is asked for.
pub fn sign_off(asked: SignOff, format: Format) -> Ended {
    let desk = opened(&asked.file)?;
    for step in steps(&desk, &asked)? {
        let SignOff { who, role, words, .. } = &asked;
        let (who, role, words) = (who.clone(), role.clone(), words.clone());
        desk.ask(ChangeSignOff { step, who, role, words })?;
    }
    if format == Format::Csv {
        let request = GetCsv { table: CsvTable::AuditLog {}, changes: Vec::new(), path: None };
        return Ok(Printed::fine(desk.ask(request)?.text.unwrap_or_default()));
    }
    let found = desk.ask(GetSignOff {})?;
    Ok(Printed::fine(if format == Format::Json { json(&json!(found)) } else { in_words(&found) }))
}

fn opened(file: &str) -> Result<Desk, Failure> {
    let desk = Desk::new();
    desk.ask(Open { path: file.to_owned(), ..Open::default() })?;
    Ok(desk)
}

/// The steps that were asked for: of warnings one each.
fn steps(desk: &Desk, asked: &SignOff) -> Result<Vec<SignOffChange>, Failure> {
    let one = if asked.review {
        SignOffChange::ToReview { roles: asked.ask.clone() }
    } else if asked.draft {
        SignOffChange::ToDraft {}
    } else if asked.sign {
        SignOffChange::Sign { sha256: digest(desk)? }
    } else if let Some(signature) = asked.withdraw {
        SignOffChange::Withdraw { signature }
    } else if let Some(code) = &asked.accept {
        return warnings(desk, code, asked.place.as_deref());
    } else if let Some(quarter) = asked.reviewed.clone() {
        SignOffChange::Reviewed { quarter }
    } else if let Some(days) = asked.review_days {
        SignOffChange::ReviewDays { days }
    } else {
        return Ok(Vec::new());
    };
    Ok(vec![one])
}

/// What holds now; why it cannot be said is told by the step itself.
fn digest(desk: &Desk) -> Result<String, Failure> {
    Ok(desk.ask(GetSignOff {})?.covers.map(|covers| covers.sha256).unwrap_or_default())
}

fn warnings(desk: &Desk, code: &str, place: Option<&str>) -> Result<Vec<SignOffChange>, Failure> {
    let plan = desk.ask(GetExportPlan {})?;
    let found: Vec<SignOffChange> = plan
        .to_do
        .into_iter()
        .filter(|one| one.code == code && (place.is_none() || one.place.as_deref() == place))
        .map(|one| {
            SignOffChange::Accept(SignOffWarning {
                code: one.code,
                place: one.place,
                sentence: one.sentence,
            })
        })
        .collect();
    if found.is_empty() {
        return Err(Failure {
            code: "warning_unknown".to_owned(),
            kind: FailureKind::WrongUse,
            sentence: format!("There is no warning {code} as the program stands now."),
            hint: "tierwright sign-off without a step lists them.".to_owned(),
        });
    }
    Ok(found)
}

fn in_words(of: &wire::SignOff) -> String {
    let asked = match of.asked.as_slice() {
        [] => String::new(),
        roles => format!(", asked: {}", roles.join(", ")),
    };
    let mut text = format!("Version {}, {}{asked}\n", of.version, status(of.status));
    match (&of.covers, &of.why_not) {
        (Some(covers), _) => {
            text += &format!(
                "  {} paid, {} owed, as of {}, engine {}\n  digest {}\n",
                amount(&covers.total),
                covers.liability.iter().map(|one| amount(one)).collect::<Vec<_>>().join(", "),
                covers.as_of,
                covers.engine,
                covers.sha256,
            );
        }
        (None, why_not) => text += &format!("  {}\n", why_not.as_deref().unwrap_or_default()),
    }
    text += &of.signatures.iter().map(signature).collect::<String>();
    text += &of.missing.iter().map(|one| format!("  missing: {one}\n")).collect::<String>();
    for one in &of.reviews {
        let stands = match &one.held {
            Some(held) => format!("held {}, {}: {}", held.at, held.who, held.text),
            None if one.overdue => "overdue".to_owned(),
            None => "to come".to_owned(),
        };
        text += &format!("  review after {}, due {}: {stands}\n", one.quarter, one.due);
    }
    for one in &of.versions {
        text += &format!(
            "  version {} exported {} as {}: {} {}, {}\n",
            one.version,
            one.exported_at,
            status(one.status),
            grouped(&one.total),
            one.currency,
            one.folder,
        );
    }
    format!("{text}{}\n", of.honest)
}

/// An amount such as `1971402.00 USD` with a comma between thousands.
fn amount(text: &str) -> String {
    match text.split_once(' ') {
        Some((digits, currency)) => format!("{} {currency}", grouped(digits)),
        None => text.to_owned(),
    }
}

fn signature(of: &SignatureRow) -> String {
    let stands = match (&of.withdrawn, of.lapsed.as_slice()) {
        (Some(said), _) => format!("taken back {} by {}", said.at, said.who),
        (None, []) if of.holds => "holds".to_owned(),
        (None, []) => "not compared".to_owned(),
        (None, parts) => {
            let parts = parts.iter().map(|one| format!("{} ({} to {})", one.what, one.was, one.is));
            format!("lapsed: {} changed", parts.collect::<Vec<_>>().join(", "))
        }
    };
    let alone = match of.alone.as_str() {
        "" => String::new(),
        words => format!("\n     alone, in writing: {words}"),
    };
    format!(
        "  {}  {}, {}, {}: {stands}\n     signed {}{alone}\n",
        of.number, of.name, of.role, of.signed_at, of.sha256
    )
}

const fn status(of: SignOffStatus) -> &'static str {
    match of {
        SignOffStatus::Draft => "draft",
        SignOffStatus::InReview => "in review",
        SignOffStatus::Approved => "approved",
        SignOffStatus::Exported => "approved and exported",
    }
}

/// Says what the program has different from an exported one, in words and in money.
pub fn compare_export(asked: CompareExport, format: Format) -> Ended {
    let desk = opened(&asked.file)?;
    let found = desk.ask(wire::CompareExport { version: asked.version, limit: None })?;
    let text = if format == Format::Json { json(&json!(found)) } else { compared(&found) };
    let differs = !found.differences.is_empty() || found.facts_changed || found.engine_changed;
    Ok(Printed::with(text, differs))
}

fn compared(found: &ComparedExport) -> String {
    let mut text = format!("Since version {} of {}\n", found.version, found.exported_at);
    if found.differences.is_empty() {
        text += "  The program is the same.\n";
    }
    for one in &found.differences {
        text += &format!("  {}\n    - {}\n    + {}\n", one.sentence, one.from, one.to);
    }
    if found.facts_changed {
        text += "  The history is another; both programs are paid on the one that is here now.\n";
    }
    if found.engine_changed {
        text += "  It was calculated by another version of Tierwright.\n";
    }
    match &found.money {
        Some(money) => text + &in_money(money, &found.currency),
        None => text + &format!("  {}\n", found.why_not.as_deref().unwrap_or_default()),
    }
}

fn in_money(of: &ComparedMoney, currency: &str) -> String {
    let mut table = Table::new(1);
    let cells = |name: &str, sums: [&String; 3]| {
        let [before, now, change] = sums.map(|sum| grouped(sum));
        [name.to_owned(), before, now, change]
    };
    table.row(["", "exported", "now", "change"].map(str::to_owned)).line();
    for one in &of.partners {
        table.row(cells(&format!("{} {}", one.id, one.name), [&one.before, &one.now, &one.change]));
    }
    table.line().row(cells("All partners", [&of.before, &of.now, &of.change]));
    format!(
        "\n{}In {currency}: {} partners get more, {} less, {} the same.\n",
        table.text(),
        of.better,
        of.worse,
        of.unchanged
    )
}

/// Takes the program of a bundle into a document.
pub fn import_program(asked: ImportProgram, format: Format) -> Ended {
    let desk = opened(&asked.file)?;
    let found = desk.ask(wire::ImportProgram { path: asked.from })?;
    let text = match format {
        Format::Json => json(&json!({ "program": found.program.name, "revision": found.revision })),
        _ => format!("{} holds now, as v{}.\n", found.program.name, found.revision),
    };
    Ok(Printed::fine(text))
}
