using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
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
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "month");

            migrationBuilder.AddColumn<string>(
                name: "Rhythm",
                table: "ScoreSheets",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "month");

            migrationBuilder.AddColumn<string>(
                name: "Rhythm",
                table: "PersonalSheets",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "month");

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
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    KnownFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AcceptedGaps = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
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
