//! Which records of a collection a read returns, and where the next page begins.

use std::cmp::Ordering;

use super::query::Query;
use crate::business_central::{
    errors::{Answer, Refusal, bad_request},
    record::Record,
};

/// The greatest page that the server returns.
pub(crate) const SERVER_PAGE: usize = 20_000;

/// One page.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) rows: Vec<Record<'a>>,
    /// All matching records, whatever the page.
    pub(crate) total: usize,
    /// Query string of the next page.
    pub(crate) next: Option<String>,
}

/// Filters, orders and cuts a collection.
///
/// # Errors
/// A skip token whose record is gone.
pub(crate) fn page<'a>(
    mut rows: Vec<Record<'a>>,
    query: &Query,
    max_page_size: Option<usize>,
) -> Answer<Page<'a>> {
    if let Some(filter) = &query.filter {
        rows.retain(|record| filter.matches(*record));
    }
    if !query.order.is_empty() {
        rows.sort_by(|one, two| in_order(*one, *two, query));
    }
    let total = rows.len();
    let start = match &query.skip_token {
        Some(token) => after(&rows, token)?,
        None => query.skip.unwrap_or(0).min(total),
    };
    let wanted = query.top.unwrap_or(usize::MAX).min(total - start);
    let size = wanted.min(max_page_size.unwrap_or(SERVER_PAGE).clamp(1, SERVER_PAGE));
    rows.truncate(start + size);
    rows.drain(..start);
    let next = rows.last().filter(|_| size < wanted).map(|last| {
        let rest = query.top.map(|top| top - size);
        next_query(query, rest, &last.id().to_string())
    });
    Ok(Page { rows, total, next })
}

fn in_order(one: Record<'_>, two: Record<'_>, query: &Query) -> Ordering {
    query.order.iter().fold(Ordering::Equal, |so_far, (property, descending)| {
        so_far.then_with(|| {
            let ordering = one.field(property).compare(&two.field(property));
            let ordering = ordering.unwrap_or(Ordering::Equal);
            if *descending { ordering.reverse() } else { ordering }
        })
    })
}

fn after(rows: &[Record<'_>], token: &str) -> Answer<usize> {
    let id = token
        .parse::<uuid::Uuid>()
        .map_err(|_not_an_id| bad_request(format!("Error in $skiptoken '{token}'.")))?;
    rows.iter().position(|row| row.id() == id).map(|position| position + 1).ok_or_else(|| {
        Refusal::new(400, "SkipTokenIsNoLongerValid", "The skip token is no longer valid.")
    })
}

fn next_query(query: &Query, top: Option<usize>, token: &str) -> String {
    let mut pairs: Vec<(&str, String)> = query
        .pairs
        .iter()
        .filter(|(name, _)| !["$skip", "$skiptoken", "$top", "aid"].contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    pairs.extend(top.map(|top| ("$top", top.to_string())));
    pairs.push(("aid", "FIN".to_owned()));
    pairs.push(("$skiptoken", token.to_owned()));
    let encoded = |value: &str| {
        percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let parts: Vec<String> = pairs
        .iter()
        .map(|(name, value)| match *name {
            "$skiptoken" | "$top" | "aid" => format!("{name}={value}"),
            name => format!("{name}={}", encoded(value)),
        })
        .collect();
    parts.join("&")
}
