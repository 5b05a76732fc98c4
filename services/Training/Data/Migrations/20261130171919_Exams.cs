using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations
{
    /// <inheritdoc />
    public partial class Exams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Exams",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Course = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exams", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "PassedExams",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ExamCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PassedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Certificate = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PassedExams", x => new { x.ManagerNo, x.ExamCode, x.PassedOn });
                });

            migrationBuilder.CreateTable(
                name: "Questions",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    UntilEdition = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Topic = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Difficulty = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 120000, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsRetired = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Questions", x => new { x.Code, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "RemarkedSittings",
                columns: table => new
                {
                    SittingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuestionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ExamCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    WasPassed = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsPassed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemarkedSittings", x => new { x.SittingId, x.QuestionCode });
                });

            migrationBuilder.CreateTable(
                name: "Sittings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ExamCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: false),
                    Draw = table.Column<int>(type: "INTEGER", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OpenOf = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Ending = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    Score = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    IsPassed = table.Column<bool>(type: "INTEGER", nullable: true),
                    TimesLeft = table.Column<int>(type: "INTEGER", nullable: false),
                    ResultAttempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sittings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WithdrawnQuestions",
                columns: table => new
                {
                    ExamCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    QuestionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WithdrawnQuestions", x => new { x.ExamCode, x.QuestionCode });
                });

            migrationBuilder.CreateTable(
                name: "SittingAnswers",
                columns: table => new
                {
                    SittingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    QuestionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    QuestionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Layout = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Given = table.Column<string>(type: "TEXT", maxLength: 210, nullable: true),
                    Change = table.Column<int>(type: "INTEGER", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Most = table.Column<int>(type: "INTEGER", nullable: false),
                    Earned = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SittingAnswers", x => new { x.SittingId, x.Place });
                    table.ForeignKey(
                        name: "FK_SittingAnswers_Sittings_SittingId",
                        column: x => x.SittingId,
                        principalTable: "Sittings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Questions_Edition",
                table: "Questions",
                column: "Edition");

            migrationBuilder.CreateIndex(
                name: "IX_Questions_Topic_Difficulty",
                table: "Questions",
                columns: new[] { "Topic", "Difficulty" });

            migrationBuilder.CreateIndex(
                name: "IX_RemarkedSittings_ExamCode",
                table: "RemarkedSittings",
                column: "ExamCode");

            migrationBuilder.CreateIndex(
                name: "IX_RemarkedSittings_ManagerNo",
                table: "RemarkedSittings",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_SittingAnswers_QuestionCode",
                table: "SittingAnswers",
                column: "QuestionCode");

            migrationBuilder.CreateIndex(
                name: "IX_Sittings_EndedAt_EndsAt",
                table: "Sittings",
                columns: new[] { "EndedAt", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Sittings_ExamCode",
                table: "Sittings",
                column: "ExamCode");

            migrationBuilder.CreateIndex(
                name: "IX_Sittings_ManagerNo_ExamCode_Number",
                table: "Sittings",
                columns: new[] { "ManagerNo", "ExamCode", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sittings_OpenOf",
                table: "Sittings",
                column: "OpenOf",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sittings_StartedAt_Id",
                table: "Sittings",
                columns: new[] { "StartedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Exams");

            migrationBuilder.DropTable(
                name: "PassedExams");

            migrationBuilder.DropTable(
                name: "Questions");

            migrationBuilder.DropTable(
                name: "RemarkedSittings");

            migrationBuilder.DropTable(
                name: "SittingAnswers");

            migrationBuilder.DropTable(
                name: "WithdrawnQuestions");

            migrationBuilder.DropTable(
                name: "Sittings");
        }
    }
}
