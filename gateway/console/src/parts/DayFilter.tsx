import { Form, Input } from 'antd';
import { useState } from 'react';
import { useFilters } from './filters';

/** A year that is being typed is a day of the first centuries for a moment. */
const isTyped = (day: string) => day >= '1900';

/** Rows by a day that is kept in the page's address, under this name. */
export function DayFilter({ name, id, label }: { name: string; id: string; label: string }) {
    const { filter, choose } = useFilters();
    const value = filter(name) ?? '';
    const [known, setKnown] = useState(value);
    const [typed, setTyped] = useState(value);
    // The address changed by itself: a filter was taken away, or the way back was taken.
    if (known !== value) {
        setKnown(value);
        setTyped(value);
    }
    return (
        <Form.Item layout="vertical" label={label} htmlFor={id} style={{ marginBottom: 0 }}>
            <Input
                id={id}
                type="date"
                style={{ width: '12rem' }}
                value={typed}
                onChange={({ target }) => {
                    setTyped(target.value);
                    if (target.value === '' || isTyped(target.value)) choose({ [name]: target.value });
                }}
            />
        </Form.Item>
    );
}
