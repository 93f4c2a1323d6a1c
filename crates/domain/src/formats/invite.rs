//! An invitation to a team: a link whose part behind the `#` says where the team meets and what opens it. That part never reaches
//! a server. Pure: whoever calls knows where the app is.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is escaped in a field. Links that were given out stay as they are: this never changes.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':').remove(b'/');

/// The mark of an invitation behind the `#`.
const MARK: &str = "uitnodiging";
/// The last field of a link: what follows it in a message is no part of the invitation. Older links lack it.
const END: &str = "&einde";
/// The field before which a line that a mail program broke is always part of the link.
const PASSWORD: &str = "&w=";
/// No invitation is longer, in bytes: a field holds at most 500, each written as three.
const LONGEST: usize = 8_000;

/// What an invitation holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Invite {
    /// The server's address.
    pub server: String,
    /// The team's name on it.
    pub database: String,
    /// The name that opens it.
    pub name: String,
    /// And the password.
    pub password: String,
}

/// Why an address cannot be a server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing that looks like an address.
    NotAnAddress,
    /// It begins with `http:`: what is sent there can be read on the way.
    NotSafe,
    /// A name or password stands in it.
    HasLogin,
}

/// A server's address as it is kept: with `https://`, without a slash at the end. `http://` only for this very machine.
///
/// # Errors
/// [`AddressError`].
pub fn address(typed: &str) -> Result<String, AddressError> {
    let typed = typed.trim().trim_end_matches('/').trim_end_matches("/_utils");
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let Some((scheme, rest)) = with_scheme.split_once("://") else { return Err(AddressError::NotAnAddress) };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(AddressError::HasLogin);
    }
    let bare = host.split(':').next().unwrap_or_default();
    let local = bare == "localhost" || bare == "127.0.0.1";
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"'\\^`{|}?#".contains(c);
    if bare.is_empty() || rest.contains(odd) || !(local || bare.contains('.')) {
        return Err(AddressError::NotAnAddress);
    }
    match scheme {
        "https" => Ok(with_scheme),
        "http" if local => Ok(with_scheme),
        "http" => Err(AddressError::NotSafe),
        _ => Err(AddressError::NotAnAddress),
    }
}

/// Where a server may be of which somebody typed this address, as [`address`] gives it: on the site itself, or where `hosting/` puts it.
/// An address with a path is taken as it is.
#[must_use]
pub fn candidates(server: &str) -> Vec<String> {
    let bare = server.split_once("://").is_some_and(|(_, rest)| !rest.contains('/'));
    if bare { vec![server.to_owned(), format!("{server}/couch")] } else { vec![server.to_owned()] }
}

/// Whether a server of `CouchDB` takes this as a database's name.
#[must_use]
pub fn is_database(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 200
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_$()+-".contains(c))
}

impl Invite {
    /// As a link to an app at an address (scheme, host and port).
    #[must_use]
    pub fn link(&self, app: &str) -> String {
        let [server, database, name, password] =
            [&self.server, &self.database, &self.name, &self.password].map(|field| utf8_percent_encode(field, ESCAPED));
        format!("{app}/#{MARK}&s={server}&d={database}&n={name}{PASSWORD}{password}{END}")
    }

    /// Reads an invitation: a whole link, what stands behind its `#`, or a message with such a link in it. Nothing when there is none, or
    /// none that is whole.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let behind = text.match_indices('#').map(|(at, _)| at + 1);
        std::iter::once(0).chain(behind).find_map(|from| Self::read_fragment(&fragment(text.get(from..)?)))
    }

    fn read_fragment(fragment: &str) -> Option<Self> {
        let fields = fragment.strip_prefix(MARK)?;
        let field = |key: &str| {
            let found = fields.split('&').find_map(|field| field.strip_prefix(key)?.strip_prefix('='))?;
            unescape(found).filter(|value| !value.is_empty() && value.len() <= 500)
        };
        let server = address(&field("s")?).ok()?;
        let database = field("d").filter(|name| is_database(name))?;
        Some(Self { server, database, name: field("n")?, password: field("w")? })
    }
}

/// The part of a message that belongs to the link: without the line breaks of mail programs, and up to its end. A link without an
/// end stops with the line on which its password stands, and a full stop there closes a sentence.
fn fragment(text: &str) -> String {
    let mut whole = String::new();
    // Up to where `whole` goes without a line of which nobody knows whose it is.
    let mut sure = None;
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    while whole.len() < LONGEST {
        let end = rest.find(|c| !is_link(c)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        whole.push_str(piece);
        if let Some(amp) = after.strip_prefix(';').filter(|_| whole.ends_with("&amp")) {
            whole.truncate(whole.len() - "amp".len());
            rest = amp;
            continue;
        }
        if sure.is_none() && whole.find(PASSWORD).is_some_and(|at| at + PASSWORD.len() < whole.len()) {
            sure = Some(whole.len());
        }
        match next_line(after) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let from = whole.find(PASSWORD).unwrap_or(whole.len());
    if let Some(end) = whole.get(from..).and_then(|password| password.find(END)) {
        whole.truncate(from + end);
    } else {
        whole.truncate(sure.unwrap_or(whole.len()));
        whole.truncate(whole.trim_end_matches(['.', ':']).len());
    }
    whole
}

/// What stands on the next line, behind its indent and the `>` of a reply; nothing where the line goes on with something else.
fn next_line(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '\t']);
    let below = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'))?;
    Some(below.trim_start_matches([' ', '\t', '>']))
}

/// A letter that can stand in a link. Letters with accents too: some programs show a link that way.
fn is_link(c: char) -> bool {
    c.is_alphanumeric() || "-_.~:/%&=".contains(c)
}

/// What stands in a field; nothing where a `%` is not followed by a byte: half a link is none.
fn unescape(text: &str) -> Option<String> {
    let is_byte = |after: &str| after.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let whole = text.split('%').skip(1).all(is_byte);
    whole.then(|| percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)).flatten()
}
