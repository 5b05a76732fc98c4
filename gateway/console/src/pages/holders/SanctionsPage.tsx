import { Badge, Button, Flex, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { PersonLink } from '../home/PersonLink';
import { EndSuspension } from './EndSuspension';
import { ImposeSanction } from './ImposeSanction';
import { type Sanction, sanctions, withdrawSanction } from './calls';

const KINDS = ['suspended', 'revoked'] as const;

/** Certificates that were suspended or revoked, with the reasons. */
export default function SanctionsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-imposedAt');
    const { by } = sorting;
    const [isImposing, setImposing] = useState(false);
    const [ending, setEnding] = useState<Sanction>();
    const kind = KINDS.find((one) => one === filter('kind'));
    const chosen = { kind, certificate: filter('certificate'), search: filter('search') };
    const list = useList({ name: ['sanctions'], filters: chosen, sorting, page: sanctions });
    const isTrainer = roles.includes('trainer');
    return (
        <>
            <ListPage<Sanction>
                title={t('room.sanctions')}
                lead={t('holders.sanctionsLead')}
                aside={<Link to="/certificates">{t('room.certificates')}</Link>}
                filters={
                    <>
                        <Form.Item
                            layout="vertical"
                            label={t('holders.sanction')}
                            htmlFor="sanction-kind"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="sanction-kind"
                                allowClear
                                placeholder={t('exams.any')}
                                style={{ width: '11rem' }}
                                value={kind}
                                options={KINDS.map((value) => ({ value, label: t(`holders.kind.${value}`) }))}
                                onChange={(value?: string) => choose({ kind: value })}
                            />
                        </Form.Item>
                        <AddressFilter
                            name="certificate"
                            id="sanction-certificate"
                            label={t('certificates.certificate')}
                        />
                        <AddressFilter name="search" id="sanction-search" label={t('certificates.byManager')} />
                        {isTrainer && (
                            <Button type="primary" onClick={() => setImposing(true)}>
                                {t('holders.impose')}
                            </Button>
                        )}
                    </>
                }
                isFiltered={Object.values(chosen).some(Boolean)}
                exportFrom="/training/certificate-sanctions"
                list={list}
                aria-label={t('room.sanctions')}
                rowKey="id"
                empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'holders.noSanctions')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        className: 'number',
                        render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                    },
                    { title: t('certificates.certificate'), dataIndex: 'certificate', ...by('certificate') },
                    {
                        title: t('holders.sanction'),
                        dataIndex: 'kind',
                        render: (one: string, { withdrawnAt }) =>
                            withdrawnAt ? (
                                <Badge status="default" text={t(`holders.withdrawn.${one}`)} />
                            ) : (
                                <Badge
                                    status={one === 'revoked' ? 'error' : 'warning'}
                                    text={t(`holders.kind.${one}`)}
                                />
                            ),
                    },
                    {
                        title: t('holders.days'),
                        dataIndex: 'from',
                        ...by('from'),
                        className: 'number',
                        render: (from: string, { to, kind: one }) =>
                            to !== null
                                ? t('holders.fromTo', { from: date(from), to: date(to) })
                                : t(one === 'revoked' ? 'holders.from' : 'holders.fromOpen', { from: date(from) }),
                    },
                    {
                        title: t('correction.why'),
                        dataIndex: 'reason',
                        className: 'sentence',
                        render: (reason: string, { withdrawnReason }) => (
                            <>
                                {reason}
                                {withdrawnReason && (
                                    <div>{t('holders.withdrawnBecause', { reason: withdrawnReason })}</div>
                                )}
                            </>
                        ),
                    },
                    {
                        title: t('holders.imposedBy'),
                        dataIndex: 'imposedAt',
                        ...by('imposedAt'),
                        render: (at: string, { imposedBy }) => (
                            <>
                                {imposedBy}
                                <br />
                                {instant(at)}
                            </>
                        ),
                    },
                    {
                        title: t('kpis.toDo'),
                        key: 'do',
                        render: (_: unknown, one) =>
                            isTrainer && !one.withdrawnAt ? (
                                <Flex gap="small" wrap>
                                    {one.kind === 'suspended' && (
                                        <Button size="small" onClick={() => setEnding(one)}>
                                            {t('holders.endSuspension')}
                                        </Button>
                                    )}
                                    <Acts
                                        of={`${one.managerNo} ${one.certificate}`}
                                        form={`sanction.${one.id}`}
                                        refresh={['sanctions', 'certificates']}
                                        acts={[
                                            {
                                                name: 'withdraw',
                                                label: t('holders.withdraw'),
                                                ask: t('holders.withdrawAsk'),
                                                needsReason: true,
                                                done: t('holders.isWithdrawn'),
                                                run: (key, reason) => withdrawSanction(one.id, reason, key),
                                            },
                                        ]}
                                    />
                                </Flex>
                            ) : (
                                '–'
                            ),
                    },
                ]}
            />
            {isImposing && <ImposeSanction close={() => setImposing(false)} />}
            {ending && <EndSuspension key={ending.id} sanction={ending} close={() => setEnding(undefined)} />}
        </>
    );
}
