using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TrainingFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TrainingFactsUpTo",
                table: "Runs",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Completions",
                table: "Counts",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TrainingFactNumber",
                table: "Changes",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TrainingFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Occasion = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OccurredOn = table.Column<DateOnly>(type: "date", nullable: false),
                    KnownFrom = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainingFacts", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Changes_TrainingFactNumber",
                table: "Changes",
                column: "TrainingFactNumber");

            migrationBuilder.CreateIndex(
                name: "IX_TrainingFacts_KnownFrom",
                table: "TrainingFacts",
                column: "KnownFrom");

            migrationBuilder.CreateIndex(
                name: "IX_TrainingFacts_ManagerNo_Kind_Code_Occasion",
                table: "TrainingFacts",
                columns: new[] { "ManagerNo", "Kind", "Code", "Occasion" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Changes_TrainingFacts_TrainingFactNumber",
                table: "Changes",
                column: "TrainingFactNumber",
                principalTable: "TrainingFacts",
                principalColumn: "Number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Changes_TrainingFacts_TrainingFactNumber",
                table: "Changes");

            migrationBuilder.DropTable(
                name: "TrainingFacts");

            migrationBuilder.DropIndex(
                name: "IX_Changes_TrainingFactNumber",
                table: "Changes");

            migrationBuilder.DropColumn(
                name: "TrainingFactsUpTo",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Completions",
                table: "Counts");

            migrationBuilder.DropColumn(
                name: "TrainingFactNumber",
                table: "Changes");
        }
    }
}
