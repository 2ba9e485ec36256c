namespace TalentCode.Core.Data.Seed;

public sealed class DemoCity(Store store)
{
    public Task SeedAsync() => store.ReadAsync(_ => Task.FromResult(true));
}
