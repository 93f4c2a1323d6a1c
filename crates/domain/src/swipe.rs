//! What a finger that went over the card means. Pure: whoever calls brings where it went down and up.

/// As far from the edge of the screen a swipe begins at least, in CSS pixels: closer by it is the phone's own way back.
const EDGE: f64 = 24.0;

/// As far a finger goes at least, in CSS pixels: a tap that slips is none.
const LEAST: f64 = 48.0;

/// So much further sideways than up or down: who scrolls a long text turns no card.
const SIDEWAYS: f64 = 1.5;

/// Which card is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The one that comes.
    Next,
    /// The one before.
    Back,
}

/// A point of the screen, in CSS pixels from its upper left corner.
pub type Point = (f64, f64);

/// What a swipe asks for on a screen of this width; nothing when it was none. For whoever reads it upside down, left is right.
#[must_use]
pub fn swiped(from: Point, to: Point, width: f64, upside_down: bool) -> Option<Way> {
    let (aside, along) = (to.0 - from.0, to.1 - from.1);
    let inside = from.0 >= EDGE && from.0 <= width - EDGE;
    if !inside || aside.abs() < LEAST || aside.abs() < along.abs() * SIDEWAYS {
        return None;
    }
    Some(if (aside < 0.0) == upside_down { Way::Back } else { Way::Next })
}
