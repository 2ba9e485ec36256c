using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using TalentCode.Core;
using TalentCode.Core.Staff;
using TalentCode.Web.Account;

namespace TalentCode.Web.Shared;

/// <summary>What every desk page does alike: asks who acts before each step, does one step at a time, shows refusals in their own words.</summary>
public abstract class DeskPage : ComponentBase
{
    [Inject] protected CurrentActor Current { get; set; } = null!;

    /// <summary>Why the last step was refused.</summary>
    protected LocalText? Problem { get; private set; }

    /// <summary>A command is running; its buttons are off.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Reads for the page. A refusal is shown; an earlier one stays until the next command.</summary>
    protected async Task<bool> ReadAsync(Func<Actor, Task> read)
    {
        try
        {
            await read(await Current.GetAsync());
            return true;
        }
        catch (RefusedException refused)
        {
            Problem = refused.Sentence;
            return false;
        }
    }

    /// <summary>Does one thing for the person. A second click meanwhile does nothing.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> DoAsync(Func<Actor, Task> act)
    {
        if (Busy) return false;
        (Busy, Problem) = (true, null);
        // The step may come from a child's delegate, which does not render this page by itself.
        StateHasChanged();
        // A circuit has no request that messages and events could be traced to: each step is an action of its own.
        using var step = Telemetry.Begin("desk step") ?? new Activity("desk step").Start();
        try
        {
            return await ReadAsync(act);
        }
        finally
        {
            Busy = false;
            StateHasChanged();
        }
    }

    protected void Forget() => Problem = null;
}
