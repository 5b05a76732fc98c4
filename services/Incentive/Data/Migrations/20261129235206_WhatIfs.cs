using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class WhatIfs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WhatIfManagers",
                columns: table => new
                {
                    WhatIfNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Step = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Area = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Employment = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Months = table.Column<int>(type: "INTEGER", nullable: false),
                    Now = table.Column<long>(type: "INTEGER", nullable: false),
                    Then = table.Column<long>(type: "INTEGER", nullable: false),
                    Change = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangeSize = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WhatIfManagers", x => new { x.WhatIfNumber, x.ManagerNo });
                });

            migrationBuilder.CreateTable(
                name: "WhatIfs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    PlanCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PlanVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    RuleHash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 200000, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CloseNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    OutOf = table.Column<int>(type: "INTEGER", nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WhatIfs", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ManagerNo",
                table: "Complaints",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_WhatIfs_CreatedAt",
                table: "WhatIfs",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WhatIfs_Id",
                table: "WhatIfs",
                column: "Id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WhatIfManagers");

            migrationBuilder.DropTable(
                name: "WhatIfs");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ManagerNo",
                table: "Complaints");
        }
    }
}
