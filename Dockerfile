# Build: the SDK image, with Node for the browser libraries (src/TalentCode.Web/npm.targets restores them).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet restore src/TalentCode.Web --locked-mode
RUN dotnet publish src/TalentCode.Web -c Release --no-restore -o /app

# Run: the default variant of the runtime image (Ubuntu), which has apt and a shell. ICU sorts and spells Chinese names, tzdata
# knows the city's zone; the chiselled variants lack both. The ICU package is searched for, because the number in
# its name changes with the distribution.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      "$(apt-cache search --names-only '^libicu[0-9]+$' | sort -V | tail -n 1 | cut -d' ' -f1)" tzdata curl \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# The runtime image brings the user "app" (APP_UID). It may write below /data and nowhere else.
RUN mkdir /data && chown "$APP_UID" /data && chmod 700 /data
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_gcServer=1 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    ConnectionStrings__TalentCode="Data Source=/data/talentcode.db" \
    TalentCode__KeyFolder=/data/keys
USER $APP_UID
WORKDIR /app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD curl -fsS http://localhost:8080/livez || exit 1
ENTRYPOINT ["dotnet", "TalentCode.Web.dll"]
