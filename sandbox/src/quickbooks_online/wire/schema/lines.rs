//! Properties of lines.

use super::{Kind, Property};
use crate::quickbooks_online::records::entity::Entity;

const SALES_ITEM: [Property; 12] = [
    Property::new("ItemRef", Kind::Ref(Entity::Item)),
    Property::new("Qty", Kind::Money),
    Property::new("UnitPrice", Kind::Money),
    Property::new("TaxCodeRef", Kind::Code),
    Property::new("ServiceDate", Kind::Date),
    // Works for reimbursed charges only, which do not exist here.
    Property::computed("ItemAccountRef", &Kind::Code),
    Property::elsewhere("ClassRef"),
    Property::elsewhere("DiscountAmt"),
    Property::elsewhere("DiscountRate"),
    Property::elsewhere("MarkupInfo"),
    Property::elsewhere("TaxInclusiveAmt"),
    Property::elsewhere("TaxClassificationRef"),
];

pub(super) const INVOICE_LINE: [Property; 13] = [
    Property::computed("Id", &Kind::Text(20)),
    Property::computed("LineNum", &Kind::Money),
    Property::text("Description", 4000),
    Property::new("Amount", Kind::Money),
    Property::text("DetailType", 50),
    Property::new("SalesItemLineDetail", Kind::Object(&SALES_ITEM)),
    Property::computed("SubTotalLineDetail", &Kind::Object(&[])),
    Property::computed("DescriptionLineDetail", &Kind::Object(&[])),
    Property::elsewhere("DiscountLineDetail"),
    Property::elsewhere("GroupLineDetail"),
    Property::elsewhere("LinkedTxn"),
    Property::elsewhere("CustomField"),
    Property::elsewhere("CustomExtensions"),
];

const ACCOUNT_EXPENSE: [Property; 7] = [
    Property::new("AccountRef", Kind::Ref(Entity::Account)),
    Property::new("TaxCodeRef", Kind::Code),
    Property::new("BillableStatus", Kind::Elsewhere(&["NotBillable"])),
    Property::elsewhere("CustomerRef"),
    Property::elsewhere("ClassRef"),
    Property::elsewhere("TaxAmount"),
    Property::elsewhere("MarkupInfo"),
];

pub(super) const BILL_LINE: [Property; 9] = [
    Property::computed("Id", &Kind::Text(20)),
    Property::computed("LineNum", &Kind::Money),
    Property::text("Description", 4000),
    Property::new("Amount", Kind::Money),
    Property::text("DetailType", 50),
    Property::new("AccountBasedExpenseLineDetail", Kind::Object(&ACCOUNT_EXPENSE)),
    Property::elsewhere("ItemBasedExpenseLineDetail"),
    Property::elsewhere("LinkedTxn"),
    Property::elsewhere("CustomExtensions"),
];

const LINKED: [Property; 3] =
    [Property::text("TxnId", 50), Property::text("TxnType", 50), Property::text("TxnLineId", 50)];

pub(super) const PAYMENT_LINE: [Property; 5] = [
    Property::computed("Id", &Kind::Text(20)),
    Property::computed("LineNum", &Kind::Money),
    Property::new("Amount", Kind::Money),
    Property::new("LinkedTxn", Kind::List(&LINKED)),
    Property::computed("LineEx", &Kind::Object(&[])),
];

const DEPOSIT_DETAIL: [Property; 6] = [
    Property::new("AccountRef", Kind::Ref(Entity::Account)),
    Property::text("CheckNum", 21),
    Property::elsewhere("Entity"),
    Property::elsewhere("PaymentMethodRef"),
    Property::elsewhere("ClassRef"),
    Property::elsewhere("TaxCodeRef"),
];

pub(super) const DEPOSIT_LINE: [Property; 7] = [
    Property::computed("Id", &Kind::Text(20)),
    Property::computed("LineNum", &Kind::Money),
    Property::text("Description", 4000),
    Property::new("Amount", Kind::Money),
    Property::text("DetailType", 50),
    Property::new("LinkedTxn", Kind::List(&LINKED)),
    Property::new("DepositLineDetail", Kind::Object(&DEPOSIT_DETAIL)),
];
