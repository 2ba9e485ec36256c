#!/usr/bin/env bash
# All tests, as the README promises: builds once, checks format and migrations, then runs the suite on SQLite and, on
# PostgreSQL, the Core tests again and two servers on one database. The last line is the sum. TALENTCODE_REQUIRE_ALL=1
# makes a missing browser or database a failure instead of a remark.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

require_all=${TALENTCODE_REQUIRE_ALL:-0}
results=$(pwd)/TestResults
problems=()
missing=()
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '\n== %s\n' "$*"; }
stop_with() { printf '\n%s\n0 passed, 1 failed, 0 skipped\n' "$*"; exit 1; }
problem() { problems+=("$1"); printf '%s\n' "$1"; }

# --- What the machine has -------------------------------------------------------------------------------------------
browser() {
  if [ -n "${CHROMIUM:-}" ]; then [ -x "$CHROMIUM" ] && printf '%s' "$CHROMIUM"; else command -v chromium; fi
}

postgres_programs() {
  [ -n "${PG_BIN:-}" ] && return 0
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

# Without it headless pages show empty boxes, and screenshots prove nothing.
chinese_font() { compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null || [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ]; }

scanner_program() { [ -x /usr/sbin/clamd ] || command -v clamd >/dev/null; }

mail_program() { /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; }

install_missing() {
  local packages=() sudo=()
  browser >/dev/null || packages+=(chromium)
  chinese_font || packages+=(fonts-noto-cjk)
  postgres_programs || packages+=(postgresql)
  scanner_program || packages+=(clamav-daemon)
  mail_program || packages+=(python3-aiosmtpd)
  [ ${#packages[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null; then return; fi
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then return; fi
    sudo=(sudo -n)
  fi
  say "Installing ${packages[*]}"
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

command -v dotnet >/dev/null || stop_with "The .NET 10 SDK is missing: the command dotnet was not found."
command -v npm >/dev/null || stop_with "Node 20 with npm is missing: the command npm was not found."
install_missing
if browser >/dev/null; then CHROMIUM=$(browser); export CHROMIUM; else missing+=("the browser tests (no chromium)"); fi
postgres_programs || missing+=("the PostgreSQL tests (no server programs)")
scanner_program || missing+=("the tests with a virus scanner (no clamd)")
mail_program || missing+=("the tests with a mail server (no aiosmtpd)")
chinese_font || missing+=("a fair look at Chinese text (no CJK font)")

# --- Build and checks -----------------------------------------------------------------------------------------------
say "Build (warnings are errors)"
dotnet build TalentCode.sln -c Debug -v q -nologo || stop_with "The build failed, so no test ran."

# Style and analyzer rules are already errors in the build (EnforceCodeStyleInBuild); what is left is white space.
say "Format"
if ! differing=$(dotnet format whitespace TalentCode.sln --no-restore --verify-no-changes --exclude migrations 2>&1); then
  printf '%s\n' "$differing" | sed -e 's/(.*//' | sort -u
  problem "The format differs: run 'dotnet format whitespace TalentCode.sln --exclude migrations'."
fi

say "Migrations"
if dotnet tool restore >/dev/null; then
  for database in Sqlite Postgres; do
    (cd "migrations/$database" && dotnet ef migrations has-pending-model-changes --no-build) \
      || problem "The model has changes without a migration for $database, see CONTRIBUTING.md."
  done
else
  problem "dotnet-ef could not be restored, so the migrations were not checked."
fi

# --- Tests ----------------------------------------------------------------------------------------------------------
total_passed=0 total_failed=0 total_skipped=0 last_run=0

# A counter of a result file; its runner leaves notExecuted at 0 for skipped tests, so skipped is what is left of total.
counter() { grep -o '<Counters [^>]*>' "$2" | tail -n 1 | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9'; }

# run NAME FILTER: runs the tests of the filter, adds to the totals, leaves the number that really ran in last_run.
run() {
  local name=$1 filter=$2 file=$results/$1.trx total passed failed skipped status
  dotnet test tests/TalentCode.Tests -c Debug --no-build --nologo --filter "$filter" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --blame-hang-timeout 10m --blame-hang-dump-type none
  status=$?
  last_run=0
  if [ ! -f "$file" ] || ! grep -q '<Counters ' "$file"; then
    if [ $status -ne 0 ]; then problem "The run '$name' ended without a result."; fi
    return
  fi
  total=$(counter total "$file") passed=$(counter passed "$file")
  failed=$(( $(counter failed "$file") + $(counter error "$file") + $(counter timeout "$file") + $(counter aborted "$file") ))
  skipped=$((total - passed - failed))
  last_run=$((passed + failed))
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
  # A crash of the test host leaves a file in which nothing failed.
  if [ $status -ne 0 ] && [ $failed -eq 0 ]; then problem "The run '$name' broke off."; fi
}

rm -rf "$results"
export TALENTCODE_TEST_DB=sqlite
say "Core on SQLite"
run core-sqlite 'Category=Core'; core_sqlite=$last_run
say "Everything else"
run rest 'Category!=Core&Category!=Browser&Category!=Scanner&Category!=Mail&Category!=Servers'

scanner_ran=0
if scanner_program; then
  say "Virus scanner"
  run scanner 'Category=Scanner'; scanner_ran=$last_run
fi

mail_ran=0
if mail_program; then
  say "Mail server"
  run mail 'Category=Mail'; mail_ran=$last_run
fi

browser_ran=0
if [ -n "${CHROMIUM:-}" ]; then
  say "Browser"
  run browser 'Category=Browser'; browser_ran=$last_run
fi

core_postgres=0 servers_ran=0
if postgres_programs; then
  say "Core on PostgreSQL"
  trap 'sh tests/postgres.sh stop >/dev/null 2>&1' EXIT
  if TALENTCODE_TEST_PG=$(sh tests/postgres.sh start); then
    export TALENTCODE_TEST_PG TALENTCODE_TEST_DB=postgres
    run core-postgres 'Category=Core'; core_postgres=$last_run
    say "Two servers on PostgreSQL"
    run servers 'Category=Servers'; servers_ran=$last_run
  else
    missing+=("the PostgreSQL tests (the server did not start)")
  fi
fi

# --- Sum ------------------------------------------------------------------------------------------------------------
if [ "$require_all" = 1 ]; then
  [ "$browser_ran" -gt 0 ] || problems+=("Everything is required here, and no browser test ran.")
  [ "$scanner_ran" -gt 0 ] || problems+=("Everything is required here, and no test ran with a virus scanner.")
  [ "$mail_ran" -gt 0 ] || problems+=("Everything is required here, and no test ran with a mail server.")
  [ "$core_postgres" -gt 0 ] || problems+=("Everything is required here, and no test ran on PostgreSQL.")
  [ "$servers_ran" -gt 0 ] || problems+=("Everything is required here, and no test ran with two servers.")
fi

say "Result"
if [ ${#missing[@]} -gt 0 ]; then
  sentence=$(printf '%s, ' "${missing[@]}")
  echo "Could not run ${sentence%, }."
fi
for sentence in "${problems[@]}"; do echo "$sentence"; done
echo "Core tests: $core_sqlite on SQLite, $core_postgres on PostgreSQL"
echo "Browser tests: $browser_ran"
# Whatever went wrong outside a test counts as a failure, so that the last line alone tells the truth.
total_failed=$((total_failed + ${#problems[@]}))
echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ $total_failed -eq 0 ]
