//! Word between the tabs of one device (`BroadcastChannel`).

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs; without one (old browsers) nothing is sent and nothing heard.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _listener: Option<EventListener>,
}

impl Tabs {
    /// Opens the channel; `hear` is given each text another tab sends.
    pub fn open(name: &str, hear: impl Fn(String) + 'static) -> Self {
        use wasm_bindgen::JsCast;
        let channel = BroadcastChannel::new(name).ok();
        let listener = channel.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|m| m.data().as_string()) {
                    hear(text);
                }
            })
        });
        Self { channel, _listener: listener }
    }

    /// Tells the other tabs.
    pub fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}
