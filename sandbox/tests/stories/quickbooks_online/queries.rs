//! The query language: what it finds, and what it answers to what it does not understand.

use serde_json::{Value, json};

use crate::kit::quickbooks::{Office, code, error, invoice};

fn names(rows: &[Value], property: &str) -> Vec<String> {
    rows.iter().map(|row| row[property].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn conditions_compare_by_the_kind_of_their_property() {
    let office = Office::open().await;
    for (number, amount) in [("A-1", 100.0), ("A-2", 250.5), ("B-1", 1000.0)] {
        office.save("Invoice", &invoice(number, amount)).await;
    }
    for (condition, expected) in [
        ("TotalAmt > '250.5'", vec!["B-1"]),
        ("TotalAmt >= 250.5", vec!["A-2", "B-1"]),
        ("TotalAmt < '1000.00'", vec!["A-1", "A-2"]),
        ("TotalAmt != '100'", vec!["A-2", "B-1"]),
        ("DocNumber = 'A-1'", vec!["A-1"]),
        ("docnumber = 'a-1'", vec!["A-1"]),
        ("DocNumber LIKE 'A%'", vec!["A-1", "A-2"]),
        ("DocNumber like '%-1'", vec!["A-1", "B-1"]),
        ("DocNumber in ('A-2', 'B-1', 'C-9')", vec!["A-2", "B-1"]),
        ("CustomerRef = '1' and TxnDate >= '2026-09-16' and Balance > '999'", vec!["B-1"]),
        ("CustomerRef = '20'", vec![]),
        ("TxnDate > '2026-09-16'", vec![]),
        ("MetaData.LastUpdatedTime > '2015-01-16T00:00:00-08:00'", vec!["A-1", "A-2", "B-1"]),
        ("Metadata.LastUpdatedTime > '2115-01-16T00:00:00-08:00'", vec![]),
    ] {
        let rows =
            office.rows("Invoice", &format!("select * from Invoice where {condition}")).await;
        assert_eq!(names(&rows, "DocNumber"), expected, "{condition}");
    }
}

#[tokio::test]
async fn rows_are_counted_ordered_and_paged() {
    let office = Office::open().await;
    let (_, counted) = office.query("select count(*) from Account").await;
    assert_eq!(counted["QueryResponse"], json!({"totalCount": 40}), "without the inactive one");
    let all = "select Name from Account orderby Name desc startposition 2 maxresults 3";
    let (_, page) = office.query(all).await;
    let page = &page["QueryResponse"];
    assert_eq!((&page["startPosition"], &page["maxResults"]), (&json!(2), &json!(3)));
    let rows = page["Account"].as_array().unwrap();
    assert_eq!(
        names(rows, "Name"),
        ["Undeposited Funds", "Trucks and Trailers", "Truck Notes Payable"]
    );
    assert!(rows[0].get("AccountType").is_none(), "only what was selected");
    let two = "select * from Account where AccountType = 'Bank' order by Id asc, Name desc";
    assert_eq!(names(&office.rows("Account", two).await, "Id"), ["35", "36"]);
    let (_, none) = office.query("select * from Vendor where DisplayName = 'Nobody'").await;
    assert_eq!(none["QueryResponse"], json!({}));
    let inactive = "select * from Account where Active = false";
    assert_eq!(names(&office.rows("Account", inactive).await, "AcctNum"), ["58000"]);
    assert_eq!(office.rows("Customer", "select * from Customer").await.len(), 4);
}

#[tokio::test]
async fn a_statement_may_come_as_a_body_and_a_quote_with_a_backslash() {
    let office = Office::open().await;
    office.save("Customer", &json!({"DisplayName": "Amy's Produce"})).await;
    let statement = r"SELECT * FROM customer WHERE displayname = 'Amy\'s Produce'";
    for content in ["application/text", "text/plain"] {
        let request = office.request(reqwest::Method::POST, "query");
        let reply = request.header("content-type", content).body(statement).send().await.unwrap();
        let reply = crate::kit::body(reply).await;
        assert_eq!(
            reply["QueryResponse"]["Customer"][0]["DisplayName"], "Amy's Produce",
            "{reply}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_where_it_stands() {
    let office = Office::open().await;
    let (status, reply) = office.query("select * from Invoice where TotalAmt > > '1'").await;
    assert_eq!((status, code(&reply)), (400, "4000"));
    assert_eq!(error(&reply)["Message"], "Error parsing query");
    assert!(
        error(&reply)["Detail"].as_str().unwrap().starts_with(
            "QueryParserError: Encountered \" \">\" \"> \"\" at line 1, column 40.\nWas expecting \
             one of:\n    "
        ),
        "{reply}"
    );
    for statement in [
        "select * from Invoice where DocNumber = 'A' or DocNumber = 'B'",
        "select * from Invoice where not DocNumber = 'A'",
        "select * Invoice",
        "select from Invoice",
        "delete from Invoice",
        "select * from Invoice where DocNumber = 'A",
        "select * from Invoice where DocNumber in 'A'",
        "select * from Invoice maxresults many",
        "select * from Invoice limit 5",
        "",
    ] {
        let (status, reply) = office.query(statement).await;
        let expected = if statement.is_empty() { "2020" } else { "4000" };
        assert_eq!((status, code(&reply)), (400, expected), "{statement}");
    }
    let (_, or) = office.query("select * from Bill where DocNumber = 'A' or Id = '1'").await;
    let detail = error(&or)["Detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("Encountered \" <OR> \"or \"\" at line 1, column 42."), "{detail}");
    assert!(detail.contains("\n    <EOF> \n    \".\" ...\n    <AND> ..."), "{detail}");
}

#[tokio::test]
async fn what_names_nothing_is_answered_by_its_name() {
    let office = Office::open().await;
    for (statement, detail) in [
        (
            "select * from Customer where EmailAddress = 'x'",
            "QueryValidationError: Property EmailAddress not found for Entity Customer",
        ),
        (
            "select * from Vendor where PrimaryEmailAddr = 'x'",
            "QueryValidationError: property 'PrimaryEmailAddr' is not queryable",
        ),
        (
            "select * from Invoice startposition 0",
            "QueryValidationError: value 0 is too small. Min allowed value is 1",
        ),
        (
            "select * from Invoice maxresults 1001",
            "QueryValidationError: value 1001 is too large. Max allowed value is 1000",
        ),
        ("select * from Load", "QueryValidationError: invalid context declaration: Load"),
        (
            "select * from Invoice orderby PrivateNote",
            "QueryValidationError: property 'PrivateNote' is not queryable",
        ),
        (
            "select Colour from Invoice",
            "QueryValidationError: Property Colour not found for Entity Invoice",
        ),
        (
            "select * from Invoice where TotalAmt = 'much'",
            "QueryValidationError: value much is not valid for property TotalAmt",
        ),
    ] {
        let (status, reply) = office.query(statement).await;
        assert_eq!((status, code(&reply)), (400, "4001"), "{statement}");
        assert_eq!(error(&reply)["Message"], "Invalid query");
        assert_eq!(error(&reply)["Detail"], detail, "{statement}");
    }
    for statement in
        ["select * from JournalEntry", "select * from Bill where Id between '1' and '2'"]
    {
        assert_eq!(code(&office.query(statement).await.1), "5030", "{statement}");
    }
}
