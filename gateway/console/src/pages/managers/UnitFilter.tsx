import { AutoComplete } from 'antd';
import { useState } from 'react';
import type { Unit } from './roster';

/** A part of the bank, typed or picked; remounted (by `key`) when the choice is taken away from outside. */
export function UnitFilter({
    id,
    units,
    value,
    onChoose,
}: {
    id: string;
    units?: readonly Unit[];
    value?: string;
    onChoose: (code: string | undefined) => void;
}) {
    const [typed, setTyped] = useState(value ?? '');
    const take = () => onChoose(typed.trim() || undefined);
    return (
        <AutoComplete
            id={id}
            allowClear
            style={{ width: '17rem', maxWidth: '100%' }}
            value={typed}
            options={units?.map((unit) => ({ value: unit.code, label: `${unit.name} ${unit.code}` }))}
            showSearch={{
                filterOption: (text, option) => Boolean(option?.label.toLowerCase().includes(text.toLowerCase())),
            }}
            onChange={(text?: string) => setTyped(text ?? '')}
            onSelect={onChoose}
            onClear={() => onChoose(undefined)}
            onBlur={take}
            onInputKeyDown={(event) => {
                if (event.key === 'Enter') take();
            }}
        />
    );
}
