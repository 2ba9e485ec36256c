using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Allocations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "RegisterOn",
                table: "Rounds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AnswerBy",
                table: "RoundPlaces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReasonEn",
                table: "RoundPlaces",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReasonZh",
                table: "RoundPlaces",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "RoundPlaces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Wish",
                table: "RoundPlaces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "RoundStalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RoundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReasonZh = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    ReasonEn = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoundStalls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoundStalls_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RoundStalls_Rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "Rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RoundStalls_CaseId",
                table: "RoundStalls",
                column: "CaseId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoundStalls_RoundId",
                table: "RoundStalls",
                column: "RoundId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RoundStalls");

            migrationBuilder.DropColumn(
                name: "RegisterOn",
                table: "Rounds");

            migrationBuilder.DropColumn(
                name: "AnswerBy",
                table: "RoundPlaces");

            migrationBuilder.DropColumn(
                name: "ReasonEn",
                table: "RoundPlaces");

            migrationBuilder.DropColumn(
                name: "ReasonZh",
                table: "RoundPlaces");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "RoundPlaces");

            migrationBuilder.DropColumn(
                name: "Wish",
                table: "RoundPlaces");
        }
    }
}
