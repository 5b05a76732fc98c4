import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ListPage } from '../../parts/ListPage';
import { instant, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { usePerson } from '../../session/session';
import { type WhatIf, addressOfWhatIf, isUnderWay, whatIfs } from './calls';
import { WhatIfForm } from './WhatIfForm';
import { WhatIfTag } from './WhatIfTag';

/** What closed months would have come to by other plans: to be asked, and as it was asked before. */
export default function WhatIfsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const mayAsk = roles.some((role) => role === 'incentive-analyst' || role === 'incentive-approver');
    const list = useList({
        name: ['what-ifs'],
        filters: {},
        page: (query) => whatIfs(query),
        again: (items) => (items.some(isUnderWay) ? 2_000 : false),
    });
    return (
        <ListPage<WhatIf>
            title={t('room.whatIfs')}
            lead={t('whatIf.lead')}
            views={
                mayAsk && (
                    <Card size="small">
                        <WhatIfForm />
                    </Card>
                )
            }
            list={list}
            aria-label={t('room.whatIfs')}
            rowKey="id"
            empty={t('whatIf.none')}
            columns={[
                {
                    title: t('whatIf.plan'),
                    dataIndex: 'planCode',
                    render: (code: string, { id, planVersion, title }) => (
                        <Flex vertical>
                            <Link to={addressOfWhatIf(id)}>{currentLanguage() === 'en' ? title.en : title.zh}</Link>
                            <Typography.Text type="secondary">
                                {planVersion === null
                                    ? t('whatIf.unsaved', { code })
                                    : t('months.planVersion', { code, version: planVersion })}
                            </Typography.Text>
                        </Flex>
                    ),
                },
                {
                    title: t('whatIf.months'),
                    dataIndex: 'from',
                    render: (from: string, { to }) => t('whatIf.fromTo', { from: period(from), to: period(to) }),
                },
                {
                    title: t('months.org'),
                    dataIndex: 'org',
                    render: (org: string | null) => org ?? t('whatIf.wholeBank'),
                },
                {
                    title: t('whatIf.state'),
                    dataIndex: 'status',
                    render: (status: string) => <WhatIfTag status={status} />,
                },
                {
                    title: t('whatIf.askedBy'),
                    dataIndex: 'createdAt',
                    render: (at: string, { createdBy }) => t('list.byAt', { who: createdBy, at: instant(at) }),
                },
            ]}
        />
    );
}
