# syntax=docker/dockerfile:1
ARG PYTHON=docker.io/library/python:3.12-slim
FROM ${PYTHON} AS build
WORKDIR /src
COPY requirements.txt pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir --no-deps -r requirements.txt
COPY monitor monitor
COPY storage storage
COPY alerts alerts
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps . \
 && /opt/monitor/bin/pip uninstall -qy setuptools pip \
 && find /opt/monitor -name __pycache__ -prune -exec rm -rf {} +

FROM ${PYTHON} AS bare
RUN echo monitor:x:10001:10001::/data:/usr/sbin/nologin >> /etc/passwd \
 && echo monitor:x:10001: >> /etc/group \
 && mkdir /data /config /copy && chown 10001:10001 /data /config /copy
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /
USER 10001:10001
STOPSIGNAL SIGTERM

FROM bare AS ready
LABEL org.opencontainers.image.title="chongqing-indicator-monitor" \
      org.opencontainers.image.description="Watches the Chongqing press and tells when an indicator is new, revised, met or missed." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
COPY --from=build /opt/monitor /opt/monitor
ENV PATH=/opt/monitor/bin:$PATH
VOLUME ["/data", "/config"]
EXPOSE 8087
HEALTHCHECK --interval=60s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8087/healthz', timeout=4)"]
ENTRYPOINT ["monitor"]
CMD ["run", "--config", "/config/sources.yaml"]

# The history in a browser, on a copy: docker compose --profile datasette up
FROM ${PYTHON} AS build-datasette
COPY deploy/datasette/requirements.txt ./
RUN python -m venv /opt/datasette && /opt/datasette/bin/pip install --no-cache-dir --no-deps -r requirements.txt
FROM bare AS datasette
COPY --from=build-datasette /opt/datasette /opt/datasette
COPY deploy/datasette/metadata.yaml /opt/datasette/metadata.yaml
EXPOSE 8001
CMD ["/opt/datasette/bin/datasette", "serve", "--immutable", "/copy/monitor.sqlite3", \
     "--metadata", "/opt/datasette/metadata.yaml", "--host", "0.0.0.0", "--port", "8001"]

# A press that publishes and a mailbox, to see alerts arrive: docker compose --profile demo up demo
FROM ${PYTHON} AS build-demo
COPY deploy/demo/requirements.txt ./
RUN python -m venv /tmp/venv && /tmp/venv/bin/pip install --no-cache-dir --no-deps --target /opt/demo -r requirements.txt
FROM ready AS demo
COPY --from=build-demo /opt/demo /opt/demo
COPY tests/__init__.py /opt/demo/tests/__init__.py
COPY tests/press_site /opt/demo/tests/press_site
ENV PYTHONPATH=/opt/demo
EXPOSE 8026
ENTRYPOINT ["python", "-m", "tests.press_site.demo"]
CMD ["--folder", "/data", "--host", "0.0.0.0"]

FROM ready AS monitor
