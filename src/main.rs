//! Where the app starts: mount; nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    blikveld::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Blikveld runs in a browser: `make run` builds and serves it.");
}
