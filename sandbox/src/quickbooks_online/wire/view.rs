//! What a caller sees of a record: what was given, with names beside the references, and what the
//! books say.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::schema::{self, Kind, Property};
use crate::quickbooks_online::records::{
    account_types::AccountType,
    company::Company,
    entity::Entity,
    given::{self, Given, number},
    record::{Link, Record},
};

/// The whole object.
pub(crate) fn show(company: &Company, record: &Record) -> Value {
    let mut shown = named(company, schema::of(record.entity), &record.given);
    for name in OWN.iter().copied().chain(schema::of(record.entity).map(|it| it.name)) {
        if let Some(value) = own(company, record, name) {
            shown.insert(name.to_owned(), value);
        }
    }
    lines(company, record, &mut shown);
    Value::Object(shown)
}

/// One property by its exact name, as [`show`] has it; not for lines.
pub(super) fn property(company: &Company, record: &Record, name: &str) -> Option<Value> {
    own(company, record, name).or_else(|| record.given.get(name).cloned())
}

/// Properties that every object has.
const OWN: [&str; 5] = ["domain", "sparse", "Id", "SyncToken", "MetaData"];

/// A property that the server itself sets.
fn own(company: &Company, record: &Record, name: &str) -> Option<Value> {
    match name {
        "domain" => Some(json!("QBO")),
        "sparse" => Some(json!(false)),
        "Id" => Some(json!(record.id.to_string())),
        "SyncToken" => Some(json!(record.sync_token.to_string())),
        "MetaData" => Some(json!({
            "CreateTime": company.shown_time(record.created),
            "LastUpdatedTime": company.shown_time(record.updated),
        })),
        "CurrencyRef" if record.entity != Entity::Item => {
            Some(json!({"value": company.currency, "name": currency_name(&company.currency)}))
        }
        _ if record.entity.is_transaction() => of_transaction(company, record, name),
        _ => of_list(company, record, name),
    }
}

fn currency_name(code: &str) -> &str {
    match code {
        "USD" => "United States Dollar",
        "CAD" => "Canadian Dollar",
        other => other,
    }
}

fn of_list(company: &Company, record: &Record, name: &str) -> Option<Value> {
    match (record.entity, name) {
        (Entity::Account | Entity::Customer | Entity::Item, "FullyQualifiedName") => {
            Some(json!(qualified(company, record)))
        }
        (Entity::Account, "Classification") => {
            let kind = AccountType::named(record.text("AccountType"))?;
            Some(json!(kind.classification))
        }
        (Entity::Account, "SubAccount") => Some(json!(record.given.contains_key("ParentRef"))),
        (Entity::Account, "CurrentBalance") => Some(number(record.open)),
        (Entity::Account, "CurrentBalanceWithSubAccounts") => {
            let below = |it: &&Record| given::reference(&it.given, "ParentRef") == Some(record.id);
            let sum: Decimal = company.all(Entity::Account).filter(below).map(|it| it.open).sum();
            Some(number(record.open + sum))
        }
        (Entity::Customer | Entity::Vendor, "Balance") | (Entity::Customer, "BalanceWithJobs") => {
            Some(number(record.open))
        }
        _ => None,
    }
}

/// `Parent:Child`.
fn qualified(company: &Company, record: &Record) -> String {
    let parent = given::reference(&record.given, "ParentRef");
    match parent.and_then(|id| company.record(record.entity, id)) {
        Some(parent) => format!("{}:{}", parent.name(), record.name()),
        None => record.name().to_owned(),
    }
}

fn of_transaction(company: &Company, record: &Record, name: &str) -> Option<Value> {
    let or = |default: &str| {
        let own = record.given.get(name).cloned();
        Some(own.unwrap_or_else(|| json!(default)))
    };
    match (record.entity, name) {
        (_, "TotalAmt") => Some(number(record.total)),
        (Entity::Invoice | Entity::Bill, "Balance") => Some(number(record.open)),
        (Entity::Payment, "UnappliedAmt") => Some(number(record.open)),
        (Entity::Payment, "ProcessPayment") => Some(json!(false)),
        (Entity::Invoice | Entity::Bill, "LinkedTxn") => {
            let shown = record.links.iter().map(|link| linked(company, link));
            Some(Value::Array(shown.collect()))
        }
        (Entity::Payment, "LinkedTxn") => {
            let shown = record.linked(Entity::Deposit).map(|link| linked(company, link));
            Some(Value::Array(shown.collect()))
        }
        (Entity::Invoice, "Deposit") => Some(json!(0)),
        (Entity::Invoice, "ApplyTaxAfterDiscount") => Some(json!(false)),
        (Entity::Invoice, "TxnTaxDetail") => Some(json!({"TotalTax": 0})),
        (Entity::Invoice, "EmailStatus") => or("NotSet"),
        (Entity::Invoice, "PrintStatus") => or("NeedToPrint"),
        _ => None,
    }
}

/// A link as an invoice, a bill or a payment shows it.
fn linked(company: &Company, link: &Link) -> Value {
    let kind = if link.entity == Entity::BillPayment {
        let payment = company.record(link.entity, link.id);
        let by_card = payment.is_some_and(|it| it.text("PayType") == "CreditCard");
        if by_card { "BillPaymentCreditCard" } else { "BillPaymentCheck" }
    } else {
        link.entity.name()
    };
    json!({"TxnId": link.id.to_string(), "TxnType": kind})
}

/// Lines get what the server adds to them.
fn lines(company: &Company, record: &Record, shown: &mut Given) {
    let Some(lines) = shown.get_mut("Line").and_then(Value::as_array_mut) else { return };
    match record.entity {
        Entity::Invoice => {
            for line in lines.iter_mut() {
                default(line, "SalesItemLineDetail", "TaxCodeRef", &json!({"value": "NON"}));
            }
            lines.push(json!({"DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {},
                              "Amount": number(record.total)}));
        }
        Entity::Bill => {
            let detail = "AccountBasedExpenseLineDetail";
            for line in lines.iter_mut() {
                default(line, detail, "TaxCodeRef", &json!({"value": "NON"}));
                default(line, detail, "BillableStatus", &json!("NotBillable"));
            }
        }
        Entity::Payment => lines.iter_mut().for_each(|line| explain(company, line)),
        _ => {}
    }
}

fn default(line: &mut Value, detail: &str, name: &str, value: &Value) {
    if let Some(detail) = line.get_mut(detail).and_then(Value::as_object_mut) {
        detail.entry(name).or_insert_with(|| value.clone());
    }
}

/// Says of a payment's line which invoice it pays, under which number, and what was open of it.
fn explain(company: &Company, line: &mut Value) {
    let id = line.pointer("/LinkedTxn/0/TxnId").and_then(Value::as_str).unwrap_or_default();
    let invoice = id.parse().ok().and_then(|id| company.record(Entity::Invoice, id));
    let Some(invoice) = invoice else { return };
    let applied = line.get("Amount").and_then(given::decimal).unwrap_or_default();
    let pairs = [
        ("txnId", invoice.id.to_string()),
        ("txnOpenBalance", format!("{:.2}", invoice.open + applied)),
        ("txnReferenceNumber", invoice.text("DocNumber").to_owned()),
    ];
    let any: Vec<Value> = pairs
        .into_iter()
        .map(|(name, value)| {
            json!({
                "name": "{http://schema.intuit.com/finance/v3}NameValue",
                "nil": false,
                "value": {"Name": name, "Value": value},
                "declaredType": "com.intuit.schema.finance.v3.NameValue",
                "scope": "javax.xml.bind.JAXBElement$GlobalScope",
                "globalScope": true,
                "typeSubstituted": false,
            })
        })
        .collect();
    line["LineEx"] = json!({"any": any});
}

/// The given properties, with the present name beside each reference.
fn named<'p>(
    company: &Company,
    properties: impl Iterator<Item = &'p Property>,
    given: &Given,
) -> Given {
    let mut shown = given.clone();
    for property in properties {
        let Some(value) = shown.get_mut(property.name) else { continue };
        match property.kind {
            Kind::Ref(entity) => name(company, entity, value),
            Kind::Object(inner) => {
                if let Value::Object(object) = value {
                    *object = named(company, inner.iter(), object);
                }
            }
            Kind::List(inner) => {
                for item in value.as_array_mut().into_iter().flatten() {
                    if let Value::Object(object) = item {
                        *object = named(company, inner.iter(), object);
                    }
                }
            }
            _ => {}
        }
    }
    shown
}

fn name(company: &Company, entity: Entity, reference: &mut Value) {
    let id = reference["value"].as_str().and_then(|id| id.parse().ok());
    let found = id.and_then(|id| company.record(entity, id));
    if let (Some(record), Value::Object(reference)) = (found, reference) {
        let name = match entity {
            Entity::Account => qualified(company, record),
            _ => record.name().to_owned(),
        };
        reference.insert("name".to_owned(), Value::from(name));
    }
}

/// `{"Invoice": {…}, "time": …}`.
pub(super) fn titled(entity: Entity, shown: Value, time: &str) -> Value {
    let mut reply = Map::new();
    reply.insert(entity.name().to_owned(), shown);
    reply.insert("time".to_owned(), Value::from(time));
    Value::Object(reply)
}
