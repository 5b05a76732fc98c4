using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ReservesAndSignatures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OwnReserved",
                table: "Sheets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Reserved",
                table: "Sheets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Reserved",
                table: "Runs",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Signed",
                table: "Runs",
                type: "int",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ManagerPosts",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Org = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LeftOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagerPosts", x => x.ManagerNo);
                });

            migrationBuilder.CreateTable(
                name: "PlanSignatures",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false),
                    ManagerNo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TextHash = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SignedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlanSignatures", x => new { x.Code, x.Version, x.ManagerNo });
                });

            // The managers known already, from the newest version of each.
            migrationBuilder.Sql(
                """
                INSERT INTO "ManagerPosts" ("ManagerNo", "Version", "Org", "LeftOn")
                SELECT m."ManagerNo", m."Version",
                    COALESCE((
                        SELECT TOP 1 JSON_VALUE(p."value", '$.org') FROM OPENJSON(m."Profile", '$.postings') p
                        ORDER BY CAST(p."key" AS int) DESC), ''),
                    JSON_VALUE(m."Profile", '$.leftOn')
                FROM "Managers" m
                WHERE NOT EXISTS (
                    SELECT 1 FROM "Managers" n WHERE n."ManagerNo" = m."ManagerNo" AND n."Version" > m."Version");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ManagerPosts");

            migrationBuilder.DropTable(
                name: "PlanSignatures");

            migrationBuilder.DropColumn(
                name: "OwnReserved",
                table: "Sheets");

            migrationBuilder.DropColumn(
                name: "Reserved",
                table: "Sheets");

            migrationBuilder.DropColumn(
                name: "Reserved",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Signed",
                table: "Runs");
        }
    }
}
