# An image with the command, for CI and clusters:
#
#   script/package packages && docker build --tag voiceprompt .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" voiceprompt convert recordings
#
# --build-arg PACKAGES=ffmpeg adds ffmpeg, for what only it decodes, and some 400 MB.
FROM debian:12-slim
ARG VERSION=1.0.0
ARG TARGETARCH
ARG PACKAGES=""
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# The versions of the distribution's libraries are those of its security updates.
# hadolint ignore=DL3008
RUN --mount=type=bind,source=packages,target=/packages \
    apt-get update \
    && read -r -a packages <<<"$PACKAGES" \
    && apt-get install -y --no-install-recommends \
      "/packages/voiceprompt_${VERSION}_${TARGETARCH}.deb" ${packages[@]+"${packages[@]}"} \
    && rm -rf /var/lib/apt/lists/*
# What anything in it can write to is what is mounted here for this user.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin voiceprompt
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["voiceprompt"]
CMD ["--help"]
