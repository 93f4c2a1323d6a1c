#!/usr/bin/env bash
# Are there known faults in what this project is built on? RustSec's list is held against Cargo.lock, the npm registry's against
# package-lock.json. A fault of what reaches a phone fails; one of what only builds or tests the app is shown. A list that cannot be
# had is named in a sentence, and nothing fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

RUSTSEC="${RUSTSEC:-https://github.com/RustSec/advisory-db}"
CARGO_AUDIT_VERSION=0.22.2
WAIT_S=60
status=0

crates() {
  local list
  list="$(mktemp -d)"
  trap 'rm -rf "$list"' RETURN
  if ! GIT_TERMINAL_PROMPT=0 timeout "$WAIT_S" git clone --quiet --depth 1 "$RUSTSEC" "$list/db" 2>/dev/null; then
    echo "audit: RustSec's list of advisories cannot be had from here, so Cargo.lock was NOT checked."
    return 0
  fi
  if ! command -v cargo-audit >/dev/null 2>&1; then
    cargo install --quiet --locked --no-default-features --root "$BLIKVELD_CACHE/tools" --version "$CARGO_AUDIT_VERSION" cargo-audit
  fi
  cargo-audit audit --no-fetch --db "$list/db" && echo "audit: Cargo.lock: no known faults."
}

# faults ARGUMENT...: what npm audit says with these, a line for each package; "none" when there is no list.
faults() {
  local found
  found="$(timeout "$WAIT_S" npm audit --json "$@" 2>/dev/null)" || true
  node -e '
    let found = {};
    try { found = JSON.parse(require("node:fs").readFileSync(0, "utf8")); } catch { /* no answer at all */ }
    if (!found.vulnerabilities) console.log("none");
    else for (const { name, severity, range } of Object.values(found.vulnerabilities)) console.log(`${name} ${range}: ${severity}`);
  ' <<<"$found"
}

packages() {
  local shipped all
  shipped="$(faults --omit=dev)"
  all="$(faults)"
  if [ "$shipped" = none ] || [ "$all" = none ]; then
    echo "audit: the npm registry here has no list of advisories, so package-lock.json was NOT checked."
    return 0
  fi
  if [ -n "$all" ] && [ "$all" != "$shipped" ]; then printf 'audit: known faults in what builds and tests the app (shown, not refused):\n%s\n' "$all"; fi
  if [ -n "$shipped" ]; then
    printf 'audit: the app ships what has known faults:\n%s\n' "$shipped"
    return 1
  fi
  echo "audit: package-lock.json: no known faults in what the app ships."
}

crates || status=1
packages || status=1
exit $status
