//! Account types with their classification and sub types, the default sub type first.

/// A type of account.
#[derive(Debug)]
pub(crate) struct AccountType {
    pub(crate) name: &'static str,
    pub(crate) classification: &'static str,
    /// With blanks between; the first one is used when none is given.
    sub_types: &'static str,
}

impl AccountType {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ACCOUNT_TYPES.iter().find(|it| it.name == name)
    }

    /// The type that has a sub type; of two, the one written first.
    pub(crate) fn of_sub_type(sub_type: &str) -> Option<&'static Self> {
        ACCOUNT_TYPES.iter().find(|it| it.has(sub_type))
    }

    pub(crate) fn has(&self, sub_type: &str) -> bool {
        self.sub_types.split(' ').any(|it| it == sub_type)
    }

    pub(crate) fn default_sub_type(&self) -> &'static str {
        self.sub_types.split(' ').next().unwrap_or_default()
    }
}

/// Every type of account.
static ACCOUNT_TYPES: [AccountType; 15] = [
    AccountType {
        name: "Bank",
        classification: "Asset",
        sub_types: "CashOnHand Checking MoneyMarket RentsHeldInTrust Savings TrustAccounts \
                    CashAndCashEquivalents OtherEarMarkedBankAccounts",
    },
    AccountType {
        name: "Other Current Asset",
        classification: "Asset",
        sub_types: "EmployeeCashAdvances AllowanceForBadDebts DevelopmentCosts \
                    OtherCurrentAssets Inventory Investment_MortgageRealEstateLoans \
                    Investment_Other Investment_TaxExemptSecurities \
                    Investment_USGovernmentObligations LoansToOfficers LoansToOthers \
                    LoansToStockholders PrepaidExpenses Retainage UndepositedFunds \
                    AssetsAvailableForSale BalWithGovtAuthorities CalledUpShareCapitalNotPaid \
                    ExpenditureAuthorisationsAndLettersOfCredit GlobalTaxDeferred \
                    GlobalTaxRefund InternalTransfers OtherConsumables ProvisionsCurrentAssets \
                    ShortTermInvestmentsInRelatedParties \
                    ShortTermLoansAndAdvancesToRelatedParties TradeAndOtherReceivables",
    },
    AccountType {
        name: "Fixed Asset",
        classification: "Asset",
        sub_types: "FurnitureAndFixtures AccumulatedDepletion AccumulatedDepreciation \
                    DepletableAssets FixedAssetComputers FixedAssetCopiers FixedAssetFurniture \
                    FixedAssetPhone FixedAssetPhotoVideo FixedAssetSoftware \
                    FixedAssetOtherToolsEquipment Land LeaseholdImprovements OtherFixedAssets \
                    AccumulatedAmortization Buildings IntangibleAssets MachineryAndEquipment \
                    Vehicles AssetsInCourseOfConstruction CapitalWip \
                    CumulativeDepreciationOnIntangibleAssets IntangibleAssetsUnderDevelopment \
                    LandAsset NonCurrentAssets ParticipatingInterests ProvisionsFixedAssets",
    },
    AccountType {
        name: "Other Asset",
        classification: "Asset",
        sub_types: "Licenses LeaseBuyout OtherLongTermAssets SecurityDeposits \
                    AccumulatedAmortizationOfOtherAssets Goodwill OrganizationalCosts \
                    AssetsHeldForSale AvailableForSaleFinancialAssets DeferredTax Investments \
                    LongTermInvestments LongTermLoansAndAdvancesToRelatedParties \
                    OtherIntangibleAssets OtherLongTermInvestments OtherLongTermLoansAndAdvances \
                    PrepaymentsAndAccruedIncome ProvisionsNonCurrentAssets",
    },
    AccountType {
        name: "Accounts Receivable",
        classification: "Asset",
        sub_types: "AccountsReceivable",
    },
    AccountType {
        name: "Equity",
        classification: "Equity",
        sub_types: "OpeningBalanceEquity PartnersEquity RetainedEarnings AccumulatedAdjustment \
                    OwnersEquity PaidInCapitalOrSurplus PartnerContributions \
                    PartnerDistributions PreferredStock CommonStock TreasuryStock EstimatedTaxes \
                    Healthcare PersonalIncome PersonalExpense \
                    AccumulatedOtherComprehensiveIncome CalledUpShareCapital CapitalReserves \
                    DividendDisbursed EquityInEarningsOfSubsiduaries InvestmentGrants \
                    MoneyReceivedAgainstShareWarrants OtherFreeReserves \
                    ShareApplicationMoneyPendingAllotment ShareCapital Funds",
    },
    AccountType {
        name: "Expense",
        classification: "Expense",
        sub_types: "Travel AdvertisingPromotional BadDebts BankCharges CharitableContributions \
                    CommissionsAndFees Entertainment EntertainmentMeals EquipmentRental \
                    FinanceCosts GlobalTaxExpense Insurance InterestPaid LegalProfessionalFees \
                    OfficeExpenses OfficeGeneralAdministrativeExpenses OtherBusinessExpenses \
                    OtherMiscellaneousServiceCost PromotionalMeals RentOrLeaseOfBuildings \
                    RepairMaintenance ShippingFreightDelivery SuppliesMaterials TravelMeals \
                    Utilities Auto CostOfLabor DuesSubscriptions PayrollExpenses TaxesPaid \
                    UnappliedCashBillPaymentExpense AmortizationExpense \
                    AppropriationsToDepreciation BorrowingCost DistributionCosts \
                    ExternalServices ExtraordinaryCharges IncomeTaxExpense \
                    LossOnDiscontinuedOperationsNetOfTax ManagementCompensation \
                    OtherCurrentOperatingCharges OtherExternalServices OtherRentalCosts \
                    OtherSellingExpenses ProjectStudiesSurveysAssessments PurchasesRebates \
                    ShippingAndDeliveryExpense StaffCosts Sundry \
                    TravelExpensesGeneralAndAdminExpenses TravelExpensesSellingExpense",
    },
    AccountType {
        name: "Other Expense",
        classification: "Expense",
        sub_types: "Depreciation ExchangeGainOrLoss OtherMiscellaneousExpense \
                    PenaltiesSettlements Amortization GasAndFuel HomeOffice \
                    HomeOwnerRentalInsurance OtherHomeOfficeExpenses MortgageInterest \
                    RentAndLease RepairsAndMaintenance ParkingAndTolls Vehicle VehicleInsurance \
                    VehicleLease VehicleLoanInterest VehicleLoan VehicleRegistration \
                    VehicleRepairs OtherVehicleExpenses Utilities WashAndRoadServices \
                    DeferredTaxExpense Depletion ExceptionalItems ExtraordinaryItems \
                    IncomeTaxOtherExpense MatCredit PriorPeriodItems TaxRoundoffGainOrLoss",
    },
    AccountType {
        name: "Cost of Goods Sold",
        classification: "Expense",
        sub_types: "CostOfLaborCos EquipmentRentalCos OtherCostsOfServiceCos \
                    ShippingFreightDeliveryCos SuppliesMaterialsCogs CostOfSales \
                    FreightAndDeliveryCost",
    },
    AccountType {
        name: "Accounts Payable",
        classification: "Liability",
        sub_types: "AccountsPayable OutstandingDuesMicroSmallEnterprise \
                    OutstandingDuesOtherThanMicroSmallEnterprise",
    },
    AccountType { name: "Credit Card", classification: "Liability", sub_types: "CreditCard" },
    AccountType {
        name: "Long Term Liability",
        classification: "Liability",
        sub_types: "NotesPayable OtherLongTermLiabilities ShareholderNotesPayable \
                    AccrualsAndDeferredIncome AccruedLongLermLiabilities AccruedVacationPayable \
                    BankLoans DebtsRelatedToParticipatingInterests DeferredTaxLiabilities \
                    GovernmentAndOtherPublicAuthorities GroupAndAssociates \
                    LiabilitiesRelatedToAssetsHeldForSale LongTermBorrowings LongTermDebit \
                    LongTermEmployeeBenefitObligations ObligationsUnderFinanceLeases \
                    OtherLongTermProvisions ProvisionForLiabilities \
                    ProvisionsNonCurrentLiabilities StaffAndRelatedLongTermLiabilityAccounts",
    },
    AccountType {
        name: "Other Current Liability",
        classification: "Liability",
        sub_types: "OtherCurrentLiabilities DirectDepositPayable LineOfCredit LoanPayable \
                    GlobalTaxPayable GlobalTaxSuspense PayrollClearing PayrollTaxPayable \
                    PrepaidExpensesPayable RentsInTrustLiability TrustAccountsLiabilities \
                    FederalIncomeTaxPayable InsurancePayable SalesTaxPayable \
                    StateLocalIncomeTaxPayable AccruedLiabilities CurrentLiabilities \
                    CurrentPortionEmployeeBenefitsObligations \
                    CurrentPortionOfObligationsUnderFinanceLeases CurrentTaxLiability \
                    DividendsPayable DutiesAndTaxes InterestPayables \
                    ProvisionForWarrantyObligations ProvisionsCurrentLiabilities \
                    ShortTermBorrowings SocialSecurityAgencies StaffAndRelatedLiabilityAccounts \
                    SundryDebtorsAndCreditors TradeAndOtherPayables",
    },
    AccountType {
        name: "Income",
        classification: "Revenue",
        sub_types: "OtherPrimaryIncome NonProfitIncome SalesOfProductIncome ServiceFeeIncome \
                    DiscountsRefundsGiven UnappliedCashPaymentIncome CashReceiptIncome \
                    OperatingGrants OtherCurrentOperatingIncome OwnWorkCapitalized \
                    RevenueGeneral SalesRetail SalesWholesale SavingsByTaxScheme",
    },
    AccountType {
        name: "Other Income",
        classification: "Revenue",
        sub_types: "OtherInvestmentIncome DividendIncome InterestEarned OtherMiscellaneousIncome \
                    TaxExemptInterest GainLossOnSaleOfFixedAssets GainLossOnSaleOfInvestments \
                    LossOnDisposalOfAssets OtherOperatingIncome \
                    UnrealisedLossOnSecuritiesNetOfTax",
    },
];
