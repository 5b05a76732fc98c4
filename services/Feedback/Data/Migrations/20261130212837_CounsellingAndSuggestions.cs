using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations
{
    /// <inheritdoc />
    public partial class CounsellingAndSuggestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CounsellingCases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AskedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Request = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Appointment = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CounsellingCases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Hotlines",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    NameZh = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Hours = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hotlines", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SealingKeys",
                columns: table => new
                {
                    Role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LockedKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Half = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealingKeys", x => new { x.Role, x.UserId });
                });

            migrationBuilder.CreateTable(
                name: "Suggestions",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Author = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CodeMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    MayPublish = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsPublished = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SentOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AnsweredOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suggestions", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CounsellingKeys",
                columns: table => new
                {
                    Role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Half = table.Column<int>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CounsellingKeys", x => new { x.CaseId, x.Role, x.Holder, x.Half });
                    table.ForeignKey(
                        name: "FK_CounsellingKeys_CounsellingCases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "CounsellingCases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CounsellingNotes",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Text = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CounsellingNotes", x => new { x.CaseId, x.Number });
                    table.ForeignKey(
                        name: "FK_CounsellingNotes_CounsellingCases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "CounsellingCases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SuggestionLines",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    SuggestionNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuggestionLines", x => new { x.SuggestionNumber, x.Number });
                    table.ForeignKey(
                        name: "FK_SuggestionLines_Suggestions_SuggestionNumber",
                        column: x => x.SuggestionNumber,
                        principalTable: "Suggestions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CounsellingCases_PersonMark_State",
                table: "CounsellingCases",
                columns: new[] { "PersonMark", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_CounsellingCases_State_AskedOn",
                table: "CounsellingCases",
                columns: new[] { "State", "AskedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_CounsellingKeys_Role_Holder",
                table: "CounsellingKeys",
                columns: new[] { "Role", "Holder" });

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Author",
                table: "Suggestions",
                column: "Author");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_CodeMark",
                table: "Suggestions",
                column: "CodeMark",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_IsPublished_Number",
                table: "Suggestions",
                columns: new[] { "IsPublished", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_State_Number",
                table: "Suggestions",
                columns: new[] { "State", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CounsellingKeys");

            migrationBuilder.DropTable(
                name: "CounsellingNotes");

            migrationBuilder.DropTable(
                name: "Hotlines");

            migrationBuilder.DropTable(
                name: "SealingKeys");

            migrationBuilder.DropTable(
                name: "SuggestionLines");

            migrationBuilder.DropTable(
                name: "CounsellingCases");

            migrationBuilder.DropTable(
                name: "Suggestions");
        }
    }
}
