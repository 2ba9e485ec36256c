using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FiledTrust : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Trust",
                table: "DocumentUses",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Trust",
                table: "DocumentUses");
        }
    }
}
