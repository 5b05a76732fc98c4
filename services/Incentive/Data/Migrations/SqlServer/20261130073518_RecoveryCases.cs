using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RecoveryCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecoveryNumber",
                table: "LedgerEntries",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Recoveries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ManagerNo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Org = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Ground = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Periods = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(max)", maxLength: 6000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SideUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    Side = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SideAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RefusalReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Forfeited = table.Column<long>(type: "bigint", nullable: false),
                    DemandState = table.Column<int>(type: "int", nullable: false),
                    Demanded = table.Column<long>(type: "bigint", nullable: false),
                    DemandedFrom = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DemandProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DemandProposedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DemandDecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DemandDecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DemandRefusalReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recoveries", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_RecoveryNumber",
                table: "LedgerEntries",
                column: "RecoveryNumber",
                filter: "\"RecoveryNumber\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_Id",
                table: "Recoveries",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_ManagerNo",
                table: "Recoveries",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_State_DemandState",
                table: "Recoveries",
                columns: new[] { "State", "DemandState" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Recoveries");

            migrationBuilder.DropIndex(
                name: "IX_LedgerEntries_RecoveryNumber",
                table: "LedgerEntries");

            migrationBuilder.DropColumn(
                name: "RecoveryNumber",
                table: "LedgerEntries");
        }
    }
}
