using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class OwnGoals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OwnGoals",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Marketing = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Kpi = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Target = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    WorkPlan = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Focus = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    SetBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SetAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnGoals", x => new { x.ManagerNo, x.Period, x.Version });
                });

            migrationBuilder.CreateIndex(
                name: "IX_OwnGoals_Period_ManagerNo",
                table: "OwnGoals",
                columns: new[] { "Period", "ManagerNo" });

            migrationBuilder.CreateIndex(
                name: "IX_OwnGoals_State_Period",
                table: "OwnGoals",
                columns: new[] { "State", "Period" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OwnGoals");
        }
    }
}
