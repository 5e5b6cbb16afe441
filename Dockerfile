# The image of docker-compose.yml: web server, worker, beat and migrations all run from it, as a user without rights.
FROM python:3.13.9-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && (apt-get install -y --no-install-recommends fonts-arphic-gkai00mp || echo "Letters are printed without 楷体.") \
    && (apt-get install -y --no-install-recommends fonts-hanazono || echo "Rare characters of names cannot be printed.") \
    && (cd /tmp && apt-get download texlive-lang-chinese && mkdir -p /usr/local/share/fonts \
        && dpkg-deb --fsys-tarfile texlive-lang-chinese*.deb \
        | tar -xO -f - ./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf \
        > /usr/local/share/fonts/FandolFang-Regular.otf; rm -f /tmp/texlive-lang-chinese*.deb; \
        [ -s /usr/local/share/fonts/FandolFang-Regular.otf ] || { rm -f /usr/local/share/fonts/FandolFang-Regular.otf; \
        echo "Letters are printed without 仿宋."; }) \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
ENV PROCURACY_VAR=/var/lib/procuracy STATIC_ROOT=/app/collected PYTHONUNBUFFERED=1
# What is prepared in the state folder comes into the volume with it; the key that the settings made there does not.
RUN python manage.py collectstatic --noinput --verbosity 0 \
    && python manage.py prepare_fonts \
    && python manage.py messages --compile \
    && mkdir -p /var/lib/procuracy/tmp \
    && rm /var/lib/procuracy/secret_key \
    && python -m compileall -q . \
    && useradd --system --home-dir /var/lib/procuracy procuracy \
    && chown -R procuracy /var/lib/procuracy \
    && chmod 700 /var/lib/procuracy

USER procuracy
VOLUME /var/lib/procuracy
EXPOSE 8000
