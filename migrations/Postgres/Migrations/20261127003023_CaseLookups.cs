using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CaseLookups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_FamilyMemberId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ParentId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_RoundId",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FamilyMemberId",
                table: "Cases",
                column: "FamilyMemberId",
                filter: "\"FamilyMemberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ParentId",
                table: "Cases",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_RoundId",
                table: "Cases",
                column: "RoundId",
                filter: "\"RoundId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseOpinions_Case",
                table: "CaseOpinions",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_FamilyMemberId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ParentId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_RoundId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_CaseOpinions_Case",
                table: "CaseOpinions");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FamilyMemberId",
                table: "Cases",
                column: "FamilyMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ParentId",
                table: "Cases",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_RoundId",
                table: "Cases",
                column: "RoundId");
        }
    }
}
