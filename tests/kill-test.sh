#!/bin/sh
# Kills the product while cases are filed and notices sent, then compares what people were told with the database.
#   tests/kill-test.sh [rounds]          rounds: 50 unless given
#   POSTGRES="Host=…" tests/kill-test.sh the same on an empty PostgreSQL database
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-50}
dotnet build -c Release -v q -nologo tests/TalentCode.Benchmarks
exec dotnet run -c Release --no-build --project tests/TalentCode.Benchmarks -- kill --rounds "$rounds" ${POSTGRES:+--postgres "$POSTGRES"}
