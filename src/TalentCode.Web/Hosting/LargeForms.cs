using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using TalentCode.Core;

namespace TalentCode.Web.Hosting;

/// <summary>
/// An application whose files are too much for one request still reaches its page: the files are read past, what was
/// typed is kept, and the page says what to do. Cut off by the server, the browser would show a broken connection.
/// </summary>
public static class LargeForms
{
    /// <summary>All files of one request together: three of the largest, or a family's papers as phones take them.</summary>
    public const int MaxTogether = 30 * 1024 * 1024;

    // Room for the answers and the parts' headers beside the files.
    public const long MaxBody = MaxTogether + 1024 * 1024;
    private const int MaxAnswer = 64 * 1024;
    private const int MaxAnswers = 200;
    private static readonly object Mark = new();

    public static LocalText Sentence { get; } = new(
        $"一次最多上传 {MaxTogether / 1024 / 1024} MB,这次选的文件超过了,没有收下。填写的内容都已保存;请分几次选择文件上传,或换小一些的照片。",
        $"One upload takes at most {MaxTogether / 1024 / 1024} MB; the files chosen were more and were not taken. Everything you entered is saved: upload the files a few at a time, or use smaller photos.");

    /// <summary>Whether files of this request were left out because they were too much together.</summary>
    public static bool WereTooLarge(HttpContext http) => http.Items.ContainsKey(Mark);

    public static void UseLargeForms(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (IsApplication(http.Request) && http.Request.ContentLength > MaxBody
            && MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary)
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            http.Request.Form = new FormCollection(await AnswersAsync(new MultipartReader(boundary, http.Request.Body), http.RequestAborted));
            http.Items[Mark] = true;
        }
        await next(http);
    });

    private static bool IsApplication(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.Path.StartsWithSegments("/apply") && request.HttpContext.User.Identity?.IsAuthenticated == true;

    private static async Task<Dictionary<string, StringValues>> AnswersAsync(MultipartReader parts, CancellationToken cancel)
    {
        var answers = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        while (await parts.ReadNextSectionAsync(cancel) is { } part)
        {
            if (part.AsFormDataSection() is not { } field || answers.Count >= MaxAnswers) continue;
            if (await TextAsync(part.Body, cancel) is { } text) answers[field.Name] = StringValues.Concat(answers.GetValueOrDefault(field.Name), text);
        }
        return answers;
    }

    private static async Task<string?> TextAsync(Stream body, CancellationToken cancel)
    {
        var buffer = new byte[MaxAnswer];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length == buffer.Length ? null : System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
