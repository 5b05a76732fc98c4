import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Flex, Skeleton, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DownloadButton } from '../../parts/DownloadButton';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { date, instant } from '../../parts/format';
import { type Act, Acts } from '../corrections/Acts';
import { Clock } from '../complaints/Clock';
import { AssignForm } from './AssignForm';
import { CaseFiles } from './CaseFiles';
import { DecideForm } from './DecideForm';
import { IdentifyForm } from './IdentifyForm';
import { MeasureForm } from './MeasureForm';
import { ReplyForm } from './ReplyForm';
import {
    type Case,
    type CaseStep,
    accept,
    addressOfCase,
    appeal,
    askExtension,
    askStatement,
    close,
    decideExtension,
    investigate,
    makeComplex,
    oneCase,
    reopen,
    withdraw,
} from './calls';
import { useTopics } from './topics';

/** A complaint on one page: what it is about, what may be done next, and its course. */
export default function CasePage() {
    const { t } = useTranslation();
    const { complaintRef = '' } = useParams();
    const query = useQuery({ queryKey: ['cases', 'one', complaintRef], queryFn: () => oneCase(complaintRef) });
    return (
        <Flex vertical gap="middle">
            <Link to="/cases">
                <ArrowLeftOutlined /> {t('room.cases')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: Case }) {
    const { t } = useTranslation();
    const may = (step: string) => of.next.includes(step);
    const acts = useActs(of);
    const { nameOf } = useTopics('category');
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('cases.titleOf', { ref: of.complaintRef, category: nameOf(of.category) })}
            </Typography.Title>
            <Flex gap="middle" wrap align="center">
                <Typography.Text strong>{t(`cases.state.${of.state}`)}</Typography.Text>
                {of.dueOn !== null && (
                    <>
                        <Clock dueOn={of.dueOn} />
                        <Typography.Text type="secondary">
                            {t('complaints.dueOn', { date: date(of.dueOn) })}
                        </Typography.Text>
                    </>
                )}
            </Flex>
            {of.extensionAskedBy !== null && (
                <Alert type="info" showIcon title={t('cases.extensionAsked', { who: of.extensionAskedBy })} />
            )}
            <Facts of={of} />
            <CaseFiles of={of} />
            {may('identify') && <IdentifyForm key={of.managerNo} of={of} />}
            {may('assign') && <AssignForm of={of} />}
            {acts.length > 0 && (
                <Acts
                    of={of.complaintRef}
                    form={`case.${of.complaintRef}`}
                    refresh={['cases', 'complaints']}
                    acts={acts}
                />
            )}
            {(may('decide') || may('decide-appeal')) && <DecideForm of={of} isAppeal={may('decide-appeal')} />}
            {may('reply') && <ReplyForm of={of} />}
            {may('measure') && (
                <MeasureForm
                    key={`${of.cause} ${of.measure} ${of.measureOwner} ${of.measureDueOn} ${of.trainingTopic}`}
                    of={of}
                />
            )}
            <Decision of={of} />
            <Course steps={of.steps} />
        </>
    );
}

/** The steps that need a question, and often a reason, but no form. */
function useActs(of: Case): Act[] {
    const { t } = useTranslation();
    const ref = of.complaintRef;
    const act = (name: string, run: Act['run'], more: Partial<Act> = {}): Act => ({
        name,
        label: t(`cases.act.${name}`),
        ask: t(`cases.ask.${name}`),
        done: t('cases.done'),
        run,
        ...more,
    });
    const reasoned = { needsReason: true };
    const all = [
        act('accept', (key) => accept(ref, key), { isMain: true, means: t('cases.acceptMeans') }),
        act('investigate', (key, text) => investigate(ref, text, key), reasoned),
        act('ask-statement', (key) => askStatement(ref, key), { means: t('cases.askStatementMeans') }),
        act('make-complex', (key, text) => makeComplex(ref, text, key), reasoned),
        act('ask-extension', (key, text) => askExtension(ref, text, key), reasoned),
        act('close', (key) => close(ref, key), { isMain: true }),
        act('appeal', (key, text) => appeal(ref, text, key), reasoned),
        act('withdraw', (key, text) => withdraw(ref, text, key), reasoned),
        act('reopen', (key, text) => reopen(ref, text, key), reasoned),
    ];
    const extension = of.next.includes('decide-extension')
        ? [true, false].map((isApproved) =>
              act(
                  isApproved ? 'approve-extension' : 'refuse-extension',
                  (key, text) => decideExtension(ref, isApproved, text, key),
                  { ...reasoned, isMain: isApproved },
              ),
          )
        : [];
    return [...all.filter(({ name }) => of.next.includes(name)), ...extension];
}

function Facts({ of }: { of: Case }) {
    const { t } = useTranslation();
    return (
        <Card size="small">
            <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{of.text}</Typography.Paragraph>
            <Descriptions
                size="small"
                column={{ xs: 1, lg: 2 }}
                items={[
                    {
                        key: 'manager',
                        label: t('months.manager'),
                        children:
                            of.managerNo === '' ? (
                                t('cases.notIdentified')
                            ) : (
                                <ManagerName no={of.managerNo} name={of.name} />
                            ),
                    },
                    { key: 'org', label: t('managers.org'), children: (of.orgName ?? of.org) || '—' },
                    { key: 'received', label: t('complaints.received'), children: date(of.receivedOn) },
                    {
                        key: 'channel',
                        label: t('complaints.channelName'),
                        children: of.isPublic ? t('cases.byForm') : t(`complaints.channel.${of.channel}`),
                    },
                    {
                        key: 'severity',
                        label: t('complaints.severityName'),
                        children: t(`complaints.severity.${of.severity}`),
                    },
                    { key: 'card', label: t('cases.cardRef'), children: of.cardRef ?? '—' },
                    {
                        key: 'contact',
                        label: t('cases.contact'),
                        children: of.contact ?? t(of.hasContact ? 'cases.contactForHandler' : 'cases.noContact'),
                    },
                    { key: 'handler', label: t('cases.handler'), children: of.handler ?? t('cases.nobody') },
                    {
                        key: 'involved',
                        label: t('cases.involved'),
                        children: of.involved.length === 0 ? '—' : of.involved.join(' '),
                    },
                    ...(of.joinedTo === null
                        ? []
                        : [
                              {
                                  key: 'joined',
                                  label: t('cases.joinedTo'),
                                  children: <Link to={addressOfCase(of.joinedTo)}>{of.joinedTo}</Link>,
                              },
                          ]),
                    {
                        key: 'statement',
                        label: t('cases.statement'),
                        children:
                            of.statement ?? t(of.statementAskedAt === null ? 'cases.notAsked' : 'cases.statementWaits'),
                    },
                ]}
            />
        </Card>
    );
}

/** The decision with its reasons, what it led to, and the letter that was sent. */
function Decision({ of }: { of: Case }) {
    const { t } = useTranslation();
    if (of.outcome === null || of.decidedOn === null) return null;
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('cases.decision')}</h2>}>
            <Descriptions
                size="small"
                column={1}
                items={[
                    {
                        key: 'outcome',
                        label: t('complaints.outcomeName'),
                        children: t('complaints.decidedOn', {
                            outcome: t(`complaints.outcome.${of.outcome}`),
                            date: date(of.decidedOn),
                        }),
                    },
                    {
                        key: 'time',
                        label: t('cases.onTimeName'),
                        children: of.isOnTime === null ? '—' : t(of.isOnTime ? 'cases.onTime' : 'cases.late'),
                    },
                    { key: 'reasons', label: t('cases.reasons'), children: of.reasons ?? '—' },
                    { key: 'consequence', label: t('cases.consequence'), children: of.consequence ?? '—' },
                    ...(of.isOverturned
                        ? [{ key: 'over', label: t('cases.appealName'), children: t('cases.overturned') }]
                        : []),
                ]}
            />
            {of.letter !== null && (
                <>
                    <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{of.letter}</Typography.Paragraph>
                    <DownloadButton
                        path={`/feedback/complaint-cases/${encodeURIComponent(of.complaintRef)}/letter.docx`}
                        name={`${of.complaintRef}.docx`}
                        label={t('cases.letterAsWord')}
                        about={t('cases.letterAbout')}
                    />
                </>
            )}
        </Card>
    );
}

function Course({ steps }: { steps: readonly CaseStep[] }) {
    const { t } = useTranslation();
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('cases.course')}</h2>}>
            <Timeline
                items={steps.map((step) => ({
                    key: step.number,
                    content: (
                        <>
                            <strong>{t(`cases.step.${step.kind}`)}</strong>{' '}
                            <Typography.Text type="secondary">
                                {t('list.byAt', {
                                    who: step.by === 'public' ? t('cases.byForm') : step.by,
                                    at: instant(step.at),
                                })}
                            </Typography.Text>
                            {step.text !== '' && <div style={{ whiteSpace: 'pre-wrap' }}>{step.text}</div>}
                        </>
                    ),
                }))}
            />
        </Card>
    );
}
