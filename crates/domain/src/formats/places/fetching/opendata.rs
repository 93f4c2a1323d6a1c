//! A dataset of an open-data portal (Opendatasoft) by its address: where it is fetched, and where its licence stands.

use serde_json::Value;

use crate::limits;

/// Where a dataset is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// The portal, as `https://data.voorbeeld.be`.
    pub portal: String,
    /// What the portal calls it.
    pub id: String,
}

/// Why an address is none of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not over a safe connection.
    #[error("not https")]
    NotSafe,
    /// No dataset can be told from it.
    #[error("no dataset in it")]
    NoDataset,
}

impl Dataset {
    /// Of the address of its page (`/explore/dataset/…`) or of its export (`/api/explore/v2.1/catalog/datasets/…`).
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn of(address: &str) -> Result<Self, AddressError> {
        let address = address.trim();
        let local = ["http://localhost:", "http://127.0.0.1:"].iter().any(|begin| address.starts_with(begin));
        let (scheme, rest) = address.split_once("://").ok_or(AddressError::NotSafe)?;
        if !local && scheme != "https" {
            return Err(AddressError::NotSafe);
        }
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.split('/');
        // A name and password in an address would be sent along.
        let host = parts.next().filter(|host| !host.is_empty() && !host.contains('@')).ok_or(AddressError::NoDataset)?;
        parts.find(|part| ["dataset", "datasets"].contains(part)).ok_or(AddressError::NoDataset)?;
        let id = parts.next().filter(|id| !id.is_empty() && id.bytes().all(plain)).ok_or(AddressError::NoDataset)?;
        Ok(Self { portal: format!("{scheme}://{host}"), id: id.to_owned() })
    }

    /// Where its places are, as `GeoJSON`.
    #[must_use]
    pub fn export(&self) -> String {
        format!("{}/exports/geojson", self.metadata())
    }

    /// Where its title and licence are.
    #[must_use]
    pub fn metadata(&self) -> String {
        format!("{}/api/explore/v2.1/catalog/datasets/{}", self.portal, self.id)
    }
}

/// What the portal says of a dataset; empty where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// What it is called.
    pub title: String,
    /// Under which licence it may be used.
    pub licence: String,
    /// Who is to be named: who is attributed, else who published it.
    pub attribution: String,
}

/// Reads the metadata; what cannot be read says nothing.
#[must_use]
pub fn about(bytes: &[u8]) -> About {
    let answer: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let told = |field: &str| {
        let value = answer.pointer(&format!("/metas/default/{field}"));
        let text = match value {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            Some(Value::String(text)) => text.clone(),
            _ => String::new(),
        };
        limits::line(text.trim())
    };
    let attribution = Some(told("attributions")).filter(|text| !text.is_empty()).unwrap_or_else(|| told("publisher"));
    About { title: told("title"), licence: told("license"), attribution }
}

const fn plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@')
}
