# Everything here works on a fresh Debian 12 with Swift: what is missing is installed, or the line to run is named.

SWIFT ?= swift
PACKAGES = libsimdjson-dev libsystemd-dev libsqlite3-dev pkg-config tzdata
DEB_PACKAGES = debhelper dpkg-dev lintian lowdown python3-minimal

.PHONY: all build library library-test flink flink-build flink-test flink-bench test board browser-test proxies-test documentation bench demo outcomes fuzz sanitize sweep soak flood disk-test lint format deps deb box-test upgrade-test clean

all: build

# Installs the Debian packages that the build needs, if one is missing.
deps:
	@Tests/Scripts/install-packages $(PACKAGES)

build: deps
	$(SWIFT) build -c release --product outreachd

# The library for other programs, liboutreach_engine.so, with its header, into .build/library: it needs nothing of Swift on
# the machine, and what it shows begins with oe_. Debian's simdjson, whose name differs from one release to the next, lies
# beside it, where it is looked for.
LIBRARY = .build/library
library: deps
	$(SWIFT) build -c release --product outreach_engine --scratch-path .build/engine -Xswiftc -static-stdlib \
		-Xlinker --version-script=$(CURDIR)/Sources/EngineC/library.map -Xlinker --gc-sections -Xlinker -s
	@mkdir -p $(LIBRARY)
	@built="$$($(SWIFT) build -c release --scratch-path .build/engine --show-bin-path)/liboutreach_engine.so" && \
		install -m 644 -t $(LIBRARY) "$$built" Sources/COutreachEngine/include/outreach_engine.h \
		"$$(ldd "$$built" | sed -n 's/.*=> \(.*libsimdjson[^ ]*\) .*/\1/p')"
	@Tests/EngineC/symbols $(LIBRARY)

# A C program drives the library beside `outreachd replay`, with guards around memory: the same lines, over made events with
# the shipped packs, over STREAM_PAIRS random programs and timelines from SEED on, and over ORDERS, if you have some; damaged states
# are refused. make library-test FILES="RULES EVENTS RULES EVENTS" does so over other files that you have; GUARDS=1 builds the
# library once more, with guards around its own memory.
FILES ?=
STREAM_PAIRS ?= 40
ORDERS ?=
GUARDS ?=
GUARDED = $(if $(GUARDS),.build/guarded/debug)
library-test: library
	@Tests/Scripts/install-packages g++ python3-minimal xz-utils
	$(SWIFT) build --build-tests
	$(if $(GUARDS),$(SWIFT) build --sanitize=address --product outreach_engine --scratch-path .build/guarded)
	@rm -rf .build/streams
	STREAM_FOLDER="$(CURDIR)/.build/streams" STREAM_PAIRS=$(STREAM_PAIRS) FUZZ_SEED=$(SEED) \
		$(SWIFT) test --skip-build --filter programsAreWritten
	@ORDERS="$(ORDERS)" STREAM_FOLDER=.build/streams GUARDED=$(GUARDED) SWIFT="$(SWIFT)" \
		Tests/EngineC/run $(LIBRARY) "$$($(SWIFT) build --show-bin-path)/outreachd" $(FILES)

# The job on Flink, in this folder: outreachd-flink-VERSION_ARCHITECTURE.tar.gz, with a README that says how to run it. Flink
# itself is taken from PyPI, for its jars to compile against and for the tests.
FLINK_VERSION = 2.3.0
FLINK = .build/flink-$(FLINK_VERSION)
FLINK_MADE = .build/flink
# Debian 12 has 17, Debian 13 has 21; what is compiled runs on both.
JDK = $(shell . /etc/os-release && [ "$$VERSION_ID" = 12 ] && echo 17 || echo 21)
JAVA = /usr/lib/jvm/java-$(JDK)-openjdk-$$(dpkg --print-architecture)/bin/java
flink: flink-build
	$(SWIFT) build --product outreachd
	@flink/package $(FLINK_MADE) "$$($(SWIFT) build --show-bin-path)/outreachd" .

$(FLINK):
	@Tests/Scripts/install-packages python3-venv
	@flink/tests/download $(FLINK_VERSION) $(FLINK)

flink-build: library $(FLINK)
	@Tests/Scripts/install-packages gcc openjdk-$(JDK)-jdk-headless
	@JAVA=$(JAVA) flink/build $(FLINK) $(LIBRARY) $(FLINK_MADE)

# The job beside `outreachd replay`: disorder, kills, another parallelism, other rules, silence, a cluster of processes.
# make flink-test CASES="kills cluster"
CASES ?=
flink-test: flink-build
	$(SWIFT) build --product outreachd
	@flink/tests/run $(FLINK) $(FLINK_MADE) "$$($(SWIFT) build --show-bin-path)/outreachd" $(JAVA) $(CASES)

# The job beside the same four rules by hand, by CPU: SMALL and LARGE events in ROUNDS pairs, without checkpoints and with one
# each second, and what a customer takes. make flink-bench SMALL=50000 LARGE=200000 ROUNDS=1 shows that it works.
SMALL ?= 1000000
LARGE ?= 4000000
ROUNDS ?= 5
flink-bench: flink-build
	@flink/bench/run $(FLINK) $(FLINK_MADE) $(JAVA) .build/flink-bench --small $(SMALL) --large $(LARGE) \
		--pairs $(ROUNDS)

# The Debian packages, in this folder: apt install ./outreachd_*.deb ./outreachd-board_*.deb
deb: deps
	@Tests/Scripts/install-packages $(DEB_PACKAGES)
	rm -f outreachd_*.deb outreachd-board_*.deb
	DEB_FOLDER=. debian/rules clean binary
	lintian --fail-on error outreachd_*.deb outreachd-board_*.deb

# The package in a container with a real systemd, of Debian 12 and 13. SYSTEMD_BOX names the program that runs one.
box-test: deb
	BOARD="$$(ls $(CURDIR)/outreachd-board_*.deb)" Tests/Box/run outreachd_*.deb

# An upgrade under load from a package of the first schema, or of another COMMIT; or from a package that is there already:
# make upgrade-test EARLIER=/path/to/it.deb
COMMIT ?= a7d0401
EARLIER ?=
upgrade-test: deb
	earlier="$(EARLIER)"; Tests/Box/upgrade "$${earlier:-$$(Tests/Box/earlier $(COMMIT) .build/earlier)}" outreachd_*.deb

# All tests. Some run the programs that `infer` writes.
test: PACKAGES += python3
test: deps
	$(SWIFT) test

# The DocC pages of every room that has some; a warning is an error.
documentation: deps
	SWIFT="$(SWIFT)" Tests/Scripts/documentation

# The table of ratios, each with its bar: make bench ROWS=replay,run REPEAT=5 SCALE=0.1 JSON=figures.json
# YARDSTICK names another folder of yardsticks, OUTREACHD a program that is built already. BESIDE names an earlier program,
# which takes turns with the one under test: make bench BESIDE=/path/to/outreachd PAIRS=15
ROWS ?=
REPEAT ?= 5
SCALE ?= 1
BARS ?= 1
bench: deps
	@Tests/Scripts/install-packages g++ python3-venv util-linux e2fsprogs
	$(if $(OUTREACHD),,$(SWIFT) build -c release --product outreachd)
	@Benchmarks/bench --outreachd $(or $(OUTREACHD),"$$($(SWIFT) build -c release --show-bin-path)/outreachd") \
		--rows "$(ROWS)" --repeat $(REPEAT) --scale $(SCALE) --bars $(BARS) \
		$(if $(YARDSTICK),--yardstick "$(YARDSTICK)") \
		$(if $(BESIDE),--beside "$(BESIDE)") $(if $(PAIRS),--pairs $(PAIRS)) $(if $(JSON),--json "$(JSON)")

# How well a rule of points foresees bad reviews, by halves of time, and whether a back-test of three rules says what is
# counted by hand; by scripts that know nothing of outreachd:
# make outcomes EVENTS=orders.ndjson OUTCOMES=reviews.csv (columns order, weight, bad, review_submitted)
RULES ?= Tests/Outcomes/points.rules
outcomes: build
	@"$$($(SWIFT) build -c release --show-bin-path)/outreachd" replay --rules $(RULES) "$(EVENTS)" \
		| Tests/Outcomes/count "$(EVENTS)" "$(OUTCOMES)"
	@backtest="$$($(SWIFT) build -c release --show-bin-path)/outreachd backtest --json --rules Tests/Outcomes/three.rules"; \
		$$backtest "$(EVENTS)" | Tests/Outcomes/backtest "$(EVENTS)" && \
		$$backtest --weights "$(OUTCOMES)" --weight-key order "$(EVENTS)" \
			| Tests/Outcomes/backtest "$(EVENTS)" --weights "$(OUTCOMES)" && \
		$$backtest --vary patience=3d,7d,10d,14d "$(EVENTS)" | Tests/Outcomes/backtest "$(EVENTS)" --patience 3,7,10,14

# A little story of some customers, with windows of seconds.
demo: deps
	$(SWIFT) build --product outreachd
	@Tests/Demo/demo "$$($(SWIFT) build --show-bin-path)/outreachd"

# The demo's story on the board, in a browser: make board PORT=8080
PORT ?= 8080
board: deps
	$(SWIFT) build --product outreachd
	$(SWIFT) build --product outreachd-board
	@bin="$$($(SWIFT) build --show-bin-path)"; Tests/Board/show "$$bin/outreachd" "$$bin/outreachd-board" $(PORT)

# What people see and do on the board, in Debian's chromium: make browser-test PICTURES=folder
PICTURES ?=
browser-test: deps
	@Tests/Scripts/install-packages chromium python3-venv
	$(SWIFT) build --product outreachd
	$(SWIFT) build --product outreachd-board
	@test -x .build/browser/bin/python || python3 -m venv .build/browser
	@.build/browser/bin/pip install --quiet --disable-pip-version-check playwright==1.* axe-playwright-python
	@bin="$$($(SWIFT) build --show-bin-path)"; \
		.build/browser/bin/python Tests/Board/browser "$$bin/outreachd" "$$bin/outreachd-board" $(PICTURES)

# The examples of web servers in front of the board, in Debian's nginx and Apache.
proxies-test: deps
	@Tests/Scripts/install-packages nginx-light apache2-bin libapache2-mod-auth-openidc curl openssl
	$(SWIFT) build --product outreachd-board
	@Tests/Board/proxies "$$($(SWIFT) build --show-bin-path)/outreachd-board"

# Each of four for SECONDS: random bytes as event files, random bytes as rule files, texts that collide under the hash
# that tables once had (libFuzzer with AddressSanitizer), random programs and timelines against the reference evaluator:
# make fuzz SECONDS=600 SEED=1 FUZZ="events rules collisions"
SECONDS ?= 60
SEED ?= 1
FUZZ ?= events rules collisions engine
fuzz: deps
	@SWIFT="$(SWIFT)" Tests/Fuzz/run $(SECONDS) $(SEED) $(FUZZ)

# All tests once more, with guards around all memory and on all that threads share. Takes a while to build.
SANITIZERS ?= address thread
sanitize: deps
	@SWIFT="$(SWIFT)" Tests/Scripts/sanitize $(SANITIZERS)

# Kills, errors and power cuts at every durable step of small stories: make sweep KILL_SWEEP=/path/to/kill-sweep
STORIES ?=
sweep: build
	@Tests/Scripts/install-packages sqlite3 python3-minimal
	@test -n "$(KILL_SWEEP)" || { echo "Name the program that does the faults: make sweep KILL_SWEEP=/path/to/kill-sweep"; exit 64; }
	Tests/Sweep/sweep "$$($(SWIFT) build -c release --show-bin-path)/outreachd" "$(KILL_SWEEP)" $(STORIES)

# Random mischief against a running daemon, and a small model: make soak SECONDS=1200 SEED=2
soak: deps
	$(SWIFT) build --build-tests
	Tests/Soak/soak "$$($(SWIFT) build --show-bin-path)/outreachd" $(SECONDS) $(SEED) \
	    --judge "$(SWIFT) test --skip-build --filter JudgedFolder"

# 100,000 files at the start, 20,000 while it is stopped, 50,000 within ten seconds: none lost, memory flat.
flood: build
	Tests/Flood/flood "$$($(SWIFT) build -c release --show-bin-path)/outreachd"

# A daemon on disks that are full, over a quota, out of inodes, read-only or failing, also at its start; as root.
disk-test: deps
	$(SWIFT) build --product outreachd
	Tests/Disk/disk "$$($(SWIFT) build --show-bin-path)/outreachd"

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

clean:
	$(SWIFT) package clean
