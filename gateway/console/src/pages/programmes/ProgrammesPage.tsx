import { Button, Form, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { useFilters } from '../../parts/filters';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { titled } from '../courses/words';
import { ProgrammeEditor } from './ProgrammeEditor';
import { KINDS, type ProgrammeRow, addressOfProgramme, programmes } from './calls';

/** The programmes of training. */
export default function ProgrammesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const go = useNavigate();
    const { filter, choose } = useFilters();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [isAdding, setAdding] = useState(false);
    const kind = KINDS.find((one) => one === filter('kind'));
    const list = useList({ name: ['programmes'], filters: { kind }, sorting, page: programmes });
    return (
        <>
            <ListPage<ProgrammeRow>
                title={t('room.programmes')}
                lead={t('programmes.lead')}
                filters={
                    <>
                        <Form.Item
                            layout="vertical"
                            label={t('programmes.kindName')}
                            htmlFor="programme-kind"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="programme-kind"
                                allowClear
                                placeholder={t('exams.any')}
                                style={{ width: '13rem' }}
                                value={kind}
                                options={KINDS.map((value) => ({ value, label: t(`programmes.kind.${value}`) }))}
                                onChange={(value?: string) => choose({ kind: value })}
                            />
                        </Form.Item>
                        {roles.includes('trainer') && (
                            <Button type="primary" onClick={() => setAdding(true)}>
                                {t('programmes.add')}
                            </Button>
                        )}
                    </>
                }
                isFiltered={Boolean(kind)}
                exportFrom="/training/programmes"
                list={list}
                aria-label={t('room.programmes')}
                rowKey="code"
                empty={t(kind ? 'exams.noneFound' : 'programmes.none')}
                columns={[
                    {
                        title: t('programmes.programme'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, one) => (
                            <>
                                <Link to={addressOfProgramme(code)}>{titled(one.titleZh, one.titleEn)}</Link>
                                <br />
                                <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('programmes.kindName'),
                        dataIndex: 'kind',
                        ...by('kind'),
                        render: (one: string) => t(`programmes.kind.${one}`),
                    },
                    {
                        title: t('courses.changedAt'),
                        dataIndex: 'changedAt',
                        ...by('changedAt'),
                        className: 'number',
                        render: instant,
                    },
                ]}
            />
            {isAdding && (
                <ProgrammeEditor
                    close={(saved) => {
                        setAdding(false);
                        if (saved) void go(addressOfProgramme(saved.code));
                    }}
                />
            )}
        </>
    );
}
