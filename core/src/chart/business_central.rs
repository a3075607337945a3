//! Business Central: `category` and `subCategory` of a G/L account, read into a class (R12).
//!
//! Not a judgement of the account: that is [`crate::account::judge`].

use crate::wire::Class;

/// Words of a subcategory of assets that last for years.
const FIXED: &[&str] = &[
    "equipment",
    "accumulated depreciation",
    "fixed asset",
    "tangible asset",
    "property",
    "building",
    "land",
    "vehicle",
    "machinery",
    "furniture",
    "leasehold",
];

/// The class of an account, from `category` and `subCategory` as the API gives them; spaces may
/// stand as `_x0020_`. Unknown and blank categories are unclassified.
#[must_use]
pub fn classify_business_central(category: &str, sub_category: &str) -> Class {
    let category = plain(category);
    let sub_category = plain(sub_category);
    match category.as_str() {
        "income" => Class::Income,
        "cost of goods sold" => Class::CostOfGoodsSold,
        "expense" => Class::Expense,
        "equity" => Class::Equity,
        "assets" => asset(&sub_category),
        "liabilities" => liability(&sub_category),
        _ => Class::Unclassified,
    }
}

fn asset(sub_category: &str) -> Class {
    if sub_category == "cash"
        || sub_category.starts_with("cash ")
        || sub_category.ends_with(" cash")
    {
        Class::Bank
    } else if sub_category.contains("accounts receivable") {
        Class::AccountsReceivable
    } else if FIXED.iter().any(|name| sub_category.contains(name)) {
        Class::FixedAsset
    } else {
        Class::OtherCurrentAsset
    }
}

fn liability(sub_category: &str) -> Class {
    if sub_category.contains("payable") && !sub_category.contains("payroll") {
        Class::AccountsPayable
    } else if sub_category.contains("long term") || sub_category.contains("long-term") {
        Class::LongTermLiability
    } else {
        Class::OtherCurrentLiability
    }
}

fn plain(text: &str) -> String {
    text.replace("_x0020_", " ").trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_of_business_central_has_its_class() {
        for (category, sub_category, class) in [
            ("Income", "Income, Services", Class::Income),
            ("Cost of Goods Sold", "", Class::CostOfGoodsSold),
            ("Cost_x0020_of_x0020_Goods_x0020_Sold", "", Class::CostOfGoodsSold),
            ("Expense", "Payroll Expense", Class::Expense),
            ("Equity", "Common Stock", Class::Equity),
            ("_x0020_", "", Class::Unclassified),
            (" ", "Cash", Class::Unclassified),
            ("", "", Class::Unclassified),
            ("Assets", "Cash", Class::Bank),
            ("Assets", "Accounts Receivable", Class::AccountsReceivable),
            ("Assets", "Equipment", Class::FixedAsset),
            ("Assets", "Accumulated Depreciation", Class::FixedAsset),
            ("Assets", "Prepaid Expenses", Class::OtherCurrentAsset),
            ("Assets", "", Class::OtherCurrentAsset),
            ("Liabilities", "Accounts Payable", Class::AccountsPayable),
            ("Liabilities", "Payroll Payable", Class::OtherCurrentLiability),
            ("Liabilities", "Payroll Liabilities", Class::OtherCurrentLiability),
            ("Liabilities", "Long Term Liabilities", Class::LongTermLiability),
            ("Liabilities", "Current Liabilities", Class::OtherCurrentLiability),
        ] {
            assert_eq!(
                classify_business_central(category, sub_category),
                class,
                "{category} / {sub_category}"
            );
        }
    }
}
