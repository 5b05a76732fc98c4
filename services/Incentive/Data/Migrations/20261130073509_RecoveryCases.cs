using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Recoveries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Periods = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SideUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    SideAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    From = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    Forfeited = table.Column<long>(type: "INTEGER", nullable: false),
                    DemandState = table.Column<int>(type: "INTEGER", nullable: false),
                    Demanded = table.Column<long>(type: "INTEGER", nullable: false),
                    DemandedFrom = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    DemandProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DemandProposedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DemandDecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DemandDecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DemandRefusalReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
