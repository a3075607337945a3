//! Answers a statement from the books.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::{
    filter::{Kind, Term, held, meets, term},
    parser::{Operator, Selected, Statement, parse},
};
use crate::quickbooks_online::{
    records::{company::Company, entity::Entity, record::Record},
    refusal::{Answer, Refusal, not_modelled, query_refused},
    wire::{company_view, schema, view},
};

/// Rows of one answer.
const MOST: i64 = 1000;

/// A property that a query filters or sorts by.
struct Column {
    /// As the object has it; `MetaData.CreateTime` is two names.
    name: &'static str,
    inner: Option<&'static str>,
    kind: Kind,
}

/// The content of `QueryResponse`.
///
/// # Errors
/// 4000 for what cannot be read, 4001 for what names something that is not there or not queryable.
pub(in crate::quickbooks_online::wire) fn run(company: &Company, text: &str) -> Answer<Value> {
    let statement = parse(text)?;
    let entity = entity(&statement.entity)?;
    check_range(&statement)?;
    if entity.is_company() {
        return of_company(company, entity, &statement);
    }
    let selected = selected(entity, &statement.selected)?;
    let mut rows = filtered(company, entity, &statement)?;
    if statement.selected == Selected::Count {
        return Ok(json!({"totalCount": rows.len()}));
    }
    sort(company, entity, &statement, &mut rows)?;
    let first = usize::try_from(statement.start - 1).unwrap_or_default();
    let most = usize::try_from(statement.most).unwrap_or_default();
    let shown: Vec<Value> = rows
        .into_iter()
        .skip(first)
        .take(most)
        .map(|record| only(view::show(company, record), selected.as_deref()))
        .collect();
    Ok(response(entity, shown, statement.start))
}

fn response(entity: Entity, shown: Vec<Value>, start: i64) -> Value {
    let mut response = Map::new();
    if !shown.is_empty() {
        response.insert("startPosition".to_owned(), json!(start));
        response.insert("maxResults".to_owned(), json!(shown.len()));
        response.insert(entity.name().to_owned(), Value::Array(shown));
    }
    Value::Object(response)
}

fn entity(name: &str) -> Answer<Entity> {
    Entity::named(name).ok_or_else(|| match Entity::unmodelled(name) {
        Some(known) => not_modelled(&format!("queries for {known}")),
        // Text assumed.
        None => query_refused(&format!("invalid context declaration: {name}")),
    })
}

fn check_range(statement: &Statement) -> Answer<()> {
    for (value, most) in [(statement.start, i64::MAX), (statement.most, MOST)] {
        if value < 1 {
            let text = format!("value {value} is too small. Min allowed value is 1");
            return Err(query_refused(&text));
        }
        if value > most {
            // Text assumed, after the other.
            let text = format!("value {value} is too large. Max allowed value is {most}");
            return Err(query_refused(&text));
        }
    }
    Ok(())
}

fn of_company(company: &Company, entity: Entity, statement: &Statement) -> Answer<Value> {
    if let Some(condition) = statement.conditions.first() {
        return Err(not_queryable(&condition.property));
    }
    match statement.selected {
        Selected::Count => Ok(json!({"totalCount": 1})),
        Selected::All => {
            Ok(response(entity, vec![company_view::show(company, entity)], statement.start))
        }
        Selected::Some(_) => Err(not_modelled("single properties of the company")),
    }
}

fn not_found(entity: Entity, name: &str) -> Refusal {
    query_refused(&format!("Property {name} not found for Entity {}", entity.name()))
}

fn not_queryable(name: &str) -> Refusal {
    query_refused(&format!("property '{name}' is not queryable"))
}

/// Names to show, as the objects have them; nothing for all.
fn selected(entity: Entity, selected: &Selected) -> Answer<Option<Vec<&'static str>>> {
    let Selected::Some(names) = selected else { return Ok(None) };
    let known = |name: &String| {
        let first = name.split('.').next().unwrap_or_default();
        let found = schema::named(entity, first);
        found.map(|it| it.name).ok_or_else(|| not_found(entity, name))
    };
    names.iter().map(known).collect::<Answer<Vec<_>>>().map(Some)
}

fn only(shown: Value, names: Option<&[&str]>) -> Value {
    match (names, shown) {
        (Some(names), Value::Object(mut shown)) => {
            let always = ["domain", "sparse"];
            let named = |it: &str| names.contains(&it) || always.contains(&it);
            shown.retain(|name, _| named(name));
            Value::Object(shown)
        }
        (_, shown) => shown,
    }
}

fn column(entity: Entity, name: &str) -> Answer<Column> {
    for (whole, inner) in
        [("MetaData.CreateTime", "CreateTime"), ("MetaData.LastUpdatedTime", "LastUpdatedTime")]
    {
        if whole.eq_ignore_ascii_case(name) {
            return Ok(Column { name: "MetaData", inner: Some(inner), kind: Kind::Moment });
        }
    }
    let property = schema::named(entity, name).ok_or_else(|| not_found(entity, name))?;
    if !property.queryable {
        return Err(not_queryable(property.name));
    }
    let kind = match property.kind {
        schema::Kind::Money | schema::Kind::Computed(schema::Kind::Money) => Kind::Number,
        schema::Kind::Flag | schema::Kind::Computed(schema::Kind::Flag) => Kind::Flag,
        _ => Kind::Text,
    };
    Ok(Column { name: property.name, inner: None, kind })
}

impl Column {
    fn of(&self, company: &Company, record: &Record) -> Option<Term> {
        let value = view::property(company, record, self.name)?;
        match self.inner {
            Some(inner) => held(self.kind, value.get(inner)?),
            None => held(self.kind, &value),
        }
    }
}

/// Rows that meet every condition. Inactive ones only when a condition speaks of that.
fn filtered<'c>(
    company: &'c Company,
    entity: Entity,
    statement: &Statement,
) -> Answer<Vec<&'c Record>> {
    let mut conditions: Vec<(Column, Operator, Vec<Term>)> = Vec::new();
    for condition in &statement.conditions {
        let column = column(entity, &condition.property)?;
        let terms = condition.values.iter().map(|it| term(column.kind, &condition.property, it));
        let terms = terms.collect::<Answer<Vec<_>>>()?;
        conditions.push((column, condition.operator, terms));
    }
    let speaks_of_active = conditions.iter().any(|(column, _, _)| column.name == "Active");
    let rows = company.all(entity).filter(|record| {
        (speaks_of_active || record.is_active())
            && conditions.iter().all(|(column, operator, terms)| {
                meets(column.of(company, record).as_ref(), *operator, terms)
            })
    });
    Ok(rows.collect())
}

fn sort(
    company: &Company,
    entity: Entity,
    statement: &Statement,
    rows: &mut [&Record],
) -> Answer<()> {
    for (name, falls) in statement.order.iter().rev() {
        let column = column(entity, name)?;
        if *falls {
            rows.sort_by_cached_key(|record| Reverse(column.of(company, record)));
        } else {
            rows.sort_by_cached_key(|record| column.of(company, record));
        }
    }
    Ok(())
}
