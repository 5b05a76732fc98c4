import { Form } from 'antd';
import { type ReactElement, cloneElement, useId } from 'react';

/** A field with its label, and what is wrong with it. */
export function Field({
    label,
    fault,
    about,
    children,
}: {
    label: string;
    fault?: string;
    about?: string;
    children: ReactElement<{ id?: string }>;
}) {
    const id = useId();
    return (
        <Form.Item
            label={label}
            htmlFor={id}
            validateStatus={fault ? 'error' : undefined}
            help={fault ?? about}
            style={{ marginBottom: '0.5rem', maxWidth: '100%' }}
        >
            {cloneElement(children, { id })}
        </Form.Item>
    );
}
