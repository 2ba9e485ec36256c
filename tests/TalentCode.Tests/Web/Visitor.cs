using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TalentCode.Tests.Web;

/// <summary>A browser reduced to HTTP: keeps cookies, follows no redirects by itself, fills in forms.</summary>
public sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = address,
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Opens an address that goes on answering, and reads it line by line.</summary>
    public async Task<StreamReader> ListenAsync(string path)
    {
        var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    public async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await (await GetAsync(path)).Content.ReadAsStringAsync());

    /// <summary>Opens a stream of the server and leaves it open.</summary>
    public async Task<StreamReader> FollowAsync(string path) => new(await _http.GetStreamAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Opens the page, takes the hidden fields of its form and posts them with these.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await (await GetAsync(path)).Content.ReadAsStringAsync();
        var token = Token().Match(page).Groups[1].Value;
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(new("__RequestVerificationToken", token)).Append(new("_handler", handler));
        using var content = new FormUrlEncodedContent(all);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Posts the page's form with files, fields first, as a browser does.</summary>
    public async Task<HttpResponseMessage> PostFilesAsync(string path, string handler, (string Name, string Value)[] fields, params (string Name, byte[] Bytes)[] files)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await TokenOnAsync(path))).Append(("_handler", handler)))
            content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
            content.Add(new ByteArrayContent(bytes), name, "photo.jpg");
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => _http.PostAsync(new Uri(path, UriKind.Relative), content);

    /// <summary>Posts JSON as a page's script does.</summary>
    public async Task<HttpResponseMessage> PostJsonAsync(string path, string json, string? token)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (token is not null) message.Headers.Add("RequestVerificationToken", token);
        return await _http.SendAsync(message);
    }

    /// <summary>The forms token of a page.</summary>
    public async Task<string> TokenOnAsync(string path) => Token().Match(await (await GetAsync(path)).Content.ReadAsStringAsync()).Groups[1].Value;

    public async Task<Visitor> AsStaffAsync(string user, string password = "Talent-Demo-2026")
    {
        var answer = await PostFormAsync("/staff/signin", "staff", ("Form.Name", user), ("Form.Password", password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return this;
    }

    public async Task<Visitor> AsHolderAsync(string phone)
    {
        Assert.Equal(HttpStatusCode.Found, (await PostFormAsync("/signin", "ask", ("Phone", phone))).StatusCode);
        var code = Shown().Match(await ReadAsync("/signin/code")).Groups[1].Value;
        Assert.Equal(HttpStatusCode.Found, (await PostFormAsync("/signin/code", "enter", ("Code", code))).StatusCode);
        return this;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("data-test=\"console-code\"[^>]*>[^<]*?([0-9]{6})")]
    private static partial Regex Shown();
}
