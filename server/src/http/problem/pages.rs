//! The page of each code: what happened, who mends it, and how. Embedded from `docs/errors`.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../docs/errors"]
struct Pages;

/// The page of `code` as Markdown.
pub(crate) fn page(code: &str) -> Option<String> {
    let file = Pages::get(&format!("{code}.md"))?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// The cause in a few words: the first heading of the code's page.
pub(crate) fn title(code: &str) -> String {
    let heading =
        page(code).and_then(|page| Some(page.lines().next()?.strip_prefix("# ")?.to_owned()));
    heading.unwrap_or_else(|| code.replace('_', " "))
}
