import { Form, Input } from 'antd';

/** One manager's rows, by their number. */
export function ManagerFilter({
    id,
    label,
    value,
    onChoose,
}: {
    id: string;
    label: string;
    value?: string;
    onChoose: (managerNo: string | undefined) => void;
}) {
    return (
        <Form.Item layout="vertical" label={label} htmlFor={id} style={{ marginBottom: 0 }}>
            <Input.Search
                key={value}
                id={id}
                allowClear
                defaultValue={value}
                maxLength={32}
                style={{ width: '12rem' }}
                onSearch={(typed) => onChoose(typed.trim() || undefined)}
            />
        </Form.Item>
    );
}
