using System.Text.RegularExpressions;
using TalentCode.Core;

namespace TalentCode.Tests.Support;

internal static partial class Refusals
{
    /// <summary>The action is refused for this reason, with a sentence in both languages.</summary>
    public static async Task<RefusedException> IsRefusedAsync(this Task action, string code)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => action);
        Assert.Equal(code, refusal.Code);
        IsSentence(refusal.Sentence);
        return refusal;
    }

    /// <summary>Chinese with Chinese characters and a full stop, English without Chinese; nobody is shouted at.</summary>
    public static void IsSentence(LocalText text)
    {
        Assert.Matches(Chinese(), text.Zh);
        Assert.EndsWith("。", text.Zh, StringComparison.Ordinal);
        Assert.Matches("[a-z]", text.En);
        Assert.DoesNotMatch("[!!]", text.Zh + text.En);
        Assert.DoesNotMatch(@"\{\w*\}", text.Zh + text.En);
    }

    /// <summary>Of many at once: those that came through, and the reasons of those that did not.</summary>
    public static async Task<(List<T> Done, List<string> Refused)> AtOnceAsync<T>(int count, Func<int, Task<T>> action)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await action(i);
        })).ToList();
        start.SetResult();
        await ((Task)Task.WhenAll(tasks)).ContinueWith(_ => { }, TaskScheduler.Default);
        var refused = tasks.Where(t => t.IsFaulted).Select(t => t.Exception!.InnerException is RefusedException r ? r.Code : throw t.Exception).ToList();
        return ([.. tasks.Where(t => t.IsCompletedSuccessfully).Select(t => t.Result)], refused);
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
