import { Typography } from 'antd';
import { Link } from 'react-router';

/** A manager by name where it is known, and the way to their page. */
export function PersonLink({ no, name }: { no: string; name?: string }) {
    return (
        <Link to={`/managers/${encodeURIComponent(no)}`}>
            {name ? (
                <>
                    {name} <Typography.Text type="secondary">{no}</Typography.Text>
                </>
            ) : (
                no
            )}
        </Link>
    );
}
