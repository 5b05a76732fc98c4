using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
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
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "IsRead",
                table: "Audit",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "KeyId",
                table: "Audit",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Mark",
                table: "Audit",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateTable(
                name: "AcknowledgementSteps",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PaidOn = table.Column<DateOnly>(type: "date", nullable: true),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
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
