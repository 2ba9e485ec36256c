using System.Threading.Channels;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Tells a phone's open pages that one of the holder's cases moved, or the part about the member of a family who is signed in; the page then asks for itself again.</summary>
internal static class CaseEndpoints
{
    // Something must come by now and then, or what stands between closes the line.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    public static void MapCases(this WebApplication app) => app.MapGet("/cases/live", LiveAsync).RequireAuthorization(Auth.AnyPhone);

    // A member hears of the own parts and of nothing else of the family's; what stays inside the office nobody outside hears of.
    private static bool Concerns(CaseMove move, Actor reader) => !Extensions.Inside.Contains(move.Action) && (reader.Kind == ActorKind.Member ? move.MemberId == reader.Id : move.TalentId == reader.Id);

    private static async Task LiveAsync(HttpContext http, CaseFeed feed, Store store)
    {
        var reader = await CurrentActor.FromAsync(http.User, store);
        var gone = http.RequestAborted;
        var moved = Channel.CreateBounded<CaseMove>(new BoundedChannelOptions(20) { FullMode = BoundedChannelFullMode.DropOldest });
        using var listening = feed.Listen(all =>
        {
            foreach (var one in all.Where(m => Concerns(m, reader))) moved.Writer.TryWrite(one);
        });
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SayAsync(": open");
            var waiting = moved.Reader.WaitToReadAsync(gone).AsTask();
            while (!gone.IsCancellationRequested)
            {
                if (await Task.WhenAny(waiting, Task.Delay(Quiet, gone)) != waiting)
                {
                    await SayAsync(": still here");
                    continue;
                }
                await waiting;
                while (moved.Reader.TryRead(out var move)) await SayAsync($"event: moved\ndata: {move.CaseId} {move.WholeId}");
                waiting = moved.Reader.WaitToReadAsync(gone).AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            // The phone went away: nothing to tell any more.
        }

        async Task SayAsync(string text)
        {
            await http.Response.WriteAsync(text + "\n\n", gone);
            await http.Response.Body.FlushAsync(gone);
        }
    }
}
