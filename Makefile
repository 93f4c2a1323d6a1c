# All that is done with this project, by name. `make` alone lists it.
# Every line runs in bash; tools and compiler come from scripts/env.sh, read after scripts/setup.sh has put them there.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run dev build test test-hosting test-engines test-fresh check bench sync-server clean

PORT ?= 8080
SYNC_PORT ?= 5985
ENGINES ?= chromium firefox webkit
export PORT SYNC_PORT

WASM := wasm32-unknown-unknown
ENV := . scripts/env.sh;
DENY := -- -D warnings

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: build ## build the app and serve it on 127.0.0.1 (PORT=8080)
	@$(ENV) exec node scripts/serve.mjs

dev: ## rebuild and reload at every change (PORT=8080)
	scripts/setup.sh
	node scripts/assets.mjs
	$(ENV) exec env -u NO_COLOR trunk serve --port $(PORT)

build: ## make the release in dist/, and print the size of each file
	scripts/setup.sh
	$(ENV) node scripts/build.mjs

test: ## all tests: native, in the browser, and end to end against the release
	scripts/setup.sh test
	$(ENV) node scripts/build.mjs --if-needed
	$(ENV) cargo test --workspace
	# The scripts, and the servers and the bad line that sync is tested with.
	$(ENV) node --test tests/scripts/*.test.mjs tests/sync/*.test.mjs
	$(ENV) export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=120; \
	  CHROMEDRIVER="$$(command -v chromedriver)" cargo test --target $(WASM) --test 'web_*'
	$(ENV) node scripts/each-file.mjs tests/e2e/*.test.mjs

test-hosting: ## the files of hosting/ in the real nginx and the real Caddy, which it installs
	scripts/setup.sh hosting
	$(ENV) node scripts/build.mjs --if-needed
	$(ENV) node --test --test-concurrency=1 tests/hosting/*.test.mjs

test-engines: ## one journey in Firefox and in WebKitGTK, and the same in Chromium
	scripts/setup.sh engines
	$(ENV) node scripts/build.mjs --if-needed
	$(ENV) node scripts/each-file.mjs $(ENGINES:%=tests/engines/%.test.mjs)

test-fresh: ## make run and make test in a fresh clone of the last commit, with empty caches
	scripts/fresh.sh --clone bash -c 'scripts/first-run.sh && make test'

check: ## format, lints, documentation and known faults of what this stands on, warnings denied, natively and for the browser
	scripts/setup.sh check
	$(ENV) cargo fmt --all --check
	$(ENV) leptosfmt --check --quiet src
	$(ENV) cargo clippy --workspace --all-targets $(DENY)
	$(ENV) cargo clippy --workspace --target $(WASM) --all-targets $(DENY)
	# The browser's build has all modules.
	$(ENV) RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --document-private-items --target $(WASM)
	scripts/audit.sh
	for script in scripts/*.sh .ci/run; do bash -n "$$script"; done
	find scripts tests public -name '*.mjs' -o -name boot.js -o -name share-target.js | while read -r script; do node --check "$$script"; done

bench: ## measure the release
	scripts/setup.sh test
	$(ENV) node scripts/build.mjs --if-needed
	$(ENV) node tests/bench/run.mjs

sync-server: ## a server to try out working in a team, in memory (SYNC_PORT=5985, for the app at PORT=8080)
	scripts/setup.sh
	@$(ENV) exec node scripts/sync-server.mjs

clean: ## remove what was built or generated here (not the tools, nor the crates that other checkouts share)
	rm -rf dist test-results public/fonts public/icons.svg public/style.css public/content.json public/cards.json public/leaflet
	$(ENV) for target in '' '--target=$(WASM)'; do for profile in dev release; do \
	  cargo clean --quiet --package blikveld --package blikveld-domain --package blikveld-sync --profile $$profile $$target; done; done
