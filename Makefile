# Everything is done by tests/run.py and tests/devcloud; `make help` lists the parts. All caches live below $STRATUS_CACHE (.cache).
PYTHON ?= $(shell sh tests/find_python.sh 3.13 3.12 3.11)
# Where there is none, the answer is a sentence that says so.
usable = $(if $(word 2,$(1)),$(error $(1)),$(1))
RUN = $(call usable,$(PYTHON)) tests/run.py
PARTS = test test-all target check-only lint fix generate unit ssh sanity docs-lint importer cloud-smoke awx integration docs look changelog demo roles bench audit fuzz cloud cloud-down

.PHONY: help $(PARTS)

help:
	@$(RUN) --help

# T: names of targets
$(PARTS):
	@$(RUN) $@ $(if $(T)$(ARGS),-- $(T) $(ARGS))
