//! Bookkeeping stories told to the sandbox over a real socket.

#[cfg(test)]
mod kit;

#[cfg(test)]
#[path = "stories"]
mod stories {
    mod batch;
    mod drafts;
    mod faults;
    mod posting;
    mod quickbooks_online;
    mod reading;
    mod refusals;
    mod settling;
    mod sign_in;
    mod tax;
}
