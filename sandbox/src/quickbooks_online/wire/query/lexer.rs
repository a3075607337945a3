//! Words, texts, numbers and marks of a query, each with its column.

use crate::quickbooks_online::refusal::{Answer, Refusal, query_unreadable};

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A keyword, a name or a dotted name.
    Word(String),
    /// Between single quotes, without them.
    Text(String),
    Number(String),
    Mark(&'static str),
    End,
}

/// A piece and where it begins, counted from 1.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) piece: Piece,
    pub(super) column: usize,
}

const MARKS: [&str; 10] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "*"];

/// # Errors
/// 4000 for a text without end or a character that means nothing.
pub(super) fn tokens(query: &str) -> Answer<Vec<Token>> {
    let letters: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if letters[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (piece, next) = piece(&letters, at)?;
        tokens.push(Token { piece, column: at + 1 });
        at = next;
    }
    tokens.push(Token { piece: Piece::End, column: letters.len().max(1) });
    Ok(tokens)
}

fn piece(letters: &[char], at: usize) -> Answer<(Piece, usize)> {
    let letter = letters[at];
    if letter == '\'' {
        return text(letters, at);
    }
    let rest: String = letters[at..].iter().take(2).collect();
    if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
        return Ok((Piece::Mark(mark), at + mark.len()));
    }
    let belongs = |it: &char| it.is_alphanumeric() || "_.-+:".contains(*it);
    let length = letters[at..].iter().take_while(|it| belongs(it)).count();
    if length == 0 {
        return Err(lexical(letter, at));
    }
    let word: String = letters[at..at + length].iter().collect();
    let is_number = word.starts_with(|it: char| it.is_ascii_digit() || it == '-');
    let piece = if is_number { Piece::Number(word) } else { Piece::Word(word) };
    Ok((piece, at + length))
}

/// A quote inside a text has a backslash before it.
fn text(letters: &[char], start: usize) -> Answer<(Piece, usize)> {
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' if letters.get(at + 1).is_some_and(|it| ['\'', '\\'].contains(it)) => {
                text.push(letters[at + 1]);
                at += 2;
            }
            '\'' => return Ok((Piece::Text(text), at + 1)),
            other => {
                text.push(*other);
                at += 1;
            }
        }
    }
    Err(lexical('\'', start))
}

/// Text assumed, after the way in which such a parser speaks.
fn lexical(letter: char, at: usize) -> Refusal {
    let column = at + 1;
    query_unreadable(&format!(
        "Lexical error at line 1, column {column}.  Encountered: \"{letter}\" ({}), after : \"\"",
        u32::from(letter)
    ))
}
