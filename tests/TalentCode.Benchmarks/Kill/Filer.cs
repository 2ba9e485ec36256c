using System.Collections.Concurrent;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.People;

namespace TalentCode.Benchmarks.Kill;

/// <summary>What a person was told: this case exists, with this text.</summary>
public sealed record Acknowledged(Guid CaseId, string Message);

/// <summary>One holder who files direct requests through the product's own pages, one after the other, and remembers each that was confirmed.</summary>
internal sealed class Filer(Uri address, Talent holder, ConcurrentBag<Acknowledged> acknowledged) : IDisposable
{
    private readonly Browser _phone = new(address);

    /// <summary>Submissions whose answer never came; whether they exist is not known, and they may.</summary>
    public int Unanswered { get; private set; }

    public Task SignInAsync() => _phone.SignInAsync(holder);

    public async Task FileUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FileAsync();
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
            {
                // The server died under us; the caller knows whether it meant to.
                Unanswered++;
                return;
            }
        }
    }

    private async Task FileAsync()
    {
        var message = $"kill test {Guid.NewGuid():N}";
        var item = await _phone.OpenAsync("/services/P06");
        var begun = await _phone.SubmitAsync(item, StartForm(item));
        var draft = await _phone.OpenAsync(begun.Location ?? throw Page.Unexpected("starting a request", begun));
        var form = draft.Forms().FirstOrDefault(f => f.Fields.Any(x => IsMessage(x.Name))) ?? throw Page.Unexpected("looking for the request's form", draft);
        var filed = await _phone.SubmitAsync(draft, form, (form.Fields.First(x => IsMessage(x.Name)).Name, message));
        if (CaseIdOf(filed.Location) is not { } id) throw Page.Unexpected("filing a request", filed);
        acknowledged.Add(new(id, message));
    }

    private static bool IsMessage(string name) => name.EndsWith("message", StringComparison.OrdinalIgnoreCase) || name.EndsWith("[message]", StringComparison.OrdinalIgnoreCase);

    private static Form StartForm(Page item) =>
        item.Forms().FirstOrDefault(f => f.Fields.Any(x => x.Name == "_handler" && x.Value.Contains("start", StringComparison.OrdinalIgnoreCase)))
        ?? throw Page.Unexpected("looking for the form that starts the request", item);

    private static Guid? CaseIdOf(string? location)
    {
        var path = location is null ? "" : new Uri(new Uri("http://x"), location).AbsolutePath;
        return path.StartsWith("/cases/", StringComparison.Ordinal) && Guid.TryParse(path[7..], out var id) ? id : null;
    }

    public void Dispose() => _phone.Dispose();
}
