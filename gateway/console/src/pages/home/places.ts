import { usePerson } from '../../session/session';
import { isFor, rooms } from '../../shell/rooms';

/** Addresses of rooms, for those who have them: the first of these rooms that this person has. */
export function usePlaces() {
    const { roles } = usePerson();
    return (...ids: string[]) =>
        ids.map((id) => rooms.find((room) => room.id === id && isFor(room, roles))?.path).find(Boolean);
}
