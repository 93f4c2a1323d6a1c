//! How it stands with the team, in one line.

use crate::platform::time;
use crate::state::team_sync::{Fault, Phase, Progress, View};
use crate::words;

/// One line on how it stands.
#[must_use]
pub fn line(view: &View) -> String {
    let last = view.last.map(|at| ["Laatst bijgewerkt: ", &time::moment(at)].concat()).unwrap_or_default();
    match &view.phase {
        _ if view.elsewhere => "Blikveld staat ook in een ander venster open; dat houdt je team bij.".to_owned(),
        Phase::Busy => busy(view.progress),
        Phase::Done if view.photos_wait => [last.as_str(), " · foto's wachten op wifi"].concat(),
        Phase::Done | Phase::Idle if !last.is_empty() => last,
        Phase::Done | Phase::Idle if view.paused => "Pauze: je batterij is bijna leeg of je spaart data.".to_owned(),
        Phase::Done | Phase::Idle => "Nog niet bijgewerkt.".to_owned(),
        Phase::Waiting(Fault::Later(_) | Fault::Slow) => {
            [last.as_str(), if last.is_empty() { "" } else { " · " }, "Geen verbinding met je team; Blikveld probeert vanzelf opnieuw."]
                .concat()
        }
        Phase::Waiting(fault) | Phase::Stuck(fault) => words::fault(fault),
    }
}

/// "Ophalen: 120 van 2340"
fn busy(progress: Progress) -> String {
    let pulled = u64::from(progress.pulled);
    let number = |n: u64| n.to_string();
    match progress.pending {
        Some(pending) if pending > 0 => ["Ophalen: ", &number(pulled), " van ", &number(pulled.saturating_add(pending))].concat(),
        _ if progress.blobs > 0 => ["Foto's: nog ", &number(u64::from(progress.blobs))].concat(),
        _ if progress.pushed > 0 => ["Versturen: ", &number(u64::from(progress.pushed)), " klaar"].concat(),
        _ => "Bezig met je team…".to_owned(),
    }
}
