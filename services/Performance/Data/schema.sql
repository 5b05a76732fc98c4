CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "Answers" (
    "AnswerId" TEXT NOT NULL CONSTRAINT "PK_Answers" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "AnsweredOn" TEXT NOT NULL,
    "Score" INTEGER NOT NULL
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
CREATE TABLE "CardFacts" (
    "ManagerNo" TEXT NOT NULL,
    "OccurredOn" INTEGER NOT NULL,
    "FactRef" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "CardRef" TEXT NOT NULL,
    "CustomerRef" TEXT NULL,
    "Product" TEXT NULL,
    "Amount" INTEGER NULL,
    "NewCustomer" INTEGER NOT NULL,
    "Void" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "KnownUntil" INTEGER NULL,
    CONSTRAINT "PK_CardFacts" PRIMARY KEY ("ManagerNo", "OccurredOn", "FactRef", "Version")
) WITHOUT ROWID;
CREATE TABLE "ClosedPeriods" (
    "CloseNumber" INTEGER NOT NULL CONSTRAINT "PK_ClosedPeriods" PRIMARY KEY,
    "Period" TEXT NOT NULL,
    "ClosedAt" TEXT NOT NULL,
    "ClosedBy" TEXT NOT NULL,
    "AcceptedGaps" TEXT NOT NULL
);
CREATE TABLE "Complaints" (
    "ComplaintRef" TEXT NOT NULL CONSTRAINT "PK_Complaints" PRIMARY KEY,
    "Version" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "UpheldOn" TEXT NULL
);
CREATE TABLE "FactTotals" (
    "Month" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "Count" INTEGER NOT NULL,
    "Amount" INTEGER NOT NULL,
    "Versions" INTEGER NOT NULL,
    CONSTRAINT "PK_FactTotals" PRIMARY KEY ("Month", "KnownFrom")
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
CREATE TABLE "Indicators" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    CONSTRAINT "PK_Indicators" PRIMARY KEY ("ManagerNo", "Period", "Kpi")
);
CREATE TABLE "LateMarks" (
    "ManagerNo" TEXT NOT NULL,
    "Month" TEXT NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    CONSTRAINT "PK_LateMarks" PRIMARY KEY ("KnownFrom", "ManagerNo", "Month")
);
CREATE TABLE "Leases" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Leases" PRIMARY KEY,
    "Owner" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL
);
CREATE TABLE "Managers" (
    "ManagerNo" TEXT NOT NULL CONSTRAINT "PK_Managers" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "HiredOn" TEXT NOT NULL,
    "InPostSince" TEXT NULL,
    "LeftOn" TEXT NULL,
    "Education" TEXT NULL,
    "Version" INTEGER NOT NULL
, "EarlierEmployments" TEXT NULL, "IsNameAnnounced" INTEGER NOT NULL DEFAULT 0);
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
CREATE TABLE "Scorecards" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "KnownFrom" INTEGER NOT NULL,
    "IsCurrent" INTEGER NOT NULL,
    "Org" TEXT NOT NULL,
    "Level" TEXT NOT NULL,
    "Total" TEXT NULL,
    "Kpis" TEXT NOT NULL, "TenThousandths" INTEGER NULL, "Values" TEXT NULL,
    CONSTRAINT "PK_Scorecards" PRIMARY KEY ("ManagerNo", "Period", "Version")
);
CREATE TABLE "Targets" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    CONSTRAINT "PK_Targets" PRIMARY KEY ("ManagerNo", "Period", "Kpi")
);
CREATE TABLE "Units" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_Units" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Parent" TEXT NULL,
    "Kind" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Postings" (
    "From" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Data_Area" TEXT NULL,
    "Data_Employment" TEXT NULL,
    "Data_Level" TEXT NULL,
    "Data_MentorNo" TEXT NULL,
    "Data_Org" TEXT NOT NULL,
    "Data_Step" TEXT NULL,
    "Data_SupervisorNo" TEXT NULL,
    CONSTRAINT "PK_Postings" PRIMARY KEY ("ManagerNo", "From"),
    CONSTRAINT "FK_Postings_Managers_ManagerNo" FOREIGN KEY ("ManagerNo") REFERENCES "Managers" ("ManagerNo") ON DELETE CASCADE
);
CREATE INDEX "IX_Answers_ManagerNo_AnsweredOn" ON "Answers" ("ManagerNo", "AnsweredOn");
CREATE INDEX "IX_Audit_Actor_Id" ON "Audit" ("Actor", "Id");
CREATE UNIQUE INDEX "IX_Audit_Sequence" ON "Audit" ("Sequence");
CREATE INDEX "IX_Audit_Subject_Id" ON "Audit" ("Subject", "Id");
CREATE INDEX "IX_CardFacts_CardRef_OccurredOn" ON "CardFacts" ("CardRef", "OccurredOn") WHERE "Kind" = 7;
CREATE UNIQUE INDEX "IX_CardFacts_FactRef_Version" ON "CardFacts" ("FactRef", "Version");
CREATE UNIQUE INDEX "IX_ClosedPeriods_Period" ON "ClosedPeriods" ("Period");
CREATE INDEX "IX_Complaints_ManagerNo_UpheldOn" ON "Complaints" ("ManagerNo", "UpheldOn");
CREATE INDEX "IX_IdempotentAnswers_AnsweredAt" ON "IdempotentAnswers" ("AnsweredAt");
CREATE INDEX "IX_ImportErrors_ImportId_Number" ON "ImportErrors" ("ImportId", "Number");
CREATE UNIQUE INDEX "IX_Imports_CreatedBy_IdempotencyKey" ON "Imports" ("CreatedBy", "IdempotencyKey");
CREATE UNIQUE INDEX "IX_Imports_Id" ON "Imports" ("Id");
CREATE INDEX "IX_Imports_Status" ON "Imports" ("Status");
CREATE INDEX "IX_Inbox_ConsumedAt" ON "Inbox" ("ConsumedAt");
CREATE INDEX "IX_Outbox_Stream_Position" ON "Outbox" ("Stream", "Position");
CREATE UNIQUE INDEX "IX_Parked_MessageId_Consumer" ON "Parked" ("MessageId", "Consumer");
CREATE INDEX "IX_Scorecards_Period_IsCurrent_ManagerNo" ON "Scorecards" ("Period", "IsCurrent", "ManagerNo");
CREATE TABLE "UncountedFacts" (
    "ManagerNo" TEXT NOT NULL,
    "OccurredOn" INTEGER NOT NULL,
    "FactRef" TEXT NOT NULL,
    "Why" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "CardRef" TEXT NOT NULL,
    "CountedRef" TEXT NULL,
    "KnownFrom" INTEGER NOT NULL,
    CONSTRAINT "PK_UncountedFacts" PRIMARY KEY ("ManagerNo", "OccurredOn", "FactRef")
);
CREATE INDEX "IX_CardFacts_CardRef_Kind" ON "CardFacts" ("CardRef", "Kind") WHERE "Kind" >= 2 AND "Kind" <= 4;
CREATE INDEX "IX_UncountedFacts_KnownFrom" ON "UncountedFacts" ("KnownFrom");
CREATE INDEX "IX_Audit_IsRead_Id" ON "Audit" ("IsRead", "Id");
CREATE INDEX "IX_Imports_CreatedBy_StartedAt" ON "Imports" ("CreatedBy", "StartedAt");
CREATE TABLE "LateChanges" (
    "KnownFrom" INTEGER NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Month" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    CONSTRAINT "PK_LateChanges" PRIMARY KEY ("KnownFrom", "ManagerNo", "Month", "Kind", "Kpi", "ChangedBy")
);
CREATE TABLE "KpiDefinitions" (
    "Code" TEXT NOT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "IsCurrent" INTEGER NOT NULL,
    "NameZh" TEXT NOT NULL,
    "NameEn" TEXT NOT NULL,
    "Unit" TEXT NOT NULL,
    "Direction" TEXT NOT NULL,
    "Family" TEXT NOT NULL,
    "Source" TEXT NOT NULL,
    "BasisJson" TEXT NULL,
    "Cap" TEXT NOT NULL,
    "Volume" INTEGER NOT NULL,
    "EndedFrom" TEXT NULL,
    "ChangedBy" TEXT NULL,
    "ChangedAt" TEXT NULL,
    CONSTRAINT "PK_KpiDefinitions" PRIMARY KEY ("Code", "EffectiveFrom")
);
CREATE TABLE "TargetPlans" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_TargetPlans" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Org" TEXT NULL,
    "DecidedIn" TEXT NULL,
    "Reason" TEXT NULL,
    "FirstNode" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "RefusalReason" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "UnitTargets" (
    "Org" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    CONSTRAINT "PK_UnitTargets" PRIMARY KEY ("Period", "Kpi", "Org")
);
CREATE TABLE "PlannedTargets" (
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "IsUnit" INTEGER NOT NULL,
    "Node" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "PlanNumber" INTEGER NOT NULL,
    "Org" TEXT NOT NULL,
    "Before" TEXT NULL,
    "Value" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    CONSTRAINT "PK_PlannedTargets" PRIMARY KEY ("Period", "Kpi", "Node", "IsUnit", "Version"),
    CONSTRAINT "FK_PlannedTargets_TargetPlans_PlanNumber" FOREIGN KEY ("PlanNumber") REFERENCES "TargetPlans" ("Number") ON DELETE CASCADE
);
CREATE INDEX "IX_Targets_Period_Kpi" ON "Targets" ("Period", "Kpi");
CREATE INDEX "IX_PlannedTargets_PlanNumber" ON "PlannedTargets" ("PlanNumber");
CREATE UNIQUE INDEX "IX_TargetPlans_Id" ON "TargetPlans" ("Id");
CREATE INDEX "IX_TargetPlans_State_Org" ON "TargetPlans" ("State", "Org");
CREATE TABLE "SheetProposals" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_SheetProposals" PRIMARY KEY,
    "Level" TEXT NOT NULL,
    "ManagerNo" TEXT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Kpis" TEXT NOT NULL,
    "Findings" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "ReturnReason" TEXT NULL,
    "Version" INTEGER NOT NULL
, "Rhythm" TEXT NOT NULL DEFAULT 'month');
CREATE INDEX "IX_SheetProposals_Level_EffectiveFrom" ON "SheetProposals" ("Level", "EffectiveFrom");
CREATE TABLE "OwnGoals" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Org" TEXT NOT NULL,
    "Marketing" TEXT NOT NULL,
    "Kpi" TEXT NULL,
    "Target" TEXT NULL,
    "WorkPlan" TEXT NOT NULL,
    "Focus" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "SetBy" TEXT NOT NULL,
    "SetAt" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Reason" TEXT NULL,
    "Changes" INTEGER NOT NULL,
    CONSTRAINT "PK_OwnGoals" PRIMARY KEY ("ManagerNo", "Period", "Version")
);
CREATE INDEX "IX_OwnGoals_Period_ManagerNo" ON "OwnGoals" ("Period", "ManagerNo");
CREATE INDEX "IX_OwnGoals_State_Period" ON "OwnGoals" ("State", "Period");
CREATE TABLE "ClosedLongerPeriods" (
    "Period" TEXT NOT NULL CONSTRAINT "PK_ClosedLongerPeriods" PRIMARY KEY,
    "KnownFrom" INTEGER NOT NULL,
    "ClosedAt" TEXT NOT NULL,
    "ClosedBy" TEXT NOT NULL,
    "AcceptedGaps" TEXT NOT NULL
);
CREATE TABLE "ScoreSheets" (
    "Level" TEXT NOT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Rhythm" TEXT NOT NULL DEFAULT 'month',
    "AcceptedFindings" TEXT NULL,
    "ApprovedBy" TEXT NULL,
    "Kpis" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_ScoreSheets" PRIMARY KEY ("Level", "EffectiveFrom", "Rhythm")
);
CREATE TABLE "PersonalSheets" (
    "ManagerNo" TEXT NOT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Rhythm" TEXT NOT NULL DEFAULT 'month',
    "AcceptedFindings" TEXT NULL,
    "ApprovedBy" TEXT NULL,
    "EndedFrom" TEXT NULL,
    "Kpis" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_PersonalSheets" PRIMARY KEY ("ManagerNo", "EffectiveFrom", "Rhythm")
);
CREATE TABLE "ReviewAnswers" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_ReviewAnswers" PRIMARY KEY,
    "Marks" TEXT NULL,
    "Words" TEXT NULL
);
CREATE TABLE "ReviewForms" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_ReviewForms" PRIMARY KEY,
    "Content" TEXT NOT NULL,
    "ChangedBy" TEXT NULL,
    "ChangedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "ReviewRemarks" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ReviewRemarks" PRIMARY KEY,
    "ResultId" TEXT NOT NULL,
    "Words" TEXT NOT NULL
);
CREATE TABLE "ReviewResults" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ReviewResults" PRIMARY KEY,
    "RoundId" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Score" TEXT NULL,
    "Content" TEXT NOT NULL,
    "Themes" TEXT NULL,
    "Appeal" TEXT NULL,
    "AppealReason" TEXT NULL,
    "AppealedAt" TEXT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Decision" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "ReviewRounds" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ReviewRounds" PRIMARY KEY,
    "Period" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "FormCode" TEXT NOT NULL,
    "Form" TEXT NOT NULL,
    "Draw" INTEGER NOT NULL,
    "DueOn" TEXT NOT NULL,
    "Persons" INTEGER NOT NULL,
    "State" TEXT NOT NULL,
    "ProposedBy" TEXT NOT NULL,
    "ProposedAt" TEXT NOT NULL,
    "ConfirmedBy" TEXT NULL,
    "ConfirmedAt" TEXT NULL,
    "ClosedBy" TEXT NULL,
    "ClosedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "ReviewRaters" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ReviewRaters" PRIMARY KEY,
    "RoundId" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Relation" TEXT NOT NULL,
    "Rater" TEXT NULL,
    "HeadOf" TEXT NULL,
    "State" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "AnswerKey" TEXT NULL,
    CONSTRAINT "FK_ReviewRaters_ReviewRounds_RoundId" FOREIGN KEY ("RoundId") REFERENCES "ReviewRounds" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_ReviewRaters_HeadOf_State" ON "ReviewRaters" ("HeadOf", "State");
CREATE INDEX "IX_ReviewRaters_ManagerNo" ON "ReviewRaters" ("ManagerNo");
CREATE INDEX "IX_ReviewRaters_Rater_State" ON "ReviewRaters" ("Rater", "State");
CREATE INDEX "IX_ReviewRaters_RoundId" ON "ReviewRaters" ("RoundId");
CREATE INDEX "IX_ReviewRemarks_ResultId" ON "ReviewRemarks" ("ResultId");
CREATE INDEX "IX_ReviewResults_Appeal_Org" ON "ReviewResults" ("Appeal", "Org");
CREATE INDEX "IX_ReviewResults_ManagerNo_Period" ON "ReviewResults" ("ManagerNo", "Period");
CREATE INDEX "IX_ReviewResults_RoundId" ON "ReviewResults" ("RoundId");
CREATE INDEX "IX_ReviewRounds_State_Org" ON "ReviewRounds" ("State", "Org");
CREATE TABLE "GradeAppeals" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_GradeAppeals" PRIMARY KEY,
    "RunId" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "AppealedAt" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Reason" TEXT NULL,
    "Level" TEXT NULL,
    "Step" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "GradeProposals" (
    "RunId" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Score" INTEGER NULL,
    "Rank" INTEGER NOT NULL,
    "Level" TEXT NOT NULL,
    "Step" TEXT NULL,
    "BeforeLevel" TEXT NULL,
    "BeforeStep" TEXT NULL,
    "IsRural" INTEGER NOT NULL,
    "Basis" TEXT NOT NULL,
    "DecidedLevel" TEXT NULL,
    "DecidedStep" TEXT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "DecisionReason" TEXT NULL,
    "OverCapReason" TEXT NULL,
    "ReviewedBy" TEXT NULL,
    "ReviewedAt" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_GradeProposals" PRIMARY KEY ("RunId", "ManagerNo")
);
CREATE TABLE "GradeRuns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_GradeRuns" PRIMARY KEY,
    "Scheme" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Document" TEXT NOT NULL,
    "Base" INTEGER NOT NULL,
    "Places" TEXT NOT NULL,
    "NotKnown" TEXT NOT NULL,
    "MadeBy" TEXT NOT NULL,
    "MadeAt" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "ReviewedBy" TEXT NULL,
    "ReviewedAt" TEXT NULL,
    "ReviewNote" TEXT NULL,
    "ApprovedBy" TEXT NULL,
    "ApprovedAt" TEXT NULL,
    "ReturnReason" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "Grades" (
    "ManagerNo" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "IsCurrent" INTEGER NOT NULL,
    "Level" TEXT NOT NULL,
    "Step" TEXT NULL,
    "PayLevel" TEXT NOT NULL,
    "PayStep" TEXT NULL,
    "RunId" TEXT NOT NULL,
    "Scheme" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "AssignedBy" TEXT NOT NULL,
    "AssignedAt" TEXT NOT NULL,
    CONSTRAINT "PK_Grades" PRIMARY KEY ("ManagerNo", "From", "Version")
);
CREATE TABLE "GradeSchemes" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_GradeSchemes" PRIMARY KEY,
    "EffectiveFrom" TEXT NOT NULL,
    "Document" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL
);
CREATE TABLE "WarningFindings" (
    "Rule" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Began" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Evidence" TEXT NOT NULL,
    CONSTRAINT "PK_WarningFindings" PRIMARY KEY ("Period", "Rule", "ManagerNo")
);
CREATE TABLE "WarningRules" (
    "Code" TEXT NOT NULL,
    "EffectiveFrom" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "IsCurrent" INTEGER NOT NULL,
    "NameZh" TEXT NOT NULL,
    "NameEn" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Kpi" TEXT NULL,
    "TermsJson" TEXT NOT NULL,
    "Severity" TEXT NOT NULL,
    "IsConduct" INTEGER NOT NULL,
    "Confirm" INTEGER NOT NULL,
    "ResponseDays" INTEGER NOT NULL,
    "EndedFrom" TEXT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    CONSTRAINT "PK_WarningRules" PRIMARY KEY ("Code", "EffectiveFrom")
);
CREATE TABLE "Warnings" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Warnings" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "CauseKey" TEXT NOT NULL,
    "Rule" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Began" TEXT NOT NULL,
    "Last" TEXT NOT NULL,
    "Org" TEXT NOT NULL,
    "Above" TEXT NULL,
    "Severity" TEXT NOT NULL,
    "IsConduct" INTEGER NOT NULL,
    "Evidence" TEXT NOT NULL,
    "IsOutdated" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "FoundBy" INTEGER NOT NULL,
    "FoundAt" TEXT NOT NULL,
    "RespondBy" TEXT NULL,
    "RespondedBy" TEXT NULL,
    "RespondedAt" TEXT NULL,
    "Response" TEXT NULL,
    "MeasureDueOn" TEXT NULL,
    "ReceivedBy" TEXT NULL,
    "ReceivedAt" TEXT NULL,
    "ReturnReason" TEXT NULL,
    "SettledBy" TEXT NULL,
    "SettledAt" TEXT NULL,
    "Outcome" TEXT NULL,
    "OutcomeNote" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "IX_GradeAppeals_RunId_ManagerNo" ON "GradeAppeals" ("RunId", "ManagerNo");
CREATE INDEX "IX_GradeProposals_ManagerNo" ON "GradeProposals" ("ManagerNo");
CREATE INDEX "IX_GradeRuns_Scheme_Period" ON "GradeRuns" ("Scheme", "Period");
CREATE UNIQUE INDEX "IX_Warnings_CauseKey" ON "Warnings" ("CauseKey");
CREATE UNIQUE INDEX "IX_Warnings_Id" ON "Warnings" ("Id");
CREATE INDEX "IX_Warnings_Last" ON "Warnings" ("Last");
CREATE INDEX "IX_Warnings_ManagerNo_Rule" ON "Warnings" ("ManagerNo", "Rule");
CREATE INDEX "IX_Warnings_State_Org" ON "Warnings" ("State", "Org");
CREATE TABLE "CareEntries" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CareEntries" PRIMARY KEY,
    "CustomerRef" TEXT NOT NULL,
    "ManagerNo" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "DueOn" TEXT NULL,
    "DoneOn" TEXT NOT NULL,
    "Outcome" TEXT NOT NULL,
    "Note" TEXT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL
, "OwedBy" TEXT NOT NULL DEFAULT '');
CREATE TABLE "CareRules" (
    "Segment" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Days" INTEGER NULL,
    CONSTRAINT "PK_CareRules" PRIMARY KEY ("Segment", "Kind")
);
CREATE TABLE "Customers" (
    "CustomerRef" TEXT NOT NULL CONSTRAINT "PK_Customers" PRIMARY KEY,
    "Segment" TEXT NOT NULL,
    "Since" TEXT NOT NULL,
    "BirthdayMonth" INTEGER NULL,
    "Consent" INTEGER NOT NULL,
    "ActiveOn" TEXT NULL,
    "CareKind" TEXT NULL,
    "CareDueOn" TEXT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "DayTypes" (
    "Code" TEXT NOT NULL CONSTRAINT "PK_DayTypes" PRIMARY KEY,
    "Zh" TEXT NOT NULL,
    "En" TEXT NOT NULL,
    "Items" TEXT NOT NULL,
    "Ended" INTEGER NOT NULL
);
CREATE TABLE "WorkLogs" (
    "ManagerNo" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "On" TEXT NOT NULL,
    "DayType" TEXT NULL,
    "Checked" TEXT NOT NULL,
    "Text" TEXT NULL,
    "WrittenAt" TEXT NULL,
    "Comment" TEXT NULL,
    "CommentedBy" TEXT NULL,
    "CommentedAt" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_WorkLogs" PRIMARY KEY ("ManagerNo", "Kind", "On")
);
CREATE TABLE "WorkTasks" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_WorkTasks" PRIMARY KEY,
    "ManagerNo" TEXT NOT NULL,
    "PlannedOn" TEXT NOT NULL,
    "On" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "CustomerRef" TEXT NULL,
    "Priority" INTEGER NOT NULL,
    "DueOn" TEXT NULL,
    "State" TEXT NOT NULL,
    "DoneOn" TEXT NULL,
    "Result" TEXT NULL,
    "NextStep" TEXT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "CustomerHoldings" (
    "CustomerRef" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Until" TEXT NULL,
    "ManagerNo" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Reason" TEXT NULL,
    CONSTRAINT "PK_CustomerHoldings" PRIMARY KEY ("CustomerRef", "From"),
    CONSTRAINT "FK_CustomerHoldings_Customers_CustomerRef" FOREIGN KEY ("CustomerRef") REFERENCES "Customers" ("CustomerRef") ON DELETE CASCADE
);
CREATE INDEX "IX_CareEntries_CustomerRef_DoneOn" ON "CareEntries" ("CustomerRef", "DoneOn");
CREATE INDEX "IX_CareEntries_ManagerNo_DoneOn" ON "CareEntries" ("ManagerNo", "DoneOn");
CREATE INDEX "IX_CustomerHoldings_ManagerNo_CustomerRef" ON "CustomerHoldings" ("ManagerNo", "CustomerRef");
CREATE INDEX "IX_Customers_CareDueOn" ON "Customers" ("CareDueOn");
CREATE INDEX "IX_WorkTasks_ManagerNo_On" ON "WorkTasks" ("ManagerNo", "On");
CREATE INDEX "IX_WorkTasks_ManagerNo_PlannedOn" ON "WorkTasks" ("ManagerNo", "PlannedOn");
CREATE INDEX "IX_WorkTasks_On_Id" ON "WorkTasks" ("On", "Id");
CREATE TABLE "QualitativeMarks" (
    "ManagerNo" TEXT NOT NULL,
    "Period" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Mark" INTEGER NOT NULL,
    "Reason" TEXT NULL,
    "MarkedBy" TEXT NOT NULL,
    "MarkedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_QualitativeMarks" PRIMARY KEY ("ManagerNo", "Period", "Kpi")
);
CREATE TABLE "TakenFigures" (
    "ManagerNo" TEXT NOT NULL,
    "Month" TEXT NOT NULL,
    "Kpi" TEXT NOT NULL,
    "Part" INTEGER NOT NULL,
    "Whole" INTEGER NOT NULL,
    CONSTRAINT "PK_TakenFigures" PRIMARY KEY ("Month", "Kpi", "ManagerNo")
);
CREATE INDEX "IX_WorkTasks_PlannedOn" ON "WorkTasks" ("PlannedOn");
CREATE INDEX "IX_CareEntries_DueOn_OwedBy" ON "CareEntries" ("DueOn", "OwedBy");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122042241_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261124062548_OutboxRoutingKey', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261127095943_TotalsInOrder', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129052306_OnceACard', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129052923_AuditSeal', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129053710_ImportsTold', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129061500_Names', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129091526_ClosedMonthChanges', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129215508_KpiValues', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130100547_Kpis', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130105252_TargetPlans', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130111725_ScoreSheetApproval', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130134259_OwnGoals', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130135210_Rhythms', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130135931_Reviews', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130151341_GradesAndWarnings', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130152050_CustomersAndWork', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130211421_WorkFigures', '10.0.15');
