using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Figures;

/// <summary>What the board says of one item in one department, as counted at one moment.</summary>
public sealed class BoardFigure
{
    public string ItemId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public int Open { get; set; }
    public int Done { get; set; }
    public int Promised { get; set; }
    public int OnTime { get; set; }
    public int Red { get; set; }

    /// <summary>When it was counted; all rows at the same moment.</summary>
    public DateTime At { get; set; }

    public Tally Tally => new(Open, Done, Promised, OnTime, Red);
}

internal static class FiguresMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<BoardFigure>(figure =>
    {
        figure.HasKey(f => new { f.ItemId, f.DepartmentId });
        figure.Ignore(f => f.Tally);
    });
}

/// <summary>Counts for the board once a minute, so that looking at it costs the same however many cases there are.</summary>
public sealed class BoardSweep(Store store, CityClock clock)
{
    /// <returns>How many figures were written: one for each item in each department that has cases of it.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        // Counted outside the write: others need not wait for it.
        var figures = await store.ReadAsync(db => BoardQueries.CountAsync(db, now));
        await store.WriteAsync(async db =>
        {
            await db.BoardFigures.ExecuteDeleteAsync(cancel);
            db.BoardFigures.AddRange(figures);
        }, cancel);
        return figures.Count;
    }
}
