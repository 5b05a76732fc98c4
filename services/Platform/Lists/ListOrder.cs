using System.Linq.Expressions;
using System.Text.Json;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Platform.Lists;

/// <summary>
/// The fields a list may be sorted by, and the key that orders rows of equal value, always ascending. Text is compared
/// by code points; a row without the value comes last in either direction.
/// </summary>
/// <param name="usual">The default order: a field, or <c>-field</c> for the greatest first.</param>
public sealed class ListOrder<T>(string usual)
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly List<Field> _key = [];

    /// <summary>A field to sort by.</summary>
    /// <param name="mayBeNull">True for a text that may be null; other types show it themselves.</param>
    public ListOrder<T> By<TValue>(string name, Expression<Func<T, TValue>> value, bool mayBeNull = false)
    {
        _fields.Add(
            name,
            new Field<TValue>(name, value, mayBeNull || Nullable.GetUnderlyingType(typeof(TValue)) is not null)
        );
        return this;
    }

    /// <summary>Adds a part of the key, which is never null and can also be sorted by.</summary>
    public ListOrder<T> Key<TValue>(string name, Expression<Func<T, TValue>> value)
    {
        By(name, value);
        _key.Add(_fields[name]);
        return this;
    }

    /// <exception cref="RuleBrokenException">400: the list has no such sort field.</exception>
    internal Chosen Choose(string? sort)
    {
        sort = string.IsNullOrEmpty(sort) ? usual : sort;
        var isDescending = sort[0] == '-';
        if (!_fields.TryGetValue(isDescending ? sort[1..] : sort, out var field))
        {
            var names = string.Join(", ", _fields.Keys);
            throw new RuleBrokenException(
                "request.invalid-sort",
                new Text(
                    $"sort 应为下列字段之一，前面加 - 为降序：{names}。",
                    $"sort is one of these fields, with a - before it for descending: {names}."
                ),
                status: 400
            );
        }

        return new(sort, [(field, isDescending), .. _key.Where(k => k != field).Select(k => (k, false))]);
    }

    /// <summary>The order of one request.</summary>
    internal sealed class Chosen(string sort, IReadOnlyList<(Field Field, bool IsDescending)> columns)
    {
        public IQueryable<T> Sorted(IQueryable<T> rows)
        {
            IOrderedQueryable<T>? sorted = null;
            foreach (var (field, isDescending) in columns)
                sorted = field.Sort(rows, sorted, isDescending);
            return sorted!;
        }

        /// <summary>
        /// Keeps the rows after a cursor: greater in the first column, or equal there and greater in the next, and so
        /// on.
        /// </summary>
        /// <exception cref="RuleBrokenException">400: a cursor of another list or of another sort.</exception>
        public IQueryable<T> After(IQueryable<T> rows, PageQuery page)
        {
            if (page.AfterKey() is not { Length: > 0 } cursor)
                return rows;
            var row = Expression.Parameter(typeof(T));
            Expression? follows = null;
            try
            {
                var values = JsonSerializer.Deserialize<JsonElement[]>(cursor);
                if (values is null || values.Length != columns.Count + 1 || values[0].GetString() != sort)
                    throw PageQuery.Unknown();
                for (var i = columns.Count - 1; i >= 0; i--)
                {
                    var (greater, equal) = columns[i].Field.Compare(row, values[i + 1], columns[i].IsDescending);
                    follows = follows is null
                        ? greater
                        : Expression.OrElse(greater, Expression.AndAlso(equal, follows));
                }
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                throw PageQuery.Unknown();
            }

            return rows.Where(Expression.Lambda<Func<T, bool>>(follows!, row));
        }

        /// <summary>The answered rows, each with its sort values.</summary>
        public IQueryable<Placed<TAnswer>> Placed<TAnswer>(IQueryable<T> rows, Expression<Func<T, TAnswer>> answer)
        {
            var row = answer.Parameters[0];
            var place = Expression.NewArrayInit(
                typeof(object),
                columns.Select(c => Expression.Convert(c.Field.Of(row), typeof(object)))
            );
            var placed = typeof(Placed<TAnswer>);
            return rows.Select(
                Expression.Lambda<Func<T, Placed<TAnswer>>>(
                    Expression.MemberInit(
                        Expression.New(placed),
                        Expression.Bind(placed.GetProperty(nameof(Lists.Placed<>.Item))!, answer.Body),
                        Expression.Bind(placed.GetProperty(nameof(Lists.Placed<>.Place))!, place)
                    ),
                    row
                )
            );
        }

        /// <summary>The key of a cursor: the sort, and the last row's values.</summary>
        public string KeyOf<TAnswer>(Placed<TAnswer> row) => JsonSerializer.Serialize(row.Place.Prepend(sort));
    }

    internal abstract class Field(string name)
    {
        public string Name { get; } = name;

        public abstract Expression Of(ParameterExpression row);
        public abstract IOrderedQueryable<T> Sort(IQueryable<T> rows, IOrderedQueryable<T>? sorted, bool isDescending);
        public abstract (Expression Greater, Expression Equal) Compare(
            ParameterExpression row,
            JsonElement value,
            bool isDescending
        );
    }

    private sealed class Field<TValue>(string name, Expression<Func<T, TValue>> value, bool mayBeNull) : Field(name)
    {
        public override Expression Of(ParameterExpression row) =>
            new Replaced(value.Parameters[0], row).Visit(value.Body);

        public override IOrderedQueryable<T> Sort(IQueryable<T> rows, IOrderedQueryable<T>? sorted, bool isDescending)
        {
            if (mayBeNull)
            {
                var isNull = Expression.Lambda<Func<T, bool>>(IsNull(value.Body), value.Parameters);
                sorted = sorted is null ? rows.OrderBy(isNull) : sorted.ThenBy(isNull);
            }

            if (sorted is null)
                return isDescending ? rows.OrderByDescending(value) : rows.OrderBy(value);
            return isDescending ? sorted.ThenByDescending(value) : sorted.ThenBy(value);
        }

        public override (Expression Greater, Expression Equal) Compare(
            ParameterExpression row,
            JsonElement value,
            bool isDescending
        )
        {
            var own = Of(row);
            if (value.ValueKind == JsonValueKind.Null)
                return mayBeNull ? (Expression.Constant(false), IsNull(own)) : throw PageQuery.Unknown();

            // A member of an object, not a constant, so that the value becomes a parameter and the statement stays the
            // same.
            var given = Expression.Property(
                Expression.Constant(new Given(value.Deserialize<TValue>()!)),
                nameof(Given.Value)
            );
            (Expression left, Expression right) =
                typeof(TValue) == typeof(string)
                    ? (
                        (Expression)Expression.Call(typeof(string), nameof(string.Compare), null, own, given),
                        (Expression)Expression.Constant(0)
                    )
                    : (own, given);
            var greater = isDescending ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);
            return (mayBeNull ? Expression.OrElse(greater, IsNull(own)) : greater, Expression.Equal(own, given));
        }

        private static BinaryExpression IsNull(Expression own) =>
            Expression.Equal(own, Expression.Constant(null, typeof(TValue)));

        private sealed record Given(TValue Value);
    }
}

/// <summary>A row of a list, and the values it is sorted by.</summary>
internal sealed class Placed<TAnswer>
{
    public TAnswer Item { get; init; } = default!;
    public object?[] Place { get; init; } = [];
}
