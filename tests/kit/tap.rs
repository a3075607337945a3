//! A listener on the line between the server and the books: passes every byte on and keeps a copy,
//! so that a story knows the tokens that were handed over.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A tapped line.
#[derive(Clone, Debug)]
pub struct Tap {
    /// What stands in for the address that is tapped.
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Tap {
    /// Taps the line to `target` (`127.0.0.1:7048`).
    pub async fn on(target: &str) -> Tap {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (target, keep) = (target.to_owned(), Arc::clone(&heard));
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(&target).await.expect("the books");
                let (near_read, near_write) = near.into_split();
                let (far_read, far_write) = far.into_split();
                tokio::spawn(pass(near_read, far_write, Arc::clone(&keep)));
                tokio::spawn(pass(far_read, near_write, Arc::clone(&keep)));
            }
        });
        Tap { address, heard }
    }

    /// The values of a JSON field in everything that passed.
    pub fn values_of(&self, field: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&heard).into_owned();
        let marker = format!("\"{field}\":\"");
        let values = text.split(&marker).skip(1);
        values.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    }
}

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    keep: Arc<Mutex<Vec<u8>>>,
) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(length) = from.read(&mut piece).await {
        if length == 0 {
            break;
        }
        keep.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&piece[..length]);
        if to.write_all(&piece[..length]).await.is_err() {
            break;
        }
    }
    // The other side may be gone already, which ends the line as well.
    to.shutdown().await.ok();
}
