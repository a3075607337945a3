//! The company itself: `CompanyInfo` and `Preferences`, of which there is one each.

use serde_json::{Value, json};

use crate::quickbooks_online::records::{company::Company, entity::Entity};

/// Id of both.
pub(super) const ONLY_ID: &str = "1";

pub(super) fn show(company: &Company, entity: Entity) -> Value {
    let settings = &company.settings;
    let mut shown = if entity == Entity::CompanyInfo {
        json!({
            "CompanyName": company.name,
            "LegalName": company.name,
            "CompanyStartDate": company.start_date,
            "FiscalYearStartMonth": "January",
            "Country": company.country,
            "SupportedLanguages": "en",
        })
    } else {
        json!({
            "AccountingInfoPrefs": {
                "UseAccountNumbers": true,
                "TrackDepartments": false,
                "ClassTrackingPerTxn": false,
                "ClassTrackingPerTxnLine": false,
                "FirstMonthOfFiscalYear": "January",
            },
            "SalesFormsPrefs": {"CustomTxnNumbers": settings.custom_txn_numbers},
            "CurrencyPrefs": {
                "MultiCurrencyEnabled": settings.multi_currency,
                "HomeCurrency": {"value": company.currency},
            },
            "TaxPrefs": {"UsingSalesTax": false},
        })
    };
    if entity == Entity::Preferences
        && let Some(day) = settings.book_close_date
    {
        shown["AccountingInfoPrefs"]["BookCloseDate"] = json!(day);
    }
    shown["domain"] = json!("QBO");
    shown["sparse"] = json!(false);
    shown["Id"] = json!(ONLY_ID);
    shown["SyncToken"] = json!(settings.version.to_string());
    shown["MetaData"] = json!({
        "CreateTime": company.shown_time(company.created),
        "LastUpdatedTime": company.shown_time(settings.updated),
    });
    shown
}
