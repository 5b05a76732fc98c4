using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations.SqlServer
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
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            // Of care recorded before, whoever had the customer when it was given is all that is known.
            migrationBuilder.Sql("UPDATE \"CareEntries\" SET \"OwedBy\" = \"ManagerNo\"");

            migrationBuilder.CreateTable(
                name: "QualitativeMarks",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kpi = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Mark = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MarkedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MarkedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualitativeMarks", x => new { x.ManagerNo, x.Period, x.Kpi });
                });

            migrationBuilder.CreateTable(
                name: "TakenFigures",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Month = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kpi = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Part = table.Column<long>(type: "bigint", nullable: false),
                    Whole = table.Column<long>(type: "bigint", nullable: false)
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
