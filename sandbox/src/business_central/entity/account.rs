//! Accounts of the chart on the wire.

use super::super::{
    account::Account,
    enums::{ACCOUNT_CATEGORY, ACCOUNT_TYPE},
    field::Field,
    schema::{EntityType, Kind, absent, read},
};

pub(crate) const ACCOUNT: EntityType = EntityType {
    name: "account",
    set: "accounts",
    properties: &[
        read("id", Kind::Guid),
        read("number", Kind::Text(20)),
        read("displayName", Kind::Text(100)),
        read("category", Kind::Enum(&ACCOUNT_CATEGORY)),
        read("subCategory", Kind::Text(80)),
        read("blocked", Kind::Boolean),
        read("accountType", Kind::Enum(&ACCOUNT_TYPE)),
        read("directPosting", Kind::Boolean),
        read("netChange", Kind::Decimal),
        read("consolidationTranslationMethod", Kind::Text(0)),
        read("consolidationDebitAccount", Kind::Text(20)),
        read("consolidationCreditAccount", Kind::Text(20)),
        read("excludeFromConsolidation", Kind::Boolean),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[absent("trialBalance")],
    writable: false,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(account: &'a Account, property: &str) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(account.id),
        "number" => Field::text(&account.number),
        "displayName" => Field::text(&account.display_name),
        "category" => Field::Member(account.category.caption()),
        "subCategory" => Field::text(&account.sub_category),
        "blocked" => Field::Boolean(account.blocked),
        "accountType" => Field::Member(account.account_type.caption()),
        "directPosting" => Field::Boolean(account.direct_posting),
        "netChange" => Field::Decimal(account.net_change),
        "consolidationTranslationMethod" => Field::text("Average Rate (Manual)"),
        "lastModifiedDateTime" => Field::Moment(Some(account.modified)),
        _ => return None,
    })
}
