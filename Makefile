# What can be done with a checkout; `make help` lists it.

.NOTPARALLEL: # Maven and pip use all cores themselves, and two Mavens in one tree overwrite each other.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
SHELL := /bin/sh

MVN ?= mvn
PYTHON ?= python3
# Maven's warnings are shown: they are what fails a compilation here. Not as an argument: tests would get the level too.
MAVEN := MAVEN_OPTS="$$MAVEN_OPTS -Dorg.slf4j.simpleLogger.defaultLogLevel=warn" $(MVN) --batch-mode --no-transfer-progress
VERSION := $(shell sed -n 's/^  <version>\(.*\)<\/version>/\1/p' pom.xml)
# TensorFlow's own log: what it refuses, the tests and commands say themselves.
export TF_CPP_MIN_LOG_LEVEL ?= 3
MODULES := $(patsubst %/pom.xml,%,$(wildcard */pom.xml))
VENV := build/python
BUILT := build/built
DIST := build/dist/tensair-$(VERSION)

JAVA_SOURCES := pom.xml $(wildcard .mvn/*) $(MODULES:%=%/pom.xml) $(shell find $(wildcard $(MODULES:%=%/src/main)) -type f)

.PHONY: help build demo test soak bench format dist clean
.PHONY: test-java test-python need-java need-python

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

build: $(BUILT) ## Everything bin/tensair and bin/tensair-bench need, without tests

demo: build ## A model learns from a year of flights; leaves report/report.html
	bin/tensair demo flights --report report

test: test-java test-python ## Everything a change has to pass, in Java and Python
	@.ci/summary

soak: need-java ## The long suites
	$(MAVEN) -Psoak --fail-at-end verify

bench: build ## All benchmarks, ours and the peers beside them
	bin/tensair-bench

format: need-java $(VENV)/ready ## Formats Java and Python
	$(MAVEN) spotless:apply
	$(VENV)/bin/ruff check --quiet --fix python
	$(VENV)/bin/ruff format --quiet python

dist: $(DIST).tar.gz ## A tar that runs where only a JDK is

clean: ## Removes what was built
	rm -rf build report target $(MODULES:%=%/target)

# --- Java

$(BUILT): $(JAVA_SOURCES) .ci/archive | need-java
	$(MAVEN) package -Dmaven.test.skip
	.ci/archive
	@mkdir -p $(@D) && touch $@

# Javadoc in the same run, for which Maven has made the modules' jars.
test-java: need-java
	@rm -rf $(MODULES:%=%/target/surefire-reports)
	$(MAVEN) --fail-at-end verify javadoc:javadoc-no-fork

# Only the jars are copied out of Maven's cache here, where they have to travel.
$(DIST).tar.gz: $(BUILT) $(shell find bin models examples -type f -not -path "*/target/*")
	rm -rf $(DIST) && mkdir -p $(DIST)/lib $(DIST)/examples
	tr ':' '\n' < cli/target/classpath | xargs cp -t $(DIST)/lib cli/target/tensair-cli.jar
	cp -R models docs LICENSE README.md ARCHITECTURE.md CHANGELOG.md $(DIST)
	cp -R examples/data examples/src $(DIST)/examples
	mkdir $(DIST)/bin && cp bin/tensair bin/launch.sh $(DIST)/bin
	tar -C $(dir $(DIST)) -cf - $(notdir $(DIST)) | gzip -1 > $@
	@echo "$@ ($$(du -h $@ | cut -f1))"

# --- Python

test-python: $(VENV)/ready
	cd python && ../$(VENV)/bin/ruff check --quiet . && ../$(VENV)/bin/ruff format --quiet --check .
	cd python && ../$(VENV)/bin/mypy
	cd python && ../$(VENV)/bin/pytest --numprocesses=2 --dist=worksteal --junitxml=../build/pytest.xml

$(VENV)/ready: python/pyproject.toml | need-python
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --editable 'python[test]'
	@touch $@

# --- What has to be there

need-java:
	@.ci/need javac 17 "a JDK of at least 17 (OpenJDK; Debian: openjdk-17-jdk)"
	@.ci/need $(firstword $(MVN)) 3.8 "Maven of at least 3.8 (Debian: maven)"

need-python:
	@.ci/need $(PYTHON) 3.10 "Python of at least 3.10 (Debian: python3)"
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
	  || { echo "make: $(PYTHON) has no venv; install it (Debian: python3-venv)" >&2; exit 1; }
