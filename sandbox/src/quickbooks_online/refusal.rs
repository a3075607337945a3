//! A refusal as QuickBooks Online words it: code, message, detail and the element it is about.
//!
//! Values only; `wire::fault` gives them their JSON and XML form. Texts are those of the wire page;
//! where it names a code without a text, the text is the sandbox's own and says so here.

use serde::{Deserialize, Serialize};

/// What a call gives: its result, or the refusal.
pub(crate) type Answer<T> = Result<T, Refusal>;

/// The `type` of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FaultKind {
    Validation,
    System,
    /// The caller's token.
    Authentication,
    /// What the token may do.
    Authorization,
    /// Limits.
    Service,
}

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) kind: FaultKind,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) detail: String,
    pub(crate) element: String,
}

/// Message of each code that a refused request can have.
const MESSAGES: [(u32, &str); 38] = [
    (120, "Authorization Failure"),
    (500, "Unsupported Operation"),
    (610, "Object Not Found"),
    (620, "TxnID Cannot Be Linked"),
    (800, "Cannot delete object"),
    (1040, "Batch size exceeds allowed limit"),
    (1050, "Invalid Content Type"),
    (2000, "Invalid or unsupported object name"),
    (2010, "Request has invalid or unsupported property"),
    (2020, "Required param missing, need to supply the required value for the API"),
    (2030, "Invalid ID"),
    (2040, "Invalid String"),
    (2050, "Invalid String Length"),
    (2060, "Invalid Date Format"),
    (2070, "Invalid Date"),
    (2080, "Invalid Number Format"),
    (2130, "Invalid Request Id Format"),
    (2170, "Invalid Enumeration"),
    (2190, "Invalid Date Range"),
    (2210, "Invalid Email Address Format"),
    (2220, "Invalid Currency Type"),
    (2230, "Invalid Boolean"),
    (2290, "NegativeAmount"),
    (2500, "Invalid Reference Id"),
    (4000, "Error parsing query"),
    (4001, "Invalid query"),
    (5010, "Stale Object Error"),
    (5030, "Feature Not Supported Error"),
    (6000, "A business validation error has occurred while processing your request"),
    (6010, "Invalid Account.AccountType && Account.SubType"),
    (6070, "Amount calculation incorrect in the request"),
    (6080, "No Name Provided"),
    (6100, "Invalid Line TaxCode in the request"),
    (6140, "Duplicate Document Number Error"),
    (6190, "Invalid Company Status"),
    (6220, "Delete Entity Has Balance"),
    (6240, "Duplicate Name Exists Error"),
    (6430, "Invalid account type used"),
];

/// Message of 6200 and 6210.
const CLOSED: &str = "Account Period Closed, Cannot Update Through Services API";
/// Why a reference cannot be used.
const INACTIVE: &str = "Something you're trying to use has been made inactive. Check the fields \
                        with";

impl Refusal {
    fn new(code: u32, detail: impl Into<String>) -> Self {
        let message = MESSAGES.iter().find(|(it, _)| *it == code).map_or("", |(_, text)| text);
        Self {
            status: 400,
            kind: FaultKind::Validation,
            code: code.to_string(),
            message: message.to_owned(),
            detail: detail.into(),
            element: String::new(),
        }
    }

    /// The same refusal, about one element of the request.
    pub(crate) fn at(mut self, element: impl Into<String>) -> Self {
        self.element = element.into();
        self
    }

    fn titled(mut self, message: &str) -> Self {
        message.clone_into(&mut self.message);
        self
    }
}

/// Detail beyond the code assumed.
pub(crate) fn denied() -> Refusal {
    Refusal::new(120, "Authorization Failure: You do not have access to change this company.")
}

pub(crate) fn unsupported(operation: &str) -> Refusal {
    Refusal::new(500, format!("Operation {operation} is not supported."))
}

/// What QuickBooks Online has and this sandbox does not. The text is the sandbox's own.
pub(crate) fn not_modelled(what: &str) -> Refusal {
    Refusal::new(5030, format!("The sandbox does not model {what}."))
}

pub(crate) fn not_found() -> Refusal {
    let fields = "accounts, customers, items, vendors or employees.";
    Refusal::new(610, format!("Object Not Found : {INACTIVE} {fields}"))
}

pub(crate) fn deleted() -> Refusal {
    Refusal::new(610, "Object Not Found : Another user has deleted this transaction.")
}

pub(crate) fn cannot_link(why: &str) -> Refusal {
    let detail = format!("TxnID Cannot Be Linked : Cannot validate linked transactions: {why}");
    Refusal::new(620, detail)
}

pub(crate) fn has_payments() -> Refusal {
    let why = "Delete or unlink the payments of this transaction first.";
    Refusal::new(800, format!("Cannot delete object : {why}"))
}

pub(crate) fn batch_too_large(limit: usize) -> Refusal {
    Refusal::new(1040, format!("Batch size exceeds allowed limit : The limit is {limit}."))
}

pub(crate) fn wrong_content_type(sent: &str) -> Refusal {
    Refusal::new(1050, format!("Invalid Content Type : {sent}"))
}

pub(crate) fn unknown_object(name: &str) -> Refusal {
    Refusal::new(2000, format!("Invalid or unsupported object name : {name}"))
}

pub(crate) fn unknown_property(name: &str) -> Refusal {
    let detail = format!("Property Name:{name} specified is unsupported or invalid");
    Refusal::new(2010, detail).at(name)
}

pub(crate) fn missing(parameter: &str) -> Refusal {
    let detail = format!("Required parameter {parameter} is missing in the request");
    Refusal::new(2020, detail).at(parameter)
}

pub(crate) fn bad_id(supplied: &str) -> Refusal {
    Refusal::new(2030, format!("Id should be a valid number. Supplied value:{supplied}")).at("Id")
}

pub(crate) fn bad_string(value: &str) -> Refusal {
    Refusal::new(2040, format!("Invalid String : {value}"))
}

pub(crate) fn too_long(max: usize, length: usize) -> Refusal {
    let detail = format!("Min: 0, Max: {max}, Supplied length: {length}");
    Refusal::new(2050, detail)
}

pub(crate) fn bad_date_format(value: &str) -> Refusal {
    Refusal::new(2060, format!("Invalid Date Format : {value}"))
}

pub(crate) fn bad_date(value: &str) -> Refusal {
    Refusal::new(2070, format!("Invalid Date : {value}"))
}

pub(crate) fn bad_number(value: &str) -> Refusal {
    Refusal::new(2080, format!("Invalid Number Format : {value}"))
}

pub(crate) fn bad_request_id(why: &str) -> Refusal {
    Refusal::new(2130, format!("Invalid Request Id Format : {why}"))
}

pub(crate) fn bad_choice(value: &str) -> Refusal {
    Refusal::new(2170, format!("Invalid Enumeration : {value}"))
}

pub(crate) fn bad_range(why: &str) -> Refusal {
    Refusal::new(2190, format!("Invalid Date Range : {why}"))
}

pub(crate) fn bad_email(value: &str) -> Refusal {
    Refusal::new(2210, format!("Invalid Email Address Format : {value}"))
}

pub(crate) fn bad_currency(value: &str) -> Refusal {
    Refusal::new(2220, format!("Invalid Currency Type : {value}"))
}

pub(crate) fn bad_flag(value: &str) -> Refusal {
    Refusal::new(2230, format!("Invalid Boolean : {value}"))
}

pub(crate) fn negative(value: &str) -> Refusal {
    Refusal::new(2290, format!("NegativeAmount : {value}"))
}

/// A reference to nothing.
pub(crate) fn unknown_reference(element: &str) -> Refusal {
    Refusal::new(2500, format!("Invalid Reference Id : {element}")).at(element)
}

/// A reference to something inactive; `fields` as `accounts`.
pub(crate) fn inactive_reference(fields: &str) -> Refusal {
    Refusal::new(2500, format!("Invalid Reference Id : {INACTIVE} {fields}."))
}

pub(crate) fn query_unreadable(detail: &str) -> Refusal {
    Refusal::new(4000, format!("QueryParserError: {detail}"))
}

pub(crate) fn query_refused(detail: &str) -> Refusal {
    Refusal::new(4001, format!("QueryValidationError: {detail}"))
}

pub(crate) fn stale() -> Refusal {
    Refusal::new(
        5010,
        "Stale Object Error : You and root were working on this at the same time. root finished \
         before you did, so your work was not saved.",
    )
}

pub(crate) fn business(why: &str) -> Refusal {
    Refusal::new(6000, format!("Business Validation Error: {why}"))
}

pub(crate) fn no_account_type() -> Refusal {
    let detail = "Either an Account.AccountType or an Account.AccountSubType must be specified";
    Refusal::new(6010, detail)
}

/// `supplied` with commas between thousands.
pub(crate) fn miscalculated(supplied: &str) -> Refusal {
    let detail = format!(
        "Amount calculation incorrect in the request: Amount is not equal to UnitPrice * Qty. \
         Supplied value:{supplied}"
    );
    Refusal::new(6070, detail).at("Line.Amount")
}

pub(crate) fn no_name() -> Refusal {
    Refusal::new(
        6080,
        "Title, GivenName, MiddleName, FamilyName, DisplayName, Suffix - one of these must be \
         non-empty",
    )
}

pub(crate) fn bad_tax_code(value: &str) -> Refusal {
    let detail = format!("Valid Line TaxCodes for US should be TAX or NON. Supplied value:{value}");
    Refusal::new(6100, detail)
}

/// `kind` and `id` name the transaction that has the number.
pub(crate) fn duplicate_number(number: &str, kind: &str, id: u64) -> Refusal {
    let detail = format!(
        "Duplicate Document Number Error : You must specify a different number. This number has \
         already been used. DocNumber={number} is assigned to TxnType={kind} with TxnId={id}"
    );
    Refusal::new(6140, detail)
}

pub(crate) fn company_ended() -> Refusal {
    Refusal::new(
        6190,
        "Subscription period has ended or canceled or there was a billing problem : You can't add \
         data to QuickBooks Online Plus because your trial or subscription period ended.",
    )
}

/// A date in a closed period; with a password set for it, 6210, else 6200.
pub(crate) fn period_closed(has_password: bool) -> Refusal {
    let detail = "The account period has closed and the account books cannot be updated through \
                  the QBO Services API. Please use the QBO website to make these changes.";
    Refusal::new(if has_password { 6210 } else { 6200 }, detail).titled(CLOSED)
}

pub(crate) fn has_balance() -> Refusal {
    Refusal::new(6220, "Delete Entity Has Balance : This name has an open balance.")
}

/// `whose` as `Another customer, vendor or employee`.
pub(crate) fn duplicate_name(whose: &str) -> Refusal {
    let detail = format!(
        "The name supplied already exists. : {whose} is already using this name. \nPlease use a \
         different name."
    );
    Refusal::new(6240, detail)
}

pub(crate) fn wrong_account_type() -> Refusal {
    let detail = "Invalid account type: You need to select a different type of account for this \
                  transaction.";
    Refusal::new(6430, detail)
}

pub(crate) fn deposit_mismatch() -> Refusal {
    let text = "Deposit mismatch";
    let why = "The amount of the line is not the amount of its payment.";
    Refusal::new(6460, format!("{text} : {why}")).titled(text)
}

pub(crate) fn deposited() -> Refusal {
    let detail = "This transaction has been deposited. If you want to change or delete it, you \
                  must edit the deposit it appears on and remove it first.";
    Refusal::new(6540, detail).titled("Deposited Transaction cannot be changed")
}

pub(crate) fn throttled() -> Refusal {
    Refusal {
        status: 429,
        kind: FaultKind::Service,
        code: "3001".to_owned(),
        message: "message=ThrottleExceeded; errorCode=003001; statusCode=429".to_owned(),
        detail: "The request limit was reached.  Try again later".to_owned(),
        element: String::new(),
    }
}

pub(crate) fn not_this_company() -> Refusal {
    Refusal {
        status: 403,
        kind: FaultKind::Authorization,
        code: "3100".to_owned(),
        message: "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"
            .to_owned(),
        detail: String::new(),
        element: String::new(),
    }
}

/// `detail` as `Token expired: eyJ…`.
pub(crate) fn not_signed_in(detail: String) -> Refusal {
    Refusal {
        status: 401,
        kind: FaultKind::Authentication,
        code: "3200".to_owned(),
        message: "message=AuthenticationFailed; errorCode=003200; statusCode=401".to_owned(),
        detail,
        element: String::new(),
    }
}

pub(crate) fn system_failure(detail: &str) -> Refusal {
    Refusal {
        status: 500,
        kind: FaultKind::System,
        code: "10000".to_owned(),
        message: "An application error has occurred while processing your request".to_owned(),
        detail: format!("System Failure Error: {detail}"),
        element: String::new(),
    }
}
