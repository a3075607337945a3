//! What the books carry of a document: what was posted, less what was written off since.

use waypost_core::api::WrittenOff;
use waypost_core::sync::difference::Content;
use waypost_core::sync::short_pay;
use waypost_core::wire::{Amount, Document, Preview};

use crate::store::posting::{self, Posting};
use crate::store::write_off::{self, WriteOff};
use crate::store::{Db, Scope, StoreError};

/// A posting that stands, and the credit memos over it.
pub(super) struct Carried {
    pub(super) posting: Posting,
    written: Vec<WriteOff>,
}

impl Carried {
    /// What the books carry of `document` (our id); none while it is not posted.
    pub(super) async fn read(
        db: &mut Db,
        scope: &Scope,
        document: &str,
    ) -> Result<Option<Carried>, StoreError> {
        let Some(posting) = posting::of_document(db, scope, document).await? else {
            return Ok(None);
        };
        let written = write_off::standing(db, scope, document).await?;
        Ok(Some(Carried { posting, written }))
    }

    /// That content, in the source's words.
    pub(super) fn content(&self) -> Content<'_> {
        write_off::in_books(&self.posting, &self.written)
    }

    /// What the source wrote off since, where that is all that it changed.
    pub(super) fn rest(&self, document: &Document, preview: &Preview) -> Option<Amount> {
        let now = Content { document, preview };
        short_pay::rest(self.content(), now).map(|rest| rest.amount)
    }

    /// The credit memos, oldest first.
    pub(super) fn written_off(&self) -> Vec<WrittenOff> {
        self.written.iter().map(|one| one.written.clone()).collect()
    }
}
