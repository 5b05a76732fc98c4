using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
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
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ManagerNo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Org = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Rule = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Shown = table.Column<long>(type: "bigint", nullable: false),
                    Expected = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    OpenedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OpenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AssignedTo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AdjustmentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    IsReopened = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disputes", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "DisputeSteps",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    DisputeNumber = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
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
