//! How far one device and one server got with each other, kept on both sides. The two are compared before every run, as the
//! protocol asks: where they do not agree, the run begins at the last point that both remember, or at the beginning.
//!
//! Source: `CouchDB` documentation, "Replication protocol", "Find common ancestry".

use serde_json::{Value, json};

/// The place before all that a feed tells.
pub const FEED_START: &str = "0";

/// How many earlier points are remembered.
const REMEMBERED: usize = 8;

/// A point both sides reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Drawn once for each point: two sides that know it, were there together.
    pub session: String,
    /// Up to here the server's feed is stored on the device.
    pub pull: String,
    /// Up to this sequence number the server has what the device holds.
    pub push: u64,
}

/// Where a run begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The newest point first.
    pub points: Vec<Point>,
    /// Up to this sequence number also what came from the team is offered to the server, for it lost its memory.
    pub resend: u64,
}

impl Checkpoint {
    /// The place in the server's feed.
    #[must_use]
    pub fn pull(&self) -> &str {
        self.points.first().map_or(FEED_START, |point| point.pull.as_str())
    }

    /// The sequence number on the device.
    #[must_use]
    pub fn push(&self) -> u64 {
        self.points.first().map_or(0, |point| point.push)
    }

    /// With one more point.
    #[must_use]
    pub fn reached(&self, point: Point) -> Self {
        let mut points = self.points.clone();
        points.insert(0, point);
        points.truncate(REMEMBERED);
        Self { points, resend: self.resend }
    }

    /// Where to begin, from what both sides remember; `seq` is the device's last sequence number.
    #[must_use]
    pub fn agreed(ours: Option<Self>, theirs: Option<&Self>, seq: u64) -> Self {
        // A device that noted nothing may still have sent or fetched something.
        let Some(ours) = ours else { return Self { points: Vec::new(), resend: seq } };
        let known = |point: &Point| theirs.is_some_and(|theirs| theirs.points.contains(point));
        match ours.points.iter().position(known) {
            Some(0) => ours,
            // The server is behind: what it was given since then may be gone.
            Some(at) => Self { points: ours.points[at..].to_vec(), resend: seq },
            None => Self { points: Vec::new(), resend: seq },
        }
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let points: Vec<Value> = self.points.iter().map(|p| json!({ "session": p.session, "pull": p.pull, "push": p.push })).collect();
        json!({ "points": points, "resend": self.resend })
    }

    /// Reads such JSON; nothing when it is none.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let point = |value: &Value| {
            let text = |field: &str| Some(value.get(field)?.as_str()?.to_owned());
            Some(Point { session: text("session")?, pull: text("pull")?, push: value.get("push")?.as_u64()? })
        };
        let points = value.get("points")?.as_array()?.iter().map(point).collect::<Option<Vec<Point>>>()?;
        Some(Self { points, resend: value.get("resend")?.as_u64()? })
    }
}
