import { ArrowLeftOutlined } from '@ant-design/icons';
import { Descriptions, Flex, Skeleton, Tag, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import { Talks } from '../talks/Talks';
import { Overview } from './Overview';
import { PostingForm } from './PostingForm';
import { PostingLine } from './PostingLine';
import { bankToday, spansOf, useProfile, useUnits } from './roster';

/** A manager: the person, and their postings past and present. */
export default function ManagerPage() {
    const { t } = useTranslation();
    const { managerNo = '' } = useParams();
    const { roles } = usePerson();
    const profile = useProfile(managerNo);
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const manager = profile.data;
    const today = bankToday();

    return (
        <Flex vertical gap="middle">
            {mayOpen('managers', roles) && (
                <Link to="/managers">
                    <ArrowLeftOutlined /> {t('room.managers')}
                </Link>
            )}
            {profile.error && <ProblemNote problem={profile.error} retry={() => void profile.refetch()} />}
            {!manager ? (
                !profile.error && <Skeleton active paragraph={{ rows: 8 }} />
            ) : (
                <>
                    <Flex gap="middle" wrap align="baseline">
                        <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                            {manager.name} <Typography.Text type="secondary">{manager.managerNo}</Typography.Text>
                        </Typography.Title>
                        {manager.leftOn && manager.leftOn < today && <Tag variant="outlined">{t('managers.left')}</Tag>}
                        {mayOpen('scorecard', roles) && (
                            <Link to={`/scorecards/${encodeURIComponent(managerNo)}`}>{t('managers.scorecards')}</Link>
                        )}
                        {mayOpen('personalSheet', roles) && (
                            <Link to={`/score-sheets/people/${encodeURIComponent(managerNo)}`}>
                                {t('room.personalSheet')}
                            </Link>
                        )}
                        {roles.includes('hr') && <PostingForm manager={manager} units={units.data} />}
                    </Flex>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2, lg: 3 }}
                        items={[
                            { key: 'hired', label: t('managers.hiredOn'), children: date(manager.hiredOn) },
                            {
                                key: 'post',
                                label: t('managers.inPostSince'),
                                children: manager.inPostSince ? date(manager.inPostSince) : '—',
                            },
                            {
                                key: 'left',
                                label: t('managers.leftOn'),
                                children: manager.leftOn ? date(manager.leftOn) : '—',
                            },
                            { key: 'education', label: t('managers.education'), children: manager.education ?? '—' },
                            { key: 'version', label: t('managers.version'), children: manager.version },
                        ]}
                    />
                    {roles.some((role) => role !== 'account-manager') && <Overview managerNo={managerNo} />}
                    <section aria-labelledby="manager-history">
                        <Typography.Title level={2} id="manager-history" style={{ fontSize: '1.25rem' }}>
                            {t('managers.history')}
                        </Typography.Title>
                        <Timeline
                            items={spansOf(manager, today).map((span) => ({
                                key: span.posting.from,
                                color: span.when === 'now' ? 'blue' : 'gray',
                                content: <PostingLine span={span} unitName={names.get(span.posting.org)} />,
                            }))}
                        />
                    </section>
                    {roles.some((role) => role === 'hr' || role === 'branch-head') && <Talks managerNo={managerNo} />}
                </>
            )}
        </Flex>
    );
}
