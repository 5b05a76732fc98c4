using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class ScoreSheetApproval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AcceptedFindings",
                table: "ScoreSheets",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "ScoreSheets",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PersonalSheets",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    EffectiveFrom = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Kpis = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedFrom = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    AcceptedFindings = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalSheets", x => new { x.ManagerNo, x.EffectiveFrom });
                });

            migrationBuilder.CreateTable(
                name: "SheetProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    EffectiveFrom = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Kpis = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Findings = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReturnReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SheetProposals", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SheetProposals_Level_EffectiveFrom",
                table: "SheetProposals",
                columns: new[] { "Level", "EffectiveFrom" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PersonalSheets");

            migrationBuilder.DropTable(
                name: "SheetProposals");

            migrationBuilder.DropColumn(
                name: "AcceptedFindings",
                table: "ScoreSheets");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "ScoreSheets");
        }
    }
}
