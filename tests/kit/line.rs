//! A line between the server and its database that a story cuts and mends.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A line. While it is cut, connections end, and new ones end at once.
#[derive(Clone, Debug)]
pub struct Line {
    /// What stands in for the far end.
    pub address: SocketAddr,
    left: Arc<watch::Sender<usize>>,
}

impl Line {
    /// A line to `far` (`127.0.0.1:5432`).
    pub async fn to(far: String) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let left = Arc::new(watch::Sender::new(usize::MAX));
        let line = Line { address, left };
        let whole = line.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if !whole.is_cut() {
                    let far = TcpStream::connect(&far).await.expect("the far end");
                    tokio::spawn(whole.clone().carry(near, far));
                }
            }
        });
        line
    }

    /// Cuts it now.
    pub fn cut(&self) {
        self.cut_after(0);
    }

    /// Cuts it when about so many more bytes have gone to the far end.
    pub fn cut_after(&self, bytes: usize) {
        self.left.send_replace(bytes);
    }

    /// Mends it.
    pub fn mend(&self) {
        self.left.send_replace(usize::MAX);
    }

    fn is_cut(&self) -> bool {
        *self.left.borrow() == 0
    }

    async fn carry(self, near: TcpStream, far: TcpStream) {
        let (mut near_read, mut near_write) = near.into_split();
        let (mut far_read, mut far_write) = far.into_split();
        let there = async {
            let mut piece = vec![0; 16 * 1024];
            while let Ok(length @ 1..) = near_read.read(&mut piece).await {
                self.left.send_if_modified(|left| {
                    let limited = *left != usize::MAX;
                    *left = if limited { left.saturating_sub(length) } else { *left };
                    limited
                });
                if self.is_cut() || far_write.write_all(&piece[..length]).await.is_err() {
                    break;
                }
            }
        };
        let back = tokio::io::copy(&mut far_read, &mut near_write);
        let mut left = self.left.subscribe();
        // Whichever ends first ends the line; what was under way is lost.
        tokio::select! {
            () = there => {}
            _ = back => {}
            _ = left.wait_for(|left| *left == 0) => {}
        }
    }
}
