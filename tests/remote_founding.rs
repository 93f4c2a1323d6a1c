//! Making a team over a line that goes at any moment: the same words once more end in a team, and nobody else's database is touched.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use blikveld::remote::founding::{self, Account, Line, NotFounded, Team};
use blikveld::remote::wire::Head;
use serde_json::{Value, json};
use sync::server::Fault;

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

#[derive(Default)]
struct Server {
    users: RefCell<BTreeMap<String, String>>,
    /// `_security` and how many documents.
    databases: RefCell<BTreeMap<String, (Value, u64)>>,
    asked: Cell<usize>,
    /// The request that gets lost: its number, and whether the server still hears it.
    lost: Cell<Option<(usize, bool)>>,
    refuses: Cell<bool>,
    /// A web server stands before it that passes on only what phones ask.
    guarded: Cell<bool>,
}

impl Server {
    fn answer(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        if self.refuses.get() {
            return (401, json!({ "error": "unauthorized", "reason": "Name or password is incorrect." }));
        }
        if self.guarded.get() && (method == "PUT" || path.ends_with("_security")) {
            return (404, Value::Null);
        }
        let parts: Vec<&str> = path[1..].split('/').collect();
        let mut users = self.users.borrow_mut();
        let mut databases = self.databases.borrow_mut();
        let missing = (404, json!({ "error": "not_found", "reason": "missing" }));
        let text = |field: &str| body[field].as_str().unwrap().to_owned();
        match (method, parts.as_slice()) {
            ("POST", ["_session"]) if users.get(&text("name")) == Some(&text("password")) => (200, json!({ "ok": true })),
            ("POST", ["_session"]) => (401, json!({ "error": "unauthorized", "reason": "Name or password is incorrect." })),
            ("GET", ["_users", id]) if users.contains_key(&id.replace("org.couchdb.user%3A", "")) => (200, json!({})),
            ("GET", ["_users", _]) => missing,
            ("PUT", ["_users", _]) if users.contains_key(&text("name")) => (409, json!({ "error": "conflict", "reason": "" })),
            ("PUT", ["_users", _]) => {
                assert_eq!(body["roles"], json!(["speelotheek"]));
                users.insert(text("name"), text("password"));
                (201, json!({ "ok": true }))
            }
            (_, [name, rest @ ..]) => match (method, rest, databases.get_mut(*name)) {
                ("PUT", [], Some(_)) => (412, json!({ "error": "file_exists", "reason": "" })),
                ("PUT", [], None) => {
                    let closed = json!({ "members": { "roles": ["_admin"] }, "admins": { "roles": ["_admin"] } });
                    databases.insert((*name).to_owned(), (closed, 0));
                    (201, json!({ "ok": true }))
                }
                ("GET", [], Some((_, count))) => (200, json!({ "db_name": name, "doc_count": *count, "doc_del_count": 0 })),
                ("GET", ["_security"], Some((security, _))) => (200, security.clone()),
                ("PUT", ["_security"], Some((security, _))) => {
                    *security = body.clone();
                    (200, json!({ "ok": true }))
                }
                _ => missing,
            },
            _ => missing,
        }
    }

    fn members(&self, database: &str) -> Value {
        self.databases.borrow().get(database).map_or(Value::Null, |(security, _)| security["members"].clone())
    }
}

impl Line for Server {
    async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<(Head, Value), Fault> {
        let number = self.asked.replace(self.asked.get() + 1);
        match self.lost.get() {
            Some((at, heard)) if at == number => {
                if heard {
                    self.answer(method, path, body);
                }
                Err(Fault::Later(None))
            }
            _ => {
                let (status, answer) = self.answer(method, path, body);
                Ok((Head { status, retry_after: None }, answer))
            }
        }
    }
}

/// Who the team is made for, by these names.
fn people(names: [&str; 2]) -> [Account; 2] {
    names.map(|name| Account { name: name.to_owned(), password: format!("lang-{name}") })
}

fn found(server: &Server, accounts: &[Account]) -> Result<(), NotFounded> {
    now(founding::found(server, &Team { database: "speelotheek", accounts }))
}

const NAMES: [&str; 2] = ["speelotheek.1", "speelotheek.2"];

/// What `_security` says when all is made: whoever has the team's role.
fn by_role() -> Value {
    json!({ "names": [], "roles": ["_admin", "speelotheek"] })
}

#[test]
fn a_line_that_goes_at_any_request_leaves_what_the_same_words_finish() {
    let whole = Server::default();
    found(&whole, &people(NAMES)).unwrap();
    let requests = whole.asked.get();
    assert!(requests >= 5);
    for at in 0..requests {
        for heard in [false, true] {
            let server = Server::default();
            server.lost.set(Some((at, heard)));
            assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Server(Fault::Later(None))), "{at} {heard}");
            assert_eq!(found(&server, &people(NAMES)), Ok(()), "request {at}, heard: {heard}");
            assert_eq!(server.members("speelotheek"), by_role());
            // And a second fault at each request of the second try.
            for again in 0..10 {
                let server = Server::default();
                server.lost.set(Some((at, heard)));
                found(&server, &people(NAMES)).unwrap_err();
                server.asked.set(0);
                server.lost.set(Some((again, true)));
                let _ = found(&server, &people(NAMES));
                server.lost.set(None);
                assert_eq!(found(&server, &people(NAMES)), Ok(()), "request {at}, then {again}");
                assert_eq!(server.members("speelotheek"), by_role());
                assert_eq!(server.users.borrow().keys().collect::<Vec<_>>(), NAMES);
            }
        }
    }
}

#[test]
fn the_same_words_once_more_change_nothing() {
    let server = Server::default();
    found(&server, &people(NAMES)).unwrap();
    // Somebody was let in since.
    server.databases.borrow_mut().get_mut("speelotheek").unwrap().0["members"]["names"] = json!(["an"]);
    found(&server, &people(NAMES)).unwrap();
    assert_eq!(server.members("speelotheek"), json!({ "names": ["an"], "roles": ["_admin", "speelotheek"] }));
}

#[test]
fn a_database_of_another_team_is_never_taken_over() {
    let closed = |names: Value, roles: Value| json!({ "members": { "names": names, "roles": roles }, "admins": { "roles": ["_admin"] } });
    let table = [
        (closed(json!(["ander"]), json!(["_admin"])), 0),
        (closed(json!(["ander"]), json!([])), 12),
        (closed(json!([]), json!(["personeel"])), 0),
        // For administrators only, and in use.
        (closed(json!([]), json!(["_admin"])), 3),
        (json!({ "members": {}, "admins": { "names": ["an"] } }), 0),
        // Its accounts were thrown away, or have other passwords: new ones by that name would come in.
        (closed(json!([]), json!(["_admin", "speelotheek"])), 12),
        // From before, with one account for all.
        (closed(json!(["speelotheek"]), json!(["_admin"])), 12),
    ];
    for (security, count) in table {
        let server = Server::default();
        server.databases.borrow_mut().insert("speelotheek".to_owned(), (security.clone(), count));
        assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Database), "{security}");
        assert_eq!(server.databases.borrow()["speelotheek"].0, security);
        assert!(server.users.borrow().is_empty(), "nothing is made beside it");
    }
}

#[test]
fn a_name_that_somebody_has_is_not_taken_and_a_free_one_is_proposed() {
    for place in [0, 1] {
        let server = Server::default();
        let taken = [NAMES[place].to_owned(), format!("{}-2", NAMES[place])];
        server.users.borrow_mut().extend(taken.map(|name| (name, "x".to_owned())));
        let free = format!("{}-3", NAMES[place]);
        assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Name(place, Some(free.clone()))));
        assert!(server.databases.borrow().is_empty());
        let mut names = NAMES;
        names[place] = &free;
        assert_eq!(found(&server, &people(names)), Ok(()));
        assert_eq!(server.members("speelotheek"), by_role());
    }
}

#[test]
fn a_web_server_that_keeps_this_to_the_machine_itself_is_told_from_a_team_that_is_not_there() {
    let server = Server::default();
    server.guarded.set(true);
    assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Elsewhere));
    server.guarded.set(false);
    found(&server, &people(NAMES)).unwrap();
    server.guarded.set(true);
    assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Elsewhere), "nor is a team that is there");
}

#[test]
fn accounts_are_called_after_their_team() {
    assert_eq!(Account::proposed("speelotheek", 2), "speelotheek.2");
    assert_eq!(Account::proposed("", 1), "");
}

#[test]
fn a_wrong_administrator_makes_nothing() {
    let server = Server::default();
    server.refuses.set(true);
    assert_eq!(found(&server, &people(NAMES)), Err(NotFounded::Server(Fault::Denied)));
    assert!(server.users.borrow().is_empty() && server.databases.borrow().is_empty());
}
