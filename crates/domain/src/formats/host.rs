//! The name of a server as a person should look at it: which part of it somebody had to register, and whoever did so decides about
//! all that stands before it. Pure.
//!
//! A whole list of who registers what (the Public Suffix List) weighs more than a screen is worth. So these are rules of thumb: the
//! last two parts, one more where the last two are known to be open to anybody. A name that is not known here shows too little of
//! itself as registered, never too much of somebody else's; and the whole name is shown in any case.

/// Under a country's two letters these stand between the country and who registered.
const UNDER_COUNTRIES: [&str; 14] = ["ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "mil", "ne", "net", "or", "org", "sch"];
/// Here anybody may have a name, free of charge.
const OPEN_TO_ALL: [&str; 21] = [
    "azurewebsites.net",
    "blogspot.com",
    "ddns.net",
    "dedyn.io",
    "duckdns.org",
    "firebaseapp.com",
    "fly.dev",
    "github.io",
    "gitlab.io",
    "herokuapp.com",
    "netlify.app",
    "ngrok-free.app",
    "ngrok.app",
    "ngrok.io",
    "onrender.com",
    "pages.dev",
    "synology.me",
    "trycloudflare.com",
    "vercel.app",
    "web.app",
    "workers.dev",
];

/// What comes before, and the part that somebody registered, with the port if there is one: `("couch.", "voorbeeld.be")`. The host
/// is one as a browser writes it: lower case, other letters as `xn--`. An address in numbers is all of one piece.
#[must_use]
pub fn split(host: &str) -> (&str, &str) {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(name, _)| name);
    let in_numbers = name.starts_with('[') || name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if in_numbers {
        return ("", host);
    }
    // A dot at the end belongs to nothing.
    let bare = name.strip_suffix('.').unwrap_or(name);
    let from = |labels: usize| bare.rmatch_indices('.').nth(labels - 1).map_or(0, |(at, _)| at + 1);
    let last_two = &bare[from(2)..];
    let country = last_two.split_once('.').is_some_and(|(under, last)| last.len() == 2 && UNDER_COUNTRIES.contains(&under));
    let at = from(if country || OPEN_TO_ALL.contains(&last_two) { 3 } else { 2 });
    host.split_at(at)
}
