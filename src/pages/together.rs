//! Samen: what a team does together, and the way to the settings. A row says what is there now; what Blikveld cannot do yet has none.

use leptos::prelude::*;

use crate::components::{BigTop, HelpLink, Icon, ListFailed, MenuRow};
use crate::platform::time;
use crate::state::live;
use crate::state::live::Reading;
use crate::words::counted;
use domain::route::Route;
use domain::{ActionItem, NoteState, ThermosNote, Vision, action};

/// The hub.
#[component]
pub fn TogetherPage() -> impl IntoView {
    let notes = live::use_kind::<ThermosNote>();
    let actions = live::use_kind::<ActionItem>();
    let visions = live::use_kind::<Vision>();
    let reading = Reading::from((notes, actions, visions));
    let fact = move |small: Memo<String>| Signal::derive(move || if reading.ready.get() { small.get() } else { String::new() });
    let warm = Memo::new(move |_| match notes.items().iter().filter(|note| note.body.state == NoteState::Warm).count() {
        0 => "Wat jullie warm houden".to_owned(),
        count => format!("{} warm", counted(count, "notitie", "notities")),
    });
    let todo = Memo::new(move |_| {
        let today = time::today();
        let (open, late) = action::waiting(actions.items().iter().map(|one| &one.body), &today);
        match (open, late) {
            (0, _) => "Wat jullie gaan doen".to_owned(),
            (open, 0) => format!("{open} te doen"),
            (open, late) => format!("{open} te doen, {late} te laat"),
        }
    });
    let vision = Memo::new(move |_| {
        let there = visions.items().iter().any(|vision| !vision.body.text().trim().is_empty());
        if there { "Staat bovenaan in elke nieuwe kijkwijzer" } else { "Nog niet geschreven" }.to_owned()
    });
    view! {
        <BigTop title="Samen">
            <HelpLink chapter="team" about="je team" />
            <a href=Route::Settings.path() class="round" aria-label="Instellingen">
                <Icon name="settings" size=22 />
            </a>
        </BigTop>
        <main class="page stack">
            <ListFailed of=reading />
            <section>
                <div class="section-head">
                    <h2>"Warm houden en doen"</h2>
                </div>
                <ul class="menu">
                    <MenuRow href=Route::Thermos.path() icon="flame" color="c-warm" title="Thermoskaart" small=fact(warm) />
                    <MenuRow href=Route::Meeting.path() icon="users-round" title="Overleg" small="De thermoskaart samen overlopen" />
                    <MenuRow href=Route::Actions.path() icon="check" title="Acties" small=fact(todo) />
                </ul>
            </section>
            <section>
                <div class="section-head">
                    <h2>"Wij"</h2>
                </div>
                <ul class="menu">
                    <MenuRow href=Route::Vision.path() icon="eye" title="Onze visie op ontmoeting" small=fact(vision) />
                    <MenuRow href=Route::Quotes.path() icon="message-circle" title="Quotewand" small="Zinnen die bleven hangen" />
                    <MenuRow
                        href=Route::Open.path()
                        icon="upload"
                        title="Bestand openen"
                        small="Een bezoek, babbelkaarten, een bril of een visie van een collega"
                    />
                </ul>
            </section>
        </main>
    }
}
