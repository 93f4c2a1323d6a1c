//! What was noted, counted and photographed at a question, for the team to talk about.

use leptos::prelude::*;

use super::note::NoteTalk;
use super::timeline::Timeline;
use crate::components::Icon;
use crate::pages::kijken::photos::PhotoList;
use crate::state::editor::Editor;
use domain::debrief::Debrief;
use domain::summary::{LensSummary, Line, QuestionSummary};
use domain::{Lane, Origin};

/// One part of a whole that moves on, as it was last seen: what is said of a note stays in its row whatever comes in around it.
pub fn follow<W: Send + Sync + 'static, P: Clone + Default + PartialEq + Send + Sync + 'static>(
    whole: Memo<W>,
    find: impl Fn(&W) -> Option<P> + Send + Sync + 'static,
) -> Memo<P> {
    Memo::new(move |before: Option<&P>| whole.with(&find).or_else(|| before.cloned()).unwrap_or_default())
}

/// All questions of a lens at which there is something.
#[component]
pub fn LensTalk(lens: Memo<LensSummary>, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let questions = move || lens.get().questions.into_iter().filter(|q| !q.is_empty());
    let icon = move || lens.with(|lens| (!lens.icon.is_empty()).then(|| view! { <Icon name=lens.icon.clone() size=20 /> }));
    view! {
        <section class="stack">
            <h2 class="summary__lens" dir="auto">
                {icon}
                {move || lens.with(|lens| lens.name.clone())}
            </h2>
            <For each=questions key=|question| question.id.clone() let(question)>
                {
                    let question = follow(lens, move |lens| lens.questions.iter().find(|q| q.id == question.id).cloned());
                    view! { <QuestionTalk question editor origin /> }
                }
            </For>
        </section>
    }
}

#[component]
fn QuestionTalk(question: Memo<QuestionSummary>, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let lanes =
        move || Lane::ALL.into_iter().filter(|lane| question.with(|question| !lines(question, *lane).is_empty())).collect::<Vec<_>>();
    let columns = Memo::new(move |_| !lanes().is_empty());
    let photos = Memo::new(move |_| question.with(|question| question.photos.clone()));
    let counted = Memo::new(move |_| question.with(|question| question.counts.clone()));
    let counts = move || counted.get();
    view! {
        <section class="stack stack--tight">
            <h3 class="summary__question" dir="auto">
                {move || question.with(|question| question.text.clone())}
            </h3>
            <Show when=move || columns.get()>
                <div class="cols">
                    <For each=lanes key=|lane| *lane let(lane)>
                        {
                            let slug = match lane {
                                Lane::Seen => "seen",
                                Lane::Thought => "thought",
                                Lane::Valued => "valued",
                            };
                            let here = Memo::new(move |_| question.with(|question| lines(question, lane).to_vec()));
                            view! {
                                <div class=format!("cols__lane--{slug}")>
                                    <h4>{lane.label()}</h4>
                                    <ul class="notes">
                                        <For each=move || here.get() key=|line| line.id let(line)>
                                            {
                                                let id = line.id;
                                                let line = follow(here, move |here| here.iter().find(|l| l.id == id).cloned());
                                                view! { <NoteTalk id line slug editor origin /> }
                                            }
                                        </For>
                                    </ul>
                                </div>
                            }
                        }
                    </For>
                </div>
            </Show>
            {move || {
                (!counts().is_empty())
                    .then(|| {
                        view! { <ul class="timelines">{counts().into_iter().map(|count| view! { <Timeline count /> }).collect_view()}</ul> }
                    })
            }}
            {move || {
                let photos = photos.get();
                (!photos.is_empty()).then(|| view! { <PhotoList photos /> })
            }}
        </section>
    }
}

/// What stands in one lane of a question.
fn lines(question: &QuestionSummary, lane: Lane) -> &[Line] {
    Lane::ALL.iter().zip(&question.lanes).find(|(one, _)| **one == lane).map_or(&[], |(_, lines)| lines)
}
