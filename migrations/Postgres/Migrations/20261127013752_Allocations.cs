using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
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
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AnswerBy",
                table: "RoundPlaces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReasonEn",
                table: "RoundPlaces",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReasonZh",
                table: "RoundPlaces",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "RoundPlaces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Wish",
                table: "RoundPlaces",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "FlatProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    FlatId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlatProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlatProposals_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlatProposals_Flats_FlatId",
                        column: x => x.FlatId,
                        principalTable: "Flats",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoundStalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RoundId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReasonZh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    ReasonEn = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                name: "IX_FlatLeases_Until",
                table: "FlatLeases",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_FlatProposals_CaseId_Number",
                table: "FlatProposals",
                columns: new[] { "CaseId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FlatProposals_OneStandingPerCase",
                table: "FlatProposals",
                column: "CaseId",
                unique: true,
                filter: "\"State\" IN ('Open', 'Accepted')");

            migrationBuilder.CreateIndex(
                name: "IX_FlatProposals_OneStandingPerFlat",
                table: "FlatProposals",
                column: "FlatId",
                unique: true,
                filter: "\"State\" IN ('Open', 'Accepted')");

            migrationBuilder.CreateIndex(
                name: "IX_FlatProposals_State_ExpiresAt",
                table: "FlatProposals",
                columns: new[] { "State", "ExpiresAt" });

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
                name: "FlatProposals");

            migrationBuilder.DropTable(
                name: "RoundStalls");

            migrationBuilder.DropIndex(
                name: "IX_FlatLeases_Until",
                table: "FlatLeases");

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
