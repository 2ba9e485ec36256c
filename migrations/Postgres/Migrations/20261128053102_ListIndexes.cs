using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_Queue",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Queue",
                table: "Cases",
                columns: new[] { "DepartmentId", "QueueAt", "Id", "ItemId", "State" },
                filter: "\"QueueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases",
                columns: new[] { "HandlerId", "DepartmentId", "QueueAt", "Id", "ItemId", "State" },
                filter: "\"QueueAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_Queue",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Queue",
                table: "Cases",
                columns: new[] { "DepartmentId", "QueueAt", "Id", "ItemId" },
                filter: "\"QueueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases",
                columns: new[] { "HandlerId", "QueueAt", "Id" },
                filter: "\"QueueAt\" IS NOT NULL");
        }
    }
}
