using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TalentCode.Core.People;

namespace TalentCode.Benchmarks.Running;

/// <summary>As much of a browser as a form needs: cookies, pages, hidden fields. Redirects are followed by hand because where they lead is the answer.</summary>
internal sealed partial class Browser : IDisposable
{
    private static int _count;
    private readonly HttpClient _client;

    public Browser(Uri address)
    {
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        // The server trusts a proxy on the same machine; many phones behind one address would meet its limit for strangers.
        var number = Interlocked.Increment(ref _count);
        _client.DefaultRequestHeaders.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"10.1.{number / 250}.{(number % 250) + 1}"));
        _client.DefaultRequestHeaders.Add("Accept", "text/html,*/*");
        Address = address;
    }

    public Uri Address { get; }
    public CookieContainer Cookies { get; } = new();
    public string CookieHeader => Cookies.GetCookieHeader(Address);

    public async Task<Page> GetAsync(string path) => await ReadAsync(await _client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)), path);

    /// <summary>Gets a page and goes where it leads, a few times at most.</summary>
    public async Task<Page> OpenAsync(string path)
    {
        var page = await GetAsync(path);
        for (var hops = 0; hops < 5 && page.Location is { } next; hops++) page = await GetAsync(next);
        return page;
    }

    /// <summary>Sends a form of the page as a browser would: all its fields, those given instead of what stood there.</summary>
    public async Task<Page> SubmitAsync(Page page, Form form, params (string Name, string Value)[] typed)
    {
        var fields = form.Fields.Where(f => typed.All(t => t.Name != f.Name)).Concat(typed).Select(f => KeyValuePair.Create(f.Name, f.Value));
        var target = form.Action is { Length: > 0 } action ? action : page.Path;
        using var content = form.Multipart ? Parts(fields) : (HttpContent)new FormUrlEncodedContent(fields);
        return await ReadAsync(await _client.PostAsync(new Uri(target, UriKind.RelativeOrAbsolute), content), target);
    }

    private static MultipartFormDataContent Parts(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return parts;
    }

    /// <summary>Signs a holder in by phone number and the code that Development shows on the page.</summary>
    public async Task SignInAsync(Talent holder)
    {
        var ask = await GetAsync("/signin");
        var sent = await SubmitAsync(ask, ask.FormWith("Phone"), ("Phone", "+" + holder.Phone));
        var enter = await GetAsync(sent.Location ?? throw Page.Unexpected("asking for a code", sent));
        var code = ShownCode().Match(enter.Html).Value;
        var done = await SubmitAsync(enter, enter.FormWith("Code"), ("Code", code));
        if (done.Location is null) throw Page.Unexpected("signing in", done);
    }

    public async Task SignInAsync(string user, string password)
    {
        var page = await GetAsync("/staff/signin");
        var done = await SubmitAsync(page, page.FormWith("Form.Name"), ("Form.Name", user), ("Form.Password", password));
        if (done.Location is null) throw Page.Unexpected("signing in", done);
    }

    private static async Task<Page> ReadAsync(HttpResponseMessage response, string path)
    {
        using (response)
            return new(path, (int)response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(@"(?<=data-test=""console-code""[^<]*)\b\d{6}\b")]
    private static partial Regex ShownCode();
}
