CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
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
CREATE TABLE "Certificates" (
    "ManagerNo" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "ValidFrom" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "ValidTo" TEXT NULL,
    "Number" TEXT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "KnownUntil" INTEGER NULL,
    CONSTRAINT "PK_Certificates" PRIMARY KEY ("ManagerNo", "Code", "ValidFrom", "Version")
);
CREATE TABLE "Enrolments" (
    "SessionCode" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "EnrolledAt" TEXT NOT NULL, "State" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PK_Enrolments" PRIMARY KEY ("SessionCode", "ManagerNo")
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
CREATE TABLE "Sessions" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Sessions" PRIMARY KEY,
    "Course" TEXT NOT NULL,
    "StartsOn" TEXT NOT NULL,
    "Seats" INTEGER NULL,
    "Enrolled" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "KnownPostings" (
    "From" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    CONSTRAINT "PK_KnownPostings" PRIMARY KEY ("ManagerNo", "From"),
    CONSTRAINT "FK_KnownPostings_KnownManagers_ManagerNo" FOREIGN KEY ("ManagerNo") REFERENCES "KnownManagers" ("ManagerNo") ON DELETE CASCADE
);
CREATE INDEX "IX_Audit_Actor_Id" ON "Audit" ("Actor", "Id");
CREATE UNIQUE INDEX "IX_Audit_Sequence" ON "Audit" ("Sequence");
CREATE INDEX "IX_Audit_Subject_Id" ON "Audit" ("Subject", "Id");
CREATE INDEX "IX_Certificates_KnownFrom_KnownUntil" ON "Certificates" ("KnownFrom", "KnownUntil");
CREATE INDEX "IX_Enrolments_ManagerNo" ON "Enrolments" ("ManagerNo");
CREATE INDEX "IX_IdempotentAnswers_AnsweredAt" ON "IdempotentAnswers" ("AnsweredAt");
CREATE INDEX "IX_ImportErrors_ImportId_Number" ON "ImportErrors" ("ImportId", "Number");
CREATE UNIQUE INDEX "IX_Imports_CreatedBy_IdempotencyKey" ON "Imports" ("CreatedBy", "IdempotencyKey");
CREATE UNIQUE INDEX "IX_Imports_Id" ON "Imports" ("Id");
CREATE INDEX "IX_Imports_Status" ON "Imports" ("Status");
CREATE INDEX "IX_Inbox_ConsumedAt" ON "Inbox" ("ConsumedAt");
CREATE INDEX "IX_Outbox_Stream_Position" ON "Outbox" ("Stream", "Position");
CREATE UNIQUE INDEX "IX_Parked_MessageId_Consumer" ON "Parked" ("MessageId", "Consumer");
CREATE INDEX "IX_Audit_IsRead_Id" ON "Audit" ("IsRead", "Id");
CREATE INDEX "IX_Imports_CreatedBy_StartedAt" ON "Imports" ("CreatedBy", "StartedAt");
CREATE TABLE "ExamResults" (
    "ManagerNo" TEXT NOT NULL,
    "ExamCode" TEXT NOT NULL,
    "Form" TEXT NOT NULL,
    "TakenOn" TEXT NOT NULL,
    "Attempt" INTEGER NOT NULL,
    "Score" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_ExamResults" PRIMARY KEY ("ManagerNo", "ExamCode", "Form", "TakenOn", "Attempt")
);
CREATE TABLE "ManagerNames" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_ManagerNames" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "Name" TEXT NULL
);
CREATE TABLE "KnownEmployments" (
    "ManagerNo" TEXT NOT NULL,
    "HiredOn" TEXT NOT NULL,
    "LeftOn" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_KnownEmployments" PRIMARY KEY ("ManagerNo", "HiredOn")
);
CREATE TABLE "KnownGrades" (
    "ManagerNo" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Level" TEXT NOT NULL,
    "Step" TEXT NULL,
    "PayLevel" TEXT NOT NULL,
    "PayStep" TEXT NULL,
    "Scheme" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    CONSTRAINT "PK_KnownGrades" PRIMARY KEY ("ManagerNo", "From")
);
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122045516_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261124062612_OutboxRoutingKey', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053025_AuditSeal', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053618_ImportsTold', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129054138_SeatsOfTheKnown', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129061500_Names', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129163027_Employments', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130142202_Grades', '10.0.15');
