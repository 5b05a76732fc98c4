using System.Linq.Expressions;

namespace CardTeam.Platform.Lists;

/// <summary>Replaces the parameter of an expression with another expression.</summary>
internal sealed class Replaced(ParameterExpression parameter, Expression by) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
}
