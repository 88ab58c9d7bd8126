# syntax=docker/dockerfile:1
# amendtool with git and LibreOffice, for a machine that has neither Python nor these.
#
#   docker build -t amendtool .
#   docker run --rm -it -v "$PWD:/articles" -u "$(id -u):$(id -g)" amendtool check
#
# What is installed is what `make` installs: exact versions with their hashes.

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m venv /opt/amendtool \
    && /opt/amendtool/bin/python -m pip install --no-cache-dir --require-hashes \
        -r requirements/run.txt -r requirements/build.txt
COPY pyproject.toml README.md LICENSE amendtool.toml ./
COPY amendtool amendtool
COPY articles articles
COPY amendments amendments
COPY templates templates
RUN /opt/amendtool/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation \
        --no-index . \
    && /opt/amendtool/bin/python -m pip uninstall -y hatchling

FROM python:3.13-slim-bookworm
# Versions are those of the Debian release that the image names.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation fonts-noto-cjk git libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/amendtool /opt/amendtool
# Who runs it is the user of the machine, whose folder is mounted here.
ENV PATH=/opt/amendtool/bin:$PATH HOME=/tmp LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
WORKDIR /articles
USER 1000:1000
ENTRYPOINT ["amendtool"]
CMD ["--help"]
