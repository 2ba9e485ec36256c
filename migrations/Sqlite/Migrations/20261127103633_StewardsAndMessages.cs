using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StewardsAndMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "HandedTo",
                table: "Outbox",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PossibleDuplicateAt",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Receipt",
                table: "Outbox",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SendingAt",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "Outbox",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "UnsureAt",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Urgent",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "SessionStamp",
                table: "FamilyMembers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SharesDetails",
                table: "FamilyMembers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "ById",
                table: "Consents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Capacity",
                table: "Consents",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Consents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DataEn",
                table: "Consents",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DataZh",
                table: "Consents",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecipientEn",
                table: "Consents",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecipientZh",
                table: "Consents",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarFeeds", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "CareAssignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ContactName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ContactPost = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ContactPhone = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    From = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ByEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareAssignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CareAssignments_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CareContacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StaffEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reached = table.Column<bool>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    CallBackOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CallBackKeptAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ConcernId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareContacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CareContacts_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Concerns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    About = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DepartmentId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    PhoneBack = table.Column<bool>(type: "INTEGER", nullable: false),
                    Desk = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FiledAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ContactDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnswerDueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueProvisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    NextDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WarnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LateToldAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ContactedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ContactedBy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ReopenedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Concerns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Concerns_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Concerns_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ContactAddresses",
                columns: table => new
                {
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    PendingEmail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    CodeSentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CodeTries = table.Column<int>(type: "INTEGER", nullable: false),
                    WeChatOpenId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactAddresses", x => x.TalentId);
                    table.ForeignKey(
                        name: "FK_ContactAddresses_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DigestLines",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DigestLines", x => x.MessageId);
                });

            migrationBuilder.CreateTable(
                name: "JobFailures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Server = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobFailures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobStates",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Failed = table.Column<bool>(type: "INTEGER", nullable: false),
                    DidAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DidZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DidEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    FailuresToday = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobStates", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Mandates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StewardId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StandInToo = table.Column<bool>(type: "INTEGER", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    End = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mandates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Mandates_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MemberRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DraftId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DepartmentId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MemberRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MessagePreferences",
                columns: table => new
                {
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Channels = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Off = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MessagePreferences", x => new { x.TalentId, x.Kind });
                    table.ForeignKey(
                        name: "FK_MessagePreferences_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MinorAccesses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StaffEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OfficeZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OfficeEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DecidedEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinorAccesses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PersonalDates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyMemberId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalDates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonalDates_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReminderMarks",
                columns: table => new
                {
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Lead = table.Column<int>(type: "INTEGER", nullable: false),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderMarks", x => new { x.Rule, x.SubjectId, x.Date, x.Lead });
                });

            migrationBuilder.CreateTable(
                name: "ReminderMutes",
                columns: table => new
                {
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderMutes", x => new { x.TalentId, x.Rule });
                });

            migrationBuilder.CreateTable(
                name: "SendingStops",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StoppedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StoppedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ResumedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ResumedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SendingStops", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StandIns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SetById = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StewardProfiles",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SpeaksEnglish = table.Column<bool>(type: "INTEGER", nullable: false),
                    District = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    MostPeople = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StewardProfiles", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "WorkSnoozes",
                columns: table => new
                {
                    StewardId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkSnoozes", x => new { x.StewardId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "ConcernEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConcernId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ActorKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ActorEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConcernEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConcernEvents_Concerns_ConcernId",
                        column: x => x.ConcernId,
                        principalTable: "Concerns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ConcernPersons",
                columns: table => new
                {
                    ConcernId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConcernPersons", x => new { x.ConcernId, x.StaffId });
                    table.ForeignKey(
                        name: "FK_ConcernPersons_Concerns_ConcernId",
                        column: x => x.ConcernId,
                        principalTable: "Concerns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MinorLooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccessId = table.Column<Guid>(type: "TEXT", nullable: true),
                    GrantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TalentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StaffEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OfficeZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OfficeEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WhatZh = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    WhatEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinorLooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MinorLooks_MinorAccesses_AccessId",
                        column: x => x.AccessId,
                        principalTable: "MinorAccesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Duplicates",
                table: "Outbox",
                column: "PossibleDuplicateAt",
                filter: "\"PossibleDuplicateAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_External",
                table: "Outbox",
                columns: new[] { "RecipientId", "Channel", "DoneAt" },
                filter: "\"Channel\" <> 'in-app'");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Open",
                table: "Outbox",
                columns: new[] { "Channel", "NextAttemptAt" },
                filter: "\"DoneAt\" IS NULL AND \"ParkedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IdentityPapers_Until_Kind",
                table: "IdentityPapers",
                columns: new[] { "Until", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Grades_Until",
                table: "Grades",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_FamilyMembers_BirthDate",
                table: "FamilyMembers",
                column: "BirthDate");

            migrationBuilder.CreateIndex(
                name: "IX_FamilyMembers_Phone",
                table: "FamilyMembers",
                column: "Phone",
                unique: true,
                filter: "\"Phone\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_CaseId",
                table: "Consents",
                column: "CaseId",
                filter: "\"CaseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareAssignments_Lasting",
                table: "CareAssignments",
                columns: new[] { "TalentId", "Kind" },
                unique: true,
                filter: "\"Until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareAssignments_StaffId",
                table: "CareAssignments",
                column: "StaffId");

            migrationBuilder.CreateIndex(
                name: "IX_CareAssignments_TalentId",
                table: "CareAssignments",
                column: "TalentId");

            migrationBuilder.CreateIndex(
                name: "IX_CareContacts_CallBack",
                table: "CareContacts",
                column: "CallBackOn",
                filter: "\"CallBackOn\" IS NOT NULL AND \"CallBackKeptAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareContacts_TalentId_At",
                table: "CareContacts",
                columns: new[] { "TalentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ConcernEvents_ConcernId_Sequence",
                table: "ConcernEvents",
                columns: new[] { "ConcernId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_DepartmentId",
                table: "Concerns",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_Desk_NextDueAt",
                table: "Concerns",
                columns: new[] { "Desk", "NextDueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_Key",
                table: "Concerns",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_Number",
                table: "Concerns",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_TalentId_FiledAt",
                table: "Concerns",
                columns: new[] { "TalentId", "FiledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Concerns_WarnAt",
                table: "Concerns",
                column: "WarnAt");

            migrationBuilder.CreateIndex(
                name: "IX_DigestLines_TalentId_Day",
                table: "DigestLines",
                columns: new[] { "TalentId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_JobFailures_At",
                table: "JobFailures",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_Lasting",
                table: "Mandates",
                columns: new[] { "TalentId", "ItemId" },
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_StewardId",
                table: "Mandates",
                column: "StewardId");

            migrationBuilder.CreateIndex(
                name: "IX_MemberRequests_DraftId",
                table: "MemberRequests",
                column: "DraftId");

            migrationBuilder.CreateIndex(
                name: "IX_MemberRequests_OneOpen",
                table: "MemberRequests",
                columns: new[] { "FamilyMemberId", "ItemId" },
                unique: true,
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_MemberRequests_State_NextAt",
                table: "MemberRequests",
                columns: new[] { "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MinorAccesses_CaseId_StaffId",
                table: "MinorAccesses",
                columns: new[] { "CaseId", "StaffId" });

            migrationBuilder.CreateIndex(
                name: "IX_MinorAccesses_OnePending",
                table: "MinorAccesses",
                columns: new[] { "CaseId", "FamilyMemberId", "StaffId" },
                unique: true,
                filter: "\"State\" = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "IX_MinorAccesses_State_AskedAt",
                table: "MinorAccesses",
                columns: new[] { "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MinorLooks_AccessId",
                table: "MinorLooks",
                column: "AccessId");

            migrationBuilder.CreateIndex(
                name: "IX_MinorLooks_At",
                table: "MinorLooks",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_PersonalDates_CaseId",
                table: "PersonalDates",
                column: "CaseId",
                filter: "\"CaseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PersonalDates_Date_Kind",
                table: "PersonalDates",
                columns: new[] { "Date", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonalDates_TalentId",
                table: "PersonalDates",
                column: "TalentId");

            migrationBuilder.CreateIndex(
                name: "IX_ReminderMarks_Date",
                table: "ReminderMarks",
                column: "Date");

            migrationBuilder.CreateIndex(
                name: "IX_ReminderMarks_TalentId",
                table: "ReminderMarks",
                column: "TalentId");

            migrationBuilder.CreateIndex(
                name: "IX_SendingStops_ResumedAt",
                table: "SendingStops",
                column: "ResumedAt");

            migrationBuilder.CreateIndex(
                name: "IX_StandIns_ById_Until",
                table: "StandIns",
                columns: new[] { "ById", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_StandIns_ForId_Until",
                table: "StandIns",
                columns: new[] { "ForId", "Until" });

            // What still waited for the console, which was no channel to a person, is not sent any more.
            migrationBuilder.Sql("""UPDATE "Outbox" SET "DoneAt" = "CreatedAt" WHERE "Channel" = 'console' AND "DoneAt" IS NULL AND "ParkedAt" IS NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "CareAssignments");

            migrationBuilder.DropTable(
                name: "CareContacts");

            migrationBuilder.DropTable(
                name: "ConcernEvents");

            migrationBuilder.DropTable(
                name: "ConcernPersons");

            migrationBuilder.DropTable(
                name: "ContactAddresses");

            migrationBuilder.DropTable(
                name: "DigestLines");

            migrationBuilder.DropTable(
                name: "JobFailures");

            migrationBuilder.DropTable(
                name: "JobStates");

            migrationBuilder.DropTable(
                name: "Mandates");

            migrationBuilder.DropTable(
                name: "MemberRequests");

            migrationBuilder.DropTable(
                name: "MessagePreferences");

            migrationBuilder.DropTable(
                name: "MinorLooks");

            migrationBuilder.DropTable(
                name: "PersonalDates");

            migrationBuilder.DropTable(
                name: "ReminderMarks");

            migrationBuilder.DropTable(
                name: "ReminderMutes");

            migrationBuilder.DropTable(
                name: "SendingStops");

            migrationBuilder.DropTable(
                name: "StandIns");

            migrationBuilder.DropTable(
                name: "StewardProfiles");

            migrationBuilder.DropTable(
                name: "WorkSnoozes");

            migrationBuilder.DropTable(
                name: "Concerns");

            migrationBuilder.DropTable(
                name: "MinorAccesses");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Duplicates",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_External",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Open",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_IdentityPapers_Until_Kind",
                table: "IdentityPapers");

            migrationBuilder.DropIndex(
                name: "IX_Grades_Until",
                table: "Grades");

            migrationBuilder.DropIndex(
                name: "IX_FamilyMembers_BirthDate",
                table: "FamilyMembers");

            migrationBuilder.DropIndex(
                name: "IX_FamilyMembers_Phone",
                table: "FamilyMembers");

            migrationBuilder.DropIndex(
                name: "IX_Consents_CaseId",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "HandedTo",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "PossibleDuplicateAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Receipt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "SendingAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "UnsureAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Urgent",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "SessionStamp",
                table: "FamilyMembers");

            migrationBuilder.DropColumn(
                name: "SharesDetails",
                table: "FamilyMembers");

            migrationBuilder.DropColumn(
                name: "ById",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "Capacity",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "DataEn",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "DataZh",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "RecipientEn",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "RecipientZh",
                table: "Consents");
        }
    }
}
