//! Payments: in part, of several documents, too much, and back again.

use serde_json::json;

use crate::kit::quickbooks::{Office, bill_payment, code, error, payment};

const RECEIVABLE: &str = "Accounts Receivable (A/R)";

#[tokio::test]
async fn a_full_payment_closes_its_invoice_and_waits_in_undeposited_funds() {
    let office = Office::open().await;
    let invoice = office.invoice("FLT-2000110").await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    assert_eq!(paid["UnappliedAmt"], json!(0));
    assert_eq!(paid["DepositToAccountRef"]["name"], "Undeposited Funds");
    let told = &paid["Line"][0]["LineEx"]["any"];
    assert_eq!(told[0]["value"], json!({"Name": "txnId", "Value": invoice["Id"]}));
    assert_eq!(told[1]["value"], json!({"Name": "txnOpenBalance", "Value": "1875.00"}));
    assert_eq!(told[2]["value"], json!({"Name": "txnReferenceNumber", "Value": "FLT-2000110"}));
    let after = office.read("Invoice", &invoice["Id"]).await;
    assert_eq!((&after["Balance"], &after["TotalAmt"]), (&json!(0), &json!(1875.0)));
    assert_eq!(after["LinkedTxn"], json!([{"TxnId": paid["Id"], "TxnType": "Payment"}]));
    assert_eq!(after["SyncToken"], "1", "a payment changes the invoice too");
    assert_eq!(office.net(RECEIVABLE).await, "0.00");
    assert_eq!(office.net("Undeposited Funds").await, "1875.00");
}

#[tokio::test]
async fn one_payment_pays_two_invoices_and_two_payments_one() {
    let office = Office::open().await;
    let (one, two) = (office.invoice("A").await, office.invoice("B").await);
    office.save("Payment", &payment(1200.0, &[(&one, 1200.0)])).await;
    assert_eq!(office.read("Invoice", &one["Id"]).await["Balance"], json!(675.0));
    let mut both = payment(3000.0, &[(&one, 675.0), (&two, 1875.0)]);
    both["DepositToAccountRef"] = json!({"value": "35"});
    let both = office.save("Payment", &both).await;
    assert_eq!(both["UnappliedAmt"], json!(450.0));
    for invoice in [&one, &two] {
        assert_eq!(office.read("Invoice", &invoice["Id"]).await["Balance"], json!(0));
    }
    let books = office.books().await;
    assert_eq!(books["trialBalance"]["10100"]["net"], "3000.00");
    assert_eq!(books["parties"]["Blue Ridge Foods"], "-450.00", "what is unapplied is theirs");
}

#[tokio::test]
async fn more_than_is_open_or_than_was_paid_is_refused_and_nothing_stays() {
    let office = Office::open().await;
    let invoice = office.invoice("A").await;
    for sent in [payment(2000.0, &[(&invoice, 1875.01)]), payment(100.0, &[(&invoice, 100.01)])] {
        let (status, reply) = office.post("payment", &sent).await;
        assert_eq!((status, code(&reply)), (400, "6000"));
        assert!(
            error(&reply)["Detail"].as_str().unwrap().starts_with("Business Validation Error: ")
        );
    }
    assert_eq!(office.read("Invoice", &invoice["Id"]).await["Balance"], json!(1875.0));
    assert!(office.rows("Payment", "select * from Payment").await.is_empty());
    assert_eq!(office.net("Undeposited Funds").await, "0.00");
}

#[tokio::test]
async fn an_invoice_of_another_customer_cannot_be_paid() {
    let office = Office::open().await;
    let invoice = office.invoice("A").await;
    let mut sent = payment(10.0, &[(&invoice, 10.0)]);
    sent["CustomerRef"] = json!({"value": "20"});
    let (_, reply) = office.post("payment", &sent).await;
    assert_eq!(code(&reply), "620");
}

#[tokio::test]
async fn leaving_a_link_out_of_an_update_unlinks_it() {
    let office = Office::open().await;
    let (one, two) = (office.invoice("A").await, office.invoice("B").await);
    let both = payment(3750.0, &[(&one, 1875.0), (&two, 1875.0)]);
    let paid = office.save("Payment", &both).await;
    let mut sent = payment(3750.0, &[(&two, 1875.0)]);
    sent["Id"] = paid["Id"].clone();
    sent["SyncToken"] = paid["SyncToken"].clone();
    let changed = office.save("Payment", &sent).await;
    assert_eq!(changed["UnappliedAmt"], json!(1875.0));
    assert_eq!(office.read("Invoice", &one["Id"]).await["Balance"], json!(1875.0));
    let kept = office.read("Invoice", &two["Id"]).await;
    assert_eq!((&kept["Balance"], &kept["SyncToken"]), (&json!(0), &json!("1")));
}

#[tokio::test]
async fn bills_are_paid_by_cheque_or_card_from_a_fitting_account() {
    let office = Office::open().await;
    let bill = office.bill("T-1").await;
    let cheque = office.save("BillPayment", &bill_payment(965.0, &[(&bill, 965.0)])).await;
    assert_eq!(cheque["PayType"], "Check");
    let mut card = bill_payment(1000.0, &[(&bill, 1000.0)]);
    card["PayType"] = json!("CreditCard");
    card["CheckPayment"] = json!(null);
    card["CreditCardPayment"] = json!({"CCAccountRef": {"value": "41"}});
    let card = office.save("BillPayment", &card).await;
    let paid = office.read("Bill", &bill["Id"]).await;
    assert_eq!(paid["Balance"], json!(0));
    assert_eq!(
        paid["LinkedTxn"],
        json!([{"TxnId": cheque["Id"], "TxnType": "BillPaymentCheck"},
               {"TxnId": card["Id"], "TxnType": "BillPaymentCreditCard"}])
    );
    assert_eq!(office.net("10100").await, "-965.00");
    assert_eq!(office.net("20500").await, "-1000.00");
    assert_eq!(office.net("Accounts Payable (A/P)").await, "0.00");
    let mut wrong = bill_payment(1.0, &[]);
    wrong["CheckPayment"] = json!({"BankAccountRef": {"value": "41"}});
    assert_eq!(code(&office.post("billpayment", &wrong).await.1), "6430");
}
