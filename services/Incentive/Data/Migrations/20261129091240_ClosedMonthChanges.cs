using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class ClosedMonthChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Changes",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KnownFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Month = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    LastMonth = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ComplaintNumber = table.Column<long>(type: "INTEGER", nullable: true),
                    CertificateNumber = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changes", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Changes_Certificates_CertificateNumber",
                        column: x => x.CertificateNumber,
                        principalTable: "Certificates",
                        principalColumn: "Number");
                    table.ForeignKey(
                        name: "FK_Changes_Complaints_ComplaintNumber",
                        column: x => x.ComplaintNumber,
                        principalTable: "Complaints",
                        principalColumn: "Number");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Changes_CertificateNumber",
                table: "Changes",
                column: "CertificateNumber");

            migrationBuilder.CreateIndex(
                name: "IX_Changes_ComplaintNumber",
                table: "Changes",
                column: "ComplaintNumber");

            migrationBuilder.CreateIndex(
                name: "IX_Changes_KnownFrom_ManagerNo_Month_Kind_Reference_Version_ChangedBy",
                table: "Changes",
                columns: new[] { "KnownFrom", "ManagerNo", "Month", "Kind", "Reference", "Version", "ChangedBy" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Changes");
        }
    }
}
