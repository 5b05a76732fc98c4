using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Completions",
                table: "Counts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TrainingFactNumber",
                table: "Changes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TrainingFacts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Occasion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OccurredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    KnownFrom = table.Column<int>(type: "INTEGER", nullable: false)
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
