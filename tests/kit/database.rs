//! A database of one story: a file, or a database in a throwaway PostgreSQL that all stories of a
//! run share. `WAYPOST_POSTGRES` (`postgres://USER@HOST/NAME`) names another server, whose user may
//! make databases.

use std::path::PathBuf;
use std::sync::OnceLock;

use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;
use waypost_postgres::Throwaway;
use waypost_server::ids::{Ids, RandomIds};
use waypost_server::store::{Address, Store};

use crate::Line;

/// Which database a story runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum On {
    /// SQLite.
    #[default]
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A database with its schema up to date, and a folder for what lies beside it. Both are gone at
/// the end of the story.
pub struct Database {
    url: String,
    folder: TempDir,
    /// Its name on the server, where there is one.
    named: Option<String>,
    line: Option<Line>,
}

impl Database {
    /// An empty one.
    pub async fn fresh(on: On) -> Database {
        let folder = tempfile::tempdir().expect("a folder");
        match on {
            On::Sqlite => {
                let file = folder.path().join("waypost.db");
                std::fs::write(&file, empty_file().await).expect("a file");
                let url = format!("sqlite:{}", file.display());
                Database { url, folder, named: None, line: None }
            }
            On::Postgres => {
                let name = RandomIds.fresh("story").to_lowercase();
                carry_out(&format!("CREATE DATABASE {name} TEMPLATE {}", template().await)).await;
                Database { url: url_of(&name).into(), folder, named: Some(name), line: None }
            }
        }
    }

    /// An empty one on PostgreSQL, at the end of a line that the story may cut.
    pub async fn at_the_end_of_a_line() -> Database {
        let mut database = Database::fresh(On::Postgres).await;
        let mut url = Url::parse(&database.url).expect("an address");
        let host = url.host_str().expect("a host");
        let line = Line::to(format!("{host}:{}", url.port().unwrap_or(5432))).await;
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(line.address.port())).expect("a port");
        database.url = url.into();
        database.line = Some(line);
        database
    }

    /// The line to it.
    pub fn line(&self) -> &Line {
        self.line.as_ref().expect("a database at the end of a line")
    }

    /// The address that a program is started with.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same as the server takes it.
    pub fn address(&self) -> Address {
        self.url.parse().expect("an address")
    }

    /// A handle on it.
    pub async fn open(&self) -> Store {
        Store::open(&self.address()).await.expect("a database")
    }

    /// A file beside it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All files beside it, its own included.
    pub fn files(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.folder.path()).expect("the folder");
        files.map(|file| file.expect("a file").path()).collect()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some(name) = self.named.take() else { return };
        // A runtime of its own: the story's may be at its end.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            runtime.expect("a runtime").block_on(carry_out(&drop));
        });
        // It has said why it failed, and the whole server goes at the end.
        let _told = dropping.join();
    }
}

/// The address of database `name` on the server of this run.
fn url_of(name: &str) -> Url {
    let mut url = Url::parse(server()).expect("WAYPOST_POSTGRES is an address");
    url.set_path(name);
    url
}

/// The server of this run. A throwaway one ends with this program.
fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Throwaway>)> = OnceLock::new();
    let (url, _) = SERVER.get_or_init(|| match std::env::var("WAYPOST_POSTGRES") {
        Ok(url) => (url, None),
        Err(_) => match Throwaway::start() {
            Ok(server) => (server.url().to_owned(), Some(server)),
            Err(missing) => panic!(
                "Stories on PostgreSQL need a server. {missing}, or name one that tests may fill \
                 in WAYPOST_POSTGRES (postgres://USER@HOST/NAME)."
            ),
        },
    });
    url
}

/// A file with our schema, which those of the stories are copies of.
async fn empty_file() -> &'static [u8] {
    static EMPTY: OnceCell<Vec<u8>> = OnceCell::const_new();
    EMPTY
        .get_or_init(async || {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("empty.db");
            let address = format!("sqlite:{}", file.display()).parse().expect("an address");
            let store = Store::open(&address).await.expect("a database");
            store.migrate().await.expect("a schema");
            store.close().await;
            std::fs::read(&file).expect("the file")
        })
        .await
}

/// A database with our schema, which those of the stories are copies of.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(async || {
            let name = RandomIds.fresh("template").to_lowercase();
            carry_out(&format!("CREATE DATABASE {name}")).await;
            let address = url_of(&name).as_str().parse().expect("an address");
            let store = Store::open(&address).await.expect("a database");
            store.migrate().await.expect("a schema");
            store.close().await;
            name
        })
        .await
}

async fn carry_out(sql: &str) {
    let mut db = sqlx::PgConnection::connect(server()).await.expect("the server");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut db).await.expect(sql);
    db.close().await.expect("an end");
}

/// Tells each of these stories twice: `mod sqlite` and `mod postgres`.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                super::$story($crate::On::Sqlite).await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            async fn $story() {
                super::$story($crate::On::Postgres).await;
            })+
        }
    };
}
