import { usePerson } from '../../session/session';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';

/** The unit a rule is for, picked by its name or typed by its code. */
export function UnitField({
    id = '',
    value,
    onChoose,
}: {
    id?: string;
    value: string;
    onChoose: (code: string | undefined) => void;
}) {
    const units = useUnits(usePerson().roles);
    return <UnitFilter id={id} units={units.data} value={value || undefined} onChoose={onChoose} />;
}
