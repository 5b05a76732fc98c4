import { Link } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';

/** A manager by name where it is known, and the way to their page. */
export function PersonLink({ no, name }: { no: string; name?: string | null }) {
    return (
        <Link to={`/managers/${encodeURIComponent(no)}`}>
            <ManagerName no={no} name={name} />
        </Link>
    );
}
