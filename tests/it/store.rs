//! Who may write beside whom, on both databases: what a transaction has read stays true until it
//! commits, a lane has one holder, and what was told to be durable is there.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::JoinSet;
use waypost_server::store::lane::{self, Health, Hold, LEASE};
use waypost_server::store::{Scope, Store, idempotency, tenant};
use waypost_tests::{Database, On, on_both};

on_both!(
    twenty_claims_at_once_make_one_holder,
    what_a_transaction_has_read_stays_true_until_it_commits,
    holders_of_different_lanes_write_beside_each_other_and_lose_nothing,
    a_new_holder_waits_for_the_transaction_of_the_former,
    what_is_taken_back_leaves_those_in_the_same_commit_alone,
    one_of_many_equal_requests_does_the_work,
);

const NOW: &str = "2026-09-16T08:00:00.000Z";

async fn store(on: On) -> (Database, Store) {
    let database = Database::fresh(on).await;
    let store = database.open().await;
    (database, store)
}

/// Does the same as `count` workers at once, and answers what each of them came to.
async fn at_once<T: Send + 'static, W: Future<Output = T> + Send + 'static>(
    count: usize,
    work: impl Fn(usize) -> W,
) -> Vec<T> {
    (0..count).map(work).collect::<JoinSet<T>>().join_all().await
}

async fn twenty_claims_at_once_make_one_holder(on: On) {
    let (_database, store) = store(on).await;
    let mut now: Timestamp = NOW.parse().expect("a time");
    for round in 1..=5 {
        let claims = at_once(20, |worker| {
            let store = store.clone();
            async move { lane::claim(&store, "books", &format!("run_{worker}"), now).await }
        });
        let held: Vec<Hold> =
            claims.await.into_iter().filter_map(|claim| claim.expect("a database")).collect();
        assert_eq!(held.len(), 1, "holders in round {round}");
        assert_eq!(held[0].fence, round, "the fence grows with every claim");
        now += LEASE;
    }
}

async fn what_a_transaction_has_read_stays_true_until_it_commits(on: On) {
    let (_database, store) = store(on).await;
    let scope = Scope::of("ten_1");
    let name = |number: usize| format!("Carrier {number}");
    let mut tx = store.begin().await.expect("a transaction");
    tenant::add(&mut tx, &scope, &name(0), NOW).await.expect("a tenant");
    tx.commit().await.expect("a commit");
    at_once(20, |_| {
        let (store, scope) = (store.clone(), scope.clone());
        async move {
            let mut tx = store.begin().await.expect("a transaction");
            let known = tenant::name(&mut tx, &scope).await.expect("a database").expect("a name");
            let known: usize = known.trim_start_matches("Carrier ").parse().expect("a number");
            // Whoever else could write now would count from the same number.
            tokio::task::yield_now().await;
            sqlx::query("UPDATE tenants SET name = $1")
                .bind(format!("Carrier {}", known + 1))
                .execute(&mut *tx)
                .await
                .expect("an update");
            tx.commit().await.expect("a commit");
        }
    })
    .await;
    let mut db = store.read().await.expect("a connection");
    let known = tenant::name(&mut db, &scope).await.expect("a database");
    assert_eq!(known, Some(name(20)), "no count was lost");
}

async fn holders_of_different_lanes_write_beside_each_other_and_lose_nothing(on: On) {
    let (_database, store) = store(on).await;
    let now: Timestamp = NOW.parse().expect("a time");
    let mut holds = Vec::new();
    for lane in 0..4 {
        let hold = lane::claim(&store, &format!("lane {lane}"), "run_1", now).await;
        holds.push(hold.expect("a database").expect("a free lane"));
    }
    let holds = Arc::new(holds);
    at_once(40, |work| {
        let (store, holds) = (store.clone(), Arc::clone(&holds));
        async move {
            let hold = &holds[work % holds.len()];
            let mut tx = lane::fenced(&store, hold).await.expect("a database").expect("its lane");
            let before = lane::health(tx.db(), &hold.lane).await.expect("a database");
            let health = Health { failures: before.failures + 1, ..before };
            lane::set_health(&mut tx, &hold.lane, &health).await.expect("a database");
            tx.commit().await.expect("a commit");
        }
    })
    .await;
    let mut db = store.read().await.expect("a connection");
    for hold in holds.iter() {
        let health = lane::health(&mut db, &hold.lane).await.expect("a database");
        assert_eq!(health.failures, 10, "{}", hold.lane);
    }
}

async fn a_new_holder_waits_for_the_transaction_of_the_former(on: On) {
    let (_database, store) = store(on).await;
    let now: Timestamp = NOW.parse().expect("a time");
    let claim = async |holder: &str, at| lane::claim(&store, "books", holder, at).await;
    let former = claim("run_1", now).await.expect("a database").expect("a free lane");
    let mut tx = lane::fenced(&store, &former).await.expect("a database").expect("its lane");
    let mut claiming = std::pin::pin!(claim("run_2", now + LEASE));
    let waits = tokio::select! {
        biased;
        _ = &mut claiming => false,
        () = written(&mut tx, "books") => true,
    };
    assert!(waits, "the lane changed hands in the middle of a transaction");
    // Together: who stands in line and is not asked again would keep the line from moving.
    let (kept, newer) = tokio::join!(tx.commit(), claiming);
    kept.expect("a commit");
    let newer = newer.expect("a database").expect("the lease ran out");
    assert_eq!(newer.fence, former.fence + 1);
    assert!(lane::fenced(&store, &former).await.expect("a database").is_none());
}

async fn written(tx: &mut lane::Fenced, lane: &str) {
    for failures in 1..=20 {
        let health = Health { failures, ..Health::default() };
        lane::set_health(tx, lane, &health).await.expect("a database");
    }
}

async fn what_is_taken_back_leaves_those_in_the_same_commit_alone(on: On) {
    let (_database, store) = store(on).await;
    at_once(60, |number| {
        let store = store.clone();
        async move {
            let scope = Scope::of(format!("ten_{number:02}"));
            let mut tx = store.begin().await.expect("a transaction");
            tenant::add(&mut tx, &scope, "Keystone", NOW).await.expect("a tenant");
            match number % 3 {
                0 => tx.commit().await.expect("a commit"),
                1 => drop(tx),
                _ => {
                    // A statement that the database refuses.
                    let twice = sqlx::query("INSERT INTO tenants SELECT * FROM tenants");
                    assert!(twice.execute(&mut *tx).await.is_err());
                }
            }
        }
    })
    .await;
    let mut db = store.read().await.expect("a connection");
    let kept = waypost_server::store::entry::tenants(&mut db).await.expect("tenants");
    let expected: Vec<String> = (0..60).step_by(3).map(|n| format!("ten_{n:02}")).collect();
    assert_eq!(kept, expected);
}

async fn one_of_many_equal_requests_does_the_work(on: On) {
    let (_database, store) = store(on).await;
    let claims = at_once(10, |_| {
        let store = store.clone();
        async move {
            let scope = Scope::of("ten_1");
            let before = ("2026-09-16T07:00:00.000Z", "2026-09-15T08:00:00.000Z");
            let mut tx = store.begin().await.expect("a transaction");
            let claim = idempotency::claim(&mut tx, &scope, "key", "hash", NOW, before).await;
            tx.commit().await.expect("a commit");
            claim.expect("a database")
        }
    });
    let claims = claims.await;
    let ours = claims.iter().filter(|claim| **claim == idempotency::Claim::Ours).count();
    let working = claims.iter().filter(|claim| **claim == idempotency::Claim::Working).count();
    assert_eq!((ours, working), (1, 9));
}
