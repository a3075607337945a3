//! A document's id with the company that counts it: `9341453908020001/145`. Each company of QuickBooks
//! Online counts its transactions from 1, so that 145 alone names nothing.

/// The id of transaction `id` of company `realm`.
pub(super) fn qualified(realm: &str, id: &str) -> String {
    format!("{realm}/{id}")
}

/// Company and number of a qualified id; one without a company is of `realm`.
pub(super) fn parts<'a>(id: &'a str, realm: &'a str) -> (&'a str, &'a str) {
    id.split_once('/').unwrap_or((realm, id))
}

/// The company that a call is about, from its path `v3/company/R/…`.
pub(super) fn realm(path: &str) -> &str {
    path.split('/').nth(2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_its_company() {
        assert_eq!(parts(&qualified("93", "145"), "94"), ("93", "145"));
        assert_eq!(parts("145", "94"), ("94", "145"));
        assert_eq!(realm("v3/company/93/query?query=x/y"), "93");
    }
}
