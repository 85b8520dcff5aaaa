//! Studies through the door, on the sample: the same question gives the same bytes, and every figure
//! stands in a row with as many cells as there are columns.

use serde_json::{Value, json};
use tierwright_api::Desk;

fn asked(of: &Value) -> String {
    json!({"op": "study", "of": of}).to_string()
}

fn on_the_sample() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.call_json(r#"{"op": "open_sample"}"#).unwrap();
    (desk, folder)
}

#[test]
fn every_study_answers_the_same_bytes_each_time() {
    let (desk, _folder) = on_the_sample();
    let studies = [
        json!({"study": "cliffs"}),
        json!({"study": "what_matters", "margin": "0.3", "levers": ["Gold threshold"]}),
        json!({"study": "find_setting", "budget": "1900000.00", "levers": ["Gold threshold"]}),
        json!({"study": "risk", "replays": 6, "draws": 40, "budget": "2000000.00"}),
        json!({"study": "gaming"}),
        json!({"study": "order"}),
        json!({"study": "overlap"}),
        json!({"study": "swap"}),
        json!({"study": "mdf", "most": "20000.00"}),
        json!({"study": "scorecard", "margin": "0.3"}),
        json!({"study": "pilot", "region": "EMEA", "measure": "joint_deals"}),
        json!({"study": "rollout", "by": "region", "first": "EMEA"}),
        json!({"study": "programs"}),
        json!({"study": "futures", "years": 3}),
    ];
    for of in &studies {
        let answer = desk.call_json(&asked(of)).unwrap_or_else(|failure| panic!("{of}: {failure}"));
        assert_eq!(answer, desk.call_json(&asked(of)).unwrap(), "{of}");
        let report: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(report["study"], of["study"]);
        for text in ["finding", "method", "basis", "title"] {
            assert!(!report[text].as_str().unwrap().is_empty(), "{of} has no {text}");
        }
        let picture = &report["picture"];
        let drawn =
            ["points", "bars", "dots"].map(|marks| picture[marks].as_array().map_or(0, Vec::len));
        assert!(drawn.iter().sum::<usize>() > 0, "{of} has no picture: {picture}");
        for table in report["tables"].as_array().unwrap() {
            let columns = table["columns"].as_array().unwrap().len();
            for row in table["rows"].as_array().unwrap() {
                assert_eq!(row["cells"].as_array().unwrap().len(), columns, "{of} {table}");
            }
        }
    }
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let (desk, _folder) = on_the_sample();
    for (of, code) in [
        (json!({"study": "cliffs", "within": "near"}), "setting_not_a_number"),
        (json!({"study": "cliffs", "partner": "nobody"}), "partner_unknown"),
        (json!({"study": "what_matters", "levers": ["no such lever"]}), "lever_unknown"),
        (json!({"study": "find_setting"}), "target_not_one"),
        (json!({"study": "find_setting", "budget": "much"}), "setting_not_an_amount"),
        (json!({"study": "find_setting", "winners": "0.5", "least": "2"}), "limits_not_a_range"),
        (json!({"study": "pilot"}), "pilot_without_partners"),
        (json!({"study": "pilot", "region": "Nowhere"}), "pilot_too_small"),
        (json!({"study": "mdf", "most": "1.00"}), "limits_not_possible"),
        (json!({"study": "what_matters", "margin": "1.2"}), "margin_not_a_part"),
        (json!({"study": "scorecard", "margin": "-0.1"}), "margin_not_a_part"),
        (
            json!({"study": "find_setting", "budget": "1900000.00", "levers": ["no such lever"]}),
            "lever_unknown",
        ),
        (json!({"study": "rollout", "apart": 0}), "waves_apart"),
        (json!({"study": "rollout", "first": "Nowhere"}), "wave_without_partners"),
        (json!({"study": "rollout", "from": "soon"}), "day_not_understood"),
        (json!({"study": "astrology"}), "request_not_understood"),
    ] {
        let failure = desk.call_json(&asked(&of)).unwrap_err();
        let failure: Value = serde_json::from_str(&failure).unwrap();
        assert_eq!(failure["code"], code, "{of}");
    }
}
