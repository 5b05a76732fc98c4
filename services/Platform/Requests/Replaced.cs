using System.Linq.Expressions;

namespace CardTeam.Platform.Requests;

/// <summary>An expression with another in the place of its parameter.</summary>
internal sealed class Replaced(ParameterExpression parameter, Expression by) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
}
