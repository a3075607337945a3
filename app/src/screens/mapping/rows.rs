//! The rows of the grid in one list: sections with their heads, narrowed to what is looked for.

use waypost_core::grid::{Cell, Row, Section};
use waypost_core::letters::small;
use waypost_core::wire::Category;
use waypost_core::{Slot, order};

use crate::accounts::Accounts;

/// Names a row for as long as the grid is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The head of a category.
    Head(Category),
    /// The category's default.
    Default(Category),
    /// An item.
    Item(Category, String),
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The head of a category; two columns for accessorials and e-checks.
    Head { title: &'static str, columns: Vec<waypost_core::wire::Side> },
    /// A line item, or the category's default.
    Line(Row),
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Show {
    /// All of them.
    #[default]
    All,
    /// Those with something to say about them.
    Attention,
    /// Items that use a default.
    Default,
    /// Those that differ from what is saved.
    Edited,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Words in the item's name or in its account.
    pub(super) words: String,
    /// Which rows.
    pub(super) show: Show,
    /// Those that post to this account; all where it is empty.
    pub(super) account: String,
}

/// How many lines stand how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Lines with an account in every cell that is in use.
    pub(super) resolved: usize,
    /// Lines with something to say about them.
    pub(super) attention: usize,
    /// Items that use a default.
    pub(super) defaulted: usize,
    /// Lines that differ from what is saved.
    pub(super) edited: usize,
    /// Accounts that lines post to, and how many do, in the order of their names with numbers.
    pub(super) accounts: Vec<(String, String, usize)>,
}

/// A row's section, and its place there; none for the section's head.
type Stand = (usize, Option<usize>);

/// Where every row stands, in the order of keys.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Index(Vec<(Key, Stand)>);

impl Index {
    fn get(&self, key: &Key) -> Option<Stand> {
        let found = self.0.binary_search_by(|(known, _)| known.cmp(key));
        self.0.get(found.ok()?).map(|(_, stand)| *stand)
    }
}

/// The index of the sections. It changes only when rows come or go, not with an edit.
pub(super) fn index(sections: &[Section]) -> Index {
    let mut index = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        index.push((Key::Head(section.category), (at, None)));
        for (place, row) in section.rows.iter().enumerate() {
            index.push((key(section.category, row), (at, Some(place))));
        }
    }
    order::sort(&mut index, |one, other| one.0.cmp(&other.0));
    Index(index)
}

/// The line of a key; none for heads, and for items that have gone.
pub(super) fn line<'a>(sections: &'a [Section], index: &Index, key: &Key) -> Option<&'a Row> {
    let (section, place) = index.get(key)?;
    sections.get(section)?.rows.get(place?)
}

/// What the row of a key shows.
pub(super) fn content(sections: &[Section], index: &Index, key: &Key) -> Option<Content> {
    if let Some(row) = line(sections, index, key) {
        return Some(Content::Line(row.clone()));
    }
    let section = sections.get(index.get(key)?.0)?;
    let first = section.rows.first()?;
    let columns = first.cells.iter().map(|cell| cell.side).collect();
    Some(Content::Head { title: section.title, columns })
}

/// The keys of the rows that the filter shows, each section below its head.
pub(super) fn shown(
    sections: &[Section],
    filter: &Filter,
    accounts: &Accounts,
    edited: &[Slot],
) -> Vec<Key> {
    let words = small(filter.words.trim());
    let mut keys = Vec::new();
    for section in sections {
        let of_section = small(section.title).contains(&words);
        let rows = section.rows.iter().filter(|row| passes(row, filter, edited));
        let mut found: Vec<Key> = rows
            .filter(|row| words.is_empty() || of_section || matches(row, &words, accounts))
            .map(|row| key(section.category, row))
            .collect();
        if !found.is_empty() {
            keys.push(Key::Head(section.category));
            keys.append(&mut found);
        }
    }
    keys
}

/// Counts over all sections.
pub(super) fn tally(sections: &[Section], accounts: &Accounts, edited: &[Slot]) -> Tally {
    let mut tally = Tally::default();
    let mut used: Vec<&str> = Vec::new();
    for row in sections.iter().flat_map(|section| &section.rows) {
        let mut live = row.cells.iter().filter(|cell| cell.live && cell.slot.is_some()).peekable();
        tally.resolved +=
            usize::from(live.peek().is_some() && live.all(|cell| cell.effective.is_some()));
        tally.attention += usize::from(needs_attention(row));
        tally.defaulted += usize::from(uses_default(row));
        tally.edited += usize::from(is_edited(row, edited));
        let mut ends: Vec<&str> = row.cells.iter().filter_map(posts_to).collect();
        ends.dedup();
        used.append(&mut ends);
    }
    order::sort(&mut used, Ord::cmp);
    let named = used.chunk_by(|one, other| one == other).filter_map(|rows| {
        let id = *rows.first()?;
        Some((accounts.title(id), id.to_owned(), rows.len()))
    });
    tally.accounts = named.collect();
    order::sort(&mut tally.accounts, Ord::cmp);
    tally
}

/// Whether there is anything to say about the row.
pub(super) fn needs_attention(row: &Row) -> bool {
    row.cells.iter().any(|cell| !cell.findings.is_empty())
}

fn uses_default(row: &Row) -> bool {
    let falls_back = |cell: &Cell| cell.live && cell.own.is_none() && cell.effective.is_some();
    row.item.is_some() && row.cells.iter().any(falls_back)
}

/// `edited` is in the order of slots.
fn is_edited(row: &Row, edited: &[Slot]) -> bool {
    let mut slots = row.cells.iter().filter_map(|cell| cell.slot.as_ref());
    slots.any(|slot| edited.binary_search(slot).is_ok())
}

/// The account that lines of a cell end at.
fn posts_to(cell: &Cell) -> Option<&str> {
    cell.effective.as_deref().filter(|_| cell.live && cell.slot.is_some())
}

fn passes(row: &Row, filter: &Filter, edited: &[Slot]) -> bool {
    let account = filter.account.as_str();
    let there = || row.cells.iter().any(|cell| posts_to(cell) == Some(account));
    let shown = match filter.show {
        Show::All => true,
        Show::Attention => needs_attention(row),
        Show::Default => uses_default(row),
        Show::Edited => is_edited(row, edited),
    };
    shown && (account.is_empty() || there())
}

fn matches(row: &Row, words: &str, accounts: &Accounts) -> bool {
    let account = |cell: &Cell| {
        let id = cell.effective.as_deref().or(cell.own.as_deref());
        id.is_some_and(|id| small(&accounts.title(id)).contains(words))
    };
    small(&row.name).contains(words) || row.cells.iter().any(account)
}

fn key(category: Category, row: &Row) -> Key {
    match &row.item {
        Some(item) => Key::Item(category, item.clone()),
        None => Key::Default(category),
    }
}
