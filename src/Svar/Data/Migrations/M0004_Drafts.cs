using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0004_Drafts")]
internal sealed class M0004_Drafts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Draft",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                ConversationId = table.Column<long>(nullable: false),
                StaffId = table.Column<long>(nullable: false),
                Mode = table.Column<int>(nullable: false),
                Text = table.Column<string>(nullable: false),
                UpdatedAt = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Draft", t => t.Id);
                table.ForeignKey("FK_Draft_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Draft_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Draft_ConversationId_StaffId_Mode", "Draft", ["ConversationId", "StaffId", "Mode"], unique: true);
    }
}
