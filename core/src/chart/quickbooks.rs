//! QuickBooks: the type and sub type of an account, read into a class (R12). QuickBooks Online calls the
//! sub type `AccountSubType`; Desktop has its `SpecialAccountType` in its place.
//!
//! Not a judgement of the account: that is [`crate::account::judge`].

use crate::wire::Class;

/// Money on its way to the bank, in either product.
const CLEARING: &str = "UndepositedFunds";

/// The class of an account, and whether deposits pass through it. An unknown type is unclassified:
/// Intuit adds types, and none of them may be taken for another.
#[must_use]
pub fn classify_quickbooks(account_type: &str, sub_type: &str) -> (Class, bool) {
    let class = match plain(account_type).as_str() {
        "bank" => Class::Bank,
        "accountsreceivable" => Class::AccountsReceivable,
        "othercurrentasset" => Class::OtherCurrentAsset,
        "fixedasset" => Class::FixedAsset,
        "otherasset" => Class::OtherAsset,
        "accountspayable" => Class::AccountsPayable,
        "creditcard" => Class::CreditCard,
        "othercurrentliability" => Class::OtherCurrentLiability,
        "longtermliability" => Class::LongTermLiability,
        "equity" => Class::Equity,
        "income" => Class::Income,
        "otherincome" => Class::OtherIncome,
        "costofgoodssold" => Class::CostOfGoodsSold,
        "expense" => Class::Expense,
        "otherexpense" => Class::OtherExpense,
        "nonposting" => Class::NonPosting,
        _ => Class::Unclassified,
    };
    let clearing = class == Class::OtherCurrentAsset && sub_type.eq_ignore_ascii_case(CLEARING);
    (class, clearing)
}

/// `Other Current Asset`, `OtherCurrentAsset` and `Non-Posting` alike.
fn plain(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r12_every_type_of_quickbooks_has_its_class() {
        for (account_type, class) in [
            ("Bank", Class::Bank),
            ("Accounts Receivable", Class::AccountsReceivable),
            ("Other Current Asset", Class::OtherCurrentAsset),
            ("Fixed Asset", Class::FixedAsset),
            ("Other Asset", Class::OtherAsset),
            ("Accounts Payable", Class::AccountsPayable),
            ("Credit Card", Class::CreditCard),
            ("Other Current Liability", Class::OtherCurrentLiability),
            ("Long Term Liability", Class::LongTermLiability),
            ("Equity", Class::Equity),
            ("Income", Class::Income),
            ("Other Income", Class::OtherIncome),
            ("Cost of Goods Sold", Class::CostOfGoodsSold),
            ("CostOfGoodsSold", Class::CostOfGoodsSold),
            ("Expense", Class::Expense),
            ("Other Expense", Class::OtherExpense),
            ("Non-Posting", Class::NonPosting),
            ("Something New", Class::Unclassified),
            ("", Class::Unclassified),
        ] {
            assert_eq!(classify_quickbooks(account_type, ""), (class, false), "{account_type}");
        }
    }

    #[test]
    fn r12_undeposited_funds_alone_clear() {
        let asset = "Other Current Asset";
        assert_eq!(
            classify_quickbooks(asset, "UndepositedFunds"),
            (Class::OtherCurrentAsset, true)
        );
        assert!(!classify_quickbooks(asset, "PrepaidExpenses").1);
        assert!(!classify_quickbooks("Bank", "UndepositedFunds").1, "a bank never clears");
    }
}
