using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0006_ImapAccounts")]
internal sealed class M0006_ImapAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "ImapAccount",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                MailboxId = table.Column<long>(nullable: false),
                Host = table.Column<string>(nullable: false),
                Port = table.Column<int>(nullable: false),
                Security = table.Column<int>(nullable: false),
                User = table.Column<string>(nullable: false),
                SealedPassword = table.Column<string>(nullable: false),
                PinnedCertificate = table.Column<string>(nullable: true),
                Folder = table.Column<string>(nullable: false),
                After = table.Column<int>(nullable: false),
                MoveTo = table.Column<string>(nullable: true),
                IsActive = table.Column<bool>(nullable: false),
                UidValidity = table.Column<long>(nullable: false),
                LastUid = table.Column<long>(nullable: false),
                UpToDateAt = table.Column<DateTime>(nullable: true),
                Trouble = table.Column<string>(nullable: true),
                TroubleSince = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ImapAccount", t => t.Id);
                table.ForeignKey("FK_ImapAccount_Mailbox_BrandId_MailboxId", t => new { t.BrandId, t.MailboxId }, "Mailbox", ["BrandId", "Id"], onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_ImapAccount_MailboxId_Host_User_Folder", "ImapAccount", ["MailboxId", "Host", "User", "Folder"], unique: true);
    }
}
