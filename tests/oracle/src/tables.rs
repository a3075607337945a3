//! The tables of the rulebook as text: chains (R1), what may stand where (R12), what is required (R10).

/// category, part, document, side, then the slots from the item's own to the last resort.
const CHAINS: &str = "
    load         -       invoice  revenue    load.items.X                  load.default                  defaults.revenue
    accessorial  -       invoice  revenue    accessorials.items.X.revenue  accessorials.default.revenue  defaults.revenue
    accessorial  -       bill     expense    accessorials.items.X.expense  accessorials.default.expense  defaults.expense
    trip         -       bill     expense    trip.items.X                  trip.default                  defaults.expense
    e_check      amount  bill     expense    e_checks.items.X.expense      e_checks.default.expense      defaults.expense
    e_check      fee     bill     revenue    e_checks.items.X.revenue      e_checks.default.revenue      defaults.revenue
    deduction    -       bill     expense    deductions.items.X            deductions.default            defaults.expense
    fuel         -       bill     expense    fuel.items.X                  fuel.default                  defaults.expense
    toll         -       bill     expense    -                             tolls.default                 defaults.expense
    escrow       -       bill     liability  escrow.items.X                escrow.default                defaults.liability";

/// The beginning of a slot's name (and its end, after *), then the classes that may stand there, then
/// after a bar those that may with a warning. The first row that fits counts; `bc:` stands for Business
/// Central alone.
const PERMITS: &str = "
    bc:defaults.accounts_receivable     accounts_receivable | other_current_asset other_asset
    bc:defaults.accounts_payable        accounts_payable | other_current_liability
    defaults.accounts_receivable        accounts_receivable |
    defaults.accounts_payable           accounts_payable |
    defaults.revenue                    income other_income | unclassified
    defaults.expense                    cost_of_goods_sold expense other_expense | unclassified
    defaults.liability                  other_current_liability long_term_liability | unclassified
    escrow                              other_current_liability long_term_liability | unclassified
    load                                income other_income | unclassified
    accessorials*revenue                income other_income | unclassified
    e_checks*revenue                    income other_income | unclassified
    trip                                cost_of_goods_sold expense other_expense | unclassified
    accessorials*expense                cost_of_goods_sold expense other_expense | unclassified
    fuel                                cost_of_goods_sold expense other_expense | unclassified other_current_asset other_current_liability
    tolls                               cost_of_goods_sold expense other_expense | unclassified other_current_asset other_current_liability
    e_checks*expense                    cost_of_goods_sold expense other_expense other_current_asset | unclassified
    deductions                          cost_of_goods_sold expense other_expense other_current_asset other_current_liability long_term_liability | unclassified income other_income
    customer_payments.deposit_account   clearing | other_current_asset";

/// The beginning and end of a slot's name, and the transaction type that it lives with.
const LIVES_WITH: &str = "
    defaults.accounts_receivable  revenue
    defaults.revenue              revenue
    load                          revenue
    accessorials*revenue          revenue
    *                             expense";

/// Rows of words; empty lines and margins aside.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().map(|row| row.split_whitespace().collect()).filter(|row: &Vec<_>| !row.is_empty())
}

fn fits(slot: &str, pattern: &str) -> bool {
    let (begin, end) = pattern.split_once('*').unwrap_or((pattern, ""));
    slot.starts_with(begin) && slot.ends_with(end)
}

/// The side and the slots of a line's chain, `X` replaced by the item; no slots where the category does
/// not belong on this kind of document (R8).
pub(crate) fn chain(
    category: &str,
    part: &str,
    kind: &str,
    item: &str,
) -> Option<(&'static str, Vec<String>)> {
    let row = rows(CHAINS)
        .find(|row| row[0] == category && (row[1] == "-" || row[1] == part) && row[2] == kind)?;
    let slots = row[4..].iter().filter(|slot| **slot != "-");
    Some((row[3], slots.map(|slot| slot.replace('X', item)).collect()))
}

/// `allowed`, `warning` or `error` for a class at a slot.
pub(crate) fn permits(system: &str, slot: &str, class: &str) -> &'static str {
    let row = rows(PERMITS)
        .find(|row| match row[0].strip_prefix("bc:") {
            Some(pattern) => system == "business_central" && fits(slot, pattern),
            None => fits(slot, row[0]),
        })
        .unwrap_or_else(|| panic!("{slot} is in no row"));
    let bar = row.iter().position(|word| *word == "|").expect("a bar");
    match row.iter().position(|word| *word == class) {
        Some(at) if at < bar => "allowed",
        Some(_) => "warning",
        None => "error",
    }
}

/// The transaction type that a slot lives with.
pub(crate) fn lives_with(slot: &str) -> &'static str {
    let row = rows(LIVES_WITH).find(|row| fits(slot, row[0])).expect("the last row fits all");
    row[1]
}
