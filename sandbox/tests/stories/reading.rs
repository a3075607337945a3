//! Reading the chart, the parties and the documents.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_sandbox::{Config, Seed, company_id};

use crate::kit::{APP, Desk, FREIGHT, TENANT, body, code, id, text};

fn numbers(list: &Value) -> Vec<&str> {
    let rows = list["value"].as_array().expect("rows");
    rows.iter().map(|row| row["number"].as_str().expect("a number")).collect()
}

#[tokio::test]
async fn the_chart_comes_with_its_enumerations_spelled_as_on_the_wire() {
    let desk = Desk::open().await;
    let chart = desk.get("accounts").await;
    let context = format!("{}/$metadata#companies({})/accounts", desk.root(), company_id(FREIGHT));
    assert_eq!(chart["@odata.context"], context);
    let rows = chart["value"].as_array().unwrap();
    let account = |number: &str| rows.iter().find(|row| row["number"] == number).unwrap();
    assert_eq!(account("51300")["category"], "Cost_x0020_of_x0020_Goods_x0020_Sold");
    assert_eq!(account("65000")["category"], "_x0020_");
    assert_eq!(account("49999")["accountType"], "Total");
    assert_eq!(account("58000")["blocked"], true);
    assert_eq!(account("20000")["directPosting"], false);
    let filter = "accountType eq 'Posting' and blocked eq false and directPosting eq true and \
                  category eq 'Income'";
    let income = desk.get(&format!("accounts?$filter={filter}&$select=number")).await;
    assert_eq!(numbers(&income).len(), 8);
    assert_eq!(income["value"][0].as_object().unwrap().len(), 2, "the number and the etag");
}

#[tokio::test]
async fn every_page_is_reached_by_its_link_and_no_row_comes_twice() {
    let desk = Desk::open().await;
    let all = desk.get("accounts").await;
    let mut seen = Vec::new();
    let mut next = "accounts?$filter=blocked eq false&$orderby=displayName desc".to_owned();
    loop {
        let reply = desk
            .request(Method::GET, &next)
            .header("Prefer", "odata.maxpagesize=7")
            .send()
            .await
            .unwrap();
        let page = body(reply).await;
        assert!(page["value"].as_array().unwrap().len() <= 7);
        seen.extend(numbers(&page).into_iter().map(str::to_owned));
        match page["@odata.nextLink"].as_str() {
            Some(link) => next = link.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), all["value"].as_array().unwrap().len() - 1);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all["value"].as_array().unwrap().len() - 1);
}

#[tokio::test]
async fn a_page_has_at_most_twenty_thousand_rows_and_the_rest_of_top_travels_on() {
    let mut seed = Seed::keystone().unwrap();
    let sample = seed.companies[0].customers[0].clone();
    seed.companies[0].customers = (0..20_005)
        .map(|number| {
            let mut customer = sample.clone();
            customer.number = format!("C{number:06}");
            customer
        })
        .collect();
    let desk = Desk::with(Config { seed: Some(seed), ..Config::default() }).await;
    let page = desk.get("customers?$select=number&$top=20003").await;
    assert_eq!(page["value"].as_array().unwrap().len(), 20_000);
    let link = page["@odata.nextLink"].as_str().unwrap();
    assert!(link.contains("$top=3&") && link.contains("$skiptoken="), "{link}");
    let rest = desk.get(link).await;
    assert_eq!(numbers(&rest), ["C020000", "C020001", "C020002"]);
    assert!(rest.get("@odata.nextLink").is_none());
}

#[tokio::test]
async fn a_lookup_finds_what_was_sent_before_and_two_vendors_of_one_name() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("O'HARE-7").await;
    let customer = draft["customerId"].as_str().unwrap();
    let filter = format!("externalDocumentNumber eq 'O''HARE-7' and customerId eq {customer}");
    let found = desk.get(&format!("salesInvoices?$filter={filter}")).await;
    assert_eq!(found["value"][0]["id"], draft["id"]);
    let form = "salesInvoices?%24filter=externalDocumentNumber+eq+%27O%27%27HARE-7%27";
    assert_eq!(desk.get(form).await["value"][0]["id"], draft["id"]);
    let twice = desk.get("vendors?$filter=displayName eq 'Northern Star Trucking'").await;
    assert_eq!(numbers(&twice), ["V00002", "V00003"]);
    let since = "salesInvoices?$filter=lastModifiedDateTime gt 2026-01-01T00:00:00Z and \
                 status eq 'Draft'&$count=true";
    assert_eq!(desk.get(since).await["@odata.count"], 1);
    let lines = desk
        .get(&format!(
            "salesInvoices({})?$select=id&$expand=customer($select=number),\
             salesInvoiceLines($filter=unitPrice lt 1;$select=lineObjectNumber;$expand=account)",
            id(&draft)
        ))
        .await;
    assert_eq!(lines["customer"]["number"], "C00001");
    let lines = lines["salesInvoiceLines"].as_array().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["account"]["displayName"], "Fuel Surcharge Revenue");
}

#[tokio::test]
async fn a_filter_that_business_central_refuses_is_refused() {
    let desk = Desk::open().await;
    for (query, expected) in [
        (
            "$filter=colour eq 'red'",
            "Could not find a property named 'colour' on type 'Microsoft.NAV.customer'.",
        ),
        (
            "$filter=number eq 'C00001' or displayName eq 'X'",
            "The 'OR' operator is not supported on distinct fields on an OData filter.",
        ),
        ("$colour=red", "The query parameter '$colour' is not supported."),
        (
            "$select=colour",
            "Could not find a property named 'colour' on type 'Microsoft.NAV.customer'.",
        ),
        ("$filter=number in ('C00001')", "The 'in' operator needs $schemaversion=2.1."),
        ("$expand=picture", "The sandbox does not model 'picture' of 'customer'."),
    ] {
        let reply = desk.request(Method::GET, &format!("customers?{query}")).send().await.unwrap();
        assert!(reply.status().is_client_error() || reply.status() == 501);
        assert_eq!(text(&body(reply).await), expected);
    }
    let either = desk.get("customers?$filter=number eq 'C00001' or number eq 'C00002'").await;
    assert_eq!(numbers(&either), ["C00001", "C00002"]);
    let listed =
        desk.get("customers?$schemaversion=2.1&$filter=number in ('C00001','C00003')").await;
    assert_eq!(numbers(&listed), ["C00001", "C00003"]);
    let starts = desk.get("customers?$filter=startswith(displayName,'Blue')&$top=1").await;
    assert_eq!(numbers(&starts), ["C00001"]);
    let deep = format!("customers?$filter={}number eq 'C00001'", "not ".repeat(5000));
    let reply = desk.request(Method::GET, &deep).send().await.unwrap();
    assert_eq!(code(&body(reply).await), "BadRequest_NotFound");
}

#[tokio::test]
async fn a_count_begins_with_a_byte_order_mark() {
    let desk = Desk::open().await;
    let reply = desk.request(Method::GET, "customers/$count").send().await.unwrap();
    assert_eq!(reply.bytes().await.unwrap().as_ref(), b"\xEF\xBB\xBF4");
}

#[tokio::test]
async fn metadata_lists_exactly_what_is_served() {
    let desk = Desk::open().await;
    let url = format!("{}/$metadata", desk.root());
    let reply = desk.request(Method::GET, &url).send().await.unwrap();
    let xml = reply.text().await.unwrap();
    for expected in [
        "<EntityType Name=\"salesInvoice\">",
        "<Member Name=\"Cost_x0020_of_x0020_Goods_x0020_Sold\" Value=\"5\" />",
        "<Property Name=\"vendorInvoiceNumber\" Type=\"Edm.String\" MaxLength=\"35\" />",
        "<Action Name=\"post\" IsBound=\"true\">",
    ] {
        assert!(xml.contains(expected), "{expected}");
    }
    assert!(!xml.contains("\"items\""));
}

#[tokio::test]
async fn the_tenant_may_stand_in_the_address_and_an_unknown_environment_answers_in_xml() {
    let desk = Desk::open().await;
    let base = desk.sandbox.api_base();
    let companies = desk.get(&format!("{base}/{TENANT}/production/api/v2.0/companies")).await;
    assert_eq!(companies["value"][0]["displayName"], "Keystone Freight");
    assert_eq!(companies["value"][1]["name"], "KEYSTONE-BRK");
    let by_name = desk.get(&format!("{}/accounts?company={FREIGHT}&$top=1", desk.root())).await;
    assert_eq!(numbers(&by_name), ["10000"]);
    let url = format!("{base}/sandbox/api/v2.0/companies");
    let unknown = desk.request(Method::GET, &url).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
    let xml = unknown.text().await.unwrap();
    assert!(xml.contains("<code>NoEnvironment</code>"), "{xml}");
}

#[tokio::test]
async fn what_is_not_modelled_is_refused_by_name() {
    let desk = Desk::open().await;
    let items = desk.request(Method::GET, "items").send().await.unwrap();
    assert_eq!(items.status(), 501);
    let items = body(items).await;
    assert_eq!(code(&items), "BadRequest_MethodNotImplemented");
    assert_eq!(text(&items), "The sandbox does not model 'items'.");
    let (status, contact) = desk.post("contact", &json!({})).await;
    assert_eq!((status, code(&contact)), (404, "BadRequest_ResourceNotFound"));
    assert_eq!(text(&contact), "Resource not found for the segment 'contact'.");
    let (status, account) = desk.post("accounts", &json!({})).await;
    assert_eq!((status, code(&account)), (405, "BadRequest_MethodNotAllowed"));
    let draft = desk.draft_load("REF-9").await;
    let (status, send) = desk.act("salesInvoices", &id(&draft), "postAndSend").await;
    assert_eq!((status, code(&send)), (501, "BadRequest_MethodNotImplemented"));
    let (_, read_only) = desk.post("customers", &json!({"id": APP, "displayName": "X"})).await;
    assert_eq!(text(&read_only), "Control 'id' is read-only");
    let (_, unknown) = desk.post("customers", &json!({"displayname": "X"})).await;
    assert_eq!(code(&unknown), "BadRequest");
    let terms = json!({"displayName": "X", "paymentTermsId": APP});
    let (_, terms) = desk.post("customers", &terms).await;
    assert_eq!(text(&terms), "The \"paymentTermsId\" does not match to a Payment Terms.");
}
