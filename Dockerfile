# The bot in two sizes; see docs/operating.md.
#   full  (unless a target is named)  all that a server needs: every format of reports, PostgreSQL, Redis, pictures
#   slim  reports as text and Markdown, Telegram and the web side, the journal in SQLite
# Build arguments: BASE, an image of Python on Debian, best with its digest (python:3.11-slim@sha256:…);
# PIP_INDEX_URL, another index of packages.
ARG BASE=python:3.11-slim

FROM ${BASE} AS source
ARG PIP_INDEX_URL
WORKDIR /src
# Where `python deploy/lock.py` has written them, the hashes that packages have to have.
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE requirements-*.loc[k] ./
COPY bot bot
COPY retrieval retrieval
COPY deploy/install.sh deploy/install.sh
RUN python -m venv /opt/bot

FROM source AS installed-slim
RUN sh deploy/install.sh slim 'fast,web'

FROM source AS installed-full
RUN sh deploy/install.sh full 'fast,formats,many,postgresql,redis,statistics,watch,web'

FROM ${BASE} AS runtime
# A number of its own, so that volumes keep their owner from one image to the next. The modes are
# given, as a tmpfs takes those of the folder that it covers.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/report-bot report-bot \
 && install -d -m 755 -o report-bot -g report-bot /srv/seeds \
 && install -d -m 700 -o report-bot -g report-bot /var/lib/report-bot
COPY deploy/healthcheck.py /opt/bot/healthcheck.py
COPY --chown=10001:10001 seeds /srv/seeds
COPY LICENSE NOTICE /usr/share/doc/ask-the-report/
COPY tests/gold/questions.dev.jsonl /srv/gold.jsonl
# The root may be read-only: all that is written goes to the two volumes and to /tmp.  MALLOC_…: glibc
# gives the tables of an old index back to the system, and threads share two heaps; else each reload
# leaves holes.
ENV PATH=/opt/bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache \
    MPLCONFIGDIR=/tmp/matplotlib \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=65536 \
    SEEDS_DIR=/srv/seeds \
    GOLD_FILE=/srv/gold.jsonl \
    DATABASE_URL=sqlite:////var/lib/report-bot/journal.db \
    WEB_HOST=0.0.0.0 \
    WEB_PORT=8080 \
    LOG_FORMAT=json
WORKDIR /srv
VOLUME ["/srv/seeds", "/var/lib/report-bot"]
EXPOSE 8080
# Alive, not ready: a bot that cannot reach Telegram is not mended by starting it anew.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "/opt/bot/healthcheck.py"]
ENTRYPOINT ["python", "-m", "bot"]

FROM runtime AS slim
COPY --from=installed-slim /opt/bot /opt/bot
USER 10001

FROM runtime AS full
# Chinese characters for the picture of the statistics, in 5 MB.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-wqy-microhei \
 && rm -rf /var/lib/apt/lists/*
COPY --from=installed-full /opt/bot /opt/bot
USER 10001
