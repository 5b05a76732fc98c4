import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { ask, type Query, addressOf } from '../api/client';
import { ProblemNote } from './ProblemNote';
import { download } from './download';

const FORMATS = ['csv', 'xlsx'] as const;

/** Every row that the filters leave, in the order shown, as a file. */
export function ExportButton({ path, query, disabled }: { path: string; query: Query; disabled?: boolean }) {
    const { t } = useTranslation();
    const { mutate, isPending, error } = useMutation({
        mutationFn: async (format: string) => {
            const file = await (await ask('GET', addressOf(`${path}.${format}`, query))).blob();
            download(file, `${path.slice(path.lastIndexOf('/') + 1)}.${format}`);
        },
    });
    return (
        <div>
            <Dropdown
                trigger={['click']}
                disabled={disabled}
                menu={{
                    items: FORMATS.map((key) => ({ key, label: t(`action.${key}`) })),
                    onClick: ({ key }) => mutate(key),
                }}
            >
                <Button icon={<DownloadOutlined />} loading={isPending}>
                    {t('action.export')}
                </Button>
            </Dropdown>
            {error && <ProblemNote problem={error} />}
        </div>
    );
}
