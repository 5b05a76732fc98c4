import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEVELS, wordOf } from './roster';

/** The managers of one level. */
export function LevelFilter({
    id,
    value,
    onChoose,
}: {
    id: string;
    value?: string;
    onChoose: (level: string | undefined) => void;
}) {
    const { t } = useTranslation();
    return (
        <Form.Item layout="vertical" label={t('managers.levelName')} htmlFor={id} style={{ marginBottom: 0 }}>
            <Select
                id={id}
                allowClear
                placeholder={t('managers.byLevel')}
                style={{ width: '10rem' }}
                options={LEVELS.map((level) => ({ value: level, label: wordOf(t, 'level', level) }))}
                value={value}
                onChange={onChoose}
            />
        </Form.Item>
    );
}
