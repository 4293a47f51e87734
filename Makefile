# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
SOURCES := Sources Tests Benchmarks Fuzz Package.swift
# CPU seconds of `make fuzz`
SECONDS ?= 600
# Pages of `make soak`
PAGES ?= 100000

.PHONY: help demo test build bench soak fuzz sanitize format lint clean dependencies test-dependencies

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: dependencies ## Build a release and fetch the bundled sample portal twice, with no network
	swift build -c release --product fangzhi
	.build/release/fangzhi demo

# The tests come last, so that the runner's own closing line is the last one.
test: test-dependencies lint ## Install what tests need and run everything
	swift build --build-tests
	swift test --skip-build --disable-xctest --no-parallel

build: dependencies ## Build the release binary .build/release/fangzhi
	swift build -c release --product fangzhi

bench: dependencies ## Measure cleaning against libxml2's bare parse; other pages too with FANGZHI_CORPUS=FOLDER
	swift build -c release --product benchmarks
	.build/release/benchmarks

soak: dependencies ## Crawl a loopback portal of PAGES=100000 invented pages and sample memory every second
	swift build -c release --product fangzhi
	swift build --build-tests
	FANGZHI_SOAK=$(PAGES) FANGZHI_PROGRAM=$(CURDIR)/.build/release/fangzhi \
	  swift test --skip-build --disable-xctest --no-parallel --filter SoakTests

fuzz: dependencies ## Fuzz cleaning with libFuzzer for SECONDS=600 of CPU time
	Scripts/fuzz $(SECONDS)

sanitize: dependencies ## Run the tests of the pure rooms under the address and the thread sanitizer
	Scripts/sanitize address
	Scripts/sanitize thread

format: ## Format all Swift files in place
	swift format --in-place --parallel -r $(SOURCES)

lint: ## Check the format of all Swift files
	swift format lint --strict --parallel -r $(SOURCES)

clean: ## Remove what was built, the Python tools of the tests too
	rm -rf .build .build-* .venv

dependencies:
	@Scripts/install-dependencies

test-dependencies:
	@Scripts/install-dependencies --tests
	@Scripts/make-venv
