import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../session/session';
import { ImportList } from './ImportList';
import { UploadPanel } from './UploadPanel';
import { kindsFor, servicesFor } from './kinds';

/** Files in: bring one, and see what became of those brought before. */
export default function ImportsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const mine = kindsFor(roles);
    return (
        <Flex vertical gap="large">
            <div>
                <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                    {t('room.imports')}
                </Typography.Title>
                <Typography.Text type="secondary">
                    {t(mine.length > 0 ? 'imports.lead' : 'imports.leadReader')}
                </Typography.Text>
            </div>
            {mine.length > 0 && <UploadPanel mine={mine} />}
            <section aria-labelledby="import-list">
                <Typography.Title level={2} id="import-list" style={{ fontSize: '1.25rem' }}>
                    {t('imports.list')}
                </Typography.Title>
                <ImportList services={servicesFor(roles)} mayBring={mine.length > 0} />
            </section>
        </Flex>
    );
}
