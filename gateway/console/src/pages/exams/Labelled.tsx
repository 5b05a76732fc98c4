import { type ReactNode, useId } from 'react';

/** A field with its label, for editors that keep their own draft. */
export function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
    const id = useId();
    return (
        <div style={{ flex: '1 1 8rem', minWidth: 0 }}>
            <label htmlFor={id}>{label}</label>
            {children(id)}
        </div>
    );
}
