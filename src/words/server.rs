//! What a server did, or did not do: what happened, what was kept, and what to do next.

use serde_json::Value;

use crate::remote::founding::NotFounded;
use domain::{naming, text};
use sync::server::Fault;
use sync::store::replica::TOO_DEEP;

/// Why one cannot join or make a team from here.
pub const IN_TEAM: &str =
    "Dit toestel hoort al bij een team. Er is niets veranderd. Verlaat eerst dat team, bij Instellingen, en probeer dan opnieuw.";

/// What went wrong with a server, what was kept, and what to do next.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    let text = match fault {
        Fault::Later(_) | Fault::Slow => {
            "De server antwoordt niet. Kijk of je verbinding hebt en of het adres klopt. Klopt alles, vraag dan aan wie de server beheert of hij aanstaat en of zijn certificaat geldig is."
        }
        Fault::Heavy | Fault::Unreadable => {
            "Van de server komt iets wat niet te lezen is. Wat jij maakt, gaat wel naar je team. Vraag aan wie de server beheert om het na te kijken."
        }
        Fault::NotAServer => {
            "Op dit adres antwoordt iets anders dan een Blikveld-server. Kijk het adres na, of vraag een nieuwe uitnodiging."
        }
        Fault::Blocked => {
            "De server bestaat, maar laat Blikveld niet toe vanaf dit adres. Vraag aan wie de server beheert om dit webadres toe te laten (CORS)."
        }
        Fault::Denied => "Naam of wachtwoord klopt niet. Typ ze opnieuw, of vraag een nieuwe uitnodiging aan een collega.",
        Fault::Forbidden => {
            "Deze gebruikersnaam heeft geen toegang tot dit team. Vraag aan wie de server beheert om je toe te voegen, of vraag een nieuwe uitnodiging."
        }
        Fault::Locked => "Te veel foute wachtwoorden: de server blokkeert deze naam even. Wacht vijf minuten en probeer dan opnieuw.",
        Fault::Gone => {
            "Dit team bestaat niet (meer) op de server. Kijk de naam van het team na, of vraag aan wie de server beheert wat er gebeurd is."
        }
        Fault::Full => "De server is vol. Vraag aan wie de server beheert om plaats te maken; daarna gaat het vanzelf verder.",
        Fault::Refused(_) => {
            "De server weigert wat Blikveld stuurt. Probeer opnieuw; lukt het niet, toon dit dan aan wie de server beheert."
        }
        Fault::Device(why) if why == "full" => {
            "Je toestel is vol: wat van je team komt, past er niet meer bij. Maak plaats en probeer opnieuw."
        }
        Fault::Device(_) => "Blikveld raakt even niet bij wat je bewaard hebt. Sluit Blikveld en open het opnieuw.",
    };
    format!("{text} Wat je bewaard hebt, blijft op dit toestel.")
}

/// Why a team could not be made, and what to do next.
#[must_use]
pub fn not_founded(why: &NotFounded) -> String {
    let said = match why {
        NotFounded::Database => "Er is al een team met deze naam op de server. Kies een andere naam.",
        NotFounded::Name(_, Some(_)) => {
            "Deze gebruikersnaam bestaat al op de server. We hebben een andere ingevuld; tik nog eens op Team maken."
        }
        NotFounded::Name(_, None) => "Deze gebruikersnaam bestaat al op de server. Kies een andere.",
        NotFounded::Elsewhere => {
            "Op dit adres kan je geen team maken: dat kan alleen bij de server zelf. Vraag aan wie hem beheert om het daar te doen. Die vindt in docs/hosting.md hoe."
        }
        NotFounded::Server(Fault::Denied | Fault::Forbidden) => "Naam of wachtwoord van de beheerder klopt niet.",
        NotFounded::Server(why @ (Fault::Later(_) | Fault::Slow)) => {
            return format!("{} Tik daarna nog eens op Team maken: Blikveld gaat verder waar het gebleven was.", fault(why));
        }
        NotFounded::Server(why) => return fault(why),
    };
    said.to_owned()
}

/// Why the server does not take one record, by its word for it.
#[must_use]
pub fn refused(why: &str) -> &'static str {
    match why {
        why if why.contains("large") => {
            "Dit is te groot voor de server. Kort het in, of vraag wie de server beheert om grotere stukken toe te laten."
        }
        TOO_DEEP => "Dit is zo in elkaar gezet dat geen toestel van je team het kan lezen.",
        "forbidden" | "unauthorized" => "De server laat dit niet toe. Vraag aan wie de server beheert waarom.",
        _ => "De server neemt dit zo niet aan. Vraag aan wie de server beheert waarom.",
    }
}

/// What came from the team and is not here, and why; `here` is the older version that is.
#[must_use]
pub fn left_out(here: Option<&Value>, why: &str) -> String {
    let what = match here {
        Some(body) => match naming::title(body) {
            "" => format!("{}: wat hier nieuw aan is,", naming::kind_word(body)),
            title => format!("{} ‘{}’: wat hier nieuw aan is,", naming::kind_word(body), text::cut(title, 60)),
        },
        None => "Een stuk van je team".to_owned(),
    };
    let because = match why {
        "heavy" => " is te zwaar voor een telefoon.",
        "torn" => " heeft te veel versies die elkaar tegenspreken.",
        "name" => " heeft een naam die niet kan.",
        "crash" => " heeft Blikveld meer dan eens doen stoppen.",
        _ => " is niet te lezen: Blikveld heeft het niet gemaakt, of het is beschadigd.",
    };
    format!("{what}{because}")
}
