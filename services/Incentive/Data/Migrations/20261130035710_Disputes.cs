using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class Disputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Disputes",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Shown = table.Column<long>(type: "INTEGER", nullable: false),
                    Expected = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AssignedTo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AdjustmentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsReopened = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disputes", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "DisputeSteps",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    DisputeNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisputeSteps", x => new { x.DisputeNumber, x.Number });
                    table.ForeignKey(
                        name: "FK_DisputeSteps_Disputes_DisputeNumber",
                        column: x => x.DisputeNumber,
                        principalTable: "Disputes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_AdjustmentId",
                table: "Disputes",
                column: "AdjustmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_Id",
                table: "Disputes",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_ManagerNo_Period",
                table: "Disputes",
                columns: new[] { "ManagerNo", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_State_DueOn",
                table: "Disputes",
                columns: new[] { "State", "DueOn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DisputeSteps");

            migrationBuilder.DropTable(
                name: "Disputes");
        }
    }
}
