using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// The routes and their permitted roles. A route missing here, or a line here without a route, fails the walk.
/// </summary>
internal static partial class RouteTable
{
    /// <summary>Open to everybody; each is listed by name, because nothing else may be.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Open to every caller with a valid token; the service behind checks the role.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>A gateway that issues tokens itself; it has these routes in addition to its others.</summary>
    public const string Demonstration = "gateway of a demonstration";

    private const string Table = """
        every service
            *     /alive                                   anonymous
            *     /health                                  anonymous
            GET   /openapi/{documentName}.json             anonymous
            GET   /parked                                  administrator
            GET   /parked/{id:long}                        administrator
            POST  /parked/{id:long}/replay                 administrator
            GET   /error-queues                            administrator
            GET   /error-queues/{queue}                    administrator
            POST  /error-queues/{queue}/replay             administrator
            GET   /audit                                   auditor
            GET   /audit.{format}                          auditor
            GET   /audit/verification                      auditor

        performance
            GET   /org-units                               hr branch-head administrator auditor incentive-analyst
            GET   /managers                                hr branch-head trainer complaint-desk auditor
            GET   /managers.{format}                       hr branch-head trainer complaint-desk auditor
            GET   /managers/{managerNo}                    hr branch-head account-manager trainer complaint-desk auditor
            GET   /card-facts                              hr branch-head account-manager auditor
            GET   /card-facts.{format}                     hr branch-head account-manager auditor
            GET   /uncounted-facts                         hr branch-head account-manager auditor
            GET   /uncounted-facts.{format}                hr branch-head account-manager auditor
            GET   /targets                                 hr branch-head account-manager auditor
            GET   /targets.{format}                        hr branch-head account-manager auditor
            GET   /target-tree                             hr branch-head account-manager auditor
            GET   /target-tree.{format}                    hr branch-head account-manager auditor
            GET   /target-plans                            hr branch-head auditor
            GET   /target-plans.{format}                   hr branch-head auditor
            GET   /target-plans/{id:guid}                  hr branch-head auditor
            POST  /target-plans                            hr branch-head
            POST  /target-plans/check                      hr branch-head
            POST  /target-plans/spread                     hr branch-head
            POST  /target-plans/{id:guid}/approve          hr branch-head
            POST  /target-plans/{id:guid}/refuse           hr branch-head
            GET   /target-versions                         hr branch-head auditor
            GET   /target-versions.{format}                hr branch-head auditor
            GET   /own-goals                               hr branch-head account-manager auditor
            GET   /own-goals.{format}                      hr branch-head account-manager auditor
            GET   /own-goals/{managerNo}/{period}          hr branch-head account-manager auditor
            PUT   /own-goals/{managerNo}/{period}          account-manager
            POST  /own-goals/{managerNo}/{period}/check    account-manager
            POST  /own-goals/{managerNo}/{period}/confirm  hr branch-head
            POST  /own-goals/{managerNo}/{period}/return   hr branch-head
            GET   /qualitative-marks                       hr branch-head account-manager auditor
            GET   /qualitative-marks.{format}              hr branch-head account-manager auditor
            PUT   /qualitative-marks/{managerNo}/{period}/{kpi}  branch-head
            GET   /customers                               hr branch-head account-manager auditor
            GET   /customers.{format}                      hr branch-head account-manager auditor
            GET   /customer-care                           hr branch-head account-manager auditor
            GET   /customer-care.{format}                  hr branch-head account-manager auditor
            GET   /customers/{customerRef}                 hr branch-head account-manager auditor
            PUT   /customers/{customerRef}                 hr branch-head
            POST  /customers/{customerRef}/hand-over       hr branch-head
            POST  /customers/{customerRef}/care            branch-head account-manager
            GET   /customer-concentration                  hr branch-head account-manager auditor
            GET   /customer-concentration.{format}         hr branch-head account-manager auditor
            GET   /care-plans                              hr branch-head account-manager auditor
            PUT   /care-plans/{segment}                    hr
            GET   /work-tasks                              hr branch-head account-manager auditor
            GET   /work-tasks.{format}                     hr branch-head account-manager auditor
            PUT   /work-tasks/{id:guid}                    branch-head account-manager
            POST  /work-tasks/{id:guid}/status             branch-head account-manager
            GET   /day-types                               hr branch-head account-manager auditor
            PUT   /day-types/{code}                        hr
            GET   /work/{managerNo}/days/{date}            hr branch-head account-manager auditor
            GET   /work/{managerNo}/months/{period}        hr branch-head account-manager auditor
            PUT   /work/{managerNo}/logs/{kind}/{date}     account-manager
            POST  /work/{managerNo}/logs/{kind}/{date}/comment  branch-head
            GET   /indicators                              hr branch-head account-manager auditor
            GET   /indicators.{format}                     hr branch-head account-manager auditor
            GET   /kpis                                    hr branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /kpis.{format}                           hr branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /kpis/{code}                             hr branch-head account-manager incentive-analyst incentive-approver auditor
            PUT   /kpis/{code}                             hr
            POST  /kpis/{code}/end                         hr
            GET   /score-sheets/{level}                    hr branch-head account-manager auditor
            PUT   /score-sheets/{level}                    hr
            GET   /score-sheets/templates                  hr branch-head account-manager auditor
            GET   /score-sheets/people/{managerNo}         hr branch-head account-manager auditor
            PUT   /score-sheets/people/{managerNo}         hr
            DELETE /score-sheets/people/{managerNo}        hr
            POST  /score-sheets/check                      hr
            GET   /score-sheets/proposals                  hr incentive-approver auditor
            GET   /score-sheets/proposals.{format}         hr incentive-approver auditor
            POST  /score-sheets/proposals/{id:guid}/approve  hr incentive-approver
            POST  /score-sheets/proposals/{id:guid}/return  hr incentive-approver
            GET   /scorecards                              hr branch-head account-manager auditor
            GET   /scorecards.{format}                     hr branch-head account-manager auditor
            GET   /scorecards/{managerNo}/{period}         hr branch-head account-manager auditor
            GET   /scorecards/{managerNo}/{period}/versions  hr branch-head account-manager auditor
            PUT   /review-forms/{code}                     hr
            GET   /review-forms                            hr branch-head auditor
            GET   /review-forms.{format}                   hr branch-head auditor
            GET   /review-forms/{code}                     hr branch-head auditor
            GET   /reviews/mine                            account-manager branch-head
            GET   /reviews/mine/{id:guid}                  account-manager branch-head
            PUT   /reviews/mine/{id:guid}                  account-manager branch-head
            POST  /reviews/mine/{id:guid}/decline          account-manager branch-head
            GET   /reviews                                 hr branch-head auditor
            GET   /reviews.{format}                        hr branch-head auditor
            GET   /reviews/{id:guid}                       hr branch-head auditor
            POST  /reviews                                 hr
            POST  /reviews/{id:guid}/confirm               hr branch-head
            POST  /reviews/{id:guid}/close                 hr
            GET   /review-results                          hr branch-head account-manager auditor
            GET   /review-results.{format}                 hr branch-head account-manager auditor
            GET   /review-results/{id:guid}                hr branch-head account-manager auditor
            POST  /review-results/{id:guid}/appeal         account-manager
            POST  /review-results/{id:guid}/appeal/decide  hr
            GET   /review-results/{id:guid}/words          hr
            PUT   /review-results/{id:guid}/themes         hr
            GET   /leaderboards/{period}                   hr branch-head auditor
            GET   /leaderboards/{period}/{managerNo}       hr branch-head account-manager auditor
            GET   /comparison                              hr branch-head auditor
            GET   /comparison.{format}                     hr branch-head auditor
            GET   /comparison/managers                     hr branch-head auditor
            GET   /comparison/managers.{format}            hr branch-head auditor
            GET   /warnings                                hr branch-head auditor
            GET   /warnings.{format}                       hr branch-head auditor
            GET   /warnings/{id:guid}                      hr branch-head auditor
            POST  /warnings/{id:guid}/respond              hr branch-head
            POST  /warnings/{id:guid}/receive              hr branch-head
            POST  /warnings/{id:guid}/return               hr branch-head
            POST  /warnings/{id:guid}/settle               hr branch-head
            GET   /warning-rules                           hr branch-head auditor
            GET   /warning-rules.{format}                  hr branch-head auditor
            PUT   /warning-rules/{code}                    hr
            POST  /warning-rules/{code}/end                hr
            GET   /facts/summary                           hr branch-head auditor
            GET   /facts/summary.{format}                  hr branch-head auditor
            GET   /periods                                 hr branch-head account-manager incentive-analyst incentive-approver administrator auditor
            POST  /periods/{period}/close                  hr
            GET   /periods/{period}/gaps                   hr administrator
            PUT   /grade-schemes/{code}                    hr
            GET   /grade-schemes                           hr branch-head account-manager auditor
            POST  /grade-runs                              hr
            GET   /grade-runs                              hr branch-head auditor
            GET   /grade-runs.{format}                     hr branch-head auditor
            GET   /grade-runs/{id:guid}                    hr branch-head auditor
            GET   /grade-runs/{id:guid}/proposals          hr branch-head auditor
            GET   /grade-runs/{id:guid}/proposals.{format}  hr branch-head auditor
            PUT   /grade-runs/{id:guid}/proposals/{managerNo}  hr branch-head
            POST  /grade-runs/{id:guid}/review             hr branch-head
            POST  /grade-runs/{id:guid}/approve            hr
            POST  /grade-runs/{id:guid}/return             hr
            GET   /grades/{managerNo}                      hr branch-head account-manager auditor
            POST  /grades/{managerNo}/appeals              account-manager
            GET   /grade-appeals                           hr branch-head account-manager auditor
            GET   /grade-appeals.{format}                  hr branch-head account-manager auditor
            POST  /grade-appeals/{id:guid}/decide          hr
            POST  /imports/org-units                       hr administrator feed
            GET   /imports/org-units/columns               hr administrator feed
            GET   /imports/org-units/template.xlsx         hr administrator feed
            POST  /imports/managers                        hr branch-head administrator feed
            GET   /imports/managers/columns                hr branch-head administrator feed
            GET   /imports/managers/template.xlsx          hr branch-head administrator feed
            POST  /imports/card-facts                      hr administrator feed
            GET   /imports/card-facts/columns              hr administrator feed
            GET   /imports/card-facts/template.xlsx        hr administrator feed
            POST  /imports/targets                         hr branch-head administrator feed
            GET   /imports/targets/columns                 hr branch-head administrator feed
            GET   /imports/targets/template.xlsx           hr branch-head administrator feed
            POST  /imports/indicators                      hr branch-head administrator feed
            GET   /imports/indicators/columns              hr branch-head administrator feed
            GET   /imports/indicators/template.xlsx        hr branch-head administrator feed
            POST  /imports/customers                       hr branch-head administrator feed
            GET   /imports/customers/columns               hr branch-head administrator feed
            GET   /imports/customers/template.xlsx         hr branch-head administrator feed
            POST  /imports/customer-handovers              hr branch-head administrator feed
            GET   /imports/customer-handovers/columns      hr branch-head administrator feed
            GET   /imports/customer-handovers/template.xlsx  hr branch-head administrator feed
            GET   /imports                                 hr branch-head administrator feed auditor
            GET   /imports.{format}                        hr branch-head administrator feed auditor
            GET   /imports/{id:guid}                       hr branch-head administrator feed auditor
            GET   /imports/{id:guid}/errors                hr branch-head administrator feed auditor
            GET   /imports/{id:guid}/preview               hr branch-head administrator feed auditor
            GET   /imports/{id:guid}/rejected.xlsx         hr branch-head administrator feed auditor
            POST  /imports/{id:guid}/cancel                hr branch-head administrator feed

        training
            GET   /courses                                 trainer hr branch-head account-manager auditor
            GET   /courses.{format}                        trainer hr branch-head account-manager auditor
            GET   /courses/{code}                          trainer hr branch-head account-manager auditor
            PUT   /courses/{code}                          trainer
            POST  /courses/{code}/files                    trainer
            GET   /courses/{code}/files/{id:guid}          trainer hr branch-head account-manager auditor
            GET   /completions                             trainer hr branch-head account-manager auditor
            GET   /completions.{format}                    trainer hr branch-head account-manager auditor
            POST  /attendance/check-in                     account-manager
            GET   /enrolment-requests                      trainer hr branch-head account-manager auditor
            GET   /enrolment-requests.{format}             trainer hr branch-head account-manager auditor
            POST  /enrolment-requests/{id:guid}/approve    trainer branch-head
            POST  /enrolment-requests/{id:guid}/refuse     trainer branch-head
            POST  /enrolment-requests/{id:guid}/take-back  account-manager
            GET   /enrolments                              trainer hr branch-head account-manager auditor
            GET   /enrolments.{format}                     trainer hr branch-head account-manager auditor
            GET   /sessions                                trainer hr branch-head account-manager auditor
            GET   /sessions.{format}                       trainer hr branch-head account-manager auditor
            PUT   /sessions/{code}                         trainer
            GET   /sessions/{code}                         trainer hr branch-head account-manager auditor
            GET   /sessions/{code}/enrolments              trainer hr branch-head account-manager auditor
            POST  /sessions/{code}/enrolments              trainer branch-head
            POST  /sessions/{code}/enrol-audience          trainer branch-head
            POST  /sessions/{code}/enrolments/{managerNo}/withdraw  trainer branch-head account-manager
            POST  /sessions/{code}/requests                account-manager
            GET   /sessions/{code}/attendance              trainer hr branch-head account-manager auditor
            PUT   /sessions/{code}/attendance              trainer
            POST  /sessions/{code}/attendance-code         trainer
            POST  /sessions/{code}/confirm-attendance      trainer
            GET   /exam-results                            trainer hr branch-head account-manager auditor
            GET   /questions                               trainer
            GET   /questions.{format}                      trainer
            GET   /questions/{code}                        trainer
            PUT   /questions/{code}                        trainer
            GET   /exams                                   trainer hr branch-head account-manager auditor
            GET   /exams.{format}                          trainer hr branch-head account-manager auditor
            GET   /exams/{code}                            trainer hr branch-head account-manager auditor
            PUT   /exams/{code}                            trainer
            POST  /exams/{code}/sittings                   account-manager
            GET   /exams/{code}/statistics                 trainer auditor
            GET   /exams/{code}/statistics.{format}        trainer auditor
            POST  /exams/{code}/withdrawals                trainer
            GET   /sittings                                trainer hr branch-head account-manager auditor
            GET   /sittings.{format}                       trainer hr branch-head account-manager auditor
            GET   /sittings/{id:guid}                      trainer hr branch-head account-manager auditor
            PUT   /sittings/{id:guid}/answers/{n:int}      account-manager
            POST  /sittings/{id:guid}/end                  account-manager
            POST  /sittings/{id:guid}/left                 account-manager
            GET   /assessments                             trainer hr branch-head account-manager auditor
            GET   /assessments.{format}                    trainer hr branch-head account-manager auditor
            GET   /assessments/{id:guid}                   trainer hr branch-head account-manager auditor
            POST  /assessments                             trainer
            POST  /assessments/{id:guid}/third             trainer
            PUT   /assessments/{id:guid}/marks             trainer hr branch-head account-manager
            GET   /remarked-sittings                       trainer hr branch-head auditor
            GET   /remarked-sittings.{format}              trainer hr branch-head auditor
            GET   /certificates                            trainer hr branch-head account-manager auditor
            GET   /certificates.{format}                   trainer hr branch-head account-manager auditor
            GET   /certificates/on                         trainer hr branch-head account-manager auditor
            GET   /certificates/on.{format}                trainer hr branch-head account-manager auditor
            GET   /certificates/share                      trainer hr branch-head auditor
            GET   /certificate-sanctions                   trainer hr branch-head account-manager auditor
            GET   /certificate-sanctions.{format}          trainer hr branch-head account-manager auditor
            POST  /certificate-sanctions                   trainer
            POST  /certificate-sanctions/{id:guid}/end     trainer
            POST  /certificate-sanctions/{id:guid}/withdraw  trainer
            GET   /certificate-reminders                   trainer hr branch-head account-manager auditor
            GET   /certificate-reminders.{format}          trainer hr branch-head account-manager auditor
            POST  /certificate-documents                   trainer account-manager
            GET   /certificate-documents/{code}/pdf        trainer account-manager
            GET   /public/certificates                     anonymous
            GET   /public/certificates/{code}              anonymous
            GET   /programmes                              trainer hr branch-head auditor
            GET   /programmes.{format}                     trainer hr branch-head auditor
            GET   /programmes/{code}                       trainer hr branch-head auditor
            PUT   /programmes/{code}                       trainer
            GET   /programmes/{code}/coverage              trainer hr branch-head auditor
            GET   /programmes/{code}/coverage.{format}     trainer hr branch-head auditor
            GET   /programmes/{code}/people                trainer hr branch-head auditor
            GET   /programmes/{code}/people.{format}       trainer hr branch-head auditor
            GET   /programmes/{code}/batches               trainer hr branch-head auditor
            POST  /calendar-key                            account-manager
            GET   /calendar.ics                            anonymous
            GET   /coachings                               trainer hr branch-head account-manager auditor
            GET   /coachings.{format}                      trainer hr branch-head account-manager auditor
            POST  /coachings                               trainer branch-head
            POST  /coachings/{id:guid}/end                 trainer branch-head
            GET   /awaited-exams                           trainer hr branch-head account-manager auditor
            GET   /awaited-exams.{format}                  trainer hr branch-head account-manager auditor
            GET   /managers                                trainer hr branch-head auditor
            GET   /managers.{format}                       trainer hr branch-head auditor
            GET   /waiting                                 trainer hr administrator auditor
            POST  /imports/enrolments                      trainer administrator feed
            GET   /imports/enrolments/columns              trainer administrator feed
            GET   /imports/enrolments/template.xlsx        trainer administrator feed
            POST  /imports/enrolment-lists                 trainer administrator feed
            GET   /imports/enrolment-lists/columns         trainer administrator feed
            GET   /imports/enrolment-lists/template.xlsx   trainer administrator feed
            POST  /imports/attendance                      trainer administrator feed
            GET   /imports/attendance/columns              trainer administrator feed
            GET   /imports/attendance/template.xlsx        trainer administrator feed
            POST  /imports/exam-results                    trainer administrator feed
            GET   /imports/exam-results/columns            trainer administrator feed
            GET   /imports/exam-results/template.xlsx      trainer administrator feed
            POST  /imports/questions                       trainer
            GET   /imports/questions/columns               trainer
            GET   /imports/questions/template.xlsx         trainer
            POST  /imports/certificates                    trainer administrator feed
            GET   /imports/certificates/columns            trainer administrator feed
            GET   /imports/certificates/template.xlsx      trainer administrator feed
            GET   /imports                                 trainer administrator feed auditor
            GET   /imports.{format}                        trainer administrator feed auditor
            GET   /imports/{id:guid}                       trainer administrator feed auditor
            GET   /imports/{id:guid}/errors                trainer administrator feed auditor
            GET   /imports/{id:guid}/preview               trainer administrator feed auditor
            GET   /imports/{id:guid}/difference            trainer administrator feed auditor
            GET   /imports/{id:guid}/rejected.xlsx         trainer administrator feed auditor
            POST  /imports/{id:guid}/cancel                trainer administrator feed

        feedback
            GET   /complaints                              complaint-desk hr branch-head account-manager auditor
            GET   /complaints.{format}                     complaint-desk hr branch-head account-manager auditor
            POST  /complaints                              complaint-desk branch-head
            POST  /complaint-cases/alike                   complaint-desk
            GET   /complaint-cases                         complaint-desk hr auditor
            GET   /complaint-cases.{format}                complaint-desk hr auditor
            GET   /complaint-cases/figures                 complaint-desk hr auditor
            GET   /complaint-cases/{complaintRef}          complaint-desk hr auditor
            GET   /complaint-cases/{complaintRef}/handlers complaint-desk
            GET   /complaint-cases/{complaintRef}/letter   complaint-desk
            GET   /complaint-cases/{complaintRef}/letter.docx complaint-desk hr auditor
            POST  /complaint-cases/{complaintRef}/attachments complaint-desk
            GET   /complaint-cases/{complaintRef}/attachments/{id:guid} complaint-desk hr auditor
            GET   /complaint-topics                        complaint-desk hr auditor branch-head account-manager
            PUT   /complaint-topics/{tree}/{code}          complaint-desk hr
            GET   /public/complaints                       anonymous
            POST  /public/complaints                       anonymous
            GET   /public/complaints/{code}                anonymous
            POST  /complaint-cases/{complaintRef}/identify complaint-desk
            POST  /complaint-cases/{complaintRef}/accept   complaint-desk
            POST  /complaint-cases/{complaintRef}/assign   complaint-desk
            POST  /complaint-cases/{complaintRef}/investigate complaint-desk
            POST  /complaint-cases/{complaintRef}/ask-statement complaint-desk
            POST  /complaint-cases/{complaintRef}/complex  complaint-desk
            POST  /complaint-cases/{complaintRef}/extension complaint-desk
            POST  /complaint-cases/{complaintRef}/decide   complaint-desk
            POST  /complaint-cases/{complaintRef}/reply    complaint-desk
            POST  /complaint-cases/{complaintRef}/measure  complaint-desk
            POST  /complaint-cases/{complaintRef}/close    complaint-desk
            POST  /complaint-cases/{complaintRef}/withdraw complaint-desk
            POST  /complaint-cases/{complaintRef}/appeal   complaint-desk
            POST  /complaint-cases/{complaintRef}/decide-appeal complaint-desk
            POST  /complaint-cases/{complaintRef}/reopen   complaint-desk
            POST  /complaint-cases/{complaintRef}/decide-extension complaint-desk hr
            GET   /complaint-statements                    account-manager
            GET   /complaint-statements.{format}           account-manager
            POST  /complaint-statements/{complaintRef}     account-manager
            GET   /counselling/counsellors                 administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            POST  /counselling/requests                    administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            GET   /counselling/requests/mine               administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            GET   /counselling/hotlines                    administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            PUT   /counselling/hotlines                    hr counsellor
            GET   /counselling/key                         counsellor
            PUT   /counselling/key                         counsellor
            POST  /counselling/key/unlock                  counsellor
            GET   /counselling/cases                       counsellor
            GET   /counselling/cases/{id:guid}             counsellor
            POST  /counselling/cases/{id:guid}/notes       counsellor
            POST  /counselling/cases/{id:guid}/appointment counsellor
            POST  /counselling/cases/{id:guid}/share       counsellor
            POST  /counselling/cases/{id:guid}/close       counsellor
            GET   /counselling/officers                    hr auditor administrator counsellor
            PUT   /counselling/officers                    administrator
            PUT   /counselling/officers/key                hr auditor administrator
            POST  /counselling/recovery                    hr auditor administrator
            POST  /suggestions                             administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            GET   /suggestions/mine                        administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            POST  /suggestions/mine/{number:long}/lines    administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            POST  /suggestions/by-code                     administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            POST  /suggestions/by-code/lines               administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            GET   /suggestions/published                   administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor
            GET   /suggestions                             hr
            GET   /suggestions.{format}                    hr
            GET   /suggestions/{number:long}               hr
            POST  /suggestions/{number:long}/lines         hr
            POST  /suggestions/{number:long}/answer        hr
            POST  /suggestions/{number:long}/publish       hr
            GET   /talks                                   hr branch-head account-manager
            GET   /talks.{format}                          hr branch-head account-manager
            POST  /talks                                   hr branch-head
            POST  /talks/{id:guid}/confirm                 account-manager
            GET   /satisfaction                            complaint-desk hr branch-head account-manager auditor
            GET   /waiting                                 complaint-desk hr administrator auditor
            POST  /imports/complaints                      complaint-desk administrator feed
            GET   /imports/complaints/columns              complaint-desk administrator feed
            GET   /imports/complaints/template.xlsx        complaint-desk administrator feed
            POST  /imports/satisfaction                    complaint-desk administrator feed
            GET   /imports/satisfaction/columns            complaint-desk administrator feed
            GET   /imports/satisfaction/template.xlsx      complaint-desk administrator feed
            GET   /imports                                 complaint-desk administrator feed auditor
            GET   /imports.{format}                        complaint-desk administrator feed auditor
            GET   /imports/{id:guid}                       complaint-desk administrator feed auditor
            GET   /imports/{id:guid}/errors                complaint-desk administrator feed auditor
            GET   /imports/{id:guid}/preview               complaint-desk administrator feed auditor
            GET   /imports/{id:guid}/rejected.xlsx         complaint-desk administrator feed auditor
            POST  /imports/{id:guid}/cancel                complaint-desk administrator feed

        incentive
            GET   /plans                                   incentive-analyst incentive-approver hr auditor
            GET   /plans/{code}/versions/{version:int}     incentive-analyst incentive-approver hr auditor
            GET   /plans/{code}/versions/{version:int}/text  incentive-analyst incentive-approver hr auditor
            GET   /plans/in-force                          account-manager branch-head incentive-analyst incentive-approver hr auditor
            POST  /plans/{code}/versions/{version:int}/signatures  account-manager
            GET   /plans/{code}/versions/{version:int}/signatures  hr branch-head incentive-analyst auditor
            GET   /plans/{code}/versions/{version:int}/signatures.{format}  hr branch-head incentive-analyst auditor
            POST  /plans/preview                           incentive-analyst
            PUT   /plans/{code}                            incentive-analyst
            POST  /plans/trial/{managerNo}/{period}        incentive-analyst incentive-approver
            POST  /estimates/{managerNo}/{period}          account-manager branch-head incentive-analyst
            GET   /what-ifs                                incentive-analyst incentive-approver auditor
            POST  /what-ifs                                incentive-analyst incentive-approver
            GET   /what-ifs/{id:guid}                      incentive-analyst incentive-approver auditor
            POST  /what-ifs/{id:guid}/cancel               incentive-analyst incentive-approver
            GET   /what-ifs/{id:guid}/managers             incentive-analyst incentive-approver auditor
            GET   /what-ifs/{id:guid}/managers.{format}    incentive-analyst incentive-approver auditor
            POST  /plans/{code}/versions/{version:int}/approve  incentive-approver
            POST  /plans/{code}/versions/{version:int}/return  incentive-approver
            GET   /runs                                    incentive-analyst incentive-approver auditor
            POST  /runs                                    incentive-analyst
            GET   /runs/{id:guid}                          incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/lines                    incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/sheets                   incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/distribution             incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/repeated-cards           incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/changes                  incentive-analyst incentive-approver auditor
            GET   /runs/{id:guid}/changes.{format}         incentive-analyst incentive-approver auditor
            POST  /runs/{id:guid}/approve                  incentive-approver
            POST  /runs/{id:guid}/reject                   incentive-approver
            POST  /runs/{id:guid}/cancel                   incentive-analyst
            GET   /runs/{id:guid}/bundle                   incentive-analyst incentive-approver auditor
            GET   /bundle-keys                             administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor feed
            GET   /statements                              branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /statements.{format}                     branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /statements/{managerNo}/{period}         branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /statements/{managerNo}/{period}/adjustments branch-head account-manager incentive-analyst incentive-approver auditor
            GET   /statements/{managerNo}/{period}/bundle  branch-head account-manager incentive-analyst incentive-approver auditor
            PUT   /recognitions/{code}                     hr incentive-analyst
            GET   /recognitions                            hr branch-head account-manager incentive-analyst auditor
            GET   /recognitions.{format}                   hr branch-head account-manager incentive-analyst auditor
            GET   /recognitions/awards                     hr branch-head account-manager incentive-analyst auditor
            GET   /recognitions/awards.{format}            hr branch-head account-manager incentive-analyst auditor
            PUT   /contests/{code}                         hr incentive-analyst
            GET   /contests                                hr branch-head account-manager incentive-analyst auditor
            GET   /contests.{format}                       hr branch-head account-manager incentive-analyst auditor
            GET   /contests/{code}/standing                hr branch-head account-manager incentive-analyst auditor
            GET   /contests/{code}/standing.{format}       hr branch-head account-manager incentive-analyst auditor
            GET   /ledger                                  branch-head incentive-analyst incentive-approver payroll auditor
            GET   /ledger.{format}                         branch-head incentive-analyst incentive-approver payroll auditor
            GET   /ledger/{managerNo}                      account-manager branch-head incentive-analyst incentive-approver payroll auditor
            GET   /releases                                incentive-analyst incentive-approver payroll auditor
            GET   /releases.{format}                       incentive-analyst incentive-approver payroll auditor
            GET   /releases/{id:guid}                      incentive-analyst incentive-approver payroll auditor
            GET   /releases/{id:guid}/lines                incentive-analyst incentive-approver payroll auditor
            GET   /releases/{id:guid}/lines.{format}       incentive-analyst incentive-approver payroll auditor
            POST  /releases                                incentive-analyst
            POST  /releases/{id:guid}/approve              incentive-approver
            POST  /releases/{id:guid}/reject               incentive-approver
            POST  /releases/{id:guid}/withdraw             incentive-analyst
            GET   /adjustments                             incentive-analyst incentive-approver auditor
            GET   /adjustments.{format}                    incentive-analyst incentive-approver auditor
            GET   /adjustments/{id:guid}                   incentive-analyst incentive-approver auditor
            POST  /adjustments                             incentive-analyst
            POST  /adjustments/{id:guid}/approve           incentive-approver
            POST  /adjustments/{id:guid}/return            incentive-approver
            POST  /adjustments/{id:guid}/withdraw          incentive-analyst
            GET   /disputes                                account-manager branch-head incentive-analyst incentive-approver auditor
            GET   /disputes.{format}                       account-manager branch-head incentive-analyst incentive-approver auditor
            GET   /disputes/figures                        branch-head incentive-analyst incentive-approver auditor
            GET   /disputes/{id:guid}                      account-manager branch-head incentive-analyst incentive-approver auditor
            POST  /disputes                                account-manager
            POST  /disputes/{id:guid}/reopen               account-manager
            POST  /disputes/{id:guid}/assign               incentive-analyst
            POST  /disputes/{id:guid}/answer               incentive-analyst
            GET   /holds                                   incentive-analyst incentive-approver auditor
            GET   /holds.{format}                          incentive-analyst incentive-approver auditor
            GET   /holds/complaints                        incentive-analyst incentive-approver auditor
            GET   /holds/complaints.{format}               incentive-analyst incentive-approver auditor
            POST  /holds                                   incentive-analyst incentive-approver
            POST  /holds/{id:guid}/release                 incentive-analyst incentive-approver
            GET   /recovery-grounds                        account-manager incentive-analyst incentive-approver auditor
            GET   /recoveries                              account-manager incentive-analyst incentive-approver auditor
            GET   /recoveries.{format}                     account-manager incentive-analyst incentive-approver auditor
            GET   /recoveries/{id:guid}                    account-manager incentive-analyst incentive-approver auditor
            POST  /recoveries                              incentive-analyst
            POST  /recoveries/{id:guid}/side               account-manager
            POST  /recoveries/{id:guid}/approve            incentive-approver
            POST  /recoveries/{id:guid}/refuse             incentive-approver
            POST  /recoveries/{id:guid}/demand             incentive-analyst
            POST  /recoveries/{id:guid}/demand/approve     incentive-approver
            POST  /recoveries/{id:guid}/demand/refuse      incentive-approver
            GET   /payroll/bonuses                         payroll auditor
            GET   /payroll/acknowledgements                payroll auditor
            GET   /payroll/acknowledgements.{format}       payroll auditor
            GET   /payroll/names/{period}                  payroll auditor
            POST  /payroll/acknowledgements                payroll
            GET   /payroll/reconciliation/{period}         payroll auditor
            GET   /payroll/export/{file}                   payroll auditor
            GET   /payroll/rejections                      incentive-analyst incentive-approver payroll auditor
            GET   /payroll/rejections.{format}             incentive-analyst incentive-approver payroll auditor
            POST  /payroll/rejections/{eventId:guid}/proposal incentive-analyst
            POST  /payroll/rejections/{eventId:guid}/approve incentive-approver
            POST  /payroll/rejections/{eventId:guid}/return incentive-approver
            PUT   /payroll/calendar/{year:int}             payroll incentive-analyst
            GET   /payroll/calendar/{year:int}             administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor feed
            GET   /payroll/calendar/next                   administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor feed
            GET   /payroll/calendar                        administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor feed
            GET   /payroll/calendar.{format}               administrator hr branch-head account-manager trainer complaint-desk counsellor incentive-analyst incentive-approver payroll auditor feed
            PUT   /payroll/groups/{code}                   payroll
            GET   /payroll/groups                          payroll incentive-analyst auditor
            GET   /payroll/groups.{format}                 payroll incentive-analyst auditor
            GET   /payroll/differences                     payroll incentive-analyst auditor
            GET   /payroll/differences.{format}            payroll incentive-analyst auditor
            POST  /payroll/differences/settle              payroll incentive-analyst
            POST  /imports/adjustments                     incentive-analyst
            GET   /imports/adjustments/columns             incentive-analyst
            GET   /imports/adjustments/template.xlsx       incentive-analyst
            GET   /imports                                 incentive-analyst administrator auditor
            GET   /imports.{format}                        incentive-analyst administrator auditor
            GET   /imports/{id:guid}                       incentive-analyst administrator auditor
            GET   /imports/{id:guid}/errors                incentive-analyst administrator auditor
            GET   /imports/{id:guid}/preview               incentive-analyst administrator auditor
            GET   /imports/{id:guid}/rejected.xlsx         incentive-analyst administrator auditor
            POST  /imports/{id:guid}/cancel                incentive-analyst administrator

        gateway
            GET   /                                        anonymous
            *     /alive                                   anonymous
            *     /health                                  anonymous
            GET   /status                                  anonymous
            GET   /openapi/{documentName}.json             signed-in
            POST  /auth/token                              anonymous
            GET   /session                                 anonymous
            DELETE /session                                anonymous
            POST  /session/renewal                         signed-in
            GET   /session/access                          administrator auditor
            GET   /session/list                            signed-in
            DELETE /session/others                         signed-in
            GET   /auth/journal                            administrator auditor
            GET   /assets/{**file}                         anonymous
            GET   /performance/alive                       anonymous
            GET   /performance/health                      signed-in
            GET   /performance/openapi/{document}          signed-in
            POST  /performance/imports/{kind}              signed-in
            POST  /performance/periods/{period}/close      signed-in
            GET   /performance/audit/verification          signed-in
            *     /performance/{**rest}                    signed-in
            GET   /training/alive                          anonymous
            GET   /training/health                         signed-in
            GET   /training/openapi/{document}             signed-in
            POST  /training/imports/{kind}                 signed-in
            POST  /training/courses/{code}/files           signed-in
            GET   /training/audit/verification             signed-in
            GET   /training/calendar.ics                   anonymous
            *     /training/{**rest}                       signed-in
            GET   /feedback/alive                          anonymous
            GET   /feedback/health                         signed-in
            GET   /feedback/openapi/{document}             signed-in
            POST  /feedback/imports/{kind}                 signed-in
            GET   /feedback/audit/verification             signed-in
            POST  /feedback/complaint-cases/{complaintRef}/attachments signed-in
            GET   /public                                  anonymous
            *     /public/complaints/{**rest}              anonymous
            *     /public/certificates/{**rest}            anonymous
            *     /feedback/{**rest}                       signed-in
            GET   /incentive/alive                         anonymous
            GET   /incentive/health                        signed-in
            GET   /incentive/openapi/{document}            signed-in
            POST  /incentive/imports/{kind}                signed-in
            GET   /incentive/payroll/export/{file}         signed-in
            GET   /incentive/payroll/reconciliation/{period} signed-in
            GET   /incentive/audit/verification            signed-in
            *     /incentive/{**rest}                      signed-in

        gateway of a demonstration
            GET   /.well-known/openid-configuration        anonymous
            GET   /.well-known/jwks.json                   anonymous
            POST  /session                                 anonymous
            GET   /auth/people                             administrator auditor
            POST  /auth/people                             administrator
            PUT   /auth/people/{user}                      administrator
            POST  /auth/people/{user}/password             administrator
            POST  /auth/password                           anonymous
        """;

    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    private static readonly IReadOnlyList<Row> Rows = Parse().ToList();

    /// <summary>The rows of one process.</summary>
    /// <param name="host">
    /// A service, <c>gateway</c>, or <see cref="Demonstration"/>, which has the gateway's rows too.
    /// </param>
    public static IReadOnlyList<Row> Of(string host) =>
        Rows.Where(r => r.Host == host || (host == Demonstration && r.Host == "gateway")).ToList();

    /// <summary>A path in its normal form.</summary>
    public static string Plain(string? pattern) => pattern?.TrimEnd('/') is { Length: > 0 } path ? path : "/";

    /// <summary>A pattern with its parameters filled in.</summary>
    /// <param name="value">The value of a parameter, which is given as the pattern writes it: <c>id:guid</c>.</param>
    public static string Fill(string pattern, Func<string, string> value) =>
        Parameter().Replace(pattern, match => value(match.Groups["name"].Value));

    private static IEnumerable<Row> Parse()
    {
        var host = "";
        foreach (var line in Table.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0))
        {
            if (!line.StartsWith(' '))
            {
                host = line;
                continue;
            }

            var cells = Blanks().Split(line.Trim(), 3);
            var roles = cells[2].Split(' ');
            foreach (var service in host == "every service" ? Services : [host])
                yield return new(service, cells[0], cells[1], roles);
        }
    }

    [GeneratedRegex(" +", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\{\**(?<name>[^}]*)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    /// <param name="Method"><c>*</c> for a route with any method.</param>
    internal sealed record Row(string Host, string Method, string Pattern, IReadOnlyList<string> Roles)
    {
        public bool IsAnonymous => Roles is [Anonymous];

        public bool IsWrite => Method is not ("GET" or "*");

        public bool Admits(string role) => Roles is [SignedIn] || Roles.Contains(role, StringComparer.Ordinal);

        public override string ToString() => $"{Host} {Method} {Pattern}";
    }
}
