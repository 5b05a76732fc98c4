CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "Answers" (
    "AnswerId" TEXT NOT NULL CONSTRAINT "PK_Answers" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "AnsweredOn" TEXT NOT NULL,
    "CustomerRef" TEXT NULL,
    "Score" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
, "AnswerRef" TEXT NULL);
CREATE TABLE "Audit" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Audit" PRIMARY KEY AUTOINCREMENT,
    "At" TEXT NOT NULL,
    "Actor" TEXT NOT NULL,
    "Roles" TEXT NOT NULL,
    "Action" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "Detail" TEXT NULL,
    "TraceId" TEXT NULL,
    "Sequence" INTEGER NULL,
    "PreviousHash" TEXT NULL,
    "Hash" TEXT NULL
, "IsRead" INTEGER NOT NULL DEFAULT 0, "KeyId" TEXT NULL, "Mark" TEXT NULL);
CREATE TABLE "Complaints" (
    "ComplaintRef" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "ReceivedOn" TEXT NOT NULL,
    "Channel" TEXT NOT NULL,
    "Category" TEXT NOT NULL,
    "Severity" TEXT NOT NULL,
    "Outcome" TEXT NULL,
    "ResolvedOn" TEXT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "KnownUntil" INTEGER NULL, "FoldedRef" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "PK_Complaints" PRIMARY KEY ("ComplaintRef", "Version")
);
CREATE TABLE "HeardCloses" (
    "CloseNumber" INTEGER NOT NULL CONSTRAINT "PK_HeardCloses" PRIMARY KEY,
    "Period" TEXT NOT NULL
);
CREATE TABLE "IdempotentAnswers" (
    "Caller" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "RequestHash" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "ContentType" TEXT NULL,
    "Location" TEXT NULL,
    "Body" BLOB NOT NULL,
    "AnsweredAt" TEXT NOT NULL,
    CONSTRAINT "PK_IdempotentAnswers" PRIMARY KEY ("Caller", "Key")
);
CREATE TABLE "ImportErrors" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_ImportErrors" PRIMARY KEY AUTOINCREMENT,
    "ImportId" TEXT NOT NULL,
    "Row" INTEGER NOT NULL,
    "Column" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "Zh" TEXT NOT NULL,
    "En" TEXT NOT NULL
);
CREATE TABLE "Imports" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Imports" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "Atomic" INTEGER NOT NULL,
    "DryRun" INTEGER NOT NULL,
    "File" TEXT NOT NULL,
    "Format" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "Org" TEXT NULL,
    "IdempotencyKey" TEXT NULL,
    "RequestHash" TEXT NULL,
    "RowsRead" INTEGER NOT NULL,
    "RowsAccepted" INTEGER NOT NULL,
    "RowsUnchanged" INTEGER NOT NULL,
    "RowsRejected" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "StartedAt" TEXT NULL,
    "FinishedAt" TEXT NULL,
    "ErrorCode" TEXT NULL,
    "ErrorZh" TEXT NULL,
    "ErrorEn" TEXT NULL
, "CancelledBy" TEXT NULL, "FileName" TEXT NULL, "MovedAt" TEXT NULL, "RowsTotal" INTEGER NULL, "RowsWaiting" INTEGER NOT NULL DEFAULT 0, "Sheet" TEXT NULL, "Starts" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "Inbox" (
    "MessageId" TEXT NOT NULL,
    "Consumer" TEXT NOT NULL,
    "ConsumedAt" TEXT NOT NULL,
    CONSTRAINT "PK_Inbox" PRIMARY KEY ("MessageId", "Consumer")
);
CREATE TABLE "KnownManagers" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_KnownManagers" PRIMARY KEY,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Leases" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Leases" PRIMARY KEY,
    "Owner" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL
);
CREATE TABLE "OrgUnits" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_OrgUnits" PRIMARY KEY,
    "Parent" TEXT NULL,
    "Version" INTEGER NOT NULL
, "Name" TEXT NULL);
CREATE TABLE "Outbox" (
    "Position" INTEGER NOT NULL CONSTRAINT "PK_Outbox" PRIMARY KEY AUTOINCREMENT,
    "MessageId" TEXT NOT NULL,
    "Stream" TEXT NOT NULL,
    "EventName" TEXT NOT NULL,
    "Body" BLOB NOT NULL,
    "TraceParent" TEXT NULL,
    "CreatedAt" TEXT NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "NextAttemptAt" TEXT NOT NULL,
    "LastError" TEXT NULL
, "RoutingKey" TEXT NULL);
CREATE TABLE "Parked" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Parked" PRIMARY KEY AUTOINCREMENT,
    "MessageId" TEXT NOT NULL,
    "Consumer" TEXT NOT NULL,
    "EventName" TEXT NOT NULL,
    "Body" BLOB NOT NULL,
    "Error" TEXT NOT NULL,
    "ParkedAt" TEXT NOT NULL
);
CREATE TABLE "KnownPostings" (
    "From" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    CONSTRAINT "PK_KnownPostings" PRIMARY KEY ("ManagerNo", "From"),
    CONSTRAINT "FK_KnownPostings_KnownManagers_ManagerNo" FOREIGN KEY ("ManagerNo") REFERENCES "KnownManagers" ("ManagerNo") ON DELETE CASCADE
);
CREATE INDEX "IX_Answers_ManagerNo_AnsweredOn" ON "Answers" ("ManagerNo", "AnsweredOn");
CREATE INDEX "IX_Audit_Actor_Id" ON "Audit" ("Actor", "Id");
CREATE UNIQUE INDEX "IX_Audit_Sequence" ON "Audit" ("Sequence");
CREATE INDEX "IX_Audit_Subject_Id" ON "Audit" ("Subject", "Id");
CREATE INDEX "IX_Complaints_KnownFrom_KnownUntil" ON "Complaints" ("KnownFrom", "KnownUntil");
CREATE INDEX "IX_Complaints_ManagerNo_ComplaintRef" ON "Complaints" ("ManagerNo", "ComplaintRef");
CREATE INDEX "IX_IdempotentAnswers_AnsweredAt" ON "IdempotentAnswers" ("AnsweredAt");
CREATE INDEX "IX_ImportErrors_ImportId_Number" ON "ImportErrors" ("ImportId", "Number");
CREATE UNIQUE INDEX "IX_Imports_CreatedBy_IdempotencyKey" ON "Imports" ("CreatedBy", "IdempotencyKey");
CREATE UNIQUE INDEX "IX_Imports_Id" ON "Imports" ("Id");
CREATE INDEX "IX_Imports_Status" ON "Imports" ("Status");
CREATE INDEX "IX_Inbox_ConsumedAt" ON "Inbox" ("ConsumedAt");
CREATE INDEX "IX_Outbox_Stream_Position" ON "Outbox" ("Stream", "Position");
CREATE UNIQUE INDEX "IX_Parked_MessageId_Consumer" ON "Parked" ("MessageId", "Consumer");
CREATE TABLE "Talks" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Talks" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "HeldOn" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Said" TEXT NOT NULL,
    "Agreed" TEXT NULL,
    "NextOn" TEXT NULL,
    "RecordedBy" TEXT NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "ReadAt" TEXT NULL,
    "Reply" TEXT NULL
);
CREATE INDEX "IX_Talks_HeldOn_Id" ON "Talks" ("HeldOn" DESC, "Id");
CREATE INDEX "IX_Talks_ManagerNo_HeldOn" ON "Talks" ("ManagerNo", "HeldOn");
CREATE INDEX "IX_Audit_IsRead_Id" ON "Audit" ("IsRead", "Id");
CREATE INDEX "IX_Imports_CreatedBy_StartedAt" ON "Imports" ("CreatedBy", "StartedAt");
CREATE TABLE "ManagerNames" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_ManagerNames" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "Name" TEXT NULL
);
CREATE INDEX "IX_Complaints_FoldedRef" ON "Complaints" ("FoldedRef");
CREATE TABLE "CaseEscalations" (
    "ComplaintRef" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    CONSTRAINT "PK_CaseEscalations" PRIMARY KEY ("ComplaintRef", "DueOn", "Kind")
);
CREATE TABLE "CaseHandlers" (
    "UserId" TEXT NOT NULL CONSTRAINT "PK_CaseHandlers" PRIMARY KEY,
    "ManagerNo" TEXT NULL
);
CREATE TABLE "Cases" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Cases" PRIMARY KEY AUTOINCREMENT,
    "ComplaintRef" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "ReceivedOn" TEXT NOT NULL,
    "Channel" TEXT NOT NULL,
    "Category" TEXT NOT NULL,
    "Severity" TEXT NOT NULL,
    "CardRef" TEXT NULL,
    "Contact" BLOB NULL,
    "ContactMark" TEXT NULL,
    "Text" TEXT NOT NULL,
    "JoinedTo" TEXT NULL,
    "State" TEXT NOT NULL,
    "IsComplex" INTEGER NOT NULL,
    "IsExtended" INTEGER NOT NULL,
    "ExtensionAskedBy" TEXT NULL,
    "ClockFrom" TEXT NOT NULL,
    "DueOn" TEXT NULL,
    "ClockEndsOn" TEXT NOT NULL,
    "Handler" TEXT NULL,
    "StatementAskedAt" TEXT NULL,
    "Statement" TEXT NULL,
    "Outcome" TEXT NULL,
    "Reasons" TEXT NULL,
    "Consequence" TEXT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedOn" TEXT NULL,
    "IsOnTime" INTEGER NULL,
    "FirstContactOn" TEXT NULL,
    "Letter" TEXT NULL,
    "RepliedOn" TEXT NULL,
    "AppealedOn" TEXT NULL,
    "AppealDecidedBy" TEXT NULL,
    "IsOverturned" INTEGER NOT NULL,
    "Cause" TEXT NULL,
    "Measure" TEXT NULL,
    "MeasureOwner" TEXT NULL,
    "MeasureDueOn" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "AnnouncedOn" TEXT NULL
, "FollowUpMark" TEXT NULL, "FormMark" TEXT NULL, "TrainingTopic" TEXT NULL);
CREATE TABLE "KnownSuperiors" (
    "ManagerNo" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Superior" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_KnownSuperiors" PRIMARY KEY ("ManagerNo", "From")
);
CREATE TABLE "BarredFromCases" (
    "ManagerNo" TEXT NOT NULL,
    "CaseNumber" INTEGER NOT NULL,
    "Why" TEXT NOT NULL,
    CONSTRAINT "PK_BarredFromCases" PRIMARY KEY ("CaseNumber", "ManagerNo"),
    CONSTRAINT "FK_BarredFromCases_Cases_CaseNumber" FOREIGN KEY ("CaseNumber") REFERENCES "Cases" ("Number") ON DELETE CASCADE
);
CREATE TABLE "CaseSteps" (
    "Number" INTEGER NOT NULL,
    "CaseNumber" INTEGER NOT NULL,
    "Kind" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    CONSTRAINT "PK_CaseSteps" PRIMARY KEY ("CaseNumber", "Number"),
    CONSTRAINT "FK_CaseSteps_Cases_CaseNumber" FOREIGN KEY ("CaseNumber") REFERENCES "Cases" ("Number") ON DELETE CASCADE
);
CREATE INDEX "IX_Cases_CardRef_ReceivedOn" ON "Cases" ("CardRef", "ReceivedOn");
CREATE INDEX "IX_Cases_ClockEndsOn_Number" ON "Cases" ("ClockEndsOn", "Number");
CREATE UNIQUE INDEX "IX_Cases_ComplaintRef" ON "Cases" ("ComplaintRef");
CREATE INDEX "IX_Cases_ContactMark_ReceivedOn" ON "Cases" ("ContactMark", "ReceivedOn");
CREATE INDEX "IX_Cases_ManagerNo_ReceivedOn" ON "Cases" ("ManagerNo", "ReceivedOn");
CREATE INDEX "IX_Cases_ReceivedOn" ON "Cases" ("ReceivedOn");
CREATE INDEX "IX_Cases_State_DueOn" ON "Cases" ("State", "DueOn");
CREATE TABLE "CaseAttachments" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CaseAttachments" PRIMARY KEY,
    "ComplaintRef" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "AddedBy" TEXT NOT NULL,
    "AddedAt" TEXT NOT NULL
);
CREATE TABLE "CaseTopics" (
    "Tree" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "NameZh" TEXT NOT NULL,
    "NameEn" TEXT NOT NULL,
    "IsActive" INTEGER NOT NULL,
    CONSTRAINT "PK_CaseTopics" PRIMARY KEY ("Tree", "Code")
);
CREATE UNIQUE INDEX "IX_Cases_FollowUpMark" ON "Cases" ("FollowUpMark");
CREATE UNIQUE INDEX "IX_Cases_FormMark" ON "Cases" ("FormMark");
CREATE INDEX "IX_CaseAttachments_ComplaintRef" ON "CaseAttachments" ("ComplaintRef");
CREATE TABLE "CounsellingCases" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CounsellingCases" PRIMARY KEY,
    "PersonMark" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "AskedOn" TEXT NOT NULL,
    "Request" BLOB NOT NULL,
    "Appointment" BLOB NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Hotlines" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Hotlines" PRIMARY KEY,
    "NameZh" TEXT NOT NULL,
    "NameEn" TEXT NOT NULL,
    "Phone" TEXT NOT NULL,
    "Hours" TEXT NOT NULL
);
CREATE TABLE "SealingKeys" (
    "Role" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "PublicKey" BLOB NOT NULL,
    "LockedKey" BLOB NOT NULL,
    "Half" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_SealingKeys" PRIMARY KEY ("Role", "UserId")
);
CREATE TABLE "Suggestions" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Suggestions" PRIMARY KEY AUTOINCREMENT,
    "Kind" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "Author" TEXT NULL,
    "CodeMark" TEXT NULL,
    "MayPublish" INTEGER NOT NULL,
    "IsPublished" INTEGER NOT NULL,
    "State" TEXT NOT NULL,
    "SentOn" TEXT NOT NULL,
    "AnsweredOn" TEXT NULL,
    "AnsweredBy" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "CounsellingKeys" (
    "Role" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "Half" INTEGER NOT NULL,
    "CaseId" TEXT NOT NULL,
    "Wrapped" BLOB NOT NULL,
    CONSTRAINT "PK_CounsellingKeys" PRIMARY KEY ("CaseId", "Role", "Holder", "Half"),
    CONSTRAINT "FK_CounsellingKeys_CounsellingCases_CaseId" FOREIGN KEY ("CaseId") REFERENCES "CounsellingCases" ("Id") ON DELETE CASCADE
);
CREATE TABLE "CounsellingNotes" (
    "Number" INTEGER NOT NULL,
    "CaseId" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "On" TEXT NOT NULL,
    "Text" BLOB NOT NULL,
    CONSTRAINT "PK_CounsellingNotes" PRIMARY KEY ("CaseId", "Number"),
    CONSTRAINT "FK_CounsellingNotes_CounsellingCases_CaseId" FOREIGN KEY ("CaseId") REFERENCES "CounsellingCases" ("Id") ON DELETE CASCADE
);
CREATE TABLE "SuggestionLines" (
    "Number" INTEGER NOT NULL,
    "SuggestionNumber" INTEGER NOT NULL,
    "From" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "On" TEXT NOT NULL,
    CONSTRAINT "PK_SuggestionLines" PRIMARY KEY ("SuggestionNumber", "Number"),
    CONSTRAINT "FK_SuggestionLines_Suggestions_SuggestionNumber" FOREIGN KEY ("SuggestionNumber") REFERENCES "Suggestions" ("Number") ON DELETE CASCADE
);
CREATE INDEX "IX_CounsellingCases_PersonMark_State" ON "CounsellingCases" ("PersonMark", "State");
CREATE INDEX "IX_CounsellingCases_State_AskedOn" ON "CounsellingCases" ("State", "AskedOn");
CREATE INDEX "IX_CounsellingKeys_Role_Holder" ON "CounsellingKeys" ("Role", "Holder");
CREATE INDEX "IX_Suggestions_Author" ON "Suggestions" ("Author");
CREATE UNIQUE INDEX "IX_Suggestions_CodeMark" ON "Suggestions" ("CodeMark");
CREATE INDEX "IX_Suggestions_IsPublished_Number" ON "Suggestions" ("IsPublished", "Number");
CREATE INDEX "IX_Suggestions_State_Number" ON "Suggestions" ("State", "Number");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122045800_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261124062652_OutboxRoutingKey', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261127102244_Talks', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053126_AuditSeal', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053808_ImportsTold', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129054250_AnswersAlike', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129061500_Names', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129133635_FoldedComplaintRefs', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130185732_ComplaintCases', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130204713_PublicComplaints', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130212837_CounsellingAndSuggestions', '10.0.15');
