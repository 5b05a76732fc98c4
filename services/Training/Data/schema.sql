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
    "KnownUntil" INTEGER NULL, "GrantedTo" TEXT NULL, "IsGranted" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PK_Certificates" PRIMARY KEY ("ManagerNo", "Code", "ValidFrom", "Version")
);
CREATE TABLE "Enrolments" (
    "SessionCode" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "EnrolledAt" TEXT NOT NULL, "State" INTEGER NOT NULL DEFAULT 0, "WithdrawnAt" TEXT NULL,
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
, "Branch" TEXT NULL, "ConfirmedAt" TEXT NULL, "ConfirmedBy" TEXT NULL, "CourseCode" TEXT NULL, "EndMinute" INTEGER NULL, "EndsOn" TEXT NULL, "HasWaitingList" INTEGER NOT NULL DEFAULT 0, "Place" TEXT NULL, "StartMinute" INTEGER NULL, "Teacher" TEXT NULL);
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
CREATE TABLE "Exams" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Exams" PRIMARY KEY,
    "Title" TEXT NOT NULL,
    "Course" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "PassedExams" (
    "ManagerNo" TEXT NOT NULL,
    "ExamCode" TEXT NOT NULL,
    "PassedOn" TEXT NOT NULL,
    "Certificate" TEXT NULL,
    CONSTRAINT "PK_PassedExams" PRIMARY KEY ("ManagerNo", "ExamCode", "PassedOn")
);
CREATE TABLE "Questions" (
    "Code" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Edition" INTEGER NOT NULL,
    "UntilEdition" INTEGER NULL,
    "Kind" TEXT NOT NULL,
    "Topic" TEXT NOT NULL,
    "Difficulty" TEXT NOT NULL,
    "Points" INTEGER NOT NULL,
    "Content" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "IsRetired" INTEGER NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    CONSTRAINT "PK_Questions" PRIMARY KEY ("Code", "Version")
);
CREATE TABLE "RemarkedSittings" (
    "SittingId" TEXT NOT NULL,
    "QuestionCode" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "ExamCode" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Before" TEXT NOT NULL,
    "After" TEXT NOT NULL,
    "WasPassed" INTEGER NOT NULL,
    "IsPassed" INTEGER NOT NULL,
    CONSTRAINT "PK_RemarkedSittings" PRIMARY KEY ("SittingId", "QuestionCode")
);
CREATE TABLE "Sittings" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Sittings" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "ExamCode" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Content" TEXT NOT NULL,
    "Draw" INTEGER NOT NULL,
    "Edition" INTEGER NOT NULL,
    "StartedAt" TEXT NOT NULL,
    "EndsAt" TEXT NOT NULL,
    "EndedAt" TEXT NULL,
    "OpenOf" TEXT NULL,
    "Ending" TEXT NULL,
    "Score" TEXT NULL,
    "IsPassed" INTEGER NULL,
    "TimesLeft" INTEGER NOT NULL,
    "ResultAttempt" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "WithdrawnQuestions" (
    "ExamCode" TEXT NOT NULL,
    "QuestionCode" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "WithdrawnBy" TEXT NOT NULL,
    "WithdrawnAt" TEXT NOT NULL,
    CONSTRAINT "PK_WithdrawnQuestions" PRIMARY KEY ("ExamCode", "QuestionCode")
);
CREATE TABLE "SittingAnswers" (
    "SittingId" TEXT NOT NULL,
    "Place" INTEGER NOT NULL,
    "QuestionCode" TEXT NOT NULL,
    "QuestionVersion" INTEGER NOT NULL,
    "Layout" TEXT NOT NULL,
    "Given" TEXT NULL,
    "Change" INTEGER NOT NULL,
    "SavedAt" TEXT NULL,
    "Most" INTEGER NOT NULL,
    "Earned" INTEGER NULL,
    CONSTRAINT "PK_SittingAnswers" PRIMARY KEY ("SittingId", "Place"),
    CONSTRAINT "FK_SittingAnswers_Sittings_SittingId" FOREIGN KEY ("SittingId") REFERENCES "Sittings" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_Questions_Edition" ON "Questions" ("Edition");
CREATE INDEX "IX_Questions_Topic_Difficulty" ON "Questions" ("Topic", "Difficulty");
CREATE INDEX "IX_RemarkedSittings_ExamCode" ON "RemarkedSittings" ("ExamCode");
CREATE INDEX "IX_RemarkedSittings_ManagerNo" ON "RemarkedSittings" ("ManagerNo");
CREATE INDEX "IX_SittingAnswers_QuestionCode" ON "SittingAnswers" ("QuestionCode");
CREATE INDEX "IX_Sittings_EndedAt_EndsAt" ON "Sittings" ("EndedAt", "EndsAt");
CREATE INDEX "IX_Sittings_ExamCode" ON "Sittings" ("ExamCode");
CREATE UNIQUE INDEX "IX_Sittings_ManagerNo_ExamCode_Number" ON "Sittings" ("ManagerNo", "ExamCode", "Number");
CREATE UNIQUE INDEX "IX_Sittings_OpenOf" ON "Sittings" ("OpenOf");
CREATE INDEX "IX_Sittings_StartedAt_Id" ON "Sittings" ("StartedAt", "Id");
CREATE TABLE "Assessments" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Assessments" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "ExamCode" TEXT NOT NULL,
    "Form" TEXT NOT NULL,
    "HeldOn" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Score" TEXT NULL,
    "NamedBy" TEXT NOT NULL,
    "NamedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Examiners" (
    "AssessmentId" TEXT NOT NULL,
    "Place" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Given" TEXT NULL,
    "Total" INTEGER NULL,
    "MarkedAt" TEXT NULL,
    CONSTRAINT "PK_Examiners" PRIMARY KEY ("AssessmentId", "Place"),
    CONSTRAINT "FK_Examiners_Assessments_AssessmentId" FOREIGN KEY ("AssessmentId") REFERENCES "Assessments" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_Assessments_HeldOn_Id" ON "Assessments" ("HeldOn", "Id");
CREATE INDEX "IX_Assessments_ManagerNo" ON "Assessments" ("ManagerNo");
CREATE INDEX "IX_Examiners_Name" ON "Examiners" ("Name");
CREATE TABLE "AttendedDays" (
    "SessionCode" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Day" TEXT NOT NULL,
    "IsPresent" INTEGER NOT NULL,
    "By" TEXT NOT NULL,
    "MarkedBy" TEXT NOT NULL,
    "MarkedAt" TEXT NOT NULL,
    CONSTRAINT "PK_AttendedDays" PRIMARY KEY ("SessionCode", "ManagerNo", "Day")
);
CREATE TABLE "Completions" (
    "ManagerNo" TEXT NOT NULL,
    "CourseCode" TEXT NOT NULL,
    "SessionCode" TEXT NOT NULL,
    "CourseVersion" INTEGER NOT NULL,
    "CompletedOn" TEXT NOT NULL,
    "ValidTo" TEXT NULL,
    "AttendedPercent" INTEGER NOT NULL,
    "ConfirmedBy" TEXT NOT NULL,
    "ConfirmedAt" TEXT NOT NULL, "KnownFrom" INTEGER NULL,
    CONSTRAINT "PK_Completions" PRIMARY KEY ("ManagerNo", "CourseCode", "SessionCode")
);
CREATE TABLE "CourseFiles" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CourseFiles" PRIMARY KEY,
    "CourseCode" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "Sha256" TEXT NOT NULL,
    "Content" BLOB NOT NULL,
    "AddedBy" TEXT NOT NULL,
    "AddedAt" TEXT NOT NULL
);
CREATE TABLE "Courses" (
    "Code" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "IsCurrent" INTEGER NOT NULL,
    "TitleZh" TEXT NOT NULL,
    "TitleEn" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Channel" TEXT NOT NULL,
    "TenthsOfHours" INTEGER NOT NULL,
    "ValidMonths" INTEGER NULL,
    "PrerequisitesJson" TEXT NOT NULL,
    "AudienceJson" TEXT NOT NULL,
    "MaterialsJson" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    CONSTRAINT "PK_Courses" PRIMARY KEY ("Code", "Version")
);
CREATE TABLE "EnrolmentRequests" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_EnrolmentRequests" PRIMARY KEY,
    "SessionCode" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "Note" TEXT NULL,
    "RequestedBy" TEXT NOT NULL,
    "RequestedAt" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Reason" TEXT NULL,
    "Changes" INTEGER NOT NULL
);
CREATE TABLE "FailedCheckIns" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_FailedCheckIns" PRIMARY KEY AUTOINCREMENT,
    "ManagerNo" TEXT NOT NULL,
    "At" TEXT NOT NULL
);
CREATE TABLE "KnownTerms" (
    "ManagerNo" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Level" TEXT NULL,
    "Area" TEXT NULL,
    "Employment" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_KnownTerms" PRIMARY KEY ("ManagerNo", "From")
);
CREATE TABLE "RoomCodes" (
    "SessionCode" TEXT NOT NULL CONSTRAINT "PK_RoomCodes" PRIMARY KEY,
    "Code" TEXT NOT NULL,
    "ValidUntil" TEXT NOT NULL,
    "ShownBy" TEXT NOT NULL
);
CREATE INDEX "IX_Sessions_CourseCode_StartsOn" ON "Sessions" ("CourseCode", "StartsOn");
CREATE INDEX "IX_Sessions_StartsOn" ON "Sessions" ("StartsOn");
CREATE INDEX "IX_Enrolments_ManagerNo_SessionCode" ON "Enrolments" ("ManagerNo", "SessionCode");
CREATE INDEX "IX_Completions_CourseCode_CompletedOn" ON "Completions" ("CourseCode", "CompletedOn");
CREATE INDEX "IX_Completions_SessionCode" ON "Completions" ("SessionCode");
CREATE UNIQUE INDEX "IX_CourseFiles_CourseCode_Sha256" ON "CourseFiles" ("CourseCode", "Sha256");
CREATE INDEX "IX_EnrolmentRequests_ManagerNo" ON "EnrolmentRequests" ("ManagerNo");
CREATE INDEX "IX_EnrolmentRequests_SessionCode_ManagerNo" ON "EnrolmentRequests" ("SessionCode", "ManagerNo");
CREATE INDEX "IX_FailedCheckIns_ManagerNo_At" ON "FailedCheckIns" ("ManagerNo", "At");
CREATE INDEX "IX_RoomCodes_Code" ON "RoomCodes" ("Code");
CREATE TABLE "AwaitedExams" (
    "ManagerNo" TEXT NOT NULL,
    "CourseCode" TEXT NOT NULL,
    "SessionCode" TEXT NOT NULL,
    "CourseVersion" INTEGER NOT NULL,
    "StartsOn" TEXT NOT NULL,
    "LastDay" TEXT NOT NULL,
    "AttendedPercent" INTEGER NOT NULL,
    "ConfirmedBy" TEXT NOT NULL,
    "ConfirmedAt" TEXT NOT NULL,
    CONSTRAINT "PK_AwaitedExams" PRIMARY KEY ("ManagerNo", "CourseCode", "SessionCode")
);
CREATE TABLE "CertificateSanctions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CertificateSanctions" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "CertificateCode" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NULL,
    "Reason" TEXT NOT NULL,
    "ImposedBy" TEXT NOT NULL,
    "ImposedAt" TEXT NOT NULL,
    "WithdrawnReason" TEXT NULL,
    "WithdrawnBy" TEXT NULL,
    "WithdrawnAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Coachings" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Coachings" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "CertificateCode" TEXT NOT NULL,
    "CoachNo" TEXT NOT NULL,
    "AssignedOn" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "AssignedBy" TEXT NOT NULL,
    "EndedReason" TEXT NULL,
    "EndedBy" TEXT NULL,
    "EndedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE INDEX "IX_AwaitedExams_SessionCode" ON "AwaitedExams" ("SessionCode");
CREATE INDEX "IX_CertificateSanctions_ManagerNo_CertificateCode" ON "CertificateSanctions" ("ManagerNo", "CertificateCode");
CREATE INDEX "IX_Coachings_ManagerNo_CertificateCode" ON "Coachings" ("ManagerNo", "CertificateCode");
CREATE INDEX "IX_Completions_KnownFrom" ON "Completions" ("KnownFrom");
CREATE TABLE "CalendarKeys" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_CalendarKeys" PRIMARY KEY,
    "Digest" TEXT NOT NULL,
    "RenewedAt" TEXT NOT NULL
);
CREATE TABLE "CertificateDocuments" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_CertificateDocuments" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "CertificateCode" TEXT NOT NULL,
    "ValidFrom" TEXT NOT NULL,
    "IssuedBy" TEXT NOT NULL,
    "IssuedAt" TEXT NOT NULL
);
CREATE TABLE "CertificateReminders" (
    "ManagerNo" TEXT NOT NULL,
    "CertificateCode" TEXT NOT NULL,
    "ValidTo" TEXT NOT NULL,
    "Days" INTEGER NOT NULL,
    "RaisedOn" TEXT NOT NULL,
    CONSTRAINT "PK_CertificateReminders" PRIMARY KEY ("ManagerNo", "CertificateCode", "ValidTo", "Days")
);
CREATE TABLE "Programmes" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Programmes" PRIMARY KEY,
    "TitleZh" TEXT NOT NULL,
    "TitleEn" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "IX_CalendarKeys_Digest" ON "CalendarKeys" ("Digest");
CREATE UNIQUE INDEX "IX_CertificateDocuments_ManagerNo_CertificateCode_ValidFrom" ON "CertificateDocuments" ("ManagerNo", "CertificateCode", "ValidFrom");
CREATE INDEX "IX_CertificateReminders_RaisedOn" ON "CertificateReminders" ("RaisedOn");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122045516_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261124062612_OutboxRoutingKey', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053025_AuditSeal', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053618_ImportsTold', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129054138_SeatsOfTheKnown', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129061500_Names', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129163027_Employments', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130142202_Grades', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130171919_Exams', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130180255_Assessments', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130183127_Courses', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130204652_CertificateSanctions', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130212557_CompletionsKnown', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130220612_ProgrammesAndDocuments', '10.0.15');
