//! Deposits: payments leave Undeposited Funds, with a factor's fee beside them.

use serde_json::{Value, json};

use crate::kit::quickbooks::{Office, code, error, payment};

fn deposit(payment: &Value, amount: f64) -> Value {
    json!({"DepositToAccountRef": {"value": "35"}, "TxnDate": "2026-10-02", "Line": [
        {"Amount": amount,
         "LinkedTxn": [{"TxnId": payment["Id"], "TxnType": "Payment", "TxnLineId": "0"}]},
        {"Amount": -90.0, "DetailType": "DepositLineDetail",
         "DepositLineDetail": {"AccountRef": {"value": "76"}}},
    ]})
}

#[tokio::test]
async fn a_factored_payment_is_deposited_less_its_fee_and_cannot_be_changed_then() {
    let office = Office::open().await;
    let invoice = office.invoice("FLT-2000120").await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    let wrong = office.post("deposit", &deposit(&paid, 1800.0)).await.1;
    assert_eq!(code(&wrong), "6460");
    let made = office.save("Deposit", &deposit(&paid, 1875.0)).await;
    assert_eq!(made["TotalAmt"], json!(1785.0));
    let books = office.books().await;
    assert_eq!(books["trialBalance"]["10100"]["net"], "1785.00");
    assert_eq!(books["trialBalance"]["61000"]["net"], "90.00");
    assert_eq!(books["trialBalance"]["Undeposited Funds"]["net"], "0.00");
    let seen = office.read("Payment", &paid["Id"]).await;
    assert_eq!(seen["LinkedTxn"], json!([{"TxnId": made["Id"], "TxnType": "Deposit"}]));
    let which = json!({"Id": paid["Id"], "SyncToken": seen["SyncToken"], "sparse": true});
    for path in ["payment?operation=delete", "payment?operation=update&include=void", "payment"] {
        let (_, reply) = office.post(path, &which).await;
        assert_eq!(code(&reply), "6540", "{path}");
        assert!(
            error(&reply)["Detail"]
                .as_str()
                .unwrap()
                .starts_with("This transaction has been deposited.")
        );
    }
    let again = office.post("deposit", &deposit(&paid, 1875.0)).await.1;
    assert_eq!(code(&again), "620", "it waits no more");
    let gone = json!({"Id": made["Id"], "SyncToken": made["SyncToken"]});
    assert_eq!(office.post("deposit?operation=delete", &gone).await.0, 200);
    let seen = office.read("Payment", &paid["Id"]).await;
    let which = json!({"Id": paid["Id"], "SyncToken": seen["SyncToken"]});
    assert_eq!(office.post("payment?operation=delete", &which).await.0, 200);
    assert_eq!(office.net("10100").await, "0.00");
    assert_eq!(office.read("Invoice", &invoice["Id"]).await["Balance"], json!(1875.0));
}
