# The dashboard as a host runs it. docs/hosting.md says how to use it; compose.yaml does.
#
# What installs packages stays behind. The packages are those of docs/hosting/requirements.lock,
# each with its hash, as wheels only: nothing is compiled, and nothing that is not listed comes along
# (PyTorch, which camel-tools declares and the dashboard never loads).
ARG PYTHON=3.11.14-slim-bookworm

FROM python:${PYTHON} AS packages
COPY docs/hosting/requirements.lock /tmp/requirements.lock
RUN python -m venv /opt/siyaq \
    && /opt/siyaq/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r /tmp/requirements.lock \
    && /opt/siyaq/bin/pip uninstall --yes --quiet pip setuptools \
    && find /opt/siyaq -type d -name tests -prune -exec rm -rf {} +

# Readable by all, whatever the modes of the checkout: who clones for themselves alone (umask 077)
# would otherwise make an image that its own user cannot run.
FROM python:${PYTHON} AS code
WORKDIR /app
COPY app.py asgi.py LICENSE ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY static static
COPY data data
COPY dashboard dashboard
RUN chmod -R a+rX /app

FROM python:${PYTHON}
# A number, so that whoever runs the container can see that it is not root.
RUN groupadd --gid 10001 siyaq \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin siyaq \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=packages /opt/siyaq /opt/siyaq
COPY --from=code /app /app
WORKDIR /app
# MALLOC_ARENA_MAX: each of many threads would otherwise keep memory of its own.
ENV PATH=/opt/siyaq/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    OMP_NUM_THREADS=1 \
    SIYAQ_DATA=/data \
    SIYAQ_LOG=json \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true
USER 10001:10001
VOLUME /data
EXPOSE 8501
# /ready looks at the folder of collections and at the database too.
HEALTHCHECK --interval=10s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/ready', timeout=8)"]
STOPSIGNAL SIGTERM
CMD ["python", "asgi.py"]
