//! Yesterday's database, and its coming back.

use std::path::{Path, PathBuf};

use waypost_server::store::Store;
use waypost_server::sync::Options;

use super::Desk;

impl Desk {
    /// A copy of the database as it is now.
    pub async fn backup(&self) -> PathBuf {
        let copy = self.database.file("backup.db");
        let mut db = self.store.read().await.expect("a connection");
        sqlx::query("VACUUM INTO $1")
            .bind(copy.display().to_string())
            .execute(&mut *db)
            .await
            .expect("a copy");
        copy
    }

    /// The worker is gone, its database with it, and a new one starts on the copy.
    pub async fn restore(&mut self, backup: &Path) {
        self.store.close().await;
        let copy = format!("sqlite:{}", backup.display()).parse().expect("an address");
        self.store = Store::open(&copy).await.expect("the copy");
        self.start_again(Options::default());
    }
}
