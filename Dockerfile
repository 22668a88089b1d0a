# Two stages: the first builds the wheel, the second holds only what runs.
# By exact versions; where the registry can be asked, add @sha256:... of `docker buildx imagetools inspect`.
FROM python:3.12.12-slim-bookworm AS build
WORKDIR /src
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY trail trail
COPY data data
COPY templates templates
COPY static static
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels .

FROM python:3.12.12-slim-bookworm
RUN useradd --system --uid 10001 --create-home trail
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    --mount=type=bind,source=requirements/app.txt,target=/app.txt \
    pip install --no-cache-dir --no-compile --require-hashes -r /app.txt \
    && pip install --no-cache-dir --no-compile --no-deps /wheels/*.whl
# By its number: a host that asks for a user other than root can tell.
USER 10001
WORKDIR /home/trail
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TRAIL_HOST=0.0.0.0 \
    PORT=8000
EXPOSE 8000
STOPSIGNAL SIGTERM
# An answer that is not 200 raises, so the check fails.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; b = os.environ.get('TRAIL_BASE_PATH', '').rstrip('/'); u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}{b}/healthz\", timeout=4)"]
ENTRYPOINT ["trail"]
CMD ["serve"]
