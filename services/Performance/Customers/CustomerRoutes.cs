using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Customers;

internal static class CustomerRoutes
{
    public static void MapCustomers(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var all = app.MapGroup("").WithTags("Customers");
        all.MapList("/customers", (list, path) => list.MapGet(path, ListCustomers.Handle))
            .Describe(
                "Lists customers with their manager, stage of life and the care that falls due.",
                "400 customer.unknown-word",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        all.MapList("/customer-care", (list, path) => list.MapGet(path, ListCare.Handle))
            .Describe(
                "Lists the care that customers got.",
                "400 customer.unknown-word",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        all.MapGet("/customer-concentration", ShowConcentration.Handle)
            .Describe("Shows the share of the ten and twenty largest customers in the amounts of a period, by manager.")
            .AuditPersonalReads()
            .RequireRoles(readers);
        all.MapGet("/customer-concentration.{format}", ShowConcentration.Export)
            .Describe(
                "Exports the share of the largest customers in the amounts of a period, by manager.",
                "404 export.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        MapPlans(all);
        MapOne(all.MapGroup("/customers/{customerRef}"), readers);
    }

    private static void MapPlans(IEndpointRouteBuilder all)
    {
        all.MapGet("/care-plans", CarePlans.List)
            .Describe("Shows which care customers of each segment get.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        all.MapPut("/care-plans/{segment}", CarePlans.Put)
            .Describe(
                "Changes which care customers of a segment get, from each customer's next care on.",
                "400 care-plan.days-not-fitting",
                "400 care-plan.kind-twice",
                "404 customer-segment.not-found"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
    }

    private static void MapOne(IEndpointRouteBuilder customer, string[] readers)
    {
        customer
            .MapGet("/", ListCustomers.Get)
            .Describe("Shows one customer with their managers of all times and their care.", "404 customer.not-found")
            .AuditPersonalReads()
            .RequireRoles(readers);
        customer
            .MapPut("/", PutCustomer.Handle)
            .Describe(
                "Takes a customer in, or changes what is known of them.",
                "404 customer.not-found",
                "404 manager.not-found",
                "409 customer.held-by-another",
                "409 customer.manager-has-left"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        customer
            .MapPost("/hand-over", HandOverCustomer.Handle)
            .Describe(
                "Hands a customer over to another manager from a day on; what was before stays with the manager before.",
                "404 customer.not-found",
                "404 manager.not-found",
                "409 customer.same-manager",
                "409 customer.handed-over-later",
                "409 customer.manager-has-left"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        customer
            .MapPost("/care", RecordCare.Handle)
            .Describe(
                "Records care with a note and its outcome; what falls due next follows from the care plan.",
                "400 care.day-out-of-range",
                "404 customer.not-found"
            )
            .RequireRoles(Roles.AccountManager, Roles.BranchHead);
    }
}
