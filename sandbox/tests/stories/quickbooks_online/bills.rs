//! Bills: lines against payables, also negative ones, as settlements have them.

use serde_json::json;

use crate::kit::quickbooks::{Office, bill, charge, code};

const PAYABLE: &str = "Accounts Payable (A/P)";

#[tokio::test]
async fn a_settlement_with_an_escrow_deposit_credits_the_liability() {
    let office = Office::open().await;
    let bill = office.bill("T-1002388-1").await;
    assert_eq!((&bill["TotalAmt"], &bill["Balance"]), (&json!(1965.0), &json!(1965.0)));
    assert_eq!(bill["APAccountRef"], json!({"value": "33", "name": PAYABLE}));
    assert_eq!(bill["DueDate"], "2026-09-16");
    let detail = &bill["Line"][1]["AccountBasedExpenseLineDetail"];
    assert_eq!(detail["AccountRef"]["name"], "Driver Escrow - General");
    assert_eq!(detail["BillableStatus"], "NotBillable");
    assert_eq!(office.net(PAYABLE).await, "-1965.00");
    assert_eq!(office.net("51200").await, "2015.00");
    assert_eq!(office.net("22000").await, "-50.00");
    let payable = office.read("Account", &json!("33")).await;
    assert_eq!(payable["CurrentBalance"], json!(-1965.0));
    assert_eq!(office.read("Vendor", &json!("30")).await["Balance"], json!(1965.0));
}

#[tokio::test]
async fn a_vendors_number_stands_once_but_another_vendor_may_have_it() {
    let office = Office::open().await;
    office.bill("T-1").await;
    let (_, reply) = office.post("bill", &bill("T-1")).await;
    assert_eq!(code(&reply), "6140");
    let mut other = bill("T-1");
    other["VendorRef"] = json!({"value": "46"});
    assert_eq!(office.post("bill", &other).await.0, 200);
}

#[tokio::test]
async fn a_bill_below_zero_is_refused_and_one_of_zero_is_not() {
    let office = Office::open().await;
    let mut sent = bill("T-1");
    sent["Line"] = json!([charge("63", 10.0), charge("43", -10.01)]);
    let (_, reply) = office.post("bill", &sent).await;
    assert_eq!(code(&reply), "6000");
    sent["Line"] = json!([charge("63", 10.0), charge("43", -10.0)]);
    assert_eq!(office.save("Bill", &sent).await["Balance"], json!(0));
    assert_eq!(office.net("22000").await, "-10.00");
}
