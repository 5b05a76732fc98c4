using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ReviewAnswers",
                columns: table => new
                {
                    Key = table.Column<Guid>(type: "TEXT", nullable: false),
                    Marks = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewAnswers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ReviewForms",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewForms", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "ReviewRemarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResultId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRemarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewResults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RoundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Score = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Content = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: false),
                    Themes = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Appeal = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    AppealReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AppealedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewResults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewRounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FormCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: false),
                    Draw = table.Column<int>(type: "INTEGER", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Persons = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewRaters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RoundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Relation = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Rater = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    HeadOf = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AnswerKey = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRaters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReviewRaters_ReviewRounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "ReviewRounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRaters_HeadOf_State",
                table: "ReviewRaters",
                columns: new[] { "HeadOf", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRaters_ManagerNo",
                table: "ReviewRaters",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRaters_Rater_State",
                table: "ReviewRaters",
                columns: new[] { "Rater", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRaters_RoundId",
                table: "ReviewRaters",
                column: "RoundId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRemarks_ResultId",
                table: "ReviewRemarks",
                column: "ResultId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewResults_Appeal_Org",
                table: "ReviewResults",
                columns: new[] { "Appeal", "Org" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewResults_ManagerNo_Period",
                table: "ReviewResults",
                columns: new[] { "ManagerNo", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewResults_RoundId",
                table: "ReviewResults",
                column: "RoundId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRounds_State_Org",
                table: "ReviewRounds",
                columns: new[] { "State", "Org" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReviewAnswers");

            migrationBuilder.DropTable(
                name: "ReviewForms");

            migrationBuilder.DropTable(
                name: "ReviewRaters");

            migrationBuilder.DropTable(
                name: "ReviewRemarks");

            migrationBuilder.DropTable(
                name: "ReviewResults");

            migrationBuilder.DropTable(
                name: "ReviewRounds");
        }
    }
}
