# shellcheck shell=bash
# The environment every command of this project runs in: where the tools are, which compiler, which target folder.
# Sourced by the Makefile's scripts; changes nothing on disk.

BLIKVELD_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BLIKVELD_CACHE="${BLIKVELD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/blikveld}"
export BLIKVELD_ROOT BLIKVELD_CACHE
[ -d "$HOME/.cargo/bin" ] && case ":$PATH:" in *":$HOME/.cargo/bin:"*) ;; *) PATH="$HOME/.cargo/bin:$PATH" ;; esac
PATH="$BLIKVELD_CACHE/tools/bin:$BLIKVELD_ROOT/node_modules/.bin:$PATH"
export PATH

# has_wasm_std RUSTC...: does this compiler come with a standard library for wasm32?
has_wasm_std() {
  local sysroot
  sysroot="$("$@" --print sysroot 2>/dev/null)" || return 1
  ls "$sysroot"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1
}

# The compiler that is there by default serves when it can make WebAssembly; else Debian's, prepared by scripts/setup.sh.
if ! has_wasm_std rustc && has_wasm_std /usr/bin/rustc; then
  if command -v rustup >/dev/null 2>&1; then export RUSTUP_TOOLCHAIN=distro; else PATH="/usr/bin:$PATH"; fi
fi

# One build cache for every checkout on this machine, apart per compiler; its absence only costs time.
if [ -z "${CARGO_TARGET_DIR:-}" ]; then
  CARGO_TARGET_DIR="$BLIKVELD_CACHE/target-$(rustc --version 2>/dev/null | cut -d' ' -f2)"
fi
export CARGO_TARGET_DIR
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"
