import type { UseQueryResult } from '@tanstack/react-query';
import { Card, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../parts/ProblemNote';

interface Props<T> {
    /** The anchor for an address that leads here. */
    id?: string;
    title: string;
    query: UseQueryResult<T>;
    /** Another answer without which it cannot be told. */
    needs?: UseQueryResult<unknown>;
    more?: ReactNode;
    children: (data: T) => ReactNode;
}

/** A part of the home page. It waits and fails by itself. */
export function Part<T>({ id, title, query, needs, more, children }: Props<T>) {
    const failed = query.error ? query : needs?.error ? needs : undefined;
    const isKnown = query.data !== undefined && (!needs || needs.data !== undefined);
    return (
        <Card id={id} size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{title}</h2>} extra={more}>
            {failed && <ProblemNote problem={failed.error} retry={() => void failed.refetch()} />}
            {isKnown ? children(query.data as T) : !failed && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        </Card>
    );
}

/** Figures side by side, each with its name. */
export function Figures({ of }: { of: readonly { label: string; value: ReactNode }[] }) {
    return (
        <dl className="home-figures">
            {of.map(({ label, value }) => (
                <div key={label}>
                    <dt>
                        <Typography.Text type="secondary">{label}</Typography.Text>
                    </dt>
                    <dd className="number">{value}</dd>
                </div>
            ))}
        </dl>
    );
}

/** Lines of a part, or one that says why there are none. */
export function Lines({ none, children }: { none: string; children: readonly ReactNode[] }) {
    return children.length === 0 ? (
        <Typography.Text type="secondary">{none}</Typography.Text>
    ) : (
        <ul className="home-list">{children}</ul>
    );
}
