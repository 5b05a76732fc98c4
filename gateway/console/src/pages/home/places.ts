import { usePerson } from '../../session/session';
import { type RoomId, placeOf } from '../../session/access';

/** Addresses of rooms, for those who have them: the first of these rooms that this person has. */
export function usePlaces() {
    const { roles } = usePerson();
    return (...ids: RoomId[]) => placeOf(roles, ...ids);
}
