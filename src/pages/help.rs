//! Hulp: the manual, a chapter a screen. It is fetched when somebody opens it, and lies on the device as the program does.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::components::{Icon, MenuRow, NotFoundPage, Top, WHENCE};
use crate::platform::files;
use domain::manual::{Block, Chapter, Manual, Run};
use domain::route::Route;

/// Where the build puts it.
const MANUAL: &str = "/manual/manual.json";

/// The manual; nothing while it is being fetched, or a fault when it could not be.
fn use_manual() -> RwSignal<Option<Result<Manual, ()>>> {
    let manual = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let read = files::fetch_text(MANUAL).await.and_then(|text| serde_json::from_str(&text).ok());
        drop(manual.try_set(Some(read.ok_or(()))));
    });
    manual
}

/// The chapters.
#[component]
pub fn HelpPage() -> impl IntoView {
    let manual = use_manual();
    view! {
        <Top back=Route::Today.path() back_label="Terug naar Vandaag" title="Hulp" />
        <main class="page stack">
            {move || match manual.get()? {
                Err(()) => Some(missing().into_any()),
                Ok(manual) => {
                    Some(
                        view! {
                            <div class="stack stack--tight">{blocks(manual.lead)}</div>
                            <ul class="menu">
                                {manual
                                    .chapters
                                    .into_iter()
                                    .map(|chapter| {
                                        view! {
                                            <MenuRow
                                                href=Route::Chapter(chapter.slug).path()
                                                icon=chapter.icon
                                                title=chapter.title
                                                small=""
                                            />
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                            .into_any(),
                    )
                }
            }}
        </main>
    }
}

/// One chapter.
#[component]
pub fn ChapterPage() -> impl IntoView {
    let manual = use_manual();
    let (params, query) = (use_params_map(), use_query_map());
    // Back to the screen that asked, else to the chapters.
    let whence = Memo::new(move |_| query.with(|query| query.get(WHENCE)).filter(|path| Route::parse(path).is_some()));
    let back = Signal::derive(move || whence.get().unwrap_or_else(|| Route::Help.path()));
    move || {
        let slug = params.with(|params| params.get("slug")).unwrap_or_default();
        match manual.get() {
            None => view! { <main class="page"></main> }.into_any(),
            Some(Err(())) => view! {
                <Top back back_label="Terug" title="Hulp" />
                <main class="page">{missing()}</main>
            }
            .into_any(),
            Some(Ok(manual)) => match manual.chapter(&slug) {
                None => view! { <NotFoundPage /> }.into_any(),
                Some(chapter) => view! { <ChapterView chapter=chapter.clone() back next=after(&manual, &slug) /> }.into_any(),
            },
        }
    }
}

fn after(manual: &Manual, slug: &str) -> Option<Chapter> {
    manual.chapters.iter().skip_while(|chapter| chapter.slug != slug).nth(1).cloned()
}

#[component]
fn ChapterView(chapter: Chapter, back: Signal<String>, next: Option<Chapter>) -> impl IntoView {
    let tab = format!("Hulp · {}", chapter.title);
    view! {
        <Top back back_label="Terug" title=chapter.title tab eyebrow="Hulp" />
        <main class="page stack">
            <article class="manual stack stack--tight">{blocks(chapter.blocks)}</article>
            <ul class="menu no-print">
                {next
                    .map(|next| {
                        view! { <MenuRow href=Route::Chapter(next.slug).path() icon=next.icon title=next.title small="Hierna" /> }
                    })} <MenuRow href=Route::Help.path() icon="book-open" title="Alle hulp" small="De hele handleiding" />
            </ul>
        </main>
    }
}

fn missing() -> impl IntoView {
    view! {
        <p class="banner banner--bad" role="alert">
            <Icon name="wifi-off" />
            "De hulp staat nog niet op dit toestel. Open haar één keer met verbinding; daarna blijft ze hier."
        </p>
    }
}

fn blocks(blocks: Vec<Block>) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Text { runs } => view! { <p>{words(runs)}</p> }.into_any(),
        Block::Heading { text } => view! { <h2>{text}</h2> }.into_any(),
        Block::List { numbered, items } => {
            let items = items.into_iter().map(|item| view! { <li>{words(item)}</li> }).collect_view();
            if numbered { view! { <ol>{items}</ol> }.into_any() } else { view! { <ul>{items}</ul> }.into_any() }
        }
        Block::Picture { file, text } => {
            view! { <img class="manual__picture" src=format!("/manual/{file}") alt=text loading="lazy" width="360" height="740" /> }
                .into_any()
        }
    }
}

fn words(runs: Vec<Run>) -> impl IntoView {
    runs.into_iter()
        .map(|run| match run {
            Run::Text(text) => text.into_any(),
            Run::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        })
        .collect_view()
}
