import { Input } from 'antd';
import { useId } from 'react';

/** A labelled text of a recognition's or a contest's form; its draft is kept by the form. */
export function TextField({
    label,
    value,
    set,
    isFixed,
    type,
}: {
    label: string;
    value: string;
    set: (value: string) => void;
    isFixed?: boolean;
    type?: 'month';
}) {
    const id = useId();
    return (
        <div>
            <label htmlFor={id}>{label}</label>
            <Input id={id} type={type} value={value} disabled={isFixed} onChange={(event) => set(event.target.value)} />
        </div>
    );
}
