//! How it stands with the team, in one line.

use crate::platform::time;
use crate::state::team_sync::{Fault, Phase, Progress, View};
use crate::words;

/// One line on how it stands.
#[must_use]
pub fn line(view: &View) -> String {
    let last = view.last.map(|at| format!("Laatst bijgewerkt: {}", time::moment(at))).unwrap_or_default();
    match &view.phase {
        _ if view.elsewhere => "Blikveld staat ook in een ander venster open; dat werkt bij.".to_owned(),
        Phase::Busy => busy(view.progress),
        Phase::Done if view.photos_wait => format!("{last} · foto's wachten op wifi"),
        Phase::Done | Phase::Idle if !last.is_empty() => last,
        Phase::Done | Phase::Idle if view.paused => "Pauze: je batterij is bijna leeg of je spaart data.".to_owned(),
        Phase::Done | Phase::Idle => "Nog niet bijgewerkt.".to_owned(),
        Phase::Waiting(Fault::Later(_) | Fault::Slow) => {
            format!("{last}{}Geen verbinding met je team; Blikveld probeert vanzelf opnieuw.", if last.is_empty() { "" } else { " · " })
        }
        Phase::Waiting(fault) | Phase::Stuck(fault) => words::fault(fault),
    }
}

/// "Ophalen: 120 van 2340"
fn busy(progress: Progress) -> String {
    let pulled = u64::from(progress.pulled);
    let number = |n: u64| n.to_string();
    match progress.pending {
        Some(pending) if pending > 0 => format!("Ophalen: {} van {}", number(pulled), number(pulled.saturating_add(pending))),
        _ if progress.blobs > 0 => format!("Foto's: nog {}", number(u64::from(progress.blobs))),
        _ if progress.pushed > 0 => format!("Versturen: {} klaar", number(u64::from(progress.pushed))),
        _ => "Bezig met je team…".to_owned(),
    }
}
