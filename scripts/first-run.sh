#!/usr/bin/env bash
# `make run` as a person meets it: starts it, waits until the app answers at its address, says how long that took, and stops it.
# Fails when the app does not come, or when it outlives its `make run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export PORT="${PORT:-8090}"
LIMIT_S=2400
address="http://127.0.0.1:$PORT/"
if curl --silent --output /dev/null "$address"; then echo "first-run: something else serves $address" >&2; exit 1; fi

setsid make run &
run=$!
trap 'kill -TERM -- "-$run" 2>/dev/null || true; wait "$run" 2>/dev/null || true' EXIT
until page="$(curl --silent --fail "$address")"; do
  kill -0 "$run" 2>/dev/null || { echo "first-run: make run ended before the app was there" >&2; exit 1; }
  [ "$SECONDS" -lt "$LIMIT_S" ] || { echo "first-run: no app after $LIMIT_S s" >&2; exit 1; }
  sleep 1
done
[[ "$page" == *blikveld-app* ]] || { echo "first-run: what answers at $address is not the app" >&2; exit 1; }
echo "first-run: make run served the app after $SECONDS s"

kill -TERM -- "-$run"
wait "$run" 2>/dev/null || true
trap - EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
  curl --silent --output /dev/null "$address" || exit 0
  sleep 0.5
done
echo "first-run: the server outlived make run" >&2
exit 1
