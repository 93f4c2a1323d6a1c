//! The one element type and the signals behind one type, in a real page: what is drawn again is patched in place, so that a focus
//! and a half-typed word stay; a change is told once; what is gone says so instead of doing something.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use blikveld::ui::el::{Build, Inside, Property, Worth, hears};
use blikveld::ui::{CollectView, NodeRef, Show, View, dynamic, mount};
use gloo_timers::future::TimeoutFuture;
use leptos::callback::{Callable, UnsyncCallback};
use leptos::ev;
use leptos::prelude::{Effect, Get, GetUntracked, GetValue, Memo, RwSignal, Set, SetValue, Signal, StoredValue, WithValue};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn place() -> HtmlElement {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    place
}

/// Draws something on the page, and tells what was made with it; it goes when the last is dropped.
fn shown<T: 'static>(place: &HtmlElement, make: impl FnOnce() -> (View, T) + 'static) -> (T, Box<dyn Any>) {
    let told = Rc::new(RefCell::new(None));
    let tell = told.clone();
    let handle = mount(place, move || {
        let (view, with) = make();
        tell.replace(Some(with));
        view
    });
    (told.take().unwrap(), Box::new(handle))
}

fn find<T: JsCast>(place: &Element, what: &str) -> T {
    place.query_selector(what).unwrap().expect(what).unchecked_into()
}

/// Effects run a moment later.
async fn settled() {
    TimeoutFuture::new(20).await;
}

fn field(text: String, heard: Rc<Cell<u32>>, adds: u32) -> View {
    let mut el = Build::new("\u{1}input\u{5}title\u{5}input\u{7}");
    Worth::put(text, &mut el);
    el.on(hears::<ev::input>(move |_| heard.set(heard.get() + adds)));
    el.done()
}

#[wasm_bindgen_test]
async fn what_is_drawn_again_alike_keeps_its_node_its_focus_and_what_was_typed_and_hears_with_the_new_handler() {
    let (place, heard) = (place(), Rc::new(Cell::new(0)));
    let counts = heard.clone();
    let (turn, handle) = shown(&place, move || {
        let turn = RwSignal::new(1_u32);
        let view = dynamic(move || field(format!("beurt {}", turn.get()), counts.clone(), turn.get_untracked()));
        (view, turn)
    });
    let input: HtmlInputElement = find(&place, "input");
    input.focus().unwrap();
    input.set_value("half een wo");
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!(heard.get(), 1);
    turn.set(10);
    settled().await;
    let after: HtmlInputElement = find(&place, "input");
    assert!(after == input, "the field is another one");
    assert_eq!((after.get_attribute("title").as_deref(), after.value().as_str()), (Some("beurt 10"), "half een wo"));
    assert_eq!(document().active_element().as_ref(), Some(input.as_ref()));
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!(heard.get(), 11, "the old handler answered, or both");
    drop(handle);
}

#[wasm_bindgen_test]
async fn what_is_drawn_again_otherwise_takes_the_place_of_what_was_there() {
    let place = place();
    let (first, handle) = shown(&place, || {
        let first = RwSignal::new(true);
        let mut around = Build::new("\u{1}p\u{4}voor \u{6}\u{4} na\u{2}lang\u{3}nl\u{7}");
        around.any(dynamic(move || Build::new(if first.get() { "\u{1}b\u{4}nu\u{7}" } else { "\u{1}i\u{4}nu\u{7}" }).done()));
        (around.done(), first)
    });
    assert_eq!(find::<Element>(&place, "p > b").text_content().as_deref(), Some("nu"));
    first.set(false);
    settled().await;
    assert!(place.query_selector("b").unwrap().is_none());
    assert_eq!(find::<Element>(&place, "p[lang='nl']").text_content().as_deref(), Some("voor nu na"));
    drop(handle);
    assert_eq!(place.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn attributes_properties_and_texts_follow_their_signals() {
    let place = place();
    let ((text, on), handle) = shown(&place, || {
        let (text, on) = (RwSignal::new("een".to_owned()), RwSignal::new(true));
        let mut el = Build::new("\u{1}label\u{1}input\u{5}value\u{7}\u{6}\u{5}hidden\u{5}title\u{7}");
        Property::hold(text, &mut el);
        Inside::lay(text, &mut el);
        Worth::put(move || on.get(), &mut el);
        Worth::put(move || (!on.get()).then_some("uit"), &mut el);
        (el.done(), (text, on))
    });
    let (label, input): (Element, HtmlInputElement) = (find(&place, "label"), find(&place, "input"));
    let seen = || (label.has_attribute("hidden"), label.get_attribute("title"), input.value(), label.text_content().unwrap());
    assert_eq!(seen(), (true, None, "een".to_owned(), "een".to_owned()));
    text.set("twee".to_owned());
    on.set(false);
    settled().await;
    assert_eq!(seen(), (false, Some("uit".to_owned()), "twee".to_owned(), "twee".to_owned()));
    drop(handle);
}

#[wasm_bindgen_test]
async fn a_property_that_is_told_again_is_shown_again_whatever_a_person_did_meanwhile() {
    let place = place();
    let (ticked, handle) = shown(&place, || {
        let ticked = RwSignal::new(false);
        let mut input = Build::new("\u{1}input\u{2}type\u{3}checkbox\u{5}checked\u{7}");
        Property::hold(move || ticked.get(), &mut input);
        (input.done(), ticked)
    });
    let input: HtmlInputElement = find(&place, "input");
    // A tap that comes to nothing: what was true is told once more.
    input.click();
    assert!(input.checked());
    ticked.set(false);
    settled().await;
    assert!(!input.checked(), "the box shows what is not so");
    drop(handle);
}

#[wasm_bindgen_test]
async fn nobody_listens_any_more_to_an_element_that_went() {
    let (place, heard) = (place(), Rc::new(Cell::new(0)));
    let counts = heard.clone();
    let ((), handle) = shown(&place, move || (field("een".to_owned(), counts, 1), ()));
    let input: HtmlInputElement = find(&place, "input");
    drop(handle);
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!((heard.get(), Rc::strong_count(&heard)), (0, 1), "it is heard, or kept");
}

#[wasm_bindgen_test]
async fn drawings_are_drawings_and_not_unknown_tags() {
    let place = place();
    let ((), handle) = shown(&place, || (Build::new("\u{1}svg\u{1}use\u{7}\u{7}").done(), ()));
    for tag in ["svg", "use"] {
        assert_eq!(find::<Element>(&place, tag).namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"), "{tag}");
    }
    drop(handle);
}

#[wasm_bindgen_test]
async fn a_memo_tells_only_another_outcome_and_an_effect_runs_once_for_each() {
    let runs = Rc::new(RefCell::new(Vec::new()));
    let ran = runs.clone();
    let (number, handle) = shown(&place(), move || {
        let number = RwSignal::new(1_u32);
        let even = Memo::new(move |_| number.get().is_multiple_of(2));
        Effect::new(move || ran.borrow_mut().push(even.get()));
        (View::Nothing, number)
    });
    settled().await;
    for next in [3, 5, 6, 8, 9] {
        number.set(next);
        settled().await;
    }
    assert_eq!(*runs.borrow(), [false, true, false]);
    drop(handle);
}

#[wasm_bindgen_test]
async fn what_went_with_its_screen_gives_back_what_it_is_handed_and_calls_nobody() {
    let called = Rc::new(Cell::new(false));
    let calls = called.clone();
    let ((text, number, seven, call), handle) = shown(&place(), move || {
        let call = UnsyncCallback::new(move |()| calls.set(true));
        (View::Nothing, (RwSignal::new("oud".to_owned()), StoredValue::new(1_u32), Signal::derive(|| 7_u32), call))
    });
    assert_eq!((text.get_untracked().as_str(), number.get_value(), seven.get_untracked()), ("oud", 1, 7));
    assert_eq!(text.try_set("nieuw".to_owned()), None);
    drop(handle);
    settled().await;
    assert_eq!(text.try_set("te laat".to_owned()), Some("te laat".to_owned()));
    assert_eq!((text.try_get(), number.try_get_value(), number.try_set_value(2)), (None, None, Some(2)));
    assert_eq!((call.try_run(()), called.get()), (None, false));
}

fn texts(place: &Element) -> Vec<String> {
    let children = place.children();
    (0..children.length()).map(|at| children.item(at).unwrap().text_content().unwrap()).collect()
}

fn item(text: &str) -> View {
    let mut el = Build::new("\u{1}li\u{6}\u{7}");
    Inside::lay(text.to_owned(), &mut el);
    el.done()
}

#[wasm_bindgen_test]
async fn a_list_grows_and_shrinks_at_its_end_and_keeps_the_elements_it_has() {
    let place = place();
    let (words, handle) = shown(&place, || {
        let words = RwSignal::new(vec!["een", "twee"]);
        let list = dynamic(move || words.get().into_iter().map(item).collect_view());
        (vec![item("eerst"), list, item("laatst")].show(), words)
    });
    assert_eq!(texts(&place), ["eerst", "een", "twee", "laatst"]);
    let second = place.children().item(1).unwrap();
    for next in [vec!["een", "drie", "vier"], vec![], vec!["vijf"], vec!["zes", "zeven"]] {
        words.set(next.clone());
        settled().await;
        assert_eq!(texts(&place), [vec!["eerst"], next.clone(), vec!["laatst"]].concat());
        if next.first() == Some(&"een") {
            assert!(place.children().item(1).unwrap() == second, "the first of the list is another element");
        }
    }
    drop(handle);
    assert!(!place.has_child_nodes(), "something was left behind");
}

#[wasm_bindgen_test]
async fn whatever_takes_the_place_of_something_stands_in_its_place() {
    let place = place();
    let kinds: [fn() -> View; 6] = [
        || View::Nothing,
        || "tekst".show(),
        || item("element"),
        || vec![item("a"), item("b")].show(),
        || dynamic(|| dynamic(|| item("diep"))),
        || Vec::<View>::new().show(),
    ];
    let (which, handle) = shown(&place, move || {
        let which = RwSignal::new(0_usize);
        (vec!["<".show(), dynamic(move || kinds[which.get()]()), ">".show()].show(), which)
    });
    let told = ["<>", "<tekst>", "<element>", "<ab>", "<diep>", "<>"];
    for from in 0..kinds.len() {
        for (to, told) in told.into_iter().enumerate() {
            which.set(from);
            settled().await;
            which.set(to);
            settled().await;
            assert_eq!(place.text_content().unwrap(), told, "from {from} to {to}");
        }
    }
    drop(handle);
    assert!(!place.has_child_nodes(), "something was left behind");
}

#[wasm_bindgen_test]
async fn what_changes_inside_what_changed_its_place_still_changes() {
    let place = place();
    let ((outer, inner), handle) = shown(&place, || {
        let (outer, inner) = (RwSignal::new(0_u32), RwSignal::new("een"));
        let view = dynamic(move || {
            let turn = outer.get();
            let inside = dynamic(move || inner.get());
            if turn % 2 == 0 { inside } else { vec![item("voor"), inside].show() }
        });
        (view, (outer, inner))
    });
    for (turn, word, told) in
        [(0, "een", "een"), (2, "twee", "twee"), (3, "drie", "voordrie"), (5, "vier", "voorvier"), (6, "vijf", "vijf")]
    {
        outer.set(turn);
        settled().await;
        inner.set(word);
        settled().await;
        assert_eq!(place.text_content().unwrap(), told);
    }
    drop(handle);
}

#[wasm_bindgen_test]
async fn an_icon_is_a_drawing_of_the_sprite_and_who_asked_for_an_element_has_it() {
    let place = place();
    let (kept, handle) = shown(&place, || {
        let holder = NodeRef::<HtmlElement>::new();
        let mut el = Build::new("\u{1}p\u{8}check\u{8}flame 16\u{5}\u{7}");
        el.refer(holder);
        (el.done(), holder)
    });
    let sides: Vec<_> = ["#check", "#flame"]
        .map(|name| {
            find::<Element>(&place, &format!("p > svg.icon[aria-hidden='true'] > use[href='/icons.svg{name}']")).parent_element().unwrap()
        })
        .map(|svg| (svg.get_attribute("width").unwrap(), svg.namespace_uri().unwrap()))
        .into();
    assert_eq!(sides, ["20", "16"].map(|side| (side.to_owned(), "http://www.w3.org/2000/svg".to_owned())));
    assert!(kept.get_untracked().unwrap() == find::<HtmlElement>(&place, "p"));
    drop(handle);
    assert!(kept.get_untracked().is_none());
}

#[wasm_bindgen_test]
async fn what_a_screen_does_when_it_goes_still_finds_its_values_and_they_go_after_it() {
    struct Word(Rc<Cell<bool>>);
    impl Drop for Word {
        fn drop(&mut self) {
            self.0.set(true);
        }
    }
    let (found, went) = (Rc::new(RefCell::new(None)), Rc::new(Cell::new(false)));
    let (finds, goes) = (found.clone(), went.clone());
    let ((text, inner), handle) = shown(&place(), move || {
        let (text, held) = (RwSignal::new("half een woord".to_owned()), StoredValue::new_local(Word(goes)));
        let inner = StoredValue::new(held);
        let finds = send_wrapper::SendWrapper::new(finds);
        leptos::prelude::on_cleanup(move || {
            finds.replace(Some((text.get_untracked(), held.with_value(|word| word.0.get()))));
        });
        (View::Nothing, (text, inner))
    });
    assert!(found.borrow().is_none() && !went.get());
    drop(handle);
    assert_eq!(*found.borrow(), Some(("half een woord".to_owned(), false)));
    assert!(went.get(), "what the screen held is still kept");
    assert_eq!((text.try_get(), inner.try_get_value().is_none()), (None, true));
}

#[wasm_bindgen_test]
async fn what_is_drawn_again_lets_go_of_what_it_made_before() {
    let alive = Rc::new(());
    let counted = alive.clone();
    let (turn, handle) = shown(&place(), move || {
        let turn = RwSignal::new(0_u32);
        let view = dynamic(move || {
            let kept = StoredValue::new_local(counted.clone());
            let number = turn.get();
            item(&format!("{number} {}", kept.with_value(Rc::strong_count) > 0))
        });
        (view, turn)
    });
    let at_first = Rc::strong_count(&alive);
    for next in 1..50 {
        turn.set(next);
        settled().await;
    }
    assert_eq!(Rc::strong_count(&alive), at_first, "each drawing left something behind");
    drop(handle);
    settled().await;
    assert_eq!(Rc::strong_count(&alive), 1);
}

#[wasm_bindgen_test]
async fn what_waits_for_its_turn_inside_what_went_does_not_run() {
    let (place, runs) = (place(), Rc::new(RefCell::new(Vec::new())));
    let ran = runs.clone();
    let ((turn, late), handle) = shown(&place, move || {
        let (turn, late, other) = (RwSignal::new(0_u32), RwSignal::new(0_u32), RwSignal::new(()));
        let view = dynamic(move || {
            let (made, ran) = (RwSignal::new(turn.get()), ran.clone());
            if made.get_untracked() > 0 {
                return item("anders");
            }
            dynamic(move || {
                let () = other.get();
                let ran = ran.clone();
                dynamic(move || {
                    let now = late.get();
                    ran.borrow_mut().push((now, made.try_get_untracked()));
                })
            })
        });
        (view, (turn, late))
    });
    settled().await;
    turn.set(1);
    late.set(1);
    settled().await;
    assert_eq!((place.text_content().unwrap().as_str(), runs.borrow().as_slice()), ("anders", &[(0, Some(0))][..]));
    drop(handle);
}

#[wasm_bindgen_test]
async fn a_field_with_another_id_is_another_field() {
    let place = place();
    let (ids, handle) = shown(&place, || {
        let ids = RwSignal::new(vec!["b"]);
        let draw = |id: &'static str| {
            let mut el = Build::new("\u{1}input\u{5}id\u{5}title\u{7}");
            Worth::put(id, &mut el);
            Worth::put(format!("veld {id}"), &mut el);
            el.done()
        };
        (dynamic(move || ids.get().into_iter().map(draw).collect_view()), ids)
    });
    let field: HtmlInputElement = find(&place, "#b");
    field.set_value("half een wo");
    ids.set(vec!["a", "b"]);
    settled().await;
    assert!(find::<HtmlInputElement>(&place, "#a") != field, "what was typed for one stands in the other");
    assert_eq!(find::<HtmlInputElement>(&place, "#a").value(), "");
    drop(handle);
}
