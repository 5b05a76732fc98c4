using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class WorkFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OwedBy",
                table: "CareEntries",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            // Of care recorded before, whoever had the customer when it was given is all that is known.
            migrationBuilder.Sql("UPDATE \"CareEntries\" SET \"OwedBy\" = \"ManagerNo\"");

            migrationBuilder.CreateTable(
                name: "QualitativeMarks",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Kpi = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Mark = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    MarkedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MarkedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualitativeMarks", x => new { x.ManagerNo, x.Period, x.Kpi });
                });

            migrationBuilder.CreateTable(
                name: "TakenFigures",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Month = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Kpi = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Part = table.Column<long>(type: "INTEGER", nullable: false),
                    Whole = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TakenFigures", x => new { x.Month, x.Kpi, x.ManagerNo });
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkTasks_PlannedOn",
                table: "WorkTasks",
                column: "PlannedOn");

            migrationBuilder.CreateIndex(
                name: "IX_CareEntries_DueOn_OwedBy",
                table: "CareEntries",
                columns: new[] { "DueOn", "OwedBy" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QualitativeMarks");

            migrationBuilder.DropTable(
                name: "TakenFigures");

            migrationBuilder.DropIndex(
                name: "IX_WorkTasks_PlannedOn",
                table: "WorkTasks");

            migrationBuilder.DropIndex(
                name: "IX_CareEntries_DueOn_OwedBy",
                table: "CareEntries");

            migrationBuilder.DropColumn(
                name: "OwedBy",
                table: "CareEntries");
        }
    }
}
