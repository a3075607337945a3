//! An invoice or a bill as the source formed it.
//!
//! Not a posting: accounts stand in the preview. Line amounts are authoritative (R20).

use super::names::names;
use super::object::object;
use super::{Amount, Date, Quantity, currency, id};

names! {
    /// Which way the money is owed.
    "a kind of document" enum Kind {
        /// The customer owes us.
        Invoice = "invoice",
        /// We owe a driver, owner-operator, carrier or vendor.
        Bill = "bill",
    }
}

names! {
    /// What the document was formed from.
    "an origin" enum Origin {
        /// One load's invoice.
        Load = "load",
        /// An invoice of batch invoicing.
        BatchInvoicing = "batch_invoicing",
        /// One invoice over several loads.
        SummaryInvoice = "summary_invoice",
        /// One trip's bill.
        Trip = "trip",
        /// A driver's paystub.
        PayDrivers = "pay_drivers",
        /// A carrier settlement.
        CarrierSettlement = "carrier_settlement",
        /// A driver settlement.
        DriverSettlement = "driver_settlement",
        /// The fuel card company's bill.
        CompanyFuel = "company_fuel",
        /// The toll company's bill.
        CompanyTolls = "company_tolls",
    }
}

names! {
    /// Who stands on the other side.
    "a kind of party" enum PartyKind {
        /// A customer.
        Customer = "customer",
        /// A driver.
        Driver = "driver",
        /// An owner-operator.
        OwnerOperator = "owner_operator",
        /// A carrier.
        Carrier = "carrier",
        /// Any other vendor.
        Vendor = "vendor",
    }
}

names! {
    /// How a driver is taxed.
    "a tax form" enum TaxForm {
        /// An employee.
        W2 = "w2",
        /// A contractor.
        Form1099 = "1099",
    }
}

names! {
    /// What a line is about.
    "a line category" enum Category {
        /// A customer rate.
        Load = "load",
        /// A driver's or a carrier's rate.
        Trip = "trip",
        /// An accessorial.
        Accessorial = "accessorial",
        /// An e-check, or its fee.
        ECheck = "e_check",
        /// A deduction from a driver's pay.
        Deduction = "deduction",
        /// Fuel.
        Fuel = "fuel",
        /// A toll.
        Toll = "toll",
        /// Money held for a driver.
        Escrow = "escrow",
        /// Deprecated: belongs on no document (R7).
        Tax = "tax",
    }
}

names! {
    /// Which part of an e-check a line is.
    "a part of an e-check" enum Part {
        /// The money paid out.
        Amount = "amount",
        /// The fee, which is income (R24).
        Fee = "fee",
    }
}

object! {
    /// One invoice or bill.
    struct Document {
        /// The source's id.
        pub id: String as id::Plain,
        /// Invoice or bill.
        pub kind: Kind,
        /// What it was formed from.
        pub origin: Origin,
        /// The number people know it by; the id when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number: Option<String> = None,
        /// Three capital letters (ISO 4217).
        pub currency: String as currency::Plain,
        /// The document's date.
        pub date: Date,
        /// When it is due.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub due: Option<Date> = None,
        /// The other side.
        pub party: Party,
        /// Where the source routed it (R25).
        pub subsidiary: String as id::Plain,
        /// A purchase order, a statement, a load.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String> = None,
        /// Loads it is about.
        pub loads: Vec<String> = Vec::new(),
        /// Trips it is about.
        pub trips: Vec<String> = Vec::new(),
        /// The stated total, checked against the lines (R20).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub total: Option<Amount> = None,
        /// The lines.
        pub lines: Vec<Line>,
    }
}

impl Document {
    /// The number people know it by.
    #[must_use]
    pub fn number(&self) -> &str {
        self.number.as_deref().unwrap_or(&self.id)
    }
}

object! {
    /// A customer, driver, owner-operator, carrier or vendor.
    struct Party {
        /// The source's id.
        pub id: String as id::Plain,
        /// The name.
        pub name: String,
        /// What they are to us.
        pub kind: PartyKind,
        /// How a driver is taxed.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tax: Option<TaxForm> = None,
    }
}

object! {
    /// One line.
    struct Line {
        /// Unique in the document.
        pub id: String as id::Plain,
        /// What it is about.
        pub category: Category,
        /// The catalogue item; a toll has none.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub item: Option<String> as id::Item = None,
        /// Which part of an e-check.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub part: Option<Part> = None,
        /// A fee's e-check line (R24).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub of: Option<String> = None,
        /// What people read.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String> = None,
        /// Units.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quantity: Option<Quantity> = None,
        /// Money per unit.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub rate: Option<Quantity> = None,
        /// The line's money; may be left out where quantity and rate, or an e-check's fee rule, give it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<Amount> = None,
    }
}
