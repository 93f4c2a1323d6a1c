//! The kijkwijzer: header, vision, five blocks. Each person writes in a contribution of their own; those of colleagues stand beside it.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{EarlierLink, HelpLink, Icon, KeepPrivate, ListFailed, NotFoundPage, Receipt, Top, when_opened};
use crate::platform::{dom, files, history, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Device, Here, Records, Toasts, bin, live};
use domain::content;
use domain::formats;
use domain::gathered;
use domain::kijkwijzer::{Contribution, Mark, Moment, Part};
use domain::route::Route;
use domain::{Id, Kijkwijzer, Origin, Record, Vision, occasion};

mod beside;
mod block;
mod facts;
mod moments;
mod paper;
mod point;
use beside::SideBySide;
use block::BlockForm;
use facts::Facts;
use moments::{BESIDE, Moments, NextMoment};
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

#[component]
fn Form(id: Id, found: Option<(Record<Kijkwijzer>, Base)>, mine: Option<(Record<Contribution>, Base)>, vision: String) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let is_new = found.is_none();
    let query = use_query_map();
    let asked = query.with_untracked(|query| query.get("bezoek"));
    let is_beside = Memo::new(move |_| query.with(|query| query.get(BESIDE).is_some()));
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
    let forms = live::use_kind::<Kijkwijzer>();
    let sittings = Memo::new(move |_| {
        let all = forms.items();
        editor.with(|form| occasion::of((&id, form), &all))
    });
    let moment = Memo::new(move |_| editor.with(|form| form.moment));
    let first = Part::at(moment.get_untracked());
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
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Kijkwijzer weggegooid.");
        navigate(&Route::Visits.path(), history::instead());
    };
    let words = Signal::derive(move || formats::kijkwijzer::text(&editor.get().body, &blocks.get(), ""));
    view! {
        <Top back=Route::Visits.path() back_label="Terug naar Kijken" title=title eyebrow=eyebrow>
            <HelpLink chapter="kijkwijzer" about="de kijkwijzer" />
        </Top>
        <main class="page page--wide stack stack--kijkwijzer">
            <ListFailed of=(parts, forms) />
            <div class="stack stack--tight no-print">
                <Moments id sittings is_beside />
                <Show when=move || is_beside.get()>
                    <SideBySide id own=blocks forms sittings />
                </Show>
                // The form stays on the page meanwhile: what lies open stays open, and no word is built anew.
                <div class="stack stack--tight" hidden=move || is_beside.get()>
                    <Facts editor forms open=is_new />
                    <Legend moment />
                    {Part::ALL
                        .into_iter()
                        .map(|part| {
                            let blocks_of = content::kijkwijzer().iter().filter(move |block| block.part == part).enumerate();
                            view! {
                                <section class="stack stack--tight">
                                    <h2 class="part">{part.label()}</h2>
                                    {blocks_of
                                        .map(|(at, block)| {
                                            view! {
                                                <BlockForm block editor own all=blocks others origin moment open=part == first && at == 0 />
                                            }
                                        })
                                        .collect_view()}
                                </section>
                            }
                        })
                        .collect_view()}
                    <Receipt saver=own.saver() words=words />
                    <Receipt saver=editor.saver() words=words />
                    <p class="muted small">
                        <Icon name="info" size=16 />
                        " Noteer geen namen van kinderen of ouders."
                    </p>
                    <NextMoment editor sittings />
                    <div class="pair">
                        <button type="button" class="btn" on:click=share>
                            <Icon name="share-2" />
                            "Delen"
                        </button>
                        <button type="button" class="btn" on:click=move |_| dom::print()>
                            <Icon name="printer" />
                            "Afdrukken"
                        </button>
                    </div>
                    <EarlierLink editor=editor />
                    <EarlierLink editor=own />
                    <KeepPrivate id=id />
                    <button type="button" class="btn btn--quiet" on:click=bin>
                        <Icon name="trash-2" />
                        "Kijkwijzer weggooien"
                    </button>
                </div>
            </div>
            <Paper editor blocks />
        </main>
    }
}

/// What the two marks mean, once.
#[component]
fn Legend(moment: Memo<Moment>) -> impl IntoView {
    view! {
        <p class="legend">
            {Mark::CHOICES
                .into_iter()
                .map(|one| {
                    view! {
                        <span class=if one == Mark::Attention {
                            "c-vind"
                        } else {
                            "c-act"
                        }>
                            {move || view! { <Icon name=one.icon(moment.get()) size=16 /> }}
                            {move || one.label(moment.get()).to_lowercase()}
                        </span>
                    }
                })
                .collect_view()} <span>"Tik op de woorden om te noteren."</span>
        </p>
    }
}
