namespace CardTeam.Architecture.Tests.Routes;

/// <summary>A body for every route that takes one, valid for a caller whose part of the bank includes M0001.</summary>
internal static class RouteBodies
{
    /// <summary>A form of one competency.</summary>
    public const string ReviewForm = """
        { "name": { "zh": "短表", "en": "Short" },
          "competencies": [ { "code": "service", "name": { "zh": "服务", "en": "Service" } } ],
          "anchors": [ { "zh": "一", "en": "1" }, { "zh": "二", "en": "2" }, { "zh": "三", "en": "3" },
            { "zh": "四", "en": "4" }, { "zh": "五", "en": "5" } ],
          "hasText": true, "weights": [ { "relation": "self", "weight": "1" } ] }
        """;

    /// <summary>Bodies by the route's pattern.</summary>
    public static Dictionary<string, string> Of(SeededBank bank) =>
        new(StringComparer.Ordinal)
        {
            ["/score-sheets/{level}"] =
                """{ "effectiveFrom": "2026-12", "kpis": [ { "kpi": "activated", "weight": "1.00" } ], "acceptFindings": "taken over" }""",
            ["/score-sheets/people/{managerNo}"] =
                """{ "effectiveFrom": "2026-12", "kpis": [ { "kpi": "compliance", "weight": "1.00" } ] }""",
            ["/score-sheets/check"] = """{ "kpis": [ { "kpi": "activated", "weight": "1.00" } ] }""",
            ["/score-sheets/proposals/{id:guid}/approve"] = "{}",
            ["/score-sheets/proposals/{id:guid}/return"] = """{ "reason": "taken over" }""",
            ["/kpis/{code}"] = SeededBank.Kpi,
            ["/kpis/{code}/end"] = """{ "from": "2027-01" }""",
            ["/grade-schemes/{code}"] = """{ "effectiveFrom": "2026-01", "period": "month" }""",
            ["/grade-runs"] = $$"""{ "scheme": "{{SeededBank.GradeScheme}}", "period": "{{SeededBank.June}}" }""",
            ["/grade-runs/{id:guid}/proposals/{managerNo}"] = """{ "level": "trainee", "reason": "taken over" }""",
            ["/grade-runs/{id:guid}/review"] = "{}",
            ["/grade-runs/{id:guid}/approve"] = "{}",
            ["/grade-runs/{id:guid}/return"] = """{ "reason": "taken over" }""",
            ["/grades/{managerNo}/appeals"] = """{ "text": "taken over" }""",
            ["/grade-appeals/{id:guid}/decide"] = """{ "outcome": "rejected", "reason": "taken over" }""",
            ["/periods/{period}/close"] = """{ "acceptGaps": true }""",
            ["/warning-rules/{code}"] = SeededBank.WarningRule,
            ["/warning-rules/{code}/end"] = "{}",
            ["/warnings/{id:guid}/respond"] = """{ "response": "taken over", "dueOn": "2029-01-31" }""",
            ["/warnings/{id:guid}/receive"] = "{}",
            ["/warnings/{id:guid}/return"] = """{ "reason": "taken over" }""",
            ["/warnings/{id:guid}/settle"] = """{ "outcome": "improved", "note": "taken over" }""",
            ["/target-plans"] =
                $$"""{ "period": "{{SeededBank.May}}", "kpi": "active", "nodes": [ { "node": "M0001", "target": "9" } ] }""",
            ["/target-plans/check"] =
                $$"""{ "period": "{{SeededBank.May}}", "kpi": "active", "nodes": [ { "node": "M0001", "target": "9" } ] }""",
            ["/target-plans/spread"] =
                $$"""{ "period": "{{SeededBank.May}}", "kpi": "active", "node": "B1", "target": "9", "by": "evenly" }""",
            ["/target-plans/{id:guid}/approve"] = "{}",
            ["/target-plans/{id:guid}/refuse"] = """{ "reason": "taken over" }""",
            ["/qualitative-marks/{managerNo}/{period}/{kpi}"] = """{ "mark": 70, "reason": "taken over" }""",
            ["/own-goals/{managerNo}/{period}"] =
                """{ "marketing": "taken over", "workPlan": "taken over", "focus": "taken over" }""",
            ["/own-goals/{managerNo}/{period}/check"] = """{ "marketing": "taken over" }""",
            ["/own-goals/{managerNo}/{period}/confirm"] = """{ "version": 2 }""",
            ["/own-goals/{managerNo}/{period}/return"] = """{ "version": 2, "reason": "taken over" }""",
            ["/review-forms/{code}"] = ReviewForm,
            ["/reviews"] = """{ "org": "B1", "period": "2026-07", "form": "short", "dueOn": "2027-12-31" }""",
            ["/reviews/{id:guid}/confirm"] = "{}",
            ["/reviews/{id:guid}/close"] = "{}",
            ["/reviews/mine/{id:guid}"] = """{ "marks": [ 3 ], "words": "taken over", "send": true }""",
            ["/reviews/mine/{id:guid}/decline"] = """{ "reason": "taken over" }""",
            ["/review-results/{id:guid}/appeal"] = """{ "reason": "taken over" }""",
            ["/review-results/{id:guid}/appeal/decide"] = """{ "upheld": true, "reason": "taken over" }""",
            ["/review-results/{id:guid}/themes"] = """{ "themes": [ "taken over" ] }""",
            ["/customers/{customerRef}"] = """{ "segment": "high", "since": "2024-01-01", "consent": true }""",
            ["/customers/{customerRef}/hand-over"] = """{ "managerNo": "M0002", "from": "2030-01-01" }""",
            ["/customers/{customerRef}/care"] = """{ "outcome": "reached", "note": "taken over" }""",
            ["/care-plans/{segment}"] = """{ "rules": [ { "kind": "call-back", "days": 30 } ] }""",
            ["/work-tasks/{id:guid}"] =
                $$"""{ "managerNo": "M0001", "on": "{{SeededBank.WorkDay}}", "kind": "visit", "title": "taken over" }""",
            ["/work-tasks/{id:guid}/status"] = """{ "state": "done", "result": "taken over" }""",
            ["/day-types/{code}"] = """{ "name": { "zh": "taken over", "en": "taken over" }, "checklist": [] }""",
            ["/work/{managerNo}/logs/{kind}/{date}"] = """{ "text": "taken over" }""",
            ["/work/{managerNo}/logs/{kind}/{date}/comment"] = """{ "comment": "taken over" }""",
            ["/assessments"] = SeededBank.Assessment("M0001"),
            ["/assessments/{id:guid}/third"] = """{ "examiner": "taken over" }""",
            ["/assessments/{id:guid}/marks"] = """{ "marks": [ { "marks": 1, "reason": "taken over" } ] }""",
            ["/questions/{code}"] = SeededBank.Question,
            ["/exams/{code}"] = SeededBank.Exam,
            ["/exams/{code}/sittings"] = "{}",
            ["/exams/{code}/withdrawals"] = $$"""{ "question": "{{SeededBank.Session}}", "reason": "taken over" }""",
            ["/sittings/{id:guid}/answers/{n:int}"] = """{ "given": ["A"], "change": 9 }""",
            ["/sittings/{id:guid}/end"] = "{}",
            ["/sittings/{id:guid}/left"] = "{}",
            ["/certificate-sanctions"] =
                """{ "managerNo": "M0001", "certificate": "CARD-OLD", "kind": "suspended", "from": "2020-03-01", "to": "2020-03-31", "reason": "taken over" }""",
            ["/certificate-sanctions/{id:guid}/end"] = """{ "lastDay": "2020-02-20" }""",
            ["/certificate-sanctions/{id:guid}/withdraw"] = """{ "reason": "taken over" }""",
            ["/certificate-documents"] =
                """{ "managerNo": "M0001", "certificate": "CARD-OLD", "validFrom": "2020-01-01" }""",
            ["/programmes/{code}"] = SeededBank.Programme,
            ["/calendar-key"] = "{}",
            ["/coachings"] =
                """{ "managers": [ "M0001" ], "certificate": "CARD-NEW", "coachNo": "M0003", "dueOn": "2029-12-31" }""",
            ["/coachings/{id:guid}/end"] = """{ "reason": "taken over" }""",
            ["/courses/{code}"] = SeededBank.Course,
            ["/courses/{code}/files"] = "{}",
            ["/sessions/{code}"] = """{ "course": "taken over", "startsOn": "2026-05-20" }""",
            ["/sessions/{code}/enrolments"] = """{ "managerNo": "M0001" }""",
            ["/sessions/{code}/enrol-audience"] = "{}",
            ["/sessions/{code}/enrolments/{managerNo}/withdraw"] = "{}",
            ["/sessions/{code}/requests"] = """{ "note": "taken over" }""",
            ["/sessions/{code}/attendance"] = """{ "day": "2026-05-20", "absent": [ "M0001" ] }""",
            ["/sessions/{code}/attendance-code"] = "{}",
            ["/sessions/{code}/confirm-attendance"] = "{}",
            ["/attendance/check-in"] = """{ "code": "taken" }""",
            ["/enrolment-requests/{id:guid}/approve"] = "{}",
            ["/enrolment-requests/{id:guid}/refuse"] = """{ "reason": "taken over" }""",
            ["/enrolment-requests/{id:guid}/take-back"] = "{}",
            ["/complaints"] =
                """{ "managerNo": "M0001", "receivedOn": "2026-05-12", "channel": "phone", "category": "费用", "severity": "minor", "text": "taken over" }""",
            ["/complaint-cases/alike"] = """{ "cardRef": "taken over" }""",
            ["/suggestions"] =
                """{ "kind": "suggestion", "text": "taken over", "isAnonymous": false, "mayPublish": false }""",
            ["/suggestions/mine/{number:long}/lines"] = """{ "text": "taken over" }""",
            ["/suggestions/by-code"] = """{ "code": "ABC" }""",
            ["/suggestions/by-code/lines"] = """{ "code": "ABC", "text": "taken over" }""",
            ["/suggestions/{number:long}/lines"] = """{ "text": "taken over" }""",
            ["/suggestions/{number:long}/answer"] = """{ "isTakenUp": true, "text": "taken over" }""",
            ["/suggestions/{number:long}/publish"] = """{ "isShown": true }""",
            ["/counselling/requests"] = """{ "words": "taken over", "reach": "taken over", "channel": "room" }""",
            ["/counselling/hotlines"] = """{ "hotlines": [] }""",
            ["/counselling/key"] = """{ "name": "taken over", "passphrase": "taken over by somebody" }""",
            ["/counselling/key/unlock"] = """{ "passphrase": "taken over by somebody" }""",
            ["/counselling/cases/{id:guid}/notes"] = """{ "text": "taken over" }""",
            ["/counselling/cases/{id:guid}/appointment"] = """{ "text": "taken over" }""",
            ["/counselling/cases/{id:guid}/share"] = """{ "counsellor": "taken over" }""",
            ["/counselling/cases/{id:guid}/close"] = "{}",
            ["/counselling/officers"] = """{ "first": "one", "second": "other" }""",
            ["/counselling/officers/key"] = """{ "passphrase": "taken over by somebody" }""",
            ["/counselling/recovery"] = """{ "counsellor": "counsellor", "passphrase": "taken over by somebody" }""",
            ["/complaint-cases/{complaintRef}/attachments"] = "{}",
            ["/complaint-cases/{complaintRef}/identify"] =
                """{ "managerNo": "M0001", "severity": "minor", "category": "taken over" }""",
            ["/complaint-topics/{tree}/{code}"] =
                """{ "nameZh": "taken over", "nameEn": "taken over", "isActive": true }""",
            ["/complaint-cases/{complaintRef}/accept"] = "{}",
            ["/complaint-cases/{complaintRef}/assign"] = "{}",
            ["/complaint-cases/{complaintRef}/ask-statement"] = "{}",
            ["/complaint-cases/{complaintRef}/close"] = "{}",
            ["/complaint-cases/{complaintRef}/investigate"] = """{ "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/complex"] = """{ "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/extension"] = """{ "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/decide-extension"] = """{ "isApproved": true, "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/decide"] = """{ "outcome": "upheld", "reasons": "taken over" }""",
            ["/complaint-cases/{complaintRef}/reply"] = """{ "letter": "taken over" }""",
            ["/complaint-cases/{complaintRef}/measure"] = """{ "cause": "other" }""",
            ["/complaint-cases/{complaintRef}/withdraw"] = """{ "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/appeal"] = """{ "text": "taken over" }""",
            ["/complaint-cases/{complaintRef}/decide-appeal"] =
                """{ "outcome": "rejected", "reasons": "taken over" }""",
            ["/complaint-cases/{complaintRef}/reopen"] = """{ "text": "taken over" }""",
            ["/complaint-statements/{complaintRef}"] = """{ "text": "taken over" }""",
            ["/talks"] =
                """{ "managerNo": "M0001", "heldOn": "2026-05-12", "kind": "one-to-one", "said": "taken over" }""",
            ["/talks/{id:guid}/confirm"] = "{}",
            ["/plans/{code}"] = SeededBank.Plan,
            ["/plans/preview"] = SeededBank.Plan,
            ["/plans/{code}/versions/{version:int}/signatures"] = """{ "textHash": "taken over" }""",
            ["/plans/trial/{managerNo}/{period}"] = SeededBank.Plan,
            ["/estimates/{managerNo}/{period}"] =
                """{ "add": [ { "fact": "activated", "product": "gold", "count": 3 } ] }""",
            ["/what-ifs"] = SeededBank.WhatIf,
            ["/what-ifs/{id:guid}/cancel"] = "{}",
            ["/plans/{code}/versions/{version:int}/approve"] = """{ "acceptFindings": "taken over" }""",
            ["/plans/{code}/versions/{version:int}/return"] = """{ "reason": "taken over" }""",
            ["/runs"] = """{ "period": "2026-06" }""",
            ["/runs/{id:guid}/approve"] = "{}",
            ["/runs/{id:guid}/reject"] = """{ "reason": "taken over" }""",
            ["/runs/{id:guid}/cancel"] = "{}",
            ["/releases"] = """{ "dueUntil": "2026-07-01" }""",
            ["/releases/{id:guid}/approve"] = "{}",
            ["/releases/{id:guid}/reject"] = """{ "reason": "taken over" }""",
            ["/releases/{id:guid}/withdraw"] = "{}",
            ["/adjustments"] =
                $$"""{ "managerNo": "M0001", "period": "{{SeededBank.May}}", "amount": "9.00", "reason": "taken over" }""",
            ["/adjustments/{id:guid}/approve"] = "{}",
            ["/adjustments/{id:guid}/return"] = """{ "reason": "taken over" }""",
            ["/adjustments/{id:guid}/withdraw"] = "{}",
            ["/disputes"] =
                $$"""{ "managerNo": "M0001", "period": "{{SeededBank.May}}", "rule": "activation", "text": "taken over" }""",
            ["/disputes/{id:guid}/reopen"] = """{ "text": "taken over" }""",
            ["/disputes/{id:guid}/assign"] = "{}",
            ["/disputes/{id:guid}/answer"] = """{ "outcome": "rejected", "text": "taken over" }""",
            ["/holds"] = $$"""{ "managerNo": "M0001", "from": "{{SeededBank.May}}", "reason": "taken over" }""",
            ["/holds/{id:guid}/release"] = """{ "reason": "taken over" }""",
            ["/recoveries"] =
                $$"""{ "managerNo": "M0001", "ground": "false-results", "periods": [ "{{SeededBank.May}}" ], "amount": "9.00", "text": "taken over" }""",
            ["/recoveries/{id:guid}/side"] = """{ "text": "taken over" }""",
            ["/recoveries/{id:guid}/approve"] = "{}",
            ["/recoveries/{id:guid}/refuse"] = """{ "reason": "taken over" }""",
            ["/recoveries/{id:guid}/demand"] = "{}",
            ["/recoveries/{id:guid}/demand/approve"] = "{}",
            ["/recoveries/{id:guid}/demand/refuse"] = """{ "reason": "taken over" }""",
            ["/payroll/acknowledgements"] =
                $$"""{ "items": [ { "eventId": "{{bank.EntryOfM0001}}", "status": "paid", "paidOn": "2026-06-16" } ] }""",
            ["/payroll/rejections/{eventId:guid}/proposal"] = """{ "decision": "write-off", "reason": "taken over" }""",
            ["/payroll/rejections/{eventId:guid}/approve"] = "{}",
            ["/payroll/rejections/{eventId:guid}/return"] = """{ "reason": "taken over" }""",
            ["/payroll/calendar/{year:int}"] = SeededBank.PayrollCalendar(28),
            ["/recognitions/{code}"] = SeededBank.Recognition,
            ["/contests/{code}"] = SeededBank.Contest,
            ["/payroll/groups/{code}"] = """{ "orgs": ["B1"], "queue": "payroll.bonuses.taken" }""",
            ["/payroll/differences/settle"] =
                $$"""{ "kind": "unknown-event", "eventId": "{{bank.UnknownEvent}}", "note": "taken over" }""",
            ["/imports/{id:guid}/cancel"] = "",
            ["/parked/{id:long}/replay"] = "{}",
            ["/error-queues/{queue}/replay"] = "{}",
            ["/imports/org-units"] = "code,name,parent\nB1,taken over,B2\n",
            ["/imports/managers"] = "manager_no,name,org,hired_on\nM0001,taken over,B2,2020-01-01\n",
            ["/imports/questions"] =
                "code,kind,topic,difficulty,stem,stem_en,key\nQ9,判断,合规,易,taken over,taken over,对\n",
            ["/imports/card-facts"] =
                "fact_ref,manager_no,kind,card_ref,occurred_on\nM0001-fact,M0001,approved,M0001-card,2026-05-04\n",
            ["/imports/customers"] =
                $"customer_ref,manager_no,segment,since\n{SeededBank.CustomerOfM0001},M0001,general,2020-01-01\n",
            ["/imports/customer-handovers"] =
                $"customer_ref,manager_no,from\n{SeededBank.CustomerOfM0001},M0002,2030-01-01\n",
            ["/imports/targets"] = "manager_no,period,kpi,target\nM0001,2026-05,activated,99\n",
            ["/imports/indicators"] = "manager_no,period,kpi,value\nM0001,2026-05,attendance,0.1\n",
            ["/imports/enrolments"] = $"manager_no,session_code\nM0001,{SeededBank.Session}\n",
            ["/imports/enrolment-lists"] = $"manager_no,session_code\nM0001,{SeededBank.Session}\n",
            ["/imports/attendance"] =
                $"manager_no,session_code,day,present\nM0001,{SeededBank.Session},2026-05-20,false\n",
            ["/imports/exam-results"] =
                "manager_no,exam_code,form,score,taken_on\nM0001,CARD-SALES,written,1,2026-05-21\n",
            ["/imports/certificates"] =
                "manager_no,certificate,valid_from,valid_to\nM0001,CARD-SALES,2026-05-01,2026-05-02\n",
            ["/imports/adjustments"] = "manager_no,period,amount,reason\nM0001,2026-05,9.00,taken over\n",
            ["/imports/complaints"] =
                "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\n"
                + "M0001-complaint,M0001,2026-05-02,phone,费用,severe,upheld,2026-05-09\n",
            ["/imports/satisfaction"] = "manager_no,answered_on,score\nM0001,2026-05-03,1\n",
        };
}
