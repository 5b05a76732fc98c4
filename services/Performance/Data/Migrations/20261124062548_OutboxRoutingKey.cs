using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class OutboxRoutingKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RoutingKey",
                table: "Outbox",
                type: "TEXT",
                maxLength: 200,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RoutingKey",
                table: "Outbox");
        }
    }
}
