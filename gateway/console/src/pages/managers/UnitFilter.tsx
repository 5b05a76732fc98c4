import { AutoComplete } from 'antd';
import { useState } from 'react';
import type { Unit } from './roster';

/**
 * The code of the unit meant by a code, a name or the beginning of one; what names no unit is kept as it is, and
 * finds nobody.
 */
export function unitFor(typed: string, units: readonly Unit[] = []): string | undefined {
    const text = typed.trim().toLowerCase();
    if (text === '') return undefined;
    const exact = units.find((unit) => unit.code.toLowerCase() === text || unit.name.toLowerCase() === text);
    // A branch comes before the units under it, whose names go on from its own.
    const like = units
        .filter((unit) => unit.name.toLowerCase().includes(text))
        .sort((a, b) => a.name.length - b.name.length || a.code.localeCompare(b.code));
    return exact?.code ?? like[0]?.code ?? typed.trim();
}

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
    const take = () => {
        const code = unitFor(typed, units);
        if (code !== undefined) setTyped(code);
        onChoose(code);
    };
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
