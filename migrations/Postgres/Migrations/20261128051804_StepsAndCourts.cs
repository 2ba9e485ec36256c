using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class StepsAndCourts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Passed",
                table: "Pauses",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CourtEn",
                table: "Departments",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CourtZh",
                table: "Departments",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StepFrom",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Passed",
                table: "Pauses");

            migrationBuilder.DropColumn(
                name: "CourtEn",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "CourtZh",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "StepFrom",
                table: "Cases");
        }
    }
}
