using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Data;

[Trait("Category", "Core")]
public sealed class TogetherTests(City city) : IClassFixture<City>
{
    private Store Store => city.Get<Store>();

    [Fact]
    public async Task Forty_who_write_at_once_each_get_their_own_answer_and_their_own_row()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"together-{i}").ToList();
        var answers = await Task.WhenAll(names.Select(name => Task.Run(() => AddAsync(name))));
        Assert.Equal(names, answers);
        Assert.Equal(40, await city.ReadAsync(db => db.Counters.CountAsync(c => c.Name.StartsWith("together-"))));
    }

    [Fact]
    public async Task One_that_is_refused_leaves_nothing_and_takes_nobody_with_it()
    {
        var others = Enumerable.Range(0, 20).Select(i => Task.Run(() => AddAsync($"beside-{i}"))).ToList();
        var refused = Task.Run(() => Store.WriteTogetherAsync<string>(async db =>
        {
            db.Counters.Add(new Counter { Name = "beside-refused" });
            await db.SaveChangesAsync();
            throw new RefusedException("no", "不行", "No");
        }));
        Assert.Equal("no", (await Assert.ThrowsAsync<RefusedException>(() => refused)).Code);
        await Task.WhenAll(others);
        Assert.Equal(20, await city.ReadAsync(db => db.Counters.CountAsync(c => c.Name.StartsWith("beside-"))));
    }

    [Fact]
    public async Task Of_many_who_take_the_same_thing_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Store.WriteTogetherAsync(async db =>
        {
            if (await db.Counters.FindAsync("taken-once") is not null) return false;
            db.Counters.Add(new Counter { Name = "taken-once", Value = i });
            return true;
        }))));
        Assert.Single(answers, true);
    }

    private Task<string> AddAsync(string name) => Store.WriteTogetherAsync(db =>
    {
        db.Counters.Add(new Counter { Name = name });
        return Task.FromResult(name);
    });
}
