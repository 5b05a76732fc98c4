import { Typography } from 'antd';

/** A manager by name with the number beside it; the number alone where no name is known. */
export function ManagerName({ no, name }: { no: string; name?: string | null }) {
    if (!name) return <span className="number">{no}</span>;
    return (
        <span>
            {name}{' '}
            <Typography.Text type="secondary" className="number">
                {no}
            </Typography.Text>
        </span>
    );
}
