//! The kijkwijzer: header, vision, five blocks. Each person writes in a contribution of their own; those of colleagues stand beside it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{
    EarlierLink, Icon, KeepPrivate, LineField, ListFailed, NotFoundPage, Receipt, TextArea, Top, Typed, typed, when_opened,
};
use crate::platform::{dom, files, history, time, typing};
use crate::state::editor::{Base, Editor};
use crate::state::places::use_places;
use crate::state::{Device, Here, Records, Toasts, bin, live};
use domain::content;
use domain::formats;
use domain::gathered::{self, Gathered};
use domain::kijkwijzer::{Contribution, Moment};
use domain::route::Route;
use domain::{Id, Kijkwijzer, Origin, Record, Vision, Visit, dates};

mod block;
mod paper;
use block::BlockForm;
use paper::Paper;

/// A kijkwijzer by its id; a new one is made with the first word.
#[component]
pub fn KijkwijzerPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let device = expect_context::<Device>();
    let form = live::use_opened::<Kijkwijzer>(id);
    let mine = live::use_opened::<Contribution>(Contribution::id_of(&id, &device.me.with_untracked(|me| me.id)));
    let vision = live::use_opened::<Vision>(Vision::id());
    when_opened(form, move |found| {
        if found.as_ref().is_some_and(|(record, _)| record.trashed.is_some()) {
            return view! { <NotFoundPage /> }.into_any();
        }
        let form = move |mine, vision: String| view! { <Form id=id found=found.clone() mine vision /> }.into_any();
        when_opened(mine, move |mine| {
            let form = form.clone();
            when_opened(vision, move |vision| form(mine.clone(), vision.map(|(record, _)| record.body.text()).unwrap_or_default()))
                .into_any()
        })
        .into_any()
    })
}

/// Makes a form for another moment with this one's header, and goes there.
fn again(records: Records, toasts: Toasts, form: &Kijkwijzer, moment: Moment, navigate: impl Fn(&str, NavigateOptions) + 'static) {
    let record = records.record(Id::new(time::new_id()), form.again(moment, time::today()));
    leptos::task::spawn_local(async move {
        match records.put(record.id, record.encode()).await {
            Ok(_) => navigate(&Route::Kijkwijzer(record.id).path(), NavigateOptions::default()),
            Err(error) => toasts.not_saved(&error),
        }
    });
}

#[component]
fn Form(id: Id, found: Option<(Record<Kijkwijzer>, Base)>, mine: Option<(Record<Contribution>, Base)>, vision: String) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let is_new = found.is_none();
    let asked = use_query_map().with_untracked(|query| query.get("bezoek"));
    let new = move || {
        let body = Kijkwijzer { date: time::today(), vision, visit: asked.map(Id::new), ..Kijkwijzer::default() };
        records.record(id, body)
    };
    let editor = Editor::open_or_new(found, new, "Kijkwijzer");
    let own = Editor::open_or_new(
        mine,
        || {
            let me = device.me.with_untracked(|me| me.id);
            records.record(Contribution::id_of(&id, &me), Contribution { kijkwijzer: Some(id), ..Contribution::default() })
        },
        "Kijkwijzer",
    );
    // What somebody adds must have its form beside it.
    let written = StoredValue::new(!is_new);
    Effect::new(move || {
        if own.with(|part| !part.is_blank()) && !written.get_value() {
            written.set_value(true);
            editor.edit(|_| ());
            editor.flush();
        }
    });
    let parts = live::use_children::<Contribution>(id);
    let blocks = Signal::derive(move || {
        // One's own is shown as it is typed, not as it was last read.
        let own = own.get();
        let mut all: Vec<Record<Contribution>> = parts.items().into_iter().filter(|part| part.id != own.id).collect();
        all.push(own);
        editor.with(|form| gathered::gather(form, content::kijkwijzer(), &all))
    });
    let others = Signal::derive(move || {
        let all: Vec<Record<Contribution>> = parts.items().into_iter().filter(|part| part.id != own.id()).collect();
        editor.with(|form| gathered::gather(form, content::kijkwijzer(), &all))
    });
    let origin = move || Origin {
        label: editor.with(|form| form.title().to_owned()),
        path: Route::Kijkwijzer(id).path(),
        visit: editor.with(|form| form.visit),
        place: editor.with(|form| form.place),
        ..Origin::default()
    };
    here.set_while_shown(origin);
    let origin = Signal::derive(move || Some(origin()));
    let title = Signal::derive(move || editor.with(|form| form.title().to_owned()));
    let day = move || editor.with(|form| time::full_day(&form.date));
    let eyebrow = Signal::derive(move || format!("{} · {}", editor.with(|form| form.moment.label()), day()));
    let share = move |_| {
        let text = editor.peek(|form| formats::kijkwijzer::text(form, &untrack(|| blocks.get()), &time::full_day(&form.date)));
        leptos::task::spawn_local(async move {
            match files::share("Kijkwijzer", &text).await {
                files::Handed::Copied => toasts.say("Gekopieerd: plak het in een bericht of document."),
                files::Handed::Failed => toasts.say("Je browser laat delen en kopiëren hier niet toe. Druk het af."),
                files::Handed::Shared | files::Handed::Cancelled => {}
            }
        });
    };
    let to_moment = navigate.clone();
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Kijkwijzer weggegooid.");
        navigate(&Route::Visits.path(), history::instead());
    };
    let words = Signal::derive(move || formats::kijkwijzer::text(&editor.get().body, &blocks.get(), ""));
    view! {
        <Top back=Route::Visits.path() back_label="Terug naar Kijken" title=title eyebrow=eyebrow />
        <main class="page page--wide stack">
            <ListFailed of=parts />
            <div class="stack no-print">
                <Header editor />
                {content::kijkwijzer()
                    .iter()
                    .enumerate()
                    .map(|(at, block)| view! { <BlockForm block editor own others origin first=at == 0 /> })
                    .collect_view()}
                <Receipt saver=own.saver() words=words />
                <Receipt saver=editor.saver() words=words />
                <p class="muted small">
                    <Icon name="info" size=16 />
                    " Noteer geen namen van kinderen of ouders."
                </p>
                <div class="cluster">
                    <button type="button" class="btn" on:click=share>
                        <Icon name="share-2" />
                        "Delen"
                    </button>
                    <button type="button" class="btn" on:click=move |_| dom::print()>
                        <Icon name="printer" />
                        "Afdrukken"
                    </button>
                </div>
                <section class="card">
                    <h2>"Nieuwe kijkwijzer met deze gegevens"</h2>
                    <p class="muted small">"De gegevens bovenaan, de visie en je eigen punten gaan mee; de notities blijven hier."</p>
                    <div class="cluster">
                        {Moment::ALL
                            .into_iter()
                            .map(|moment| {
                                let navigate = to_moment.clone();
                                view! {
                                    <button
                                        type="button"
                                        class="btn"
                                        on:click=move |_| editor.peek(|form| again(records, toasts, form, moment, navigate.clone()))
                                    >
                                        {moment.label()}
                                    </button>
                                }
                            })
                            .collect_view()}
                    </div>
                </section>
                <EarlierLink editor=editor />
                <EarlierLink editor=own />
                <KeepPrivate id=id />
                <button type="button" class="btn btn--quiet" on:click=bin>
                    <Icon name="trash-2" />
                    "Kijkwijzer weggooien"
                </button>
            </div>
            <Paper editor blocks />
        </main>
    }
}

#[component]
fn Header(editor: Editor<Kijkwijzer>) -> impl IntoView {
    let places = use_places();
    let visits = live::use_kind::<Visit>();
    let day = Typed::new(
        move || editor.with(|form| form.date.clone()),
        move |day| {
            if dates::is_day(&day) {
                editor.edit(|form| form.date = day);
            }
        },
        move || editor.flush(),
    );
    let choose_place = move |id: String| {
        let name = places.with_untracked(|places| places.of_id(&Id::new(&id)).map(|place| place.name.clone()));
        editor.edit(|form| {
            form.place = (!id.is_empty()).then(|| Id::new(id));
            form.place_name = name.unwrap_or_default();
        });
        editor.flush();
    };
    let choose_visit = move |id: String| {
        editor.edit(|form| form.visit = (!id.is_empty()).then(|| Id::new(id)));
        editor.flush();
    };
    let is_place = move |id: &Id| editor.with(|form| form.place.as_ref() == Some(id));
    let is_visit = move |id: &Id| editor.with(|form| form.visit.as_ref() == Some(id));
    view! {
        <LineField id="activiteit" label="Activiteit of moment" typed=typed(editor, |f| &f.name, |f, text| f.name = text) />
        <fieldset>
            <legend class="field__label">"Wanneer vul je deze kijkwijzer in?"</legend>
            <div class="segmented">
                {Moment::ALL
                    .into_iter()
                    .map(|moment| {
                        view! {
                            <label class="segmented__item">
                                <input
                                    type="radio"
                                    name="moment"
                                    prop:checked=move || editor.with(|f| f.moment == moment)
                                    on:change=move |_| {
                                        editor.edit(|f| f.moment = moment);
                                        editor.flush();
                                    }
                                />
                                <span>{moment.label()}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
        <details class="details" open=true>
            <summary>"Wie, waar en wanneer"</summary>
            <LineField id="dag" label="Dag" kind="date" typed=day />
            <LineField
                id="deelnemers"
                label="Deelnemers"
                hint="Welke groep, of collega's met hun voornaam."
                typed=typed(editor, |f| &f.participants, |f, text| f.participants = text)
            />
            <LineField id="begeleiding" label="Begeleiding" typed=typed(editor, |f| &f.guidance, |f, text| f.guidance = text) />
            <div class="field">
                <label class="field__label" for="kw-plek">
                    "Plek"
                </label>
                <select
                    class="input"
                    id="kw-plek"
                    on:change=move |ev| {
                        if let Some(id) = typing::typed(&ev) {
                            choose_place(id);
                        }
                    }
                >
                    <option value="">"Geen"</option>
                    {move || {
                        editor
                            .with(|form| form.place.filter(|id| !places.with(|places| places.iter().any(|item| item.id == *id))))
                            .map(|id| {
                                // Of another city, or gone since: choosing something else is up to whoever fills it in.
                                view! {
                                    <option value=id.to_string() prop:selected=move || is_place(&id)>
                                        {editor.with(|form| form.place_name.clone())}
                                    </option>
                                }
                            })
                    }}
                    {move || {
                        places
                            .get()
                            .iter()
                            .filter(|item| !item.place.retired || is_place(&item.id))
                            .map(|item| {
                                let id = item.id;
                                view! {
                                    <option value=item.id.to_string() prop:selected=move || is_place(&id)>
                                        {item.place.name.clone()}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="kw-bezoek">
                    "Hoort bij een bezoek"
                </label>
                <select
                    class="input"
                    id="kw-bezoek"
                    on:change=move |ev| {
                        if let Some(id) = typing::typed(&ev) {
                            choose_visit(id);
                        }
                    }
                >
                    <option value="">"Geen"</option>
                    {move || {
                        visits
                            .items()
                            .into_iter()
                            .map(|visit| {
                                let id = visit.id;
                                let name = format!("{} · {}", visit.body.title(), time::day_in_words(&visit.body.date));
                                view! {
                                    <option value=visit.id.to_string() prop:selected=move || is_visit(&id)>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
            {move || {
                editor
                    .with(|f| f.visit)
                    .map(|visit| {
                        view! {
                            <a href=Route::Visit(visit).path() class="link">
                                <Icon name="link" />
                                "Naar het bezoek"
                            </a>
                        }
                    })
            }}
        </details>
        <details class="details">
            <summary>"Onze visie op ontmoeting"</summary>
            <TextArea
                id="visie"
                label="We dromen van, we werken aan"
                rows=3
                typed=typed(editor, |f| &f.vision, |f, text| f.vision = text)
            />
            <a href=Route::Vision.path() class="link small">
                <Icon name="pencil" size=16 />
                "Visie van je team aanpassen"
            </a>
        </details>
    }
}

/// The block of this id among those that were put together.
fn found(blocks: &[Gathered], id: &str) -> Option<Gathered> {
    blocks.iter().find(|block| block.id == id).cloned()
}
