using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
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
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    KnownFrom = table.Column<int>(type: "int", nullable: false),
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Month = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LastMonth = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintNumber = table.Column<long>(type: "bigint", nullable: true),
                    CertificateNumber = table.Column<long>(type: "bigint", nullable: true)
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
