CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "Acknowledgements" (
    "EventId" TEXT NOT NULL CONSTRAINT "PK_Acknowledgements" PRIMARY KEY,
    "Status" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "PaidOn" TEXT NULL,
    "AcknowledgedBy" TEXT NOT NULL,
    "AcknowledgedAt" TEXT NOT NULL
, "PaidAmount" INTEGER NULL);
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
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Certificates" PRIMARY KEY AUTOINCREMENT,
    "ManagerNo" TEXT NOT NULL,
    "Certificate" TEXT NOT NULL,
    "ValidFrom" TEXT NOT NULL,
    "ValidTo" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL
);
CREATE TABLE "Closes" (
    "CloseNumber" INTEGER NOT NULL CONSTRAINT "PK_Closes" PRIMARY KEY,
    "Period" TEXT NOT NULL,
    "Announcement" TEXT NOT NULL
);
CREATE TABLE "Complaints" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Complaints" PRIMARY KEY AUTOINCREMENT,
    "ComplaintRef" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Severity" TEXT NOT NULL,
    "Outcome" TEXT NULL,
    "ResolvedOn" TEXT NULL
);
CREATE TABLE "Counts" (
    "Service" TEXT NOT NULL,
    "CloseNumber" INTEGER NOT NULL,
    "Versions" INTEGER NOT NULL, "Completions" INTEGER NULL,
    CONSTRAINT "PK_Counts" PRIMARY KEY ("Service", "CloseNumber")
);
CREATE TABLE "FactTotals" (
    "Month" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "Count" INTEGER NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Versions" INTEGER NOT NULL,
    CONSTRAINT "PK_FactTotals" PRIMARY KEY ("Month", "KnownFrom")
);
CREATE TABLE "Facts" (
    "ManagerNo" TEXT NOT NULL,
    "OccurredOn" INTEGER NOT NULL,
    "FactRef" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "CardRef" TEXT NOT NULL,
    "Product" TEXT NULL,
    "Amount" INTEGER NULL,
    "Void" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "KnownUntil" INTEGER NULL,
    CONSTRAINT "PK_Facts" PRIMARY KEY ("ManagerNo", "OccurredOn", "FactRef", "Version")
) WITHOUT ROWID;
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
CREATE TABLE "Leases" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Leases" PRIMARY KEY,
    "Owner" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL
);
CREATE TABLE "Managers" (
    "ManagerNo" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "Profile" TEXT NOT NULL,
    CONSTRAINT "PK_Managers" PRIMARY KEY ("ManagerNo", "Version")
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
CREATE TABLE "PayrollEntries" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_PayrollEntries" PRIMARY KEY,
    "EventId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Deferred" INTEGER NOT NULL,
    "RunId" TEXT NOT NULL,
    "PlanCode" TEXT NOT NULL,
    "PlanVersion" INTEGER NOT NULL,
    "RuleHash" TEXT NOT NULL,
    "ApprovedBy" TEXT NOT NULL,
    "ApprovedAt" TEXT NOT NULL
, "CorrectsEventId" TEXT NULL, "GroupCode" TEXT NULL, "GroupSequence" INTEGER NULL);
CREATE TABLE "Plans" (
    "Code" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Document" TEXT NOT NULL,
    "RuleHash" TEXT NOT NULL,
    "Findings" TEXT NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "ApprovedBy" TEXT NULL,
    "ApprovedAt" TEXT NULL,
    "ApprovalNumber" INTEGER NULL,
    "AcceptedFindings" TEXT NULL, "ReturnReason" TEXT NULL, "ReturnedAt" TEXT NULL, "ReturnedBy" TEXT NULL, "UnitNames" TEXT NULL,
    CONSTRAINT "PK_Plans" PRIMARY KEY ("Code", "Version")
);
CREATE TABLE "Runs" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Runs" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "CloseNumber" INTEGER NOT NULL,
    "Status" INTEGER NOT NULL,
    "Without" TEXT NOT NULL,
    "CertificatesUpTo" INTEGER NOT NULL,
    "ComplaintsUpTo" INTEGER NOT NULL,
    "PlanCode" TEXT NOT NULL,
    "PlanVersion" INTEGER NOT NULL,
    "RuleHash" TEXT NOT NULL,
    "InputHash" TEXT NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "CalculatedAt" TEXT NULL,
    "Managers" INTEGER NOT NULL,
    "Paid" INTEGER NOT NULL,
    "Facts" INTEGER NOT NULL,
    "Lines" INTEGER NOT NULL,
    "Total" INTEGER NOT NULL,
    "Deferred" INTEGER NOT NULL,
    "ResultHash" TEXT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Reason" TEXT NULL,
    "Error" TEXT NULL,
    "Version" INTEGER NOT NULL
, "SheetHash" TEXT NULL, "Reserved" INTEGER NOT NULL DEFAULT 0, "Signed" INTEGER NULL, "MissedCutOff" TEXT NULL, "Done" INTEGER NOT NULL DEFAULT 0, "StateHash" TEXT NULL, "ToDo" INTEGER NOT NULL DEFAULT 0, "IsInLedger" INTEGER NOT NULL DEFAULT 0, "TrainingFactsUpTo" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "Scores" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "Total" TEXT NULL, "Kpis" TEXT NULL,
    CONSTRAINT "PK_Scores" PRIMARY KEY ("ManagerNo", "Period", "Version")
);
CREATE TABLE "Sheets" (
    "RunNumber" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "IsStatement" INTEGER NOT NULL,
    "Org" TEXT NOT NULL,
    "Payable" INTEGER NOT NULL,
    "Deferred" INTEGER NOT NULL,
    "OwnPayable" INTEGER NOT NULL,
    "OwnDeferred" INTEGER NOT NULL,
    "Carried" INTEGER NOT NULL,
    "Lines" TEXT NOT NULL, "OwnReserved" INTEGER NOT NULL DEFAULT 0, "Reserved" INTEGER NOT NULL DEFAULT 0, "Corrected" INTEGER NOT NULL DEFAULT 0, "Held" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PK_Sheets" PRIMARY KEY ("RunNumber", "ManagerNo", "Period")
);
CREATE INDEX "IX_Audit_Actor_Id" ON "Audit" ("Actor", "Id");
CREATE UNIQUE INDEX "IX_Audit_Sequence" ON "Audit" ("Sequence");
CREATE INDEX "IX_Audit_Subject_Id" ON "Audit" ("Subject", "Id");
CREATE UNIQUE INDEX "IX_Certificates_ManagerNo_Certificate_ValidFrom_Version" ON "Certificates" ("ManagerNo", "Certificate", "ValidFrom", "Version");
CREATE UNIQUE INDEX "IX_Closes_Period" ON "Closes" ("Period");
CREATE UNIQUE INDEX "IX_Complaints_ComplaintRef_Version" ON "Complaints" ("ComplaintRef", "Version");
CREATE INDEX "IX_Facts_Cancelled" ON "Facts" ("CardRef", "OccurredOn") WHERE "Kind" = 7;
CREATE INDEX "IX_IdempotentAnswers_AnsweredAt" ON "IdempotentAnswers" ("AnsweredAt");
CREATE INDEX "IX_ImportErrors_ImportId_Number" ON "ImportErrors" ("ImportId", "Number");
CREATE UNIQUE INDEX "IX_Imports_CreatedBy_IdempotencyKey" ON "Imports" ("CreatedBy", "IdempotencyKey");
CREATE UNIQUE INDEX "IX_Imports_Id" ON "Imports" ("Id");
CREATE INDEX "IX_Imports_Status" ON "Imports" ("Status");
CREATE INDEX "IX_Inbox_ConsumedAt" ON "Inbox" ("ConsumedAt");
CREATE INDEX "IX_Outbox_Stream_Position" ON "Outbox" ("Stream", "Position");
CREATE UNIQUE INDEX "IX_Parked_MessageId_Consumer" ON "Parked" ("MessageId", "Consumer");
CREATE UNIQUE INDEX "IX_PayrollEntries_EventId" ON "PayrollEntries" ("EventId");
CREATE INDEX "IX_PayrollEntries_Period_Sequence" ON "PayrollEntries" ("Period", "Sequence");
CREATE UNIQUE INDEX "IX_Plans_ApprovalNumber" ON "Plans" ("ApprovalNumber");
CREATE UNIQUE INDEX "IX_Runs_Id" ON "Runs" ("Id");
CREATE UNIQUE INDEX "IX_Runs_Period" ON "Runs" ("Period") WHERE "Status" = 3;
CREATE INDEX "IX_Runs_Period_Status" ON "Runs" ("Period", "Status");
CREATE INDEX "IX_Sheets_ManagerNo_Period_RunNumber" ON "Sheets" ("ManagerNo", "Period", "RunNumber");
CREATE INDEX "IX_Sheets_Period_ManagerNo" ON "Sheets" ("Period", "ManagerNo");
CREATE INDEX "IX_Facts_OnceACard" ON "Facts" ("CardRef", "Kind") WHERE "Kind" >= 2 AND "Kind" <= 4;
CREATE TABLE "AcknowledgementSteps" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_AcknowledgementSteps" PRIMARY KEY AUTOINCREMENT,
    "EventId" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "PaidOn" TEXT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL
, "PaidAmount" INTEGER NULL);
CREATE INDEX "IX_Audit_IsRead_Id" ON "Audit" ("IsRead", "Id");
CREATE INDEX "IX_AcknowledgementSteps_EventId_Number" ON "AcknowledgementSteps" ("EventId", "Number");
CREATE INDEX "IX_Imports_CreatedBy_StartedAt" ON "Imports" ("CreatedBy", "StartedAt");
CREATE TABLE "ManagerNames" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_ManagerNames" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "Name" TEXT NULL
);
CREATE TABLE "ManagerPosts" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_ManagerPosts" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "Org" TEXT NOT NULL,
    "LeftOn" TEXT NULL
);
CREATE TABLE "PlanSignatures" (
    "Code" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "TextHash" TEXT NOT NULL,
    "SignedAt" TEXT NOT NULL,
    CONSTRAINT "PK_PlanSignatures" PRIMARY KEY ("Code", "Version", "ManagerNo")
);
CREATE TABLE "WhatIfManagers" (
    "WhatIfNumber" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Level" TEXT NULL,
    "Step" TEXT NULL,
    "Area" TEXT NULL,
    "Employment" TEXT NULL,
    "Months" INTEGER NOT NULL,
    "Now" INTEGER NOT NULL,
    "Then" INTEGER NOT NULL,
    "Change" INTEGER NOT NULL,
    "ChangeSize" INTEGER NOT NULL,
    CONSTRAINT "PK_WhatIfManagers" PRIMARY KEY ("WhatIfNumber", "ManagerNo")
);
CREATE TABLE "WhatIfs" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_WhatIfs" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "PlanCode" TEXT NOT NULL,
    "PlanVersion" INTEGER NULL,
    "RuleHash" TEXT NOT NULL,
    "Document" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Org" TEXT NULL,
    "CloseNumber" INTEGER NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "FinishedAt" TEXT NULL,
    "Done" INTEGER NOT NULL,
    "OutOf" INTEGER NOT NULL,
    "Result" TEXT NULL,
    "Error" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE INDEX "IX_Complaints_ManagerNo" ON "Complaints" ("ManagerNo");
CREATE INDEX "IX_WhatIfs_CreatedAt" ON "WhatIfs" ("CreatedAt");
CREATE UNIQUE INDEX "IX_WhatIfs_Id" ON "WhatIfs" ("Id");
CREATE TABLE "PayrollGroups" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_PayrollGroups" PRIMARY KEY,
    "Queue" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "PayrollMonths" (
    "Period" TEXT NOT NULL CONSTRAINT "PK_PayrollMonths" PRIMARY KEY,
    "CutOff" TEXT NOT NULL,
    "PayDay" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL
);
CREATE TABLE "PayrollRejections" (
    "EventId" TEXT NOT NULL CONSTRAINT "PK_PayrollRejections" PRIMARY KEY,
    "Decision" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "Reason" TEXT NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "ReturnReason" TEXT NULL,
    "ResentAs" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "RefusedAcknowledgements" (
    "EventId" TEXT NOT NULL CONSTRAINT "PK_RefusedAcknowledgements" PRIMARY KEY,
    "Why" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "PaidOn" TEXT NULL,
    "PaidAmount" INTEGER NULL,
    "By" TEXT NOT NULL,
    "FirstAt" TEXT NOT NULL,
    "LastAt" TEXT NOT NULL,
    "Times" INTEGER NOT NULL
);
CREATE TABLE "SettledDifferences" (
    "Kind" TEXT NOT NULL,
    "EventId" TEXT NOT NULL,
    "Note" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    CONSTRAINT "PK_SettledDifferences" PRIMARY KEY ("Kind", "EventId")
);
CREATE TABLE "PayrollGroupUnits" (
    "Org" TEXT NOT NULL CONSTRAINT "PK_PayrollGroupUnits" PRIMARY KEY,
    "GroupCode" TEXT NOT NULL,
    CONSTRAINT "FK_PayrollGroupUnits_PayrollGroups_GroupCode" FOREIGN KEY ("GroupCode") REFERENCES "PayrollGroups" ("Code") ON DELETE CASCADE
);
CREATE INDEX "IX_PayrollEntries_CorrectsEventId" ON "PayrollEntries" ("CorrectsEventId");
CREATE UNIQUE INDEX "IX_PayrollEntries_GroupCode_GroupSequence" ON "PayrollEntries" ("GroupCode", "GroupSequence");
CREATE INDEX "IX_AcknowledgementSteps_PaidAmount" ON "AcknowledgementSteps" ("PaidAmount") WHERE "PaidAmount" IS NOT NULL;
CREATE INDEX "IX_Acknowledgements_Status" ON "Acknowledgements" ("Status") WHERE "Status" = 'rejected';
CREATE UNIQUE INDEX "IX_PayrollGroups_Queue" ON "PayrollGroups" ("Queue");
CREATE INDEX "IX_PayrollGroupUnits_GroupCode" ON "PayrollGroupUnits" ("GroupCode");
CREATE INDEX "IX_PayrollMonths_PayDay" ON "PayrollMonths" ("PayDay");
CREATE UNIQUE INDEX "IX_PayrollRejections_ResentAs" ON "PayrollRejections" ("ResentAs");
CREATE INDEX "IX_RefusedAcknowledgements_LastAt" ON "RefusedAcknowledgements" ("LastAt");
CREATE TABLE "ManagerStates" (
    "RunNumber" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "CutOffPayable" INTEGER NOT NULL,
    "CutOffDeferred" INTEGER NOT NULL,
    "CutOffReserved" INTEGER NOT NULL,
    "Carried" TEXT NOT NULL,
    CONSTRAINT "PK_ManagerStates" PRIMARY KEY ("RunNumber", "ManagerNo")
);
CREATE INDEX "IX_Scores_KnownFrom" ON "Scores" ("KnownFrom");
CREATE INDEX "IX_Scores_Period_ManagerNo" ON "Scores" ("Period", "ManagerNo");
CREATE INDEX "IX_Managers_KnownFrom" ON "Managers" ("KnownFrom");
CREATE INDEX "IX_Facts_CancelledOn" ON "Facts" ("OccurredOn", "CardRef") WHERE "Kind" = 7;
CREATE INDEX "IX_Facts_KnownFrom" ON "Facts" ("KnownFrom", "OccurredOn");
CREATE INDEX "IX_Facts_KnownUntil" ON "Facts" ("KnownUntil", "OccurredOn") WHERE "KnownUntil" IS NOT NULL;
CREATE INDEX "IX_Complaints_KnownFrom" ON "Complaints" ("KnownFrom");
CREATE INDEX "IX_Complaints_ResolvedOn" ON "Complaints" ("ResolvedOn");
CREATE TABLE "LedgerEntries" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_LedgerEntries" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Account" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "DueOn" TEXT NULL,
    "Amount" INTEGER NOT NULL,
    "RunNumber" INTEGER NULL,
    "ReleaseNumber" INTEGER NULL,
    "BookedAt" TEXT NOT NULL
, "RecoveryNumber" INTEGER NULL);
CREATE TABLE "ReleaseParts" (
    "ReleaseNumber" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Account" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Paid" INTEGER NOT NULL,
    "Forfeited" INTEGER NOT NULL,
    CONSTRAINT "PK_ReleaseParts" PRIMARY KEY ("ReleaseNumber", "ManagerNo", "Period", "Account", "DueOn")
);
CREATE TABLE "Releases" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Releases" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "DueUntil" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "Managers" INTEGER NOT NULL,
    "Total" INTEGER NOT NULL,
    "Forfeited" INTEGER NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Reason" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE INDEX "IX_LedgerEntries_DueOn_ManagerNo_Period_Account" ON "LedgerEntries" ("DueOn", "ManagerNo", "Period", "Account");
CREATE INDEX "IX_LedgerEntries_ManagerNo_Period" ON "LedgerEntries" ("ManagerNo", "Period");
CREATE INDEX "IX_ReleaseParts_ManagerNo_Period" ON "ReleaseParts" ("ManagerNo", "Period");
CREATE UNIQUE INDEX "IX_Releases_Id" ON "Releases" ("Id");
CREATE UNIQUE INDEX "IX_Releases_Status" ON "Releases" ("Status") WHERE "Status" = 0;
CREATE TABLE "Holds" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Holds" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Amount" INTEGER NULL,
    "Rule" TEXT NULL,
    "Reason" TEXT NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "ReleasedBy" TEXT NULL,
    "ReleasedAt" TEXT NULL,
    "ReleaseReason" TEXT NULL,
    "SettledBy" INTEGER NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "ManualAdjustments" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_ManualAdjustments" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "Proposal" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Reason" TEXT NOT NULL,
    "Evidence" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "ReturnReason" TEXT NULL,
    "SettledBy" INTEGER NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "RunCorrections" (
    "RunNumber" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Reference" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    CONSTRAINT "PK_RunCorrections" PRIMARY KEY ("RunNumber", "ManagerNo", "Kind", "Reference")
);
CREATE UNIQUE INDEX "IX_Holds_Id" ON "Holds" ("Id");
CREATE INDEX "IX_Holds_ManagerNo" ON "Holds" ("ManagerNo");
CREATE INDEX "IX_Holds_SettledBy" ON "Holds" ("SettledBy");
CREATE UNIQUE INDEX "IX_ManualAdjustments_Id" ON "ManualAdjustments" ("Id");
CREATE INDEX "IX_ManualAdjustments_ManagerNo_Period" ON "ManualAdjustments" ("ManagerNo", "Period");
CREATE INDEX "IX_ManualAdjustments_Proposal" ON "ManualAdjustments" ("Proposal");
CREATE INDEX "IX_ManualAdjustments_State_SettledBy" ON "ManualAdjustments" ("State", "SettledBy");
CREATE INDEX "IX_RunCorrections_Kind_Reference" ON "RunCorrections" ("Kind", "Reference");
CREATE INDEX "IX_RunCorrections_ManagerNo" ON "RunCorrections" ("ManagerNo");
CREATE TABLE "Disputes" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Disputes" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Rule" TEXT NOT NULL,
    "Shown" INTEGER NOT NULL,
    "Expected" INTEGER NULL,
    "State" INTEGER NOT NULL,
    "OpenedBy" TEXT NOT NULL,
    "OpenedAt" TEXT NOT NULL,
    "OpenedOn" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "AssignedTo" TEXT NULL,
    "AnsweredAt" TEXT NULL,
    "AdjustmentId" TEXT NULL,
    "IsReopened" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "DisputeSteps" (
    "Number" INTEGER NOT NULL,
    "DisputeNumber" INTEGER NOT NULL,
    "Kind" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    CONSTRAINT "PK_DisputeSteps" PRIMARY KEY ("DisputeNumber", "Number"),
    CONSTRAINT "FK_DisputeSteps_Disputes_DisputeNumber" FOREIGN KEY ("DisputeNumber") REFERENCES "Disputes" ("Number") ON DELETE CASCADE
);
CREATE INDEX "IX_Disputes_AdjustmentId" ON "Disputes" ("AdjustmentId");
CREATE UNIQUE INDEX "IX_Disputes_Id" ON "Disputes" ("Id");
CREATE INDEX "IX_Disputes_ManagerNo_Period" ON "Disputes" ("ManagerNo", "Period");
CREATE INDEX "IX_Disputes_State_DueOn" ON "Disputes" ("State", "DueOn");
CREATE TABLE "Awards" (
    "Code" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "TitleZh" TEXT NOT NULL,
    "TitleEn" TEXT NOT NULL,
    "Value" TEXT NULL,
    "Rank" INTEGER NULL,
    "CloseNumber" INTEGER NOT NULL,
    "AwardedAt" TEXT NOT NULL,
    CONSTRAINT "PK_Awards" PRIMARY KEY ("ManagerNo", "Period", "Code")
);
CREATE TABLE "Contests" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Contests" PRIMARY KEY,
    "TitleZh" TEXT NOT NULL,
    "TitleEn" TEXT NOT NULL,
    "PrizeZh" TEXT NOT NULL,
    "PrizeEn" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Units" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "LowestFirst" INTEGER NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
, "DecidedAtClose" INTEGER NULL);
CREATE TABLE "Recognitions" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Recognitions" PRIMARY KEY,
    "TitleZh" TEXT NOT NULL,
    "TitleEn" TEXT NOT NULL,
    "Rule" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "RecognizedCloses" (
    "CloseNumber" INTEGER NOT NULL CONSTRAINT "PK_RecognizedCloses" PRIMARY KEY
);
CREATE INDEX "IX_Awards_Period_ManagerNo" ON "Awards" ("Period", "ManagerNo");
CREATE TABLE "UnitsOfMonths" (
    "Period" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "Parent" TEXT NULL,
    CONSTRAINT "PK_UnitsOfMonths" PRIMARY KEY ("Period", "Code")
);
CREATE TABLE "WonContests" (
    "Contest" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    CONSTRAINT "PK_WonContests" PRIMARY KEY ("ManagerNo", "Contest")
);
CREATE INDEX "IX_WonContests_Contest" ON "WonContests" ("Contest");
CREATE TABLE "Recoveries" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Recoveries" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Ground" TEXT NOT NULL,
    "Periods" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Evidence" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "SideUntil" TEXT NOT NULL,
    "Side" TEXT NULL,
    "SideAt" TEXT NULL,
    "State" INTEGER NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "RefusalReason" TEXT NULL,
    "From" TEXT NULL,
    "Forfeited" INTEGER NOT NULL,
    "DemandState" INTEGER NOT NULL,
    "Demanded" INTEGER NOT NULL,
    "DemandedFrom" TEXT NULL,
    "DemandProposedBy" TEXT NULL,
    "DemandProposedAt" TEXT NULL,
    "DemandDecidedBy" TEXT NULL,
    "DemandDecidedAt" TEXT NULL,
    "DemandRefusalReason" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE INDEX "IX_LedgerEntries_RecoveryNumber" ON "LedgerEntries" ("RecoveryNumber") WHERE "RecoveryNumber" IS NOT NULL;
CREATE UNIQUE INDEX "IX_Recoveries_Id" ON "Recoveries" ("Id");
CREATE INDEX "IX_Recoveries_ManagerNo" ON "Recoveries" ("ManagerNo");
CREATE INDEX "IX_Recoveries_State_DemandState" ON "Recoveries" ("State", "DemandState");
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
CREATE TABLE "TrainingFacts" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_TrainingFacts" PRIMARY KEY AUTOINCREMENT,
    "ManagerNo" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Code" TEXT NOT NULL,
    "Occasion" TEXT NOT NULL,
    "OccurredOn" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL
);
CREATE INDEX "IX_TrainingFacts_KnownFrom" ON "TrainingFacts" ("KnownFrom");
CREATE UNIQUE INDEX "IX_TrainingFacts_ManagerNo_Kind_Code_Occasion" ON "TrainingFacts" ("ManagerNo", "Kind", "Code", "Occasion");
CREATE TABLE "Changes" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Changes" PRIMARY KEY AUTOINCREMENT,
    "CertificateNumber" INTEGER NULL,
    "ChangedBy" TEXT NOT NULL,
    "ComplaintNumber" INTEGER NULL,
    "Kind" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "LastMonth" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Month" TEXT NOT NULL,
    "Reference" TEXT NOT NULL,
    "TrainingFactNumber" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "FK_Changes_Certificates_CertificateNumber" FOREIGN KEY ("CertificateNumber") REFERENCES "Certificates" ("Number"),
    CONSTRAINT "FK_Changes_Complaints_ComplaintNumber" FOREIGN KEY ("ComplaintNumber") REFERENCES "Complaints" ("Number"),
    CONSTRAINT "FK_Changes_TrainingFacts_TrainingFactNumber" FOREIGN KEY ("TrainingFactNumber") REFERENCES "TrainingFacts" ("Number")
);
CREATE INDEX "IX_Changes_CertificateNumber" ON "Changes" ("CertificateNumber");
CREATE INDEX "IX_Changes_ComplaintNumber" ON "Changes" ("ComplaintNumber");
CREATE UNIQUE INDEX "IX_Changes_KnownFrom_ManagerNo_Month_Kind_Reference_Version_ChangedBy" ON "Changes" ("KnownFrom", "ManagerNo", "Month", "Kind", "Reference", "Version", "ChangedBy");
CREATE INDEX "IX_Changes_TrainingFactNumber" ON "Changes" ("TrainingFactNumber");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122044206_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261124062700_OutboxRoutingKey', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261127094143_StatementsOfAMonth', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129051734_PlansReturned', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129052351_OnceACard', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129052835_AuditSeal', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053859_ImportsTold', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129061500_Names', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129091240_ClosedMonthChanges', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129202931_ReservesAndSignatures', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129215441_KpiValues', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129235206_WhatIfs', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130003007_PayrollCorrections', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130003623_ManagerStates', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130011007_Ledger', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130025714_Corrections', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130035710_Disputes', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130035850_Recognitions', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130062540_UnitsOfMonths', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130065711_WonContests', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130073509_RecoveryCases', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130142214_Grades', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130204742_TrainingFacts', '10.0.15');
