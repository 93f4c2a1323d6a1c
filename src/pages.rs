//! The screens: a folder per tab, a file per screen. No logic worth testing natively lives here.

mod arrived;
pub mod babbelen;
pub mod earlier;
pub mod forms;
mod handing;
pub mod help;
pub mod kijken;
pub mod opening;
pub mod places;
pub mod search;
pub mod team;
pub mod thermos;
pub mod today;
pub mod together;
mod wiped;
