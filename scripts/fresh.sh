#!/usr/bin/env bash
# Runs a command as on a machine that never built this project: cargo's and npm's caches and the tools folder are new, empty, and
# removed afterwards. What lies in a cache hides a step that is missing. With --clone the command runs in a clone of the last
# commit, so that nothing that was built or left in the checkout helps either.
#   scripts/fresh.sh [--clone] COMMAND...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fresh="$(mktemp -d)"
# Cargo makes some of its files read-only.
trap 'chmod -R u+w "$fresh" 2>/dev/null; rm -rf "$fresh"' EXIT
if [ "${1:-}" = --clone ]; then
  shift
  git clone --quiet . "$fresh/blikveld"
  cd "$fresh/blikveld"
fi

# Which registries this machine uses is no cache.
mkdir -p "$fresh/cargo"
for file in config config.toml credentials.toml; do
  if [ -e "${CARGO_HOME:-$HOME/.cargo}/$file" ]; then cp "${CARGO_HOME:-$HOME/.cargo}/$file" "$fresh/cargo/"; fi
done
export CARGO_HOME="$fresh/cargo" BLIKVELD_CACHE="$fresh/cache" npm_config_cache="$fresh/npm"
unset CARGO_TARGET_DIR
"$@"
