import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { CourseEditor } from './CourseEditor';
import { type CourseRow, addressOfCourse, allCourses, courses } from './calls';
import { CHANNELS, KINDS, optionsOf, titled } from './words';

/** The catalogue of courses, each in its newest version. */
export default function CoursesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const go = useNavigate();
    const { filter, choose } = useFilters();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [isAdding, setAdding] = useState(false);
    const filters = { kind: filter('kind'), channel: filter('channel'), search: filter('search') };
    const list = useList({ name: ['courses', 'list'], filters, sorting, page: courses });
    const mayWrite = roles.includes('trainer');
    const all = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses, enabled: mayWrite });
    const chosen = (name: 'kind' | 'channel', words: readonly string[], key: string) => (
        <Form.Item
            layout="vertical"
            label={t(`courses.field.${name}`)}
            htmlFor={`course-${name}`}
            style={{ marginBottom: 0 }}
        >
            <Select
                id={`course-${name}`}
                allowClear
                style={{ width: '11rem' }}
                value={filters[name]}
                options={optionsOf(t, words, key)}
                onChange={(value?: string) => choose({ [name]: value })}
            />
        </Form.Item>
    );
    return (
        <>
            <ListPage<CourseRow>
                title={t('room.courses')}
                lead={t('courses.lead')}
                aside={<Link to="/awaited-exams">{t('room.awaitedExams')}</Link>}
                filters={
                    <>
                        {mayWrite && (
                            <Button type="primary" disabled={!all.data} onClick={() => setAdding(true)}>
                                {t('courses.add')}
                            </Button>
                        )}
                        {chosen('kind', KINDS, 'courses.kinds')}
                        {chosen('channel', CHANNELS, 'courses.channels')}
                        <AddressFilter name="search" id="course-search" label={t('courses.search')} />
                    </>
                }
                isFiltered={Object.values(filters).some(Boolean)}
                exportFrom="/training/courses"
                list={list}
                aria-label={t('room.courses')}
                rowKey="code"
                empty={t(Object.values(filters).some(Boolean) ? 'courses.none' : 'courses.noneYet')}
                columns={[
                    {
                        title: t('courses.course'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, one) => (
                            <>
                                <Link to={addressOfCourse(code)}>{titled(one.titleZh, one.titleEn)}</Link>
                                <br />
                                <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('courses.field.kind'),
                        dataIndex: 'kind',
                        ...by('kind'),
                        render: (kind: string) => t(`courses.kinds.${kind}`),
                    },
                    {
                        title: t('courses.field.channel'),
                        dataIndex: 'channel',
                        ...by('channel'),
                        render: (channel: string) => t(`courses.channels.${channel}`),
                    },
                    {
                        title: t('courses.field.hours'),
                        dataIndex: 'hours',
                        ...by('hours'),
                        align: 'right',
                        className: 'number',
                    },
                    {
                        title: t('courses.field.validMonths'),
                        dataIndex: 'validMonths',
                        align: 'right',
                        className: 'number',
                        render: (months: number | null) => months ?? t('courses.forGood'),
                    },
                    { title: t('courses.version'), dataIndex: 'version', align: 'right', className: 'number' },
                    {
                        title: t('courses.changedAt'),
                        dataIndex: 'changedAt',
                        ...by('changedAt'),
                        className: 'number',
                        render: instant,
                    },
                ]}
            />
            {isAdding && all.data && (
                <CourseEditor
                    all={all.data}
                    close={(saved) => {
                        setAdding(false);
                        if (saved) void go(addressOfCourse(saved.code));
                    }}
                />
            )}
        </>
    );
}
