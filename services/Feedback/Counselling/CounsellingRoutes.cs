using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Feedback.Counselling;

internal static class CounsellingRoutes
{
    /// <summary>Everybody who works here.</summary>
    private static readonly string[] Everybody = [.. Roles.All.Where(r => r != Roles.Feed)];

    /// <summary>The roles of people who can be named an officer for recovery.</summary>
    private static readonly string[] Officers = [Roles.Hr, Roles.Auditor, Roles.Administrator];

    /// <summary>
    /// Maps the routes of counselling. Nothing of them is remembered: a repeated request is done again, and no table has
    /// who sent what.
    /// </summary>
    public static void MapCounselling(this IEndpointRouteBuilder app)
    {
        var counselling = app.MapGroup("/counselling").WithTags("Counselling").WithMetadata(new NotRemembered());
        counselling
            .MapGet("/counsellors", AskForCounselling.ListCounsellors)
            .Describe("Lists the counsellors whom everybody can ask.")
            .RequireRoles(Everybody);
        counselling
            .MapPost("/requests", AskForCounselling.Handle)
            .Describe(
                "Asks for counselling. The words are sealed for the counsellors before they are stored.",
                "400 counselling.text-missing",
                "409 counselling.asked-before",
                "409 counselling.nobody"
            )
            .RequireRoles(Everybody);
        counselling
            .MapGet("/requests/mine", AskForCounselling.ShowOwn)
            .Describe("Shows whether the caller has asked, and the appointment.")
            .RequireRoles(Everybody);
        counselling
            .MapGet("/hotlines", KeepHotlines.List)
            .Describe("Lists the hotlines that everybody can call.")
            .RequireRoles(Everybody);
        counselling
            .MapPut("/hotlines", KeepHotlines.Put)
            .Describe("Replaces the hotlines.", "400 counselling.text-missing")
            .RequireRoles(Roles.Hr, Roles.Counsellor)
            .RequireWholeBank();
        MapRoom(counselling);
        MapOfficers(counselling);
    }

    private static void MapRoom(IEndpointRouteBuilder counselling)
    {
        counselling
            .MapGet("/key", KeepKeys.Show)
            .Describe("Shows whether the caller has a key.")
            .RequireRoles(Roles.Counsellor);
        counselling
            .MapPut("/key", KeepKeys.Make)
            .Describe(
                "Makes the caller's key, locked by a passphrase that is stored nowhere.",
                "400 counselling.passphrase-short",
                "400 counselling.text-missing",
                "409 counselling.key-exists",
                "409 counselling.counsellor-and-officer"
            )
            .RequireRoles(Roles.Counsellor);
        counselling
            .MapPost("/key/unlock", KeepKeys.Unlock)
            .Describe(
                "Unlocks the caller's key for half an hour.",
                "409 counselling.key-missing",
                "409 counselling.passphrase-wrong",
                "429 counselling.too-many-tries"
            )
            .RequireRoles(Roles.Counsellor);
        counselling
            .MapGet("/cases", HoldCounselling.List)
            .Describe("Lists the cases that are sealed for the caller, without a word of them.")
            .RequireRoles(Roles.Counsellor);
        counselling
            .MapGet("/cases/{id:guid}", HoldCounselling.Get)
            .Describe(
                "Opens a case with the caller's unlocked key, sent in the header X-Counselling-Key.",
                "404 counselling-case.not-found",
                "409 counselling.locked",
                "409 counselling.key-missing"
            )
            .RequireRoles(Roles.Counsellor)
            .AuditReads();
        Step(
            counselling.MapPost("/cases/{id:guid}/notes", HoldCounselling.AddNote),
            "Keeps a note of a session, sealed.",
            "400 counselling.text-missing"
        );
        Step(
            counselling.MapPost("/cases/{id:guid}/appointment", HoldCounselling.Appoint),
            "Gives an appointment, of which the person sees time and place.",
            "400 counselling.text-missing"
        );
        Step(
            counselling.MapPost("/cases/{id:guid}/share", HoldCounselling.Share),
            "Opens a case for another counsellor as well.",
            "404 counsellor.not-found"
        );
        Step(counselling.MapPost("/cases/{id:guid}/close", HoldCounselling.Close), "Ends a case.");
    }

    private static void MapOfficers(IEndpointRouteBuilder counselling)
    {
        counselling
            .MapGet("/officers", KeepKeys.ListOfficers)
            .Describe("Lists the two officers for recovery.")
            .RequireRoles([.. Officers, Roles.Counsellor])
            .RequireWholeBank();
        counselling
            .MapPut("/officers", KeepKeys.NameOfficers)
            .Describe(
                "Names the two officers who together can give a counsellor their cases back.",
                "400 counselling.two-officers",
                "409 counselling.officers-set",
                "409 counselling.counsellor-and-officer"
            )
            .RequireRoles(Roles.Administrator)
            .RequireWholeBank();
        counselling
            .MapPut("/officers/key", KeepKeys.MakeOfficersKey)
            .Describe(
                "Makes the key of an officer, locked by their passphrase.",
                "400 counselling.passphrase-short",
                "404 officer.not-found",
                "409 counselling.key-exists"
            )
            .RequireRoles(Officers)
            .RequireWholeBank();
        counselling
            .MapPost("/recovery", KeepKeys.Recover)
            .Describe(
                "Gives one officer's halves of a counsellor's cases to that counsellor's new key.",
                "404 officer.not-found",
                "404 counsellor.not-found",
                "409 counselling.passphrase-wrong",
                "429 counselling.too-many-tries"
            )
            .RequireRoles(Officers)
            .RequireWholeBank();
    }

    /// <summary>A step of the counsellor, which every one may fail in the same ways.</summary>
    private static void Step(RouteHandlerBuilder route, string summary, params string[] errors) =>
        route
            .Describe(
                summary,
                [
                    "404 counselling-case.not-found",
                    "409 counselling.locked",
                    "409 counselling.key-missing",
                    "409 counselling.closed",
                    .. errors,
                ]
            )
            .RequireRoles(Roles.Counsellor);
}
