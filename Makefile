# Everything is done by tests/run.py and tests/devcloud; `make help` lists the parts. All caches live below $STRATUS_CACHE (.cache).
PYTHON ?= $(shell for python in python3.11 python3.12 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
RUN = $(or $(PYTHON),$(error Python 3.11 or newer was not found)) tests/run.py
PARTS = test lint fix unit sanity docs-lint importer cloud-smoke awx integration docs changelog demo roles bench audit fuzz cloud cloud-down

.PHONY: help target $(PARTS)

help:
	@$(RUN) --help

$(PARTS):
	@$(RUN) $@ $(if $(ARGS),-- $(ARGS))

target:
	@$(RUN) target -- $(T) $(ARGS)
