//! Words of a `$filter`: bare words, quoted texts, brackets and commas.

use crate::business_central::errors::{Answer, Refusal};

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// A quoted text, without its quotes, `''` read as `'`.
    Text(String),
    Open,
    Close,
    Comma,
}

/// A query that cannot be read.
pub(super) fn syntax_error() -> Refusal {
    Refusal::new(404, "BadRequest_NotFound", "Bad Request - Error in query syntax")
}

/// Splits a filter into words.
///
/// # Errors
/// A quoted text that does not end.
pub(super) fn tokens(source: &str) -> Answer<Vec<Token>> {
    let mut found = Vec::new();
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' => {}
            '(' => found.push(Token::Open),
            ')' => found.push(Token::Close),
            ',' => found.push(Token::Comma),
            '\'' => {
                let mut text = String::new();
                loop {
                    match letters.next() {
                        Some('\'') if letters.next_if_eq(&'\'').is_some() => text.push('\''),
                        Some('\'') => break,
                        Some(other) => text.push(other),
                        None => return Err(syntax_error()),
                    }
                }
                found.push(Token::Text(text));
            }
            first => {
                let mut word = String::from(first);
                while let Some(next) = letters.next_if(|it| !" \t(),'".contains(*it)) {
                    word.push(next);
                }
                found.push(Token::Word(word));
            }
        }
    }
    Ok(found)
}
