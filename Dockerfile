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

FROM ${PYTHON}
LABEL org.opencontainers.image.title="chongqing-indicator-monitor" \
      org.opencontainers.image.description="Watches the Chongqing press and tells when an indicator is new, revised, met or missed." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
RUN echo monitor:x:10001:10001::/data:/usr/sbin/nologin >> /etc/passwd \
 && echo monitor:x:10001: >> /etc/group \
 && mkdir /data /config && chown 10001:10001 /data /config
COPY --from=build /opt/monitor /opt/monitor
ENV PATH=/opt/monitor/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /
USER 10001:10001
VOLUME ["/data", "/config"]
EXPOSE 8087
HEALTHCHECK --interval=60s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8087/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["monitor"]
CMD ["run", "--config", "/config/sources.yaml"]
