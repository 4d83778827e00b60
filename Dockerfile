# syntax=docker/dockerfile:1
# The phone app is built in the first stage and served by the second, which has neither Node nor a compiler nor rights.

# PULIH_PYTHON_IMAGE=python:3.13-slim-trixie@sha256:… holds it to what was looked at.
ARG PULIH_PYTHON_IMAGE=python:3.13-slim-trixie

FROM ${PULIH_PYTHON_IMAGE} AS app
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /house
COPY Makefile requirements-dev.txt ./
COPY pwa/package.json pwa/package-lock.json pwa/.npmrc pwa/
RUN make set-up
# What a deployment calls its app; PULIH_ICON is a folder of icons below pwa/.
ARG PULIH_NAME="" PULIH_SHORT_NAME="" PULIH_COLOUR="" PULIH_ICON="" PULIH_API=""
COPY pwa pwa
# What phone and server both read.
COPY api/kinds.json api/kinds.json
COPY api/instruments api/instruments
COPY api/ballots/satisfaction-2017.json api/ballots/satisfaction-2017.json
COPY api/policies api/policies
COPY api/records/blank_text.json api/records/sentences.json api/records/
COPY api/records/coaching/sentences.json api/records/coaching/phase_evidence.json api/records/coaching/
# What /docs/journey shows.
COPY docs/pictures docs/pictures
RUN make build

FROM ${PULIH_PYTHON_IMAGE}
WORKDIR /house
# pg_dump and pg_restore, for backups: of the database's version or a newer one.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home pulih && install --directory --owner pulih var backups
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY alembic.ini ./
COPY migrations migrations
COPY api api
RUN python -m compileall -q api migrations
COPY --from=app /house/pwa/dist pwa/dist
COPY --from=app /house/pwa/dist-docs pwa/dist-docs
ENV PYTHONUNBUFFERED=1 PULIH_PRODUCTION=1 PULIH_HOST=0.0.0.0
USER pulih
# Holds the server's keys: part of every backup.
VOLUME /house/var
EXPOSE 8000
# 503, and so unhealthy, while anything in /health is red.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 8000)}/health', timeout=4)"]
CMD ["python", "-m", "api.cli", "serve"]
