//! Properties of invoices, bills, payments and deposits.

use super::{
    ADDRESS, EMAIL, Kind, MEMO, Property,
    lines::{BILL_LINE, DEPOSIT_LINE, INVOICE_LINE, PAYMENT_LINE},
};
use crate::quickbooks_online::records::entity::Entity;

const EMAIL_STATUS: [&str; 3] = ["NotSet", "NeedToSend", "EmailSent"];
const PRINT_STATUS: [&str; 3] = ["NotSet", "NeedToPrint", "PrintComplete"];

pub(super) const INVOICE: [Property; 40] = [
    Property::new("CustomerRef", Kind::Ref(Entity::Customer)).queryable(),
    Property::text("DocNumber", 21).queryable(),
    Property::new("TxnDate", Kind::Date).queryable(),
    Property::new("DueDate", Kind::Date).queryable(),
    Property::text("PrivateNote", 4000),
    Property::new("CustomerMemo", Kind::Object(&MEMO)),
    Property::new("BillEmail", Kind::Object(&EMAIL)),
    Property::new("EmailStatus", Kind::Choice(&EMAIL_STATUS)),
    Property::new("PrintStatus", Kind::Choice(&PRINT_STATUS)),
    Property::new("BillAddr", Kind::Object(&ADDRESS)),
    Property::new("ShipAddr", Kind::Object(&ADDRESS)),
    Property::new("Line", Kind::List(&INVOICE_LINE)),
    Property::new("CurrencyRef", Kind::Currency),
    Property::computed("TotalAmt", &Kind::Money).queryable(),
    Property::computed("Balance", &Kind::Money).queryable(),
    Property::computed("HomeBalance", &Kind::Money),
    Property::computed("HomeTotalAmt", &Kind::Money),
    Property::computed("LinkedTxn", &Kind::List(&[])),
    Property::computed("InvoiceLink", &Kind::Text(0)),
    Property::computed("ARAccountRef", &Kind::Code),
    Property::new("ExchangeRate", Kind::Elsewhere(&["1"])),
    Property::new("GlobalTaxCalculation", Kind::Elsewhere(&["TaxExcluded", "NotApplicable"])),
    Property::elsewhere("ApplyTaxAfterDiscount"),
    Property::elsewhere("TxnTaxDetail"),
    Property::elsewhere("Deposit"),
    Property::elsewhere("DepositToAccountRef"),
    Property::elsewhere("SalesTermRef"),
    Property::elsewhere("ClassRef"),
    Property::elsewhere("DepartmentRef"),
    Property::elsewhere("CustomField"),
    Property::elsewhere("BillEmailCc"),
    Property::elsewhere("BillEmailBcc"),
    Property::elsewhere("ShipDate"),
    Property::elsewhere("ShipMethodRef"),
    Property::elsewhere("TrackingNum"),
    Property::elsewhere("AllowIPNPayment"),
    Property::elsewhere("AllowOnlinePayment"),
    Property::elsewhere("AllowOnlineCreditCardPayment"),
    Property::elsewhere("AllowOnlineACHPayment"),
    Property::elsewhere("DeliveryInfo"),
];

pub(super) const BILL: [Property; 18] = [
    Property::new("VendorRef", Kind::Ref(Entity::Vendor)).queryable(),
    Property::text("DocNumber", 21).queryable(),
    Property::new("TxnDate", Kind::Date).queryable(),
    Property::new("DueDate", Kind::Date).queryable(),
    Property::text("PrivateNote", 4000),
    Property::new("APAccountRef", Kind::Ref(Entity::Account)).queryable(),
    Property::new("Line", Kind::List(&BILL_LINE)),
    Property::new("CurrencyRef", Kind::Currency),
    Property::computed("TotalAmt", &Kind::Money).queryable(),
    Property::computed("Balance", &Kind::Money).queryable(),
    Property::computed("HomeBalance", &Kind::Money),
    Property::computed("LinkedTxn", &Kind::List(&[])),
    Property::new("ExchangeRate", Kind::Elsewhere(&["1"])),
    Property::new("GlobalTaxCalculation", Kind::Elsewhere(&["TaxExcluded", "NotApplicable"])),
    Property::elsewhere("TxnTaxDetail"),
    Property::elsewhere("SalesTermRef"),
    Property::elsewhere("DepartmentRef"),
    Property::elsewhere("VendorAddr"),
];

pub(super) const PAYMENT: [Property; 17] = [
    Property::new("CustomerRef", Kind::Ref(Entity::Customer)).queryable(),
    Property::new("TotalAmt", Kind::Money).queryable(),
    Property::new("TxnDate", Kind::Date).queryable(),
    Property::text("PaymentRefNum", 21).queryable(),
    Property::text("PrivateNote", 4000),
    Property::new("DepositToAccountRef", Kind::Ref(Entity::Account)),
    Property::new("Line", Kind::List(&PAYMENT_LINE)),
    Property::new("CurrencyRef", Kind::Currency),
    Property::computed("UnappliedAmt", &Kind::Money),
    Property::computed("LinkedTxn", &Kind::List(&[])),
    Property::computed("ARAccountRef", &Kind::Code),
    Property::new("ExchangeRate", Kind::Elsewhere(&["1"])),
    Property::elsewhere("ProcessPayment"),
    Property::elsewhere("PaymentMethodRef"),
    Property::elsewhere("CreditCardPayment"),
    Property::elsewhere("ProjectRef"),
    Property::elsewhere("TxnSource"),
];

const CHECK: [Property; 2] = [
    Property::new("BankAccountRef", Kind::Ref(Entity::Account)),
    Property::new("PrintStatus", Kind::Choice(&PRINT_STATUS)),
];
const CREDIT_CARD: [Property; 1] = [Property::new("CCAccountRef", Kind::Ref(Entity::Account))];

pub(super) const BILL_PAYMENT: [Property; 14] = [
    Property::new("VendorRef", Kind::Ref(Entity::Vendor)).queryable(),
    Property::new("TotalAmt", Kind::Money).queryable(),
    Property::new("TxnDate", Kind::Date).queryable(),
    Property::text("DocNumber", 21).queryable(),
    Property::text("PrivateNote", 4000),
    Property::text("PayType", 20),
    Property::new("CheckPayment", Kind::Object(&CHECK)),
    Property::new("CreditCardPayment", Kind::Object(&CREDIT_CARD)),
    Property::new("APAccountRef", Kind::Ref(Entity::Account)),
    Property::new("Line", Kind::List(&PAYMENT_LINE)),
    Property::new("CurrencyRef", Kind::Currency),
    Property::new("ExchangeRate", Kind::Elsewhere(&["1"])),
    Property::elsewhere("ProcessBillPayment"),
    Property::elsewhere("DepartmentRef"),
];

pub(super) const DEPOSIT: [Property; 12] = [
    Property::new("DepositToAccountRef", Kind::Ref(Entity::Account)).queryable(),
    Property::new("TxnDate", Kind::Date).queryable(),
    Property::text("DocNumber", 21).queryable(),
    Property::text("PrivateNote", 4000),
    Property::new("Line", Kind::List(&DEPOSIT_LINE)),
    Property::new("CurrencyRef", Kind::Currency),
    Property::computed("TotalAmt", &Kind::Money).queryable(),
    Property::new("ExchangeRate", Kind::Elsewhere(&["1"])),
    Property::elsewhere("CashBack"),
    Property::elsewhere("DepartmentRef"),
    Property::elsewhere("TxnTaxDetail"),
    Property::elsewhere("GlobalTaxCalculation"),
];
