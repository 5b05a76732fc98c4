using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditSeal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SheetHash",
                table: "Runs",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRead",
                table: "Audit",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "KeyId",
                table: "Audit",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mark",
                table: "Audit",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AcknowledgementSteps",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AcknowledgementSteps", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_IsRead_Id",
                table: "Audit",
                columns: new[] { "IsRead", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AcknowledgementSteps_EventId_Number",
                table: "AcknowledgementSteps",
                columns: new[] { "EventId", "Number" });

            // Readings of earlier releases, which said so by their method only.
            migrationBuilder.Sql("""UPDATE "Audit" SET "IsRead" = 1 WHERE "Action" LIKE 'GET %'""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AcknowledgementSteps");

            migrationBuilder.DropIndex(
                name: "IX_Audit_IsRead_Id",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "SheetHash",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "IsRead",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Mark",
                table: "Audit");
        }
    }
}
