using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TalentCode.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CasesInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_DepartmentId_State_PromisedDueAt",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HandlerId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_State_PromisedDueAt",
                table: "Cases");

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Grades",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ListAt",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NextDueAt",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "QueueAt",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResultEn",
                table: "Cases",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResultZh",
                table: "Cases",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RoundClosesAt",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RoundId",
                table: "Cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Running",
                table: "Cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "YellowAt",
                table: "Cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reasons",
                table: "CaseEvents",
                type: "text",
                maxLength: -1,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BoardFigures",
                columns: table => new
                {
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DepartmentId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Open = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Promised = table.Column<int>(type: "integer", nullable: false),
                    OnTime = table.Column<int>(type: "integer", nullable: false),
                    Red = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardFigures", x => new { x.ItemId, x.DepartmentId });
                });

            migrationBuilder.CreateTable(
                name: "BookingOffers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    PlaceId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Times = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    LeadHours = table.Column<int>(type: "integer", nullable: false),
                    CancelHours = table.Column<int>(type: "integer", nullable: false),
                    Late = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Open = table.Column<bool>(type: "boolean", nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingOffers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BookingOffers_Halls_PlaceId",
                        column: x => x.PlaceId,
                        principalTable: "Halls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BookingUses",
                columns: table => new
                {
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingUses", x => new { x.TalentId, x.ItemId, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "CaseNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    AuthorEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseNotes_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseObjections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FiledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RemindAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Result = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ByZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ByEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseObjections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseObjections_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseOpinions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    DepartmentId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Question = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Shows = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    AskedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RemindAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Stance = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ByZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ByEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseOpinions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseOpinions_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CaseOpinions_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseUndoings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    WhatZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    WhatEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    How = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ByZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ByEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseUndoings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseUndoings_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FlatEstates",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Pool = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    NameZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    AddressZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    AddressEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Phone = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlatEstates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NameParts",
                columns: table => new
                {
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Part = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NameParts", x => new { x.TalentId, x.Part });
                    table.ForeignKey(
                        name: "FK_NameParts_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Pledges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    StatementZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    StatementEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Held = table.Column<bool>(type: "boolean", nullable: true),
                    Finding = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pledges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Pledges_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Ratings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: true),
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    DepartmentId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    HallId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    TitleZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    TitleEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    About = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RemindAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RemindedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosesAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Reasons = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    RatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Excluded = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Ratings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Ratings_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Ratings_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Ratings_Halls_HallId",
                        column: x => x.HallId,
                        principalTable: "Halls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Ratings_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Rounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DepartmentId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    OpensAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ClosesAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ResultsDue = table.Column<DateOnly>(type: "date", nullable: false),
                    Quota = table.Column<int>(type: "integer", nullable: false),
                    SixBy = table.Column<DateOnly>(type: "date", nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Seed = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Criteria = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    PublishStartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublishById = table.Column<Guid>(type: "uuid", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OpeningToldAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosingToldAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BookingSlots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OfferId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Places = table.Column<int>(type: "integer", nullable: false),
                    Taken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingSlots", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BookingSlots_BookingOffers_OfferId",
                        column: x => x.OfferId,
                        principalTable: "BookingOffers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Flats",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    EstateId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Building = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Bedrooms = table.Column<int>(type: "integer", nullable: false),
                    SquareMetres = table.Column<int>(type: "integer", nullable: false),
                    RentFen = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Flats", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Flats_FlatEstates_EstateId",
                        column: x => x.EstateId,
                        principalTable: "FlatEstates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RatedPersons",
                columns: table => new
                {
                    RatingId = table.Column<Guid>(type: "uuid", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RatedPersons", x => new { x.RatingId, x.StaffId });
                    table.ForeignKey(
                        name: "FK_RatedPersons_Ratings_RatingId",
                        column: x => x.RatingId,
                        principalTable: "Ratings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RatingEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RatingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ActorKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: false),
                    ActorZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ActorEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Reasons = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RatingEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RatingEvents_Ratings_RatingId",
                        column: x => x.RatingId,
                        principalTable: "Ratings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RatingReviews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RatingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ground = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AskedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Upheld = table.Column<bool>(type: "boolean", nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ObjectedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Objection = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ObjectionDecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ObjectionUpheld = table.Column<bool>(type: "boolean", nullable: true),
                    ObjectionReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RatingReviews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RatingReviews_Ratings_RatingId",
                        column: x => x.RatingId,
                        principalTable: "Ratings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RatingTasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RatingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Desk = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ContactDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    VerifyDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RectifyDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CallBackDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    NextDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueProvisional = table.Column<bool>(type: "boolean", nullable: false),
                    WarnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ContactAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ContactedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ContactHow = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ContactNote = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    VerifiedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Finding = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    RectifiedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Measure = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    CalledBackAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CallBackNote = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    SecondClosesAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SecondLevel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    SecondComment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    SecondAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ComplexAskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ComplexAskedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ComplexReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ComplexDecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Complex = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RatingTasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RatingTasks_Ratings_RatingId",
                        column: x => x.RatingId,
                        principalTable: "Ratings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RatingVisits",
                columns: table => new
                {
                    GrantId = table.Column<Guid>(type: "uuid", nullable: false),
                    RatingId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RatingVisits", x => x.GrantId);
                    table.ForeignKey(
                        name: "FK_RatingVisits_Ratings_RatingId",
                        column: x => x.RatingId,
                        principalTable: "Ratings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RoundOptions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RoundId = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DistrictZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DistrictEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Capacity = table.Column<int>(type: "integer", nullable: false),
                    Taken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoundOptions", x => x.Id);
                    table.CheckConstraint("CK_RoundOptions_Taken", "\"Taken\" >= 0 AND \"Taken\" <= \"Capacity\"");
                    table.ForeignKey(
                        name: "FK_RoundOptions_Rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "Rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RoundRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RoundId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Seed = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    InputHash = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Cases = table.Column<int>(type: "integer", nullable: false),
                    Placed = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    ByZh = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ByEn = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoundRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoundRuns_Rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "Rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Bookings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    OfferId = table.Column<Guid>(type: "uuid", nullable: false),
                    SlotId = table.Column<Guid>(type: "uuid", nullable: true),
                    ItemId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DepartmentId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    PlaceId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Companions = table.Column<int>(type: "integer", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Counted = table.Column<bool>(type: "boolean", nullable: false),
                    Need = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ConsentAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FormKey = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RemindedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RedeemedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RedeemedById = table.Column<Guid>(type: "uuid", nullable: true),
                    RedeemedWindowId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ReversedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReverseReason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bookings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Bookings_BookingOffers_OfferId",
                        column: x => x.OfferId,
                        principalTable: "BookingOffers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Bookings_BookingSlots_SlotId",
                        column: x => x.SlotId,
                        principalTable: "BookingSlots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Bookings_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Bookings_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlatLeases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FlatId = table.Column<int>(type: "integer", nullable: false),
                    TalentId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndReason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    EndedBy = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlatLeases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlatLeases_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlatLeases_Flats_FlatId",
                        column: x => x.FlatId,
                        principalTable: "Flats",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlatLeases_Talents_TalentId",
                        column: x => x.TalentId,
                        principalTable: "Talents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoundPlaces",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RoundId = table.Column<Guid>(type: "uuid", nullable: false),
                    OptionId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoundPlaces", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoundPlaces_RoundOptions_OptionId",
                        column: x => x.OptionId,
                        principalTable: "RoundOptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoundEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Option = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Wish = table.Column<int>(type: "integer", nullable: false),
                    Lot = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    RecognisedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Wishes = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    ReasonZh = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ReasonEn = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoundEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoundEntries_RoundRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "RoundRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_Unread",
                table: "Inbox",
                columns: new[] { "RecipientKind", "RecipientId" },
                filter: "\"ReadAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Grants_At",
                table: "Grants",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_DecidedAt",
                table: "Cases",
                column: "DecidedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_List",
                table: "Cases",
                columns: new[] { "DepartmentId", "State", "ListAt", "Id" },
                filter: "\"ListAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ListOfAll",
                table: "Cases",
                columns: new[] { "State", "ListAt", "Id" },
                filter: "\"ListAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_OpenWork",
                table: "Cases",
                columns: new[] { "DepartmentId", "State", "NextDueAt", "YellowAt", "OuterDueAt" },
                filter: "\"ParentId\" IS NULL AND \"EndedAt\" IS NULL AND \"SubmittedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Queue",
                table: "Cases",
                columns: new[] { "DepartmentId", "QueueAt", "Id", "ItemId" },
                filter: "\"QueueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_QueueOfAll",
                table: "Cases",
                columns: new[] { "QueueAt", "Id", "ItemId" },
                filter: "\"QueueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases",
                columns: new[] { "HandlerId", "QueueAt", "Id" },
                filter: "\"QueueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_RoundId",
                table: "Cases",
                column: "RoundId");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Running",
                table: "Cases",
                column: "Running");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_State_EndedAt",
                table: "Cases",
                columns: new[] { "State", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Cards_IssuedAt",
                table: "Cards",
                column: "IssuedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Cards_Unexplained",
                table: "Cards",
                columns: new[] { "DepartmentId", "Light" },
                filter: "\"ExplainedAt\" IS NULL AND \"CancelledAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BookingOffers_ItemId",
                table: "BookingOffers",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingOffers_PlaceId",
                table: "BookingOffers",
                column: "PlaceId");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_CaseId",
                table: "Bookings",
                column: "CaseId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_DepartmentId_State_StartAt",
                table: "Bookings",
                columns: new[] { "DepartmentId", "State", "StartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_OfferId",
                table: "Bookings",
                column: "OfferId");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_OneOfATime",
                table: "Bookings",
                columns: new[] { "TalentId", "SlotId" },
                unique: true,
                filter: "\"State\" = 'Booked' AND \"SlotId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_OneRequest",
                table: "Bookings",
                columns: new[] { "TalentId", "OfferId" },
                unique: true,
                filter: "\"State\" = 'Booked' AND \"StartAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_PlaceId_StartAt",
                table: "Bookings",
                columns: new[] { "PlaceId", "StartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_SlotId",
                table: "Bookings",
                column: "SlotId");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_State_ExpiresAt",
                table: "Bookings",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_TalentId_FormKey",
                table: "Bookings",
                columns: new[] { "TalentId", "FormKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BookingSlots_OfferId_StartAt",
                table: "BookingSlots",
                columns: new[] { "OfferId", "StartAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotes_CaseId_At",
                table: "CaseNotes",
                columns: new[] { "CaseId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseObjections_AnsweredAt_DueAt",
                table: "CaseObjections",
                columns: new[] { "AnsweredAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseObjections_Case",
                table: "CaseObjections",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseObjections_OneOpen",
                table: "CaseObjections",
                column: "CaseId",
                unique: true,
                filter: "\"AnsweredAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseObjections_RemindAt",
                table: "CaseObjections",
                column: "RemindAt");

            migrationBuilder.CreateIndex(
                name: "IX_CaseOpinions_DepartmentId_ClosedAt_DueAt",
                table: "CaseOpinions",
                columns: new[] { "DepartmentId", "ClosedAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseOpinions_OneOpen",
                table: "CaseOpinions",
                columns: new[] { "CaseId", "DepartmentId" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseOpinions_RemindAt",
                table: "CaseOpinions",
                column: "RemindAt");

            migrationBuilder.CreateIndex(
                name: "IX_CaseUndoings_CaseId",
                table: "CaseUndoings",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_FlatLeases_CaseId",
                table: "FlatLeases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_FlatLeases_OneOpenPerFlat",
                table: "FlatLeases",
                column: "FlatId",
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FlatLeases_OneOpenPerTalent",
                table: "FlatLeases",
                column: "TalentId",
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Flats_EstateId_State_Bedrooms",
                table: "Flats",
                columns: new[] { "EstateId", "State", "Bedrooms" });

            migrationBuilder.CreateIndex(
                name: "IX_NameParts_Part_TalentId",
                table: "NameParts",
                columns: new[] { "Part", "TalentId" });

            migrationBuilder.CreateIndex(
                name: "IX_Pledges_CaseId_Code",
                table: "Pledges",
                columns: new[] { "CaseId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pledges_TalentId_Held",
                table: "Pledges",
                columns: new[] { "TalentId", "Held" });

            migrationBuilder.CreateIndex(
                name: "IX_RatingEvents_RatingId_Sequence",
                table: "RatingEvents",
                columns: new[] { "RatingId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RatingReviews_RatingId",
                table: "RatingReviews",
                column: "RatingId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_CaseId",
                table: "Ratings",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_DepartmentId_Status_RatedAt",
                table: "Ratings",
                columns: new[] { "DepartmentId", "Status", "RatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_HallId",
                table: "Ratings",
                column: "HallId");

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_Key",
                table: "Ratings",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_Status_ClosesAt",
                table: "Ratings",
                columns: new[] { "Status", "ClosesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_Status_RemindAt",
                table: "Ratings",
                columns: new[] { "Status", "RemindAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Ratings_TalentId_InvitedAt",
                table: "Ratings",
                columns: new[] { "TalentId", "InvitedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RatingTasks_RatingId",
                table: "RatingTasks",
                column: "RatingId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RatingTasks_State_NextDueAt",
                table: "RatingTasks",
                columns: new[] { "State", "NextDueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RatingTasks_WarnAt",
                table: "RatingTasks",
                column: "WarnAt");

            migrationBuilder.CreateIndex(
                name: "IX_RatingVisits_RatingId",
                table: "RatingVisits",
                column: "RatingId");

            migrationBuilder.CreateIndex(
                name: "IX_RoundEntries_CaseId",
                table: "RoundEntries",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_RoundEntries_RunId_CaseId",
                table: "RoundEntries",
                columns: new[] { "RunId", "CaseId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoundEntries_RunId_Order",
                table: "RoundEntries",
                columns: new[] { "RunId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoundOptions_RoundId_Code",
                table: "RoundOptions",
                columns: new[] { "RoundId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoundPlaces_CaseId",
                table: "RoundPlaces",
                column: "CaseId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoundPlaces_OptionId",
                table: "RoundPlaces",
                column: "OptionId");

            migrationBuilder.CreateIndex(
                name: "IX_RoundRuns_RoundId_Number",
                table: "RoundRuns",
                columns: new[] { "RoundId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Rounds_ItemId_ClosesAt",
                table: "Rounds",
                columns: new[] { "ItemId", "ClosesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Rounds_State_ClosesAt",
                table: "Rounds",
                columns: new[] { "State", "ClosesAt" });

            migrationBuilder.AddForeignKey(
                name: "FK_Cases_Rounds_RoundId",
                table: "Cases",
                column: "RoundId",
                principalTable: "Rounds",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Cases_Rounds_RoundId",
                table: "Cases");

            migrationBuilder.DropTable(
                name: "BoardFigures");

            migrationBuilder.DropTable(
                name: "Bookings");

            migrationBuilder.DropTable(
                name: "BookingUses");

            migrationBuilder.DropTable(
                name: "CaseNotes");

            migrationBuilder.DropTable(
                name: "CaseObjections");

            migrationBuilder.DropTable(
                name: "CaseOpinions");

            migrationBuilder.DropTable(
                name: "CaseUndoings");

            migrationBuilder.DropTable(
                name: "FlatLeases");

            migrationBuilder.DropTable(
                name: "NameParts");

            migrationBuilder.DropTable(
                name: "Pledges");

            migrationBuilder.DropTable(
                name: "RatedPersons");

            migrationBuilder.DropTable(
                name: "RatingEvents");

            migrationBuilder.DropTable(
                name: "RatingReviews");

            migrationBuilder.DropTable(
                name: "RatingTasks");

            migrationBuilder.DropTable(
                name: "RatingVisits");

            migrationBuilder.DropTable(
                name: "RoundEntries");

            migrationBuilder.DropTable(
                name: "RoundPlaces");

            migrationBuilder.DropTable(
                name: "BookingSlots");

            migrationBuilder.DropTable(
                name: "Flats");

            migrationBuilder.DropTable(
                name: "Ratings");

            migrationBuilder.DropTable(
                name: "RoundRuns");

            migrationBuilder.DropTable(
                name: "RoundOptions");

            migrationBuilder.DropTable(
                name: "BookingOffers");

            migrationBuilder.DropTable(
                name: "FlatEstates");

            migrationBuilder.DropTable(
                name: "Rounds");

            migrationBuilder.DropIndex(
                name: "IX_Inbox_Unread",
                table: "Inbox");

            migrationBuilder.DropIndex(
                name: "IX_Grants_At",
                table: "Grants");

            migrationBuilder.DropIndex(
                name: "IX_Cases_DecidedAt",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_List",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ListOfAll",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_OpenWork",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Queue",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_QueueOfAll",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_QueueOfHandler",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_RoundId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Running",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_State_EndedAt",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cards_IssuedAt",
                table: "Cards");

            migrationBuilder.DropIndex(
                name: "IX_Cards_Unexplained",
                table: "Cards");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Grades");

            migrationBuilder.DropColumn(
                name: "ListAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "NextDueAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "QueueAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ResultEn",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ResultZh",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "RoundClosesAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "RoundId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Running",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "YellowAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Reasons",
                table: "CaseEvents");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_DepartmentId_State_PromisedDueAt",
                table: "Cases",
                columns: new[] { "DepartmentId", "State", "PromisedDueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HandlerId",
                table: "Cases",
                column: "HandlerId");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_State_PromisedDueAt",
                table: "Cases",
                columns: new[] { "State", "PromisedDueAt" });
        }
    }
}
