import { Form, Input } from 'antd';
import { useFilters } from './filters';

/** Rows by a text that is typed: a number, a code, a part of a name. */
export function TextFilter({
    id,
    label,
    value,
    onChoose,
}: {
    id: string;
    label: string;
    value?: string;
    onChoose: (text: string | undefined) => void;
}) {
    return (
        <Form.Item layout="vertical" label={label} htmlFor={id} style={{ marginBottom: 0 }}>
            <Input.Search
                key={value}
                id={id}
                allowClear
                defaultValue={value}
                maxLength={64}
                style={{ width: '12rem' }}
                onSearch={(typed) => onChoose(typed.trim() || undefined)}
            />
        </Form.Item>
    );
}

/** Rows by a text that is kept in the page's address, under this name. */
export function AddressFilter({ name, id, label }: { name: string; id: string; label: string }) {
    const { filter, choose } = useFilters();
    return <TextFilter id={id} label={label} value={filter(name)} onChoose={(text) => choose({ [name]: text })} />;
}
