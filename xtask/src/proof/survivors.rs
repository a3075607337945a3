//! Survivors and their written reasons.
//!
//! A mutation is known by its file and what it changes, without line and column, so that a reason
//! outlives an edit above it. Invariant: as many rows as survivors, no more and no fewer.

/// `core/src/a.rs:10:5: replace …` without the place.
pub(crate) fn without_place(mutation: &str) -> String {
    let mut parts = mutation.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(what)) => format!("{file}: {}", what.trim()),
        _ => mutation.to_owned(),
    }
}

/// The mutations that a page gives a reason for: rows of a table, the mutation in backticks first.
fn excused(page: &str) -> Vec<(String, bool)> {
    let rows = page.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(mutation, reason)| {
        let said = reason.trim().trim_end_matches('|').trim();
        (mutation.replace("\\|", "|"), !said.is_empty())
    })
    .collect()
}

/// What is wrong with the page, in words; nothing when it is right.
pub(crate) fn complaints(page: &str, survived: &[String], noticed: &[String]) -> Vec<String> {
    let file = |mutation: &str| mutation.split(':').next().unwrap_or_default().to_owned();
    let judged: Vec<String> = survived.iter().chain(noticed).map(|one| file(one)).collect();
    let mut left = survived.to_vec();
    let mut complaints = Vec::new();
    for (mutation, reasoned) in excused(page) {
        match left.iter().position(|one| *one == mutation) {
            Some(at) => drop(left.remove(at)),
            None if judged.contains(&file(&mutation)) => {
                complaints.push(format!("does not survive, take its row away: {mutation}"));
            }
            None => {}
        }
        if !reasoned {
            complaints.push(format!("write the reason of: {mutation}"));
        }
    }
    complaints.extend(left.iter().map(|one| format!("survives without a reason: {one}")));
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "| mutation | reason |\n|---|---|\n| `a.rs: replace \\|\\| with && in f` | both are asked |\n";

    fn list(mutations: &[&str]) -> Vec<String> {
        mutations.iter().map(|one| without_place(one)).collect()
    }

    #[test]
    fn a_survivor_with_a_reason_is_excused_wherever_it_moved() {
        let survived = list(&["a.rs:9:5: replace || with && in f"]);
        assert!(complaints(PAGE, &survived, &[]).is_empty());
    }

    #[test]
    fn a_second_survivor_of_the_same_words_needs_a_row_of_its_own() {
        let survived =
            list(&["a.rs:9:5: replace || with && in f", "a.rs:12:5: replace || with && in f"]);
        assert_eq!(complaints(PAGE, &survived, &[]).len(), 1);
    }

    #[test]
    fn a_reason_goes_when_its_mutation_is_noticed() {
        let noticed = list(&["a.rs:9:5: replace || with && in f"]);
        assert!(complaints(PAGE, &[], &noticed)[0].starts_with("does not survive"));
    }

    #[test]
    fn a_reason_stays_while_its_file_is_not_judged() {
        let noticed = list(&["b.rs:1:1: replace g -> bool with true"]);
        assert!(complaints(PAGE, &[], &noticed).is_empty());
    }

    #[test]
    fn a_row_says_why() {
        let page = "| `a.rs: replace f with ()` | |\n";
        let survived = list(&["a.rs:1:1: replace f with ()"]);
        assert_eq!(complaints(page, &survived, &[]).len(), 1);
    }
}
