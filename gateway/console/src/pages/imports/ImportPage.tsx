import { ArrowLeftOutlined } from '@ant-design/icons';
import { Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { instant } from '../../parts/format';
import { Nowhere } from '../../parts/Nowhere';
import { ImportOutcome } from './ImportOutcome';
import { StatusTag } from './StatusTag';
import { SERVICES, type Service } from '../../api/client';
import { useImport } from './state';

/** An import, at an address of its own. */
export default function ImportPage() {
    const { t } = useTranslation();
    const { service, id } = useParams();
    const known = SERVICES.find((one) => one === service);
    return known && id ? <OneImport service={known} id={id} /> : <Nowhere to="/imports" back={t('room.imports')} />;
}

function OneImport({ service, id }: { service: Service; id: string }) {
    const { t } = useTranslation();
    const { data } = useImport(service, id);
    return (
        <Flex vertical gap="middle">
            <Link to="/imports">
                <ArrowLeftOutlined /> {t('room.imports')}
            </Link>
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {data ? t(`imports.kind.${data.kind}`, { defaultValue: data.kind }) : t('room.import')}
            </Typography.Title>
            {data && (
                <Descriptions
                    size="small"
                    column={{ xs: 1, sm: 2, lg: 3 }}
                    items={[
                        { key: 'status', label: t('imports.statusName'), children: <StatusTag state={data} /> },
                        { key: 'service', label: t('imports.service'), children: t(`imports.services.${service}`) },
                        { key: 'mode', label: t('imports.mode'), children: t(`imports.modes.${data.mode}`) },
                        {
                            key: 'what',
                            label: t('imports.what'),
                            children: t(data.dryRun ? 'imports.dryRun' : 'imports.real'),
                        },
                        {
                            key: 'file',
                            label: t('imports.fileName'),
                            children: data.fileName ?? '—',
                        },
                        { key: 'by', label: t('imports.createdBy'), children: data.createdBy },
                        ...(data.sheet === null
                            ? []
                            : [{ key: 'sheet', label: t('imports.sheet'), children: data.sheet }]),
                        {
                            key: 'format',
                            label: t('imports.formatName'),
                            children: t(`imports.format.${data.format}`, { defaultValue: data.format }),
                        },
                        { key: 'created', label: t('imports.createdAt'), children: instant(data.createdAt) },
                        {
                            key: 'finished',
                            label: t('imports.finishedAt'),
                            children: data.finishedAt ? instant(data.finishedAt) : '—',
                        },
                    ]}
                />
            )}
            <ImportOutcome service={service} id={id} />
        </Flex>
    );
}
