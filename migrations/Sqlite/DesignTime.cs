using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using TalentCode.Core.Data;

namespace TalentCode.Migrations.Sqlite;

/// <summary>Lets the migration tool build the model without starting the product.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<TalentDb>
{
    public TalentDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TalentDb>();
        Database.Use(options, "Data Source=design-time.db");
        return new TalentDb(options.Options);
    }
}
