//! An invitation to a team: a link whose part behind the `#` says where the team meets and what opens it. That part never reaches
//! a server. Pure: whoever calls knows where the app is.

use std::fmt::Write as _;

/// The mark of an invitation behind the `#`.
const MARK: &str = "uitnodiging";

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

impl AddressError {
    /// What is wrong and what to do.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotAnAddress => "Dit is geen adres van een server. Een adres ziet er zo uit: https://blikveld.voorbeeld.be/couch",
            Self::NotSafe => "Dit adres begint met http: en is niet veilig. Gebruik een adres dat met https: begint.",
            Self::HasLogin => "Zet naam en wachtwoord niet in het adres, maar in hun eigen vak.",
        }
    }
}

/// A server's address as it is kept: with `https://`, without a slash at the end. `http://` only for this very machine.
///
/// # Errors
/// [`AddressError`].
pub fn address(typed: &str) -> Result<String, AddressError> {
    let typed = typed.trim().trim_end_matches('/').trim_end_matches("/_utils");
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { ["https://", typed].concat() };
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
        let mut link = [app, "/#", MARK].concat();
        for (key, value) in [("s", &self.server), ("d", &self.database), ("n", &self.name), ("w", &self.password)] {
            let _ = write!(link, "&{key}=");
            escape(value, &mut link);
        }
        link
    }

    /// Reads an invitation: a whole link, or what stands behind its `#`. Nothing when it is none, or not whole.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
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

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let (hex, after) = tail.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}
