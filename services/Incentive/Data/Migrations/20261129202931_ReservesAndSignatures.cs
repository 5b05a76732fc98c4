using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Reserved",
                table: "Sheets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Reserved",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Signed",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ManagerPosts",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LeftOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagerPosts", x => x.ManagerNo);
                });

            migrationBuilder.CreateTable(
                name: "PlanSignatures",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TextHash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SignedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    COALESCE(json_extract(m."Profile", '$.postings[#-1].org'), ''), json_extract(m."Profile", '$.leftOn')
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
