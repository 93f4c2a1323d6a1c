//! What has not left this device yet, readable.

use crate::words::counted;
use leptos::prelude::*;

use crate::components::{Icon, Top};
use crate::state::outbox::Stage;
use crate::state::{Records, TeamSync, outbox};
use domain::route::Route;

/// At most so many are shown at once.
const SHOWN: usize = 100;

/// The list.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let sync = expect_context::<TeamSync>();
    let shown = RwSignal::new(Vec::<outbox::Item>::new());
    Effect::new(move || {
        let list = sync.outbox.list();
        leptos::task::spawn_local(async move {
            let items = outbox::read(sync.outbox, list.into_iter().take(SHOWN)).await;
            let _ = shown.try_set(items);
        });
    });
    let left_out = RwSignal::new(Vec::<outbox::LeftOut>::new());
    Effect::new(move || {
        let list = sync.outbox.left_out();
        leptos::task::spawn_local(async move {
            let items = outbox::read_left_out(records, list.into_iter().take(SHOWN).collect()).await;
            let _ = left_out.try_set(items);
        });
    });
    let rest = move || sync.outbox.list().len().saturating_sub(SHOWN);
    view! {
        <Top title="Nog niet verstuurd" back=Route::Settings.path() back_label="Terug naar Instellingen" />
        <main class="page stack">
            {move || {
                if !sync.is_on() {
                    view! { <Alone /> }.into_any()
                } else if shown.with(Vec::is_empty) {
                    view! { <p>"Alles wat je hebt gemaakt, is bij je team."</p> }.into_any()
                } else {
                    view! {
                        <p>"Dit staat veilig op dit toestel. Wat wacht, gaat vanzelf naar je team zodra er verbinding is."</p>
                        <ul class="list">{shown.get().into_iter().map(|item| view! { <Entry item /> }).collect_view()}</ul>
                    }
                        .into_any()
                }
            }} {move || (rest() > 0).then(|| view! { <p class="muted">{format!("En nog {}", counted(rest(), "andere", "andere"))}</p> })}
            {move || {
                (!left_out.with(Vec::is_empty))
                    .then(|| {
                        view! {
                            <section class="stack">
                                <h2>"Niet binnengehaald"</h2>
                                <p>
                                    "Dit staat bij je team, maar niet op dit toestel. Al de rest komt en gaat gewoon door. Vraag aan wie de server beheert om dit na te kijken; ga daarna naar Instellingen en tik op Nu bijwerken."
                                </p>
                                <ul class="list">
                                    {left_out
                                        .get()
                                        .into_iter()
                                        .map(|outbox::LeftOut { sentence, id }| {
                                            view! {
                                                <li class="list__item">
                                                    <p dir="auto">
                                                        <Icon name="triangle-alert" size=16 />
                                                        " "
                                                        {sentence}
                                                    </p>
                                                    <p class="muted small break">{format!("Kenmerk: {id}")}</p>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </section>
                        }
                    })
            }}
        </main>
    }
}

/// Without a team nothing is sent.
#[component]
fn Alone() -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>"Je bent nog niet verbonden met een team"</h2>
            <p>"Alles wat je hebt gemaakt, staat alleen op dit toestel. Verbind met je team, dan zien je collega's het ook."</p>
            <p>
                <a class="btn btn--main btn--wide" href=Route::Join.path()>
                    "Verbinden met je team"
                </a>
            </p>
            <p>"Geen team? Maak een herstelbestand: dan raak je niets kwijt als er iets met dit toestel gebeurt."</p>
            <p>
                <a class="btn btn--wide" href=Route::Recovery.path()>
                    "Herstelbestand maken"
                </a>
            </p>
        </section>
    }
}

#[component]
fn Entry(item: outbox::Item) -> impl IntoView {
    let outbox::Item { kind, words, path, stage, why } = item;
    let said = match stage {
        Stage::Waiting => "wacht",
        Stage::Held => "nog even voor mij",
        Stage::Refused => "de server weigert dit",
        Stage::WithTeam | Stage::Unknown => "bij je team",
    };
    view! {
        <li class="list__item">
            <p>
                <strong>{kind}</strong>
                " "
                <span class="tag">{said}</span>
            </p>
            <p dir="auto">
                {if let Some(path) = path {
                    view! {
                        <a class="link" href=path>
                            {words}
                        </a>
                    }
                        .into_any()
                } else {
                    view! { <span>{words}</span> }.into_any()
                }}
            </p>
            {(stage == Stage::Refused)
                .then(|| {
                    view! {
                        <p class="muted small">
                            <Icon name="triangle-alert" size=16 />
                            " "
                            {why}
                        </p>
                    }
                })}
        </li>
    }
}
