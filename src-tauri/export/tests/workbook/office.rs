//! LibreOffice, made to work every formula out again.

use std::{
    collections::HashMap,
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// It keeps the results in a file unless it is told to work them out again.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// All sheets as CSV, cells as they are and not as they are shown.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// The sheets of a workbook, by name: rows of cells.
pub type Sheets = HashMap<String, Vec<Vec<String>>>;

/// The sheets of some workbooks, worked out again; nothing where LibreOffice is not there.
pub fn recalculated(test: &str, books: &[Vec<u8>]) -> Option<Vec<Sheets>> {
    let Some(office) = office() else {
        println!("skipped: {test}: LibreOffice is not there (Debian: libreoffice-calc)");
        return None;
    };
    let scratch = tempfile::tempdir().unwrap();
    let user = scratch.path().join("profile/user");
    fs::create_dir_all(&user).unwrap();
    fs::write(user.join("registrymodifications.xcu"), SETTINGS).unwrap();
    let out = scratch.path().join("out");
    let files: Vec<PathBuf> =
        (0..books.len()).map(|at| scratch.path().join(format!("book{at}.xlsx"))).collect();
    for (file, book) in files.iter().zip(books) {
        fs::write(file, book).unwrap();
    }
    let profile =
        format!("-env:UserInstallation=file://{}", scratch.path().join("profile").display());
    let status = Command::new(office)
        .args([&profile, "--headless", "--convert-to", CSV, "--outdir"])
        .arg(&out)
        .args(&files)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "LibreOffice ended with {status}");
    Some((0..books.len()).map(|at| sheets(&out, &format!("book{at}-"))).collect())
}

fn office() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("soffice")).find(|one| one.is_file())
}

fn sheets(folder: &Path, begins: &str) -> Sheets {
    let mut sheets = Sheets::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Some(name) = file.strip_prefix(begins) else { continue };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).unwrap();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        sheets.insert(name.to_owned(), rows.collect());
    }
    sheets
}

/// The row of the heads and the rows below, but for the last one that adds up.
const HEAD: usize = 3;

/// A payout as the workbook works it out.
pub struct Paid {
    pub partner: String,
    pub incentive: String,
    pub from: String,
    pub payout: String,
    pub difference: String,
}

/// The payouts of a workbook.
pub fn payouts(sheets: &Sheets) -> Vec<Paid> {
    let rows = &sheets["Payouts"];
    let at = |name: &str| rows[HEAD].iter().position(|head| head == name).unwrap();
    let columns = ["Partner id", "Incentive", "From", "Payout", "Difference"].map(at);
    let below = &rows[HEAD + 1..rows.len() - 1];
    below
        .iter()
        .map(|row| {
            let [partner, incentive, from, payout, difference] =
                columns.map(|column| row[column].clone());
            Paid { partner, incentive, from, payout, difference }
        })
        .collect()
}

/// Every payout that is another one than was exported.
pub fn differing(sheets: &Sheets) -> Vec<String> {
    let differs = payouts(sheets).into_iter().filter(|paid| paid.difference != "0");
    differs
        .map(|paid| {
            let Paid { partner, incentive, from, payout, difference } = paid;
            format!("{incentive} for {partner} from {from}: {payout}, {difference} too much")
        })
        .collect()
}

/// A workbook with another number in the cell of a name; all results in it stay as they are.
pub fn with(book: &[u8], name: &str, number: &str) -> Vec<u8> {
    let parts = parts(book);
    let text = |path: &str| {
        String::from_utf8(parts.iter().find(|part| part.0 == path).unwrap().1.clone()).unwrap()
    };
    let names = text("xl/workbook.xml");
    let defined = format!("<definedName name=\"{name}\">Parameters!");
    let cell = names.split_once(&defined).unwrap_or_else(|| panic!("{name} names nothing")).1;
    let cell = cell.split('<').next().unwrap().replace('$', "");
    let sheet = "xl/worksheets/sheet2.xml";
    let xml = text(sheet);
    let (before, rest) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap();
    let (format, rest) = rest.split_once("<v>").unwrap();
    let (_, after) = rest.split_once("</v>").unwrap();
    let changed = format!("{before}<c r=\"{cell}\"{format}<v>{number}</v>{after}");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in &parts {
        writer.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(if path == sheet { changed.as_bytes() } else { bytes }).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The files in a workbook.
pub fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}
