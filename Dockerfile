# docker build -t detainer-watch . && docker run -v detainer-watch:/var/lib/detainer-watch -v ./detainer-watch.yaml:/etc/detainer-watch.yaml:ro detainer-watch
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/detainer-watch \
    && /opt/detainer-watch/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY config config
COPY storage storage
COPY crawler crawler
COPY monitor monitor
RUN /opt/detainer-watch/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10042 --create-home --home-dir /var/lib/detainer-watch detainer-watch
COPY --from=build /opt/detainer-watch /opt/detainer-watch
ENV PATH=/opt/detainer-watch/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DETAINER_WATCH_CONFIG=/etc/detainer-watch.yaml
USER detainer-watch
WORKDIR /var/lib/detainer-watch
VOLUME /var/lib/detainer-watch
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["detainer-watch", "status", "--quiet"]
CMD ["detainer-watch", "daemon"]
