using System.Collections.Concurrent;
using TalentCode.Core;
using TalentCode.Core.SignIn;

namespace TalentCode.Web.Endpoints;

/// <summary>Stands in for an SMS provider in Development only: the page shows the code. Elsewhere nothing is sent and sign-in says so.</summary>
internal sealed class ConsoleSms(IHostEnvironment environment) : ISmsSender
{
    private readonly ConcurrentDictionary<string, string> _last = new();

    public Task SendCodeAsync(string phone, string code, CancellationToken cancel)
    {
        if (!environment.IsDevelopment())
            throw new RefusedException("no-sms", "短信通道尚未开通,暂时不能用手机登录。请联系你的人才管家。", "No SMS provider is set up yet, so signing in by phone is not possible. Please call your steward.");
        _last[phone] = code;
        return Task.CompletedTask;
    }

    /// <summary>The latest code of a number, for the Development sign-in page.</summary>
    public string? LastFor(string? typed) =>
        environment.IsDevelopment() && PhoneNumbers.Normalise(typed) is { } phone ? _last.GetValueOrDefault(phone) : null;
}
