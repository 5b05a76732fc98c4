import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant } from '../../parts/format';
import { usePerson } from '../../session/session';
import { SessionTable } from '../sessions/SessionTable';
import { CourseEditor } from './CourseEditor';
import { type Course, addressOfCourse, addressOfFile, allCourses, course } from './calls';
import { titled } from './words';

/** A course with its terms, materials, sessions and versions. */
export default function CoursePage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { code = '' } = useParams();
    const [isChanging, setChanging] = useState(false);
    const mayWrite = roles.includes('trainer');
    const query = useQuery({ queryKey: ['courses', 'one', code], queryFn: () => course(code) });
    const all = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses, enabled: mayWrite });
    return (
        <Flex vertical gap="middle">
            <Link to="/courses">
                <ArrowLeftOutlined /> {t('room.courses')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <>
                    <Flex gap="middle" wrap align="center">
                        <Typography.Title level={1} style={{ margin: 0 }}>
                            {titled(query.data.title.zh, query.data.title.en)}
                        </Typography.Title>
                        {mayWrite && (
                            <Button disabled={!all.data} onClick={() => setChanging(true)}>
                                {t('courses.change')}
                            </Button>
                        )}
                    </Flex>
                    <Terms of={query.data} />
                    <section aria-labelledby="course-sessions">
                        <Typography.Title level={2} id="course-sessions" style={{ fontSize: '1.25rem' }}>
                            {t('courses.sessions')}
                        </Typography.Title>
                        <SessionTable filters={{ course: code }} name={t('courses.sessions')} />
                    </section>
                    {isChanging && all.data && (
                        <CourseEditor course={query.data} all={all.data} close={() => setChanging(false)} />
                    )}
                </>
            ) : (
                !query.error && <Skeleton active title paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}

function Terms({ of }: { of: Course }) {
    const { t } = useTranslation();
    const words = (values: string[] | null | undefined, key: string) =>
        (values ?? []).map((value) => t(`${key}.${value}`));
    const { audience } = of;
    const conditions = [
        ...words(audience.levels, 'managers.level'),
        ...words(audience.areas, 'managers.area'),
        ...words(audience.employment, 'managers.employment'),
        ...(audience.hiredWithinDays ? [t('courses.hiredWithin', { days: audience.hiredWithinDays })] : []),
    ];
    return (
        <Descriptions
            size="small"
            column={{ xs: 1, sm: 2, lg: 3 }}
            items={[
                { key: 'code', label: t('courses.field.code'), children: of.code },
                { key: 'kind', label: t('courses.field.kind'), children: t(`courses.kinds.${of.kind}`) },
                { key: 'channel', label: t('courses.field.channel'), children: t(`courses.channels.${of.channel}`) },
                { key: 'hours', label: t('courses.field.hours'), children: of.hours },
                {
                    key: 'valid',
                    label: t('courses.field.validMonths'),
                    children: of.validMonths ?? t('courses.forGood'),
                },
                {
                    key: 'before',
                    label: t('courses.field.prerequisites'),
                    children:
                        of.prerequisites.length === 0 ? (
                            t('courses.noPrerequisite')
                        ) : (
                            <Flex gap="small" wrap>
                                {of.prerequisites.map((one) => (
                                    <Link key={one} to={addressOfCourse(one)}>
                                        {one}
                                    </Link>
                                ))}
                            </Flex>
                        ),
                },
                {
                    key: 'audience',
                    label: t('courses.audience'),
                    children: conditions.length === 0 ? t('courses.everybody') : conditions.join(t('list.comma')),
                },
                {
                    key: 'materials',
                    label: t('courses.materials'),
                    children:
                        of.materials.length === 0 ? (
                            t('courses.noMaterial')
                        ) : (
                            <Flex vertical>
                                {of.materials.map((one, index) => (
                                    <a
                                        key={index}
                                        href={one.file ? addressOfFile(of.code, one.file) : (one.link ?? '')}
                                        {...(one.file
                                            ? { download: true }
                                            : { target: '_blank', rel: 'noreferrer noopener' })}
                                    >
                                        {titled(one.title.zh, one.title.en)}
                                    </a>
                                ))}
                            </Flex>
                        ),
                },
                {
                    key: 'version',
                    label: t('courses.version'),
                    children: (
                        <Flex vertical>
                            {of.versions.map((one) => (
                                <span key={one.version}>
                                    {t('courses.versionBy', {
                                        version: one.version,
                                        who: one.changedBy,
                                        at: instant(one.changedAt),
                                    })}
                                </span>
                            ))}
                        </Flex>
                    ),
                },
            ]}
        />
    );
}
