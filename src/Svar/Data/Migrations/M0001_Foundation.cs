using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0001_Foundation")]
internal sealed class M0001_Foundation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Brand",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                Slug = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Sector = table.Column<int>(nullable: false),
                Country = table.Column<string>(nullable: false),
                Zone = table.Column<string>(nullable: false),
                Languages = table.Column<string>(nullable: false),
                PublicHost = table.Column<string>(nullable: true),
                PublicUrl = table.Column<string>(nullable: true),
                NumberPrefix = table.Column<string>(nullable: false),
                WebSite = table.Column<string>(nullable: true),
                PostAddress = table.Column<string>(nullable: true),
                VisitAddress = table.Column<string>(nullable: true),
                Tagline = table.Column<string>(nullable: false),
                PrimaryColour = table.Column<string>(nullable: false),
                AccentColour = table.Column<string>(nullable: false),
                Logo = table.Column<string>(nullable: true),
                PhoneWaitMinutes = table.Column<int>(nullable: true),
                PhoneWaitAt = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Brand", t => t.Id);
            });
        migrationBuilder.CreateTable(
            name: "Content",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                Hash = table.Column<byte[]>(nullable: false),
                Length = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Content", t => t.Id);
            });
        migrationBuilder.CreateTable(
            name: "DutyOwner",
            columns: table => new
            {
                Name = table.Column<string>(nullable: false),
                Epoch = table.Column<long>(nullable: false),
                Node = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_DutyOwner", t => t.Name);
            });
        migrationBuilder.CreateTable(
            name: "KeyBlock",
            columns: table => new
            {
                Name = table.Column<string>(nullable: false),
                Next = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_KeyBlock", t => t.Name);
            });
        migrationBuilder.CreateTable(
            name: "Staff",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                DisplayName = table.Column<string>(nullable: false),
                Language = table.Column<string>(nullable: false),
                CreatedAt = table.Column<DateTime>(nullable: false),
                ClosedAt = table.Column<DateTime>(nullable: true),
                UserName = table.Column<string>(nullable: true),
                NormalizedUserName = table.Column<string>(nullable: true),
                Email = table.Column<string>(nullable: true),
                NormalizedEmail = table.Column<string>(nullable: true),
                EmailConfirmed = table.Column<bool>(nullable: false),
                PasswordHash = table.Column<string>(nullable: true),
                SecurityStamp = table.Column<string>(nullable: true),
                ConcurrencyStamp = table.Column<string>(nullable: true),
                PhoneNumber = table.Column<string>(nullable: true),
                PhoneNumberConfirmed = table.Column<bool>(nullable: false),
                TwoFactorEnabled = table.Column<bool>(nullable: false),
                LockoutEnd = table.Column<DateTime>(nullable: true),
                LockoutEnabled = table.Column<bool>(nullable: false),
                AccessFailedCount = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Staff", t => t.Id);
            });
        migrationBuilder.CreateTable(
            name: "BrandPhone",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                E164 = table.Column<string>(nullable: false),
                Shown = table.Column<string>(nullable: false),
                IsTollFree = table.Column<bool>(nullable: false),
                Purpose = table.Column<string>(nullable: false),
                Cost = table.Column<string>(nullable: false),
                Order = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_BrandPhone", t => t.Id);
                table.ForeignKey("FK_BrandPhone_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "Calendar",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                Purpose = table.Column<int>(nullable: false),
                ValidFrom = table.Column<DateTime>(nullable: false),
                Zone = table.Column<string>(nullable: false),
                Week = table.Column<string>(nullable: false),
                Watch = table.Column<string>(nullable: false),
                HolidayCountry = table.Column<string>(nullable: true),
                ClosedOn = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Calendar", t => t.Id);
                table.ForeignKey("FK_Calendar_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "Customer",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Phone = table.Column<string>(nullable: true),
                Language = table.Column<string>(nullable: true),
                Group = table.Column<string>(nullable: true),
                CreatedAt = table.Column<DateTime>(nullable: false),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Customer", t => t.Id);
                table.UniqueConstraint("AK_Customer_BrandId_Id", t => new { t.BrandId, t.Id });
                table.ForeignKey("FK_Customer_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "Mailbox",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                Address = table.Column<string>(nullable: false),
                DisplayName = table.Column<string>(nullable: false),
                Signature = table.Column<string>(nullable: false),
                IsDefault = table.Column<bool>(nullable: false),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Mailbox", t => t.Id);
                table.UniqueConstraint("AK_Mailbox_BrandId_Id", t => new { t.BrandId, t.Id });
                table.ForeignKey("FK_Mailbox_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "TargetRule",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                Kind = table.Column<int>(nullable: true),
                Priority = table.Column<int>(nullable: true),
                CustomerGroup = table.Column<string>(nullable: true),
                FirstWithin = table.Column<string>(nullable: false),
                FirstCeiling = table.Column<string>(nullable: false),
                NextWithin = table.Column<string>(nullable: true),
                NextCeiling = table.Column<string>(nullable: true),
                ResolutionWithin = table.Column<string>(nullable: true),
                ResolutionCeiling = table.Column<string>(nullable: true),
                CeilingReason = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_TargetRule", t => t.Id);
                table.ForeignKey("FK_TargetRule_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "ContentPiece",
            columns: table => new
            {
                ContentId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                Bytes = table.Column<byte[]>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ContentPiece", t => new { t.ContentId, t.Number });
                table.ForeignKey("FK_ContentPiece_Content_ContentId", t => t.ContentId, "Content", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "OutgoingMail",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: true),
                Kind = table.Column<int>(nullable: false),
                ConversationId = table.Column<long>(nullable: true),
                MessageId = table.Column<long>(nullable: true),
                EnvelopeFrom = table.Column<string>(nullable: false),
                EnvelopeTo = table.Column<string>(nullable: false),
                MessageIdHeader = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: false),
                ContentId = table.Column<long>(nullable: false),
                CreatedAt = table.Column<DateTime>(nullable: false),
                State = table.Column<int>(nullable: false),
                NextTryAt = table.Column<DateTime>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                LastAnswer = table.Column<string>(nullable: true),
                SentAt = table.Column<DateTime>(nullable: true),
                ClaimedBy = table.Column<string>(nullable: true),
                ClaimedAt = table.Column<DateTime>(nullable: true),
                IsTest = table.Column<bool>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_OutgoingMail", t => t.Id);
                table.ForeignKey("FK_OutgoingMail_Content_ContentId", t => t.ContentId, "Content", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "CustomerAddress",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                CustomerId = table.Column<long>(nullable: false),
                Address = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_CustomerAddress", t => t.Id);
                table.ForeignKey("FK_CustomerAddress_Customer_BrandId_CustomerId", t => new { t.BrandId, t.CustomerId }, "Customer", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "Conversation",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                Number = table.Column<long>(nullable: false),
                ReplyToken = table.Column<string>(nullable: false),
                CaseSecret = table.Column<string>(nullable: false),
                CustomerId = table.Column<long>(nullable: false),
                MailboxId = table.Column<long>(nullable: false),
                Channel = table.Column<int>(nullable: false),
                Subject = table.Column<string>(nullable: false),
                Snippet = table.Column<string>(nullable: false),
                Status = table.Column<int>(nullable: false),
                Kind = table.Column<int>(nullable: false),
                Priority = table.Column<int>(nullable: false),
                Language = table.Column<string>(nullable: false),
                AssigneeId = table.Column<long>(nullable: true),
                CreatedAt = table.Column<DateTime>(nullable: false),
                LastMessageAt = table.Column<DateTime>(nullable: false),
                NextDueAt = table.Column<DateTime>(nullable: false),
                IsTest = table.Column<bool>(nullable: false),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Conversation", t => t.Id);
                table.UniqueConstraint("AK_Conversation_BrandId_Id", t => new { t.BrandId, t.Id });
                table.ForeignKey("FK_Conversation_Brand_BrandId", t => t.BrandId, "Brand", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Conversation_Customer_BrandId_CustomerId", t => new { t.BrandId, t.CustomerId }, "Customer", ["BrandId", "Id"], onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Conversation_Mailbox_BrandId_MailboxId", t => new { t.BrandId, t.MailboxId }, "Mailbox", ["BrandId", "Id"], onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Conversation_Staff_AssigneeId", t => t.AssigneeId, "Staff", "Id", onDelete: ReferentialAction.SetNull);
            });
        migrationBuilder.CreateTable(
            name: "ReceivedMail",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                MailboxId = table.Column<long>(nullable: false),
                ContentId = table.Column<long>(nullable: false),
                Hash = table.Column<byte[]>(nullable: false),
                ReceivedAt = table.Column<DateTime>(nullable: false),
                Source = table.Column<int>(nullable: false),
                EnvelopeFrom = table.Column<string>(nullable: true),
                EnvelopeTo = table.Column<string>(nullable: false),
                Trace = table.Column<string>(nullable: false),
                IsTest = table.Column<bool>(nullable: false),
                State = table.Column<int>(nullable: false),
                TakenInAt = table.Column<DateTime>(nullable: true),
                Outcome = table.Column<string>(nullable: true),
                Reason = table.Column<string>(nullable: true),
                Repeats = table.Column<int>(nullable: false),
                ConversationId = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ReceivedMail", t => t.Id);
                table.ForeignKey("FK_ReceivedMail_Content_ContentId", t => t.ContentId, "Content", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_ReceivedMail_Mailbox_BrandId_MailboxId", t => new { t.BrandId, t.MailboxId }, "Mailbox", ["BrandId", "Id"], onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "AwaitedAncestor",
            columns: table => new
            {
                BrandId = table.Column<long>(nullable: false),
                MessageIdHash = table.Column<long>(nullable: false),
                ConversationId = table.Column<long>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_AwaitedAncestor", t => new { t.BrandId, t.MessageIdHash, t.ConversationId });
                table.ForeignKey("FK_AwaitedAncestor_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "ConversationEvent",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                ConversationId = table.Column<long>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Kind = table.Column<int>(nullable: false),
                StaffId = table.Column<long>(nullable: true),
                MessageId = table.Column<long>(nullable: true),
                Detail = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ConversationEvent", t => t.Id);
                table.ForeignKey("FK_ConversationEvent_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_ConversationEvent_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "ConversationTag",
            columns: table => new
            {
                ConversationId = table.Column<long>(nullable: false),
                Tag = table.Column<string>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ConversationTag", t => new { t.ConversationId, t.Tag });
                table.ForeignKey("FK_ConversationTag_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "Promise",
            columns: table => new
            {
                ConversationId = table.Column<long>(nullable: false),
                Clock = table.Column<int>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                StartedAt = table.Column<DateTime>(nullable: false),
                GoalAt = table.Column<DateTime>(nullable: true),
                CeilingAt = table.Column<DateTime>(nullable: true),
                DueAt = table.Column<DateTime>(nullable: true),
                MetAt = table.Column<DateTime>(nullable: true),
                State = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Promise", t => new { t.ConversationId, t.Clock });
                table.ForeignKey("FK_Promise_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "Message",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                ConversationId = table.Column<long>(nullable: false),
                Direction = table.Column<int>(nullable: false),
                Channel = table.Column<int>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                FromName = table.Column<string>(nullable: false),
                FromAddress = table.Column<string>(nullable: false),
                To = table.Column<string>(nullable: false),
                Cc = table.Column<string>(nullable: false),
                StaffId = table.Column<long>(nullable: true),
                Subject = table.Column<string>(nullable: false),
                Text = table.Column<string>(nullable: false),
                Parts = table.Column<string>(nullable: false),
                Html = table.Column<string>(nullable: true),
                HasHtml = table.Column<bool>(nullable: false),
                MessageIdHeader = table.Column<string>(nullable: false),
                MessageIdHash = table.Column<long>(nullable: false),
                ReceivedMailId = table.Column<long>(nullable: true),
                ContentId = table.Column<long>(nullable: true),
                IsAutomatic = table.Column<bool>(nullable: false),
                Delivery = table.Column<int>(nullable: false),
                Then = table.Column<int>(nullable: false),
                DeliveryAnswer = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Message", t => t.Id);
                table.ForeignKey("FK_Message_Content_ContentId", t => t.ContentId, "Content", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Message_Conversation_BrandId_ConversationId", t => new { t.BrandId, t.ConversationId }, "Conversation", ["BrandId", "Id"], onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Message_ReceivedMail_ReceivedMailId", t => t.ReceivedMailId, "ReceivedMail", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "MessageAttachment",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                MessageId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                Name = table.Column<string>(nullable: false),
                ContentType = table.Column<string>(nullable: false),
                Size = table.Column<long>(nullable: false),
                IsInline = table.Column<bool>(nullable: false),
                ContentIdHeader = table.Column<string>(nullable: true),
                ContentId = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_MessageAttachment", t => t.Id);
                table.ForeignKey("FK_MessageAttachment_Content_ContentId", t => t.ContentId, "Content", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_MessageAttachment_Message_MessageId", t => t.MessageId, "Message", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Brand_NumberPrefix", "Brand", "NumberPrefix", unique: true);
        migrationBuilder.CreateIndex("IX_Brand_PublicHost", "Brand", "PublicHost", unique: true);
        migrationBuilder.CreateIndex("IX_Brand_Slug", "Brand", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_BrandPhone_BrandId", "BrandPhone", "BrandId");
        migrationBuilder.CreateIndex("IX_Calendar_BrandId_Purpose_ValidFrom", "Calendar", ["BrandId", "Purpose", "ValidFrom"], unique: true);
        migrationBuilder.CreateIndex("IX_Content_Hash", "Content", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_Conversation_AssigneeId_Status_NextDueAt_Id", "Conversation", ["AssigneeId", "Status", "NextDueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_Conversation_BrandId_Number", "Conversation", ["BrandId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Conversation_CaseSecret", "Conversation", "CaseSecret", unique: true);
        migrationBuilder.CreateIndex("IX_Conversation_CustomerId_LastMessageAt", "Conversation", ["CustomerId", "LastMessageAt"]);
        migrationBuilder.CreateIndex("IX_Conversation_NextDueAt_Id", "Conversation", ["NextDueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_Conversation_ReplyToken", "Conversation", "ReplyToken", unique: true);
        migrationBuilder.CreateIndex("IX_Conversation_Status_LastMessageAt_Id", "Conversation", ["Status", "LastMessageAt", "Id"]);
        migrationBuilder.CreateIndex("IX_Conversation_Status_NextDueAt_Id", "Conversation", ["Status", "NextDueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_ConversationEvent_ConversationId_Id", "ConversationEvent", ["ConversationId", "Id"]);
        migrationBuilder.CreateIndex("IX_ConversationTag_BrandId_Tag", "ConversationTag", ["BrandId", "Tag"]);
        migrationBuilder.CreateIndex("IX_CustomerAddress_BrandId_Address", "CustomerAddress", ["BrandId", "Address"], unique: true);
        migrationBuilder.CreateIndex("IX_CustomerAddress_CustomerId", "CustomerAddress", "CustomerId");
        migrationBuilder.CreateIndex("IX_Mailbox_Address", "Mailbox", "Address", unique: true);
        migrationBuilder.CreateIndex("IX_Message_BrandId_MessageIdHash", "Message", ["BrandId", "MessageIdHash"]);
        migrationBuilder.CreateIndex("IX_Message_ConversationId_Id", "Message", ["ConversationId", "Id"]);
        migrationBuilder.CreateIndex("IX_Message_ReceivedMailId", "Message", "ReceivedMailId", unique: true);
        migrationBuilder.CreateIndex("IX_MessageAttachment_MessageId_Number", "MessageAttachment", ["MessageId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_OutgoingMail_ConversationId", "OutgoingMail", "ConversationId");
        migrationBuilder.CreateIndex("IX_OutgoingMail_EnvelopeTo_CreatedAt", "OutgoingMail", ["EnvelopeTo", "CreatedAt"], filter: "\"Kind\" = 2");
        migrationBuilder.CreateIndex("IX_OutgoingMail_MessageIdHeader", "OutgoingMail", "MessageIdHeader", unique: true);
        migrationBuilder.CreateIndex("IX_OutgoingMail_NextTryAt", "OutgoingMail", "NextTryAt", filter: "\"State\" <= 2");
        migrationBuilder.CreateIndex("IX_ReceivedMail_ContentId", "ReceivedMail", "ContentId");
        migrationBuilder.CreateIndex("IX_ReceivedMail_MailboxId_Hash", "ReceivedMail", ["MailboxId", "Hash"]);
        migrationBuilder.CreateIndex("IX_ReceivedMail_NotTakenIn", "ReceivedMail", ["State", "Id"], filter: "\"State\" >= 3");
        migrationBuilder.CreateIndex("IX_ReceivedMail_Pending", "ReceivedMail", ["State", "Id"], filter: "\"State\" = 1");
        migrationBuilder.CreateIndex("IX_TargetRule_BrandId_Kind_Priority_CustomerGroup", "TargetRule", ["BrandId", "Kind", "Priority", "CustomerGroup"], unique: true);
        migrationBuilder.CreateIndex("IX_Staff_NormalizedEmail", "Staff", "NormalizedEmail", unique: true);
        migrationBuilder.CreateIndex("IX_Staff_NormalizedUserName", "Staff", "NormalizedUserName", unique: true);
    }
}
