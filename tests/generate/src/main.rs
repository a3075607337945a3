//! Prints the largest company that Waypost is measured with, as one JSON object: chart, catalogue,
//! mapping, and documents of ten thousand lines.

use std::io::{self, Write};

use waypost_core::wire;
use waypost_generate::{Company, DOCUMENTS, SEED, Size};

fn main() -> io::Result<()> {
    let company = Company::new(Size::LARGE, SEED);
    let documents: Vec<String> =
        company.documents().take(DOCUMENTS).map(|document| wire::write(&document)).collect();
    let edits: Vec<(String, Option<String>)> =
        company.edits().take(100).map(|(slot, account)| (slot.to_string(), account)).collect();
    writeln!(
        io::stdout(),
        r#"{{"chart":{},"catalog":{},"mapping":{},"edits":{},"documents":[{}]}}"#,
        wire::write(&company.chart),
        wire::write(&company.catalog),
        wire::write(&company.mapping),
        wire::write(&edits),
        documents.join(",")
    )
}
