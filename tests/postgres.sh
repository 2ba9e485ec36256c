#!/bin/sh
# A private PostgreSQL for the tests: "start" prints its connection string, "stop" ends it and removes its data.
# Installs nothing; may be called as often as one likes; as root it runs the server as the user postgres.
set -eu
port=${TALENTCODE_TEST_PG_PORT:-54329}
data=${TMPDIR:-/tmp}/talentcode-pg

bin=${PG_BIN:-}
if [ -z "$bin" ]; then
  for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
    if [ -x "$folder/initdb" ]; then bin=$folder; fi
  done
fi
if [ -z "$bin" ] && command -v initdb >/dev/null; then bin=$(dirname "$(command -v initdb)"); fi
if [ -z "$bin" ]; then echo "No PostgreSQL server programs found; set PG_BIN." >&2; exit 1; fi

run() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "cd / && $1"; else sh -c "cd / && $1"; fi
}

running() { run "'$bin/pg_ctl' -D '$data' status" >/dev/null 2>&1; }

start() {
  if [ ! -f "$data/PG_VERSION" ]; then
    mkdir -p "$data"
    if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
    chmod 700 "$data"
    run "'$bin/initdb' -D '$data' -U postgres --auth=trust --encoding=UTF8 --locale=C" >&2
  fi
  if ! running; then
    run "'$bin/pg_ctl' -D '$data' -w -t 60 -l '$data/server.log' -o '-p $port -k $data -c listen_addresses=127.0.0.1 -c fsync=on -c max_connections=300' start" >&2
  fi
  echo "Host=127.0.0.1;Port=$port;Username=postgres"
}

stop() {
  if running; then run "'$bin/pg_ctl' -D '$data' -m fast -w stop" >&2; fi
  rm -rf "$data"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) echo "usage: $0 start|stop" >&2; exit 2 ;;
esac
