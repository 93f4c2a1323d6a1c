//! Finding where on a site its `CouchDB` is. The questions are nobody's: no name, no password and no cookie goes along before something
//! answers as `CouchDB` does. Must not know what addresses are worth trying.

use super::http::{self, Ask, Payload, Who};
use super::wire;
use sync::server::Fault;

/// Milliseconds a question may take.
const LIMIT: u32 = 30_000;

/// The first of these addresses at which a `CouchDB` answers.
///
/// # Errors
/// [`Fault`]: what the last one said that is more than "something else is here": on a site with other pages the server is further on.
pub async fn find(addresses: Vec<String>) -> Result<String, Fault> {
    let mut why = Fault::NotAServer;
    for address in addresses {
        match greet(&address).await {
            Ok(()) => return Ok(address),
            Err(Fault::NotAServer) => {}
            Err(fault) => why = fault,
        }
    }
    Err(why)
}

async fn greet(address: &str) -> Result<(), Fault> {
    let url = format!("{address}/");
    let sent = http::send(Ask { method: "GET", url: &url, who: Who::Nobody, payload: Payload::None, limit: LIMIT }).await;
    let Ok(answer) = sent else { return Err(http::presence(&url).await.into()) };
    let head = answer.head();
    wire::greeted(head, &answer.json().await?)
}
