using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations.SqlServer
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonMark = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AskedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Request = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Appointment = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CounsellingCases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Hotlines",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    NameZh = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Phone = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Hours = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hotlines", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SealingKeys",
                columns: table => new
                {
                    Role = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UserId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PublicKey = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    LockedKey = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Half = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealingKeys", x => new { x.Role, x.UserId });
                });

            migrationBuilder.CreateTable(
                name: "Suggestions",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Author = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    CodeMark = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MayPublish = table.Column<bool>(type: "bit", nullable: false),
                    IsPublished = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SentOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AnsweredOn = table.Column<DateOnly>(type: "date", nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suggestions", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CounsellingKeys",
                columns: table => new
                {
                    Role = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Holder = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Half = table.Column<int>(type: "int", nullable: false),
                    CaseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
                    Number = table.Column<int>(type: "int", nullable: false),
                    CaseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Text = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
                    Number = table.Column<int>(type: "int", nullable: false),
                    SuggestionNumber = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    On = table.Column<DateOnly>(type: "date", nullable: false)
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
                unique: true,
                filter: "[CodeMark] IS NOT NULL");

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
