using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Rhythms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_ScoreSheets",
                table: "ScoreSheets");

            migrationBuilder.DropPrimaryKey(
                name: "PK_PersonalSheets",
                table: "PersonalSheets");

            migrationBuilder.AddColumn<string>(
                name: "Rhythm",
                table: "SheetProposals",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "month",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Rhythm",
                table: "ScoreSheets",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "month",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Rhythm",
                table: "PersonalSheets",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "month",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ScoreSheets",
                table: "ScoreSheets",
                columns: new[] { "Level", "EffectiveFrom", "Rhythm" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_PersonalSheets",
                table: "PersonalSheets",
                columns: new[] { "ManagerNo", "EffectiveFrom", "Rhythm" });

            migrationBuilder.CreateTable(
                name: "ClosedLongerPeriods",
                columns: table => new
                {
                    Period = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    KnownFrom = table.Column<int>(type: "int", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClosedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AcceptedGaps = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClosedLongerPeriods", x => x.Period);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClosedLongerPeriods");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ScoreSheets",
                table: "ScoreSheets");

            migrationBuilder.DropPrimaryKey(
                name: "PK_PersonalSheets",
                table: "PersonalSheets");

            migrationBuilder.DropColumn(
                name: "Rhythm",
                table: "SheetProposals");

            migrationBuilder.DropColumn(
                name: "Rhythm",
                table: "ScoreSheets");

            migrationBuilder.DropColumn(
                name: "Rhythm",
                table: "PersonalSheets");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ScoreSheets",
                table: "ScoreSheets",
                columns: new[] { "Level", "EffectiveFrom" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_PersonalSheets",
                table: "PersonalSheets",
                columns: new[] { "ManagerNo", "EffectiveFrom" });
        }
    }
}
